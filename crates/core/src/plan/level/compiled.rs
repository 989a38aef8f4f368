//! Answers: what does the hot loop need to know of a problem, in the order in which it needs it?
//! Invariant: tasks stand in an order of their own, those waited for first, equal ones by rank: it does not depend on the input.
//! Source: topological order by level.

use super::lanes::{Flat, Lanes, Want};
use super::problem::{Demand, Direction, Problem, ResourceIndex, Work};
use crate::model::campaign::LinkType;
use crate::model::duration::{HalfDays, Length};
use crate::plan::network::{Actual, CalendarIndex, Deadline, Instant, Placement, Task, TaskIndex};
use crate::plan::order::{Cycle, Order};
use crate::plan::passes;
use std::collections::HashMap;

/// A problem ready to be decoded thousands of times. Tasks are numbered anew: links lead from lower to higher numbers.
pub(super) struct Compiled<'a> {
    pub problem: &'a Problem<'a>,
    pub order: Order<'a>,
    pub backward: Lanes,
    pub forward: Lanes,
    pub tasks: Vec<CompiledTask>,
    demands: Vec<CompiledDemand>,
    candidates: Vec<Candidate>,
    /// How many candidates have a memory.
    pub memories: u32,
    /// The demands, by their numbers among all, that more than one could do.
    pub choices: Vec<u32>,
    succs: Vec<u32>,
    preds: Vec<u32>,
    pub groups: Vec<CompiledGroup>,
    /// By when all must end, where there is such a day.
    pub deadline: Option<Instant>,
    /// The slot at which the project starts, and the one by which all known time is over.
    pub start: i32,
    pub end: i32,
    /// How much of all there is each task takes, in thousandths of a slot: what makes a time busy.
    pub weight: Vec<u32>,
    /// Half days of a slot.
    step: i32,
    /// Slot of each task in the bare late and early plans: what priorities are made of.
    pub late: Vec<Option<(i32, i32)>>,
    pub early: Vec<(i32, i32)>,
}

pub(super) struct CompiledTask {
    pub index: TaskIndex,
    pub kind: Kind,
    pub group: u32,
    /// Where it may start at the earliest.
    pub floor: i32,
    /// By when it must end, in slots.
    pub limit: i32,
    demands: (u32, u32),
    succs: (u32, u32),
    preds: (u32, u32),
    /// Whether all of its links say no more than that one starts after the other's end.
    pub plain_succs: Plain,
    pub plain_preds: Plain,
}

impl CompiledTask {
    pub fn has_demands(&self) -> bool {
        self.demands.0 < self.demands.1
    }

    /// Number of its first demand among all.
    pub fn first_demand(&self) -> usize {
        self.demands.0 as usize
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Done,
    /// By its calendar alone.
    Bare,
    /// One resource, or one of several.
    One,
    /// Several over one span. Their hours fill it, or its calendar must be counted too.
    Several(Span),
    /// Somebody is asked for and nobody could ever do it.
    Nobody,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    Filled,
    Counted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plain {
    Yes,
    No,
}

pub(super) struct CompiledDemand {
    candidates: (u32, u32),
    /// Its number among the demands of the task as they were given.
    pub given: u16,
}

/// One who could do a demand. Demands that want the same of the same people have the same candidates.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    /// Where it is kept when it is found full; `None`: too few ask for it to be worth it.
    pub memory: Option<u32>,
    pub lane: u32,
    pub want: Want,
}

/// What a demand wants of whom: those who could do it, minutes in all and a day, open slots at most and at least.
type Wanted<'a> = (&'a [ResourceIndex], u32, u16, Option<i32>, u32);
/// The candidates of each, first and end.
type Known<'a> = HashMap<Wanted<'a>, (u32, u32)>;

pub(super) struct CompiledGroup {
    pub priority: i32,
    pub goal: i32,
    pub tasks: u32,
}

/// From so many demands on that want the same of the same people, it is worth keeping where none of them fits any more.
const MANY_DEMANDS: u32 = 16;
/// No group.
pub(super) const LOOSE: u32 = u32::MAX;
/// No slot: what was not placed.
pub(super) const NOWHERE: i32 = i32::MIN;

