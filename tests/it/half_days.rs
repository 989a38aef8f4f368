//! Answers: are the passes right on half days, which the reference cases lack?
//! A scheduler that searches half day by half day and shares no code with the product: every task as early (late) as its own
//! limits allow, then, while a link is broken, its successor one half day later (its predecessor one half day earlier).

use chrono::Weekday;
use crops::model::calendar::{Calendar, Period, Window};
use crops::model::campaign::LinkType;
use crops::model::duration::{HalfDays, Length};
use crops::model::id::CalendarId;
use crops::model::place::{Placed, Span, StudioPath};
use crops::plan::network::{
    Actual, CalendarIndex, Deadline, Grain, Instant, Network, ORIGIN, Task, TaskIndex, TaskLink,
};
use crops::plan::passes::schedule;
use crops::plan::worktime::WorkTime;

/// A boundary between half days: even is a midnight, odd a noon.
type At = i64;

/// Half days of one calendar, asked one at a time.
#[derive(Clone, Debug)]
struct SlowCalendar {
    /// Worked weekdays, Monday first.
    week: [bool; 7],
    /// Days off.
    off: Vec<i64>,
    /// Days of which only the morning is worked.
    half: Vec<i64>,
}

impl SlowCalendar {
    /// Whether the half day after boundary `at` is worked. Day 0 is a Thursday.
    fn works(&self, at: At) -> bool {
        let (day, part) = (at.div_euclid(2), at.rem_euclid(2) as usize);
        self.week[(day + 3).rem_euclid(7) as usize]
            && !self.off.contains(&day)
            && !(part == 1 && self.half.contains(&day))
    }

    /// The first boundary with `n` worked halves between (n > 0), the last such one before (n < 0).
    fn shift(&self, mut at: At, mut n: i64) -> At {
        while n > 0 {
            n -= i64::from(self.works(at));
            at += 1;
        }
        while n < 0 {
            at -= 1;
            n += i64::from(self.works(at));
        }
        at
    }

    fn count(&self, from: At, to: At) -> i64 {
        if from <= to {
            (from..to).filter(|at| self.works(*at)).count() as i64
        } else {
            -self.count(to, from)
        }
    }
}

#[derive(Clone, Debug)]
struct SlowTask {
    halves: i64,
    calendar: usize,
    not_before: Option<At>,
    end_by: Option<At>,
}

#[derive(Clone, Debug)]
struct SlowLink {
    from: usize,
    to: usize,
    link: LinkType,
    lag: Length,
}

#[derive(Clone, Debug)]
struct SlowNet {
    /// The first is the project's.
    calendars: Vec<SlowCalendar>,
    start: At,
    /// No task ends after it; `None`: the end of the earliest schedule.
    deadline: Option<At>,
    tasks: Vec<SlowTask>,
    links: Vec<SlowLink>,
}

#[derive(Debug, PartialEq)]
struct SlowAnswer {
    early: Vec<(At, At)>,
    late: Vec<(At, At)>,
    total_float: Vec<i64>,
    free_float: Vec<i64>,
}

impl SlowNet {
    fn calendar(&self, task: usize) -> &SlowCalendar {
        &self.calendars[self.tasks[task].calendar]
    }

    fn place_from(&self, task: usize, mut start: At) -> (At, At) {
        let (calendar, halves) = (self.calendar(task), self.tasks[task].halves);
        if halves == 0 {
            return (start, start);
        }
        while !calendar.works(start) {
            start += 1;
        }
        (start, calendar.shift(start, halves))
    }

    fn place_until(&self, task: usize, mut end: At) -> (At, At) {
        let (calendar, halves) = (self.calendar(task), self.tasks[task].halves);
        if halves == 0 {
            return (end, end);
        }
        while !calendar.works(end - 1) {
            end -= 1;
        }
        (calendar.shift(end, -halves), end)
    }

    fn holds(&self, link: &SlowLink, before: (At, At), after: (At, At)) -> bool {
        use LinkType::{FinishToFinish, FinishToStart, StartToStart};
        let from = if matches!(link.link, FinishToStart | FinishToFinish) {
            before.1
        } else {
            before.0
        };
        let to = if matches!(link.link, FinishToStart | StartToStart) {
            after.0
        } else {
            after.1
        };
        match link.lag {
            Length::ElapsedDays(days) => to >= from + 2 * i64::from(days),
            Length::Working(HalfDays(halves)) => {
                let target = self.calendars[0].shift(from, i64::from(halves));
                let concerned = [&self.calendars[0], self.calendar(link.from), self.calendar(link.to)];
                !(to..target).any(|at| concerned.iter().any(|calendar| calendar.works(at)))
            }
        }
    }

