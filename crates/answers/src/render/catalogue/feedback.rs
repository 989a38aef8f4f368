//! Answers: what is said of remarks on a brief, in the reader's language?
//! Invariant: one line a fact that chooses the language; the words are in `en/feedback` and `fr/feedback`.

use super::{Lang, Reader, en, fr};
use crate::model::feedback::Severity;
use crate::model::remark_place::RemarkPlace;
use crate::report::feedback::{FeedbackList, RemarkRow, VersionSeen};

/// How much is open.
pub fn headline(reader: Reader, list: &FeedbackList) -> String {
    match reader.lang {
        Lang::En => en::feedback::headline(list),
        Lang::Fr => fr::feedback::headline(list),
    }
}

/// That a file says something nobody can read.
pub fn unreadable(reader: Reader, file: &str) -> String {
    match reader.lang {
        Lang::En => en::feedback::unreadable(file),
        Lang::Fr => fr::feedback::unreadable(file),
    }
}

/// Open, or settled by whom.
pub fn state(reader: Reader, row: &RemarkRow) -> String {
    match reader.lang {
        Lang::En => en::feedback::state(row),
        Lang::Fr => fr::feedback::state(row),
    }
}

pub fn severity(reader: Reader, severity: Severity) -> &'static str {
    match reader.lang {
        Lang::En => en::feedback::severity(severity),
        Lang::Fr => fr::feedback::severity(severity),
    }
}

/// Where a remark points.
pub fn place(reader: Reader, place: &RemarkPlace) -> String {
    match reader.lang {
        Lang::En => en::feedback::place(place),
        Lang::Fr => fr::feedback::place(place),
    }
}

/// Which version was looked at, and whether there is a later one.
pub fn version(reader: Reader, seen: &VersionSeen) -> String {
    match reader.lang {
        Lang::En => en::feedback::version(seen),
        Lang::Fr => fr::feedback::version(seen),
    }
}
