//! Answers: which report is asked for?
//! Invariant: one line a report; each has a file of its own.

use super::answer::Answer;
use super::context::Context;
use super::report_bottlenecks::{self, ReportBottlenecksArgs};
use super::report_flow::{self, ReportFlowArgs};
use super::report_kpi::{self, ReportKpiArgs};
use crate::report::failure::Failure;
use clap::{Args, Subcommand};

/// Reports on how the work goes
#[derive(Clone, Debug, Args)]
pub struct ReportArgs {
    #[command(subcommand)]
    pub report: Report,
}

#[derive(Clone, Debug, Subcommand)]
pub enum Report {
    Kpi(ReportKpiArgs),
    Bottlenecks(ReportBottlenecksArgs),
    Flow(ReportFlowArgs),
}

pub fn run(args: &ReportArgs, context: &Context) -> Result<Answer, Failure> {
    match &args.report {
        Report::Bottlenecks(args) => report_bottlenecks::run(args, context),
        Report::Flow(args) => report_flow::run(args, context),
        Report::Kpi(args) => report_kpi::run(args, context),
    }
}
