//! Answers: which commit does a revision or a day mean, and which files had the studio then?
//! Invariant: a day is found along the first-parent chain of the official tip; links are told, never followed.
//! Source: design, "As of".

use super::object::object_id;
use super::objects::{EntryKind, Objects, entries};
use super::repository::Repository;
use crate::model::Day;
use crate::model::history::{HistoryProblem, Moment, ObjectId};

/// Deeper folders are not looked into.
pub(super) const MOST_DEPTH: usize = 32;

/// More files than this are refused.
pub(super) const MOST_FILES: usize = 2_000_000;

/// One file of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionFile {
    /// Below the studio's folder.
    pub path: String,
    pub content: RevisionContent,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RevisionContent {
    /// Of a file; see [`Lookup::content`].
    Blob(ObjectId),
    SymbolicLink,
    Submodule,
}

/// The content of a file, when it is not too large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileContent {
    Bytes(Vec<u8>),
    TooLarge { bytes: usize },
}

/// The commit that a revision names, as `git rev-parse` reads it.
///
/// # Errors
/// When it names none, or several.
pub fn resolve(repository: &Repository, revision: &str) -> Result<ObjectId, HistoryProblem> {
    let no_such = |_| HistoryProblem::NoSuchRevision {
        revision: revision.to_string(),
    };
    let commit_of = |text: &str| repository.inner.revparse_single(text)?.peel_to_commit();
    let commit = commit_of(revision).or_else(|error| {
        // a clone made by CI has the branches of its remote alone
        let name = revision.split(['~', '^', '@', ':']).next().unwrap_or_default();
        let remote = format!("refs/remotes/origin/{name}");
        match repository.inner.find_reference(&remote) {
            Ok(_) => commit_of(&format!("refs/remotes/origin/{revision}")),
            Err(_) => Err(error),
        }
    });
    Ok(object_id(commit.map_err(no_such)?.id()))
}

/// When a commit was made, by its committer's clock.
///
/// # Errors
/// When the object is missing or broken.
pub fn committed(repository: &Repository, commit: ObjectId) -> Result<Moment, HistoryProblem> {
    let seconds = Objects::new(repository)?.commit(commit)?.committed;
    Ok(Moment::from_timestamp(seconds, 0).unwrap_or_default())
}

/// The first commit before `until`, going back from `tip` from first parent to first parent.
///
/// # Errors
/// [`HistoryProblem::NothingBefore`] when the chain began later; `day` is only for its words.
pub fn last_before(
    repository: &Repository,
    tip: ObjectId,
    until: Moment,
    day: Day,
) -> Result<ObjectId, HistoryProblem> {
    let objects = Objects::new(repository)?;
    let mut next = Some(tip);
    while let Some(id) = next {
        let commit = objects.commit(id)?;
        if commit.committed < until.timestamp() {
            return Ok(id);
        }
        next = commit.parents.first().copied();
    }
    Err(HistoryProblem::NothingBefore { day })
}

/// The latest time that `tip` or one of so many first parents before it gives: who sets a clock back gains nothing by it.
///
/// # Errors
/// When an object is missing or broken.
pub fn latest_on_line(repository: &Repository, tip: ObjectId, most: usize) -> Result<Moment, HistoryProblem> {
    let objects = Objects::new(repository)?;
    let (mut latest, mut next) = (i64::MIN, Some(tip));
    for _ in 0..=most {
        let Some(id) = next else { break };
        let commit = objects.commit(id)?;
        latest = latest.max(commit.committed);
        next = commit.parents.first().copied();
    }
    Ok(Moment::from_timestamp(latest, 0).unwrap_or_default())
}

/// The commits from `tip` on from first parent to first parent, each with its committer's time; the newest first.
///
/// # Errors
/// When an object is missing or broken.
pub fn first_parents(repository: &Repository, tip: ObjectId) -> Result<Vec<(ObjectId, Moment)>, HistoryProblem> {
    let objects = Objects::new(repository)?;
    let mut line = Vec::new();
    let mut next = Some(tip);
    while let Some(id) = next {
        let commit = objects.commit(id)?;
        line.push((id, Moment::from_timestamp(commit.committed, 0).unwrap_or_default()));
        next = commit.parents.first().copied();
    }
    Ok(line)
}

/// The files of a commit below `folder` that `wanted` names, in path order; no content is read.
///
/// # Errors
/// When an object is missing or broken.
pub fn files(
    repository: &Repository,
    commit: ObjectId,
    folder: &str,
    wanted: &dyn Fn(&str) -> bool,
) -> Result<Vec<RevisionFile>, HistoryProblem> {
    files_within(repository, commit, folder, wanted, &|_| true)
}

