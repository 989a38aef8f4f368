//! Answers: which sentences say what has happened in a plan, in the language of the reader?
//! Invariant: one function a fact, the same in both languages.

use super::{Lang, Reader, en, fr};
use crate::report::plan_happened::{AnswerTime, Happened};
use crate::report::table::Tone;

/// The most slips that are told; the table shows the others.
const MOST_SLIPS: usize = 3;

/// What slipped, what was reopened, and what that does to what follows.
pub fn lines(reader: Reader, happened: &Happened) -> Vec<(Tone, String)> {
    let mut lines = Vec::new();
    for slip in happened.slips.iter().take(MOST_SLIPS) {
        let tone = match slip.answer {
            AnswerTime::TooLate => Tone::Bad,
            AnswerTime::InTime => Tone::Caution,
        };
        lines.push((
            tone,
            match reader.lang {
                Lang::En => en::happened::slip(reader, slip),
                Lang::Fr => fr::happened::slip(reader, slip),
            },
        ));
    }
    let more = happened.slips.len().saturating_sub(MOST_SLIPS);
    if more > 0 {
        lines.push((
            Tone::Caution,
            match reader.lang {
                Lang::En => en::happened::more(more),
                Lang::Fr => fr::happened::more(more),
            },
        ));
    }
    for line in &happened.reopened {
        lines.push((
            Tone::Bad,
            match reader.lang {
                Lang::En => en::happened::reopened(reader, line),
                Lang::Fr => fr::happened::reopened(reader, line),
            },
        ));
    }
    if happened.behind > 0 {
        lines.push((
            Tone::Plain,
            match reader.lang {
                Lang::En => en::happened::behind(happened.on_slip, happened.behind),
                Lang::Fr => fr::happened::behind(happened.on_slip, happened.behind),
            },
        ));
    }
    lines
}
