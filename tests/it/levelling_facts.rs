//! Answers: what does a levelled plan say of people: shared days, thin stretches, who was busy, what is missing?

use chrono::Weekday;
use crops::model::campaign::LinkType;
use crops::model::duration::{HalfDays, Length};
use crops::plan::level::level;
use crops::plan::level::overload::overload;
use crops::plan::level::problem::{
    Ask, Demand, Direction, Group, GroupIndex, Levelled, Outcome, Problem, Resource, ResourceIndex, Work,
};
use crops::plan::level::why::{Blocked, Held, held};
use crops::plan::network::{CalendarIndex, Deadline, Grain, Instant, Network, Task, TaskIndex, TaskLink};
use crops::plan::worktime::WorkTime;

/// Monday, 2027-03-01, and five weeks from there.
const MONDAY: i32 = 41_756;
const FRIDAY_EVENING: i32 = MONDAY + 10;
const HALF: u16 = 210;

/// People who work half days of [`HALF`] minutes from Monday to Friday, and what they do by Friday evening.
struct Week {
    network: Network,
    resources: Vec<Resource>,
    works: Vec<Work>,
}

impl Week {
    fn of(people: usize) -> Self {
        let time = WorkTime::weekdays();
        let half = |at: i32| if time.is_open(Instant(at)) { HALF } else { 0 };
        let one = Resource {
            capacity: (MONDAY - 70..MONDAY + 70).map(half).collect(),
            calendar: CalendarIndex(0),
        };
        Self {
            network: Network {
                calendars: vec![
                    time,
                    WorkTime::of_week(&[], &[]),
                    WorkTime::of_week(&[Weekday::Tue], &[]),
                ],
                project_calendar: CalendarIndex(0),
                project_start: Instant(MONDAY),
                deadline: Deadline::At(Instant(FRIDAY_EVENING)),
                grain: Grain::HalfDays,
                tasks: Vec::new(),
                links: Vec::new(),
            },
            resources: vec![one; people],
            works: Vec::new(),
        }
    }

    /// So many half days, so many minutes in all of one of these.
    fn task(&mut self, halves: i32, minutes: u32, any_of: &[u32]) -> TaskIndex {
        self.network.tasks.push(Task::new(halves, CalendarIndex(0)));
        let days = (halves as u32).div_ceil(2).max(1);
        let demand = Demand {
            any_of: any_of.iter().copied().map(ResourceIndex).collect(),
            amount: minutes,
            most_per_day: minutes.div_ceil(days) as u16,
        };
        self.works.push(Work {
            demands: vec![demand],
            group: Some(GroupIndex(0)),
            rank: self.works.len() as u32,
            stretch: None,
        });
        TaskIndex(self.works.len() as u32 - 1)
    }

    fn link(&mut self, from: TaskIndex, to: TaskIndex) {
        self.network.links.push(TaskLink {
            from,
            to,
            link: LinkType::FinishToStart,
            lag: Length::Working(HalfDays(0)),
        });
    }

    fn problem(&self) -> Problem<'_> {
        Problem {
            network: &self.network,
            from: Instant(MONDAY - 70),
            resources: self.resources.clone(),
            works: self.works.clone(),
            groups: vec![Group {
                priority: 0,
                goal: Some(Instant(FRIDAY_EVENING)),
            }],
        }
    }

    fn level(&self) -> Levelled {
        level(&self.problem(), Ask::default()).expect("no ring")
    }

    /// Half days from Monday morning.
    fn place(&self, levelled: &Levelled, task: TaskIndex) -> (i32, i32) {
        let place = levelled.tasks[task.0 as usize].place.expect("a place");
        (place.start.0 - MONDAY, place.end.0 - MONDAY)
    }
}

#[test]
fn short_tasks_share_a_day() {
    let mut week = Week::of(1);
    for _ in 0..3 {
        week.task(2, 140, &[0]);
    }
    let long = week.task(2, 420, &[0]);
    let levelled = week.level();
    let mut places: Vec<_> = (0..3).map(|task| week.place(&levelled, TaskIndex(task))).collect();
    places.push(week.place(&levelled, long));
    places.sort_unstable();
    assert_eq!(
        places,
        [(6, 8), (8, 10), (8, 10), (8, 10)],
        "three thirds of Friday, and Thursday"
    );
}

#[test]
fn only_a_stated_stretch_lets_others_thin_a_task() {
    let mut week = Week::of(1);
    let wide = week.task(4, 420, &[0]);
    let full = week.task(2, 420, &[0]);
    week.network.tasks[1].end_by = Some(Instant(FRIDAY_EVENING));
    week.network.tasks[1].not_before = Some(Instant(FRIDAY_EVENING - 2));
    week.link(wide, full);
    let apart = week.level();
    assert_eq!(week.place(&apart, wide), (4, 8), "half of Wednesday and of Thursday");
    // The other task fills Thursday: without a stretch the first one gives way as a whole.
    week.network.links.clear();
    week.network.tasks[1].end_by = Some(Instant(FRIDAY_EVENING - 2));
    assert_eq!(week.place(&week.level(), wide), (2, 6));
    week.works[0].stretch = Some(6);
    let thin = week.level();
    assert_eq!(
        week.place(&thin, wide),
        (5, 10),
        "an afternoon on Wednesday, nothing on Thursday, an afternoon on Friday"
    );
    assert!(thin.loads_of(wide).iter().all(|load| (load.slot.0 - MONDAY) / 2 != 3));
}

