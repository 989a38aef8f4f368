//! Answers: what goes live when, on which channels, and what stands in each other's way?
//! Invariant: every live day, milestone and anchor of the records in the range stands once; the order of files changes nothing.
//! Source: design, "Time", anchors: a day something goes live never moves.

use super::anchors::{occurrences, work_day_of};
use super::calendars::{Calendars, DayOff};
use super::channels::{brief_channels, in_order, line_channels, rank, texts};
use super::due::{due, due_of_deliverable, live_day};
use super::editorial_forecast::Forecasts;
use super::expand::live_brief;
use super::network::Instant;
use crate::model::Day;
use crate::model::brief::{Brief, DeliverableRef, Link};
use crate::model::campaign::{Campaign, Deliverable, Milestone, Series};
use crate::model::duration::HalfDays;
use crate::model::id::{ItemId, KindId, PartyId};
use crate::model::studio::Studio;
use crate::model::workflow::StageClass;
use std::collections::{BTreeMap, BTreeSet};

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    pub studio: &'a Studio,
    pub calendars: &'a Calendars<'a>,
    pub today: Day,
    /// `None`: all of them.
    pub campaign: Option<&'a Campaign>,
    pub from: Day,
    /// The last day, included; `None`: to the last one there is.
    pub to: Option<Day>,
    /// When each can be ready; empty: nobody asked the plan.
    pub forecasts: &'a Forecasts,
    /// Only these; empty: all, and what has none.
    pub channels: &'a [String],
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Editorial<'a> {
    /// By day, campaign and item.
    pub entries: Vec<Entry<'a>>,
    /// By day.
    pub conflicts: Vec<Conflict<'a>>,
    /// Lines that have no live day, because their campaign has no launch.
    pub undated: usize,
}

/// One day of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    pub day: Day,
    pub what: What<'a>,
    /// `None` of a brief without one.
    pub campaign: Option<&'a Campaign>,
    /// The brief on it; of a cancelled one the last that was dropped.
    pub brief: Option<&'a Brief>,
    /// Each once, in the order of [`rank`]; empty: the records name none.
    pub channels: Vec<&'a str>,
    pub state: LiveState,
    /// By when the work should be ready.
    pub due: Option<Day>,
    /// The earliest day on which the plan has it ready.
    pub forecast: Option<Day>,
    /// Working days that it is over its day, or will be at the earliest; none when there is time, or it is ready.
    pub late: HalfDays,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What<'a> {
    Launch,
    /// Another named date of the campaign.
    Anchor(&'a str),
    Milestone(&'a Milestone),
    Line(&'a Deliverable),
    Occurrence(&'a Series),
    /// A brief on no deliverable, on its due day.
    Brief(&'a Brief),
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiveState {
    /// A day of the campaign, no work.
    Date,
    NoBrief,
    Open,
    Held,
    /// The stage that makes it ready is left, or the milestone is reached.
    Ready,
    Done,
    Cancelled,
}

/// Something worth a second look.
#[derive(Clone, Debug, PartialEq)]
pub enum Conflict<'a> {
    /// Several things on one channel on one day.
    SameDay {
        day: Day,
        channel: &'a str,
        items: Vec<Named>,
    },
    /// Live on a day when whoever puts it live is off.
    DayOff { day: Day, items: Vec<Named>, off: DayOff },
}

/// What something is called, and what is typed for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub title: String,
}

impl Conflict<'_> {
    pub fn day(&self) -> Day {
        match self {
            Self::SameDay { day, .. } | Self::DayOff { day, .. } => *day,
        }
    }

    pub fn items(&self) -> &[Named] {
        match self {
            Self::SameDay { items, .. } | Self::DayOff { items, .. } => items,
        }
    }
}

impl<'a> Entry<'a> {
    /// `spring-launch/teaser`, `spring-launch/countdown@2027-02-02`, `spring-launch/J`.
    pub fn name(&self) -> String {
        let campaign = self.campaign.map_or("", |campaign| campaign.id.as_str());
        match self.what {
            What::Brief(brief) => brief.id.to_string(),
            What::Launch => format!("{campaign}/J"),
            What::Anchor(name) => format!("{campaign}/{name}"),
            What::Milestone(milestone) => format!("{campaign}/{}", milestone.id.value),
            What::Line(line) => format!("{campaign}/{}", line.id.value),
            What::Occurrence(series) => format!("{campaign}/{}@{}", series.id.value, self.day),
        }
    }

    /// What people call it; a date of a series by its brief, which knows more than the series.
    pub fn title(&self) -> &'a str {
        let brief = self.brief.map(|brief| &*brief.title.value);
        match self.what {
            What::Brief(brief) => &brief.title.value,
            What::Launch => self.campaign.map_or("", |campaign| &campaign.title),
            What::Anchor(name) => name,
            What::Milestone(milestone) => milestone.title.as_deref().unwrap_or(milestone.id.as_str()),
            What::Line(line) => line.title.as_deref().or(brief).unwrap_or(line.id.as_str()),
            What::Occurrence(series) => brief.or(series.title.as_deref()).unwrap_or(series.id.as_str()),
        }
    }

    fn named(&self) -> Named {
        Named {
            name: self.name(),
            title: self.title().to_owned(),
        }
    }

    /// Whether something goes live, and will.
    pub fn goes_live(&self) -> bool {
        matches!(self.what, What::Line(_) | What::Occurrence(_)) && self.state != LiveState::Cancelled
    }

    fn party(&self) -> Option<&'a PartyId> {
        match self.what {
            What::Line(line) => line.party.as_ref().map(|party| &party.value),
            What::Occurrence(series) => series.party.as_ref().map(|party| &party.value),
            What::Launch | What::Anchor(_) | What::Milestone(_) | What::Brief(_) => None,
        }
    }
}

