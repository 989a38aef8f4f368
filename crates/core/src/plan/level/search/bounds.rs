//! Answers: does a search stay within its bounds, however large a campaign is?
//! Invariant: work is counted in schedules and steps, so that the answer is the same on every machine.
//! Source: serial schedule generation asks each who could do a task once, Kolisch (1996).

use super::{most_steps, schedules};
use crate::model::campaign::LinkType;
use crate::model::duration::{HalfDays, Length};
use crate::plan::level::compiled::Compiled;
use crate::plan::level::decode::{Decoder, Silent};
use crate::plan::level::priority::{self, Order};
use crate::plan::level::problem::{
    Demand, Direction, Effort, Group, GroupIndex, Problem, Resource, ResourceIndex, Work,
};
use crate::plan::network::{CalendarIndex, Deadline, Grain, Instant, Network, Task, TaskIndex, TaskLink};
use crate::plan::worktime::WorkTime;

const FROM: Instant = Instant(41_640);
const PEOPLE: u32 = 60;
/// Half days and minutes of the tasks of a deliverable, one after the other; the last of them ends by the launch.
const LINE: [(i32, u32); 5] = [(4, 240), (6, 600), (4, 360), (4, 0), (1, 60)];

/// One campaign of so many deliverables, each second one waiting for another, that anybody of sixty can work on.
fn campaign(lines: u32) -> Network {
    let stages = LINE.len() as u32;
    let link = |from: u32, to: u32| TaskLink {
        from: TaskIndex(from),
        to: TaskIndex(to),
        link: LinkType::FinishToStart,
        lag: Length::Working(HalfDays(0)),
    };
    let task = |at: u32| Task {
        end_by: (at % stages == stages - 1).then_some(Instant(FROM.0 + 1_760)),
        ..Task::new(LINE[(at % stages) as usize].0, CalendarIndex(0))
    };
    let chains = (1..lines * stages).filter(|at| !at.is_multiple_of(stages));
    let needs = (0..lines).filter(|line| line % 2 == 1);
    let needs = needs.map(|line| link((line - line % 40) * stages + stages - 1, line * stages));
    Network {
        calendars: vec![WorkTime::weekdays()],
        project_calendar: CalendarIndex(0),
        project_start: FROM,
        deadline: Deadline::LimitsAlone,
        grain: Grain::HalfDays,
        tasks: (0..lines * stages).map(task).collect(),
        links: chains.map(|at| link(at - 1, at)).chain(needs).collect(),
    }
}

fn problem(network: &Network) -> Problem<'_> {
    let half = |at: i32| match network.calendars[0].is_open(Instant(FROM.0 + at)) {
        true => 240,
        false => 0,
    };
    let person = Resource {
        capacity: (0..2_800).map(half).collect(),
        calendar: CalendarIndex(0),
    };
    let work = |at: u32| {
        let (halves, amount) = LINE[at as usize % LINE.len()];
        let demand = Demand {
            any_of: (0..PEOPLE).map(ResourceIndex).collect(),
            amount,
            most_per_day: amount.div_ceil(halves as u32 / 2 + 1) as u16,
        };
        Work {
            demands: vec![demand],
            stretch: None,
            group: Some(GroupIndex(0)),
            rank: at,
        }
    };
    Problem {
        network,
        from: FROM,
        resources: vec![person; PEOPLE as usize],
        works: (0..network.tasks.len() as u32).map(work).collect(),
        groups: vec![Group {
            priority: 0,
            goal: None,
        }],
    }
}

/// What the first schedule of a campaign looks at.
fn steps(lines: u32, direction: Direction) -> u64 {
    let network = campaign(lines);
    let problem = problem(&network);
    let compiled = Compiled::of(&problem).expect("no ring");
    let mut decoder = Decoder::of(&compiled);
    let mut keys = priority::rule(&compiled, direction, 0).expect("the first rule");
    let mut order = Order::default();
    order.sort(&compiled, &mut keys, direction);
    decoder.decode(&order.tasks, direction, &mut Silent);
    let nobody = decoder.schedule.start.iter().filter(|start| **start == super::NOWHERE);
    assert_eq!(nobody.count(), 0, "every task has its place");
    decoder.room.steps
}

#[test]
fn no_search_places_more_than_so_many_tasks() {
    let sizes = [1, 50, 500, 2_000, 10_000, 20_000, 100_000, 1_000_000];
    for (effort, most) in [
        (Effort::Quick, 60_000),
        (Effort::Normal, 300_000),
        (Effort::Thorough, 8_000_000),
    ] {
        for tasks in sizes {
            let placed = u64::from(schedules(effort, tasks as usize)) * tasks;
            assert!(
                (tasks..=most.max(tasks)).contains(&placed),
                "{effort:?} of {tasks}: {placed}"
            );
        }
    }
    let large = [Effort::Quick, Effort::Normal, Effort::Thorough].map(|effort| schedules(effort, 10_000));
    assert_eq!(large, [6, 29, 800]);
}

#[test]
fn a_campaign_of_20_000_tasks_is_searched_within_its_bounds() {
    for direction in [Direction::Backward, Direction::Forward] {
        let taken = steps(4_000, direction);
        for effort in [Effort::Quick, Effort::Normal, Effort::Thorough] {
            let all = u64::from(schedules(effort, 20_000)) * taken;
            assert!(all <= most_steps(effort), "{effort:?}: {all} steps");
        }
        // Once for each who could do a task: it does not grow with what is already placed.
        assert!(taken <= 20_000 * u64::from(PEOPLE), "{direction:?}: {taken} steps");
    }
}
