//! Answers: how do the KPIs look in a browser, and on paper?
//! Invariant: it says what the text says, needs no script, and loads nothing; figures that were tried say so above all else.

use super::catalogue::kpi::{Compared, KpiWord};
use super::catalogue::{self, picture};
use super::html::{Document, Shown, blocks, document};
use super::kpi::{headline, word};
use super::look::Look;
use super::page::{Block, Page};
use super::show::Show;
use crate::report::kpi::KpiReport;
use maud::html;

const STYLE: &str = ".spark{display:block;color:var(--free)}.plain td:first-child{white-space:pre}\
@media print{.plain tr{break-inside:avoid}}";

/// The whole file.
pub fn page(report: &KpiReport, look: &Look, tried: &[String]) -> String {
    let reader = look.reader;
    let mut said = Page::new(*look);
    report.page(&mut said);
    let rest = said
        .blocks
        .iter()
        .skip_while(|block| matches!(block, Block::Headline(_)));
    let rest: Vec<Block> = rest.cloned().collect();
    let headline = headline(report, reader);
    let name = word(reader, KpiWord::Compared(Compared::Kind));
    let period = word(reader, KpiWord::Period(report.period.name()));
    let title = format!("{name} · {period}");
    document(Document {
        lang: reader.lang,
        title: &title,
        style: STYLE,
        script: None,
        body: html! {
            header {
                p class="kicker" { (name) }
                h1 { (Shown(&period)) }
                @if !tried.is_empty() {
                    p class="verdict warn" role="note" { strong { (Shown(&catalogue::what_if(reader.lang, tried))) } }
                }
                p class={ "verdict " (tone(report)) } { (Shown(&headline)) }
            }
            main { (blocks(&rest, reader)) }
            footer { (picture::made_on(reader, report.today)) }
        },
    })
}

fn tone(report: &KpiReport) -> &'static str {
    if report.missed().next().is_some() {
        "bad"
    } else if report.goals().next().is_some() {
        "good"
    } else {
        "plain"
    }
}
