//! Answers: can a new name be taken for another one beside it?
//! Invariant: names that differ in case alone, by invisible characters, or by letters of another script.
//! Source: `docs/checks.md`, `lookalike-name`.

use super::RangeInput;
use crate::check::{FoundBy, Rule};
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::model::range_problem::RangeProblem;

pub const RULE: Rule = Rule {
    id: "lookalike-name",
    severity: Severity::Error,
    found_by: FoundBy::Range,
};

pub fn find(input: RangeInput<'_>) -> Vec<Finding> {
    let finding = |one: &super::Alike| {
        let problem = RangeProblem::LookalikeName {
            name: one.name.clone(),
            other: one.other.clone(),
            how: one.how,
        };
        Finding::error(Place::whole(&one.file), Problem::Range(problem))
    };
    input.alike.iter().map(finding).collect()
}
