//! Answers: does the plan hold with the hours that people really have, who does what when, and who is short of time?
//! Invariant: nobody has more than they can do on any half day; what cannot be staffed is said, never placed in silence.
//! Source: design, "People".

pub mod again;
mod early;
pub mod launches;
pub mod load;
pub mod pool;
#[cfg(feature = "prove")]
pub mod prove;
mod records;
pub mod short;
pub mod ways;
pub mod why;

use super::answer::{GoalState, Plan, Verdict, missed, state_of};
use super::availability::Bookings;
use super::calendars::Calendars;
use super::expand::{NamedCycle, Question};
use super::level::justify::{justified, latest_alone};
use super::level::level;
use super::level::problem::{Ask, Direction, Effort, Levelled, Outcome};
use super::network::{Actual, Instant, Network, Placement, TaskIndex};
use super::order::Order;
use super::passes::{Dates, Schedule, late_pass};
use super::task::{Expansion, Limit, LimitKind, Side};
use crate::model::duration::HalfDays;
use pool::{Asked, Makers, Pool};
pub use records::newcomer;

/// How a plan with people is asked for. The same question and options give the same plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub bookings: Bookings,
    pub effort: Effort,
    pub seed: u64,
    pub direction: Direction,
}

/// A plan that people can do.
#[derive(Clone, Debug)]
pub struct PeoplePlan<'a> {
    pub options: Options,
    pub pool: Pool<'a>,
    pub plan: Plan<'a>,
    /// What is shown: as late as can be, or as early where it cannot hold.
    pub shown: Levelled,
    pub placed: PlacedAs,
    /// As early as can be from today.
    pub early: Levelled,
}

/// Which way the plan that is shown was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacedAs {
    /// As late as its days allow.
    Late,
    /// Something cannot make its day: it is as late as the first day that can be made, the rest as late as its own.
    LateForFirstDay,
    /// As early as can be.
    Early,
}

/// The plan of a question with people.
///
/// # Errors
/// When tasks wait for each other.
pub fn with_people<'a>(question: &Question<'a>, options: Options) -> Result<PeoplePlan<'a>, NamedCycle> {
    planned(question, options, Pool::of(question, options)?)
}

/// The same of a pool that is known.
fn planned<'a>(question: &Question<'a>, options: Options, mut pool: Pool<'a>) -> Result<PeoplePlan<'a>, NamedCycle> {
    let found = settled(question, options, &mut pool)?;
    Ok(assembled(question, options, pool, found))
}

/// The plans of a pool, in which nobody decides on their own work where somebody else could.
fn settled(
    question: &Question<'_>,
    options: Options,
    pool: &mut Pool<'_>,
) -> Result<(Levelled, Levelled, PlacedAs), NamedCycle> {
    // Whoever made the work is only known once it is placed: a quick plan finds most of them.
    let quick = Options {
        effort: Effort::Quick,
        ..options
    };
    if options.effort != Effort::Quick && pool.has_verdicts() {
        let (_, shown, _) = placed(question, pool, quick)?;
        pool.without_makers(&shown, Makers::Chosen);
    }
    let mut found = placed(question, pool, options)?;
    for makers in [Makers::Chosen, Makers::Possible] {
        if !pool.without_makers(&found.1, makers) {
            break;
        }
        found = placed(question, pool, options)?;
    }
    Ok(found)
}

/// The answer that the earliest plan and the one to show make.
fn assembled<'a>(
    question: &Question<'a>,
    options: Options,
    pool: Pool<'a>,
    (early, shown, placed): (Levelled, Levelled, PlacedAs),
) -> PeoplePlan<'a> {
    let slips = latest_alone(&pool.problem(&pool.out.network), &early).unwrap_or_default();
    let schedule = schedule(&pool.out, [&early, &shown], &slips, placed);
    let goals = goal_states(&pool, &schedule, question.calendars);
    let plan = Plan {
        verdict: verdict(&pool, &goals),
        missed: missed(&pool.out, &schedule),
        chain: Vec::new(),
        out: pool.out.clone(),
        schedule,
        goals,
    };
    let mut found = PeoplePlan {
        options,
        pool,
        plan,
        shown,
        placed,
        early,
    };
    found.plan.chain = why::chain(&found);
    found
}

