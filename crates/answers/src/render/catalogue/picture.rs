//! Answers: which words stand in a drawing of a plan, in the language of the reader?
//! Invariant: one function a fact, the same in both languages.

use super::{Lang, Reader, en, fr};
use crate::model::Day;
use crate::model::duration::{HalfDays, Minutes};
use crate::plan::calendars::DayOff;
use crate::report::plan::{Direction, GoalLine, Span, TaskLine, WorkKind};

/// The words of a drawing and of the page around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureWord {
    BackwardPlan,
    ForwardPlan,
    Chart,
    Reasons,
    WaysOut,
    DaysOff,
    Legend,
    SkipToReasons,
    Today,
    Launch,
    Tasks,
    Margin,
    MarginUsed,
    Calendar,
    StartBy,
    Work,
    Done,
    UnderWay,
    NoFloat,
    Late,
    Chain,
    Float,
    Short,
    Handover,
    Live,
    Milestone,
    Closed,
    /// The part of work under way that is over.
    Worked,
    /// What waits for what, of what holds the plan.
    Link,
    AllLinks,
    /// A change that is tried and not written.
    WhatIf,
    Wins,
    ZoomIn,
    ZoomOut,
    ZoomAll,
    OnlyHeld,
    Days,
    /// Said to those who hear the page instead of seeing it.
    ChartHint,
    TooMany,
    Nothing,
}

pub fn word(reader: Reader, word: PictureWord) -> &'static str {
    match reader.lang {
        Lang::En => en::picture::word(word),
        Lang::Fr => fr::picture::word(word),
    }
}

/// What a task is called under the heading of its item: the title of its stage, not its id.
pub fn task_label(reader: Reader, task: &TaskLine) -> String {
    let stage = task.stage.as_ref().map(|label| label.in_language(reader.lang.code()));
    let stage = stage.unwrap_or(task.title.as_deref().unwrap_or(&task.name));
    let round = task
        .name
        .rsplit(['.', '-'])
        .next()
        .and_then(|end| end.parse::<u32>().ok());
    match (task.work, task.variants, reader.lang) {
        (WorkKind::Variants, Some(variants), Lang::En) => en::picture::variants(variants),
        (WorkKind::Variants, Some(variants), Lang::Fr) => fr::picture::variants(variants),
        (WorkKind::Rework, _, Lang::En) => en::picture::rework(stage, round),
        (WorkKind::Rework, _, Lang::Fr) => fr::picture::rework(stage, round),
        (WorkKind::Stage, _, _) => match round.filter(|_| task.name.ends_with(|c: char| c.is_ascii_digit())) {
            Some(round) if is_a_round(task) => format!("{stage} {round}"),
            Some(_) | None => stage.to_owned(),
        },
        (WorkKind::Variants | WorkKind::Task | WorkKind::Milestone, _, _) => {
            task.title.clone().unwrap_or_else(|| task.name.clone())
        }
    }
}

/// `hero-film.review.2`: the name of the stage is not all of it.
fn is_a_round(task: &TaskLine) -> bool {
    let stage = task.stage_id.as_deref().unwrap_or_default();
    task.name
        .strip_prefix(&task.item)
        .is_some_and(|rest| rest != format!(".{stage}"))
}

/// `9 Mar – 19 Mar`, or one day.
pub fn days(reader: Reader, from: Day, to: Day) -> String {
    match from == to {
        true => reader.day(from),
        false => format!("{} – {}", reader.day(from), reader.day(to)),
    }
}

/// Said when a task is pointed at: its name, its days, its float.
pub fn task_said(reader: Reader, task: &TaskLine, shown: Span) -> String {
    let days = match task.work {
        WorkKind::Milestone => reader.day(shown.to),
        _ => days(reader, shown.from, shown.to),
    };
    let mut said = format!("{} · {days}", task.name);
    if let Some(float) = task.total_float {
        said += &format!(" · {}", float_words(reader, float));
    }
    for sentence in why(reader, task) {
        said += &format!("\n{sentence}");
    }
    said
}

pub fn float_said(reader: Reader, task: &TaskLine) -> String {
    let float = task.total_float.unwrap_or_default();
    format!("{} · {}", task.name, float_words(reader, float))
}

/// `26 wd of float`.
pub fn float_words(reader: Reader, float: HalfDays) -> String {
    match reader.lang {
        Lang::En => en::picture::float(float),
        Lang::Fr => fr::picture::float(float),
    }
}

