//! Answers: how likely is each day of a plan, when can it be relied on, and what drives the risk?
//! Invariant: the plan's own network and passes; same studio, same seed, same answer, whoever makes which runs.
//! Source: design, "Uncertainty"; `docs/forecast.md`.

pub mod calibrate;
pub mod luck;
pub mod outcome;
pub mod past;
mod random;
pub mod run;
pub mod spread;
mod staffed;
mod tally;

use self::luck::{Common, month_of};
use self::past::{Basis, Past};
use self::run::{Aim, AimTally, Model, Tally};
use self::spread::{Draw, draws, gates};
use super::answer::{Plan, solve};
use super::expand::{NamedCycle, Question, Scope};
use super::network::{Actual, Grain, Instant, Network, TaskIndex};
use super::passes::Dates;
use super::people::PeoplePlan;
use super::task::{Anchored, GroupKind, LimitKind, Turn, Work};
use super::worktime::WorkTime;
use crate::model::Day;
use crate::model::campaign::Campaign;
use crate::model::duration::HalfDays;
use crate::model::id::{KindId, StageId};
use std::collections::BTreeMap;

/// The quantiles that are told, as shares of the runs.
pub const QUANTILES: [f64; 3] = [0.50, 0.80, 0.95];

/// A plan and what many runs of it gave.
#[derive(Clone, Debug)]
pub struct Forecast<'a> {
    pub plan: Plan<'a>,
    pub runs: u32,
    /// The launch, the other anchors, milestones, then goals, each in the order of the records.
    pub targets: Vec<Target>,
    /// Tasks that held the launch (of open briefs: any of them) in some run, what drives the risk first.
    pub drivers: Vec<Driver>,
    /// What durations were drawn from, by kind, stage and turn.
    pub grounds: Vec<Ground>,
    /// Finished stays that history knows in all.
    pub stays: usize,
    /// The part of what varies, from 0 to 1, that all stays of a month have in common.
    pub common: f64,
}

/// A day to be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub what: What,
    /// The day that is wanted; `None`: nobody wants one.
    pub by: Option<Day>,
    /// The share of the runs that reach it; `None` without a day.
    pub chance: Option<f64>,
    /// As [`QUANTILES`]: the day by which so many of the runs have it. `None` where no calendar gives one.
    pub days: [Option<Day>; 3],
    /// As [`QUANTILES`]: working time after the wanted day; negative before.
    pub late: Option<[HalfDays; 3]>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Its days are launch days; of all else they are last days of work.
    Launch,
    /// Another anchor, by its name; its days are days of the anchor.
    Anchor(Box<str>),
    Milestone(TaskIndex),
    /// In [`super::task::Expansion::goals`].
    Goal(usize),
}

/// A task that may hold the launch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Driver {
    pub task: TaskIndex,
    /// The share of the runs in which it held it: the criticality index.
    pub critical: f64,
    /// What is left of it, half days: as planned, on average, and in 80 % of the runs.
    pub planned: HalfDays,
    pub mean: f64,
    pub p80: HalfDays,
    /// Its criticality times its standard deviation in half days: how much of the risk it carries.
    pub weight: f64,
}

/// What the durations of one stage were drawn from.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    pub kind: KindId,
    pub stage: StageId,
    pub turn: Turn,
    pub basis: Basis,
    /// Stays of this very kind, stage and turn.
    pub own: usize,
    /// Stays that were drawn from; 0 for a guess from the plan.
    pub drawn_from: usize,
    /// What half, and 80 %, of them took at most, as a multiple of the plan. `None` for a guess from the plan.
    pub multiples: Option<[f64; 2]>,
}

/// Plans a question and runs the plan; `make` makes the runs, wherever it likes.
///
/// # Errors
/// When tasks wait for each other.
pub fn forecast<'a>(
    question: &Question<'a>,
    past: &Past,
    make: &dyn Fn(&Model<'_>) -> Tally,
) -> Result<Forecast<'a>, NamedCycle> {
    let plan = solve(question)?;
    let network = plan.out.network.clone();
    through(question, plan, network, past, &|_| true, make)
}

