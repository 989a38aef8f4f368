//! Answers: what must every plan of a levelling problem keep to?
//! Invariant: each rule holds in every plan that people can do; leaving one out is safe, adding one is not.
//! Source: time windows and relaxations of resource-constrained scheduling, Klein & Scholl (1999).

use super::Part;
use crate::model::campaign::LinkType;
use crate::model::duration::{HalfDays, Length};
use crate::plan::level::problem::{Levelled, Problem, ResourceIndex};
use crate::plan::level::proof::Claim;
use crate::plan::network::{
    Actual, CalendarIndex, Deadline, Grain, Instant, Network, Placement, Task, TaskIndex, TaskLink,
};
use crate::plan::order::{Cycle, Order};
use crate::plan::passes::{self, Edge};

/// More cells than these (tasks or links, times slots) are not written down.
const MOST_CELLS: usize = 3_000_000;

pub(super) struct Model {
    /// Those waited for first.
    pub items: Vec<Item>,
    pub pulls: Vec<Pull>,
    /// Of each resource, what it has in each slot.
    pub lanes: Vec<Vec<u16>>,
    /// All of a resource's open slots have as much; 0 where not.
    pub constant: Vec<u32>,
    pub slots: i32,
    /// Slots of a day.
    pub per_day: i32,
    /// The slot at which the plan itself has what the claim says.
    edge: i32,
    scale: Scale,
}

/// One task.
pub(super) struct Item {
    pub index: TaskIndex,
    /// Least and greatest slot at which it may start.
    pub start: (i32, i32),
    /// The same of its end.
    pub end: (i32, i32),
    /// Of each slot, by which it ends at the earliest when it does not start before; [`Model::slots`] + 1: never.
    pub soonest: Vec<i32>,
    pub needs: Vec<Need>,
    pub is_moment: bool,
}

/// Time of one of several.
pub(super) struct Need {
    pub lanes: Vec<u32>,
    pub amount: u32,
    pub most_per_day: u32,
    pub least: u32,
    /// It may be thinned beyond what its doer's own hours do.
    pub is_thin: bool,
}

/// A link: by which slot one side of `from` is at the latest, one side of `to` being at each slot.
pub(super) struct Pull {
    pub from: usize,
    pub to: usize,
    pub from_side: Edge,
    pub to_side: Edge,
    /// Below zero: never.
    pub latest: Vec<i32>,
}

impl Model {
    /// `None`: more than is written down.
    pub fn of(problem: &Problem<'_>, plan: &Levelled, parts: &[Part], claim: Claim) -> Result<Option<Self>, Cycle> {
        let network = problem.network;
        let order = Order::of(network)?;
        let scale = Scale::of(problem);
        let limits = limits(problem, plan, parts, claim);
        let kept = kept(network, &order, parts, &limits);
        let counted = plan.tasks.iter().zip(parts).filter(|(_, part)| **part != Part::Left);
        let ends = counted.filter_map(|(task, _)| task.place).map(|place| place.end);
        let last = ends.chain(limits.iter().copied().flatten()).max();
        let slots = scale
            .slot(last.unwrap_or(problem.from))
            .saturating_add(slack(network) / scale.step);
        let cells = (kept.len() + network.links.len()).saturating_mul(slots.max(0) as usize + 1);
        if slots < 1 || cells > MOST_CELLS {
            return Ok(None);
        }
        let lanes: Vec<Vec<u16>> = problem
            .resources
            .iter()
            .map(|one| scale.capacity(&one.capacity, slots))
            .collect();
        let mut built = Self {
            items: Vec::with_capacity(kept.len()),
            pulls: Vec::new(),
            constant: problem
                .resources
                .iter()
                .map(|one| scale.constant(&one.capacity))
                .collect(),
            lanes,
            slots,
            per_day: 2 / scale.step,
            edge: match claim {
                Claim::LatestStart(at) | Claim::EarliestEnd(at) => scale.slot(at),
            },
            scale,
        };
        let mut number = vec![None; network.tasks.len()];
        for task in kept {
            number[task] = Some(built.items.len());
            let limit = limits[task].map_or(slots, |limit| scale.slot(limit).min(slots));
            built.push(problem, TaskIndex(task as u32), limit);
        }
        built.link(problem, &number);
        Ok(Some(built))
    }

