//! Answers: what is said of the proofs, remarks and verdicts of a brief, in the reader's language?
//! Invariant: one line a fact that chooses the language; the words are in `en/brief_review` and `fr/brief_review`.

use super::{Lang, Reader, en, fr};
use crate::report::brief_review::{ProofNow, VerdictSaid};
use crate::report::feedback::RemarkRow;

pub fn proof(reader: Reader, proof: &ProofNow) -> String {
    match reader.lang {
        Lang::En => en::brief_review::proof(proof),
        Lang::Fr => fr::brief_review::proof(proof),
    }
}

/// A remark that is not settled yet, in one line.
pub fn remark(reader: Reader, row: &RemarkRow) -> String {
    match reader.lang {
        Lang::En => en::brief_review::remark(row),
        Lang::Fr => fr::brief_review::remark(row),
    }
}

pub fn more_remarks(reader: Reader, count: usize) -> String {
    match reader.lang {
        Lang::En => en::brief_review::more_remarks(count),
        Lang::Fr => fr::brief_review::more_remarks(count),
    }
}

/// Who decided what and when, on which evidence, and whether it is about what the brief says now.
pub fn verdict(reader: Reader, verdict: &VerdictSaid) -> String {
    match reader.lang {
        Lang::En => en::brief_review::verdict(reader, verdict),
        Lang::Fr => fr::brief_review::verdict(reader, verdict),
    }
}
