//! Answers: where does each task go when they are placed one after the other in a given order?
//! Invariant: links, limits, calendars and capacities hold after each task that is placed; no task is moved again.
//! Source: serial schedule generation scheme, Kelley (1963), Kolisch (1996); backward: Li & Willis (1992).

use super::compiled::{Candidate, Compiled, Kind, NOWHERE, Plain, Span};
use super::lanes::{Fit, Lanes};
use super::problem::Direction;
use super::room::Room;
use crate::plan::network::{Instant, Network, Placement, TaskIndex};
use crate::plan::passes::{self, Floor};

/// Where everything is, and what is still free. Made once, used for every schedule.
pub(super) struct Decoder<'c, 'a> {
    pub compiled: &'c Compiled<'a>,
    /// Its tasks follow the calendars of whoever does them.
    network: Network,
    pub room: Room,
    pub schedule: Places,
    /// Who should do each demand if they can at all; [`NOBODY`]: whoever can do it best.
    pub wishes: Vec<u32>,
    /// What each resource has been given so far: of several that do alike, the least loaded is chosen.
    given: Vec<u64>,
    /// Where each group, and last what belongs to none, begins in a forward schedule or ends in a backward one;
    /// [`NOWHERE`] where limits alone say. For schedules that press another together.
    pub edges: Vec<i32>,
}

/// A schedule in slots, by the numbers of [`Compiled::tasks`].
#[derive(Clone, Default)]
pub(super) struct Places {
    /// [`NOWHERE`]: not placed.
    pub start: Vec<i32>,
    pub end: Vec<i32>,
    /// The lane of each demand; [`NOBODY`].
    pub doer: Vec<u32>,
}

pub(super) const NOBODY: u32 = u32::MAX;

/// What a task must keep to, in the sense of the lanes: it ends by one slot and starts by another.
#[derive(Clone, Copy)]
struct Bounds {
    end: i32,
    start: i32,
}

/// Nobody listens.
pub(super) struct Silent;

impl Tell for Silent {
    fn load(&mut self, _: u32, _: usize, _: u32, _: i32, _: u16) {}
}

/// Told of each load as it is taken: demand, lane, slot, amount.
pub(super) trait Tell {
    fn load(&mut self, task: u32, demand: usize, lane: u32, slot: i32, amount: u16);
}

impl<'c, 'a> Decoder<'c, 'a> {
    pub fn of(compiled: &'c Compiled<'a>) -> Self {
        let tasks = compiled.tasks.len();
        Self {
            compiled,
            network: compiled.problem.network.clone(),
            room: Room::of(compiled.backward.capacity(), compiled.memories as usize),
            schedule: Places {
                start: vec![NOWHERE; tasks],
                end: vec![NOWHERE; tasks],
                doer: vec![NOBODY; compiled.demand_count()],
            },
            wishes: vec![NOBODY; compiled.demand_count()],
            given: vec![0; compiled.problem.resources.len()],
            edges: vec![NOWHERE; compiled.groups.len() + 1],
        }
    }

    /// Places the tasks in this order: backward each after all that wait for it, forward each after all it waits for.
    pub fn decode(&mut self, order: &[u32], direction: Direction, tell: &mut impl Tell) {
        self.clear(direction);
        for task in order {
            self.place(*task, direction, tell);
        }
    }

    /// Nothing is placed, everything is free.
    pub fn clear(&mut self, direction: Direction) {
        self.room.clear(self.compiled.lanes(direction).capacity());
        self.schedule.start.fill(NOWHERE);
        self.schedule.end.fill(NOWHERE);
        self.schedule.doer.fill(NOBODY);
        self.given.fill(0);
    }

    pub fn place(&mut self, task: u32, direction: Direction, tell: &mut impl Tell) {
        let kind = self.compiled.tasks[task as usize].kind;
        let found = match kind {
            Kind::Done => return self.place_bare(task, direction),
            Kind::Bare | Kind::Nobody => None,
            Kind::One => self.place_one(task, direction, tell),
            Kind::Several(span) => {
                let found = self.place_several(task, span, direction, tell);
                if found.is_none() {
                    self.forget_doers(task);
                }
                found
            }
        };
        match found {
            Some((start, end)) => {
                self.schedule.start[task as usize] = start;
                self.schedule.end[task as usize] = end;
            }
            None => self.place_bare(task, direction),
        }
    }

