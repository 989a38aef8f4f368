//! Answers: which briefs and commits is one figure made of?
//! Invariant: one row a sample, also for those that do not count, with the reason.

use super::catalogue::Reader;
use super::catalogue::kpi::{self as words, Behind, KpiWord};
use super::kpi::word;
use super::page::Page;
use crate::report::kpi::{Counted, ExplainedEnd, ExplainedRow, Explanation};
use crate::report::kpi_codes::{item_id, reason_code, source_code, unit_code};
use crate::report::kpi_view::coded;
use crate::report::table::{Cell, Column, Need, Row, Table};
use crate::report::title::Title;

pub(super) fn explain(explained: &Explanation, page: &mut Page) {
    let reader = page.reader();
    page.line(word(reader, KpiWord::Explained(explained.kpi.id, explained.rows.len())));
    page.line(words::definition(reader.lang, explained.kpi.id).formula);
    let mut table = Table::new(vec![
        Column::new(Title::Brief),
        Column::new(Title::Stage).need(Need::Useful),
        Column::new(Title::Start).need(Need::Extra),
        Column::new(Title::FromCommit),
        Column::new(Title::End).need(Need::Extra),
        Column::new(Title::ToCommit),
        Column::right(Title::Value),
        Column::new(Title::State).need(Need::Useful),
        Column::new(Title::Note).need(Need::Extra),
    ]);
    for row in &explained.rows {
        let commit = |end: &ExplainedEnd| {
            let short = end.commit.get(..7).unwrap_or(&end.commit);
            Cell::id(format!("{short} {}", word(reader, KpiWord::Source(end.source))))
        };
        let day = row.to.as_ref().map(|end| end.day).or(row.day);
        table.push(Row::new(vec![
            Cell::some(subject(row), Cell::text),
            Cell::some(row.stage.as_ref(), Cell::text),
            Cell::some(row.from.as_ref(), |end| Cell::Day(end.day)),
            Cell::some(row.from.as_ref(), commit),
            Cell::some(day, Cell::Day),
            Cell::some(row.to.as_ref(), commit),
            Cell::some(row.value, |value| {
                Cell::text(word(reader, KpiWord::Value(explained.kpi.unit, value)))
            }),
            Cell::text(state(row, reader)),
            Cell::text(remarks(row, reader)),
        ]));
    }
    page.table(table);
}

/// The brief by its title; what is no brief by its id, and a part before what it is part of.
fn subject(row: &ExplainedRow) -> Option<String> {
    let brief = row.title.as_ref().or(row.brief.as_ref()).cloned();
    let item = row.item.as_ref().map(item_id);
    match (item, brief) {
        (Some(item), Some(brief)) => Some(format!("{item} · {brief}")),
        (item, brief) => item.or(brief),
    }
}

fn remarks(row: &ExplainedRow, reader: Reader) -> String {
    let said = row
        .remarks
        .iter()
        .map(|remark| word(reader, KpiWord::Behind(Behind::Remark(remark))));
    said.collect::<Vec<_>>().join(" · ")
}

fn state(row: &ExplainedRow, reader: Reader) -> String {
    match row.counted {
        Counted::Yes => word(reader, KpiWord::Behind(Behind::Counted)),
        Counted::Open => word(reader, KpiWord::Behind(Behind::Open)),
        Counted::Basis => word(reader, KpiWord::Behind(Behind::Part)),
        Counted::LeftOut(reason) => word(reader, KpiWord::LeftOut(reason, 1)),
    }
}

pub(super) fn explained_rows(explained: &Explanation) -> Table {
    let columns = [
        Title::Brief,
        Title::Stage,
        Title::From,
        Title::FromCommit,
        Title::FromSource,
        Title::To,
        Title::ToCommit,
        Title::ToSource,
        Title::Value,
        Title::Unit,
        Title::State,
        Title::Item,
        Title::Note,
    ];
    let mut table = Table::new(columns.map(Column::new).to_vec());
    for row in &explained.rows {
        let mut cells = vec![
            Cell::some(row.brief.as_ref(), Cell::id),
            Cell::some(row.stage.as_ref(), Cell::text),
        ];
        for end in [&row.from, &row.to] {
            cells.push(Cell::some(end.as_ref(), |end| Cell::text(&end.time)));
            cells.push(Cell::some(end.as_ref(), |end| Cell::id(&end.commit)));
            cells.push(Cell::some(end.as_ref(), |end| Cell::id(source_code(end.source))));
        }
        cells.push(Cell::some(row.value, |value| Cell::Number(value, 4)));
        cells.push(Cell::id(unit_code(explained.kpi.unit)));
        cells.push(Cell::id(match row.counted {
            Counted::Yes => "counted",
            Counted::Open => "open",
            Counted::Basis => "part",
            Counted::LeftOut(reason) => reason_code(reason),
        }));
        cells.push(Cell::some(row.item.as_ref(), |item| Cell::id(item_id(item))));
        let remarks: Vec<String> = row.remarks.iter().map(coded).collect();
        cells.push(Cell::text(remarks.join(" ")));
        table.push(Row::new(cells));
    }
    table
}
