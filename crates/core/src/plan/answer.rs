//! Answers: does the plan make its days, by how much, what holds it, and which launch would do?
//! Invariant: the launch never moves by itself; float goes first, then margin, then the handover, each visibly.
//! Source: design, "Backward" and "Too late".

use super::calendars::Calendars;
use super::due::ready_day;
use super::expand::{NamedCycle, Question, Scope, expand};
use super::network::{Actual, Instant, TaskIndex};
use super::order::Order;
use super::passes::{Schedule, early_pass, schedule};
use super::reasons::{Step, driving_chain, early_reason, late_reason, pulling_chain};
use super::task::{Anchored, Expansion, Goal, LimitKind};
use super::ways::{Ways, ways_out};
use super::worktime::WorkTime;
use crate::model::Day;
use crate::model::campaign::Campaign;
use crate::model::duration::HalfDays;
use crate::model::place::Placed;

/// A campaign, or every open brief, placed as early and as late as can be.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    pub out: Expansion<'a>,
    pub schedule: Schedule,
    /// As [`Expansion::goals`].
    pub goals: Vec<GoalState>,
    pub verdict: Verdict,
    /// What holds the goal that is nearest to its limit, in order of time; empty when there is no goal.
    pub chain: Vec<Step>,
    /// Limits of records, other than goals, that cannot be kept.
    pub missed: Vec<Missed>,
}

/// How near a goal is to its limit; working time on the studio's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoalState {
    /// The earliest end of its work.
    pub early_end: Instant,
    /// To the limit that keeps the margin; negative when the margin is touched.
    pub slack: HalfDays,
    /// From nothing to the whole margin.
    pub margin_used: HalfDays,
    /// Beyond the margin: what the handover lacks.
    pub short: HalfDays,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There is nothing to plan.
    Nothing,
    /// All that can be planned is done.
    Done,
    /// Nothing has a day: early dates alone.
    Undated,
    Fits {
        /// Until the margin is touched.
        spare: HalfDays,
    },
    /// The days hold, at the cost of margin.
    MarginUsed { used: HalfDays, of: HalfDays },
    /// Some goal cannot be kept: an index of [`Expansion::goals`].
    Short { by: HalfDays, goal: usize },
}

/// A limit that the earliest dates break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed {
    pub task: TaskIndex,
    /// In the task's `limits`.
    pub limit: usize,
    pub by: HalfDays,
}

/// The backward plan: what holds, and when it does not, what would help.
#[derive(Clone, Debug)]
#[doc(alias = "rétroplanning")]
pub struct BackwardPlan<'a> {
    pub plan: Plan<'a>,
    /// The first late start of what has not begun.
    pub start_by: Option<(TaskIndex, Instant)>,
    /// When the plan is short: the first launch that needs the margin but no part of a handover.
    pub earliest_launch: Option<Day>,
    /// When the goal that is short has a live day of its own: the first one that works.
    pub earliest_live: Option<Day>,
    pub ways: Ways,
}

/// The forward plan: everything as early as can be.
#[derive(Clone, Debug)]
pub struct ForwardPlan<'a> {
    /// Late dates and floats are those of [`Self::earliest_launch`] where there is one.
    pub plan: Plan<'a>,
    /// The first launch that keeps margin and handovers; `None` when nothing depends on a launch.
    pub earliest_launch: Option<Day>,
    /// The first launch that keeps the handovers alone.
    pub without_margin: Option<Day>,
    /// The launch of the record.
    pub launch: Option<Day>,
}

/// Why one task is where it is.
#[derive(Clone, Debug)]
pub struct Why {
    pub task: TaskIndex,
    /// From the task back to what holds its early dates.
    pub early: Vec<Step>,
    /// From the task on to what holds its late dates.
    pub late: Vec<Step>,
}

/// Whether an earliest launch keeps the margin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarginUse {
    Kept,
    UsedUp,
}

/// Expands and schedules a question.
///
/// # Errors
/// When tasks wait for each other.
pub fn solve<'a>(question: &Question<'a>) -> Result<Plan<'a>, NamedCycle> {
    let out = expand(question)?;
    let schedule = schedule(&out.network).map_err(|_| NamedCycle { chain: Vec::new() })?;
    let studio = question.calendars.studio();
    let goals: Vec<GoalState> = out
        .goals
        .iter()
        .map(|goal| state_of(goal, schedule.tasks[goal.last.0 as usize].early.end, studio))
        .collect();
    let verdict = verdict(&out, &goals);
    let missed = missed(&out, &schedule);
    let chain = chain(&out, &schedule, &goals);
    Ok(Plan {
        out,
        schedule,
        goals,
        verdict,
        chain,
        missed,
    })
}

