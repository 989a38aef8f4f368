//! Answers: how is it shown to people and machines where time and rework go?
//! Invariant: the conclusions first, each with its evidence; then the tables they come from.

use super::catalogue::Reader;
use super::catalogue::bottlenecks::{self as words, BottleneckWord};
use super::catalogue::kpi::KpiWord;
use super::html::{self, Document, Shown};
use super::kpi;
use super::look::Look;
use super::page::Page;
use super::show::Show;
use crate::model::workflow::StageClass;
use crate::report::bottlenecks::{BottlenecksReport, RowEnd, VisitRow};
use crate::report::bottlenecks_view::BottlenecksView;
use crate::report::failure::Failure;
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::kpi_codes::source_code;
use crate::report::table::{Cell, Column, Mark, Need, Row, Table, Tone};
use crate::report::title::Title;
use maud::{Markup, html};

/// Rows that a person is shown; machines get all.
const MOST_ROWS: usize = 12;

impl Show for BottlenecksReport {
    fn kind(&self) -> Kind {
        Kind::Bottlenecks
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(BottlenecksView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        if let Some((id, rows)) = &self.explained {
            if let Some(finding) = self.findings.iter().find(|finding| finding.id() == *id) {
                page.line(words::finding(reader, self, finding));
            }
            page.table(visits(self, rows, reader));
            return;
        }
        for finding in &self.findings {
            page.line(format!("  {}", words::finding(reader, self, finding)));
        }
        tables(self, page);
        let finding = self.findings.first().map(|finding| finding.id().as_str());
        let period = self.period;
        page.next(
            finding
                .map(|id| format!("crops report bottlenecks --period {period} --explain {id}"))
                .into_iter()
                .chain([format!("crops report flow --period {period}")]),
        );
    }

    fn table(&self) -> Option<Table> {
        Some(match &self.explained {
            Some((_, rows)) => machine_visits(rows),
            None => machine_stages(self),
        })
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Html]
    }

    fn further(&self, _format: Format, look: &Look, _tried: &[String]) -> Result<String, Failure> {
        Ok(document(self, look))
    }
}

fn tables(report: &BottlenecksReport, page: &mut Page) {
    let reader = page.reader();
    let section = |page: &mut Page, title: BottleneckWord, table: Table| {
        if !table.is_empty() {
            page.blank();
            page.line(words::word(reader, title));
            page.table(table);
        }
    };
    section(page, BottleneckWord::ByStage, stages(report, reader));
    let hidden = report.found.cells.len().saturating_sub(MOST_ROWS);
    if hidden > 0 {
        page.line(words::more(reader, hidden));
    }
    section(page, BottleneckWord::Rework, rework(report));
    section(page, BottleneckWord::Costly, costly(report));
    section(page, BottleneckWord::Ageing, ageing(report, reader));
    if report.found.not_observed > 0 {
        page.line(words::not_observed(reader, report.found.not_observed));
    }
    page.note(words::word(reader, BottleneckWord::Legend));
}

fn waits(class: StageClass) -> bool {
    matches!(class, StageClass::Queue | StageClass::Gate)
}

fn group(group: &str) -> Cell {
    Cell::some((!group.is_empty()).then_some(group), Cell::text)
}

fn stages(report: &BottlenecksReport, reader: Reader) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Stage),
        Column::new(Title::Group),
        Column::new(Title::State).need(Need::Extra),
        Column::right(Title::NetDays),
        Column::right(Title::Share),
        Column::right(Title::Sample),
        Column::right(Title::Median).need(Need::Useful),
        Column::right(Title::P85).need(Need::Useful),
    ]);
    let net = report.found.split.net();
    for cell in report.found.cells.iter().take(MOST_ROWS) {
        let state = if waits(cell.class) {
            BottleneckWord::Waiting
        } else {
            BottleneckWord::Working
        };
        table.push(Row::new(vec![
            Cell::text(report.stage(&cell.group, cell.stage.as_str())),
            group(&cell.group),
            Cell::text(words::word(reader, state)),
            Cell::Number(cell.figure.sum, 1),
            Cell::Percent(if net > 0.0 { cell.figure.sum / net } else { 0.0 }),
            Cell::Count(cell.figure.count as i64),
            Cell::Number(cell.figure.median, 1),
            Cell::Number(cell.figure.p85, 1),
        ]));
    }
    table
}

