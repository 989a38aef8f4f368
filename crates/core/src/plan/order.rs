//! Answers: in which order can the tasks be gone through, and which wait for each other in a ring?
//! Invariant: a task comes after all it waits for; the same network gives the same order and the same ring.
//! Source: Kahn (1962), topological sorting.

use super::network::{Network, TaskIndex, TaskLink};

/// Tasks that wait for each other: each is waited for by the next, the last by the first. The lowest index comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    pub tasks: Vec<TaskIndex>,
}

/// A topological order of the tasks, with the links of each.
pub(super) struct Order<'a> {
    network: &'a Network,
    order: Vec<u32>,
    incoming: Adjacency,
    outgoing: Adjacency,
}

impl<'a> Order<'a> {
    pub fn of(network: &'a Network) -> Result<Self, Cycle> {
        let tasks = network.tasks.len();
        let incoming = Adjacency::of(tasks, &network.links, |link| link.to);
        let outgoing = Adjacency::of(tasks, &network.links, |link| link.from);
        let mut waiting: Vec<u32> = (0..tasks).map(|task| incoming.of_task(task).len() as u32).collect();
        let mut order: Vec<u32> = (0..tasks as u32).filter(|task| waiting[*task as usize] == 0).collect();
        let mut next = 0;
        while let Some(task) = order.get(next) {
            next += 1;
            for link in outgoing.of_task(*task as usize) {
                let to = network.links[*link as usize].to.0;
                waiting[to as usize] -= 1;
                if waiting[to as usize] == 0 {
                    order.push(to);
                }
            }
        }
        if order.len() < tasks {
            return Err(ring(network, &incoming, &waiting));
        }
        Ok(Self {
            network,
            order,
            incoming,
            outgoing,
        })
    }

    pub fn forward(&self) -> impl Iterator<Item = usize> {
        self.order.iter().map(|task| *task as usize)
    }

    pub fn backward(&self) -> impl Iterator<Item = usize> {
        self.order.iter().rev().map(|task| *task as usize)
    }

    /// The task of that rank.
    pub fn at(&self, rank: usize) -> usize {
        self.order[rank] as usize
    }

    /// The indices of the links to a task.
    pub fn incoming(&self, task: usize) -> &[u32] {
        self.incoming.of_task(task)
    }

    /// The indices of the links from a task.
    pub fn outgoing(&self, task: usize) -> &[u32] {
        self.outgoing.of_task(task)
    }

    pub fn links_to(&self, task: usize) -> impl Iterator<Item = &'a TaskLink> {
        let links = &self.network.links;
        self.incoming.of_task(task).iter().map(|link| &links[*link as usize])
    }

    pub fn links_from(&self, task: usize) -> impl Iterator<Item = &'a TaskLink> {
        let links = &self.network.links;
        self.outgoing.of_task(task).iter().map(|link| &links[*link as usize])
    }
}

/// The links of each task, one flat list.
struct Adjacency {
    first: Vec<u32>,
    links: Vec<u32>,
}

impl Adjacency {
    fn of(tasks: usize, links: &[TaskLink], side: impl Fn(&TaskLink) -> TaskIndex) -> Self {
        let mut first = vec![0_u32; tasks + 1];
        for link in links {
            first[side(link).0 as usize + 1] += 1;
        }
        for task in 0..tasks {
            first[task + 1] += first[task];
        }
        let mut next = first.clone();
        let mut sorted = vec![0_u32; links.len()];
        for (at, link) in links.iter().enumerate() {
            let place = &mut next[side(link).0 as usize];
            sorted[*place as usize] = at as u32;
            *place += 1;
        }
        Self { first, links: sorted }
    }

    fn of_task(&self, task: usize) -> &[u32] {
        &self.links[self.first[task] as usize..self.first[task + 1] as usize]
    }
}

/// A ring among the tasks that still wait: each of them waits for another one of them, so walking back must come around.
fn ring(network: &Network, incoming: &Adjacency, waiting: &[u32]) -> Cycle {
    let stuck = |task: &usize| waiting[*task] > 0;
    let before = |task: usize| {
        let from = incoming
            .of_task(task)
            .iter()
            .map(|link| network.links[*link as usize].from.0 as usize);
        from.filter(stuck).min()
    };
    let mut seen_at = vec![usize::MAX; waiting.len()];
    let mut walk = Vec::new();
    let mut at = (0..waiting.len()).find(stuck);
    while let Some(task) = at {
        if seen_at[task] != usize::MAX {
            walk.drain(..seen_at[task]);
            break;
        }
        seen_at[task] = walk.len();
        walk.push(task);
        at = before(task);
    }
    walk.reverse();
    let lowest = walk
        .iter()
        .enumerate()
        .min_by_key(|(_, task)| **task)
        .map_or(0, |(place, _)| place);
    walk.rotate_left(lowest);
    Cycle {
        tasks: walk.into_iter().map(|task| TaskIndex(task as u32)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::network::{CalendarIndex, Deadline, Grain, Instant, Task};
    use super::super::worktime::WorkTime;
    use super::*;
    use crate::model::campaign::LinkType;
    use crate::model::duration::{HalfDays, Length};

    #[test]
    fn a_ring_is_named_from_its_lowest_task_in_the_order_of_waiting() {
        for (links, ring) in [
            (&[(0, 1), (1, 2)][..], &[][..]),
            (&[(0, 1), (1, 2), (2, 1)], &[1, 2]),
            (&[(3, 3)], &[3]),
            (&[(4, 2), (2, 3), (3, 4), (4, 5), (0, 4)], &[2, 3, 4]),
        ] {
            let network = network_of(6, links);
            let found = Order::of(&network).err().map(|cycle| cycle.tasks).unwrap_or_default();
            let found: Vec<u32> = found.iter().map(|task| task.0).collect();
            assert_eq!(found, ring, "{links:?}");
        }
    }

    fn network_of(tasks: usize, links: &[(u32, u32)]) -> Network {
        let link = |(from, to): &(u32, u32)| TaskLink {
            from: TaskIndex(*from),
            to: TaskIndex(*to),
            link: LinkType::FinishToStart,
            lag: Length::Working(HalfDays(0)),
        };
        Network {
            calendars: vec![WorkTime::weekdays()],
            project_calendar: CalendarIndex(0),
            project_start: Instant(0),
            deadline: Deadline::EarliestFinish,
            grain: Grain::HalfDays,
            tasks: vec![Task::new(2, CalendarIndex(0)); tasks],
            links: links.iter().map(link).collect(),
        }
    }
}
