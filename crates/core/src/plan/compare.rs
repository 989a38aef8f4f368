//! Answers: which tasks moved between two plans, by how much, and with which step?
//! Invariant: the parts of a task's move add up to the whole of it; a plan against itself has no move.

use super::answer::{Plan, Verdict};
use super::network::Instant;
use super::task::TaskState;
use super::worktime::WorkTime;
use crate::model::Day;
use crate::model::duration::{HalfDays, Minutes};
use std::collections::BTreeMap;

/// The dates of one plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    pub launch: Option<Day>,
    /// `None`: nothing has a day to be ready by, or all is done.
    pub standing: Option<Standing>,
    pub tasks: BTreeMap<String, TaskDates>,
}

/// What the dates of a plan count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// Open days alone.
    #[default]
    Calendars,
    /// The hours that people have, too.
    People,
}

/// How near the goal is that is nearest to its limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Until the margin is touched.
    pub spare: HalfDays,
    pub margin_used: HalfDays,
    pub short: HalfDays,
    /// Work that nobody who could do it has the time for.
    pub lacking: Minutes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskDates {
    /// The forecast: its real end, or the earliest one. `None`: nobody saw it, or its calendar never opens.
    pub early_end: Option<Instant>,
    /// By when it must end; `None` when nothing pulls it, or it is done.
    pub late_end: Option<Instant>,
    pub float: Option<HalfDays>,
    pub done: bool,
}

impl Snapshot {
    /// The tasks of the groups that `of` takes.
    pub fn of(plan: &Plan<'_>, launch: Option<Day>, of: impl Fn(usize) -> bool) -> Self {
        let known = |at: Instant| (!at.is_out_of_range()).then_some(at);
        let mut tasks = BTreeMap::new();
        for (at, task) in plan.out.tasks.iter().enumerate() {
            if !of(task.group) {
                continue;
            }
            let dates = &plan.schedule.tasks[at];
            let done = matches!(task.state, TaskState::Done(_));
            let early_end = match task.state {
                TaskState::Done(real) => real.map(|real| real.end),
                TaskState::Ahead | TaskState::UnderWay(_) => known(dates.early.end),
            };
            let late = dates.late.filter(|_| !done);
            let dates = TaskDates {
                early_end,
                late_end: late.and_then(|late| known(late.end)),
                float: dates.total_float.filter(|_| !done),
                done,
            };
            tasks.insert(task.name.clone(), dates);
        }
        Self {
            launch,
            standing: standing(plan.verdict),
            tasks,
        }
    }
}

/// `None`: nothing has a day to be ready by, or all is done.
pub fn standing(verdict: Verdict) -> Option<Standing> {
    let none = Standing::default();
    match verdict {
        Verdict::Nothing | Verdict::Done | Verdict::Undated => None,
        Verdict::Fits { spare } => Some(Standing { spare, ..none }),
        Verdict::MarginUsed { used, .. } => Some(Standing {
            margin_used: used,
            ..none
        }),
        Verdict::Short { by, .. } => Some(Standing { short: by, ..none }),
    }
}

/// What brought one plan to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Days went by and no commit changed anything.
    Time,
    /// A commit, by its number in the caller's list.
    Commit(usize),
    /// Files that are not committed.
    Uncommitted,
}

/// One step from a plan to the next.
#[derive(Clone, Debug)]
pub struct Step {
    pub cause: Cause,
    pub after: Snapshot,
    /// Of a merge: what the commits of the merged side did, where that is known.
    pub sides: Vec<Side>,
}

/// A commit of a merged side, and the plans around it.
#[derive(Clone, Debug)]
pub struct Side {
    pub commit: usize,
    pub before: Snapshot,
    pub after: Snapshot,
}

/// What came of all steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// In the order of their names.
    pub moved: Vec<Moved>,
    pub added: Vec<Changed>,
    pub removed: Vec<Changed>,
    /// Each step that changed the day of the launch.
    pub launches: Vec<LaunchMove>,
}

/// A task that ends, or must end, on another day.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub task: String,
    pub before: TaskDates,
    pub after: TaskDates,
    /// Of the forecast; later is positive.
    pub early: HalfDays,
    /// Of the day by which it must end.
    pub late: HalfDays,
    /// In the order of the steps; time alone comes first.
    pub parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub cause: Cause,
    pub early: HalfDays,
    pub late: HalfDays,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    pub task: String,
    pub cause: Cause,
    pub dates: TaskDates,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaunchMove {
    pub cause: Cause,
    pub from: Option<Day>,
    pub to: Option<Day>,
}

