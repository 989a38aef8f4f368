//! Answers: what does `crops calendar` say, as values that every format is made from?
//! Invariant: entries stand by week, channel and day; words are made in `render::catalogue::editorial`.

use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::model::label::Label;
use crate::model::studio::Studio;
use crate::plan::calendars::DayOff;
use crate::plan::channels::rank;
use crate::plan::editorial::{Conflict, Editorial, Entry, LiveState, Named, Question, What};
use chrono::{Datelike, Days};
use std::collections::BTreeSet;

/// The whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct EditorialReport {
    /// The random id of the studio.
    pub studio: String,
    /// Id and title of the campaign; `None`: all of them.
    pub campaign: Option<(String, String)>,
    pub today: Day,
    pub from: Day,
    /// The last day, included.
    pub to: Day,
    /// Channels that were asked for; none asks for all.
    pub asked: Vec<Channel>,
    /// Channels of the entries, in the order of the taxonomy.
    pub channels: Vec<Channel>,
    pub entries: Vec<EntryLine>,
    pub clashes: Vec<Clash>,
    /// Lines that have no live day.
    pub undated: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    pub id: String,
    /// As the taxonomy calls it.
    pub label: Option<Label>,
}

/// One day of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryLine {
    pub day: Day,
    /// The Monday of its week.
    pub week: Day,
    pub kind: EntryKind,
    pub group: ChannelGroup,
    /// `spring-launch/teaser`
    pub name: String,
    pub title: String,
    /// Id and title.
    pub campaign: Option<(String, String)>,
    pub channels: Vec<Channel>,
    pub brief: Option<String>,
    pub stage: Option<(String, Label)>,
    pub state: LiveState,
    pub owner: Option<String>,
    pub party: Option<String>,
    pub due: Option<Day>,
    /// The earliest day on which the plan has it ready.
    pub forecast: Option<Day>,
    pub late: HalfDays,
    pub clashes: Clashes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    Launch,
    Date,
    Milestone,
    Deliverable,
    Occurrence,
    /// A brief on no deliverable, on its due day.
    Brief,
}

/// Under which heading an entry stands, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChannelGroup {
    /// Launches, other dates and milestones of campaigns.
    Campaign,
    /// The first of its channels, in [`EditorialReport::channels`].
    Channel(usize),
    NoChannel,
}

/// Whether something is in its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clashes {
    No,
    Yes,
}

/// Something worth a second look.
#[derive(Clone, Debug, PartialEq)]
pub enum Clash {
    SameDay {
        day: Day,
        channel: Channel,
        items: Vec<Named>,
    },
    DayOff {
        day: Day,
        items: Vec<Named>,
        off: DayOff,
    },
}

impl Channel {
    fn of(studio: &Studio, id: &str) -> Self {
        let terms = studio.taxonomy.as_ref().and_then(|taxonomy| taxonomy.channels.as_ref());
        let label = terms.and_then(|terms| terms.iter().find(|(term, _)| term.as_str() == id));
        Self {
            id: id.to_owned(),
            label: label.and_then(|(_, label)| label.clone()),
        }
    }

    /// In the reader's language; its id where the taxonomy has no words for it.
    pub fn title(&self, code: &str) -> &str {
        self.label.as_ref().map_or(&self.id, |label| label.in_language(code))
    }
}

impl EntryLine {
    pub fn days_until(&self, today: Day) -> i64 {
        (self.day - today).num_days()
    }

    pub fn goes_live(&self) -> bool {
        matches!(self.kind, EntryKind::Deliverable | EntryKind::Occurrence) && self.state != LiveState::Cancelled
    }

    pub fn is_late(&self) -> bool {
        self.late.0 > 0
    }

    /// The day it can be ready, where that is what makes it late.
    pub fn late_by_forecast(&self, today: Day) -> Option<Day> {
        self.forecast
            .filter(|day| self.is_late() && self.due.is_some_and(|due| due < *day) && today <= *day)
    }
}

impl EditorialReport {
    pub fn of(question: &Question<'_>, found: &Editorial<'_>) -> Self {
        let studio = question.studio;
        let mut ids: Vec<&str> = found
            .entries
            .iter()
            .flat_map(|entry| entry.channels.iter().copied())
            .collect();
        ids.sort_by_key(|id| (rank(studio, id), *id));
        ids.dedup();
        let last = found.entries.iter().map(|entry| entry.day).max();
        let in_the_way: BTreeSet<(Day, &str)> = found.conflicts.iter().flat_map(concerned).collect();
        let mut entries: Vec<EntryLine> = found
            .entries
            .iter()
            .map(|entry| {
                let mut line = line(studio, entry, &ids);
                if in_the_way.contains(&(entry.day, &*line.name)) {
                    line.clashes = Clashes::Yes;
                }
                line
            })
            .collect();
        entries.sort_by(|one, other| {
            let key = |line: &EntryLine| (line.week, line.group, line.day);
            key(one).cmp(&key(other)).then_with(|| one.name.cmp(&other.name))
        });
        let campaign = question.campaign;
        Self {
            studio: studio.settings.id.to_string(),
            campaign: campaign.map(|campaign| (campaign.id.to_string(), campaign.title.to_string())),
            today: question.today,
            from: question.from,
            to: question.to.or(last).unwrap_or(question.from).max(question.from),
            asked: question.channels.iter().map(|id| Channel::of(studio, id)).collect(),
            channels: ids.iter().map(|id| Channel::of(studio, id)).collect(),
            entries,
            clashes: found.conflicts.iter().map(|conflict| clash(studio, conflict)).collect(),
            undated: found.undated,
        }
    }

