//! Answers: how do events, visits, versions and verdicts of one brief become one story?
//! Invariant: a commit's lines stand together: what was said, what was judged, then where it moved.
//! Source: `docs/trail.md`.

use super::changes::ChangeLine;
use super::events::by;
use super::kpi::SourceView;
use super::trail::{
    Beyond, EndSource, Entry, MayOverride, Named, SlaState, Standing, Stay, StayEnd, Stretch, Then, Told, Totals,
    TrailReport, VerdictLine,
};
use crate::metrics::clock::{Kept, Whose};
use crate::metrics::subject::{Facts, Subject};
use crate::model::feedback::Remark;
use crate::model::handoff::Handoff;
use crate::model::history::{CommitIndex, Moment};
use crate::model::id::{PersonId, StageId};
use crate::model::studio::Studio;
use crate::model::workflow::{EvidenceKind, StageClass, Workflow};
use crate::trail::event::{BriefEvents, Event};
use crate::trail::leaving::may_override;
use crate::trail::touch::Touch;
use crate::trail::visit::{End, Pause, Visit};

/// What the versions of the brief's file say.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionRead {
    pub touch: Touch,
    pub what: VersionWhat,
}

#[derive(Clone, Debug, PartialEq)]
pub enum VersionWhat {
    Fields(Vec<ChangeLine>),
    Relocated { from: String, to: String },
    Unreadable { path: String },
}

/// A verdict, remarks or a handoff, and the commit that recorded them.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordRead {
    pub touch: Touch,
    /// As the file says; `None`: it says no time.
    pub at: Option<Moment>,
    pub requested: Option<Moment>,
    pub by: Option<String>,
    pub what: RecordWhat,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RecordWhat {
    /// Its stage's name and open hours are filled in here.
    Verdict(Box<VerdictLine>),
    Feedback {
        stage: String,
        remarks: Vec<Remark>,
    },
    Handoff(Box<Handoff>),
    Ignored {
        path: String,
    },
}

/// Everything a trail is made of; `facts` hold this one brief.
pub struct Parts<'p, 'a> {
    pub facts: &'p Facts<'a>,
    pub subject: &'p Subject<'a>,
    pub events: &'p BriefEvents,
    pub versions: Vec<VersionRead>,
    pub records: Vec<RecordRead>,
    pub source: SourceView,
    /// The reader's language, for the titles of stages.
    pub code: &'p str,
    /// Entries whose landing is among these are left out.
    pub known_before: &'p dyn Fn(CommitIndex) -> bool,
    pub path: Option<String>,
    pub then: Option<Then>,
}

impl Parts<'_, '_> {
    pub fn report(self) -> TrailReport {
        let (entries, before) = self.entries();
        let subject = self.subject;
        let clock = &self.facts.clock;
        let hold = |pause: &Pause| Stretch {
            from: clock.local(pause.from),
            to: pause.to.map(|to| clock.local(to)),
        };
        TrailReport {
            brief: subject.id().to_string(),
            title: subject.brief.map(|brief| brief.title.value.to_string()),
            kind: subject.kind.as_ref().map(ToString::to_string),
            campaign: subject.campaign.as_ref().map(ToString::to_string),
            now: self.now(),
            due: self.facts.due_now(subject),
            totals: self.totals(),
            entries,
            before,
            stays: subject.visits.visits.iter().map(|visit| self.stay(visit)).collect(),
            holds: subject.visits.holds.iter().map(hold).collect(),
            today: self.facts.today,
            until: clock.local(clock.now()),
            path: self.path,
            then: self.then,
            source: self.source,
        }
    }

    fn named(&self, stage: &str) -> Named {
        let known = self
            .subject
            .workflow
            .and_then(|workflow| workflow.stage_once_called(stage));
        Named {
            id: stage.to_owned(),
            title: known.map_or_else(
                || stage.to_owned(),
                |known| known.title.in_language(self.code).to_owned(),
            ),
            class: known.map(|known| known.class),
        }
    }

