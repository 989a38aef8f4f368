//! Answers: does every schedule keep what a schedule must keep, whatever the network?
//! Invariant: networks are random, half days and whole, with several calendars, all links, lags and limits.

use chrono::{NaiveDate, Weekday};
use crops::model::campaign::LinkType;
use crops::model::duration::{HalfDays, Length};
use crops::plan::network::{
    Actual, CalendarIndex, Deadline, Grain, Instant, Network, Placement, Task, TaskIndex, TaskLink,
};
use crops::plan::passes::{Dates, Schedule, schedule};
use crops::plan::replan::{Edit, Replan};
use crops::plan::worktime::WorkTime;
use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::{collection, option, proptest};

/// Monday 2026-01-05.
const START: i32 = 20_458 * 2;

fn day(offset: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).expect("a date") + chrono::Duration::days(offset)
}

fn calendars() -> Vec<WorkTime> {
    use Weekday::{Fri, Mon, Sat, Thu, Tue, Wed};
    vec![
        WorkTime::of_week(&[Mon, Tue, Wed, Thu, Fri], &[(day(10), day(11)), (day(39), day(52))]),
        WorkTime::of_week(&[Mon, Tue, Thu, Fri], &[(day(4), day(4))]),
        WorkTime::of_week(&[Mon, Tue, Wed, Thu, Fri, Sat], &[]),
        WorkTime::of_week(&[Thu], &[(day(17), day(17))]),
    ]
}

fn tasks() -> impl Strategy<Value = Vec<Task>> {
    let limit = || option::weighted(0.15, -4..60_i32);
    let one = (prop_oneof![Just(0), 1..8_i32, 9..30_i32], 0..4_u32, limit(), limit());
    let one = one.prop_map(|(duration, calendar, not_before, end_by)| Task {
        not_before: not_before.map(|halves| Instant(START + halves)),
        end_by: end_by.map(|halves| Instant(START + 60 + halves)),
        ..Task::new(duration, CalendarIndex(calendar))
    });
    collection::vec(one, 1..14)
}

fn links(types: &'static [LinkType]) -> impl Strategy<Value = Vec<(u32, u32, LinkType, Length)>> {
    let lag = prop_oneof![
        3 => Just(Length::Working(HalfDays(0))),
        2 => (-7..9_i32).prop_map(|halves| Length::Working(HalfDays(halves))),
        1 => (-3..11_i32).prop_map(Length::ElapsedDays),
    ];
    let one = (0..14_u32, 0..14_u32, proptest::sample::select(types), lag);
    collection::vec(one, 0..24)
}

/// What may become of a task: also that it has begun, or is over.
fn one_task() -> impl Strategy<Value = Task> {
    let limit = || option::weighted(0.2, -4..60_i32);
    let actual = prop_oneof![
        4 => Just(Actual::Planned),
        1 => (-9..0_i32).prop_map(|since| Actual::Started(Instant(START + since))),
        1 => (-30..-9_i32, 0..9_i32).prop_map(|(start, length)| Actual::Done(Placement {
            start: Instant(START + start),
            end: Instant(START + start + length),
        })),
    ];
    (0..12_i32, 0..4_u32, limit(), limit(), actual).prop_map(|(duration, calendar, not_before, end_by, actual)| Task {
        not_before: not_before.map(|halves| Instant(START + halves)),
        end_by: end_by.map(|halves| Instant(START + 60 + halves)),
        actual,
        ..Task::new(duration, CalendarIndex(calendar))
    })
}

fn link_type_and_lag() -> impl Strategy<Value = (LinkType, Length)> {
    let lag = prop_oneof![
        (-7..9_i32).prop_map(|halves| Length::Working(HalfDays(halves))),
        (-3..11_i32).prop_map(Length::ElapsedDays),
    ];
    (proptest::sample::select(ALL), lag)
}

const ALL: &[LinkType] = &[
    LinkType::FinishToStart,
    LinkType::StartToStart,
    LinkType::FinishToFinish,
    LinkType::StartToFinish,
];
/// Those that hold back a start alone.
const ON_STARTS: &[LinkType] = &[LinkType::FinishToStart, LinkType::StartToStart];

