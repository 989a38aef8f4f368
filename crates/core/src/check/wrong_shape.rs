//! Answers: does a key hold a text where a list is wanted, or the like?
//! Invariant: the value counts as absent.
//! Source: `docs/checks.md`, `wrong-shape`.

use super::{FoundBy, Rule};
use crate::model::finding::Severity;

/// Found while files are read, see `store::read`.
pub const RULE: Rule = Rule {
    id: "wrong-shape",
    severity: Severity::Error,
    found_by: FoundBy::Loading,
};
