//! Answers: which tables of facts are wanted, and where do they go?
//! Invariant: everything is written out in memory before a file is touched.

use super::answer::Answer;
use super::context::Context;
use super::official::{OfficialState, Records};
use super::past::PastRecords;
use super::report_kpi::period;
use crate::metrics::kpi::{KPIS, Kpi};
use crate::metrics::scorecard::{Question, scorecard};
use crate::metrics::subject::Facts;
use crate::render::facts::written;
use crate::report::fact_columns::FactTable;
use crate::report::facts::{FactSources, FactsReport, Kept};
use crate::report::failure::{DiskAction, Failure};
use crate::report::format::Format;
use crate::store::output::{make_folder, write_all_whole};
use crate::trail::ledger::Told;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::{Path, PathBuf};

/// The tables behind the KPIs, for a data warehouse or SQL
///
/// The tables and their columns are described in docs/facts.md; sql/ computes each KPI from them. Without `--table` and `--into`, all tables, one JSON object a line.
#[derive(Clone, Debug, Args)]
pub struct FactsArgs {
    /// `2026-Q4`, `2026-11`, `2026-W47`, `2026`, `last-90d` or `2026-11-01..2026-11-15`; this quarter when left out
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,

    /// Only this table; may be repeated
    #[arg(long, value_name = "TABLE", value_parser = table_names())]
    pub table: Vec<String>,

    /// Write one file a table into this folder, all or none; `--format csv`, `ndjson` or `parquet`
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}

fn table_names() -> PossibleValuesParser {
    PossibleValuesParser::new(FactTable::ALL.map(FactTable::name))
}

pub(super) fn run(args: &FactsArgs, context: &Context) -> Result<Answer, Failure> {
    let state = OfficialState::read(context, Records::All)?;
    let period = period(args.period.as_deref(), state.today)?;
    let Told { history, events: found } = state.told()?;
    let past = PastRecords::new(&state, &history)?;
    let facts = Facts::new(&state.studio, &history, &found, &past, state.today);
    let kpis: Vec<&'static Kpi> = KPIS.iter().collect();
    let question = Question {
        period,
        by: None,
        kpis: &kpis,
        targets: &[],
    };
    let lines = scorecard(&facts, &question);
    let sources = FactSources {
        facts: &facts,
        events: &found,
        period,
        lines: &lines,
        tip: state.tip,
    };
    let mut report = FactsReport::new(&sources, &wanted(&args.table));
    if let Some(folder) = &args.into {
        keep(&report, folder, context)?;
        report.kept = Kept::InFiles;
    }
    Ok(Answer::new(report, state.today)
        .findings(state.findings.clone())
        .as_of(state.as_of.clone())
        .prefer(Format::Ndjson))
}

/// All of them, or those that were named.
fn wanted(named: &[String]) -> Vec<FactTable> {
    let is_wanted = |table: &FactTable| named.is_empty() || named.iter().any(|name| name == table.name());
    FactTable::ALL.into_iter().filter(is_wanted).collect()
}

fn keep(report: &FactsReport, folder: &Path, context: &Context) -> Result<(), Failure> {
    let format = context.format.unwrap_or(Format::Ndjson);
    let file = |(table, rows): &(FactTable, _)| {
        let rows: &Vec<_> = rows;
        let name = format!("{}.{}", table.name(), format.name());
        Ok((name, written(*table, rows, format)?))
    };
    let files: Vec<(String, Vec<u8>)> = report.tables.iter().map(file).collect::<Result<_, Failure>>()?;
    let place = context.world.directory.join(folder);
    make_folder(&place)
        .and_then(|()| write_all_whole(&place, &files))
        .map_err(|error| Failure::disk(folder.display(), DiskAction::Write, &error))
}
