//! Answers: what holds a task where it is when people are short: a link, a limit, or somebody who is busy or away?
//! Invariant: a person is named only where links and limits alone would have let the task be elsewhere; every chain ends.
//! Source: driving relationships of the critical path method, with those of resources.

use super::{PeoplePlan, PlacedAs};
use crate::plan::answer::Why;
use crate::plan::level::problem::{Direction, Levelled};
use crate::plan::network::{Actual, Instant, Placement, TaskIndex};
use crate::plan::order::Order;
use crate::plan::passes::{Floor, latest_end};
use crate::plan::reasons::{Reason, Step, early_reason, late_reason, walk};

/// Why a task of a plan with people is where it is.
pub fn why(plan: &PeoplePlan<'_>, task: TaskIndex) -> Option<Why> {
    let order = Order::of(&plan.plan.out.network).ok()?;
    let detective = Detective::of(plan, &order);
    let most = plan.plan.out.tasks.len();
    Some(Why {
        task,
        early: walk(task, most, |task| detective.early(task)),
        late: match detective.has_late() {
            true => walk(task, most, |task| detective.late(task)),
            false => Vec::new(),
        },
    })
}

/// What binds each task on its early and on its late side, in the order of the tasks.
pub fn bindings(plan: &PeoplePlan<'_>) -> Vec<(Step, Step)> {
    let Ok(order) = Order::of(&plan.plan.out.network) else {
        return Vec::new();
    };
    let detective = Detective::of(plan, &order);
    let both = |at: u32| {
        let task = TaskIndex(at);
        let step = |reason| Step { task, reason };
        let late = match detective.has_late() {
            true => detective.late(task),
            false => Reason::Free,
        };
        (step(detective.early(task)), step(late))
    };
    (0..plan.plan.out.tasks.len() as u32).map(both).collect()
}

/// What holds the goal that is asked about and nearest to its limit, in order of time.
pub(super) fn chain(plan: &PeoplePlan<'_>) -> Vec<Step> {
    let goals = &plan.plan.goals;
    let asked = (0..goals.len()).filter(|goal| plan.is_asked(plan.plan.out.goals[*goal].group));
    let worst = asked.min_by_key(|goal| (-goals[*goal].short.0, goals[*goal].slack));
    let found = worst.and_then(|worst| why(plan, plan.plan.out.goals[worst].last));
    let mut chain = found.map(|why| why.early).unwrap_or_default();
    chain.reverse();
    chain
}

struct Detective<'p, 'a> {
    plan: &'p PeoplePlan<'a>,
    order: &'p Order<'p>,
    early: Busy,
    shown: Busy,
}

/// What each person has in each half day, the most of it last: person, half day, minutes, task.
struct Busy(Vec<(usize, Instant, u16, TaskIndex)>);

impl Busy {
    fn of(levelled: &Levelled) -> Self {
        let loads = levelled.loads.iter();
        let mut all: Vec<_> = loads
            .map(|load| (load.resource.0 as usize, load.slot, load.amount, load.task))
            .collect();
        all.sort_unstable();
        Self(all)
    }

    /// The other task that takes most of a person's half day.
    fn with(&self, person: usize, slot: Instant, task: TaskIndex) -> Option<TaskIndex> {
        let first = self.0.partition_point(|load| (load.0, load.1) < (person, slot));
        let mine = self.0[first..]
            .iter()
            .take_while(|load| (load.0, load.1) == (person, slot));
        mine.map(|load| load.3).filter(|other| *other != task).last()
    }
}

impl<'p, 'a> Detective<'p, 'a> {
    fn of(plan: &'p PeoplePlan<'a>, order: &'p Order<'p>) -> Self {
        Self {
            plan,
            order,
            early: Busy::of(&plan.early),
            shown: Busy::of(&plan.shown),
        }
    }

    /// Whether the plan that is shown is one of late dates.
    fn has_late(&self) -> bool {
        self.plan.placed != PlacedAs::Early
    }

    fn early(&self, task: TaskIndex) -> Reason {
        let (out, schedule) = (&self.plan.plan.out, &self.plan.plan.schedule);
        let bare = early_reason(out, schedule, self.order, task);
        let at = task.0 as usize;
        if out.network.tasks[at].actual != Actual::Planned {
            return bare;
        }
        let floor = self
            .order
            .links_to(at)
            .fold(Floor::of(&out.network, at), |floor, link| {
                floor.raised(&out.network, link, &schedule.tasks[link.from.0 as usize].early)
            });
        let could = floor.place(&out.network, at).start;
        let stretch = Placement {
            start: could,
            end: schedule.tasks[at].early.start,
        };
        self.by_person(Direction::Forward, task, stretch).unwrap_or(bare)
    }

    fn late(&self, task: TaskIndex) -> Reason {
        let (out, schedule) = (&self.plan.plan.out, &self.plan.plan.schedule);
        let bare = late_reason(out, schedule, self.order, task);
        let at = task.0 as usize;
        let (own, place) = (&out.network.tasks[at], schedule.tasks[at].late);
        let Some(place) = place.filter(|_| !matches!(own.actual, Actual::Done(_))) else {
            return bare;
        };
        let ends = self.order.links_from(at).filter_map(|link| {
            let late = schedule.tasks[link.to.0 as usize].late?;
            latest_end(&out.network, link, &late)
        });
        let Some(could) = ends.chain(own.end_by).min() else {
            return bare;
        };
        let stretch = Placement {
            start: place.end,
            end: could,
        };
        self.by_person(Direction::Backward, task, stretch).unwrap_or(bare)
    }

    /// Who keeps the task out of a stretch that links and limits leave it: from the side of the task on, the first half day on
    /// which one of those who do it is busy with something else, else the first on which they are away.
    fn by_person(&self, side: Direction, task: TaskIndex, stretch: Placement) -> Option<Reason> {
        let (levelled, busy) = match side {
            Direction::Forward => (&self.plan.early, &self.early),
            Direction::Backward => (&self.plan.shown, &self.shown),
        };
        let own = &self.plan.plan.out.network.calendar_of(task);
        if own.count(stretch.start, stretch.end) <= 0 || stretch.end.is_out_of_range() {
            return None;
        }
        let people = levelled.tasks[task.0 as usize].doers.iter().map(|doer| doer.0 as usize);
        let people: Vec<usize> = people
            .filter(|person| *person < self.plan.pool.team.people.len())
            .collect();
        let slots = (stretch.start.0..stretch.end.0).map(Instant);
        let slots: Vec<Instant> = match side {
            Direction::Forward => slots.rev().take(MOST_SLOTS).collect(),
            Direction::Backward => slots.take(MOST_SLOTS).collect(),
        };
        let mut away = None;
        for slot in slots {
            for person in &people {
                if let Some(other) = busy.with(*person, slot, task) {
                    return Some(Reason::Busy { person: *person, other });
                }
                let day = slot.day_after();
                let reason = || self.plan.pool.team.people[*person].away(day);
                if away.is_none() && own.is_open(slot) && self.capacity(*person, slot) == 0 {
                    away = reason().map(|reason| Reason::Away {
                        person: *person,
                        day,
                        reason,
                    });
                }
            }
        }
        away
    }

    fn capacity(&self, person: usize, slot: Instant) -> u16 {
        let at = usize::try_from(slot.0 - self.plan.pool.from.0).ok();
        let row = &self.plan.pool.resources[person].capacity;
        at.and_then(|at| row.get(at)).copied().unwrap_or_default()
    }
}

/// Half days that are searched for a reason: half a year.
const MOST_SLOTS: usize = 366;
