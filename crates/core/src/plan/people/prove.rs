//! Answers: is it proven that a plan with people cannot be later, or, made forward, earlier?
//! Invariant: said only of plans that keep their days and leave nobody's work undone; a better plan found on the way is shown instead.
//! Source: design, "People"; `docs/decisions/0023-optional-proof.md`.

use super::pool::Makers;
use super::{PeoplePlan, PlacedAs, Solver, assembled};
use crate::plan::expand::{NamedCycle, Question};
use crate::plan::level::problem::{Direction, Outcome};
use crate::plan::level::proof::{Claim, Found, Proof, Unfit, Verdict};
use crate::plan::level::prove::{Part, Tried, plan_by, prove};
use crate::plan::network::Actual;
use crate::plan::order::Order;
use crate::plan::passes::late_pass;
use crate::plan::task::{Limit, LimitKind};

/// Better plans are looked for so many times at most.
const MOST_ROUNDS: usize = 12;

/// The plan, or a better one that was found, and what is proven of it within so many steps of the solver each time.
///
/// # Errors
/// When tasks wait for each other.
pub fn proven<'a>(
    question: &Question<'a>,
    mut plan: PeoplePlan<'a>,
    limit: u32,
) -> Result<(PeoplePlan<'a>, Proof), NamedCycle> {
    let mut proof = Proof {
        claim: None,
        verdict: Verdict::NotTried(Unfit::Nothing),
        limit,
        found: Found::Same,
    };
    for _ in 0..MOST_ROUNDS {
        let parts = match parts(&plan) {
            Ok(parts) => parts,
            Err(unfit) => {
                proof.verdict = Verdict::NotTried(unfit);
                break;
            }
        };
        proof.claim = claim(&plan, &parts);
        let Some(claim) = proof.claim else { break };
        let problem = plan.pool.problem(&plan.pool.out.network);
        let tried = prove(&problem, &plan.shown, &parts, claim, limit).map_err(|_| NamedCycle { chain: Vec::new() })?;
        proof.verdict = tried.verdict;
        let Some(better) = better(question, &plan, &parts, claim, &tried)? else {
            break;
        };
        plan = better;
        proof.found = Found::Better;
    }
    Ok((plan, proof))
}

/// What each task is to the claim. What is booked for a day is left out: it is where it is.
fn parts(plan: &PeoplePlan<'_>) -> Result<Vec<Part>, Unfit> {
    let out = &plan.pool.out;
    let is_forward = match (plan.options.direction, plan.placed) {
        (Direction::Forward, _) => true,
        (Direction::Backward, PlacedAs::Late) => false,
        (Direction::Backward, PlacedAs::LateForFirstDay | PlacedAs::Early) => return Err(Unfit::NotKept),
    };
    let late = match Order::of(&out.network) {
        Ok(order) => late_pass(&out.network, &order, None),
        Err(_) => return Err(Unfit::Nothing),
    };
    let is_booked = |limit: &Limit| matches!(limit.kind, LimitKind::FixedStart(_));
    let mut parts = Vec::with_capacity(late.len());
    for (at, task) in plan.shown.tasks.iter().enumerate() {
        let is_asked = plan.is_asked(out.tasks[at].group);
        if is_asked && matches!(task.outcome, Outcome::NoRoom | Outcome::NeverOpen) {
            return Err(Unfit::NotKept);
        }
        let is_free = task.outcome == Outcome::Placed && !out.tasks[at].limits.iter().any(is_booked);
        let is_pulled = is_forward || late[at].is_some();
        parts.push(match (is_free && is_pulled, is_asked) {
            (false, _) => Part::Left,
            (true, false) if is_forward => Part::Left,
            (true, false) => Part::Competes,
            // What has begun cannot begin later.
            (true, true) if !is_forward && out.network.tasks[at].actual != Actual::Planned => Part::Competes,
            (true, true) => Part::Asked,
        });
    }
    Ok(parts)
}

/// `None`: there is nothing to say it of.
fn claim(plan: &PeoplePlan<'_>, parts: &[Part]) -> Option<Claim> {
    let asked = (0..parts.len()).filter(|at| parts[*at] == Part::Asked);
    let places = asked.filter(|at| plan.pool.out.network.tasks[*at].duration > 0);
    let places = places.filter_map(|at| plan.shown.tasks[at].place);
    match plan.options.direction {
        Direction::Backward => places.map(|place| place.start).min().map(Claim::LatestStart),
        Direction::Forward => places.map(|place| place.end).max().map(Claim::EarliestEnd),
    }
}

/// The plan made in the order that the solver found, when it is one that people can do and a better one.
fn better<'a>(
    question: &Question<'a>,
    plan: &PeoplePlan<'a>,
    parts: &[Part],
    claimed: Claim,
    tried: &Tried,
) -> Result<Option<PeoplePlan<'a>>, NamedCycle> {
    let is_whole = plan.shown.tasks.iter().all(|task| task.outcome != Outcome::NoRoom);
    if tried.starts.is_empty() || !is_whole {
        return Ok(None);
    }
    let solver = Solver {
        pool: &plan.pool,
        options: plan.options,
    };
    let network = match plan.options.direction {
        Direction::Backward => solver.booked(&plan.early),
        Direction::Forward => plan.pool.out.network.clone(),
    };
    let problem = plan.pool.problem(&network);
    let made = plan_by(&problem, &plan.shown, &tried.starts, plan.options.direction);
    let made = made.map_err(|_| NamedCycle { chain: Vec::new() })?;
    let is_broken = solver.broken(&network, &made, &plan.early).contains(&true);
    if is_broken || plan.pool.clone().without_makers(&made, Makers::Chosen) {
        return Ok(None);
    }
    let early = match plan.options.direction {
        Direction::Backward => plan.early.clone(),
        Direction::Forward => made.clone(),
    };
    let made = solver.with_undated(made)?;
    let found = assembled(question, plan.options, plan.pool.clone(), (early, made, plan.placed));
    let is_better = match (claim(&found, parts), claimed) {
        (Some(Claim::LatestStart(new)), Claim::LatestStart(old)) => new > old,
        (Some(Claim::EarliestEnd(new)), Claim::EarliestEnd(old)) => new < old,
        _ => false,
    };
    Ok(is_better.then_some(found))
}
