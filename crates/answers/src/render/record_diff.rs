//! Answers: how is a comparison of two versions of a record shown to people and machines?
//! Invariant: how much changed first; one row a field, with who changed it last and when.

use super::catalogue::{changes, record_diff as words};
use super::page::Page;
use super::show::Show;
use crate::report::changes::{ChangeView, Cover};
use crate::report::kind::Kind;
use crate::report::record_diff::{DiffLine, FieldCause, RecordDiff, RecordDiffView};
use crate::report::table::{Cell, Column, Need, Row, Table, Tone};
use crate::report::title::Title;

impl Show for RecordDiff {
    fn kind(&self) -> Kind {
        Kind::Diff
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(RecordDiffView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        if let Some((from, to)) = &self.moved {
            page.line(words::moved(reader, from, to));
        }
        if self.lines.is_empty() {
            return;
        }
        page.blank();
        let mut table = Table::new(vec![
            Column::new(Title::Field),
            Column::new(Title::Change),
            Column::new(Title::By).need(Need::Useful),
            Column::new(Title::Commit).need(Need::Useful),
            Column::right(Title::Day).need(Need::Extra),
        ]);
        for line in &self.lines {
            let said = changes::changed(reader, &line.change.what);
            let (said, tone) = match line.change.cover {
                Cover::Covered => (format!("{said} · {}", changes::covered(reader)), Tone::Caution),
                Cover::Free => (said, Tone::Plain),
            };
            let commit = self.commit(line.cause);
            table.push(
                Row::new(vec![
                    Cell::id(&line.change.field),
                    Cell::text(said),
                    match commit {
                        Some(commit) => Cell::text(&commit.author),
                        None => Cell::text(words::cause(reader, line.cause)),
                    },
                    Cell::some(commit, |commit| Cell::id(commit.short())),
                    Cell::some(commit, |commit| Cell::NearDay(commit.day)),
                ])
                .tone(tone),
            );
        }
        page.table(table);
        if self.covered() > 0 {
            page.note(words::legend(reader));
        }
        if self.record == crate::model::other::RecordType::Brief {
            page.next([format!("crops trail {}", self.id)]);
        }
    }

    fn table(&self) -> Option<Table> {
        let columns = [
            Title::Type,
            Title::Id,
            Title::Field,
            Title::Change,
            Title::Before,
            Title::After,
            Title::Covered,
            Title::Cause,
            Title::By,
            Title::Commit,
            Title::Day,
        ];
        let mut table = Table::new(columns.map(Column::new).into());
        for line in &self.lines {
            table.push(machine_row(self, line));
        }
        Some(table)
    }
}

fn machine_row(diff: &RecordDiff, line: &DiffLine) -> Row {
    let view = ChangeView::of(&line.change);
    let items = |items: &[String]| (!items.is_empty()).then(|| items.join(", "));
    let commit = diff.commit(line.cause);
    Row::new(vec![
        Cell::text(diff.record.word()),
        Cell::id(&diff.id),
        Cell::id(&view.field),
        Cell::text(view.change),
        Cell::some(view.before.clone().or(items(&view.removed_items)), Cell::text),
        Cell::some(view.after.clone().or(items(&view.added_items)), Cell::text),
        Cell::text(if view.covered { "true" } else { "false" }),
        Cell::text(match line.cause {
            FieldCause::Commit(_) => "commit",
            FieldCause::NotCommitted => "not-committed",
            FieldCause::Unknown => "unknown",
        }),
        Cell::some(commit, |commit| Cell::text(&commit.author)),
        Cell::some(commit, |commit| Cell::id(&commit.id)),
        Cell::some(commit, |commit| Cell::Day(commit.day)),
    ])
}
