//! Answers: how is the flow of work shown to people and machines?
//! Invariant: in against out first; the series is one table of day, name and value, so that any program can draw it again.

use super::catalogue::flow::{self as words, FlowWord};
use super::html::{self, Document, Shown};
use super::look::Look;
use super::page::Page;
use super::show::Show;
use super::{flow_svg, kpi};
use crate::metrics::flow::FlowDay;
use crate::report::failure::Failure;
use crate::report::flow::{FlowReport, FlowView};
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Need, Row, Table};
use crate::report::title::Title;
use maud::{PreEscaped, html};

impl Show for FlowReport {
    fn kind(&self) -> Kind {
        Kind::Flow
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(FlowView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        for line in words::lines(reader, self) {
            page.line(line);
        }
        page.blank();
        page.table(weeks(self));
        for (reason, count) in self.left_out() {
            page.line(kpi::word(
                reader,
                super::catalogue::kpi::KpiWord::LeftOut(*reason, *count),
            ));
        }
        page.note(words::word(reader, FlowWord::Legend));
        let period = self.flow.period;
        page.next([
            format!("crops report flow --period {period} -o flow.html"),
            format!("crops report bottlenecks --period {period}"),
        ]);
    }

    fn table(&self) -> Option<Table> {
        let columns = [Title::Series, Title::Day, Title::Brief, Title::Value];
        let mut table = Table::new(columns.map(Column::new).into());
        for day in &self.flow.days {
            for (name, value) in series(day) {
                let cells = vec![Cell::text(name), Cell::Day(day.day), Cell::Empty, Cell::Count(value)];
                table.push(Row::new(cells));
            }
        }
        for point in &self.points {
            table.push(Row::new(vec![
                Cell::text("cycle-time-working-days"),
                Cell::Day(point.day),
                Cell::id(&point.brief),
                Cell::Number(point.working_days, 4),
            ]));
        }
        Some(table)
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Svg, Format::Html]
    }

    fn further(&self, format: Format, look: &Look, _tried: &[String]) -> Result<String, Failure> {
        Ok(match format {
            Format::Html => page(self, look),
            _ => flow_svg::draw(self, look.reader),
        })
    }
}

fn series(day: &FlowDay) -> [(&'static str, i64); 8] {
    [
        ("arrived", day.arrived),
        ("delivered", day.delivered),
        ("dropped", day.dropped),
        ("gate", day.open.gate),
        ("work", day.open.work),
        ("queue", day.open.queue),
        ("on-hold", day.open.on_hold),
        ("other", day.open.other),
    ]
}

/// The last day of each week, and of the period.
fn weeks(report: &FlowReport) -> Table {
    use chrono::{Datelike, Weekday};
    let mut table = Table::new(vec![
        Column::right(Title::Day),
        Column::right(Title::Arrived),
        Column::right(Title::Delivered),
        Column::right(Title::InQueues).need(Need::Useful),
        Column::right(Title::InWork),
        Column::right(Title::AtGates),
        Column::right(Title::OnHold).need(Need::Useful),
        Column::right(Title::OpenBriefs),
    ]);
    let last = report.flow.days.len().saturating_sub(1);
    for (at, day) in report.flow.days.iter().enumerate() {
        if day.day.weekday() != Weekday::Sun && at != last {
            continue;
        }
        table.push(Row::new(vec![
            Cell::NearDay(day.day),
            Cell::Count(day.arrived),
            Cell::Count(day.delivered),
            Cell::Count(day.open.queue),
            Cell::Count(day.open.work),
            Cell::Count(day.open.gate),
            Cell::Count(day.open.on_hold),
            Cell::Count(day.open.all()),
        ]));
    }
    table
}

const STYLE: &str = "main{max-width:62rem;margin:0 auto;padding:1.5rem}figure{margin:1.5rem 0}figure svg{width:100%;height:auto}\
figcaption{color:var(--soft)}";

fn page(report: &FlowReport, look: &Look) -> String {
    let reader = look.reader;
    let mut said = Page::new(*look);
    report.page(&mut said);
    let headline = words::headline(reader, report);
    let blocks = said.blocks.get(1..).unwrap_or_default();
    html::document(Document {
        lang: reader.lang,
        title: &headline,
        style: &format!("{STYLE}{}", flow_svg::STYLE),
        script: None,
        body: html! {
            main {
                h1 { (Shown(&headline)) }
                figure {
                    (PreEscaped(flow_svg::cumulative(report, reader)))
                    figcaption { (Shown(words::word(reader, FlowWord::HowToRead))) }
                }
                figure { (PreEscaped(flow_svg::scatter(report, reader))) }
                (html::blocks(blocks, reader))
            }
        },
    })
}
