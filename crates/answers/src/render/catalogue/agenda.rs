//! Answers: what does an event in somebody's calendar say, in the language of the reader?
//! Invariant: one line a fact; the words are in `en/agenda` and `fr/agenda`.

use super::{Lang, Reader, en, fr};
use crate::model::Day;
use crate::model::duration::HalfDays;

/// One line of the description of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AgendaLine<'a> {
    Who(&'a str),
    Duration(HalfDays),
    /// Why it starts when it does at the earliest, and why it must end when it does at the latest.
    Earliest(&'a str),
    Latest(&'a str),
    Campaign(&'a str),
    State(&'a str),
    /// Who receives it.
    Party(&'a str),
    Due(Day),
}

pub fn line(reader: Reader, line: &AgendaLine<'_>) -> String {
    match reader.lang {
        Lang::En => en::agenda::line(reader, line),
        Lang::Fr => fr::agenda::line(reader, line),
    }
}

/// The day a campaign goes live.
pub fn launch(reader: Reader, campaign: &str) -> String {
    match reader.lang {
        Lang::En => en::agenda::launch(campaign),
        Lang::Fr => fr::agenda::launch(campaign),
    }
}
