//! Answers: which command was asked for, and what does it need from the world?
//! Invariant: `context` alone reads clock, randomness and environment; a command is arguments and one short function.

pub mod answer;
pub mod args;
pub mod asset;
mod asset_add;
pub mod at_gate;
pub mod brief;
pub mod brief_edit;
pub mod brief_facts;
mod brief_review;
pub mod calendar;
pub mod campaign;
pub mod campaign_add;
mod campaign_template;
pub mod check;
mod check_range;
pub mod chronicle;
pub mod complete;
pub mod completions;
pub mod context;
pub mod demo;
pub mod diff;
pub mod due;
pub mod explain;
pub mod export;
pub mod export_facts;
pub mod feedback;
mod feedback_source;
mod feedback_write;
mod files_at;
mod folders;
pub mod forecast;
pub mod forecast_backtest;
pub mod forge;
pub mod forge_record;
pub mod forge_rules;
mod gate_past;
pub mod help;
pub mod init;
pub mod kpi;
mod kpi_compared;
mod kpi_since;
mod kpi_tried;
mod landed;
mod leaving;
pub mod man;
pub mod move_brief;
pub mod official;
pub mod open;
pub mod open_request;
pub mod own_fault;
pub mod past;
pub mod past_plans;
mod pending;
pub mod plan;
pub mod plan_diff;
mod plan_people;
pub mod plan_slip;
mod planned;
pub mod prompt;
mod proof_sheets;
pub mod propose;
mod proved;
pub mod random;
mod range_briefs;
mod range_files;
mod range_leaving;
mod range_past;
mod range_studio;
mod range_verdicts;
pub mod reality;
pub mod record_name;
pub mod report;
pub mod report_bottlenecks;
pub mod report_flow;
pub mod report_kpi;
pub mod report_kpi_studios;
pub mod request;
pub mod request_ask;
pub mod request_gates;
pub mod request_new;
pub mod request_record;
pub mod request_source;
pub mod resolve;
pub mod reviewed;
pub mod reviews_given;
pub mod run_program;
pub mod schema;
pub mod share;
mod sign;
pub mod sprint;
pub mod stale;
pub mod standings;
pub mod submit_request;
pub mod sync;
pub mod talk;
pub mod template;
pub mod trail;
mod trail_campaign;
mod trail_read;
pub mod trial;
pub mod undo;
pub mod usage;
pub mod verdict;
mod verdict_words;
pub mod workflow;
pub mod writing;

use crate::render::catalogue::Lang;
use crate::report::exit::Exit;
use crate::report::failure::{DirectoryFault, Failure, Usage};
use args::Cli;
use clap::FromArgMatches;
use context::{Context, World};
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// The whole program: reads the world, runs one command, writes its answer.
pub fn main() -> ExitCode {
    talk::silence_panics();
    let world = World::read();
    let arguments = context::arguments();
    let exit = catch_unwind(AssertUnwindSafe(|| run(&arguments, &world))).unwrap_or_else(|_| {
        talk::bug(&world, world.early_language(&arguments));
        Exit::Bug
    });
    ExitCode::from(exit.code())
}

/// Runs one command line, its program name included.
pub fn run(arguments: &[OsString], world: &World) -> Exit {
    if matches!(arguments, [_, flag] if flag == "--version" || flag == "-V") {
        return talk::version();
    }
    if let Some(exit) = complete::answer(arguments, world) {
        return exit;
    }
    let early = world.early_language(arguments);
    let cli = match parse(arguments, early) {
        Ok(cli) => cli,
        Err(error) => return talk::usage(&error, arguments, world, early),
    };
    if folders::has_lost_folders(arguments, &cli.global) {
        return talk::failure(&Failure::Usage(Usage::Directory(DirectoryFault::Apart)), world, early);
    }
    let context = match Context::new(world, &cli.global) {
        Ok(context) => context,
        Err(failure) => return talk::failure(&failure, world, early),
    };
    match answered(cli, &context) {
        Ok(exit) => exit,
        Err(failure) => talk::failure(&failure, world, context.lang),
    }
}

fn answered(cli: Cli, context: &Context) -> Result<Exit, Failure> {
    if context.directories.len() > 1 && !cli.command.takes_several_studios() {
        return Err(Failure::Usage(Usage::Directory(DirectoryFault::OneStudio)));
    }
    let answer = cli.command.run(context)?;
    answer::deliver(&answer, context)
}

fn parse(arguments: &[OsString], lang: Lang) -> Result<Cli, clap::Error> {
    let command = args::command(lang);
    let matches = command.try_get_matches_from(arguments)?;
    Cli::from_arg_matches(&matches)
}
