//! Answers: how does the user’s own pager show a long answer, and their editor change a text?
//! Invariant: a program is started by its words, never through a shell; if it cannot start, the answer is printed as it is.
#![expect(
    clippy::disallowed_methods,
    reason = "the only place outside git/ that starts programs"
)]

use super::context::World;
use crate::report::failure::{DiskAction, DiskReason, EditorFault, Failure};
use crate::store::input::read_given;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::NamedTempFile;

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
    let mut words = words_of(words).into_iter();
    let Some(program) = words.next().filter(|program| program != "cat") else {
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

/// A text in a file of its own, for an editor; taken away with this value unless it is kept.
pub struct TextCopy(NamedTempFile);

impl TextCopy {
    /// # Errors
    /// When it cannot be written.
    pub fn new(text: &str) -> Result<Self, Failure> {
        let made = tempfile::Builder::new().prefix("crops-").suffix(".yml").tempfile();
        let mut copy = made.map_err(|error| system(&error))?;
        copy.write_all(text.as_bytes())
            .and_then(|()| copy.flush())
            .map_err(|error| system(&error))?;
        Ok(Self(copy))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// What it holds now. Editors may put a new file in the place of the old one: it is read by its name.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn bytes(&self) -> Result<Vec<u8>, Failure> {
        read_given(self.path()).map_err(|error| Failure::disk(self.path().display(), DiskAction::Read, &error))
    }

    /// Leaves the file where it is.
    pub fn keep(self) -> String {
        let path = self.path().display().to_string();
        // Kept or not, its name is all there is to tell.
        let _ = self.0.into_temp_path().keep();
        path
    }
}

fn system(error: &std::io::Error) -> Failure {
    Failure::System {
        detail: error.to_string(),
    }
}

/// Opens a copy of a text in `VISUAL`, `EDITOR` or `vi`, and waits.
///
/// # Errors
/// When the editor does not start or says that it failed.
pub fn editor(copy: &TextCopy, world: &World) -> Result<(), Failure> {
    let told = world.variable("VISUAL").or(world.variable("EDITOR"));
    let mut words = words_of(told.unwrap_or_default()).into_iter();
    let program = words.next().unwrap_or_else(|| "vi".to_owned());
    let fault = match Command::new(&program).args(words).arg(copy.path()).status() {
        Ok(status) if status.success() => return Ok(()),
        Ok(_) => EditorFault::Failed { program },
        Err(error) => EditorFault::NotStarted {
            program,
            reason: DiskReason::of(&error),
        },
    };
    Err(Failure::Editor(fault))
}

/// Words as a shell would split them, quotes and all; at spaces where a quote is left open.
fn words_of(text: &str) -> Vec<String> {
    shlex::split(text).unwrap_or_else(|| text.split_whitespace().map(str::to_owned).collect())
}
