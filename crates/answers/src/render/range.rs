//! Answers: how is the judgement of a range shown to people, code scanners, CI logs and in a pull request?
//! Invariant: what must be done first; what stands in the studio's files is escaped for each target.

use super::catalogue::{self, brief_review, changes, range as words, work};
use super::excerpt::{self, Complaint};
use super::look::Look;
use super::page::{Address, Page, Preview};
use super::show::Show;
use super::{sarif, workflow};
use crate::model::feedback::RemarkState;
use crate::report::brief_review::ProofNow;
use crate::report::failure::Failure;
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::range::{GateLine, Passes, RangeBrief, RangeReport};
use crate::report::table::{Table, Tone};
use anyhow::Context as _;

/// The most changes and remarks that are shown of one brief.
const MOST: usize = 12;

impl Show for RangeReport {
    fn kind(&self) -> Kind {
        Kind::CheckRange
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        let look = page.look;
        page.headline(words::headline(reader, self));
        for brief in &self.briefs {
            page.blank();
            show_brief(brief, page);
        }
        let accepted = self.check.accepted;
        if accepted > 0 {
            let word = catalogue::CheckWord::Accepted { accepted, mended: 0 };
            page.note(catalogue::check(reader.lang, &word));
        }
        for found in &self.check.findings {
            page.blank();
            page.verbatim(excerpt::lines(&Complaint::of(found), &look));
        }
        if let Some(first) = self.check.findings.first() {
            page.blank();
            page.next([format!("crops explain {}", first.finding.rule())]);
        }
    }

    fn table(&self) -> Option<Table> {
        Some(self.check.table())
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Sarif, Format::Github]
    }

    fn further(&self, format: Format, look: &Look, _tried: &[String]) -> Result<String, Failure> {
        if format == Format::Github {
            return Ok(workflow::commands(&self.check));
        }
        Ok(sarif::document(&self.check, look.lang()).context("the findings as SARIF")?)
    }
}

fn show_brief(brief: &RangeBrief, page: &mut Page) {
    let reader = page.reader();
    page.toned(Tone::Strong, words::brief(reader, brief));
    for gate in &brief.gates {
        let (line, tone) = gate_said(gate, page);
        page.toned(tone, format!("  {line}"));
    }
    for change in brief.changes.iter().take(MOST) {
        page.line(format!("  {}", changes::line(reader, change)));
    }
    if brief.changes.len() > MOST {
        page.line(format!("  {}", words::more(reader, brief.changes.len() - MOST)));
    }
    for proof in &brief.proofs {
        page.linked(format!("  {}", brief_review::proof(reader, proof)), address(proof));
    }
    let open = brief.remarks.rows.iter().filter(|row| row.state == RemarkState::Open);
    for row in open.take(MOST) {
        page.toned(Tone::Caution, format!("  {}", brief_review::remark(reader, row)));
    }
}

/// Where a proof can be looked at; a picture in the page itself.
fn address(proof: &ProofNow) -> Option<Address> {
    let shows = |kind: &String| matches!(&**kind, "image/png" | "image/jpeg" | "image/gif" | "image/webp");
    let is = match proof.media_type.as_ref().is_some_and(shows) {
        true => Preview::Picture,
        false => Preview::Link,
    };
    Address::new(proof.uri.as_deref()?, is)
}

fn gate_said(gate: &GateLine, page: &Page) -> (String, Tone) {
    let reader = page.reader();
    let said = |lacks: &[crate::model::gate_lack::GateLack]| {
        let lacks: Vec<String> = lacks.iter().map(|lack| work::gate_lack(reader.lang, lack)).collect();
        lacks.join(words::between(reader))
    };
    if gate.is_met() {
        return (words::met(reader, gate), Tone::Good);
    }
    let waits = match gate.awaited.is_empty() {
        true => said(&gate.decision.lacks),
        false => said(&gate.awaited),
    };
    let tone = match gate.passes {
        Passes::Leaves => Tone::Bad,
        Passes::Stands => Tone::Caution,
    };
    (words::waits(reader, gate, &waits), tone)
}
