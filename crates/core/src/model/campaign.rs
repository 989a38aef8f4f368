//! Answers: what must be live when, made of which deliverables, series, tasks and milestones?
//! Invariant: `J` is the launch; every id below a campaign is unique in it.
//! Source: design, "Planning", the network.

use super::Day;
use super::anchor::DayExpr;
use super::duration::{HalfDays, Length, Minutes};
use super::id::{CampaignId, ItemId, KindId, PartyId, PersonId, RoleId, StageId, TermId};
use super::kind::StageWork;
use super::money::Money;
use super::place::{Placed, Span, StudioPath};
use chrono::Weekday;

#[derive(Clone, Debug, PartialEq)]
pub struct Campaign {
    pub id: CampaignId,
    pub file: StudioPath,
    pub title: Box<str>,
    /// The client's or the accounts department's job number.
    pub reference: Option<Placed<Box<str>>>,
    pub client: Option<Placed<PartyId>>,
    pub owner: Option<Placed<PersonId>>,
    /// `J`. A campaign without a launch is dated by its other anchors alone.
    pub launch: Option<Placed<Day>>,
    /// Other anchors, in the order of the file.
    pub dates: Vec<(Box<str>, Placed<Day>)>,
    /// Kept between the end of work and the handover; the studio's when absent.
    pub margin: Option<HalfDays>,
    /// Larger first when people are short; 0 when absent.
    pub priority: i32,
    pub sprint: Option<SprintRhythm>,
    pub deliverables: Vec<Deliverable>,
    pub series: Vec<Series>,
    pub tasks: Vec<FreeTask>,
    pub milestones: Vec<Milestone>,
    pub budget: Vec<BudgetLine>,
    pub decisions: Vec<Decision>,
}

impl Campaign {
    /// `J` and the named dates, as [`DayExpr::split`] wants them.
    pub fn anchors(&self) -> Vec<(&str, Day)> {
        let launch = self.launch.as_ref().map(|day| ("J", day.value));
        launch
            .into_iter()
            .chain(self.dates.iter().map(|(name, day)| (&**name, day.value)))
            .collect()
    }

    pub fn deliverable(&self, id: &str) -> Option<&Deliverable> {
        self.deliverables.iter().find(|d| d.id.as_str() == id)
    }

    pub fn one_series(&self, id: &str) -> Option<&Series> {
        self.series.iter().find(|s| s.id.as_str() == id)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Deliverable {
    pub id: Placed<ItemId>,
    pub title: Option<Box<str>>,
    pub kind: Placed<KindId>,
    /// The day it goes live; the launch when absent.
    pub live: Option<Placed<DayExpr>>,
    pub party: Option<Placed<PartyId>>,
    pub owner: Option<Placed<PersonId>>,
    /// Where it appears, until its brief says; the kind's when empty.
    pub channels: Vec<Placed<TermId>>,
    pub needs: Vec<Need>,
    pub stages: Vec<StageOverride>,
    /// Axis and values (`market: [fr, be]`); all combinations are made from one master.
    pub variants: Vec<Axis>,
    pub effort_each: Option<Minutes>,
    pub not_before: Option<Placed<DayExpr>>,
    pub must_end_by: Option<Placed<DayExpr>>,
    pub span: Span,
}

/// One axis of variants and its values.
pub type Axis = (Box<str>, Vec<Placed<Box<str>>>);

impl Deliverable {
    /// Number of variants; 1 when there is only the master.
    pub fn variant_count(&self) -> usize {
        self.variants.iter().map(|(_, values)| values.len().max(1)).product()
    }
}

/// What the campaign says otherwise for one stage of a deliverable.
#[derive(Clone, Debug, PartialEq)]
pub struct StageOverride {
    pub work: StageWork,
    /// A booked day on which the stage starts.
    pub fixed: Option<Placed<DayExpr>>,
    pub not_before: Option<Placed<DayExpr>>,
    pub must_end_by: Option<Placed<DayExpr>>,
    pub needs: Vec<Need>,
    /// Several people on one stage, or who does it.
    pub who: Vec<Placed<PersonId>>,
}

/// A link to what must happen first.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    /// `key-visual`, `hero-film.production`, `media-plan`, `other-campaign/item`.
    pub after: Placed<Box<str>>,
    /// The stage of this item that waits; its `starts_from` when absent.
    pub to: Option<Placed<StageId>>,
    pub link: LinkType,
    pub lag: Length,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LinkType {
    #[default]
    FinishToStart,
    StartToStart,
    FinishToFinish,
    StartToFinish,
}

/// The same deliverable again and again: one occurrence per date.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub id: Placed<ItemId>,
    pub title: Option<Box<str>>,
    pub kind: Placed<KindId>,
    pub every: Every,
    pub from: Placed<DayExpr>,
    pub to: Placed<DayExpr>,
    pub owner: Option<Placed<PersonId>>,
    pub party: Option<Placed<PartyId>>,
    /// Where it appears, until its brief says; the kind's when empty.
    pub channels: Vec<Placed<TermId>>,
    pub needs: Vec<Need>,
    /// Dates left out.
    pub except: Vec<Placed<Day>>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// `every: tue`
    Weekday(Weekday),
    /// `every: day`: each day from first to last.
    Day,
    /// `every: 2w` or `10ed`, counted from the first day.
    Days(i32),
}

impl Every {
    /// Reads `tue`, `day`, `2w` or `10ed`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "day" {
            return Some(Self::Day);
        }
        if let Some(day) = super::shape::parse_weekday(text) {
            return Some(Self::Weekday(day));
        }
        match Length::parse(text)? {
            Length::ElapsedDays(days) if days > 0 => Some(Self::Days(days)),
            _ => None,
        }
    }
}

/// The most occurrences one series may have.
pub const MOST_OCCURRENCES: usize = 1_000;

/// Work that is no deliverable and has no workflow.
#[derive(Clone, Debug, PartialEq)]
pub struct FreeTask {
    pub id: Placed<ItemId>,
    pub title: Option<Box<str>>,
    pub duration: Length,
    pub effort: Option<Minutes>,
    pub role: Option<Placed<RoleId>>,
    pub owner: Option<Placed<PersonId>>,
    pub party: Option<Placed<PartyId>>,
    pub needs: Vec<Need>,
    pub fixed: Option<Placed<DayExpr>>,
    pub not_before: Option<Placed<DayExpr>>,
    pub must_end_by: Option<Placed<DayExpr>>,
    /// The day the party was told: its notice counts from then, from today when absent.
    pub warned: Option<Placed<Day>>,
    /// The day it really started, and the day it was done.
    pub started: Option<Placed<Day>>,
    pub done: Option<Placed<Day>>,
    pub span: Span,
}

/// A day by which something must be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    pub id: Placed<ItemId>,
    pub title: Option<Box<str>>,
    pub by: Option<Placed<DayExpr>>,
    pub needs: Vec<Need>,
    pub done: Option<Placed<Day>>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SprintRhythm {
    pub length: Length,
    pub anchor: Day,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BudgetLine {
    pub id: Box<str>,
    pub category: Option<Box<str>>,
    pub planned: Option<Money>,
    pub committed: Option<Money>,
    pub spent: Option<Money>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub id: Placed<ItemId>,
    pub ask: Box<str>,
    pub owner: Option<Placed<PersonId>>,
    pub by: Option<Placed<DayExpr>>,
    pub decided: Option<Placed<Day>>,
}
