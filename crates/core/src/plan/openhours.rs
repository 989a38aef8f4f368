//! Answers: how long was something open for work between two clock times, and until when does an SLA run?
//! Invariant: times are local to the studio; every loop ends with the years that calendars know.
//! Source: design, "Time", SLA: `2d` is the same clock time two working days later, `4h` are open hours of the window.

use super::worktime::WorkTime;
use crate::model::Day;
use crate::model::calendar::{Calendar, Period, Reduced, Window};
use crate::model::duration::{HalfDays, Minutes, Sla};
use chrono::{Datelike, NaiveDateTime, NaiveTime, Timelike};

/// The opening hours of one calendar, day by day.
#[derive(Clone, Debug)]
pub struct OpenHours {
    time: WorkTime,
    window: Window,
    reduced: Vec<Reduced>,
}

/// Minutes after midnight, `from <= to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    from: i32,
    to: i32,
}

/// Calendars know no day after this year.
const LAST_YEAR: i32 = 2199;

impl OpenHours {
    pub fn of(calendar: &Calendar) -> Self {
        Self::with_closures(calendar, &[])
    }

    /// A calendar and more days off: a party's closures, a person's time off.
    pub fn with_closures(calendar: &Calendar, closures: &[Period]) -> Self {
        Self {
            time: WorkTime::with_closures(calendar, closures),
            window: calendar.window,
            reduced: calendar.reduced.clone(),
        }
    }

    /// The same from what it was compiled to; without a calendar, the window that counts where there is none.
    pub fn on(time: WorkTime, calendar: Option<&Calendar>) -> Self {
        Self {
            time,
            window: calendar.map_or_else(Window::default, |calendar| calendar.window),
            reduced: calendar.map_or_else(Vec::new, |calendar| calendar.reduced.clone()),
        }
    }

    /// Monday to Friday, 09:00 to 18:00: what counts where a studio names no calendar.
    pub fn weekdays() -> Self {
        Self {
            time: WorkTime::weekdays(),
            window: Window::default(),
            reduced: Vec::new(),
        }
    }

    /// Open minutes between two local times; negative when `to` is before `from`.
    pub fn open_minutes(&self, from: NaiveDateTime, to: NaiveDateTime) -> f64 {
        self.sum(from, to, |_, seconds, _| seconds / 60.0)
    }

    /// Working days between two local times, with the part of a day by its open minutes; a half day is worth 0.5.
    /// Monday 15:00 to Tuesday 15:00 is 1. Negative when `to` is before `from`.
    pub fn working_days(&self, from: NaiveDateTime, to: NaiveDateTime) -> f64 {
        self.sum(from, to, |day, seconds, of_day| {
            f64::from(self.time.halves_of(day)) / 2.0 * seconds / of_day
        })
    }

    /// The moment until which an SLA that began at `from` is kept (≤). What begins while closed begins at the next opening.
    /// `None` when the calendar does not open so much any more.
    pub fn sla_deadline(&self, from: NaiveDateTime, sla: Sla) -> Option<NaiveDateTime> {
        let from = self.next_opening(from)?;
        match sla {
            Sla::OpenHours(minutes) => self.after_open(from, minutes),
            Sla::WorkingDays(HalfDays(halves)) => {
                let day = self.days_later(from.date(), halves / 2)?;
                let same_time = day.and_time(from.time());
                match halves % 2 {
                    0 => Some(same_time),
                    _ => self.after_open(same_time, Minutes(self.full_day() / 2)),
                }
            }
        }
    }

    /// This moment when it is open, else the next opening.
    pub fn next_opening(&self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        let second = seconds_of(at);
        let today = self
            .stretches(at.date())
            .into_iter()
            .find(|open| open.from < open.to && second < open.to * 60);
        match today {
            Some(open) if open.from * 60 <= second => Some(at),
            Some(open) => clock(at.date(), open.from),
            None => {
                let day = self.days_later(at.date(), 1)?;
                let first = self.stretches(day).into_iter().find(|open| open.from < open.to)?;
                clock(day, first.from)
            }
        }
    }

    /// Minutes of an ordinary day.
    pub fn full_day(&self) -> i32 {
        self.halves_of_window().iter().map(|half| half.to - half.from).sum()
    }