fn rework(report: &BottlenecksReport) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Stage),
        Column::new(Title::Group),
        Column::right(Title::Visits),
        Column::right(Title::SentBack),
        Column::right(Title::ReworkDays),
    ]);
    for cell in report.found.rework.iter().take(MOST_ROWS) {
        table.push(Row::new(vec![
            Cell::text(report.stage(&cell.group, cell.stage.as_str())),
            group(&cell.group),
            Cell::Count(cell.visits as i64),
            Cell::Count(cell.rejects.len() as i64),
            Cell::Number(cell.days, 1),
        ]));
    }
    table
}

fn costly(report: &BottlenecksReport) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Name),
        Column::new(Title::Id),
        Column::right(Title::NetDays),
        Column::right(Title::RevisionRounds),
        Column::right(Title::HeldDays).need(Need::Extra),
        Column::new(Title::MostlyIn).need(Need::Useful),
    ]);
    for brief in &report.costly {
        let held = brief.cost.on_hold;
        table.push(Row::new(vec![
            Cell::some(brief.title.as_ref(), Cell::text),
            Cell::BriefId(brief.brief.clone()),
            Cell::Number(brief.cost.days, 1),
            Cell::Count(brief.cost.rounds as i64),
            if held > 0.0 { Cell::Number(held, 1) } else { Cell::Empty },
            Cell::text(report.stage_of(brief.kind.as_deref(), brief.cost.stage.as_str())),
        ]));
    }
    table
}

fn ageing(report: &BottlenecksReport, reader: Reader) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Mark),
        Column::new(Title::Name),
        Column::new(Title::Id),
        Column::new(Title::Stage),
        Column::right(Title::NetDays),
        Column::right(Title::P85),
        Column::right(Title::Sample).need(Need::Extra),
        Column::new(Title::State).need(Need::Useful),
    ]);
    for brief in report.ageing.iter().take(MOST_ROWS) {
        let age = &brief.age;
        let (mark, state, tone) = match (age.usual, age.is_over()) {
            (None, _) => (Mark::None, BottleneckWord::TooFew, Tone::Faint),
            (Some(_), true) => (Mark::Critical, BottleneckWord::Older, Tone::Caution),
            (Some(_), false) => (Mark::None, BottleneckWord::Usual, Tone::Plain),
        };
        table.push(
            Row::new(vec![
                Cell::Mark(mark),
                Cell::some(brief.title.as_ref(), Cell::text),
                Cell::BriefId(brief.brief.clone()),
                Cell::text(report.stage_of(brief.kind.as_deref(), age.stage.as_str())),
                Cell::Number(age.days, 1),
                Cell::some(age.usual, |usual| Cell::Number(usual.p85, 1)),
                Cell::some(age.usual, |usual| Cell::Count(usual.count as i64)),
                Cell::text(words::word(reader, state)),
            ])
            .tone(tone),
        );
    }
    table
}

/// The visits behind a finding.
fn visits(report: &BottlenecksReport, rows: &[VisitRow], reader: Reader) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Brief),
        Column::new(Title::Stage),
        Column::new(Title::Start).need(Need::Extra),
        Column::new(Title::FromCommit),
        Column::new(Title::End).need(Need::Extra),
        Column::new(Title::ToCommit),
        Column::right(Title::NetDays),
    ]);
    let commit = |end: &RowEnd| {
        let short = end.commit.get(..7).unwrap_or(&end.commit);
        Cell::id(format!("{short} {}", kpi::word(reader, KpiWord::Source(end.source))))
    };
    for row in rows {
        table.push(Row::new(vec![
            Cell::text(row.title.as_ref().unwrap_or(&row.brief)),
            Cell::text(report.stage_of(row.kind.as_deref(), &row.stage)),
            Cell::Day(row.from.day),
            commit(&row.from),
            Cell::some(row.to.as_ref(), |end| Cell::Day(end.day)),
            Cell::some(row.to.as_ref(), commit),
            Cell::Number(row.days, 1),
        ]));
    }
    table
}

