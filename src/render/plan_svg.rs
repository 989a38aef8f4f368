//! Answers: how is a plan drawn, in one file that needs nothing else?
//! Invariant: every text is escaped by the template; nothing is loaded from anywhere; as wide as its days need.

use super::catalogue::Reader;
use super::catalogue::plan::{self as words, DrawingWord};
use super::escape;
use crate::model::Day;
use crate::report::plan::{Held, PlanReport, State, TaskLine, WorkKind};
use crate::report::table::Axis;
use chrono::{Datelike, Weekday};
use maud::{Markup, PreEscaped, Render, html};

const ROW: i64 = 22;
const HEAD: i64 = 96;
const NAMES: i64 = 250;
const DRAWN: i64 = 900;
const RIGHT: i64 = 24;

/// The whole drawing.
pub fn draw(report: &PlanReport, reader: Reader) -> String {
    let chart = Chart {
        report,
        reader,
        axis: report.axis(),
    };
    let height = HEAD + ROW * report.tasks.len() as i64 + 56;
    let width = NAMES + DRAWN + RIGHT;
    let drawing = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(width) height=(height)
            viewBox=(format!("0 0 {width} {height}")) font-family="system-ui, sans-serif" font-size="12" role="img" {
            title { (Shown(&words::headline(reader, report))) }
            rect width=(width) height=(height) fill="#ffffff" {}
            text x="16" y="28" font-size="16" font-weight="600" { (Shown(&words::headline(reader, report))) }
            text x="16" y="48" fill="#555555" { (Shown(&words::summary(reader, &report.summary))) }
            (chart.closed())
            (chart.scale())
            (chart.margin())
            @for (row, task) in report.tasks.iter().enumerate() { (chart.task(row as i64, task)) }
            (chart.mark(Some(report.today), DrawingWord::Today, "#1f77b4"))
            (chart.mark(report.summary.launch, DrawingWord::Launch, "#c0392b"))
            (chart.legend(height - 20))
        }
    };
    format!("{}\n", drawing.into_string())
}

/// A text of the data, without control and bidi characters; the template escapes the rest.
struct Shown<'a>(&'a str);

impl Render for Shown<'_> {
    fn render(&self) -> Markup {
        let plain = escape::terminal(self.0);
        html! { (plain.as_ref()) }
    }
}

struct Chart<'r> {
    report: &'r PlanReport,
    reader: Reader,
    axis: Axis,
}