/// The same through a plan with people: each does one thing after another in the order of its earliest plan.
///
/// # Errors
/// When tasks wait for each other.
pub fn forecast_with_people<'a>(
    question: &Question<'a>,
    people: &PeoplePlan<'a>,
    past: &Past,
    make: &dyn Fn(&Model<'_>) -> Tally,
) -> Result<Forecast<'a>, NamedCycle> {
    let network = staffed::network(people);
    let asked = |group: usize| people.is_asked(group);
    through(question, people.plan.clone(), network, past, &asked, make)
}

/// The chance of a day, and what it would be had a month nothing in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chances {
    pub together: f64,
    pub apart: f64,
}

/// The chances of the days of which `kept` makes something; no runs are made for others.
///
/// # Errors
/// When tasks wait for each other.
pub fn chances<T>(
    question: &Question<'_>,
    past: &Past,
    kept: impl Fn(&Plan<'_>, &What) -> Option<T>,
    make: &dyn Fn(&Model<'_>) -> Tally,
) -> Result<Vec<(T, Chances)>, NamedCycle> {
    let plan = solve(question)?;
    let dated = wanted(question, &plan, &|_| true).into_iter();
    let dated = dated.filter(|one| one.by.is_some() && one.aim.parts.iter().any(|(_, by)| by.is_some()));
    let (told, aims): (Vec<T>, Vec<Aim>) = dated.filter_map(|one| Some((kept(&plan, &one.what)?, one.aim))).unzip();
    if aims.is_empty() {
        return Ok(Vec::new());
    }
    let draws = draws(&plan.out, past);
    let network = finer(plan.out.network.clone(), &draws);
    let model = Model::new(&network, draws, gates(&plan.out, past), aims, None);
    let model = model.map_err(|_| NamedCycle { chain: Vec::new() })?;
    let apart = make(&model);
    let together = match past.common() > 0.0 {
        true => make(&model.in_common(Common::of(past.common(), months(&plan)))),
        false => apart.clone(),
    };
    let share = |tally: &AimTally| f64::from(tally.late.at_most(0)) / f64::from(tally.late.total().max(1));
    let both = together.aims.iter().zip(&apart.aims);
    let both = both.map(|(together, apart)| Chances {
        together: share(together),
        apart: share(apart),
    });
    Ok(told.into_iter().zip(both).collect())
}

/// Runs a plan through a network of its tasks; `asked`: the groups that are told about.
fn through<'a>(
    question: &Question<'a>,
    plan: Plan<'a>,
    network: Network,
    past: &Past,
    asked: &dyn Fn(usize) -> bool,
    make: &dyn Fn(&Model<'_>) -> Tally,
) -> Result<Forecast<'a>, NamedCycle> {
    let draws = draws(&plan.out, past);
    let network = finer(network, &draws);
    let wanted = wanted(question, &plan, asked);
    let driven = driven(&plan, &wanted, asked);
    let mut aims: Vec<Aim> = wanted.iter().map(|wanted| wanted.aim.clone()).collect();
    let driven_at = match driven {
        Driven::Target(at) => at,
        Driven::All(aim) => {
            aims.push(aim);
            aims.len() - 1
        }
    };
    let model = Model::new(&network, draws, gates(&plan.out, past), aims, Some(driven_at));
    let model = model.map_err(|_| NamedCycle { chain: Vec::new() })?;
    let model = model.in_common(Common::of(past.common(), months(&plan)));
    let tally = make(&model);
    let studio = question.calendars.studio();
    let targets = wanted.into_iter().zip(&tally.aims);
    Ok(Forecast {
        runs: tally.runs,
        targets: targets.map(|(wanted, tally)| wanted.told(tally, studio)).collect(),
        drivers: drivers(&plan, &model, &tally),
        grounds: grounds(&plan, past, asked),
        stays: past.stays(),
        common: past.common(),
        plan,
    })
}

/// The month in which each task begins at the earliest, counted from today's.
fn months(plan: &Plan<'_>) -> Vec<u32> {
    let month = |at: Instant| month_of(at.day_after());
    let first = plan.out.network.project_start;
    let of = |dates: &Dates| {
        let begins = dates.early.start.clamp(first, first.plus_days(MOST_DAYS));
        (month(begins) - month(first)).unsigned_abs()
    };
    plan.schedule.tasks.iter().map(of).collect()
}

/// What begins later has the last month that is told apart: ten years on.
const MOST_DAYS: i32 = 3_650;

/// Where durations vary, a task may begin at noon.
fn finer(mut network: Network, draws: &[Draw<'_>]) -> Network {
    if draws.iter().any(|draw| *draw != Draw::Fixed) {
        network.grain = Grain::HalfDays;
    }
    network
}

/// A target before the runs.
struct Wanted {
    what: What,
    by: Option<Day>,
    aim: Aim,
}

fn wanted(question: &Question<'_>, plan: &Plan<'_>, asked: &dyn Fn(usize) -> bool) -> Vec<Wanted> {
    let mut all = Vec::new();
    if let Scope::Campaign(campaign) = question.scope {
        all.extend(launch(campaign, plan, question.calendars.studio(), asked));
        for (name, day) in &campaign.dates {
            all.extend(anchor(campaign, plan, name, day.value, asked));
        }
    }
    for (at, task) in plan.out.tasks.iter().enumerate() {
        let own = &plan.out.network.tasks[at];
        if matches!(task.work, Work::Milestone(_)) && !matches!(own.actual, Actual::Done(_)) && asked(task.group) {
            all.push(Wanted {
                what: What::Milestone(TaskIndex(at as u32)),
                by: own.end_by.map(Instant::day_before),
                aim: Aim {
                    parts: vec![(at, own.end_by)],
                },
            });
        }
    }
    let goals = plan.out.goals.iter().enumerate().filter(|(_, goal)| asked(goal.group));
    // The launch and the milestones have a target already.
    let by_launch = |group: usize| {
        matches!(
            plan.out.groups[group].what,
            GroupKind::Free(_) | GroupKind::Milestone(_)
        )
    };
    let goals = goals
        .filter(|(_, goal)| !by_launch(goal.group))
        .map(|(at, goal)| Wanted {
            what: What::Goal(at),
            by: Some(goal.due),
            aim: Aim {
                parts: vec![(goal.last.0 as usize, Some(goal.due_end))],
            },
        });
    all.extend(goals);
    all
}

/// Everything that must be ready for the launch: what goes live with it, and what must be over before.
fn launch(campaign: &Campaign, plan: &Plan<'_>, studio: &WorkTime, asked: &dyn Fn(usize) -> bool) -> Option<Wanted> {
    let day = campaign.launch.as_ref()?.value;
    let goals = plan.out.goals.iter();
    let goals = goals.filter(|goal| goal.anchored == Anchored::ToLaunch && asked(goal.group));
    let mut parts: Vec<_> = goals.map(|goal| (goal.last.0 as usize, Some(goal.due_end))).collect();
    let eve = studio.last_open(Instant::start_of(day));
    for (at, task) in plan.out.tasks.iter().enumerate() {
        let is_open = !matches!(plan.out.network.tasks[at].actual, Actual::Done(_));
        if is_open && asked(task.group) && task.limits.iter().any(|limit| limit.kind == LimitKind::Launch) {
            parts.push((at, Some(eve)));
        }
    }
    (!parts.is_empty()).then_some(Wanted {
        what: What::Launch,
        by: Some(day),
        aim: Aim { parts },
    })
}

/// Everything that goes live a fixed time from another anchor.
fn anchor(campaign: &Campaign, plan: &Plan<'_>, name: &str, day: Day, asked: &dyn Fn(usize) -> bool) -> Option<Wanted> {
    let anchors = campaign.anchors();
    let counts_from = |group: usize| match plan.out.groups[group].what {
        GroupKind::Line(line) => {
            let live = line.live.as_ref().and_then(|live| live.value.split(&anchors));
            live.is_some_and(|offset| offset.anchor == name)
        }
        GroupKind::Occurrence(..) | GroupKind::Loose(_) | GroupKind::Free(_) | GroupKind::Milestone(_) => false,
    };
    let goals = plan.out.goals.iter();
    let goals = goals.filter(|goal| counts_from(goal.group) && asked(goal.group));
    let parts: Vec<_> = goals.map(|goal| (goal.last.0 as usize, Some(goal.due_end))).collect();
    (!parts.is_empty()).then_some(Wanted {
        what: What::Anchor(name.into()),
        by: Some(day),
        aim: Aim { parts },
    })
}

/// Whose critical tasks are told.
enum Driven {
    /// The first target: the launch.
    Target(usize),
    /// No launch: every goal, and without one every task.
    All(Aim),
}

fn driven(plan: &Plan<'_>, wanted: &[Wanted], asked: &dyn Fn(usize) -> bool) -> Driven {
    if wanted.first().is_some_and(|wanted| wanted.what == What::Launch) {
        return Driven::Target(0);
    }
    let goals = plan.out.goals.iter().filter(|goal| asked(goal.group));
    let mut parts: Vec<_> = goals.map(|goal| (goal.last.0 as usize, Some(goal.due_end))).collect();
    if parts.is_empty() {
        let own = (0..plan.out.tasks.len()).filter(|task| asked(plan.out.tasks[*task].group));
        parts = own.map(|task| (task, None)).collect();
    }
    Driven::All(Aim { parts })
}

impl Wanted {
    fn told(self, tally: &AimTally, studio: &WorkTime) -> Target {
        let total = tally.late.total();
        let chance = self.by.filter(|_| total > 0);
        let day = |share: f64| match (&self.what, self.by) {
            (What::Launch | What::Anchor(_), Some(by)) => moved(by, tally.late.quantile(share)?, studio),
            _ => Some(Instant(tally.reached.quantile(share)?))
                .filter(|at| !at.is_out_of_range())
                .map(Instant::day_before),
        };
        let late = QUANTILES.map(|share| tally.late.quantile(share).map(HalfDays));
        Target {
            chance: chance.map(|_| f64::from(tally.late.at_most(0)) / f64::from(total)),
            days: QUANTILES.map(day),
            late: late
                .iter()
                .all(Option::is_some)
                .then(|| late.map(Option::unwrap_or_default)),
            what: self.what,
            by: self.by,
        }
    }
}

/// The day of an anchor when what it waits for is so late, in working half days: never before the day that is set.
fn moved(day: Day, late: i32, studio: &WorkTime) -> Option<Day> {
    if late <= 0 {
        return Some(day);
    }
    // of half a day the whole is lost: what is ready at noon goes live in the morning after
    let whole = late.saturating_add(late % 2);
    let at = studio.first_open(studio.shift(Instant::start_of(day), whole));
    (!at.is_out_of_range()).then(|| at.day_after())
}

fn drivers(plan: &Plan<'_>, model: &Model<'_>, tally: &Tally) -> Vec<Driver> {
    let runs = f64::from(tally.runs.max(1));
    let one = |(at, critical): (usize, &u32)| {
        let planned = model.network().tasks[at].duration;
        let drawn = &tally.durations[at];
        let critical = f64::from(*critical) / runs;
        Driver {
            task: TaskIndex(at as u32),
            critical,
            planned: HalfDays(planned),
            mean: drawn.mean().unwrap_or(f64::from(planned)),
            p80: HalfDays(drawn.quantile(0.8).unwrap_or(planned)),
            weight: critical * drawn.deviation(),
        }
    };
    let mut all: Vec<Driver> = tally.critical.iter().enumerate().map(one).collect();
    all.retain(|driver| driver.critical > 0.0 && driver.planned.0 > 0);
    all.sort_by(|one, other| {
        let by_weight = other.weight.total_cmp(&one.weight);
        let by_critical = other.critical.total_cmp(&one.critical);
        let name = |driver: &Driver| &plan.out.tasks[driver.task.0 as usize].name;
        by_weight.then(by_critical).then_with(|| name(one).cmp(name(other)))
    });
    all
}

fn grounds(plan: &Plan<'_>, past: &Past, asked: &dyn Fn(usize) -> bool) -> Vec<Ground> {
    let mut all = BTreeMap::new();
    for (task, own) in plan.out.tasks.iter().zip(&plan.out.network.tasks) {
        let Some(stay) = task
            .stay
            .filter(|_| own.duration > 0 && !matches!(own.actual, Actual::Done(_)) && asked(task.group))
        else {
            continue;
        };
        let (basis, multiples) = past.multiples(stay.kind, stay.stage, stay.turn);
        let at = |share: f64| multiples.get((share * multiples.len() as f64) as usize).copied();
        let ground = Ground {
            kind: stay.kind.clone(),
            stage: stay.stage.clone(),
            turn: stay.turn,
            basis,
            own: past.own_stays(stay.kind, stay.stage, stay.turn),
            drawn_from: multiples.len(),
            multiples: at(0.5).zip(at(0.8)).map(|(half, most)| [half, most]),
        };
        all.entry((stay.kind, stay.stage, stay.turn)).or_insert(ground);
    }
    all.into_values().collect()
}
