//! Answers: what does a command line say?
//! Invariant: one enum of commands, one line each; the doc comments are the English help.

use super::answer::Answer;
use super::context::{Context, Talk};
use super::usage::one_of;
use super::{
    asset, brief, calendar, campaign, check, completions, demo, diff, due, explain, export, feedback, forecast, forge,
    init, kpi, man, move_brief, plan, propose, report, request, resolve, schema, sprint, sync, template, trail, undo,
    verdict, workflow,
};
use crate::model::Day;
use crate::render::catalogue::{LANGS, Lang};
use crate::report::failure::Failure;
use crate::report::format::{FORMATS, Format};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Creative operations in a git repository: briefs, backward plans, approvals and KPIs.
#[derive(Debug, Parser)]
#[command(name = "crops", version, propagate_version = false, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    pub global: GlobalArgs,

    #[command(subcommand)]
    pub command: Command,
}

/// Flags that every command takes.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Global options")]
pub struct GlobalArgs {
    /// Look for the studio here instead of in the current folder; `report kpi` takes several
    #[arg(short = 'C', long = "directory", value_name = "DIR", global = true)]
    pub directory: Vec<PathBuf>,

    /// Answer as the studio was: a revision (`main~5`) or the end of a day (`2026-11-02`)
    #[arg(long, value_name = "REV|DATE", global = true)]
    pub as_of: Option<String>,

    /// Take this day for today
    #[arg(long, value_name = "DATE", global = true)]
    pub today: Option<Day>,

    /// Language of the answer
    #[arg(long, value_name = "LANG", value_parser = one_of(&LANGS, Lang::code), global = true)]
    pub lang: Option<Lang>,

    /// Form of the answer
    #[arg(long, value_name = "FORMAT", value_parser = one_of(&FORMATS, Format::name), global = true)]
    pub format: Option<Format>,

    /// Write the answer to a file; its ending picks the format
    #[arg(short, long, value_name = "FILE", global = true)]
    pub output: Option<PathBuf>,

    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: ColorWish,

    /// Say nothing beside the answer
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Say more about how the answer was found
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

impl GlobalArgs {
    pub const fn talk(&self) -> Talk {
        match (self.quiet, self.verbose) {
            (true, _) => Talk::Quiet,
            (false, true) => Talk::Verbose,
            (false, false) => Talk::Normal,
        }
    }
}

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWish {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Also in a pipe
    Always,
    /// Nowhere
    Never,
}

/// One line a command: its own file holds the arguments and one short function.
#[derive(Debug, Subcommand)]
pub enum Command {
    Demo(demo::DemoArgs),
    Init(init::InitArgs),
    Check(check::CheckArgs),
    Completions(completions::CompletionsArgs),
    Explain(explain::ExplainArgs),
    Export(export::ExportArgs),
    Kpi(kpi::KpiArgs),
    Man(man::ManArgs),
    Schema(schema::SchemaArgs),
    Brief(Box<brief::BriefArgs>),
    Calendar(calendar::CalendarArgs),
    Campaign(Box<campaign::CampaignArgs>),
    Move(move_brief::MoveArgs),
    Submit(verdict::SubmitArgs),
    Approve(verdict::ApproveArgs),
    Reject(verdict::RejectArgs),
    Revoke(verdict::RevokeArgs),
    Abstain(verdict::AbstainArgs),
    Feedback(feedback::FeedbackArgs),
    Asset(asset::AssetArgs),
    Template(template::TemplateArgs),
    Request(request::RequestArgs),
    Report(report::ReportArgs),
    Plan(plan::PlanArgs),
    Sprint(sprint::SprintArgs),
    Forecast(forecast::ForecastArgs),
    Forge(Box<forge::ForgeArgs>),
    Due(due::DueArgs),
    Workflow(workflow::WorkflowArgs),
    Trail(trail::TrailArgs),
    Diff(diff::DiffArgs),
    Sync(sync::SyncArgs),
    Propose(propose::ProposeArgs),
    Resolve(resolve::ResolveArgs),
    Undo(undo::UndoArgs),
}

impl Command {
    /// Whether `-C` may be repeated.
    pub const fn takes_several_studios(&self) -> bool {
        matches!(
            self,
            Self::Report(report::ReportArgs {
                report: report::Report::Kpi(_)
            })
        )
    }

    pub fn run(self, context: &Context) -> Result<Answer, Failure> {
        match self {
            Self::Demo(args) => demo::run(&args, context),
            Self::Init(args) => init::run(&args, context),
            Self::Check(args) => check::run(&args, context),
            Self::Explain(args) => explain::run(&args, context),
            Self::Schema(args) => schema::run(&args, context),
            Self::Completions(args) => completions::run(&args, context),
            Self::Export(args) => export::run(&args, context),
            Self::Kpi(args) => kpi::run(&args, context),
            Self::Man(args) => man::run(&args, context),
            Self::Brief(args) => brief::run(&args, context),
            Self::Calendar(args) => calendar::run(&args, context),
            Self::Campaign(args) => campaign::run(&args, context),
            Self::Move(args) => move_brief::run(&args, context),
            Self::Submit(args) => verdict::submit(&args, context),
            Self::Approve(args) => verdict::approve(&args, context),
            Self::Reject(args) => verdict::reject(&args, context),
            Self::Revoke(args) => verdict::revoke(&args, context),
            Self::Abstain(args) => verdict::abstain(&args, context),
            Self::Feedback(args) => feedback::run(&args, context),
            Self::Asset(args) => asset::run(&args, context),
            Self::Template(args) => template::run(&args, context),
            Self::Request(args) => request::run(&args, context),
            Self::Report(args) => report::run(&args, context),
            Self::Sprint(args) => sprint::run(&args, context),
            Self::Plan(args) => plan::run(&args, context),
            Self::Forecast(args) => forecast::run(&args, context),
            Self::Forge(args) => forge::run(&args, context),
            Self::Diff(args) => diff::run(&args, context),
            Self::Due(args) => due::run(&args, context),
            Self::Resolve(args) => resolve::run(&args, context),
            Self::Workflow(args) => workflow::run(&args, context),
            Self::Sync(args) => sync::run(&args, context),
            Self::Propose(args) => propose::run(&args, context),
            Self::Trail(args) => trail::run(&args, context),
            Self::Undo(args) => undo::run(&args, context),
        }
    }
}

/// The command line's grammar, with its help in a language.
pub fn command(lang: Lang) -> clap::Command {
    super::help::in_language(Cli::command(), lang)
}
