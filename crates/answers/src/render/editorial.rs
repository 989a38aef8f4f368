//! Answers: how is the editorial calendar shown to people and machines?
//! Invariant: one line a day of one thing, in every format; what is in the way stands before the weeks.

use super::catalogue::Reader;
use super::catalogue::editorial as words;
use super::look::Look;
use super::page::Page;
use super::show::Show;
use super::{editorial_ics, editorial_page};
use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::plan::editorial::LiveState;
use crate::report::editorial::{Clashes, EditorialReport, EntryKind, EntryLine};
use crate::report::editorial_view::{EditorialView, iso_week, kind_code, state_code};
use crate::report::failure::{Failure, Usage};
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Mark, Need, Row, Table, Tone};
use crate::report::title::Title;

/// The first of what is in the way are told; the table marks all.
const MOST_CLASHES: usize = 12;

impl Show for EditorialReport {
    fn kind(&self) -> Kind {
        Kind::Calendar
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(EditorialView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        for clash in self.clashes.iter().take(MOST_CLASHES) {
            page.toned(Tone::Caution, format!("! {}", words::clash(reader, clash)));
        }
        let untold = self.clashes.len().saturating_sub(MOST_CLASHES);
        if untold > 0 {
            page.toned(Tone::Caution, format!("! {}", words::more_clashes(reader, untold)));
        }
        if !self.entries.is_empty() {
            page.blank();
            let weeks = self.weeks();
            let heads = weeks.iter().map(|(at, week)| (*at, words::week(reader, *week)));
            page.grouped(people_table(self, reader), heads.collect());
            page.note(words::legend(reader));
        }
        for note in words::notes(reader, self) {
            page.note(note);
        }
        page.next(next(self));
    }

    fn table(&self) -> Option<Table> {
        Some(machine_table(self))
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Html, Format::Ics]
    }

    fn further(&self, format: Format, look: &Look, _tried: &[String]) -> Result<String, Failure> {
        match format {
            Format::Html => Ok(editorial_page::page(self, look.reader)),
            Format::Ics => Ok(editorial_ics::write(self, look.reader)),
            _ => Err(Failure::Usage(Usage::FormatNotHere {
                format,
                known: self.formats(),
            })),
        }
    }
}

fn next(report: &EditorialReport) -> Vec<String> {
    let scope = match &report.campaign {
        Some((id, _)) => format!(" {id}"),
        None => String::new(),
    };
    let late = report.entries.iter().find(|entry| entry.is_late());
    let late = late.filter(|_| report.campaign.is_none());
    let plan = late
        .and_then(|entry| entry.campaign.as_ref())
        .map_or_else(|| format!("crops plan{scope}"), |(id, _)| format!("crops plan {id}"));
    vec![
        plan,
        format!("crops calendar{scope} -o calendar.html"),
        format!("crops calendar{scope} -o calendar.ics"),
    ]
}

/// By how much it is late, or can only be.
fn late(entry: &EntryLine, today: Day) -> Option<HalfDays> {
    let is_late = entry.is_late() || entry.late_by_forecast(today).is_some();
    is_late.then_some(entry.late)
}

