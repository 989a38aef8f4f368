//! Answers: which sentence says this of a sprint, in the language of the reader?
//! Invariant: one function a fact, the same in both languages.

use super::{Lang, Reader, en, fr};
use crate::report::sprints::{AskedSprints, SprintsReport};

/// What stands over a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Goals,
    CarriedOver,
    Load,
}

pub fn headline(reader: Reader, report: &SprintsReport) -> String {
    let all = match (report.asked, report.sprints.as_slice()) {
        (AskedSprints::One, [sprint]) => {
            let title = report.campaign.as_ref().map(|(_, title)| title.as_str());
            return match reader.lang {
                Lang::En => en::sprints::one(reader, title, sprint),
                Lang::Fr => fr::sprints::one(reader, title, sprint),
            };
        }
        (AskedSprints::One | AskedSprints::All, sprints) => sprints,
    };
    match reader.lang {
        Lang::En => en::sprints::all(report, all),
        Lang::Fr => fr::sprints::all(report, all),
    }
}

pub fn part(reader: Reader, part: Part) -> &'static str {
    match reader.lang {
        Lang::En => en::sprints::part(part),
        Lang::Fr => fr::sprints::part(part),
    }
}

pub fn legend(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::sprints::LEGEND,
        Lang::Fr => fr::sprints::LEGEND,
    }
}
