//! Answers: how are assets laid out, in a list and one by one?
//! Invariant: versions from the first to the last; rights that ended are said, not only coloured.

use super::catalogue::assets as words;
use super::page::Page;
use super::show::Show;
use crate::report::assets::{AssetCard, AssetList, AssetRow};
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Need, Row, Table, Tone};
use crate::report::title::Title;

impl Show for AssetList {
    fn kind(&self) -> Kind {
        Kind::AssetList
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        if !self.rows.is_empty() {
            let mut table = Table::new(vec![
                Column::new(Title::Name),
                Column::new(Title::Id),
                Column::new(Title::Role).need(Need::Useful),
                Column::new(Title::Version).need(Need::Useful),
                Column::new(Title::Brief).need(Need::Extra),
                Column::new(Title::MediaType).need(Need::Luxury),
                Column::new(Title::RightsUntil),
            ]);
            for row in &self.rows {
                let cells = vec![
                    Cell::text(row.name()),
                    Cell::id(&row.id),
                    Cell::text(words::role(reader, row.role)),
                    Cell::text(format!("v{}", row.version)),
                    Cell::some(row.brief.as_ref(), |brief| Cell::BriefId(brief.clone())),
                    Cell::some(row.media_type.as_ref(), Cell::text),
                    Cell::some(words::rights(reader, row), Cell::text),
                ];
                table.push(Row::new(cells).tone(tone(row)));
            }
            page.table(table);
        }
        page.next(["crops asset show ASSET", "crops asset add FILE --brief ID"]);
    }

    fn table(&self) -> Option<Table> {
        let titles = [
            Title::Id,
            Title::Name,
            Title::Role,
            Title::Version,
            Title::Latest,
            Title::Brief,
            Title::Campaign,
            Title::MediaType,
            Title::RightsOwner,
            Title::RightsUntil,
            Title::RightsLeft,
            Title::Markets,
        ];
        let mut table = Table::new(titles.map(Column::new).to_vec());
        for row in &self.rows {
            let text = |text: Option<&String>| Cell::some(text, Cell::text);
            table.push(Row::new(vec![
                Cell::id(&row.id),
                text(row.title.as_ref()),
                Cell::text(row.role.word()),
                Cell::Count(row.version as i64),
                Cell::text(if row.is_latest { "yes" } else { "no" }),
                text(row.brief.as_ref()),
                text(row.campaign.as_ref()),
                text(row.media_type.as_ref()),
                text(row.rights_owner.as_ref()),
                Cell::some(row.rights_until, Cell::Day),
                Cell::some(row.rights_left, Cell::Count),
                Cell::text(row.markets.join(" ")),
            ]));
        }
        Some(table)
    }
}

/// A month before they end, rights want a thought.
const SOON: i64 = 30;

fn tone(row: &AssetRow) -> Tone {
    match row.rights_left {
        Some(left) if left < 0 => Tone::Bad,
        Some(left) if left <= SOON => Tone::Caution,
        Some(_) | None => Tone::Plain,
    }
}

impl Show for AssetCard {
    fn kind(&self) -> Kind {
        Kind::AssetShow
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::card(reader, self));
        for (line, tone) in words::card_facts(reader, self) {
            page.toned(tone, format!("  {line}"));
        }
        page.toned(Tone::Faint, format!("  {}", self.path));
        if self.versions.len() > 1 {
            page.blank();
            page.table(versions(self));
        }
        let next = self.uses.first().map(|used| format!("crops brief show {}", used.brief));
        let newer = format!("crops asset add FILE --replaces {}", self.row.id);
        page.next(next.into_iter().chain(self.row.is_latest.then_some(newer)));
    }

    fn table(&self) -> Option<Table> {
        Some(versions(self))
    }
}

fn versions(card: &AssetCard) -> Table {
    let mut table = Table::new(vec![
        Column::right(Title::Version),
        Column::new(Title::Id),
        Column::new(Title::Name).need(Need::Useful),
        Column::new(Title::Replaces).need(Need::Useful),
        Column::right(Title::Remarks).need(Need::Extra),
        Column::right(Title::OpenRemarks).need(Need::Extra),
        Column::new(Title::Sha256).need(Need::Luxury),
    ]);
    for one in &card.versions {
        table.push(Row::new(vec![
            Cell::Count(one.number as i64),
            Cell::id(&one.id),
            Cell::some(one.title.as_ref(), Cell::text),
            Cell::some(one.replaces.as_ref(), Cell::id),
            Cell::Count(one.remarks as i64),
            Cell::Count(one.open_remarks as i64),
            Cell::id(&one.sha256),
        ]));
    }
    table
}
