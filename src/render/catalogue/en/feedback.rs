//! Answers: what is said of remarks on a brief, in English?
//! Invariant: the remark's own words stand as they were typed.

use crate::model::feedback::Severity;

pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocking => "blocking",
        Severity::Major => "major",
        Severity::Minor => "minor",
        Severity::Idea => "idea",
    }
}
