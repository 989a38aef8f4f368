//! Answers: which sentence says this of several studios, in the language of the reader?
//! Invariant: one function a fact, the same in both languages.

use super::numbers::count;
use super::{Lang, Reader, en, fr};
use crate::report::kpi_studios::{KpiStudios, Unanswered, targets};

/// What several studios come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StudiosHeadline {
    pub answered: usize,
    pub asked: usize,
    /// Targets met, and targets that could be judged.
    pub targets: (usize, usize),
}

/// With the period first, where all have the same.
pub fn headline(reader: Reader, report: &KpiStudios) -> String {
    let all = report.answers().map(|(_, kpis)| targets(kpis));
    let facts = StudiosHeadline {
        answered: report.answers().count(),
        asked: report.studios.len(),
        targets: all.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1)),
    };
    let period = report.answers().next().map(|(_, kpis)| kpis.period.name());
    let period = period.map(|period| super::kpi::say(reader, super::kpi::KpiWord::Period(period)));
    let said = match reader.lang {
        Lang::En => en::kpi_studios::headline(facts),
        Lang::Fr => fr::kpi_studios::headline(facts),
    };
    match (period, reader.lang) {
        (None, _) => said,
        (Some(period), Lang::En) => format!("{period}: {said}"),
        (Some(period), Lang::Fr) => format!("{period}\u{a0}: {said}"),
    }
}

/// `3 / 6`
pub fn met(reader: Reader, met: usize, judged: usize) -> String {
    let said = |number: usize| count(reader.lang, number as i64);
    format!("{}\u{a0}/\u{a0}{}", said(met), said(judged))
}

/// Why a studio has no row.
pub fn unanswered(reader: Reader, directory: &str, why: &Unanswered) -> String {
    let said = match reader.lang {
        Lang::En => format!("{directory}: {}", why.message),
        Lang::Fr => format!("{directory}\u{a0}: {}", why.message),
    };
    match &why.hint {
        Some(hint) => format!("{said} ({hint})"),
        None => said,
    }
}

pub fn legend(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::kpi_studios::LEGEND,
        Lang::Fr => fr::kpi_studios::LEGEND,
    }
}
