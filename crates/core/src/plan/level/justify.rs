//! Answers: how much later could a task of a plan be, with everybody's other work where it is?
//! Invariant: whoever does a task goes on doing it, nothing comes earlier, and what cannot come later stays as it was.
//! Source: right justification, Wiest (1964); Valls, Ballestín & Quintanilla (2005).

use super::compiled::{Compiled, Kind, NOWHERE};
use super::decode::{Decoder, Tell};
use super::outcome;
use super::problem::{Direction, Levelled, Outcome, Problem};
use crate::plan::network::{Placement, TaskIndex};
use crate::plan::order::Cycle;

/// Each pass lets tasks use what others have left; a plan settles after two or three.
const MOST_PASSES: usize = 4;

/// The plan with every task as late as links, limits and the time of those who do it allow, the last ones first.
/// What neither a limit nor a successor pulls stays.
///
/// # Errors
/// A [`Cycle`] when tasks wait for each other.
pub fn justified(problem: &Problem<'_>, levelled: &Levelled) -> Result<Levelled, Cycle> {
    let problem = as_staffed(problem, levelled);
    let compiled = Compiled::of(&problem)?;
    let mut decoder = Decoder::of(&compiled);
    let mut plan = Standing::of(&mut decoder, levelled);
    for _ in 0..MOST_PASSES {
        if !plan.pass() {
            break;
        }
    }
    Ok(plan.told(levelled))
}

/// Where each task could be at the latest if it alone were moved, in the order of the network. `None`: it is over, or
/// neither a limit nor a successor pulls it.
///
/// # Errors
/// A [`Cycle`] when tasks wait for each other.
pub fn latest_alone(problem: &Problem<'_>, levelled: &Levelled) -> Result<Vec<Option<Placement>>, Cycle> {
    let problem = as_staffed(problem, levelled);
    let compiled = Compiled::of(&problem)?;
    let mut decoder = Decoder::of(&compiled);
    let mut plan = Standing::of(&mut decoder, levelled);
    let mut found = vec![None; levelled.tasks.len()];
    for task in (0..compiled.tasks.len() as u32).filter(|task| compiled.is_pulled(*task)) {
        let index = compiled.tasks[task as usize].index.0 as usize;
        found[index] = match plan.later(task) {
            Some(later) => Some(Placement {
                start: compiled.instant(later.start),
                end: compiled.instant(later.end),
            }),
            None => levelled.tasks[index].place,
        };
    }
    Ok(found)
}

/// The problem in which nobody else may do what somebody does, and nobody does what nobody does.
fn as_staffed<'a>(problem: &Problem<'a>, levelled: &Levelled) -> Problem<'a> {
    let mut problem = problem.clone();
    for (work, done) in problem.works.iter_mut().zip(&levelled.tasks) {
        if done.outcome != Outcome::Placed {
            work.demands.clear();
            continue;
        }
        let asked = work.demands.iter_mut().filter(|demand| demand.amount > 0);
        for (demand, doer) in asked.zip(&done.doers) {
            demand.any_of = vec![*doer];
        }
    }
    problem
}

/// A place of a task and what it takes there.
#[derive(Clone, Default)]
struct Stand {
    start: i32,
    end: i32,
    taken: Vec<Taken>,
}

#[derive(Clone, Copy)]
struct Taken {
    demand: usize,
    lane: u32,
    slot: i32,
    amount: u16,
}

impl Tell for Vec<Taken> {
    fn load(&mut self, _: u32, demand: usize, lane: u32, slot: i32, amount: u16) {
        self.push(Taken {
            demand,
            lane,
            slot,
            amount,
        });
    }
}

/// A plan in which single tasks are taken out and put elsewhere.
struct Standing<'d, 'c, 'a> {
    decoder: &'d mut Decoder<'c, 'a>,
    stands: Vec<Stand>,
}

impl<'d, 'c, 'a> Standing<'d, 'c, 'a> {
    fn of(decoder: &'d mut Decoder<'c, 'a>, levelled: &Levelled) -> Self {
        let compiled = decoder.compiled;
        let mut plan = Self {
            decoder,
            stands: vec![Stand::default(); compiled.tasks.len()],
        };
        for task in 0..compiled.tasks.len() as u32 {
            let stand = stand(compiled, levelled, task);
            plan.put(task, stand);
        }
        plan
    }

