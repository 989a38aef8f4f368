//! Answers: does a calendar have a working day at all?
//! Invariant: hours that leave nothing of a day are found while the file is read; an empty week here.
//! Source: `docs/checks.md`, `calendar-never-open`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::problem::Problem;

pub const RULE: Rule = Rule {
    id: "calendar-never-open",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let calendars = input.studio.calendars.values();
    calendars
        .filter(|calendar| calendar.week.is_empty())
        .map(|calendar| {
            let problem = Problem::CalendarNeverOpen {
                calendar: calendar.id.to_string(),
            };
            Finding::error(Place::at(&calendar.file, calendar.week_span), problem)
        })
        .collect()
}
