//! Answers: which visits do the events of a brief make, one after the other?
//! Invariant: visits follow each other in time; a hold pauses the visit it interrupts.
//! Source: design, "How a team works, and what history shows".

use super::{BriefVisits, End, Outcome, Pause, Source, Visit, end_of};
use crate::model::approval::Ruling;
use crate::model::history::{CommitIndex, History, Moment, VersionIndex};
use crate::model::id::StageId;
use crate::model::studio::Flow;
use crate::model::workflow::{StageClass, Workflow};
use crate::trail::event::Event;
use std::collections::HashMap;

pub(super) struct Reader<'a> {
    pub history: &'a History,
    pub workflow: Option<&'a Workflow>,
    pub flow: Flow,
    pub rulings: &'a [&'a Ruling],
    /// When each gate was passed last: what was judged before is used up.
    pub passed: HashMap<StageId, Moment>,
    /// The landing that brought the brief to where it is.
    pub came_with: Option<CommitIndex>,
    pub into: BriefVisits,
}

/// One move that leads past a gate, or out of one.
#[derive(Clone, Copy)]
pub(super) struct Passage<'e> {
    pub event: &'e Event,
    /// The time of the brief's next event, which no end may pass.
    until: Option<Moment>,
    /// When it was decided, as far as commits tell.
    pub decided: End,
}

impl Passage<'_> {
    /// An end that a recorded verdict tells.
    pub fn told(&self, at: Moment) -> End {
        let last = self.until.map_or(self.event.landed, |next| self.event.landed.min(next));
        End {
            time: at.min(last),
            landed: self.event.landed,
            commit: self.event.landing,
            source: Source::Forge,
        }
    }
}

