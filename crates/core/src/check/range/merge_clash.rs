//! Answers: what did the range and its base change in ways that cannot both be?
//! Invariant: one finding a file; the rest of the range is judged all the same.
//! Source: `docs/checks.md`, `merge-clash`.

use super::RangeInput;
use crate::check::{FoundBy, Rule};
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::model::range_problem::RangeProblem;

pub const RULE: Rule = Rule {
    id: "merge-clash",
    severity: Severity::Error,
    found_by: FoundBy::Range,
};

pub fn find(input: RangeInput<'_>) -> Vec<Finding> {
    let clashes = input.clashes.iter().map(|(file, how)| {
        let problem = RangeProblem::MergeClash { how: *how };
        Finding::error(Place::whole(file), Problem::Range(problem))
    });
    clashes.collect()
}
