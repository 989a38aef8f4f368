//! Answers: how do the KPIs look as one picture that needs nothing else?
//! Invariant: a line a KPI with its trend; every text is escaped; figures that were tried say so in the picture.

use super::catalogue::kpi::KpiWord;
use super::catalogue::{self, Reader};
use super::html::Shown;
use super::kpi::{headline, said_value, word};
use super::{palette, sparkline};
use crate::report::kpi::{KpiLine, KpiReport, Standing};
use maud::{Markup, PreEscaped, html};

const WIDTH: i64 = 860;
const TOP: i64 = 84;
const ROW: i64 = 34;
const VALUE: i64 = 280;
const TREND: i64 = 640;

const STYLE: &str = "svg{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,sans-serif;font-size:14px}\
.paper{fill:var(--paper)}.title{fill:var(--ink);font-size:17px;font-weight:600}.name{fill:var(--ink)}\
.value{fill:var(--ink);font-weight:600}.soft{fill:var(--soft)}.bad{fill:var(--bad)}.good{fill:var(--good)}\
.whatif{fill:var(--warn);font-weight:700}.trend{color:var(--free)}.rule{stroke:var(--rule)}";

/// The whole file.
pub fn draw(report: &KpiReport, reader: Reader, tried: &[String]) -> String {
    let height = TOP + ROW * report.lines.len() as i64 + 16;
    let headline = headline(report, reader);
    let tried = (!tried.is_empty()).then(|| catalogue::what_if(reader.lang, tried));
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(height) viewBox=(format!("0 0 {WIDTH} {height}")) role="img" {
            title { (Shown(&headline)) }
            style { (PreEscaped(palette::without_variables(STYLE))) }
            rect class="paper" width=(WIDTH) height=(height) {}
            text class="title" x="20" y="34" { (Shown(&headline)) }
            @if let Some(tried) = &tried { text class="whatif" x="20" y="58" { (Shown(tried)) } }
            @for (at, line) in report.lines.iter().enumerate() {
                (row(line, reader, TOP + ROW * at as i64))
            }
        }
    };
    drawn.into_string() + "\n"
}

fn row(line: &KpiLine, reader: Reader, top: i64) -> Markup {
    let name = match &line.group {
        Some(group) => format!("    {group}"),
        None => word(reader, KpiWord::Name(line.kpi.id)),
    };
    let goal = line.goals.iter().find(|goal| goal.target.by.is_none());
    let (class, sign) = match goal.map(|goal| goal.standing) {
        Some(Standing::Met(_)) => ("good", "✓"),
        Some(Standing::Missed(_)) => ("bad", "✗"),
        Some(Standing::NoData | Standing::NotComparable) | None => ("soft", ""),
    };
    html! {
        line class="rule" x1="20" x2=(WIDTH - 20) y1=(top + ROW - 6) y2=(top + ROW - 6) {}
        text class="name" x="20" y=(top + 17) { (Shown(&name)) }
        text class="value" x=(VALUE) y=(top + 17) { (Shown(&said_value(line, reader))) }
        text class=(class) x=(TREND - 40) y=(top + 17) { (sign) }
        g class="trend" role="img" aria-label=(sparkline::said(&line.trend, reader.lang)) {
            (sparkline::line(&line.trend, TREND as f64, top as f64))
        }
    }
}
