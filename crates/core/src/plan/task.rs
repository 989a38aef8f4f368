//! Answers: what is each task of a plan in the studio's own terms: which work, by whom, held by what?
//! Invariant: tasks stand in the order of [`super::network::Network::tasks`]; what a limit came from is kept beside it.

use super::due::{FromLive, Named};
use super::network::{CalendarIndex, Instant, Network, Placement, TaskIndex};
use super::rings::LeftOut;
use crate::model::Day;
use crate::model::brief::Brief;
use crate::model::campaign::{Campaign, Deliverable, FreeTask, Milestone, Need, Series};
use crate::model::duration::{HalfDays, Length, Minutes};
use crate::model::finding::Finding;
use crate::model::id::{KindId, PersonId, RoleId, StageId};
use crate::model::party::Party;
use crate::model::place::{Place, Placed};
use crate::model::workflow::{Stage, Workflow};

/// The network of a question and what each part of it stands for.
#[derive(Clone, Debug)]
pub struct Expansion<'a> {
    pub network: Network,
    /// As [`Network::tasks`].
    pub tasks: Vec<PlanTask<'a>>,
    /// As [`Network::links`].
    pub links: Vec<LinkSource<'a>>,
    pub groups: Vec<Group<'a>>,
    pub goals: Vec<Goal>,
    /// Every half day is open: what elapsed days are counted on.
    pub always: CalendarIndex,
    /// What could not be planned as written; the rest is.
    pub findings: Vec<Finding>,
    /// Campaigns of which only what others need is planned.
    pub left_out: Vec<LeftOut<'a>>,
}

/// One task of the plan.
#[derive(Clone, Debug)]
pub struct PlanTask<'a> {
    /// `hero-film.production`: what a user types.
    pub name: String,
    /// In [`Expansion::groups`].
    pub group: usize,
    pub work: Work<'a>,
    pub doer: Doer<'a>,
    pub asks: Asks<'a>,
    /// Of tasks of a stage.
    pub stay: Option<Stay<'a>>,
    pub state: TaskState,
    pub limits: Vec<Limit>,
}

/// The stay of a brief in a stage that a task stands for: what may be compared with stays of the past.
#[derive(Clone, Copy, Debug)]
pub struct Stay<'a> {
    pub kind: &'a KindId,
    /// Whose time it takes: of a rework, the stage that mends.
    pub stage: &'a StageId,
    pub turn: Turn,
    /// Of a gate: which of its reviews, from 1; a rework has the number of the review before it.
    pub round: u32,
    /// All of it as planned, in half days of its calendar.
    pub whole: HalfDays,
    /// What is behind.
    pub spent: HalfDays,
    /// Of a gate: the stage that mends what it rejects, and how long that is planned to take.
    pub mends: Option<(&'a StageId, HalfDays)>,
}

/// Whether a brief is in a stage for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    First,
    /// A rework, or a further review.
    Again,
}

