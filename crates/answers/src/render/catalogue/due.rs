//! Answers: what is said of what is awaited, in the reader's language?
//! Invariant: one line a fact that chooses the language; the words are in `en/due` and `fr/due`.

use super::{Lang, Reader, en, fr};
use crate::metrics::awaiting::What;
use crate::report::due::{DueItem, DueReport, GroupOf};

pub fn headline(reader: Reader, report: &DueReport) -> String {
    match reader.lang {
        Lang::En => en::due::headline(report),
        Lang::Fr => fr::due::headline(report),
    }
}

pub fn what(reader: Reader, what: What) -> String {
    match reader.lang {
        Lang::En => en::due::what(what),
        Lang::Fr => fr::due::what(what),
    }
    .to_owned()
}

/// `Inès Caron (ines), away until Fri 27 Nov: marc decides`
pub fn group(reader: Reader, report: &DueReport, of: GroupOf<'_>) -> String {
    match reader.lang {
        Lang::En => en::due::group(reader, report, of),
        Lang::Fr => fr::due::group(reader, report, of),
    }
}

/// Who else could answer, or must; empty when nobody.
pub fn others(reader: Reader, item: &DueItem, of: GroupOf<'_>) -> String {
    let others: Vec<&str> = item
        .who
        .iter()
        .map(|who| who.person.as_str())
        .filter(|id| of != GroupOf::Person(id))
        .collect();
    match (reader.lang, others.is_empty()) {
        (_, true) => String::new(),
        (Lang::En, false) => en::due::others(&others, item.missing),
        (Lang::Fr, false) => fr::due::others(&others, item.missing),
    }
}

pub fn silence(reader: Reader, item: &DueItem) -> String {
    match reader.lang {
        Lang::En => en::due::silence(item),
        Lang::Fr => fr::due::silence(item),
    }
}

pub fn facts(reader: Reader, item: &DueItem) -> Vec<String> {
    match reader.lang {
        Lang::En => en::due::facts(reader, item),
        Lang::Fr => fr::due::facts(reader, item),
    }
}

pub fn name(reader: Reader, report: &DueReport) -> String {
    match reader.lang {
        Lang::En => en::due::name(report),
        Lang::Fr => fr::due::name(report),
    }
}

pub fn legend(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::due::LEGEND,
        Lang::Fr => fr::due::LEGEND,
    }
}
