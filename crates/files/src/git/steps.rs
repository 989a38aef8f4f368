//! Answers: which commits lead from one state to another, who made each, and which files did they change?
//! Invariant: first parents from the tip back; files are compared tree by tree, descending only where ids differ.
//! Source: git's data model.

use super::history::Differences;
use super::object::oid;
use super::objects::{Entry, EntryKind, Objects, name_and_email};
use super::repository::{Repository, broken};
use super::revision::{MOST_DEPTH, MOST_FILES, RevisionContent};
use crate::model::history::{Author, HistoryProblem, Moment, ObjectId};

/// What a commit says of itself: shown, never believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitFacts {
    pub id: ObjectId,
    pub parents: Vec<ObjectId>,
    pub author: Author,
    pub committed: Moment,
    /// The first line of its message.
    pub subject: String,
}

/// # Errors
/// When the object is missing or broken.
pub fn facts(repository: &Repository, id: ObjectId) -> Result<CommitFacts, HistoryProblem> {
    let objects = Objects::new(repository)?;
    let (raw, (name, email)) = objects.with_commit(id, |raw, author| (raw, name_and_email(author)))?;
    let subject = objects.with(id, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let message = text.split_once("\n\n").map_or("", |(_, message)| message);
        message.trim_start().lines().next().unwrap_or_default().to_owned()
    })?;
    Ok(CommitFacts {
        id,
        parents: raw.parents.into_vec(),
        author: Author {
            name: name.into(),
            email: email.into(),
        },
        committed: Moment::from_timestamp(raw.committed, 0).unwrap_or_default(),
        subject,
    })
}

/// The first parents of `tip`, itself included, newest first.
///
/// # Errors
/// When an object is missing or broken.
pub fn first_parents(repository: &Repository, tip: ObjectId) -> Result<Vec<ObjectId>, HistoryProblem> {
    let objects = Objects::new(repository)?;
    let (mut line, mut next) = (Vec::new(), Some(tip));
    while let Some(id) = next {
        next = objects.commit(id)?.parents.first().copied();
        line.push(id);
    }
    Ok(line)
}

/// The first of `tip` and its first parents that `is_wanted`; `None`: none of them.
///
/// # Errors
/// When an object is missing or broken.
pub fn first_where(
    repository: &Repository,
    tip: ObjectId,
    is_wanted: &mut dyn FnMut(ObjectId) -> bool,
) -> Result<Option<ObjectId>, HistoryProblem> {
    let objects = Objects::new(repository)?;
    let mut next = Some(tip);
    while let Some(id) = next {
        if is_wanted(id) {
            return Ok(Some(id));
        }
        next = objects.commit(id)?.parents.first().copied();
    }
    Ok(None)
}

/// The commits that the line of `tip` had reached before each of these moments, which go back in time.
/// Shorter than they are where the line began later.
///
/// # Errors
/// When an object is missing or broken.
pub fn reached(repository: &Repository, tip: ObjectId, before: &[Moment]) -> Result<Vec<ObjectId>, HistoryProblem> {
    let objects = Objects::new(repository)?;
    let (mut found, mut next) = (Vec::new(), Some(tip));
    while let Some(id) = next.filter(|_| found.len() < before.len()) {
        let commit = objects.commit(id)?;
        while before
            .get(found.len())
            .is_some_and(|moment| commit.committed < moment.timestamp())
        {
            found.push(id);
        }
        next = commit.parents.first().copied();
    }
    Ok(found)
}

