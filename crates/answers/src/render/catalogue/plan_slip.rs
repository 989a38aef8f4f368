//! Answers: which sentence says this of a forecast from week to week, in the language of the reader?
//! Invariant: one function a fact, the same in both languages.

use super::{Lang, Reader, en, fr};
use crate::model::Day;
use crate::plan::compare::Standing;
use crate::report::plan_slip::{SlipLine, SlipReport, SlipWeek};

pub fn headline(reader: Reader, report: &SlipReport) -> String {
    match (report.lines.as_slice(), reader.lang) {
        ([one], _) => line(reader, one),
        (several, Lang::En) => en::plan_slip::several(several),
        (several, Lang::Fr) => fr::plan_slip::several(several),
    }
}

/// How one campaign's launch moved.
pub fn line(reader: Reader, line: &SlipLine) -> String {
    match reader.lang {
        Lang::En => en::plan_slip::line(reader, line),
        Lang::Fr => fr::plan_slip::line(reader, line),
    }
}

/// `W47, Sun 22 Nov`
pub fn week(reader: Reader, day: Day) -> String {
    match reader.lang {
        Lang::En => en::plan_slip::week(reader, day),
        Lang::Fr => fr::plan_slip::week(reader, day),
    }
}

/// What is left of float and margin.
pub fn standing(reader: Reader, standing: Standing) -> String {
    match reader.lang {
        Lang::En => en::plan_slip::standing(standing),
        Lang::Fr => fr::plan_slip::standing(standing),
    }
}

/// What a point of the picture is.
pub fn point(reader: Reader, point: &SlipWeek) -> String {
    let earliest = point.outlook.earliest.map_or_else(String::new, |day| reader.day(day));
    format!("{}\u{a0}: {earliest}", week(reader, point.day))
}

pub fn launch(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::plan_slip::LAUNCH,
        Lang::Fr => fr::plan_slip::LAUNCH,
    }
}

pub fn legend(reader: Reader, report: &SlipReport) -> String {
    let (said, people) = match reader.lang {
        Lang::En => (en::plan_slip::LEGEND, en::plan_diff::with_people(report.counted)),
        Lang::Fr => (fr::plan_slip::LEGEND, fr::plan_diff::with_people(report.counted)),
    };
    format!("{said}{people}")
}
