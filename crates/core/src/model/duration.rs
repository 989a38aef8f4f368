//! Answers: how long does something take, and in which unit?
//! Invariant: planning counts half working days, effort and SLA count minutes, and the two never mix; a bare number is no duration.
//! Source: design, "Time": `3d` working, `5ed` elapsed, `2w` civil weeks, `12h` effort or SLA.

use std::ops::{Add, Neg, Sub};

/// A number of half working days (`3d` is 6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfDays(pub i32);

impl HalfDays {
    pub const fn days(days: i32) -> Self {
        Self(days * 2)
    }

    /// In working days, with `.5` for a half.
    pub fn as_days(self) -> f64 {
        f64::from(self.0) / 2.0
    }
}

impl Add for HalfDays {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for HalfDays {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for HalfDays {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

/// Minutes of work (effort) or of an open window (SLA).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minutes(pub i32);

/// A stretch of time between two days: a task's duration, a lag, an offset from an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Length {
    /// `3d`, `0.5d`: working days of the calendar that applies.
    Working(HalfDays),
    /// `5ed`, `2w`: calendar days, whatever the calendar.
    ElapsedDays(i32),
}

/// How long an answer may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sla {
    /// `2d`: the same clock time that many working days later.
    WorkingDays(HalfDays),
    /// `4h`: open hours of the window.
    OpenHours(Minutes),
}

/// The longest accepted stretch: 100 years of days. More is a typing error and would slow every loop over days.
pub const LONGEST_DAYS: i32 = 36_525;

impl Length {
    /// Reads `3d`, `0.5d`, `-2d`, `5ed`, `2w`. `None` for anything else, a bare number included.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(number) = text.strip_suffix("ed") {
            return Some(Self::ElapsedDays(whole_days(number)?));
        }
        if let Some(number) = text.strip_suffix('d') {
            return Some(Self::Working(half_days(number)?));
        }
        let weeks = whole_days(text.strip_suffix('w')?)?;
        (weeks.abs() <= LONGEST_DAYS / 7).then_some(Self::ElapsedDays(weeks * 7))
    }

    /// Whether it is zero or more.
    pub fn is_forward(self) -> bool {
        match self {
            Self::Working(halves) => halves.0 >= 0,
            Self::ElapsedDays(days) => days >= 0,
        }
    }
}

impl HalfDays {
    /// Reads working days only (`3d`, `0.5d`).
    pub fn parse(text: &str) -> Option<Self> {
        match Length::parse(text)? {
            Length::Working(halves) => Some(halves),
            Length::ElapsedDays(_) => None,
        }
    }
}

impl Minutes {
    /// Reads hours (`12h`, `0.5h`, `3.5h`), never negative.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = decimal(text.strip_suffix('h')?)?;
        if !(0..=LONGEST_DAYS * 24).contains(&whole) {
            return None;
        }
        Some(Self(whole * 60 + part * 60 / 100))
    }

    pub fn as_hours(self) -> f64 {
        f64::from(self.0) / 60.0
    }
}

impl Sla {
    /// Reads `2d`, `0.5d` or `4h`, never negative.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(minutes) = Minutes::parse(text) {
            return Some(Self::OpenHours(minutes));
        }
        HalfDays::parse(text)
            .filter(|halves| halves.0 >= 0)
            .map(Self::WorkingDays)
    }
}

fn whole_days(number: &str) -> Option<i32> {
    let (whole, part) = decimal(number)?;
    (part == 0 && whole.abs() <= LONGEST_DAYS).then_some(whole)
}

fn half_days(number: &str) -> Option<HalfDays> {
    let negative = number.starts_with('-');
    let (whole, part) = decimal(number)?;
    if !matches!(part, 0 | 50) || whole.abs() > LONGEST_DAYS {
        return None;
    }
    let halves = whole.abs() * 2 + i32::from(part == 50);
    Some(HalfDays(if negative { -halves } else { halves }))
}

/// Whole part and hundredths of `-?[0-9]+([.,][0-9]{1,2})?`.
fn decimal(number: &str) -> Option<(i32, i32)> {
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let sound = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !sound(digits) || !sound(part) || part.len() > 2 || digits.len() > 7 {
        return None;
    }
    Some((whole.parse().ok()?, format!("{part:0<2}").parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_carry_their_unit() {
        for (text, length) in [
            ("3d", Some(Length::Working(HalfDays(6)))),
            ("0.5d", Some(Length::Working(HalfDays(1)))),
            ("-0.5d", Some(Length::Working(HalfDays(-1)))),
            ("0d", Some(Length::Working(HalfDays(0)))),
            ("5ed", Some(Length::ElapsedDays(5))),
            ("-3ed", Some(Length::ElapsedDays(-3))),
            ("2w", Some(Length::ElapsedDays(14))),
            ("3", None),
            ("3.2d", None),
            ("0.5ed", None),
            ("d", None),
            ("9999999d", None),
            ("1e3d", None),
        ] {
            assert_eq!(Length::parse(text), length, "{text}");
        }
    }

    #[test]
    fn an_sla_counts_days_or_open_hours() {
        assert_eq!(Sla::parse("2d"), Some(Sla::WorkingDays(HalfDays(4))));
        assert_eq!(Sla::parse("4h"), Some(Sla::OpenHours(Minutes(240))));
        assert_eq!(Sla::parse("3.5h"), Some(Sla::OpenHours(Minutes(210))));
        assert_eq!(Sla::parse("-1d"), None);
        assert_eq!(Sla::parse("1w"), None);
    }
}
