//! Answers: who is short of time, in which week and by how many hours, and whose campaign does it cost?
//! Invariant: measured on the plan that its days want, with the people who were chosen; a shortage never goes unsaid.
//! Source: design, "People": who, which week, how many hours.

use super::PeoplePlan;
use super::load::monday_of;
use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::plan::answer::{Plan, state_of};
use crate::plan::calendars::Calendars;
use crate::plan::demands::Lack;
use crate::plan::expand::Question;
use crate::plan::level::problem::Outcome;
use crate::plan::network::{Actual, Instant, Placement, TaskIndex};
use crate::plan::order::Order;
use crate::plan::passes::{early_pass, late_pass};
use std::collections::BTreeMap;

/// A task that nobody who could do it ever has the time for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortage {
    pub task: TaskIndex,
    /// Who could do it, in [`crate::plan::availability::Team::people`]; empty: a party.
    pub any_of: Vec<usize>,
    /// Minutes it takes of one of them.
    pub wanted: i32,
    /// From the earliest it could start to the latest it could end by the calendars alone, and the most minutes one of them has there.
    pub place: Option<Placement>,
    pub free: i32,
}

/// A task without anybody to do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unstaffed<'a> {
    pub task: TaskIndex,
    pub lack: Lack<'a>,
}

/// More than a person has in one week, were everything done as late as its days want.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overload {
    pub person: usize,
    pub monday: Day,
    pub wanted: i32,
    pub capacity: i32,
}

/// A day of another campaign, or of a brief, that people cannot keep although the calendars would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// In the goals of the expansion.
    pub goal: usize,
    pub by: HalfDays,
}

/// Tasks of the question that no time was found for.
pub fn shortages(plan: &PeoplePlan<'_>) -> Vec<Shortage> {
    let tasks = plan.shown.tasks.iter().enumerate();
    let asked = tasks.filter(|(at, task)| task.outcome == Outcome::NoRoom && is_asked(plan, *at));
    asked.map(|(at, _)| shortage(plan, at)).collect()
}

fn is_asked(plan: &PeoplePlan<'_>, task: usize) -> bool {
    plan.is_asked(plan.pool.out.tasks[task].group)
}

fn shortage(plan: &PeoplePlan<'_>, at: usize) -> Shortage {
    let early = plan.early.tasks[at].place.map(|place| place.start);
    let place = plan.shown.tasks[at].place.filter(|place| !place.end.is_out_of_range());
    let place = place.map(|place| Placement {
        start: early.map_or(place.start, |start| start.min(place.start)),
        ..place
    });
    let seats = plan.pool.crews[at].seats.iter().filter(|seat| seat.amount > 0);
    let free = |seat: &&crate::plan::demands::Seat<'_>| {
        let people = seat.any_of.iter().map(|person| free_within(plan, *person, place));
        people.max().unwrap_or_default()
    };
    // Of several seats the one that is shortest.
    let worst = seats.min_by_key(|seat| free(seat) - seat.amount);
    Shortage {
        task: TaskIndex(at as u32),
        any_of: worst.map(|seat| seat.any_of.clone()).unwrap_or_default(),
        wanted: worst.map_or(0, |seat| seat.amount),
        place,
        free: worst.map_or(0, |seat| free(&seat)),
    }
}

/// Minutes of a person that no task of the plan has taken.
fn free_within(plan: &PeoplePlan<'_>, person: usize, place: Option<Placement>) -> i32 {
    let Some(place) = place else { return 0 };
    let capacity = &plan.pool.resources[person].capacity;
    let slot = |at: Instant| (at.0 - plan.pool.from.0).clamp(0, capacity.len() as i32) as usize;
    let all: i32 = capacity[slot(place.start)..slot(place.end)]
        .iter()
        .map(|minutes| i32::from(*minutes))
        .sum();
    let loads = plan
        .shown
        .loads
        .iter()
        .filter(|load| load.resource.0 as usize == person);
    let taken = loads.filter(|load| place.start <= load.slot && load.slot < place.end);
    all - taken.map(|load| i32::from(load.amount)).sum::<i32>()
}

