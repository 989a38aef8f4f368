//! How long a schedule takes, by the number of tasks: `cargo bench --bench plan`.

use crops::model::campaign::LinkType;
use crops::model::duration::{HalfDays, Length};
use crops::plan::network::{CalendarIndex, Deadline, Grain, Instant, Network, Task, TaskIndex, TaskLink};
use crops::plan::passes::schedule;
use crops::plan::worktime::WorkTime;
use divan::Bencher;

fn main() {
    divan::main();
}

/// Campaigns of fifty tasks: chains of stages that wait for each other, three calendars, lags of both kinds.
fn network(tasks: u32) -> Network {
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
        .filter(|at| !at.is_multiple_of(50))
        .map(|at| link(at - 1, at, none));
    let needs = (10..tasks)
        .filter(|at| at % 50 >= 10 && at.is_multiple_of(2))
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
        project_start: Instant(41_000),
        deadline: Deadline::At(Instant(42_000)),
        grain: Grain::HalfDays,
        tasks: (0..tasks).map(task).collect(),
        links: sequence.chain(needs).collect(),
    }
}

#[divan::bench(args = [100, 1_000, 10_000, 100_000])]
fn early_late_and_floats(bencher: Bencher<'_, '_>, tasks: u32) {
    let network = network(tasks);
    bencher.bench(|| schedule(&network).is_ok());
}