/// Selects what is asked for; an empty answer is an empty range.
pub fn editorial<'a>(question: &Question<'a>) -> Editorial<'a> {
    let mut all = Reader::of(question).entries();
    let within = |entry: &Entry<'_>| question.from <= entry.day && question.to.is_none_or(|to| entry.day <= to);
    all.retain(within);
    all.sort_by_cached_key(|entry| {
        let campaign = entry.campaign.map(|campaign| campaign.id.clone());
        (entry.day, campaign, rank_of(entry.what), entry.name())
    });
    // Another campaign may be in the way of the one that is asked for.
    let mut conflicts = conflicts(question, &all);
    all.retain(|entry| is_asked(question, entry));
    let asked: BTreeSet<(Day, String)> = all.iter().map(|entry| (entry.day, entry.name())).collect();
    let is_told = |day: Day, item: &Named| asked.contains(&(day, item.name.clone()));
    conflicts.retain(|conflict| conflict.items().iter().any(|item| is_told(conflict.day(), item)));
    Editorial {
        undated: undated(question),
        entries: all,
        conflicts,
    }
}

fn is_asked(question: &Question<'_>, entry: &Entry<'_>) -> bool {
    let is_of_campaign = question
        .campaign
        .is_none_or(|asked| entry.campaign.is_some_and(|own| own.id == asked.id));
    let is_on = || {
        entry
            .channels
            .iter()
            .any(|one| question.channels.iter().any(|asked| asked == one))
    };
    is_of_campaign && (question.channels.is_empty() || is_on())
}

const fn rank_of(what: What<'_>) -> u8 {
    match what {
        What::Launch => 0,
        What::Anchor(_) => 1,
        What::Milestone(_) => 2,
        What::Line(_) => 3,
        What::Occurrence(_) => 4,
        What::Brief(_) => 5,
    }
}

/// Reads the records once.
struct Reader<'q, 'a> {
    question: &'q Question<'a>,
    briefs: BTreeMap<&'a DeliverableRef, Vec<&'a Brief>>,
}

impl<'q, 'a> Reader<'q, 'a> {
    fn of(question: &'q Question<'a>) -> Self {
        let mut briefs: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for brief in question.studio.briefs.values() {
            if let Link::Deliverable(link) = &brief.link {
                briefs.entry(&link.value).or_default().push(brief);
            }
        }
        Self { question, briefs }
    }