/// Links from lower to higher tasks, so that there is no ring.
fn network(tasks: Vec<Task>, links: Vec<(u32, u32, LinkType, Length)>) -> Network {
    let count = tasks.len() as u32;
    let link = |(one, other, link, lag): (u32, u32, LinkType, Length)| {
        let (from, to) = (one.min(other) % count, one.max(other) % count);
        (from < to).then_some(TaskLink {
            from: TaskIndex(from),
            to: TaskIndex(to),
            link,
            lag,
        })
    };
    Network {
        calendars: calendars(),
        project_calendar: CalendarIndex(0),
        project_start: Instant(START),
        deadline: Deadline::At(Instant(START + 160)),
        grain: Grain::HalfDays,
        links: links.into_iter().filter_map(link).collect(),
        tasks,
    }
}

fn solved(network: &Network) -> Schedule {
    schedule(network).expect("no ring")
}

/// Whether a link holds, half day by half day.
fn holds(network: &Network, link: &TaskLink, from: Placement, to: Placement) -> bool {
    let before = match link.link {
        LinkType::FinishToStart | LinkType::FinishToFinish => from.end,
        LinkType::StartToStart | LinkType::StartToFinish => from.start,
    };
    let after = match link.link {
        LinkType::FinishToStart | LinkType::StartToStart => to.start,
        LinkType::FinishToFinish | LinkType::StartToFinish => to.end,
    };
    match link.lag {
        Length::ElapsedDays(days) => after.0 >= before.0 + 2 * days,
        Length::Working(HalfDays(halves)) => {
            let target = network.calendars[0].shift(before, halves);
            let concerned = [0, network.task(link.from).calendar.0, network.task(link.to).calendar.0];
            (after.0..target.0).all(|half| {
                let open = |calendar: &u32| network.calendars[*calendar as usize].is_open(Instant(half));
                !concerned.iter().any(open)
            })
        }
    }
}

/// Whether a task has its whole duration on open half days and begins and ends on one.
fn is_on_its_calendar(network: &Network, task: usize, place: Placement) -> bool {
    let own = &network.tasks[task];
    let time = network.calendar(own.calendar);
    let open = (place.start.0..place.end.0)
        .filter(|half| time.is_open(Instant(*half)))
        .count();
    let edges = own.duration == 0 || (time.is_open(place.start) && time.is_open(Instant(place.end.0 - 1)));
    open == own.duration as usize && edges && (own.duration > 0 || place.start == place.end)
}

/// Whether the second task of a link could not be earlier for it, nor the first later.
fn is_tight(network: &Network, link: &TaskLink, (from, to): (Placement, Placement)) -> bool {
    let Length::Working(HalfDays(lag)) = link.lag else {
        return false;
    };
    let before = match link.link {
        LinkType::FinishToStart | LinkType::FinishToFinish => from.end,
        LinkType::StartToStart | LinkType::StartToFinish => from.start,
    };
    let after = match link.link {
        LinkType::FinishToStart | LinkType::StartToStart => to.start,
        LinkType::FinishToFinish | LinkType::StartToFinish => to.end,
    };
    network.calendars[0].count(before, after) == lag
}

/// What steps lead to from where it begins.
fn reached(
    network: &Network,
    mut reached: Vec<bool>,
    step: impl Fn(&TaskLink) -> Option<(TaskIndex, TaskIndex)>,
) -> Vec<bool> {
    let steps: Vec<_> = network.links.iter().filter_map(step).collect();
    for _ in 0..reached.len() {
        for (from, to) in &steps {
            reached[to.0 as usize] |= reached[from.0 as usize];
        }
    }
    reached
}

fn is_feasible(dates: &[Dates]) -> bool {
    dates
        .iter()
        .all(|dates| dates.total_float.is_none_or(|float| float.0 >= 0))
}

