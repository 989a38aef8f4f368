//! Answers: which sentence says this of how work flows, in the language of the reader?
//! Invariant: one function a fact, the same in both languages.

use super::kpi::{self, KpiWord};
use super::trail::days;
use super::{Lang, Reader, en, fr};
use crate::metrics::flow::FlowDay;
use crate::report::flow::{FlowReport, Point};

/// Short words of the page and the pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowWord {
    CumulativeFlow,
    CycleTimes,
    Delivered,
    Dropped,
    AtGates,
    InWork,
    InQueues,
    OnHold,
    Elsewhere,
    Briefs,
    WorkingDays,
    NoDelivery,
    Legend,
    HowToRead,
}

pub fn headline(reader: Reader, report: &FlowReport) -> String {
    let period = kpi::say(reader, KpiWord::Period(report.flow.period.name()));
    match reader.lang {
        Lang::En => en::flow::headline(&period, report),
        Lang::Fr => fr::flow::headline(&period, report),
    }
}

/// Rates, what is open, cycle times, Little's law; a sentence each.
pub fn lines(reader: Reader, report: &FlowReport) -> Vec<String> {
    match reader.lang {
        Lang::En => en::flow::lines(report),
        Lang::Fr => fr::flow::lines(report),
    }
}

pub fn word(reader: Reader, word: FlowWord) -> &'static str {
    match reader.lang {
        Lang::En => en::flow::word(word),
        Lang::Fr => fr::flow::word(word),
    }
}

/// A point of the scatter in words.
pub fn point(reader: Reader, point: &Point) -> String {
    let name = point.title.as_deref().unwrap_or(&point.brief);
    format!(
        "{name}\u{a0}: {}, {}",
        reader.day(point.day),
        days(reader.lang, point.working_days)
    )
}

/// A line of quantiles: `P85 6 wd`.
pub fn quantile(reader: Reader, name: &str, value: f64) -> String {
    format!("{name} {}", days(reader.lang, value))
}

/// What stands at the end of a day, in words.
pub fn day(reader: Reader, day: &FlowDay) -> String {
    let parts = [
        (FlowWord::Delivered, day.delivered),
        (FlowWord::Dropped, day.dropped),
        (FlowWord::AtGates, day.open.gate),
        (FlowWord::InWork, day.open.work),
        (FlowWord::InQueues, day.open.queue),
        (FlowWord::OnHold, day.open.on_hold),
        (FlowWord::Elsewhere, day.open.other),
    ];
    let said: Vec<String> = parts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(part, count)| format!("{} {count}", word(reader, *part)))
        .collect();
    format!("{}\u{a0}: {}", reader.day(day.day), said.join(", "))
}
