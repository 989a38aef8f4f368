//! Answers: how is the judgement of a range said, in the language of the reader?
//! Invariant: one line a fact that chooses the language; the words are in `en/range` and `fr/range`.

use super::{Lang, Reader, en, fr};
use crate::report::range::{GateLine, RangeBrief, RangeReport};

/// Whether it may be merged, in one sentence.
pub fn headline(reader: Reader, report: &RangeReport) -> String {
    match reader.lang {
        Lang::En => en::range::headline(report),
        Lang::Fr => fr::range::headline(report),
    }
}

/// A brief, and from where to where it goes.
pub fn brief(reader: Reader, brief: &RangeBrief) -> String {
    match reader.lang {
        Lang::En => en::range::brief(brief),
        Lang::Fr => fr::range::brief(brief),
    }
}

/// A gate whose rule is met, and by whom.
pub fn met(reader: Reader, gate: &GateLine) -> String {
    match reader.lang {
        Lang::En => en::range::met(gate),
        Lang::Fr => fr::range::met(gate),
    }
}

/// A gate, and what it waits for.
pub fn waits(reader: Reader, gate: &GateLine, waits: &str) -> String {
    match reader.lang {
        Lang::En => en::range::waits(gate, waits),
        Lang::Fr => fr::range::waits(gate, waits),
    }
}

/// Further changes that are not shown.
pub fn more(reader: Reader, count: usize) -> String {
    match reader.lang {
        Lang::En => en::range::more(count),
        Lang::Fr => fr::range::more(count),
    }
}

/// Between two things that a gate waits for.
pub const fn between(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => "; ",
        Lang::Fr => "\u{202f}; ",
    }
}