/// Compares the first plan with that after the last step, on one calendar.
pub fn compare(first: &Snapshot, steps: &[Step], time: &WorkTime) -> Comparison {
    let last = steps.last().map_or(first, |step| &step.after);
    let mut found = Comparison::default();
    for (task, after) in &last.tasks {
        match first.tasks.get(task) {
            Some(before) => found.moved.extend(moved(task, *before, *after, first, steps, time)),
            None => found.added.push(Changed {
                task: task.clone(),
                cause: since(task, first, steps),
                dates: *after,
            }),
        }
    }
    for (task, before) in &first.tasks {
        if !last.tasks.contains_key(task) {
            found.removed.push(Changed {
                task: task.clone(),
                cause: since(task, first, steps),
                dates: *before,
            });
        }
    }
    let mut launch = first.launch;
    for step in steps {
        if step.after.launch != launch {
            found.launches.push(LaunchMove {
                cause: launch_cause(step),
                from: launch,
                to: step.after.launch,
            });
            launch = step.after.launch;
        }
    }
    if first.launch == last.launch {
        found.launches.clear();
    }
    found
}

fn launch_cause(step: &Step) -> Cause {
    let side = step.sides.iter().find(|side| side.before.launch != side.after.launch);
    side.map_or(step.cause, |side| Cause::Commit(side.commit))
}

/// The last step with which a task came or went.
fn since(task: &str, first: &Snapshot, steps: &[Step]) -> Cause {
    let mut there = first.tasks.contains_key(task);
    let mut cause = Cause::Time;
    for step in steps {
        let is = step.after.tasks.contains_key(task);
        if is != there {
            let side = step
                .sides
                .iter()
                .find(|side| side.before.tasks.contains_key(task) != is && side.after.tasks.contains_key(task) == is);
            cause = side.map_or(step.cause, |side| Cause::Commit(side.commit));
            there = is;
        }
    }
    cause
}

/// The last days known of a task.
#[derive(Clone, Copy, Default)]
struct Known {
    early: Option<Instant>,
    late: Option<Instant>,
}

impl Known {
    fn of(snapshot: &Snapshot, task: &str) -> Self {
        let dates = snapshot.tasks.get(task);
        Self {
            early: dates.and_then(|dates| dates.early_end),
            late: dates.and_then(|dates| dates.late_end),
        }
    }

    /// Goes on to other days; what is not known there stays.
    fn go_on(&mut self, next: Self, time: &WorkTime) -> (i32, i32) {
        let gone = |from: Option<Instant>, to: Option<Instant>| match (from, to) {
            (Some(from), Some(to)) => time.count(from, to),
            _ => 0,
        };
        let by = (gone(self.early, next.early), gone(self.late, next.late));
        self.early = next.early.or(self.early);
        self.late = next.late.or(self.late);
        by
    }
}

