//! Answers: who is short of time, in which week and by how many hours, and whose campaign does it cost?
//! Invariant: measured on the plan that its days want, with the people who were chosen; a shortage never goes unsaid.
//! Source: design, "People": who, which week, how many hours.

use super::PeoplePlan;
use super::load::monday_of;
use crate::model::Day;
use crate::model::duration::{HalfDays, Minutes};
use crate::plan::answer::{Plan, state_of};
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

/// Work that should have been done before today for everything to keep its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overdue {
    pub person: usize,
    /// Minutes.
    pub wanted: i32,
    pub since: Day,
    /// Those that should have begun first come first.
    pub tasks: Vec<TaskIndex>,
}

/// Who has too much, were everything done as late as its day wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TooMuch {
    pub overdue: Vec<Overdue>,
    pub weeks: Vec<Overload>,
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

/// What those who could do it lack in all: beside their calendars, or, where others have their time, the whole.
pub fn missing(shortages: &[Shortage]) -> Minutes {
    let one = |short: &Shortage| match short.wanted - short.free.max(0) {
        ..=0 => short.wanted,
        beyond => beyond,
    };
    Minutes(shortages.iter().map(one).fold(0, i32::saturating_add))
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

/// What people would have too much of if everything were done as late as its day wants: work that should have been done before
/// today, and weeks, the worst first. Only weeks up to the last day of the question.
pub fn too_much(plan: &PeoplePlan<'_>) -> TooMuch {
    let network = &plan.pool.out.network;
    let Ok(order) = Order::of(network) else {
        return TooMuch::default();
    };
    let late = late_pass(network, &order, None);
    let asked = (0..late.len()).filter(|at| is_asked(plan, *at));
    let last = asked.filter_map(|at| late[at]).map(|place| place.end).max();
    let Some(last) = last else {
        return TooMuch::default();
    };
    let mut wanted = Wanted::default();
    for (at, place) in late.iter().enumerate() {
        if let Some(place) = place.filter(|place| place.start < last) {
            wanted.spread(plan, at, place);
        }
    }
    wanted.told(plan)
}

/// Minutes too many that are worth a word.
const LEAST_OVERLOAD: i32 = 30;

/// What late dates want of people.
#[derive(Default)]
struct Wanted {
    /// Minutes by person and week, from today on.
    weeks: BTreeMap<(usize, Day), i32>,
    /// Before today, by person.
    overdue: BTreeMap<usize, Owed>,
}

/// What one person should have done before today.
#[derive(Default)]
struct Owed {
    minutes: i32,
    /// Each with its first half day.
    tasks: Vec<(Instant, TaskIndex)>,
}

impl Wanted {
    /// Puts what a task takes of its people into weeks, evenly over its half days.
    fn spread(&mut self, plan: &PeoplePlan<'_>, at: usize, place: Placement) {
        let network = &plan.pool.out.network;
        if matches!(network.tasks[at].actual, Actual::Done(_)) {
            return;
        }
        let task = TaskIndex(at as u32);
        let time = network.calendar_of(task);
        let halves = time.count(place.start, place.end);
        for (seat, doer) in plan.pool.crews[at].seats.iter().zip(plan.doers(task)) {
            let (mut told, mut passed) = (0, 0);
            for slot in (place.start.0..place.end.0)
                .map(Instant)
                .filter(|slot| time.is_open(*slot))
            {
                passed += 1;
                let until = i64::from(seat.amount) * i64::from(passed) / i64::from(halves.max(1));
                let minutes = until as i32 - told;
                told = until as i32;
                if slot >= plan.pool.from {
                    *self.weeks.entry((doer, monday_of(slot.day_after()))).or_default() += minutes;
                } else if minutes > 0 {
                    self.owe(doer, task, slot, minutes);
                }
            }
        }
    }

    fn owe(&mut self, person: usize, task: TaskIndex, slot: Instant, minutes: i32) {
        let own = self.overdue.entry(person).or_default();
        own.minutes += minutes;
        if own.tasks.last().is_none_or(|(_, known)| *known != task) {
            own.tasks.push((slot, task));
        }
    }

    fn told(self, plan: &PeoplePlan<'_>) -> TooMuch {
        let overdue = self.overdue.into_iter().filter_map(|(person, mut owed)| {
            owed.tasks.sort_unstable();
            Some(Overdue {
                person,
                wanted: owed.minutes,
                since: owed.tasks.first()?.0.day_after(),
                tasks: owed.tasks.into_iter().map(|(_, task)| task).collect(),
            })
        });
        let weeks = self.weeks.into_iter().map(|((person, monday), wanted)| Overload {
            person,
            monday,
            wanted,
            capacity: super::load::capacity(plan, person, monday),
        });
        let mut found = TooMuch {
            overdue: overdue.filter(|one| one.wanted >= LEAST_OVERLOAD).collect(),
            weeks: weeks
                .filter(|week| week.wanted >= week.capacity + LEAST_OVERLOAD)
                .collect(),
        };
        found.overdue.sort_by_key(|one| (-one.wanted, one.person));
        found
            .weeks
            .sort_by_key(|week| (week.capacity - week.wanted, week.monday, week.person));
        found
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