    fn now(&self) -> Standing {
        let (clock, visits) = (&self.facts.clock, &self.subject.visits);
        let Some(visit) = visits.current() else {
            let since = visits.removed.unwrap_or(visits.created);
            return Standing::Deleted {
                since: clock.day(since.time),
            };
        };
        let stage = self.named(visit.stage.as_str());
        if let Some(hold) = visits.holds.last().filter(|hold| hold.to.is_none()) {
            return Standing::OnHold {
                stage,
                since: clock.day(hold.from),
                working_days: clock.working_days(Whose::Studio, hold.from, clock.now()),
            };
        }
        let since = clock.day(visit.start.time);
        match visit.class {
            Some(class @ (StageClass::Done | StageClass::Dropped)) => Standing::Closed { stage, class, since },
            _ => Standing::In {
                stage,
                since,
                working_days: self.stay(visit).working_days,
                sla: self.sla(visit),
            },
        }
    }

    fn sla(&self, visit: &Visit) -> Option<SlaState> {
        let sla = self.subject.workflow?.stage(visit.stage.as_str())?.sla?;
        let whose = self.facts.whose(self.subject, visit);
        let clock = &self.facts.clock;
        let kept = clock.keeps_sla(whose, sla, visit.start.time, clock.now(), &visit.pauses)?;
        Some(match kept {
            Kept::Yes => SlaState::Kept,
            Kept::No { over } => SlaState::Over(over),
        })
    }

    fn totals(&self) -> Totals {
        let (clock, visits) = (&self.facts.clock, &self.subject.visits);
        let delivered = self.subject.delivered().map(|end| end.time);
        let closed = visits
            .current()
            .filter(|visit| visit.class == Some(StageClass::Dropped))
            .map(|visit| visit.start.time);
        let removed = visits.removed.map(|end| end.time);
        let until = delivered.or(closed).or(removed).unwrap_or(clock.now());
        let from = visits.created.time;
        let gross = clock.working_days(Whose::Studio, from, until);
        let is_version = |read: &&VersionRead| matches!(read.what, VersionWhat::Fields(_));
        Totals {
            working_days: gross,
            on_hold: gross - clock.net_working_days(from, until, &visits.holds),
            rounds: visits.rejects().count(),
            versions: 1 + self.versions.iter().filter(is_version).count(),
        }
    }

    fn stay(&self, visit: &Visit) -> Stay {
        let clock = &self.facts.clock;
        let until = visit.end.map_or(clock.now(), |end| end.time);
        let from = visit.start.time;
        let whose = self.facts.whose(self.subject, visit);
        let days = |from, to| clock.working_days(whose, from, to);
        let net = clock.net(from, until, &visit.pauses, days);
        let end = |end: End| StayEnd {
            time: end.time,
            commit: self.id(end.commit),
            source: end.source,
        };
        Stay {
            stage: self.named(visit.stage.as_str()),
            from: clock.local(from),
            to: visit.end.map(|end| clock.local(end.time)),
            working_days: net,
            open_hours: clock.net(from, until, &visit.pauses, |from, to| clock.open_hours(whose, from, to)),
            on_hold: days(from, until) - net,
            outcome: visit.outcome,
            observed: visit.observed(),
            start: end(visit.start),
            end: visit.end.map(end),
        }
    }

    fn id(&self, commit: CommitIndex) -> String {
        self.facts.history.commit(commit).id.to_string()
    }

    /// The lines to show, and how many lie before them.
    fn entries(&self) -> (Vec<Entry>, usize) {
        let mut placed = self.placed();
        placed.sort_by_key(|(touch, sort, _)| (touch.landing, touch.commit, *sort));
        let all = placed.len();
        placed.retain(|(touch, ..)| !(self.known_before)(touch.landing));
        let before = all - placed.len();
        (placed.into_iter().map(|(.., entry)| entry).collect(), before)
    }

