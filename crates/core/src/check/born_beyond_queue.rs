//! Answers: did a brief appear in a stage beyond its queue, so that nobody ever accepted it?
//! Invariant: a brief that says `imported:` is not reported.
//! Source: `docs/checks.md`, `born-beyond-queue`; design, "How a team works".

use super::{CheckInput, FoundBy, Official, Rule};
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::model::workflow::StageClass;

pub const RULE: Rule = Rule {
    id: "born-beyond-queue",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let Official::Known(standings) = input.official else {
        return Vec::new();
    };
    let new = input
        .studio
        .briefs
        .values()
        .filter(|brief| brief.imported.is_none() && !standings.contains_key(&brief.id));
    new.filter(|brief| {
        let stage = input.studio.stage_of(brief);
        stage.is_some_and(|stage| stage.class != StageClass::Queue)
    })
    .map(|brief| {
        let problem = Problem::BornBeyondQueue {
            brief: brief.id.to_string(),
            stage: brief.stage.to_string(),
        };
        Finding::error(Place::at(&brief.file, brief.stage.span), problem)
    })
    .collect()
}
