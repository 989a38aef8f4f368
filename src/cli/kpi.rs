//! Answers: which KPIs are there, and how is each defined?
//! Invariant: needs no studio.

use super::answer::Answer;
use super::context::Context;
use super::report_kpi::kpi_ids;
use crate::metrics::kpi::kpi;
use crate::report::failure::Failure;
use crate::report::kpi::KpiDefinitions;
use clap::{Args, Subcommand};

/// The KPIs and their definitions
#[derive(Clone, Debug, Args)]
pub struct KpiArgs {
    #[command(subcommand)]
    pub what: KpiWhat,
}

#[derive(Clone, Debug, Subcommand)]
pub enum KpiWhat {
    /// Every KPI, with its unit
    List,
    /// Formula, unit, population, boundary and what is left out
    Explain(KpiExplainArgs),
}

#[derive(Clone, Debug, Args)]
pub struct KpiExplainArgs {
    /// Its id, such as `approval-time`
    #[arg(value_name = "KPI", value_parser = kpi_ids())]
    pub id: String,
}

pub fn run(args: &KpiArgs, context: &Context) -> Result<Answer, Failure> {
    let report = match &args.what {
        KpiWhat::List => KpiDefinitions::all(),
        KpiWhat::Explain(args) => kpi(&args.id).map_or_else(KpiDefinitions::all, KpiDefinitions::one),
    };
    Ok(Answer::new(report, context.today(chrono_tz::UTC)))
}
