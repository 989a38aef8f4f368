//! Answers: which sentence says this of what happened to a brief, in the language of the reader?
//! Invariant: one function a fact, the same in both languages.

use super::numbers::{short_number, shown};
use super::{Lang, Reader, en, fr};
use crate::metrics::kpi::Unit;
use crate::model::Day;
use crate::report::trail::{Stay, Then, Told, TrailReport};
use crate::report::trail_campaign::CampaignTrail;
use chrono::NaiveDateTime;

/// Short words of the page and the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrailWord {
    TimeInStages,
    Versions,
    Verdicts,
    OnHold,
    Today,
    Due,
    Legend,
    PictureLegend,
    Open,
    WhereBriefsAre,
    Deleted,
}

pub fn headline(reader: Reader, report: &TrailReport) -> String {
    match reader.lang {
        Lang::En => en::trail::headline(reader, report),
        Lang::Fr => fr::trail::headline(reader, report),
    }
}

/// Id, kind, due day, rounds and versions.
pub fn facts(reader: Reader, report: &TrailReport) -> String {
    match reader.lang {
        Lang::En => en::trail::facts(reader, report),
        Lang::Fr => fr::trail::facts(reader, report),
    }
}

/// How far a campaign is.
pub fn campaign(reader: Reader, report: &CampaignTrail) -> String {
    match reader.lang {
        Lang::En => en::trail::campaign(reader, report),
        Lang::Fr => fr::trail::campaign(reader, report),
    }
}

/// Id, versions and moves.
pub fn campaign_facts(reader: Reader, report: &CampaignTrail) -> String {
    match reader.lang {
        Lang::En => en::trail::campaign_facts(report),
        Lang::Fr => fr::trail::campaign_facts(report),
    }
}

/// What happened to one brief among others.
pub fn about(reader: Reader, brief: &str, happened: &str) -> String {
    match reader.lang {
        Lang::En => format!("{brief}: {happened}"),
        Lang::Fr => format!("{brief}\u{a0}: {happened}"),
    }
}

/// What happened, but for changed fields, which have lines of their own.
pub fn told(reader: Reader, told: &Told) -> String {
    match reader.lang {
        Lang::En => en::trail::told(told),
        Lang::Fr => fr::trail::told(told),
    }
}

/// That something reached the official branch on a later day.
pub fn landed(reader: Reader, day: Day) -> String {
    match reader.lang {
        Lang::En => en::trail::landed(reader, day),
        Lang::Fr => fr::trail::landed(reader, day),
    }
}

/// Which version it was on a day.
pub fn version_then(reader: Reader, then: &Then) -> String {
    match reader.lang {
        Lang::En => en::trail::version_then(then),
        Lang::Fr => fr::trail::version_then(then),
    }
}

pub fn left_out(reader: Reader, before: usize) -> String {
    match reader.lang {
        Lang::En => en::trail::left_out(before),
        Lang::Fr => fr::trail::left_out(before),
    }
}

/// A bar of the picture in words.
pub fn bar(reader: Reader, stay: &Stay) -> String {
    let from = moment(reader, stay.from);
    let to = stay
        .to
        .map_or_else(|| word(reader, TrailWord::Open).to_owned(), |to| moment(reader, to));
    format!(
        "{}\u{a0}: {from} – {to}, {}",
        stay.stage.title,
        length(reader.lang, stay)
    )
}

pub fn word(reader: Reader, word: TrailWord) -> &'static str {
    match reader.lang {
        Lang::En => en::trail::word(word),
        Lang::Fr => fr::trail::word(word),
    }
}

/// `Tue 3 Nov 10:12`
pub fn moment(reader: Reader, at: NaiveDateTime) -> String {
    format!("{} {}", reader.day(at.date()), at.format("%H:%M"))
}

/// Working days from one on, open hours below.
pub fn length(lang: Lang, stay: &Stay) -> String {
    if stay.working_days < 1.0 {
        return hours(lang, stay.open_hours);
    }
    days(lang, stay.working_days)
}

/// `2.5 wd`
pub fn days(lang: Lang, days: f64) -> String {
    let number = short_number(lang, shown(Unit::WorkingDays, days), 1);
    match lang {
        Lang::En => format!("{number}\u{a0}wd"),
        Lang::Fr => format!("{number}\u{a0}j.\u{a0}o."),
    }
}

/// `3.5 h`
pub fn hours(lang: Lang, hours: f64) -> String {
    format!("{}\u{a0}h", short_number(lang, shown(Unit::OpenHours, hours), 1))
}
