//! Answers: on which day and at what time does something happen that is said in open days from today?
//! Invariant: only in working hours of days that are worked in full; a later position is never an earlier time.

use crate::model::Day;
use crate::plan::worktime::WorkTime;
use chrono::{Days, NaiveDateTime, NaiveTime};

/// Days looked at on either side of today.
const REACH: u64 = 400;

/// Half of a day's activity: 09:10 to 12:25.
const MORNING: (f64, f64) = (9.0 * 60.0 + 10.0, 195.0);
/// The other: 13:40 to 17:50.
const AFTERNOON: (f64, f64) = (13.0 * 60.0 + 40.0, 250.0);

/// The days worked in full, counted from today.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// Before today, the latest first.
    past: Vec<Day>,
    /// Today or later, the earliest first.
    ahead: Vec<Day>,
}

impl Timeline {
    pub fn new(worked: &WorkTime, today: Day) -> Self {
        let full = |day: &Day| worked.halves_of(*day) == 2;
        let back = (1..=REACH).filter_map(|days| today.checked_sub_days(Days::new(days)));
        let on = (0..=REACH).filter_map(|days| today.checked_add_days(Days::new(days)));
        Self {
            past: back.filter(full).collect(),
            ahead: on.filter(full).collect(),
        }
    }

    /// The open day at an offset: −1 the last before today, 0 today or the next. `None` out of reach.
    pub fn day(&self, offset: i32) -> Option<Day> {
        let place = usize::try_from(if offset < 0 { -1 - offset } else { offset }).ok()?;
        let days = if offset < 0 { &self.past } else { &self.ahead };
        days.get(place).copied()
    }

    /// The day and time at a position: −0.5 is the middle of the last open day before today.
    pub fn at(&self, position: f64) -> Option<NaiveDateTime> {
        let offset = position.floor();
        let day = self.day(offset as i32)?;
        let share = position - offset;
        let (half, (from, length)) = if share < 0.5 {
            (share, MORNING)
        } else {
            (share - 0.5, AFTERNOON)
        };
        let seconds = (from + half * 2.0 * length) * 60.0;
        let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds as u32, 0)?;
        Some(day.and_time(time))
    }

    /// The offset of the last open day before `day`.
    pub fn offset_before(&self, day: Day) -> Option<i32> {
        let ahead = self.ahead.iter().take_while(|open| **open < day).count();
        if ahead > 0 {
            return i32::try_from(ahead - 1).ok();
        }
        let place = self.past.iter().position(|open| *open < day)?;
        i32::try_from(place).ok().map(|place| -1 - place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::anchor::parse_day;

    fn day(text: &str) -> Day {
        parse_day(text).expect("a day")
    }

    #[test]
    fn positions_are_times_of_open_days() {
        let on_saturday = Timeline::new(&WorkTime::weekdays(), day("2026-11-21"));
        let on_monday = Timeline::new(&WorkTime::weekdays(), day("2026-11-23"));
        for (timeline, position, time) in [
            (&on_saturday, -1.0, "2026-11-20T09:10:00"),
            (&on_saturday, -0.5, "2026-11-20T13:40:00"),
            (&on_saturday, 0.0, "2026-11-23T09:10:00"),
            (&on_monday, -0.001, "2026-11-20T17:49:30"),
            (&on_monday, 0.0, "2026-11-23T09:10:00"),
            (&on_monday, -6.0, "2026-11-13T09:10:00"),
        ] {
            let at = timeline.at(position).expect("in reach");
            assert_eq!(at.format("%FT%T").to_string(), time, "{position}");
        }
    }

    #[test]
    fn a_day_is_found_back() {
        let timeline = Timeline::new(&WorkTime::weekdays(), day("2026-11-21"));
        for (of, offset) in [
            ("2026-11-21", -1),
            ("2026-11-20", -2),
            ("2026-11-24", 0),
            ("2026-11-30", 4),
        ] {
            assert_eq!(timeline.offset_before(day(of)), Some(offset), "{of}");
        }
    }
}
