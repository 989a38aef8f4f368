//! Answers: which days does `2026-Q4`, `2026-W47` or `last-90d` mean, and which came just before?
//! Invariant: a period has at least one day, both ends belong to it, and it lies between 1900 and 2199.
//! Source: ISO 8601 for weeks.

use crate::model::Day;
use crate::model::anchor::parse_day;
use chrono::{Datelike, Days, Months, Weekday};

/// Days from `from` to `to`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Day,
    pub to: Day,
    shape: Shape,
}

/// How it was named, which is how it steps back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Months(u32),
    Week,
    /// Any stretch of days.
    Days,
}

/// What people call a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodName {
    Year(i32),
    /// The year, and the quarter from 1.
    Quarter(i32, u32),
    /// The year, and the month from 1.
    Month(i32, u32),
    /// The ISO year and week.
    Week(i32, u32),
    /// First and last day.
    Days(Day, Day),
}

/// The longest `last-…d`: 100 years.
const MOST_DAYS: u64 = 36_525;

impl Period {
    /// Reads `2026`, `2026-Q4`, `2026-11`, `2026-W47`, `last-90d` or `2026-11-01..2026-11-15`. `today` is the last day of `last-…`.
    pub fn parse(text: &str, today: Day) -> Option<Self> {
        if let Some((from, to)) = text.split_once("..") {
            return Self::days(parse_day(from)?, parse_day(to)?);
        }
        if let Some(days) = text.strip_prefix("last-").and_then(|rest| rest.strip_suffix('d')) {
            let days: u64 = number(days, 1..=5)?.into();
            let back = (1..=MOST_DAYS).contains(&days).then(|| Days::new(days - 1))?;
            return Self::days(today.checked_sub_days(back)?, today);
        }
        let (year, rest) = text
            .split_once('-')
            .map_or((text, None), |(year, rest)| (year, Some(rest)));
        let year = i32::try_from(number(year, 4..=4)?).ok()?;
        match rest {
            None => Self::months(year, 1, 12),
            Some(rest) => match (rest.strip_prefix('Q'), rest.strip_prefix('W')) {
                (Some(quarter), _) => Self::months(year, number(quarter, 1..=1)?.checked_sub(1)? * 3 + 1, 3),
                (_, Some(week)) => Self::week(year, number(week, 2..=2)?),
                _ => Self::months(year, number(rest, 2..=2)?, 1),
            },
        }
    }

    /// The quarter that `day` is in.
    pub fn quarter_of(day: Day) -> Option<Self> {
        Self::months(day.year(), day.month0() / 3 * 3 + 1, 3)
    }

    fn months(year: i32, first: u32, count: u32) -> Option<Self> {
        let from = Day::from_ymd_opt(year, first, 1)?;
        let to = from.checked_add_months(Months::new(count))?.pred_opt()?;
        Self::sound(from, to, Shape::Months(count))
    }

    fn week(year: i32, week: u32) -> Option<Self> {
        let from = Day::from_isoywd_opt(year, week, Weekday::Mon)?;
        Self::sound(from, from.checked_add_days(Days::new(6))?, Shape::Week)
    }

    /// Any stretch; `None` when it ends before it begins.
    pub fn days(from: Day, to: Day) -> Option<Self> {
        Self::sound(from, to, Shape::Days)
    }

    fn sound(from: Day, to: Day, shape: Shape) -> Option<Self> {
        let known = |day: Day| (1900..2200).contains(&day.year());
        (from <= to && known(from) && known(to)).then_some(Self { from, to, shape })
    }

