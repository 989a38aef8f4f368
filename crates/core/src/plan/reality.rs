//! Answers: what has happened to each brief, and what does that leave of every stage?
//! Invariant: what history shows is taken as it is; nothing before today is planned, and a stage that began never has less than half a day left.
//! Source: design, "What has happened counts".

use super::network::{Instant, Placement};
use super::openhours::OpenHours;
use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::model::history::Moment;
use crate::model::id::{BriefId, StageId};
use crate::model::workflow::{StageClass, Workflow};
use crate::trail::visit::{Outcome, Visit};
use chrono::{NaiveDateTime, NaiveTime, Timelike};
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// The visits of each brief that has a history; a brief that is missing has only the stage its file says.
pub type Reality = BTreeMap<BriefId, Vec<StageVisit>>;

/// One stay of a brief in a stage, in local time; holds are pauses of the visit they interrupt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageVisit {
    /// By its present name.
    pub stage: StageId,
    pub start: NaiveDateTime,
    /// `None`: the brief is in it now.
    pub end: Option<NaiveDateTime>,
    pub left: Left,
    /// Stretches on hold; one without an end still lasts.
    pub pauses: Vec<(NaiveDateTime, Option<NaiveDateTime>)>,
}

impl StageVisit {
    /// A visit by the clocks of a zone.
    pub fn of(visit: &Visit, zone: Tz) -> Self {
        let local = |moment: Moment| moment.with_timezone(&zone).naive_local();
        let left = match visit.outcome {
            Outcome::Open => Left::Open,
            Outcome::Back if visit.is_gate() => Left::Rejected,
            Outcome::Back => Left::Back,
            Outcome::Forward | Outcome::Dropped | Outcome::Removed | Outcome::Elsewhere => Left::Onward,
        };
        let pauses = visit.pauses.iter();
        Self {
            stage: visit.stage.clone(),
            start: local(visit.start.time),
            end: visit.end.map(|end| local(end.time)),
            left,
            pauses: pauses.map(|pause| (local(pause.from), pause.to.map(local))).collect(),
        }
    }
}

/// How a visit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    Open,
    Onward,
    /// Out of a gate to an earlier stage: changes required.
    Rejected,
    /// To an earlier stage for another reason: what follows starts over.
    Back,
}

/// What is left of one stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// All of it, with this many visits of a gate behind it since the work last started over.
    Ahead { visits: u32 },
    UnderWay {
        /// Its first half day.
        since: Option<Instant>,
        /// Working time spent in the present visit, holds left out.
        spent: HalfDays,
        /// Visits since the work last started over, the present one included.
        visits: u32,
        came: Came,
    },
    /// Its real place; `None` when nobody saw it.
    Done(Option<Placement>),
}

/// How the brief came into the stage it is in.
#[derive(Clone, Debug, Copy, PartialEq, Eq)]
pub enum Came {
    Onward,
    /// Rejected by the stage at this position of the workflow.
    Rejected(usize),
}

/// What one brief has behind it, stage by stage of its workflow.
pub struct Course<'a> {
    pub workflow: &'a Workflow,
    /// The stage of the file, by its present name.
    pub stage: &'a StageId,
    pub visits: &'a [StageVisit],
    pub today: Day,
}

impl Course<'_> {
    /// The progress of each stage in the order of the workflow. A stage the workflow does not know: everything is ahead.
    pub fn progress(&self, hours: &OpenHours) -> Vec<Progress> {
        let all = 0..self.workflow.stages.len();
        let Some(now) = self.position_now() else {
            return all.map(|_| Progress::Ahead { visits: 0 }).collect();
        };
        let round = &self.visits[self.started_over()..];
        all.map(|stage| match stage {
            _ if stage < now || self.is_over() => Progress::Done(self.real_place(stage)),
            _ if stage == now => self.under_way(stage, round, hours),
            _ => Progress::Ahead {
                visits: self.visits_of(round, stage),
            },
        })
        .collect()
    }

    fn is_over(&self) -> bool {
        let class = self.workflow.stage(self.stage.as_str()).map(|stage| stage.class);
        class == Some(StageClass::Done)
    }

    /// Where in the workflow the brief is; of a brief on hold, the stage that was left.
    fn position_now(&self) -> Option<usize> {
        let stage = self.workflow.stage(self.stage.as_str())?;
        let name = match stage.class {
            StageClass::Hold => &self.visits.last()?.stage,
            _ => self.stage,
        };
        self.workflow.position(name.as_str())
    }

    /// The first visit after the last move backward that was no rejection.
    fn started_over(&self) -> usize {
        let back = self.visits.iter().rposition(|visit| visit.left == Left::Back);
        back.map_or(0, |at| at + 1)
    }

    fn visits_of(&self, visits: &[StageVisit], stage: usize) -> u32 {
        let id = &self.workflow.stages[stage].id.value;
        visits.iter().filter(|visit| visit.stage == *id).count() as u32
    }

    fn under_way(&self, stage: usize, round: &[StageVisit], hours: &OpenHours) -> Progress {
        let id = &self.workflow.stages[stage].id.value;
        let first = round.iter().find(|visit| visit.stage == *id);
        let present = round.last().filter(|visit| visit.stage == *id && visit.end.is_none());
        let before = present.and_then(|_| round.iter().nth_back(1));
        let came = before
            .filter(|visit| visit.left == Left::Rejected)
            .and_then(|visit| self.workflow.position(visit.stage.as_str()))
            .map_or(Came::Onward, Came::Rejected);
        let today = Instant::start_of(self.today);
        Progress::UnderWay {
            since: first.map(|visit| half_day_of(visit.start).min(today)),
            spent: present.map_or(HalfDays(0), |visit| visit.spent(self.today, hours)),
            visits: self.visits_of(round, stage).max(1),
            came,
        }
    }

    /// From the first half day in the stage to the last one.
    fn real_place(&self, stage: usize) -> Option<Placement> {
        let id = &self.workflow.stages[stage].id.value;
        let mut visits = self.visits.iter().filter(|visit| visit.stage == *id);
        let first = visits.next()?;
        let last = visits.next_back().unwrap_or(first);
        let start = half_day_of(first.start);
        let end = last.end.map_or(start, half_day_of);
        Some(Placement {
            start,
            end: Instant(end.0.max(start.0) + 1),
        })
    }
}

