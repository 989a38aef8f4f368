//! Answers: which of two schedules is the better one?
//! Invariant: whole numbers; equal schedules cost the same, and time that is missing weighs more than any comfort.
//! Source: design, "As late as still meets the launch without overload"; the makespan is the lead of a single group.

use super::compiled::{Compiled, Kind, LOOSE, NOWHERE};
use super::decode::{NOBODY, Places};
use super::problem::Direction;

/// Less is better; what stands first counts first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    /// Tasks that found no room.
    pub homeless: u32,
    /// Slots before the day at which tasks may start (forward: after the limit by which they must end), by priority.
    pub late: u64,
    /// Leads of the groups and of the tasks.
    pub lead: u64,
}

/// What makes one plan better than another, when nothing is too late in either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// Groups, and with half the weight tasks, that are near their goals.
    Near,
    /// Groups that take little time, however their tasks lie within it.
    Short,
}

/// Measures schedules of one problem.
pub(super) struct Measure {
    /// Of each group, less than 2^16: what a slot too late weighs.
    weights: Vec<u64>,
    /// First start and last end of each group; of those without one, last.
    pub extents: Vec<(i32, i32)>,
    taste: Taste,
}

/// What leads weigh against each other.
#[derive(Clone, Copy)]
struct Taste {
    /// Each slot of a group's lead, times its tasks.
    group: u64,
    /// Each slot of a task's.
    task: u64,
}

impl Measure {
    pub fn of(compiled: &Compiled<'_>, aim: Aim, direction: Direction) -> Self {
        let mut priorities: Vec<i32> = compiled.groups.iter().map(|group| group.priority).collect();
        priorities.sort_unstable();
        priorities.dedup();
        let weight = |priority: &i32| 4_u64.pow(priorities.partition_point(|known| known < priority).min(8) as u32);
        let weights = compiled.groups.iter().map(|group| weight(&group.priority));
        Self {
            weights: weights.collect(),
            extents: vec![(i32::MAX, NOWHERE); compiled.groups.len() + 1],
            taste: match (aim, direction) {
                // How early it can all be over is what a forward plan of one group asks.
                (Aim::Near, Direction::Forward) if compiled.groups.len() == 1 => Taste { group: 2, task: 0 },
                (Aim::Near, _) => Taste { group: 2, task: 1 },
                (Aim::Short, _) => Taste { group: 1, task: 0 },
            },
        }
    }

    /// Less than this no plan can cost: people with endless time.
    pub fn bound(&mut self, compiled: &Compiled<'_>, direction: Direction) -> Cost {
        let bare: Vec<(i32, i32)> = match direction {
            Direction::Backward => compiled
                .late
                .iter()
                .map(|late| late.unwrap_or((NOWHERE, NOWHERE)))
                .collect(),
            Direction::Forward => compiled.early.clone(),
        };
        let places = Places {
            start: bare.iter().map(|(start, _)| *start).collect(),
            end: bare.iter().map(|(_, end)| *end).collect(),
            doer: vec![0; compiled.demand_count()],
        };
        self.plan(compiled, &places, direction)
    }

    /// Of a schedule of the whole problem.
    pub fn plan(&mut self, compiled: &Compiled<'_>, places: &Places, direction: Direction) -> Cost {
        self.measure_extents(compiled, places);
        let mut cost = Cost::default();
        for (own, (start, end)) in compiled.tasks.iter().zip(places.start.iter().zip(&places.end)) {
            if own.kind == Kind::Done || *start == NOWHERE {
                continue;
            }
            cost.homeless += u32::from(own.has_demands() && places.doer[own.first_demand()] == NOBODY);
            let (late, lead) = match direction {
                Direction::Backward => (
                    i64::from(own.floor) - i64::from(*start),
                    self.goal(compiled, own.group) - i64::from(*start),
                ),
                Direction::Forward => (
                    i64::from(*end) - i64::from(own.limit),
                    i64::from(*end) - i64::from(own.floor),
                ),
            };
            let weight = self.weights.get(own.group as usize).copied().unwrap_or(1);
            cost.late += late.max(0) as u64 * weight;
            cost.lead += lead.max(0) as u64 * self.taste.task;
        }
        for (group, (first, last)) in compiled.groups.iter().zip(&self.extents) {
            if *last == NOWHERE {
                continue;
            }
            let lead = match direction {
                Direction::Backward => i64::from(group.goal) - i64::from(*first),
                Direction::Forward => i64::from(*last) - i64::from(compiled.start),
            };
            cost.lead += lead.max(0) as u64 * u64::from(group.tasks) * self.taste.group;
        }
        cost
    }

    /// Of a schedule that was pressed together from edges: how long each group is.
    pub fn pressed(&mut self, compiled: &Compiled<'_>, places: &Places, edges: &[i32], direction: Direction) -> Cost {
        self.measure_extents(compiled, places);
        let mut cost = Cost::default();
        for ((group, (first, last)), edge) in compiled.groups.iter().zip(&self.extents).zip(edges) {
            if *last == NOWHERE || *edge == NOWHERE {
                continue;
            }
            let length = match direction {
                Direction::Forward => i64::from(*last) - i64::from(*edge),
                Direction::Backward => i64::from(*edge) - i64::from(*first),
            };
            cost.lead += length.max(0) as u64 * u64::from(group.tasks) * self.taste.group;
        }
        cost
    }

    fn goal(&self, compiled: &Compiled<'_>, group: u32) -> i64 {
        let loose = group == LOOSE;
        let goal = if loose {
            compiled.end
        } else {
            compiled.groups[group as usize].goal
        };
        i64::from(goal)
    }

    fn measure_extents(&mut self, compiled: &Compiled<'_>, places: &Places) {
        self.extents.fill((i32::MAX, NOWHERE));
        let loose = self.extents.len() - 1;
        for (own, (start, end)) in compiled.tasks.iter().zip(places.start.iter().zip(&places.end)) {
            if own.kind == Kind::Done || *start == NOWHERE {
                continue;
            }
            let extent = &mut self.extents[(own.group as usize).min(loose)];
            *extent = (extent.0.min(*start), extent.1.max(*end));
        }
    }
}
