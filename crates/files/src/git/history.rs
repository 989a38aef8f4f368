//! Answers: which commits lead to a tip, and which brief files did each of them change?
//! Invariant: trees are compared by hand, descending only where ids differ; no content is read twice; no recursion.
//! Source: git's data model; the decision on diffs in `docs/decisions/`.

use super::commits::Commits;
pub use super::commits::{Known, Met};
use super::handed::Handed;
use super::objects::{Entries, Entry, EntryKind, Objects, entries, packs_of};
use super::pack_index::{Packs, Place};
use super::readers::{Lent, Readers};
use super::repository::Repository;
use crate::model::history::{
    BriefVersion, Commit, CommitIndex, FileChange, Growth, History, HistoryProblem, ObjectId, PathIndex, VersionIndex,
};
use crate::model::id::Shared;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSlice;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// More changed files than this in one commit are refused: trees can be made that name themselves again and again.
const MOST_CHANGES: usize = 1_000_000;

/// Deeper folders are not looked into.
const MOST_DEPTH: usize = 32;

/// With fewer commits to compare, or contents to read, another thread would only warm up.
const LEAST_PART: usize = 2_000;

/// As [`LEAST_PART`], of folders that one commit changed: each is two trees to read.
const LEAST_FOLDERS: usize = 250;

/// Where the files of interest are, and how one of them is read.
pub struct Scope<'a> {
    /// The folder from the top of the repository (`studio/briefs`).
    pub folder: &'a str,
    /// Where that folder was before: of a commit without it, the first of these that it has counts.
    pub was: &'a [String],
    /// Whether a path below `folder` may be a brief.
    pub wanted: &'a (dyn Fn(&str) -> bool + Sync),
    pub read: &'a (dyn Fn(&[u8]) -> BriefVersion + Sync),
    /// A larger file is not read: it says nothing.
    pub most_bytes: usize,
}

/// Everything that can be reached from `tip`. Paths are those below the scope's folder.
///
/// # Errors
/// When an object is missing or broken.
pub fn read(repository: &Repository, tip: ObjectId, scope: &Scope<'_>) -> Result<History, HistoryProblem> {
    Ok(read_after(repository, tip, scope, &|_, _| None)?.history)
}

/// What can be reached from `tip` and is not known yet; `known` tells the place of a commit in what is, and is asked first
/// about the first parents of `tip`, one after the other, until it knows one. Whatever a known commit reaches must be known too.
///
/// # Errors
/// As [`read`].
pub fn read_after(
    repository: &Repository,
    tip: ObjectId,
    scope: &Scope<'_>,
    known: &Known<'_>,
) -> Result<Growth, HistoryProblem> {
    let objects = Objects::new(repository)?;
    let (mut growth, trees) = Commits::new(&objects, known).read(tip)?;
    drop(objects);
    let mut work = Work {
        place: repository.inner.path(),
        readers: Readers::after(repository),
        scope,
    };
    let first = growth.known.len();
    work.readers.prepare(threads_for(trees.len() - first));
    let compared = work.compared(&growth.history.commits, &trees, first)?;
    drop(trees);
    work.readers.rest();
    take_over(&mut growth.history, compared);
    growth.history.versions = work.versions(&growth.history.blobs)?;
    Ok(growth)
}

/// In how many parts work is worth being split: a few for each thread, so that none waits long.
fn parts(count: usize, least: usize) -> usize {
    match rayon::current_num_threads() {
        1 => 1,
        threads => (count / least).clamp(1, 4 * threads),
    }
}

/// How many threads work at so many parts.
fn threads_for(count: usize) -> usize {
    parts(count, LEAST_PART).min(rayon::current_num_threads())
}

