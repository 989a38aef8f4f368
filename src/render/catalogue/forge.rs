//! Answers: which sentence says what a forge told, or why nothing can be taken from it?
//! Invariant: one line a fact that chooses the language; the words are in `en/forge` and `fr/forge`.

use super::{Lang, Sentence, en, fr};
use crate::trail::reviews::ReviewWarning;

/// What should be known beside the reviews of a request.
pub fn warning(lang: Lang, warning: &ReviewWarning) -> Sentence {
    match lang {
        Lang::En => en::forge::warning(warning),
        Lang::Fr => fr::forge::warning(warning),
    }
}
