//! Answers: is there a gate that nobody has to open?
//! Invariant: a warning: the work goes on, but nobody was asked.
//! Source: `docs/checks.md`, `gate-without-rule`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::model::workflow::{Stage, StageClass};

pub const RULE: Rule = Rule {
    id: "gate-without-rule",
    severity: Severity::Warning,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for workflow in input.studio.workflows.values() {
        for stage in workflow.stages.iter().filter(|stage| is_open_to_all(stage)) {
            let problem = Problem::GateWithoutRule {
                workflow: workflow.id.to_string(),
                stage: stage.id.to_string(),
            };
            findings.push(Finding::warning(Place::at(&workflow.file, stage.id.span), problem));
        }
    }
    findings
}

fn is_open_to_all(stage: &Stage) -> bool {
    stage.class == StageClass::Gate && stage.gate.as_ref().is_none_or(|gate| gate.needs.is_empty())
}
