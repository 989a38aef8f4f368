//! Answers: how is the judgement of a range said in English?
//! Invariant: a gate is named by its title, people by their ids.

use super::numbers::counted;
use crate::model::finding::Severity;
use crate::report::range::{GateLine, Passes, RangeBrief, RangeReport};
use crate::trail::gate::Outcome;

pub fn headline(report: &RangeReport) -> String {
    let briefs = counted(report.briefs.len(), "brief", "briefs");
    let errors = report.check.count(Severity::Error);
    let others = errors.saturating_sub(report.waiting());
    let passed = match report.passed() {
        0 => String::new(),
        some => format!(", {} met", counted(some, "gate", "gates")),
    };
    match (report.waiting(), others) {
        (0, 0) => format!("Nothing stands against merging: {briefs}{passed}."),
        (waiting, 0) => format!("Not yet: {} of {briefs} not met.", counted(waiting, "gate", "gates")),
        (0, others) => format!(
            "Not like this: {} in {briefs}{passed}.",
            counted(others, "error", "errors")
        ),
        (waiting, others) => format!(
            "Not like this: {} in {briefs}, and {} not met.",
            counted(others, "error", "errors"),
            counted(waiting, "gate", "gates")
        ),
    }
}

pub fn brief(brief: &RangeBrief) -> String {
    let name = format!("{} ({})", brief.title, brief.id);
    match &brief.from {
        None => format!("{name}: new, in {}", brief.to.title),
        Some(from) if from.id == brief.to.id => format!("{name}: stays in {}", brief.to.title),
        Some(from) => format!("{name}: {} → {}", from.title, brief.to.title),
    }
}

pub fn met(gate: &GateLine) -> String {
    let people: Vec<&str> = gate.decision.counted.iter().map(|one| one.by.as_str()).collect();
    let by = match people.is_empty() {
        true => String::new(),
        false => format!(" by {}", people.join(", ")),
    };
    let said = match gate.decision.outcome {
        Outcome::Tacit => "tacit: nobody said no in time",
        Outcome::ApprovedWithChanges => "approved with changes",
        Outcome::Approved | Outcome::Waiting | Outcome::ChangesRequired => "approved",
    };
    format!("✓ {}: {said}{by}", gate.stage.title)
}

pub fn waits(gate: &GateLine, waits: &str) -> String {
    let what = match (gate.decision.outcome, gate.passes) {
        (Outcome::ChangesRequired, _) => "changes required",
        (_, Passes::Leaves) => "waits for",
        (_, Passes::Stands) => "will wait for",
    };
    match gate.decision.outcome {
        Outcome::ChangesRequired => format!("✗ {}: {what}: {waits}", gate.stage.title),
        Outcome::Waiting | Outcome::Approved | Outcome::ApprovedWithChanges | Outcome::Tacit => {
            format!("✗ {}: {what} {waits}", gate.stage.title)
        }
    }
}

pub fn more(count: usize) -> String {
    format!("and {}", counted(count, "more change", "more changes"))
}
