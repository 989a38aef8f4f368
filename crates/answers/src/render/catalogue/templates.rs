//! Answers: what is said of templates, in the reader's language?
//! Invariant: one line a fact that chooses the language; the words are in `en/templates` and `fr/templates`.

use super::{Lang, Reader, en, fr};
use crate::change::template::Makes;
use crate::report::templates::TemplateList;

pub fn headline(reader: Reader, list: &TemplateList) -> String {
    match reader.lang {
        Lang::En => en::templates::headline(list),
        Lang::Fr => fr::templates::headline(list),
    }
}

pub fn makes(reader: Reader, makes: Makes) -> &'static str {
    match reader.lang {
        Lang::En => en::templates::makes(makes),
        Lang::Fr => fr::templates::makes(makes),
    }
}
