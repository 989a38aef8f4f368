//! Answers: do levelled plans keep what they promise, whatever is asked?

use crate::levelling_checker::{faults, faults_of_justified};
use chrono::Weekday;
use crops::model::campaign::LinkType;
use crops::model::duration::{HalfDays, Length};
use crops::plan::level::justify::{justified, latest_alone};
use crops::plan::level::level;
use crops::plan::level::problem::{
    Ask, Demand, Direction, Effort, Group, GroupIndex, Levelled, Outcome, Problem, Resource, ResourceIndex, Work,
};
use crops::plan::network::{
    Actual, CalendarIndex, Deadline, Grain, Instant, Network, Placement, Task, TaskIndex, TaskLink,
};
use crops::plan::passes::schedule;
use crops::plan::worktime::WorkTime;

const BOTH: [Direction; 2] = [Direction::Backward, Direction::Forward];
const WEEK: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
/// A Monday in 2027, and how much is known around it.
const START: i32 = 41_630;
const BEFORE: i32 = 700;
const AFTER: i32 = 700;

/// Numbers that are the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: i32) -> i32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit.max(1) as u64) as i32
    }

    fn one_in(&mut self, times: i32) -> bool {
        self.below(times) == 0
    }
}

/// A network and what people have to do with it.
struct Case {
    network: Network,
    resources: Vec<Resource>,
    works: Vec<Work>,
    groups: Vec<Group>,
}

impl Case {
    fn problem(&self) -> Problem<'_> {
        Problem {
            network: &self.network,
            from: Instant(START - BEFORE),
            resources: self.resources.clone(),
            works: self.works.clone(),
            groups: self.groups.clone(),
        }
    }

    fn level(&self, direction: Direction, effort: Effort) -> Levelled {
        let ask = Ask {
            direction,
            effort,
            seed: 7,
        };
        level(&self.problem(), ask).expect("no ring")
    }

    /// Tasks of all kinds, people of all hours.
    fn random(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let grain = if dice.one_in(3) {
            Grain::WholeDays
        } else {
            Grain::HalfDays
        };
        let mut calendars = vec![
            WorkTime::of_week(&WEEK, &[]),
            WorkTime::of_week(&WEEK[..4], &[]),
            WorkTime::always(),
        ];
        let resources = (0..1 + dice.below(4))
            .map(|_| resource(&mut dice, &mut calendars))
            .collect::<Vec<_>>();
        let count = 2 + dice.below(12);
        let tasks: Vec<Task> = (0..count).map(|_| task(&mut dice, grain)).collect();
        let mut works: Vec<Work> = tasks
            .iter()
            .map(|own| work(&mut dice, own, resources.len() as i32))
            .collect();
        let turn = dice.below(count);
        for (rank, work) in (0..).zip(&mut works) {
            work.rank = ((rank + turn) % count) as u32;
        }
        let links = (0..dice.below(2 * count)).filter_map(|_| link(&mut dice, count, grain));
        let links: Vec<TaskLink> = links.collect();
        let goal = Instant(START + 100 + 2 * dice.below(40));
        Self {
            network: Network {
                calendars,
                project_calendar: CalendarIndex(0),
                project_start: Instant(START),
                deadline: Deadline::At(goal),
                grain,
                links,
                tasks,
            },
            resources,
            works,
            groups: (0..2)
                .map(|priority| Group {
                    priority,
                    goal: Some(goal),
                })
                .collect(),
        }
    }

    /// The same, written in another order.
    fn permuted(&self, seed: u64) -> (Self, Vec<usize>) {
        let mut dice = Dice(seed);
        let mut order: Vec<usize> = (0..self.works.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, dice.below(at as i32 + 1) as usize);
        }
        let place = |task: TaskIndex| TaskIndex(order.iter().position(|at| *at == task.0 as usize).expect("it") as u32);
        let mut network = self.network.clone();
        network.tasks = order.iter().map(|at| self.network.tasks[*at].clone()).collect();
        network.links.reverse();
        for link in &mut network.links {
            (link.from, link.to) = (place(link.from), place(link.to));
        }
        let other = Self {
            network,
            resources: self.resources.clone(),
            works: order.iter().map(|at| self.works[*at].clone()).collect(),
            groups: self.groups.clone(),
        };
        (other, order)
    }
}

fn resource(dice: &mut Dice, calendars: &mut Vec<WorkTime>) -> Resource {
    let week = &WEEK[..2 + dice.below(4) as usize];
    let closed: Vec<_> = (0..dice.below(4))
        .map(|_| {
            let first = START + dice.below(120) - 20;
            (Instant(first).day_after(), Instant(first + dice.below(14)).day_after())
        })
        .collect();
    let time = WorkTime::of_week(week, &closed);
    let usual = [210, 240, 60, 7][dice.below(4) as usize];
    let mut even = usual;
    let capacity = (START - BEFORE..START + AFTER).map(|half| {
        if half % 14 == 0 && dice.one_in(4) {
            even = 1 + dice.below(240);
        }
        if time.is_open(Instant(half)) { even as u16 } else { 0 }
    });
    let capacity = capacity.collect();
    calendars.push(time);
    Resource {
        capacity,
        calendar: CalendarIndex(calendars.len() as u32 - 1),
    }
}

