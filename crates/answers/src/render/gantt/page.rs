//! Answers: what does the page of a plan hold, from the verdict to the reason of each day?
//! Invariant: everything is in the page without a script; the chart is a table whose columns say what its bars show.

use super::draw::{self, Measure};
use super::legend::{legend, sample};
use super::pieces::{Chart, Piece};
use super::reasons;
use super::rows::{Block, Item, blocks};
use super::scale::Stretch;
use super::wires::{Wire, still_wires, wire};
use crate::model::campaign::LinkType;
use crate::render::catalogue::picture::{self as words, PictureWord};
use crate::render::catalogue::plan as plan_words;
use crate::render::catalogue::{self, Reader, numbers};
use crate::render::html::{self, Document, Shown};
use crate::render::page::one_stop;
use crate::report::plan::{
    Direction, Headline, Held, InChain, LinkLine, PlanReport, Span, State, Subject, TaskLine, Who, WorkKind,
};
use crate::report::title::Title;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const CHART_STYLE: &str = include_str!("chart.css");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// The width for which names of days are chosen: of the chart on a small screen.
const SMALL: f64 = 560.0;

/// The whole file.
pub fn page(report: &PlanReport, reader: Reader, tried: &[String]) -> String {
    let chart = Chart::of(report, reader, tried);
    let title = plan_words::subject(reader, &report.subject);
    let page = Page {
        places: reasons::places(&chart),
        numbers: report
            .tasks
            .iter()
            .enumerate()
            .map(|(at, task)| (task.name.as_str(), at))
            .collect(),
        before: befores(report),
        wires: still_wires(&chart),
        chart,
    };
    let style = format!("{CHART_STYLE}{STYLE}{}", page.style());
    html::document(Document {
        lang: reader.lang,
        title: &format!("{}{title} · {}", catalogue::trial(reader.lang, tried), page.kind()),
        style: &style,
        script: Some(SCRIPT),
        body: page.body(&title),
    })
}

struct Page<'r> {
    chart: Chart<'r>,
    /// Where the reason of each task stands in the page.
    places: BTreeMap<&'r str, usize>,
    /// Of each task in the report.
    numbers: BTreeMap<&'r str, usize>,
    /// The links that lead to a task.
    before: BTreeMap<&'r str, Vec<&'r LinkLine>>,
    /// Lines that hold without a script, by the lower of their rows.
    wires: BTreeMap<usize, Vec<Wire>>,
}

