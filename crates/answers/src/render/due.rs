//! Answers: how is what is awaited shown to people, calendars and machines?
//! Invariant: one group a person; a thing that several could answer stands with each of them, and once for machines.

use super::catalogue::agenda::{self, AgendaLine};
use super::catalogue::{Reader, due as words, pending};
use super::ics::{self, Agenda, Event, Status};
use super::look::Look;
use super::page::Page;
use super::show::Show;
use crate::metrics::awaiting::What;
use crate::report::due::{DueItem, DueReport, GroupOf, silence_word};
use crate::report::failure::Failure;
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Mark, Need, Row, Table, Tone};
use crate::report::title::Title;

impl Show for DueReport {
    fn kind(&self) -> Kind {
        Kind::Due
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        let (mut table, mut heads) = (people_columns(), Vec::new());
        for group in self.groups() {
            heads.push((table.rows.len(), words::group(reader, self, group.of)));
            for item in group.items {
                table.push(people_row(self, item, group.of, reader));
            }
        }
        if !table.rows.is_empty() {
            page.grouped(table, heads);
            page.note(words::legend(reader));
        }
        for one in &self.pending {
            page.line(pending::of_brief(reader, one));
        }
        for item in self.items.iter().filter(|item| item.silence.is_some()) {
            page.toned(Tone::Caution, format!("! {}", words::silence(reader, item)));
        }
        page.next(next(self));
    }

    fn table(&self) -> Option<Table> {
        Some(machine_table(self))
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Ics]
    }

    fn further(&self, _format: Format, look: &Look, _tried: &[String]) -> Result<String, Failure> {
        Ok(calendar(self, look.reader))
    }
}

fn next(report: &DueReport) -> Vec<String> {
    let first = |what: What| report.items.iter().find(|item| item.what == what);
    let short = |item: &DueItem| {
        let random = item.subject.rsplit('-').next();
        random.unwrap_or(&item.subject).to_owned()
    };
    let commands = [
        first(What::Verdict).map(|item| format!("crops brief show {}", short(item))),
        first(What::Triage).map(|item| format!("crops request accept {}", short(item))),
        Some("crops due --me".to_owned()).filter(|_| report.asked.person.is_none() && !report.items.is_empty()),
    ];
    commands.into_iter().flatten().collect()
}

fn people_columns() -> Table {
    Table::new(vec![
        Column::new(Title::Mark),
        Column::new(Title::Awaited),
        Column::new(Title::Name),
        Column::new(Title::Id),
        Column::new(Title::Stage).need(Need::Extra),
        Column::right(Title::Since).need(Need::Useful),
        Column::right(Title::DaysLate),
        Column::right(Title::LastDay),
    ])
}

fn people_row(report: &DueReport, item: &DueItem, group: GroupOf<'_>, reader: Reader) -> Row {
    let moves = item.moves(report.today);
    let mark = match (moves, item.is_late()) {
        (true, _) => Mark::Critical,
        (false, true) => Mark::Warning,
        (false, false) => Mark::None,
    };
    let id = match item.is_brief {
        true => Cell::BriefId(item.subject.clone()),
        false => Cell::id(&item.subject),
    };
    let late = item.is_late().then_some(item.late);
    let tone = match (moves, item.is_late()) {
        (true, _) => Tone::Bad,
        (false, true) => Tone::Caution,
        (false, false) => Tone::Plain,
    };
    let others = words::others(reader, item, group);
    Row::new(vec![
        Cell::Mark(mark),
        Cell::text(words::what(reader, item.what) + &others),
        Cell::text(&item.title),
        id,
        Cell::some(item.stage.as_ref(), |(_, title)| Cell::text(title)),
        Cell::some(item.since, Cell::NearDay),
        Cell::some(late, Cell::WorkingDays),
        Cell::some(item.last_day, Cell::NearDay),
    ])
    .tone(tone)
}

const MACHINE: [Title; 16] = [
    Title::Awaited,
    Title::Brief,
    Title::Item,
    Title::Name,
    Title::Stage,
    Title::Campaign,
    Title::Who,
    Title::Role,
    Title::Missing,
    Title::Since,
    Title::Waiting,
    Title::Deadline,
    Title::DaysLate,
    Title::LastDay,
    Title::AwayUntil,
    Title::Silence,
];

fn machine_table(report: &DueReport) -> Table {
    let mut table = Table::new(MACHINE.map(Column::new).into());
    for item in &report.items {
        let people: Vec<&str> = item.who.iter().map(|who| who.person.as_str()).collect();
        let away = item.who.iter().filter_map(|who| who.away_until).max();
        let (brief, thing) = match item.is_brief {
            true => (Cell::id(&item.subject), Cell::Empty),
            false => (Cell::Empty, Cell::id(&item.subject)),
        };
        table.push(Row::new(vec![
            Cell::text(item.what.word()),
            brief,
            thing,
            Cell::text(&item.title),
            Cell::some(item.stage.as_ref(), |(id, _)| Cell::id(id)),
            Cell::some(item.campaign.as_ref(), Cell::id),
            Cell::text(people.join(" ")),
            Cell::some(item.role.as_ref(), Cell::id),
            Cell::Count(i64::from(item.missing)),
            Cell::some(item.since, Cell::Day),
            Cell::some(item.since, |_| Cell::WorkingDays(item.waiting)),
            Cell::some(item.deadline, Cell::Day),
            Cell::WorkingDays(item.late),
            Cell::some(item.last_day, Cell::Day),
            Cell::some(away, Cell::Day),
            Cell::some(item.silence.as_ref(), |rule| Cell::text(silence_word(rule.action))),
        ]));
    }
    table
}

/// One event for each thing, on the day by which it is awaited: never before today.
fn calendar(report: &DueReport, reader: Reader) -> String {
    let event = |item: &DueItem| {
        let days = [item.deadline, item.last_day];
        let day = days
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(report.today)
            .max(report.today);
        Event {
            uid: ics::uid(&report.studio, &["awaited", &item.name()]),
            from: day,
            to: day,
            summary: summary(item, reader),
            description: description(item, reader),
            categories: vec![item.what.word().to_owned()],
            status: Status::Confirmed,
        }
    };
    ics::document(&Agenda {
        name: words::name(reader, report),
        lang: reader.lang,
        today: report.today,
        events: report.items.iter().map(event).collect(),
    })
}

fn summary(item: &DueItem, reader: Reader) -> String {
    let late = if item.is_late() { "! " } else { "" };
    let what = match &item.stage {
        Some((_, stage)) => stage.clone(),
        None => words::what(reader, item.what),
    };
    format!("{late}{what} · {}", item.title)
}

fn description(item: &DueItem, reader: Reader) -> Vec<String> {
    let people: Vec<&str> = item.who.iter().map(|who| who.name.as_str()).collect();
    let people = people.join(", ");
    let who = (!people.is_empty()).then_some(AgendaLine::Who(&people));
    let role = item.role.as_deref().filter(|_| who.is_none()).map(AgendaLine::Who);
    let said = who.into_iter().chain(role).map(|line| agenda::line(reader, &line));
    let facts = words::facts(reader, item);
    said.chain(facts).chain([item.subject.clone()]).collect()
}
