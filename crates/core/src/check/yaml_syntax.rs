//! Answers: is the text one YAML mapping, as a record must be?
//! Invariant: a file that is reported gives no record.
//! Source: `docs/checks.md`, `yaml-syntax`.

use super::{FoundBy, Rule};
use crate::model::finding::Severity;

/// Found while files are read, see `store::read`.
pub const RULE: Rule = Rule {
    id: "yaml-syntax",
    severity: Severity::Error,
    found_by: FoundBy::Loading,
};