impl Page<'_> {
    fn word(&self, word: PictureWord) -> &'static str {
        words::word(self.chart.reader, word)
    }

    fn kind(&self) -> &'static str {
        match self.chart.report.direction {
            Direction::Backward => self.word(PictureWord::BackwardPlan),
            Direction::Forward => self.word(PictureWord::ForwardPlan),
        }
    }

    /// Closed days, today and the launch run through all rows.
    fn style(&self) -> String {
        let (scale, report) = (self.chart.scale, self.chart.report);
        let width = (scale.days() * 3).clamp(380, 1_600);
        let mut style = format!(".gantt .time{{min-width:{width}px}}");
        let percent = |share: f64| format!("{:.3}%", share * 100.0);
        let closed = scale.closed(&report.closed);
        let stops = closed.iter().map(|Stretch { from, to }| {
            let (from, to) = (percent(*from), percent(*to));
            format!("#0000 {from},var(--closed) {from} {to},#0000 {to}")
        });
        let stops: Vec<String> = stops.collect();
        if !stops.is_empty() {
            let _ = write!(
                style,
                ".gantt .time{{background:linear-gradient(90deg,{})}}",
                stops.join(",")
            );
        }
        let mut line = |side: &str, day: Option<crate::model::Day>, look: &str| {
            if let Some(day) = day.filter(|day| scale.holds(*day)) {
                let left = percent(scale.morning(day));
                let _ = write!(style, ".gantt .time::{side}{{left:{left};border-left:{look}}}");
            }
        };
        line("before", Some(report.today), "2px dashed var(--today)");
        line("after", report.summary.launch, "2px solid var(--launch)");
        style
    }

    fn body(&self, title: &str) -> Markup {
        let (report, reader) = (self.chart.report, self.chart.reader);
        html! {
            a class="skip" href="#reasons" { (self.word(PictureWord::SkipToReasons)) }
            @if !self.chart.tried.is_empty() {
                p class="trial" role="note" {
                    strong { (self.word(PictureWord::WhatIf)) } " " (Shown(&catalogue::what_if(reader.lang, self.chart.tried)))
                }
            }
            header {
                p class="kicker" {
                    (self.kind())
                    @if let Subject::Campaign { id, .. } = &report.subject { " · " code { (Shown(id)) } }
                }
                h1 { (Shown(title)) }
                p class={ "verdict " (tone(&report.headline)) } {
                    (Shown(&without_title(&one_stop(plan_words::headline(reader, report)), title)))
                }
                (self.facts())
                @let alerts = alerts(&self.chart);
                @if !alerts.is_empty() {
                    ul class="alerts" { @for alert in &alerts { li { (Shown(alert)) } } }
                }
            }
            main {
                @if report.tasks.is_empty() { p { (self.word(PictureWord::Nothing)) } } @else {
                    h2 id="chart" { (self.word(PictureWord::Chart)) }
                    (self.tools())
                    div class="scroll" tabindex="0" role="region" aria-labelledby="chart" { (self.table()) }
                    (self.legend())
                    (reasons::more(&self.chart))
                    (reasons::reasons(&self.chart, &self.places))
                }
            }
            footer { (words::made_on(reader, report.today)) }
        }
    }

    fn facts(&self) -> Markup {
        let (summary, reader) = (&self.chart.report.summary, self.chart.reader);
        let launch = summary
            .launch
            .map(|day| format!("{} ({})", numbers::full_day(reader.lang, day), reader.relative(day)));
        let start_by = match self.chart.report.headline {
            Headline::Fits { start_by, .. } | Headline::MarginUsed { start_by, .. } => start_by,
            _ => None,
        };
        let mut facts: Vec<(PictureWord, String)> = Vec::new();
        let mut add = |word: PictureWord, text: Option<String>| facts.extend(text.map(|text| (word, text)));
        add(PictureWord::Launch, launch);
        add(PictureWord::StartBy, start_by.map(|day| reader.day(day)));
        add(
            PictureWord::Tasks,
            Some(words::progress(reader, summary.tasks, summary.done)),
        );
        add(
            PictureWord::Margin,
            summary
                .margin
                .map(|margin| words::margin(reader, margin, summary.margin_used)),
        );
        add(PictureWord::Calendar, summary.calendar.clone());
        html! {
            dl class="facts" {
                @for (word, text) in &facts {
                    div { dt { (sentence_case(self.word(*word))) } dd { (Shown(text)) } }
                }
            }
        }
    }

    fn tools(&self) -> Markup {
        html! {
            div class="tools" hidden {
                button type="button" data-zoom="out" { "− " (self.word(PictureWord::ZoomOut)) }
                button type="button" data-zoom="in" { "+ " (self.word(PictureWord::ZoomIn)) }
                button type="button" data-zoom="all" { (self.word(PictureWord::ZoomAll)) }
                label { input type="checkbox" name="only"; " " (self.word(PictureWord::OnlyHeld)) }
                label { input type="checkbox" name="links"; " " (self.word(PictureWord::AllLinks)) }
            }
        }
    }

    fn table(&self) -> Markup {
        let title = |title: Title| catalogue::title(self.chart.reader.lang, title);
        let is_backward = self.chart.report.direction == Direction::Backward;
        let (scale, reader) = (self.chart.scale, self.chart.reader);
        html! {
            table class="gantt" {
                caption class="unseen" { (self.word(PictureWord::ChartHint)) }
                thead {
                    tr {
                        th class="name" scope="col" { (title(Title::Task)) }
                        th class="who" scope="col" { (title(Title::Who)) }
                        th class="n day" scope="col" { (title(Title::Start)) }
                        th class="n day" scope="col" { (title(Title::End)) }
                        th class="n" scope="col" { (title(Title::Duration)) }
                        th class="n" scope="col" { (title(Title::TotalFloat)) }
                        @if is_backward { th class="n early" scope="col" { (title(Title::EarlyStart)) } }
                        th class="time" scope="col" {
                            span class="unseen" { (self.word(PictureWord::Days)) " " (words::days(reader, scale.first, scale.last)) }
                            svg width="100%" height=(draw::HEAD) aria-hidden="true" {
                                (draw::patterns())
                                (draw::flags(&self.chart.flags(SMALL), Measure::Percent, 0))
                                (draw::head(
                                    &scale.upper(SMALL, reader),
                                    &scale.lower(SMALL, reader),
                                    Measure::Percent,
                                    0,
                                ))
                            }
                        }
                    }
                }
                @for block in blocks(self.chart.report) { (self.block(&block)) }
            }
        }
    }

    fn block(&self, block: &Block<'_>) -> Markup {
        match block {
            Block::Item(item) => html! { tbody { (self.item(item, "")) } },
            Block::Series { id, occurrences } => {
                let title = occurrences.first().and_then(|one| one.title).unwrap_or(id);
                let label = words::series_label(title, occurrences.len());
                let pieces: Vec<Piece> = self.chart.all_folded(occurrences);
                html! {
                    tbody {
                        tr class="item" data-held=(held(occurrences.iter().flat_map(|one| &one.tasks))) {
                            (self.heading(&label, html! {
                                label class="fold" { input type="checkbox"; " " (words::unfold(self.chart.reader, occurrences.len())) }
                            }))
                            (self.blanks())
                            (self.drawn(&pieces))
                        }
                        @for one in occurrences { (self.item(one, "folded")) }
                    }
                }
            }
        }
    }

    fn item(&self, item: &Item<'_>, class: &str) -> Markup {
        html! {
            @if !item.is_alone() {
                tr class={ "item " (class) } data-held=(held(&item.tasks)) {
                    (self.heading(&words::item_label(self.chart.reader, item.title, item.name, item.occurrence()), html! {}))
                    (self.blanks())
                    (self.drawn(&self.chart.item(item)))
                }
            }
            @for task in &item.tasks { (self.task(item, task, class)) }
        }
    }

    fn heading(&self, label: &str, after: Markup) -> Markup {
        html! { th scope="row" title=(Shown(label).plain()) { (Shown(label)) (after) } }
    }

    /// The columns of days, which say nothing of an item: its tasks do.
    fn blanks(&self) -> Markup {
        html! {
            td class="who" {} td class="day" {} td class="day" {} td class="n" {} td class="n" {}
            @if self.chart.report.direction == Direction::Backward { td class="early" {} }
        }
    }

    fn task(&self, item: &Item<'_>, task: &TaskLine, class: &str) -> Markup {
        let (report, reader) = (self.chart.report, self.chart.reader);
        let shown = task.shown(report.direction);
        let is_point = task.work == WorkKind::Milestone;
        let day = |span: Option<Span>, of: fn(Span) -> crate::model::Day| match span {
            Some(span) => self.chart.day(of(span)),
            None => "–".to_owned(),
        };
        let label = words::task_label(reader, task);
        let mut pieces = self.chart.task(task);
        if item.is_alone() {
            pieces.extend(self.chart.item(item));
        }
        let row = match (class, item.is_alone()) {
            (class, true) => format!("{class} item"),
            (class, false) => class.to_owned(),
        };
        html! {
            tr class=(row.trim()) data-held=(held([task])) data-n=[self.numbers.get(&*task.name)] data-after=[self.after(task)] {
                th scope="row" class=(past(task)) {
                    (self.mark(task))
                    @match self.places.get(task.name.as_str()) {
                        Some(place) => { a href=(format!("#why-{place}")) title=(Shown(&task.name).plain()) { (Shown(&label)) } },
                        None => { (Shown(&label)) },
                    }
                }
                td class="who" { (Shown(&who(&task.who))) }
                td class="n day" { (if is_point { "–".to_owned() } else { day(shown, |span| span.from) }) }
                td class="n day" { (day(shown, |span| span.to)) }
                td class="n" { (numbers::days_number(reader.lang, task.duration)) }
                td class={ "n " (float_class(task)) } {
                    @match task.total_float {
                        Some(float) => (numbers::days_number(reader.lang, float)),
                        None => "–",
                    }
                }
                @if report.direction == Direction::Backward {
                    td class="n early" { (day(task.early.filter(|_| task.state == State::Ahead), |span| span.from)) }
                }
                (self.drawn_with(&pieces, self.still(task)))
            }
        }
    }

    /// What colour says as well, for those who see and those who hear.
    fn mark(&self, task: &TaskLine) -> Markup {
        let (sign, word) = match (task.state, task.held, task.work) {
            (State::Done, _, _) => ("✓", PictureWord::Done),
            (_, Held::Late, _) => ("!", PictureWord::Late),
            (_, Held::Critical, _) => ("!", PictureWord::NoFloat),
            (State::UnderWay, _, _) => ("▸", PictureWord::UnderWay),
            (_, _, WorkKind::Milestone) => ("◆", PictureWord::Milestone),
            (State::Ahead, Held::Free, _) => return html! {},
        };
        html! { span class={ "mark " (float_class(task)) } aria-hidden="true" { (sign) } span class="unseen" { (self.word(word)) " " } }
    }

    fn drawn(&self, pieces: &[Piece]) -> Markup {
        self.drawn_with(pieces, &[])
    }

    fn drawn_with(&self, pieces: &[Piece], wires: &[Wire]) -> Markup {
        html! {
            td class="time" data-drawn {
                svg width="100%" height=(draw::ROW) aria-hidden="true" {
                    (draw::pieces(pieces, Measure::Percent, 0))
                    @for one in wires {
                        @let own = one.from_row.max(one.to_row);
                        (wire(one, Measure::Percent, |row| (row as f64 - own as f64) * ROW_AND_RULE))
                    }
                }
            }
        }
    }

    /// Lines that end or begin on this row and come from above.
    fn still(&self, task: &TaskLine) -> &[Wire] {
        let number = self.numbers.get(&*task.name);
        number.and_then(|at| self.wires.get(at)).map_or(&[], Vec::as_slice)
    }

    /// `3 5:SS 7!`: the tasks it waits for, for the script that draws the lines; `!` of what holds the plan.
    fn after(&self, task: &TaskLine) -> Option<String> {
        let links = self.before.get(&*task.name)?;
        let one = |link: &&LinkLine| {
            let number = self.numbers.get(&*link.from)?;
            let kind = match link.link {
                LinkType::FinishToStart => "",
                LinkType::StartToStart => ":SS",
                LinkType::FinishToFinish => ":FF",
                LinkType::StartToFinish => ":SF",
            };
            let held = if self.chart.is_held_link(link) { "!" } else { "" };
            Some(format!("{number}{kind}{held}"))
        };
        let told: Vec<String> = links.iter().filter_map(one).collect();
        (!told.is_empty()).then(|| told.join(" "))
    }

    fn legend(&self) -> Markup {
        html! {
            ul class="legend" aria-label=(self.word(PictureWord::Legend)) {
                @for (word, shape) in legend(&self.chart) {
                    li {
                        svg width="28" height=(draw::ROW) aria-hidden="true" {
                            (draw::pieces(&[sample(shape)], Measure::Pixels { left: 0.0, width: 28.0 }, 0))
                        }
                        (self.word(word))
                    }
                }
            }
            p class="legend" {
                @match &self.chart.report.people {
                    Some(people) => (catalogue::people::legend(self.chart.reader, people.placed)),
                    None => (plan_words::legend(self.chart.reader, self.chart.report.direction)),
                }
            }
        }
    }
}

