//! Answers: what must be placed on whose time, and where did it end up?
//! Invariant: everything is by index; ties are broken by the ranks that the caller gives, never by the order of the input.
//! Source: resource-constrained project scheduling, Kolisch & Hartmann (2006); design, "People".

use crate::plan::network::{CalendarIndex, Instant, Network, Placement, TaskIndex};

/// Index of a resource in [`Problem::resources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceIndex(pub u32);

/// Index of a group in [`Problem::groups`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupIndex(pub u32);

/// Tasks, their links and limits, and the people that do them.
///
/// With [`crate::plan::network::Grain::WholeDays`] tasks start and end at midnights and a day's capacity is one sum.
#[derive(Clone, Debug)]
pub struct Problem<'a> {
    pub network: &'a Network,
    /// A midnight: the first half day of every capacity. Nobody works before it, nor after the last half day given.
    pub from: Instant,
    pub resources: Vec<Resource>,
    /// As [`Network::tasks`].
    pub works: Vec<Work>,
    pub groups: Vec<Group>,
}

/// A person, a party, a machine: something that does only so much in a half day.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Minutes (or units) for each half day from [`Problem::from`] on; 0 where it does not work. Missing half days are 0.
    pub capacity: Vec<u16>,
    /// The half days it works, for the links of what it does alone.
    pub calendar: CalendarIndex,
}

/// What one task takes of others. No demand: it is placed by its calendar alone.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// All of them run over the same span, each on a resource of its own.
    pub demands: Vec<Demand>,
    /// The most open half days its span may have when those who do it are busy elsewhere.
    /// `None`: it stretches only as far as their own hours force it to.
    pub stretch: Option<i32>,
    /// `None`: it belongs to no group, and nothing counts how early it starts.
    pub group: Option<GroupIndex>,
    /// Its place among all tasks in an order that does not depend on the files: breaks ties. Unique.
    pub rank: u32,
}

/// So many minutes of one of several resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Who could do it, the preferred first; one of them does all of it. Empty: nobody can, and the task is [`Outcome::NoRoom`].
    pub any_of: Vec<ResourceIndex>,
    /// Minutes (or units) in all. 0 asks for nobody.
    pub amount: u32,
    /// Minutes (or units) a day at most: ⌈effort ÷ duration⌉.
    pub most_per_day: u16,
}

/// A campaign, or a loose brief: what is wanted as late as possible together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Higher comes first where not all can be met.
    pub priority: i32,
    /// When all of it should be over: its lead is counted from here.
    pub goal: Option<Instant>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// As late as limits, links and people allow.
    #[default]
    Backward,
    /// As early as possible from the start of the project.
    Forward,
}

impl Direction {
    pub fn turned(self) -> Self {
        match self {
            Self::Backward => Self::Forward,
            Self::Forward => Self::Backward,
        }
    }
}

/// How long to look for something better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Effort {
    /// The first plan, justified.
    Quick,
    #[default]
    Normal,
    Thorough,
    /// At most so many whole schedules, whatever they are of.
    Schedules(u32),
}

/// How a plan is asked for. The same question gives the same plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    pub direction: Direction,
    pub effort: Effort,
    pub seed: u64,
}

/// A plan in which nobody has more than they can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levelled {
    /// As [`Network::tasks`].
    pub tasks: Vec<LevelledTask>,
    /// By task, then demand, then half day.
    pub loads: Vec<Load>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelledTask {
    /// `None` when nothing pulls it, or its calendar never opens.
    pub place: Option<Placement>,
    /// Who does each demand, in their order; empty where [`Outcome::NoRoom`] says that nobody does.
    pub doers: Vec<ResourceIndex>,
    pub outcome: Outcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All of it is done at its place.
    Placed,
    /// It is over: its real dates, and no load.
    Happened,
    /// Backward: neither a limit nor a successor pulls it.
    NothingPulls,
    /// Those who could do it never have so much time within the known half days. Its place is that of the calendars alone, without load.
    NoRoom,
    /// Its calendar never opens.
    NeverOpen,
}

/// What one demand of a task takes of a resource in one half day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Load {
    pub task: TaskIndex,
    /// In [`Work::demands`].
    pub demand: u16,
    /// The half day begins here.
    pub slot: Instant,
    pub resource: ResourceIndex,
    pub amount: u16,
}

impl Problem<'_> {
    pub fn resource(&self, index: ResourceIndex) -> &Resource {
        &self.resources[index.0 as usize]
    }

    pub fn work(&self, task: TaskIndex) -> &Work {
        &self.works[task.0 as usize]
    }

    /// The earliest a task may start by its own limits: what starts before is too late to be done.
    pub fn floor(&self, task: TaskIndex) -> Instant {
        let own = self.network.task(task).not_before;
        own.map_or(self.network.project_start, |day| day.max(self.network.project_start))
    }
}

impl Levelled {
    /// The loads of one task, by demand and half day.
    pub fn loads_of(&self, task: TaskIndex) -> &[Load] {
        let first = self.loads.partition_point(|load| load.task < task);
        let count = self.loads[first..].partition_point(|load| load.task == task);
        &self.loads[first..first + count]
    }

    /// The tasks that would have to start before they may: in the past, or before their own earliest day.
    pub fn too_late<'a>(&'a self, problem: &'a Problem<'_>) -> impl Iterator<Item = TaskIndex> + 'a {
        let all = (0..self.tasks.len() as u32).map(TaskIndex);
        all.filter(|task| {
            let own = &self.tasks[task.0 as usize];
            own.outcome != Outcome::Happened && own.place.is_some_and(|place| place.start < problem.floor(*task))
        })
    }
}
