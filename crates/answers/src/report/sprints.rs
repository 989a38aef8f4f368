//! Answers: what do `crops plan --sprints` and `crops sprint` say, as values that every format is made from?
//! Invariant: a task is a goal of one sprint; what is carried over is told in the sprint that it is carried into.

use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::plan::sprints::{Rhythm, SprintDoer, SprintKind, SprintTask};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub struct SprintsReport {
    /// Id and title; `None`: all that is not over.
    pub campaign: Option<(String, String)>,
    pub rhythm: Rhythm,
    pub today: Day,
    pub asked: AskedSprints,
    /// In the order of time.
    pub sprints: Vec<Sprint>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedSprints {
    All,
    One,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Sprint {
    pub number: i64,
    pub from: Day,
    pub to: Day,
    /// Must end in it.
    pub goals: Vec<GoalOfSprint>,
    /// Should have ended before, and will still be open when it begins.
    pub carried: Vec<GoalOfSprint>,
    /// Of the days that are still to come; people first.
    pub load: Vec<LoadOfSprint>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GoalOfSprint {
    pub task: String,
    pub kind: SprintKind,
    pub doers: Vec<SprintDoer>,
    pub end: Day,
    pub forecast: Option<Day>,
    pub done: bool,
    pub float: Option<HalfDays>,
    /// Nobody who could do it has the time.
    pub lacks_time: bool,
}

impl GoalOfSprint {
    /// Not done, and without float or late, or its people cannot have it done in time.
    pub fn is_at_risk(&self) -> bool {
        let is_held = self.float.is_some_and(|float| float.0 <= 0);
        let is_late = self.forecast.is_some_and(|forecast| forecast > self.end);
        !self.done && (is_held || is_late || self.lacks_time)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadOfSprint {
    pub doer: SprintDoer,
    pub minutes: i64,
    /// `None` of a role that nobody was chosen for.
    pub capacity: Option<i64>,
}

impl LoadOfSprint {
    pub fn is_too_much(&self) -> bool {
        self.capacity.is_some_and(|capacity| self.minutes > capacity)
    }
}

impl Sprint {
    /// The sprint of this number. `capacity`: minutes of each person from one day to another.
    pub fn of(
        rhythm: Rhythm,
        number: i64,
        today: Day,
        tasks: &[SprintTask],
        capacity: &dyn Fn(Day, Day) -> BTreeMap<String, i64>,
    ) -> Option<Self> {
        let (from, to) = rhythm.span(number)?;
        let start = from.max(today);
        let is_goal = |task: &&SprintTask| from <= task.end && task.end <= to;
        let is_carried = |task: &&SprintTask| {
            !task.done && task.end < from && task.forecast.is_some_and(|forecast| forecast >= start)
        };
        Some(Self {
            number,
            from,
            to,
            goals: sorted(tasks.iter().filter(is_goal)),
            carried: match to >= today {
                true => sorted(tasks.iter().filter(is_carried)),
                false => Vec::new(),
            },
            load: load(start, to, tasks, capacity),
        })
    }

    pub fn done(&self) -> usize {
        self.goals.iter().filter(|goal| goal.done).count()
    }

    pub fn at_risk(&self) -> usize {
        self.goals
            .iter()
            .chain(&self.carried)
            .filter(|goal| goal.is_at_risk())
            .count()
    }

    /// Minutes of people: planned, and there.
    pub fn people(&self) -> (i64, i64) {
        let people = self.load.iter().filter(|load| load.capacity.is_some());
        people.fold((0, 0), |(minutes, capacity), load| {
            (minutes + load.minutes, capacity + load.capacity.unwrap_or(0))
        })
    }
}

fn sorted<'t>(tasks: impl Iterator<Item = &'t SprintTask>) -> Vec<GoalOfSprint> {
    let mut goals: Vec<GoalOfSprint> = tasks
        .map(|task| GoalOfSprint {
            task: task.name.clone(),
            kind: task.kind,
            doers: task.doers.clone(),
            end: task.end,
            forecast: task.forecast,
            done: task.done,
            float: task.float,
            lacks_time: task.lacks_time,
        })
        .collect();
    goals.sort_by(|one, other| (one.end, &one.task).cmp(&(other.end, &other.task)));
    goals
}

fn load(
    start: Day,
    to: Day,
    tasks: &[SprintTask],
    capacity: &dyn Fn(Day, Day) -> BTreeMap<String, i64>,
) -> Vec<LoadOfSprint> {
    let mut minutes: BTreeMap<SprintDoer, i64> = BTreeMap::new();
    for task in tasks {
        let days = task.work.iter().filter(|(day, _)| start <= *day && *day <= to);
        let work: i64 = days.map(|(_, minutes)| minutes).sum();
        let count = task.doers.len() as i64;
        for (at, doer) in (0_i64..).zip(&task.doers) {
            if !matches!(doer, SprintDoer::Party(_)) {
                *minutes.entry(doer.clone()).or_default() += work * (at + 1) / count - work * at / count;
            }
        }
    }
    let there = if start <= to {
        capacity(start, to)
    } else {
        BTreeMap::new()
    };
    for person in there.keys() {
        minutes.entry(SprintDoer::Person(person.clone())).or_default();
    }
    let one = |(doer, minutes): (SprintDoer, i64)| {
        let capacity = match &doer {
            SprintDoer::Person(person) => Some(there.get(person).copied().unwrap_or(0)),
            SprintDoer::Role(_) | SprintDoer::Party(_) => None,
        };
        (minutes > 0 || capacity.is_some_and(|capacity| capacity > 0)).then_some(LoadOfSprint {
            doer,
            minutes,
            capacity,
        })
    };
    minutes.into_iter().filter_map(one).collect()
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SprintsView {
    /// Null: all campaigns and briefs that are not over.
    campaign: Option<String>,
    /// The first day of sprint 1.
    anchor: Day,
    /// Calendar days of a sprint.
    length_days: i64,
    sprints: Vec<SprintView>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct SprintView {
    number: i64,
    from: Day,
    to: Day,
    /// `past`, `current` or `future`.
    state: &'static str,
    /// Tasks that must end in it.
    goals: Vec<GoalView>,
    /// Tasks that should have ended before and will still be open when it begins.
    carry_over: Vec<GoalView>,
    load: Vec<LoadView>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct GoalView {
    task: String,
    /// `work`, `gate` or `milestone`.
    kind: &'static str,
    people: Vec<String>,
    role: Option<String>,
    party: Option<String>,
    /// The last day by which it must end, or its real one.
    end: Day,
    /// The earliest last day, with the hours people have; null when it is done.
    forecast_end: Option<Day>,
    done: bool,
    total_float_working_days: Option<f64>,
    /// Not done, and without float or late, or its people cannot have it done in time.
    at_risk: bool,
    /// Nobody who could do it has the time.
    lacks_time: bool,
}

/// Of the days that are still to come.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct LoadView {
    person: Option<String>,
    /// A role that nobody was chosen for.
    role: Option<String>,
    planned_hours: f64,
    available_hours: Option<f64>,
    too_much: bool,
}

impl SprintsView {
    pub fn of(report: &SprintsReport) -> Self {
        Self {
            campaign: report.campaign.as_ref().map(|(id, _)| id.clone()),
            anchor: report.rhythm.anchor,
            length_days: report.rhythm.days,
            sprints: report
                .sprints
                .iter()
                .map(|sprint| SprintView {
                    number: sprint.number,
                    from: sprint.from,
                    to: sprint.to,
                    state: state_code(sprint, report.today),
                    goals: sprint.goals.iter().map(goal).collect(),
                    carry_over: sprint.carried.iter().map(goal).collect(),
                    load: sprint.load.iter().map(load_view).collect(),
                })
                .collect(),
        }
    }
}

/// The stable word of where a sprint lies.
pub fn state_code(sprint: &Sprint, today: Day) -> &'static str {
    if sprint.to < today {
        "past"
    } else if sprint.from > today {
        "future"
    } else {
        "current"
    }
}

fn goal(goal: &GoalOfSprint) -> GoalView {
    let role = |doer: &SprintDoer| match doer {
        SprintDoer::Role(role) => Some(role.clone()),
        SprintDoer::Person(_) | SprintDoer::Party(_) => None,
    };
    let party = |doer: &SprintDoer| match doer {
        SprintDoer::Party(party) => Some(party.clone()),
        SprintDoer::Person(_) | SprintDoer::Role(_) => None,
    };
    let person = |doer: &SprintDoer| match doer {
        SprintDoer::Person(person) => Some(person.clone()),
        SprintDoer::Role(_) | SprintDoer::Party(_) => None,
    };
    GoalView {
        task: goal.task.clone(),
        kind: match goal.kind {
            SprintKind::Work => "work",
            SprintKind::Gate => "gate",
            SprintKind::Milestone => "milestone",
        },
        people: goal.doers.iter().filter_map(person).collect(),
        role: goal.doers.iter().find_map(role),
        party: goal.doers.iter().find_map(party),
        end: goal.end,
        forecast_end: goal.forecast,
        done: goal.done,
        total_float_working_days: goal.float.map(HalfDays::as_days),
        at_risk: goal.is_at_risk(),
        lacks_time: goal.lacks_time,
    }
}

/// Hours of minutes, to the hundredth.
pub fn hours(minutes: i64) -> f64 {
    (minutes as f64 / 60.0 * 100.0).round() / 100.0
}

fn load_view(load: &LoadOfSprint) -> LoadView {
    let (person, role) = match &load.doer {
        SprintDoer::Person(person) => (Some(person.clone()), None),
        SprintDoer::Role(role) | SprintDoer::Party(role) => (None, Some(role.clone())),
    };
    LoadView {
        person,
        role,
        planned_hours: hours(load.minutes),
        available_hours: load.capacity.map(hours),
        too_much: load.is_too_much(),
    }
}