    /// Puts a task where a plan made backward has it: its slots, and of each demand the lane, the slot and how much of it.
    pub fn put(&mut self, task: u32, place: (i32, i32), taken: impl Iterator<Item = (usize, u32, i32, u16)>) {
        let compiled = self.compiled;
        let own = &compiled.tasks[task as usize];
        let at = own.index.0 as usize;
        (self.schedule.start[task as usize], self.schedule.end[task as usize]) = place;
        self.network.tasks[at].calendar = compiled.own(task).calendar;
        self.forget_doers(task);
        for (demand, lane, slot, amount) in taken {
            self.schedule.doer[own.first_demand() + demand] = lane;
            if own.kind == Kind::One {
                self.network.tasks[at].calendar = compiled.calendar_of(lane);
            }
            if let Some(free) = compiled.backward.at(lane, slot) {
                self.room.free[free] = self.room.free[free].saturating_sub(amount);
            }
        }
    }

    /// Frees what [`Self::place`], or backward [`Self::put`], took: lane, slot and how much of it.
    pub fn give_back(&mut self, taken: impl Iterator<Item = (u32, i32, u16)>, direction: Direction) {
        let lanes = self.compiled.lanes(direction);
        for (lane, slot, amount) in taken {
            let slot = match direction {
                Direction::Backward => slot,
                Direction::Forward => lanes.slots - 1 - slot,
            };
            if let Some(free) = lanes.at(lane, slot) {
                self.room.give_back(free, amount);
            }
        }
    }

    /// By calendar alone, with the arithmetic of the passes.
    fn place_bare(&mut self, task: u32, direction: Direction) {
        let compiled = self.compiled;
        let at = compiled.tasks[task as usize].index.0 as usize;
        self.network.tasks[at].calendar = compiled.own(task).calendar;
        let place = match direction {
            Direction::Backward => {
                let place_of = |other: TaskIndex, number: u32| self.placed(other, number);
                let succs = compiled.order.links_from(at).zip(compiled.succs(task));
                let succs = succs.filter_map(|(link, number)| Some((link, place_of(link.to, *number)?)));
                let deadline = match self.edge(task) {
                    Some(edge) => Some(compiled.instant(edge)),
                    None => compiled.deadline,
                };
                passes::latest_place(&self.network, at, deadline, succs)
            }
            Direction::Forward => {
                let mut floor = Floor::of(&self.network, at);
                if let Some(edge) = self.edge(task) {
                    floor.start = compiled.instant(edge);
                }
                for (link, number) in compiled.order.links_to(at).zip(compiled.preds(task)) {
                    if let Some(pred) = self.placed(link.from, *number) {
                        floor = floor.raised(&self.network, link, &pred);
                    }
                }
                Some(floor.place(&self.network, at))
            }
        };
        if let Some(place) = place.filter(|place| !place.start.is_out_of_range() && !place.end.is_out_of_range()) {
            self.schedule.start[task as usize] = compiled.slot_before(place.start);
            self.schedule.end[task as usize] = compiled.slot_before(place.end);
        }
    }

    /// `None`: nothing but its own limits.
    fn edge(&self, task: u32) -> Option<i32> {
        let loose = self.edges.len() - 1;
        let group = self.compiled.tasks[task as usize].group as usize;
        let edge = self.edges[group.min(loose)];
        (edge != NOWHERE).then_some(edge)
    }

    fn placed(&self, index: TaskIndex, number: u32) -> Option<Placement> {
        let (start, end) = (self.schedule.start[number as usize], self.schedule.end[number as usize]);
        if let crate::plan::network::Actual::Done(place) = self.network.task(index).actual {
            return Some(place);
        }
        (start != NOWHERE).then(|| Placement {
            start: self.compiled.instant(start),
            end: self.compiled.instant(end),
        })
    }

    /// Its own limits and its links. `None`: nothing pulls it.
    fn bounds(&self, task: u32, direction: Direction) -> Option<Bounds> {
        match direction {
            Direction::Backward => self.bounds_backward(task),
            Direction::Forward => Some(self.bounds_forward(task)),
        }
    }