    fn early(&self) -> Vec<(At, At)> {
        let first = |task: &SlowTask| task.not_before.map_or(self.start, |at| at.max(self.start));
        let mut placed: Vec<_> = (0..self.tasks.len())
            .map(|t| self.place_from(t, first(&self.tasks[t])))
            .collect();
        loop {
            let mut moved = false;
            for link in &self.links {
                while !self.holds(link, placed[link.from], placed[link.to]) {
                    placed[link.to] = self.place_from(link.to, placed[link.to].0 + 1);
                    moved = true;
                }
            }
            if !moved {
                return placed;
            }
        }
    }

    fn last_end(&self, task: usize, deadline: At) -> At {
        self.tasks[task].end_by.map_or(deadline, |at| at.min(deadline))
    }

    fn late(&self, deadline: At) -> Vec<(At, At)> {
        let mut placed: Vec<_> = (0..self.tasks.len())
            .map(|t| self.place_until(t, self.last_end(t, deadline)))
            .collect();
        loop {
            let mut moved = false;
            for link in &self.links {
                while !self.holds(link, placed[link.from], placed[link.to]) {
                    placed[link.from] = self.place_until(link.from, placed[link.from].1 - 1);
                    moved = true;
                }
            }
            if !moved {
                return placed;
            }
        }
    }

    fn free_float(&self, task: usize, early: &[(At, At)], deadline: At) -> i64 {
        let (mut at, mut float) = (early[task], 0);
        loop {
            let next = self.place_from(task, at.0 + 1);
            let broken = self
                .links
                .iter()
                .any(|link| link.from == task && !self.holds(link, next, early[link.to]));
            if next.1 > self.last_end(task, deadline) || broken {
                return float;
            }
            float += self.calendar(task).count(at.0, next.0);
            at = next;
        }
    }

    fn solve(&self) -> SlowAnswer {
        let early = self.early();
        let deadline = self
            .deadline
            .unwrap_or_else(|| early.iter().map(|(_, end)| *end).max().unwrap_or(self.start));
        let late = self.late(deadline);
        let tasks = 0..self.tasks.len();
        SlowAnswer {
            total_float: tasks
                .clone()
                .map(|t| self.calendar(t).count(early[t].0, late[t].0))
                .collect(),
            free_float: tasks.map(|t| self.free_float(t, &early, deadline)).collect(),
            early,
            late,
        }
    }
}

/// A small generator of its own, so that a seed means the same network on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len() as u64) as usize]
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }
}

/// Days that a network of the test may touch.
const FIRST_DAY: i64 = 20_454; // Thursday 1 January 2026

fn random_calendar(dice: &mut Dice) -> SlowCalendar {
    let mut week = [true, true, true, true, true, false, false];
    match dice.roll(4) {
        0 => week[2] = false,
        1 => week[5] = true,
        _ => {}
    }
    let days = |dice: &mut Dice, most: u64| -> Vec<i64> {
        (0..dice.roll(most))
            .map(|_| FIRST_DAY - 60 + dice.roll(300) as i64)
            .collect()
    };
    let (off, mut half) = (days(dice, 20), days(dice, 20));
    if dice.chance(30) {
        // Friday is a morning only: day 0 is a Thursday.
        half.extend((FIRST_DAY - 400..FIRST_DAY + 800).filter(|day| (day + 3).rem_euclid(7) == 4));
    }
    SlowCalendar { week, off, half }
}

fn random_net(seed: u64) -> SlowNet {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for _ in 0..8 {
        dice.roll(2);
    }
    let start = FIRST_DAY * 2 + dice.roll(2) as i64;
    let calendars: Vec<_> = (0..=dice.roll(3)).map(|_| random_calendar(&mut dice)).collect();
    let count = 2 + dice.roll(14) as usize;
    let tasks = (0..count)
        .map(|_| SlowTask {
            halves: dice.pick(&[0, 1, 1, 2, 2, 3, 4, 5, 7, 10]),
            calendar: dice.roll(calendars.len() as u64) as usize,
            not_before: dice.chance(12).then(|| start + dice.roll(40) as i64),
            end_by: None,
        })
        .collect();
    let mut net = SlowNet {
        calendars,
        start,
        deadline: None,
        tasks,
        links: Vec::new(),
    };
    for to in 1..count {
        for _ in 0..dice.roll(4) {
            net.links.push(SlowLink {
                from: dice.roll(to as u64) as usize,
                to,
                link: dice.pick(&[
                    LinkType::FinishToStart,
                    LinkType::FinishToStart,
                    LinkType::FinishToStart,
                    LinkType::StartToStart,
                    LinkType::FinishToFinish,
                    LinkType::StartToFinish,
                ]),
                lag: if dice.chance(25) {
                    Length::ElapsedDays(dice.pick(&[0, 1, 2, 3, 7, -1, -3]))
                } else {
                    Length::Working(HalfDays(dice.pick(&[0, 0, 0, 1, 2, 3, 5, -1, -2, -5])))
                },
            });
        }
    }
    let last = net.early().iter().map(|(_, end)| *end).max().unwrap_or(start);
    if dice.chance(85) {
        let deadline = last + dice.roll(50) as i64 - 10;
        net.deadline = Some(deadline);
        for task in 0..count {
            if dice.chance(12) {
                net.tasks[task].end_by = Some(deadline - dice.roll(30) as i64);
            }
        }
    }
    net
}