/// The earliest plan, the one to show, and how that was made.
fn placed(
    question: &Question<'_>,
    pool: &Pool<'_>,
    options: Options,
) -> Result<(Levelled, Levelled, PlacedAs), NamedCycle> {
    let solver = Solver { pool, options };
    let early = solver.early(question)?;
    let (shown, placed) = match options.direction {
        Direction::Backward => solver.late(&early)?,
        Direction::Forward => (early.clone(), PlacedAs::Early),
    };
    let shown = solver.with_undated(shown)?;
    Ok((early, shown, placed))
}

/// Levels one pool again and again.
pub(super) struct Solver<'p, 'a> {
    pub pool: &'p Pool<'a>,
    pub options: Options,
}

impl Solver<'_, '_> {
    fn solve(&self, network: &Network, direction: Direction) -> Result<Levelled, NamedCycle> {
        let ask = Ask {
            direction,
            effort: self.options.effort,
            seed: self.options.seed,
        };
        level(&self.pool.problem(network), ask).map_err(|_| NamedCycle { chain: Vec::new() })
    }

    /// As [`Self::solve`] backward, but what no time was found for in the earliest plan takes nobody's.
    fn solve_late(&self, network: &Network, early: &Levelled) -> Result<Levelled, NamedCycle> {
        let mut problem = self.pool.problem(network);
        let no_room = |at: usize| early.tasks[at].outcome == Outcome::NoRoom;
        for (at, work) in problem.works.iter_mut().enumerate() {
            if no_room(at) {
                work.demands.clear();
            }
        }
        let ask = Ask {
            direction: Direction::Backward,
            effort: self.options.effort,
            seed: self.options.seed,
        };
        let mut late = level(&problem, ask).map_err(|_| NamedCycle { chain: Vec::new() })?;
        for (at, task) in late.tasks.iter_mut().enumerate().filter(|(at, _)| no_room(*at)) {
            task.outcome = early.tasks[at].outcome;
        }
        Ok(late)
    }

    /// As late as can be; where a day cannot be made, as late as the first one that can: only what must move moves.
    fn late(&self, early: &Levelled) -> Result<(Levelled, PlacedAs), NamedCycle> {
        let network = self.booked(early);
        let hopeless = self.hopeless(&network)?;
        let own = self.relaxed(&network, early, &hopeless);
        let late = self.solve_late(&own, early)?;
        let mut broken = self.broken(&own, &late, early);
        if !broken.contains(&true) {
            let is_moved = own
                .tasks
                .iter()
                .zip(&network.tasks)
                .any(|(one, other)| one.end_by != other.end_by);
            let placed = if is_moved {
                PlacedAs::LateForFirstDay
            } else {
                PlacedAs::Late
            };
            return Ok((late, placed));
        }
        for (broken, hopeless) in broken.iter_mut().zip(hopeless) {
            *broken |= hopeless;
        }
        let relaxed = self.relaxed(&network, early, &broken);
        let late = self.solve_late(&relaxed, early)?;
        if !self.broken(&relaxed, &late, early).contains(&true) {
            return Ok((late, PlacedAs::LateForFirstDay));
        }
        // The earliest plan keeps these limits; from there each task goes as late as it can.
        let relaxed = self.relaxed(&network, early, &vec![true; broken.len()]);
        let late = justified(&self.pool.problem(&relaxed), early).map_err(|_| NamedCycle { chain: Vec::new() })?;
        Ok((late, PlacedAs::LateForFirstDay))
    }

    /// The network in which what is booked to start on a day ends when its people are done with it.
    fn booked(&self, early: &Levelled) -> Network {
        let mut network = self.pool.out.network.clone();
        for (at, task) in self.pool.out.tasks.iter().enumerate() {
            let limits = || task.limits.iter();
            let is_end = |limit: &&Limit| limit.kind.side() == Side::End;
            if let Some(place) = early.tasks[at].place
                && limits().any(|limit| matches!(limit.kind, LimitKind::FixedStart(_)))
            {
                let others = limits()
                    .filter(is_end)
                    .filter(|limit| !matches!(limit.kind, LimitKind::FixedEnd(_)));
                network.tasks[at].end_by = others.map(|limit| limit.at).chain([place.end]).min();
            }
        }
        network
    }

