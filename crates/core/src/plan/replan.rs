//! Answers: which dates does a plan have after a small change, when all but a few stay where they are?
//! Invariant: the same dates as a full run; a task is placed again only when something it looks at has moved.
//! Source: Alpern, Hoover, Rosen, Sweeney & Zadeck (1990), incremental evaluation of computational circuits.

use super::network::{Deadline, Instant, Network, Placement, Task, TaskIndex, TaskLink};
use super::order::{Cycle, Order};
use super::passes::{Dates, Floor, Schedule, dates_of, latest_place, schedule_in};

/// One thing that is another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    Task(TaskIndex, Task),
    /// The link of that index, between the same two tasks.
    Link(usize, TaskLink),
}

/// A network and its dates, which follow its changes.
pub struct Replan<'n> {
    network: Network,
    order: Order<'n>,
    /// Where each task stands in the order.
    ranks: Vec<u32>,
    schedule: Schedule,
    early: Marks,
    late: Marks,
    floats: Marks,
    /// The number of the change, and of the last one that placed each task.
    change: u32,
    placed: Vec<u32>,
}

impl<'n> Replan<'n> {
    /// The dates of the network as it is.
    ///
    /// # Errors
    /// A [`Cycle`] when tasks wait for each other.
    pub fn of(network: &'n Network) -> Result<Self, Cycle> {
        let order = Order::of(network)?;
        let count = network.tasks.len();
        let mut ranks = vec![0; count];
        for (rank, task) in (0_u32..).zip(order.forward()) {
            ranks[task] = rank;
        }
        Ok(Self {
            schedule: schedule_in(network, &order),
            network: network.clone(),
            order,
            ranks,
            early: Marks::none(count),
            late: Marks::none(count),
            floats: Marks::none(count),
            change: 0,
            placed: vec![0; count],
        })
    }

    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The network with all changes made.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Makes changes and brings the dates up to date; how many tasks were placed anew, each counted once.
    /// Edits name tasks and links of the network; a link keeps its two tasks.
    pub fn change(&mut self, edits: &[Edit]) -> usize {
        self.change += 1;
        for edit in edits {
            self.make(edit);
        }
        let finish = self.schedule.finish;
        let moved = self.early_again();
        let deadline = match self.network.deadline {
            Deadline::EarliestFinish if self.schedule.finish != finish => Some(self.schedule.finish),
            _ => self.schedule.deadline,
        };
        if deadline != self.schedule.deadline {
            self.schedule.deadline = deadline;
            (0..self.network.tasks.len()).for_each(|task| self.mark_late(task));
        }
        self.late_again() + moved
    }

    /// Marks what sees the change at once; the passes carry it on.
    fn make(&mut self, edit: &Edit) {
        match edit {
            Edit::Task(index, task) => {
                let at = index.0 as usize;
                self.network.tasks[at] = task.clone();
                // links look at the calendars, the starts and the lengths of both their tasks
                self.mark_early(at);
                self.mark_late(at);
                for link in self.order.outgoing(at) {
                    let to = self.network.links[*link as usize].to.0 as usize;
                    self.early.set(self.ranks[to]);
                }
                for link in self.order.incoming(at) {
                    let from = self.network.links[*link as usize].from.0 as usize;
                    self.late.set(self.ranks[from]);
                    self.floats.set(self.ranks[from]);
                }
            }
            Edit::Link(at, link) => {
                self.network.links[*at] = *link;
                self.mark_early(link.to.0 as usize);
                self.mark_late(link.from.0 as usize);
            }
        }
    }

    fn mark_early(&mut self, task: usize) {
        self.early.set(self.ranks[task]);
    }

    fn mark_late(&mut self, task: usize) {
        self.late.set(self.ranks[task]);
        self.floats.set(self.ranks[task]);
    }