/// A row of the table with the line under it.
const ROW_AND_RULE: f64 = draw::ROW as f64 + 1.0;

fn befores(report: &PlanReport) -> BTreeMap<&str, Vec<&LinkLine>> {
    let mut before: BTreeMap<&str, Vec<&LinkLine>> = BTreeMap::new();
    for link in &report.links {
        before.entry(link.to.as_str()).or_default().push(link);
    }
    before
}

/// What cannot be done as it is: limits that are missed, tasks that nobody has the time for or nobody can do.
pub fn alerts(chart: &Chart<'_>) -> Vec<String> {
    let (report, reader) = (chart.report, chart.reader);
    let missed = report.missed.iter().map(|line| plan_words::missed(reader, line));
    let people = report.people.as_ref();
    let short = people.into_iter().flat_map(|people| &people.shortages);
    let short = short.map(|line| catalogue::people::shortage(reader, line));
    let unstaffed = people.into_iter().flat_map(|people| &people.unstaffed);
    let unstaffed = unstaffed.map(|line| catalogue::people::unstaffed(reader, line));
    missed
        .chain(short.take(MOST_ALERTS))
        .chain(unstaffed.take(MOST_ALERTS))
        .map(|said| format!("! {said}"))
        .collect()
}

/// Of one kind.
const MOST_ALERTS: usize = 12;

