//! Answers: how is the story of a brief drawn, in one picture that needs nothing else?
//! Invariant: time runs to the right; every bar and mark says in words what it is; no colour carries a meaning alone; every text is escaped.
//! Source: WCAG 2.2, success criteria 1.1.1 and 1.4.1.

use super::catalogue::trail::{self as words, TrailWord};
use super::catalogue::{Reader, changes};
use super::html::Shown;
use super::palette;
use super::text::wrapped;
use crate::model::Day;
use crate::model::approval::Verdict;
use crate::model::workflow::StageClass;
use crate::report::trail::{Entry, Named, Stay, Told, TrailReport};
use chrono::{Datelike, Days, NaiveDateTime, NaiveTime};
use maud::{Markup, PreEscaped, html};

const WIDTH: i64 = 960;
const LEFT: i64 = 170;
const RIGHT: i64 = 30;
const TOP: i64 = 96;
const ROW: i64 = 34;
const BAR: i64 = 18;
/// From one line of the title to the next.
const LINE: i64 = 20;
/// What surely fits beside each other, in any of the fonts.
const TITLE_LETTERS: usize = 104;
const FACT_LETTERS: usize = 140;

const STYLE: &str = "svg{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,sans-serif;font-size:12px}\
.paper{fill:var(--paper)}.title{fill:var(--ink);font-size:16px;font-weight:600}.ink{fill:var(--ink)}.soft{fill:var(--soft)}\
.rule{stroke:var(--rule)}.queue{fill:var(--done);stroke:var(--doneedge)}.work{fill:var(--free);stroke:var(--free)}\
.gate{fill:var(--paper);stroke:var(--handover);stroke-width:2.5}.other{fill:var(--doneedge);stroke:var(--doneedge)}\
.hold{fill:url(#hold);stroke:var(--margin)}.stroke{stroke:var(--margin);stroke-width:3}\
.inwork{fill:var(--paper)}.inqueue,.ingate,.inother{fill:var(--ink)}.version{fill:var(--ink)}.covered{fill:var(--launch)}.good{fill:var(--good);font-weight:700;font-size:15px}\
.bad{fill:var(--bad);font-weight:700;font-size:15px}.today{stroke:var(--today);stroke-width:1.5}.todaytext{fill:var(--today)}\
.due{stroke:var(--launch);stroke-width:1.5;stroke-dasharray:5 4}.duetext{fill:var(--launch)}";

/// The whole file.
pub fn draw(report: &TrailReport, reader: Reader) -> String {
    let plot = Plot::of(report);
    let rows = rows(report);
    let below = TOP + ROW * (rows.len() as i64 + 2);
    let headline = words::headline(reader, report);
    let titles = wrapped(&headline, Some(TITLE_LETTERS));
    let facts = wrapped(&words::facts(reader, report), Some(FACT_LETTERS));
    let before = |lines: &[String]| LINE * (lines.len() as i64 - 1);
    let down = before(&titles) + before(&facts);
    let height = below + 64 + down;
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(height) viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-labelledby="trail-title trail-desc" {
            title id="trail-title" { (Shown(&headline)) }
            desc id="trail-desc" { (Shown(&description(report, reader))) }
            style { (PreEscaped(palette::without_variables(STYLE))) }
            defs { pattern id="hold" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect class="paper" width="6" height="6" {}
                line class="stroke" x1="0" y1="0" x2="0" y2="6" {}
            } }
            rect class="paper" width=(WIDTH) height=(height) {}
            @for (at, line) in (0..).zip(&titles) { text class="title" x="20" y=(30 + LINE * at) { (Shown(line)) } }
            @for (at, line) in (0..).zip(&facts) { text class="soft" x="20" y=(52 + before(&titles) + LINE * at) { (Shown(line)) } }
            g transform=[(down > 0).then(|| format!("translate(0 {down})"))] {
                (scale(&plot, reader, below))
                @for (at, stage) in rows.iter().enumerate() {
                    @let y = TOP + ROW * at as i64;
                    text class="ink" x=(LEFT - 12) y=(y + BAR / 2 + 4) text-anchor="end" { (Shown(&shortened(&stage.title, 22))) }
                    @let stays: Vec<&Stay> = report.stays.iter().filter(|stay| stay.stage.id == stage.id).collect();
                    @for (place, stay) in stays.iter().enumerate() { (bar(&plot, (stay, stays.get(place + 1).copied()), y, (report.until, reader))) }
                }
                (holds(&plot, report, &rows, reader))
                (marks(&plot, report, reader, TOP + ROW * rows.len() as i64))
                (limits(&plot, report, reader, below))
            }
            text class="soft" x="20" y=(height - 16) { (Shown(words::word(reader, TrailWord::PictureLegend))) }
        }
    };
    drawn.into_string() + "\n"
}

