//! Answers: which is the latest stretch in which a resource has so many minutes free?
//! Invariant: nothing is ever taken that is not free; a question ends after at most one walk over the known time for each end tried.
//! Source: serial schedule generation, Kolisch (1996). Forward plans ask the same of time turned round.

use super::compiled::Candidate;
use super::problem::{Direction, Problem};
use super::room::{Ends, Room, Shut};
use crate::plan::network::Grain;
use std::collections::HashMap;

/// The slots in which something works, one way round. A slot is a half day, or a day where all is planned in whole days.
pub(super) struct Axis {
    /// The open slots, ascending.
    pub slots: Vec<i32>,
    /// Open slots before each slot; one more entry for the end.
    pub rank: Vec<u32>,
    /// Of the first so many open slots: how many come before the day of the last one.
    morning: Vec<u32>,
}

/// All resources, one way round. Rows of capacity hold open slots alone.
pub(super) struct Lanes {
    axes: Vec<Axis>,
    lanes: Vec<Lane>,
    capacity: Vec<u16>,
    pub slots: i32,
    per_day: i32,
}

#[derive(Clone, Copy)]
struct Lane {
    axis: u32,
    first: u32,
    /// The least and the most it does in an open slot.
    least: u16,
    most: u16,
}

/// What is wanted of one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Want {
    pub amount: u32,
    pub most_per_day: u32,
    /// Open slots of the lane that the span has at least.
    pub least: u32,
    /// Open slots that it has at most, when others' load may thin it.
    pub stretch: Option<u32>,
    /// As much in each of so many consecutive open slots: what most tasks want, and quick to find.
    pub flat: Option<Flat>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flat {
    pub slots: u32,
    pub amount: u16,
}

/// Whether a span may end at an instant.
pub(super) enum Fit {
    /// It starts with this open slot.
    From(u32),
    /// No end between here and the one that was tried fits; an end at or before this slot may.
    NotAfter(i32),
    Never,
}

/// What a look for the latest place found.
struct Latest {
    place: Option<(i32, i32)>,
    /// The ends that were ruled out.
    shut: Ends,
    /// Places that were tried, and blocks of slots that were passed over.
    steps: u32,
}

impl Lanes {
    pub fn of(problem: &Problem<'_>, direction: Direction) -> Self {
        let step = problem.network.grain.step();
        let longest = problem.resources.iter().map(|one| one.capacity.len()).max();
        let days = longest.unwrap_or_default().div_ceil(2) as i32;
        let slots = days * 2 / step;
        let mut built = Self {
            axes: Vec::new(),
            lanes: Vec::with_capacity(problem.resources.len()),
            capacity: Vec::new(),
            slots,
            per_day: 2 / step,
        };
        let mut known: HashMap<Vec<i32>, u32> = HashMap::new();
        for resource in &problem.resources {
            built.push(&resource.capacity, problem.network.grain, direction, &mut known);
        }
        built
    }

    fn push(&mut self, halves: &[u16], grain: Grain, direction: Direction, known: &mut HashMap<Vec<i32>, u32>) {
        let half = |at: i32| halves.get(at as usize).copied().unwrap_or_default();
        let of_slot = |slot: i32| match grain {
            Grain::HalfDays => half(slot),
            Grain::WholeDays => half(2 * slot).saturating_add(half(2 * slot + 1)),
        };
        let all = self.slots;
        let turned = |slot: i32| match direction {
            Direction::Backward => slot,
            Direction::Forward => all - 1 - slot,
        };
        let first = self.capacity.len() as u32;
        let mut open = Vec::new();
        for slot in 0..all {
            let amount = of_slot(turned(slot));
            if amount > 0 {
                open.push(slot);
                self.capacity.push(amount);
            }
        }
        let axis = match known.get(&open) {
            Some(axis) => *axis,
            None => {
                let axis = self.axes.len() as u32;
                self.axes.push(Axis::of(open.clone(), all, self.per_day));
                known.insert(open, axis);
                axis
            }
        };
        let row = || self.capacity[first as usize..].iter().copied();
        let (least, most) = (row().min().unwrap_or_default(), row().max().unwrap_or_default());
        self.lanes.push(Lane {
            axis,
            first,
            least,
            most,
        });
    }

    /// What is free when nothing has been placed.
    pub fn capacity(&self) -> &[u16] {
        &self.capacity
    }