/// Puts together what the parts found; each path and content once.
fn take_over(history: &mut History, parts: Vec<Compared>) {
    let mut paths: HashMap<Box<str>, PathIndex> = HashMap::new();
    let mut versions: HashMap<ObjectId, VersionIndex> = HashMap::new();
    for part in parts {
        let indices: Vec<PathIndex> = part
            .paths
            .into_iter()
            .map(|path| {
                let next = PathIndex(history.paths.len() as u32);
                let index = *paths.entry(path.clone()).or_insert(next);
                if index == next {
                    history.paths.push(path);
                }
                index
            })
            .collect();
        for (commit, path, blob) in part.changes {
            let after = blob.map(|blob| {
                let next = VersionIndex(history.blobs.len() as u32);
                let index = *versions.entry(blob).or_insert(next);
                if index == next {
                    history.blobs.push(blob);
                }
                index
            });
            let path = indices[path];
            history.changes[commit.0 as usize].push(FileChange { path, after });
        }
    }
}

/// What threads share.
struct Work<'s> {
    /// Of the git directory: each thread opens its own.
    place: &'s Path,
    readers: Readers,
    scope: &'s Scope<'s>,
}

impl Work<'_> {
    fn repository(&self) -> Result<Repository, HistoryProblem> {
        Repository::open_again(self.place)
    }

    /// For whoever reads so many objects.
    fn packs(&self, repository: &Repository, count: usize) -> Option<&Arc<Packs>> {
        match self.readers.packs() {
            None if count >= LEAST_PART => self.readers.open(|| packs_of(repository)),
            known => known,
        }
    }

    /// What each commit from `first` on changed against its first parent; the newest part first.
    fn compared(&self, commits: &[Commit], trees: &[ObjectId], first: usize) -> Result<Vec<Compared>, HistoryProblem> {
        let line = Line { commits, trees };
        let size = (commits.len() - first)
            .div_ceil(parts(commits.len() - first, LEAST_PART))
            .max(1);
        let ends: Vec<usize> = (first..commits.len()).step_by(size).rev().collect();
        let found: Result<Vec<Vec<Compared>>, HistoryProblem> = ends
            .into_par_iter()
            .map(|start| {
                let repository = self.repository()?;
                let mut comparer = Comparer::new(&repository, self, line)?;
                // newest first: what is read as a parent is still at hand as the next commit
                for index in (start..commits.len().min(start + size)).rev() {
                    comparer.compare(CommitIndex(index as u32))?;
                }
                comparer.apart.insert(0, comparer.found);
                Ok(comparer.apart)
            })
            .collect();
        Ok(found?.into_iter().flatten().collect())
    }

    /// What one commit changed in so many folders, which threads share.
    fn compared_apart(
        &self,
        line: Line<'_>,
        commit: CommitIndex,
        todo: Vec<Pair>,
    ) -> Result<Vec<Compared>, HistoryProblem> {
        let size = todo.len().div_ceil(parts(todo.len(), LEAST_FOLDERS)).max(1);
        let apart = todo.into_par_iter().chunks(size).map(|mut part| {
            part.reverse();
            let repository = self.repository()?;
            let mut comparer = Comparer::new(&repository, self, line)?;
            comparer.walk_alone(commit, part)?;
            Ok(comparer.found)
        });
        apart.collect()
    }

    /// What each of these contents says.
    fn versions(&mut self, blobs: &[ObjectId]) -> Result<Vec<BriefVersion>, HistoryProblem> {
        let packs = match blobs.len() {
            0 => None,
            count => self.packs(&self.repository()?, count),
        };
        let order = as_packed(blobs, packs.map(|packs| &**packs));
        self.readers.forget_names();
        self.readers.prepare(threads_for(blobs.len()));
        let work = &*self;
        let parts: Result<Vec<Handed>, HistoryProblem> = order
            .par_chunks(blobs.len().div_ceil(parts(blobs.len(), LEAST_PART)).max(1))
            .map(|part| {
                let repository = work.repository()?;
                let objects = Objects::new(&repository)?;
                let _lent = work.readers.lend(&repository);
                let mut handed = Handed::default();
                for (place, at) in part {
                    let blob = (blobs[*at as usize], *place);
                    let read = objects.with_file(blob, work.scope.most_bytes, work.scope.read)?;
                    handed.put(&read.unwrap_or(BriefVersion::Unreadable));
                }
                Ok(handed)
            })
            .collect();
        let (parts, mut shared) = (parts?, Shared::default());
        let read = parts.into_iter().flat_map(|part| part.take(&mut shared));
        let mut versions = vec![BriefVersion::NotABrief; blobs.len()];
        for ((_, at), version) in order.iter().zip(read) {
            versions[*at as usize] = version;
        }
        Ok(versions)
    }
}

