//! Answers: how far from the left edge is a day, and which days are named over the chart?
//! Invariant: shares of the width, from 0 to 1; a later half day is never further left; days outside are put at the edges.

use crate::model::Day;
use crate::render::catalogue::{Lang, Reader, en, fr};
use crate::report::plan::{Half, Span};
use crate::report::table::Axis;
use chrono::{Datelike, Days, Weekday};

/// Whole weeks, from Monday to Sunday.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    pub first: Day,
    pub last: Day,
}

/// From one share of the width to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    pub from: f64,
    pub to: f64,
}

/// A named stretch of the scale, from its first day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub at: f64,
    pub text: String,
}

impl Scale {
    pub fn of(axis: Axis) -> Self {
        let weeks = axis.whole_weeks();
        Self {
            first: weeks.first,
            last: weeks.last,
        }
    }

    pub fn days(&self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    pub fn holds(&self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The left edge of a day.
    pub fn morning(&self, day: Day) -> f64 {
        self.share((day - self.first).num_days() as f64)
    }

    /// The right edge of a day.
    pub fn evening(&self, day: Day) -> f64 {
        self.share((day - self.first).num_days() as f64 + 1.0)
    }

    /// All of these days, from the first to the last one.
    pub fn days_from(&self, first: Day, last: Day) -> Stretch {
        Stretch {
            from: self.morning(first),
            to: self.evening(last.max(first)),
        }
    }

    /// To the half day.
    pub fn span(&self, span: Span) -> Stretch {
        let half = 0.5 / self.days() as f64;
        let whole = self.days_from(span.from, span.to);
        Stretch {
            from: whole.from + if span.begins == Half::Afternoon { half } else { 0.0 },
            to: whole.to - if span.ends == Half::Morning { half } else { 0.0 },
        }
    }

    fn share(&self, days: f64) -> f64 {
        (days / self.days() as f64).clamp(0.0, 1.0)
    }

    /// The upper line of the scale: months, or years where months have no room.
    pub fn upper(&self, width: f64, reader: Reader) -> Vec<Tick> {
        match self.day_width(width) * 30.0 < 36.0 {
            true => self.named(|day| day.ordinal() == 1, |day| day.year().to_string(), width, 40.0),
            false => {
                let year_once = |day: Day| match day.month() == 1 || day <= self.first {
                    true => format!("{} {}", month(reader.lang, day), day.year()),
                    false => month(reader.lang, day).to_owned(),
                };
                self.named(|day| day.day() == 1, year_once, width, 64.0)
            }
        }
    }

    /// The lower line: Mondays where they have room, else months.
    pub fn lower(&self, width: f64, reader: Reader) -> Vec<Tick> {
        let week = self.day_width(width) * 7.0;
        if self.day_width(width) * 30.0 < 36.0 {
            return self.named(|day| day.day() == 1, |day| initial(reader.lang, day), width, 14.0);
        }
        let every = [1, 2, 4].into_iter().find(|weeks| week * f64::from(*weeks) >= 22.0);
        let every = i64::from(every.unwrap_or(4));
        let is_named = |day: Day| day.weekday() == Weekday::Mon && (day - self.first).num_days() / 7 % every == 0;
        self.named(is_named, |day| day.day().to_string(), width, 18.0)
    }

    fn day_width(&self, width: f64) -> f64 {
        width / self.days() as f64
    }

    /// Those that have `room` until the next one; the first day begins a stretch as well.
    fn named(&self, begins: impl Fn(Day) -> bool, name: impl Fn(Day) -> String, width: f64, room: f64) -> Vec<Tick> {
        let days = self.first.iter_days().take_while(|day| *day <= self.last);
        let starts: Vec<Day> = days.filter(|day| *day == self.first || begins(*day)).collect();
        let ends = starts.iter().skip(1).map(|day| self.morning(*day)).chain([1.0]);
        let ticks = starts.iter().zip(ends).map(|(day, end)| {
            let at = self.morning(*day);
            let has_room = (end - at) * width >= room;
            Tick {
                at,
                text: if has_room { name(*day) } else { String::new() },
            }
        });
        ticks.collect()
    }

    /// Days that follow each other, as first and last of each run; single weekends only while they can be seen.
    pub fn closed(&self, closed: &[Day]) -> Vec<Stretch> {
        let mut runs: Vec<(Day, Day)> = Vec::new();
        for day in closed.iter().filter(|day| self.holds(**day)) {
            match runs.last_mut() {
                Some((_, last)) if last.succ_opt() == Some(*day) => *last = *day,
                _ => runs.push((*day, *day)),
            }
        }
        let least = if self.days() > MOST_DAYS_WITH_WEEKENDS { 3 } else { 1 };
        let long = runs.iter().filter(|(from, to)| (*to - *from).num_days() + 1 >= least);
        long.map(|(from, to)| self.days_from(*from, *to)).collect()
    }
}

/// In a longer plan, weekends would be a grey veil.
const MOST_DAYS_WITH_WEEKENDS: i64 = 400;

/// The day after, where the calendar of years does not end.
pub fn next(day: Day) -> Day {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

fn month(lang: Lang, day: Day) -> &'static str {
    match lang {
        Lang::En => en::numbers::month(day.month()),
        Lang::Fr => fr::numbers::month(day.month()),
    }
}

fn initial(lang: Lang, day: Day) -> String {
    month(lang, day).chars().take(1).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn scale(first: &str, last: &str) -> Scale {
        Scale::of(Axis {
            first: day(first),
            last: day(last),
            target: None,
        })
    }

    #[test]
    fn a_scale_has_whole_weeks_and_counts_half_days() {
        let scale = scale("2026-11-25", "2026-12-01");
        assert_eq!(
            (scale.first, scale.last, scale.days()),
            (day("2026-11-23"), day("2026-12-06"), 14)
        );
        let span = Span {
            from: day("2026-11-23"),
            to: day("2026-11-29"),
            begins: Half::Afternoon,
            ends: Half::Morning,
        };
        assert_eq!(
            scale.span(span),
            Stretch {
                from: 0.5 / 14.0,
                to: 6.5 / 14.0
            }
        );
        assert_eq!(scale.morning(day("2020-01-01")), 0.0);
        assert_eq!(scale.evening(day("2030-01-01")), 1.0);
    }

    #[test]
    fn names_stand_where_they_have_room() {
        let reader = Reader {
            lang: Lang::Fr,
            today: day("2026-11-20"),
        };
        let texts = |ticks: Vec<Tick>| ticks.into_iter().map(|tick| tick.text).collect::<Vec<_>>();
        let short = scale("2026-11-23", "2027-01-10");
        assert_eq!(texts(short.upper(700.0, reader)), ["nov. 2026", "déc.", "janv. 2027"]);
        assert_eq!(
            texts(short.lower(700.0, reader)),
            ["23", "30", "7", "14", "21", "28", "4"]
        );
        let long = scale("2026-01-05", "2036-01-05");
        assert_eq!(texts(long.upper(700.0, reader))[1..3], ["2027", "2028"]);
        assert!(texts(long.lower(700.0, reader)).iter().all(String::is_empty));
    }

    #[test]
    fn closed_days_that_follow_each_other_are_one_stretch() {
        let scale = scale("2026-11-23", "2026-11-29");
        let closed = [
            day("2026-11-24"),
            day("2026-11-28"),
            day("2026-11-29"),
            day("2026-12-25"),
        ];
        let [one, two] = scale.closed(&closed)[..] else {
            panic!("two stretches")
        };
        assert_eq!((one.from, one.to), (1.0 / 7.0, 2.0 / 7.0));
        assert_eq!((two.from, two.to), (5.0 / 7.0, 1.0));
    }
}
