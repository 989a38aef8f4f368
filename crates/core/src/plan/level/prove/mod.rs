//! Answers: can any plan do better than this one?
//! Invariant: only what every plan must keep is asked of a better one, so what is impossible here is impossible; bounded by
//! steps, never by time.
//! Source: destructive lower bounds, Klein & Scholl (1999); the solver: lazy clause generation, Ohrimenko et al. (2009).

mod hours;
mod model;
mod solver;

#[cfg(test)]
mod tests;

use super::compiled::Compiled;
use super::decode::Decoder;
use super::outcome;
use super::priority::Order;
use super::problem::{Direction, Levelled, Problem};
use super::proof::{Bound, Claim, Open, Unfit, Verdict};
use crate::plan::order::Cycle;
use model::Model;
use solver::Search;

/// What a task is to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The claim is about it.
    Asked,
    /// It only takes time of the same people.
    Competes,
    /// It is left out: a better plan may do without it.
    Left,
}

/// A verdict, and where a solver that found room for something better would start each task of the network.
pub struct Tried {
    pub verdict: Verdict,
    /// Empty when nothing was found; [`None`] for what was left out.
    pub starts: Vec<Option<i32>>,
}

impl From<Verdict> for Tried {
    fn from(verdict: Verdict) -> Self {
        Self {
            verdict,
            starts: Vec::new(),
        }
    }
}

/// Whether the claim can be proven within so many steps of the solver. `plan` is the plan of which it is made; `parts` as its tasks.
///
/// # Errors
/// A [`Cycle`] when tasks wait for each other.
pub fn prove(problem: &Problem<'_>, plan: &Levelled, parts: &[Part], claim: Claim, limit: u32) -> Result<Tried, Cycle> {
    let Some(mut model) = Model::of(problem, plan, parts, claim)? else {
        return Ok(Verdict::NotTried(Unfit::TooLarge).into());
    };
    // A model that the plan itself does not fit is none of its problem.
    if !model.tighten() || !model.admits(plan) || hours::are_missing(&model) {
        return Ok(Verdict::NotTried(Unfit::NotModelled).into());
    }
    model.suppose_better(parts, claim);
    if !model.tighten() {
        return Ok(Verdict::Proven(Bound::Chain).into());
    }
    if hours::are_missing(&model) {
        return Ok(Verdict::Proven(Bound::Hours).into());
    }
    Ok(match solver::search(&model, limit) {
        Search::Impossible => Verdict::Proven(Bound::Search).into(),
        Search::Stopped => Verdict::NotProven(Open::Steps).into(),
        Search::Found(starts) => Tried {
            verdict: Verdict::NotProven(Open::Looser),
            starts: model.by_task(&starts, plan.tasks.len()),
        },
    })
}

/// A plan made in the order of these starts; what has none goes where the given plan has it.
///
/// # Errors
/// A [`Cycle`] when tasks wait for each other.
pub fn plan_by(
    problem: &Problem<'_>,
    plan: &Levelled,
    starts: &[Option<i32>],
    direction: Direction,
) -> Result<Levelled, Cycle> {
    let compiled = Compiled::of(problem)?;
    let mut decoder = Decoder::of(&compiled);
    let key = |task: &super::compiled::CompiledTask| {
        let at = task.index.0 as usize;
        let place = plan.tasks[at].place.map(|place| compiled.slot_before(place.start));
        starts.get(at).copied().flatten().or(place).unwrap_or_default()
    };
    let mut keys: Vec<i32> = compiled.tasks.iter().map(key).collect();
    let mut order = Order::default();
    order.sort(&compiled, &mut keys, direction);
    Ok(outcome::of(&mut decoder, &order.tasks, direction))
}
