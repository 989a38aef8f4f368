//! Answers: what does the history say, as tables that other programs can compute with?
//! Invariant: every row has one value a column; people are named only where the studio allows it, but for events, which name who committed.
//! Source: `docs/facts.md`.

use super::events::{EventsReport, Wanted};
use super::fact_columns::{FactColumn, FactTable};
use super::facts_of_kpis::{kpi_rows, observation_rows};
use super::facts_of_work::{Ever, brief_rows, campaign_rows, deliverable_rows, hold_rows, visit_rows};
use crate::metrics::clock::{Whose, end_of_day};
use crate::metrics::period::Period;
use crate::metrics::scorecard::Line;
use crate::metrics::subject::Facts;
use crate::model::Day;
use crate::model::history::{Moment, ObjectId};
use crate::trail::event::Events;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum FactValue {
    Null,
    Text(String),
    Count(i64),
    Number(f64),
    Truth(bool),
    Day(Day),
    Instant(Moment),
}

/// The values of the columns of its table, in their order.
pub type FactRow = Vec<FactValue>;

/// Tables of facts, those that were asked for.
#[derive(Clone, Debug)]
pub struct FactsReport {
    pub tables: Vec<(FactTable, Vec<FactRow>)>,
    pub kept: Kept,
}

/// Where the tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    InTheAnswer,
    /// In files of their own: the answer has nothing to say.
    InFiles,
}

/// What the tables are made of.
#[derive(Clone, Copy, Debug)]
pub struct FactSources<'s, 'a> {
    pub facts: &'s Facts<'a>,
    pub events: &'s Events,
    pub period: Period,
    /// Every KPI of the period.
    pub lines: &'s [Line<'s>],
    pub tip: ObjectId,
}

impl FactSources<'_, '_> {
    pub(super) fn studio(&self) -> FactValue {
        text(&self.facts.studio.settings.id)
    }
}

impl FactsReport {
    pub fn new(sources: &FactSources<'_, '_>, wanted: &[FactTable]) -> Self {
        let ever = Ever::new(sources.facts);
        let rows = |table: &FactTable| match table {
            FactTable::Asked => vec![asked(sources)],
            FactTable::Briefs => brief_rows(sources, &ever),
            FactTable::Visits => visit_rows(sources, &ever),
            FactTable::Holds => hold_rows(sources),
            FactTable::Events => event_rows(sources),
            FactTable::Days => day_rows(sources),
            FactTable::Campaigns => campaign_rows(sources, &ever),
            FactTable::Deliverables => deliverable_rows(sources, &ever),
            FactTable::Observations => observation_rows(sources),
            FactTable::Kpis => kpi_rows(sources),
        };
        Self {
            tables: wanted.iter().map(|table| (*table, rows(table))).collect(),
            kept: Kept::InTheAnswer,
        }
    }
}

pub(super) fn text(text: impl ToString) -> FactValue {
    FactValue::Text(text.to_string())
}

/// The value that `make` makes, or none.
pub(super) fn some<T>(value: Option<T>, make: impl FnOnce(T) -> FactValue) -> FactValue {
    value.map_or(FactValue::Null, make)
}

pub(super) fn some_text(value: Option<impl ToString>) -> FactValue {
    some(value, text)
}

pub(super) fn count(count: usize) -> FactValue {
    FactValue::Count(i64::try_from(count).unwrap_or(i64::MAX))
}

fn asked(sources: &FactSources<'_, '_>) -> FactRow {
    let period = sources.period;
    vec![
        sources.studio(),
        text(period),
        FactValue::Day(period.from),
        FactValue::Day(period.to),
        FactValue::Day(sources.facts.today),
        text(sources.facts.clock.zone()),
        text(sources.tip),
    ]
}

fn event_rows(sources: &FactSources<'_, '_>) -> Vec<FactRow> {
    let facts = sources.facts;
    let report = EventsReport::new(Some(facts.studio), facts.history, sources.events, Wanted::Counted);
    let at = |written: &str| some(written.parse().ok(), FactValue::Instant);
    report
        .rows()
        .map(|event| {
            vec![
                sources.studio(),
                text(&event.brief),
                some_text(event.from.as_ref()),
                some_text(event.to.as_ref()),
                text(&event.commit),
                text(&event.landing),
                at(&event.made),
                at(&event.landed),
                at(&event.time),
                text(&event.by),
            ]
        })
        .collect()
}

/// From the first day of the period or of any brief to the last one of the period, or today.
fn day_rows(sources: &FactSources<'_, '_>) -> Vec<FactRow> {
    let clock = &sources.facts.clock;
    let begun = sources.facts.subjects().map(|(_, subject)| {
        let created = subject.visits.created;
        clock.day(created.time).min(clock.day(created.landed))
    });
    let first = begun.min().unwrap_or(sources.period.from).min(sources.period.from);
    let last = sources.period.to.max(sources.facts.today);
    let evening = |day: Day| end_of_day(day, clock.zone());
    first
        .iter_days()
        .take_while(|day| *day <= last)
        .map(|day| {
            let before = day.pred_opt().unwrap_or(day);
            let worked = clock.working_days(Whose::Studio, evening(before), evening(day));
            vec![sources.studio(), FactValue::Day(day), FactValue::Number(worked)]
        })
        .collect()
}

/// What stands under `data` in JSON.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct FactsView<'a> {
    pub tables: Vec<FactTableView<'a>>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct FactTableView<'a> {
    pub table: &'static str,
    pub columns: Vec<FactColumnView>,
    /// One value a column.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Vec<serde_json::Value>>"))]
    pub rows: &'a [FactRow],
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct FactColumnView {
    pub name: &'static str,
    /// `TEXT`, `BIGINT`, `DOUBLE`, `BOOLEAN`, `DATE` or `TIMESTAMP`.
    pub r#type: &'static str,
}

impl<'a> FactsView<'a> {
    pub fn of(report: &'a FactsReport) -> Self {
        let column = |column: &FactColumn| FactColumnView {
            name: column.name(),
            r#type: column.holds().sql(),
        };
        let view = |(table, rows): &'a (FactTable, Vec<FactRow>)| FactTableView {
            table: table.name(),
            columns: table.columns().iter().map(column).collect(),
            rows,
        };
        Self {
            tables: report.tables.iter().map(view).collect(),
        }
    }
}

impl Serialize for FactValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Count(count) => serializer.serialize_i64(*count),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::Day(day) => day.serialize(serializer),
            Self::Instant(moment) => serializer.serialize_str(&super::events::instant(*moment)),
        }
    }
}

/// A row on its own: the name of its table, then one key a column.
#[derive(Clone, Copy, Debug)]
pub struct FactLine<'a> {
    pub table: FactTable,
    pub row: &'a FactRow,
}

impl Serialize for FactLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = self.table.columns();
        let mut map = serializer.serialize_map(Some(columns.len() + 1))?;
        map.serialize_entry("table", self.table.name())?;
        for (column, value) in columns.iter().zip(self.row) {
            map.serialize_entry(column.name(), value)?;
        }
        map.end()
    }
}
