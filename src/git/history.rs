//! Answers: which commits lead to a tip, and which brief files did each of them change?
//! Invariant: trees are compared by hand, descending only where ids differ; no content is read twice; no recursion.
//! Source: git's data model; the decision on diffs in `docs/decisions/`.

use super::objects::{Entry, EntryKind, Objects, entries};
use super::repository::Repository;
use crate::model::history::{
    Author, AuthorIndex, BriefVersion, Commit, CommitIndex, FileChange, History, HistoryProblem, Moment, ObjectId,
    PathIndex, VersionIndex,
};
use std::cmp::Ordering;
use std::collections::HashMap;

/// More changed files than this in one commit are refused: trees can be made that name themselves again and again.
const MOST_CHANGES: usize = 1_000_000;

/// Deeper folders are not looked into.
const MOST_DEPTH: usize = 32;

/// Where the files of interest are, and how one of them is read.
pub struct Scope<'a> {
    /// The folder from the top of the repository (`studio/briefs`).
    pub folder: &'a str,
    /// Whether a path below `folder` may be a brief.
    pub wanted: &'a dyn Fn(&str) -> bool,
    pub read: &'a dyn Fn(&[u8]) -> BriefVersion,
}

/// Everything that can be reached from `tip`. Paths are those below the scope's folder.
///
/// # Errors
/// When an object is missing or broken.
pub fn read(repository: &Repository, tip: ObjectId, scope: &Scope<'_>) -> Result<History, HistoryProblem> {
    let objects = Objects::new(repository)?;
    let (mut history, trees) = commits(&objects, tip)?;
    let mut reader = Reader {
        objects,
        scope,
        folders: vec![None; trees.len()],
        paths: HashMap::new(),
        versions: HashMap::new(),
    };
    for (index, tree) in trees.iter().enumerate().rev() {
        reader.folders[index] = reader.objects.folder(*tree, scope.folder)?;
    }
    // newest first: what is read as a parent is still at hand as the next commit
    for index in (0..trees.len()).rev() {
        let after = reader.folders[index];
        let parent = history.commits[index].parents.first();
        let before = parent.and_then(|parent| reader.folders[parent.0 as usize]);
        history.changes[index] = reader.compare(&mut history, CommitIndex(index as u32), before, after)?;
    }
    Ok(history)
}

/// All commits, parents first, and their trees.
fn commits(objects: &Objects<'_>, tip: ObjectId) -> Result<(History, Vec<ObjectId>), HistoryProblem> {
    let mut history = History::default();
    let mut trees = Vec::new();
    let mut authors: HashMap<(String, String), AuthorIndex> = HashMap::new();
    let mut known: HashMap<ObjectId, CommitIndex> = HashMap::new();
    let mut stack = vec![(tip, objects.commit(tip)?, 0)];
    while let Some((id, raw, next)) = stack.last_mut() {
        if let Some(parent) = raw.parents.get(*next) {
            let parent = *parent;
            *next += 1;
            if !known.contains_key(&parent) {
                stack.push((parent, objects.commit(parent)?, 0));
            }
            continue;
        }
        let index = CommitIndex(trees.len() as u32);
        if known.insert(*id, index).is_none() {
            let next = AuthorIndex(history.authors.len() as u32);
            let author = *authors.entry(raw.author.clone()).or_insert(next);
            if author == next {
                let (name, email) = (raw.author.0.as_str().into(), raw.author.1.as_str().into());
                history.authors.push(Author { name, email });
            }
            history.commits.push(Commit {
                id: *id,
                parents: raw
                    .parents
                    .iter()
                    .filter_map(|parent| known.get(parent).copied())
                    .collect(),
                committed: Moment::from_timestamp(raw.committed, 0).unwrap_or_default(),
                author,
            });
            trees.push(raw.tree);
        }
        stack.pop();
    }
    history.changes = vec![Vec::new(); trees.len()];
    Ok((history, trees))
}

struct Reader<'r, 's> {
    objects: Objects<'r>,
    scope: &'s Scope<'s>,
    /// The scope's folder in each commit.
    folders: Vec<Option<ObjectId>>,
    paths: HashMap<Box<str>, PathIndex>,
    versions: HashMap<ObjectId, VersionIndex>,
}

/// Two trees at one path that are not the same.
struct Pair {
    at: String,
    depth: usize,
    before: Option<ObjectId>,
    after: Option<ObjectId>,
}