proptest! {
    #[test]
    fn no_date_breaks_a_link_a_calendar_or_a_limit(tasks in tasks(), links in links(ALL)) {
        let network = network(tasks, links);
        let found = solved(&network);
        for (at, dates) in found.tasks.iter().enumerate() {
            let late = dates.late.expect("there is a deadline");
            assert!(is_on_its_calendar(&network, at, dates.early), "early {at}");
            assert!(is_on_its_calendar(&network, at, late), "late {at}");
            assert!(dates.early.start >= network.project_start);
            assert!(network.tasks[at].not_before.is_none_or(|limit| dates.early.start >= limit));
            assert!(network.tasks[at].end_by.is_none_or(|limit| late.end <= limit));
        }
        for link in &network.links {
            let (from, to) = (&found.tasks[link.from.0 as usize], &found.tasks[link.to.0 as usize]);
            assert!(holds(&network, link, from.early, to.early), "early {link:?}");
            let late = (from.late.expect("late"), to.late.expect("late"));
            assert!(holds(&network, link, late.0, late.1), "late {link:?}");
        }
    }

    #[test]
    fn where_it_fits_late_is_not_before_early_and_free_float_is_within_total_float(
        tasks in tasks(), links in links(ALL)
    ) {
        let found = solved(&network(tasks, links));
        if is_feasible(&found.tasks) {
            for dates in &found.tasks {
                assert!(dates.late.is_some_and(|late| late.start >= dates.early.start || dates.total_float == Some(HalfDays(0))));
                assert!(dates.free_float <= dates.total_float, "{dates:?}");
            }
        }
    }

    #[test]
    fn more_work_never_ends_anything_earlier(tasks in tasks(), links in links(ON_STARTS), which in 0..14_usize, more in 1..9_i32) {
        let before = network(tasks, links);
        let mut after = before.clone();
        let at = which % after.tasks.len();
        after.tasks[at].duration += more;
        // A milestone may stand on a day off; work may not: compare like with like.
        if before.tasks[at].duration > 0 {
            let (before, after) = (solved(&before), solved(&after));
            for (one, other) in before.tasks.iter().zip(&after.tasks) {
                assert!(other.early.end >= one.early.end);
                assert!(other.late.expect("late").start <= one.late.expect("late").start);
            }
        }
    }

    #[test]
    fn forward_and_backward_agree_on_the_critical_tasks(durations in collection::vec(0..9_i32, 1..14), links in links(ALL)) {
        let tasks = durations.into_iter().map(|duration| Task::new(duration, CalendarIndex(0))).collect();
        let mut network = network(tasks, links);
        network.deadline = Deadline::EarliestFinish;
        for link in &mut network.links {
            if let Length::ElapsedDays(days) = link.lag {
                link.lag = Length::Working(HalfDays(days));
            }
        }
        let found = solved(&network);
        let places: Vec<(Placement, Placement)> = found.tasks.iter().map(|dates| (dates.early, dates.late.expect("late"))).collect();
        let finish = places.iter().map(|(early, _)| early.end).max().expect("a task");
        let time = &network.calendars[0];
        let same = |one: Instant, other: Instant| time.count(one, other) == 0;
        let ends: Vec<bool> = places.iter().map(|(early, _)| same(early.end, finish)).collect();
        let begins: Vec<bool> = places.iter().map(|(_, late)| same(network.project_start, late.start)).collect();
        let forward = reached(&network, ends, |link| {
            let pair = (places[link.from.0 as usize].0, places[link.to.0 as usize].0);
            is_tight(&network, link, pair).then_some((link.to, link.from))
        });
        let backward = reached(&network, begins, |link| {
            let pair = (places[link.from.0 as usize].1, places[link.to.0 as usize].1);
            is_tight(&network, link, pair).then_some((link.from, link.to))
        });
        let without_float: Vec<bool> = found.tasks.iter().map(|dates| dates.total_float == Some(HalfDays(0))).collect();
        assert_eq!(forward, without_float, "by early dates: {network:?}");
        assert_eq!(backward, without_float, "by late dates: {network:?}");
    }

    #[test]
    fn the_order_of_tasks_and_links_changes_no_date(tasks in tasks(), links in links(ALL), turn in 0..14_usize) {
        let straight = network(tasks, links);
        let count = straight.tasks.len();
        let moved = |index: TaskIndex| TaskIndex(((index.0 as usize + turn) % count) as u32);
        let mut turned = straight.clone();
        turned.tasks.rotate_right(turn % count);
        turned.links.reverse();
        for link in &mut turned.links {
            (link.from, link.to) = (moved(link.from), moved(link.to));
        }
        let (straight, turned) = (solved(&straight), solved(&turned));
        for (at, dates) in straight.tasks.iter().enumerate() {
            assert_eq!(*dates, turned.tasks[(at + turn) % count]);
        }
    }

    #[test]
    fn replanning_after_changes_gives_the_dates_of_a_full_run(
        tasks in tasks(),
        links in links(ALL),
        changes in collection::vec((0..14_usize, one_task(), option::of((0..24_usize, link_type_and_lag()))), 1..6),
        deadline in 0..3_usize,
    ) {
        let mut network = network(tasks, links);
        network.deadline = [Deadline::At(Instant(START + 160)), Deadline::EarliestFinish, Deadline::LimitsAlone][deadline];
        let mut replan = Replan::of(&network).expect("no ring");
        let mut changed = network.clone();
        for (which, task, link) in changes {
            let which = which % changed.tasks.len();
            changed.tasks[which] = task.clone();
            let mut edits = vec![Edit::Task(TaskIndex(which as u32), task)];
            if let Some((at, (link, lag))) = link.filter(|_| !changed.links.is_empty()) {
                let at = at % changed.links.len();
                changed.links[at] = TaskLink { link, lag, ..changed.links[at] };
                edits.push(Edit::Link(at, changed.links[at]));
            }
            let placed = replan.change(&edits);
            assert!(placed >= 1 && placed <= changed.tasks.len());
            assert_eq!(replan.schedule(), &solved(&changed));
        }
        let back: Vec<Edit> = (0_u32..)
            .zip(&network.tasks)
            .map(|(at, task)| Edit::Task(TaskIndex(at), task.clone()))
            .chain(network.links.iter().enumerate().map(|(at, link)| Edit::Link(at, *link)))
            .collect();
        replan.change(&back);
        assert_eq!(replan.schedule(), &solved(&network));
    }

    #[test]
    fn what_is_done_stays_where_it_was(tasks in tasks(), links in links(ALL), which in 0..14_usize) {
        let mut network = network(tasks, links);
        let at = which % network.tasks.len();
        let place = Placement { start: Instant(START - 9), end: Instant(START - 3) };
        network.tasks[at].actual = Actual::Done(place);
        let found = solved(&network);
        assert_eq!(found.tasks[at].early, place);
        assert_eq!(found.tasks[at].late, Some(place));
        assert_eq!(found.tasks[at].total_float, None);
    }
}