impl StageVisit {
    /// Whole half days of work from its start to this morning, without its pauses.
    fn spent(&self, today: Day, hours: &OpenHours) -> HalfDays {
        let now = today.and_time(NaiveTime::MIN);
        let worked = |from: NaiveDateTime, to: NaiveDateTime| hours.working_days(from, to.max(from));
        let mut days = worked(self.start, now);
        for (from, to) in &self.pauses {
            days -= worked(*from, to.unwrap_or(now).min(now));
        }
        // A whole number of half days must not be lost to binary fractions.
        HalfDays((days * 2.0 + 1e-6).floor().clamp(0.0, 1e6) as i32)
    }
}

/// The half day in which a moment lies.
pub fn half_day_of(moment: NaiveDateTime) -> Instant {
    let half = i32::from(moment.hour() >= 12);
    Instant(Instant::start_of(moment.date()).0 + half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a local time")
    }

    fn visit(stage: &str, start: &str, end: Option<&str>, left: Left) -> StageVisit {
        StageVisit {
            stage: StageId::new(stage).expect("a slug"),
            start: at(start),
            end: end.map(at),
            left,
            pauses: Vec::new(),
        }
    }

    fn progress(stage: &str, visits: &[StageVisit]) -> Vec<(String, Progress)> {
        let workflow = sample::workflow();
        let course = Course {
            workflow: &workflow,
            stage: &StageId::new(stage).expect("a slug"),
            visits,
            today: sample::day("2026-11-18"),
        };
        let found = course.progress(&OpenHours::weekdays());
        let names = workflow.stages.iter().map(|stage| stage.id.to_string());
        names.zip(found).collect()
    }

    fn of(stage: &str, all: &[(String, Progress)]) -> Progress {
        all.iter().find(|(name, _)| name == stage).expect("the stage").1
    }

    #[test]
    fn stages_before_the_present_one_are_done_where_history_saw_them() {
        let all = progress(
            "production",
            &[
                visit("brief", "2026-11-09 10:00", Some("2026-11-11 15:00"), Left::Onward),
                visit("production", "2026-11-11 15:00", None, Left::Open),
            ],
        );
        let monday = Instant::start_of(sample::day("2026-11-09"));
        let place = Placement {
            start: monday,
            end: Instant(monday.0 + 6),
        };
        assert_eq!(of("brief", &all), Progress::Done(Some(place)));
        assert_eq!(of("intake", &all), Progress::Done(None));
        let under_way = Progress::UnderWay {
            since: Some(Instant(monday.0 + 5)),
            spent: HalfDays(8),
            visits: 1,
            came: Came::Onward,
        };
        assert_eq!(of("production", &all), under_way);
        assert_eq!(of("review", &all), Progress::Ahead { visits: 0 });
    }

    #[test]
    fn a_rejection_leaves_a_rework_and_another_move_back_starts_over() {
        let history = |left: Left| {
            [
                visit("production", "2026-11-09 09:00", Some("2026-11-13 09:00"), Left::Onward),
                visit("review", "2026-11-13 09:00", Some("2026-11-17 09:00"), left),
                visit("production", "2026-11-17 09:00", None, Left::Open),
            ]
        };
        let rejected = progress("production", &history(Left::Rejected));
        let Progress::UnderWay {
            visits, came, spent, ..
        } = of("production", &rejected)
        else {
            panic!("production is under way");
        };
        assert_eq!((visits, came, spent), (2, Came::Rejected(3), HalfDays(2)));
        assert_eq!(of("review", &rejected), Progress::Ahead { visits: 1 });
        let again = progress("production", &history(Left::Back));
        let Progress::UnderWay { visits, came, .. } = of("production", &again) else {
            panic!("production is under way");
        };
        assert_eq!((visits, came), (1, Came::Onward));
        assert_eq!(of("review", &again), Progress::Ahead { visits: 0 });
    }

    #[test]
    fn a_hold_stands_still_in_the_stage_that_was_left() {
        let mut production = visit("production", "2026-11-09 09:00", None, Left::Open);
        production.pauses = vec![(at("2026-11-10 09:00"), None)];
        let all = progress("on-hold", &[production]);
        let Progress::UnderWay { spent, .. } = of("production", &all) else {
            panic!("production is under way");
        };
        assert_eq!(spent, HalfDays(2));
    }

    #[test]
    fn without_history_the_stage_of_the_file_counts() {
        let all = progress("review", &[]);
        assert_eq!(of("production", &all), Progress::Done(None));
        let Progress::UnderWay { since, spent, .. } = of("review", &all) else {
            panic!("the review is under way");
        };
        assert_eq!((since, spent), (None, HalfDays(0)));
        assert!(
            progress("delivered", &[])
                .iter()
                .all(|(_, one)| *one == Progress::Done(None))
        );
    }
}
