//! Answers: what is said around questions, in English?
//! Invariant: one line per fact, no catch-all arm.

use super::numbers::counted;
use crate::render::catalogue::Asking;

pub fn asking(asking: Asking) -> String {
    match asking {
        Asking::AnswerNeeded => "This one needs an answer (Ctrl-C leaves; nothing is written).".into(),
        Asking::NoSuchChoice => "None of them has that; type a number or a part of a name.".into(),
        Asking::MoreChoices { more } => {
            format!("… and {}: type a part of the name", counted(more, "more", "more"))
        }
        Asking::YesOrNo { default: true } => "[Y/n]".into(),
        Asking::YesOrNo { default: false } => "[y/N]".into(),
        Asking::AnswerYesOrNo => "Please answer yes or no.".into(),
    }
}
