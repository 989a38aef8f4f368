//! Answers: what is in the sample studio that was just made, and what can be asked of it?
//! Invariant: counted in what was written, not in what was meant.

use crate::model::Day;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DemoReport {
    /// As it was asked for.
    pub folder: String,
    pub title: String,
    pub people: usize,
    pub campaigns: usize,
    pub briefs: usize,
    pub commits: usize,
    /// The days of the first and the last commit.
    pub from: Day,
    pub to: Day,
    /// Who makes the commits there from now on.
    pub you_are: String,
    /// The campaign that runs.
    pub campaign: String,
    /// The commands whose answers are shown.
    pub plan_command: String,
    pub kpi_command: String,
    /// Commands to try next.
    pub next: Vec<String>,
}

/// What stands under `data` in JSON.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DemoView<'a> {
    #[serde(flatten)]
    pub made: &'a DemoReport,
    /// The data of `crops.plan`.
    pub plan: serde_json::Value,
    /// The data of `crops.kpi`.
    pub kpi: serde_json::Value,
}
