//! Answers: does the record lie in the folder of another type?
//! Invariant: a record that is reported is not read.
//! Source: `docs/checks.md`, `wrong-folder`.

use super::{FoundBy, Rule};
use crate::model::finding::Severity;

/// Found while files are read, see `store::read`.
pub const RULE: Rule = Rule {
    id: "wrong-folder",
    severity: Severity::Error,
    found_by: FoundBy::Loading,
};