impl Chart<'_> {
    fn days(&self) -> i64 {
        (self.axis.last - self.axis.first).num_days() + 1
    }

    /// Left edge of a day.
    fn x(&self, day: Day) -> i64 {
        let offset = (day - self.axis.first).num_days().clamp(0, self.days());
        NAMES + offset * DRAWN / self.days()
    }

    /// From the left edge of the first day to the right edge of the last.
    fn stretch(&self, from: Day, to: Day) -> (i64, i64) {
        let start = self.x(from);
        let end = self.x(to.succ_opt().unwrap_or(to));
        (start, (end - start).max(2))
    }

    fn bottom(&self) -> i64 {
        HEAD + ROW * self.report.tasks.len() as i64
    }

    fn closed(&self) -> Markup {
        html! {
            g fill="#f0f0f0" {
                @for (from, to) in runs(&self.report.closed) {
                    @let (x, width) = self.stretch(from, to);
                    rect x=(x) y=(HEAD - 8) width=(width) height=(self.bottom() - HEAD + 8) {}
                }
            }
        }
    }

    fn scale(&self) -> Markup {
        let mondays = self.axis.first.iter_days().take_while(|day| *day <= self.axis.last);
        let every = (self.days() / 140 + 1).max(1);
        let mondays = mondays.filter(|day| day.weekday() == Weekday::Mon);
        html! {
            g fill="#555555" stroke="none" font-size="10" {
                @for (at, day) in mondays.enumerate().filter(|(at, _)| *at as i64 % every == 0) {
                    text x=(self.x(day)) y=(HEAD - 14) { (day.day()) @if at == 0 || day.day() <= 7 * every as u32 { " " (month_of(self.reader, day)) } }
                    line x1=(self.x(day)) y1=(HEAD - 8) x2=(self.x(day)) y2=(self.bottom()) stroke="#dddddd" {}
                }
            }
        }
    }

    /// The reserve between the end of work and the handover, for each goal: on the row of its last task.
    fn margin(&self) -> Markup {
        html! {
            g fill="#f5b041" fill-opacity="0.55" {
                @for goal in &self.report.goals {
                    @if let Some(row) = self.report.tasks.iter().rposition(|task| task.item == goal.item)
                        && let Some(end) = self.report.tasks[row].late.map(|late| late.to)
                        && end < goal.due {
                        @let (x, width) = self.stretch(end.succ_opt().unwrap_or(end), goal.due);
                        rect x=(x) y=(HEAD + ROW * row as i64 + 6) width=(width) height=(ROW - 12) {
                            title { (words::drawing_word(self.reader, DrawingWord::Margin)) }
                        }
                    }
                }
            }
        }
    }

    fn task(&self, row: i64, task: &TaskLine) -> Markup {
        let y = HEAD + ROW * row;
        let name = escape::terminal(&task.name).into_owned();
        html! {
            text x="16" y=(y + 15) fill=(text_colour(task)) { (clipped(&name)) title { (name) } }
            @if let Some(early) = task.early.filter(|_| task.state == State::Ahead)
                && let Some(late) = task.late.filter(|late| late.from > early.from) {
                @let (x, width) = self.stretch(early.from, late.from.pred_opt().unwrap_or(late.from));
                line x1=(x) y1=(y + ROW / 2) x2=(x + width) y2=(y + ROW / 2)
                    stroke="#9aa5b1" stroke-width="2" stroke-dasharray="2 3" {
                    title { (words::drawing_word(self.reader, DrawingWord::Float)) }
                }
            }
            @if let Some(span) = task.shown(self.report.direction).filter(|span| span.to >= self.axis.first) {
                @let (x, width) = self.stretch(span.from.max(self.axis.first), span.to);
                @if task.work == WorkKind::Milestone {
                    path d=(format!("M{} {} l6 6 l-6 6 l-6 -6 z", x + width, y + 5)) fill=(colour(task)) {
                        title { (name) " " (self.reader.day(span.to)) }
                    }
                } @else {
                    rect x=(x) y=(y + 4) width=(width) height=(ROW - 8) rx="2" fill=(colour(task)) {
                        title { (name) " " (self.reader.day(span.from)) " – " (self.reader.day(span.to)) }
                    }
                }
            }
        }
    }

    fn mark(&self, day: Option<Day>, word: DrawingWord, colour: &str) -> Markup {
        let inside = day.filter(|day| *day >= self.axis.first && *day <= self.axis.last);
        html! {
            @if let Some(day) = inside {
                @let x = self.x(day);
                line x1=(x) y1=(HEAD - 34) x2=(x) y2=(self.bottom()) stroke=(colour) stroke-width="1.5" {}
                text x=(x + 3) y=(HEAD - 28) font-size="10" fill=(colour) {
                    (words::drawing_word(self.reader, word)) " " (self.reader.short_day(day))
                }
            }
        }
    }

    fn legend(&self, y: i64) -> Markup {
        let keys = [
            ("#4c78a8", DrawingWord::Work),
            ("#b8c4d0", DrawingWord::Done),
            ("#9aa5b1", DrawingWord::Float),
            ("#f5b041", DrawingWord::Margin),
            ("#f0f0f0", DrawingWord::Closed),
        ];
        html! {
            g font-size="11" fill="#555555" {
                @for (at, (colour, word)) in keys.iter().enumerate() {
                    rect x=(16 + 110 * at as i64) y=(y - 9) width="12" height="10" fill=(colour) stroke="#cccccc" {}
                    text x=(34 + 110 * at as i64) y=(y) { (words::drawing_word(self.reader, *word)) }
                }
            }
        }
    }
}

fn colour(task: &TaskLine) -> &'static str {
    match (task.state, task.held) {
        (State::Done, _) => "#b8c4d0",
        (_, Held::Late) => "#c0392b",
        (_, Held::Critical) => "#d98c2b",
        (_, Held::Free) => "#4c78a8",
    }
}

fn text_colour(task: &TaskLine) -> &'static str {
    match (task.state, task.held) {
        (State::Done, _) => "#888888",
        (_, Held::Late) => "#c0392b",
        (_, Held::Critical | Held::Free) => "#222222",
    }
}

/// As much of a name as there is room for; the whole one is in its tooltip.
fn clipped(name: &str) -> String {
    const ROOM: usize = 36;
    if name.chars().count() <= ROOM {
        return name.to_owned();
    }
    name.chars().take(ROOM - 1).chain(['…']).collect()
}

fn month_of(reader: Reader, day: Day) -> PreEscaped<String> {
    use super::catalogue::{Lang, en, fr};
    let month = match reader.lang {
        Lang::En => en::numbers::month(day.month()),
        Lang::Fr => fr::numbers::month(day.month()),
    };
    PreEscaped(month.to_owned())
}

/// Days that follow each other, as first and last of each run.
fn runs(days: &[Day]) -> Vec<(Day, Day)> {
    let mut runs: Vec<(Day, Day)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if last.succ_opt() == Some(*day) => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    runs
}
