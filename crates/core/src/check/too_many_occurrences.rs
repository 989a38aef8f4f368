//! Answers: does a series come out more often than anybody could mean?
//! Invariant: a series that is reported is cut at the limit everywhere.
//! Source: `docs/checks.md`, `too-many-occurrences`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::campaign::{Every, MOST_OCCURRENCES};
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::plan::anchors::day_of;
use crate::plan::calendars::Calendars;

pub const RULE: Rule = Rule {
    id: "too-many-occurrences",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let calendars = Calendars::of(input.studio);
    let mut findings = Vec::new();
    for campaign in input.studio.campaigns.values() {
        for series in &campaign.series {
            let end = |day| day_of(day, Some(campaign), calendars.studio());
            let (Some(from), Some(to)) = (end(&series.from), end(&series.to)) else {
                continue;
            };
            let step = match series.every {
                Every::Day => 1,
                Every::Weekday(_) => 7,
                Every::Days(days) => i64::from(days.max(1)),
            };
            if (to - from).num_days() / step >= MOST_OCCURRENCES as i64 {
                let problem = Problem::TooManyOccurrences {
                    series: series.id.to_string(),
                    most: MOST_OCCURRENCES,
                };
                findings.push(Finding::error(Place::at(&campaign.file, series.to.span), problem));
            }
        }
    }
    findings
}
