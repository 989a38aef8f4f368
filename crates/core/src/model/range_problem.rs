//! Answers: what can be wrong with a range of commits, and with which facts?
//! Invariant: a variant holds facts and no words; each belongs to exactly one rule, whose id is never reused or renamed.
//! Source: design, "How a team works"; `docs/approvals.md`.

use super::gate_lack::GateLack;

/// Texts come from files: they are escaped where they are shown.
#[derive(Clone, Debug, PartialEq)]
pub enum RangeProblem {
    MergeClash {
        how: ClashKind,
    },
    /// A merge that was begun left a record in two versions; nothing is said of fields where one cannot be read.
    TwoVersions {
        fields: Vec<TwoValues>,
        /// Who changed it last here.
        ours_by: Option<String>,
        theirs_by: Option<String>,
    },
    GateNotMet {
        brief: String,
        stage: String,
        /// Never empty.
        lacks: Vec<GateLack>,
    },
    VerdictChanged {
        how: VerdictFate,
    },
    FeedbackChanged {
        how: FeedbackFate,
    },
    PolicyWithWork {
        /// Briefs that pass a gate or get a verdict in the same range.
        briefs: Vec<String>,
    },
    /// Of a brief beyond its queue whose process the base does not know.
    ProcessNotThere {
        brief: String,
        kind: String,
    },
    IdReused {
        id: String,
        /// The file of the brief that has it; `None`: one that was deleted had it.
        by: Option<String>,
    },
    IdChanged {
        from: String,
        to: String,
    },
    LookalikeName {
        name: String,
        other: String,
        how: Likeness,
    },
    UnionMerge {
        pattern: String,
        driver: String,
    },
}

/// A field that both sides of a merge changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwoValues {
    /// `who.production`
    pub field: String,
    /// `None`: taken away, or more than a text.
    pub ours: Option<String>,
    pub theirs: Option<String>,
}

/// Why two sides of a merge cannot both be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClashKind {
    /// The same lines, otherwise on each side.
    Content,
    /// Changed in the range, deleted in the base.
    DeletedInBase,
    /// Deleted in the range, changed in the base.
    DeletedInRange,
}

/// What became of a verdict that must stay as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictFate {
    Edited,
    /// Or renamed.
    Deleted,
    /// A symbolic link, or a submodule, stands in its place.
    NotAFile,
    /// A commit of the range had it, and the result does not.
    Lost,
}

/// What became of feedback that somebody gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedbackFate {
    Deleted,
    /// Who, when or about what.
    Head,
    /// The remark is gone.
    RemarkGone(String),
    /// It says something else.
    RemarkEdited(String),
    /// It cannot be read any more.
    Unreadable,
}

/// How two names can be taken for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// But for upper and lower case: one file on many computers.
    Case,
    /// Invisible characters, or letters of another script.
    Look,
}

impl RangeProblem {
    /// The stable id of its rule.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::MergeClash { .. } | Self::TwoVersions { .. } => "merge-clash",
            Self::GateNotMet { .. } => "gate-not-met",
            Self::VerdictChanged { .. } => "verdict-changed",
            Self::FeedbackChanged { .. } => "feedback-changed",
            Self::PolicyWithWork { .. } | Self::ProcessNotThere { .. } => "policy-with-work",
            Self::IdReused { .. } | Self::IdChanged { .. } => "id-reused",
            Self::LookalikeName { .. } => "lookalike-name",
            Self::UnionMerge { .. } => "union-merge",
        }
    }
}