    fn after_open(&self, from: NaiveDateTime, minutes: Minutes) -> Option<NaiveDateTime> {
        let mut left = i64::from(minutes.0) * 60;
        let mut at = self.next_opening(from)?;
        loop {
            let open = self
                .stretches(at.date())
                .into_iter()
                .find(|open| open.from < open.to && seconds_of(at) < open.to * 60)?;
            let room = i64::from(open.to * 60 - seconds_of(at));
            if left <= room {
                return at.checked_add_signed(chrono::Duration::seconds(left));
            }
            left -= room;
            at = self.next_opening(at.checked_add_signed(chrono::Duration::seconds(room))?)?;
        }
    }

    /// The `n`th day with open minutes after `day`; the day itself for 0.
    fn days_later(&self, day: Day, n: i32) -> Option<Day> {
        let (mut day, mut left) = (day, n);
        while left > 0 {
            day = day.succ_opt().filter(|day| day.year() <= LAST_YEAR)?;
            left -= i32::from(self.minutes_of(day) > 0);
        }
        Some(day)
    }

    fn sum(&self, from: NaiveDateTime, to: NaiveDateTime, worth: impl Fn(Day, f64, f64) -> f64) -> f64 {
        if to < from {
            return -self.sum(to, from, worth);
        }
        let mut total = 0.0;
        for day in from.date().iter_days().take_while(|day| *day <= to.date()) {
            let stretches = self.stretches(day);
            let of_day = 60 * stretches.iter().map(|open| open.to - open.from).sum::<i32>();
            if of_day == 0 {
                continue;
            }
            let begins = if day == from.date() { seconds_of(from) } else { 0 };
            let ends = if day == to.date() { seconds_of(to) } else { 86_400 };
            let open: i32 = stretches.iter().map(|open| open.overlap(begins, ends)).sum();
            total += worth(day, f64::from(open), f64::from(of_day));
        }
        total
    }

    fn minutes_of(&self, day: Day) -> i32 {
        self.stretches(day).iter().map(|open| open.to - open.from).sum()
    }

    /// When the day is open, in order; stretches of no length where it is not.
    fn stretches(&self, day: Day) -> [Stretch; 2] {
        let [morning, afternoon] = self.halves_of_window();
        let (first, second) = match self.time.halves_of(day) {
            0 => (0, 0),
            1 => (i32::MAX, 0),
            _ => (i32::MAX, i32::MAX),
        };
        let period = self
            .reduced
            .iter()
            .find(|period| period.from <= day && day <= period.to);
        let hours = period.map_or(i32::MAX, |period| period.hours.0.max(0));
        let morning = morning.at_most(first.min(hours));
        let afternoon = afternoon.at_most(second.min(hours.saturating_sub(morning.to - morning.from)));
        [morning, afternoon]
    }

    fn halves_of_window(&self) -> [Stretch; 2] {
        stretches_of(self.window)
    }
}

/// Minutes of a window before and after its break.
pub(super) fn halves_of(window: Window) -> [i32; 2] {
    stretches_of(window).map(|half| half.to - half.from)
}

/// A window before and after its break; a break outside the window lies in its middle.
fn stretches_of(window: Window) -> [Stretch; 2] {
    let (from, to) = (i32::from(window.from), i32::from(window.to));
    let to = to.max(from);
    let lunch = window.lunch.0.clamp(0, to - from);
    let at = i32::from(window.lunch_at);
    let at = if from < at && at + lunch < to {
        at
    } else {
        from + (to - from - lunch) / 2
    };
    [Stretch { from, to: at }, Stretch { from: at + lunch, to }]
}

impl Stretch {
    fn at_most(self, minutes: i32) -> Self {
        let to = self.to.min(self.from.saturating_add(minutes));
        Self { to, ..self }
    }

    /// Seconds shared with `[begins, ends)`, both in seconds after midnight.
    fn overlap(&self, begins: i32, ends: i32) -> i32 {
        ((self.to * 60).min(ends) - (self.from * 60).max(begins)).max(0)
    }
}

fn seconds_of(at: NaiveDateTime) -> i32 {
    i32::try_from(at.num_seconds_from_midnight()).unwrap_or(i32::MAX)
}