    pub fn contains(&self, day: Day) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Number of days.
    pub fn length(&self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    /// The one before, named the same way: of a quarter the quarter, of 90 days the 90 days.
    pub fn previous(&self) -> Option<Self> {
        let to = self.from.pred_opt()?;
        let from = match self.shape {
            Shape::Months(count) => self.from.checked_sub_months(Months::new(count))?,
            Shape::Week | Shape::Days => self.from.checked_sub_days(Days::new(self.length().unsigned_abs()))?,
        };
        Self::sound(from, to, self.shape)
    }

    /// The part of it that is not after `day`; `None` when it has not begun.
    pub fn until(&self, day: Day) -> Option<Self> {
        Self::sound(self.from, self.to.min(day), self.shape)
    }

    pub fn name(&self) -> PeriodName {
        let (year, month) = (self.from.year(), self.from.month());
        match self.shape {
            Shape::Months(12) => PeriodName::Year(year),
            Shape::Months(3) => PeriodName::Quarter(year, month / 3 + 1),
            Shape::Months(1) => PeriodName::Month(year, month),
            Shape::Week => PeriodName::Week(self.from.iso_week().year(), self.from.iso_week().week()),
            Shape::Months(_) | Shape::Days => PeriodName::Days(self.from, self.to),
        }
    }

    /// Its steps for a trend, oldest first: weeks up to a quarter or so, else months.
    pub fn steps(&self) -> Vec<Self> {
        let mut steps = Vec::new();
        let mut from = self.from;
        while from <= self.to {
            let end = if self.length() <= 100 {
                let to_sunday = 6 - from.weekday().num_days_from_monday();
                from.checked_add_days(Days::new(to_sunday.into()))
            } else {
                from.with_day(1)
                    .and_then(|first| first.checked_add_months(Months::new(1))?.pred_opt())
            };
            let Some(step) = end.and_then(|end| Self::days(from, end.min(self.to))) else {
                break;
            };
            from = step.to.succ_opt().unwrap_or(Day::MAX);
            steps.push(step);
        }
        steps
    }
}

/// `2026-Q4` where it is one, else the two days.
impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let year = self.from.year();
        match self.shape {
            Shape::Months(12) => write!(f, "{year}"),
            Shape::Months(3) => write!(f, "{year}-Q{}", self.from.month0() / 3 + 1),
            Shape::Months(1) => write!(f, "{}", self.from.format("%Y-%m")),
            Shape::Week => write!(f, "{}", self.from.format("%G-W%V")),
            Shape::Months(_) | Shape::Days => write!(f, "{}..{}", self.from, self.to),
        }
    }
}

fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let sound = digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_two_ends_and_one_before() {
        let today = parse_day("2026-11-21").expect("a day");
        for (text, days, before) in [
            ("2026", "2026-01-01..2026-12-31", "2025"),
            ("2026-Q4", "2026-10-01..2026-12-31", "2026-Q3"),
            ("2026-Q1", "2026-01-01..2026-03-31", "2025-Q4"),
            ("2026-02", "2026-02-01..2026-02-28", "2026-01"),
            ("2026-W01", "2025-12-29..2026-01-04", "2025-W52"),
            ("2026-W53", "2026-12-28..2027-01-03", "2026-W52"),
            ("last-90d", "2026-08-24..2026-11-21", "2026-05-26..2026-08-23"),
            (
                "2026-11-03..2026-11-03",
                "2026-11-03..2026-11-03",
                "2026-11-02..2026-11-02",
            ),
        ] {
            let period = Period::parse(text, today).expect(text);
            assert_eq!(format!("{}..{}", period.from, period.to), days, "{text}");
            assert_eq!(
                period.previous().map(|p| p.to_string()).as_deref(),
                Some(before),
                "{text}"
            );
            assert!(
                Period::parse(&period.to_string(), today).is_some_and(|p| (p.from, p.to) == (period.from, period.to))
            );
        }
        for bad in [
            "",
            "2026-Q5",
            "2026-Q0",
            "2026-13",
            "2025-W53",
            "last-0d",
            "last-99999d",
            "last-d",
            "26",
            "2026-1",
            "2026-11-03..2026-11-02",
            "2026-11-03..",
            "9999",
            "+026",
            "2026-Q+",
        ] {
            assert_eq!(Period::parse(bad, today), None, "{bad}");
        }
    }

    #[test]
    fn steps_cover_a_period_without_a_gap() {
        let today = parse_day("2026-11-21").expect("a day");
        for (text, count) in [
            ("2026-Q4", 14),
            ("2026", 12),
            ("2026-W47", 1),
            ("2026-11-20..2026-11-23", 2),
        ] {
            let period = Period::parse(text, today).expect(text);
            let steps = period.steps();
            assert_eq!(steps.len(), count, "{text}");
            assert_eq!((steps[0].from, steps[count - 1].to), (period.from, period.to));
            assert!(steps.windows(2).all(|pair| pair[0].to.succ_opt() == Some(pair[1].from)));
        }
    }
}
