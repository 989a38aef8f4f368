//! Answers: how is a forecast from week to week said in English?
//! Invariant: by how much it slipped first.

use super::numbers::counted;
use crate::model::Day;
use crate::plan::compare::Standing;
use crate::render::catalogue::numbers::{hours, working_days};
use crate::render::catalogue::{Lang, Reader};
use crate::report::plan_slip::SlipLine;
use chrono::Datelike;

pub const LAUNCH: &str = "launch";

pub const LEGEND: &str = "earliest: the first launch that works, by the plan of that week's last day · moved: days since the week before · ! later than the launch";

pub fn several(lines: &[SlipLine]) -> String {
    let late = lines
        .iter()
        .filter(|line| line.weeks.last().is_some_and(|week| week.outlook.is_late()));
    match (lines.len(), late.count()) {
        (0, _) => "No campaign with work left has a launch.".into(),
        (all, late) => format!("{} of {} would be late.", late, counted(all, "launch", "launches")),
    }
}

pub fn line(reader: Reader, line: &SlipLine) -> String {
    let title = &line.title;
    let Some(last) = line.weeks.last() else {
        return format!("{title}: no plan of the past weeks can be read.");
    };
    if last.outlook.lacking().0 > 0 {
        return format!(
            "{title}: nobody who could do them has the time for {} of work.",
            hours(Lang::En, last.outlook.lacking())
        );
    }
    let Some(forecast) = last.outlook.forecast() else {
        return format!("{title}: nothing in it depends on a launch.");
    };
    let day = reader.day_in_sentence(forecast);
    let since = line.weeks.first().filter(|first| first.day < last.day);
    let slipped = since.map_or_else(String::new, |first| {
        let since = reader.day(first.day);
        match line.slipped().unwrap_or(0) {
            0 => format!(", as on {since}"),
            days @ 1.. => format!(", {} later than on {since}", counted(days as usize, "day", "days")),
            days @ ..0 => format!(
                ", {} earlier than on {since}",
                counted(days.unsigned_abs() as usize, "day", "days")
            ),
        }
    });
    let holds = match last.outlook.is_late() {
        true => "it would be live on",
        false => "the launch holds on",
    };
    format!("{title}: {holds} {day}{slipped}.")
}

pub fn week(reader: Reader, day: Day) -> String {
    format!("W{:02}, {}", day.iso_week().week(), reader.day(day))
}

pub fn standing(standing: Standing) -> String {
    let days = |days| working_days(Lang::En, days);
    if standing.lacking.0 > 0 {
        return format!("{} lack somebody", hours(Lang::En, standing.lacking));
    }
    if standing.short.0 > 0 {
        format!("{} short", days(standing.short))
    } else if standing.margin_used.0 > 0 {
        format!("{} of margin used", days(standing.margin_used))
    } else {
        days(standing.spare)
    }
}
