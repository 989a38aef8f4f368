//! Answers: when does each task go when people have only so many hours, and who does it?
//! Invariant: nobody has more than they can do on any half day; links, limits and calendars hold; same question, same plan.
//! Source: Kolisch & Hartmann (2006), resource-constrained project scheduling; `docs/planning.md`.

pub mod alone;
mod compiled;
mod cost;
mod decode;
mod dice;
pub mod justify;
mod lanes;
mod outcome;
pub mod overload;
mod priority;
pub mod problem;
pub mod proof;
#[cfg(feature = "prove")]
pub mod prove;
mod room;
mod search;
pub mod why;

use super::order::Cycle;
use compiled::Compiled;
use cost::Aim;
use decode::Decoder;
use problem::{Ask, Levelled, Problem};

/// Places every task and says who does it: every group near its goal, and every task.
///
/// # Errors
/// A [`Cycle`] when tasks wait for each other.
pub fn level(problem: &Problem<'_>, ask: Ask) -> Result<Levelled, Cycle> {
    search_for(problem, ask, Aim::Near)
}

/// The same search, for groups that take as little time as can be found, however their tasks lie within it.
///
/// # Errors
/// A [`Cycle`] when tasks wait for each other.
pub fn shorten(problem: &Problem<'_>, ask: Ask) -> Result<Levelled, Cycle> {
    search_for(problem, ask, Aim::Short)
}

fn search_for(problem: &Problem<'_>, ask: Ask, aim: Aim) -> Result<Levelled, Cycle> {
    let compiled = Compiled::of(problem)?;
    let mut decoder = Decoder::of(&compiled);
    let found = search::Search::of(&mut decoder, ask, aim).run();
    decoder.edges.fill(compiled::NOWHERE);
    let order = match found {
        Some(found) => {
            if !found.wishes.is_empty() {
                decoder.wishes.copy_from_slice(&found.wishes);
            }
            found.order
        }
        None => Vec::new(),
    };
    Ok(outcome::of(&mut decoder, &order, ask.direction))
}