    /// Which levelling groups hold a task that the calendars alone leave no time for: with people it is no better.
    fn hopeless(&self, network: &Network) -> Result<Vec<bool>, NamedCycle> {
        let order = Order::of(network).map_err(|_| NamedCycle { chain: Vec::new() })?;
        let mut hopeless = vec![false; self.pool.groups.len()];
        for (at, place) in late_pass(network, &order, None).into_iter().enumerate() {
            let is_ahead = network.tasks[at].actual == Actual::Planned;
            if is_ahead && place.is_some_and(|place| place.start < floor_of(network, at)) {
                hopeless[self.pool.group_of[self.pool.out.tasks[at].group] as usize] = true;
            }
        }
        Ok(hopeless)
    }

    /// Which levelling groups hold a task that cannot be done as late as its limits want it, and could be done earlier.
    fn broken(&self, network: &Network, late: &Levelled, early: &Levelled) -> Vec<bool> {
        let mut broken = vec![false; self.pool.groups.len()];
        for (at, task) in late.tasks.iter().enumerate() {
            let is_early = task.place.is_some_and(|place| place.start < floor_of(network, at));
            let is_ahead = network.tasks[at].actual == Actual::Planned;
            let has_no_room = task.outcome == Outcome::NoRoom && early.tasks[at].outcome != Outcome::NoRoom;
            if has_no_room || (is_early && is_ahead) {
                broken[self.pool.group_of[self.pool.out.tasks[at].group] as usize] = true;
            }
        }
        broken
    }

    /// The network with the limits of broken groups moved to where the earliest plan can keep them.
    fn relaxed(&self, network: &Network, early: &Levelled, broken: &[bool]) -> Network {
        let mut network = network.clone();
        for (at, task) in network.tasks.iter_mut().enumerate() {
            let group = self.pool.group_of[self.pool.out.tasks[at].group] as usize;
            if let (Some(limit), Some(place)) = (task.end_by, early.tasks[at].place)
                && broken[group]
            {
                task.end_by = Some(limit.max(place.end));
            }
        }
        network
    }

    /// What nothing pulls goes as early as it can beside all the rest, which stays where it is.
    fn with_undated(&self, mut late: Levelled) -> Result<Levelled, NamedCycle> {
        let free = |task: &super::level::problem::LevelledTask| task.outcome == Outcome::NothingPulls;
        if !late.tasks.iter().any(free) {
            return Ok(late);
        }
        let mut network = self.pool.out.network.clone();
        for (task, placed) in network.tasks.iter_mut().zip(&late.tasks) {
            if let Some(place) = placed.place {
                task.actual = Actual::Done(place);
            }
        }
        let mut problem = self.pool.problem(&network);
        for load in &late.loads {
            let slot = (load.slot.0 - self.pool.from.0) as usize;
            let capacity = &mut problem.resources[load.resource.0 as usize].capacity;
            if let Some(left) = capacity.get_mut(slot) {
                *left = left.saturating_sub(load.amount);
            }
        }
        let ask = Ask {
            direction: Direction::Forward,
            effort: Effort::Quick,
            seed: self.options.seed,
        };
        let rest = level(&problem, ask).map_err(|_| NamedCycle { chain: Vec::new() })?;
        for (task, placed) in late.tasks.iter_mut().zip(rest.tasks) {
            if task.outcome == Outcome::NothingPulls {
                *task = placed;
            }
        }
        late.loads.extend(rest.loads);
        late.loads.sort_unstable();
        Ok(late)
    }
}

/// The earliest that a task may start by its own limits.
fn floor_of(network: &Network, task: usize) -> Instant {
    let own = network.tasks[task].not_before;
    own.map_or(network.project_start, |day| day.max(network.project_start))
}

