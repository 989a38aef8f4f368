//! Answers: which verdicts and remarks of a request were recorded?
//! Invariant: facts; one line a file.
//! Source: `docs/json.md`.

use crate::model::approval::Verdict;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ForgeRecorded {
    /// `github`, `gitlab`, …
    pub forge: String,
    /// The number of the request.
    pub pull: String,
    pub verdicts: Vec<VerdictLine>,
    pub remarks: Vec<RemarksLine>,
    /// Verdicts that were recorded before.
    pub known: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct VerdictLine {
    pub brief: String,
    pub stage: String,
    pub person: String,
    /// `approve`, `reject` or `revoke`.
    pub verdict: &'static str,
    #[serde(skip)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub said: Verdict,
    /// When it was given, ISO 8601.
    pub at: String,
    pub path: String,
}

/// One round of one reviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RemarksLine {
    pub brief: String,
    pub stage: String,
    pub person: String,
    pub remarks: usize,
    pub path: String,
}
