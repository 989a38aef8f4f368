//! Answers: what does an event in somebody's calendar say in English?
//! Invariant: short lines, the name of the fact first.

use crate::render::catalogue::agenda::AgendaLine;
use crate::render::catalogue::numbers::working_days_in_words;
use crate::render::catalogue::{Lang, Reader};

const LANG: Lang = Lang::En;

pub fn launch(campaign: &str) -> String {
    format!("▼ Launch: {campaign}")
}

pub fn line(reader: Reader, line: &AgendaLine<'_>) -> String {
    match line {
        AgendaLine::Who(who) => format!("Who: {who}"),
        AgendaLine::Duration(days) => format!("Work: {}", working_days_in_words(LANG, *days)),
        AgendaLine::Earliest(why) => format!("Earliest: {why}"),
        AgendaLine::Latest(why) => format!("Latest: {why}"),
        AgendaLine::Campaign(title) => format!("Campaign: {title}"),
        AgendaLine::State(state) => format!("State: {state}"),
        AgendaLine::Party(name) => format!("For: {name}"),
        AgendaLine::Due(day) => format!("Ready by: {}", reader.day(*day)),
    }
}
