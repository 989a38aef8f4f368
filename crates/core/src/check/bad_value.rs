//! Answers: is a text of the form that its key wants: a day, a duration, an amount?
//! Invariant: the value counts as absent.
//! Source: `docs/checks.md`, `bad-value`.

use super::{FoundBy, Rule};
use crate::model::finding::Severity;

/// Found while files are read, see `store::read`.
pub const RULE: Rule = Rule {
    id: "bad-value",
    severity: Severity::Error,
    found_by: FoundBy::Loading,
};
