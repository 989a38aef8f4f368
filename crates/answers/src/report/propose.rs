//! Answers: which requests were made of what, and how is each opened?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.
//! Source: `docs/json.md`, `docs/flows.md`.

use super::sync::ReplayedView;
use crate::change::share::Replayed;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposeReport {
    pub remote: String,
    /// Where the requests lead: `main`.
    pub into: String,
    pub proposals: Vec<Proposal>,
    /// Commits that stay on the official branch here.
    pub kept: usize,
    /// What was checked out before, when the official branch was put back.
    pub put_back_from: Option<String>,
    pub is_preview: bool,
}

/// A branch, and the request that it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub branch: String,
    /// Its newest commit, in hexadecimal.
    pub commit: String,
    pub commits: Vec<Replayed>,
    pub carried: Option<Carried>,
    pub request: RequestState,
}

/// A brief and where its request leads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    pub brief: String,
    pub title: String,
    /// Its official stage; `None` for one that is new.
    pub from: Option<String>,
    pub to: String,
    /// Those that the request leads through.
    pub gates: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestState {
    /// The forge's program opened it, and said this.
    Opened { said: String },
    /// How to open it; both `None` where `crops.yml` names no forge.
    ToOpen {
        command: Option<String>,
        url: Option<String>,
    },
    /// The program could not open it, in its own words.
    NotOpened { command: String, said: String },
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProposeView {
    pub remote: String,
    pub into: String,
    /// Whether nothing was pushed or moved.
    pub preview: bool,
    pub proposals: Vec<ProposalView>,
    /// Commits that stay on the official branch here.
    pub kept_commits: usize,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProposalView {
    pub branch: String,
    pub commit: String,
    pub commits: Vec<ReplayedView>,
    /// The brief that it carries, when it is about one alone.
    pub brief: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// Gates that it leads through.
    pub gates: Vec<String>,
    /// Whether the request was opened.
    pub opened: bool,
    /// The address of the request, or of the page that opens it.
    pub url: Option<String>,
    /// The command that opens it.
    pub command: Option<String>,
}

impl ProposeView {
    pub fn of(report: &ProposeReport) -> Self {
        Self {
            remote: report.remote.clone(),
            into: report.into.clone(),
            preview: report.is_preview,
            proposals: report.proposals.iter().map(ProposalView::of).collect(),
            kept_commits: report.kept,
        }
    }
}

impl ProposalView {
    fn of(one: &Proposal) -> Self {
        let (opened, url, command) = match &one.request {
            RequestState::Opened { said } => (true, Some(said.clone()), None),
            RequestState::ToOpen { command, url } => (false, url.clone(), command.clone()),
            RequestState::NotOpened { command, .. } => (false, None, Some(command.clone())),
        };
        let carried = one.carried.as_ref();
        Self {
            branch: one.branch.clone(),
            commit: one.commit.clone(),
            commits: one.commits.iter().map(ReplayedView::of).collect(),
            brief: carried.map(|carried| carried.brief.clone()),
            from: carried.and_then(|carried| carried.from.clone()),
            to: carried.map(|carried| carried.to.clone()),
            gates: carried.map_or_else(Vec::new, |carried| carried.gates.clone()),
            opened,
            url,
            command,
        }
    }
}
