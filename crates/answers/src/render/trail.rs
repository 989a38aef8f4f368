//! Answers: how is the story of a brief shown to people and machines?
//! Invariant: where it is first, then line by line what happened; each line ends with who and which commit.

use super::catalogue::trail::{self as words, TrailWord};
use super::catalogue::{Reader, changes};
use super::look::Look;
use super::page::Page;
use super::show::Show;
use super::trail_svg;
use crate::model::approval::Verdict;
use crate::model::workflow::StageClass;
use crate::report::changes::{ChangeView, Cover};
use crate::report::events::instant;
use crate::report::failure::Failure;
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Mark, Need, Row, Table, Tone};
use crate::report::title::Title;
use crate::report::trail::{Entry, Holds, Stay, Told, TrailReport};
use crate::report::trail_view::{TrailView, end_source_code, told_code};

impl Show for TrailReport {
    fn kind(&self) -> Kind {
        Kind::Trail
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(TrailView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        page.line(words::facts(reader, self));
        page.blank();
        if let Some(then) = &self.then {
            page.line(words::version_then(reader, then));
            page.table(fields(
                then.fields.iter().map(|(key, text)| (key.as_str(), text.as_str())),
            ));
            page.blank();
        }
        if self.before > 0 {
            page.toned(Tone::Faint, words::left_out(reader, self.before));
        }
        page.table(story(self, reader));
        page.blank();
        page.line(words::word(reader, TrailWord::TimeInStages));
        page.table(stages(self));
        page.note(words::word(reader, TrailWord::Legend));
        let id = &self.brief;
        page.next([
            format!("crops brief show {id}"),
            format!("crops trail {id} -o trail.svg"),
        ]);
    }

    fn table(&self) -> Option<Table> {
        Some(machine_table(self))
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Svg]
    }

    fn further(&self, _format: Format, look: &Look, _tried: &[String]) -> Result<String, Failure> {
        Ok(trail_svg::draw(self, look.reader))
    }
}

fn fields<'f>(fields: impl Iterator<Item = (&'f str, &'f str)>) -> Table {
    let mut table = Table::new(vec![Column::new(Title::Field), Column::new(Title::Value)]);
    for (key, text) in fields {
        table.push(Row::new(vec![Cell::id(key), Cell::text(text)]));
    }
    table
}

fn story(report: &TrailReport, reader: Reader) -> Table {
    story_of(report.entries.iter().map(|entry| (entry, None)), reader)
}

/// Entries with what each is about; a column for that where it is told.
pub(super) fn story_of<'e>(entries: impl Iterator<Item = (&'e Entry, Option<&'e str>)>, reader: Reader) -> Table {
    let mut table = Table::new(vec![
        Column::right(Title::Time),
        Column::new(Title::Mark),
        Column::new(Title::Happened),
        Column::new(Title::By),
        Column::new(Title::Commit).need(Need::Useful),
    ]);
    for (entry, about) in entries {
        let mut lines = said(reader, entry);
        if let (Some(about), Some(first)) = (about, lines.first_mut()) {
            *first = words::about(reader, about, first);
        }
        for (at, line) in lines.into_iter().enumerate() {
            let is_first = at == 0;
            let cells = vec![
                if is_first {
                    Cell::id(words::moment(reader, entry.local))
                } else {
                    Cell::Empty
                },
                Cell::Mark(if is_first { mark(&entry.told) } else { Mark::None }),
                Cell::text(line),
                if is_first {
                    Cell::text(&entry.by)
                } else {
                    Cell::text("")
                },
                if is_first {
                    Cell::id(entry.commit.get(..7).unwrap_or(&entry.commit))
                } else {
                    Cell::text("")
                },
            ];
            table.push(Row::new(cells).tone(tone(&entry.told)));
        }
    }
    table
}

/// One line, or one for each field that changed.
fn said(reader: Reader, entry: &Entry) -> Vec<String> {
    let mut lines = match &entry.told {
        Told::Changed(fields) => fields.iter().map(|field| changes::line(reader, field)).collect(),
        told => vec![words::told(reader, told)],
    };
    if let (Some(day), Some(last)) = (entry.landed_later, lines.last_mut()) {
        *last = format!("{last} · {}", words::landed(reader, day));
    }
    lines
}

