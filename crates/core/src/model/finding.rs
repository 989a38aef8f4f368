//! Answers: what is wrong, how bad is it, and where?
//! Invariant: a finding names one rule by a stable id, one place, and the facts; its words are made in `render::catalogue`.

use super::place::Place;
use super::problem::Problem;

#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub severity: Severity,
    pub place: Place,
    pub problem: Problem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// `crops check` exits 1.
    Error,
    /// Only with `--strict`.
    Warning,
}

impl Finding {
    pub fn error(place: Place, problem: Problem) -> Self {
        Self {
            severity: Severity::Error,
            place,
            problem,
        }
    }

    pub fn warning(place: Place, problem: Problem) -> Self {
        Self {
            severity: Severity::Warning,
            place,
            problem,
        }
    }

    /// The stable id of its rule (`unknown-key`).
    pub fn rule(&self) -> &'static str {
        self.problem.rule()
    }
}