fn people_table(report: &EditorialReport, reader: Reader) -> Table {
    let mut columns = vec![
        Column::new(Title::Mark),
        Column::new(Title::Live),
        Column::new(Title::Channel),
        Column::new(Title::Name),
        Column::new(Title::State).need(Need::Useful),
    ];
    let is_late = report.entries.iter().any(|entry| late(entry, report.today).is_some());
    if is_late {
        columns.push(Column::right(Title::DaysLate).need(Need::Extra));
        columns.push(Column::right(Title::ReadyFrom).need(Need::Useful));
    }
    columns.push(Column::new(Title::Who).need(Need::Extra));
    if report.campaign.is_none() {
        columns.push(Column::new(Title::Campaign).need(Need::Luxury));
    }
    columns.push(Column::right(Title::DaysUntil).need(Need::Extra));
    let mut table = Table::new(columns);
    for entry in &report.entries {
        let mut cells = vec![
            Cell::Mark(mark(entry)),
            Cell::Weekday(entry.day),
            Cell::text(words::channels(reader, entry)),
            Cell::text(words::title(reader, entry)),
            Cell::some(words::stage(reader, entry), Cell::Text),
        ];
        if is_late {
            cells.push(Cell::some(late(entry, report.today), Cell::WorkingDays));
            cells.push(Cell::some(entry.late_by_forecast(report.today), Cell::NearDay));
        }
        cells.push(Cell::some(entry.owner.as_ref(), Cell::text));
        if report.campaign.is_none() {
            cells.push(Cell::some(entry.campaign.as_ref(), |(_, title)| Cell::text(title)));
        }
        cells.push(Cell::Count(entry.days_until(report.today)));
        table.push(Row::new(cells).tone(tone(entry)));
    }
    table
}

pub(super) fn mark(entry: &EntryLine) -> Mark {
    match (entry.state, entry.kind, entry.clashes) {
        (LiveState::Cancelled, _, _) => Mark::Missed,
        _ if entry.is_late() => Mark::Critical,
        (_, _, Clashes::Yes) => Mark::Warning,
        (LiveState::Ready | LiveState::Done, _, _) => Mark::Done,
        (_, EntryKind::Launch | EntryKind::Date | EntryKind::Milestone, _) => Mark::Milestone,
        (LiveState::Date | LiveState::NoBrief | LiveState::Open | LiveState::Held, _, _) => Mark::None,
    }
}

fn tone(entry: &EntryLine) -> Tone {
    match (entry.state, entry.kind, entry.clashes) {
        (LiveState::Cancelled, _, _) => Tone::Faint,
        _ if entry.is_late() => Tone::Bad,
        (_, _, Clashes::Yes) => Tone::Caution,
        (LiveState::Done, _, _) => Tone::Faint,
        (_, EntryKind::Launch, _) => Tone::Strong,
        _ => Tone::Plain,
    }
}

fn machine_table(report: &EditorialReport) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Live),
        Column::new(Title::Week),
        Column::new(Title::Channel),
        Column::new(Title::Item),
        Column::new(Title::Name),
        Column::new(Title::Kind),
        Column::new(Title::State),
        Column::new(Title::Stage),
        Column::new(Title::Owner),
        Column::new(Title::Campaign),
        Column::new(Title::Brief),
        Column::new(Title::Due),
        Column::new(Title::ForecastReady),
        Column::right(Title::Overdue),
        Column::right(Title::DaysUntil),
        Column::new(Title::Clash),
    ]);
    for entry in &report.entries {
        let channels: Vec<&str> = entry.channels.iter().map(|channel| &*channel.id).collect();
        let clash = match entry.clashes {
            Clashes::Yes => Cell::text("yes"),
            Clashes::No => Cell::Empty,
        };
        table.push(Row::new(vec![
            Cell::Day(entry.day),
            Cell::text(iso_week(entry.day)),
            Cell::text(channels.join(" ")),
            Cell::id(&entry.name),
            Cell::text(&entry.title),
            Cell::text(kind_code(entry.kind)),
            Cell::text(state_code(entry.state)),
            Cell::some(entry.stage.as_ref(), |(id, _)| Cell::id(id)),
            Cell::some(entry.owner.as_ref(), Cell::text),
            Cell::some(entry.campaign.as_ref(), |(id, _)| Cell::id(id)),
            Cell::some(entry.brief.as_ref(), Cell::id),
            Cell::some(entry.due, Cell::Day),
            Cell::some(entry.forecast, Cell::Day),
            Cell::WorkingDays(entry.late),
            Cell::Count(entry.days_until(report.today)),
            clash,
        ]));
    }
    table
}
