//! Answers: which tasks, links, calendars and limits does a plan consist of?
//! Invariant: instants are half-day boundaries counted from [`ORIGIN`]; tasks and links refer to each other by index.
//! Source: precedence diagramming, FS, SS, FF, SF with lags.

use super::worktime::WorkTime;
use crate::model::Day;
use crate::model::campaign::LinkType;
use crate::model::duration::Length;

/// A boundary between two half days. Even: midnight before a day; odd: its noon. 0 is the midnight that begins 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i32);

/// The day whose first midnight is instant 0.
pub const ORIGIN: Day = Day::from_ymd_opt(1970, 1, 1).expect("1970-01-01 exists");

impl Instant {
    /// Later than anything that can be planned, some 13,000 years from now: where a calendar never opens again.
    pub const FAR_FUTURE: Self = Self(10_000_000);
    /// Earlier than anything that can be planned.
    pub const FAR_PAST: Self = Self(-10_000_000);

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
        ORIGIN + chrono::Duration::days(i64::from(self.clamped().0.div_euclid(2)))
    }

    /// The day in which the half day before this instant lies: the last day of work of something that ends here.
    pub fn day_before(self) -> Day {
        Self(self.clamped().0 - 1).day_after()
    }

    /// Whether this is the noon of a day.
    pub fn is_noon(self) -> bool {
        self.0.rem_euclid(2) == 1
    }

    /// This instant plus calendar days.
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(2))).clamped()
    }

    /// Kept between [`Self::FAR_PAST`] and [`Self::FAR_FUTURE`].
    pub fn clamped(self) -> Self {
        self.clamp(Self::FAR_PAST, Self::FAR_FUTURE)
    }

    /// Whether dates can be read from it: later or earlier, no calendar holds and nothing was planned.
    pub fn is_out_of_range(self) -> bool {
        self <= Self::FAR_PAST || self >= Self::FAR_FUTURE
    }
}

/// Index of a calendar in [`Network::calendars`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarIndex(pub u32);

/// Index of a task in [`Network::tasks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskIndex(pub u32);

/// A half-open stretch `[start, end)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Placement {
    pub start: Instant,
    pub end: Instant,
}

/// Something that takes `duration` half days of its calendar without a choice of where, or a milestone (0).
///
/// A task starts where a half day of its calendar opens and ends where one closes; it may span days off.
/// A milestone starts and ends at one instant, any instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Half days of work of `calendar`, of a task under way those that are left; 0 is a milestone.
    pub duration: i32,
    pub calendar: CalendarIndex,
    /// Early dates only: it may not start before.
    pub not_before: Option<Instant>,
    /// Late dates only: it must end by.
    pub end_by: Option<Instant>,
    /// What has happened to it.
    pub actual: Actual,
}

impl Task {
    /// Nothing limits it and nothing has happened yet.
    pub fn new(duration: i32, calendar: CalendarIndex) -> Self {
        Self {
            duration,
            calendar,
            not_before: None,
            end_by: None,
            actual: Actual::Planned,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Actual {
    #[default]
    Planned,
    /// Under way since: `duration` is what is left, and links that look at its start see this one.
    Started(Instant),
    /// Over: both passes leave it there, whatever links and limits say, and it has no float.
    Done(Placement),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskLink {
    pub from: TaskIndex,
    pub to: TaskIndex,
    pub link: LinkType,
    /// Working lags count on the project calendar, whatever calendars the two tasks have.
    pub lag: Length,
}

/// The edges on which tasks start and end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grain {
    #[default]
    HalfDays,
    /// Midnights alone. Only where every duration, lag and limit is of whole days and no calendar has a half day.
    WholeDays,
}

impl Grain {
    /// In half days.
    pub fn step(self) -> i32 {
        match self {
            Self::HalfDays => 1,
            Self::WholeDays => 2,
        }
    }
}

/// All that a schedule depends on. Indices are in range; a calendar that never opens gives dates that are out of range.
#[derive(Clone, Debug)]
pub struct Network {
    pub calendars: Vec<WorkTime>,
    /// Working lags count on it.
    pub project_calendar: CalendarIndex,
    /// No task starts before it (early dates).
    pub project_start: Instant,
    pub deadline: Deadline,
    pub grain: Grain,
    pub tasks: Vec<Task>,
    pub links: Vec<TaskLink>,
}

/// By when every task must end, beside its own limit (late dates).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    At(Instant),
    /// The end of the earliest schedule.
    EarliestFinish,
    /// The limits of the tasks alone; what they do not pull has no late dates.
    LimitsAlone,
}

impl Network {
    pub fn task(&self, index: TaskIndex) -> &Task {
        &self.tasks[index.0 as usize]
    }

    pub fn calendar(&self, index: CalendarIndex) -> &WorkTime {
        &self.calendars[index.0 as usize]
    }

    pub fn calendar_of(&self, index: TaskIndex) -> &WorkTime {
        self.calendar(self.task(index).calendar)
    }
}
