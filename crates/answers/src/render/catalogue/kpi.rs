//! Answers: which words surround figures, and which facts do they need?
//! Invariant: exhaustive in each language: a missing translation does not compile.

use super::{Lang, Reader, Sentence, en, fr};
use crate::metrics::goal::Side;
use crate::metrics::kpi::{KpiId, Unit};
use crate::metrics::period::PeriodName;
use crate::metrics::sample::{Absence, Facet, Reason, Remark};
use crate::trail::visit::Source;

/// One of the many words around figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum KpiWord<'w> {
    Name(KpiId),
    /// A figure with its unit.
    Value(Unit, f64),
    /// A median and the P85 beside it, both written.
    WithP85(&'w str, &'w str),
    NoData,
    Behind(Behind<'w>),
    Compared(Compared<'w>),
    /// What was left out, and how often.
    LeftOut(Reason, usize),
    Facet(&'w Facet),
    Headline(KpiHeadline),
    /// A period by its name.
    Period(PeriodName),
    /// `≤ 2 wd`
    Bound(Side, &'w str),
    /// `−20 % since Q2 2026`, the share as written and the period by its name.
    Lower(f64, Option<&'w str>),
    Higher(f64, Option<&'w str>),
    /// Percentage points.
    Points(f64),
    /// A distance in percentage points.
    PointsApart(f64),
    /// A target that is missed: its KPI, the value, the bound, by how much.
    Missed {
        name: &'w str,
        value: &'w str,
        bound: &'w str,
        gap: &'w str,
    },
    /// Below the KPI, with a share: of the briefs, those above its target.
    AboveTarget,
    /// The same share in a sentence.
    ShareAbove(f64),
    /// The briefs that weigh most in it.
    Heaviest(&'w str),
    /// Where most of the time goes: the stage and its share.
    Bottleneck(&'w str, f64),
    /// Something waits: how many, the oldest, its stage and how long so far.
    Waiting {
        count: usize,
        brief: &'w str,
        stage: &'w str,
        age: &'w str,
    },
    /// Open visits past their SLA.
    PastSla(usize),
    Unreadable(usize),
    Skewed(usize),
    /// Which commit the figures come from.
    ReadFrom(&'w str, &'w str),
    /// When something was last fetched, as a relative day.
    Fetched(&'w str),
    /// What `n` and the units mean.
    Legend,
    /// Where a time comes from.
    Source(Source),
    /// A label and what it says.
    Labelled(&'w str, &'w str),
    /// The whole explanation of one KPI, how many rows.
    Explained(KpiId, usize),
}

/// What stands behind a figure, or in place of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Behind<'w> {
    /// No data, and which records are missing.
    Absent(Absence),
    /// Working days later than promised, or earlier.
    Late(f64),
    /// So many of something for each brief.
    EachBrief(f64),
    Remark(&'w Remark),
    Counted,
    Open,
    /// A part of a row that counts.
    Part,
}

/// What figures stand beside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Compared<'w> {
    Period(PeriodName),
    /// The state as it was asked for, its commit, its day, and the period meant.
    State {
        asked: &'w str,
        commit: &'w str,
        day: crate::model::Day,
        period: PeriodName,
    },
    /// The figures without the records that are tried.
    AsItIs,
    /// Further off a target than in a state, by how much.
    Worse {
        asked: &'w str,
        by: &'w str,
    },
    NoneWorse(&'w str),
    /// The name of the page.
    Kind,
}

/// The answer in one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KpiHeadline {
    pub period: PeriodName,
    pub progress: Progress,
    /// Targets met, and targets that could be judged; `None`: the studio has none.
    pub targets: Option<(usize, usize)>,
    /// `None`: not asked.
    pub delivered: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    SoFar,
    Over,
}

/// What a KPI is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KpiDefinition {
    pub formula: &'static str,
    pub unit: &'static str,
    pub population: &'static str,
    pub boundary: &'static str,
    pub left_out: &'static str,
}

/// The labels of a definition, in the order of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefinitionPart {
    Formula,
    Unit,
    Population,
    Boundary,
    LeftOut,
}

/// Said beside figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KpiNote {
    NeverFetched {
        branch: String,
    },
    Pending {
        commits: usize,
    },
    /// Git shows other commits, or other parents, than were made.
    Replaced,
    /// What a relative target names.
    UnknownSince {
        text: String,
    },
}

pub fn say(reader: Reader, word: KpiWord<'_>) -> String {
    match reader.lang {
        Lang::En => en::kpi::word(reader, word),
        Lang::Fr => fr::kpi::word(reader, word),
    }
}

pub fn definition(lang: Lang, kpi: KpiId) -> KpiDefinition {
    match lang {
        Lang::En => en::kpi_definition::definition(kpi),
        Lang::Fr => fr::kpi_definition::definition(kpi),
    }
}

pub fn part(lang: Lang, part: DefinitionPart) -> &'static str {
    match lang {
        Lang::En => en::kpi_definition::part(part),
        Lang::Fr => fr::kpi_definition::part(part),
    }
}

pub fn note(lang: Lang, note: &KpiNote) -> Sentence {
    match lang {
        Lang::En => en::kpi::note(note),
        Lang::Fr => fr::kpi::note(note),
    }
}