impl Reader<'_> {
    pub fn class(&self, stage: &StageId) -> Option<StageClass> {
        Some(self.workflow?.stage_once_called(stage.as_str())?.class)
    }

    fn present_name(&self, stage: &StageId) -> StageId {
        self.workflow
            .and_then(|workflow| workflow.stage_once_called(stage.as_str()))
            .map_or_else(|| stage.clone(), |known| known.id.value.clone())
    }

    fn position(&self, stage: &StageId) -> Option<usize> {
        self.workflow?.position(stage.as_str())
    }

    /// `until`: the time of the brief's next event, which no end may pass.
    pub fn read(&mut self, event: &Event, until: Option<Moment>) {
        let end = end_of(self.history, event);
        let Some(to) = event.to.as_ref().map(|stage| self.present_name(stage)) else {
            self.close_hold(end.time);
            self.close(end, Outcome::Removed);
            self.into.removed = Some(end);
            return;
        };
        self.into.removed = None;
        if self.class(&to) == Some(StageClass::Hold) {
            self.pause(&to, end, event.version);
            return;
        }
        let resumed = self.close_hold(end.time);
        if self.into.current().is_some_and(|visit| visit.stage == to) {
            return; // back from hold, or the stage was given another name
        }
        let start = resumed.map_or(end, |held_since| End {
            time: held_since,
            ..end
        });
        self.pass(event, &to, (start, end), until);
    }

    /// Leaves the current visit at `left` for `to`, entered at `entered`.
    fn pass(&mut self, event: &Event, to: &StageId, (left, entered): (End, End), until: Option<Moment>) {
        let from = self.into.current().map(|visit| (visit.stage.clone(), visit.class));
        let outcome = from
            .as_ref()
            .map_or(Outcome::Forward, |(stage, class)| self.outcome(stage, *class, to));
        let decided = self.decision(event, until);
        let passage = Passage { event, until, decided };
        let through = from
            .as_ref()
            .map_or_else(Vec::new, |(stage, _)| self.gates_between(stage, to));
        let gate = from.as_ref().filter(|(_, class)| *class == Some(StageClass::Gate));
        let waits = self.flow == Flow::PullRequest && gate.is_some() && outcome == Outcome::Forward;
        let (mut left, mut entered) = if waits { (decided, decided) } else { (left, entered) };
        if let Some((gate, _)) = gate
            && let Some(told) = self.leave_gate(gate, outcome, &passage, left)
        {
            (left, entered) = (told, told);
        } else if let Some(begun) = through.first().and_then(|gate| self.course(gate, event)?.began()) {
            left = passage.told(begun);
        }
        self.close(left, outcome);
        if let Some((_, Some(StageClass::Done | StageClass::Dropped))) = from {
            self.into.reopened += 1;
        }
        let mut ends = Vec::new();
        for gate in through {
            ends.push(self.stay(&gate, &passage, entered));
        }
        let entered = ends.into_iter().max_by_key(|end| end.time).unwrap_or(entered);
        self.came_with = Some(event.landing);
        self.open(to.clone(), entered, event.version);
    }

    /// When a branch that leads past a gate was decided: with its landing.
    fn decision(&self, event: &Event, until: Option<Moment>) -> End {
        if event.landing == event.commit {
            return end_of(self.history, event);
        }
        let landed = until.map_or(event.landed, |next| event.landed.min(next));
        End {
            time: event.time.max(landed),
            landed: event.landed,
            commit: event.landing,
            source: Source::Landing,
        }
    }

    /// Gates that a forward move passes without stopping.
    fn gates_between(&self, from: &StageId, to: &StageId) -> Vec<StageId> {
        let (Some(workflow), Some(first), Some(last)) = (self.workflow, self.position(from), self.position(to)) else {
            return Vec::new();
        };
        if self.class(to) == Some(StageClass::Dropped) || first >= last {
            return Vec::new();
        }
        workflow.stages[first + 1..last]
            .iter()
            .filter(|stage| stage.class == StageClass::Gate)
            .map(|stage| stage.id.value.clone())
            .collect()
    }

    fn outcome(&self, from: &StageId, class: Option<StageClass>, to: &StageId) -> Outcome {
        if self.class(to) == Some(StageClass::Dropped) {
            return Outcome::Dropped;
        }
        let rejects = self
            .workflow
            .filter(|_| class == Some(StageClass::Gate))
            .and_then(|workflow| workflow.stage(from.as_str())?.gate.as_ref()?.on_reject.as_ref());
        if rejects.is_some_and(|stage| stage.value == *to) {
            return Outcome::Back;
        }
        match (self.position(from), self.position(to)) {
            (Some(from), Some(to)) if to < from => Outcome::Back,
            (Some(_), Some(_)) => Outcome::Forward,
            _ => Outcome::Elsewhere,
        }
    }

    fn pause(&mut self, hold: &StageId, end: End, version: Option<VersionIndex>) {
        if self.into.holds.last().is_some_and(|pause| pause.to.is_none()) {
            return; // from one hold to another: the clock stands already
        }
        if self.into.current().is_none() {
            // born on hold, or restored into it: there is no visit to pause
            self.open(hold.clone(), end, version);
        }
        let pause = Pause {
            from: end.time,
            to: None,
        };
        self.into.holds.push(pause);
        if let Some(visit) = self.into.visits.last_mut() {
            visit.pauses.push(pause);
        }
    }

    /// Ends an open hold; gives since when it was.
    fn close_hold(&mut self, at: Moment) -> Option<Moment> {
        let pause = self.into.holds.last_mut().filter(|pause| pause.to.is_none())?;
        pause.to = Some(at);
        let from = pause.from;
        if let Some(pause) = self.into.visits.last_mut().and_then(|visit| visit.pauses.last_mut()) {
            pause.to = Some(at);
        }
        Some(from)
    }

    pub fn open(&mut self, stage: StageId, start: End, version: Option<VersionIndex>) {
        let class = self.class(&stage);
        self.into.visits.push(Visit {
            stage,
            class,
            start,
            end: None,
            outcome: Outcome::Open,
            pauses: Vec::new(),
            version,
        });
    }

    pub fn close(&mut self, end: End, outcome: Outcome) {
        if let Some(visit) = self.into.visits.last_mut().filter(|visit| visit.is_open()) {
            let not_before = visit.start.time;
            visit.end = Some(End {
                time: end.time.max(not_before),
                ..end
            });
            // a hold that did not come back was no pause of this visit
            visit.pauses.retain(|pause| pause.from < end.time);
            visit.outcome = outcome;
        }
    }
}
