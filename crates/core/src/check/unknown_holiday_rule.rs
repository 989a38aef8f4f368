//! Answers: does a calendar name holidays that crops cannot compute?
//! Invariant: a calendar that is reported has no holidays at all.
//! Source: `docs/checks.md`, `unknown-holiday-rule`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::finding::{Finding, Severity};
use crate::model::holidays::Zone;
use crate::model::place::Place;
use crate::model::problem::Problem;

pub const RULE: Rule = Rule {
    id: "unknown-holiday-rule",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let named = input
        .studio
        .calendars
        .values()
        .filter_map(|calendar| Some((calendar, calendar.holidays.as_ref()?)));
    named
        .filter(|(_, rule)| Zone::of_rule(&rule.value).is_none())
        .map(|(calendar, rule)| {
            let problem = Problem::UnknownHolidayRule {
                rule: rule.value.to_string(),
            };
            Finding::error(Place::at(&calendar.file, rule.span), problem)
        })
        .collect()
}
