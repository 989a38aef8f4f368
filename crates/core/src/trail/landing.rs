//! Answers: which stage changes did each landing on the official line bring, and which did it override?
//! Invariant: the graph alone decides, no date does; every commit is accounted for once; no recursion, so no history is too deep.
//! Source: `docs/trail.md`, "Opened landings".

use super::state::{BriefIndex, Delta, StageIndex, States};
use crate::model::history::{CommitIndex, History};

/// One stage change, made in one commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    pub brief: BriefIndex,
    pub commit: CommitIndex,
    pub from: Option<StageIndex>,
    pub to: Option<StageIndex>,
}

/// A transition and the commit of the official line that brought it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Landed {
    pub transition: Transition,
    pub landing: CommitIndex,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Landings {
    /// In the order of the official line.
    pub events: Vec<Landed>,
    /// What was dropped at any depth, with the landing in which it was.
    pub superseded: Vec<Landed>,
}

/// Opens every landing of the tip's first-parent line after the first `known` commits, which are accounted for.
pub fn open(history: &History, states: &States, known: usize) -> Landings {
    let mut seen = vec![false; history.commits.len()];
    seen.iter_mut().take(known).for_each(|seen| *seen = true);
    let mut walk = Walk {
        history,
        states,
        seen,
        landings: Landings::default(),
        dropped: Vec::new(),
    };
    if let Some(tip) = history.tip() {
        walk.run(tip);
    }
    walk.landings
}

/// A first-parent line on the way, oldest first.
struct Line {
    commits: Vec<CommitIndex>,
    at: usize,
    /// Which parent of the commit at `at` comes next; the first one is the line itself.
    next_parent: usize,
    /// What the sides of the commit at `at` gave.
    brought: Vec<Transition>,
    /// What the commits before `at` gave.
    given: Vec<Transition>,
}

impl Line {
    fn new(commits: Vec<CommitIndex>) -> Self {
        Self {
            commits,
            at: 0,
            next_parent: 1,
            brought: Vec::new(),
            given: Vec::new(),
        }
    }
}

struct Walk<'a> {
    history: &'a History,
    states: &'a States,
    /// Commits accounted for.
    seen: Vec<bool>,
    landings: Landings,
    /// Superseded in the landing being opened.
    dropped: Vec<Transition>,
}

impl Walk<'_> {
    fn run(&mut self, tip: CommitIndex) {
        let mut stack = vec![Line::new(self.line(tip))];
        while let Some(line) = stack.last_mut() {
            let Some(&commit) = line.commits.get(line.at) else {
                let given = std::mem::take(&mut line.given);
                stack.pop();
                if let Some(outer) = stack.last_mut() {
                    outer.brought.extend(given);
                }
                continue;
            };
            if let Some(&side) = self.history.commit(commit).parents.get(line.next_parent) {
                line.next_parent += 1;
                if !self.seen[side.0 as usize] {
                    stack.push(Line::new(self.line(side)));
                }
                continue;
            }
            let brought = std::mem::take(&mut line.brought);
            let gives = self.step(commit, brought);
            self.seen[commit.0 as usize] = true;
            line.at += 1;
            line.next_parent = 1;
            line.given.extend(gives);
            if stack.len() == 1 {
                self.land(commit, &mut stack[0].given);
            }
        }
    }

    /// `commit`, its first parent and so on, up to what is accounted for; oldest first.
    fn line(&self, commit: CommitIndex) -> Vec<CommitIndex> {
        let mut commits = Vec::new();
        let mut next = Some(commit);
        while let Some(commit) = next.filter(|commit| !self.seen[commit.0 as usize]) {
            commits.push(commit);
            next = self.history.commit(commit).parents.first().copied();
        }
        commits.reverse();
        commits
    }

    fn land(&mut self, landing: CommitIndex, given: &mut Vec<Transition>) {
        let landed = |transition| Landed { transition, landing };
        self.landings.events.extend(given.drain(..).map(landed));
        self.landings.superseded.extend(self.dropped.drain(..).map(landed));
    }

    /// What one commit gives, with `brought` from its sides.
    fn step(&mut self, commit: CommitIndex, mut brought: Vec<Transition>) -> Vec<Transition> {
        let states = self.states;
        let deltas = &states.deltas[commit.0 as usize];
        if !self.history.commit(commit).is_merge() {
            return deltas.iter().map(|delta| net(commit, delta)).collect();
        }
        brought.sort_by_key(|transition| transition.brief); // stable: the order within a brief stays
        let mut gives = Vec::new();
        let mut deltas = deltas.iter().peekable();
        let mut groups = brought.chunk_by(|a, b| a.brief == b.brief).peekable();
        loop {
            let next_delta = deltas.peek().map(|delta| delta.brief);
            let next_group = groups.peek().map(|group| group[0].brief);
            let Some(brief) = next_delta.into_iter().chain(next_group).min() else {
                break;
            };
            let delta = deltas.next_if(|delta| delta.brief == brief);
            let group = groups.next_if(|group| group[0].brief == brief).unwrap_or_default();
            self.merge(commit, brief, delta, group, &mut gives);
        }
        gives
    }

    /// One brief in one merge: a chain of what the sides brought, or the net change.
    fn merge(
        &mut self,
        commit: CommitIndex,
        brief: BriefIndex,
        delta: Option<&Delta>,
        brought: &[Transition],
        gives: &mut Vec<Transition>,
    ) {
        let mut chain = brought.to_vec();
        let stage = self.states.stage(brief, commit);
        let (from, to) = delta.map_or((stage, stage), |delta| (delta.from, delta.to));
        let own = delta.is_some() && self.unlike_every_parent(brief, commit, to);
        if own {
            let from = chain.last().map_or(from, |last| last.to);
            chain.push(Transition {
                brief,
                commit,
                from,
                to,
            });
        }
        if let Some(start) = longest_tail(&chain, from, to) {
            self.dropped.extend(&chain[..start]);
            gives.extend(&chain[start..]);
            return;
        }
        self.dropped.extend(brought);
        gives.extend(delta.map(|delta| net(commit, delta)));
    }

    fn unlike_every_parent(&self, brief: BriefIndex, commit: CommitIndex, to: Option<StageIndex>) -> bool {
        let parents = &self.history.commit(commit).parents;
        parents.iter().all(|parent| self.states.stage(brief, *parent) != to)
    }
}

fn net(commit: CommitIndex, delta: &Delta) -> Transition {
    Transition {
        brief: delta.brief,
        commit,
        from: delta.from,
        to: delta.to,
    }
}

/// Where the longest tail begins that leads from `from` to `to` without a gap.
fn longest_tail(chain: &[Transition], from: Option<StageIndex>, to: Option<StageIndex>) -> Option<usize> {
    let mut wanted = to;
    let mut found = None;
    for (at, transition) in chain.iter().enumerate().rev() {
        if transition.to != wanted {
            break;
        }
        wanted = transition.from;
        if wanted == from {
            found = Some(at);
        }
    }
    found
}