fn clock(day: Day, minutes: i32) -> Option<NaiveDateTime> {
    let seconds = u32::try_from(minutes * 60).ok()?;
    Some(day.and_time(NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a local time")
    }

    /// Monday to Friday 09:00 to 18:00, lunch at 12:30; 24 December mornings only, 25 closed, 2026-12-28 four hours.
    fn hours() -> OpenHours {
        let mut calendar = sample::studio().calendars.into_values().next().expect("a calendar");
        let period = |day: &str| Period {
            from: sample::day(day),
            to: sample::day(day),
            why: None,
            span: Default::default(),
        };
        calendar.half = vec![sample::placed(sample::day("2026-12-24"))];
        calendar.closed = vec![period("2026-12-25")];
        calendar.reduced = vec![Reduced {
            from: sample::day("2026-12-28"),
            to: sample::day("2026-12-28"),
            hours: Minutes(300),
            span: Default::default(),
        }];
        OpenHours::of(&calendar)
    }

    #[test]
    fn open_minutes_leave_out_nights_lunch_and_days_off() {
        for (from, to, minutes) in [
            ("2026-11-16 09:00", "2026-11-16 18:00", 480.0),
            ("2026-11-16 12:00", "2026-11-16 14:00", 60.0),
            ("2026-11-13 17:00", "2026-11-16 10:00", 120.0),
            ("2026-11-14 10:00", "2026-11-15 20:00", 0.0),
            ("2026-12-24 09:00", "2026-12-24 18:00", 210.0),
            ("2026-12-28 00:00", "2026-12-29 00:00", 300.0),
            ("2026-11-16 10:00", "2026-11-16 09:00", -60.0),
        ] {
            assert_eq!(hours().open_minutes(at(from), at(to)), minutes, "{from} {to}");
        }
    }

    #[test]
    fn a_working_day_lasts_from_a_clock_time_to_the_same() {
        for (from, to, days) in [
            ("2026-11-16 15:00", "2026-11-17 15:00", 1.0),
            ("2026-11-13 15:00", "2026-11-16 15:00", 1.0),
            ("2026-11-16 09:00", "2026-11-20 18:00", 5.0),
            ("2026-12-23 09:00", "2026-12-28 09:00", 1.5),
            ("2026-11-16 09:00", "2026-11-16 13:30", 0.4375),
        ] {
            assert!(
                (hours().working_days(at(from), at(to)) - days).abs() < 1e-9,
                "{from} {to}"
            );
        }
    }

    #[test]
    fn an_sla_runs_in_days_or_in_open_hours_from_the_next_opening() {
        for (from, sla, until) in [
            ("2026-11-16 15:10", "2d", "2026-11-18 15:10"),
            ("2026-11-13 19:00", "2d", "2026-11-18 09:00"),
            ("2026-11-16 15:10", "0d", "2026-11-16 15:10"),
            ("2026-11-14 11:00", "0d", "2026-11-16 09:00"),
            ("2026-11-16 11:00", "0.5d", "2026-11-16 16:00"),
            ("2026-11-16 16:00", "4h", "2026-11-17 11:00"),
            ("2026-11-16 11:30", "4h", "2026-11-16 16:30"),
            ("2026-11-16 13:00", "1h", "2026-11-16 14:30"),
            ("2026-12-24 12:00", "1h", "2026-12-28 09:30"),
            ("2026-12-23 15:00", "2d", "2026-12-28 15:00"),
        ] {
            let sla = Sla::parse(sla).expect("an SLA");
            assert_eq!(hours().sla_deadline(at(from), sla), Some(at(until)), "{from} {sla:?}");
        }
    }

    #[test]
    fn a_calendar_that_never_opens_has_no_deadline() {
        let mut calendar = sample::studio().calendars.into_values().next().expect("a calendar");
        calendar.week.clear();
        let never = OpenHours::of(&calendar);
        assert_eq!(
            never.sla_deadline(at("2026-11-16 09:00"), Sla::OpenHours(Minutes(60))),
            None
        );
        assert_eq!(never.open_minutes(at("2026-11-16 09:00"), at("2027-11-16 09:00")), 0.0);
    }
}
