//! Answers: how long was a brief at a gate, and how often was it sent back, by the verdicts that were recorded?
//! Invariant: without a verdict the commits tell; a round of which nobody noted when it was asked for is there, and not observed.
//! Source: design, "How a team works, and what history shows".

use super::course::Course;
use super::read::{Passage, Reader};
use super::{End, Outcome};
use crate::model::id::StageId;
use crate::trail::event::Event;

impl Reader<'_> {
    /// What verdicts tell of a gate up to the landing of an event. `None`: nothing that was not used up before.
    pub fn course(&self, gate: &StageId, event: &Event) -> Option<Course> {
        let stage = self.workflow?.stage(gate.as_str())?;
        Course::of(self.rulings, stage, self.passed.get(gate).copied(), event.landed)
    }

    /// The rounds of the gate that the brief is at and leaves; gives when it was decided, unless only commits tell.
    pub fn leave_gate(&mut self, gate: &StageId, outcome: Outcome, passage: &Passage<'_>, left: End) -> Option<End> {
        let found = self.course(gate, passage.event);
        self.passed.insert(gate.clone(), passage.event.landed);
        let course = match outcome {
            Outcome::Forward => found?,
            Outcome::Back => found?.sent_back()?,
            Outcome::Open | Outcome::Dropped | Outcome::Removed | Outcome::Elsewhere => return None,
        };
        let is_of_this_branch = self.came_with == Some(passage.event.landing);
        if let Some(begun) = course.began().filter(|_| is_of_this_branch) {
            self.begin_at(passage.told(begun));
        }
        Some(self.rounds(gate, &course, passage, left))
    }

    /// A stay at a gate that no commit of the official line shows; gives its end.
    pub fn stay(&mut self, gate: &StageId, passage: &Passage<'_>, entered: End) -> End {
        let version = passage.event.version;
        let found = self.course(gate, passage.event);
        self.passed.insert(gate.clone(), passage.event.landed);
        let Some(course) = found else {
            self.open(gate.clone(), entered, version);
            self.close(passage.decided, Outcome::Forward);
            return passage.decided;
        };
        let start = match (course.began(), course.first_said()) {
            (Some(begun), _) => passage.told(begun),
            (None, said) => End {
                time: said.map_or(entered.time, |said| entered.time.min(said)),
                ..entered
            },
        };
        let before = self.into.visits.last().map_or(start.time, |visit| visit.start.time);
        let start = End {
            time: start.time.max(before),
            ..start
        };
        self.open(gate.clone(), start, version);
        let end = self.rounds(gate, &course, passage, passage.decided);
        self.close(end, Outcome::Forward);
        self.into.visits.last().and_then(|visit| visit.end).unwrap_or(end)
    }

    /// The rounds before the one that was decided last; gives the end of that one, which stays open.
    fn rounds(&mut self, gate: &StageId, course: &Course, passage: &Passage<'_>, decided: End) -> End {
        let version = passage.event.version;
        let end = course.approved.map_or(decided, |at| passage.told(at));
        let later = course.rejected.iter().skip(1);
        let later = later.map(|round| (round.requested, passage.told(round.ended)));
        let nexts = later.chain([(course.requested, end)]);
        for (round, (requested, ended)) in course.rejected.iter().zip(nexts) {
            let back = passage.told(round.ended);
            self.close(back, Outcome::Back);
            let stage = self.back_from(gate);
            self.open(stage, back, version);
            let again = requested.filter(|at| *at >= round.ended);
            let again = again.map_or(ended, |at| passage.told(at));
            self.close(again, Outcome::Forward);
            self.open(gate.clone(), again, version);
        }
        end
    }

    /// Where work goes on that was sent back.
    fn back_from(&self, gate: &StageId) -> StageId {
        let told = self.workflow.and_then(|workflow| {
            let back = workflow.stage(gate.as_str())?.gate.as_ref()?.on_reject.as_ref()?;
            Some(back.value.clone())
        });
        let before = || self.into.visits.iter().rev().find(|visit| visit.stage != *gate);
        told.or_else(|| before().map(|visit| visit.stage.clone()))
            .unwrap_or_else(|| gate.clone())
    }

    /// The brief came to where it is on a branch: when, a squash would hide.
    fn begin_at(&mut self, begun: End) {
        let [.., before, current] = self.into.visits.as_mut_slice() else {
            return;
        };
        let begun = End {
            time: begun.time.max(before.start.time),
            ..begun
        };
        if before.end.is_some_and(|end| end.time == current.start.time) {
            before.end = Some(begun);
        }
        current.start = begun;
    }
}
