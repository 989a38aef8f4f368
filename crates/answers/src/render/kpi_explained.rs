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
    let shown = Shown::of(&explained.rows);
    let mut table = Table::new(shown.columns());
    for row in &explained.rows {
        let commit = |end: &ExplainedEnd| {
            let short = end.commit.get(..7).unwrap_or(&end.commit);
            Cell::id(format!("{short} {}", word(reader, KpiWord::Source(end.source))))
        };
        let day = row.to.as_ref().map(|end| end.day).or(row.day);
        let cells = [
            (Part::Always, Cell::some(subject(row), Cell::text)),
            (
                Part::Stage,
                Cell::some(row.stage_title.as_ref().or(row.stage.as_ref()), Cell::text),
            ),
            (Part::Ends, Cell::some(row.from.as_ref(), |end| Cell::Day(end.day))),
            (Part::Ends, Cell::some(row.from.as_ref(), commit)),
            (Part::Always, Cell::some(day, Cell::Day)),
            (Part::Ends, Cell::some(row.to.as_ref(), commit)),
            (
                Part::Always,
                Cell::some(row.value, |value| {
                    Cell::text(word(reader, KpiWord::Value(explained.kpi.unit, value)))
                }),
            ),
            (Part::Always, Cell::text(state(row, reader))),
            (Part::Note, Cell::text(remarks(row, reader))),
        ];
        let kept = cells.into_iter().filter(|(part, _)| shown.has(*part));
        table.push(Row::new(kept.map(|(_, cell)| cell).collect()));
    }
    page.table(table);
}

/// Which columns have something to say.
struct Shown {
    stage: Part,
    ends: Part,
    note: Part,
}

/// Of which part of a row a cell tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Always,
    Stage,
    Ends,
    Note,
    /// Nothing in any row.
    Nowhere,
}

impl Shown {
    fn of(rows: &[ExplainedRow]) -> Self {
        let seen = |part: Part, is_there: fn(&ExplainedRow) -> bool| {
            if rows.iter().any(is_there) { part } else { Part::Nowhere }
        };
        Self {
            stage: seen(Part::Stage, |row| row.stage.is_some()),
            ends: seen(Part::Ends, |row| row.from.is_some()),
            note: seen(Part::Note, |row| !row.remarks.is_empty()),
        }
    }

    fn has(&self, part: Part) -> bool {
        part == Part::Always || [self.stage, self.ends, self.note].contains(&part)
    }

    fn columns(&self) -> Vec<Column> {
        // a note says why; that a row counts goes without saying then
        let state = if self.has(Part::Note) {
            Need::Extra
        } else {
            Need::Useful
        };
        let all = [
            (Part::Always, Column::new(Title::Brief)),
            (Part::Stage, Column::new(Title::Stage).need(Need::Useful)),
            (Part::Ends, Column::new(Title::Start).need(Need::Extra)),
            (Part::Ends, Column::new(Title::FromCommit)),
            (Part::Always, Column::new(Title::End).need(Need::Extra)),
            (Part::Ends, Column::new(Title::ToCommit)),
            (Part::Always, Column::right(Title::Value)),
            (Part::Always, Column::new(Title::State).need(state)),
            (Part::Note, Column::new(Title::Note)),
        ];
        let kept = all.into_iter().filter(|(part, _)| self.has(*part));
        kept.map(|(_, column)| column).collect()
    }
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