/// The backward plan of a question.
///
/// # Errors
/// When tasks wait for each other.
pub fn backward<'a>(question: &Question<'a>) -> Result<BackwardPlan<'a>, NamedCycle> {
    let plan = solve(question)?;
    let start_by = start_by(&plan);
    let (mut earliest_launch, mut earliest_live, mut ways) = (None, None, Ways::default());
    if let Verdict::Short { goal, .. } = plan.verdict {
        let short = &plan.out.goals[goal];
        match short.anchored {
            Anchored::ToLaunch => earliest_launch = self::earliest_launch(question, MarginUse::UsedUp),
            Anchored::Elsewhere => {
                earliest_live = first_live(short, plan.goals[goal].early_end, question.calendars);
            }
        }
        ways = ways_out(&plan, question.calendars.studio());
    }
    Ok(BackwardPlan {
        plan,
        start_by,
        earliest_launch,
        earliest_live,
        ways,
    })
}

/// The forward plan of a campaign: its earliest launch, and the plan for it.
///
/// # Errors
/// When tasks wait for each other.
pub fn forward<'a>(question: &Question<'a>) -> Result<ForwardPlan<'a>, NamedCycle> {
    let plan = solve(question)?;
    let launch = match question.scope {
        Scope::Campaign(campaign) => campaign.launch.as_ref().map(|launch| launch.value),
        Scope::OpenBriefs => None,
    };
    Ok(ForwardPlan {
        plan,
        earliest_launch: earliest_launch(question, MarginUse::Kept),
        without_margin: earliest_launch(question, MarginUse::UsedUp),
        launch,
    })
}

/// What becomes of a plan when tasks that have happened are done once more, from today on.
pub fn done_again(plan: &Plan<'_>, tasks: &[TaskIndex], studio: &WorkTime) -> Option<Verdict> {
    let mut network = plan.out.network.clone();
    for task in tasks {
        let at = task.0 as usize;
        let whole = plan.out.tasks[at].stay.map(|stay| stay.whole.0);
        let own = &mut network.tasks[at];
        own.actual = Actual::Planned;
        own.duration = whole.unwrap_or(own.duration);
    }
    let early = early_pass(&network, &Order::of(&network).ok()?);
    let goals = plan.out.goals.iter();
    let states: Vec<GoalState> = goals
        .map(|goal| state_of(goal, early[goal.last.0 as usize].end, studio))
        .collect();
    Some(verdict(&plan.out, &states))
}

/// Why a task is where it is.
pub fn why(plan: &Plan<'_>, task: TaskIndex) -> Option<Why> {
    let order = Order::of(&plan.out.network).ok()?;
    Some(Why {
        task,
        early: driving_chain(&plan.out, &plan.schedule, &order, task),
        late: pulling_chain(&plan.out, &plan.schedule, &order, task),
    })
}

/// What binds each task on its early and on its late side, in the order of the tasks; empty when tasks wait for each other.
pub fn bindings(plan: &Plan<'_>) -> Vec<(Step, Step)> {
    let Ok(order) = Order::of(&plan.out.network) else {
        return Vec::new();
    };
    let both = |at: usize| {
        let task = TaskIndex(at as u32);
        let step = |reason| Step { task, reason };
        (
            step(early_reason(&plan.out, &plan.schedule, &order, task)),
            step(late_reason(&plan.out, &plan.schedule, &order, task)),
        )
    };
    (0..plan.out.tasks.len()).map(both).collect()
}

pub(super) fn state_of(goal: &Goal, early_end: Instant, studio: &WorkTime) -> GoalState {
    let slack = studio.count(early_end, goal.limit);
    let short = studio.count(goal.due_end, early_end).max(0);
    GoalState {
        early_end,
        slack: HalfDays(slack),
        margin_used: HalfDays((-slack).clamp(0, goal.margin.0.max(0))),
        short: HalfDays(short),
    }
}

fn verdict(out: &Expansion<'_>, goals: &[GoalState]) -> Verdict {
    let worst = (0..goals.len()).min_by_key(|goal| (-goals[*goal].short.0, goals[*goal].slack));
    let Some(worst) = worst else {
        let left = |task: &super::network::Task| !matches!(task.actual, Actual::Done(_));
        return match out.network.tasks.as_slice() {
            [] => Verdict::Nothing,
            tasks if tasks.iter().any(left) => Verdict::Undated,
            _ => Verdict::Done,
        };
    };
    let state = goals[worst];
    if state.short.0 > 0 {
        Verdict::Short {
            by: state.short,
            goal: worst,
        }
    } else if state.slack.0 < 0 {
        Verdict::MarginUsed {
            used: state.margin_used,
            of: out.goals[worst].margin,
        }
    } else {
        Verdict::Fits { spare: state.slack }
    }
}