    pub fn axis(&self, lane: u32) -> &Axis {
        &self.axes[self.lanes[lane as usize].axis as usize]
    }

    /// Where what is free of a lane in a slot stands; `None` where it does not work.
    pub fn at(&self, lane: u32, slot: i32) -> Option<usize> {
        let axis = self.axis(lane);
        let open = *axis.rank.get(usize::try_from(slot).ok()?)? as usize;
        (axis.slots.get(open) == Some(&slot)).then(|| self.row(lane).start + open)
    }

    /// The same in every slot, when it is.
    pub fn constant(&self, lane: u32) -> Option<u16> {
        let Lane { least, most, .. } = self.lanes[lane as usize];
        (least == most && most > 0).then_some(most)
    }

    /// The most it does in a slot.
    pub fn most(&self, lane: u32) -> u16 {
        self.lanes[lane as usize].most
    }

    pub fn per_day(&self) -> i32 {
        self.per_day
    }

    fn row(&self, lane: u32) -> std::ops::Range<usize> {
        let first = self.lanes[lane as usize].first as usize;
        first..first + self.axis(lane).slots.len()
    }

    /// The latest place of a candidate that ends by `end` and starts by `start`; both are slots, the end is not in it. What
    /// starts before the slot `after` may be left out: somebody else can do it there.
    pub fn latest(&self, room: &mut Room, one: &Candidate, (end, start, after): (i32, i32, i32)) -> Option<(i32, i32)> {
        let axis = self.axis(one.lane);
        let known = room.shut(one.memory);
        let end = known.below(axis.open_before(end));
        let after = axis.open_before(after);
        if end <= after {
            return None;
        }
        let row = &room.free[self.row(one.lane)];
        let found = match one.want.flat {
            Some(flat) => axis.latest_run(row, flat, known, (end, start, after)),
            None => self.latest_walk(row, one, known, (end, start, after)),
        };
        room.steps += u64::from(found.steps);
        room.note(one.memory, found.shut);
        found.place
    }

    /// The same, day by day: `end` and `after` in open slots.
    fn latest_walk(&self, row: &[u16], one: &Candidate, known: &Shut, (end, start, after): (u32, i32, u32)) -> Latest {
        let (axis, want) = (self.axis(one.lane), &one.want);
        let worth = self.worth(one.lane, want);
        let (mut open, mut upto, mut steps) = (end, end, 0);
        let mut place = None;
        while open > after {
            // Where others may thin it, it need not end with a slot that is full.
            let next = match want.stretch {
                Some(_) => axis.last_free(row, open),
                None => axis.last_worth(row, open, worth),
            };
            let next = next.unwrap_or_default();
            steps += 1 + (open - next) / MANY_SLOTS as u32;
            open = known.below(next);
            if open < next {
                continue;
            }
            let Some(last) = open.checked_sub(1) else { break };
            match self.fit_open(row, one, open) {
                Fit::From(first) if axis.slots[first as usize] <= start => {
                    place = Some((axis.slots[first as usize], axis.slots[last as usize] + 1));
                    break;
                }
                Fit::From(_) => (open, upto) = (last, last),
                Fit::NotAfter(other) => open = axis.open_before(other),
                Fit::Never => open = 0,
            }
        }
        Latest {
            place,
            shut: Ends { after: open, upto },
            steps,
        }
    }

    /// Whether what is wanted of a candidate fits into a span that ends here.
    pub fn fit(&self, room: &mut Room, one: &Candidate, end: i32) -> Fit {
        let axis = self.axis(one.lane);
        let open = axis.open_before(end);
        let below = room.shut(one.memory).below(open);
        if below < open {
            return match below.checked_sub(1) {
                Some(last) => Fit::NotAfter(axis.slots[last as usize] + 1),
                None => Fit::Never,
            };
        }
        room.steps += 1;
        let fit = self.fit_open(&room.free[self.row(one.lane)], one, open);
        if let Fit::NotAfter(other) = fit {
            let after = axis.open_before(other);
            room.note(one.memory, Ends { after, upto: open });
        }
        fit
    }

