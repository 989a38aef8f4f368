//! Answers: how are findings shown to people, tables, code scanners and CI logs?
//! Invariant: what stands in the studio's files is escaped for each target.

use super::catalogue::{self, CheckWord};
use super::excerpt::Complaint;
use super::look::Look;
use super::page::Page;
use super::show::Show;
use super::{excerpt, sarif, workflow};
use crate::model::finding::Severity;
use crate::report::check::CheckReport;
use crate::report::failure::Failure;
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::table::{Table, Tone};
use anyhow::Context as _;

impl Show for CheckReport {
    fn kind(&self) -> Kind {
        Kind::Check
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        let lang = page.lang();
        let look = page.look;
        page.headline(catalogue::check(lang, &headline(self)));
        if self.accepted + self.mended > 0 {
            let (accepted, mended) = (self.accepted, self.mended);
            page.note(catalogue::check(lang, &CheckWord::Accepted { accepted, mended }));
        }
        for found in &self.findings {
            page.blank();
            page.verbatim(excerpt::lines(&Complaint::of(found), &look));
        }
        if let Some(first) = self.findings.first() {
            page.blank();
            page.next([format!("crops explain {}", first.finding.rule())]);
        }
    }

    fn table(&self) -> Option<Table> {
        Some(CheckReport::table(self))
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Sarif, Format::Github]
    }

    fn further(&self, format: Format, look: &Look, _tried: &[String]) -> Result<String, Failure> {
        if format == Format::Github {
            return Ok(workflow::commands(self));
        }
        Ok(sarif::document(self, look.lang()).context("the findings as SARIF")?)
    }
}

fn headline(report: &CheckReport) -> CheckWord<'static> {
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    if errors + warnings == 0 {
        return CheckWord::Clean {
            briefs: report.briefs,
            campaigns: report.campaigns,
        };
    }
    CheckWord::Found {
        errors,
        warnings,
        files: report.files(),
    }
}

/// How a line of this severity is coloured.
pub const fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Caution,
    }
}
