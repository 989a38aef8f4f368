//! Answers: how does the user's own pager show a long answer?
//! Invariant: a program is started by its words, never through a shell; if it cannot start, the answer is printed as it is.
#![expect(
    clippy::disallowed_methods,
    reason = "the only place outside git/ that starts programs"
)]

use super::context::World;
use std::io::Write;
use std::process::{Command, Stdio};

/// What became of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paged {
    Shown,
    /// No pager, or it did not start: the caller prints.
    NotShown,
}

/// Shows a text in `PAGER`, or in `less`.
pub fn pager(text: &str, world: &World) -> Paged {
    let words = world.variable("PAGER").unwrap_or("less");
    let mut words = words.split_whitespace();
    let Some(program) = words.next().filter(|program| *program != "cat") else {
        return Paged::NotShown;
    };
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::piped());
    if world.variable("LESS").is_none() {
        // Quit on one screen, pass colours, leave the text on the screen.
        command.env("LESS", "FRX");
    }
    let Ok(mut child) = command.spawn() else {
        return Paged::NotShown;
    };
    if let Some(mut stdin) = child.stdin.take() {
        // A reader who leaves early has seen enough.
        let _ = stdin.write_all(text.as_bytes());
    }
    let _ = child.wait();
    Paged::Shown
}
