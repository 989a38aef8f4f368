//! Answers: how are cumulative flow and cycle times drawn, in pictures that need nothing else?
//! Invariant: bands differ in pattern and place, not in colour alone; every band, line and point says in words what it is.
//! Source: WCAG 2.2, success criteria 1.1.1 and 1.4.1; Okabe and Ito for hues that all eyes tell apart.

use super::catalogue::Reader;
use super::catalogue::flow::{self as words, FlowWord};
use super::html::Shown;
use super::palette;
use crate::metrics::flow::FlowDay;
use crate::model::Day;
use crate::report::flow::{FlowReport, Point};
use chrono::Datelike;
use maud::{Markup, PreEscaped, html};

const WIDTH: i64 = 960;
const LEFT: i64 = 64;
const RIGHT: i64 = 150;
const TOP: i64 = 60;
const PLOT: i64 = 300;
const HEIGHT: i64 = TOP + PLOT + 56;

pub const STYLE: &str = "svg{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,sans-serif;font-size:12px}\
.paper{fill:var(--paper)}.title{fill:var(--ink);font-size:15px;font-weight:600}.ink{fill:var(--ink)}.soft{fill:var(--soft)}\
.rule{stroke:var(--rule)}.edge{stroke:var(--ink);stroke-width:1.2;fill:none}\
.delivered{fill:var(--done)}.dropped{fill:var(--closed)}.gate{fill:var(--handover)}.work{fill:var(--free)}\
.queue{fill:url(#dots)}.hold{fill:url(#stripes)}.other{fill:var(--float)}\
.dotback{fill:var(--raised)}.dot{fill:var(--doneedge)}.stripe{stroke:var(--margin);stroke-width:3}\
.point{fill:var(--free);fill-opacity:.75;stroke:var(--paper)}.p50{stroke:var(--today);stroke-width:1.6;stroke-dasharray:3 3}\
.p85{stroke:var(--launch);stroke-width:1.6;stroke-dasharray:8 4}.p50text{fill:var(--today)}.p85text{fill:var(--launch)}";

/// Both charts, one above the other, in one file.
pub fn draw(report: &FlowReport, reader: Reader) -> String {
    let headline = words::headline(reader, report);
    let height = 2 * HEIGHT + 50;
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(height) viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-labelledby="flow-title flow-desc" {
            title id="flow-title" { (Shown(&headline)) }
            desc id="flow-desc" { (Shown(&words::lines(reader, report).join(" "))) }
            style { (PreEscaped(palette::without_variables(STYLE))) }
            rect class="paper" width=(WIDTH) height=(height) {}
            text class="title" x="20" y="28" { (Shown(&headline)) }
            g transform="translate(0 40)" { (PreEscaped(cumulative(report, reader))) }
            g transform=(format!("translate(0 {})", HEIGHT + 46)) { (PreEscaped(scatter(report, reader))) }
        }
    };
    drawn.into_string() + "\n"
}

/// The days on the x axis.
struct Axis {
    first: Day,
    /// At least one step.
    days: i64,
}

impl Axis {
    fn of(report: &FlowReport) -> Self {
        let (first, last) = (report.flow.period.from, report.flow.days.last().map(|day| day.day));
        let last = last.unwrap_or(report.flow.period.to);
        Self {
            first,
            days: (last - first).num_days().max(1),
        }
    }

    fn x(&self, day: Day) -> i64 {
        LEFT + (WIDTH - LEFT - RIGHT) * (day - self.first).num_days().clamp(0, self.days) / self.days
    }

    fn marks(&self) -> Vec<Day> {
        let is_mark = |day: &Day| match self.days {
            0..=100 => day.weekday().num_days_from_monday() == 0,
            101..=800 => day.day() == 1,
            _ => day.day() == 1 && day.month() == 1,
        };
        let all = self.first.iter_days().take(usize::try_from(self.days + 1).unwrap_or(1));
        all.filter(is_mark).collect()
    }
}

/// Round steps up to a largest value.
struct Scale {
    step: i64,
    most: i64,
}

impl Scale {
    fn up_to(value: f64) -> Self {
        let value = value.max(1.0);
        let power = 10_f64.powf((value / 5.0).log10().floor());
        let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
        let step = steps.into_iter().find(|step| value / step <= 6.0).unwrap_or(value);
        let step = (step.max(1.0)) as i64;
        Self {
            step,
            most: step * ((value / step as f64).ceil() as i64).max(1),
        }
    }