    /// How many things go live.
    pub fn live(&self) -> usize {
        self.entries.iter().filter(|entry| entry.goes_live()).count()
    }

    /// How many briefs on no deliverable are due.
    pub fn loose(&self) -> usize {
        let is_loose = |entry: &&EntryLine| entry.kind == EntryKind::Brief && entry.state != LiveState::Cancelled;
        self.entries.iter().filter(is_loose).count()
    }

    pub fn late(&self) -> usize {
        self.entries.iter().filter(|entry| entry.is_late()).count()
    }

    /// How many of them the records give no channel.
    pub fn without_channel(&self) -> usize {
        let without = |entry: &&EntryLine| entry.goes_live() && entry.group == ChannelGroup::NoChannel;
        self.entries.iter().filter(without).count()
    }

    /// The Mondays of the weeks that hold anything, in order, with the place of the first entry of each.
    pub fn weeks(&self) -> Vec<(usize, Day)> {
        let mut weeks: Vec<(usize, Day)> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if weeks.last().is_none_or(|(_, week)| *week != entry.week) {
                weeks.push((at, entry.week));
            }
        }
        weeks
    }
}

fn concerned<'c>(conflict: &'c Conflict<'_>) -> Vec<(Day, &'c str)> {
    let day = conflict.day();
    conflict.items().iter().map(|item| (day, &*item.name)).collect()
}

fn line(studio: &Studio, entry: &Entry<'_>, channels: &[&str]) -> EntryLine {
    let campaign = entry.campaign;
    let leader = campaign.and_then(|campaign| campaign.owner.as_ref());
    let (kind, owner, party) = match entry.what {
        What::Launch => (EntryKind::Launch, leader, None),
        What::Anchor(_) => (EntryKind::Date, leader, None),
        What::Milestone(_) => (EntryKind::Milestone, leader, None),
        What::Brief(brief) => (EntryKind::Brief, brief.owner.as_ref(), None),
        What::Line(line) => (EntryKind::Deliverable, line.owner.as_ref(), line.party.as_ref()),
        What::Occurrence(series) => (EntryKind::Occurrence, series.owner.as_ref(), series.party.as_ref()),
    };
    let first = entry
        .channels
        .first()
        .and_then(|first| channels.iter().position(|id| id == first));
    let group = match (kind, first) {
        (EntryKind::Launch | EntryKind::Date | EntryKind::Milestone, _) => ChannelGroup::Campaign,
        (_, Some(at)) => ChannelGroup::Channel(at),
        (_, None) => ChannelGroup::NoChannel,
    };
    let stage = entry.brief.and_then(|brief| studio.stage_of(brief));
    let owner = entry.brief.and_then(|brief| brief.owner.as_ref()).or(owner);
    EntryLine {
        day: entry.day,
        week: monday(entry.day),
        kind,
        group,
        name: entry.name(),
        title: entry.title().to_owned(),
        campaign: campaign.map(|campaign| (campaign.id.to_string(), campaign.title.to_string())),
        channels: entry.channels.iter().map(|id| Channel::of(studio, id)).collect(),
        brief: entry.brief.map(|brief| brief.id.to_string()),
        stage: stage.map(|stage| (stage.id.to_string(), stage.title.clone())),
        state: entry.state,
        owner: owner.map(|id| id.value.to_string()),
        party: party.map(|id| {
            let known = studio.parties.get(&id.value);
            known.map_or_else(|| id.to_string(), |party| party.name.to_string())
        }),
        due: entry.due,
        forecast: entry.forecast,
        late: entry.late,
        clashes: Clashes::No,
    }
}

/// Of its ISO week.
fn monday(day: Day) -> Day {
    let since = Days::new(u64::from(day.weekday().num_days_from_monday()));
    day.checked_sub_days(since).unwrap_or(day)
}

fn clash(studio: &Studio, conflict: &Conflict<'_>) -> Clash {
    match conflict {
        Conflict::SameDay { day, channel, items } => Clash::SameDay {
            day: *day,
            channel: Channel::of(studio, channel),
            items: items.clone(),
        },
        Conflict::DayOff { day, items, off } => Clash::DayOff {
            day: *day,
            items: items.clone(),
            off: off.clone(),
        },
    }
}
