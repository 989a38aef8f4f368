//! Answers: does `crops:` name a type of record that exists?
//! Invariant: a file that is reported gives no record.
//! Source: `docs/checks.md`, `unknown-type`.

use super::{FoundBy, Rule};
use crate::model::finding::Severity;

/// Found while files are read, see `store::read`.
pub const RULE: Rule = Rule {
    id: "unknown-type",
    severity: Severity::Error,
    found_by: FoundBy::Loading,
};
