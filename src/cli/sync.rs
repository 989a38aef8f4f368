//! Answers: `crops sync`: is everybody's work here, and mine with everybody?
//! Invariant: each commit made here keeps its times; never a merge; a refusal changes nothing.
//! Source: design, "How a team works".

use super::answer::Answer;
use super::context::Context;
use super::share::{Out, Shared, Sharing};
use super::writing::open_to_write;
use crate::git::bring::Step;
use crate::model::studio::Flow;
use crate::report::failure::Failure;
use clap::Args;

/// Fetch what others did, put your own commits after it, and share them
///
/// Your commits keep their times and messages. Records that others changed too are edited again, field by field. Where
/// two people changed the same field, or the official version no longer allows a move, nothing changes and you are told.
/// With `flow: pull-request` nothing is sent: see `crops propose`.
#[derive(Clone, Debug, Args)]
pub struct SyncArgs {
    /// Leave a commit of yours out; it stays reachable by its id
    #[arg(long, value_name = "COMMIT")]
    pub without: Vec<String>,

    /// Fetch, say what would come and go, and move nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

pub fn run(args: &SyncArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let shared = Shared::open(context, &opened)?;
    let report = shared.sync(&Sharing {
        without: &args.without,
        step: if args.dry_run { Step::Try } else { Step::Do },
        out: match opened.studio.settings.flow {
            Flow::Direct => Out::Push,
            Flow::PullRequest => Out::Keep,
        },
    })?;
    Ok(Answer::new(report, opened.today))
}