    /// The same, of a span that ends after so many open slots.
    fn fit_open(&self, free: &[u16], one: &Candidate, open: u32) -> Fit {
        let (axis, want) = (self.axis(one.lane), &one.want);
        if let Some(flat) = want.flat {
            return axis.fit_run(free, flat, open);
        }
        match want.stretch {
            Some(most) => self.walk_thin(axis, free, want, open, most, |_, _| {}),
            None => match self.walk(axis, &self.capacity[self.row(one.lane)], free, want, open, |_, _| {}) {
                Fit::NotAfter(other) => {
                    let before = axis.open_before(other);
                    match axis.last_worth(free, before, self.worth(one.lane, want)) {
                        Some(open) => Fit::NotAfter(axis.slots[open as usize - 1] + 1),
                        None => Fit::Never,
                    }
                }
                found => found,
            },
        }
    }

    /// What some slot of the day must have free in which a span ends: less in each of them is less than that day's part.
    fn worth(&self, lane: u32, want: &Want) -> u16 {
        let per_day = self.per_day as u32;
        let least = u32::from(self.lanes[lane as usize].least) * per_day;
        let part = want.amount.min(want.most_per_day).min(least).div_ceil(per_day);
        u16::try_from(part).unwrap_or(u16::MAX)
    }

    /// Takes what is wanted from the span that ends here, which fits; tells each slot and amount.
    pub fn take(&self, free: &mut [u16], lane: u32, want: &Want, end: i32, mut tell: impl FnMut(i32, u16)) {
        let axis = self.axis(lane);
        let row = self.row(lane);
        let open = axis.rank[end.clamp(0, self.slots) as usize];
        if let Some(flat) = want.flat {
            let run = (open - flat.slots) as usize..open as usize;
            for (amount, slot) in free[row][run.clone()].iter_mut().zip(&axis.slots[run]) {
                *amount -= flat.amount;
                tell(*slot, flat.amount);
            }
            return;
        }
        let mut taken = Vec::with_capacity(MANY_SLOTS);
        let (capacity, before) = (&self.capacity[row.clone()], &free[row.clone()]);
        match want.stretch {
            Some(most) => self.walk_thin(axis, before, want, open, most, |at, amount| taken.push((at, amount))),
            None => self.walk(axis, capacity, before, want, open, |at, amount| {
                taken.push((at, amount))
            }),
        };
        for (at, amount) in taken {
            free[row.start + at as usize] -= amount;
            tell(axis.slots[at as usize], amount);
        }
    }

    /// Day by day back from an end, at the pace of the lane's own hours: others' load moves it, and never thins it.
    fn walk(
        &self,
        axis: &Axis,
        capacity: &[u16],
        free: &[u16],
        want: &Want,
        end: u32,
        mut take: impl FnMut(u32, u16),
    ) -> Fit {
        let (mut left, mut open, mut at) = (want.amount, 0, end);
        while left > 0 || open < want.least {
            if at == 0 {
                return Fit::Never;
            }
            let day = axis.morning[at as usize];
            let late = u32::from(capacity[at as usize - 1]);
            let own: u32 = sum(&capacity[day as usize..at as usize]);
            let need = left.min(want.most_per_day).min(own);
            // What its last half day holds alone begins at noon.
            let only_late = need == left && need <= late && open + 1 >= want.least && at - day > 1;
            let first = if only_late { at - 1 } else { day };
            if sum(&free[first as usize..at as usize]) < need {
                let tried = axis.slots[end as usize - 1] + 1;
                return Fit::NotAfter(match only_late {
                    true => tried - 1,
                    false => self.before_day(axis.slots[at as usize - 1], tried),
                });
            }
            let mut rest = need;
            for slot in (first..at).rev() {
                let part = rest.min(u32::from(free[slot as usize]));
                rest -= part;
                if part > 0 {
                    take(slot, part as u16);
                }
            }
            left -= need;
            open += at - first;
            at = first;
        }
        Fit::From(at)
    }

    /// Where to look on when the day of this slot has too little: a part of it alone may still do.
    fn before_day(&self, slot: i32, tried: i32) -> i32 {
        let morning = slot - slot % self.per_day;
        let noon = morning + self.per_day - 1;
        if noon > morning && noon < tried { noon } else { morning }
    }

