//! Answers: which sentence says this of where time goes, in the language of the reader?
//! Invariant: one function a fact, the same in both languages; a finding names its evidence.

use super::kpi::{self, KpiWord};
use super::{Lang, Reader, en, fr};
use crate::report::bottlenecks::{BottlenecksReport, Finding};

/// Short words of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BottleneckWord {
    ByStage,
    Rework,
    Costly,
    Ageing,
    Waiting,
    Working,
    OnHold,
    Older,
    Usual,
    TooFew,
    Nothing,
    Legend,
    Picture,
}

pub fn headline(reader: Reader, report: &BottlenecksReport) -> String {
    let period = kpi::say(reader, KpiWord::Period(report.period.name()));
    match reader.lang {
        Lang::En => en::bottlenecks::headline(&period, report),
        Lang::Fr => fr::bottlenecks::headline(&period, report),
    }
}

/// One conclusion in one sentence, with the figures and how many visits they rest on.
pub fn finding(reader: Reader, report: &BottlenecksReport, finding: &Finding) -> String {
    match reader.lang {
        Lang::En => en::bottlenecks::finding(report, finding),
        Lang::Fr => fr::bottlenecks::finding(report, finding),
    }
}

/// How many rows are not shown.
pub fn more(reader: Reader, count: usize) -> String {
    match reader.lang {
        Lang::En => en::bottlenecks::more(count),
        Lang::Fr => fr::bottlenecks::more(count),
    }
}

pub fn not_observed(reader: Reader, count: usize) -> String {
    match reader.lang {
        Lang::En => en::bottlenecks::not_observed(count),
        Lang::Fr => fr::bottlenecks::not_observed(count),
    }
}

pub fn word(reader: Reader, word: BottleneckWord) -> &'static str {
    match reader.lang {
        Lang::En => en::bottlenecks::word(word),
        Lang::Fr => fr::bottlenecks::word(word),
    }
}
