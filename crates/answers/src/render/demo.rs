//! Answers: how is the sample studio presented?
//! Invariant: the plan and the KPIs are written by the reports of the commands themselves; only tasks that are done are left out.

use super::catalogue::{self, DemoSaid};
use super::page::{Block, Page};
use super::show::Show;
use crate::report::demo::{DemoReport, DemoView};
use crate::report::kind::Kind;
use crate::report::table::{Cell, Mark, Row, Tone};

/// What was made, and what two commands say of it.
pub struct DemoAnswer {
    pub made: DemoReport,
    pub plan: Box<dyn Show>,
    pub kpi: Box<dyn Show>,
}

impl Show for DemoAnswer {
    fn kind(&self) -> Kind {
        Kind::Demo
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(DemoView {
            made: &self.made,
            plan: self.plan.data()?,
            kpi: self.kpi.data()?,
        })
    }

    fn page(&self, page: &mut Page) {
        let said = |said| catalogue::demo(page.look.reader.lang, said);
        let made = [DemoSaid::Holds(&self.made), DemoSaid::YouAre(&self.made)].map(said);
        let headline = said(DemoSaid::Made(&self.made));
        page.headline(headline);
        made.into_iter().for_each(|sentence| page.line(sentence));
        for (command, report) in [
            (&self.made.plan_command, &self.plan),
            (&self.made.kpi_command, &self.kpi),
        ] {
            page.blank();
            page.toned(Tone::Strong, format!("$ {command}"));
            let before = page.blocks.len();
            let mut inner = Page::new(page.look);
            report.page(&mut inner);
            let rows = rows_of(&inner.blocks);
            page.blocks.extend(inner.blocks.into_iter().filter_map(still_open));
            let hidden = rows - rows_of(&page.blocks[before..]);
            if hidden > 0 {
                let sentence = catalogue::demo(page.lang(), DemoSaid::DoneLeftOut(hidden));
                page.toned(Tone::Faint, sentence);
            }
        }
        page.blank();
        page.next(&self.made.next);
    }
}

/// What is kept of a report's page: no row of what is done, no hint of its own.
fn still_open(block: Block) -> Option<Block> {
    match block {
        Block::Next(_) => None,
        Block::Table(mut table) => {
            table.rows.retain(|row| !is_done(row));
            Some(Block::Table(table))
        }
        other => Some(other),
    }
}

fn rows_of(blocks: &[Block]) -> usize {
    let rows = |block: &Block| match block {
        Block::Table(table) => table.rows.len(),
        _ => 0,
    };
    blocks.iter().map(rows).sum()
}

fn is_done(row: &Row) -> bool {
    row.cells.first() == Some(&Cell::Mark(Mark::Done))
}
