//! Answers: what is said on a page of remarks around the remarks, in the reader's language?
//! Invariant: one line a fact that chooses the language; the words are in `en/proof_page` and `fr/proof_page`.

use super::{Lang, Reader, en, fr};
use crate::report::feedback::FeedbackList;
use crate::report::proof_sheet::Picture;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofPageWord {
    Kind,
    /// Remarks that were made on no proof.
    OnTheBrief,
    NoRemark,
}

pub fn word(reader: Reader, word: ProofPageWord) -> &'static str {
    match reader.lang {
        Lang::En => en::proof_page::word(word),
        Lang::Fr => fr::proof_page::word(word),
    }
}

/// How much is open.
pub fn verdict(reader: Reader, list: &FeedbackList) -> String {
    match reader.lang {
        Lang::En => en::proof_page::verdict(list),
        Lang::Fr => fr::proof_page::verdict(list),
    }
}

/// Why no picture is shown.
pub fn no_picture(reader: Reader, picture: &Picture) -> &'static str {
    match reader.lang {
        Lang::En => en::proof_page::no_picture(picture),
        Lang::Fr => fr::proof_page::no_picture(picture),
    }
}
