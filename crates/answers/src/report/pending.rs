//! Answers: which request carries a brief, from which stage to which, with how much, by whom and since when?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.

use crate::model::Day;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// A brief on a branch that is not merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingRequest {
    /// `crops/k3x9qa/review`
    pub branch: String,
    pub brief: String,
    pub title: String,
    /// Id and title of its official stage; `None`: the request brings the brief.
    pub from: Option<(String, String)>,
    pub to: (String, String),
    /// Ids and titles of the gates that it leads through.
    pub gates: Vec<(String, String)>,
    pub commits: usize,
    /// The name of whoever proposed it.
    pub by: String,
    /// As the studio knows them by their e-mail.
    pub person: Option<String>,
    pub since: Day,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PendingView {
    pub branch: String,
    pub brief: String,
    pub title: String,
    /// The official stage; null when the request brings the brief.
    pub from: Option<String>,
    /// The stage once it is merged.
    pub to: String,
    /// The gates that it leads through.
    pub gates: Vec<String>,
    /// Commits that the official branch does not have.
    pub commits: usize,
    /// The name of whoever proposed it.
    pub by: String,
    /// Who that is in the studio; null when nobody has their e-mail.
    pub person: Option<String>,
    pub since: String,
}

impl PendingRequest {
    pub fn view(&self) -> PendingView {
        PendingView {
            branch: self.branch.clone(),
            brief: self.brief.clone(),
            title: self.title.clone(),
            from: self.from.as_ref().map(|(id, _)| id.clone()),
            to: self.to.0.clone(),
            gates: self.gates.iter().map(|(id, _)| id.clone()).collect(),
            commits: self.commits,
            by: self.by.clone(),
            person: self.person.clone(),
            since: self.since.to_string(),
        }
    }
}
