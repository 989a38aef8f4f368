//! Answers: how is the story of a campaign shown to people and machines?
//! Invariant: how far its briefs are first, then line by line what happened, to it and to them.

use super::catalogue::Reader;
use super::catalogue::trail as words;
use super::catalogue::trail::TrailWord;
use super::page::Page;
use super::show::Show;
use super::trail::{MACHINE, machine_rows, story_of};
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Need, Row, Table, Tone};
use crate::report::title::Title;
use crate::report::trail::{Standing, TrailReport};
use crate::report::trail_campaign::{CampaignTrail, CampaignTrailView};

impl Show for CampaignTrail {
    fn kind(&self) -> Kind {
        Kind::TrailCampaign
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(CampaignTrailView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::campaign(reader, self));
        page.line(words::campaign_facts(reader, self));
        page.blank();
        if self.before > 0 {
            page.toned(Tone::Faint, words::left_out(reader, self.before));
        }
        let entries = self.lines.iter();
        let about = entries.map(|line| (&line.entry, self.brief_of(line).map(TrailReport::name)));
        page.table(story_of(about, reader));
        page.blank();
        if !self.briefs.is_empty() {
            page.line(words::word(reader, TrailWord::WhereBriefsAre));
            page.table(briefs(self, reader));
            page.note(words::word(reader, TrailWord::Legend));
        }
        let id = &self.campaign;
        let first = self.briefs.first().map(|brief| format!("crops trail {}", brief.brief));
        page.next(first.into_iter().chain([format!("crops plan {id}")]));
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new(vec![Column::new(Title::Campaign)]);
        table.columns.extend(MACHINE.map(Column::new));
        for line in &self.lines {
            let brief = self.brief_of(line).map_or("", |brief| &brief.brief);
            for mut cells in machine_rows(brief, &line.entry) {
                cells.insert(0, Cell::id(&self.campaign));
                table.push(Row::new(cells));
            }
        }
        Some(table)
    }
}

fn briefs(report: &CampaignTrail, reader: Reader) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Brief),
        Column::new(Title::Stage),
        Column::right(Title::NetDays),
        Column::right(Title::Rounds),
        Column::new(Title::Id).need(Need::Useful),
    ]);
    for brief in &report.briefs {
        let stage = match &brief.now {
            Standing::In { stage, .. } | Standing::Closed { stage, .. } => stage.title.clone(),
            Standing::OnHold { .. } => words::word(reader, TrailWord::OnHold).to_owned(),
            Standing::Deleted { .. } => words::word(reader, TrailWord::Deleted).to_owned(),
        };
        table.push(Row::new(vec![
            Cell::text(brief.name()),
            Cell::text(stage),
            Cell::Number(brief.totals.working_days - brief.totals.on_hold, 1),
            Cell::Count(brief.totals.rounds as i64),
            Cell::id(&brief.brief),
        ]));
    }
    table
}
