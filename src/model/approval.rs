//! Answers: who gave which verdict on which content of a brief, and on what evidence?
//! Invariant: a verdict is one file, never edited; one that is not understood in full is no verdict.
//! Source: design, "Gates and approvals".

use super::id::{BriefId, PersonId, StageId};
use super::place::StudioPath;
use super::workflow::{Covers, EvidenceKind};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    pub id: Box<str>,
    pub file: StudioPath,
    /// The studio it was given in.
    pub studio: Box<str>,
    pub subject: BriefId,
    pub stage: StageId,
    pub verdict: Verdict,
    /// Of what it covers, as it was when the verdict was given.
    pub digest: Box<str>,
    pub covers: Covers,
    pub by: PersonId,
    /// As written; shown, never compared.
    pub at: Box<str>,
    /// Ids of the verdicts that this one answers.
    pub resolves: Vec<Box<str>>,
    /// What it says of itself: nothing but a claim until it is verified.
    pub evidence: EvidenceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Approve,
    /// Approved once the listed changes are made.
    ApproveWithChanges,
    /// Changes required.
    Reject,
    Revoke,
    Abstain,
}

impl Verdict {
    pub const ALL: [Self; 5] = [
        Self::Approve,
        Self::ApproveWithChanges,
        Self::Reject,
        Self::Revoke,
        Self::Abstain,
    ];

    /// The word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::ApproveWithChanges => "approve-with-changes",
            Self::Reject => "reject",
            Self::Revoke => "revoke",
            Self::Abstain => "abstain",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }
}