fn task(dice: &mut Dice, grain: Grain) -> Task {
    let duration = match grain {
        Grain::HalfDays => dice.below(9),
        Grain::WholeDays => 2 * dice.below(5),
    };
    let mut own = Task::new(duration, CalendarIndex(dice.below(3) as u32));
    let some_day = |dice: &mut Dice| Instant(START + 2 * dice.below(50));
    if dice.one_in(8) {
        own.not_before = Some(some_day(dice));
    }
    if dice.one_in(8) {
        own.end_by = Some(some_day(dice));
    }
    if dice.one_in(12) {
        let start = Instant(START - 2 * dice.below(10) - 2);
        own.actual = match dice.one_in(2) {
            true => Actual::Started(start),
            false => Actual::Done(Placement {
                start,
                end: Instant(start.0 + 2),
            }),
        };
    }
    own
}

fn work(dice: &mut Dice, own: &Task, resources: i32) -> Work {
    let days = (own.duration + 1) / 2;
    let mut demands = Vec::new();
    for _ in 0..dice.below(3).min(resources) {
        let mut any_of: Vec<ResourceIndex> = (0..resources as u32).map(ResourceIndex).collect();
        any_of.rotate_left(dice.below(resources) as usize);
        any_of.truncate(1 + dice.below(resources) as usize);
        let amount = [210, 420, 100, 7][dice.below(4) as usize] * days.max(1) as u32;
        demands.push(Demand {
            any_of,
            amount,
            most_per_day: amount.div_ceil(days.max(1) as u32) as u16,
        });
    }
    Work {
        demands,
        stretch: dice.one_in(3).then(|| own.duration * 2 + 4),
        group: [None, Some(GroupIndex(0)), Some(GroupIndex(1))][dice.below(3) as usize],
        rank: 0,
    }
}

fn link(dice: &mut Dice, count: i32, grain: Grain) -> Option<TaskLink> {
    let (from, to) = (dice.below(count), dice.below(count));
    if from >= to {
        return None;
    }
    let halves = match grain {
        Grain::HalfDays => dice.below(7) - 2,
        Grain::WholeDays => 2 * (dice.below(4) - 1),
    };
    let (types, lags) = (dice.below(8), dice.below(4));
    Some(TaskLink {
        from: TaskIndex(from as u32),
        to: TaskIndex(to as u32),
        link: match types {
            0 => LinkType::StartToStart,
            1 => LinkType::FinishToFinish,
            2 => LinkType::StartToFinish,
            _ => LinkType::FinishToStart,
        },
        lag: match lags {
            0 => Length::Working(HalfDays(halves)),
            1 => Length::ElapsedDays(halves / 2),
            _ => Length::Working(HalfDays(0)),
        },
    })
}

#[test]
fn no_plan_breaks_a_link_a_limit_or_a_persons_day() {
    let (mut placed, mut loads) = (0, 0);
    for seed in 0..700 {
        let case = Case::random(seed);
        for direction in BOTH {
            let levelled = case.level(direction, Effort::Schedules(1 + seed as u32 % 30));
            let faults = faults(&case.problem(), &levelled, direction);
            assert!(faults.is_empty(), "seed {seed}, {direction:?}: {faults:#?}");
            let outcomes = levelled.tasks.iter().filter(|task| task.outcome == Outcome::Placed);
            placed += outcomes.count();
            loads += levelled.loads.len();
        }
    }
    assert!(placed > 6_000 && loads > 30_000, "{placed} tasks, {loads} loads");
}

impl Case {
    /// With limits that a plan made forward keeps.
    fn kept_by(mut self, early: &Levelled) -> Self {
        let ends: Vec<Option<Instant>> = early
            .tasks
            .iter()
            .map(|task| task.place.map(|place| place.end))
            .collect();
        for (task, end) in self.network.tasks.iter_mut().zip(&ends) {
            task.end_by = task.end_by.max(task.end_by.and(*end));
        }
        if let Deadline::At(goal) = self.network.deadline {
            self.network.deadline = Deadline::At(ends.into_iter().flatten().fold(goal, Instant::max));
        }
        self
    }
}

