//! Answers: which rows does a plan have for people, and what lies on the days of each?
//! Invariant: a row is a task, or a long series as a whole; its name can be typed after `--why` as it stands.

use super::catalogue::Reader;
use super::catalogue::picture as words;
use super::gantt::rows::{Block, Item, blocks};
use super::gantt::scale::next;
use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::report::plan::{Direction, Held, InChain, PlanReport, Span, State, Subject, TaskLine, Who, WorkKind};
use crate::report::table::{Axis, Bar, BarPart, Cell, Column, Ground, Mark, Need, Row, Shape, Table, TaskName, Tone};
use crate::report::title::Title;

/// Tasks in their order, the days that one looks for first at the left.
pub fn people_table(report: &PlanReport, reader: Reader) -> Table {
    let axis = report.axis();
    let mut columns = vec![
        Column::new(Title::Mark),
        Column::new(Title::Task),
        Column::new(Title::Who).need(Need::Extra),
        Column::right(Title::Start),
        Column::right(Title::End),
        Column::right(Title::Duration),
        Column::right(Title::TotalFloat),
    ];
    if report.direction == Direction::Backward {
        columns.push(Column::right(Title::EarlyStart).need(Need::Luxury));
    }
    let ground = Ground {
        today: Some(report.today),
        closed: report.closed.clone(),
    };
    columns.push(Column::new(Title::Mark).need(Need::Useful).axis(axis).ground(ground));
    let mut table = Table::new(columns);
    let rows = Rows { report, reader, axis };
    for block in blocks(report) {
        match block {
            Block::Item(item) => item.tasks.iter().for_each(|task| table.push(rows.task(&item, task))),
            Block::Series { id, occurrences } => table.push(rows.series(id, &occurrences)),
        }
    }
    table
}

struct Rows<'r> {
    report: &'r PlanReport,
    reader: Reader,
    axis: Axis,
}

/// What a row says, whether of one task or of many.
struct Said<'r> {
    mark: Mark,
    tone: Tone,
    name: Cell,
    who: Cell,
    shown: Option<Span>,
    is_point: bool,
    duration: HalfDays,
    float: Option<HalfDays>,
    early: Option<Day>,
    parts: Vec<BarPart>,
    rows: &'r Rows<'r>,
}

impl Said<'_> {
    fn row(self) -> Row {
        let day = match self.rows.report.is_within_a_year() {
            true => Cell::NearDay,
            false => Cell::Day,
        };
        let mut cells = vec![
            Cell::Mark(self.mark),
            self.name,
            self.who,
            Cell::some(self.shown.filter(|_| !self.is_point), |span| day(span.from)),
            Cell::some(self.shown, |span| day(span.to)),
            Cell::WorkingDays(self.duration),
            Cell::some(self.float, Cell::WorkingDays),
        ];
        if self.rows.report.direction == Direction::Backward {
            cells.push(Cell::some(self.early, day));
        }
        cells.push(Cell::Bar(Bar { parts: self.parts }));
        Row::new(cells).tone(self.tone)
    }
}

