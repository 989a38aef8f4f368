//! Answers: how early could each task be over, had everybody nothing else to do?
//! Invariant: links, limits, calendars and everybody's own hours hold; nobody's time is used up, so sharing it wins nothing.
//! Source: the relaxation in which capacity is not used up, Kolisch & Hartmann (2006).

use super::compiled::Compiled;
use super::decode::{Decoder, Tell};
use super::outcome::{self, Loads};
use super::problem::{Direction, Levelled, Problem};
use crate::plan::order::Cycle;

/// The earliest place of each task by itself, without loads; what it waits for is as early as that too.
///
/// # Errors
/// A [`Cycle`] when tasks wait for each other.
pub fn alone(problem: &Problem<'_>) -> Result<Levelled, Cycle> {
    let compiled = Compiled::of(problem)?;
    let mut decoder = Decoder::of(&compiled);
    decoder.clear(Direction::Forward);
    let mut taken = Taken::default();
    for task in 0..compiled.tasks.len() as u32 {
        decoder.place(task, Direction::Forward, &mut taken);
        decoder.give_back(taken.0.drain(..), Direction::Forward);
    }
    Ok(outcome::told(&decoder, Loads::of(&compiled)))
}

/// Lane, slot and amount.
#[derive(Default)]
struct Taken(Vec<(u32, i32, u16)>);

impl Tell for Taken {
    fn load(&mut self, _: u32, _: usize, lane: u32, slot: i32, amount: u16) {
        self.0.push((lane, slot, amount));
    }
}