    /// Every line with its commit and its place among the lines of that commit: that the brief is there, what it says, how
    /// it was judged, where it moved.
    pub(super) fn placed(&self) -> Vec<(Touch, u8, Entry)> {
        let mut placed: Vec<(Touch, u8, Entry)> = Vec::new();
        placed.extend(
            self.versions
                .iter()
                .map(|read| (read.touch, 1, version(self.facts, read))),
        );
        placed.extend(self.records.iter().map(|read| (read.touch, 2, self.record(read))));
        let mut moves = Moves::new(self);
        for event in &self.events.events {
            let touch = Touch {
                commit: event.commit,
                landing: event.landing,
            };
            let told = moves.told(event);
            let sort = if event.from.is_none() { 0 } else { 3 };
            placed.push((touch, sort, self.event(event, told)));
        }
        for event in &self.events.superseded {
            let name = |stage: &Option<StageId>| stage.as_ref().map(|stage| self.named(stage.as_str()));
            let told = Told::Superseded {
                from: name(&event.from),
                to: name(&event.to),
            };
            let touch = Touch {
                commit: event.commit,
                landing: event.landing,
            };
            placed.push((touch, 4, self.event(event, told)));
        }
        placed
    }

    fn entry(&self, touch: Touch, time: Moment, told: Told) -> Entry {
        entry(self.facts, touch, time, told)
    }

    fn event(&self, event: &Event, told: Told) -> Entry {
        let touch = Touch {
            commit: event.commit,
            landing: event.landing,
        };
        let is_merge = self.facts.history.commit(event.commit).is_merge();
        Entry {
            source: if event.time == event.made && !is_merge {
                EndSource::Commit
            } else {
                EndSource::Landing
            },
            ..self.entry(touch, event.time, told)
        }
    }

    fn record(&self, read: &RecordRead) -> Entry {
        let made = self.facts.history.commit(read.touch.commit).committed;
        let mut evidence = EvidenceKind::Claim;
        let told = match &read.what {
            RecordWhat::Verdict(line) => {
                evidence = line.evidence;
                let hours = read.requested.zip(read.at);
                Told::Verdict(Box::new(VerdictLine {
                    stage: self.named(&line.stage.id),
                    open_hours: hours.map(|(from, to)| self.facts.clock.open_hours(Whose::Studio, from, to)),
                    ..VerdictLine::clone(line)
                }))
            }
            RecordWhat::Feedback { stage, remarks } => Told::Feedback {
                stage: self.named(stage),
                remarks: remarks.clone(),
            },
            RecordWhat::Handoff(one) => Told::Handoff {
                stage: self.named(&one.stage),
                ticked: one.ticked.iter().map(ToString::to_string).collect(),
                beyond: beyond(self.facts.studio, self.subject.workflow, one),
            },
            RecordWhat::Ignored { path } => Told::Ignored { path: path.clone() },
        };
        let entry = self.entry(read.touch, read.at.unwrap_or(made), told);
        Entry {
            source: match (&read.what, read.at) {
                (RecordWhat::Ignored { .. }, _) | (_, None) => EndSource::Commit,
                (_, Some(_)) => EndSource::Record(evidence),
            },
            by: read.by.clone().unwrap_or_else(|| entry.by.clone()),
            ..entry
        }
    }
}

/// The round too many that a handoff lets pass, if it does.
pub fn beyond(studio: &Studio, workflow: Option<&Workflow>, one: &Handoff) -> Option<Beyond> {
    let reason = one.beyond_rounds.as_ref()?.to_string();
    let gate = workflow.and_then(|workflow| workflow.stage_once_called(&one.stage));
    let who = PersonId::new(&one.by).zip(one.on);
    let may = gate
        .zip(who)
        .is_some_and(|(gate, (by, on))| may_override(studio, gate, &by, on));
    let may = if may { MayOverride::Yes } else { MayOverride::No };
    Some(Beyond { reason, may })
}

fn entry(facts: &Facts<'_>, touch: Touch, time: Moment, told: Told) -> Entry {
    let (clock, history) = (&facts.clock, facts.history);
    let landed = history.commit(touch.landing).committed;
    let (day, landed_day) = (clock.day(time), clock.day(landed));
    Entry {
        time,
        local: clock.local(time),
        landed,
        landed_later: (landed_day > day).then_some(landed_day),
        commit: history.commit(touch.commit).id.to_string(),
        landing: history.commit(touch.landing).id.to_string(),
        source: EndSource::Commit,
        by: by(Some(facts.studio), history.author(touch.commit)),
        told,
    }
}

