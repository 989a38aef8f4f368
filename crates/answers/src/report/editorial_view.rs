//! Answers: what is the JSON of the editorial calendar?
//! Invariant: version 1 is frozen: keys are added, never renamed or removed; days are ISO, durations say their unit.
//! Source: `docs/schemas/crops.calendar.v1.json`.

use super::editorial::{Channel, Clash, EditorialReport, EntryKind, EntryLine};
use crate::model::Day;
use crate::plan::calendars::DayOff;
use crate::plan::editorial::{LiveState, Named};
use chrono::Datelike;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EditorialView {
    /// Null for all campaigns.
    campaign: Option<CampaignView>,
    from: Day,
    /// The last day, included.
    to: Day,
    /// Channels that were asked for; empty for all.
    asked_channels: Vec<String>,
    /// By week, channel and day.
    entries: Vec<EntryView>,
    conflicts: Vec<ConflictView>,
    /// Deliverables without a live day.
    undated: usize,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct CampaignView {
    id: String,
    title: String,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct EntryView {
    day: Day,
    /// `2027-W09`
    iso_week: String,
    /// `deliverable`, `occurrence`, `brief`, `milestone`, `launch` or `date`.
    kind: &'static str,
    /// `spring-launch/teaser`, `spring-launch/countdown@2027-02-02`, `spring-launch/J`.
    name: String,
    title: String,
    /// Null of a brief without one.
    campaign: Option<CampaignView>,
    /// In the order of the taxonomy; empty when no record names one.
    channels: Vec<String>,
    brief: Option<String>,
    stage: Option<String>,
    /// `noBrief`, `open`, `held`, `ready`, `done`, `cancelled`, or `date` for what is no work.
    state: &'static str,
    owner: Option<String>,
    /// The name of who receives it.
    party: Option<String>,
    /// The last day of work.
    due: Option<Day>,
    /// The earliest day on which the plan has it ready; null when it is ready, or nothing is planned.
    forecast_ready: Option<Day>,
    /// Since it was due, or until it can be ready; 0 when there is time, or it is ready.
    late_working_days: f64,
    /// Calendar days from today; negative when it is past.
    days_until: i64,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct ConflictView {
    /// `sameDay`: several things on one channel; `dayOff`: whoever puts it live is off.
    kind: &'static str,
    day: Day,
    channel: Option<String>,
    items: Vec<ItemView>,
    /// `holiday`, `bridge`, `closed` or `short`.
    off: Option<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct ItemView {
    name: String,
    title: String,
}

impl EditorialView {
    pub fn of(report: &EditorialReport) -> Self {
        Self {
            campaign: report.campaign.as_ref().map(campaign),
            from: report.from,
            to: report.to,
            asked_channels: ids(&report.asked),
            entries: report.entries.iter().map(|entry| view(entry, report.today)).collect(),
            conflicts: report.clashes.iter().map(conflict).collect(),
            undated: report.undated,
        }
    }
}

fn campaign((id, title): &(String, String)) -> CampaignView {
    CampaignView {
        id: id.clone(),
        title: title.clone(),
    }
}

fn ids(channels: &[Channel]) -> Vec<String> {
    channels.iter().map(|channel| channel.id.clone()).collect()
}

/// `2027-W09`
pub fn iso_week(day: Day) -> String {
    let week = day.iso_week();
    format!("{}-W{:02}", week.year(), week.week())
}

/// The stable word of a kind of entry.
pub const fn kind_code(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Launch => "launch",
        EntryKind::Date => "date",
        EntryKind::Milestone => "milestone",
        EntryKind::Deliverable => "deliverable",
        EntryKind::Occurrence => "occurrence",
        EntryKind::Brief => "brief",
    }
}

/// The stable word of a state.
pub const fn state_code(state: LiveState) -> &'static str {
    match state {
        LiveState::Date => "date",
        LiveState::NoBrief => "noBrief",
        LiveState::Open => "open",
        LiveState::Held => "held",
        LiveState::Ready => "ready",
        LiveState::Done => "done",
        LiveState::Cancelled => "cancelled",
    }
}

fn view(entry: &EntryLine, today: Day) -> EntryView {
    EntryView {
        day: entry.day,
        iso_week: iso_week(entry.day),
        kind: kind_code(entry.kind),
        name: entry.name.clone(),
        title: entry.title.clone(),
        campaign: entry.campaign.as_ref().map(campaign),
        channels: ids(&entry.channels),
        brief: entry.brief.clone(),
        stage: entry.stage.as_ref().map(|(id, _)| id.clone()),
        state: state_code(entry.state),
        owner: entry.owner.clone(),
        party: entry.party.clone(),
        due: entry.due,
        forecast_ready: entry.forecast,
        late_working_days: entry.late.as_days(),
        days_until: entry.days_until(today),
    }
}

fn conflict(clash: &Clash) -> ConflictView {
    let item = |item: &Named| ItemView {
        name: item.name.clone(),
        title: item.title.clone(),
    };
    match clash {
        Clash::SameDay { day, channel, items } => ConflictView {
            kind: "sameDay",
            day: *day,
            channel: Some(channel.id.clone()),
            items: items.iter().map(item).collect(),
            off: None,
        },
        Clash::DayOff { day, items, off } => ConflictView {
            kind: "dayOff",
            day: *day,
            channel: None,
            items: items.iter().map(item).collect(),
            off: Some(match off {
                DayOff::Holiday(_) => "holiday",
                DayOff::Bridge => "bridge",
                DayOff::Closed(_) => "closed",
                DayOff::Short => "short",
            }),
        },
    }
}
