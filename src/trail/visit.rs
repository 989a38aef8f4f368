//! Answers: in which stages was a brief, from when to when, and how did each visit end?
//! Invariant: visits follow each other in time; a hold pauses the visit it interrupts; what nobody saw is `NotObserved`.
//! Source: design, "How a team works, and what history shows".

use super::event::{BriefEvents, Event};
use crate::model::history::{CommitIndex, History, Moment, VersionIndex};
use crate::model::id::{BriefId, StageId};
use crate::model::studio::Flow;
use crate::model::workflow::{StageClass, Workflow};

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
/// Without a workflow the stages have no class.
pub fn visits(history: &History, trail: &BriefEvents, workflow: Option<&Workflow>, flow: Flow) -> Option<BriefVisits> {
    let first = trail.events.first()?;
    let mut reader = Reader {
        history,
        workflow,
        flow,
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

struct Reader<'a> {
    history: &'a History,
    workflow: Option<&'a Workflow>,
    flow: Flow,
    into: BriefVisits,
}

impl Reader<'_> {
    fn class(&self, stage: &StageId) -> Option<StageClass> {
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
    fn read(&mut self, event: &Event, until: Option<Moment>) {
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
        self.pass(event, &to, start, end, until);
    }

    /// Leaves the current visit at `left` for `to`, entered at `entered`.
    fn pass(&mut self, event: &Event, to: &StageId, left: End, entered: End, until: Option<Moment>) {
        let from = self.into.current().map(|visit| (visit.stage.clone(), visit.class));
        let outcome = from
            .as_ref()
            .map_or(Outcome::Forward, |(stage, class)| self.outcome(stage, *class, to));
        let decided = self.decision(event, until);
        let through = from
            .as_ref()
            .map_or_else(Vec::new, |(stage, _)| self.gates_between(stage, to));
        let leaves_gate = from.as_ref().is_some_and(|(_, class)| *class == Some(StageClass::Gate));
        let waits = self.flow == Flow::PullRequest && leaves_gate && outcome == Outcome::Forward;
        self.close(if waits { decided } else { left }, outcome);
        if let Some((_, Some(StageClass::Done | StageClass::Dropped))) = from {
            self.into.reopened += 1;
        }
        let passes = waits || !through.is_empty();
        for gate in through {
            let start = if waits { decided } else { entered };
            self.open(gate, start, event.version);
            self.close(decided, Outcome::Forward);
        }
        self.open(to.clone(), if passes { decided } else { entered }, event.version);
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

    fn open(&mut self, stage: StageId, start: End, version: Option<VersionIndex>) {
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

    fn close(&mut self, end: End, outcome: Outcome) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::WorkflowId;
    use crate::model::label::Label;
    use crate::model::place::{Placed, Span, StudioPath};
    use crate::model::workflow::Stage;
    use crate::trail::event::events;
    use crate::trail::graphs::history;

    fn stage(id: &str, class: StageClass, was: &[&str]) -> Stage {
        let name = |id: &str| StageId::new(id).expect("an id");
        Stage {
            id: Placed::new(name(id), Span::WHOLE_FILE),
            title: Label::plain(id),
            class,
            role: None,
            sla: None,
            gate: None,
            handoff: Vec::new(),
            requires: Vec::new(),
            was: was.iter().map(|old| name(old)).collect(),
        }
    }

    fn workflow() -> Workflow {
        use StageClass::{Done, Dropped, Gate, Hold, Queue, Work};
        Workflow {
            id: WorkflowId::new("w").expect("an id"),
            file: StudioPath::new("workflows/w.yml").expect("a path"),
            title: Label::plain("w"),
            stages: vec![
                stage("intake", Queue, &[]),
                stage("make", Work, &["making"]),
                stage("review", Gate, &[]),
                stage("approval", Gate, &[]),
                stage("deliver", Work, &[]),
                stage("done", Done, &[]),
                stage("hold", Hold, &[]),
                stage("cancelled", Dropped, &[]),
            ],
        }
    }

    /// `stage from-to outcome`, in minutes after the first commit; `*` for a time of the landing, `!` not observed.
    fn told(graph: &str, flow: Flow) -> String {
        let history = history(graph);
        let found = events(&history);
        let workflow = workflow();
        let visits = visits(&history, &found.briefs[0], Some(&workflow), flow).expect("visits");
        let zero = history.commits[0].committed;
        let minutes = |moment: Moment| (moment - zero).num_minutes();
        let end = |end: End| {
            let star = if end.source == Source::Landing { "*" } else { "" };
            format!("{}{star}", minutes(end.time))
        };
        let row = |visit: &Visit| {
            let to = visit.end.map_or(String::from("…"), end);
            let pauses: Vec<String> = visit
                .pauses
                .iter()
                .map(|p| {
                    format!(
                        " ({}-{})",
                        minutes(p.from),
                        p.to.map_or("…".into(), |t| minutes(t).to_string())
                    )
                })
                .collect();
            let seen = if visit.observed() == Observed::No { "!" } else { "" };
            format!(
                "{} {}-{to}{} {:?}{seen}",
                visit.stage,
                end(visit.start),
                pauses.concat(),
                visit.outcome
            )
        };
        visits.visits.iter().map(row).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn visits_follow_each_other() {
        for (why, graph, expected) in [
            (
                "a reject goes back",
                "a = intake; b a = make; c b = review; d c = make; e d = review; f e = done",
                "intake 0-1 Forward; make 1-2 Forward; review 2-3 Back; make 3-4 Forward; review 4-5 Forward; \
                 approval 5-5 Forward!; done 5-… Open",
            ),
            (
                "a hold pauses the visit it interrupts",
                "a = intake; b a = make; c b = hold; d c = make; e d = review",
                "intake 0-1 Forward; make 1-4 (2-3) Forward; review 4-… Open",
            ),
            (
                "a hold that leads elsewhere ends the visit where it began",
                "a = make; b a = hold; c b = review",
                "make 0-1 Forward; review 2-… Open",
            ),
            ("on hold now", "a = make; b a = hold", "make 0-… (1-…) Open"),
            (
                "a stage with another name is the same visit",
                "a = making; b a = make; c b = review",
                "make 0-2 Forward; review 2-… Open",
            ),
            (
                "cancelled, reopened, deleted",
                "a = make; b a = cancelled; c b = make; d c = -",
                "make 0-1 Dropped; cancelled 1-2 Back; make 2-3 Removed",
            ),
            (
                "a gate that the branch passes is visited until the landing",
                "a = make; p a = make; b a = deliver; q p = make; m q b = deliver",
                "make 0-2 Forward; review 2-4* Forward; approval 2-4* Forward; deliver 4*-… Open",
            ),
            (
                "a stage that no workflow knows",
                "a = make; b a = odd; c b = make",
                "make 0-1 Elsewhere; odd 1-2 Elsewhere; make 2-… Open",
            ),
        ] {
            assert_eq!(told(graph, Flow::Direct), expected, "{why}");
        }
    }

    #[test]
    fn a_gate_is_left_by_its_commit_or_by_the_merge_as_the_flow_says() {
        let graph = "a = approval; p a = approval; b a = deliver; q p = approval; m q b = deliver";
        let direct = "approval 0-2 Forward; deliver 2-… Open";
        let request = "approval 0-4* Forward; deliver 4*-… Open";
        assert_eq!(told(graph, Flow::Direct), direct);
        assert_eq!(told(graph, Flow::PullRequest), request);
    }

    #[test]
    fn the_stage_left_for_a_hold_is_the_one_to_return_to() {
        let history = history("a = make; b a = hold");
        let found = events(&history);
        let workflow = workflow();
        let visits = visits(&history, &found.briefs[0], Some(&workflow), Flow::Direct).expect("visits");
        assert_eq!(visits.stage_left_for_hold().map(StageId::as_str), Some("make"));
        assert_eq!(visits.born_beyond_queue, Born::BeyondQueue);
    }
}
