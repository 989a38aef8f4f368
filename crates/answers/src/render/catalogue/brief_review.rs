//! Answers: what is said of the proofs, remarks and verdicts of a brief, in the reader's language?
//! Invariant: one line a fact that chooses the language; the words are in `en/brief_review` and `fr/brief_review`.

use super::{Lang, Reader, en, fr};
use crate::report::brief_review::{HandoffSaid, ProofNow, VerdictSaid};
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

/// What was ticked or let pass, by whom and when.
pub fn handoff(reader: Reader, one: &HandoffSaid) -> String {
    let beyond = one.beyond.as_ref();
    match reader.lang {
        Lang::En => {
            let said = en::trail::handoff(&one.stage_title, &one.ticked, beyond);
            en::brief_review::by(reader, &said, one)
        }
        Lang::Fr => {
            let said = fr::trail::handoff(&one.stage_title, &one.ticked, beyond);
            fr::brief_review::by(reader, &said, one)
        }
    }
}

/// Who decided what and when, on which evidence, and whether it is about what the brief says now.
pub fn verdict(reader: Reader, verdict: &VerdictSaid) -> String {
    match reader.lang {
        Lang::En => en::brief_review::verdict(reader, verdict),
        Lang::Fr => fr::brief_review::verdict(reader, verdict),
    }
}