pub(super) fn missed(out: &Expansion<'_>, schedule: &Schedule) -> Vec<Missed> {
    let mut missed = Vec::new();
    for (at, task) in out.tasks.iter().enumerate() {
        if matches!(out.network.tasks[at].actual, Actual::Done(_)) {
            continue;
        }
        let early = schedule.tasks[at].early;
        for (index, limit) in task.limits.iter().enumerate() {
            let broken = match limit.kind {
                LimitKind::FixedEnd(_) | LimitKind::MustEndBy(_) | LimitKind::Launch => early.end > limit.at,
                LimitKind::NotBefore(_) | LimitKind::FixedStart(_) | LimitKind::Notice(_) | LimitKind::Goal(_) => false,
            };
            let task = TaskIndex(at as u32);
            let by = HalfDays(out.network.calendar_of(task).count(limit.at, early.end));
            if broken && by.0 > 0 {
                missed.push(Missed { task, limit: index, by });
            }
        }
    }
    missed
}

/// What drives the goal that is nearest to its limit, first task first.
fn chain(out: &Expansion<'_>, schedule: &Schedule, goals: &[GoalState]) -> Vec<Step> {
    let worst = (0..goals.len()).min_by_key(|goal| (-goals[*goal].short.0, goals[*goal].slack));
    let (Some(worst), Ok(order)) = (worst, Order::of(&out.network)) else {
        return Vec::new();
    };
    let mut chain = driving_chain(out, schedule, &order, out.goals[worst].last);
    chain.reverse();
    chain
}

fn start_by(plan: &Plan<'_>) -> Option<(TaskIndex, Instant)> {
    let late = plan.schedule.tasks.iter().enumerate().filter_map(|(at, dates)| {
        let ahead = plan.out.network.tasks[at].actual == Actual::Planned && plan.out.network.tasks[at].duration > 0;
        dates
            .late
            .filter(|_| ahead)
            .map(|late| (TaskIndex(at as u32), late.start))
    });
    late.min_by_key(|(task, start)| (*start, *task))
}

/// The most days that an earliest launch is looked for after today or the launch.
const MOST_DAYS: i64 = 20_000;

/// The first launch, from today on, with which everything that depends on it is ready in time.
/// `None` when nothing does, or no day within 50 years will do.
pub fn earliest_launch(question: &Question<'_>, margin: MarginUse) -> Option<Day> {
    let Scope::Campaign(campaign) = question.scope else {
        return None;
    };
    let on = |days: i64| question.today.checked_add_signed(chrono::Duration::days(days));
    let fits = |days: i64| on(days).is_some_and(|day| launch_fits(question, campaign, day, margin) == Fit::Yes);
    if launch_fits(question, campaign, question.today, margin) == Fit::Nothing {
        return None;
    }
    let mut high = 1;
    while !fits(high) {
        high *= 2;
        if high > MOST_DAYS {
            return None;
        }
    }
    let mut low = if high == 1 { -1 } else { high / 2 };
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if fits(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    on(high)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Yes,
    No,
    /// Nothing depends on the launch.
    Nothing,
}

fn launch_fits(question: &Question<'_>, campaign: &Campaign, launch: Day, margin: MarginUse) -> Fit {
    let mut moved = campaign.clone();
    let span = campaign
        .launch
        .as_ref()
        .map_or(crate::model::place::Span::WHOLE_FILE, |old| old.span);
    moved.launch = Some(Placed::new(launch, span));
    let question = Question {
        scope: Scope::Campaign(&moved),
        ..*question
    };
    let Ok(out) = expand(&question) else { return Fit::No };
    let Ok(order) = Order::of(&out.network) else {
        return Fit::No;
    };
    let early = early_pass(&out.network, &order);
    let studio = question.calendars.studio();
    let mut goals = out
        .goals
        .iter()
        .filter(|goal| goal.anchored == Anchored::ToLaunch)
        .peekable();
    if goals.peek().is_none() {
        return Fit::Nothing;
    }
    let met = |goal: &Goal| {
        let state = state_of(goal, early[goal.last.0 as usize].end, studio);
        match margin {
            MarginUse::Kept => state.slack.0 >= 0,
            MarginUse::UsedUp => state.short.0 == 0,
        }
    };
    if goals.all(met) { Fit::Yes } else { Fit::No }
}

/// The first live day whose handover begins after this end of work.
fn first_live(goal: &Goal, early_end: Instant, calendars: &Calendars<'_>) -> Option<Day> {
    let from_live = goal.from_live.as_ref()?;
    let from = early_end.day_before().max(from_live.live);
    let ready = |day: &Day| {
        let end = ready_day(*day, &from_live.handover, calendars).map(Instant::end_of);
        end.is_some_and(|end| calendars.studio().count(end, early_end) <= 0)
    };
    from.iter_days().take(MOST_DAYS as usize).find(ready)
}
