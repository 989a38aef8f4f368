//! Answers: how is a plan drawn, in one picture that needs nothing else?
//! Invariant: the marks of the page, at a fixed width; every text is escaped by the template; nothing is loaded from anywhere.

use super::draw::{self, HEAD, Measure, ROW};
use super::legend::{legend, sample};
use super::page::alerts;
use super::pieces::{Chart, Piece, Shape};
use super::rows::{Block, Item, blocks};
use super::wires::wire;
use crate::render::catalogue::picture::{self as words, PictureWord};
use crate::render::catalogue::plan as plan_words;
use crate::render::catalogue::{self, Reader};
use crate::render::html::Shown;
use crate::render::page::one_stop;
use crate::render::palette;
use crate::report::plan::{Held, PlanReport, State, TaskLine, WorkKind};
use maud::{Markup, PreEscaped, html};

const TOP: u32 = 66;
const NAMES: u32 = 292;
const DRAWN: u32 = 890;
const EDGE: u32 = 20;
const WIDTH: u32 = NAMES + DRAWN + EDGE;
/// As many letters as a name has room for.
const ROOM: usize = 42;
/// Marks of the legend beside each other.
const IN_A_LINE: u32 = 6;
/// More warnings are left to the page.
const MOST_ALERTS: usize = 5;

const STYLE: &str = include_str!("chart.css");
const COLOURS: &str = include_str!("svg.css");

/// The whole file.
pub fn svg(report: &PlanReport, reader: Reader, tried: &[String]) -> String {
    let picture = Picture {
        chart: Chart::of(report, reader, tried),
    };
    let rows = picture.rows();
    let bottom = TOP + HEAD + ROW * rows.len() as u32;
    let marks = legend(&picture.chart);
    let (above, alerts) = (picture.trial(), picture.alerts());
    let lowered = alerts.len() as u32 * 18 + if tried.is_empty() { 0 } else { 34 };
    let height = bottom + 22 * (marks.len() as u32).div_ceil(IN_A_LINE) + 20 + lowered;
    let verdict = one_stop(plan_words::headline(reader, report));
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(height) viewBox=(format!("0 0 {WIDTH} {height}")) role="img" {
            title { (Shown(&verdict)) }
            style { (PreEscaped(palette::without_variables(&format!("{COLOURS}{STYLE}")))) }
            (draw::patterns())
            rect class="paper" width=(WIDTH) height=(height) {}
            (above)
            @let aside = if tried.is_empty() { 0 } else { 34 };
            text class="verdict" x=(EDGE) y=(aside + 28) { (Shown(&clipped(&verdict, 130))) }
            text class="soft" x=(EDGE) y=(aside + 48) { (Shown(&clipped(&plan_words::summary(reader, &report.summary), 150))) }
            @for (at, alert) in alerts.iter().enumerate() {
                text class="bad" x=(EDGE) y=(aside + 66 + 18 * at as u32) { (Shown(&clipped(alert, 170))) }
            }
            g transform=[(lowered > 0).then(|| format!("translate(0 {lowered})"))] {
                (picture.ground(&rows, bottom))
                @for (at, row) in rows.iter().enumerate() { (picture.row(row, TOP + HEAD + ROW * at as u32)) }
                (picture.wires(&rows))
                (picture.lines(bottom))
                (picture.legend(&marks, bottom + 14))
            }
        }
    };
    drawn.into_string() + "\n"
}

struct Picture<'r> {
    chart: Chart<'r>,
}

/// A line of the picture.
struct Row<'r> {
    label: String,
    /// The whole of it.
    name: String,
    task: Option<&'r TaskLine>,
    pieces: Vec<Piece>,
}

impl<'r> Picture<'r> {
    const MEASURE: Measure = Measure::Pixels {
        left: NAMES as f64,
        width: DRAWN as f64,
    };