/// The story in one paragraph, for who cannot see the picture.
fn description(report: &TrailReport, reader: Reader) -> String {
    let mut said = vec![words::facts(reader, report)];
    said.extend(report.stays.iter().map(|stay| words::bar(reader, stay)));
    said.join(". ")
}

/// From the first second of the first day to the last of the last one.
struct Plot {
    first: NaiveDateTime,
    /// At least one day.
    seconds: i64,
    days: i64,
}

impl Plot {
    fn of(report: &TrailReport) -> Self {
        let starts = report.stays.iter().map(|stay| stay.from);
        let times = starts.chain(report.entries.iter().map(|entry| entry.local));
        let first = times.clone().min().unwrap_or(report.until);
        let is_open = report
            .stays
            .last()
            .is_some_and(|stay| stay.to.is_none() && is_shown(stay));
        let ends = report.stays.iter().filter_map(|stay| stay.to).chain(times);
        let due = report.due.filter(|_| is_open).map(|due| due.and_time(NaiveTime::MIN));
        let last = ends.chain(is_open.then_some(report.until)).chain(due).max();
        let first = first.date();
        let last = last.map_or(first, |last| last.date()).max(first);
        // a due day years away would leave no room for what happened
        let days = ((last - first).num_days() + 1).min(4_000);
        Self {
            first: first.and_time(NaiveTime::MIN),
            seconds: days * 86_400,
            days,
        }
    }

    fn x(&self, at: NaiveDateTime) -> i64 {
        let seconds = (at - self.first).num_seconds().clamp(0, self.seconds);
        LEFT + (WIDTH - LEFT - RIGHT) * seconds / self.seconds
    }

    fn day(&self, day: Day) -> i64 {
        self.x(day.and_time(NaiveTime::MIN))
    }
}

/// `done` is an end, not a stay.
fn is_shown(stay: &Stay) -> bool {
    !matches!(stay.stage.class, Some(StageClass::Done | StageClass::Dropped))
}

fn rows(report: &TrailReport) -> Vec<&Named> {
    let mut rows: Vec<&Named> = Vec::new();
    for stay in &report.stays {
        if rows.iter().all(|known| known.id != stay.stage.id) {
            rows.push(&stay.stage);
        }
    }
    rows
}

fn scale(plot: &Plot, reader: Reader, below: i64) -> Markup {
    let step = match plot.days {
        0..=10 => 1,
        11..=70 => 7,
        71..=400 => 0,
        _ => -1,
    };
    let first = plot.first.date();
    let is_mark = |day: &Day| match step {
        1 => true,
        7 => day.weekday().num_days_from_monday() == 0,
        0 => day.day() == 1,
        _ => day.day() == 1 && day.month() % 6 == 1,
    };
    let days = first.iter_days().take(usize::try_from(plot.days).unwrap_or(1));
    html! {
        @for day in days.filter(is_mark) {
            line class="rule" x1=(plot.day(day)) y1=(TOP - 14) x2=(plot.day(day)) y2=(below) {}
            @if plot.day(day) < WIDTH - RIGHT - 30 {
                text class="soft" x=(plot.day(day) + 3) y=(TOP - 18) { (Shown(&reader.short_day(day))) }
            }
        }
        line class="rule" x1=(LEFT) y1=(below) x2=(WIDTH - RIGHT) y2=(below) {}
    }
}

/// What is open reaches until the end of today.
fn bar(plot: &Plot, (stay, next): (&Stay, Option<&Stay>), y: i64, (until, reader): (NaiveDateTime, Reader)) -> Markup {
    let from = plot.x(stay.from);
    let said = words::bar(reader, stay);
    if !is_shown(stay) {
        return html! { text class="good" x=(from) y=(y + BAR - 3) text-anchor="middle" { title { (Shown(&said)) } "■" } };
    }
    let to = plot.x(stay.to.unwrap_or(until));
    let class = match stay.stage.class {
        Some(StageClass::Queue) => "queue",
        Some(StageClass::Work) => "work",
        Some(StageClass::Gate) => "gate",
        Some(StageClass::Hold | StageClass::Done | StageClass::Dropped) | None => "other",
    };
    let length = words::length(reader.lang, stay);
    let place = Place::of(
        (from, to),
        next.map_or(WIDTH - RIGHT, |next| plot.x(next.from)),
        &length,
    );
    html! {
        rect class=(class) x=(from) y=(y) width=((to - from).max(2)) height=(BAR) rx="2" { title { (Shown(&said)) } }
        @match place {
            Place::Inside => text class=(format!("in{class}")) x=((from + to) / 2) y=(y + BAR / 2 + 4) text-anchor="middle" { (Shown(&length)) },
            Place::After => text class="soft" x=(to + 5) y=(y + BAR / 2 + 4) { (Shown(&length)) },
            Place::Nowhere => {},
        }
    }
}

