//! Answers: how early can everything be done with the hours people have, and is one such plan better than another?
//! Invariant: more effort never makes what is short worse, nor does a later launch against the plan for the first one.
//! Source: design, "Too late"; anomalies of priority rules, Graham (1969).

use super::launches::with_launch;
use super::pool::{Asked, Pool};
use super::{Options, Solver};
use crate::model::duration::HalfDays;
use crate::plan::answer::{MarginUse, earliest_launch, state_of};
use crate::plan::expand::{NamedCycle, Question, Scope, expand_pool};
use crate::plan::level::problem::{Direction, Effort, Levelled, Outcome};
use crate::plan::network::Network;
use crate::plan::worktime::WorkTime;

/// Minutes nobody has time for, then half days by which the worst goal is short.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    pub lacking: i32,
    pub short: i32,
}

impl Score {
    /// Of what is asked about.
    pub fn of(pool: &Pool<'_>, early: &Levelled, studio: &WorkTime) -> Self {
        let is_asked = |group: usize| pool.asked[group] == Asked::Yes;
        let tasks = early.tasks.iter().enumerate();
        let lacking = tasks.filter(|(at, task)| task.outcome == Outcome::NoRoom && is_asked(pool.out.tasks[*at].group));
        let minutes = lacking.map(|(at, _)| {
            let seats = pool.crews[at].seats.iter();
            seats.map(|seat| seat.amount).fold(0, i32::saturating_add)
        });
        let goals = pool.out.goals.iter().filter(|goal| is_asked(goal.group));
        let short = goals.filter_map(|goal| {
            let end = early.tasks[goal.last.0 as usize].place?.end;
            Some(state_of(goal, end, studio).short)
        });
        Self {
            lacking: minutes.fold(0, i32::saturating_add),
            short: short.max().unwrap_or(HalfDays(0)).0,
        }
    }
}

impl Solver<'_, '_> {
    /// The earliest plan. A rule of thumb may do worse with more time: where something is late, the plan for the first launch that
    /// the calendars allow is looked at too, for it is the same whatever launch is asked for, and those of a quick search.
    pub(super) fn early(&self, question: &Question<'_>) -> Result<Levelled, NamedCycle> {
        let studio = question.calendars.studio();
        let own = &self.pool.out.network;
        let mut best = self.solve(own, Direction::Forward)?;
        let mut score = Score::of(self.pool, &best, studio);
        if score.short == 0 {
            return Ok(best);
        }
        let quick = Solver {
            pool: self.pool,
            options: Options {
                effort: Effort::Quick,
                ..self.options
            },
        };
        let first = at_first_launch(self.pool, question);
        let mut tries: Vec<(&Solver<'_, '_>, &Network)> = first.iter().map(|first| (self, first)).collect();
        if self.options.effort != Effort::Quick {
            tries.push((&quick, own));
            tries.extend(first.iter().map(|first| (&quick, first)));
        }
        for (solver, network) in tries {
            let other = solver.solve(network, Direction::Forward)?;
            let its = Score::of(self.pool, &other, studio);
            if its < score {
                (best, score) = (other, its);
            }
        }
        Ok(best)
    }
}

/// The network with the limits of the first launch that the calendars alone allow; `None` where nothing depends on the launch, or it
/// moves more than limits.
fn at_first_launch(pool: &Pool<'_>, question: &Question<'_>) -> Option<Network> {
    let Scope::Campaign(campaign) = question.scope else {
        return None;
    };
    let moved = with_launch(campaign, earliest_launch(question, MarginUse::UsedUp)?);
    let out = expand_pool(&Question {
        scope: Scope::Campaign(&moved),
        ..*question
    })
    .ok()?;
    let mut network = pool.out.network.clone();
    let is_same = out.tasks.len() == pool.out.tasks.len() && out.network.links == network.links;
    let mut tasks = out.tasks.iter().zip(&pool.out.tasks);
    if !is_same || tasks.any(|(one, other)| one.name != other.name) {
        return None;
    }
    for (own, first) in network.tasks.iter_mut().zip(&out.network.tasks) {
        if own.not_before != first.not_before || own.actual != first.actual {
            return None;
        }
        own.end_by = first.end_by;
    }
    Some(network)
}
