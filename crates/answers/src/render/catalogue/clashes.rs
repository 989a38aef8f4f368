//! Answers: which sentence says what two branches make together?
//! Invariant: one line a fact that chooses the language; the words are in `en/clashes` and `fr/clashes`.

use super::{Lang, en, fr};
use crate::report::resolved::{ClashLine, ResolvedFile, ResolvedReport};

pub fn headline(lang: Lang, report: &ResolvedReport) -> String {
    match lang {
        Lang::En => en::clashes::headline(report),
        Lang::Fr => fr::clashes::headline(report),
    }
}

pub fn file(lang: Lang, file: &ResolvedFile) -> String {
    match lang {
        Lang::En => en::clashes::file(file),
        Lang::Fr => fr::clashes::file(file),
    }
}

pub fn clash(lang: Lang, file: &ResolvedFile, clash: &ClashLine) -> String {
    match lang {
        Lang::En => en::clashes::clash(file, clash),
        Lang::Fr => fr::clashes::clash(file, clash),
    }
}