    fn push(&mut self, problem: &Problem<'_>, index: TaskIndex, limit: i32) {
        let (own, work, scale) = (problem.network.task(index), problem.work(index), self.scale);
        let wanted = work.demands.iter().filter(|demand| demand.amount > 0);
        let several = wanted.clone().count() > 1;
        let mut needs: Vec<Need> = wanted
            .filter(|_| own.duration > 0)
            .map(|demand| Need {
                lanes: demand.any_of.iter().map(|one| one.0).collect(),
                amount: demand.amount,
                most_per_day: u32::from(demand.most_per_day),
                least: match several {
                    true => 0,
                    false => (own.duration.max(0) as u32).div_ceil(scale.step as u32),
                },
                is_thin: work.stretch.is_some(),
            })
            .collect();
        for need in &mut needs {
            need.lanes.sort_unstable();
            need.lanes.dedup();
        }
        let floor = match own.actual {
            Actual::Planned => scale.slot_after(problem.floor(index)).max(0),
            Actual::Started(_) | Actual::Done(_) => 0,
        };
        let soonest = match needs.is_empty() {
            true => self.soonest_by_calendar(problem.network, own),
            false => self.soonest_by_people(&needs),
        };
        self.items.push(Item {
            index,
            start: (floor, self.slots),
            end: (0, limit),
            soonest,
            needs,
            is_moment: own.duration == 0,
        });
    }

    fn soonest_by_calendar(&self, network: &Network, own: &Task) -> Vec<i32> {
        let time = network.calendar(own.calendar);
        let (never, scale) = (self.slots + 1, self.scale);
        let of_slot = |slot: i32| match own.duration {
            0 => slot,
            duration => scale
                .slot(time.shift(time.first_open(scale.instant(slot)), duration))
                .min(never),
        };
        (0..=self.slots).map(of_slot).collect()
    }

    fn soonest_by_people(&self, needs: &[Need]) -> Vec<i32> {
        let of_need = |need: &Need, slot: i32| {
            let ends = need.lanes.iter().map(|lane| self.soonest(need, *lane, slot));
            ends.min().unwrap_or(self.slots + 1)
        };
        let of_slot = |slot: i32| needs.iter().map(|need| of_need(need, slot)).max().unwrap_or(slot);
        (0..=self.slots).map(of_slot).collect()
    }

    /// By which slot a resource that does nothing else is done with it.
    pub fn soonest(&self, need: &Need, lane: u32, from: i32) -> i32 {
        let row = &self.lanes[lane as usize];
        let (mut left, mut open, mut day, mut today) = (need.amount, 0, i32::MIN, 0);
        for slot in from.max(0)..self.slots {
            let has = u32::from(row[slot as usize]);
            if has == 0 {
                continue;
            }
            if slot / self.per_day != day {
                (day, today) = (slot / self.per_day, need.most_per_day);
            }
            let part = left.min(today).min(has);
            left -= part;
            today -= part;
            open += 1;
            if left == 0 && open >= need.least {
                return slot + 1;
            }
        }
        self.slots + 1
    }

    fn link(&mut self, problem: &Problem<'_>, number: &[Option<usize>]) {
        let (network, scale) = (with_calendars(problem), self.scale);
        for link in &network.links {
            let ends = (number[link.from.0 as usize], number[link.to.0 as usize]);
            let (Some(from), Some(to)) = ends else { continue };
            let at = |slot: i32| Placement {
                start: scale.instant(slot),
                end: scale.instant(slot),
            };
            let Some((from_side, _)) = passes::latest_of_pred(&network, link, &at(0)) else {
                continue;
            };
            let latest = |slot: i32| match (
                is_plain(&network, link),
                passes::latest_of_pred(&network, link, &at(slot)),
            ) {
                (true, _) => slot,
                (false, Some((_, side))) => scale.slot(side).clamp(-1, self.slots),
                (false, None) => self.slots,
            };
            let to_side = match link.link {
                LinkType::FinishToStart | LinkType::StartToStart => Edge::Start,
                LinkType::FinishToFinish | LinkType::StartToFinish => Edge::End,
            };
            let latest = (0..=self.slots).map(latest).collect();
            self.pulls.push(Pull {
                from,
                to,
                from_side,
                to_side,
                latest,
            });
        }
        // By successor, those waited for first: one walk each way is enough.
        self.pulls.sort_by_key(|pull| (pull.to, pull.from));
    }

