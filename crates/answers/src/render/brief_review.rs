//! Answers: how are proofs, remarks and verdicts shown on the card of a brief?
//! Invariant: what is open first; the list of all remarks is another command.

use super::catalogue::brief_review as words;
use super::catalogue::feedback;
use super::page::Page;
use crate::model::feedback::{RemarkState, Severity};
use crate::report::brief_review::{About, Review};
use crate::report::feedback::RemarkRow;
use crate::report::table::Tone;

/// The most remarks and verdicts that a card shows.
const MOST: usize = 6;

pub fn show(review: &Review, page: &mut Page) {
    let reader = page.reader();
    for proof in &review.proofs {
        let tone = if proof.version.latest.is_some() {
            Tone::Caution
        } else {
            Tone::Plain
        };
        page.toned(tone, format!("  {}", words::proof(reader, proof)));
    }
    let left = |row: &&RemarkRow| row.state != RemarkState::Confirmed;
    let rows: Vec<&RemarkRow> = review.remarks.rows.iter().filter(left).collect();
    for row in rows.iter().take(MOST) {
        page.toned(tone(row), format!("  {}", words::remark(reader, row)));
    }
    if rows.len() > MOST {
        page.toned(
            Tone::Faint,
            format!("  {}", words::more_remarks(reader, rows.len() - MOST)),
        );
    }
    for file in &review.remarks.unreadable {
        page.toned(Tone::Caution, format!("  {}", feedback::unreadable(reader, file)));
    }
    for one in &review.handoffs {
        let tone = if one.beyond.is_some() {
            Tone::Caution
        } else {
            Tone::Plain
        };
        page.toned(tone, format!("  {}", words::handoff(reader, one)));
    }
    for verdict in review.verdicts.iter().take(MOST) {
        let is_past = verdict.answered_by.is_some() || verdict.about == About::Earlier;
        let tone = if is_past { Tone::Faint } else { Tone::Plain };
        page.toned(tone, format!("  {}", words::verdict(reader, verdict)));
    }
}

fn tone(row: &RemarkRow) -> Tone {
    match (row.state, row.severity) {
        (RemarkState::Open, Some(Severity::Blocking)) => Tone::Bad,
        (RemarkState::Open, _) => Tone::Caution,
        (RemarkState::Resolved | RemarkState::Confirmed, _) => Tone::Plain,
    }
}
