//! Answers: how is the judgement of a range said in French?
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
        some => format!(", {}", counted(some, "validation acquise", "validations acquises")),
    };
    let waiting = || counted(report.waiting(), "validation manque", "validations manquent");
    let errors = || counted(others, "erreur", "erreurs");
    match (report.waiting(), others) {
        (0, 0) => format!("Rien ne s’oppose à la fusion\u{a0}: {briefs}{passed}."),
        (_, 0) => format!("Pas encore\u{a0}: {} ({briefs}).", waiting()),
        (0, _) => format!("Pas ainsi\u{a0}: {} ({briefs}{passed}).", errors()),
        (_, _) => format!("Pas ainsi\u{a0}: {} et {} ({briefs}).", errors(), waiting()),
    }
}

pub fn brief(brief: &RangeBrief) -> String {
    let name = format!("{} ({})", brief.title, brief.id);
    match &brief.from {
        None => format!("{name}\u{a0}: nouveau, à l’étape {}", brief.to.title),
        Some(from) if from.id == brief.to.id => format!("{name}\u{a0}: reste à l’étape {}", brief.to.title),
        Some(from) => format!("{name}\u{a0}: {} → {}", from.title, brief.to.title),
    }
}

pub fn met(gate: &GateLine) -> String {
    let people: Vec<&str> = gate.decision.counted.iter().map(|one| one.by.as_str()).collect();
    let by = match people.is_empty() {
        true => String::new(),
        false => format!(" par {}", people.join(", ")),
    };
    let said = match gate.decision.outcome {
        Outcome::Tacit => "accord tacite, personne n’a dit non à temps",
        Outcome::ApprovedWithChanges => "validé avec corrections",
        Outcome::Approved | Outcome::Waiting | Outcome::ChangesRequired => "validé",
    };
    format!("✓ {}\u{a0}: {said}{by}", gate.stage.title)
}

pub fn waits(gate: &GateLine, waits: &str) -> String {
    let what = match (gate.decision.outcome, gate.passes) {
        (Outcome::ChangesRequired, _) => "à corriger",
        (_, Passes::Leaves) => "en attente",
        (_, Passes::Stands) => "sera en attente",
    };
    format!("✗ {}\u{a0}: {what}\u{a0}: {waits}", gate.stage.title)
}

pub fn more(count: usize) -> String {
    format!("et {}", counted(count, "autre changement", "autres changements"))
}
