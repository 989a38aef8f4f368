//! Answers: which repository does a folder belong to, and is its history whole?
//! Invariant: found from a path alone, never from the environment; nothing is fetched and nothing of its configuration is run.

use super::objects::Packed;
use crate::model::history::HistoryProblem;
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// An open repository, for reading.
pub struct Repository {
    pub(super) inner: git2::Repository,
    /// What all readers of objects share.
    pub(super) packed: RefCell<Packed>,
}

impl Repository {
    /// The repository that `folder` is in, which may be a work tree, a part of one, or a bare repository.
    ///
    /// # Errors
    /// When there is none, it belongs to somebody else, or its objects are of a kind that is not supported.
    pub fn discover(folder: &Path) -> Result<Self, HistoryProblem> {
        let no_flags = git2::RepositoryOpenFlags::empty();
        let nowhere: [&Path; 0] = [];
        let inner = git2::Repository::open_ext(folder, no_flags, nowhere).map_err(|error| {
            let folder = folder.display().to_string();
            match error.code() {
                git2::ErrorCode::NotFound => HistoryProblem::NoRepository { folder },
                git2::ErrorCode::Owner => HistoryProblem::NotOwned { folder },
                _ if error.message().contains("objectformat") => HistoryProblem::ObjectFormat { name: "sha256".into() },
                _ => broken(&error),
            }
        })?;
        fast_reading();
        let packed = RefCell::default();
        Ok(Self { inner, packed })
    }

    /// Another handle of a repository that is open, for another thread.
    pub(super) fn open_again(git_directory: &Path) -> Result<Self, HistoryProblem> {
        let inner = git2::Repository::open(git_directory).map_err(|error| broken(&error))?;
        let packed = RefCell::default();
        Ok(Self { inner, packed })
    }

    pub fn is_bare(&self) -> bool {
        self.inner.is_bare()
    }

    /// The folder that is checked out; `None` for a bare repository.
    pub fn work_tree(&self) -> Option<&Path> {
        self.inner.workdir()
    }

    /// The git directory that all work trees share.
    pub fn common_dir(&self) -> PathBuf {
        self.inner.commondir().to_path_buf()
    }

    /// `folder` as seen from the top of the work tree, `/` between its parts; empty for the top itself or a bare repository.
    pub fn prefix_of(&self, folder: &Path) -> Option<String> {
        let Some(top) = self.work_tree() else {
            return Some(String::new());
        };
        let below = folder
            .strip_prefix(top)
            .map(Path::to_path_buf)
            .or_else(|_| {
                let (folder, top) = (folder.canonicalize(), top.canonicalize());
                folder
                    .and_then(|folder| Ok((folder, top?)))
                    .map(|(folder, top)| folder.strip_prefix(top).map(Path::to_path_buf).unwrap_or_default())
            })
            .ok()?;
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        Some(parts?.join("/"))
    }

    /// # Errors
    /// When commits were cut off the history.
    pub fn refuse_shallow(&self) -> Result<(), HistoryProblem> {
        if self.inner.is_shallow() {
            return Err(HistoryProblem::Shallow);
        }
        Ok(())
    }

    /// Whether git shows other commits here than were made, by `git replace` or a grafts file.
    pub fn is_replaced(&self) -> bool {
        let mut replacing = self.inner.references_glob("refs/replace/*").into_iter().flatten();
        replacing.next().is_some() || self.inner.commondir().join("info/grafts").is_file()
    }

    /// What makes parents of a commit others than it says, as bytes to compare: empty in most repositories.
    pub fn overrides(&self) -> Vec<u8> {
        let common = self.inner.commondir();
        let mut found = Vec::new();
        for file in ["shallow", "info/grafts"] {
            found.extend(std::fs::read(common.join(file)).unwrap_or_default());
            found.push(0);
        }
        for reference in self
            .inner
            .references_glob("refs/replace/*")
            .into_iter()
            .flatten()
            .flatten()
        {
            found.extend(reference.name_bytes());
            found.extend(reference.target().iter().flat_map(|target| target.as_bytes().to_vec()));
        }
        found
    }

    /// The remote that holds objects which this clone left out.
    fn promisor(&self) -> Option<String> {
        let config = self.inner.config().ok()?;
        if let Ok(remote) = config.get_string("extensions.partialclone") {
            return Some(remote);
        }
        let remotes = self.inner.remotes().ok()?;
        remotes
            .iter()
            .filter_map(|name| name.ok().flatten())
            .find(|name| config.get_bool(&format!("remote.{name}.promisor")).unwrap_or(false))
            .map(String::from)
    }

    /// What a failed read of an object means.
    pub(super) fn unread(&self, error: &git2::Error) -> HistoryProblem {
        match self.promisor() {
            Some(remote) if error.code() == git2::ErrorCode::NotFound => HistoryProblem::Partial { remote },
            _ => broken(error),
        }
    }
}

/// Objects are read once each, so that libgit2's cache costs more than it saves; their hash was checked when they came.
fn fast_reading() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        git2::opts::strict_hash_verification(false);
        git2::opts::enable_caching(false);
    });
}

pub(super) fn broken(error: &git2::Error) -> HistoryProblem {
    HistoryProblem::Broken {
        detail: error.message().to_string(),
    }
}