#[test]
fn a_justified_plan_is_nowhere_earlier_and_breaks_nothing() {
    let (mut later, mut whole) = (0, 0);
    for seed in 0..700 {
        let case = Case::random(seed);
        let early = case.level(Direction::Forward, Effort::Schedules(1 + seed as u32 % 30));
        let case = case.kept_by(&early);
        let late = justified(&case.problem(), &early).expect("no ring");
        let faults = faults_of_justified(&case.problem(), &late);
        assert!(faults.is_empty(), "seed {seed}: {faults:#?}");
        for (task, (early, late)) in early.tasks.iter().zip(&late.tasks).enumerate() {
            assert_eq!(
                (early.outcome, &early.doers),
                (late.outcome, &late.doers),
                "seed {seed}, task {task}"
            );
            let (Some(early), Some(late)) = (early.place, late.place) else {
                continue;
            };
            assert!(
                early.start <= late.start && early.end <= late.end,
                "seed {seed}, task {task}"
            );
            later += usize::from(early != late);
        }
        assert_eq!(
            justified(&case.problem(), &late).expect("no ring"),
            late,
            "seed {seed}: it can be later still"
        );
        whole += usize::from(case.network.grain == Grain::WholeDays);
    }
    assert!(
        later > 3_000 && whole > 100,
        "{later} tasks, {whole} plans in whole days"
    );
}

#[test]
fn a_task_may_slip_alone_by_its_free_float_and_no_further() {
    let mut slipped = 0;
    for seed in 0..700 {
        let case = Case::random(seed);
        let early = case.level(Direction::Forward, Effort::Schedules(1 + seed as u32 % 30));
        let case = case.kept_by(&early);
        let problem = case.problem();
        for (task, latest) in latest_alone(&problem, &early).expect("no ring").into_iter().enumerate() {
            let (Some(latest), Some(place)) = (latest, early.tasks[task].place) else {
                continue;
            };
            assert!(
                latest.start >= place.start && latest.end >= place.end,
                "seed {seed}, task {task}"
            );
            if latest == place {
                continue;
            }
            // The others are held where they are: only this one may move, and it does.
            let mut held = case.network.clone();
            for (at, own) in held.tasks.iter_mut().enumerate() {
                if let Some(place) = early.tasks[at].place.filter(|_| at != task) {
                    own.end_by = Some(place.end);
                }
            }
            let problem = Problem {
                network: &held,
                ..problem.clone()
            };
            let moved = justified(&problem, &early).expect("no ring");
            let faults = faults_of_justified(&problem, &moved);
            assert!(faults.is_empty(), "seed {seed}, task {task}: {faults:#?}");
            let others = (0..moved.tasks.len()).filter(|at| *at != task);
            if others.clone().all(|at| moved.tasks[at] == early.tasks[at]) {
                assert_eq!(moved.tasks[task].place, Some(latest), "seed {seed}, task {task}");
                slipped += 1;
            }
        }
    }
    assert!(slipped > 500, "{slipped} tasks");
}

#[test]
fn the_same_question_gives_the_same_plan_however_the_files_are_sorted() {
    for seed in 0..150 {
        let case = Case::random(seed);
        let (other, order) = case.permuted(seed + 1);
        for direction in BOTH {
            let effort = Effort::Schedules(25);
            let one = case.level(direction, effort);
            assert_eq!(one, case.level(direction, effort), "seed {seed}");
            let two = other.level(direction, effort);
            for (task, at) in two.tasks.iter().zip(&order) {
                assert_eq!(*task, one.tasks[*at], "seed {seed}, {direction:?}, task {at}");
            }
        }
    }
}

#[test]
fn without_people_a_levelled_plan_is_that_of_the_calendars() {
    for seed in 0..300 {
        let mut case = Case::random(seed);
        case.works.iter_mut().for_each(|work| work.demands.clear());
        let dates = schedule(&case.network).expect("no ring").tasks;
        let late = case.level(Direction::Backward, Effort::Quick);
        let early = case.level(Direction::Forward, Effort::Quick);
        for (task, dates) in dates.iter().enumerate() {
            assert_eq!(late.tasks[task].place, dates.late, "seed {seed}, task {task}");
            assert_eq!(early.tasks[task].place, Some(dates.early), "seed {seed}, task {task}");
        }
    }
}
/// Tasks without room, and half days by which others would have to start before they may.
fn missing(case: &Case, levelled: &Levelled) -> (usize, i32) {
    let problem = case.problem();
    let late = levelled.too_late(&problem).map(|task| {
        let place = levelled.tasks[task.0 as usize].place.expect("a place");
        problem.floor(task).0 - place.start.0
    });
    let homeless = levelled.tasks.iter().filter(|task| task.outcome == Outcome::NoRoom);
    (homeless.count(), late.sum())
}

#[test]
fn a_later_launch_is_never_harder_to_meet() {
    for seed in 0..60 {
        let mut case = Case::random(seed);
        case.network.tasks.iter_mut().for_each(|task| task.end_by = None);
        case.groups.iter_mut().for_each(|group| group.priority = 0);
        let mut before = (usize::MAX, 0);
        for later in [0, 14, 28, 70] {
            let goal = Instant(START + 30 + later);
            case.network.deadline = Deadline::At(goal);
            case.groups.iter_mut().for_each(|group| group.goal = Some(goal));
            let now = missing(&case, &case.level(Direction::Backward, Effort::Schedules(1_000)));
            assert!(now <= before, "seed {seed}, {later} later: {now:?} after {before:?}");
            before = now;
        }
    }
}