fn mark(told: &Told) -> Mark {
    match told {
        Told::Verdict(line) => match line.verdict {
            Verdict::Approve | Verdict::ApproveWithChanges | Verdict::Confirm => Mark::Met,
            Verdict::Reject | Verdict::Revoke => Mark::Missed,
            Verdict::Abstain => Mark::None,
        },
        Told::Moved { round: Some(_), .. } => Mark::Missed,
        Told::Unreadable { .. } | Told::Ignored { .. } => Mark::Warning,
        Told::Handoff { beyond: Some(_), .. } => Mark::Warning,
        _ => Mark::None,
    }
}

fn tone(told: &Told) -> Tone {
    match told {
        Told::Changed(fields) if fields.iter().any(|field| field.cover == Cover::Covered) => Tone::Plain,
        Told::Changed(_) | Told::Superseded { .. } | Told::Relocated { .. } | Told::Renamed { .. } => Tone::Faint,
        Told::Moved { round: Some(_), .. } | Told::Held { .. } => Tone::Caution,
        Told::Handoff { beyond: Some(_), .. } => Tone::Caution,
        Told::Unreadable { .. } | Told::Ignored { .. } => Tone::Bad,
        _ => Tone::Plain,
    }
}

/// Visits of a stage taken together, in the order in which the stages were first entered.
fn stages(report: &TrailReport) -> Table {
    let mut order: Vec<&str> = Vec::new();
    let is_end = |stay: &&Stay| matches!(stay.stage.class, Some(StageClass::Done | StageClass::Dropped));
    for stay in report.stays.iter().filter(|stay| !is_end(stay)) {
        if !order.contains(&stay.stage.id.as_str()) {
            order.push(&stay.stage.id);
        }
    }
    let mut table = Table::new(vec![
        Column::new(Title::Stage),
        Column::right(Title::Visits),
        Column::right(Title::NetDays),
        Column::right(Title::OpenHours).need(Need::Useful),
        Column::right(Title::HeldDays).need(Need::Useful),
    ]);
    for id in order {
        let stays: Vec<&Stay> = report.stays.iter().filter(|stay| stay.stage.id == id).collect();
        let Some(first) = stays.first() else { continue };
        let sum = |of: fn(&Stay) -> f64| stays.iter().map(|stay| of(stay)).sum::<f64>();
        let held = sum(|stay| stay.on_hold);
        table.push(Row::new(vec![
            Cell::text(&first.stage.title),
            Cell::Count(stays.len() as i64),
            Cell::Number(sum(|stay| stay.working_days), 1),
            Cell::Number(sum(|stay| stay.open_hours), 1),
            if held > 0.0 { Cell::Number(held, 1) } else { Cell::Empty },
        ]));
    }
    table
}

pub(super) const MACHINE: [Title; 20] = [
    Title::Brief,
    Title::Event,
    Title::Time,
    Title::Landed,
    Title::By,
    Title::Commit,
    Title::Landing,
    Title::Source,
    Title::From,
    Title::To,
    Title::Stage,
    Title::NetDays,
    Title::OpenHours,
    Title::HeldDays,
    Title::Round,
    Title::Field,
    Title::Before,
    Title::After,
    Title::Covered,
    Title::Note,
];

fn machine_table(report: &TrailReport) -> Table {
    let mut table = Table::new(MACHINE.map(Column::new).into());
    for entry in &report.entries {
        for cells in machine_rows(&report.brief, entry) {
            table.push(Row::new(cells));
        }
    }
    table
}

/// A row, or one for each field; the brief is the first cell.
pub(super) fn machine_rows(brief: &str, entry: &Entry) -> Vec<Vec<Cell>> {
    let Told::Changed(fields) = &entry.told else {
        return vec![machine_row(brief, entry, &entry.told)];
    };
    let row = |field| {
        let view = ChangeView::of(field);
        let items = |items: &[String]| (!items.is_empty()).then(|| items.join(", "));
        let mut cells = head(brief, entry);
        cells.resize(15, Cell::Empty);
        cells.push(Cell::id(&view.field));
        cells.push(Cell::some(
            view.before.clone().or(items(&view.removed_items)),
            Cell::text,
        ));
        cells.push(Cell::some(view.after.clone().or(items(&view.added_items)), Cell::text));
        cells.push(Cell::text(if view.covered { "true" } else { "false" }));
        cells.push(Cell::text(view.change));
        cells
    };
    fields.iter().map(row).collect()
}

