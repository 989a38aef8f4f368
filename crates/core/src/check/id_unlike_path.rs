//! Answers: does the file or folder have another name than the record in it?
//! Invariant: the `id:` decides, the path never does.
//! Source: `docs/checks.md`, `id-unlike-path`.

use super::{FoundBy, Rule};
use crate::model::finding::Severity;

/// Found while files are read, see `store::read`.
pub const RULE: Rule = Rule {
    id: "id-unlike-path",
    severity: Severity::Warning,
    found_by: FoundBy::Loading,
};
