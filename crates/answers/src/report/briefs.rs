//! Answers: which briefs and requests are there, and where does one of them stand?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.
//! Source: `docs/json.md`.

use super::brief_review::{Review, ReviewView};
use super::deed::NoticeView;
use super::pending::{PendingRequest, PendingView};
use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::plan::notice::Notice;
use crate::trail::gate::GateLack;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// Briefs in the order of their due days, those without one last.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefList {
    pub rows: Vec<BriefRow>,
    /// Whether closed briefs were asked for too.
    pub scope: Scope,
    /// Open requests that carry them, and, without a filter, those that bring new ones.
    pub pending: Vec<PendingRequest>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Open,
    All,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BriefRow {
    pub id: String,
    pub title: String,
    pub kind: String,
    pub stage: String,
    /// In the reader's language.
    pub stage_title: String,
    pub owner: Option<String>,
    pub campaign: Option<String>,
    pub deliverable: Option<String>,
    pub due: Option<Day>,
    /// Working days since the due day; none when there is time, or it is closed.
    pub late: HalfDays,
}

/// Requests in the order of their age.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestList {
    pub rows: Vec<RequestRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RequestRow {
    pub id: String,
    pub title: String,
    pub kind: String,
    pub requester: Option<String>,
    pub due: Option<Day>,
    /// Working days since it was asked for; `None` when history cannot tell.
    pub waiting: Option<HalfDays>,
    pub missing: Vec<String>,
    pub notice: Option<Notice>,
    pub rush: Option<String>,
}

/// One brief, as a person wants to know it.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefCard {
    pub row: BriefRow,
    pub path: String,
    pub kind_title: String,
    /// The day it came to its stage; `None` when history cannot tell.
    pub since: Option<Day>,
    pub why_due: Option<WhyDue>,
    pub campaign_title: Option<String>,
    pub requester: Option<String>,
    /// Who does which stage.
    pub who: Vec<(String, Vec<String>)>,
    /// Every other filled field, as text.
    pub fields: Vec<(String, String)>,
    pub missing: Vec<String>,
    /// What its gate waits for.
    pub lacks: Vec<GateLack>,
    /// Who is to act, by the stage's role; empty where the owner is.
    pub awaited: Vec<String>,
    pub rush: Option<String>,
    /// Open requests that carry it.
    pub pending: Vec<PendingRequest>,
    /// Proofs, remarks and verdicts.
    pub review: Review,
    pub next: Vec<String>,
}

/// Where a due day comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyDue {
    /// The brief names it; the day its deliverable gives, when that is another.
    Own { deliverable_says: Option<Day> },
    /// So many working days before it goes live.
    Live {
        live: Day,
        handover: HalfDays,
        party: Option<String>,
    },
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BriefListView {
    pub briefs: Vec<BriefRowView>,
    /// Open requests that carry them, and, without a filter, those that bring new ones.
    pub pending: Vec<PendingView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BriefRowView {
    pub id: String,
    pub title: String,
    pub kind: String,
    pub stage: String,
    pub owner: Option<String>,
    pub campaign: Option<String>,
    pub deliverable: Option<String>,
    pub due: Option<String>,
    pub late_working_days: f64,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RequestListView {
    pub requests: Vec<RequestRowView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RequestRowView {
    pub id: String,
    pub title: String,
    pub kind: String,
    pub requester: Option<String>,
    pub due: Option<String>,
    /// Null when history cannot tell.
    pub waiting_working_days: Option<f64>,
    pub missing: Vec<String>,
    pub notice: Option<NoticeView>,
    pub rush: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BriefCardView {
    pub brief: BriefRowView,
    pub path: String,
    /// The day it came to its stage; null when history cannot tell.
    pub since: Option<String>,
    /// The day it goes live, when its deliverable says.
    pub live: Option<String>,
    pub requester: Option<String>,
    pub who: Vec<WhoView>,
    pub fields: Vec<FieldView>,
    pub missing: Vec<String>,
    /// Whether its gate, if it is at one, may be left.
    pub gate_met: bool,
    pub awaited: Vec<String>,
    pub rush: Option<String>,
    /// Open requests that carry it: branches of the remote that are not merged.
    pub pending: Vec<PendingView>,
    pub review: ReviewView,
    pub next: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WhoView {
    pub stage: String,
    pub people: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FieldView {
    pub key: String,
    pub text: String,
}

impl BriefList {
    pub fn view(&self) -> BriefListView {
        BriefListView {
            briefs: self.rows.iter().map(BriefRow::view).collect(),
            pending: self.pending.iter().map(PendingRequest::view).collect(),
        }
    }

    /// How many are past their due day.
    pub fn late(&self) -> usize {
        self.rows.iter().filter(|row| row.late.0 > 0).count()
    }
}

impl BriefRow {
    pub fn view(&self) -> BriefRowView {
        BriefRowView {
            id: self.id.clone(),
            title: self.title.clone(),
            kind: self.kind.clone(),
            stage: self.stage.clone(),
            owner: self.owner.clone(),
            campaign: self.campaign.clone(),
            deliverable: self.deliverable.clone(),
            due: self.due.map(|day| day.to_string()),
            late_working_days: self.late.as_days(),
        }
    }
}

impl RequestList {
    pub fn view(&self) -> RequestListView {
        let row = |row: &RequestRow| RequestRowView {
            id: row.id.clone(),
            title: row.title.clone(),
            kind: row.kind.clone(),
            requester: row.requester.clone(),
            due: row.due.map(|day| day.to_string()),
            waiting_working_days: row.waiting.map(HalfDays::as_days),
            missing: row.missing.clone(),
            notice: row.notice.as_ref().map(NoticeView::of),
            rush: row.rush.clone(),
        };
        RequestListView {
            requests: self.rows.iter().map(row).collect(),
        }
    }
}

impl BriefCard {
    pub fn view(&self) -> BriefCardView {
        let live = match &self.why_due {
            Some(WhyDue::Live { live, .. }) => Some(live.to_string()),
            Some(WhyDue::Own { .. }) | None => None,
        };
        let who = |(stage, people): &(String, Vec<String>)| WhoView {
            stage: stage.clone(),
            people: people.clone(),
        };
        let field = |(key, text): &(String, String)| FieldView {
            key: key.clone(),
            text: text.clone(),
        };
        BriefCardView {
            brief: self.row.view(),
            path: self.path.clone(),
            since: self.since.map(|day| day.to_string()),
            live,
            requester: self.requester.clone(),
            who: self.who.iter().map(who).collect(),
            fields: self.fields.iter().map(field).collect(),
            missing: self.missing.clone(),
            gate_met: self.lacks.is_empty(),
            awaited: self.awaited.clone(),
            rush: self.rush.clone(),
            pending: self.pending.iter().map(PendingRequest::view).collect(),
            review: self.review.view(),
            next: self.next.clone(),
        }
    }
}
