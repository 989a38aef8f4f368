//! How long a schedule takes, by the number of tasks, and how long it takes again after one change: `cargo bench --bench plan`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::expect_used,
    reason = "measures time, prints what it measured, and stops where it cannot"
)]

use crops::model::campaign::LinkType;
use crops::model::duration::{HalfDays, Length};
use crops::plan::network::{CalendarIndex, Deadline, Grain, Instant as At, Network, Task, TaskIndex, TaskLink};
use crops::plan::passes::schedule;
use crops::plan::replan::{Edit, Replan};
use crops::plan::worktime::WorkTime;
use divan::Bencher;
use std::time::{Duration, Instant};

fn main() {
    replanning();
    divan::main();
}

/// After one change: the whole run, the run of what the change moves, and a plain run of a network of just as many tasks.
fn replanning() {
    const TASKS: u32 = 10_000;
    println!(
        "| {TASKS} tasks, one of them half a day longer | Plain run of all | Again | Placed | Plain run of those | Ratio |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for size in [50, 500, 5_000] {
        let network = network_of(TASKS, size);
        let full = mean(|| {
            let start = Instant::now();
            std::hint::black_box(schedule(&network).is_ok());
            start.elapsed()
        });
        let mut replan = Replan::of(&network).expect("no ring");
        let (mut placed, mut turn) = (0, 0);
        let again = mean(|| {
            turn += 1;
            let index = TaskIndex(turn * 7_919 % TASKS);
            let task = replan.network().task(index).clone();
            let duration = task.duration + 1;
            let start = Instant::now();
            placed += replan.change(&[Edit::Task(index, Task { duration, ..task })]);
            start.elapsed()
        });
        let placed = placed as u32 / RUNS;
        let few = network_of(placed.max(2), size);
        let plain = mean(|| {
            let start = Instant::now();
            std::hint::black_box(schedule(&few).is_ok());
            start.elapsed()
        });
        let us = |time: Duration| time.as_secs_f64() * 1e6;
        println!(
            "| campaigns of {size} | {:.1} µs | {:.1} µs | {placed} | {:.1} µs | {:.2} |",
            us(full),
            us(again),
            us(plain),
            us(again) / us(plain)
        );
    }
}

const RUNS: u32 = 400;

fn mean(mut run: impl FnMut() -> Duration) -> Duration {
    let all: Duration = (0..RUNS).map(|_| run()).sum();
    all / RUNS
}

/// Campaigns of so many tasks: chains of stages that wait for each other, three calendars, lags of both kinds.
fn network_of(tasks: u32, size: u32) -> Network {
    let task = |at: u32| Task::new((at * 7 % 11) as i32, CalendarIndex(u32::from(at.is_multiple_of(5))));
    let link = |from: u32, to: u32, lag: Length| TaskLink {
        from: TaskIndex(from),
        to: TaskIndex(to),
        link: if to.is_multiple_of(9) {
            LinkType::StartToStart
        } else {
            LinkType::FinishToStart
        },
        lag,
    };
    let none = Length::Working(HalfDays(0));
    let sequence = (1..tasks)
        .filter(|at| !at.is_multiple_of(size))
        .map(|at| link(at - 1, at, none));
    let needs = (10..tasks)
        .filter(|at| at % size >= 10 && at.is_multiple_of(2))
        .map(|at| {
            let lag = if at.is_multiple_of(3) {
                Length::ElapsedDays(2)
            } else {
                Length::Working(HalfDays(3))
            };
            link(at - 7, at, lag)
        });
    Network {
        calendars: vec![WorkTime::weekdays(), WorkTime::always(), WorkTime::weekdays()],
        project_calendar: CalendarIndex(0),
        project_start: At(41_000),
        deadline: Deadline::At(At(42_000)),
        grain: Grain::HalfDays,
        tasks: (0..tasks).map(task).collect(),
        links: sequence.chain(needs).collect(),
    }
}

#[divan::bench(args = [100, 1_000, 10_000, 100_000])]
fn early_late_and_floats(bencher: Bencher<'_, '_>, tasks: u32) {
    let network = network_of(tasks, 50);
    bencher.bench(|| schedule(&network).is_ok());
}
