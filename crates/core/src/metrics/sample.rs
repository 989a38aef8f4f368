//! Answers: which single observations make a figure, and what was left out of it and why?
//! Invariant: a sample points back to its brief and visit, so that every figure opens to commits.

use crate::model::Day;
use crate::model::id::{CampaignId, ItemId, PersonId, StageId};
use crate::model::money::Currency;

/// One observation.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Place of its brief in `Facts::subjects`; `None`: it is about all of them, or about an [`Item`].
    pub subject: Option<usize>,
    /// What it is about when that is no brief.
    pub item: Option<Item>,
    /// Place of its visit in the brief's visits.
    pub visit: Option<usize>,
    pub stage: Option<StageId>,
    /// The local day that decides in which period it is: of the landing.
    pub day: Day,
    /// In the unit of the KPI; for a share 1 is yes and 0 no.
    pub value: f64,
    /// The same observation seen in other ways.
    pub facets: Vec<(Facet, f64)>,
    /// What the value is a share of, where the figure is a ratio of sums; 1 elsewhere.
    pub base: f64,
    /// How much it weighs when a target is missed: heaviest first.
    pub weight: f64,
    /// Facts behind it that are no number.
    pub remarks: Vec<Remark>,
}

/// Something that is counted and is no brief.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    Campaign(CampaignId),
    /// A line of a campaign; one date of a series.
    Deliverable(CampaignId, ItemId, Option<Day>),
    Person(PersonId),
    Asset(Box<str>),
}

/// A fact behind an observation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// The day that was promised.
    Due(Day),
    /// The day it goes live.
    Live(Day),
    /// A request under the lead time, and who agreed to it.
    AgreedBy(PersonId),
    /// Nobody is named who agreed.
    AgreedByNobody,
    /// An intake field without an answer.
    Missing(Box<str>),
    /// A covered field that changed.
    Changed(Box<str>),
}

impl Sample {
    /// An observation of a day; about nothing in particular yet, as heavy as its value.
    pub fn new(day: Day, value: f64) -> Self {
        Self {
            subject: None,
            item: None,
            visit: None,
            stage: None,
            day,
            value,
            facets: Vec::new(),
            base: 1.0,
            weight: value,
            remarks: Vec::new(),
        }
    }

    /// The same about the brief at this place.
    pub fn of_brief(subject: usize, day: Day, value: f64) -> Self {
        Self {
            subject: Some(subject),
            ..Self::new(day, value)
        }
    }

    pub fn facet(&self, wanted: &Facet) -> Option<f64> {
        let found = self.facets.iter().find(|(facet, _)| facet == wanted)?;
        Some(found.1)
    }
}

/// Another way to see a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// Less the time on hold, working days.
    NetOfHold,
    /// In working days, where the figure counts open hours.
    WorkingDays,
    /// Visits of gates that ended with an approval, open hours.
    Approved,
    /// Visits of gates that ended with changes required, open hours.
    ChangesRequired,
    /// Rounds asked for at a gate of the team.
    Internal,
    /// Rounds asked for at a gate of the client.
    Client,
    /// Against the due day as it stands now.
    DueNow,
    /// On hold, of those that are open.
    OnHold,
    /// In one stage, working days.
    Stage(StageId),
    /// Later than promised, working days; negative: earlier.
    Late,
    /// Of the requests under the lead time, those that somebody agreed to.
    Agreed,
    /// Covered fields that changed after intake.
    ChangedAfter,
    /// Hours that are planned.
    PlannedHours,
    /// Hours that people have.
    AvailableHours,
    /// Amounts of one currency.
    Planned(Currency),
    Committed(Currency),
    Spent(Currency),
}

/// What is not in a figure, although one might look for it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub subject: Option<usize>,
    pub item: Option<Item>,
    pub visit: Option<usize>,
    pub reason: Reason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Taken over from another tool: its beginning is not in this history.
    Imported,
    /// First seen beyond its queue.
    BornBeyondQueue,
    /// Both ends within a minute, and nothing says what happened between.
    NotObserved,
    /// It ends before it begins.
    Negative,
    /// Neither the brief nor its deliverable names a day.
    NoDueDay,
    /// No workflow knows the stage.
    UnknownStage,
    /// It ended without a verdict: dropped or deleted.
    Withdrawn,
    /// It passed while the studio was closed.
    NoWorkingTime,
    /// Its kind wants no notice.
    NoLeadTime,
    /// Its kind asks nothing at intake.
    NoIntake,
    /// What it said then cannot be read.
    NotReadable,
    /// No line of it has a planned amount.
    NothingPlanned,
    /// Another currency than the studio's.
    OtherCurrency,
}

/// Why there can be no figure: the records for it are not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    NoDeliverables,
    NoLeadTimes,
    NoIntakeFields,
    NoPeople,
    /// No stage says how long it takes or how much work it is.
    NoEffort,
    NoAssetRecords,
    NoAssetUses,
    NoBudget,
}

/// All reasons, in the order of reports.
pub const REASONS: [Reason; 13] = [
    Reason::Imported,
    Reason::BornBeyondQueue,
    Reason::NotObserved,
    Reason::Negative,
    Reason::NoDueDay,
    Reason::UnknownStage,
    Reason::Withdrawn,
    Reason::NoWorkingTime,
    Reason::NoLeadTime,
    Reason::NoIntake,
    Reason::NotReadable,
    Reason::NothingPlanned,
    Reason::OtherCurrency,
];

/// What a KPI found in a period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    pub samples: Vec<Sample>,
    /// Still open, with their age so far; in no figure.
    pub open: Vec<Sample>,
    /// What the samples are made of, where that is more than one thing each.
    pub basis: Vec<Sample>,
    pub left_out: Vec<LeftOut>,
    /// Why there is no sample at all.
    pub absent: Option<Absence>,
}

impl Measured {
    pub fn leave_out(&mut self, subject: usize, visit: Option<usize>, reason: Reason) {
        self.left_out.push(LeftOut {
            subject: Some(subject),
            item: None,
            visit,
            reason,
        });
    }

    pub fn leave_out_item(&mut self, item: Item, reason: Reason) {
        self.left_out.push(LeftOut {
            subject: None,
            item: Some(item),
            visit: None,
            reason,
        });
    }

    /// Nothing can be measured: its records are not there.
    pub fn absent(why: Absence) -> Self {
        Self {
            absent: Some(why),
            ..Self::default()
        }
    }
}
