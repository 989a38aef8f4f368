//! Answers: how are facts written?
//! Invariant: NDJSON is one object a row, its table first; CSV and Parquet hold one table; what a spreadsheet would run is made harmless.

use super::catalogue::facts::{table_holds, without};
use super::look::Look;
use super::page::Page;
use super::show::Show;
use super::{escape, json};
use crate::report::events::instant;
use crate::report::fact_columns::FactTable;
use crate::report::facts::{FactLine, FactRow, FactValue, FactsReport, FactsView, Kept};
use crate::report::failure::{Failure, Usage};
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Row, Table};
use crate::report::title::Title;
use anyhow::Context as _;

impl Show for FactsReport {
    fn kind(&self) -> Kind {
        Kind::Facts
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(FactsView::of(self))
    }

    /// Which tables there are, and how many rows.
    fn page(&self, page: &mut Page) {
        let lang = page.lang();
        let mut table = Table::new(vec![
            Column::new(Title::Id),
            Column::right(Title::Sample),
            Column::new(Title::Meaning),
        ]);
        for (known, rows) in &self.tables {
            table.push(Row::new(vec![
                Cell::id(known.name()),
                Cell::Count(i64::try_from(rows.len()).unwrap_or(i64::MAX)),
                Cell::text(without(table_holds(lang, *known))),
            ]));
        }
        page.table(table);
    }

    fn further_formats(&self) -> &'static [Format] {
        FORMS
    }

    fn further(&self, format: Format, _look: &Look, _tried: &[String]) -> Result<String, Failure> {
        match (self.kept, &self.tables[..]) {
            (Kept::InFiles, _) => Ok(String::new()),
            (Kept::InTheAnswer, [(table, rows)]) => lines(*table, rows, format),
            (Kept::InTheAnswer, many) if format == Format::Ndjson => {
                many.iter().map(|(table, rows)| lines(*table, rows, format)).collect()
            }
            (Kept::InTheAnswer, _) => Err(Failure::Usage(Usage::OneTableOnly { format })),
        }
    }

    fn binary(&self, format: Format) -> Result<Vec<u8>, Failure> {
        match (self.kept, &self.tables[..]) {
            (Kept::InFiles, _) => Ok(Vec::new()),
            (Kept::InTheAnswer, [(table, rows)]) => written(*table, rows, format),
            (Kept::InTheAnswer, _) => Err(Failure::Usage(Usage::OneTableOnly { format })),
        }
    }
}

/// What a table of facts can be written as.
const FORMS: &[Format] = match cfg!(feature = "parquet") {
    true => &[Format::Csv, Format::Ndjson, Format::Parquet],
    false => &[Format::Csv, Format::Ndjson],
};

/// One table, whole.
///
/// # Errors
/// When the format is no format of rows.
pub fn written(table: FactTable, rows: &[FactRow], format: Format) -> Result<Vec<u8>, Failure> {
    match format {
        Format::Parquet => parquet(table, rows),
        _ => Ok(lines(table, rows, format)?.into_bytes()),
    }
}

#[cfg(feature = "parquet")]
fn parquet(table: FactTable, rows: &[FactRow]) -> Result<Vec<u8>, Failure> {
    Ok(super::facts_parquet::table(table, rows).context("facts as Parquet")?)
}

#[cfg(not(feature = "parquet"))]
fn parquet(_table: FactTable, _rows: &[FactRow]) -> Result<Vec<u8>, Failure> {
    Err(Failure::Usage(Usage::NoParquet))
}

fn lines(table: FactTable, rows: &[FactRow], format: Format) -> Result<String, Failure> {
    match format {
        Format::Csv => Ok(csv(table, rows).context("facts as CSV")?),
        Format::Ndjson => {
            let rows = rows.iter().map(|row| json::line(&FactLine { table, row }));
            Ok(rows.collect::<Result<String, _>>().context("a fact as JSON")?)
        }
        _ => Err(Failure::Usage(Usage::FormatNotHere {
            format,
            known: FORMS.to_vec(),
        })),
    }
}

fn csv(table: FactTable, rows: &[FactRow]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(table.columns().iter().map(|column| column.name()))?;
    for row in rows {
        writer.write_record(row.iter().map(cell))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Numbers with as many digits as they need to be read back as they were.
fn cell(value: &FactValue) -> String {
    match value {
        FactValue::Null => String::new(),
        FactValue::Text(text) => escape::spreadsheet(text).into_owned(),
        FactValue::Count(count) => count.to_string(),
        FactValue::Number(number) => number.to_string(),
        FactValue::Truth(truth) => truth.to_string(),
        FactValue::Day(day) => day.to_string(),
        FactValue::Instant(moment) => instant(*moment),
    }
}