    fn entries(&self) -> Vec<Entry<'a>> {
        let mut found = Vec::new();
        for campaign in self.question.studio.campaigns.values() {
            self.dates(campaign, &mut found);
            for line in &campaign.deliverables {
                let link = link(campaign, &line.id.value, None);
                found.extend(self.live(campaign, What::Line(line), &link));
            }
            for series in &campaign.series {
                for day in occurrences(series, campaign, self.question.calendars.studio()) {
                    let link = link(campaign, &series.id.value, Some(day));
                    found.extend(self.live(campaign, What::Occurrence(series), &link));
                }
            }
        }
        found.extend(
            self.question
                .studio
                .briefs
                .values()
                .filter_map(|brief| self.loose(brief)),
        );
        found
    }

    /// What nothing puts live still has a day to be ready by.
    fn loose(&self, brief: &'a Brief) -> Option<Entry<'a>> {
        let Question { studio, calendars, .. } = *self.question;
        let campaign = match &brief.link {
            Link::Deliverable(_) => return None,
            Link::Campaign(id) => studio.campaigns.get(&id.value),
            Link::None => None,
        };
        let day = due(studio, calendars, brief)?.day;
        let what = What::Brief(brief);
        let state = state_of(studio, brief);
        let (forecast, late) = self.lateness(brief.id.as_str(), state, Some(day));
        Some(Entry {
            day,
            what,
            campaign,
            brief: Some(brief),
            channels: self.channels(what, Some(brief)),
            state,
            due: Some(day),
            forecast,
            late,
        })
    }

    /// The earliest day it can be ready, and how late that or today is; nothing of what is ready or given up.
    fn lateness(&self, name: &str, state: LiveState, due: Option<Day>) -> (Option<Day>, HalfDays) {
        if !matches!(state, LiveState::NoBrief | LiveState::Open | LiveState::Held) {
            return (None, HalfDays(0));
        }
        let forecast = self.question.forecasts.get(name).copied();
        let late = due.map_or(HalfDays(0), |due| {
            let at_best = forecast.map_or(HalfDays(0), |day| self.working_days(due, day));
            self.late_since(due).max(at_best)
        });
        (forecast, late)
    }

    fn dates(&self, campaign: &'a Campaign, found: &mut Vec<Entry<'a>>) {
        let date = |day: Day, what: What<'a>| Entry {
            day,
            what,
            campaign: Some(campaign),
            brief: None,
            channels: Vec::new(),
            state: LiveState::Date,
            due: None,
            forecast: None,
            late: HalfDays(0),
        };
        let launch = campaign.launch.as_ref();
        found.extend(launch.map(|day| date(day.value, What::Launch)));
        let others = campaign.dates.iter();
        found.extend(others.map(|(name, day)| date(day.value, What::Anchor(name))));
        for milestone in &campaign.milestones {
            let by = milestone.by.as_ref();
            let by = by.and_then(|by| work_day_of(&by.value, Some(campaign), self.question.calendars.studio()));
            let Some(day) = by else { continue };
            let (state, late) = match &milestone.done {
                Some(_) => (LiveState::Ready, HalfDays(0)),
                None => (LiveState::Open, self.late_since(day)),
            };
            found.push(Entry {
                state,
                late,
                due: Some(day),
                ..date(day, What::Milestone(milestone))
            });
        }
    }

    fn live(&self, campaign: &'a Campaign, what: What<'a>, link: &DeliverableRef) -> Option<Entry<'a>> {
        let Question { studio, calendars, .. } = *self.question;
        let day = live_day(campaign, link, calendars.studio())?;
        let all = self.briefs.get(link).map_or(&[][..], Vec::as_slice);
        let brief = live_brief(studio, all);
        let state = match brief {
            Some(brief) => state_of(studio, brief),
            None if all.is_empty() => LiveState::NoBrief,
            None => LiveState::Cancelled,
        };
        let due = match brief {
            Some(brief) => due(studio, calendars, brief).map(|due| due.day),
            None => due_of_deliverable(studio, calendars, link).map(|live| live.day),
        };
        let shown = brief.or(all.last().copied());
        let entry = Entry {
            day,
            what,
            campaign: Some(campaign),
            brief: shown,
            channels: self.channels(what, shown),
            state,
            due,
            forecast: None,
            late: HalfDays(0),
        };
        let (forecast, late) = self.lateness(&entry.name(), state, due);
        Some(Entry {
            forecast,
            late,
            ..entry
        })
    }

    /// Working days after `due`, today included.
    fn late_since(&self, due: Day) -> HalfDays {
        self.working_days(due, self.question.today)
    }

    /// From the evening of one day to that of another; none when it is not later.
    fn working_days(&self, from: Day, to: Day) -> HalfDays {
        let time = self.question.calendars.studio();
        HalfDays(time.count(Instant::end_of(from), Instant::end_of(to)).max(0))
    }

    /// Of the brief, else of the line, else of the kind.
    fn channels(&self, what: What<'a>, brief: Option<&'a Brief>) -> Vec<&'a str> {
        let studio = self.question.studio;
        let of_kind = |kind: &KindId| {
            let kind = studio.kinds.get(kind);
            kind.map_or_else(Vec::new, |kind| texts(&kind.channels).collect())
        };
        let (own, kind) = match what {
            What::Line(line) => (line_channels(line), &line.kind.value),
            What::Occurrence(series) => (texts(&series.channels).collect(), &series.kind.value),
            What::Brief(brief) => (Vec::new(), &brief.kind.value),
            What::Launch | What::Anchor(_) | What::Milestone(_) => return Vec::new(),
        };
        let of_brief = brief.map_or_else(Vec::new, brief_channels);
        let first = [of_brief, own, of_kind(brief.map_or(kind, |brief| &brief.kind.value))];
        let named = first.into_iter().find(|channels| !channels.is_empty());
        in_order(studio, named.unwrap_or_default().into_iter())
    }
}

