//! Answers: how is a list of stage changes written?
//! Invariant: NDJSON is one object a line in the order of the official line; text is a table of the same rows, shortened.

use super::json;
use super::look::Look;
use super::page::Page;
use super::show::{Lines, Show};
use crate::report::events::{EventView, EventsReport, EventsView};
use crate::report::failure::Failure;
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Need, Row, Table};
use crate::report::title::Title;
use anyhow::Context as _;

impl Show for EventsReport {
    fn kind(&self) -> Kind {
        Kind::Events
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        let events: Vec<EventView> = self.rows().collect();
        serde_json::to_value(EventsView { events: &events })
    }

    fn page(&self, page: &mut Page) {
        let mut table = Table::new(vec![
            Column::new(Title::Time),
            Column::new(Title::Brief),
            Column::new(Title::From),
            Column::new(Title::To),
            Column::new(Title::Commit).need(Need::Useful),
            Column::new(Title::By).need(Need::Extra),
        ]);
        for row in self.rows() {
            let stage = |stage: &Option<String>| Cell::some(stage.as_ref(), Cell::text);
            table.push(Row::new(vec![
                Cell::id(&row.time),
                Cell::id(&row.brief),
                stage(&row.from),
                stage(&row.to),
                Cell::id(row.commit.get(..7).unwrap_or(&row.commit)),
                Cell::text(&row.by),
            ]));
        }
        page.table(table);
    }

    fn table(&self) -> Option<Table> {
        Some(EventsReport::table(self))
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Ndjson]
    }

    fn further(&self, format: Format, _look: &Look, _tried: &[String]) -> Result<String, Failure> {
        self.lines(format).into_iter().flatten().collect()
    }

    fn lines(&self, format: Format) -> Option<Lines<'_>> {
        let line = |row: EventView| Ok(json::line(&row).context("an event as JSON")?);
        (format == Format::Ndjson).then(|| Box::new(self.rows().map(line)) as Lines<'_>)
    }
}
