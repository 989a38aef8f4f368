//! Answers: what holds a task where it is, early and late, step by step back to a day that was given?
//! Invariant: a reason is the limit or link that binds, found with the arithmetic of the passes; every chain ends.
//! Source: driving relationships of the critical path method.

use super::availability::Away;
use super::network::{Actual, Instant, Placement, TaskIndex, TaskLink};
use super::order::Order;
use super::passes::{Floor, Schedule, latest_end};
use super::task::{Expansion, LimitKind, Side};
use crate::model::Day;

/// What binds one side of a task.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// It is over, or has begun.
    Happened,
    /// Nothing holds it but the present day.
    Today,
    /// One of its own limits: an index of its `limits`.
    Limit(usize),
    /// A link, by its index in the network, and the task on its other side.
    Link { link: usize, other: TaskIndex },
    /// Somebody who does it is busy with another task: an index of the team.
    Busy { person: usize, other: TaskIndex },
    /// Somebody who does it is not there.
    Away { person: usize, day: Day, reason: Away },
    /// Nothing pulls it.
    Free,
}

/// What keeps a task from being earlier. Of several that bind alike, its own limits come first, then the first link.
pub(super) fn early_reason(out: &Expansion<'_>, schedule: &Schedule, order: &Order<'_>, task: TaskIndex) -> Reason {
    let (network, at) = (&out.network, task.0 as usize);
    if network.task(task).actual != Actual::Planned {
        return Reason::Happened;
    }
    let own = Floor::of(network, at).place(network, at).start;
    let bare = |link: &&TaskLink| {
        let nothing = Floor {
            start: Instant::FAR_PAST,
            end: Instant::FAR_PAST,
        };
        let pred = &schedule.tasks[link.from.0 as usize].early;
        let floor = nothing.raised(network, link, pred);
        let bound = floor.start > Instant::FAR_PAST || floor.end > Instant::FAR_PAST;
        bound.then(|| floor.place(network, at).start)
    };
    let mut best: Option<(&TaskLink, Instant)> = None;
    for link in order.links_to(at) {
        if let Some(start) = bare(&link).filter(|start| best.is_none_or(|(_, known)| *start > known)) {
            best = Some((link, start));
        }
    }
    match best.filter(|(_, start)| *start > own) {
        Some((link, _)) => link_reason(out, link, link.from),
        None => own_reason(out, task, Side::Start, network.task(task).not_before)
            .filter(|_| network.task(task).not_before > Some(network.project_start))
            .unwrap_or(Reason::Today),
    }
}

/// What keeps a task from being later. Of several that bind alike, its own limits come first, then the first link.
pub(super) fn late_reason(out: &Expansion<'_>, schedule: &Schedule, order: &Order<'_>, task: TaskIndex) -> Reason {
    let (network, at) = (&out.network, task.0 as usize);
    if matches!(network.task(task).actual, Actual::Done(_)) {
        return Reason::Happened;
    }
    let own = network.task(task).end_by;
    let mut best: Option<(&TaskLink, Instant)> = None;
    for link in order.links_from(at) {
        let late: Option<Placement> = schedule.tasks[link.to.0 as usize].late;
        let end = late.and_then(|late| latest_end(network, link, &late));
        if let Some(end) = end.filter(|end| best.is_none_or(|(_, known)| *end < known)) {
            best = Some((link, end));
        }
    }
    match best.filter(|(_, end)| own.is_none_or(|own| *end < own)) {
        Some((link, _)) => link_reason(out, link, link.to),
        None => own_reason(out, task, Side::End, own).unwrap_or(Reason::Free),
    }
}

fn own_reason(out: &Expansion<'_>, task: TaskIndex, side: Side, at: Option<Instant>) -> Option<Reason> {
    let limits = &out.tasks[task.0 as usize].limits;
    let binding = limits
        .iter()
        .position(|limit| limit.kind.side() == side && Some(limit.at) == at)?;
    Some(Reason::Limit(binding))
}

fn link_reason(out: &Expansion<'_>, link: &TaskLink, other: TaskIndex) -> Reason {
    let index = out.network.links.iter().position(|known| std::ptr::eq(known, link));
    Reason::Link {
        link: index.unwrap_or_default(),
        other,
    }
}

/// One task of a chain and what binds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub task: TaskIndex,
    pub reason: Reason,
}

/// From a task along its early reasons, back to what no other task holds. The task itself comes first.
pub(super) fn driving_chain(out: &Expansion<'_>, schedule: &Schedule, order: &Order<'_>, last: TaskIndex) -> Vec<Step> {
    walk(last, out.tasks.len(), |task| early_reason(out, schedule, order, task))
}

/// From a task along its late reasons, on to the limit that holds them all. The task itself comes first.
pub(super) fn pulling_chain(out: &Expansion<'_>, schedule: &Schedule, order: &Order<'_>, task: TaskIndex) -> Vec<Step> {
    walk(task, out.tasks.len(), |task| late_reason(out, schedule, order, task))
}

/// The network has no ring, so a walk is never longer than its tasks.
pub(super) fn walk(from: TaskIndex, most: usize, reason_of: impl Fn(TaskIndex) -> Reason) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut next = Some(from);
    while let Some(task) = next.filter(|_| steps.len() <= most) {
        let reason = reason_of(task);
        next = match reason {
            Reason::Link { other, .. } | Reason::Busy { other, .. } => Some(other),
            _ => None,
        };
        steps.push(Step { task, reason });
    }
    steps
}

impl Expansion<'_> {
    /// The limit a reason names.
    pub fn limit_of(&self, step: &Step) -> Option<(&LimitKind, Instant)> {
        let Reason::Limit(index) = step.reason else { return None };
        let limit = self.tasks[step.task.0 as usize].limits.get(index)?;
        Some((&limit.kind, limit.at))
    }
}
