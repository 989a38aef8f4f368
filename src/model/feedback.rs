//! Answers: what did a reviewer remark on one version of a brief?
//! Invariant: one file a reviewer and round; a remark is open until its file says otherwise.
//! Source: design, "The studio: what is on disk".

use super::place::StudioPath;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    pub id: Box<str>,
    pub file: StudioPath,
    pub stage: Box<str>,
    pub by: Box<str>,
    /// As written; shown, never compared.
    pub at: Box<str>,
    /// The proof that was looked at.
    pub asset: Option<Box<str>>,
    pub remarks: Vec<Remark>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub id: Box<str>,
    pub text: Box<str>,
    pub severity: Option<Box<str>>,
    pub state: RemarkState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemarkState {
    Open,
    /// Said to be done.
    Resolved,
    /// Seen to be done.
    Confirmed,
}
