//! Answers: how much does each person have to do in each week, of how much they can?
//! Invariant: minutes of the plan that is shown; a week belongs to its Monday.
//! Source: design, "People".

use super::PeoplePlan;
use crate::model::Day;
use chrono::{Datelike, Duration};
use std::collections::BTreeMap;

/// One person in one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekLoad {
    /// In [`crate::plan::availability::Team::people`].
    pub person: usize,
    pub monday: Day,
    /// Minutes that are planned, and those of them that the question is about.
    pub planned: i32,
    pub asked: i32,
    /// Minutes they have from today on.
    pub capacity: i32,
}

/// The weeks in which somebody has something to do, by person, then week.
pub fn by_week(plan: &PeoplePlan<'_>) -> Vec<WeekLoad> {
    let people = plan.pool.team.people.len();
    let mut weeks: BTreeMap<(usize, Day), WeekLoad> = BTreeMap::new();
    for load in &plan.shown.loads {
        let person = load.resource.0 as usize;
        if person >= people {
            continue;
        }
        let monday = monday_of(load.slot.day_after());
        let week = weeks.entry((person, monday)).or_insert_with(|| WeekLoad {
            person,
            monday,
            planned: 0,
            asked: 0,
            capacity: capacity(plan, person, monday),
        });
        let minutes = i32::from(load.amount);
        week.planned += minutes;
        if plan.is_asked(plan.pool.out.tasks[load.task.0 as usize].group) {
            week.asked += minutes;
        }
    }
    weeks.into_values().collect()
}

/// The Monday of the week of a day.
pub fn monday_of(day: Day) -> Day {
    day - Duration::days(i64::from(day.weekday().num_days_from_monday()))
}

pub(super) fn capacity(plan: &PeoplePlan<'_>, person: usize, monday: Day) -> i32 {
    let today = plan.pool.from.day_after();
    let days = monday.iter_days().take(7).filter(|day| *day >= today);
    days.map(|day| plan.pool.team.people[person].minutes_of(day)).sum()
}