fn head(brief: &str, entry: &Entry) -> Vec<Cell> {
    vec![
        if brief.is_empty() { Cell::Empty } else { Cell::id(brief) },
        Cell::text(told_code(&entry.told)),
        Cell::text(instant(entry.time)),
        Cell::text(instant(entry.landed)),
        Cell::text(&entry.by),
        Cell::id(&entry.commit),
        Cell::id(&entry.landing),
        Cell::text(end_source_code(entry.source)),
    ]
}

fn machine_row(brief: &str, entry: &Entry, told: &Told) -> Vec<Cell> {
    let mut cells = head(brief, entry);
    let (from, to) = ends(told);
    cells.extend([Cell::some(from, Cell::text), Cell::some(to, Cell::text)]);
    let stay = match told {
        Told::Moved { ended, .. } | Told::Deleted { ended } => ended.first(),
        _ => None,
    };
    let number = |of: fn(&Stay) -> f64| Cell::some(stay, |stay| Cell::Number(of(stay), 4));
    let stage = match told {
        Told::Verdict(line) => Some(&line.stage.id),
        Told::Feedback { stage, .. } | Told::Handoff { stage, .. } => Some(&stage.id),
        _ => stay.map(|stay| &stay.stage.id),
    };
    cells.push(Cell::some(stage, Cell::id));
    cells.push(number(|stay| stay.working_days));
    cells.push(number(|stay| stay.open_hours));
    cells.push(match told {
        Told::Resumed { after, .. } => Cell::Number(*after, 4),
        _ => number(|stay| stay.on_hold),
    });
    cells.push(match told {
        Told::Moved { round: Some(round), .. } => Cell::Count(*round as i64),
        _ => Cell::Empty,
    });
    cells.extend([Cell::Empty, Cell::Empty, Cell::Empty]);
    let (stale, note) = match told {
        Told::Verdict(line) => (Some(&line.holds), line.note.clone()),
        Told::Feedback { remarks, .. } => {
            let all: Vec<&str> = remarks.iter().map(|remark| &*remark.text).collect();
            (None, Some(all.join("; ")))
        }
        Told::Handoff { ticked, beyond, .. } => {
            let reason = beyond.iter().map(|one| one.reason.clone());
            let all: Vec<String> = ticked.iter().cloned().chain(reason).collect();
            (None, Some(all.join("; ")))
        }
        _ => (None, None),
    };
    cells.push(Cell::some(stale, |holds| {
        Cell::text(match holds {
            Holds::Yes => "holds",
            Holds::Stale(_) => "stale",
            Holds::UnknownVersion => "unknown-version",
        })
    }));
    cells.push(Cell::some(note, Cell::text));
    cells
}

fn ends(told: &Told) -> (Option<&str>, Option<&str>) {
    match told {
        Told::Created { stage } | Told::Restored { stage } => (None, Some(&stage.id)),
        Told::Moved { from, to, .. } | Told::Renamed { from, to } => (Some(&from.id), Some(&to.id)),
        Told::Held { from } => (Some(&from.id), None),
        Told::Resumed { to, .. } => (None, Some(&to.id)),
        Told::Superseded { from, to } => (
            from.as_ref().map(|stage| stage.id.as_str()),
            to.as_ref().map(|stage| stage.id.as_str()),
        ),
        Told::Relocated { from, to } => (Some(from), Some(to)),
        Told::Unreadable { path } | Told::Ignored { path } => (None, Some(path)),
        Told::Verdict(line) => (None, Some(line.verdict.word())),
        Told::Written | Told::Deleted { .. } | Told::Changed(_) | Told::Feedback { .. } | Told::Handoff { .. } => {
            (None, None)
        }
    }
}
