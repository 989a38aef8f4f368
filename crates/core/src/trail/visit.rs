//! Answers: in which stages was a brief, from when to when, and how did each visit end?
//! Invariant: visits follow each other in time; a hold pauses the visit it interrupts; what nobody saw is `NotObserved`.
//! Source: design, "How a team works, and what history shows".

mod course;
mod read;
mod rounds;

use super::event::{BriefEvents, Event};
use crate::model::approval::Ruling;
use crate::model::history::{CommitIndex, History, Moment, VersionIndex};
use crate::model::id::{BriefId, StageId};
use crate::model::studio::Flow;
use crate::model::workflow::{StageClass, Workflow};
use read::Reader;
use std::collections::HashMap;

/// Visits whose ends are closer than this were not observed.
pub const OBSERVED_SECONDS: i64 = 60;

/// All visits of one brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefVisits {
    pub brief: BriefId,
    /// In the order of time; the last one may be open.
    pub visits: Vec<Visit>,
    /// Every stretch on hold; the last one may be open.
    pub holds: Vec<Pause>,
    /// First seen.
    pub created: End,
    /// Deleted, and not restored since.
    pub removed: Option<End>,
    /// How often it left a `done` or `dropped` stage for another.
    pub reopened: u32,
    /// It began in another stage than a queue.
    pub born_beyond_queue: Born,
    /// What the brief said last.
    pub last: Option<VersionIndex>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Born {
    InQueue,
    BeyondQueue,
}

/// One stay in one stage, holds included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// By its present name where the workflow says `was:`.
    pub stage: StageId,
    /// `None`: no workflow knows the stage.
    pub class: Option<StageClass>,
    pub start: End,
    /// `None`: the brief is in it now.
    pub end: Option<End>,
    pub outcome: Outcome,
    /// Within the visit; the last one may be open.
    pub pauses: Vec<Pause>,
    /// What the brief said when it came here.
    pub version: Option<VersionIndex>,
}

/// One end of a visit or hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// What durations use.
    pub time: Moment,
    /// What periods and as-of states use.
    pub landed: Moment,
    pub commit: CommitIndex,
    pub source: Source,
}

/// Where a time comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The commit that made the change.
    Commit,
    /// The merge that brought it, when the branch does not tell or is later.
    Landing,
    /// A recorded review: when it was asked for, or said.
    Forge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    Open,
    /// To a later stage; out of a gate: approved.
    Forward,
    /// To an earlier stage; out of a gate: changes required.
    Back,
    Dropped,
    /// The record was deleted.
    Removed,
    /// To a stage that cannot be compared with this one.
    Elsewhere,
}

/// A stretch on hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    pub from: Moment,
    /// `None`: still on hold.
    pub to: Option<Moment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observed {
    Yes,
    /// Both ends within a minute and no evidence of what happened between.
    No,
}

impl Visit {
    pub fn observed(&self) -> Observed {
        match self.end {
            Some(end)
                if end.source == Source::Forge && self.start.source == Source::Forge && end.time > self.start.time =>
            {
                Observed::Yes
            }
            Some(end) if (end.time - self.start.time).num_seconds() < OBSERVED_SECONDS => Observed::No,
            _ => Observed::Yes,
        }
    }

    pub fn is_open(&self) -> bool {
        self.end.is_none()
    }

    pub fn is_gate(&self) -> bool {
        self.class == Some(StageClass::Gate)
    }

    /// Left to an earlier stage although it is a gate.
    pub fn is_reject(&self) -> bool {
        self.is_gate() && self.outcome == Outcome::Back
    }
}

impl BriefVisits {
    /// The visit the brief is in, also while it is on hold; `None` when it was deleted.
    pub fn current(&self) -> Option<&Visit> {
        self.visits.last().filter(|visit| visit.is_open())
    }

    /// The stage that was left when the brief was put on hold: the only one it may return to.
    pub fn stage_left_for_hold(&self) -> Option<&StageId> {
        let on_hold = self.holds.last().is_some_and(|pause| pause.to.is_none());
        on_hold.then(|| self.current().map(|visit| &visit.stage)).flatten()
    }

    /// Rejected gate visits in the order of time: each asks for one more version.
    pub fn rejects(&self) -> impl Iterator<Item = &Visit> {
        self.visits.iter().filter(|visit| visit.is_reject())
    }
}

/// The visits of one brief. `None` when it has no event at all (only superseded ones).
/// Without a workflow the stages have no class. `rulings`: what was recorded of this brief, in any order.
pub fn visits(
    history: &History,
    trail: &BriefEvents,
    workflow: Option<&Workflow>,
    flow: Flow,
    rulings: &[&Ruling],
) -> Option<BriefVisits> {
    let first = trail.events.first()?;
    let mut reader = Reader {
        history,
        workflow,
        flow,
        rulings,
        passed: HashMap::new(),
        came_with: Some(first.landing),
        into: BriefVisits {
            brief: trail.brief.clone(),
            visits: Vec::new(),
            holds: Vec::new(),
            created: end_of(history, first),
            removed: None,
            reopened: 0,
            born_beyond_queue: Born::InQueue,
            last: trail.last,
        },
    };
    if let Some(stage) = &first.to
        && reader.class(stage).is_some_and(|class| class != StageClass::Queue)
    {
        reader.into.born_beyond_queue = Born::BeyondQueue;
    }
    let mut events = trail.events.iter().peekable();
    while let Some(event) = events.next() {
        let until = events.peek().map(|next| next.time);
        reader.read(event, until);
    }
    Some(reader.into)
}

fn end_of(history: &History, event: &Event) -> End {
    let opened = event.time == event.made && !history.commit(event.commit).is_merge();
    End {
        time: event.time,
        landed: event.landed,
        commit: event.commit,
        source: if opened { Source::Commit } else { Source::Landing },
    }
}

#[cfg(test)]
mod tests;
