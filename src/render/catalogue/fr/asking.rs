//! Answers: what is said around questions, in French?
//! Invariant: one line per fact, no catch-all arm.

use super::numbers::counted;
use crate::render::catalogue::Asking;

pub fn asking(asking: Asking) -> String {
    match asking {
        Asking::AnswerNeeded => "Il faut une réponse (Ctrl-C pour quitter\u{202f}; rien n’est écrit).".into(),
        Asking::NoSuchChoice => "Aucun ne correspond\u{202f}; tapez un numéro ou une partie du nom.".into(),
        Asking::MoreChoices { more } => {
            format!(
                "… et encore {}\u{a0}: tapez une partie du nom",
                counted(more, "autre", "autres")
            )
        }
        Asking::YesOrNo { default: true } => "[O/n]".into(),
        Asking::YesOrNo { default: false } => "[o/N]".into(),
        Asking::AnswerYesOrNo => "Répondez par oui ou par non.".into(),
    }
}
