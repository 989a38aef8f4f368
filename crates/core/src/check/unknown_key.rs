//! Answers: does a record have a key that crops does not know?
//! Invariant: near a known key it is an error, else a warning; `x-` keys are free.
//! Source: `docs/checks.md`, `unknown-key`.

use super::{FoundBy, Rule};
use crate::model::finding::Severity;

/// Found while files are read, see `store::read`.
pub const RULE: Rule = Rule {
    id: "unknown-key",
    severity: Severity::Error,
    found_by: FoundBy::Loading,
};