impl Rows<'_> {
    fn task(&self, item: &Item<'_>, task: &TaskLine) -> Row {
        let is_last = item.tasks.last().is_some_and(|last| last.name == task.name);
        let mut parts = self.bar(task);
        if is_last && let Some(goal) = item.goal {
            let margin = BarPart {
                from: next(goal.by),
                to: goal.due,
                shape: Shape::Margin,
            };
            // Work may lie in the margin, never under it.
            if margin.from <= margin.to {
                parts.insert(parts.len().saturating_sub(1), margin);
            }
        }
        let said = Said {
            mark: mark(task),
            tone: tone(task),
            name: self.name(task),
            who: who_cell(&task.who),
            shown: task.shown(self.report.direction),
            is_point: task.work == WorkKind::Milestone,
            duration: task.duration,
            float: task.total_float,
            early: early_start(task),
            parts,
            rows: self,
        };
        said.row()
    }

    fn name(&self, task: &TaskLine) -> Cell {
        match (&self.report.subject, task.variants) {
            (Subject::OpenBriefs { .. }, None) => Cell::BriefId(task.name.clone()),
            (_, variants) => Cell::Task(TaskName {
                name: task.name.clone(),
                note: variants.map_or_else(String::new, |line| format!("×{}", line.count)),
                aside: variants
                    .and_then(|line| line.effort_each)
                    .map_or_else(String::new, |effort| words::effort_each(self.reader, effort)),
            }),
        }
    }

    /// All dates of a series on one row.
    fn series(&self, id: &str, occurrences: &[Item<'_>]) -> Row {
        let tasks = || occurrences.iter().flat_map(|one| one.tasks.iter().copied());
        let spans = || occurrences.iter().filter_map(|one| one.span(self.report.direction));
        let first = spans().min_by_key(|span| span.from);
        let last = spans().max_by_key(|span| span.to);
        let open = || tasks().filter(|task| task.state != State::Done);
        let worst = open().min_by_key(|task| task.total_float.unwrap_or(HalfDays(i32::MAX)));
        let shown = first.zip(last).map(|(first, last)| Span {
            to: last.to,
            ends: last.ends,
            ..first
        });
        let said = Said {
            mark: worst.map_or(Mark::Done, mark),
            tone: worst.map_or(Tone::Faint, tone),
            name: Cell::Task(TaskName {
                name: id.to_owned(),
                note: format!("×{}", occurrences.len()),
                aside: String::new(),
            }),
            who: who_of_all(tasks()),
            shown,
            is_point: false,
            duration: HalfDays(tasks().map(|task| task.duration.0).fold(0, i32::saturating_add)),
            float: open().filter_map(|task| task.total_float).min(),
            early: open().filter_map(early_start).min(),
            parts: tasks().flat_map(|task| self.work(task)).collect(),
            rows: self,
        };
        said.row()
    }

    fn bar(&self, task: &TaskLine) -> Vec<BarPart> {
        let mut parts = Vec::new();
        if let (Some(early), Some(late), true) = (task.early, task.late, task.state == State::Ahead) {
            let (from, to) = match self.report.direction {
                Direction::Backward => (early.from, late.from),
                Direction::Forward => (early.to, late.to),
            };
            parts.push(BarPart {
                from,
                to,
                shape: Shape::Float,
            });
            parts.retain(|float| float.from < float.to);
        }
        parts.extend(self.work(task));
        parts
    }

    fn work(&self, task: &TaskLine) -> Option<BarPart> {
        let shown = task
            .shown(self.report.direction)
            .filter(|span| span.to >= self.axis.first)?;
        let shape = match (task.work, task.state, task.held, task.chain) {
            (WorkKind::Milestone, ..) => Shape::Point,
            (_, State::Done, _, _) => Shape::Done,
            (_, _, Held::Critical | Held::Late, _) | (_, _, _, InChain::Yes) => Shape::Weighty,
            (_, State::Ahead | State::UnderWay, Held::Free, InChain::No) => Shape::Work,
        };
        Some(BarPart {
            from: shown.from.max(self.axis.first),
            to: shown.to,
            shape,
        })
    }
}

fn early_start(task: &TaskLine) -> Option<Day> {
    task.early.filter(|_| task.state == State::Ahead).map(|span| span.from)
}

fn mark(task: &TaskLine) -> Mark {
    match (task.state, task.held, task.work) {
        (State::Done, _, _) => Mark::Done,
        (_, Held::Critical | Held::Late, _) => Mark::Critical,
        (State::UnderWay, Held::Free, _) => Mark::InProgress,
        (State::Ahead, Held::Free, WorkKind::Milestone) => Mark::Milestone,
        (State::Ahead, Held::Free, _) => Mark::None,
    }
}

fn tone(task: &TaskLine) -> Tone {
    match (task.state, task.held) {
        (State::Done, _) => Tone::Faint,
        (_, Held::Late) => Tone::Bad,
        (_, Held::Critical) => Tone::Caution,
        (_, Held::Free) => Tone::Plain,
    }
}

/// Nobody is an empty cell.
pub fn who_cell(who: &Who) -> Cell {
    match who {
        Who::Nobody => Cell::Empty,
        Who::People(people) => Cell::text(people.join(", ")),
        Who::Role(role) => Cell::text(role.clone()),
        Who::Party { name, .. } => Cell::text(name.clone()),
    }
}

/// Each person, the role or the party; nothing for nobody.
pub fn who_name(who: &Who) -> Vec<String> {
    match who {
        Who::Nobody => Vec::new(),
        Who::People(people) => people.clone(),
        Who::Role(name) | Who::Party { name, .. } => vec![name.clone()],
    }
}

/// The first two, in the order of the tasks, and whether there are more.
fn who_of_all<'t>(tasks: impl Iterator<Item = &'t TaskLine>) -> Cell {
    let mut names: Vec<String> = Vec::new();
    for task in tasks {
        if let Cell::Text(name) = who_cell(&task.who)
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    match &names[..] {
        [] => Cell::Empty,
        [one, other, _, ..] => Cell::text(format!("{one}, {other}…")),
        few => Cell::text(few.join(", ")),
    }
}
