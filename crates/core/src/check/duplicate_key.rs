//! Answers: does a mapping name a key twice?
//! Invariant: which of the two was meant is never guessed.
//! Source: `docs/checks.md`, `duplicate-key`.

use super::{FoundBy, Rule};
use crate::model::finding::Severity;

/// Found while files are read, see `store::read`.
pub const RULE: Rule = Rule {
    id: "duplicate-key",
    severity: Severity::Error,
    found_by: FoundBy::Loading,
};
