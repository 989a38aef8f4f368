//! Answers: what came from the others, and which changes went to them?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.
//! Source: `docs/json.md`, `docs/flows.md`.

use crate::change::share::{Replay, Replayed};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncReport {
    /// `origin`
    pub remote: String,
    /// `main`
    pub branch: String,
    /// Commits of others that were not here.
    pub received: usize,
    /// Commits made here, the oldest first.
    pub commits: Vec<Replayed>,
    pub done: SyncDone,
}

/// How far it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncDone {
    /// Both have the same.
    InStep,
    /// Asked for: nothing but what is known of the remote has changed.
    Preview,
    /// What was made here is there too.
    Shared,
    /// Nothing was made here; what others made has come.
    Received,
    /// What others made has come; what was made here waits for a request.
    Kept,
}

impl SyncReport {
    /// `origin/main`
    pub fn upstream(&self) -> String {
        format!("{}/{}", self.remote, self.branch)
    }

    /// Commits that are part of the history now.
    pub fn standing(&self) -> usize {
        self.commits.iter().filter(|one| one.now.is_some()).count()
    }
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SyncView {
    pub remote: String,
    pub branch: String,
    /// `in-step`, `preview`, `shared`, `received` or `kept`.
    pub outcome: &'static str,
    /// Commits of others that came.
    pub received_commits: usize,
    /// Commits made here, the oldest first.
    pub commits: Vec<ReplayedView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReplayedView {
    pub subject: String,
    /// The commit as it was made.
    pub was: String,
    /// As it stands now; null when nothing of it was left to do.
    pub commit: Option<String>,
    /// `untouched`, `moved`, `again`, `already-there` or `left-out`.
    pub how: &'static str,
}

impl ReplayedView {
    pub fn of(one: &Replayed) -> Self {
        Self {
            subject: one.subject.clone(),
            was: one.was.clone(),
            commit: one.now.clone(),
            how: match one.how {
                Replay::Untouched => "untouched",
                Replay::Moved => "moved",
                Replay::Again => "again",
                Replay::AlreadyThere => "already-there",
                Replay::LeftOut => "left-out",
            },
        }
    }
}

impl SyncView {
    pub fn of(report: &SyncReport) -> Self {
        Self {
            remote: report.remote.clone(),
            branch: report.branch.clone(),
            outcome: match report.done {
                SyncDone::InStep => "in-step",
                SyncDone::Preview => "preview",
                SyncDone::Shared => "shared",
                SyncDone::Received => "received",
                SyncDone::Kept => "kept",
            },
            received_commits: report.received,
            commits: report.commits.iter().map(ReplayedView::of).collect(),
        }
    }
}
