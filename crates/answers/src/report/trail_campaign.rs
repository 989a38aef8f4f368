//! Answers: what happened to a campaign and its briefs, from its first version to today?
//! Invariant: in the order in which it landed; within a commit the campaign first, then its briefs by their ids.
//! Source: `docs/trail.md`.

use super::kpi::SourceView;
use super::trail::{Entry, Standing, Told, TrailReport};
use super::trail_build::{Parts, VersionRead, VersionWhat, of_commit, version};
use super::trail_view::{EntryView, standing};
use crate::metrics::subject::Facts;
use crate::model::Day;
use crate::model::campaign::Campaign;
use crate::model::history::CommitIndex;
use crate::model::workflow::StageClass;
use crate::trail::touch::Touch;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// The answer of `trail` for a campaign.
#[derive(Clone, Debug)]
pub struct CampaignTrail {
    pub campaign: String,
    pub title: String,
    pub path: String,
    pub launch: Option<Day>,
    /// Commits that changed what the campaign says, the first one among them.
    pub versions: usize,
    /// In the order of their ids; their own lines are in `lines`.
    pub briefs: Vec<TrailReport>,
    pub lines: Vec<CampaignLine>,
    /// Lines before `--since` that are not shown.
    pub before: usize,
    pub source: SourceView,
    pub today: Day,
}

#[derive(Clone, Debug)]
pub struct CampaignLine {
    /// Place in [`CampaignTrail::briefs`]; `None`: the campaign itself.
    pub brief: Option<usize>,
    pub entry: Entry,
}

impl CampaignTrail {
    pub fn brief_of(&self, line: &CampaignLine) -> Option<&TrailReport> {
        self.briefs.get(line.brief?)
    }

    /// Briefs that are in a `done` stage.
    pub fn delivered(&self) -> usize {
        let is_done = |brief: &&TrailReport| {
            matches!(
                brief.now,
                Standing::Closed {
                    class: StageClass::Done,
                    ..
                }
            )
        };
        self.briefs.iter().filter(is_done).count()
    }

    /// Changes of a stage that are shown or lie before.
    pub fn moves(&self) -> usize {
        let is_move = |line: &&CampaignLine| matches!(line.entry.told, Told::Moved { .. });
        self.lines.iter().filter(is_move).count()
    }
}

/// Everything it is made of.
pub struct CampaignParts<'p, 'a> {
    pub campaign: &'p Campaign,
    pub facts: &'p Facts<'a>,
    /// The commit that brought it.
    pub first: Option<Touch>,
    pub versions: Vec<VersionRead>,
    pub briefs: Vec<Parts<'p, 'a>>,
    pub known_before: &'p dyn Fn(CommitIndex) -> bool,
    pub source: SourceView,
}

impl CampaignParts<'_, '_> {
    pub fn report(self) -> CampaignTrail {
        let mut placed: Vec<(Touch, usize, CampaignLine)> = Vec::new();
        let own = |entry| CampaignLine { brief: None, entry };
        let first = self.first;
        placed.extend(first.map(|touch| (touch, 0, own(of_commit(self.facts, touch, Told::Written)))));
        let versions = self.versions.iter();
        placed.extend(versions.map(|read| (read.touch, 1, own(version(self.facts, read)))));
        for (place, brief) in self.briefs.iter().enumerate() {
            let brief = brief.placed().into_iter().map(|(touch, sort, entry)| {
                let line = CampaignLine {
                    brief: Some(place),
                    entry,
                };
                (touch, 2 + 8 * place + usize::from(sort), line)
            });
            placed.extend(brief);
        }
        placed.sort_by_key(|(touch, sort, _)| (touch.landing, touch.commit, *sort));
        let all = placed.len();
        placed.retain(|(touch, ..)| !(self.known_before)(touch.landing));
        let is_version = |read: &&VersionRead| matches!(read.what, VersionWhat::Fields(_));
        CampaignTrail {
            campaign: self.campaign.id.to_string(),
            title: self.campaign.title.to_string(),
            path: self.campaign.file.to_string(),
            launch: self.campaign.launch.as_ref().map(|day| day.value),
            versions: usize::from(first.is_some()) + self.versions.iter().filter(is_version).count(),
            before: all - placed.len(),
            lines: placed.into_iter().map(|(.., line)| line).collect(),
            briefs: self.briefs.into_iter().map(Parts::report).collect(),
            today: self.facts.today,
            source: self.source,
        }
    }
}

/// What `trail` of a campaign says to a program.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CampaignTrailView {
    pub campaign: String,
    pub title: String,
    pub path: String,
    pub launch: Option<String>,
    /// Commits that changed what the campaign says.
    pub versions: usize,
    pub briefs: Vec<CampaignBriefView>,
    /// In the order in which they landed.
    pub entries: Vec<CampaignEntryView>,
    /// Entries that `since` leaves out.
    pub entries_before: usize,
    pub reference: String,
    pub pending_commits: usize,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CampaignBriefView {
    pub brief: String,
    /// Null when it was deleted.
    pub title: Option<String>,
    /// in, on-hold, closed or deleted.
    pub state: &'static str,
    pub stage: Option<String>,
    pub since: String,
    /// Up to the delivery, or to the end of today.
    pub total_working_days: f64,
    pub rounds: usize,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CampaignEntryView {
    /// Null: the campaign itself.
    pub brief: Option<String>,
    #[serde(flatten)]
    pub entry: EntryView,
}

impl CampaignTrailView {
    pub fn of(report: &CampaignTrail) -> Self {
        let brief = |brief: &TrailReport| {
            let (state, stage, since, ..) = standing(&brief.now);
            CampaignBriefView {
                brief: brief.brief.clone(),
                title: brief.title.clone(),
                state,
                stage: stage.map(|stage| stage.id.clone()),
                since: since.to_string(),
                total_working_days: brief.totals.working_days,
                rounds: brief.totals.rounds,
            }
        };
        let entry = |line: &CampaignLine| CampaignEntryView {
            brief: report.brief_of(line).map(|brief| brief.brief.clone()),
            entry: EntryView::of(&line.entry),
        };
        Self {
            campaign: report.campaign.clone(),
            title: report.title.clone(),
            path: report.path.clone(),
            launch: report.launch.map(|day| day.to_string()),
            versions: report.versions,
            briefs: report.briefs.iter().map(brief).collect(),
            entries: report.lines.iter().map(entry).collect(),
            entries_before: report.before,
            reference: report.source.reference.clone(),
            pending_commits: report.source.pending,
        }
    }
}
