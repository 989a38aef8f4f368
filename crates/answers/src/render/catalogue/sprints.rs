//! Answers: which sentence says this of a sprint, in the language of the reader?
//! Invariant: one function a fact, the same in both languages.

use super::{Lang, Reader, en, fr};
use crate::model::duration::Minutes;
use crate::report::sprints::{AskedSprints, LoadOfSprint, Sprint, SprintsReport};

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

/// `Sprint 3 · 4 Jan – 17 Jan`
pub fn when(reader: Reader, sprint: &Sprint) -> String {
    format!(
        "Sprint {} · {} – {}",
        sprint.number,
        reader.day(sprint.from),
        reader.day(sprint.to)
    )
}

/// Goals, and how far they are.
pub fn how_far(reader: Reader, sprint: &Sprint) -> String {
    match reader.lang {
        Lang::En => en::sprints::how_far(sprint),
        Lang::Fr => fr::sprints::how_far(sprint),
    }
}

/// `12.5 h of 40 h`; of a role its hours alone.
pub fn hours_of(reader: Reader, load: &LoadOfSprint) -> String {
    let hours = |minutes: i64| {
        let minutes = Minutes(i32::try_from(minutes).unwrap_or(i32::MAX));
        super::numbers::hours(reader.lang, minutes)
    };
    match (load.capacity, reader.lang) {
        (None, _) => hours(load.minutes),
        (Some(there), Lang::En) => format!("{} of {}", hours(load.minutes), hours(there)),
        (Some(there), Lang::Fr) => format!("{} sur {}", hours(load.minutes), hours(there)),
    }
}

/// What the bars of a picture mean.
pub const fn picture_legend(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::sprints::PICTURE_LEGEND,
        Lang::Fr => fr::sprints::PICTURE_LEGEND,
    }
}
