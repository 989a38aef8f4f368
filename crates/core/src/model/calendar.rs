//! Answers: on which half days, and between which hours, does somebody work?
//! Invariant: a calendar record is complete in itself; it never inherits another's closures.
//! Source: design, "Time", calendars.

use super::Day;
use super::duration::Minutes;
use super::id::CalendarId;
use super::place::{Placed, Span, StudioPath};
use chrono::Weekday;

/// A calendar as its file says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    pub id: CalendarId,
    pub file: StudioPath,
    /// Worked weekdays; empty is a finding of its own.
    pub week: Vec<Weekday>,
    pub week_span: Span,
    pub window: Window,
    /// A holiday rule such as `FR` or `FR-Alsace-Moselle`.
    pub holidays: Option<Placed<Box<str>>>,
    /// Days off between a holiday and a weekend.
    pub bridges: Vec<Placed<Day>>,
    /// Holidays that are worked all the same.
    pub worked: Vec<Placed<Day>>,
    pub closed: Vec<Period>,
    /// Days of which only the morning is worked.
    pub half: Vec<Placed<Day>>,
    /// Periods with fewer hours a day.
    pub reduced: Vec<Reduced>,
}

/// The hours of a working day, in minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: u16,
    pub to: u16,
    /// Length of the break; zero for none.
    pub lunch: Minutes,
    /// When the break begins: 12:30 unless the calendar says.
    pub lunch_at: u16,
}

impl Default for Window {
    /// 09:00 to 18:00 with an hour at 12:30.
    fn default() -> Self {
        Self {
            from: 9 * 60,
            to: 18 * 60,
            lunch: Minutes(60),
            lunch_at: 12 * 60 + 30,
        }
    }
}

/// Days from `from` to `to`, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Day,
    pub to: Day,
    pub why: Option<Box<str>>,
    pub span: Span,
}

/// A period in which a day has fewer hours: up to half of the window's, only mornings are worked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reduced {
    pub from: Day,
    pub to: Day,
    pub hours: Minutes,
    pub span: Span,
}