impl<'a> Compiled<'a> {
    pub fn of(problem: &'a Problem<'a>) -> Result<Self, Cycle> {
        let network = problem.network;
        let order = Order::of(network)?;
        let numbering = numbering(problem, &order);
        let early = passes::early_pass(network, &order);
        let deadline = match network.deadline {
            Deadline::At(instant) => Some(instant),
            Deadline::EarliestFinish => early.iter().map(|place| place.end).max(),
            Deadline::LimitsAlone => None,
        };
        let late = passes::late_pass(network, &order, deadline);
        let mut built = Self {
            problem,
            backward: Lanes::of(problem, Direction::Backward),
            forward: Lanes::of(problem, Direction::Forward),
            tasks: Vec::with_capacity(numbering.len()),
            demands: Vec::new(),
            candidates: Vec::new(),
            memories: 0,
            choices: Vec::new(),
            succs: Vec::with_capacity(network.links.len()),
            preds: Vec::with_capacity(network.links.len()),
            groups: Vec::new(),
            deadline,
            step: network.grain.step(),
            start: 0,
            end: 0,
            weight: Vec::new(),
            late: Vec::new(),
            early: Vec::new(),
            order,
        };
        let mut number = vec![0; numbering.len()];
        for (at, task) in numbering.iter().enumerate() {
            number[*task as usize] = at as u32;
        }
        let mut known = Known::new();
        for task in &numbering {
            built.push(TaskIndex(*task), &number, &mut known);
        }
        built.remember();
        let early = numbering.iter().map(|task| built.slots_of(&early[*task as usize]));
        let early = early.collect();
        let late = numbering.iter().map(|task| late[*task as usize]);
        let late = late.map(|place| place.filter(|place| !place.end.is_out_of_range()));
        built.late = late.map(|place| place.map(|place| built.slots_of(&place))).collect();
        built.early = early;
        built.groups = built.compile_groups();
        built.start = built.slot_after(network.project_start);
        built.end = built.backward.slots;
        built.weight = (0..built.tasks.len() as u32)
            .map(|task| built.weight_of(task))
            .collect();
        Ok(built)
    }

    /// The slot in which an instant lies.
    pub fn slot_before(&self, instant: Instant) -> i32 {
        (instant.clamped().0 - self.origin()).div_euclid(self.step)
    }

    /// Whether a limit or a successor says by when a task must be over, and it is not over yet.
    pub fn is_pulled(&self, task: u32) -> bool {
        self.late[task as usize].is_some() && self.tasks[task as usize].kind != Kind::Done
    }

    fn slots_of(&self, place: &Placement) -> (i32, i32) {
        (self.slot_before(place.start), self.slot_before(place.end))
    }

    /// The first slot that begins at an instant or after it.
    pub fn slot_after(&self, instant: Instant) -> i32 {
        -(self.origin() - instant.clamped().0).div_euclid(self.step)
    }

    pub fn instant(&self, slot: i32) -> Instant {
        Instant(self.origin().saturating_add(slot.saturating_mul(self.step))).clamped()
    }

    fn origin(&self) -> i32 {
        self.problem.from.0 & !1
    }

    pub fn lanes(&self, direction: Direction) -> &Lanes {
        match direction {
            Direction::Backward => &self.backward,
            Direction::Forward => &self.forward,
        }
    }

    pub fn own(&self, task: u32) -> &Task {
        self.problem.network.task(self.tasks[task as usize].index)
    }

    pub fn demands(&self, task: u32) -> &[CompiledDemand] {
        let (first, end) = self.tasks[task as usize].demands;
        &self.demands[first as usize..end as usize]
    }

    /// Number of the first demand of a task among all.
    pub fn first_demand(&self, task: u32) -> usize {
        self.tasks[task as usize].first_demand()
    }

    pub fn demand(&self, number: u32) -> &CompiledDemand {
        &self.demands[number as usize]
    }

    pub fn demand_count(&self) -> usize {
        self.demands.len()
    }

    pub fn candidates(&self, demand: &CompiledDemand) -> &[Candidate] {
        &self.candidates[demand.candidates.0 as usize..demand.candidates.1 as usize]
    }

    pub fn succs(&self, task: u32) -> &[u32] {
        let (first, end) = self.tasks[task as usize].succs;
        &self.succs[first as usize..end as usize]
    }

    pub fn preds(&self, task: u32) -> &[u32] {
        let (first, end) = self.tasks[task as usize].preds;
        &self.preds[first as usize..end as usize]
    }

