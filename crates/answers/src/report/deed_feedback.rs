//! Answers: which remarks did a command write, resolve or confirm?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.

use crate::model::feedback::Severity;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// Remarks of one brief, and what somebody did with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemarksDone {
    pub id: String,
    pub title: String,
    pub stage: String,
    /// In the reader's language.
    pub stage_title: String,
    pub by: String,
    pub remarks: Vec<RemarkDone>,
    /// Blocking remarks of the brief that are open afterwards.
    pub open_blocking: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemarkDone {
    /// File and remark: `2t8wq4zc/f1`.
    pub name: String,
    pub severity: Option<Severity>,
    pub text: String,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RemarksDoneView {
    pub id: String,
    pub title: String,
    pub stage: String,
    pub by: String,
    pub remarks: Vec<RemarkDoneView>,
    /// Blocking remarks of the brief that are open afterwards.
    pub open_blocking: usize,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RemarkDoneView {
    /// File and remark: `2t8wq4zc/f1`.
    pub name: String,
    /// `blocking`, `major`, `minor` or `idea`.
    pub severity: Option<&'static str>,
    pub text: String,
}

impl RemarksDoneView {
    pub fn of(one: &RemarksDone) -> Self {
        let remark = |remark: &RemarkDone| RemarkDoneView {
            name: remark.name.clone(),
            severity: remark.severity.map(Severity::word),
            text: remark.text.clone(),
        };
        Self {
            id: one.id.clone(),
            title: one.title.clone(),
            stage: one.stage.clone(),
            by: one.by.clone(),
            remarks: one.remarks.iter().map(remark).collect(),
            open_blocking: one.open_blocking,
        }
    }
}
