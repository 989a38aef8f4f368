//! Answers: in which stage is each brief in each commit, and what did each commit change?
//! Invariant: a brief is its `id:`, not its path; an unreadable version holds what stood before it at that path; with one id at
//! two paths the first path in order counts.
//! Source: first parents make a forest; a preorder walk of it turns "the state in commit c" into one binary search.

use crate::model::few::Few;
use crate::model::history::{BriefVersion, CommitIndex, History, PathIndex, VersionIndex};
use crate::model::id::{BriefId, StageId};
use std::collections::{HashMap, HashSet};

/// Place of a brief in [`States::briefs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BriefIndex(pub u32);

/// Place of a stage's name in [`States::stages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StageIndex(pub u32);

/// One brief's stage in a commit is not what it is in the first parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delta {
    pub brief: BriefIndex,
    /// `None`: there was no such brief.
    pub from: Option<StageIndex>,
    /// `None`: there is no such brief any more.
    pub to: Option<StageIndex>,
    /// The version that says so.
    pub version: Option<VersionIndex>,
}

/// A content that could not be read, once for each path that it was at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadableVersion {
    pub commit: CommitIndex,
    pub path: PathIndex,
    pub version: VersionIndex,
    /// The brief whose stage is held, when one stood there before.
    pub brief: Option<BriefIndex>,
}

/// A brief says this from a commit of the official line on; `None`: it is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub commit: CommitIndex,
    pub brief: BriefIndex,
    pub version: Option<VersionIndex>,
}

#[derive(Clone, Debug, Default)]
pub struct States {
    pub briefs: Vec<BriefId>,
    pub stages: Vec<StageId>,
    /// For each commit, against its first parent, in the order of the briefs' places.
    pub deltas: Vec<Few<Delta>>,
    pub unreadable: Vec<UnreadableVersion>,
    /// The version of each brief at the tip.
    pub last: Vec<Option<VersionIndex>>,
    /// What each brief says from a commit of the official line on, where it said something else before; in the order of the line.
    pub standing: Vec<Standing>,
    /// Place of each commit in the preorder of the forest of first parents.
    order: Vec<u32>,
    /// The place after the last one of its first-parent descendants.
    end: Vec<u32>,
    /// For each brief, from which place of the preorder on it has which stage.
    timelines: Vec<Vec<(u32, Option<StageIndex>)>>,
}

impl States {
    /// The stage of a brief in a commit; `None`: absent.
    pub fn stage(&self, brief: BriefIndex, commit: CommitIndex) -> Option<StageIndex> {
        let at = self.order[commit.0 as usize];
        let timeline = &self.timelines[brief.0 as usize];
        let after = timeline.partition_point(|(from, _)| *from <= at);
        after.checked_sub(1).and_then(|last| timeline[last].1)
    }

    /// The places in the preorder of the forest of first parents of a commit and its descendants.
    pub fn span(&self, commit: CommitIndex) -> (u32, u32) {
        let at = commit.0 as usize;
        (self.order[at], self.end[at])
    }

    pub fn delta(&self, brief: BriefIndex, commit: CommitIndex) -> Option<&Delta> {
        let deltas = &self.deltas[commit.0 as usize];
        let found = deltas.binary_search_by_key(&brief, |delta| delta.brief).ok()?;
        Some(&deltas[found])
    }

    pub fn brief(&self, index: BriefIndex) -> &BriefId {
        &self.briefs[index.0 as usize]
    }

    pub fn stage_name(&self, index: StageIndex) -> &StageId {
        &self.stages[index.0 as usize]
    }
}

/// Reads the state of all briefs in all commits, in time linear in the number of changes.
pub fn states(history: &History) -> States {
    let mut walk = Walk::new(history);
    let children = Children::of(history);
    let mut stack: Vec<Visit> = children.roots.iter().rev().map(|root| Visit::Enter(*root)).collect();
    while let Some(visit) = stack.pop() {
        match visit {
            Visit::Enter(commit) => {
                stack.push(Visit::Leave(commit, walk.undo.mark()));
                walk.enter(commit);
                stack.extend(
                    children
                        .of_commit(commit)
                        .iter()
                        .rev()
                        .map(|child| Visit::Enter(*child)),
                );
            }
            Visit::Leave(commit, mark) => walk.leave(commit, mark),
        }
    }
    walk.states.last.resize(walk.states.briefs.len(), None);
    walk.states.standing.sort_by_key(|standing| standing.commit);
    walk.states.unreadable = first_of_each(history, walk.states.unreadable);
    walk.states
}