impl Reader<'_, '_> {
    fn compare(
        &mut self,
        history: &mut History,
        commit: CommitIndex,
        before: Option<ObjectId>,
        after: Option<ObjectId>,
    ) -> Result<Vec<FileChange>, HistoryProblem> {
        let mut changes = Vec::new();
        let mut todo = vec![Pair {
            at: String::new(),
            depth: 0,
            before,
            after,
        }];
        while let Some(pair) = todo.pop().filter(|pair| pair.before != pair.after) {
            let one = pair.before.map(|id| self.objects.tree(id)).transpose()?;
            let other = pair.after.map(|id| self.objects.tree(id)).transpose()?;
            let (one, other) = (one.as_deref().unwrap_or(&[]), other.as_deref().unwrap_or(&[]));
            for (was, is) in Differences::between(one, other) {
                self.entry(history, &pair, was, is, &mut todo, &mut changes)?;
            }
            if changes.len() + todo.len() > MOST_CHANGES {
                let commit = history.commit(commit).id;
                let most = MOST_CHANGES;
                return Err(HistoryProblem::TooManyFiles { commit, most });
            }
        }
        Ok(changes)
    }

    fn entry(
        &mut self,
        history: &mut History,
        pair: &Pair,
        was: Option<Entry<'_>>,
        is: Option<Entry<'_>>,
        todo: &mut Vec<Pair>,
        changes: &mut Vec<FileChange>,
    ) -> Result<(), HistoryProblem> {
        let Some(any) = is.or(was) else { return Ok(()) };
        let at = format!("{}{}", pair.at, String::from_utf8_lossy(any.name));
        if any.kind == EntryKind::Tree {
            if pair.depth < MOST_DEPTH {
                todo.push(Pair {
                    at: at + "/",
                    depth: pair.depth + 1,
                    before: was.map(|entry| entry.id),
                    after: is.map(|entry| entry.id),
                });
            }
            return Ok(());
        }
        if !(self.scope.wanted)(&at) {
            return Ok(());
        }
        // a link or a submodule in the place of a file is no file
        let file = |entry: &Entry<'_>| entry.kind == EntryKind::File;
        let after = match is.filter(file) {
            Some(entry) => Some(self.version(history, entry.id)?),
            None => None,
        };
        if after.is_some() || was.is_some() {
            changes.push(FileChange {
                path: self.path(history, &at),
                after,
            });
        }
        Ok(())
    }

    fn path(&mut self, history: &mut History, at: &str) -> PathIndex {
        if let Some(known) = self.paths.get(at) {
            return *known;
        }
        let index = PathIndex(history.paths.len() as u32);
        history.paths.push(at.into());
        self.paths.insert(at.into(), index);
        index
    }

    fn version(&mut self, history: &mut History, id: ObjectId) -> Result<VersionIndex, HistoryProblem> {
        if let Some(known) = self.versions.get(&id) {
            return Ok(*known);
        }
        let index = VersionIndex(history.versions.len() as u32);
        let read = self.scope.read;
        history.versions.push(self.objects.with(id, read)?);
        self.versions.insert(id, index);
        Ok(index)
    }
}

/// Walks two trees side by side; gives the entries that are not the same.
pub(super) struct Differences<'t> {
    one: std::iter::Peekable<super::objects::Entries<'t>>,
    other: std::iter::Peekable<super::objects::Entries<'t>>,
}

impl<'t> Differences<'t> {
    pub fn between(one: &'t [u8], other: &'t [u8]) -> Self {
        Self {
            one: entries(one).peekable(),
            other: entries(other).peekable(),
        }
    }
}

impl<'t> Iterator for Differences<'t> {
    type Item = (Option<Entry<'t>>, Option<Entry<'t>>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let order = match (self.one.peek(), self.other.peek()) {
                (None, None) => return None,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(one), Some(other)) => tree_order(one, other),
            };
            match order {
                Ordering::Less => return Some((self.one.next(), None)),
                Ordering::Greater => return Some((None, self.other.next())),
                Ordering::Equal => {
                    let (one, other) = (self.one.next(), self.other.next());
                    if one != other {
                        return Some((one, other));
                    }
                }
            }
        }
    }
}

/// Git's order of a tree: by name, a folder as if it ended with `/`. A file and a folder of one name are two entries.
fn tree_order(one: &Entry<'_>, other: &Entry<'_>) -> Ordering {
    let name = |entry: &Entry<'_>| {
        let slash: &[u8] = if entry.kind == EntryKind::Tree { b"/" } else { b"" };
        (entry.name.len(), slash)
    };
    let ((one_length, one_slash), (other_length, other_slash)) = (name(one), name(other));
    let shared = one_length.min(other_length);
    one.name[..shared].cmp(&other.name[..shared]).then_with(|| {
        let one = one.name[shared..].iter().chain(one_slash);
        one.cmp(other.name[shared..].iter().chain(other_slash))
    })
}