    /// What the links see of a task that this resource does alone.
    pub fn calendar_of(&self, lane: u32) -> CalendarIndex {
        self.problem.resource(ResourceIndex(lane)).calendar
    }

    fn push(&mut self, index: TaskIndex, number: &[u32], known: &mut Known<'a>) {
        let (problem, network) = (self.problem, self.problem.network);
        let (own, work) = (network.task(index), problem.work(index));
        let at = index.0 as usize;
        let first_succ = self.succs.len() as u32;
        let mut plain_succs = Plain::Yes;
        for link in self.order.links_from(at) {
            self.succs.push(number[link.to.0 as usize]);
            if !is_plain(own, network.task(link.to), link.link, link.lag) {
                plain_succs = Plain::No;
            }
        }
        let first_pred = self.preds.len() as u32;
        let mut plain_preds = Plain::Yes;
        for link in self.order.links_to(at) {
            self.preds.push(number[link.from.0 as usize]);
            if !is_plain(network.task(link.from), own, link.link, link.lag) {
                plain_preds = Plain::No;
            }
        }
        let (demands, kind) = self.push_demands(own, work, known);
        let limit = own.end_by.into_iter().chain(self.deadline).min();
        let task = CompiledTask {
            index,
            kind,
            group: work.group.map_or(LOOSE, |group| group.0),
            floor: self.slot_after(problem.floor(index)),
            limit: limit.map_or(i32::MAX, |limit| self.slot_before(limit)),
            demands,
            succs: (first_succ, self.succs.len() as u32),
            preds: (first_pred, self.preds.len() as u32),
            plain_succs,
            plain_preds,
        };
        self.tasks.push(task);
    }

    fn push_demands(&mut self, own: &Task, work: &'a Work, known: &mut Known<'a>) -> ((u32, u32), Kind) {
        let first = self.demands.len() as u32;
        let nothing = ((first, first), Kind::Bare);
        if matches!(own.actual, Actual::Done(_)) {
            return ((first, first), Kind::Done);
        }
        let wanted = work.demands.iter().enumerate().filter(|(_, demand)| demand.amount > 0);
        if own.duration == 0 || wanted.clone().next().is_none() {
            return nothing;
        }
        let mut wanted: Vec<_> = wanted.collect();
        // Who has least choice chooses first.
        wanted.sort_by_key(|(_, demand)| demand.any_of.len());
        let several = wanted.len() > 1;
        let mut kind = if several {
            Kind::Several(Span::Counted)
        } else {
            Kind::One
        };
        for (given, demand) in wanted {
            let least = if several { 0 } else { self.least_slots(own) };
            let wanted = (&*demand.any_of, demand.amount, demand.most_per_day, work.stretch, least);
            let (from, to) = *known
                .entry(wanted)
                .or_insert_with(|| self.push_candidates(work, demand, least));
            if from == to {
                kind = Kind::Nobody;
            }
            let fills = |one: &Candidate| {
                let slots = one.want.flat.map_or(0, |flat| flat.slots);
                slots >= self.least_slots(own) && self.calendar_of(one.lane) == own.calendar
            };
            let given = given as u16;
            if several && kind != Kind::Nobody && self.candidates[from as usize..to as usize].iter().all(fills) {
                kind = Kind::Several(Span::Filled);
            }
            if to - from > 1 {
                self.choices.push(self.demands.len() as u32);
            }
            self.demands.push(CompiledDemand {
                candidates: (from, to),
                given,
            });
        }
        ((first, self.demands.len() as u32), kind)
    }

    fn push_candidates(&mut self, work: &Work, demand: &Demand, least: u32) -> (u32, u32) {
        let from = self.candidates.len() as u32;
        for resource in &demand.any_of {
            let lane = resource.0;
            if self.backward.axis(lane).slots.is_empty() || demand.most_per_day == 0 {
                continue;
            }
            let mut want = Want {
                amount: demand.amount,
                most_per_day: u32::from(demand.most_per_day),
                least,
                stretch: work
                    .stretch
                    .map(|halves| (halves.max(0) as u32).div_ceil(self.step as u32)),
                flat: None,
            };
            want.flat = self.flat(lane, &want);
            self.candidates.push(Candidate {
                memory: None,
                lane,
                want,
            });
        }
        (from, self.candidates.len() as u32)
    }