/// The first commit of each content at each path: commits that come later change nothing of the list.
fn first_of_each(history: &History, mut found: Vec<UnreadableVersion>) -> Vec<UnreadableVersion> {
    found.sort_by(|a, b| {
        let path = |one: &UnreadableVersion| &history.paths[one.path.0 as usize];
        a.commit.cmp(&b.commit).then_with(|| path(a).cmp(path(b)))
    });
    let mut listed = HashSet::new();
    found.retain(|one| listed.insert((one.path, one.version)));
    found
}

/// Which commits are on the first-parent line of the tip.
fn official_line(history: &History) -> Vec<bool> {
    let mut on_line = vec![false; history.commits.len()];
    let mut next = history.tip();
    while let Some(commit) = next {
        on_line[commit.0 as usize] = true;
        next = history.commit(commit).parents.first().copied();
    }
    on_line
}

enum Visit {
    Enter(CommitIndex),
    Leave(CommitIndex, Mark),
}

/// First-parent children of every commit, in one list.
struct Children {
    roots: Vec<CommitIndex>,
    starts: Vec<u32>,
    list: Vec<CommitIndex>,
}

impl Children {
    fn of(history: &History) -> Self {
        let count = history.commits.len();
        let mut starts = vec![0_u32; count + 1];
        for commit in &history.commits {
            if let Some(first) = commit.parents.first() {
                starts[first.0 as usize + 1] += 1;
            }
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut free = starts.clone();
        let mut list = vec![CommitIndex(0); starts[count] as usize];
        let mut roots = Vec::new();
        for (index, commit) in (0_u32..).zip(&history.commits) {
            match commit.parents.first() {
                None => roots.push(CommitIndex(index)),
                Some(first) => {
                    let place = &mut free[first.0 as usize];
                    list[*place as usize] = CommitIndex(index);
                    *place += 1;
                }
            }
        }
        Self { roots, starts, list }
    }

    fn of_commit(&self, commit: CommitIndex) -> &[CommitIndex] {
        let at = commit.0 as usize;
        &self.list[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

/// A brief that a path holds.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Held {
    brief: BriefIndex,
    stage: StageIndex,
    version: VersionIndex,
}

/// What to put back when the walk leaves the commits that it is in, the oldest first.
#[derive(Default)]
struct Undo {
    paths: Vec<(PathIndex, Option<Held>)>,
    briefs: Vec<(BriefIndex, Option<Held>)>,
}

/// How much there was to put back before a commit.
#[derive(Clone, Copy)]
struct Mark {
    paths: u32,
    briefs: u32,
}

impl Undo {
    fn mark(&self) -> Mark {
        Mark {
            paths: self.paths.len() as u32,
            briefs: self.briefs.len() as u32,
        }
    }
}

struct Walk<'a> {
    history: &'a History,
    states: States,
    brief_numbers: HashMap<&'a str, BriefIndex>,
    stage_numbers: HashMap<&'a str, StageIndex>,
    /// What each path holds in the commit where the walk is.
    at: Vec<Option<Held>>,
    /// Where each brief stands, in no order; mostly one path.
    places: Vec<Vec<PathIndex>>,
    now: Vec<Option<Held>>,
    on_line: Vec<bool>,
    undo: Undo,
    clock: u32,
}

impl<'a> Walk<'a> {
    fn new(history: &'a History) -> Self {
        let commits = history.commits.len();
        Self {
            history,
            states: States {
                deltas: vec![Few::default(); commits],
                order: vec![0; commits],
                end: vec![0; commits],
                ..States::default()
            },
            brief_numbers: HashMap::new(),
            stage_numbers: HashMap::new(),
            at: vec![None; history.paths.len()],
            places: Vec::new(),
            now: Vec::new(),
            on_line: official_line(history),
            undo: Undo::default(),
            clock: 0,
        }
    }

    fn enter(&mut self, commit: CommitIndex) {
        let history = self.history;
        let place = self.clock;
        self.states.order[commit.0 as usize] = place;
        self.clock += 1;
        let mut touched = Vec::new();
        for change in &history.changes[commit.0 as usize] {
            let before = self.at[change.path.0 as usize];
            let after = change
                .after
                .and_then(|version| self.held(commit, change.path, version, before));
            self.undo.paths.push((change.path, before));
            self.place(change.path, after);
            touched.extend([before, after].into_iter().flatten().map(|held| held.brief));
        }
        touched.sort_unstable();
        touched.dedup();
        for brief in touched {
            let before = self.now[brief.0 as usize];
            let after = self.first_place(brief);
            self.undo.briefs.push((brief, before));
            self.now[brief.0 as usize] = after;
            let (was, version) = (before.map(|held| held.version), after.map(|held| held.version));
            if was != version && self.on_line[commit.0 as usize] {
                self.states.standing.push(Standing { commit, brief, version });
            }
            let (from, to) = (before.map(|held| held.stage), after.map(|held| held.stage));
            if from != to {
                self.states.timelines[brief.0 as usize].push((place, to));
                self.states.deltas[commit.0 as usize].push(Delta {
                    brief,
                    from,
                    to,
                    version,
                });
            }
        }
        if Some(commit) == history.tip() {
            self.states.last = self.now.iter().map(|held| held.map(|held| held.version)).collect();
        }
    }

    fn leave(&mut self, commit: CommitIndex, mark: Mark) {
        let place = self.clock;
        self.states.end[commit.0 as usize] = place;
        for (brief, before) in self.undo.briefs.split_off(mark.briefs as usize) {
            let left = std::mem::replace(&mut self.now[brief.0 as usize], before);
            let (from, to) = (left.map(|held| held.stage), before.map(|held| held.stage));
            if from != to {
                self.states.timelines[brief.0 as usize].push((place, to));
            }
        }
        // the other way round: a path may stand twice in a list that did not come from git
        for (path, before) in self.undo.paths.split_off(mark.paths as usize).into_iter().rev() {
            self.place(path, before);
        }
    }

    /// What `path` holds with this content; an unreadable one holds what it held before.
    fn held(
        &mut self,
        commit: CommitIndex,
        path: PathIndex,
        version: VersionIndex,
        before: Option<Held>,
    ) -> Option<Held> {
        let history = self.history;
        match history.version(version) {
            BriefVersion::NotABrief => None,
            BriefVersion::Unreadable => {
                self.states.unreadable.push(UnreadableVersion {
                    commit,
                    path,
                    version,
                    brief: before.map(|held| held.brief),
                });
                before
            }
            BriefVersion::Brief(head) => Some(Held {
                brief: self.brief_number(&head.id),
                stage: self.stage_number(&head.stage),
                version,
            }),
        }
    }

    fn place(&mut self, path: PathIndex, after: Option<Held>) {
        let before = std::mem::replace(&mut self.at[path.0 as usize], after);
        if let Some(held) = before {
            self.places[held.brief.0 as usize].retain(|known| *known != path);
        }
        if let Some(held) = after {
            self.places[held.brief.0 as usize].push(path);
        }
    }

    fn first_place(&self, brief: BriefIndex) -> Option<Held> {
        let first = self.places[brief.0 as usize]
            .iter()
            .min_by_key(|path| &self.history.paths[path.0 as usize])?;
        self.at[first.0 as usize]
    }

    fn brief_number(&mut self, id: &'a BriefId) -> BriefIndex {
        let next = BriefIndex(self.states.briefs.len() as u32);
        let number = *self.brief_numbers.entry(id.as_str()).or_insert(next);
        if number == next {
            self.states.briefs.push(id.clone());
            self.states.timelines.push(Vec::new());
            self.places.push(Vec::new());
            self.now.push(None);
        }
        number
    }

    fn stage_number(&mut self, id: &'a StageId) -> StageIndex {
        let next = StageIndex(self.states.stages.len() as u32);
        let number = *self.stage_numbers.entry(id.as_str()).or_insert(next);
        if number == next {
            self.states.stages.push(id.clone());
        }
        number
    }
}