/// Where the line of `tip` left `base`, and the commits of the line after it, oldest first.
/// That is `base` itself where it lies on the line; `None`: they have nothing in common.
///
/// # Errors
/// When an object is missing or broken.
pub fn since(
    repository: &Repository,
    tip: ObjectId,
    base: ObjectId,
) -> Result<(Option<ObjectId>, Vec<ObjectId>), HistoryProblem> {
    let mut line = first_parents(repository, tip)?;
    let is_behind = |id: ObjectId| -> Result<bool, HistoryProblem> {
        let (base, id) = (oid(base), oid(id));
        let (base, id) = (base.map_err(|e| broken(&e))?, id.map_err(|e| broken(&e))?);
        let git = &repository.inner;
        Ok(base == id || git.graph_descendant_of(base, id).map_err(|e| broken(&e))?)
    };
    let (mut low, mut high) = (0, line.len());
    if let Some(at) = line.iter().position(|id| *id == base) {
        (low, high) = (at, at);
    }
    // what is older than a commit behind the base is behind it as well
    while low < high {
        let middle = low + (high - low) / 2;
        if is_behind(line[middle])? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    let from = line.get(low).copied();
    line.truncate(low);
    line.reverse();
    Ok((from, line))
}

/// One file that differs between two states; `None`: it is gone.
pub type Changed = (String, Option<RevisionContent>);

/// One file that differs, with what it was and is; `None`: nothing there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    pub path: String,
    pub was: Option<RevisionContent>,
    pub is: Option<RevisionContent>,
}

/// Compares the files of commits, with the trees on the way kept; no content is read.
pub struct Steps<'r> {
    objects: Objects<'r>,
    folder: String,
}

impl<'r> Steps<'r> {
    /// Below `folder` of the repository.
    ///
    /// # Errors
    /// When the repository cannot be read.
    pub fn new(repository: &'r Repository, folder: &str) -> Result<Self, HistoryProblem> {
        Ok(Self {
            objects: Objects::new(repository)?,
            folder: folder.to_owned(),
        })
    }

    /// What differs from one commit to another, of the paths that `wanted` names; from nothing without `before`.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn changes(
        &mut self,
        before: Option<ObjectId>,
        after: ObjectId,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<Changed>, HistoryProblem> {
        let differing = self.differing(before, after, wanted)?;
        Ok(differing.into_iter().map(|one| (one.path, one.is)).collect())
    }

    /// As [`Self::changes`], with what was there before.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn differing(
        &mut self,
        before: Option<ObjectId>,
        after: ObjectId,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<Differs>, HistoryProblem> {
        let before = match before {
            Some(commit) => self.top(commit)?,
            None => None,
        };
        let mut todo = vec![(String::new(), 0, before, self.top(after)?)];
        let mut changed = Vec::new();
        while let Some((at, depth, before, after_tree)) = todo.pop() {
            if before == after_tree {
                continue;
            }
            let one = before.map(|id| self.objects.tree(id)).transpose()?;
            let other = after_tree.map(|id| self.objects.tree(id)).transpose()?;
            let (one, other) = (one.as_deref().unwrap_or(&[]), other.as_deref().unwrap_or(&[]));
            for (was, is) in Differences::between(one, other) {
                let Some(any) = is.or(was) else { continue };
                let path = format!("{at}{}", String::from_utf8_lossy(any.name));
                if any.kind == EntryKind::Tree {
                    if depth < MOST_DEPTH {
                        todo.push((path + "/", depth + 1, was.map(|one| one.id), is.map(|one| one.id)));
                    }
                } else if wanted(&path) {
                    let (was, is) = (was.and_then(content), is.and_then(content));
                    changed.push(Differs { path, was, is });
                }
            }
            if changed.len() + todo.len() > MOST_FILES {
                let (commit, most) = (after, MOST_FILES);
                return Err(HistoryProblem::TooManyFiles { commit, most });
            }
        }
        Ok(changed)
    }

    fn top(&mut self, commit: ObjectId) -> Result<Option<ObjectId>, HistoryProblem> {
        let root = self.objects.commit(commit)?.tree;
        self.objects.folder(root, &self.folder)
    }
}

fn content(entry: Entry<'_>) -> Option<RevisionContent> {
    match entry.kind {
        EntryKind::Tree => None,
        EntryKind::File => Some(RevisionContent::Blob(entry.id)),
        EntryKind::SymbolicLink => Some(RevisionContent::SymbolicLink),
        EntryKind::Submodule => Some(RevisionContent::Submodule),
    }
}
