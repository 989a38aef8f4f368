//! Answers: how do the KPIs of a period stand?
//! Invariant: read from the official branch alone; what is not shared yet is in no figure.

use super::answer::Answer;
use super::context::Context;
use super::kpi_compared::{self, Asked};
use super::kpi_since::{dated, unknown};
use super::kpi_tried::Tried;
use super::official::{OfficialState, Records};
use super::past::PastRecords;
use super::report_kpi_studios;
use super::talk::Weight;
use super::usage::one_of;
use crate::git::official::RefSource;
use crate::metrics::kpi::{KPIS, Kpi, kpi};
use crate::metrics::period::Period;
use crate::metrics::scorecard::{Dimension, Question, readings, scorecard};
use crate::metrics::subject::Facts;
use crate::model::Day;
use crate::model::studio::PeopleReports;
use crate::render::catalogue::kpi::{self as words, KpiNote};
use crate::report::events::instant;
use crate::report::exit::Exit;
use crate::report::failure::{Failure, Usage};
use crate::report::kpi::{Against, KpiReport, Parts, SourceView};
use crate::trail::ledger::Told;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::PathBuf;

/// KPIs of a period, with trend and targets, from the history of the official branch
#[derive(Clone, Debug, Default, Args)]
pub struct ReportKpiArgs {
    /// `2026-Q4`, `2026-11`, `2026-W47`, `2026`, `last-90d` or `2026-11-01..2026-11-15`; this quarter when left out
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,

    /// One line a group below each KPI
    #[arg(long, value_name = "WHAT", value_parser = one_of(&Dimension::ALL, Dimension::as_str))]
    pub by: Option<Dimension>,

    /// Only this KPI; may be repeated
    #[arg(long, value_name = "KPI", value_parser = kpi_ids())]
    pub kpi: Vec<String>,

    /// Every brief, visit and commit behind a KPI
    #[arg(long, value_name = "KPI", value_parser = kpi_ids())]
    pub explain: Option<String>,

    /// Compare with another period, or with the answer at a revision or day, instead of the period before
    #[arg(long, value_name = "PERIOD|REV")]
    pub against: Option<String>,

    /// Exit with 1 when a target is missed
    #[arg(long)]
    pub fail_on_miss: bool,

    /// Exit with 1 only when a target is missed by more than at this revision or day
    #[arg(long, value_name = "REV")]
    pub fail_on_worse: Option<String>,

    /// What a changed workflow, kind, calendar, party or targets would have meant: nothing is written; may be repeated
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub with: Vec<PathBuf>,
}

/// The ids of all KPIs, as clap wants them.
pub(super) fn kpi_ids() -> PossibleValuesParser {
    PossibleValuesParser::new(KPIS.iter().map(|kpi| kpi.id.as_str()))
}

pub fn run(args: &ReportKpiArgs, context: &Context) -> Result<Answer, Failure> {
    if context.directories.len() > 1 {
        return report_kpi_studios::run(args, context);
    }
    let (report, state) = report(args, context)?;
    let what_if = tried_files(args);
    let exit = exit(args, &report);
    let mut answer = Answer::new(report, state.today).what_if(what_if).exit(exit);
    for text in unknown(&state.studio.targets, &state) {
        answer = answer.note(
            Weight::Warning,
            words::note(context.lang, &KpiNote::UnknownSince { text }),
        );
    }
    Ok(noted(answer, &state, context)
        .findings(state.findings)
        .as_of(state.as_of))
}

/// The report of one studio, and the state it was made from.
pub(super) fn report(args: &ReportKpiArgs, context: &Context) -> Result<(KpiReport, OfficialState), Failure> {
    let state = OfficialState::read(context, Records::All)?;
    let report = answered(args, context, &state)?;
    Ok((report, state))
}