/// The same with what binds it on the side of its days alone, for plans of thousands of tasks.
pub fn task_said_shortly(reader: Reader, task: &TaskLine, shown: Span, direction: Direction) -> String {
    let bare = TaskLine {
        why: None,
        ..task.clone()
    };
    let said = task_said(reader, &bare, shown);
    let Some(why) = &task.why else { return said };
    let binding = match direction {
        Direction::Backward if why.late.place.is_some() => super::plan::late_step(reader, &why.late),
        Direction::Backward | Direction::Forward => super::plan::early_step(reader, &why.early),
    };
    format!("{said}\n{binding}")
}

/// Why it cannot be earlier, and why not later; nothing when the report does not say.
pub fn why(reader: Reader, task: &TaskLine) -> Vec<String> {
    let Some(why) = &task.why else { return Vec::new() };
    let mut said = vec![super::plan::early_step(reader, &why.early)];
    said.extend(super::plan::days_off(reader, &why.early));
    let is_told_already = why.early.because == why.late.because;
    if why.late.place.is_some() && !is_told_already {
        said.push(super::plan::late_step(reader, &why.late));
    }
    said
}

pub fn item_said(reader: Reader, name: &str, title: Option<&str>, span: Span) -> String {
    let title = title.map_or_else(String::new, |title| format!("{title} · "));
    format!("{title}{name} · {}", days(reader, span.from, span.to))
}

pub fn zone_said(reader: Reader, zone: PictureWord, from: Day, to: Day) -> String {
    format!("{} · {}", word(reader, zone), days(reader, from, to))
}

pub fn live_said(reader: Reader, item: &str, live: Day) -> String {
    format!("{item} · {} · {}", word(reader, PictureWord::Live), reader.day(live))
}

/// `2 h each`.
pub fn effort_each(reader: Reader, effort: Minutes) -> String {
    match reader.lang {
        Lang::En => en::picture::effort_each(effort),
        Lang::Fr => fr::picture::effort_each(effort),
    }
}

/// `La recette du mardi × 7`.
pub fn series_label(title: &str, count: usize) -> String {
    format!("{title} × {count}")
}

/// Live, due, handover and margin of an item in one sentence.
pub fn goal(reader: Reader, goal: &GoalLine) -> String {
    match reader.lang {
        Lang::En => en::picture::goal(reader, goal),
        Lang::Fr => fr::picture::goal(reader, goal),
    }
}

/// `all 7 occurrences`, on what unfolds them.
pub fn unfold(reader: Reader, count: usize) -> String {
    match reader.lang {
        Lang::En => en::picture::unfold(count),
        Lang::Fr => fr::picture::unfold(count),
    }
}

/// Which day the page is right for.
pub fn made_on(reader: Reader, today: Day) -> String {
    match reader.lang {
        Lang::En => en::picture::made_on(reader, today),
        Lang::Fr => fr::picture::made_on(reader, today),
    }
}

/// `La recette du mardi · 13 Apr`; the name where there is no title.
pub fn item_label(reader: Reader, title: Option<&str>, name: &str, occurrence: Option<Day>) -> String {
    match (title, occurrence) {
        (Some(title), Some(day)) => format!("{title} · {}", reader.short_day(day)),
        (Some(title), None) => title.to_owned(),
        (None, _) => name.to_owned(),
    }
}

/// `46, 3 done`.
pub fn progress(reader: Reader, tasks: usize, done: usize) -> String {
    match (done, reader.lang) {
        (0, _) => tasks.to_string(),
        (_, Lang::En) => en::picture::progress(tasks, done),
        (_, Lang::Fr) => fr::picture::progress(tasks, done),
    }
}

/// `2 wd, none used`.
pub fn margin(reader: Reader, margin: HalfDays, used: HalfDays) -> String {
    match reader.lang {
        Lang::En => en::picture::margin(margin, used),
        Lang::Fr => fr::picture::margin(margin, used),
    }
}

/// Why a day is off or short.
pub fn day_off(reader: Reader, off: &DayOff) -> String {
    match reader.lang {
        Lang::En => en::plan::day_off(off),
        Lang::Fr => fr::plan::day_off(off),
    }
}

/// Days off for one reason: `Fri 25 Dec: Christmas Day`.
pub fn day_off_run(reader: Reader, from: Day, to: Day, off: &DayOff) -> String {
    let days = days(reader, from, to);
    match reader.lang {
        Lang::En => format!("{days}: {}", en::plan::day_off(off)),
        Lang::Fr => format!("{days}\u{a0}: {}", fr::plan::day_off(off)),
    }
}