    /// Narrows all windows; false when one is empty.
    pub fn tighten(&mut self) -> bool {
        let mut pull = 0;
        for at in 0..self.items.len() {
            while self.pulls.get(pull).is_some_and(|pull| pull.to == at) {
                let own = &self.pulls[pull];
                let least = side(&self.items[own.from], own.from_side).0;
                let reached = own.latest.partition_point(|latest| *latest < least) as i32;
                raise(&mut self.items[at], own.to_side, reached);
                pull += 1;
            }
            let item = &mut self.items[at];
            let Some(end) = item.soonest.get(item.start.0.max(0) as usize) else {
                return false;
            };
            item.end.0 = item.end.0.max(*end);
            if item.is_moment {
                item.start.0 = item.start.0.max(item.end.0);
            }
        }
        for at in (0..self.items.len()).rev() {
            let item = &mut self.items[at];
            let starts = item.soonest.partition_point(|end| *end <= item.end.1) as i32;
            item.start.1 = item.start.1.min(starts - 1);
            if item.is_moment {
                item.end.1 = item.end.1.min(item.start.1);
            }
            if item.start.0 > item.start.1 || item.end.0 > item.end.1 {
                return false;
            }
            while pull > 0 && self.pulls[pull - 1].to == at {
                pull -= 1;
                let own = &self.pulls[pull];
                let most = own.latest[side(&self.items[at], own.to_side).1 as usize];
                lower(&mut self.items[own.from], own.from_side, most);
            }
        }
        true
    }

    /// Whether a plan keeps all that is written down here.
    pub fn admits(&self, plan: &Levelled) -> bool {
        let slots = |item: &Item| {
            let place = plan.tasks[item.index.0 as usize].place?;
            Some((self.scale.slot(place.start), self.scale.slot(place.end)))
        };
        let Some(places) = self.items.iter().map(slots).collect::<Option<Vec<_>>>() else {
            return false;
        };
        let fits = |(item, (start, end)): (&Item, &(i32, i32))| {
            (item.start.0..=item.start.1).contains(start)
                && (item.end.0..=item.end.1).contains(end)
                && item.soonest[*start as usize] <= *end
        };
        let of = |item: usize, edge: Edge| match edge {
            Edge::Start => places[item].0,
            Edge::End => places[item].1,
        };
        self.items.iter().zip(&places).all(fits)
            && self
                .pulls
                .iter()
                .all(|pull| of(pull.from, pull.from_side) <= pull.latest[of(pull.to, pull.to_side) as usize])
    }

    /// Asks for a plan that refutes the claim.
    pub fn suppose_better(&mut self, parts: &[Part], claim: Claim) {
        for item in &mut self.items {
            if parts[item.index.0 as usize] != Part::Asked {
                continue;
            }
            match claim {
                Claim::LatestStart(_) if !item.is_moment => item.start.0 = item.start.0.max(self.edge + 1),
                Claim::LatestStart(_) => {}
                Claim::EarliestEnd(_) => item.end.1 = item.end.1.min(self.edge - 1),
            }
        }
    }

    /// The starts of the items by the tasks of the network.
    pub fn by_task(&self, starts: &[i32], tasks: usize) -> Vec<Option<i32>> {
        let mut found = vec![None; tasks];
        for (item, start) in self.items.iter().zip(starts) {
            found[item.index.0 as usize] = Some(*start);
        }
        found
    }
}

/// Slots and instants.
#[derive(Clone, Copy)]
struct Scale {
    origin: i32,
    /// Half days of a slot.
    step: i32,
    grain: Grain,
}

impl Scale {
    fn of(problem: &Problem<'_>) -> Self {
        Self {
            origin: problem.from.0 & !1,
            step: problem.network.grain.step(),
            grain: problem.network.grain,
        }
    }

    /// The slot in which an instant lies.
    fn slot(self, at: Instant) -> i32 {
        (at.clamped().0 - self.origin).div_euclid(self.step)
    }

    /// The first slot that begins at an instant or after it.
    fn slot_after(self, at: Instant) -> i32 {
        -(self.origin - at.clamped().0).div_euclid(self.step)
    }

    fn instant(self, slot: i32) -> Instant {
        Instant(self.origin.saturating_add(slot.saturating_mul(self.step)))
    }

    fn of_slot(self, halves: &[u16], slot: usize) -> u16 {
        let half = |at: usize| halves.get(at).copied().unwrap_or_default();
        match self.grain {
            Grain::HalfDays => half(slot),
            Grain::WholeDays => half(2 * slot).saturating_add(half(2 * slot + 1)),
        }
    }

