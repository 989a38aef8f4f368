//! Answers: how do new contents become one commit on a branch?
//! Invariant: each function has one effect; objects are only added, and a branch moves only from the commit that was read.
//! Source: `docs/decisions/0009-one-change-one-commit.md`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use git2::build::TreeUpdateBuilder;

use super::identity::{Identity, Moment, signature};
use super::line_endings::{Attribute, Attributes, Autocrlf, conversion, to_git};
use super::object::{object_id, oid, refusal};
use super::state::{Target, Tip};
use crate::change::outcome::WriteRefused;
use crate::model::history::ObjectId;
use crate::model::place::StudioPath;

/// How one path of the repository's tree changes.
#[derive(Clone, Debug)]
pub struct TreeEdit {
    /// From the top of the repository.
    pub path: String,
    /// `None` takes the path away.
    pub blob: Option<ObjectId>,
    pub mode: FileMode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileMode {
    Plain,
    Executable,
}

impl FileMode {
    pub(super) fn git(self) -> git2::FileMode {
        match self {
            Self::Plain => git2::FileMode::Blob,
            Self::Executable => git2::FileMode::BlobExecutable,
        }
    }
}

/// What a commit says beside its tree.
#[derive(Clone, Debug)]
pub struct CommitFacts<'a> {
    pub who: &'a Identity,
    pub when: Moment,
    pub message: &'a str,
}

/// Whether the branch took the new commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advance {
    Done,
    /// Somebody moved the branch since its tip was read.
    Moved,
}

impl Target {
    /// The bytes that git stores for these bytes on disk: line ends as attributes and settings say.
    pub fn stored(&self, path: &StudioPath, bytes: &[u8], now: Option<ObjectId>) -> Result<Vec<u8>, WriteRefused> {
        let full = self.path_of(path);
        self.refuse_filters(path, &full, bytes)?;
        let value = |name: &str| self.attribute(&full, name);
        let (text, crlf, eol) = (value("text")?, value("crlf")?, value("eol")?);
        let attributes = Attributes {
            text: text.as_attribute(),
            crlf: crlf.as_attribute(),
            eol: eol.as_attribute(),
        };
        let setting = self
            .repo
            .config()
            .and_then(|config| config.get_string("core.autocrlf"))
            .unwrap_or_default();
        let autocrlf = match setting.to_ascii_lowercase().as_str() {
            "true" | "input" | "yes" | "on" | "1" => Autocrlf::On,
            _ => Autocrlf::Off,
        };
        let stored_now = || now.and_then(|id| self.blob(id).ok());
        Ok(to_git(bytes, conversion(attributes, autocrlf), stored_now).into_owned())
    }

    /// Filters are programs of the repository's configuration: a file that needs one is not written.
    fn refuse_filters(&self, path: &StudioPath, full: &str, bytes: &[u8]) -> Result<(), WriteRefused> {
        let refused = |attribute| {
            Err(WriteRefused::Filtered {
                path: path.clone(),
                attribute,
            })
        };
        if let Given::Value(driver) = self.attribute(full, "filter")? {
            let config = self.repo.config().map_err(|error| refusal(&error))?;
            let configured = |key: &str| config.get_string(&format!("filter.{driver}.{key}")).is_ok();
            if configured("clean") || configured("process") {
                return refused("filter");
            }
        }
        if self.attribute(full, "ident")? == Given::Set && bytes.windows(3).any(|three| three == b"$Id") {
            return refused("ident");
        }
        match self.attribute(full, "working-tree-encoding")? {
            Given::Value(encoding) if !encoding.eq_ignore_ascii_case("utf-8") => refused("working-tree-encoding"),
            _ => Ok(()),
        }
    }

    fn attribute(&self, path: &str, name: &str) -> Result<Given, WriteRefused> {
        let flags = git2::AttrCheckFlags::FILE_THEN_INDEX;
        let value = self
            .repo
            .get_attr(Path::new(path), name, flags)
            .map_err(|error| refusal(&error))?;
        Ok(match git2::AttrValue::from_string(value) {
            git2::AttrValue::True => Given::Set,
            git2::AttrValue::False => Given::Unset,
            git2::AttrValue::String(text) => Given::Value(text.to_string()),
            git2::AttrValue::Bytes(bytes) => Given::Value(String::from_utf8_lossy(bytes).into_owned()),
            git2::AttrValue::Unspecified => Given::Unspecified,
        })
    }

    /// The bytes of a blob.
    pub fn blob(&self, id: ObjectId) -> Result<Vec<u8>, WriteRefused> {
        let blob = oid(id)
            .and_then(|id| self.repo.find_blob(id))
            .map_err(|error| refusal(&error))?;
        Ok(blob.content().to_vec())
    }

    /// The file that a commit has at a path; `None` when nothing, or no file, is there.
    pub fn committed(&self, commit: Option<ObjectId>, path: &str) -> Result<Option<ObjectId>, WriteRefused> {
        let Some(commit) = commit else { return Ok(None) };
        let tree = self.tree(commit)?;
        match tree.get_path(Path::new(path)) {
            Ok(entry) if entry.kind() == Some(git2::ObjectType::Blob) => Ok(Some(object_id(entry.id()))),
            Ok(_) => Ok(None),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
            Err(error) => Err(refusal(&error)),
        }
    }