    /// From the first task that is marked on, in the order of the network.
    fn early_again(&mut self) -> usize {
        let mut count = 0;
        let (mut latest, mut shrunk) = (Instant::FAR_PAST, false);
        while let Some(rank) = self.early.first() {
            let task = self.order.at(rank);
            count += self.place_anew(task);
            let old = self.schedule.tasks[task].early;
            let new = self.early_place(task);
            if new == old {
                continue;
            }
            self.schedule.tasks[task].early = new;
            latest = latest.max(new.end);
            shrunk |= old.end == self.schedule.finish && new.end < old.end;
            self.floats.set(self.ranks[task]);
            for link in self.order.outgoing(task) {
                let to = self.network.links[*link as usize].to.0 as usize;
                self.early.set(self.ranks[to]);
            }
            // what ends before it has another free float
            for link in self.order.incoming(task) {
                let from = self.network.links[*link as usize].from.0 as usize;
                self.floats.set(self.ranks[from]);
            }
        }
        self.schedule.finish = match shrunk {
            true => last_end(&self.schedule).unwrap_or(self.network.project_start),
            false => self.schedule.finish.max(latest),
        };
        count
    }

    /// 1 when this change had not placed it yet.
    fn place_anew(&mut self, task: usize) -> usize {
        let before = std::mem::replace(&mut self.placed[task], self.change);
        usize::from(before != self.change)
    }

    fn early_place(&self, task: usize) -> Placement {
        let floor = self
            .order
            .incoming(task)
            .iter()
            .fold(Floor::of(&self.network, task), |floor, link| {
                let link = &self.network.links[*link as usize];
                floor.raised(&self.network, link, &self.schedule.tasks[link.from.0 as usize].early)
            });
        floor.place(&self.network, task)
    }

    /// From the last task that is marked back, then the floats.
    fn late_again(&mut self) -> usize {
        let mut count = 0;
        while let Some(rank) = self.late.last() {
            let task = self.order.at(rank);
            count += self.place_anew(task);
            let new = self.latest(task, |dates| dates.late);
            if new == self.schedule.tasks[task].late {
                continue;
            }
            self.schedule.tasks[task].late = new;
            self.floats.set(self.ranks[task]);
            for link in self.order.incoming(task) {
                let from = self.network.links[*link as usize].from.0 as usize;
                self.late.set(self.ranks[from]);
            }
        }
        while let Some(rank) = self.floats.first() {
            let task = self.order.at(rank);
            let Dates { early, late, .. } = self.schedule.tasks[task];
            let slip = self.latest(task, |dates| Some(dates.early));
            self.schedule.tasks[task] = dates_of(&self.network, task, early, late, slip);
        }
        count
    }

    /// The latest place of a task, its successors sitting where `place` says.
    fn latest(&self, task: usize, place: impl Fn(&Dates) -> Option<Placement>) -> Option<Placement> {
        let links = self.order.outgoing(task).iter();
        let succs = links.filter_map(|link| {
            let link = &self.network.links[*link as usize];
            Some((link, place(&self.schedule.tasks[link.to.0 as usize])?))
        });
        latest_place(&self.network, task, self.schedule.deadline, succs)
    }
}

fn last_end(schedule: &Schedule) -> Option<Instant> {
    schedule.tasks.iter().map(|dates| dates.early.end).max()
}

/// Ranks to be looked at, each once, taken from either end.
struct Marks {
    words: Vec<u64>,
    /// Words below and from here on are empty.
    low: usize,
    high: usize,
}

impl Marks {
    fn none(count: usize) -> Self {
        Self {
            words: vec![0; count.div_ceil(64)],
            low: usize::MAX,
            high: 0,
        }
    }

    fn set(&mut self, rank: u32) {
        let word = (rank / 64) as usize;
        self.words[word] |= 1 << (rank % 64);
        self.low = self.low.min(word);
        self.high = self.high.max(word + 1);
    }

    /// Takes the lowest one.
    fn first(&mut self) -> Option<usize> {
        while self.low < self.high {
            let word = &mut self.words[self.low];
            if *word != 0 {
                let bit = word.trailing_zeros();
                *word &= *word - 1;
                return Some(self.low * 64 + bit as usize);
            }
            self.low += 1;
        }
        (self.low, self.high) = (usize::MAX, 0);
        None
    }

    /// Takes the highest one.
    fn last(&mut self) -> Option<usize> {
        while self.low < self.high {
            let word = &mut self.words[self.high - 1];
            if *word != 0 {
                let bit = 63 - word.leading_zeros();
                *word &= !(1 << bit);
                return Some((self.high - 1) * 64 + bit as usize);
            }
            self.high -= 1;
        }
        (self.low, self.high) = (usize::MAX, 0);
        None
    }
}