#[test]
fn a_calendar_that_never_opens_gives_no_silent_date() {
    let mut network = network(
        vec![Task::new(2, CalendarIndex(0)), Task::new(2, CalendarIndex(1))],
        Vec::new(),
    );
    network.calendars[1] = WorkTime::of_week(&[], &[]);
    let found = solved(&network);
    assert!(!found.tasks[0].early.end.is_out_of_range());
    assert!(found.tasks[1].early.start.is_out_of_range());
}

#[test]
fn lags_of_a_century_and_long_chains_end() {
    let chain = |count: u32, lag: Length| {
        let tasks = vec![Task::new(2, CalendarIndex(0)); count as usize];
        let links = (1..count)
            .map(|at| (at - 1, at, LinkType::FinishToStart, lag))
            .collect();
        let mut network = network(tasks, Vec::new());
        let link = |(from, to, link, lag): (u32, u32, LinkType, Length)| TaskLink {
            from: TaskIndex(from),
            to: TaskIndex(to),
            link,
            lag,
        };
        let all: Vec<(u32, u32, LinkType, Length)> = links;
        network.links = all.into_iter().map(link).collect();
        solved(&network).finish
    };
    let near = chain(3, Length::Working(HalfDays::days(1_000)));
    assert!(!near.is_out_of_range());
    let far = chain(20_000, Length::ElapsedDays(36_525));
    assert!(far.is_out_of_range(), "nothing can be dated there");
    let long = chain(20_000, Length::Working(HalfDays(0)));
    assert!(!long.is_out_of_range());
}