/// As [`files`], of those folders alone that `enter` names (`briefs/2026-01/`): the others cost nothing.
///
/// # Errors
/// As [`files`].
pub fn files_within(
    repository: &Repository,
    commit: ObjectId,
    folder: &str,
    wanted: &dyn Fn(&str) -> bool,
    enter: &dyn Fn(&str) -> bool,
) -> Result<Vec<RevisionFile>, HistoryProblem> {
    let mut objects = Objects::new(repository)?;
    let root = objects.commit(commit)?.tree;
    let mut found = Vec::new();
    let mut todo: Vec<(String, usize, ObjectId)> = objects
        .folder(root, folder)?
        .map(|tree| (String::new(), 0, tree))
        .into_iter()
        .collect();
    while let Some((at, depth, tree)) = todo.pop() {
        let bytes = objects.tree(tree)?;
        for entry in entries(&bytes) {
            let path = format!("{at}{}", String::from_utf8_lossy(entry.name));
            let content = match entry.kind {
                EntryKind::Tree => {
                    let below = path + "/";
                    if depth < MOST_DEPTH && enter(&below) {
                        todo.push((below, depth + 1, entry.id));
                    }
                    continue;
                }
                _ if !wanted(&path) => continue,
                EntryKind::SymbolicLink => RevisionContent::SymbolicLink,
                EntryKind::Submodule => RevisionContent::Submodule,
                EntryKind::File => RevisionContent::Blob(entry.id),
            };
            found.push(RevisionFile { path, content });
        }
        if found.len() + todo.len() > MOST_FILES {
            let most = MOST_FILES;
            return Err(HistoryProblem::TooManyFiles { commit, most });
        }
    }
    found.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// Single files of many commits, and contents by id, with the trees on the way kept.
pub struct Lookup<'r> {
    objects: Objects<'r>,
}

impl<'r> Lookup<'r> {
    /// # Errors
    /// When the repository cannot be read.
    pub fn new(repository: &'r Repository) -> Result<Self, HistoryProblem> {
        Ok(Self {
            objects: Objects::new(repository)?,
        })
    }

    /// The id of a file's content in a commit; `None` where there is no such file.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn file(&mut self, commit: ObjectId, path: &str) -> Result<Option<ObjectId>, HistoryProblem> {
        Ok(match self.entry(commit, path)? {
            Some(RevisionContent::Blob(id)) => Some(id),
            Some(RevisionContent::SymbolicLink | RevisionContent::Submodule) | None => None,
        })
    }

    /// What a commit has at a path; `None`: nothing, or a folder.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn entry(&mut self, commit: ObjectId, path: &str) -> Result<Option<RevisionContent>, HistoryProblem> {
        let root = self.objects.commit(commit)?.tree;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let Some(tree) = self.objects.folder(root, folder)? else {
            return Ok(None);
        };
        let bytes = self.objects.tree(tree)?;
        let mut found = entries(&bytes).filter(|entry| entry.name == name.as_bytes());
        Ok(found.find_map(|entry| match entry.kind {
            EntryKind::Tree => None,
            EntryKind::File => Some(RevisionContent::Blob(entry.id)),
            EntryKind::SymbolicLink => Some(RevisionContent::SymbolicLink),
            EntryKind::Submodule => Some(RevisionContent::Submodule),
        }))
    }

    /// The names in a folder of a commit; none where there is no such folder.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn names(&mut self, commit: ObjectId, folder: &str) -> Result<Vec<String>, HistoryProblem> {
        let root = self.objects.commit(commit)?.tree;
        let Some(tree) = self.objects.folder(root, folder)? else {
            return Ok(Vec::new());
        };
        let bytes = self.objects.tree(tree)?;
        Ok(entries(&bytes)
            .map(|entry| String::from_utf8_lossy(entry.name).into_owned())
            .collect())
    }

    /// The content of a file, not read when it is larger than `most_bytes`.
    ///
    /// # Errors
    /// When the object is missing or broken.
    pub fn content(&self, id: ObjectId, most_bytes: usize) -> Result<FileContent, HistoryProblem> {
        match self.objects.with_file((id, None), most_bytes, <[u8]>::to_vec)? {
            Some(bytes) => Ok(FileContent::Bytes(bytes)),
            None => Ok(FileContent::TooLarge {
                bytes: self.objects.size(id)?,
            }),
        }
    }

    /// # Errors
    /// When the object is missing or broken.
    pub fn bytes(&self, id: ObjectId) -> Result<Vec<u8>, HistoryProblem> {
        self.objects.with(id, <[u8]>::to_vec)
    }
}
