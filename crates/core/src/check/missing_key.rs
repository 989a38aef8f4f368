//! Answers: does a record lack a key that it cannot do without?
//! Invariant: a key with an empty value is missing too.
//! Source: `docs/checks.md`, `missing-key`.

use super::{FoundBy, Rule};
use crate::model::finding::Severity;

/// Found while files are read, see `store::read`.
pub const RULE: Rule = Rule {
    id: "missing-key",
    severity: Severity::Error,
    found_by: FoundBy::Loading,
};
