//! Answers: how is a comparison of plans shown to people and machines?
//! Invariant: the verdict first; one row for each commit that moved a task; what only the calendar moved is counted.

use super::catalogue::numbers::signed;
use super::catalogue::{Reader, plan_diff as words};
use super::page::Page;
use super::show::Show;
use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::plan::compare::{Cause, Part};
use crate::report::kind::Kind;
use crate::report::plan_diff::{ChangedTask, DiffSection, MovedTask, PlanDiffReport, flag_of};
use crate::report::plan_diff_view::{PlanDiffView, cause_code};
use crate::report::table::{Cell, Column, Need, Row, Table, Tone};
use crate::report::title::Title;
use std::collections::BTreeMap;

/// Rows of one plan that a person is shown; machines get all.
const MOST_ROWS: usize = 20;

impl Show for PlanDiffReport {
    fn kind(&self) -> Kind {
        Kind::PlanDiff
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(PlanDiffView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        let changed: Vec<&DiffSection> = self.sections.iter().filter(|section| !section.is_unchanged()).collect();
        for section in &changed {
            if self.sections.len() > 1 {
                page.blank();
                page.toned(Tone::Strong, words::section(reader, section));
            }
            section_page(self, section, page);
        }
        if changed.is_empty() {
            return;
        }
        page.note(words::legend(reader, self));
        page.next(next(self));
    }

    fn table(&self) -> Option<Table> {
        Some(machine_table(self))
    }
}

fn section_page(report: &PlanDiffReport, section: &DiffSection, page: &mut Page) {
    let reader = page.reader();
    for launch in &section.launches {
        page.line(words::launch(reader, launch, report));
    }
    let mut table = Table::new(vec![
        Column::new(Title::Task),
        Column::right(Title::ForecastMoved),
        Column::right(Title::LatestMoved),
        Column::right(Title::FloatAfter).need(Need::Useful),
        Column::new(Title::Cause),
        Column::new(Title::By).need(Need::Extra),
        Column::new(Title::Commit).need(Need::Useful),
        Column::right(Title::Day).need(Need::Extra),
    ]);
    let (mut shown, mut left_out) = (0, 0);
    for task in section.telling() {
        if shown >= MOST_ROWS {
            left_out += 1;
            continue;
        }
        table.push(row(report, task, reader));
        shown += 1;
    }
    if !table.is_empty() {
        page.table(table);
    }
    let quiet = section.moved.len() - section.telling().count();
    for said in words::left_out(reader, left_out, quiet) {
        page.line(said);
    }
    for (tasks, presence) in [
        (&section.added, words::Presence::Added),
        (&section.removed, words::Presence::Removed),
    ] {
        for (cause, names) in by_cause(tasks) {
            page.line(words::changed(reader, presence, cause, &names, report));
        }
    }
}

fn moves(reader: Reader, days: HalfDays) -> Cell {
    Cell::text(signed(reader.lang, days.as_days(), 1))
}

/// The whole move, and what had the largest part in it.
fn row(report: &PlanDiffReport, task: &MovedTask, reader: Reader) -> Row {
    let float = match (task.float_before, task.float_after) {
        (_, None) => Cell::Empty,
        (Some(before), Some(after)) if before != after => Cell::text(words::float(reader, before, after)),
        (_, Some(after)) => Cell::WorkingDays(after),
    };
    let tone = match task.float_after {
        Some(float) if float.0 < 0 => Tone::Bad,
        Some(float) if float.0 == 0 => Tone::Caution,
        _ => Tone::Plain,
    };
    let mut cells = vec![
        Cell::id(&task.task),
        moves(reader, task.forecast),
        moves(reader, task.latest),
        float,
    ];
    // Of two alike, the commit is what can be talked about.
    let size = |part: &&Part| (part.early.0.abs().max(part.late.0.abs()), part.cause != Cause::Time);
    if let Some(part) = task.parts.iter().max_by_key(size) {
        let others = task.parts.len() - 1;
        cells.push(Cell::text(words::main_cause(reader, part, others, task, report)));
        cells.extend(commit_cells(report, part.cause));
    }
    Row::new(cells).tone(tone)
}

/// The names of tasks that came or went together.
fn by_cause(tasks: &[ChangedTask]) -> BTreeMap<Cause, Vec<&str>> {
    let mut found: BTreeMap<Cause, Vec<&str>> = BTreeMap::new();
    for task in tasks {
        found.entry(task.cause).or_default().push(&task.task);
    }
    found
}

/// Author, short id and day.
fn commit_cells(report: &PlanDiffReport, cause: Cause) -> [Cell; 3] {
    match report.commit(cause) {
        Some(commit) => [
            Cell::text(&commit.author),
            Cell::id(commit.short()),
            Cell::NearDay(commit.day),
        ],
        None => [Cell::Empty, Cell::Empty, Cell::Empty],
    }
}

fn next(report: &PlanDiffReport) -> Vec<String> {
    let mut changed = report.sections.iter().filter(|section| !section.is_unchanged());
    let Some((id, _)) = changed.find_map(|section| section.campaign.as_ref()) else {
        return Vec::new();
    };
    let section = report
        .sections
        .iter()
        .find(|section| section.campaign.as_ref().is_some_and(|(known, _)| known == id));
    let first = section.and_then(|section| section.telling().find(|task| !task.done));
    let people = flag_of(report.counted);
    let why = first.map(|task| format!("crops plan {id}{people} --why {}", task.task));
    why.into_iter()
        .chain([format!("crops plan {id} --slip{people}")])
        .collect()
}

const MACHINE: [Title; 16] = [
    Title::Campaign,
    Title::Task,
    Title::Change,
    Title::ForecastBefore,
    Title::ForecastAfter,
    Title::LatestBefore,
    Title::LatestAfter,
    Title::FloatBefore,
    Title::FloatAfter,
    Title::ForecastMoved,
    Title::LatestMoved,
    Title::Cause,
    Title::By,
    Title::Commit,
    Title::Day,
    Title::Subject,
];

/// One row for each part of a move: the moves of a task's rows add up.
fn machine_table(report: &PlanDiffReport) -> Table {
    let mut table = Table::new(MACHINE.map(Column::new).into());
    for section in &report.sections {
        let begun = |task: &str, change: &str| {
            let campaign = Cell::some(section.campaign.as_ref(), |(id, _)| Cell::id(id));
            vec![campaign, Cell::id(task), Cell::text(change)]
        };
        for task in &section.moved {
            for part in &task.parts {
                let mut cells = begun(&task.task, "moved");
                cells.extend(
                    [
                        task.forecast_before,
                        task.forecast_after,
                        task.latest_before,
                        task.latest_after,
                    ]
                    .map(day),
                );
                cells.extend([task.float_before, task.float_after].map(|float| Cell::some(float, Cell::WorkingDays)));
                cells.extend([part.early, part.late].map(Cell::WorkingDays));
                cells.extend(told(report, part.cause));
                table.push(Row::new(cells));
            }
        }
        let added = section
            .added
            .iter()
            .map(|task| (task, "added", [None, task.forecast, None, task.latest]));
        let removed = section.removed.iter();
        let removed = removed.map(|task| (task, "removed", [task.forecast, None, task.latest, None]));
        for (task, change, days) in added.chain(removed) {
            let mut cells = begun(&task.task, change);
            cells.extend(days.map(day));
            cells.extend([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty]);
            cells.extend(told(report, task.cause));
            table.push(Row::new(cells));
        }
    }
    table
}

fn day(day: Option<Day>) -> Cell {
    Cell::some(day, Cell::Day)
}

fn told(report: &PlanDiffReport, cause: Cause) -> [Cell; 5] {
    let commit = report.commit(cause);
    [
        Cell::text(cause_code(cause)),
        Cell::some(commit, |commit| Cell::text(&commit.author)),
        Cell::some(commit, |commit| Cell::id(&commit.id)),
        Cell::some(commit, |commit| Cell::Day(commit.day)),
        Cell::some(commit, |commit| Cell::text(&commit.subject)),
    ]
}