fn link(campaign: &Campaign, item: &ItemId, occurrence: Option<Day>) -> DeliverableRef {
    DeliverableRef {
        campaign: campaign.id.clone(),
        item: item.clone(),
        occurrence,
    }
}

fn state_of(studio: &Studio, brief: &Brief) -> LiveState {
    let workflow = studio.workflow_of(brief);
    let Some((workflow, stage)) = workflow.zip(studio.stage_of(brief)) else {
        return LiveState::Open;
    };
    match stage.class {
        StageClass::Done => return LiveState::Done,
        StageClass::Dropped => return LiveState::Cancelled,
        StageClass::Hold => return LiveState::Held,
        StageClass::Queue | StageClass::Work | StageClass::Gate => {}
    }
    let ready_at = studio
        .kinds
        .get(&brief.kind.value)
        .and_then(|kind| kind.ready_at.as_ref());
    let position = |name: &str| workflow.position(workflow.stage_once_called(name)?.id.as_str());
    let is_ready = ready_at
        .and_then(|ready| position(ready.as_str()))
        .is_some_and(|ready| position(stage.id.as_str()) > Some(ready));
    if is_ready { LiveState::Ready } else { LiveState::Open }
}

fn conflicts<'a>(question: &Question<'a>, entries: &[Entry<'a>]) -> Vec<Conflict<'a>> {
    let mut found = Vec::new();
    let mut same: BTreeMap<(Day, usize, &'a str), Vec<Named>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.goes_live()) {
        for channel in &entry.channels {
            let key = (entry.day, rank(question.studio, channel), *channel);
            same.entry(key).or_default().push(entry.named());
        }
        let calendar = entry
            .party()
            .map_or(Calendars::STUDIO, |party| question.calendars.index_of_party(party));
        match question.calendars.source(calendar).day_off(entry.day) {
            None | Some(DayOff::Short) => {}
            Some(off) => add_day_off(&mut found, entry, off),
        }
    }
    let several = same.into_iter().filter(|(_, items)| items.len() > 1);
    found.extend(several.map(|((day, _, channel), items)| Conflict::SameDay { day, channel, items }));
    found.sort_by_key(Conflict::day);
    found
}

/// To what else is live on that day off, for the same reason.
fn add_day_off(found: &mut Vec<Conflict<'_>>, entry: &Entry<'_>, off: DayOff) {
    // Entries come by day: only the last conflicts can be of the same one.
    let of_today = found
        .iter_mut()
        .rev()
        .take_while(|conflict| conflict.day() == entry.day);
    let same = of_today.into_iter().find_map(|conflict| match conflict {
        Conflict::DayOff { day, items, off: other } if *day == entry.day && *other == off => Some(items),
        Conflict::DayOff { .. } | Conflict::SameDay { .. } => None,
    });
    match same {
        Some(items) => items.push(entry.named()),
        None => found.push(Conflict::DayOff {
            day: entry.day,
            items: vec![entry.named()],
            off,
        }),
    }
}

fn undated(question: &Question<'_>) -> usize {
    let asked = |campaign: &&Campaign| question.campaign.is_none_or(|asked| asked.id == campaign.id);
    let of_campaign = |campaign: &Campaign| {
        let lines = campaign.deliverables.iter();
        let undated = |line: &&Deliverable| {
            live_day(
                campaign,
                &link(campaign, &line.id.value, None),
                question.calendars.studio(),
            )
            .is_none()
        };
        lines.filter(undated).count()
    };
    question.studio.campaigns.values().filter(asked).map(of_campaign).sum()
}
