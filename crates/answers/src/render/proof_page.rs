//! Answers: how do the remarks on a proof look on the proof itself?
//! Invariant: it needs no script and loads nothing; each number on the picture is a number in the list, and no colour is the only carrier of a meaning.

use super::catalogue::proof_page::{self as words, ProofPageWord};
use super::catalogue::{Reader, feedback, picture};
use super::html::{Document, Pictures, Sentence, Shown, document_with};
use crate::model::feedback::{RemarkState, Severity};
use crate::report::feedback::{FeedbackList, RemarkRow};
use crate::report::proof_sheet::{Picture, ProofSheet};
use data_encoding::BASE64;
use maud::{Markup, html};

const STYLE: &str = "main{display:grid;gap:2rem}\
.sheet{display:grid;gap:1.2rem;grid-template-columns:minmax(0,3fr) minmax(17rem,2fr);align-items:start}\
.sheet h2{grid-column:1/-1;margin:1rem 0 0}.sheet h2 small{display:block;font-weight:400;color:var(--soft);font-size:.86rem;overflow-wrap:anywhere}\
.proof{display:block;width:100%;height:auto;max-height:85vh;border:1px solid var(--rule);border-radius:8px;background:var(--raised)}\
.pin{fill:#14213d;stroke:#fff}.pin.open{fill:#a4161a}.pin.done{fill:#1b5e20}.number{fill:#fff;font-weight:700;text-anchor:middle;dominant-baseline:central}\
.nothing{margin:0;padding:2rem 1rem;border:1px dashed var(--rule);border-radius:8px;color:var(--soft);overflow-wrap:anywhere}\
.remarks{margin:0;padding:0;list-style:none;display:grid;gap:.7rem}\
.remarks li{padding:.5rem .8rem;border-left:4px solid var(--rule);background:var(--raised);border-radius:0 8px 8px 0;overflow-wrap:anywhere}\
.remarks li.blocking{border-color:var(--bad)}.remarks li.done{border-color:var(--good)}\
.remarks p{margin:.15rem 0;white-space:pre-wrap}.remarks .about{color:var(--soft);font-size:.86rem}\
.remarks .at{font-weight:700}\
@media (max-width:54rem){.sheet{grid-template-columns:minmax(0,1fr)}}\
@media print{.sheet{break-inside:avoid}.proof{max-height:130mm}}";

/// The whole file.
pub fn page(list: &FeedbackList, reader: Reader, today: crate::model::Day) -> String {
    let (id, title) = list
        .brief
        .as_ref()
        .map_or(("", ""), |(id, title)| (id.as_str(), title.as_str()));
    let name = format!("{} · {title}", words::word(reader, ProofPageWord::Kind));
    let numbers = numbers(list);
    let page = Document {
        lang: reader.lang,
        title: &name,
        style: STYLE,
        script: None,
        body: html! {
            header {
                p class="kicker" { (words::word(reader, ProofPageWord::Kind)) " · " code { (Shown(id)) } }
                h1 { (Shown(title)) }
                p class={ "verdict " (tone(list)) } { (Shown(&words::verdict(reader, list))) }
            }
            main {
                @for sheet in &list.sheets { (one(list, sheet, &numbers, reader)) }
                @let rest = without_sheet(list);
                @if !rest.is_empty() {
                    section {
                        h2 { (words::word(reader, ProofPageWord::OnTheBrief)) }
                        (remarks(list, &rest, &numbers, reader))
                    }
                }
                @for file in &list.unreadable { p class="alerts" { (Shown(&feedback::unreadable(reader, file))) } }
            }
            footer { (picture::made_on(reader, today)) }
        },
    };
    document_with(page, Pictures::InTheFile)
}

fn tone(list: &FeedbackList) -> &'static str {
    match (list.open_blocking(), list.open()) {
        (1.., _) => "bad",
        (0, 1..) => "warn",
        (0, 0) => "good",
    }
}

/// Remarks by their place in the list: 1 for the first of the page, sheet by sheet.
fn numbers(list: &FeedbackList) -> Vec<usize> {
    let rest = without_sheet(list);
    let order = list
        .sheets
        .iter()
        .flat_map(|sheet| sheet.remarks.iter().copied())
        .chain(rest);
    let mut numbers = vec![0; list.rows.len()];
    for (number, at) in order.enumerate() {
        if let Some(place) = numbers.get_mut(at) {
            *place = number + 1;
        }
    }
    numbers
}