/// Where each of these lies and its number, in the order of the packs: what lies together is read together.
fn as_packed(blobs: &[ObjectId], packs: Option<&Packs>) -> Vec<(Option<Place>, u32)> {
    let mut order: Vec<(Option<Place>, u32)> = (0..blobs.len() as u32).map(|at| (None, at)).collect();
    if let Some(packs) = packs {
        // found one after the other in the order of the index
        order.sort_unstable_by_key(|(_, at)| blobs[*at as usize]);
        for (place, at) in &mut order {
            *place = packs.find(blobs[*at as usize]);
        }
        order.sort_unstable_by_key(|(place, _)| *place);
    }
    order
}

/// Which files some commits changed, by ids alone.
#[derive(Default)]
struct Compared {
    paths: Vec<Box<str>>,
    /// The commit, the place of the path above, and the content after it.
    changes: Vec<(CommitIndex, usize, Option<ObjectId>)>,
}

/// Commits, parents first, and their trees.
#[derive(Clone, Copy)]
struct Line<'s> {
    commits: &'s [Commit],
    trees: &'s [ObjectId],
}

struct Comparer<'r, 's: 'r> {
    objects: Objects<'r>,
    repository: &'r Repository,
    work: &'s Work<'s>,
    /// `None`: others read for it.
    lent: Option<Lent<'r>>,
    line: Line<'s>,
    /// The scope's folder in commits that were looked at.
    folders: HashMap<CommitIndex, Option<ObjectId>>,
    paths: HashMap<Box<str>, usize>,
    /// The trees that are compared.
    before: Vec<u8>,
    after: Vec<u8>,
    found: Compared,
    /// What other threads found in large commits.
    apart: Vec<Compared>,
}

/// Two trees at one path that are not the same.
struct Pair {
    at: String,
    depth: usize,
    before: Option<ObjectId>,
    after: Option<ObjectId>,
}

