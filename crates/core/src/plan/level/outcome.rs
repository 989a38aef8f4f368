//! Answers: what does a decoded schedule say of each task, and what does each take of whom?
//! Invariant: loads are those that the decoder took, half day by half day; they add up to what was demanded.
//! Source: design, "People".

use super::compiled::{Compiled, CompiledDemand, Kind, NOWHERE};
use super::decode::{Decoder, NOBODY, Tell};
use super::problem::{Direction, Levelled, LevelledTask, Load, Outcome, ResourceIndex};
use crate::plan::network::{Actual, Instant, Placement};

/// Decodes once more and writes down who does what when.
pub(super) fn of(decoder: &mut Decoder<'_, '_>, order: &[u32], direction: Direction) -> Levelled {
    let compiled = decoder.compiled;
    let mut loads = Loads::of(compiled);
    decoder.decode(order, direction, &mut loads);
    told(decoder, loads)
}

/// Writes down what a decoder has placed, with the loads it told.
pub(super) fn told(decoder: &Decoder<'_, '_>, mut loads: Loads<'_, '_>) -> Levelled {
    let compiled = decoder.compiled;
    let mut tasks = vec![None; compiled.tasks.len()];
    for task in 0..compiled.tasks.len() as u32 {
        let index = compiled.tasks[task as usize].index.0 as usize;
        tasks[index] = Some(one(decoder, task));
    }
    loads.found.sort_unstable();
    Levelled {
        tasks: tasks.into_iter().flatten().collect(),
        loads: loads.found,
    }
}

fn one(decoder: &Decoder<'_, '_>, task: u32) -> LevelledTask {
    let (compiled, schedule) = (decoder.compiled, &decoder.schedule);
    let own = compiled.own(task);
    let (start, end) = (schedule.start[task as usize], schedule.end[task as usize]);
    let place = match own.actual {
        Actual::Done(place) => Some(place),
        _ if start == NOWHERE => None,
        _ => Some(Placement {
            start: compiled.instant(start),
            end: compiled.instant(end),
        }),
    };
    let first = compiled.first_demand(task);
    let doers = &schedule.doer[first..first + compiled.demands(task).len()];
    let is_done_by_nobody = doers.contains(&NOBODY);
    let outcome = match compiled.tasks[task as usize].kind {
        Kind::Done => Outcome::Happened,
        _ if place.is_none() && own.duration > 0 && compiled.problem.network.calendar(own.calendar).is_never_open() => {
            Outcome::NeverOpen
        }
        _ if place.is_none() => Outcome::NothingPulls,
        _ if is_done_by_nobody => Outcome::NoRoom,
        _ => Outcome::Placed,
    };
    let doers = match outcome {
        Outcome::Placed => in_given_order(compiled.demands(task), doers),
        _ => Vec::new(),
    };
    LevelledTask { place, doers, outcome }
}

fn in_given_order(demands: &[CompiledDemand], doers: &[u32]) -> Vec<ResourceIndex> {
    let mut given: Vec<(u16, u32)> = demands
        .iter()
        .map(|demand| demand.given)
        .zip(doers.iter().copied())
        .collect();
    given.sort_unstable();
    given.into_iter().map(|(_, lane)| ResourceIndex(lane)).collect()
}

/// The loads of a decoding, by half day.
pub(super) struct Loads<'c, 'a> {
    compiled: &'c Compiled<'a>,
    found: Vec<Load>,
    /// With slots of a day: what each half day of each resource still has.
    halves: Vec<Vec<u16>>,
}

impl<'c, 'a> Loads<'c, 'a> {
    pub fn of(compiled: &'c Compiled<'a>) -> Self {
        let halves = match compiled.backward.per_day() {
            1 => compiled
                .problem
                .resources
                .iter()
                .map(|one| one.capacity.clone())
                .collect(),
            _ => Vec::new(),
        };
        Self {
            compiled,
            found: Vec::new(),
            halves,
        }
    }

    fn push(&mut self, task: u32, demand: usize, lane: u32, slot: Instant, amount: u16) {
        let given = self.compiled.demands(task)[demand].given;
        self.found.push(Load {
            task: self.compiled.tasks[task as usize].index,
            demand: given,
            slot,
            resource: ResourceIndex(lane),
            amount,
        });
    }
}

impl Tell for Loads<'_, '_> {
    fn load(&mut self, task: u32, demand: usize, lane: u32, slot: i32, amount: u16) {
        let begins = self.compiled.instant(slot);
        if self.halves.is_empty() {
            return self.push(task, demand, lane, begins, amount);
        }
        let mut left = amount;
        for half in 0..2 {
            let at = slot as usize * 2 + half;
            let Some(free) = self.halves[lane as usize].get_mut(at) else {
                continue;
            };
            let part = left.min(*free);
            *free -= part;
            left -= part;
            if part > 0 {
                self.push(task, demand, lane, Instant(begins.0 + half as i32), part);
            }
        }
    }
}