    fn capacity(self, halves: &[u16], slots: i32) -> Vec<u16> {
        (0..slots as usize).map(|slot| self.of_slot(halves, slot)).collect()
    }

    fn constant(self, halves: &[u16]) -> u32 {
        let all = (0..halves.len()).map(|slot| self.of_slot(halves, slot));
        let mut open = all.filter(|amount| *amount > 0);
        let first = open.next().unwrap_or_default();
        match open.all(|amount| amount == first) {
            true => u32::from(first),
            false => 0,
        }
    }
}

/// By when each task must end, where something says so.
fn limits(problem: &Problem<'_>, plan: &Levelled, parts: &[Part], claim: Claim) -> Vec<Option<Instant>> {
    let network = problem.network;
    let deadline = match network.deadline {
        Deadline::At(at) => Some(at),
        Deadline::EarliestFinish | Deadline::LimitsAlone => None,
    };
    let of_task = |(at, part): (usize, &Part)| match (part, claim) {
        (Part::Left, _) => None,
        (_, Claim::EarliestEnd(end)) => plan.tasks[at].place.map(|_| end),
        (_, Claim::LatestStart(_)) => network.tasks[at].end_by.into_iter().chain(deadline).min(),
    };
    parts.iter().enumerate().map(of_task).collect()
}

/// The tasks that are written down: those that must end some day, by a limit or for another one.
fn kept(network: &Network, order: &Order<'_>, parts: &[Part], limits: &[Option<Instant>]) -> Vec<usize> {
    let mut is_kept = vec![false; parts.len()];
    for task in order.backward() {
        let is_open = parts[task] != Part::Left && !matches!(network.tasks[task].actual, Actual::Done(_));
        let pulled = || order.links_from(task).any(|link| is_kept[link.to.0 as usize]);
        is_kept[task] = is_open && (limits[task].is_some() || pulled());
    }
    order.forward().filter(|task| is_kept[*task]).collect()
}

/// Half days by which leads may take something past the last limit.
fn slack(network: &Network) -> i32 {
    let lead = |link: &TaskLink| match link.lag {
        Length::Working(HalfDays(halves)) => halves.min(0).saturating_mul(-3).saturating_add(14),
        Length::ElapsedDays(days) => days.min(0).saturating_mul(-2),
    };
    let is_lead = |link: &&TaskLink| match link.lag {
        Length::Working(HalfDays(halves)) => halves < 0,
        Length::ElapsedDays(days) => days < 0,
    };
    let leads = network.links.iter().filter(is_lead).map(lead);
    leads.fold(0, i32::saturating_add).saturating_add(14)
}

/// Each task on the calendar of whoever can do it; where that is not known, on that of the project, which asks no more.
fn with_calendars(problem: &Problem<'_>) -> Network {
    let mut network = problem.network.clone();
    for (task, work) in network.tasks.iter_mut().zip(&problem.works) {
        let mut wanted = work.demands.iter().filter(|demand| demand.amount > 0);
        let (Some(demand), None) = (wanted.next(), wanted.next()) else {
            continue;
        };
        if task.duration > 0 {
            task.calendar = shared(problem, &demand.any_of).unwrap_or(network.project_calendar);
        }
    }
    network
}

fn shared(problem: &Problem<'_>, any_of: &[ResourceIndex]) -> Option<CalendarIndex> {
    let mut calendars = any_of.iter().map(|one| problem.resource(*one).calendar);
    let first = calendars.next()?;
    calendars.all(|calendar| calendar == first).then_some(first)
}

/// Whether a link says no more than that one task starts when the other has ended.
fn is_plain(network: &Network, link: &TaskLink) -> bool {
    let is_ahead = |task: &Task| task.duration > 0 && task.actual == Actual::Planned;
    link.link == LinkType::FinishToStart
        && link.lag == Length::Working(HalfDays(0))
        && is_ahead(network.task(link.from))
        && is_ahead(network.task(link.to))
}

fn side(item: &Item, edge: Edge) -> (i32, i32) {
    match edge {
        Edge::Start => item.start,
        Edge::End => item.end,
    }
}

fn raise(item: &mut Item, edge: Edge, least: i32) {
    let window = match edge {
        Edge::Start => &mut item.start,
        Edge::End => &mut item.end,
    };
    window.0 = window.0.max(least);
}

fn lower(item: &mut Item, edge: Edge, most: i32) {
    let window = match edge {
        Edge::Start => &mut item.start,
        Edge::End => &mut item.end,
    };
    window.1 = window.1.min(most);
}
