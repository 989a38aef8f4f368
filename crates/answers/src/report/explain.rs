//! Answers: what does a finding mean?
//! Invariant: the words are made in `render::catalogue`, from `docs/checks.md`.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// One rule, or the list of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExplainReport {
    /// `None`: all rules.
    pub rule: Option<&'static str>,
}

/// What stands under `data` in JSON.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ExplainView {
    pub rules: Vec<RuleView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RuleView {
    /// The stable id.
    pub rule: &'static str,
    /// `error` or `warning`.
    pub severity: &'static str,
    pub text: RuleTexts,
}

/// What it means and how to mend it, a paragraph or example each.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RuleTexts {
    pub en: Vec<&'static str>,
    pub fr: Vec<&'static str>,
}
