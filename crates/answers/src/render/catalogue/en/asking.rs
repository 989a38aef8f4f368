//! Answers: what is said around questions, in English?
//! Invariant: one line per fact, no catch-all arm.

use super::numbers::counted;
use crate::render::catalogue::{Asking, Question};

pub fn asking(asking: Asking) -> String {
    match asking {
        Asking::AnswerNeeded => "This one needs an answer (Ctrl-C leaves; nothing is written).".into(),
        Asking::NoSuchChoice => "None of them has that; type a number or a part of a name.".into(),
        Asking::MoreChoices { more } => {
            format!("… and {}: type a part of the name", counted(more, "more", "more"))
        }
        Asking::YesOrNo { default: true } => "[Y/n]".into(),
        Asking::YesOrNo { default: false } => "[y/N]".into(),
        Asking::EditAgain => "Open the editor again?".into(),
        Asking::AnswerYesOrNo => "Please answer yes or no.".into(),
    }
}

pub fn question(question: Question<'_>) -> String {
    match question {
        Question::Kind => "What is it?".into(),
        Question::Title => "Title:".into(),
        Question::Campaign => "For which campaign? (Enter: none)".into(),
        Question::Live => "Live on, as `2027-03-15` or `J-14` (Enter: not known yet):".into(),
        Question::Due => "Needed by, as `2027-03-15` (Enter: not known yet):".into(),
        Question::NotADay => "Write a day as `2027-03-15`.".into(),
        Question::Field(key) => format!("{} (Enter: later):", field(key)),
    }
}

fn field(key: &str) -> String {
    let known = [
        ("objective", "What should it achieve?"),
        ("audience", "Whom does it speak to?"),
        ("message", "What does it say?"),
        ("channels", "Where does it appear? With commas between"),
        ("markets", "For which markets? With commas between"),
        ("deliverables", "What is handed over?"),
        ("budget", "Budget, such as `18000 EUR`"),
        ("format", "Format"),
        ("tone", "Tone"),
    ];
    let found = known.iter().find(|(name, _)| *name == key);
    found.map_or_else(|| key.to_owned(), |(_, words)| (*words).to_owned())
}
