//! Answers: what is said on a page of remarks around the remarks, in English?
//! Invariant: what is not shown is said, with its reason.

use super::feedback::{capital, open};
use crate::render::catalogue::proof_page::ProofPageWord;
use crate::report::feedback::FeedbackList;
use crate::report::proof_sheet::Picture;

pub const fn word(word: ProofPageWord) -> &'static str {
    match word {
        ProofPageWord::Kind => "Feedback",
        ProofPageWord::OnTheBrief => "On the brief itself",
        ProofPageWord::NoRemark => "No remark.",
    }
}

pub fn verdict(list: &FeedbackList) -> String {
    format!("{}.", capital(&open(list)))
}

pub const fn no_picture(picture: &Picture) -> &'static str {
    match picture {
        Picture::Here(..) => "",
        Picture::Elsewhere => "The file is not here.",
        Picture::OtherBytes => "The file that is here is another version: its hash is not the one on record.",
        Picture::NotShown => "The file is no picture that a browser shows, or is too large for this page.",
    }
}
