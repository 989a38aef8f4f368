//! Answers: what is said of a request that nobody has merged yet, in the reader's language?
//! Invariant: one line a fact that chooses the language; the words are in `en/pending` and `fr/pending`.

use super::{Lang, Reader, en, fr};
use crate::report::pending::PendingRequest;

/// `In a pull request: crops/k3x9qa/review, Production → Delivered, 2 commits by Ada Moreau, since Fri 20 Nov`
pub fn request(reader: Reader, one: &PendingRequest) -> String {
    match reader.lang {
        Lang::En => en::pending::request(reader, one),
        Lang::Fr => fr::pending::request(reader, one),
    }
}

/// With the brief's id before it.
pub fn of_brief(reader: Reader, one: &PendingRequest) -> String {
    format!("{} · {}", one.brief, request(reader, one))
}
