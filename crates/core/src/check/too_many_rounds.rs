//! Answers: did a brief come to a gate once more than it allows?
//! Invariant: what `crops move` would refuse; moves that are shared already are past.
//! Source: `docs/checks.md`, `too-many-rounds`.

use super::{CheckInput, FoundBy, Rule, left_without};
use crate::model::finding::{Finding, Severity};
use crate::model::handoff::LeaveLack;

pub const RULE: Rule = Rule {
    id: "too-many-rounds",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    left_without(input, |lack| matches!(lack, LeaveLack::TooManyRounds { .. }))
}
