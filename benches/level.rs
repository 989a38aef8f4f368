//! How long a levelled plan takes inside the process, by the number of tasks: `cargo bench --bench level`.

use crops::model::campaign::LinkType;
use crops::model::duration::{HalfDays, Length};
use crops::plan::level::level;
use crops::plan::level::problem::{Ask, Demand, Effort, Group, GroupIndex, Problem, Resource, ResourceIndex, Work};
use crops::plan::network::{CalendarIndex, Deadline, Grain, Instant, Network, Task, TaskIndex, TaskLink};
use crops::plan::worktime::WorkTime;
use divan::Bencher;

fn main() {
    divan::main();
}

/// The half days that are known.
const FROM: i32 = 41_000;
const LAST: i32 = 42_500;

/// Campaigns of fifty tasks in chains, one launch every few days; every fifth task can be done by one of three.
fn network(tasks: u32) -> Network {
    let task = |at: u32| Task {
        end_by: (at % 50 == 49).then(|| Instant(FROM + 800 + 2 * ((at / 50) * 300 / (tasks / 50)) as i32)),
        ..Task::new(2 + (at * 7 % 9) as i32, CalendarIndex(0))
    };
    let link = |from: u32, to: u32| TaskLink {
        from: TaskIndex(from),
        to: TaskIndex(to),
        link: LinkType::FinishToStart,
        lag: Length::Working(HalfDays(0)),
    };
    let links = (0..tasks).filter(|at| at % 50 != 49).map(|at| {
        let last = at - at % 50 + 49;
        link(at, last.min(at + 1 + at * 11 % 6))
    });
    Network {
        calendars: vec![WorkTime::weekdays()],
        project_calendar: CalendarIndex(0),
        project_start: Instant(FROM),
        deadline: Deadline::LimitsAlone,
        grain: Grain::HalfDays,
        tasks: (0..tasks).map(task).collect(),
        links: links.collect(),
    }
}

fn problem(network: &Network) -> Problem<'_> {
    let tasks = network.tasks.len() as u32;
    let people = (tasks / 40).max(4);
    let half = |at: i32| {
        if network.calendars[0].is_open(Instant(at)) {
            210
        } else {
            0
        }
    };
    let person = Resource {
        capacity: (FROM..LAST).map(half).collect(),
        calendar: CalendarIndex(0),
    };
    let work = |(at, own): (u32, &Task)| {
        let one = at * 31 % people;
        let others = if at % 5 == 0 { 3 } else { 1 };
        Work {
            demands: vec![Demand {
                any_of: (0..others).map(|more| ResourceIndex((one + more) % people)).collect(),
                amount: 210 * own.duration as u32,
                most_per_day: 420,
            }],
            stretch: None,
            group: Some(GroupIndex(at / 50)),
            rank: at,
        }
    };
    Problem {
        network,
        from: Instant(FROM),
        resources: vec![person; people as usize],
        works: (0..).zip(&network.tasks).map(work).collect(),
        groups: (0..tasks / 50)
            .map(|campaign| Group {
                priority: 0,
                goal: network.tasks[campaign as usize * 50 + 49].end_by,
            })
            .collect(),
    }
}

fn run(bencher: Bencher<'_, '_>, tasks: u32, effort: Effort) {
    let network = network(tasks);
    let problem = problem(&network);
    let ask = Ask {
        effort,
        ..Ask::default()
    };
    bencher.bench(|| level(&problem, ask).is_ok());
}

#[divan::bench(args = [50, 500, 2_000, 10_000])]
fn one_schedule(bencher: Bencher<'_, '_>, tasks: u32) {
    run(bencher, tasks, Effort::Schedules(1));
}

#[divan::bench(args = [50, 500, 2_000, 10_000])]
fn quick(bencher: Bencher<'_, '_>, tasks: u32) {
    run(bencher, tasks, Effort::Quick);
}

#[divan::bench(args = [50, 500, 2_000, 10_000])]
fn normal(bencher: Bencher<'_, '_>, tasks: u32) {
    run(bencher, tasks, Effort::Normal);
}
