//! Answers: how does work flow in, through and out of the studio?
//! Invariant: read from the official branch alone; what is not shared yet is in no figure.

use super::answer::Answer;
use super::context::Context;
use super::official::{OfficialState, Records};
use super::past::PastRecords;
use super::report_kpi::{noted, period, source};
use crate::metrics::flow::{Boundary, flow};
use crate::metrics::subject::Facts;
use crate::report::failure::Failure;
use crate::report::flow::FlowReport;
use crate::trail::ledger::Told;
use clap::Args;

/// How work flows in, through and out: cumulative flow and cycle times
#[derive(Clone, Debug, Default, Args)]
pub struct ReportFlowArgs {
    /// `2026-Q4`, `2026-11`, `2026-W47`, `2026`, `last-90d` or `2026-11-01..2026-11-15`; this quarter when left out
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,

    /// Count from the first stage that is no queue, instead of from the request
    #[arg(long)]
    pub started: bool,
}

pub fn run(args: &ReportFlowArgs, context: &Context) -> Result<Answer, Failure> {
    let state = OfficialState::read(context, Records::All)?;
    let period = period(args.period.as_deref(), state.today)?;
    let Told { history, events: found } = state.told()?;
    let past = PastRecords::new(&state, &history)?;
    let facts = Facts::new(&state.studio, &history, &found, &past, state.today);
    let boundary = if args.started {
        Boundary::Started
    } else {
        Boundary::Requested
    };
    let report = FlowReport::new(&facts, flow(&facts, period, boundary), source(&state));
    let answer = Answer::new(report, state.today)
        .findings(state.findings.clone())
        .as_of(state.as_of.clone());
    Ok(noted(answer, &state, context))
}
