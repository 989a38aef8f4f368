//! Answers: how is the flow of work described in English?
//! Invariant: in against out first; a figure of few briefs says so.

use super::numbers::counted;
use crate::metrics::bottlenecks::FEW;
use crate::metrics::flow::{Balance, Boundary};
use crate::render::catalogue::Lang;
use crate::render::catalogue::flow::FlowWord;
use crate::render::catalogue::numbers::short_number;
use crate::render::catalogue::trail::days;
use crate::report::flow::FlowReport;

const LANG: Lang = Lang::En;

pub fn headline(period: &str, report: &FlowReport) -> String {
    let summary = report.flow.summary;
    let so_far = if report.is_running() { " so far" } else { "" };
    let gone = match summary.dropped {
        0 => String::new(),
        dropped => format!(", {dropped} dropped"),
    };
    let grown = summary.arrived - summary.delivered - summary.dropped;
    let grown = match grown {
        0 => "as many as came in".to_owned(),
        more @ 1.. => format!("{more} more came in than went out"),
        fewer @ ..0 => format!("{} more went out than came in", -fewer),
    };
    format!(
        "{period}{so_far}: {} in, {} delivered{gone}: {grown}.",
        counted(usize::try_from(summary.arrived).unwrap_or(0), "brief", "briefs"),
        summary.delivered
    )
}

pub fn lines(report: &FlowReport) -> Vec<String> {
    let summary = report.flow.summary;
    let number = |value: f64| short_number(LANG, value, 1);
    let mut lines = Vec::new();
    if summary.weeks > 0.0 {
        lines.push(format!(
            "{} a week came in, {} a week were delivered.",
            number(summary.arrived as f64 / summary.weeks),
            number(summary.delivered as f64 / summary.weeks)
        ));
    }
    lines.extend(
        summary
            .mean_open
            .map(|open| format!("{} were open at the end of a day, on average.", number(open))),
    );
    match summary.cycle {
        None => lines.push("Nothing was delivered: there are no cycle times.".into()),
        Some(cycle) => {
            let from = match report.flow.boundary {
                Boundary::Requested => "from the request",
                Boundary::Started => "from the start of work",
            };
            let few = if cycle.count < FEW {
                ": few, so take them with care"
            } else {
                ""
            };
            lines.push(format!(
                "Cycle time, {from} to the delivery: {} on average; half took up to {}, 85 % up to {} (n = {}{few}).",
                days(LANG, cycle.mean),
                days(LANG, cycle.p50),
                days(LANG, cycle.p85),
                cycle.count
            ));
        }
    }
    lines.extend(summary.little.map(|little| {
        let (expected, counted) = (number(little.expected_open), number(little.counted_open));
        let verdict = match little.verdict {
            Balance::Steady => "the flow is steady",
            Balance::PilesUp => "more is open than goes out: work piles up, or some of it grows old",
            Balance::Drains => "less is open than that: a backlog was worked off",
        };
        format!("Little’s law: deliveries a day × cycle time = {expected} open, counted {counted}; {verdict}.")
    }));
    lines
}

pub const fn word(word: FlowWord) -> &'static str {
    match word {
        FlowWord::CumulativeFlow => "Cumulative flow",
        FlowWord::CycleTimes => "Cycle times",
        FlowWord::Delivered => "delivered",
        FlowWord::Dropped => "dropped",
        FlowWord::AtGates => "at gates",
        FlowWord::InWork => "in work",
        FlowWord::InQueues => "in queues",
        FlowWord::OnHold => "on hold",
        FlowWord::Elsewhere => "elsewhere",
        FlowWord::Briefs => "briefs",
        FlowWord::WorkingDays => "working days",
        FlowWord::NoDelivery => "Nothing was delivered in this period.",
        FlowWord::Legend => {
            "wd: working days · the flow counts what had landed on the official branch at the end of each day"
        }
        FlowWord::HowToRead => {
            "Read it so: a band that grows thicker is work that waits there; the top line is what came in, the bottom band what went out."
        }
    }
}
