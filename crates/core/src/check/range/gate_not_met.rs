//! Answers: does a brief leave a gate whose rule is not met?
//! Invariant: decided by `trail::gate` alone, on the content that a merge would make.
//! Source: `docs/checks.md`, `gate-not-met`; design, "Gates and approvals".

use super::{GateStep, RangeInput};
use crate::check::{FoundBy, Rule};
use crate::model::brief::Brief;
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::model::range_problem::RangeProblem;

pub const RULE: Rule = Rule {
    id: "gate-not-met",
    severity: Severity::Error,
    found_by: FoundBy::Range,
};

pub fn find(input: RangeInput<'_>) -> Vec<Finding> {
    let gates = input.briefs.iter().flat_map(|step| {
        let brief = step.after.into_iter();
        brief.flat_map(|brief| step.gates.iter().filter_map(move |gate| judge(brief, gate)))
    });
    gates.collect()
}

fn judge(brief: &Brief, gate: &GateStep<'_>) -> Option<Finding> {
    if gate.decision.lacks.is_empty() {
        return None;
    }
    let problem = RangeProblem::GateNotMet {
        brief: brief.id.to_string(),
        stage: gate.stage.id.to_string(),
        lacks: gate.decision.lacks.clone(),
    };
    let place = Place::at(&brief.file, brief.stage.span);
    Some(Finding::error(place, Problem::Range(problem)))
}