/// Where there is room for the words of a bar.
enum Place {
    Inside,
    After,
    Nowhere,
}

impl Place {
    fn of((from, to): (i64, i64), next: i64, length: &str) -> Self {
        let words = 7 * length.chars().count() as i64 + 8;
        if to - from >= words {
            Self::Inside
        } else if to + words <= next {
            Self::After
        } else {
            Self::Nowhere
        }
    }
}

fn holds(plot: &Plot, report: &TrailReport, rows: &[&Named], reader: Reader) -> Markup {
    let row_of = |from: NaiveDateTime| {
        let stay = report.stays.iter().rev().find(|stay| stay.from <= from)?;
        rows.iter().position(|row| row.id == stay.stage.id)
    };
    html! {
        @for hold in &report.holds {
            @if let Some(row) = row_of(hold.from) {
                @let (from, to) = (plot.x(hold.from), plot.x(hold.to.unwrap_or(report.until)));
                rect class="hold" x=(from) y=(TOP + ROW * row as i64) width=((to - from).max(2)) height=(BAR) rx="2" {
                    title { (words::word(reader, TrailWord::OnHold)) }
                }
            }
        }
    }
}

/// Versions and verdicts, each on a line of its own.
fn marks(plot: &Plot, report: &TrailReport, reader: Reader, top: i64) -> Markup {
    let said = |entry: &Entry| {
        let what = match &entry.told {
            Told::Changed(fields) => {
                let all: Vec<String> = fields.iter().map(|field| changes::line(reader, field)).collect();
                all.join("; ")
            }
            told => words::told(reader, told),
        };
        format!("{}\u{a0}: {what} ({})", words::moment(reader, entry.local), entry.by)
    };
    let is_version = |entry: &&Entry| matches!(entry.told, Told::Created { .. } | Told::Changed(_));
    html! {
        text class="ink" x=(LEFT - 12) y=(top + BAR / 2 + 4) text-anchor="end" { (words::word(reader, TrailWord::Versions)) }
        @for entry in report.entries.iter().filter(is_version) {
            @let x = plot.x(entry.local);
            @let y = top + BAR / 2;
            @let covered = matches!(&entry.told, Told::Changed(fields) if fields.iter().any(|field| field.cover == crate::report::changes::Cover::Covered));
            path class=(if covered { "covered" } else { "version" }) d=(format!("M{x} {}L{} {y}L{x} {}L{} {y}Z", y - 7, x + 6, y + 7, x - 6)) {
                title { (Shown(&said(entry))) }
            }
        }
        text class="ink" x=(LEFT - 12) y=(top + ROW + BAR / 2 + 4) text-anchor="end" { (words::word(reader, TrailWord::Verdicts)) }
        @for entry in &report.entries {
            @if let Some((class, sign)) = sign(&entry.told) {
                text class=(class) x=(plot.x(entry.local)) y=(top + ROW + BAR - 3) text-anchor="middle" {
                    title { (Shown(&said(entry))) }
                    (sign)
                }
            }
        }
    }
}

fn sign(told: &Told) -> Option<(&'static str, &'static str)> {
    match told {
        Told::Verdict(line) => Some(match line.verdict {
            Verdict::Approve | Verdict::ApproveWithChanges | Verdict::Confirm => ("good", "✓"),
            Verdict::Reject | Verdict::Revoke => ("bad", "✗"),
            Verdict::Abstain => ("soft", "–"),
        }),
        Told::Moved { round: Some(_), .. } => Some(("bad", "✗")),
        _ => None,
    }
}

/// Today and the due day.
fn limits(plot: &Plot, report: &TrailReport, reader: Reader, below: i64) -> Markup {
    let is_open = report
        .stays
        .last()
        .is_some_and(|stay| stay.to.is_none() && is_shown(stay));
    let end_of = |day: Day| plot.day(day.checked_add_days(Days::new(1)).unwrap_or(day));
    html! {
        @if is_open {
            @let x = end_of(report.today);
            line class="today" x1=(x) y1=(TOP - 14) x2=(x) y2=(below) {}
            text class="todaytext" x=(x) y=(below + 16) text-anchor=(anchor(x)) { (words::word(reader, TrailWord::Today)) }
        }
        @if let Some(due) = report.due.filter(|due| (*due - plot.first.date()).num_days() < plot.days) {
            @let x = end_of(due);
            line class="due" x1=(x) y1=(TOP - 14) x2=(x) y2=(below) {}
            text class="duetext" x=(x) y=(below + 32) text-anchor=(anchor(x)) {
                (Shown(&format!("{} {}", words::word(reader, TrailWord::Due), reader.day(due))))
            }
        }
    }
}

/// Words near the right edge stand before their line.
fn anchor(x: i64) -> &'static str {
    if x > WIDTH - 140 { "end" } else { "middle" }
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most - 1).collect();
    format!("{}…", cut.trim_end())
}
