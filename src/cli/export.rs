//! Answers: which facts does the history hold, for other programs to read?
//! Invariant: one line an event, in the order of the official line.

use super::answer::Answer;
use super::context::Context;
use super::export_facts::{self, FactsArgs};
use super::official::{OfficialState, Records};
use crate::report::events::{EventsReport, Wanted};
use crate::report::failure::Failure;
use crate::report::format::Format;
use clap::{Args, Subcommand};

/// Export what the history holds, for other programs
#[derive(Clone, Debug, Args)]
pub struct ExportArgs {
    #[command(subcommand)]
    pub what: ExportWhat,
}

#[derive(Clone, Debug, Subcommand)]
pub enum ExportWhat {
    /// Every stage change of every brief, one line each
    Events(EventsArgs),
    Facts(FactsArgs),
}

#[derive(Clone, Debug, Args)]
pub struct EventsArgs {
    /// Also changes that a merge overrode, marked `superseded`
    #[arg(long)]
    pub all: bool,
}

pub fn run(args: &ExportArgs, context: &Context) -> Result<Answer, Failure> {
    match &args.what {
        ExportWhat::Events(args) => stage_changes(args, context),
        ExportWhat::Facts(args) => export_facts::run(args, context),
    }
}

fn stage_changes(args: &EventsArgs, context: &Context) -> Result<Answer, Failure> {
    let state = OfficialState::read(context, Records::Team)?;
    let told = state.told()?;
    let wanted = if args.all { Wanted::All } else { Wanted::Counted };
    let report = EventsReport::new(Some(&state.studio), &told.history, &told.events, wanted);
    Ok(Answer::new(report, state.today)
        .as_of(state.as_of)
        .prefer(Format::Ndjson))
}
