//! Answers: is an id made of lower-case words, digits and hyphens?
//! Invariant: a record that is reported is not read.
//! Source: `docs/checks.md`, `bad-id`.

use super::{FoundBy, Rule};
use crate::model::finding::Severity;

/// Found while files are read, see `store::read`.
pub const RULE: Rule = Rule {
    id: "bad-id",
    severity: Severity::Error,
    found_by: FoundBy::Loading,
};