    pub(super) fn tree(&self, commit: ObjectId) -> Result<git2::Tree<'_>, WriteRefused> {
        oid(commit)
            .and_then(|id| self.repo.find_commit(id))
            .and_then(|commit| commit.tree())
            .map_err(|error| refusal(&error))
    }

    /// Adds a blob to the object database.
    pub fn add_blob(&self, bytes: &[u8]) -> Result<ObjectId, WriteRefused> {
        self.repo.blob(bytes).map(object_id).map_err(|error| refusal(&error))
    }

    /// Adds the trees that the edits make of the tip's; nothing of the user's index goes in.
    pub fn add_trees(&self, tip: &Tip, edits: &[TreeEdit]) -> Result<ObjectId, WriteRefused> {
        let base = match tip.commit {
            Some(commit) => self.tree(commit)?,
            None => {
                let empty = self
                    .repo
                    .treebuilder(None)
                    .and_then(|builder| builder.write())
                    .map_err(|error| refusal(&error))?;
                self.repo.find_tree(empty).map_err(|error| refusal(&error))?
            }
        };
        let mut builder = TreeUpdateBuilder::new();
        for edit in edits {
            match edit.blob {
                Some(blob) => builder.upsert(
                    edit.path.as_str(),
                    oid(blob).map_err(|error| refusal(&error))?,
                    edit.mode.git(),
                ),
                None => builder.remove(edit.path.as_str()),
            };
        }
        builder
            .create_updated(&self.repo, &base)
            .map(object_id)
            .map_err(|error| refusal(&error))
    }

    /// Adds the commit object; no branch moves.
    pub fn add_commit(&self, tip: &Tip, tree: ObjectId, facts: &CommitFacts<'_>) -> Result<ObjectId, WriteRefused> {
        let author = signature(&facts.who.author, facts.when)?;
        let committer = signature(&facts.who.committer, facts.when)?;
        let made = || {
            let tree = self.repo.find_tree(oid(tree)?)?;
            let parent = tip.commit.map(|id| self.repo.find_commit(oid(id)?)).transpose()?;
            let parents: Vec<&git2::Commit<'_>> = parent.iter().collect();
            self.repo
                .commit(None, &author, &committer, facts.message, &tree, &parents)
        };
        made().map(object_id).map_err(|error| refusal(&error))
    }

    /// Moves the branch from the tip that was read to the commit, with a line in the reflog.
    pub fn advance(
        &self,
        tip: &Tip,
        commit: ObjectId,
        who: (&Identity, Moment),
        reflog: &str,
    ) -> Result<Advance, WriteRefused> {
        let by = signature(&who.0.committer, who.1)?;
        let moved = || {
            let mut transaction = self.repo.transaction()?;
            transaction.lock_ref(&tip.branch)?;
            let now = match self.repo.refname_to_id(&tip.branch) {
                Ok(id) => Some(object_id(id)),
                Err(error) if error.code() == git2::ErrorCode::NotFound => None,
                Err(error) => return Err(error),
            };
            if now != tip.commit {
                return Ok(Advance::Moved);
            }
            transaction.set_target(&tip.branch, oid(commit)?, Some(&by), reflog)?;
            transaction.commit()?;
            Ok(Advance::Done)
        };
        moved().map_err(|error: git2::Error| refusal(&error))
    }

    /// The commit of a branch; `None` when it has none.
    pub fn commit_of(&self, branch: &str) -> Result<Option<ObjectId>, WriteRefused> {
        match self.repo.refname_to_id(branch) {
            Ok(id) => Ok(Some(object_id(id))),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
            Err(error) => Err(refusal(&error)),
        }
    }

    /// Whether a commit is the branch's tip or among what it was built on.
    pub fn contains(&self, branch: &str, commit: ObjectId) -> Result<bool, WriteRefused> {
        match self.commit_of(branch)? {
            None => Ok(false),
            Some(tip) if tip == commit => Ok(true),
            Some(tip) => oid(tip)
                .and_then(|tip| self.repo.graph_descendant_of(tip, oid(commit)?))
                .map_err(|error| refusal(&error)),
        }
    }

    /// A commit and the trees and blobs that lead to the edited paths.
    pub fn objects_of(&self, commit: ObjectId, edits: &[TreeEdit]) -> Result<Vec<ObjectId>, WriteRefused> {
        let tree = self.tree(commit)?;
        let mut objects = BTreeSet::from([commit, object_id(tree.id())]);
        for edit in edits {
            objects.extend(edit.blob);
            let folders = edit.path.match_indices('/').map(|(at, _)| &edit.path[..at]);
            for folder in folders {
                match tree.get_path(Path::new(folder)) {
                    Ok(entry) => objects.insert(object_id(entry.id())),
                    // The last file of a folder was taken away.
                    Err(error) if error.code() == git2::ErrorCode::NotFound => continue,
                    Err(error) => return Err(refusal(&error)),
                };
            }
        }
        Ok(objects.into_iter().collect())
    }

    /// The branch's own file, when it has one.
    pub fn loose_branch(&self, branch: &str) -> Option<PathBuf> {
        let file = self.repo.commondir().join(branch);
        file.exists().then_some(file)
    }

    /// Where objects stand as files of their own, to be made durable; packed ones have none.
    pub fn loose_files(&self, objects: &[ObjectId]) -> Vec<PathBuf> {
        let place = |id: &ObjectId| {
            let hex = id.to_string();
            let (folder, file) = hex.split_at(2);
            self.repo.commondir().join("objects").join(folder).join(file)
        };
        objects.iter().map(place).filter(|path| path.exists()).collect()
    }
}

/// An attribute's value, owned.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Given {
    Unspecified,
    Set,
    Unset,
    Value(String),
}

impl Given {
    fn as_attribute(&self) -> Attribute<'_> {
        match self {
            Self::Unspecified => Attribute::Unspecified,
            Self::Set => Attribute::Set,
            Self::Unset => Attribute::Unset,
            Self::Value(text) => Attribute::Value(text),
        }
    }
}