fn answered(args: &ReportKpiArgs, context: &Context, state: &OfficialState) -> Result<KpiReport, Failure> {
    let period = period(args.period.as_deref(), state.today)?;
    if args.by == Some(Dimension::Person) && state.studio.settings.people_reports == PeopleReports::Off {
        return Err(Failure::Usage(Usage::PeopleReportsOff));
    }
    let Told { history, events: found } = state.told()?;
    let past = PastRecords::new(state, &history)?;
    let tried = Tried::of(&state.studio, &args.with)?;
    let tried_past = tried.as_ref().map(|tried| tried.past(&past));
    let facts = match (&tried, &tried_past) {
        (Some(tried), Some(past)) => Facts::new(&tried.studio, &history, &found, past, state.today),
        _ => Facts::new(&state.studio, &history, &found, &past, state.today),
    };
    let kpis = wanted(args);
    let targets = dated(&facts.studio.targets, state);
    let question = Question {
        period,
        by: args.by,
        kpis: &kpis,
        targets: &targets,
    };
    let lines = scorecard(&facts, &question);
    let parts = Parts {
        facts: &facts,
        period,
        by: args.by,
        explain: args.explain.as_deref().and_then(kpi).map(|kpi| kpi.id),
        code: context.lang.code(),
    };
    let mut report = KpiReport::new(&parts, &lines, source(state), found.skewed.len());
    let asked = Asked {
        question,
        period: args.period.as_deref(),
    };
    if let Some(text) = &args.against {
        let (against, readings) = kpi_compared::against(text, asked, &facts, context)?;
        report = report.against(against, readings);
    } else if tried.is_some() {
        let as_it_is = Facts::new(&state.studio, &history, &found, &past, state.today);
        report = report.against(Against::AsItIs, readings(&as_it_is, &question));
    }
    if let Some(revision) = &args.fail_on_worse {
        let (since, then) = kpi_compared::since(revision, asked, context)?;
        report = report.since(since, &then);
    }
    Ok(report)
}

/// What was tried, for the answer to say so.
pub(super) fn tried_files(args: &ReportKpiArgs) -> Vec<String> {
    args.with.iter().map(|file| file.display().to_string()).collect()
}

/// 1 when a target is missed, or got worse, and that was asked.
pub(super) fn exit(args: &ReportKpiArgs, report: &KpiReport) -> Exit {
    let missed = args.fail_on_miss && report.missed().next().is_some();
    let worse = args.fail_on_worse.is_some() && report.got_worse();
    if missed || worse { Exit::Findings } else { Exit::Fine }
}

/// All of them, or those that were named, the explained one among them.
fn wanted(args: &ReportKpiArgs) -> Vec<&'static Kpi> {
    let named = |kpi: &&'static Kpi| {
        let id = kpi.id.as_str();
        args.kpi.is_empty() && args.explain.is_none()
            || args.kpi.iter().any(|asked| asked == id)
            || args.explain.as_deref() == Some(id)
    };
    KPIS.iter().filter(named).collect()
}

/// The period that was asked for, this quarter when none was.
pub(super) fn period(asked: Option<&str>, today: Day) -> Result<Period, Failure> {
    let found = match asked {
        Some(text) => Period::parse(text, today),
        None => Period::quarter_of(today),
    };
    found.ok_or_else(|| {
        Failure::Usage(Usage::NotAPeriod {
            text: asked.unwrap_or_default().to_string(),
        })
    })
}

pub(super) fn source(state: &OfficialState) -> SourceView {
    SourceView {
        reference: state.official.reference.clone(),
        commit: state.tip.to_string(),
        pending: state.official.pending,
        fetched: state.official.fetched.map(instant),
        fetched_day: state
            .official
            .fetched
            .map(|at| at.with_timezone(&state.zone).date_naive()),
    }
}

/// Says what the figures do not have.
pub(super) fn noted(answer: Answer, state: &OfficialState, context: &Context) -> Answer {
    let mut answer = answer;
    if state.official.source == RefSource::NeverFetched {
        let branch = state.official.reference.clone();
        answer = answer.note(
            Weight::Warning,
            words::note(context.lang, &KpiNote::NeverFetched { branch }),
        );
    }
    if state.repository.is_replaced() {
        answer = answer.note(Weight::Note, words::note(context.lang, &KpiNote::Replaced));
    }
    if state.official.pending > 0 {
        let commits = state.official.pending;
        answer = answer.note(Weight::Note, words::note(context.lang, &KpiNote::Pending { commits }));
    }
    answer
}