    /// Day by day back from an end, whatever is free, within a stretch.
    fn walk_thin(
        &self,
        axis: &Axis,
        free: &[u16],
        want: &Want,
        end: u32,
        stretch: u32,
        mut take: impl FnMut(u32, u16),
    ) -> Fit {
        let (mut left, mut open, mut at) = (want.amount, 0, end);
        let mut day_left = want.most_per_day;
        let mut day = u32::MAX;
        while left > 0 || open < want.least {
            if at == 0 {
                return Fit::Never;
            }
            if open == stretch {
                return Fit::NotAfter(axis.slots[end as usize - 1]);
            }
            at -= 1;
            open += 1;
            let today = axis.morning[at as usize + 1];
            if today != day {
                (day, day_left) = (today, want.most_per_day);
            }
            let part = left.min(day_left).min(u32::from(free[at as usize]));
            left -= part;
            day_left -= part;
            if part > 0 {
                take(at, part as u16);
            }
        }
        Fit::From(at)
    }
}

impl Axis {
    fn of(slots: Vec<i32>, all: i32, per_day: i32) -> Self {
        let mut rank = Vec::with_capacity(all as usize + 1);
        let mut open = 0;
        for slot in 0..=all {
            while slots.get(open as usize).is_some_and(|known| *known < slot) {
                open += 1;
            }
            rank.push(open);
        }
        let mut morning = Vec::with_capacity(slots.len() + 1);
        morning.push(0);
        for (at, slot) in (0..).zip(&slots) {
            let is_later = at > 0 && slots[at - 1].div_euclid(per_day) == slot.div_euclid(per_day);
            morning.push(if is_later { morning[at] } else { at as u32 });
        }
        Self { slots, rank, morning }
    }

    /// How many open slots there are up to the last that has something free, of so many.
    fn last_free(&self, free: &[u16], before: u32) -> Option<u32> {
        last_with(&free[..before as usize], 1).map(|last| last as u32 + 1)
    }

    /// The same up to the end of the last day that has so much free in some slot.
    fn last_worth(&self, free: &[u16], before: u32, worth: u16) -> Option<u32> {
        let last = last_with(&free[..before as usize], worth)?;
        // The rest of its day may be full: the span may still end there.
        let is_whole = self.morning.get(last + 2) == Some(&(last as u32));
        let open = last as u32 + if is_whole { 2 } else { 1 };
        Some(open.min(before))
    }

    /// Open slots before a slot.
    fn open_before(&self, slot: i32) -> u32 {
        self.rank[slot.clamp(0, self.rank.len() as i32 - 1) as usize]
    }

    fn latest_run(&self, free: &[u16], flat: Flat, known: &Shut, (end, start, after): (u32, i32, u32)) -> Latest {
        let may_start = self.open_before(start.saturating_add(1));
        let end = end.min((may_start + flat.slots).saturating_sub(1));
        let (mut last, mut steps) = (known.below(end), 0);
        let mut place = None;
        while last >= after + flat.slots {
            let first = last - flat.slots;
            let run = &free[first as usize..last as usize];
            steps += 1;
            let Some(short) = run.iter().rposition(|amount| *amount < flat.amount) else {
                place = Some((self.slots[first as usize], self.slots[last as usize - 1] + 1));
                break;
            };
            let full = first + short as u32;
            let open = last_with(&free[..full as usize], flat.amount);
            last = open.map_or(0, |open| open as u32 + 1);
            steps += (full - last) / MANY_SLOTS as u32;
            last = known.below(last);
        }
        Latest {
            place,
            shut: Ends { after: last, upto: end },
            steps,
        }
    }

    fn fit_run(&self, free: &[u16], flat: Flat, open: u32) -> Fit {
        let Some(first) = open.checked_sub(flat.slots) else {
            return Fit::Never;
        };
        let run = &free[first as usize..open as usize];
        match run.iter().position(|amount| *amount < flat.amount) {
            Some(short) => Fit::NotAfter(self.slots[first as usize + short]),
            None => Fit::From(first),
        }
    }
}

/// The last slot with so much free.
fn last_with(free: &[u16], least: u16) -> Option<usize> {
    // In a busy year most slots are full: many at once.
    let mut before = free.len();
    while let Some(from) = before.checked_sub(MANY_SLOTS) {
        if free[from..before].iter().fold(0, |most: u16, amount| most.max(*amount)) >= least {
            break;
        }
        before = from;
    }
    free[..before].iter().rposition(|amount| *amount >= least)
}

/// Slots that are looked at together: more than most tasks take.
const MANY_SLOTS: usize = 32;

fn sum(row: &[u16]) -> u32 {
    row.iter().map(|amount| u32::from(*amount)).sum()
}
