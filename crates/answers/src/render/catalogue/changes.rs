//! Answers: how is one changed field said, in the language of the reader?
//! Invariant: keys stay as they are typed; long values are shortened, never a day or a number.

use super::numbers::working_days;
use super::{Lang, Reader, en, fr};
use crate::report::changes::{ChangeLine, Changed, Cover, Piece};

/// Longer values are cut.
const LONGEST: usize = 72;

/// Of a stretch that both texts have, so much is shown on either side of a change.
const AROUND: usize = 24;

/// `due moved from Thu 12 Nov to Thu 19 Nov (+5 wd)`
pub fn line(reader: Reader, line: &ChangeLine) -> String {
    let said = match reader.lang {
        Lang::En => en::changes::changed(reader, &line.field, &line.what),
        Lang::Fr => fr::changes::changed(reader, &line.field, &line.what),
    };
    match line.cover {
        Cover::Free => said,
        Cover::Covered => format!("{said} · {}", covered(reader)),
    }
}

pub fn covered(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::changes::COVERED,
        Lang::Fr => fr::changes::COVERED,
    }
}

/// What a change says after the name of the field, for tables that have the field in a column.
pub fn changed(reader: Reader, what: &Changed) -> String {
    match reader.lang {
        Lang::En => en::changes::what(reader, what),
        Lang::Fr => fr::changes::what(reader, what),
    }
}

/// A value, cut where it is long.
pub(super) fn short(value: &str) -> String {
    let flat = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= LONGEST {
        return flat;
    }
    let cut: String = flat.chars().take(LONGEST - 1).collect();
    format!("{}…", cut.trim_end())
}

/// `… warm and [-low-] {+high+} …`
pub(super) fn reworded(pieces: &[Piece]) -> String {
    let last = pieces.len().saturating_sub(1);
    let said = pieces.iter().enumerate().map(|(at, piece)| match piece {
        Piece::Kept(text) => kept(text, at, last),
        Piece::Removed(text) => format!("[-{}-]", text.trim()),
        Piece::Added(text) => format!("{{+{}+}}", text.trim()),
    });
    let joined = said.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The part of a stretch that is near to a change.
fn kept(text: &str, at: usize, last: usize) -> String {
    let (is_first, is_last) = (at == 0, at == last);
    let words: Vec<&str> = text.split_whitespace().collect();
    let total: usize = words.iter().map(|word| word.chars().count() + 1).sum();
    let sides = usize::from(!is_first) + usize::from(!is_last);
    if total <= AROUND * sides.max(1) {
        return words.join(" ");
    }
    let room = |used: &mut usize, word: &&&str| {
        *used += word.chars().count() + 1;
        *used <= AROUND
    };
    let (mut head_used, mut tail_used) = (0, 0);
    let head: Vec<&str> = if is_first {
        Vec::new()
    } else {
        words
            .iter()
            .take_while(|word| room(&mut head_used, word))
            .copied()
            .collect()
    };
    let mut tail: Vec<&str> = if is_last {
        Vec::new()
    } else {
        words
            .iter()
            .rev()
            .take_while(|word| room(&mut tail_used, word))
            .copied()
            .collect()
    };
    tail.reverse();
    format!("{} … {}", head.join(" "), tail.join(" "))
}

/// `+5 wd`
pub(super) fn moved(lang: Lang, days: crate::model::duration::HalfDays) -> String {
    let said = working_days(lang, days);
    if days.0 > 0 { format!("+{said}") } else { said }
}
