//! Answers: what does a reviewer of the sample write beside a verdict?
//! Invariant: each list has a note for every throw.

use super::piece::{Words, words};

const NO_MESSAGE: [Words; 4] = [
    words(
        "what should people remember? the brief does not say",
        "que doit-on retenir ? le brief ne le dit pas",
    ),
    words(
        "nice picture, but of what? a message is missing",
        "belle image, mais pour dire quoi ? il manque un message",
    ),
    words(
        "three ideas in one post, choose one",
        "trois idées dans une publication, il faut en choisir une",
    ),
    words(
        "I do not understand what we are announcing",
        "je ne comprends pas ce qu'on annonce",
    ),
];

const REVIEW: [Words; 6] = [
    words(
        "the logo cannot be read on a phone",
        "le logo n'est pas lisible sur un téléphone",
    ),
    words(
        "the text is too small at three metres",
        "le texte est trop petit à trois mètres",
    ),
    words("too many typefaces, keep one", "trop de polices, n'en garder qu'une"),
    words(
        "the colours are those of the old range",
        "les couleurs sont celles de l'ancienne gamme",
    ),
    words("the first second shows nothing", "la première seconde ne montre rien"),
    words("lighter background, please", "un fond plus clair, s'il te plaît"),
];

const LEGAL: [Words; 3] = [
    words(
        "“helps you sleep” is a health claim",
        "« aide à dormir » est une allégation de santé",
    ),
    words(
        "the figure needs its source and its year",
        "le chiffre doit porter sa source et son année",
    ),
    words(
        "the organic label is last year's",
        "le label bio est celui de l'an dernier",
    ),
];

const CLIENT: [Words; 3] = [
    words("the packaging changed on Monday", "l'emballage a changé lundi"),
    words("less copy, more plant", "moins de texte, plus de plante"),
    words(
        "our director wants to see the people",
        "notre directrice veut voir les gens",
    ),
];

/// Whether the brief said what people should remember.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brief {
    Clear,
    WithoutMessage,
}

/// Why changes were required at a gate.
pub fn note(stage: &str, brief: Brief, throw: u64) -> Words {
    let of = |notes: &[Words]| notes[throw as usize % notes.len()];
    match (stage, brief) {
        ("legal", _) => of(&LEGAL),
        ("approval", _) => of(&CLIENT),
        (_, Brief::WithoutMessage) => of(&NO_MESSAGE),
        (_, Brief::Clear) => of(&REVIEW),
    }
}
