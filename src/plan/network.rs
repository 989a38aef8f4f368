//! Answers: which tasks, links, calendars and limits does a plan consist of?
//! Invariant: instants are half-day boundaries counted from [`ORIGIN`]; tasks and links refer to each other by index.
//! Source: precedence diagramming, FS, SS, FF, SF with lags.

use crate::model::Day;
use crate::model::campaign::LinkType;
use crate::model::duration::Length;

/// A boundary between two half days. Even: midnight before a day; odd: its noon. 0 is the midnight that begins 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i32);

/// The day whose first midnight is instant 0.
pub const ORIGIN: Day = Day::from_ymd_opt(1970, 1, 1).expect("1970-01-01 exists");

impl Instant {
    /// The midnight that begins `day`.
    pub fn start_of(day: Day) -> Self {
        Self((day - ORIGIN).num_days() as i32 * 2)
    }

    /// The midnight that ends `day`.
    pub fn end_of(day: Day) -> Self {
        Self(Self::start_of(day).0 + 2)
    }

    /// The day in which the half day after this instant lies.
    pub fn day_after(self) -> Day {
        ORIGIN + chrono::Duration::days(i64::from(self.0.div_euclid(2)))
    }

    /// The day in which the half day before this instant lies: the last day of work of something that ends here.
    pub fn day_before(self) -> Day {
        Self(self.0 - 1).day_after()
    }
}

/// Index of a calendar in [`Network::calendars`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarIndex(pub u32);

/// Index of a task in [`Network::tasks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskIndex(pub u32);

/// Something that takes `duration` half days of its calendar without a choice of where, or a milestone (0).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Half days of work of `calendar`; 0 is a milestone.
    pub duration: i32,
    pub calendar: CalendarIndex,
    /// Early dates only: it may not start before.
    pub not_before: Option<Instant>,
    /// Late dates only: it must end by.
    pub end_by: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskLink {
    pub from: TaskIndex,
    pub to: TaskIndex,
    pub link: LinkType,
    /// Working lags count on the project calendar, whatever calendars the two tasks have.
    pub lag: Length,
}
