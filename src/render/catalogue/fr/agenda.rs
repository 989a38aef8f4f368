//! Answers: what does an event in somebody's calendar say in French?
//! Invariant: short lines, the name of the fact first.

use crate::model::duration::HalfDays;
use crate::render::catalogue::agenda::AgendaLine;
use crate::render::catalogue::numbers::working_days_in_words;
use crate::render::catalogue::{Lang, Reader};
use crate::report::plan::GoalLine;

const LANG: Lang = Lang::Fr;

pub const VARIANTS: &str = "déclinaisons";

pub fn launch(campaign: &str) -> String {
    format!("▼ Lancement\u{a0}: {campaign}")
}

pub fn rework(stage: &str) -> String {
    format!("reprise après {stage}")
}

pub fn line(reader: Reader, line: &AgendaLine<'_>) -> String {
    match line {
        AgendaLine::Who(who) => format!("Qui\u{a0}: {who}"),
        AgendaLine::Duration(days) => format!("Travail\u{a0}: {}", working_days_in_words(LANG, *days)),
        AgendaLine::Float(float) => match float.0 {
            ..0 => format!("Retard\u{a0}: {} de trop", working_days_in_words(LANG, -*float)),
            0 => "Marge\u{a0}: aucune, un glissement entame la réserve".into(),
            1.. => format!("Marge\u{a0}: {}", working_days_in_words(LANG, *float)),
        },
        AgendaLine::Earliest(day) => format!("Début au plus tôt\u{a0}: {}", reader.day(*day)),
        AgendaLine::Goal(goal) => goal_line(reader, goal),
        AgendaLine::Campaign(title) => format!("Campagne\u{a0}: {title}"),
        AgendaLine::State(state) => format!("État\u{a0}: {state}"),
        AgendaLine::Party(name) => format!("Pour\u{a0}: {name}"),
        AgendaLine::Due(day) => format!("Prêt au plus tard\u{a0}: {}", reader.day(*day)),
    }
}

fn goal_line(reader: Reader, goal: &GoalLine) -> String {
    let mut parts = Vec::new();
    if let Some(live) = goal.live {
        parts.push(format!("mise en ligne le {}", reader.day_in_sentence(live)));
        if goal.handover.0 > 0 {
            parts.push(format!("remise {} avant", working_days_in_words(LANG, goal.handover)));
        }
    }
    parts.push(format!("prêt le {} au plus tard", reader.day_in_sentence(goal.due)));
    if goal.margin > HalfDays(0) {
        parts.push(format!("{} de réserve", working_days_in_words(LANG, goal.margin)));
    }
    format!("Pourquoi\u{a0}: {}", parts.join(", "))
}
