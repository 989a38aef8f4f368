//! Answers: which records were read that gather around briefs and campaigns, and what do they point at?
//! Invariant: they are checked as far as they are known: their type, id, place and references.

use super::approval::Ruling;
use super::asset::Asset;
use super::feedback::Feedback;
use super::handoff::Handoff;
use super::id::RecordId;
use super::place::{Placed, StudioPath};

#[derive(Clone, Debug, PartialEq)]
pub struct OtherRecord {
    pub record: RecordType,
    pub id: Placed<Box<str>>,
    pub file: StudioPath,
    /// What it names elsewhere, to be checked.
    pub references: Vec<Reference>,
    pub detail: Detail,
}

/// What a record says, where commands act on it.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// Nothing that anybody asks for, or the record has an error.
    None,
    Feedback(Box<Feedback>),
    Handoff(Box<Handoff>),
    Asset(Box<Asset>),
    /// A verdict that a forge is named for.
    Ruling(Box<Ruling>),
}

/// Every `crops: <type>/v1` that this version knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordType {
    Studio,
    Person,
    Party,
    Calendar,
    Workflow,
    Kind,
    Campaign,
    Brief,
    Approval,
    Feedback,
    Handoff,
    Asset,
    Result,
    Retrospective,
    Targets,
    Taxonomy,
    Template,
}

impl RecordType {
    pub const ALL: [Self; 17] = [
        Self::Studio,
        Self::Person,
        Self::Party,
        Self::Calendar,
        Self::Workflow,
        Self::Kind,
        Self::Campaign,
        Self::Brief,
        Self::Approval,
        Self::Feedback,
        Self::Handoff,
        Self::Asset,
        Self::Result,
        Self::Retrospective,
        Self::Targets,
        Self::Taxonomy,
        Self::Template,
    ];

    /// The word before `/v1`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Studio => "studio",
            Self::Person => "person",
            Self::Party => "party",
            Self::Calendar => "calendar",
            Self::Workflow => "workflow",
            Self::Kind => "kind",
            Self::Campaign => "campaign",
            Self::Brief => "brief",
            Self::Approval => "approval",
            Self::Feedback => "feedback",
            Self::Handoff => "handoff",
            Self::Asset => "asset",
            Self::Result => "result",
            Self::Retrospective => "retrospective",
            Self::Targets => "targets",
            Self::Taxonomy => "taxonomy",
            Self::Template => "template",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|record| record.word() == word)
    }
}

/// A name of another record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub to: RecordType,
    pub name: Placed<Box<str>>,
}

/// An asset as far as proofs need it.
#[derive(Clone, Debug, PartialEq)]
pub struct AssetName {
    pub id: RecordId,
    pub file: StudioPath,
}