    fn rows(&self) -> Vec<Row<'r>> {
        let mut rows = Vec::new();
        for block in blocks(self.chart.report) {
            match block {
                Block::Item(item) => self.item(&item, &mut rows),
                Block::Series { id, occurrences } => {
                    let title = occurrences.first().and_then(|one| one.title).unwrap_or(id);
                    rows.push(Row {
                        label: words::series_label(title, occurrences.len()),
                        name: id.to_owned(),
                        task: None,
                        pieces: self.chart.all_folded(&occurrences),
                    });
                }
            }
        }
        rows
    }

    fn item(&self, item: &Item<'r>, rows: &mut Vec<Row<'r>>) {
        let reader = self.chart.reader;
        if !item.is_alone() {
            rows.push(Row {
                label: words::item_label(reader, item.title, item.name, item.occurrence()),
                name: item.name.to_owned(),
                task: None,
                pieces: self.chart.item(item),
            });
        }
        for task in &item.tasks {
            let mut pieces = self.chart.task(task);
            if item.is_alone() {
                pieces.extend(self.chart.item(item));
            }
            rows.push(Row {
                label: words::task_label(reader, task),
                name: task.name.clone(),
                task: Some(task),
                pieces,
            });
        }
    }

    /// What is tried, across the whole width: nobody may take it for the plan.
    fn trial(&self) -> Markup {
        let (reader, tried) = (self.chart.reader, self.chart.tried);
        html! {
            @if !tried.is_empty() {
                rect class="trial" width=(WIDTH) height="34" {}
                text class="trialtext" x=(EDGE) y="22" {
                    (Shown(&clipped(&format!("{} · {}", words::word(reader, PictureWord::WhatIf), catalogue::what_if(reader.lang, tried)), 150)))
                }
            }
        }
    }

    /// What cannot be done as it is.
    fn alerts(&self) -> Vec<String> {
        let mut alerts = alerts(&self.chart);
        alerts.truncate(MOST_ALERTS);
        alerts
    }

    fn wires(&self, rows: &[Row<'_>]) -> Markup {
        let places = rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| Some((row.task?.name.as_str(), at)));
        let top_of = |row: usize| f64::from(TOP + HEAD + ROW * row as u32);
        html! { @for line in self.chart.wires(&places.collect()) { (wire(&line, Self::MEASURE, top_of)) } }
    }

    /// Scale, closed days and the lines under items.
    fn ground(&self, rows: &[Row<'_>], bottom: u32) -> Markup {
        let scale = self.chart.scale;
        let (upper, lower) = (
            scale.upper(f64::from(DRAWN), self.chart.reader),
            scale.lower(f64::from(DRAWN), self.chart.reader),
        );
        html! {
            g class="closed" {
                @for closed in scale.closed(&self.chart.report.closed) {
                    rect x=(Self::MEASURE.x(closed.from)) y=(TOP + HEAD) width=(Self::MEASURE.width(closed.to - closed.from)) height=(bottom - TOP - HEAD) {}
                }
            }
            (draw::flags(&self.chart.flags(f64::from(DRAWN)), Self::MEASURE, TOP))
            (draw::head(&upper, &lower, Self::MEASURE, TOP))
            g class="rules" {
                line x1=(EDGE) y1=(TOP + HEAD) x2=(NAMES + DRAWN) y2=(TOP + HEAD) {}
                @for (at, row) in rows.iter().enumerate().skip(1) {
                    @if row.task.is_none_or(|task| task.name == task.item) {
                        @let y = TOP + HEAD + ROW * at as u32;
                        line x1=(EDGE) y1=(y) x2=(NAMES + DRAWN) y2=(y) {}
                    }
                }
            }
        }
    }

    fn row(&self, row: &Row<'_>, top: u32) -> Markup {
        let indent = match row.task {
            Some(task) if task.name != task.item => 30,
            Some(_) | None => 16,
        };
        html! {
            @if let Some((sign, class)) = row.task.and_then(sign) { text class=(class) x=(EDGE + indent - 14) y=(top + 17) { (sign) } }
            text class=(label_class(row)) x=(EDGE + indent) y=(top + 17) {
                (Shown(&clipped(&row.label, ROOM - indent as usize / 8))) title { (Shown(&row.name)) }
            }
            (draw::pieces(&row.pieces, Self::MEASURE, top))
        }
    }

    /// Today, the launch and the other anchors, over everything.
    fn lines(&self, bottom: u32) -> Markup {
        html! {
            @for flag in self.chart.flags(f64::from(DRAWN)) {
                g class=(flag.class) {
                    @let x = Self::MEASURE.x(flag.at);
                    line x1=(x) y1=(TOP + HEAD) x2=(x) y2=(bottom) {}
                }
            }
        }
    }

    fn legend(&self, marks: &[(PictureWord, Shape)], top: u32) -> Markup {
        html! {
            g class="key" {
                @for (at, (word, shape)) in marks.iter().enumerate() {
                    @let (column, line) = (at as u32 % IN_A_LINE, at as u32 / IN_A_LINE);
                    @let (x, y) = (EDGE + column * 194, top + line * 22);
                    @let measure = Measure::Pixels { left: f64::from(x), width: 26.0 };
                    (draw::pieces(&[sample(*shape)], measure, y))
                    text class="soft" x=(x + 34) y=(y + 17) { (words::word(self.chart.reader, *word)) }
                }
            }
        }
    }
}

/// What colour says as well.
fn sign(task: &TaskLine) -> Option<(&'static str, &'static str)> {
    match (task.state, task.held, task.work) {
        (State::Done, _, _) => Some(("✓", "soft")),
        (_, Held::Late, _) => Some(("!", "bad")),
        (_, Held::Critical, _) => Some(("!", "held")),
        (State::UnderWay, _, _) => Some(("▸", "name")),
        (State::Ahead, Held::Free, WorkKind::Milestone) => Some(("◆", "name")),
        (State::Ahead, Held::Free, _) => None,
    }
}

fn label_class(row: &Row<'_>) -> &'static str {
    match row.task {
        None => "name item",
        Some(task) if task.state == State::Done => "soft",
        Some(task) if task.held == Held::Late => "bad",
        Some(_) => "name",
    }
}

/// As much of a text as there is room for, its middle left out; the whole one is in its tooltip.
pub fn clipped(text: &str, room: usize) -> String {
    let length = text.chars().count();
    if length <= room {
        return text.to_owned();
    }
    let (head, tail) = (room * 2 / 3, room - 1 - room * 2 / 3);
    let (start, end) = (text.chars().take(head), text.chars().skip(length - tail));
    start.chain(['…']).chain(end).collect()
}
