//! Answers: what does an event in somebody's calendar say in French?
//! Invariant: short lines, the name of the fact first.

use crate::render::catalogue::agenda::AgendaLine;
use crate::render::catalogue::numbers::working_days_in_words;
use crate::render::catalogue::{Lang, Reader};

const LANG: Lang = Lang::Fr;

pub fn launch(campaign: &str) -> String {
    format!("▼ Lancement\u{a0}: {campaign}")
}

pub fn line(reader: Reader, line: &AgendaLine<'_>) -> String {
    match line {
        AgendaLine::Who(who) => format!("Qui\u{a0}: {who}"),
        AgendaLine::Duration(days) => format!("Travail\u{a0}: {}", working_days_in_words(LANG, *days)),
        AgendaLine::Earliest(why) => format!("Au plus tôt\u{a0}: {why}"),
        AgendaLine::Latest(why) => format!("Au plus tard\u{a0}: {why}"),
        AgendaLine::Campaign(title) => format!("Campagne\u{a0}: {title}"),
        AgendaLine::State(state) => format!("État\u{a0}: {state}"),
        AgendaLine::Party(name) => format!("Pour\u{a0}: {name}"),
        AgendaLine::Due(day) => format!("Prêt au plus tard\u{a0}: {}", reader.day(*day)),
    }
}
