//! Answers: was the file written for a newer crops?
//! Invariant: a file that is reported gives no record.
//! Source: `docs/checks.md`, `newer-format`.

use super::{FoundBy, Rule};
use crate::model::finding::Severity;

/// Found while files are read, see `store::read`.
pub const RULE: Rule = Rule {
    id: "newer-format",
    severity: Severity::Error,
    found_by: FoundBy::Loading,
};
