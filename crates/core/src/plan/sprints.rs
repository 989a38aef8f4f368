//! Answers: which tasks belong to which sprint, how much work has each person in it, and what is carried over?
//! Invariant: a task belongs to the sprint in which it must end; the work of a task is spread evenly over the half days it is given.

use super::answer::Plan;
use super::expand::Question;
use super::level::problem::Outcome;
use super::network::{Instant, Placement, TaskIndex};
use super::people::PeoplePlan;
use super::slips::placed;
use super::task::{Doer, Group, TaskState, Work};
use crate::model::Day;
use crate::model::campaign::SprintRhythm;
use crate::model::duration::{HalfDays, Length};
use chrono::Days;

/// Sprints of one length, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// The first day of sprint 1.
    pub anchor: Day,
    /// Of each sprint; at least one.
    pub days: i64,
}

impl Rhythm {
    /// Working days are taken as weeks of five.
    pub fn of(rhythm: SprintRhythm) -> Self {
        let days = match rhythm.length {
            Length::ElapsedDays(days) => i64::from(days),
            Length::Working(HalfDays(halves)) => (i64::from(halves) * 7 + 9) / 10,
        };
        Self {
            anchor: rhythm.anchor,
            days: days.max(1),
        }
    }

    /// The number of the sprint that a day lies in; 0 and less before the first one.
    pub fn number(&self, day: Day) -> i64 {
        (day - self.anchor).num_days().div_euclid(self.days) + 1
    }

    /// First and last day of a sprint; `None` beyond the days there are.
    pub fn span(&self, number: i64) -> Option<(Day, Day)> {
        let start = number.checked_sub(1)?.checked_mul(self.days)?;
        let from = self.anchor.checked_add_signed(chrono::Duration::try_days(start)?)?;
        let to = from.checked_add_days(Days::new(self.days.unsigned_abs() - 1))?;
        Some((from, to))
    }
}

