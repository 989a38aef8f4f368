//! Answers: how early and how late can each task be, and how far can it slip?
//! Invariant: both schedules are the extreme fixpoints: every link and limit holds, and no task could be one half day earlier (later).
//! Source: Kelley & Walker (1959); generalised links after Elmaghraby & Kamburowski (1992), on half days of several calendars.

use super::network::{Actual, CalendarIndex, Deadline, Instant, Network, Placement, TaskIndex, TaskLink};
use super::order::{Cycle, Order};
use crate::model::campaign::LinkType;
use crate::model::duration::{HalfDays, Length};

/// The dates of every task, in the order of [`Network::tasks`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    pub tasks: Vec<Dates>,
    /// The last end of the earliest schedule; the start of the project when there is no task.
    pub finish: Instant,
    /// The limit for all tasks that was used.
    pub deadline: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    pub early: Placement,
    /// `None` when neither a limit of its own nor one of its successors pulls it back.
    pub late: Option<Placement>,
    /// Half days of its own calendar from early start to late start; negative when late is before early. `None` without late dates.
    pub total_float: Option<HalfDays>,
    /// Half days of its own calendar that it can slip alone, all others staying at their early places, with no link and
    /// none of its own limits broken; never negative. `None` when nothing limits it.
    pub free_float: Option<HalfDays>,
}

/// Early dates, late dates and floats. A task that is done keeps its real dates in both and has no float.
///
/// # Errors
/// A [`Cycle`] when tasks wait for each other.
pub fn schedule(network: &Network) -> Result<Schedule, Cycle> {
    Ok(schedule_in(network, &Order::of(network)?))
}

/// The same in an order that is known.
pub(super) fn schedule_in(network: &Network, order: &Order<'_>) -> Schedule {
    let early = early_pass(network, order);
    let finish = early
        .iter()
        .map(|place| place.end)
        .max()
        .unwrap_or(network.project_start);
    let deadline = match network.deadline {
        Deadline::At(instant) => Some(instant),
        Deadline::EarliestFinish => Some(finish),
        Deadline::LimitsAlone => None,
    };
    let late = late_pass(network, order, deadline);
    let tasks = (0..network.tasks.len()).map(|task| {
        let slip = furthest(network, order, task, deadline, |succ| Some(early[succ]));
        dates_of(network, task, early[task], late[task], slip)
    });
    Schedule {
        tasks: tasks.collect(),
        finish,
        deadline,
    }
}

/// Early places alone: what a forward question needs.
pub(super) fn early_pass(network: &Network, order: &Order) -> Vec<Placement> {
    let mut places = Vec::new();
    early_pass_lasting(network, order, |task| network.tasks[task].duration, &mut places);
    places
}

/// The same with other durations, written over the places that are given.
pub(super) fn early_pass_lasting(
    network: &Network,
    order: &Order,
    duration: impl Fn(usize) -> i32,
    places: &mut Vec<Placement>,
) {
    let nowhere = Placement {
        start: Instant::FAR_PAST,
        end: Instant::FAR_PAST,
    };
    places.resize(network.tasks.len(), nowhere);
    for task in order.forward() {
        let floor = order.links_to(task).fold(Floor::of(network, task), |floor, link| {
            floor.raised(network, link, &places[link.from.0 as usize])
        });
        places[task] = floor.place_lasting(network, task, duration(task));
    }
}

/// Late places; `None` where nothing pulls.
pub(super) fn late_pass(network: &Network, order: &Order, deadline: Option<Instant>) -> Vec<Option<Placement>> {
    let mut places = vec![None; network.tasks.len()];
    for task in order.backward() {
        places[task] = furthest(network, order, task, deadline, |succ| places[succ]);
    }
    places
}

/// The latest place of one task that keeps its own limits and the links to successors that sit at `place_of`.
fn furthest(
    network: &Network,
    order: &Order,
    task: usize,
    deadline: Option<Instant>,
    place_of: impl Fn(usize) -> Option<Placement>,
) -> Option<Placement> {
    let succs = order.links_from(task);
    let succs = succs.filter_map(|link| Some((link, place_of(link.to.0 as usize)?)));
    latest_place(network, task, deadline, succs)
}