    /// Every task as late as it can be, the last ones first. Whether any moved.
    fn pass(&mut self) -> bool {
        let compiled = self.decoder.compiled;
        let mut order: Vec<u32> = (0..self.stands.len() as u32).collect();
        let nearest = |task: &u32| {
            (
                self.stands[*task as usize].end,
                self.stands[*task as usize].start,
                *task,
            )
        };
        order.sort_by_key(|task| std::cmp::Reverse(nearest(task)));
        let mut moved = false;
        for task in order.into_iter().filter(|task| compiled.is_pulled(*task)) {
            if let Some(later) = self.later(task) {
                self.lift(task);
                self.put(task, later);
                moved = true;
            }
        }
        moved
    }

    /// The latest place of a task beside all others, where it is later than its own. Everything stands as before.
    fn later(&mut self, task: u32) -> Option<Stand> {
        let old = self.lift(task);
        let mut taken: Vec<Taken> = Vec::new();
        self.decoder.place(task, Direction::Backward, &mut taken);
        self.decoder.give_back(
            taken.iter().map(|one| (one.lane, one.slot, one.amount)),
            Direction::Backward,
        );
        let places = &self.decoder.schedule;
        let new = Stand {
            start: places.start[task as usize],
            end: places.end[task as usize],
            taken,
        };
        let is_staffed = new.taken.is_empty() == old.taken.is_empty();
        let is_later = new.start >= old.start && new.end >= old.end && (new.start, new.end) != (old.start, old.end);
        let found = (is_staffed && is_later && old.start != NOWHERE).then_some(new);
        self.put(task, old);
        found
    }

    /// Takes a task out, with all it takes of others.
    fn lift(&mut self, task: u32) -> Stand {
        let stand = std::mem::take(&mut self.stands[task as usize]);
        let taken = stand.taken.iter().map(|one| (one.lane, one.slot, one.amount));
        self.decoder.give_back(taken, Direction::Backward);
        stand
    }

    fn put(&mut self, task: u32, stand: Stand) {
        let demands = stand
            .taken
            .iter()
            .map(|one| (one.demand, one.lane, one.slot, one.amount));
        self.decoder.put(task, (stand.start, stand.end), demands);
        self.stands[task as usize] = stand;
    }

    fn told(&mut self, before: &Levelled) -> Levelled {
        let mut loads = outcome::Loads::of(self.decoder.compiled);
        for (task, stand) in (0..).zip(&self.stands) {
            for one in &stand.taken {
                loads.load(task, one.demand, one.lane, one.slot, one.amount);
            }
        }
        let mut levelled = outcome::told(self.decoder, loads);
        for (task, before) in levelled.tasks.iter_mut().zip(&before.tasks) {
            task.outcome = before.outcome;
        }
        levelled
    }
}

/// Where a task of a plan stands, in slots.
fn stand(compiled: &Compiled<'_>, levelled: &Levelled, task: u32) -> Stand {
    let own = &compiled.tasks[task as usize];
    let done = &levelled.tasks[own.index.0 as usize];
    let (start, end) = match done.place.filter(|_| own.kind != Kind::Done) {
        Some(place) => (compiled.slot_before(place.start), compiled.slot_before(place.end)),
        None => (NOWHERE, NOWHERE),
    };
    let mut taken: Vec<Taken> = Vec::new();
    for load in levelled.loads_of(TaskIndex(own.index.0)) {
        let mut demands = compiled.demands(task).iter();
        let Some(demand) = demands.position(|demand| demand.given == load.demand) else {
            continue;
        };
        let slot = compiled.slot_before(load.slot);
        match taken
            .last_mut()
            .filter(|last| (last.demand, last.slot) == (demand, slot))
        {
            // The other half of a whole day.
            Some(last) => last.amount = last.amount.saturating_add(load.amount),
            None => taken.push(Taken {
                demand,
                lane: load.resource.0,
                slot,
                amount: load.amount,
            }),
        }
    }
    Stand { start, end, taken }
}
