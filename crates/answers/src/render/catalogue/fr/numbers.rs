//! Answers: how are days and counts written in French?
//! Invariant: lower case, `1er` for the first, everything under 2 is singular.

use crate::model::Day;
use crate::render::catalogue::numbers::{DayForm, Distance};
use chrono::{Datelike, Weekday};

/// `lun. 15 mars`, without the year.
pub fn day(day: Day, form: DayForm) -> String {
    let number = if day.day() == 1 {
        "1er".into()
    } else {
        day.day().to_string()
    };
    match form {
        DayForm::Short => format!("{number} {}", month(day.month())),
        DayForm::Weekday => format!("{} {number} {}", weekday(day.weekday()), month(day.month())),
        DayForm::InWeek => format!("{} {number}", weekday(day.weekday())),
        DayForm::Sentence => format!("{} {number} {}", weekday_name(day.weekday()), month_name(day.month())),
    }
}

pub const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "lun.",
        Weekday::Tue => "mar.",
        Weekday::Wed => "mer.",
        Weekday::Thu => "jeu.",
        Weekday::Fri => "ven.",
        Weekday::Sat => "sam.",
        Weekday::Sun => "dim.",
    }
}

pub const fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "lundi",
        Weekday::Tue => "mardi",
        Weekday::Wed => "mercredi",
        Weekday::Thu => "jeudi",
        Weekday::Fri => "vendredi",
        Weekday::Sat => "samedi",
        Weekday::Sun => "dimanche",
    }
}

/// Abbreviated as in calendars, for 1 to 12.
pub fn month(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ];
    NAMES[(month as usize + 11) % 12]
}

/// In full, for 1 to 12.
pub fn month_name(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    NAMES[(month as usize + 11) % 12]
}

/// `0 erreur`, `1 erreur`, `2 erreurs`
pub fn counted(count: usize, one: &str, many: &str) -> String {
    let number = crate::render::catalogue::numbers::count(crate::render::catalogue::Lang::Fr, count as i64);
    format!("{number} {}", if count < 2 { one } else { many })
}

pub fn relative(distance: Distance) -> String {
    let of = |number: i64, one: &str, many: &str| counted(number as usize, one, many);
    match distance {
        Distance::Today => "aujourd’hui".into(),
        Distance::Tomorrow => "demain".into(),
        Distance::Yesterday => "hier".into(),
        Distance::InDays(days) => format!("dans {}", of(days, "jour", "jours")),
        Distance::DaysAgo(days) => format!("il y a {}", of(days, "jour", "jours")),
        Distance::InWeeks(weeks) => format!("dans {}", of(weeks, "semaine", "semaines")),
        Distance::WeeksAgo(weeks) => format!("il y a {}", of(weeks, "semaine", "semaines")),
        Distance::InMonths(months) => format!("dans {}", of(months, "mois", "mois")),
        Distance::MonthsAgo(months) => format!("il y a {}", of(months, "mois", "mois")),
    }
}
