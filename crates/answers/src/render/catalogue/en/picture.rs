//! Answers: what does a drawing of a plan say in English?
//! Invariant: short; what a mark means stands in the legend.

use super::numbers::counted;
use crate::model::Day;
use crate::model::duration::{HalfDays, Minutes};
use crate::render::catalogue::numbers::{full_day, hours, working_days, working_days_in_words};
use crate::render::catalogue::picture::PictureWord;
use crate::render::catalogue::{Lang, Reader};
use crate::report::plan::{GoalLine, VariantsLine};

const LANG: Lang = Lang::En;

pub const fn word(word: PictureWord) -> &'static str {
    match word {
        PictureWord::BackwardPlan => "Backward plan",
        PictureWord::ForwardPlan => "Forward plan",
        PictureWord::Chart => "The plan, day by day",
        PictureWord::Reasons => "Why each day is what it is",
        PictureWord::WaysOut => "What would win the time back",
        PictureWord::DaysOff => "Days off and short days in these weeks",
        PictureWord::Legend => "What the marks mean",
        PictureWord::SkipToReasons => "Skip the chart",
        PictureWord::Today => "today",
        PictureWord::Launch => "launch",
        PictureWord::Tasks => "tasks",
        PictureWord::Margin => "margin",
        PictureWord::MarginUsed => "margin used",
        PictureWord::Calendar => "calendar",
        PictureWord::StartBy => "start no later than",
        PictureWord::Work => "work",
        PictureWord::Done => "done",
        PictureWord::UnderWay => "in progress",
        PictureWord::NoFloat => "no float",
        PictureWord::Late => "late",
        PictureWord::Chain => "holds the plan",
        PictureWord::Float => "float",
        PictureWord::Short => "beyond the due day",
        PictureWord::Handover => "handover",
        PictureWord::Live => "goes live",
        PictureWord::Milestone => "milestone",
        PictureWord::Closed => "closed",
        PictureWord::Worked => "already begun",
        PictureWord::Link => "waits for",
        PictureWord::AllLinks => "All links",
        PictureWord::WhatIf => "What if",
        PictureWord::Wins => "wins",
        PictureWord::ZoomIn => "Zoom in",
        PictureWord::ZoomOut => "Zoom out",
        PictureWord::ZoomAll => "The whole plan",
        PictureWord::OnlyHeld => "Only what holds the plan or has no float",
        PictureWord::Days => "Days",
        PictureWord::ChartHint => "Bars for each task; the columns before them say the same days.",
        PictureWord::TooMany => {
            "The plan is too long to list each task’s reason here: point at its bar, or ask crops plan --why TASK."
        }
        PictureWord::Nothing => "There is nothing to draw yet.",
    }
}

pub fn variants(line: VariantsLine) -> String {
    let count = counted(usize::try_from(line.count).unwrap_or(usize::MAX), "variant", "variants");
    match line.effort_each {
        Some(effort) => format!("{count}, {}", effort_each(effort)),
        None => count,
    }
}

pub fn effort_each(effort: Minutes) -> String {
    format!("{} each", hours(LANG, effort))
}

pub fn rework(stage: &str, round: Option<u32>) -> String {
    match round {
        Some(round) => format!("Rework {round} after {stage}"),
        None => format!("Rework after {stage}"),
    }
}

pub fn float(float: HalfDays) -> String {
    match float.0 {
        ..0 => format!("{} late", working_days(LANG, -float)),
        0 => "no float".into(),
        1.. => format!("{} of float", working_days(LANG, float)),
    }
}

pub fn goal(reader: Reader, goal: &GoalLine) -> String {
    let mut parts = Vec::new();
    if let Some(live) = goal.live {
        parts.push(format!("live {}", reader.day(live)));
    }
    if goal.handover.0 > 0 {
        parts.push(format!("handover {}", working_days_in_words(LANG, goal.handover)));
    }
    parts.push(format!("ready by {}", reader.day(goal.due)));
    if goal.margin.0 > 0 {
        parts.push(format!("margin {}", margin(goal.margin, goal.margin_used)));
    }
    if goal.short.0 > 0 {
        parts.push(format!("{} short", working_days_in_words(LANG, goal.short)));
    }
    parts.join(" · ")
}

pub fn unfold(count: usize) -> String {
    format!("show all {count}")
}

pub fn made_on(reader: Reader, today: Day) -> String {
    format!("As things stood on {} · crops", full_day(reader.lang, today))
}

pub fn margin(margin: HalfDays, used: HalfDays) -> String {
    let used = match used.0 {
        0 => "none used".to_owned(),
        ..0 | 1.. => format!("{} used", working_days(LANG, used)),
    };
    format!("{}, {used}", working_days(LANG, margin))
}

pub fn progress(tasks: usize, done: usize) -> String {
    format!("{tasks}, {done} done")
}
