//! Answers: which sentence says this of a record that changed, in the language of the reader?
//! Invariant: one function a fact, the same in both languages.

use super::{Lang, Reader, en, fr};
use crate::report::record_diff::{FieldCause, RecordDiff};

/// How much changed since when.
pub fn headline(reader: Reader, diff: &RecordDiff) -> String {
    match reader.lang {
        Lang::En => en::record_diff::headline(reader, diff),
        Lang::Fr => fr::record_diff::headline(reader, diff),
    }
}

pub fn moved(reader: Reader, from: &str, to: &str) -> String {
    match reader.lang {
        Lang::En => en::record_diff::moved(from, to),
        Lang::Fr => fr::record_diff::moved(from, to),
    }
}

/// Instead of a name, where no commit did it.
pub fn cause(reader: Reader, cause: FieldCause) -> &'static str {
    match reader.lang {
        Lang::En => en::record_diff::cause(cause),
        Lang::Fr => fr::record_diff::cause(cause),
    }
}

pub fn legend(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::record_diff::LEGEND,
        Lang::Fr => fr::record_diff::LEGEND,
    }
}