fn machine_visits(rows: &[VisitRow]) -> Table {
    let columns = [
        Title::Brief,
        Title::Stage,
        Title::From,
        Title::FromCommit,
        Title::FromSource,
        Title::To,
        Title::ToCommit,
        Title::ToSource,
        Title::NetDays,
    ];
    let mut table = Table::new(columns.map(Column::new).into());
    for row in rows {
        let mut cells = vec![Cell::id(&row.brief), Cell::id(&row.stage)];
        for end in [Some(&row.from), row.to.as_ref()] {
            cells.push(Cell::some(end, |end| Cell::text(&end.time)));
            cells.push(Cell::some(end, |end| Cell::id(&end.commit)));
            cells.push(Cell::some(end, |end| Cell::id(source_code(end.source))));
        }
        cells.push(Cell::Number(row.days, 4));
        table.push(Row::new(cells));
    }
    table
}

fn machine_stages(report: &BottlenecksReport) -> Table {
    let columns = [
        Title::Stage,
        Title::Class,
        Title::Group,
        Title::Sample,
        Title::NetDays,
        Title::Share,
        Title::Median,
        Title::P85,
        Title::SentBack,
        Title::ReworkDays,
    ];
    let mut table = Table::new(columns.map(Column::new).into());
    let net = report.found.split.net();
    for cell in &report.found.cells {
        let again = report
            .found
            .rework
            .iter()
            .find(|again| again.stage == cell.stage && again.group == cell.group);
        table.push(Row::new(vec![
            Cell::id(&cell.stage),
            Cell::text(cell.class.word()),
            group(&cell.group),
            Cell::Count(cell.figure.count as i64),
            Cell::Number(cell.figure.sum, 4),
            Cell::Number(if net > 0.0 { cell.figure.sum / net } else { 0.0 }, 4),
            Cell::Number(cell.figure.median, 4),
            Cell::Number(cell.figure.p85, 4),
            Cell::some(again, |again| Cell::Count(again.rejects.len() as i64)),
            Cell::some(again, |again| Cell::Number(again.days, 4)),
        ]));
    }
    table
}

const STYLE: &str = "main{max-width:62rem;margin:0 auto;padding:1.5rem}figure{margin:1.5rem 0}figure svg{width:100%;height:auto}\
figcaption{color:var(--soft)}svg{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,sans-serif;font-size:13px}\
.ink{fill:var(--ink)}.soft{fill:var(--soft)}.work{fill:var(--free)}.wait{fill:url(#wait);stroke:var(--handover)}\
.back{fill:var(--raised)}.stroke{stroke:var(--handover);stroke-width:3}";

fn document(report: &BottlenecksReport, look: &Look) -> String {
    let reader = look.reader;
    let headline = words::headline(reader, report);
    let mut said = Page::new(*look);
    report.page(&mut said);
    let blocks = said.blocks.get(1..).unwrap_or_default();
    html::document(Document {
        lang: reader.lang,
        title: &headline,
        style: STYLE,
        script: None,
        body: html! {
            main {
                h1 { (Shown(&headline)) }
                @if report.explained.is_none() {
                    figure {
                        (bars(report, reader))
                        figcaption { (words::word(reader, BottleneckWord::Picture)) }
                    }
                }
                (html::blocks(blocks, reader))
            }
        },
    })
}

/// The stages with most time, as bars.
fn bars(report: &BottlenecksReport, reader: Reader) -> Markup {
    let cells: Vec<_> = report.found.cells.iter().take(MOST_ROWS).collect();
    let most = cells.first().map_or(1.0, |cell| cell.figure.sum).max(0.01);
    let height = 30 * cells.len() as i64 + 10;
    let title = words::word(reader, BottleneckWord::ByStage);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 900 {height}")) role="img" aria-labelledby="bars-title" {
            title id="bars-title" { (title) }
            defs { pattern id="wait" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect class="back" width="7" height="7" {}
                line class="stroke" x1="0" y1="0" x2="0" y2="7" {}
            } }
            @for (at, cell) in cells.iter().enumerate() {
                @let y = 30 * at as i64 + 4;
                @let width = (560.0 * cell.figure.sum / most).round().max(2.0) as i64;
                @let name = if cell.group.is_empty() { report.stage(&cell.group, cell.stage.as_str()).to_owned() } else { format!("{} · {}", report.stage(&cell.group, cell.stage.as_str()), cell.group) };
                text class="ink" x="240" y=(y + 15) text-anchor="end" { (Shown(&name)) }
                rect class=(if waits(cell.class) { "wait" } else { "work" }) x="250" y=(y) width=(width) height="20" rx="2" {}
                text class="soft" x=(250 + width + 8) y=(y + 15) { (Shown(&super::catalogue::trail::days(reader.lang, cell.figure.sum))) }
            }
        }
    }
}
