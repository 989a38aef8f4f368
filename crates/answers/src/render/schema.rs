//! Answers: how is a schema written?
//! Invariant: the document alone, so that it can be kept as a file for an editor.

use super::catalogue::formats::key_meaning;
use super::look::Look;
use super::page::Page;
use super::show::Show;
use crate::report::failure::Failure;
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::schema::SchemaReport;
use crate::report::table::Tone;

/// With what each key means.
fn schema(report: SchemaReport) -> serde_json::Value {
    report.schema(&|path| key_meaning(report.record, path))
}

/// As a file for an editor: indented, with a newline at its end.
pub fn text(report: SchemaReport) -> String {
    format!("{:#}\n", schema(report))
}

impl Show for SchemaReport {
    fn kind(&self) -> Kind {
        Kind::Schema
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        Ok(schema(*self))
    }

    /// Also as JSON it is the schema itself, without an envelope.
    fn further_formats(&self) -> &'static [Format] {
        &[Format::Json]
    }

    fn further(&self, _format: Format, _look: &Look, _tried: &[String]) -> Result<String, Failure> {
        Ok(text(*self))
    }

    fn formats(&self) -> Vec<Format> {
        vec![Format::Text, Format::Json, Format::Markdown]
    }

    fn page(&self, page: &mut Page) {
        let text = text(*self);
        page.verbatim(text.lines().map(|line| (line.to_owned(), Tone::Plain)));
    }
}
