//! Answers: `crops undo`: how is the last write taken back?
//! Invariant: by a new commit, like any other write; what came later is never lost.

use super::answer::Answer;
use super::context::Context;
use super::open::Opened;
use super::writing::{WriteArgs, answer, open_to_write, write};
use crate::report::deed::{Deed, Done, Undone};
use crate::report::failure::Failure;
use crate::store::undo::{Wish, undo};
use clap::Args;

/// Take back what crops wrote last, by a new commit
///
/// Called again, it goes one further back. Refused when later commits changed the same files.
#[derive(Clone, Debug, Args)]
pub struct UndoArgs {
    /// The commit to take back; an undo is taken back in the same way
    pub commit: Option<String>,

    #[command(flatten)]
    pub write: WriteArgs,
}

pub fn run(args: &UndoArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let wish = args.commit.as_deref().map_or(Wish::Last, Wish::Commit);
    let undo = undo(&opened.root, wish)?;
    let opened = Opened {
        as_read: undo.basis,
        ..opened
    };
    let written = write(context, &opened, &undo.change, args.write)?;
    let deed = Deed {
        what: Done::Undone(Undone {
            commit: undo.commit,
            subject: undo.subject,
            files: undo.change.files.iter().map(|file| file.path().to_string()).collect(),
        }),
        written,
        next: Vec::new(),
    };
    Ok(answer(&opened, deed, context))
}