/// A task as sprints see it.
#[derive(Clone, Debug, PartialEq)]
pub struct SprintTask {
    pub name: String,
    pub kind: SprintKind,
    /// The last day by which it must end; of what nothing pulls, its earliest; of what is done, its real one.
    pub end: Day,
    /// The earliest last day, with the hours that people have where that is known; `None` when it is done.
    pub forecast: Option<Day>,
    pub done: bool,
    pub float: Option<HalfDays>,
    /// Nobody who could do it has the time.
    pub lacks_time: bool,
    pub doers: Vec<SprintDoer>,
    /// Minutes of work that are left, day by day, for all of its doers together.
    pub work: Vec<(Day, i64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SprintKind {
    Work,
    Gate,
    Milestone,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SprintDoer {
    Person(String),
    Role(String),
    /// Not of the team: in nobody's load.
    Party(String),
}

/// Longer tasks are not spread further than this many half days.
const MOST_HALVES: i32 = 4_000;

/// What the plan with people says of a task: who was chosen for it, and when it can be over.
struct Chosen {
    people: Vec<SprintDoer>,
    end: Option<Instant>,
    lacks_time: bool,
}

impl Chosen {
    fn of(people: &PeoplePlan<'_>, name: &str) -> Option<Self> {
        let task = people.plan.out.find(name)?;
        let team = &people.pool.team.people;
        let chosen = people.doers(task).into_iter().filter_map(|at| team.get(at));
        let end = people.plan.schedule.tasks.get(task.0 as usize)?.early.end;
        let level = people.early.tasks.get(task.0 as usize)?;
        Some(Self {
            people: chosen
                .map(|one| SprintDoer::Person(one.person.id.to_string()))
                .collect(),
            end: (!end.is_out_of_range()).then_some(end),
            lacks_time: level.outcome == Outcome::NoRoom,
        })
    }
}

/// The tasks of the groups that `of` names; `before` is put before each name, as the plan with people names them. That plan says who does
/// what a role asks for, and when it can be over.
pub fn sprint_tasks(
    question: &Question<'_>,
    plan: &Plan<'_>,
    people: Option<&PeoplePlan<'_>>,
    before: &str,
    of: impl Fn(&Group<'_>) -> bool,
) -> Vec<SprintTask> {
    let places = placed(plan, question.studio.settings.on_slip);
    let one = |at: usize| {
        let (task, dates) = (&plan.out.tasks[at], &plan.schedule.tasks[at]);
        let place = places.get(at).copied().flatten().unwrap_or(dates.early);
        let (end, forecast) = match task.state {
            TaskState::Done(real) => (real?.end, None),
            TaskState::Ahead | TaskState::UnderWay(_) => (
                dates.late.map_or(dates.early.end, |late| late.end),
                Some(dates.early.end),
            ),
        };
        let known = |at: Instant| !at.is_out_of_range();
        let done = matches!(task.state, TaskState::Done(_));
        let name = format!("{before}{}", task.name);
        let chosen = people.filter(|_| !done).and_then(|people| Chosen::of(people, &name));
        let with_people = chosen.as_ref().and_then(|chosen| chosen.end);
        let forecast = forecast.map(|end| with_people.map_or(end, |later| later.max(end)));
        known(end).then(|| SprintTask {
            name,
            kind: match task.work {
                Work::Milestone(_) => SprintKind::Milestone,
                Work::Stage(stage, _) if stage.gate.is_some() => SprintKind::Gate,
                Work::Stage(..) | Work::Variants(_) | Work::Free(_) => SprintKind::Work,
            },
            end: end.day_before(),
            forecast: forecast.filter(|at| known(*at)).map(Instant::day_before),
            done,
            float: dates.total_float.filter(|_| !done),
            lacks_time: chosen.as_ref().is_some_and(|chosen| chosen.lacks_time),
            doers: doers(&task.doer, chosen),
            work: if done {
                Vec::new()
            } else {
                work(question, plan, at, place)
            },
        })
    };
    let groups = plan.out.groups.iter().filter(|group| of(group));
    groups.flat_map(Group::tasks).filter_map(one).collect()
}

/// Who was chosen, else whom the records name, else the role: a gate's owner may be kept from it.
fn doers(doer: &Doer<'_>, chosen: Option<Chosen>) -> Vec<SprintDoer> {
    match (doer, chosen) {
        (Doer::Role(_) | Doer::Nobody | Doer::People(_), Some(Chosen { people, .. })) if !people.is_empty() => {
            return people;
        }
        _ => {}
    }
    match doer {
        Doer::Nobody => Vec::new(),
        Doer::People(people) => people
            .iter()
            .map(|person| SprintDoer::Person(person.to_string()))
            .collect(),
        Doer::Role(role) => vec![SprintDoer::Role(role.to_string())],
        Doer::Party(party) => vec![SprintDoer::Party(party.id.to_string())],
    }
}

/// What is left of its effort, else of its duration, over the half days of its place that are worked and still to come.
fn work(question: &Question<'_>, plan: &Plan<'_>, at: usize, place: Placement) -> Vec<(Day, i64)> {
    let network = &plan.out.network;
    let own = &network.tasks[at];
    let time = network.calendar_of(TaskIndex(at as u32));
    let half_day = i64::from(question.hours.full_day()) / 2;
    let minutes = match plan.out.tasks[at].asks.effort {
        Some(effort) => i64::from(effort.0),
        None => i64::from(own.duration) * half_day,
    };
    let start = place.start.0.max(network.project_start.0);
    let halves = (start..place.end.0.min(start.saturating_add(MOST_HALVES))).map(Instant);
    let open: Vec<Instant> = halves.filter(|half| time.is_open(*half)).collect();
    let count = open.len() as i64;
    let mut days: Vec<(Day, i64)> = Vec::new();
    for (at, half) in (0_i64..).zip(&open) {
        let share = minutes * (at + 1) / count - minutes * at / count;
        let day = half.day_after();
        match days.last_mut() {
            Some((known, minutes)) if *known == day => *minutes += share,
            _ => days.push((day, share)),
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::day;
    use proptest::prelude::*;

    fn weeks(length: &str, anchor: &str) -> Rhythm {
        Rhythm::of(SprintRhythm {
            length: Length::parse(length).expect("a length"),
            anchor: day(anchor),
        })
    }

    #[test]
    fn sprints_are_counted_from_their_anchor() {
        for (length, on, number, from, to) in [
            ("2w", "2026-12-07", 1, "2026-12-07", "2026-12-20"),
            ("2w", "2026-12-20", 1, "2026-12-07", "2026-12-20"),
            ("2w", "2026-12-21", 2, "2026-12-21", "2027-01-03"),
            ("2w", "2026-12-06", 0, "2026-11-23", "2026-12-06"),
            ("10d", "2026-12-21", 2, "2026-12-21", "2027-01-03"),
            ("0d", "2026-12-08", 2, "2026-12-08", "2026-12-08"),
        ] {
            let rhythm = weeks(length, "2026-12-07");
            assert_eq!(rhythm.number(day(on)), number, "{length} {on}");
            assert_eq!(rhythm.span(number), Some((day(from), day(to))), "{length} {on}");
        }
        assert_eq!(weeks("2w", "2026-12-07").span(i64::MAX), None);
    }

    proptest! {
        #[test]
        fn every_day_lies_in_its_sprint_and_sprints_follow_each_other(days in 1_i32..60, offset in -5_000_i64..5_000) {
            let rhythm = weeks(&format!("{days}ed"), "2026-12-07");
            let on = day("2026-12-07") + chrono::Duration::days(offset);
            let number = rhythm.number(on);
            let (from, to) = rhythm.span(number).expect("a sprint");
            prop_assert!(from <= on && on <= to);
            let (next, _) = rhythm.span(number + 1).expect("a sprint");
            prop_assert_eq!(to.succ_opt(), Some(next));
        }
    }
}
