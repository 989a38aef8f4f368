//! Answers: when did each brief pass from one stage to the next, in which commit, and with which landing?
//! Invariant: events of a brief chain without a gap and their `time` never runs backwards.
//! Source: `docs/trail.md`, "Times".

use super::landing::{self, Landed};
use super::state::{self, BriefIndex, States};
use crate::model::history::{CommitIndex, History, Moment, PathIndex, VersionIndex};
use crate::model::id::{BriefId, StageId};
use std::convert::Infallible;

/// A stage change of a brief on the official line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// `None`: first seen, or restored.
    pub from: Option<StageId>,
    /// `None`: deleted.
    pub to: Option<StageId>,
    pub commit: CommitIndex,
    pub landing: CommitIndex,
    /// Committer time of `commit`.
    pub made: Moment,
    /// Committer time of `landing`; it decides in which period and as-of state the event is.
    pub landed: Moment,
    /// What durations use: the earlier of the two, never before the event before.
    pub time: Moment,
    /// What the brief said from then on; `None` after a deletion.
    pub version: Option<VersionIndex>,
    /// Place among the events of its landing.
    pub order: u32,
}

/// What happened to one brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefEvents {
    pub brief: BriefId,
    pub events: Vec<Event>,
    /// Changes that a merge overrode; their `time` is the earlier of made and landed.
    pub superseded: Vec<Event>,
    /// What the brief says at the tip; `None`: deleted.
    pub last: Option<VersionIndex>,
}

/// Everything a history says about stages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Events {
    /// In the order of their ids.
    pub briefs: Vec<BriefEvents>,
    pub unreadable: Vec<Unreadable>,
    pub skewed: Vec<CommitIndex>,
}

/// A version that says nothing, so that the stage before it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub commit: CommitIndex,
    pub path: PathIndex,
    pub version: VersionIndex,
    pub brief: Option<BriefId>,
}

/// A commit this many seconds older than one of its parents has a wrong clock, or its parent has.
pub const SKEW_SECONDS: i64 = 60;

impl Events {
    pub fn of(&self, brief: &str) -> Option<&BriefEvents> {
        let found = self
            .briefs
            .binary_search_by(|known| known.brief.as_str().cmp(brief))
            .ok()?;
        Some(&self.briefs[found])
    }
}

/// Reads the events of all briefs. An empty history has none.
pub fn events(history: &History) -> Events {
    events_after(history, &state::states(history), 0, &|_| Ok::<_, Infallible>(None)).unwrap_or_default()
}

/// As [`events`], of what came after the first `known` commits. `latest` tells when a brief's last event before them was.
///
/// # Errors
/// Those of `latest`.
pub(super) fn events_after<E>(
    history: &History,
    states: &States,
    known: usize,
    latest: &dyn Fn(&BriefId) -> Result<Option<Moment>, E>,
) -> Result<Events, E> {
    let landings = landing::open(history, states, known);
    let mut briefs: Vec<BriefEvents> = (0_usize..)
        .zip(&states.briefs)
        .map(|(at, brief)| BriefEvents {
            brief: brief.clone(),
            events: Vec::new(),
            superseded: Vec::new(),
            last: states.last[at],
        })
        .collect();
    for (order, landed) in in_order(states, landings.events) {
        let trail = &mut briefs[landed.transition.brief.0 as usize];
        let mut event = event(history, states, &landed, order);
        let before = match trail.events.last() {
            Some(before) => Some(before.time),
            None => latest(&trail.brief)?,
        };
        event.time = before.map_or(event.time, |before| event.time.max(before));
        trail.events.push(event);
    }
    for (order, landed) in in_order(states, landings.superseded) {
        let trail = &mut briefs[landed.transition.brief.0 as usize];
        trail.superseded.push(event(history, states, &landed, order));
    }
    briefs.sort_by(|a, b| a.brief.cmp(&b.brief));
    Ok(Events {
        briefs,
        unreadable: unreadable(states),
        skewed: skewed(history, known),
    })
}

/// With its place within its landing: by brief, and for one brief as it happened.
fn in_order(states: &States, mut landed: Vec<Landed>) -> Vec<(u32, Landed)> {
    let mut placed = Vec::with_capacity(landed.len());
    for of_landing in landed.chunk_by_mut(|a, b| a.landing == b.landing) {
        of_landing.sort_by(|a, b| {
            let name = |one: &Landed| states.brief(one.transition.brief);
            name(a).cmp(name(b))
        });
        placed.extend((0_u32..).zip(of_landing.iter().copied()));
    }
    placed
}

fn event(history: &History, states: &States, landed: &Landed, order: u32) -> Event {
    let transition = landed.transition;
    let made = history.commit(transition.commit).committed;
    let landing = history.commit(landed.landing).committed;
    let name = |stage| states.stage_name(stage).clone();
    Event {
        from: transition.from.map(name),
        to: transition.to.map(name),
        commit: transition.commit,
        landing: landed.landing,
        made,
        landed: landing,
        time: made.min(landing),
        version: states
            .delta(transition.brief, transition.commit)
            .and_then(|delta| delta.version),
        order,
    }
}

fn unreadable(states: &States) -> Vec<Unreadable> {
    let name = |brief: BriefIndex| states.brief(brief).clone();
    states
        .unreadable
        .iter()
        .map(|version| Unreadable {
            commit: version.commit,
            path: version.path,
            version: version.version,
            brief: version.brief.map(name),
        })
        .collect()
}

fn skewed(history: &History, known: usize) -> Vec<CommitIndex> {
    let older = |commit: &CommitIndex| {
        let commit = history.commit(*commit);
        let limit = commit.committed + chrono::Duration::seconds(SKEW_SECONDS);
        commit
            .parents
            .iter()
            .any(|parent| history.commit(*parent).committed > limit)
    };
    (known as u32..history.commits.len() as u32)
        .map(CommitIndex)
        .filter(older)
        .collect()
}