#[test]
fn the_slow_scheduler_knows_a_week_worked_by_hand() {
    let monday_to_friday_noon = SlowCalendar {
        week: [true, true, true, true, true, false, false],
        off: vec![],
        half: (20_454 - 70..20_454 + 70).filter(|day| (day + 3) % 7 == 4).collect(),
    };
    let monday = 20_458 * 2; // 5 January 2026
    let task = |halves| SlowTask {
        halves,
        calendar: 0,
        not_before: None,
        end_by: None,
    };
    let link = SlowLink {
        from: 0,
        to: 1,
        link: LinkType::FinishToStart,
        lag: Length::Working(HalfDays(0)),
    };
    let net = SlowNet {
        calendars: vec![monday_to_friday_noon],
        start: monday,
        deadline: Some(monday + 14),
        tasks: vec![task(8), task(2)],
        links: vec![link],
    };
    let answer = net.solve();
    // Four days to Thursday evening, then Friday morning and Monday morning.
    assert_eq!(answer.early, vec![(monday, monday + 8), (monday + 8, monday + 15)]);
    // Back from Sunday evening: Thursday afternoon and Friday morning, so the first must start the Friday before.
    assert_eq!(answer.late, vec![(monday - 6, monday + 7), (monday + 7, monday + 9)]);
    assert_eq!(answer.total_float, vec![-1, -1]);
    assert_eq!(answer.free_float, vec![0, 0]);
}

/// The same calendar as the product's record.
fn as_record(slow: &SlowCalendar) -> Calendar {
    let day = |number: &i64| ORIGIN + chrono::Duration::days(*number);
    let weekdays = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];
    Calendar {
        id: CalendarId::new("slow").expect("a slug"),
        file: StudioPath::new("calendars/slow.yml").expect("a path"),
        week: weekdays
            .into_iter()
            .zip(slow.week)
            .filter_map(|(weekday, works)| works.then_some(weekday))
            .collect(),
        week_span: Span::WHOLE_FILE,
        window: Window::default(),
        holidays: None,
        bridges: Vec::new(),
        worked: Vec::new(),
        closed: slow
            .off
            .iter()
            .map(|off| Period {
                from: day(off),
                to: day(off),
                why: None,
                span: Span::WHOLE_FILE,
            })
            .collect(),
        half: slow
            .half
            .iter()
            .map(|half| Placed::new(day(half), Span::WHOLE_FILE))
            .collect(),
        reduced: Vec::new(),
    }
}

fn as_network(slow: &SlowNet) -> Network {
    let instant = |at: At| Instant(i32::try_from(at).expect("a day of this century"));
    let index = |number: usize| u32::try_from(number).expect("a small network");
    Network {
        calendars: slow
            .calendars
            .iter()
            .map(|calendar| WorkTime::of(&as_record(calendar)))
            .collect(),
        project_calendar: CalendarIndex(0),
        project_start: instant(slow.start),
        deadline: slow
            .deadline
            .map_or(Deadline::EarliestFinish, |at| Deadline::At(instant(at))),
        grain: Grain::HalfDays,
        tasks: slow
            .tasks
            .iter()
            .map(|task| Task {
                duration: i32::try_from(task.halves).expect("a short task"),
                calendar: CalendarIndex(index(task.calendar)),
                not_before: task.not_before.map(instant),
                end_by: task.end_by.map(instant),
                actual: Actual::Planned,
            })
            .collect(),
        links: slow
            .links
            .iter()
            .map(|link| TaskLink {
                from: TaskIndex(index(link.from)),
                to: TaskIndex(index(link.to)),
                link: link.link,
                lag: link.lag,
            })
            .collect(),
    }
}

/// What the product answers for the same network.
fn quick(slow: &SlowNet) -> SlowAnswer {
    let answer = schedule(&as_network(slow)).expect("links only go forward");
    let place = |at: crops::plan::network::Placement| (At::from(at.start.0), At::from(at.end.0));
    SlowAnswer {
        early: answer.tasks.iter().map(|task| place(task.early)).collect(),
        late: answer
            .tasks
            .iter()
            .map(|task| place(task.late.expect("a deadline pulls every task")))
            .collect(),
        total_float: answer
            .tasks
            .iter()
            .map(|task| i64::from(task.total_float.expect("late dates").0))
            .collect(),
        free_float: answer
            .tasks
            .iter()
            .map(|task| i64::from(task.free_float.expect("a deadline").0))
            .collect(),
    }
}

#[test]
fn a_thousand_random_networks_on_half_days_agree_with_the_slow_scheduler() {
    for seed in 1..=1_000 {
        let net = random_net(seed);
        assert_eq!(quick(&net), net.solve(), "seed {seed}: {net:#?}");
    }
}