    fn bounds_backward(&self, task: u32) -> Option<Bounds> {
        let compiled = self.compiled;
        let own = &compiled.tasks[task as usize];
        let mut bounds = Bounds {
            end: self.edge(task).unwrap_or(own.limit),
            start: i32::MAX,
        };
        if own.plain_succs == Plain::Yes {
            for succ in compiled.succs(task) {
                let start = self.schedule.start[*succ as usize];
                if start != NOWHERE {
                    bounds.end = bounds.end.min(start);
                }
            }
        } else {
            let links = compiled.order.links_from(own.index.0 as usize);
            for (link, number) in links.zip(compiled.succs(task)) {
                let Some(succ) = self.placed(link.to, *number) else {
                    continue;
                };
                match passes::latest_of_pred(&self.network, link, &succ) {
                    Some((passes::Edge::End, side)) => bounds.end = bounds.end.min(compiled.slot_before(side)),
                    Some((passes::Edge::Start, side)) => bounds.start = bounds.start.min(compiled.slot_before(side)),
                    None => {}
                }
            }
        }
        if bounds.end == i32::MAX && bounds.start == i32::MAX {
            return None;
        }
        Some(bounds)
    }

    /// Turned round: what must not start before ends by the mirror of it.
    fn bounds_forward(&self, task: u32) -> Bounds {
        let compiled = self.compiled;
        let own = &compiled.tasks[task as usize];
        let mut start = self.edge(task).unwrap_or(own.floor);
        let mut end = NOWHERE;
        if own.plain_preds == Plain::Yes {
            for pred in compiled.preds(task) {
                start = start.max(self.schedule.end[*pred as usize]);
            }
        } else {
            let mut floor = Floor {
                start: Instant::FAR_PAST,
                end: Instant::FAR_PAST,
            };
            let links = compiled.order.links_to(own.index.0 as usize);
            for (link, number) in links.zip(compiled.preds(task)) {
                if let Some(pred) = self.placed(link.from, *number) {
                    floor = floor.raised(&self.network, link, &pred);
                }
            }
            start = start.max(compiled.slot_after(floor.start));
            end = compiled.slot_after(floor.end);
        }
        Bounds {
            end: compiled.forward.slots - start,
            start: compiled.forward.slots.saturating_sub(end),
        }
    }

    /// Back from the sense of the lanes.
    fn turned(&self, (start, end): (i32, i32), direction: Direction) -> (i32, i32) {
        match direction {
            Direction::Backward => (start, end),
            Direction::Forward => (self.compiled.forward.slots - end, self.compiled.forward.slots - start),
        }
    }

    fn place_one(&mut self, task: u32, direction: Direction, tell: &mut impl Tell) -> Option<(i32, i32)> {
        let wish = self.wishes[self.compiled.tasks[task as usize].first_demand()];
        let found = match wish {
            NOBODY => self.best_of(task, direction, |_| true),
            wish => self
                .best_of(task, direction, |lane| lane == wish)
                .or_else(|| self.best_of(task, direction, |_| true)),
        };
        let (start, end, chosen) = found?;
        let at = self.compiled.tasks[task as usize].index.0 as usize;
        self.network.tasks[at].calendar = self.compiled.calendar_of(chosen.lane);
        self.take(task, 0, &chosen, end, direction, tell);
        Some(self.turned((start, end), direction))
    }

    /// Who can start it last, in the sense of the lanes, and where.
    fn best_of(&mut self, task: u32, direction: Direction, may: impl Fn(u32) -> bool) -> Option<(i32, i32, Candidate)> {
        let compiled = self.compiled;
        let lanes = compiled.lanes(direction);
        let own = &compiled.tasks[task as usize];
        let plain = match direction {
            Direction::Backward => own.plain_succs,
            Direction::Forward => own.plain_preds,
        } == Plain::Yes;
        let at = own.index.0 as usize;
        let mut bounds = self.bounds(task, direction)?;
        let mut best: Option<(i32, i32, Candidate)> = None;
        let candidates = compiled.candidates(&compiled.demands(task)[0]);
        for one in candidates.iter().filter(|one| may(one.lane)) {
            let calendar = compiled.calendar_of(one.lane);
            if !plain && calendar != self.network.tasks[at].calendar {
                self.network.tasks[at].calendar = calendar;
                bounds = self.bounds(task, direction)?;
            }
            let after = best.as_ref().map_or(0, |(known, ..)| *known);
            let within = (bounds.end, bounds.start, after);
            let Some((start, end)) = lanes.latest(&mut self.room, one, within) else {
                continue;
            };
            let given = |lane: u32| self.given[lane as usize];
            let better = best.as_ref().is_none_or(|(known, _, other)| {
                start > *known || start == *known && given(one.lane) < given(other.lane)
            });
            if better {
                best = Some((start, end, *one));
            }
        }
        best
    }

