//! Answers: what does an event in somebody's calendar say in English?
//! Invariant: short lines, the name of the fact first.

use crate::model::duration::HalfDays;
use crate::render::catalogue::agenda::AgendaLine;
use crate::render::catalogue::numbers::working_days_in_words;
use crate::render::catalogue::{Lang, Reader};
use crate::report::plan::GoalLine;

const LANG: Lang = Lang::En;

pub const VARIANTS: &str = "variants";

pub fn launch(campaign: &str) -> String {
    format!("▼ Launch: {campaign}")
}

pub fn rework(stage: &str) -> String {
    format!("rework after {stage}")
}

pub fn line(reader: Reader, line: &AgendaLine<'_>) -> String {
    match line {
        AgendaLine::Who(who) => format!("Who: {who}"),
        AgendaLine::Duration(days) => format!("Work: {}", working_days_in_words(LANG, *days)),
        AgendaLine::Float(float) => match float.0 {
            ..0 => format!("Late: {} too many", working_days_in_words(LANG, -*float)),
            0 => "Float: none, a slip touches the margin".into(),
            1.. => format!("Float: {}", working_days_in_words(LANG, *float)),
        },
        AgendaLine::Earliest(day) => format!("Earliest start: {}", reader.day(*day)),
        AgendaLine::Goal(goal) => goal_line(reader, goal),
        AgendaLine::Campaign(title) => format!("Campaign: {title}"),
        AgendaLine::State(state) => format!("State: {state}"),
        AgendaLine::Party(name) => format!("For: {name}"),
        AgendaLine::Due(day) => format!("Ready by: {}", reader.day(*day)),
    }
}

fn goal_line(reader: Reader, goal: &GoalLine) -> String {
    let mut parts = Vec::new();
    if let Some(live) = goal.live {
        parts.push(format!("live on {}", reader.day_in_sentence(live)));
        if goal.handover.0 > 0 {
            parts.push(format!(
                "handed over {} before",
                working_days_in_words(LANG, goal.handover)
            ));
        }
    }
    parts.push(format!("ready by {}", reader.day_in_sentence(goal.due)));
    if goal.margin > HalfDays(0) {
        parts.push(format!("{} of margin", working_days_in_words(LANG, goal.margin)));
    }
    format!("Why: {}", parts.join(", "))
}
