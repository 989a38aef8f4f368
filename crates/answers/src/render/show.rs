//! Answers: how does any report become any format?
//! Invariant: a report says what it holds once; every format is written from that.

use super::look::Look;
use super::page::{Block, Page};
use super::{catalogue, csv, json, markdown, text, tsv};
use crate::model::Day;
use crate::report::envelope::{AsOfView, Envelope, FindingView};
use crate::report::failure::{Failure, Usage};
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Table, Tone};
use crate::report::title::Title;
use anyhow::Context as _;

/// Lines with their ends, each made when it is asked for.
pub type Lines<'l> = Box<dyn Iterator<Item = Result<String, Failure>> + 'l>;

/// A report that can be shown to people and machines.
pub trait Show {
    /// The kind of its JSON (`crops.plan`).
    fn kind(&self) -> Kind;

    /// What stands under `data` in JSON.
    fn data(&self) -> Result<serde_json::Value, serde_json::Error>;

    /// What is said to a person, in text and Markdown.
    fn page(&self, page: &mut Page);

    /// The rows of CSV and TSV; `None` when the answer has no rows.
    fn table(&self) -> Option<Table> {
        None
    }

    /// Further formats that it has.
    fn further_formats(&self) -> &'static [Format] {
        &[]
    }

    /// One of its further formats, whole; `tried` are the changes it was made with that are not written: they must be seen.
    fn further(&self, format: Format, look: &Look, tried: &[String]) -> Result<String, Failure> {
        let _ = (look, tried);
        Err(not_here(format, self.formats()))
    }

    /// The lines of one of its further formats, for an answer that is many times larger written than read; `None`: it has to be made whole.
    fn lines(&self, _format: Format) -> Option<Lines<'_>> {
        None
    }

    /// One of its further formats that is no text, whole.
    fn binary(&self, format: Format) -> Result<Vec<u8>, Failure> {
        Err(not_here(format, self.formats()))
    }

    /// Every format it has.
    fn formats(&self) -> Vec<Format> {
        let rows: &[Format] = match self.table() {
            Some(_) if cfg!(feature = "xlsx") => &[Format::Csv, Format::Tsv, Format::Xlsx],
            Some(_) => &[Format::Csv, Format::Tsv],
            None => &[],
        };
        let always = [Format::Text, Format::Json, Format::Markdown];
        always
            .into_iter()
            .chain(rows.iter().copied())
            .chain(self.further_formats().iter().copied())
            .collect()
    }
}

/// What stands around the data in JSON.
#[derive(Clone, Debug)]
pub struct Surroundings {
    pub as_of: AsOfView,
    pub today: Day,
    pub findings: Vec<FindingView>,
    /// Changes that the answer was made with and that are not written.
    pub what_if: Vec<String>,
}

/// The bytes of the whole answer in one format.
pub fn bytes(report: &dyn Show, format: Format, look: &Look, around: Surroundings) -> Result<Vec<u8>, Failure> {
    match format {
        Format::Xlsx => {
            let kind = report.kind().name();
            let name = kind.strip_prefix("crops.").unwrap_or(kind);
            workbook(&rows(report, format, &around.what_if)?, look, name)
        }
        Format::Parquet => report.binary(format),
        _ => Ok(write(report, format, look, around)?.into_bytes()),
    }
}

#[cfg(feature = "xlsx")]
fn workbook(table: &Table, look: &Look, name: &str) -> Result<Vec<u8>, Failure> {
    Ok(super::xlsx::table(table, look.reader, name).context("the answer as a workbook")?)
}

#[cfg(not(feature = "xlsx"))]
fn workbook(_table: &Table, _look: &Look, _name: &str) -> Result<Vec<u8>, Failure> {
    Err(Failure::Usage(Usage::NoWorkbooks))
}

/// The whole answer in one format that is text.
pub fn write(report: &dyn Show, format: Format, look: &Look, around: Surroundings) -> Result<String, Failure> {
    if report.further_formats().contains(&format) {
        return report.further(format, look, &around.what_if);
    }
    match format {
        Format::Text => Ok(text::page(&filled(report, look, &around.what_if))),
        Format::Markdown => Ok(markdown::page(&filled(report, look, &around.what_if))),
        Format::Json => Ok(document(report, around).context("the answer as JSON")?),
        Format::Csv => Ok(csv::table(&rows(report, format, &around.what_if)?).context("the answer as CSV")?),
        Format::Tsv => Ok(tsv::table(&rows(report, format, &around.what_if)?)),
        Format::Html
        | Format::Svg
        | Format::Ics
        | Format::Xlsx
        | Format::Mermaid
        | Format::Mspdi
        | Format::Sarif
        | Format::Github
        | Format::Ndjson
        | Format::Parquet => Err(not_here(format, report.formats())),
    }
}

fn filled(report: &dyn Show, look: &Look, what_if: &[String]) -> Page {
    let mut page = Page::new(*look);
    report.page(&mut page);
    if !what_if.is_empty() {
        let said = Block::Line(what_if_said(look, what_if), Tone::Strong);
        page.blocks.insert(page.blocks.len().min(1), said);
    }
    page
}

fn what_if_said(look: &Look, what_if: &[String]) -> String {
    catalogue::what_if(look.reader.lang, what_if)
}

fn document(report: &dyn Show, around: Surroundings) -> Result<String, serde_json::Error> {
    let mut envelope = Envelope::new(report.kind(), around.as_of, around.today, report.data()?);
    envelope.findings = around.findings;
    envelope.what_if = around.what_if;
    json::document(&envelope)
}

/// Of a trial, each row says so: rows are copied out of their file.
fn rows(report: &dyn Show, format: Format, tried: &[String]) -> Result<Table, Failure> {
    let mut table = report.table().ok_or_else(|| not_here(format, report.formats()))?;
    if !tried.is_empty() {
        table.columns.push(Column::new(Title::WhatIf));
        for row in &mut table.rows {
            row.cells.push(Cell::text(tried.join(" ")));
        }
    }
    Ok(table)
}

fn not_here(format: Format, known: Vec<Format>) -> Failure {
    Failure::Usage(Usage::FormatNotHere { format, known })
}
