//! Answers: what keeps a levelled task from being later (forward: earlier), and who was busy with what?
//! Invariant: asked for one task at a time, of a plan that stands; nothing of it is stored while planning.
//! Source: driving relationships of the critical path method; resource links after Woodworth & Shanahan (1988).

use super::problem::{Demand, Direction, Levelled, Load, Problem, ResourceIndex};
use crate::model::campaign::LinkType;
use crate::plan::network::{Actual, Instant, Network, Placement, TaskIndex, TaskLink};
use crate::plan::passes::{self, Edge, Floor};

/// What holds one task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// It is over.
    Happened,
    /// One of its own limits, or the one of all.
    Limit,
    /// A link, by its index in the network.
    Link(usize),
    /// Those who could do it are busy: one for each who could.
    Busy(Vec<Blocked>),
    /// Nothing that is known.
    Nothing,
}

/// Somebody who could do a task a little later (forward: earlier) but for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocked {
    pub resource: ResourceIndex,
    /// The task that takes most of that half day.
    pub by: TaskIndex,
    /// The half day begins here.
    pub at: Instant,
}

impl Problem<'_> {
    /// The network with the calendars of those who do its tasks: what links and reasons see of a levelled plan.
    pub fn network_of(&self, levelled: &Levelled) -> Network {
        let mut network = self.network.clone();
        for ((own, done), work) in network.tasks.iter_mut().zip(&levelled.tasks).zip(&self.works) {
            let asked = work.demands.iter().filter(|demand| demand.amount > 0).count();
            if let ([doer], 1) = (done.doers.as_slice(), asked) {
                own.calendar = self.resource(*doer).calendar;
            }
        }
        network
    }
}

/// What keeps one task where it is. `network` is that of [`Problem::network_of`].
pub fn held(
    problem: &Problem<'_>,
    network: &Network,
    levelled: &Levelled,
    task: TaskIndex,
    direction: Direction,
) -> Held {
    let own = network.task(task);
    let Some(place) = levelled.tasks[task.0 as usize].place else {
        return Held::Nothing;
    };
    if matches!(own.actual, Actual::Done(_)) {
        return Held::Happened;
    }
    let question = Question {
        problem,
        network,
        levelled,
        task,
        place,
    };
    let by_date = match direction {
        Direction::Backward => question.held_back(),
        Direction::Forward => question.held_on(),
    };
    by_date.unwrap_or_else(|| match question.blocked(direction) {
        blocked if blocked.is_empty() => Held::Nothing,
        blocked => Held::Busy(blocked),
    })
}

struct Question<'q, 'p> {
    problem: &'q Problem<'p>,
    network: &'q Network,
    levelled: &'q Levelled,
    task: TaskIndex,
    place: Placement,
}

impl Question<'_, '_> {
    fn place_of(&self, task: TaskIndex) -> Option<Placement> {
        self.levelled.tasks[task.0 as usize].place
    }

    /// Whether it could not come one open half day nearer to this instant.
    fn reaches(&self, edge: Edge, instant: Instant) -> bool {
        let own = match edge {
            Edge::Start => self.place.start,
            Edge::End => self.place.end,
        };
        let time = self.network.calendar_of(self.task);
        let (first, last) = if own <= instant { (own, instant) } else { (instant, own) };
        time.count(first, last) == 0
    }

    fn links(&self, side: impl Fn(&TaskLink) -> TaskIndex) -> impl Iterator<Item = (usize, &TaskLink)> {
        let links = self.network.links.iter().enumerate();
        links.filter(move |(_, link)| side(link) == self.task)
    }

    fn held_back(&self) -> Option<Held> {
        let own = self.network.task(self.task).end_by;
        let deadline = match self.network.deadline {
            crate::plan::network::Deadline::At(instant) => Some(instant),
            _ => None,
        };
        if own
            .into_iter()
            .chain(deadline)
            .any(|limit| self.reaches(Edge::End, limit))
        {
            return Some(Held::Limit);
        }
        for (index, link) in self.links(|link| link.from) {
            let succ = self.place_of(link.to);
            let side = succ.and_then(|succ| passes::latest_of_pred(self.network, link, &succ));
            if side.is_some_and(|(edge, instant)| self.reaches(edge, instant)) {
                return Some(Held::Link(index));
            }
        }
        None
    }

    fn held_on(&self) -> Option<Held> {
        if self.reaches(Edge::Start, self.problem.floor(self.task)) {
            return Some(Held::Limit);
        }
        for (index, link) in self.links(|link| link.to) {
            let nothing = Floor {
                start: Instant::FAR_PAST,
                end: Instant::FAR_PAST,
            };
            let Some(pred) = self.place_of(link.from) else { continue };
            let floor = nothing.raised(self.network, link, &pred);
            let (edge, instant) = match link.link {
                LinkType::FinishToStart | LinkType::StartToStart => (Edge::Start, floor.start),
                LinkType::FinishToFinish | LinkType::StartToFinish => (Edge::End, floor.end),
            };
            if self.reaches(edge, instant) {
                return Some(Held::Link(index));
            }
        }
        None
    }

    /// For each who could do it, the nearest half day beyond its place that another task fills.
    fn blocked(&self, direction: Direction) -> Vec<Blocked> {
        let demands = self.problem.work(self.task).demands.iter();
        let mut blocked: Vec<Blocked> = Vec::new();
        for demand in demands.filter(|demand| demand.amount > 0) {
            for resource in &demand.any_of {
                if blocked.iter().all(|known| known.resource != *resource) {
                    blocked.extend(self.blocked_by(demand, *resource, direction));
                }
            }
        }
        blocked
    }

    fn blocked_by(&self, demand: &Demand, resource: ResourceIndex, direction: Direction) -> Option<Blocked> {
        let beyond = |load: &&Load| {
            let wide = match direction {
                Direction::Backward => load.slot >= self.place.end,
                Direction::Forward => load.slot < self.place.start,
            };
            load.resource == resource && load.task != self.task && wide
        };
        let loads: Vec<&Load> = self.levelled.loads.iter().filter(beyond).collect();
        let distance = |load: &&Load| match direction {
            Direction::Backward => load.slot.0,
            Direction::Forward => -load.slot.0,
        };
        let mut slots: Vec<i32> = loads.iter().map(distance).collect();
        slots.sort_unstable();
        slots.dedup();
        let full = slots.into_iter().find(|at| {
            let there = loads.iter().filter(|load| distance(load) == *at);
            let taken: u32 = there.map(|load| u32::from(load.amount)).sum();
            let own = self.capacity(
                resource,
                Instant(match direction {
                    Direction::Backward => *at,
                    Direction::Forward => -at,
                }),
            );
            own.saturating_sub(taken) < own.min(u32::from(demand.most_per_day))
        })?;
        let there = loads.into_iter().filter(|load| distance(load) == full);
        let most = there.max_by_key(|load| (load.amount, std::cmp::Reverse(self.problem.work(load.task).rank)))?;
        Some(Blocked {
            resource,
            by: most.task,
            at: most.slot,
        })
    }

    fn capacity(&self, resource: ResourceIndex, slot: Instant) -> u32 {
        let at = usize::try_from(slot.0 - self.problem.from.0).ok();
        let own = at.and_then(|at| self.problem.resource(resource).capacity.get(at));
        own.copied().map_or(0, u32::from)
    }
}