fn moved(
    task: &str,
    before: TaskDates,
    after: TaskDates,
    first: &Snapshot,
    steps: &[Step],
    time: &WorkTime,
) -> Option<Moved> {
    let mut known = Known::of(first, task);
    let mut parts: BTreeMap<Cause, (i32, i32)> = BTreeMap::new();
    let mut add = |cause: Cause, (early, late): (i32, i32)| {
        let part = parts.entry(cause).or_default();
        *part = (part.0 + early, part.1 + late);
    };
    let (mut early, mut late) = (0, 0);
    for step in steps {
        let by = known.go_on(Known::of(&step.after, task), time);
        (early, late) = (early + by.0, late + by.1);
        let mut rest = by;
        for side in step.sides.iter().filter(|_| by != (0, 0)) {
            let by = Known::of(&side.before, task).go_on(Known::of(&side.after, task), time);
            rest = (rest.0 - by.0, rest.1 - by.1);
            add(Cause::Commit(side.commit), by);
        }
        add(step.cause, rest);
    }
    let part = |(cause, (early, late)): (Cause, (i32, i32))| Part {
        cause,
        early: HalfDays(early),
        late: HalfDays(late),
    };
    let parts = parts.into_iter().filter(|(_, by)| *by != (0, 0)).map(part).collect();
    (early != 0 || late != 0).then(|| Moved {
        task: task.to_owned(),
        before,
        after,
        early: HalfDays(early),
        late: HalfDays(late),
        parts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::day;
    use proptest::prelude::*;

    fn dates(early: Option<i32>, late: Option<i32>) -> TaskDates {
        TaskDates {
            early_end: early.map(Instant),
            late_end: late.map(Instant),
            float: None,
            done: false,
        }
    }

    fn snapshot(tasks: Vec<Option<(Option<i32>, Option<i32>)>>) -> Snapshot {
        let named = tasks.into_iter().enumerate().filter_map(|(at, task)| {
            let (early, late) = task?;
            Some((format!("t{at}"), dates(early, late)))
        });
        Snapshot {
            tasks: named.collect(),
            ..Snapshot::default()
        }
    }

    prop_compose! {
        fn some_snapshot()(tasks in proptest::collection::vec(
            proptest::option::weighted(0.9, (proptest::option::of(41_000..41_100), proptest::option::of(41_000..41_100))), 3,
        )) -> Snapshot { snapshot(tasks) }
    }

    prop_compose! {
        fn some_step()(cause in 0_usize..6, after in some_snapshot(), side in proptest::option::of((some_snapshot(), some_snapshot()))) -> Step {
            let cause = match cause {
                0 => Cause::Time,
                1 => Cause::Uncommitted,
                number => Cause::Commit(number),
            };
            let sides = side.map(|(before, after)| Side { commit: 9, before, after });
            Step { cause, after, sides: sides.into_iter().collect() }
        }
    }

    proptest! {
        #[test]
        fn the_parts_of_a_move_add_up_to_it(first in some_snapshot(), steps in proptest::collection::vec(some_step(), 0..6)) {
            let time = WorkTime::weekdays();
            let found = compare(&first, &steps, &time);
            for moved in &found.moved {
                let early: i32 = moved.parts.iter().map(|part| part.early.0).sum();
                let late: i32 = moved.parts.iter().map(|part| part.late.0).sum();
                prop_assert_eq!((early, late), (moved.early.0, moved.late.0));
                if let (Some(from), Some(to)) = (moved.before.early_end, moved.after.early_end) {
                    prop_assert_eq!(early, time.count(from, to));
                }
            }
            let last = steps.last().map_or(&first, |step| &step.after);
            let came = last.tasks.keys().filter(|task| !first.tasks.contains_key(*task)).count();
            prop_assert_eq!(found.added.len(), came);
        }

        #[test]
        fn a_plan_against_itself_has_no_move(first in some_snapshot(), cause in 0_usize..3) {
            let step = Step { cause: Cause::Commit(cause), after: first.clone(), sides: Vec::new() };
            prop_assert_eq!(compare(&first, &[step], &WorkTime::weekdays()), Comparison::default());
        }
    }

    #[test]
    fn each_step_has_what_it_did_and_a_merge_what_its_side_did_not() {
        let at = |day: i32| snapshot(vec![Some((Some(day * 2), None))]);
        let monday = Instant::start_of(day("2026-11-16")).0 / 2;
        let commit = |number, days| Step {
            cause: Cause::Commit(number),
            after: at(monday + days),
            sides: Vec::new(),
        };
        let side = Side {
            commit: 2,
            before: at(monday + 1),
            after: at(monday + 3),
        };
        let merge = Step {
            sides: vec![side],
            ..commit(1, 4)
        };
        let back = Step {
            cause: Cause::Time,
            ..commit(0, 5)
        };
        let found = compare(&at(monday), &[commit(0, 1), merge, back], &WorkTime::weekdays());
        let parts: Vec<_> = found.moved[0]
            .parts
            .iter()
            .map(|part| (part.cause, part.early.0))
            .collect();
        // the Friday evening is the Saturday morning
        let expected = [
            (Cause::Commit(0), 2),
            (Cause::Commit(1), 2),
            (Cause::Commit(2), 4),
            (Cause::Time, 2),
        ];
        let mut expected = expected.to_vec();
        expected.sort();
        assert_eq!((found.moved[0].early.0, parts), (10, expected));
    }
}