impl<'r, 's: 'r> Comparer<'r, 's> {
    fn new(repository: &'r Repository, work: &'s Work<'s>, line: Line<'s>) -> Result<Self, HistoryProblem> {
        Ok(Self {
            objects: Objects::new(repository)?,
            lent: Some(work.readers.lend(repository)),
            repository,
            work,
            line,
            folders: HashMap::new(),
            paths: HashMap::new(),
            before: Vec::new(),
            after: Vec::new(),
            found: Compared::default(),
            apart: Vec::new(),
        })
    }

    fn folder(&mut self, commit: CommitIndex) -> Result<Option<ObjectId>, HistoryProblem> {
        if let Some(known) = self.folders.get(&commit) {
            return Ok(*known);
        }
        let tree = self.line.trees[commit.0 as usize];
        let mut found = self.objects.folder(tree, self.work.scope.folder)?;
        for before in self.work.scope.was {
            found = match found {
                None => self.objects.folder(tree, before)?,
                Some(folder) => Some(folder),
            };
        }
        self.folders.insert(commit, found);
        Ok(found)
    }

    fn compare(&mut self, commit: CommitIndex) -> Result<(), HistoryProblem> {
        let parent = self.line.commits[commit.0 as usize].parents.first().copied();
        let top = Pair {
            at: String::new(),
            depth: 0,
            before: parent.map(|parent| self.folder(parent)).transpose()?.flatten(),
            after: self.folder(commit)?,
        };
        self.folders.remove(&commit);
        self.walk(commit, vec![top])
    }

    /// All folders of one depth, then those in them: where there are many, other threads take their share of them.
    fn walk(&mut self, commit: CommitIndex, mut level: Vec<Pair>) -> Result<(), HistoryProblem> {
        let known = self.found.changes.len();
        while !level.is_empty() {
            if 2 * level.len() >= LEAST_PART && rayon::current_num_threads() > 1 {
                self.work.packs(self.repository, 2 * level.len());
                self.lent = None;
                let apart = self.work.compared_apart(self.line, commit, level)?;
                self.lent = Some(self.work.readers.lend(self.repository));
                let count = apart.iter().map(|part| part.changes.len()).sum::<usize>();
                self.refuse_too_many(commit, self.found.changes.len() - known + count)?;
                self.apart.extend(apart);
                return Ok(());
            }
            let mut below = Vec::new();
            for pair in level {
                self.pair(commit, &pair, &mut below)?;
                self.refuse_too_many(commit, self.found.changes.len() - known + below.len())?;
            }
            level = below;
        }
        Ok(())
    }

    /// The last pair first, with all that lies below it.
    fn walk_alone(&mut self, commit: CommitIndex, mut todo: Vec<Pair>) -> Result<(), HistoryProblem> {
        let known = self.found.changes.len();
        while let Some(pair) = todo.pop() {
            self.pair(commit, &pair, &mut todo)?;
            self.refuse_too_many(commit, self.found.changes.len() - known + todo.len())?;
        }
        Ok(())
    }

    /// What differs in one folder; folders in it that differ are left to do.
    fn pair(&mut self, commit: CommitIndex, pair: &Pair, todo: &mut Vec<Pair>) -> Result<(), HistoryProblem> {
        if pair.before == pair.after {
            return Ok(());
        }
        let (mut before, mut after) = (std::mem::take(&mut self.before), std::mem::take(&mut self.after));
        self.read(pair.before, &mut before)?;
        self.read(pair.after, &mut after)?;
        for (was, is) in Differences::between(&before, &after) {
            self.entry(commit, pair, (was, is), todo);
        }
        (self.before, self.after) = (before, after);
        Ok(())
    }

    fn refuse_too_many(&self, commit: CommitIndex, count: usize) -> Result<(), HistoryProblem> {
        if count <= MOST_CHANGES {
            return Ok(());
        }
        Err(HistoryProblem::TooManyFiles {
            commit: self.line.commits[commit.0 as usize].id,
            most: MOST_CHANGES,
        })
    }

    fn read(&mut self, tree: Option<ObjectId>, into: &mut Vec<u8>) -> Result<(), HistoryProblem> {
        match tree {
            Some(id) => self.objects.tree_into(id, into),
            None => {
                into.clear();
                Ok(())
            }
        }
    }

    fn entry(
        &mut self,
        commit: CommitIndex,
        pair: &Pair,
        (was, is): (Option<Entry<'_>>, Option<Entry<'_>>),
        todo: &mut Vec<Pair>,
    ) {
        let Some(any) = is.or(was) else { return };
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
            return;
        }
        if !(self.work.scope.wanted)(&at) {
            return;
        }
        // a link or a submodule in the place of a file is no file
        let after = is.filter(|entry| entry.kind == EntryKind::File).map(|entry| entry.id);
        if after.is_some() || was.is_some() {
            let path = self.path(at);
            self.found.changes.push((commit, path, after));
        }
    }

    fn path(&mut self, at: String) -> usize {
        if let Some(known) = self.paths.get(at.as_str()) {
            return *known;
        }
        let at: Box<str> = at.into();
        self.found.paths.push(at.clone());
        self.paths.insert(at, self.found.paths.len() - 1);
        self.found.paths.len() - 1
    }
}

/// Walks two trees side by side; gives the entries that are not the same.
pub(super) struct Differences<'t> {
    one: Entries<'t>,
    other: Entries<'t>,
}

impl<'t> Differences<'t> {
    pub fn between(one: &'t [u8], other: &'t [u8]) -> Self {
        Self {
            one: entries(one),
            other: entries(other),
        }
    }
}

impl<'t> Iterator for Differences<'t> {
    type Item = (Option<Entry<'t>>, Option<Entry<'t>>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            // most of two trees is the same, and quicker to compare than to read
            Entries::skip_same(&mut self.one, &mut self.other);
            let order = match (self.one.clone().next(), self.other.clone().next()) {
                (None, None) => return None,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(one), Some(other)) => tree_order(&one, &other),
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
