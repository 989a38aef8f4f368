//! Answers: does somebody of the team have a week without a single hour?
//! Invariant: whoever has left is not asked; without `hours:` the window of the calendar counts.
//! Source: `docs/checks.md`, `person-without-hours`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::finding::{Finding, Severity};
use crate::model::person::Person;
use crate::model::place::{Place, Span};
use crate::model::problem::Problem;

pub const RULE: Rule = Rule {
    id: "person-without-hours",
    severity: Severity::Warning,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let never = |person: &&Person| {
        let has_none = |hours: [crate::model::duration::Minutes; 7]| hours.iter().all(|hours| hours.0 == 0);
        person.until.is_none() && person.hours.is_some_and(has_none)
    };
    let people = input.studio.people.values().filter(never);
    people
        .map(|person| Finding {
            severity: Severity::Warning,
            place: Place::at(&person.file, Span::WHOLE_FILE),
            problem: Problem::PersonWithoutHours {
                person: person.id.to_string(),
            },
        })
        .collect()
}
