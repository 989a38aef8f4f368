//! Answers: what was ticked, or let pass, in a file beside a brief?
//! Invariant: a file with an error gives nothing.

use super::find::Expected;
use super::read::{Defaults, Record, read_file};
use crate::model::handoff::Handoff;
use crate::model::other::{Detail, RecordType};
use crate::model::place::StudioPath;

/// What a file of `handoffs/` holds; `None` when anything in it is an error.
pub fn handoff(file: &StudioPath, bytes: &[u8]) -> Option<Handoff> {
    let expected = Expected::Record(RecordType::Handoff);
    match read_file(file, bytes, expected, Defaults::default()).record? {
        Record::Other(other) => match other.detail {
            Detail::Handoff(one) => Some(*one),
            Detail::Asset(_) | Detail::Feedback(_) | Detail::Ruling(_) | Detail::None => None,
        },
        _ => None,
    }
}
