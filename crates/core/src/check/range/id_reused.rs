//! Answers: does a brief take an id that is another's, or was?
//! Invariant: an id is made once and means one brief for ever: verdicts and history are about the id.
//! Source: `docs/checks.md`, `id-reused`.

use super::{IdPast, RangeInput};
use crate::check::{FoundBy, Rule};
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::model::range_problem::RangeProblem;

pub const RULE: Rule = Rule {
    id: "id-reused",
    severity: Severity::Error,
    found_by: FoundBy::Range,
};

pub fn find(input: RangeInput<'_>) -> Vec<Finding> {
    let briefs = input.briefs.iter().filter_map(|step| Some((step, step.after?)));
    briefs
        .filter_map(|(step, brief)| {
            let id = brief.id.to_string();
            let problem = match &step.id {
                IdPast::Own => return None,
                IdPast::Deleted => RangeProblem::IdReused { id, by: None },
                IdPast::Taken(file) => RangeProblem::IdReused {
                    id,
                    by: Some(file.to_string()),
                },
                IdPast::Changed(from) => RangeProblem::IdChanged {
                    from: from.to_string(),
                    to: id,
                },
            };
            Some(Finding::error(Place::whole(&brief.file), Problem::Range(problem)))
        })
        .collect()
}
