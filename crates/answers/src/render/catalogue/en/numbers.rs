//! Answers: how are days and counts written in English?
//! Invariant: day before month, abbreviations without a full stop, only 1 is singular.

use crate::model::Day;
use crate::render::catalogue::numbers::{DayForm, Distance};
use chrono::{Datelike, Weekday};

/// `Mon 15 Mar`, without the year.
pub fn day(day: Day, form: DayForm) -> String {
    let date = format!("{} {}", day.day(), month(day.month()));
    match form {
        DayForm::Short => date,
        DayForm::InWeek => format!("{} {}", weekday(day.weekday()), day.day()),
        DayForm::Weekday | DayForm::Sentence => format!("{} {date}", weekday(day.weekday())),
    }
}

pub const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Mon",
        Weekday::Tue => "Tue",
        Weekday::Wed => "Wed",
        Weekday::Thu => "Thu",
        Weekday::Fri => "Fri",
        Weekday::Sat => "Sat",
        Weekday::Sun => "Sun",
    }
}

/// Three letters, for 1 to 12.
pub fn month(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    NAMES[(month as usize + 11) % 12]
}

/// The whole name, for sentences.
pub fn month_name(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES[(month as usize + 11) % 12]
}

/// `1 error`, `0 errors`
pub fn counted(count: usize, one: &str, many: &str) -> String {
    let number = crate::render::catalogue::numbers::count(crate::render::catalogue::Lang::En, count as i64);
    format!("{number} {}", if count == 1 { one } else { many })
}

pub fn relative(distance: Distance) -> String {
    let of = |number: i64, one: &str, many: &str| counted(number as usize, one, many);
    match distance {
        Distance::Today => "today".into(),
        Distance::Tomorrow => "tomorrow".into(),
        Distance::Yesterday => "yesterday".into(),
        Distance::InDays(days) => format!("in {}", of(days, "day", "days")),
        Distance::DaysAgo(days) => format!("{} ago", of(days, "day", "days")),
        Distance::InWeeks(weeks) => format!("in {}", of(weeks, "week", "weeks")),
        Distance::WeeksAgo(weeks) => format!("{} ago", of(weeks, "week", "weeks")),
        Distance::InMonths(months) => format!("in {}", of(months, "month", "months")),
        Distance::MonthsAgo(months) => format!("{} ago", of(months, "month", "months")),
    }
}
