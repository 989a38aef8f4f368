//! Answers: how early can everything be done with the hours people have, and is one such plan better than another?
//! Invariant: more effort never makes what is short worse, nor does a later launch against the plan in haste.
//! Source: design, "Too late"; anomalies of priority rules, Graham (1969).

use super::pool::{Asked, Pool};
use super::{Options, Solver};
use crate::model::duration::HalfDays;
use crate::plan::answer::state_of;
use crate::plan::expand::{NamedCycle, Question};
use crate::plan::level::alone::alone;
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
    /// The earliest plan. A rule of thumb may do worse with more time: where something is late, a plan in haste is looked at too,
    /// for it is the same whatever launch is asked for, and those of a quick search; unless nobody could be earlier who had all
    /// their time for each task alone.
    pub(super) fn early(&self, question: &Question<'_>) -> Result<Levelled, NamedCycle> {
        let studio = question.calendars.studio();
        let own = &self.pool.out.network;
        let mut best = self.solve(own, Direction::Forward)?;
        let mut score = Score::of(self.pool, &best, studio);
        if score.short == 0 {
            return Ok(best);
        }
        let alone = alone(&self.pool.problem(own)).map_err(|_| NamedCycle { chain: Vec::new() })?;
        let bound = Score::of(self.pool, &alone, studio);
        let haste = in_haste(self.pool, &alone);
        let quick = Solver {
            pool: self.pool,
            options: Options {
                effort: Effort::Quick,
                ..self.options
            },
        };
        let mut tries: Vec<(&Solver<'_, '_>, &Network)> = Vec::new();
        if self.options.effort != Effort::Quick {
            tries.extend([(&quick, own), (&quick, &haste)]);
        }
        tries.push((self, &haste));
        for (solver, network) in tries {
            if score <= bound {
                break;
            }
            let other = solver.solve(network, Direction::Forward)?;
            let its = Score::of(self.pool, &other, studio);
            if its < score {
                (best, score) = (other, its);
            }
        }
        Ok(best)
    }
}

/// The network in which all that is asked about should be over as early as those who do it could have it over alone.
fn in_haste(pool: &Pool<'_>, alone: &Levelled) -> Network {
    let mut network = pool.out.network.clone();
    for (at, task) in network.tasks.iter_mut().enumerate() {
        let is_asked = pool.asked[pool.out.tasks[at].group] == Asked::Yes;
        if let (true, Some(_), Some(place)) = (is_asked, task.end_by, alone.tasks[at].place) {
            task.end_by = Some(place.end);
        }
    }
    network
}
