//! Answers: where do time and rework go, which briefs cost most, and what grows old?
//! Invariant: read from the official branch alone; what is not shared yet is in no figure.

use super::answer::Answer;
use super::context::Context;
use super::official::{OfficialState, Records};
use super::past::PastRecords;
use super::report_kpi::{noted, period, source};
use super::usage::one_of;
use crate::metrics::bottlenecks::bottlenecks;
use crate::metrics::scorecard::Dimension;
use crate::metrics::subject::Facts;
use crate::model::studio::PeopleReports;
use crate::report::bottlenecks::{Asked, BottlenecksReport, FindingId};
use crate::report::failure::{Failure, Usage};
use crate::trail::ledger::Told;
use clap::{Args, ValueEnum};

/// Where time and rework go: stage by stage, waiting against working, the briefs that cost most, and what grows old
#[derive(Clone, Debug, Default, Args)]
pub struct ReportBottlenecksArgs {
    /// `2026-Q4`, `2026-11`, `2026-W47`, `2026`, `last-90d` or `2026-11-01..2026-11-15`; this quarter when left out
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,

    /// What is taken together with each stage
    #[arg(long, value_name = "WHAT", default_value = "kind")]
    pub by: Together,

    /// Every visit and commit behind a finding
    #[arg(long, value_name = "FINDING", value_parser = one_of(&FindingId::ALL, FindingId::as_str))]
    pub explain: Option<FindingId>,
}

/// What a stage is split by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Together {
    #[default]
    Kind,
    Campaign,
    Team,
    Person,
}

impl From<Together> for Dimension {
    fn from(together: Together) -> Self {
        match together {
            Together::Kind => Self::Kind,
            Together::Campaign => Self::Campaign,
            Together::Team => Self::Team,
            Together::Person => Self::Person,
        }
    }
}

pub fn run(args: &ReportBottlenecksArgs, context: &Context) -> Result<Answer, Failure> {
    let state = OfficialState::read(context, Records::All)?;
    let period = period(args.period.as_deref(), state.today)?;
    if args.by == Together::Person && state.studio.settings.people_reports == PeopleReports::Off {
        return Err(Failure::Usage(Usage::PeopleReportsOff));
    }
    let Told { history, events: found } = state.told()?;
    let past = PastRecords::new(&state, &history)?;
    let facts = Facts::new(&state.studio, &history, &found, &past, state.today);
    let asked = Asked {
        period,
        by: args.by.into(),
        explain: args.explain,
        code: context.lang.code(),
    };
    let found = bottlenecks(&facts, &period, asked.by);
    let report = BottlenecksReport::new(&facts, found, asked, source(&state));
    let answer = Answer::new(report, state.today)
        .findings(state.findings.clone())
        .as_of(state.as_of.clone());
    Ok(noted(answer, &state, context))
}
