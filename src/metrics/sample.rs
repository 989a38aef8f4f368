//! Answers: which single observations make a figure, and what was left out of it and why?
//! Invariant: a sample points back to its brief and visit, so that every figure opens to commits.

use crate::model::Day;
use crate::model::id::StageId;

/// One observation.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Place of its brief in `Facts::subjects`; `None`: it is about all of them.
    pub subject: Option<usize>,
    /// Place of its visit in the brief's visits.
    pub visit: Option<usize>,
    pub stage: Option<StageId>,
    /// The local day that decides in which period it is: of the landing.
    pub day: Day,
    /// In the unit of the KPI; for a share 1 is yes and 0 no.
    pub value: f64,
    /// The same observation seen in other ways.
    pub facets: Vec<(Facet, f64)>,
    /// How much it weighs when a target is missed: heaviest first.
    pub weight: f64,
}

impl Sample {
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
}

/// What is not in a figure, although one might look for it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub subject: usize,
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
}

/// All reasons, in the order of reports.
pub const REASONS: [Reason; 7] = [
    Reason::Imported,
    Reason::BornBeyondQueue,
    Reason::NotObserved,
    Reason::Negative,
    Reason::NoDueDay,
    Reason::UnknownStage,
    Reason::Withdrawn,
];

/// What a KPI found in a period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    pub samples: Vec<Sample>,
    /// Still open, with their age so far; in no figure.
    pub open: Vec<Sample>,
    pub left_out: Vec<LeftOut>,
}

impl Measured {
    pub fn leave_out(&mut self, subject: usize, visit: Option<usize>, reason: Reason) {
        self.left_out.push(LeftOut { subject, visit, reason });
    }
}
