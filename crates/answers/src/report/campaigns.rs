//! Answers: which campaigns are there, and how far is each line of one of them?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.
//! Source: `docs/json.md`.

use crate::model::Day;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// Campaigns in the order of their launches, those without one last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignList {
    pub rows: Vec<CampaignRow>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignRow {
    pub id: String,
    pub title: String,
    pub client: Option<String>,
    pub owner: Option<String>,
    pub launch: Option<Day>,
    /// Deliverables and dates of series.
    pub lines: usize,
    /// Briefs that name the campaign.
    pub briefs: usize,
    /// Of them, in a `done` stage.
    pub delivered: usize,
}

/// One campaign with its lines in the order of their live days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignCard {
    pub row: CampaignRow,
    pub path: String,
    pub reference: Option<String>,
    pub anchors: Vec<(String, Day)>,
    pub lines: Vec<LineRow>,
    /// Free tasks and milestones, by id.
    pub tasks: Vec<String>,
    pub milestones: Vec<String>,
    pub next: Vec<String>,
}

/// A deliverable, or one date of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRow {
    /// `hero-film`, `countdown@2027-02-02`.
    pub item: String,
    pub title: Option<String>,
    pub kind: String,
    pub live: Option<Day>,
    pub due: Option<Day>,
    pub brief: Option<String>,
    /// In the reader's language; `None` without a brief.
    pub stage_title: Option<String>,
    pub stage: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CampaignListView {
    pub campaigns: Vec<CampaignRowView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CampaignRowView {
    pub id: String,
    pub title: String,
    pub client: Option<String>,
    pub owner: Option<String>,
    pub launch: Option<String>,
    /// Deliverables and dates of series.
    pub lines: usize,
    pub briefs: usize,
    pub delivered: usize,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CampaignCardView {
    pub campaign: CampaignRowView,
    pub path: String,
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    pub anchors: Vec<AnchorView>,
    pub lines: Vec<LineView>,
    pub tasks: Vec<String>,
    pub milestones: Vec<String>,
    pub next: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AnchorView {
    pub name: String,
    pub day: String,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LineView {
    pub item: String,
    pub title: Option<String>,
    pub kind: String,
    pub live: Option<String>,
    pub due: Option<String>,
    pub brief: Option<String>,
    pub stage: Option<String>,
}

impl CampaignRow {
    fn view(&self) -> CampaignRowView {
        CampaignRowView {
            id: self.id.clone(),
            title: self.title.clone(),
            client: self.client.clone(),
            owner: self.owner.clone(),
            launch: self.launch.map(|day| day.to_string()),
            lines: self.lines,
            briefs: self.briefs,
            delivered: self.delivered,
        }
    }
}

impl CampaignList {
    pub fn view(&self) -> CampaignListView {
        CampaignListView {
            campaigns: self.rows.iter().map(CampaignRow::view).collect(),
        }
    }
}

impl CampaignCard {
    pub fn view(&self) -> CampaignCardView {
        let text = |day: Option<Day>| day.map(|day| day.to_string());
        let line = |line: &LineRow| LineView {
            item: line.item.clone(),
            title: line.title.clone(),
            kind: line.kind.clone(),
            live: text(line.live),
            due: text(line.due),
            brief: line.brief.clone(),
            stage: line.stage.clone(),
        };
        let anchor = |(name, day): &(String, Day)| AnchorView {
            name: name.clone(),
            day: day.to_string(),
        };
        CampaignCardView {
            campaign: self.row.view(),
            path: self.path.clone(),
            reference: self.reference.clone(),
            anchors: self.anchors.iter().map(anchor).collect(),
            lines: self.lines.iter().map(line).collect(),
            tasks: self.tasks.clone(),
            milestones: self.milestones.clone(),
            next: self.next.clone(),
        }
    }

    /// Lines without a brief.
    pub fn without_brief(&self) -> usize {
        self.lines.iter().filter(|line| line.brief.is_none()).count()
    }
}