/// Tasks of the question with effort and nobody to do it.
pub fn unstaffed<'a>(plan: &PeoplePlan<'a>) -> Vec<Unstaffed<'a>> {
    let crews = plan.pool.crews.iter().enumerate();
    let lacking = crews.filter(|(at, crew)| crew.lack != Lack::Nothing && is_asked(plan, *at));
    lacking
        .map(|(at, crew)| Unstaffed {
            task: TaskIndex(at as u32),
            lack: crew.lack,
        })
        .collect()
}

/// The weeks in which somebody would have too much if everything were done as late as its day wants; the worst first.
/// Only weeks up to the last day of the question.
pub fn overloads(plan: &PeoplePlan<'_>) -> Vec<Overload> {
    let network = &plan.pool.out.network;
    let Ok(order) = Order::of(network) else {
        return Vec::new();
    };
    let late = late_pass(network, &order, None);
    let asked = (0..late.len()).filter(|at| is_asked(plan, *at));
    let last = asked.filter_map(|at| late[at]).map(|place| place.end).max();
    let Some(last) = last else { return Vec::new() };
    let mut wanted: BTreeMap<(usize, Day), i32> = BTreeMap::new();
    for (at, place) in late.iter().enumerate() {
        if let Some(place) = place.filter(|place| place.start < last) {
            spread(plan, at, place, &mut wanted);
        }
    }
    let mut found: Vec<Overload> = wanted
        .into_iter()
        .map(|((person, monday), wanted)| Overload {
            person,
            monday,
            wanted,
            capacity: super::load::capacity(plan, person, monday),
        })
        .filter(|week| week.wanted >= week.capacity + LEAST_OVERLOAD)
        .collect();
    found.sort_by_key(|week| (week.capacity - week.wanted, week.monday, week.person));
    found
}

/// Minutes too many that are worth a word.
const LEAST_OVERLOAD: i32 = 30;

/// Puts what a task takes of its people into weeks, evenly over its half days; what lies before today falls to this week.
fn spread(plan: &PeoplePlan<'_>, at: usize, place: Placement, wanted: &mut BTreeMap<(usize, Day), i32>) {
    let network = &plan.pool.out.network;
    if matches!(network.tasks[at].actual, Actual::Done(_)) {
        return;
    }
    let time = network.calendar_of(TaskIndex(at as u32));
    let halves = time.count(place.start, place.end);
    let doers = plan.doers(TaskIndex(at as u32));
    // What should have been done before today would be done from the next working day on.
    let first = network.calendars[Calendars::STUDIO.0 as usize].first_open(plan.pool.from);
    for (seat, doer) in plan.pool.crews[at].seats.iter().zip(doers) {
        let (mut told, mut passed) = (0, 0);
        for slot in (place.start.0..place.end.0)
            .map(Instant)
            .filter(|slot| time.is_open(*slot))
        {
            passed += 1;
            let until = i64::from(seat.amount) * i64::from(passed) / i64::from(halves.max(1));
            let monday = monday_of(slot.max(first).day_after());
            *wanted.entry((doer, monday)).or_default() += until as i32 - told;
            told = until as i32;
        }
    }
}

/// Goals that are not asked about and are short only because of people; the worst first.
pub fn conflicts(question: &Question<'_>, plan: &PeoplePlan<'_>) -> Vec<Conflict> {
    let Plan { out, goals, .. } = &plan.plan;
    let Ok(order) = Order::of(&out.network) else {
        return Vec::new();
    };
    let early = early_pass(&out.network, &order);
    let studio = question.calendars.studio();
    let mut found: Vec<Conflict> = (0..goals.len())
        .filter(|goal| !plan.is_asked(out.goals[*goal].group))
        .map(|goal| {
            let alone = state_of(&out.goals[goal], early[out.goals[goal].last.0 as usize].end, studio);
            let by = goals[goal].short.0 - alone.short.0;
            Conflict { goal, by: HalfDays(by) }
        })
        .filter(|conflict| conflict.by.0 > 0)
        .collect();
    found.sort_by_key(|conflict| -conflict.by.0);
    found
}
