//! Answers: what does an event in somebody's calendar say, in the language of the reader?
//! Invariant: one line a fact; the words are in `en/agenda` and `fr/agenda`.

use super::{Lang, Reader, en, fr};
use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::report::plan::GoalLine;

/// One line of the description of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AgendaLine<'a> {
    Who(&'a str),
    Duration(HalfDays),
    Float(HalfDays),
    /// The first day it could start.
    Earliest(Day),
    Goal(&'a GoalLine),
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

/// What follows a review whose title this is.
pub fn rework(reader: Reader, stage: &str) -> String {
    match reader.lang {
        Lang::En => en::agenda::rework(stage),
        Lang::Fr => fr::agenda::rework(stage),
    }
}

pub const fn variants(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::agenda::VARIANTS,
        Lang::Fr => fr::agenda::VARIANTS,
    }
}