#[test]
fn own_hours_stretch_a_task() {
    let mut week = Week::of(1);
    for minutes in &mut week.resources[0].capacity {
        *minutes /= 2;
    }
    let task = week.task(4, 840, &[0]);
    assert_eq!(
        week.place(&week.level(), task),
        (2, 10),
        "two days of work at half the hours are four"
    );
}

#[test]
fn a_role_goes_to_whoever_is_free_and_several_demands_to_several_people() {
    let mut week = Week::of(2);
    let first = week.task(10, 2_100, &[0]);
    let either = week.task(4, 840, &[0, 1]);
    let levelled = week.level();
    assert_eq!(levelled.tasks[first.0 as usize].doers, [ResourceIndex(0)]);
    assert_eq!(levelled.tasks[either.0 as usize].doers, [ResourceIndex(1)]);
    assert_eq!(week.place(&levelled, either), (6, 10));

    let mut week = Week::of(2);
    let pair = week.task(2, 420, &[0, 1]);
    let only = week.works[0].demands[0].clone();
    week.works[0].demands.push(Demand {
        any_of: vec![ResourceIndex(0)],
        ..only
    });
    let levelled = week.level();
    assert_eq!(
        levelled.tasks[pair.0 as usize].doers,
        [ResourceIndex(1), ResourceIndex(0)]
    );
}

#[test]
fn it_is_said_who_was_busy_with_what() {
    let mut week = Week::of(1);
    let (one, two) = (week.task(2, 420, &[0]), week.task(4, 840, &[0]));
    let after = week.task(2, 0, &[]);
    week.link(two, after);
    let levelled = week.level();
    let problem = week.problem();
    let network = problem.network_of(&levelled);
    let held_by = |task| held(&problem, &network, &levelled, task, Direction::Backward);
    assert_eq!(week.place(&levelled, one), (8, 10));
    assert_eq!(held_by(one), Held::Limit);
    assert_eq!(held_by(two), Held::Link(0));
    week.network.links.clear();
    let levelled = week.level();
    let problem = week.problem();
    let network = problem.network_of(&levelled);
    let blocked =
        (0..2).map(TaskIndex).filter_map(
            |task| match held(&problem, &network, &levelled, task, Direction::Backward) {
                Held::Busy(blocked) => Some((task, blocked)),
                _ => None,
            },
        );
    let blocked: Vec<_> = blocked.collect();
    let [(task, by)] = blocked.as_slice() else {
        panic!("one of the two is blocked: {blocked:?}");
    };
    let end = levelled.tasks[task.0 as usize].place.expect("a place").end;
    let other = TaskIndex(1 - task.0);
    assert_eq!(
        by.as_slice(),
        [Blocked {
            resource: ResourceIndex(0),
            by: other,
            at: end
        }]
    );
}

#[test]
fn what_cannot_be_done_is_said_and_nothing_hangs() {
    let mut week = Week::of(2);
    week.resources[1].capacity = Vec::new();
    let nobody = week.task(2, 420, &[]);
    let hourless = week.task(2, 420, &[1]);
    let endless = week.task(2, u32::MAX, &[0]);
    let never = week.task(2, 0, &[]);
    week.network.tasks[never.0 as usize].calendar = CalendarIndex(1);
    let fine = week.task(2, 420, &[0]);
    for direction in [Direction::Backward, Direction::Forward] {
        let ask = Ask {
            direction,
            ..Ask::default()
        };
        let levelled = level(&week.problem(), ask).expect("no ring");
        let outcome = |task: TaskIndex| levelled.tasks[task.0 as usize].outcome;
        assert_eq!(outcome(nobody), Outcome::NoRoom);
        assert_eq!(outcome(hourless), Outcome::NoRoom);
        assert_eq!(outcome(endless), Outcome::NoRoom);
        assert_eq!(outcome(never), Outcome::NeverOpen);
        assert_eq!(outcome(fine), Outcome::Placed);
    }
}

#[test]
fn too_much_for_the_time_that_is_left_is_told_by_person_and_week() {
    let mut week = Week::of(2);
    for _ in 0..3 {
        week.task(8, 1_680, &[0]);
    }
    week.task(2, 420, &[1]);
    let problem = week.problem();
    let told = overload(&problem).expect("no ring");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].week, Instant(MONDAY));
    assert_eq!(told[0].resource, ResourceIndex(0));
    assert_eq!(told[0].missing, 3 * 1_680 - 2_100);
    let levelled = week.level();
    assert_eq!(levelled.too_late(&problem).count(), 2);
}
