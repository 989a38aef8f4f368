//! Answers: how are the KPIs of several studios written in one table?
//! Invariant: every studio that was named has a row or a sentence; machine formats have every KPI of each.

use super::catalogue::kpi::KpiWord;
use super::catalogue::{Reader, kpi_studios as words};
use super::kpi::{row, word};
use super::kpi_rows::plain_rows;
use super::page::Page;
use super::show::Show;
use crate::metrics::kpi::KpiId;
use crate::report::kind::Kind;
use crate::report::kpi::KpiReport;
use crate::report::kpi_studios::{Detail, KpiStudios, KpiStudiosView, StudioKpisView, targets};
use crate::report::kpi_view::KpiReportView;
use crate::report::table::{Cell, Column, Need, Row, Table};
use crate::report::title::Title;

/// The columns of the overview, the most asked for first.
const OVERVIEW: [(KpiId, Title, Need); 7] = [
    (KpiId::OnTimeDelivery, Title::OnTime, Need::Always),
    (KpiId::Turnaround, Title::Turnaround, Need::Always),
    (KpiId::ApprovalTime, Title::Approval, Need::Useful),
    (KpiId::RevisionRounds, Title::Rounds, Need::Useful),
    (KpiId::Throughput, Title::Throughput, Need::Extra),
    (KpiId::Wip, Title::Wip, Need::Extra),
    (KpiId::SlaCompliance, Title::Sla, Need::Luxury),
];

impl Show for KpiStudios {
    fn kind(&self) -> Kind {
        Kind::KpiStudios
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        let view = |studio| -> Result<_, serde_json::Error> {
            let studio: &crate::report::kpi_studios::StudioKpis = studio;
            let report = studio.outcome.as_ref().ok();
            let kpi = report.map(|report| serde_json::to_value(KpiReportView::of(report)));
            Ok(StudioKpisView {
                directory: &studio.directory,
                title: studio.title.as_deref(),
                kpi: kpi.transpose()?,
                unanswered: studio.outcome.as_ref().err(),
            })
        };
        let studios: Result<Vec<_>, _> = self.studios.iter().map(view).collect();
        serde_json::to_value(KpiStudiosView { studios: studios? })
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        page.blank();
        match self.detail {
            Detail::Overview => page.table(overview(self, reader)),
            Detail::Named => {
                let (table, heads) = named(self, reader);
                page.grouped(table, heads);
            }
        }
        page.note(words::legend(reader));
        for (studio, why) in self.unanswered() {
            page.line(words::unanswered(reader, &studio.directory, why));
        }
    }

    /// The rows of every studio, one after the other.
    fn table(&self) -> Option<Table> {
        let mut all = Table::new(vec![Column::new(Title::Studio)]);
        for (studio, report) in self.answers() {
            let rows = plain_rows(report);
            all.columns.truncate(1);
            all.columns.extend(rows.columns);
            for mut row in rows.rows {
                row.cells.insert(0, Cell::id(&studio.directory));
                all.push(row);
            }
        }
        Some(all)
    }
}

fn overview(report: &KpiStudios, reader: Reader) -> Table {
    let mut columns = vec![Column::new(Title::Studio), Column::right(Title::TargetsMet)];
    columns.extend(OVERVIEW.map(|(_, title, need)| Column::right(title).need(need)));
    let mut table = Table::new(columns);
    for (studio, kpis) in report.answers() {
        let (met, judged) = targets(kpis);
        let met = (judged > 0).then(|| words::met(reader, met, judged));
        let mut cells = vec![Cell::text(studio.name()), Cell::some(met, Cell::text)];
        cells.extend(OVERVIEW.map(|(kpi, ..)| cell(kpis, kpi, reader)));
        table.push(Row::new(cells));
    }
    table
}

fn cell(report: &KpiReport, kpi: KpiId, reader: Reader) -> Cell {
    let line = report.whole().find(|line| line.kpi.id == kpi);
    match line.filter(|line| line.reading.main.is_some()) {
        Some(line) => Cell::some(line.reading.main, |main| {
            Cell::text(word(reader, KpiWord::Value(line.kpi.unit, main)))
        }),
        None => Cell::Empty,
    }
}

/// Under each KPI a row a studio.
fn named(report: &KpiStudios, reader: Reader) -> (Table, Vec<(usize, String)>) {
    let mut table = Table::new(vec![
        Column::new(Title::Studio),
        Column::new(Title::Value),
        Column::new(Title::Target).need(Need::Useful),
        Column::new(Title::Mark),
        Column::right(Title::Change).need(Need::Extra),
        Column::right(Title::Sample),
        Column::new(Title::Trend).need(Need::Luxury),
    ]);
    let mut heads = Vec::new();
    let mut kpis: Vec<KpiId> = Vec::new();
    for line in report.answers().flat_map(|(_, kpis)| kpis.whole()) {
        if !kpis.contains(&line.kpi.id) {
            kpis.push(line.kpi.id);
        }
    }
    for kpi in kpis {
        heads.push((table.rows.len(), kpi.as_str().to_owned()));
        for (studio, kpis) in report.answers() {
            let line = kpis.whole().find(|line| line.kpi.id == kpi);
            let Some(mut row) = line.map(|line| row(line, reader)) else {
                continue;
            };
            row.cells[0] = Cell::text(studio.name());
            table.push(row);
        }
    }
    (table, heads)
}
