//! Answers: which commits lead to a tip that are not known yet, and which known ones do they stand on?
//! Invariant: parents before children, each once; what is kept of a commit on the way is small, so that a long line costs little; no recursion.
//! Source: git's data model.

use super::objects::{Objects, RawCommit, name_and_email};
use crate::model::few::Few;
use crate::model::history::{Author, AuthorIndex, Commit, CommitIndex, Growth, HistoryProblem, Moment, ObjectId};
use std::collections::HashMap;

/// Where a commit was met that may be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// From first parent to first parent, before any other was looked at.
    OnTheLine,
    Elsewhere,
}

/// Tells the place of a commit that is known already.
pub type Known<'a> = dyn Fn(ObjectId, Met) -> Option<CommitIndex> + 'a;

/// Numbers commits, parents first: those not known in the order in which they are left, the known ones before them.
pub(super) struct Commits<'o, 'r> {
    objects: &'o Objects<'r>,
    known: &'o Known<'o>,
    authors: Authors,
    fresh: HashMap<ObjectId, CommitIndex>,
    /// Counted from the far end, until it is known how many there are.
    stood_on: HashMap<ObjectId, CommitIndex>,
    growth: Growth,
    bases: Vec<(Commit, ObjectId)>,
    trees: Vec<ObjectId>,
}

/// A commit whose parents are looked at.
struct Open {
    id: ObjectId,
    raw: RawCommit,
    author: AuthorIndex,
    /// Which parent is next.
    next: u32,
}

impl<'o, 'r> Commits<'o, 'r> {
    pub fn new(objects: &'o Objects<'r>, known: &'o Known<'o>) -> Self {
        Self {
            objects,
            known,
            authors: Authors::default(),
            fresh: HashMap::new(),
            stood_on: HashMap::new(),
            growth: Growth::default(),
            bases: Vec::new(),
            trees: Vec::new(),
        }
    }

    /// All of them, and their trees.
    pub fn read(mut self, tip: ObjectId) -> Result<(Growth, Vec<ObjectId>), HistoryProblem> {
        let mut stack = vec![self.open(tip)?];
        while let Some(open) = stack.last_mut() {
            if let Some(parent) = open.raw.parents.get(open.next as usize).copied() {
                open.next += 1;
                if !self.fresh.contains_key(&parent) && !self.stands_on(parent)? {
                    stack.push(self.open(parent)?);
                }
                continue;
            }
            if let Some(open) = stack.pop() {
                self.add(open);
            }
        }
        Ok(self.finish())
    }

    fn open(&mut self, id: ObjectId) -> Result<Open, HistoryProblem> {
        let authors = &mut self.authors;
        self.objects.with_commit(id, |raw, author| Open {
            id,
            raw,
            author: authors.place(author),
            next: 0,
        })
    }

    fn stands_on(&mut self, id: ObjectId) -> Result<bool, HistoryProblem> {
        if self.stood_on.contains_key(&id) {
            return Ok(true);
        }
        let met = if self.fresh.is_empty() && self.stood_on.is_empty() {
            Met::OnTheLine
        } else {
            Met::Elsewhere
        };
        let Some(place) = (self.known)(id, met) else {
            return Ok(false);
        };
        let open = self.open(id)?;
        let index = CommitIndex(u32::MAX - self.bases.len() as u32);
        self.stood_on.insert(id, index);
        self.growth.known.push(place);
        self.bases.push((commit(&open, Few::default()), open.raw.tree));
        Ok(true)
    }

    fn add(&mut self, open: Open) {
        let index = CommitIndex(self.trees.len() as u32);
        if self.fresh.contains_key(&open.id) {
            return;
        }
        self.fresh.insert(open.id, index);
        let place = |parent: &ObjectId| self.fresh.get(parent).or_else(|| self.stood_on.get(parent)).copied();
        let parents = open.raw.parents.iter().filter_map(place).collect();
        self.growth.history.commits.push(commit(&open, parents));
        self.trees.push(open.raw.tree);
    }

    fn finish(self) -> (Growth, Vec<ObjectId>) {
        let (mut growth, mut trees) = (self.growth, self.trees);
        let history = &mut growth.history;
        history.authors = self.authors.list;
        if !self.bases.is_empty() {
            let shift = self.bases.len() as u32;
            let placed = |index: &CommitIndex| match u32::MAX - index.0 {
                base if base < shift => CommitIndex(base),
                _ => CommitIndex(index.0 + shift),
            };
            for commit in &mut history.commits {
                commit.parents = commit.parents.iter().map(placed).collect();
            }
            let (commits, base_trees): (Vec<_>, Vec<_>) = self.bases.into_iter().unzip();
            history.commits.splice(0..0, commits);
            trees.splice(0..0, base_trees);
        }
        history.changes = vec![Few::default(); trees.len()];
        (growth, trees)
    }
}

fn commit(open: &Open, parents: Few<CommitIndex>) -> Commit {
    Commit {
        id: open.id,
        parents,
        committed: Moment::from_timestamp(open.raw.committed, 0).unwrap_or_default(),
        author: open.author,
    }
}

/// Everybody who made a commit, once.
#[derive(Default)]
struct Authors {
    /// As written, up to the e-mail.
    known: HashMap<Box<[u8]>, AuthorIndex>,
    places: HashMap<Author, AuthorIndex>,
    list: Vec<Author>,
}

impl Authors {
    fn place(&mut self, line: &[u8]) -> AuthorIndex {
        let end = line.iter().rposition(|byte| *byte == b'>').unwrap_or(line.len());
        let written = &line[..end];
        if let Some(known) = self.known.get(written) {
            return *known;
        }
        let (name, email) = name_and_email(line);
        let author = Author {
            name: name.into(),
            email: email.into(),
        };
        let next = AuthorIndex(self.list.len() as u32);
        let place = *self.places.entry(author.clone()).or_insert(next);
        if place == next {
            self.list.push(author);
        }
        self.known.insert(written.into(), place);
        place
    }
}
