//! Answers: is this text no YAML because a merge was left half done?
//! Invariant: only a file that cannot be read is looked at: the same marks may stand in a text.

use crate::model::place::Span;
use crate::model::problem::Problem;
use crate::store::yaml::Fault;

/// One finding at the first mark of a merge conflict, where there is one, in the place of all faults that it causes.
pub fn instead_of(bytes: &[u8], faults: Vec<Fault>) -> Vec<Fault> {
    match first_mark(bytes) {
        Some(span) => vec![Fault {
            span,
            problem: Problem::ConflictMarkers,
        }],
        None => faults,
    }
}

/// A line of `<<<<<<< `, with `=======` and `>>>>>>> ` below it.
fn first_mark(bytes: &[u8]) -> Option<Span> {
    let mut start = 0;
    let mut found: Option<Span> = None;
    let mut wanted = ["<<<<<<< ", "=======", ">>>>>>> "].iter();
    let mut mark = wanted.next()?;
    for (number, line) in bytes.split(|b| *b == b'\n').enumerate() {
        if line.starts_with(mark.as_bytes()) {
            found = found.or(Some(Span {
                line: u32::try_from(number).ok()?.checked_add(1)?,
                column: 1,
                start: u32::try_from(start).ok()?,
                end: u32::try_from(start + line.len()).ok()?,
            }));
            match wanted.next() {
                Some(next) => mark = next,
                None => return found,
            }
        }
        start += line.len() + 1;
    }
    None
}
