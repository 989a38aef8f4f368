//! Answers: what is said of remarks on a brief, in French?
//! Invariant: the remark's own words stand as they were typed.

use crate::model::feedback::Severity;

pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocking => "bloquante",
        Severity::Major => "majeure",
        Severity::Minor => "mineure",
        Severity::Idea => "idée",
    }
}
