//! Answers: what is said around questions, in French?
//! Invariant: one line per fact, no catch-all arm.

use super::numbers::counted;
use crate::render::catalogue::{Asking, Question};

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
        Asking::EditAgain => "Rouvrir l’éditeur\u{202f}?".into(),
        Asking::AnswerYesOrNo => "Répondez par oui ou par non.".into(),
    }
}

pub fn question(question: Question<'_>) -> String {
    match question {
        Question::Kind => "De quoi s’agit-il\u{202f}?".into(),
        Question::Title => "Titre\u{a0}:".into(),
        Question::Campaign => "Pour quelle campagne\u{202f}? (Entrée\u{a0}: aucune)".into(),
        Question::Live => {
            "En ligne le, sous la forme `2027-03-15` ou `J-14` (Entrée\u{a0}: pas encore connu)\u{a0}:".into()
        }
        Question::Due => "Prêt pour le, sous la forme `2027-03-15` (Entrée\u{a0}: pas encore connu)\u{a0}:".into(),
        Question::NotADay => "Écrivez un jour ainsi\u{a0}: `2027-03-15`.".into(),
        Question::Field(key) => format!("{} (Entrée\u{a0}: plus tard)\u{a0}:", field(key)),
    }
}

fn field(key: &str) -> String {
    let known = [
        ("objective", "Que doit-il obtenir\u{202f}?"),
        ("audience", "À qui s’adresse-t-il\u{202f}?"),
        ("message", "Que dit-il\u{202f}?"),
        ("channels", "Où paraît-il\u{202f}? Séparez par des virgules"),
        ("markets", "Pour quels marchés\u{202f}? Séparez par des virgules"),
        ("deliverables", "Que remet-on\u{202f}?"),
        ("budget", "Budget, comme `18000 EUR`"),
        ("format", "Format"),
        ("tone", "Ton"),
    ];
    let found = known.iter().find(|(name, _)| *name == key);
    found.map_or_else(|| key.to_owned(), |(_, words)| (*words).to_owned())
}
