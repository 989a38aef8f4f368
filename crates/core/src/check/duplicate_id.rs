//! Answers: do two things of one type have the same id?
//! Invariant: the first in path order is kept.
//! Source: `docs/checks.md`, `duplicate-id`.

use super::{FoundBy, Rule};
use crate::model::finding::Severity;

/// Found while files are read, see `store::read`.
pub const RULE: Rule = Rule {
    id: "duplicate-id",
    severity: Severity::Error,
    found_by: FoundBy::Loading,
};