#[derive(Clone, Copy, Debug)]
pub enum Work<'a> {
    Stage(&'a Stage, Part),
    /// All variants made from the master.
    Variants(u64),
    Free(&'a FreeTask),
    Milestone(&'a Milestone),
}

/// Which part of a stage with several rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    /// From the second review on.
    Review(u32),
    /// After the review of that number.
    Rework(u32),
}

/// Who does it, as far as the records say.
#[derive(Clone, Debug)]
pub enum Doer<'a> {
    Nobody,
    People(Vec<&'a PersonId>),
    Role(&'a RoleId),
    Party(&'a Party),
}

/// What the records say about who does a task and how much work it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asks<'a> {
    /// `who:` of the brief, else of the campaign.
    pub named: &'a [Placed<PersonId>],
    pub owner: Option<&'a PersonId>,
    pub role: Option<&'a RoleId>,
    /// What is left of it for all of them together; `None`: the records name none.
    pub effort: Option<Minutes>,
    /// The most it may take when people are short.
    pub stretch: Option<Length>,
    /// At a gate: each of them decides, and whoever made the work does not.
    pub decides: Decides,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decides {
    #[default]
    No,
    Yes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    Ahead,
    /// Its first half day, when history saw it.
    UnderWay(Option<Instant>),
    /// Its real place, when history saw it.
    Done(Option<Placement>),
}

/// Why a task may not start before, or must end by, an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    pub kind: LimitKind,
    pub at: Instant,
}

#[derive(Clone, Debug, PartialEq)]
pub enum LimitKind {
    /// May not start before: a day of the record.
    NotBefore(Place),
    /// Booked: starts then and ends when its duration says.
    FixedStart(Place),
    FixedEnd(Place),
    /// The party wants a warning of that many working days.
    Notice(HalfDays),
    /// Must end by a day of the record.
    MustEndBy(Place),
    /// The live day, less handover and margin: an index of [`Expansion::goals`].
    Goal(usize),
    /// The launch of the campaign, less the margin.
    Launch,
}

impl LimitKind {
    /// Whether it limits the start (early dates) or the end (late dates).
    pub fn side(&self) -> Side {
        match self {
            Self::NotBefore(_) | Self::FixedStart(_) | Self::Notice(_) => Side::Start,
            Self::FixedEnd(_) | Self::MustEndBy(_) | Self::Goal(_) | Self::Launch => Side::End,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Start,
    End,
}

/// Where a link of the network comes from.
#[derive(Clone, Copy, Debug)]
pub enum LinkSource<'a> {
    /// One stage after the other.
    Sequence,
    Need(&'a Need),
}

/// The tasks of one deliverable, occurrence, loose brief, free task or milestone: a range of [`Expansion::tasks`].
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// `hero-film`, `countdown@2027-02-02`, `other-campaign/item` or a brief's id.
    pub name: String,
    pub what: GroupKind<'a>,
    pub campaign: Option<&'a Campaign>,
    pub brief: Option<&'a Brief>,
    /// Of its stage tasks; `None`: it has none.
    pub workflow: Option<&'a Workflow>,
    pub first: usize,
    pub count: usize,
    /// The tasks that others wait for, and that wait for others; `None` where there is no task.
    pub ready: Option<TaskIndex>,
    pub starts: Option<TaskIndex>,
    /// Every brief on it was dropped: what waits for it goes on.
    pub cancelled: Cancelled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelled {
    No,
    Yes,
}

#[derive(Clone, Copy, Debug)]
pub enum GroupKind<'a> {
    Line(&'a Deliverable),
    Occurrence(&'a Series, Day),
    Loose(&'a Brief),
    Free(&'a FreeTask),
    Milestone(&'a Milestone),
}

impl Group<'_> {
    /// The title the records give; `None`: its name is all there is.
    pub fn title(&self) -> Option<&str> {
        let own = match self.what {
            GroupKind::Line(line) => line.title.as_deref(),
            GroupKind::Occurrence(series, _) => series.title.as_deref(),
            GroupKind::Loose(_) => None,
            GroupKind::Free(task) => task.title.as_deref(),
            GroupKind::Milestone(milestone) => milestone.title.as_deref(),
        };
        own.or(self.brief.map(|brief| &*brief.title.value))
    }

    pub fn tasks(&self) -> std::ops::Range<usize> {
        self.first..self.first + self.count
    }
}

/// A day by which a group must be ready: a deliverable, a loose brief, or what else the launch waits for.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// In [`Expansion::groups`].
    pub group: usize,
    /// Its last task.
    pub last: TaskIndex,
    pub named: Named,
    /// Where the due day comes from; `None` when the brief alone says it.
    pub from_live: Option<FromLive>,
    /// The due day, handover taken off.
    pub due: Day,
    pub margin: HalfDays,
    /// The end of the due day.
    pub due_end: Instant,
    /// By when its work should end: the margin before.
    pub limit: Instant,
    pub anchored: Anchored,
}

/// Whether a goal moves with the launch of its campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchored {
    ToLaunch,
    Elsewhere,
}

impl Expansion<'_> {
    /// The task with this name.
    pub fn find(&self, name: &str) -> Option<TaskIndex> {
        let at = self.tasks.iter().position(|task| task.name == name);
        at.map(|at| TaskIndex(at as u32))
    }

    pub fn calendar_of(&self, task: TaskIndex) -> CalendarIndex {
        self.network.task(task).calendar
    }
}
