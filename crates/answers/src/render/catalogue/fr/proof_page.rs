//! Answers: what is said on a page of remarks around the remarks, in French?
//! Invariant: what is not shown is said, with its reason.

use super::feedback::{capital, open};
use crate::render::catalogue::proof_page::ProofPageWord;
use crate::report::feedback::FeedbackList;
use crate::report::proof_sheet::Picture;

pub const fn word(word: ProofPageWord) -> &'static str {
    match word {
        ProofPageWord::Kind => "Retours",
        ProofPageWord::OnTheBrief => "Sur le brief lui-même",
        ProofPageWord::NoRemark => "Aucune remarque.",
    }
}

pub fn verdict(list: &FeedbackList) -> String {
    format!("{}.", capital(&open(list)))
}

pub const fn no_picture(picture: &Picture) -> &'static str {
    match picture {
        Picture::Here(..) => "",
        Picture::Elsewhere => "Le fichier n’est pas ici.",
        Picture::OtherBytes => {
            "Le fichier présent est une autre version\u{a0}: son empreinte n’est pas celle de la fiche."
        }
        Picture::NotShown => {
            "Le fichier n’est pas une image qu’un navigateur affiche, ou est trop lourd pour cette page."
        }
    }
}
