//! Answers: does the studio name a time zone that exists?
//! Invariant: a studio that is reported counts in UTC.
//! Source: `docs/checks.md`, `unknown-timezone`; the IANA time zone database.

use super::{CheckInput, FoundBy, Rule};
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::model::similar::nearest;

pub const RULE: Rule = Rule {
    id: "unknown-timezone",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let settings = &input.studio.settings;
    let name = &settings.timezone;
    if name.parse::<chrono_tz::Tz>().is_ok() {
        return Vec::new();
    }
    let known = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    // People know the town: `Paris` means `Europe/Paris`.
    let town = |zone: &&str| {
        zone.rsplit('/')
            .next()
            .is_some_and(|town| town.eq_ignore_ascii_case(&name.value))
    };
    let near = known.clone().find(town).or_else(|| nearest(&name.value, known));
    let problem = Problem::UnknownTimezone {
        name: name.value.to_string(),
        near: near.map(str::to_owned),
    };
    vec![Finding::error(Place::at(&settings.file, name.span), problem)]
}
