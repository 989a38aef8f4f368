//! Answers: how does the user’s own pager show a long answer, and their editor change a text?
//! Invariant: a program is started by its words, never through a shell; if it cannot start, the answer is printed as it is.
#![expect(
    clippy::disallowed_methods,
    reason = "the only place outside git/ that starts programs"
)]

use super::context::World;
use crate::report::failure::Failure;
use crate::store::input::read_given;
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

/// What became of a text in an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edited {
    Saved(String),
    /// The editor did not start, failed, or left no text.
    Left,
}

/// Opens a copy of a text in `VISUAL`, `EDITOR` or `vi`.
///
/// # Errors
/// When the copy cannot be written or read.
pub fn editor(text: &str, world: &World) -> Result<Edited, Failure> {
    let system = |error: &std::io::Error| Failure::System {
        detail: error.to_string(),
    };
    let mut copy = tempfile::Builder::new()
        .prefix("crops-")
        .suffix(".yml")
        .tempfile()
        .map_err(|error| system(&error))?;
    copy.write_all(text.as_bytes()).map_err(|error| system(&error))?;
    copy.flush().map_err(|error| system(&error))?;
    let words = world.variable("VISUAL").or(world.variable("EDITOR")).unwrap_or("vi");
    let mut words = words.split_whitespace();
    let Some(program) = words.next() else {
        return Ok(Edited::Left);
    };
    let status = Command::new(program).args(words).arg(copy.path()).status();
    if !status.is_ok_and(|status| status.success()) {
        return Ok(Edited::Left);
    }
    // Editors may put a new file in the place of the old one: it is read by its name.
    let bytes = read_given(copy.path()).map_err(|error| system(&error))?;
    Ok(String::from_utf8(bytes).map_or(Edited::Left, Edited::Saved))
}
