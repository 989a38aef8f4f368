//! Answers: what has taken longer than planned, until when can an open gate be answered, and what does that do to what follows?
//! Invariant: the launch never moves by itself; the last day for an answer is the one that costs the whole margin and nothing of a handover.
//! Source: design, "What has happened counts".

use super::answer::Plan;
use super::network::{Actual, Instant, Network, Placement, TaskIndex};
use super::order::Order;
use super::passes::late_pass;
use super::task::{Expansion, Group, GroupKind, LimitKind, TaskState, Work};
use crate::model::Day;
use crate::model::duration::{HalfDays, Length};
use crate::model::studio::OnSlip;
use crate::model::workflow::StageClass;
use std::collections::BTreeMap;

/// A task under way beyond the time that was planned for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    pub task: TaskIndex,
    pub since: Instant,
    /// Working time spent and left, beyond what was planned.
    pub over: HalfDays,
    /// What is left of its float; `None` where nothing pulls it.
    pub float: Option<HalfDays>,
    /// Of a gate: the end of the last day for an answer before the launch moves.
    pub answer_by: Option<Instant>,
}

/// The tasks that have slipped, the longest first.
pub fn slips(plan: &Plan<'_>) -> Vec<Slip> {
    let last = without_margin(&plan.out);
    let mut slips: Vec<Slip> = Vec::new();
    for (at, task) in plan.out.tasks.iter().enumerate() {
        let TaskState::UnderWay(Some(since)) = task.state else {
            continue;
        };
        let index = TaskIndex(at as u32);
        let dates = &plan.schedule.tasks[at];
        let is_gate = matches!(task.work, Work::Stage(stage, _) if stage.class == StageClass::Gate);
        let answer_by = last.get(at).copied().flatten().filter(|_| is_gate);
        let over = over(&plan.out, index, since);
        if over.0 > 0 && !dates.early.end.is_out_of_range() {
            slips.push(Slip {
                task: index,
                since,
                over,
                float: dates.total_float,
                answer_by: answer_by.map(|place| place.end),
            });
        }
    }
    slips.sort_by_key(|slip| (-slip.over.0, slip.task));
    slips
}

/// The last day on which each thing that is open may leave where it is before a launch or due day moves, by the name of its brief, or
/// `campaign/item` of a task or milestone. What nothing pulls is not there.
pub fn last_days(plan: &Plan<'_>) -> BTreeMap<String, Day> {
    let last = without_margin(&plan.out);
    let of = |group: &Group<'_>| {
        let name = match (group.brief, group.what, group.campaign) {
            (Some(brief), _, _) => brief.id.to_string(),
            (None, GroupKind::Free(task), Some(campaign)) => format!("{}/{}", campaign.id, *task.id),
            (None, GroupKind::Milestone(one), Some(campaign)) => format!("{}/{}", campaign.id, *one.id),
            _ => return None,
        };
        let open = group
            .tasks()
            .find(|task| !matches!(plan.out.tasks[*task].state, TaskState::Done(_)))?;
        let place = last.get(open).copied().flatten()?;
        let time = plan.out.network.calendar(plan.out.network.tasks[open].calendar);
        let end = match (plan.out.tasks[open].state, plan.out.tasks[open].work) {
            (TaskState::UnderWay(_), _) | (_, Work::Free(_) | Work::Milestone(_)) => place.end,
            // the stage that the brief is in makes no task: it must be left before this one begins
            (TaskState::Ahead | TaskState::Done(_), _) => time.last_open(place.start),
        };
        (!end.is_out_of_range()).then(|| (name, end.day_before()))
    };
    plan.out.groups.iter().filter_map(of).collect()
}

/// By how much the time spent in a task under way and what is left of it exceed what was planned.
fn over(out: &Expansion<'_>, index: TaskIndex, since: Instant) -> HalfDays {
    let (task, own) = (&out.tasks[index.0 as usize], out.network.task(index));
    let (spent, whole) = match (&task.stay, task.work) {
        (Some(stay), _) => (stay.spent.0, stay.whole.0),
        (None, Work::Free(free)) => {
            let spent = out
                .network
                .calendar(own.calendar)
                .count(since, out.network.project_start);
            match free.duration {
                Length::Working(whole) => (spent, whole.0),
                Length::ElapsedDays(days) => (spent, days.saturating_mul(2)),
            }
        }
        (None, Work::Stage(..) | Work::Variants(_) | Work::Milestone(_)) => return HalfDays(0),
    };
    HalfDays((spent + own.duration - whole.max(1)).max(0))
}

/// The latest places that keep every handover and no margin.
fn without_margin(out: &Expansion<'_>) -> Vec<Option<Placement>> {
    let mut network: Network = out.network.clone();
    for (at, task) in out.tasks.iter().enumerate() {
        let ends = task.limits.iter().filter_map(|limit| match limit.kind {
            LimitKind::Goal(goal) => Some(out.goals[goal].due_end),
            LimitKind::FixedEnd(_) | LimitKind::MustEndBy(_) | LimitKind::Launch => Some(limit.at),
            LimitKind::NotBefore(_) | LimitKind::FixedStart(_) | LimitKind::Notice(_) => None,
        });
        network.tasks[at].end_by = ends.min().or(network.tasks[at].end_by);
    }
    match Order::of(&network) {
        Ok(order) => late_pass(&network, &order, None),
        Err(_) => Vec::new(),
    }
}

/// Where each task that is not done stands in a backward plan: as late as the days allow, and where that is
/// too late already, as the studio wants it.
pub fn placed(plan: &Plan<'_>, on_slip: OnSlip) -> Vec<Option<Placement>> {
    let network = &plan.out.network;
    let Ok(order) = Order::of(network) else {
        return Vec::new();
    };
    let mut behind = vec![0; network.tasks.len()];
    let mut places = vec![None; network.tasks.len()];
    for task in order.forward() {
        let (own, dates) = (&network.tasks[task], &plan.schedule.tasks[task]);
        let Some(late) = dates.late.filter(|_| !matches!(own.actual, Actual::Done(_))) else {
            continue;
        };
        let (time, early) = (network.calendar(own.calendar), dates.early);
        let before = order.links_to(task).map(|link| behind[link.from.0 as usize]);
        let carried = before.max().unwrap_or(0);
        behind[task] = time.count(late.end, early.end).max(0).max(carried);
        let shifted = Placement {
            start: time.shift(late.start, behind[task]),
            end: time.shift(late.end, behind[task]),
        };
        places[task] = Some(match on_slip {
            OnSlip::Hold => late,
            OnSlip::Consume if early.end > late.end => early,
            OnSlip::Consume => late,
            OnSlip::Shift if behind[task] == 0 => late,
            OnSlip::Shift if early.end > shifted.end => early,
            OnSlip::Shift => shifted,
        });
    }
    places
}
