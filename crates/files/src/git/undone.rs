//! Answers: what did crops commit on this branch, and what did a commit change?
//! Invariant: what crops made is known from this repository's own reflog, never from a message that anybody can write.
//! Source: git-reflog(1).

use super::object::{object_id, oid, refusal};
use super::state::{Target, Tip};
use crate::change::outcome::{CannotUndo, WriteRefused};
use crate::model::history::ObjectId;
use std::collections::{BTreeMap, BTreeSet};

/// How a line of the reflog starts that crops wrote.
const OURS: &str = "crops: ";
const UNDO: &str = "crops: undo: ";
/// How many lines of the reflog are looked at.
const MOST_LINES: usize = 10_000;

/// A commit that can be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undoable {
    pub commit: ObjectId,
    /// The first line of its message.
    pub subject: String,
    /// In path order.
    pub files: Vec<UndoneFile>,
}

/// A path of the repository, before and after a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoneFile {
    pub path: String,
    pub before: Option<ObjectId>,
    pub after: Option<ObjectId>,
}

/// What stands at a path of a tree.
type Entry = super::replay::Standing;

impl Target {
    /// The newest commit on the branch that crops made here and that is neither an undo nor undone.
    pub fn last_of_ours(&self, tip: &Tip) -> Result<Option<ObjectId>, WriteRefused> {
        let Some(newest) = tip.commit else { return Ok(None) };
        let reflog = self.repo.reflog(&tip.branch).map_err(|error| refusal(&error))?;
        let mut undone: BTreeSet<String> = BTreeSet::new();
        for line in reflog.iter().take(MOST_LINES) {
            let message = line.message().ok().flatten().unwrap_or_default();
            let commit = object_id(line.id_new());
            let hex = commit.to_string();
            let ours = message.starts_with(OURS);
            if !ours || undone.iter().any(|short| hex.starts_with(short)) {
                continue;
            }
            if commit != newest && !self.contains(&tip.branch, commit)? {
                continue;
            }
            match message.strip_prefix(UNDO).and_then(|rest| rest.split(' ').next()) {
                Some(short) => {
                    undone.insert(short.to_string());
                }
                // The first commit of all is the studio itself.
                None if self.is_first(commit)? => return Ok(None),
                None => return Ok(Some(commit)),
            }
        }
        Ok(None)
    }

    fn commit(&self, id: ObjectId) -> Result<git2::Commit<'_>, WriteRefused> {
        oid(id)
            .and_then(|id| self.repo.find_commit(id))
            .map_err(|error| refusal(&error))
    }

    fn is_first(&self, commit: ObjectId) -> Result<bool, WriteRefused> {
        let found = self.commit(commit)?;
        Ok(found.parent_count() == 0)
    }

    /// The commit that a text names, which must be in the branch's history.
    pub fn on_branch(&self, tip: &Tip, text: &str) -> Result<ObjectId, WriteRefused> {
        let found = self
            .repo
            .revparse_single(text)
            .and_then(|object| object.peel_to_commit());
        let commit = found
            .map(|commit| object_id(commit.id()))
            .map_err(|_| WriteRefused::NoSuchCommit { text: text.to_string() })?;
        if self.contains(&tip.branch, commit)? {
            Ok(commit)
        } else {
            Err(WriteRefused::NotOnBranch {
                commit: commit.to_string(),
                branch: tip.branch_name().to_string(),
            })
        }
    }

    /// What a commit changed, when that can be undone on the branch: nothing since has touched it.
    pub fn undoable(&self, tip: &Tip, commit: ObjectId) -> Result<Undoable, WriteRefused> {
        let cannot = |why| WriteRefused::CannotUndo {
            commit: commit.to_string(),
            why,
        };
        let found = self.commit(commit)?;
        let parent = match found.parent_count() {
            0 => return Err(cannot(CannotUndo::FirstCommit)),
            1 => object_id(found.parent_id(0).map_err(|error| refusal(&error))?),
            _ => return Err(cannot(CannotUndo::Merge)),
        };
        let mut changes = BTreeMap::new();
        let (old, new) = (self.tree(parent)?, self.tree(commit)?);
        self.compare(Some(&old), Some(&new), "", &mut changes)?;
        let mut files = Vec::with_capacity(changes.len());
        let mut changed_since = Vec::new();
        for (path, (before, after)) in changes {
            if self.studio_path(&path).is_none() {
                return Err(cannot(CannotUndo::OutsideStudio));
            }
            let is_file = |entry: &Option<Entry>| entry.is_none_or(|(_, mode)| mode & 0o170_000 == 0o100_000);
            if !is_file(&before) || !is_file(&after) {
                return Err(cannot(CannotUndo::NotAFile));
            }
            let (before, after) = (before.map(|(id, _)| id), after.map(|(id, _)| id));
            if self.committed(tip.commit, &path)? != after {
                changed_since.push(path.clone());
            }
            files.push(UndoneFile { path, before, after });
        }
        if !changed_since.is_empty() {
            return Err(WriteRefused::LaterChanges {
                commit: commit.to_string(),
                paths: changed_since,
            });
        }
        let subject = found.summary().ok().flatten().unwrap_or_default().to_string();
        Ok(Undoable { commit, subject, files })
    }

    /// The files that differ between two trees; goes down only where ids differ.
    pub(super) fn compare(
        &self,
        old: Option<&git2::Tree<'_>>,
        new: Option<&git2::Tree<'_>>,
        folder: &str,
        changes: &mut BTreeMap<String, (Option<Entry>, Option<Entry>)>,
    ) -> Result<(), WriteRefused> {
        let (before, after) = (entries(old), entries(new));
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for name in names {
            let (one, other) = (before.get(name).copied(), after.get(name).copied());
            if one == other {
                continue;
            }
            let path = format!("{folder}{name}");
            let subtree = |entry: Option<Entry>| match entry {
                Some((id, 0o040_000)) => self.repo.find_tree(oid(id)?).map(Some),
                _ => Ok(None),
            };
            let one_tree = subtree(one).map_err(|error| refusal(&error))?;
            let other_tree = subtree(other).map_err(|error| refusal(&error))?;
            if one_tree.is_some() || other_tree.is_some() {
                self.compare(one_tree.as_ref(), other_tree.as_ref(), &format!("{path}/"), changes)?;
            }
            let leaf = |entry: Option<Entry>| entry.filter(|(_, mode)| *mode != 0o040_000);
            if leaf(one).is_some() || leaf(other).is_some() {
                changes.insert(path, (leaf(one), leaf(other)));
            }
        }
        Ok(())
    }
}

fn entries(tree: Option<&git2::Tree<'_>>) -> BTreeMap<String, Entry> {
    tree.into_iter()
        .flat_map(git2::Tree::iter)
        .map(|entry| {
            let name = String::from_utf8_lossy(entry.name_bytes()).into_owned();
            (name, (object_id(entry.id()), entry.filemode()))
        })
        .collect()
}