/// What a commit made of a file.
pub(super) fn of_commit(facts: &Facts<'_>, touch: Touch, told: Told) -> Entry {
    let made = facts.history.commit(touch.commit).committed;
    let time = made.min(facts.history.commit(touch.landing).committed);
    entry(facts, touch, time, told)
}

pub(super) fn version(facts: &Facts<'_>, read: &VersionRead) -> Entry {
    let told = match &read.what {
        VersionWhat::Fields(lines) => Told::Changed(lines.clone()),
        VersionWhat::Relocated { from, to } => Told::Relocated {
            from: from.clone(),
            to: to.clone(),
        },
        VersionWhat::Unreadable { path } => Told::Unreadable { path: path.clone() },
    };
    of_commit(facts, read.touch, told)
}

/// Walks events and visits side by side.
struct Moves<'m, 'p, 'a> {
    parts: &'m Parts<'p, 'a>,
    /// The visit that the brief is in before the next event.
    at: Option<usize>,
    rounds: usize,
    born: Born,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Born {
    NotYet,
    Yes,
}

impl<'m, 'p, 'a> Moves<'m, 'p, 'a> {
    fn new(parts: &'m Parts<'p, 'a>) -> Self {
        Self {
            parts,
            at: None,
            rounds: 0,
            born: Born::NotYet,
        }
    }

    fn told(&mut self, event: &Event) -> Told {
        let parts = self.parts;
        let named = |stage: &StageId| parts.named(stage.as_str());
        let Some(to) = &event.to else {
            let next = self.at.map_or(0, |at| at + 1);
            return Told::Deleted {
                ended: self.ended(next),
            };
        };
        let entered = self.entered(event, to);
        let Some(from) = &event.from else {
            self.at = entered.or(self.at);
            let stage = named(to);
            let first = std::mem::replace(&mut self.born, Born::Yes) == Born::NotYet;
            return if first {
                Told::Created { stage }
            } else {
                Told::Restored { stage }
            };
        };
        let clock = &parts.facts.clock;
        let class = |stage: &StageId| named(stage).class;
        let holds = &parts.subject.visits.holds;
        match entered {
            None if class(to) == Some(StageClass::Hold) => Told::Held { from: named(from) },
            None => match holds.iter().find(|hold| hold.to == Some(event.time)) {
                Some(hold) => Told::Resumed {
                    to: named(to),
                    after: clock.working_days(Whose::Studio, hold.from, event.time),
                },
                None => Told::Renamed {
                    from: named(from),
                    to: named(to),
                },
            },
            Some(next) => {
                let ended = self.ended(next);
                let left = parts.subject.visits.visits.get(self.at.unwrap_or(next)..next);
                let left = left.unwrap_or_default();
                // a review may have sent it back without a move; the verdict's own line says so
                let was_reject = left.last().is_some_and(Visit::is_reject);
                self.rounds += left.iter().filter(|visit| visit.is_reject()).count();
                self.at = Some(next);
                Told::Moved {
                    from: named(from),
                    to: named(to),
                    ended,
                    round: was_reject.then_some(self.rounds),
                }
            }
        }
    }

    /// The visit that an event began; `None`: the one before goes on.
    fn entered(&self, event: &Event, to: &StageId) -> Option<usize> {
        let visits = &self.parts.subject.visits.visits;
        let first = self.at.map_or(0, |at| at + 1);
        let to = self
            .parts
            .subject
            .workflow
            .and_then(|flow| flow.stage_once_called(to.as_str()))
            .map_or(to, |stage| &stage.id.value);
        let here = |visit: &Visit| {
            visit.stage == *to && (visit.start.commit == event.commit || visit.start.commit == event.landing)
        };
        (first..visits.len()).find(|at| here(&visits[*at]))
    }

    /// The visits from the one before up to `next`.
    fn ended(&self, next: usize) -> Vec<Stay> {
        let visits = &self.parts.subject.visits.visits;
        let from = self.at.unwrap_or(next).min(next);
        let ended = visits.get(from..next.min(visits.len())).unwrap_or_default();
        ended.iter().map(|visit| self.parts.stay(visit)).collect()
    }
}