    fn y(&self, value: f64) -> i64 {
        TOP + PLOT - (PLOT as f64 * value / self.most as f64).round() as i64
    }

    fn marks(&self) -> impl Iterator<Item = i64> {
        (0..=self.most / self.step).map(|at| at * self.step)
    }
}

fn frame(axis: &Axis, scale: &Scale, reader: Reader, (title, unit): (FlowWord, FlowWord)) -> Markup {
    html! {
        text class="title" x=(LEFT) y="22" { (words::word(reader, title)) }
        text class="soft" x=(LEFT) y="44" { (words::word(reader, unit)) }
        @for mark in scale.marks() {
            line class="rule" x1=(LEFT) y1=(scale.y(mark as f64)) x2=(WIDTH - RIGHT) y2=(scale.y(mark as f64)) {}
            text class="soft" x=(LEFT - 8) y=(scale.y(mark as f64) + 4) text-anchor="end" { (mark) }
        }
        @let marks = axis.marks();
        @let every = marks.len().div_ceil(9).max(1);
        @for day in marks.iter().step_by(every) {
            line class="rule" x1=(axis.x(*day)) y1=(TOP) x2=(axis.x(*day)) y2=(TOP + PLOT + 6) {}
            text class="soft" x=(axis.x(*day)) y=(TOP + PLOT + 22) text-anchor="middle" { (Shown(&reader.short_day(*day))) }
        }
    }
}

/// Class of the style, name, and how many briefs are in it.
type Band = (&'static str, FlowWord, fn(&FlowDay) -> i64);

/// From the bottom up.
const BANDS: [Band; 7] = [
    ("delivered", FlowWord::Delivered, |day| day.delivered),
    ("dropped", FlowWord::Dropped, |day| day.dropped),
    ("gate", FlowWord::AtGates, |day| day.open.gate),
    ("work", FlowWord::InWork, |day| day.open.work),
    ("queue", FlowWord::InQueues, |day| day.open.queue),
    ("hold", FlowWord::OnHold, |day| day.open.on_hold),
    ("other", FlowWord::Elsewhere, |day| day.open.other),
];

/// The cumulative flow diagram.
pub fn cumulative(report: &FlowReport, reader: Reader) -> String {
    let days = &report.flow.days;
    let height = |day: &FlowDay, bands: usize| BANDS[..bands].iter().map(|(.., of)| of(day)).sum::<i64>();
    let most = days.iter().map(|day| height(day, BANDS.len())).max().unwrap_or(0);
    let (axis, scale) = (Axis::of(report), Scale::up_to(most as f64));
    let edge = |band: usize| -> Vec<(i64, i64)> {
        days.iter()
            .map(|day| (axis.x(day.day), scale.y(height(day, band) as f64)))
            .collect()
    };
    let shape = |band: usize| {
        let (below, above) = (edge(band), edge(band + 1));
        outline(above.iter().chain(below.iter().rev())) + "Z"
    };
    let said = days.last().map_or_else(String::new, |day| words::day(reader, day));
    let labels = labels(days.last(), &scale);
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(HEIGHT) viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-labelledby="cfd-title cfd-desc" {
            title id="cfd-title" { (words::word(reader, FlowWord::CumulativeFlow)) }
            desc id="cfd-desc" { (Shown(&format!("{} {said}", words::word(reader, FlowWord::HowToRead)))) }
            defs {
                pattern id="dots" width="7" height="7" patternUnits="userSpaceOnUse" {
                    rect class="dotback" width="7" height="7" {}
                    circle class="dot" cx="3" cy="3" r="1.6" {}
                }
                pattern id="stripes" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect class="dotback" width="7" height="7" {}
                    line class="stripe" x1="0" y1="0" x2="0" y2="7" {}
                }
            }
            (frame(&axis, &scale, reader, (FlowWord::CumulativeFlow, FlowWord::Briefs)))
            @for (at, (class, name, of)) in BANDS.iter().enumerate() {
                @if days.iter().any(|day| of(day) > 0) {
                    path class=(class) d=(shape(at)) { title { (words::word(reader, *name)) } }
                    path class="edge" d=(outline(edge(at + 1).iter())) {}
                }
            }
            @for (class, name, count, at, y) in labels {
                line class="rule" x1=(WIDTH - RIGHT) y1=(at) x2=(WIDTH - RIGHT + 10) y2=(y) {}
                rect class=(class) x=(WIDTH - RIGHT + 12) y=(y - 6) width="12" height="12" {}
                text class="ink" x=(WIDTH - RIGHT + 29) y=(y + 4) { (words::word(reader, name)) " " (count) }
            }
            @for day in days {
                rect x=(axis.x(day.day) - 3) y=(TOP) width="6" height=(PLOT) fill-opacity="0" { title { (Shown(&words::day(reader, day))) } }
            }
        }
    };
    drawn.into_string()
}