fn tone(headline: &Headline) -> &'static str {
    match headline {
        Headline::Fits { .. } | Headline::Done => "good",
        Headline::MarginUsed { .. } => "warn",
        Headline::Short { .. } | Headline::NobodyFree { .. } => "bad",
        Headline::Nothing | Headline::Undated | Headline::Earliest { .. } => "plain",
    }
}

/// The verdict under the title does not say the title again.
fn without_title(verdict: &str, title: &str) -> String {
    let rest = verdict.strip_prefix(title).unwrap_or(verdict);
    sentence_case(rest.trim_start_matches([':', ' ', '\u{a0}', '\u{202f}']))
}

pub fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub fn who(who: &Who) -> String {
    match who {
        Who::Nobody => "–".into(),
        Who::People(people) => people.join(", "),
        Who::Role(role) => role.clone(),
        Who::Party { name, .. } => name.clone(),
    }
}

fn past(task: &TaskLine) -> &'static str {
    if task.state == State::Done { "past" } else { "" }
}

fn float_class(task: &TaskLine) -> &'static str {
    match (task.state, task.held) {
        (State::Done, _) => "past",
        (_, Held::Late) => "late",
        (_, Held::Critical) => "held",
        (_, Held::Free) => "",
    }
}

/// `1` when any of these tasks is in the chain or has no float, for the filter of the page.
fn held<'t>(tasks: impl IntoIterator<Item = impl std::borrow::Borrow<&'t TaskLine>>) -> u8 {
    let counts = |task: &TaskLine| task.state != State::Done && (task.chain == InChain::Yes || task.held != Held::Free);
    u8::from(tasks.into_iter().any(|task| counts(task.borrow())))
}
