//! Answers: which events does an editorial calendar make?
//! Invariant: one event for each day of one thing; what is cancelled stays, marked so, that an earlier import learns of it.

use super::catalogue::agenda::{self, AgendaLine};
use super::catalogue::{Reader, editorial as words};
use super::ics::{self, Agenda, Event, Status};
use crate::plan::editorial::LiveState;
use crate::report::editorial::{EditorialReport, EntryKind, EntryLine};
use crate::report::editorial_view::kind_code;

/// The whole file.
pub fn write(report: &EditorialReport, reader: Reader) -> String {
    ics::document(&Agenda {
        name: words::name(reader, report),
        lang: reader.lang,
        today: report.today,
        events: report
            .entries
            .iter()
            .map(|entry| event(report, entry, reader))
            .collect(),
    })
}

fn event(report: &EditorialReport, entry: &EntryLine, reader: Reader) -> Event {
    let channels = entry.channels.iter().map(|channel| channel.id.clone());
    Event {
        uid: uid(report, entry),
        from: entry.day,
        to: entry.day,
        summary: summary(entry, reader),
        description: description(entry, reader),
        categories: std::iter::once(kind_code(entry.kind).to_owned())
            .chain(channels)
            .collect(),
        status: match entry.state {
            LiveState::Cancelled => Status::Cancelled,
            _ => Status::Confirmed,
        },
    }
}

/// A launch is the same event as in a plan; a milestone is not: there it has the day it can slip to.
fn uid(report: &EditorialReport, entry: &EntryLine) -> String {
    let campaign = entry.campaign.as_ref().map_or("", |(id, _)| id);
    let parts: &[&str] = match entry.kind {
        EntryKind::Launch => &["launch", campaign],
        EntryKind::Brief => &["due", &entry.name],
        EntryKind::Date => &["date", &entry.name],
        EntryKind::Milestone => &["by", &entry.name],
        EntryKind::Deliverable | EntryKind::Occurrence => &["live", &entry.name],
    };
    ics::uid(&report.studio, parts)
}

fn summary(entry: &EntryLine, reader: Reader) -> String {
    let title = match entry.kind {
        EntryKind::Launch => return agenda::launch(reader, &entry.title),
        EntryKind::Date | EntryKind::Milestone => format!("◆ {}", words::title(reader, entry)),
        EntryKind::Deliverable | EntryKind::Occurrence | EntryKind::Brief => words::title(reader, entry),
    };
    let late = if entry.is_late() { "! " } else { "" };
    match entry.channels.is_empty() {
        true => format!("{late}{title}"),
        false => format!("{late}{title} ({})", words::channels(reader, entry)),
    }
}

fn description(entry: &EntryLine, reader: Reader) -> Vec<String> {
    let state = words::state(reader, entry);
    let facts = [
        entry.campaign.as_ref().map(|(_, title)| AgendaLine::Campaign(title)),
        state.as_deref().map(AgendaLine::State),
        entry.owner.as_deref().map(AgendaLine::Who),
        entry.party.as_deref().map(AgendaLine::Party),
        entry.due.map(AgendaLine::Due),
    ];
    let said = facts.into_iter().flatten().map(|fact| agenda::line(reader, &fact));
    let name = entry.brief.as_ref().unwrap_or(&entry.name).clone();
    said.chain([name]).collect()
}
