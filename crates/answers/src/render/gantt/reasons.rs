//! Answers: what does the page of a plan say under its chart: what holds it, ways out, reasons, days off?
//! Invariant: the same sentences as `crops plan --why`; every task of the chart has its place here.

use super::page::{sentence_case, who};
use super::pieces::Chart;
use super::rows::{Block, Item, blocks};
use crate::render::catalogue::numbers;
use crate::render::catalogue::picture::{self as words, PictureWord};
use crate::render::catalogue::plan as plan_words;
use crate::render::html::{self, Shown};
use crate::render::look::Look;
use crate::render::page::{Page, one_stop};
use crate::render::plan;
use crate::report::plan::{PlanReport, TaskLine, WorkKind};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The number of the place of each task; none where the report tells no reasons, or too many to list.
pub fn places<'r>(chart: &Chart<'r>) -> BTreeMap<&'r str, usize> {
    let report = chart.report;
    if chart.is_long() || report.tasks.iter().all(|task| task.why.is_none()) {
        return BTreeMap::new();
    }
    let numbered = report.tasks.iter().enumerate();
    numbered.map(|(at, task)| (task.name.as_str(), at)).collect()
}

/// What holds the plan, and what would win time.
pub fn more(chart: &Chart<'_>) -> Markup {
    let (report, reader) = (chart.report, chart.reader);
    let mut beside = Page::new(Look::plain(reader));
    plan::beside(report, &mut beside);
    html! {
        @if report.chain_length.0 > 0 {
            p { (Shown(&plan_words::chain(reader, &report.chain, report.chain_length))) }
        }
        (html::blocks(&beside.blocks, reader))
    }
}

/// The reason of each task, and the days off by name.
pub fn reasons(chart: &Chart<'_>, places: &BTreeMap<&str, usize>) -> Markup {
    let word = |word: PictureWord| words::word(chart.reader, word);
    html! {
        h2 id="reasons" { (word(PictureWord::Reasons)) }
        @if places.is_empty() { p { (word(PictureWord::TooMany)) } } @else {
            div class="reasons" {
                @for block in blocks(chart.report) {
                    @match &block {
                        Block::Item(item) => (one(chart, item, places)),
                        Block::Series { id, occurrences } => {
                            @let title = occurrences.first().and_then(|one| one.title).unwrap_or(id);
                            details {
                                summary { (Shown(&words::series_label(title, occurrences.len()))) }
                                div class="reasons" { @for item in occurrences { (one(chart, item, places)) } }
                            }
                        }
                    }
                }
            }
        }
        @if !chart.report.days_off.is_empty() {
            h2 { (word(PictureWord::DaysOff)) }
            ul class="off" {
                @for (from, to, off) in runs(chart.report) { li { (Shown(&words::day_off_run(chart.reader, from, to, off))) } }
            }
        }
    }
}

/// Days off for the same reason that follow each other, weekends between them included.
fn runs(report: &PlanReport) -> Vec<(crate::model::Day, crate::model::Day, &crate::plan::calendars::DayOff)> {
    let mut runs: Vec<(crate::model::Day, crate::model::Day, &crate::plan::calendars::DayOff)> = Vec::new();
    for (day, off) in &report.days_off {
        match runs.last_mut() {
            Some((_, last, why)) if *why == off && (*day - *last).num_days() <= 3 => *last = *day,
            _ => runs.push((*day, *day, off)),
        }
    }
    runs
}

fn one(chart: &Chart<'_>, item: &Item<'_>, places: &BTreeMap<&str, usize>) -> Markup {
    let reader = chart.reader;
    html! {
        section {
            h3 { (Shown(&words::item_label(reader, item.title, item.name, item.occurrence()))) " " code { (Shown(item.name)) } }
            @if let Some(goal) = item.goal { p class="goal" { (sentence_case(&words::goal(reader, goal))) } }
            ol { @for task in &item.tasks { (told(chart, task, places)) } }
        }
    }
}

fn told(chart: &Chart<'_>, task: &TaskLine, places: &BTreeMap<&str, usize>) -> Markup {
    let reader = chart.reader;
    let shown = task.shown(chart.report.direction);
    let days = shown.map(|span| match task.work {
        WorkKind::Milestone => reader.day(span.to),
        _ => words::days(reader, span.from, span.to),
    });
    let mut facts: Vec<String> = days.into_iter().collect();
    if task.duration.0 > 0 {
        facts.push(numbers::working_days(reader.lang, task.duration));
    }
    facts.push(who(&task.who));
    facts.extend(task.total_float.map(|float| words::float_words(reader, float)));
    html! {
        li id=[places.get(task.name.as_str()).map(|place| format!("why-{place}"))] {
            @if task.name != task.item { strong { (Shown(&words::task_label(reader, task))) } " " code { (Shown(&task.name)) } }
            p class="when" { (Shown(&facts.join(" · "))) }
            @for sentence in words::why(reader, task) { p { (Shown(&one_stop(sentence + "."))) } }
        }
    }
}
