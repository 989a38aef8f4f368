//! Answers: what cannot be taken in a record that was handed over or edited, and where does it stand there?
//! Invariant: a place is in what the person wrote, never in what would be made of it; there is at least one fault.

use super::check::Excerpt;
use crate::change::refusal::Refusal;
use crate::model::finding::Finding;
use crate::model::place::Span;
use crate::model::problem::Problem;
use std::fmt;

/// A record that is none, fault by fault in the order of its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct BadRecord {
    pub faults: Vec<RecordFault>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RecordFault {
    pub why: FaultReason,
    /// `None` for what a flag said.
    pub place: Option<FaultPlace>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FaultReason {
    Problem(Problem),
    Refused(Box<Refusal>),
}

/// A stretch of what was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultPlace {
    /// The path as it was typed, or `<stdin>`.
    pub name: String,
    pub span: Span,
    /// `None` when the line cannot be shown.
    pub excerpt: Option<Excerpt>,
}

impl FaultPlace {
    pub fn new(name: &str, bytes: &[u8], span: Span) -> Self {
        Self {
            name: name.to_owned(),
            span,
            excerpt: Excerpt::of(bytes, span),
        }
    }
}

/// `brief.yml:4:1`, or the name alone for the whole of it.
impl fmt::Display for FaultPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Span { line, column, .. } = self.span;
        match self.span.is_whole_file() {
            true => f.write_str(&self.name),
            false => write!(f, "{}:{line}:{column}", self.name),
        }
    }
}

impl BadRecord {
    /// Findings with their places in these bytes.
    pub fn of_findings(findings: Vec<Finding>, name: &str, bytes: &[u8]) -> Self {
        let fault = |finding: Finding| RecordFault {
            place: Some(FaultPlace::new(name, bytes, finding.place.span)),
            why: FaultReason::Problem(finding.problem),
        };
        Self {
            faults: findings.into_iter().map(fault).collect(),
        }
    }

    /// Findings in what flags said, which has no lines.
    pub fn of_flags(findings: Vec<Finding>) -> Self {
        let fault = |finding: Finding| RecordFault {
            place: None,
            why: FaultReason::Problem(finding.problem),
        };
        Self {
            faults: findings.into_iter().map(fault).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_as_compilers_write_it() {
        let span = Span {
            line: 2,
            column: 1,
            start: 9,
            end: 16,
        };
        let place = |span| FaultPlace::new("brief.yml", b"title: A\nchanels: [tv]\n", span);
        assert_eq!(place(span).to_string(), "brief.yml:2:1");
        assert_eq!(place(span).excerpt.unwrap().marked, "chanels");
        assert_eq!(place(Span::WHOLE_FILE).to_string(), "brief.yml");
    }
}
