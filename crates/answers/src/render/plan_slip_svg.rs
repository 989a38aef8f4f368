//! Answers: how is the forecast launch from week to week drawn, in one picture that needs nothing else?
//! Invariant: a line that goes up is a launch that moved later; every point says in words what it is; every text is escaped.

use super::catalogue::{Reader, plan_slip as words};
use super::html::Shown;
use super::page::one_stop;
use super::palette;
use crate::model::Day;
use crate::report::plan_slip::{SlipLine, SlipReport, SlipWeek};
use maud::{Markup, PreEscaped, html};

const WIDTH: i64 = 960;
const LEFT: i64 = 150;
const RIGHT: i64 = 40;
const TOP: i64 = 76;
const PLOT: i64 = 220;
/// From the top of one campaign's chart to the next one's.
const STEP: i64 = PLOT + 116;

const STYLE: &str = "svg{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,sans-serif;font-size:12px}\
.paper{fill:var(--paper)}.title{fill:var(--ink);font-size:16px;font-weight:600}.soft{fill:var(--soft)}\
.rule{stroke:var(--rule)}.launch{stroke:var(--launch);stroke-width:2;fill:none;stroke-dasharray:6 4}\
.launchtext{fill:var(--launch);paint-order:stroke;stroke:var(--paper);stroke-width:4px}.line{stroke:var(--free);stroke-width:2.500;fill:none}\
.dot{fill:var(--free)}.late{fill:var(--late)}.latetext{fill:var(--bad);font-weight:700}";

/// The whole file.
pub fn draw(report: &SlipReport, reader: Reader) -> String {
    let height = TOP + STEP * (report.lines.len() as i64).max(1);
    let headline = one_stop(words::headline(reader, report));
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(height) viewBox=(format!("0 0 {WIDTH} {height}")) role="img" {
            title { (Shown(&headline)) }
            style { (PreEscaped(palette::without_variables(STYLE))) }
            rect class="paper" width=(WIDTH) height=(height) {}
            text class="title" x="20" y="30" { (Shown(&headline)) }
            text class="soft" x="20" y="50" { (Shown(&words::legend(reader, report))) }
            @for (at, line) in report.lines.iter().enumerate() {
                @if report.lines.len() > 1 { text class="soft" x="20" y=(TOP + STEP * at as i64 + 20) { (Shown(&words::line(reader, line))) } }
                (chart(line, reader, TOP + STEP * at as i64))
            }
        }
    };
    drawn.into_string() + "\n"
}

/// Days on the left, weeks below.
struct Plot<'l> {
    line: &'l SlipLine,
    first: Day,
    /// At least one.
    days: i64,
    top: i64,
}

impl<'l> Plot<'l> {
    /// `None` when no week has a day to show.
    fn of(line: &'l SlipLine, top: i64) -> Option<Self> {
        let days = |week: &SlipWeek| [week.outlook.launch, week.outlook.earliest].into_iter().flatten();
        let first = line.weeks.iter().flat_map(days).min()?;
        let last = line.weeks.iter().flat_map(days).max()?;
        Some(Self {
            line,
            first,
            days: (last - first).num_days().max(1),
            top,
        })
    }

    fn x(&self, week: usize) -> i64 {
        let steps = (self.line.weeks.len() as i64 - 1).max(1);
        LEFT + (WIDTH - LEFT - RIGHT) * week as i64 / steps
    }

    /// Later is higher.
    fn y(&self, day: Day) -> i64 {
        self.top + 40 + PLOT - PLOT * (day - self.first).num_days() / self.days
    }

    fn path(&self, of: fn(&SlipWeek) -> Option<Day>) -> String {
        let mut path = String::new();
        for (at, week) in self.line.weeks.iter().enumerate() {
            if let Some(day) = of(week) {
                let letter = if path.is_empty() { 'M' } else { 'L' };
                path += &format!("{letter}{} {}", self.x(at), self.y(day));
            }
        }
        path
    }

    /// A few days on the left, evenly.
    fn marks(&self) -> impl Iterator<Item = Day> {
        let steps = self.days.min(4);
        (0..=steps).map(move |at| self.first + chrono::Duration::days(self.days * at / steps))
    }
}

fn chart(line: &SlipLine, reader: Reader, top: i64) -> Markup {
    let Some(plot) = Plot::of(line, top) else {
        return html! {};
    };
    let every = (line.weeks.len() / 12).max(1);
    html! {
        @for day in plot.marks() {
            line class="rule" x1=(LEFT) y1=(plot.y(day)) x2=(WIDTH - RIGHT) y2=(plot.y(day)) {}
            text class="soft" x=(LEFT - 12) y=(plot.y(day) + 4) text-anchor="end" { (Shown(&reader.day(day))) }
        }
        path class="launch" d=(plot.path(|week| week.outlook.launch)) {}
        path class="line" d=(plot.path(|week| week.outlook.earliest)) {}
        @for (at, week) in line.weeks.iter().enumerate() {
            @if let Some(day) = week.outlook.earliest {
                circle class=(if week.outlook.is_late() { "late" } else { "dot" }) cx=(plot.x(at)) cy=(plot.y(day)) r="4.5" {
                    title { (Shown(&words::point(reader, week))) }
                }
                @if week.outlook.is_late() {
                    text class="latetext" x=(plot.x(at)) y=(plot.y(day) - 9) text-anchor="middle" { "!" }
                }
            }
            @if at % every == 0 || at + 1 == line.weeks.len() {
                text class="soft" x=(plot.x(at)) y=(top + 62 + PLOT) text-anchor="middle" { (Shown(&reader.short_day(week.day))) }
            }
        }
        @if let Some(day) = line.weeks.last().and_then(|week| week.outlook.launch) {
            text class="launchtext" x=(LEFT + 6) y=(plot.y(line.weeks.first().and_then(|week| week.outlook.launch).unwrap_or(day)) - 6) { (words::launch(reader)) }
        }
    }
}
