//! Answers: what did two branches that changed the same records make together, and what is left to choose?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.
//! Source: `docs/json.md`.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedReport {
    /// By path.
    pub files: Vec<ResolvedFile>,
    /// How many of them are not settled.
    pub left: usize,
    /// Files in conflict that were not asked about.
    pub elsewhere: usize,
    pub is_preview: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedFile {
    pub path: String,
    /// Fields that both changed.
    pub clashes: Vec<ClashLine>,
    /// `None`: it is settled.
    pub left: Option<WhyLeft>,
    /// Who changed it last here.
    pub ours_by: Option<String>,
    /// Who changed it last on the other branch.
    pub theirs_by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClashLine {
    /// `who.production`
    pub field: String,
    /// `None`: taken away, or more than a text.
    pub ours: Option<String>,
    pub theirs: Option<String>,
    /// `None`: nobody chose yet.
    pub taken: Option<Side>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Ours,
    Theirs,
}

impl Side {
    pub const fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
        }
    }
}

/// Why a file is left in two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyLeft {
    BothChanged,
    /// One of the versions is no YAML.
    Unreadable,
    /// One side took it away, the other changed it.
    TakenAway {
        by: Side,
    },
    /// A verdict or its signature in two versions: one of them was edited.
    NeverMerged,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ResolvedView {
    pub files: Vec<ResolvedFileView>,
    /// How many of them are not settled.
    pub left: usize,
    /// Files in conflict that were not asked about.
    pub elsewhere: usize,
    /// Whether it was only shown.
    pub preview: bool,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ResolvedFileView {
    pub path: String,
    pub settled: bool,
    /// `both-changed`, `unreadable`, `taken-away-here`, `taken-away-there` or `never-merged`; null when it is settled.
    pub left: Option<&'static str>,
    /// Who changed it last on each side.
    pub ours_by: Option<String>,
    pub theirs_by: Option<String>,
    pub clashes: Vec<ClashView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClashView {
    pub field: String,
    /// Null: taken away, or more than a text.
    pub ours: Option<String>,
    pub theirs: Option<String>,
    /// `ours` or `theirs`; null when nobody chose.
    pub taken: Option<&'static str>,
}

impl ResolvedReport {
    pub fn view(&self) -> ResolvedView {
        ResolvedView {
            files: self.files.iter().map(ResolvedFile::view).collect(),
            left: self.left,
            elsewhere: self.elsewhere,
            preview: self.is_preview,
        }
    }
}

impl ResolvedFile {
    fn view(&self) -> ResolvedFileView {
        let clash = |one: &ClashLine| ClashView {
            field: one.field.clone(),
            ours: one.ours.clone(),
            theirs: one.theirs.clone(),
            taken: one.taken.map(Side::word),
        };
        ResolvedFileView {
            path: self.path.clone(),
            settled: self.left.is_none(),
            left: self.left.map(|why| match why {
                WhyLeft::BothChanged => "both-changed",
                WhyLeft::Unreadable => "unreadable",
                WhyLeft::TakenAway { by: Side::Ours } => "taken-away-here",
                WhyLeft::TakenAway { by: Side::Theirs } => "taken-away-there",
                WhyLeft::NeverMerged => "never-merged",
            }),
            ours_by: self.ours_by.clone(),
            theirs_by: self.theirs_by.clone(),
            clashes: self.clashes.iter().map(clash).collect(),
        }
    }
}
