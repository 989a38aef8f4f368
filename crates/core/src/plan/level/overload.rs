//! Answers: who has how much too much to do, and in which week, when everything waits for its latest dates?
//! Invariant: what should have been done before the start of the project counts in its first week; only what is missing is told.
//! Source: resource loading of the late schedule.

use super::problem::{Problem, ResourceIndex};
use crate::plan::network::{Actual, Deadline, Instant, Placement, TaskIndex};
use crate::plan::order::{Cycle, Order};
use crate::plan::passes;

/// A week in which somebody cannot do what the latest dates ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Overload {
    /// The Monday's midnight.
    pub week: Instant,
    pub resource: ResourceIndex,
    /// Minutes (or units) asked beyond what there is from the start of the project on.
    pub missing: u32,
}

/// Half days of a week, and the first Monday's midnight after [`crate::plan::network::ORIGIN`].
const WEEK: i32 = 14;
const MONDAY: i32 = 8;

/// The weeks with too much, by week and resource; of several who could do a task, the one with most room left is asked.
///
/// # Errors
/// A [`Cycle`] when tasks wait for each other.
pub fn overload(problem: &Problem<'_>) -> Result<Vec<Overload>, Cycle> {
    let network = problem.network;
    let order = Order::of(network)?;
    let deadline = match network.deadline {
        Deadline::At(instant) => Some(instant),
        Deadline::EarliestFinish => passes::early_pass(network, &order).iter().map(|place| place.end).max(),
        Deadline::LimitsAlone => None,
    };
    let late = passes::late_pass(network, &order, deadline);
    let mut weeks = Weeks::of(problem);
    let mut tasks: Vec<usize> = (0..late.len()).collect();
    tasks.sort_unstable_by_key(|task| problem.works[*task].rank);
    for task in tasks {
        let place = late[task].filter(|place| !place.start.is_out_of_range());
        if let Some(place) = place.filter(|_| !matches!(network.tasks[task].actual, Actual::Done(_))) {
            weeks.ask(TaskIndex(task as u32), place);
        }
    }
    Ok(weeks.missing())
}

/// What each resource has left in each week: below zero when more is asked.
struct Weeks<'p, 'a> {
    problem: &'p Problem<'a>,
    /// The Monday of the first week.
    first: i32,
    left: Vec<Vec<i64>>,
}

impl<'p, 'a> Weeks<'p, 'a> {
    fn of(problem: &'p Problem<'a>) -> Self {
        let start = problem.network.project_start.max(problem.from);
        let first = start.0 - (start.0 - MONDAY).rem_euclid(WEEK);
        let left = problem.resources.iter().map(|resource| {
            let mut weeks = Vec::new();
            for (slot, minutes) in (problem.from.0..).zip(&resource.capacity) {
                if slot >= start.0 {
                    let week = ((slot - first) / WEEK) as usize;
                    weeks.resize(weeks.len().max(week + 1), 0);
                    weeks[week] += i64::from(*minutes);
                }
            }
            weeks
        });
        Self {
            problem,
            first,
            left: left.collect(),
        }
    }

    /// Spreads what a task demands over the open half days of its late place.
    fn ask(&mut self, task: TaskIndex, place: Placement) {
        let time = self.problem.network.calendar_of(task);
        let open: Vec<i32> = (place.start.0..place.end.0)
            .filter(|slot| time.is_open(Instant(*slot)))
            .collect();
        let Some(halves) = u32::try_from(open.len()).ok().filter(|halves| *halves > 0) else {
            return;
        };
        for demand in &self.problem.work(task).demands {
            let week_of = |slot: i32| ((slot - self.first).max(0) / WEEK) as usize;
            let room = |one: &&ResourceIndex| {
                let weeks = &self.left[one.0 as usize];
                let there = open
                    .iter()
                    .map(|slot| weeks.get(week_of(*slot)).copied().unwrap_or_default());
                there.min().unwrap_or_default()
            };
            let mut best: Option<(i64, ResourceIndex)> = None;
            for one in &demand.any_of {
                if best.is_none_or(|(known, _)| room(&one) > known) {
                    best = Some((room(&one), *one));
                }
            }
            let Some((_, chosen)) = best else { continue };
            for (number, slot) in (0_u64..).zip(&open) {
                let until = |number: u64| u64::from(demand.amount) * number / u64::from(halves);
                let week = week_of(*slot);
                let weeks = &mut self.left[chosen.0 as usize];
                weeks.resize(weeks.len().max(week + 1), 0);
                weeks[week] -= (until(number + 1) - until(number)) as i64;
            }
        }
    }

    fn missing(&self) -> Vec<Overload> {
        let mut found = Vec::new();
        for (resource, weeks) in (0..).map(ResourceIndex).zip(&self.left) {
            for (week, left) in (0_i32..).zip(weeks) {
                if *left < 0 {
                    found.push(Overload {
                        week: Instant(self.first + week * WEEK),
                        resource,
                        missing: left.unsigned_abs().min(u64::from(u32::MAX)) as u32,
                    });
                }
            }
        }
        found.sort_unstable();
        found
    }
}