fn outline<'p>(points: impl Iterator<Item = &'p (i64, i64)>) -> String {
    let mut path = String::new();
    for (x, y) in points {
        let letter = if path.is_empty() { 'M' } else { 'L' };
        path += &format!("{letter}{x} {y}");
    }
    path
}

/// Beside the last day: class, name, count, the middle of the band, and where there is room for its name.
fn labels(last: Option<&FlowDay>, scale: &Scale) -> Vec<(&'static str, FlowWord, i64, i64, i64)> {
    let Some(day) = last else { return Vec::new() };
    let mut below = 0;
    let mut free = TOP + PLOT + 6;
    let mut found = Vec::new();
    for (class, name, of) in BANDS {
        let count = of(day);
        if count > 0 {
            let middle = scale.y(below as f64 + count as f64 / 2.0);
            let y = middle.min(free - 16);
            free = y;
            found.push((class, name, count, middle, y));
        }
        below += count;
    }
    found
}

/// The scatter of cycle times, with the lines below which half and 85 % lie.
pub fn scatter(report: &FlowReport, reader: Reader) -> String {
    let most = report.points.iter().map(|point| point.working_days).fold(0.0, f64::max);
    let (axis, scale) = (Axis::of(report), Scale::up_to(most));
    let cycle = report.flow.summary.cycle;
    let quantiles: Vec<(&str, &str, f64)> = cycle
        .map(|cycle| vec![("p50", "P50", cycle.p50), ("p85", "P85", cycle.p85)])
        .unwrap_or_default();
    let lines = words::lines(reader, report).join(" ");
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(HEIGHT) viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-labelledby="scatter-title scatter-desc" {
            title id="scatter-title" { (words::word(reader, FlowWord::CycleTimes)) }
            desc id="scatter-desc" { (Shown(&lines)) }
            (frame(&axis, &scale, reader, (FlowWord::CycleTimes, FlowWord::WorkingDays)))
            @if report.points.is_empty() {
                text class="soft" x=((LEFT + WIDTH - RIGHT) / 2) y=(TOP + PLOT / 2) text-anchor="middle" { (words::word(reader, FlowWord::NoDelivery)) }
            }
            @for (class, _, value) in &quantiles {
                line class=(class) x1=(LEFT) y1=(scale.y(*value)) x2=(WIDTH - RIGHT) y2=(scale.y(*value)) {}
            }
            @for (y, (class, name, value)) in apart(&quantiles, &scale).into_iter().zip(&quantiles) {
                text class=(format!("{class}text")) x=(WIDTH - RIGHT + 8) y=(y + 4) { (Shown(&words::quantile(reader, name, *value))) }
            }
            @for point in &report.points { (dot(point, &axis, &scale, reader)) }
        }
    };
    drawn.into_string()
}

/// Where the names of the lines stand, one line of text apart at least.
fn apart(quantiles: &[(&str, &str, f64)], scale: &Scale) -> Vec<i64> {
    let mut free = i64::MAX;
    quantiles
        .iter()
        .map(|(.., value)| {
            let y = scale.y(*value).min(free);
            free = y - 16;
            y
        })
        .collect()
}

fn dot(point: &Point, axis: &Axis, scale: &Scale, reader: Reader) -> Markup {
    html! {
        circle class="point" cx=(axis.x(point.day)) cy=(scale.y(point.working_days)) r="5" {
            title { (Shown(&words::point(reader, point))) }
        }
    }
}