/// The latest place of one task, its successors sitting at these; `None` where nothing pulls.
pub(super) fn latest_place<'n>(
    network: &Network,
    task: usize,
    deadline: Option<Instant>,
    succs: impl Iterator<Item = (&'n TaskLink, Placement)>,
) -> Option<Placement> {
    let own = &network.tasks[task];
    if let Actual::Done(place) = own.actual {
        return Some(place);
    }
    let mut end = earlier(deadline, own.end_by);
    for (link, succ) in succs {
        end = earlier(end, latest_end(network, link, &succ));
    }
    let time = network.calendar(own.calendar);
    Some(match (end?, own.duration) {
        (end, 0) => Placement { start: end, end },
        (end, duration) => {
            let end = time.last_open(end);
            let start = time.shift(end, -duration);
            Placement { start, end }
        }
    })
}

fn earlier(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    match (one, other) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The dates of one task; `slip`: its latest place with its successors at their early ones.
pub(super) fn dates_of(
    network: &Network,
    task: usize,
    early: Placement,
    late: Option<Placement>,
    slip: Option<Placement>,
) -> Dates {
    let own = &network.tasks[task];
    let time = network.calendar(own.calendar);
    let done = matches!(own.actual, Actual::Done(_));
    let float = |late: Placement| HalfDays(time.count(early.start, late.start));
    Dates {
        early,
        late,
        total_float: late.filter(|_| !done).map(float),
        free_float: slip.filter(|_| !done).map(|place| float(place).max(HalfDays(0))),
    }
}

/// The least that start and end of a task may be.
pub(super) struct Floor {
    pub start: Instant,
    pub end: Instant,
}

impl Floor {
    pub fn of(network: &Network, task: usize) -> Self {
        let own = &network.tasks[task];
        Self {
            start: own
                .not_before
                .map_or(network.project_start, |day| day.max(network.project_start)),
            end: Instant::FAR_PAST,
        }
    }

    pub fn raised(self, network: &Network, link: &TaskLink, pred: &Placement) -> Self {
        let from = match link.link {
            LinkType::FinishToStart | LinkType::FinishToFinish => pred.end,
            LinkType::StartToStart | LinkType::StartToFinish => started(network, link.from, pred),
        };
        let least = earliest_side(network, link, from);
        match link.link {
            LinkType::FinishToStart | LinkType::StartToStart => Self {
                start: self.start.max(least),
                ..self
            },
            LinkType::FinishToFinish | LinkType::StartToFinish => Self {
                end: self.end.max(least),
                ..self
            },
        }
    }

    pub fn place(&self, network: &Network, task: usize) -> Placement {
        self.place_lasting(network, task, network.tasks[task].duration)
    }

    /// The same for a task that lasts so many half days of its calendar.
    pub fn place_lasting(&self, network: &Network, task: usize, duration: i32) -> Placement {
        let own = &network.tasks[task];
        if let Actual::Done(place) = own.actual {
            return place;
        }
        let time = network.calendar(own.calendar);
        if duration == 0 {
            let at = self.start.max(self.end);
            return Placement { start: at, end: at };
        }
        let start = time.first_open(self.start.max(self.least_start_for_end(network, task, duration)));
        let end = time.shift(start, duration);
        Placement { start, end }
    }

    /// The least start whose last half day is not wholly before the least end.
    fn least_start_for_end(&self, network: &Network, task: usize, duration: i32) -> Instant {
        if self.end == Instant::FAR_PAST {
            return self.end;
        }
        let time = network.calendar(network.tasks[task].calendar);
        let step = network.grain.step();
        Instant(time.shift(Instant(self.end.0 - step), -duration).0 + step)
    }
}

/// Where links that look at its start see a task.
fn started(network: &Network, task: TaskIndex, place: &Placement) -> Instant {
    match network.task(task).actual {
        Actual::Started(since) => since,
        Actual::Planned | Actual::Done(_) => place.start,
    }
}

/// Whether what has happened made a link void: what the link holds back has already begun or ended.
fn is_void(network: &Network, link: &TaskLink) -> bool {
    match network.task(link.to).actual {
        Actual::Planned => false,
        Actual::Done(_) => true,
        Actual::Started(_) => matches!(link.link, LinkType::FinishToStart | LinkType::StartToStart),
    }
}

/// The calendars on which nothing may be worked between the two sides of a working link; the same one may come twice.
fn concerned(network: &Network, link: &TaskLink) -> [CalendarIndex; 3] {
    [
        network.project_calendar,
        network.task(link.from).calendar,
        network.task(link.to).calendar,
    ]
}

/// The least instant of the successor's side of a link, the predecessor's being at `from`.
fn earliest_side(network: &Network, link: &TaskLink, from: Instant) -> Instant {
    if is_void(network, link) {
        return Instant::FAR_PAST;
    }
    match link.lag {
        Length::ElapsedDays(days) => from.plus_days(days),
        Length::Working(HalfDays(halves)) => {
            let target = network.calendar(network.project_calendar).shift(from, halves);
            // Friday evening is Monday morning: days that nobody concerned works do not count.
            extreme(
                network,
                link,
                |calendar| network.calendar(calendar).last_open(target),
                Instant::max,
            )
        }
    }
}

/// The greatest end of the predecessor, its successor sitting at `succ`. `None` when the link does not pull.
pub(super) fn latest_end(network: &Network, link: &TaskLink, succ: &Placement) -> Option<Instant> {
    let pred = network.task(link.from);
    match latest_of_pred(network, link, succ)? {
        (Edge::End, side) => Some(side),
        (Edge::Start, side) if pred.duration == 0 => Some(side),
        // The greatest end whose first half day begins at the side or before.
        (Edge::Start, side) => {
            let step = network.grain.step();
            let after = network
                .calendar(pred.calendar)
                .shift(Instant(side.0 + step), pred.duration);
            Some(Instant(after.0 - step))
        }
    }
}

/// Which end of a task a link looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

/// The side of the predecessor that a link holds, and the greatest instant it may have, its successor sitting at `succ`.
/// `None` when the link does not pull.
pub(super) fn latest_of_pred(network: &Network, link: &TaskLink, succ: &Placement) -> Option<(Edge, Instant)> {
    if is_void(network, link) {
        return None;
    }
    let to = match link.link {
        LinkType::FinishToStart | LinkType::StartToStart => succ.start,
        LinkType::FinishToFinish | LinkType::StartToFinish => succ.end,
    };
    let edge = match link.link {
        LinkType::FinishToStart | LinkType::FinishToFinish => Edge::End,
        LinkType::StartToStart | LinkType::StartToFinish => Edge::Start,
    };
    let begun = matches!(network.task(link.from).actual, Actual::Started(_));
    (edge == Edge::End || !begun).then(|| (edge, latest_side(network, link, to)))
}

/// The greatest instant of the predecessor's side of a link, the successor's being at `to`.
fn latest_side(network: &Network, link: &TaskLink, to: Instant) -> Instant {
    let halves = match link.lag {
        Length::ElapsedDays(days) => return to.plus_days(days.saturating_neg()),
        Length::Working(HalfDays(halves)) => halves,
    };
    let target = extreme(
        network,
        link,
        |calendar| network.calendar(calendar).first_open(to),
        Instant::min,
    );
    let time = network.calendar(network.project_calendar);
    if halves >= 0 {
        time.shift(target, -halves)
    } else {
        // The greatest instant with fewer than `-halves` open half days after the target's own.
        let step = network.grain.step();
        Instant(time.shift(Instant(target.0 + step), halves.saturating_neg()).0 - step)
    }
}

fn extreme(
    network: &Network,
    link: &TaskLink,
    ask: impl Fn(CalendarIndex) -> Instant,
    choose: impl Fn(Instant, Instant) -> Instant,
) -> Instant {
    let [project, from, to] = concerned(network, link);
    let mut found = ask(project);
    if from != project {
        found = choose(found, ask(from));
    }
    if to != project && to != from {
        found = choose(found, ask(to));
    }
    found
}