/// Early dates from the earliest plan, late ones from the one that is shown; float is what lies between. Where all is as early
/// as can be, float is what the calendars alone leave, negative for what is late. Free float is what a task may slip alone from
/// its early dates, every other task and everybody's hours being as in the earliest plan; never more than its float.
fn schedule(
    out: &Expansion<'_>,
    [early, shown]: [&Levelled; 2],
    slips: &[Option<Placement>],
    placed: PlacedAs,
) -> Schedule {
    let network = &out.network;
    let never = Placement {
        start: Instant::FAR_FUTURE,
        end: Instant::FAR_FUTURE,
    };
    let limits = match (placed, Order::of(network)) {
        (PlacedAs::Early, Ok(order)) => late_pass(network, &order, None),
        _ => Vec::new(),
    };
    let dates = |at: usize| {
        let own = &network.tasks[at];
        let late = shown.tasks[at].place;
        let early = early.tasks[at].place.or(late).unwrap_or(never);
        // A heuristic plan may do one task earlier than the earliest plan of all: then that is its earliest.
        let early = late.filter(|late| late.start < early.start).unwrap_or(early);
        let time = network.calendar(own.calendar);
        let is_over = matches!(own.actual, Actual::Done(_)) || early.start.is_out_of_range();
        let float = match placed {
            PlacedAs::Early => limits.get(at).copied().flatten(),
            PlacedAs::Late | PlacedAs::LateForFirstDay => late,
        };
        let from_early = |other: Placement| HalfDays(time.count(early.start, other.start));
        let total_float = float.filter(|_| !is_over).map(from_early);
        let slip = slips.get(at).copied().flatten().filter(|_| !is_over);
        let free_float = slip.map(|slip| total_float.map_or(from_early(slip), |total| total.min(from_early(slip))));
        Dates {
            early,
            late,
            total_float,
            free_float: free_float.map(|free| free.max(HalfDays(0))),
        }
    };
    let tasks: Vec<Dates> = (0..network.tasks.len()).map(dates).collect();
    let ends = tasks.iter().map(|dates| dates.early.end);
    Schedule {
        finish: ends.max().unwrap_or(network.project_start),
        tasks,
        deadline: None,
    }
}

/// How the goals that are asked about fare; see [`super::answer`].
fn verdict(pool: &Pool<'_>, goals: &[GoalState]) -> Verdict {
    let is_asked = |group: usize| pool.asked[group] == Asked::Yes;
    let own = (0..goals.len()).filter(|goal| is_asked(pool.out.goals[*goal].group));
    let Some(worst) = own.min_by_key(|goal| (-goals[*goal].short.0, goals[*goal].slack)) else {
        let tasks = pool.out.tasks.iter().zip(&pool.out.network.tasks);
        let own: Vec<bool> = tasks
            .filter(|(task, _)| is_asked(task.group))
            .map(|(_, own)| matches!(own.actual, Actual::Done(_)))
            .collect();
        return match own.as_slice() {
            [] => Verdict::Nothing,
            own if own.contains(&false) => Verdict::Undated,
            _ => Verdict::Done,
        };
    };
    let state = goals[worst];
    match (state.short.0, state.slack.0) {
        (1.., _) => Verdict::Short {
            by: state.short,
            goal: worst,
        },
        (_, ..0) => Verdict::MarginUsed {
            used: state.margin_used,
            of: pool.out.goals[worst].margin,
        },
        _ => Verdict::Fits { spare: state.slack },
    }
}

fn goal_states(pool: &Pool<'_>, schedule: &Schedule, calendars: &Calendars<'_>) -> Vec<GoalState> {
    let state = |goal: &super::task::Goal| {
        let dates = &schedule.tasks[goal.last.0 as usize];
        let end = dates.late.map_or(dates.early.end, |late| late.end.min(dates.early.end));
        state_of(goal, end, calendars.studio())
    };
    pool.out.goals.iter().map(state).collect()
}

impl PeoplePlan<'_> {
    /// Whether a group of the expansion is asked about.
    pub fn is_asked(&self, group: usize) -> bool {
        self.pool.asked[group] == Asked::Yes
    }

    /// Who does a task, in the order of its seats: indices of the team.
    pub fn doers(&self, task: TaskIndex) -> Vec<usize> {
        let at = task.0 as usize;
        let mut placed = self.shown.tasks[at].doers.iter();
        let seat = |seat: &super::demands::Seat<'_>| match seat.amount {
            // Nobody's time is taken: the first who could.
            0 => seat.any_of.first().copied(),
            _ => placed.next().map(|resource| resource.0 as usize),
        };
        self.pool.crews[at].seats.iter().filter_map(seat).collect()
    }
}