    fn take(
        &mut self,
        task: u32,
        demand: usize,
        chosen: &Candidate,
        end: i32,
        direction: Direction,
        tell: &mut impl Tell,
    ) {
        let lanes = self.compiled.lanes(direction);
        let last = lanes.slots - 1;
        self.schedule.doer[self.compiled.first_demand(task) + demand] = chosen.lane;
        self.given[chosen.lane as usize] += u64::from(chosen.want.amount);
        lanes.take(&mut self.room.free, chosen.lane, &chosen.want, end, |slot, amount| {
            let slot = match direction {
                Direction::Backward => slot,
                Direction::Forward => last - slot,
            };
            tell.load(task, demand, chosen.lane, slot, amount);
        });
    }

    fn place_several(
        &mut self,
        task: u32,
        span: Span,
        direction: Direction,
        tell: &mut impl Tell,
    ) -> Option<(i32, i32)> {
        let compiled = self.compiled;
        let lanes = compiled.lanes(direction);
        let at = compiled.tasks[task as usize].index.0 as usize;
        self.network.tasks[at].calendar = compiled.own(task).calendar;
        let bounds = self.bounds(task, direction)?;
        let mut end = bounds.end.min(lanes.slots);
        while end > 0 {
            let first = match self.fit_several(task, end, lanes) {
                Ok(first) => first,
                Err(Fit::NotAfter(other)) => {
                    end = other;
                    continue;
                }
                Err(_) => return None,
            };
            let start = match span {
                Span::Filled => first,
                Span::Counted => self.counted(task, first, end, direction),
            };
            if start > bounds.start {
                end -= 1;
                continue;
            }
            let doers = compiled.first_demand(task);
            for (number, demand) in compiled.demands(task).iter().enumerate() {
                let lane = self.schedule.doer[doers + number];
                let chosen = compiled.candidates(demand).iter().find(|one| one.lane == lane)?;
                self.take(task, number, chosen, end, direction, tell);
            }
            return Some(self.turned((start, end), direction));
        }
        None
    }

    fn forget_doers(&mut self, task: u32) {
        let first = self.compiled.first_demand(task);
        let count = self.compiled.demands(task).len();
        self.schedule.doer[first..first + count].fill(NOBODY);
    }

    /// The first slot of a span that ends here, its doers noted; else where to look on.
    fn fit_several(&mut self, task: u32, end: i32, lanes: &Lanes) -> Result<i32, Fit> {
        let compiled = self.compiled;
        let doers = compiled.first_demand(task);
        let (mut first, mut last) = (end, 0);
        for (number, demand) in compiled.demands(task).iter().enumerate() {
            let mut best: Option<(i32, u32)> = None;
            let mut later = None;
            let wish = self.wishes[doers + number];
            for one in compiled.candidates(demand) {
                if self.schedule.doer[doers..doers + number].contains(&one.lane) {
                    // At another time another one may have been chosen before.
                    later = later.max(Some(end - 1));
                    continue;
                }
                match lanes.fit(&mut self.room, one, end) {
                    Fit::From(open) => {
                        let start = lanes.axis(one.lane).slots[open as usize];
                        let better = best.is_none_or(|(known, other)| {
                            let rest = |lane: u32| (lane == wish, std::cmp::Reverse(self.given[lane as usize]));
                            start > known || start == known && rest(one.lane) > rest(other)
                        });
                        let better = match best {
                            Some((_, other)) if other == wish => false,
                            _ => better || one.lane == wish,
                        };
                        if better {
                            best = Some((start, one.lane));
                        }
                    }
                    Fit::NotAfter(other) => later = later.max(Some(other)),
                    Fit::Never => {}
                }
            }
            let Some((start, lane)) = best else {
                return Err(later.map_or(Fit::Never, Fit::NotAfter));
            };
            self.schedule.doer[doers + number] = lane;
            first = first.min(start);
            let axis = lanes.axis(lane);
            last = last.max(axis.slots[axis.rank[end as usize] as usize - 1] + 1);
        }
        // Nobody works in the last slots: the span ends before them.
        if last < end {
            Err(Fit::NotAfter(last))
        } else {
            Ok(first)
        }
    }

    /// The start of a span that its calendar makes at least as long as the task.
    fn counted(&self, task: u32, first: i32, end: i32, direction: Direction) -> i32 {
        let compiled = self.compiled;
        let own = compiled.own(task);
        let time = self.network.calendar(own.calendar);
        let slots = compiled.lanes(direction).slots;
        let by_calendar = match direction {
            Direction::Backward => compiled.slot_before(time.shift(compiled.instant(end), -own.duration)),
            Direction::Forward => slots - compiled.slot_after(time.shift(compiled.instant(slots - end), own.duration)),
        };
        by_calendar.min(first)
    }
}
