//! Answers: was a merge left half done in the file?
//! Invariant: only a file that cannot be read is reported: the marks may stand in a text.
//! Source: `docs/checks.md`, `conflict-markers`.

use super::{FoundBy, Rule};
use crate::model::finding::Severity;

/// Found while files are read, see `store::read`.
pub const RULE: Rule = Rule {
    id: "conflict-markers",
    severity: Severity::Error,
    found_by: FoundBy::Loading,
};