fn without_sheet(list: &FeedbackList) -> Vec<usize> {
    let is_shown = |at: &usize| list.sheets.iter().any(|sheet| sheet.remarks.contains(at));
    (0..list.rows.len()).filter(|at| !is_shown(at)).collect()
}

fn one(list: &FeedbackList, sheet: &ProofSheet, numbers: &[usize], reader: Reader) -> Markup {
    let title = sheet.title.as_deref().unwrap_or(&sheet.version.asset);
    html! {
        section class="sheet" {
            h2 {
                (Shown(title))
                small { (Shown(&feedback::version(reader, &sheet.version))) }
            }
            (proof(list, sheet, numbers, reader))
            (remarks(list, &sheet.remarks, numbers, reader))
        }
    }
}

fn proof(list: &FeedbackList, sheet: &ProofSheet, numbers: &[usize], reader: Reader) -> Markup {
    let title = sheet.title.as_deref().unwrap_or(&sheet.version.asset);
    let Picture::Here(bytes, raster) = &sheet.picture else {
        return html! {
            p class="nothing" {
                (words::no_picture(reader, &sheet.picture)) " "
                @if let Some(uri) = sheet.uri.as_deref() {
                    @if is_web(uri) { a href=(uri) rel="noreferrer" { (Shown(uri)) } } @else { code { (Shown(uri)) } }
                }
            }
        };
    };
    let (width, height) = (f64::from(raster.width), f64::from(raster.height));
    let radius = (width.max(height) / 45.0).max(4.0);
    let data = format!("data:{};base64,{}", raster.media_type, BASE64.encode(bytes));
    html! {
        svg class="proof" viewBox={ "0 0 " (raster.width) " " (raster.height) } role="img" aria-label=(Shown(title).plain()) {
            image href=(data) width=(raster.width) height=(raster.height) {}
            @for at in &sheet.remarks {
                @if let Some((row, point)) = list.rows.get(*at).and_then(|row| Some((row, row.place.as_ref()?.point?))) {
                    @let x = point.x.value() * width;
                    @let y = point.y.value() * height;
                    circle class={ "pin " (state(row)) } cx=(number(x)) cy=(number(y)) r=(number(radius)) stroke-width=(number(radius / 6.0)) {}
                    text class="number" x=(number(x)) y=(number(y)) font-size=(number(radius * 1.1)) { (numbers.get(*at).copied().unwrap_or(0)) }
                }
            }
        }
    }
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

/// Only such addresses are links: any other scheme could act.
fn is_web(uri: &str) -> bool {
    uri.starts_with("https://") || uri.starts_with("http://")
}

fn state(row: &RemarkRow) -> &'static str {
    match row.state {
        RemarkState::Open => "open",
        RemarkState::Resolved | RemarkState::Confirmed => "done",
    }
}

fn remarks(list: &FeedbackList, places: &[usize], numbers: &[usize], reader: Reader) -> Markup {
    html! {
        @if places.is_empty() {
            p class="nothing" { (words::word(reader, ProofPageWord::NoRemark)) }
        } @else {
            ol class="remarks" {
                @for at in places { @if let Some(row) = list.rows.get(*at) {
                    li class=(class(row)) { (remark(row, numbers.get(*at).copied().unwrap_or(0), reader)) }
                } }
            }
        }
    }
}

fn class(row: &RemarkRow) -> &'static str {
    match (row.state, row.severity) {
        (RemarkState::Open, Some(Severity::Blocking)) => "blocking",
        (RemarkState::Open, _) => "open",
        (RemarkState::Resolved | RemarkState::Confirmed, _) => "done",
    }
}

fn remark(row: &RemarkRow, number: usize, reader: Reader) -> Markup {
    let severity = row
        .severity
        .map(|severity| feedback::severity(reader, severity).to_owned());
    let place = row.place.as_ref().map(|place| feedback::place(reader, place));
    let how = row.resolved.as_ref().and_then(|settled| settled.how.as_deref());
    let day = row.day.map(|day| reader.day(day));
    let who: Vec<String> = [Some(row.by.clone()), day, Some(row.stage_title.clone())]
        .into_iter()
        .flatten()
        .collect();
    let state: Vec<String> = [severity, Some(feedback::state(reader, row)), place]
        .into_iter()
        .flatten()
        .collect();
    html! {
        p { span class="at" { (number) ". " } (Shown(&row.text)) }
        p class="about" { (Sentence(&state.join(" · "))) }
        @if let Some(how) = how { p { "→ " (Shown(how)) } }
        p class="about" { (Shown(&who.join(" · "))) " · " code { (Shown(&row.name)) } }
    }
}
