//! Answers: who gave which verdict on which content of a brief, and on what evidence?
//! Invariant: a verdict is one file, never edited; one that is not understood in full is no verdict.
//! Source: design, "Gates and approvals".

use super::Day;
use super::history::Moment;
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
    /// When it was asked for, as `at`.
    pub requested: Option<Box<str>>,
    /// Ids of the verdicts that this one answers.
    pub resolves: Vec<Box<str>>,
    /// Remarks to be dealt with, or confirmed to be: `2t8wq4zc/f1`.
    pub changes: Vec<Box<str>>,
    /// Who may confirm them beside whoever gave it.
    pub confirmed_by: Option<PersonId>,
    pub note: Option<Box<str>>,
    pub evidence: Evidence,
}

/// What a verdict says of where it comes from: nothing but a claim until it is verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub kind: EvidenceKind,
    pub forge: Option<ForgeEvidence>,
    pub relay: Option<Relay>,
}

impl Evidence {
    pub const fn of(kind: EvidenceKind) -> Self {
        Self {
            kind,
            forge: None,
            relay: None,
        }
    }
}

/// The review of a forge that was recorded, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForgeEvidence {
    pub forge: Box<str>,
    pub repository: Option<Box<str>>,
    pub pull: Option<Box<str>>,
    pub review: Option<Box<str>>,
    pub account: Option<Box<str>>,
    pub commit: Option<Box<str>>,
}

/// Words that came another way, and who brought them here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relay {
    /// `email`
    pub via: Box<str>,
    pub received: Option<Day>,
    pub by: Option<PersonId>,
    /// The file in the studio that holds them.
    pub attachment: Option<Box<str>>,
    pub sha256: Option<Box<str>>,
}

/// When a gate was asked about and how it was decided there, as a recorded review of a forge says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    pub subject: BriefId,
    pub stage: StageId,
    pub verdict: Verdict,
    /// Of what was judged: one version has one.
    pub digest: Box<str>,
    pub requested: Option<Moment>,
    pub at: Moment,
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
    /// The changes that an approval asked for are there.
    Confirm,
}

impl Verdict {
    pub const ALL: [Self; 6] = [
        Self::Approve,
        Self::ApproveWithChanges,
        Self::Reject,
        Self::Revoke,
        Self::Abstain,
        Self::Confirm,
    ];

    /// The word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::ApproveWithChanges => "approve-with-changes",
            Self::Reject => "reject",
            Self::Revoke => "revoke",
            Self::Abstain => "abstain",
            Self::Confirm => "confirm",
        }
    }

    /// The command of `crops` that says it.
    pub const fn command(self) -> &'static str {
        match self {
            Self::Approve | Self::ApproveWithChanges | Self::Confirm => "approve",
            Self::Reject => "reject",
            Self::Revoke => "revoke",
            Self::Abstain => "abstain",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }
}
