//! Answers: how is a list of remarks laid out?
//! Invariant: how much is open in one sentence, then the remarks, what is open first.

use super::catalogue::feedback as words;
use super::look::Look;
use super::page::Page;
use super::proof_page;
use super::show::Show;
use crate::model::feedback::{RemarkState, Settled, Severity};
use crate::report::failure::Failure;
use crate::report::feedback::{FeedbackList, RemarkRow};
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Need, Row, Table, Tone};
use crate::report::title::Title;

impl Show for FeedbackList {
    fn kind(&self) -> Kind {
        Kind::FeedbackList
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        if !self.rows.is_empty() {
            page.table(people_table(self, page));
        }
        for file in &self.unreadable {
            page.toned(Tone::Caution, format!("  {}", words::unreadable(reader, file)));
        }
        page.next(next(self));
    }

    fn table(&self) -> Option<Table> {
        Some(machine_table(self))
    }

    fn further_formats(&self) -> &'static [Format] {
        match self.brief {
            Some(_) => &[Format::Html],
            None => &[],
        }
    }

    fn further(&self, _format: Format, look: &Look, _tried: &[String]) -> Result<String, Failure> {
        Ok(proof_page::page(self, look.reader, look.reader.today))
    }
}

fn next(list: &FeedbackList) -> Vec<String> {
    let id = list.brief.as_ref().map_or("ID", |(id, _)| id.as_str());
    let first = |state: RemarkState| list.rows.iter().find(|row| row.state == state);
    let named = |verb: &str, row: &RemarkRow| {
        let brief = if id == "ID" { &row.brief } else { id };
        format!("crops feedback {verb} {brief} {}", row.name)
    };
    let mut next: Vec<String> = [
        first(RemarkState::Open).map(|row| format!("{} --how …", named("resolve", row))),
        first(RemarkState::Resolved).map(|row| named("confirm", row)),
    ]
    .into_iter()
    .flatten()
    .collect();
    next.push(format!("crops feedback add {id} …"));
    next
}

fn people_table(list: &FeedbackList, page: &Page) -> Table {
    let reader = page.reader();
    let is_one = list.brief.is_some();
    let mut columns = vec![
        Column::new(Title::Remark),
        Column::new(Title::State).need(Need::Useful),
        Column::new(Title::Severity).need(Need::Useful),
        Column::new(Title::Text),
        Column::new(Title::Place).need(Need::Useful),
        Column::new(Title::By).need(Need::Useful),
        Column::new(Title::Stage).need(Need::Luxury),
        Column::new(Title::Version).need(Need::Extra),
    ];
    if !is_one {
        columns.insert(0, Column::new(Title::Brief));
    }
    let mut table = Table::new(columns);
    for row in &list.rows {
        let mut cells = vec![
            Cell::id(&row.name),
            Cell::text(words::state(reader, row)),
            Cell::some(row.severity, |severity| Cell::text(words::severity(reader, severity))),
            Cell::text(row.text.replace('\n', " ")),
            Cell::some(row.place.as_ref(), |place| Cell::text(words::place(reader, place))),
            Cell::text(&row.by),
            Cell::text(&row.stage_title),
            Cell::some(row.version.as_ref(), |seen| Cell::text(words::version(reader, seen))),
        ];
        if !is_one {
            cells.insert(0, Cell::BriefId(row.brief.clone()));
        }
        table.push(Row::new(cells).tone(tone(row)));
    }
    table
}

fn tone(row: &RemarkRow) -> Tone {
    match (row.state, row.severity) {
        (RemarkState::Open, Some(Severity::Blocking)) => Tone::Bad,
        (RemarkState::Open, _) => Tone::Plain,
        (RemarkState::Resolved, _) => Tone::Caution,
        (RemarkState::Confirmed, _) => Tone::Faint,
    }
}

fn machine_table(list: &FeedbackList) -> Table {
    let mut table = Table::new(
        [
            Title::Brief,
            Title::Stage,
            Title::Remark,
            Title::Severity,
            Title::State,
            Title::By,
            Title::Time,
            Title::Asset,
            Title::Version,
            Title::TimeCode,
            Title::PageNumber,
            Title::X,
            Title::Y,
            Title::Field,
            Title::Place,
            Title::Text,
            Title::ResolvedBy,
            Title::ResolvedOn,
            Title::How,
            Title::ConfirmedBy,
            Title::ConfirmedOn,
        ]
        .map(Column::new)
        .to_vec(),
    );
    for row in &list.rows {
        table.push(Row::new(machine_cells(row)));
    }
    table
}

fn machine_cells(row: &RemarkRow) -> Vec<Cell> {
    let place = row.place.clone().unwrap_or_default();
    let text = |text: Option<&str>| Cell::some(text, Cell::text);
    let of = |settled: &Option<Settled>, part: fn(&Settled) -> Option<&str>| text(settled.as_ref().and_then(part));
    vec![
        Cell::id(&row.brief),
        Cell::id(&row.stage),
        Cell::id(&row.name),
        text(row.severity.map(Severity::word)),
        Cell::text(row.state.word()),
        Cell::id(&row.by),
        Cell::text(&row.at),
        text(row.version.as_ref().map(|seen| seen.asset.as_str())),
        Cell::some(row.version.as_ref().and_then(|seen| seen.number), |number| {
            Cell::Count(number as i64)
        }),
        text(place.at.as_ref().map(|at| at.text())),
        Cell::some(place.page, |page| Cell::Count(i64::from(page))),
        Cell::some(place.point, |point| Cell::text(point.x.text())),
        Cell::some(place.point, |point| Cell::text(point.y.text())),
        text(place.field.as_deref()),
        text(place.words.as_deref()),
        Cell::text(&row.text),
        of(&row.resolved, |settled| settled.by.as_deref()),
        of(&row.resolved, |settled| settled.on.as_deref()),
        of(&row.resolved, |settled| settled.how.as_deref()),
        of(&row.confirmed, |settled| settled.by.as_deref()),
        of(&row.confirmed, |settled| settled.on.as_deref()),
    ]
}
