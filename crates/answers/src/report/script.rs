//! Answers: what is a text that a program reads, such as a completion script or a manual page?
//! Invariant: made by us alone, so it is written as it is.

use super::kind::Kind;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// A whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    pub kind: Kind,
    pub text: String,
}

/// What stands under `data` in JSON.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ScriptView<'a> {
    pub text: &'a str,
}
