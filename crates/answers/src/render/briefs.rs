//! Answers: how are lists of briefs and requests, and one brief, laid out?
//! Invariant: the answer in one sentence, then the table or the facts, then what can be typed next.

use super::brief_review;
use super::catalogue::listing::{self, Fact};
use super::catalogue::pending;
use super::page::Page;
use super::show::Show;
use crate::report::briefs::{BriefCard, BriefList, BriefRow, RequestList};
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Mark, Need, Row, Table, Tone};
use crate::report::title::Title;

impl Show for BriefList {
    fn kind(&self) -> Kind {
        Kind::BriefList
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        page.headline(listing::briefs(page.lang(), self));
        if self.rows.is_empty() {
            page.next(["crops brief list --all", "crops request new"]);
        } else {
            page.table(rows(&self.rows, Titles::Words));
            page.note(listing::late_note(page.lang()));
            for one in &self.pending {
                page.line(pending::of_brief(page.reader(), one));
            }
            page.next(["crops brief show ID"]);
        }
    }

    fn table(&self) -> Option<Table> {
        Some(rows(&self.rows, Titles::Ids))
    }
}

/// Whether stages are named by their titles or by their ids.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Titles {
    Words,
    Ids,
}

fn rows(rows: &[BriefRow], titles: Titles) -> Table {
    let mut columns = vec![
        Column::new(Title::Name),
        Column::new(Title::Id),
        Column::new(Title::Kind).need(Need::Luxury),
        Column::new(Title::Stage),
        Column::new(Title::Owner).need(Need::Useful),
        Column::new(Title::Campaign).need(Need::Luxury),
        Column::new(Title::Due),
        Column::right(Title::Overdue).need(Need::Extra),
    ];
    // Programs read how late it is; people see it also where that column has no room.
    if titles == Titles::Words {
        columns.insert(0, Column::new(Title::Mark));
    }
    let mut table = Table::new(columns);
    for row in rows {
        let stage = match titles {
            Titles::Words => &row.stage_title,
            Titles::Ids => &row.stage,
        };
        let is_late = row.late.0 > 0;
        let mut cells = vec![
            Cell::text(&row.title),
            Cell::BriefId(row.id.clone()),
            Cell::text(&row.kind),
            Cell::text(stage),
            Cell::some(row.owner.as_ref(), Cell::text),
            Cell::some(row.campaign.as_ref(), Cell::text),
            Cell::some(row.due, Cell::Day),
            Cell::some(is_late.then_some(row.late), Cell::WorkingDays),
        ];
        if titles == Titles::Words {
            cells.insert(0, Cell::Mark(if is_late { Mark::Warning } else { Mark::None }));
        }
        table.push(Row::new(cells).tone(if is_late { Tone::Bad } else { Tone::Plain }));
    }
    table
}

impl Show for RequestList {
    fn kind(&self) -> Kind {
        Kind::RequestList
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        page.headline(listing::requests(page.lang(), self));
        if self.rows.is_empty() {
            page.next(["crops request new"]);
        } else {
            page.table(requests(self));
            page.note(listing::working_days_note(page.lang()));
            page.next([
                "crops request accept ID --owner PERSON",
                "crops request decline ID --reason …",
            ]);
        }
    }

    fn table(&self) -> Option<Table> {
        Some(requests(self))
    }
}

fn requests(list: &RequestList) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Name),
        Column::new(Title::Id),
        Column::new(Title::Kind).need(Need::Extra),
        Column::new(Title::Requester).need(Need::Useful),
        Column::right(Title::Waiting).need(Need::Extra),
        Column::new(Title::Due),
        Column::right(Title::ShortBy),
        Column::new(Title::Missing).need(Need::Useful),
    ]);
    for row in &list.rows {
        let short = row.notice.filter(|notice| notice.is_short() && row.rush.is_none());
        let cells = vec![
            Cell::text(&row.title),
            Cell::BriefId(row.id.clone()),
            Cell::text(&row.kind),
            Cell::some(row.requester.as_ref(), Cell::text),
            Cell::some(row.waiting, Cell::WorkingDays),
            Cell::some(row.due, Cell::Day),
            Cell::some(short, |notice| Cell::WorkingDays(notice.missing())),
            Cell::some((!row.missing.is_empty()).then(|| row.missing.join(", ")), Cell::text),
        ];
        let tone = if short.is_some() { Tone::Caution } else { Tone::Plain };
        table.push(Row::new(cells).tone(tone));
    }
    table
}

impl Show for BriefCard {
    fn kind(&self) -> Kind {
        Kind::BriefShow
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(listing::card(reader, self));
        for fact in Fact::ALL {
            if let Some((text, tone)) = listing::card_fact(reader, self, fact) {
                page.toned(tone, format!("  {text}"));
            }
        }
        for (key, text) in &self.fields {
            let label = listing::field_label(reader.lang, key);
            page.line(format!("  {label} {}", text.replace('\n', " ")));
        }
        for one in &self.pending {
            page.line(format!("  {}", pending::request(reader, one)));
        }
        brief_review::show(&self.review, page);
        page.toned(Tone::Faint, format!("  {}", self.path));
        page.next(self.next.iter().cloned());
    }
}
