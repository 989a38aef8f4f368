//! Answers: what does a record say now that it did not say at a revision, and which commit changed each field?
//! Invariant: every field that differs has a line; a line names the last commit that touched it.
//! Source: `docs/json.md`.

use super::changes::{ChangeLine, ChangeView, Cover};
use super::plan_diff::{CommitLine, DiffEnd};
use crate::model::other::RecordType;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug)]
pub struct RecordDiff {
    pub record: RecordType,
    pub id: String,
    pub title: String,
    pub from: DiffEnd,
    pub to: DiffEnd,
    /// Where the file was and is, when it has another path now.
    pub moved: Option<(String, String)>,
    pub before: Presence,
    pub after: Presence,
    pub lines: Vec<DiffLine>,
    /// Those that changed the record, oldest first.
    pub commits: Vec<CommitLine>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Readable,
    Unreadable,
    Absent,
}

/// One field, and what touched it last.
#[derive(Clone, Debug, PartialEq)]
pub struct DiffLine {
    pub change: ChangeLine,
    pub cause: FieldCause,
    /// How many commits touched it before that one.
    pub earlier: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldCause {
    /// Place in [`RecordDiff::commits`].
    Commit(usize),
    NotCommitted,
    /// No commit between the two ends shows it: they have no common line.
    Unknown,
}

impl RecordDiff {
    pub fn commit(&self, cause: FieldCause) -> Option<&CommitLine> {
        match cause {
            FieldCause::Commit(at) => self.commits.get(at),
            FieldCause::NotCommitted | FieldCause::Unknown => None,
        }
    }

    /// Fields of which an approval no longer holds.
    pub fn covered(&self) -> usize {
        self.lines
            .iter()
            .filter(|line| line.change.cover == Cover::Covered)
            .count()
    }
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RecordDiffView {
    /// brief, campaign, workflow, …
    pub r#type: &'static str,
    pub id: String,
    pub title: String,
    pub from: EndView,
    pub to: EndView,
    pub path_before: Option<String>,
    pub path_after: Option<String>,
    pub changes: Vec<DiffLineView>,
    pub covered_changes: usize,
    pub commits: Vec<CommitView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EndView {
    pub asked: Option<String>,
    /// Null for the files at hand.
    pub commit: Option<String>,
    pub day: String,
    /// readable, unreadable or absent.
    pub state: &'static str,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DiffLineView {
    #[serde(flatten)]
    pub change: ChangeView,
    /// The last commit that touched the field; null when it is not committed or not known.
    pub commit: Option<String>,
    pub by: Option<String>,
    pub day: Option<String>,
    /// commit, not-committed or unknown.
    pub cause: &'static str,
    pub earlier_commits: usize,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct CommitView {
    pub commit: String,
    pub by: String,
    pub day: String,
    pub subject: String,
}

impl RecordDiffView {
    pub fn of(diff: &RecordDiff) -> Self {
        let end = |end: &DiffEnd, presence: Presence| EndView {
            asked: end.asked.clone(),
            commit: end.commit.clone(),
            day: end.day.to_string(),
            state: match presence {
                Presence::Readable => "readable",
                Presence::Unreadable => "unreadable",
                Presence::Absent => "absent",
            },
        };
        let commit = |commit: &CommitLine| CommitView {
            commit: commit.id.clone(),
            by: commit.author.clone(),
            day: commit.day.to_string(),
            subject: commit.subject.clone(),
        };
        Self {
            r#type: diff.record.word(),
            id: diff.id.clone(),
            title: diff.title.clone(),
            from: end(&diff.from, diff.before),
            to: end(&diff.to, diff.after),
            path_before: diff.moved.as_ref().map(|(from, _)| from.clone()),
            path_after: diff.moved.as_ref().map(|(_, to)| to.clone()),
            changes: diff.lines.iter().map(|line| line_view(diff, line)).collect(),
            covered_changes: diff.covered(),
            commits: diff.commits.iter().map(commit).collect(),
        }
    }
}

fn line_view(diff: &RecordDiff, line: &DiffLine) -> DiffLineView {
    let commit = diff.commit(line.cause);
    DiffLineView {
        change: ChangeView::of(&line.change),
        commit: commit.map(|commit| commit.id.clone()),
        by: commit.map(|commit| commit.author.clone()),
        day: commit.map(|commit| commit.day.to_string()),
        cause: match line.cause {
            FieldCause::Commit(_) => "commit",
            FieldCause::NotCommitted => "not-committed",
            FieldCause::Unknown => "unknown",
        },
        earlier_commits: line.earlier,
    }
}
