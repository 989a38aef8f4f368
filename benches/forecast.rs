//! How long a forecast takes, by the number of tasks, on one thread: `cargo bench --bench forecast`.

use crops::model::campaign::LinkType;
use crops::model::duration::{HalfDays, Length};
use crops::plan::forecast::run::{Aim, Model};
use crops::plan::forecast::spread::{Draw, Spread};
use crops::plan::network::{CalendarIndex, Deadline, Grain, Instant, Network, Task, TaskIndex, TaskLink};
use crops::plan::worktime::WorkTime;
use divan::Bencher;

fn main() {
    divan::main();
}

/// Past multiples of the plan, as a studio has them.
const PAST: [f64; 12] = [0.4, 0.6, 0.8, 0.9, 1.0, 1.0, 1.1, 1.2, 1.4, 1.7, 2.0, 3.1];

/// Chains of ten stages that wait for each other, of two calendars.
fn network(tasks: u32) -> Network {
    let task = |at: u32| Task::new(1 + (at * 7 % 11) as i32, CalendarIndex(u32::from(at.is_multiple_of(5))));
    let link = |from: u32, to: u32| TaskLink {
        from: TaskIndex(from),
        to: TaskIndex(to),
        link: LinkType::FinishToStart,
        lag: Length::Working(HalfDays(0)),
    };
    let sequence = (1..tasks)
        .filter(|at| !at.is_multiple_of(10))
        .map(|at| link(at - 1, at));
    let needs = (12..tasks)
        .filter(|at| at.is_multiple_of(4))
        .map(|at| link(at - 11, at));
    Network {
        calendars: vec![WorkTime::weekdays(), WorkTime::weekdays()],
        project_calendar: CalendarIndex(0),
        project_start: Instant(41_000),
        deadline: Deadline::LimitsAlone,
        grain: Grain::HalfDays,
        tasks: (0..tasks).map(task).collect(),
        links: sequence.chain(needs).collect(),
    }
}

/// Ten thousand runs, with the critical tasks of each.
#[divan::bench(args = [50, 500, 5_000], sample_count = 3)]
fn ten_thousand_runs(bencher: Bencher<'_, '_>, tasks: u32) {
    let network = network(tasks);
    let draws = network
        .tasks
        .iter()
        .map(|task| Draw::Spread(Spread::of(&PAST, task.duration)));
    let parts = (9..tasks as usize)
        .step_by(10)
        .map(|task| (task, Some(Instant(41_400))));
    let mut aims = vec![Aim {
        parts: parts.clone().collect(),
    }];
    aims.extend(parts.map(|part| Aim { parts: vec![part] }));
    let model = Model::new(&network, draws.collect(), Vec::new(), aims, Some(0));
    bencher.bench(|| model.as_ref().map(|model| model.run(1, 0..10_000).runs).ok());
}
