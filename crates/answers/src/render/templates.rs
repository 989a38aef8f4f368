//! Answers: how is the list of templates laid out?
//! Invariant: by what they make; whose each is stands beside it.

use super::catalogue::templates as words;
use super::page::Page;
use super::show::Show;
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Need, Row, Table};
use crate::report::templates::TemplateList;
use crate::report::title::Title;

impl Show for TemplateList {
    fn kind(&self) -> Kind {
        Kind::TemplateList
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        let mut table = columns();
        for row in &self.rows {
            table.push(Row::new(vec![
                Cell::id(&row.id),
                Cell::text(words::makes(reader, row.makes)),
                Cell::some(row.title.as_ref(), Cell::text),
                Cell::text(row.asks.join(", ")),
                Cell::some(row.file.as_ref(), Cell::text),
            ]));
        }
        page.table(table);
        page.next(["crops template use product-launch --set title=… --set launch=…"]);
    }

    fn table(&self) -> Option<Table> {
        let mut table = columns();
        for row in &self.rows {
            table.push(Row::new(vec![
                Cell::id(&row.id),
                Cell::text(row.makes.word()),
                Cell::some(row.title.as_ref(), Cell::text),
                Cell::text(row.asks.join(" ")),
                Cell::some(row.file.as_ref(), Cell::text),
            ]));
        }
        Some(table)
    }
}

fn columns() -> Table {
    Table::new(vec![
        Column::new(Title::Id),
        Column::new(Title::Makes),
        Column::new(Title::Name),
        Column::new(Title::Asks).need(Need::Useful),
        Column::new(Title::File).need(Need::Luxury),
    ])
}
