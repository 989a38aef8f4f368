//! Answers: how is the flow of work described in French?
//! Invariant: in against out first; a figure of few briefs says so.

use super::numbers::counted;
use crate::metrics::bottlenecks::FEW;
use crate::metrics::flow::{Balance, Boundary};
use crate::render::catalogue::Lang;
use crate::render::catalogue::flow::FlowWord;
use crate::render::catalogue::numbers::short_number;
use crate::render::catalogue::trail::days;
use crate::report::flow::FlowReport;

const LANG: Lang = Lang::Fr;

pub fn headline(period: &str, report: &FlowReport) -> String {
    let summary = report.flow.summary;
    let so_far = if report.is_running() { " à ce jour" } else { "" };
    let count = |count: i64| usize::try_from(count).unwrap_or(0);
    let gone = match summary.dropped {
        0 => String::new(),
        dropped => format!(", {}", counted(count(dropped), "abandonné", "abandonnés")),
    };
    let grown = summary.arrived - summary.delivered - summary.dropped;
    let grown = match grown {
        0 => "autant qu’il en est entré".to_owned(),
        more @ 1.. => format!("{more} de plus sont entrés que sortis"),
        fewer @ ..0 => format!("{} de plus sont sortis qu’entrés", -fewer),
    };
    format!(
        "{period}{so_far}\u{a0}: {}, {}{gone}\u{a0}: {grown}.",
        counted(count(summary.arrived), "brief entré", "briefs entrés"),
        counted(count(summary.delivered), "livré", "livrés"),
    )
}

pub fn lines(report: &FlowReport) -> Vec<String> {
    let summary = report.flow.summary;
    let number = |value: f64| short_number(LANG, value, 1);
    let mut lines = Vec::new();
    if summary.weeks > 0.0 {
        lines.push(format!(
            "Par semaine\u{a0}: {} entrés, {} livrés.",
            number(summary.arrived as f64 / summary.weeks),
            number(summary.delivered as f64 / summary.weeks)
        ));
    }
    lines.extend(
        summary
            .mean_open
            .map(|open| format!("En moyenne, {} étaient en cours à la fin d’une journée.", number(open))),
    );
    match summary.cycle {
        None => lines.push("Rien n’a été livré\u{a0}: il n’y a pas de durée de réalisation.".into()),
        Some(cycle) => {
            let from = match report.flow.boundary {
                Boundary::Requested => "de la demande",
                Boundary::Started => "du début du travail",
            };
            let few = if cycle.count < FEW {
                "\u{a0}: peu, à prendre avec prudence"
            } else {
                ""
            };
            lines.push(format!(
                "Durée de réalisation, {from} à la livraison\u{a0}: {} en moyenne\u{202f}; la moitié en {} au plus, 85\u{a0}% en {} au plus (n = {}{few}).",
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
            Balance::Steady => "le flux est stable",
            Balance::PilesUp => "il y a plus en cours qu’il n’en sort\u{a0}: le travail s’accumule, ou une partie vieillit",
            Balance::Drains => "il y a moins en cours\u{a0}: un retard a été résorbé",
        };
        format!("Loi de Little\u{a0}: livraisons par jour × durée = {expected} en cours, {counted} comptés\u{202f}; {verdict}.")
    }));
    lines
}

pub const fn word(word: FlowWord) -> &'static str {
    match word {
        FlowWord::CumulativeFlow => "Flux cumulé",
        FlowWord::CycleTimes => "Durées de réalisation",
        FlowWord::Delivered => "livrés",
        FlowWord::Dropped => "abandonnés",
        FlowWord::AtGates => "en validation",
        FlowWord::InWork => "en travail",
        FlowWord::InQueues => "en file d’attente",
        FlowWord::OnHold => "en pause",
        FlowWord::Elsewhere => "ailleurs",
        FlowWord::Briefs => "briefs",
        FlowWord::WorkingDays => "jours ouvrés",
        FlowWord::NoDelivery => "Rien n’a été livré sur cette période.",
        FlowWord::Legend => {
            "j. o.\u{a0}: jours ouvrés · le flux compte ce qui était arrivé sur la branche officielle à la fin de chaque jour"
        }
        FlowWord::HowToRead => {
            "À lire ainsi\u{a0}: une bande qui s’épaissit, c’est du travail qui attend là\u{202f}; le haut est ce qui est entré, la bande du bas ce qui est sorti."
        }
    }
}
