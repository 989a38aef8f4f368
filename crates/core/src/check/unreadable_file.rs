//! Answers: is there something else than a readable file of modest size where a record should be?
//! Invariant: what is reported was not opened, or not read to its end.
//! Source: `docs/checks.md`, `unreadable-file`.

use super::{FoundBy, Rule};
use crate::model::finding::Severity;

/// Found while files are read, see `store::read`.
pub const RULE: Rule = Rule {
    id: "unreadable-file",
    severity: Severity::Error,
    found_by: FoundBy::Loading,
};
