//! Answers: how are campaigns, and one with its lines, laid out?
//! Invariant: the answer in one sentence, then the table, then what can be typed next.

use super::catalogue::listing;
use super::page::Page;
use super::show::Show;
use crate::report::campaigns::{CampaignCard, CampaignList};
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Need, Row, Table};
use crate::report::title::Title;

impl Show for CampaignList {
    fn kind(&self) -> Kind {
        Kind::CampaignList
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        page.headline(listing::campaigns(page.lang(), self));
        if self.rows.is_empty() {
            page.next(["crops campaign new"]);
        } else {
            page.table(campaigns(self));
            page.next(["crops campaign show ID", "crops plan ID --backward"]);
        }
    }

    fn table(&self) -> Option<Table> {
        Some(campaigns(self))
    }
}

fn campaigns(list: &CampaignList) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Name),
        Column::new(Title::Id),
        Column::new(Title::Client).need(Need::Extra),
        Column::new(Title::Owner).need(Need::Useful),
        Column::new(Title::Launch),
        Column::right(Title::Briefs),
        Column::right(Title::Delivered).need(Need::Useful),
    ]);
    for row in &list.rows {
        table.push(Row::new(vec![
            Cell::text(&row.title),
            Cell::id(&row.id),
            Cell::some(row.client.as_ref(), Cell::text),
            Cell::some(row.owner.as_ref(), Cell::text),
            Cell::some(row.launch, Cell::Day),
            Cell::Count(row.briefs as i64),
            Cell::Count(row.delivered as i64),
        ]));
    }
    table
}

impl Show for CampaignCard {
    fn kind(&self) -> Kind {
        Kind::CampaignShow
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(listing::campaign(reader, self));
        for line in listing::campaign_facts(reader, self) {
            page.line(format!("  {line}"));
        }
        if !self.lines.is_empty() {
            page.table(lines(self, Stages::Titles));
        }
        page.next(self.next.iter().cloned());
    }

    fn table(&self) -> Option<Table> {
        Some(lines(self, Stages::Ids))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stages {
    Titles,
    Ids,
}

fn lines(card: &CampaignCard, stages: Stages) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Deliverable),
        Column::new(Title::Name).need(Need::Extra),
        Column::new(Title::Kind).need(Need::Luxury),
        Column::new(Title::Live).need(Need::Extra),
        Column::new(Title::Due).need(Need::Useful),
        Column::new(Title::Stage),
        Column::new(Title::Id),
    ]);
    for line in &card.lines {
        let stage = match stages {
            Stages::Titles => &line.stage_title,
            Stages::Ids => &line.stage,
        };
        table.push(Row::new(vec![
            Cell::id(&line.item),
            Cell::some(line.title.as_ref(), Cell::text),
            Cell::text(&line.kind),
            Cell::some(line.live, Cell::Day),
            Cell::some(line.due, Cell::Day),
            Cell::some(stage.as_ref(), Cell::text),
            Cell::some(line.brief.as_ref(), |id| Cell::BriefId(id.clone())),
        ]));
    }
    table
}
