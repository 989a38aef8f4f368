//! Answers: what does `crops plan diff` say, as values that every format is made from?
//! Invariant: a move is told once for each commit that had a part in it, and the parts add up to the move.

use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::plan::answer::{Plan, Why};
use crate::plan::compare::{Cause, Changed, Comparison, Counted, LaunchMove, Moved, Part, Snapshot, Standing};
use crate::plan::network::{Instant, TaskIndex};
use crate::plan::reasons::Reason;
use crate::plan::task::TaskState;
use std::collections::BTreeMap;

/// The whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanDiffReport {
    pub from: DiffEnd,
    pub to: DiffEnd,
    pub today: Day,
    pub counted: Counted,
    pub sections: Vec<DiffSection>,
    /// What the causes refer to.
    pub commits: Vec<CommitLine>,
}

impl PlanDiffReport {
    /// The commit of a cause that has one.
    pub fn commit(&self, cause: Cause) -> Option<&CommitLine> {
        match cause {
            Cause::Commit(number) => self.commits.get(number),
            Cause::Time | Cause::Uncommitted => None,
        }
    }
}

/// What a command line says for what was counted, after another word.
pub fn flag_of(counted: Counted) -> &'static str {
    match counted {
        Counted::Calendars => "",
        Counted::People => " --people",
    }
}

impl CommitLine {
    /// The beginning of its id, for people.
    pub fn short(&self) -> &str {
        self.id.get(..7).unwrap_or(&self.id)
    }
}

/// One of the two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffEnd {
    /// As typed.
    pub asked: Option<String>,
    /// `None`: the files at hand.
    pub commit: Option<String>,
    /// The day it was planned on.
    pub day: Day,
}

/// A commit that moved something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitLine {
    pub id: String,
    /// A person's id, else the name that the commit gives.
    pub author: String,
    pub subject: String,
    pub day: Day,
}

/// One campaign, or the open briefs of none.
#[derive(Clone, Debug, PartialEq)]
pub struct DiffSection {
    /// Id and title of the campaign.
    pub campaign: Option<(String, String)>,
    pub launch_before: Option<Day>,
    pub launch_after: Option<Day>,
    pub before: Option<Standing>,
    pub after: Option<Standing>,
    pub launches: Vec<LaunchMove>,
    /// Those that moved furthest first.
    pub moved: Vec<MovedTask>,
    pub added: Vec<ChangedTask>,
    pub removed: Vec<ChangedTask>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MovedTask {
    pub task: String,
    pub done: bool,
    /// Last days of work.
    pub forecast_before: Option<Day>,
    pub forecast_after: Option<Day>,
    pub latest_before: Option<Day>,
    pub latest_after: Option<Day>,
    pub forecast: HalfDays,
    pub latest: HalfDays,
    pub float_before: Option<HalfDays>,
    pub float_after: Option<HalfDays>,
    pub parts: Vec<Part>,
    /// What time alone moved: for what it waits.
    pub waiting: Option<Waiting>,
    pub weight: Weight,
}

/// Whether a person wants to read of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Telling,
    /// It has not begun, and the calendar went on.
    Quiet,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ChangedTask {
    pub task: String,
    pub cause: Cause,
    pub forecast: Option<Day>,
    pub latest: Option<Day>,
}

/// Why days that go by move a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// For a task under way, itself or one before it.
    On { task: String, since: Option<Day> },
    /// A task that could have begun has not.
    NotBegun { task: String },
}

/// For what each of the tasks waits, by the plan of today and what `why` says of it.
pub fn waiting(plan: &Plan<'_>, why: impl Fn(TaskIndex) -> Option<Why>, names: &[&str]) -> BTreeMap<String, Waiting> {
    let mut found = BTreeMap::new();
    for name in names {
        let reasons = plan.out.find(name).and_then(&why);
        let Some(root) = reasons.as_ref().and_then(|why| why.early.last()) else {
            continue;
        };
        let task = &plan.out.tasks[root.task.0 as usize];
        let waits = match (task.state, &root.reason) {
            (TaskState::UnderWay(since), _) => Waiting::On {
                task: task.name.clone(),
                since: since.map(Instant::day_after),
            },
            (TaskState::Ahead, Reason::Today) => Waiting::NotBegun {
                task: task.name.clone(),
            },
            _ => continue,
        };
        found.insert((*name).to_owned(), waits);
    }
    found
}

impl DiffSection {
    pub fn of(
        campaign: Option<(String, String)>,
        (first, last): (&Snapshot, &Snapshot),
        found: &Comparison,
        mut waits: BTreeMap<String, Waiting>,
    ) -> Self {
        let mut moved: Vec<MovedTask> = found
            .moved
            .iter()
            .map(|moved| moved_task(moved, waits.remove(&moved.task)))
            .collect();
        let by = |task: &MovedTask| (task.forecast.0.abs()).max(task.latest.0.abs());
        moved.sort_by_key(|task| (std::cmp::Reverse(by(task)), task.task.clone()));
        Self {
            campaign,
            launch_before: first.launch,
            launch_after: last.launch,
            before: first.standing,
            after: last.standing,
            launches: found.launches.clone(),
            moved,
            added: found.added.iter().map(changed_task).collect(),
            removed: found.removed.iter().map(changed_task).collect(),
        }
    }

    /// Moved tasks that a person wants to read of.
    pub fn telling(&self) -> impl Iterator<Item = &MovedTask> {
        self.moved.iter().filter(|task| task.weight == Weight::Telling)
    }

    pub fn is_unchanged(&self) -> bool {
        self.moved.is_empty() && self.added.is_empty() && self.removed.is_empty() && self.launches.is_empty()
    }
}

fn moved_task(moved: &Moved, waiting: Option<Waiting>) -> MovedTask {
    let (before, after) = (moved.before, moved.after);
    let by_time = moved.parts.iter().any(|part| part.cause == Cause::Time);
    let only_time = moved.parts.iter().all(|part| part.cause == Cause::Time);
    let none_left = |float: Option<HalfDays>| float.is_some_and(|float| float.0 <= 0);
    let held_now = none_left(after.float) && !none_left(before.float);
    let is_waiting = matches!(waiting, Some(Waiting::On { .. }));
    let quiet = only_time && moved.late.0 == 0 && !held_now && !is_waiting;
    MovedTask {
        task: moved.task.clone(),
        done: after.done,
        forecast_before: before.early_end.map(Instant::day_before),
        forecast_after: after.early_end.map(Instant::day_before),
        latest_before: before.late_end.map(Instant::day_before),
        latest_after: after.late_end.map(Instant::day_before),
        forecast: moved.early,
        latest: moved.late,
        float_before: before.float,
        float_after: after.float,
        parts: moved.parts.clone(),
        waiting: waiting.filter(|_| by_time),
        weight: if quiet { Weight::Quiet } else { Weight::Telling },
    }
}

fn changed_task(changed: &Changed) -> ChangedTask {
    ChangedTask {
        task: changed.task.clone(),
        cause: changed.cause,
        forecast: changed.dates.early_end.map(Instant::day_before),
        latest: changed.dates.late_end.map(Instant::day_before),
    }
}