    /// Gives a memory to the candidates of what many ask for.
    fn remember(&mut self) {
        let mut asked = vec![0; self.candidates.len() + 1];
        for demand in &self.demands {
            let (first, end) = demand.candidates;
            asked[first as usize] += 1;
            if asked[first as usize] == MANY_DEMANDS {
                for one in &mut self.candidates[first as usize..end as usize] {
                    one.memory = Some(self.memories);
                    self.memories += 1;
                }
            }
        }
    }

    /// As much in each open slot, where the lane's own hours make it so.
    fn flat(&self, lane: u32, want: &Want) -> Option<Flat> {
        let constant = u32::from(self.backward.constant(lane)?);
        let per_day = self.backward.per_day() as u32;
        let amount = match per_day {
            1 => want.most_per_day.min(constant),
            _ if want.most_per_day >= constant * per_day => constant,
            _ => return None,
        };
        let slots = want.amount / amount;
        let even = want.amount.is_multiple_of(amount) && slots >= want.least;
        let thin = want.stretch.is_some_and(|most| most > slots);
        (even && !thin).then_some(Flat {
            slots,
            amount: amount as u16,
        })
    }

    fn least_slots(&self, own: &Task) -> u32 {
        (own.duration.max(0) as u32).div_ceil(self.step as u32)
    }

    /// In slots, at least 1.
    pub fn mean_duration(&self) -> i32 {
        let lengths = self
            .early
            .iter()
            .map(|(start, end)| i64::from(end - start))
            .filter(|length| *length > 0);
        let (sum, count) = lengths.fold((0, 0), |(sum, count), length| (sum + length, count + 1));
        (sum / i64::from(count.max(1))).clamp(1, 10_000) as i32
    }

    /// Slots from the first early start to the last early end.
    pub fn bare_length(&self) -> i32 {
        let first = self.early.iter().map(|(start, _)| *start).min().unwrap_or_default();
        let last = self.early.iter().map(|(_, end)| *end).max().unwrap_or_default();
        last.saturating_sub(first).clamp(0, 1 << 20)
    }

    fn weight_of(&self, task: u32) -> u32 {
        let of_demand = |demand: &CompiledDemand| {
            let Some(one) = self.candidates(demand).first() else {
                return 0;
            };
            let most = self.backward.most(one.lane).max(1);
            (u64::from(one.want.amount) * 1_000 / u64::from(most)).min(1 << 20) as u32
        };
        self.demands(task).iter().map(of_demand).sum()
    }

    fn compile_groups(&self) -> Vec<CompiledGroup> {
        let mut groups: Vec<CompiledGroup> = self
            .problem
            .groups
            .iter()
            .map(|group| CompiledGroup {
                priority: group.priority,
                goal: group.goal.map_or(NOWHERE, |goal| self.slot_before(goal)),
                tasks: 0,
            })
            .collect();
        for (task, late) in self.tasks.iter().zip(&self.late) {
            let Some(group) = groups.get_mut(task.group as usize) else {
                continue;
            };
            group.tasks += 1;
            // Without a goal of its own, the latest end that the calendars alone allow stands for it.
            if self.problem.groups[task.group as usize].goal.is_none()
                && let Some((_, end)) = late
            {
                group.goal = group.goal.max(*end);
            }
        }
        groups
    }
}

/// Whether a link says no more than that one task starts when the other has ended.
fn is_plain(from: &Task, to: &Task, link: LinkType, lag: Length) -> bool {
    link == LinkType::FinishToStart
        && lag == Length::Working(HalfDays(0))
        && from.duration > 0
        && to.duration > 0
        && from.actual == Actual::Planned
        && to.actual == Actual::Planned
}

/// The tasks by level, then rank.
fn numbering(problem: &Problem<'_>, order: &Order<'_>) -> Vec<u32> {
    let mut level = vec![0_u32; problem.network.tasks.len()];
    for task in order.forward() {
        let before = order.links_to(task).map(|link| level[link.from.0 as usize] + 1);
        level[task] = before.max().unwrap_or_default();
    }
    let mut numbering: Vec<u32> = (0..level.len() as u32).collect();
    numbering.sort_unstable_by_key(|task| (level[*task as usize], problem.works[*task as usize].rank, *task));
    numbering
}
