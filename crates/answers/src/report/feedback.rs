//! Answers: which remarks are there, and what became of each?
//! Invariant: what is open comes first, the heaviest before the others; JSON shapes are those of version 1.
//! Source: `docs/json.md`.

use super::proof_sheet::ProofSheet;
use crate::model::Day;
use crate::model::feedback::{RemarkState, Settled, Severity};
use crate::model::remark_place::RemarkPlace;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// Remarks of one brief, or of many.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedbackList {
    /// Id and title of the brief that was asked for; `None` for all.
    pub brief: Option<(String, String)>,
    pub rows: Vec<RemarkRow>,
    /// Files of feedback that cannot be read: what they say is not in the list.
    pub unreadable: Vec<String>,
    /// The proofs of the brief, for a page that shows them.
    pub sheets: Vec<ProofSheet>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RemarkRow {
    /// `2t8wq4zc/f1`
    pub name: String,
    pub brief: String,
    pub title: String,
    pub stage: String,
    /// In the reader's language.
    pub stage_title: String,
    pub by: String,
    /// As written.
    pub at: String,
    /// In the studio's zone; `None` when `at` cannot be read.
    pub day: Option<Day>,
    pub version: Option<VersionSeen>,
    pub severity: Option<Severity>,
    pub state: RemarkState,
    pub place: Option<RemarkPlace>,
    pub text: String,
    pub resolved: Option<Settled>,
    pub confirmed: Option<Settled>,
}

/// The version of a proof that somebody looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionSeen {
    pub asset: String,
    /// 1 for the first of its chain; `None` when there is no such record.
    pub number: Option<usize>,
    /// What has replaced it since.
    pub latest: Option<(String, usize)>,
}

impl FeedbackList {
    pub fn open(&self) -> usize {
        self.count(|row| row.state == RemarkState::Open)
    }

    /// Remarks that keep a gate shut.
    pub fn open_blocking(&self) -> usize {
        self.count(|row| row.state == RemarkState::Open && row.severity == Some(Severity::Blocking))
    }

    pub fn resolved(&self) -> usize {
        self.count(|row| row.state == RemarkState::Resolved)
    }

    fn count(&self, is_it: impl Fn(&RemarkRow) -> bool) -> usize {
        self.rows.iter().filter(|row| is_it(row)).count()
    }

    /// Open first, the heaviest first; then by brief, stage and as they were written.
    pub fn sort(&mut self) {
        self.rows.sort_by(|one, other| one.rank().cmp(&other.rank()));
    }
}

impl RemarkRow {
    fn rank(&self) -> (RemarkState, (bool, Option<Severity>), &str, &str, &str, &str) {
        let weight = (self.severity.is_none(), self.severity);
        (self.state, weight, &self.brief, &self.stage, &self.at, &self.name)
    }
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FeedbackListView {
    /// The brief that was asked for; null for all.
    pub brief: Option<String>,
    pub open: usize,
    pub open_blocking: usize,
    pub remarks: Vec<RemarkRowView>,
    /// Files that cannot be read: what they say is not in the list.
    pub unreadable: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RemarkRowView {
    /// File and remark: `2t8wq4zc/f1`.
    pub name: String,
    pub brief: String,
    pub stage: String,
    pub by: String,
    /// As written in the file.
    pub at: String,
    pub version: Option<VersionView>,
    /// `blocking`, `major`, `minor` or `idea`.
    pub severity: Option<&'static str>,
    /// `open`, `resolved` or `confirmed`.
    pub state: &'static str,
    pub place: Option<PlaceView>,
    pub text: String,
    pub resolved: Option<SettledView>,
    pub confirmed: Option<SettledView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct VersionView {
    pub asset: String,
    /// 1 for the first of its chain; null when there is no such record.
    pub number: Option<usize>,
    /// What has replaced it since.
    pub replaced_by: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlaceView {
    pub time_code: Option<String>,
    pub page: Option<u32>,
    /// Part of the width, from the left.
    pub x: Option<f64>,
    /// Part of the height, from the top.
    pub y: Option<f64>,
    /// Key of the brief.
    pub field: Option<String>,
    pub words: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SettledView {
    pub by: Option<String>,
    /// A day, as written.
    pub on: Option<String>,
    pub how: Option<String>,
}

impl FeedbackList {
    pub fn view(&self) -> FeedbackListView {
        FeedbackListView {
            brief: self.brief.as_ref().map(|(id, _)| id.clone()),
            open: self.open(),
            open_blocking: self.open_blocking(),
            remarks: self.rows.iter().map(RemarkRow::view).collect(),
            unreadable: self.unreadable.clone(),
        }
    }
}

impl RemarkRow {
    pub fn view(&self) -> RemarkRowView {
        RemarkRowView {
            name: self.name.clone(),
            brief: self.brief.clone(),
            stage: self.stage.clone(),
            by: self.by.clone(),
            at: self.at.clone(),
            version: self.version.as_ref().map(|seen| VersionView {
                asset: seen.asset.clone(),
                number: seen.number,
                replaced_by: seen.latest.as_ref().map(|(id, _)| id.clone()),
            }),
            severity: self.severity.map(Severity::word),
            state: self.state.word(),
            place: self.place.as_ref().map(PlaceView::of),
            text: self.text.clone(),
            resolved: self.resolved.as_ref().map(SettledView::of),
            confirmed: self.confirmed.as_ref().map(SettledView::of),
        }
    }
}

impl PlaceView {
    fn of(place: &RemarkPlace) -> Self {
        Self {
            time_code: place.at.as_ref().map(|at| at.text().to_owned()),
            page: place.page,
            x: place.point.map(|point| point.x.value()),
            y: place.point.map(|point| point.y.value()),
            field: place.field.as_ref().map(ToString::to_string),
            words: place.words.as_ref().map(ToString::to_string),
        }
    }
}

impl SettledView {
    fn of(settled: &Settled) -> Self {
        let text = |text: &Option<Box<str>>| text.as_ref().map(ToString::to_string);
        Self {
            by: text(&settled.by),
            on: text(&settled.on),
            how: text(&settled.how),
        }
    }
}
