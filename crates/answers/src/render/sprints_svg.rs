//! Answers: how are sprints drawn, in one picture that needs nothing else?
//! Invariant: a bar a person, as long as the work against the hours there are; what is too much differs by more than its colour; every text is escaped.

use super::catalogue::{self, Reader, sprints as words};
use super::gantt::clipped;
use super::html::Shown;
use super::page::one_stop;
use super::palette;
use super::text::wrapped;
use crate::report::sprints::{LoadOfSprint, Sprint, SprintsReport};
use crate::report::table::Mark;
use maud::{Markup, PreEscaped, html};

const WIDTH: u32 = 960;
const EDGE: u32 = 20;
const NAMES: u32 = 200;
const NAME_LETTERS: usize = 24;
const BARS: u32 = 560;
const ROW: u32 = 24;
const HEAD: u32 = 58;
const TITLE: u32 = 20;
/// Of the title that stand beside each other.
const LETTERS: usize = 96;

const STYLE: &str = "svg{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,sans-serif;font-size:12px}\
.paper{fill:var(--paper)}.title{fill:var(--ink);font-size:16px;font-weight:600}.head{fill:var(--ink);font-size:13px;font-weight:600}\
.soft{fill:var(--soft)}.ink{fill:var(--ink)}.bad{fill:var(--bad);font-weight:600}.rule{stroke:var(--rule)}\
.there{fill:var(--closed);stroke:var(--soft)}.work{fill:var(--free)}.over{fill:var(--late)}.stripes{fill:url(#stripes)}.stripe{fill:var(--stripe)}";

/// The whole file.
pub fn draw(report: &SprintsReport, reader: Reader, tried: &[String]) -> String {
    let headline = format!(
        "{}{}",
        catalogue::trial(reader.lang, tried),
        one_stop(words::headline(reader, report))
    );
    let lines = wrapped(&headline, Some(LETTERS));
    let legend = 30 + TITLE * lines.len() as u32;
    let mut top = legend + 14;
    let mut placed: Vec<(u32, &Sprint)> = Vec::new();
    for sprint in &report.sprints {
        placed.push((top, sprint));
        top += HEAD + ROW * sprint.load.len() as u32 + 20;
    }
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(top) viewBox=(format!("0 0 {WIDTH} {top}")) role="img" {
            title { (Shown(&headline)) }
            style { (PreEscaped(palette::without_variables(STYLE))) }
            (super::gantt::patterns())
            rect class="paper" width=(WIDTH) height=(top) {}
            @for (at, line) in lines.iter().enumerate() { text class="title" x=(EDGE) y=(30 + TITLE * at as u32) { (Shown(line)) } }
            text class="soft" x=(EDGE) y=(legend) { (words::picture_legend(reader)) }
            @for (top, sprint) in placed { (one(sprint, reader, top)) }
        }
    };
    drawn.into_string() + "\n"
}

fn one(sprint: &Sprint, reader: Reader, top: u32) -> Markup {
    // One scale for all people of the sprint.
    let longest = sprint
        .load
        .iter()
        .map(|load| load.minutes.max(load.capacity.unwrap_or(0)))
        .max();
    let longest = longest.unwrap_or(0).max(1);
    html! {
        line class="rule" x1=(EDGE) y1=(top) x2=(WIDTH - EDGE) y2=(top) {}
        text class="head" x=(EDGE) y=(top + 24) { (Shown(&words::when(reader, sprint))) }
        text class=(if sprint.at_risk() > 0 { "bad" } else { "soft" }) x=(EDGE) y=(top + 43) { (Shown(&words::how_far(reader, sprint))) }
        @for (at, load) in sprint.load.iter().enumerate() { (bar(load, reader, top + HEAD + ROW * at as u32, longest)) }
    }
}

fn bar(load: &LoadOfSprint, reader: Reader, top: u32, longest: i64) -> Markup {
    let width = |minutes: i64| (i64::from(BARS) * minutes / longest) as u32;
    let there = load.capacity.unwrap_or(0);
    let within = if load.capacity.is_some() {
        load.minutes.min(there)
    } else {
        load.minutes
    };
    let said = words::hours_of(reader, load);
    let sign = if load.is_too_much() {
        catalogue::mark(Mark::Warning)
    } else {
        ""
    };
    let name = format!("{sign} {}", clipped(&super::sprints::name(&load.doer), NAME_LETTERS));
    html! {
        text class=(if load.is_too_much() { "bad" } else { "ink" }) x=(EDGE) y=(top + 14) { (Shown(name.trim_start())) }
        @if there > 0 { rect class="there" x=(NAMES) y=(top + 3) width=(width(there).max(1)) height="14" rx="2" {} }
        rect class="work" x=(NAMES) y=(top + 5) width=(width(within)) height="10" {}
        @if load.is_too_much() {
            rect class="over" x=(NAMES + width(there)) y=(top + 3) width=(width(load.minutes - there).max(2)) height="14" {}
            rect class="stripes" x=(NAMES + width(there)) y=(top + 3) width=(width(load.minutes - there).max(2)) height="14" {}
        }
        text class="soft" x=(NAMES + BARS + 16) y=(top + 14) { (Shown(&said)) }
    }
}
