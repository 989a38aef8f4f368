//! Answers: how is a plan shown to people and machines?
//! Invariant: the verdict first, then the table, then what can be done; every number comes from the report.

use super::catalogue::Reader;
use super::catalogue::plan as words;
use super::look::Look;
use super::page::Page;
use super::show::Show;
use super::{gantt, plan_ics, plan_people};
use crate::report::failure::Failure;
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::plan::{Direction, Held, PlanReport, State, Subject, TaskLine, Who, WorkKind};
use crate::report::plan_view::PlanView;
use crate::report::plan_why::WhyReport;
use crate::report::plan_why_view::WhyView;
use crate::report::table::{Axis, Bar, Cell, Column, Mark, Need, Row, Shape, Table, Tone};
use crate::report::title::Title;

impl Show for PlanReport {
    fn kind(&self) -> Kind {
        Kind::Plan
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(PlanView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        if self.tasks.is_empty() {
            return;
        }
        page.line(words::summary(reader, &self.summary));
        for line in &self.missed {
            page.toned(Tone::Bad, format!("! {}", words::missed(reader, line)));
        }
        if let Some(people) = &self.people {
            plan_people::lacking(people, page);
        }
        page.blank();
        page.table(people_table(self));
        page.note(match &self.people {
            Some(people) => super::catalogue::people::legend(reader, people.placed),
            None => words::legend(reader, self.direction),
        });
        if self.chain_length.0 > 0 {
            page.blank();
            page.line(words::chain(reader, &self.chain, self.chain_length));
        }
        ways(self, reader, page);
        if let Some(people) = &self.people {
            plan_people::loads(people, page);
        }
        page.next(next(self));
    }

    fn table(&self) -> Option<Table> {
        Some(machine_table(self))
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Html, Format::Svg, Format::Ics]
    }

    fn further(&self, format: Format, look: &Look) -> Result<String, Failure> {
        Ok(match format {
            Format::Html => gantt::page(self, look.reader),
            Format::Ics => plan_ics::write(self, look.reader),
            _ => gantt::svg(self, look.reader),
        })
    }
}

fn ways(report: &PlanReport, reader: Reader, page: &mut Page) {
    if report.ways.is_empty() {
        return;
    }
    page.blank();
    page.line(words::ways_title(reader));
    for line in &report.ways {
        let wins = super::catalogue::numbers::signed(reader.lang, line.wins.as_days(), 1);
        page.line(format!("  {wins:>4}  {}", words::way(reader, &line.way)));
    }
    page.line(words::enough(reader, report.enough, report.ways.len()));
}

/// What a person would ask next; the task that holds the plan, when there is one.
fn next(report: &PlanReport) -> Vec<String> {
    let scope = match &report.subject {
        Subject::Campaign { id, .. } => format!(" {id}"),
        Subject::OpenBriefs { .. } | Subject::Studio { .. } => String::new(),
    };
    let open = || report.tasks.iter().filter(|task| task.state != State::Done);
    let held = open()
        .filter(|task| task.total_float.is_some())
        .min_by_key(|task| task.total_float);
    let why = held.or(open().next());
    let scope = match report.people {
        Some(_) => format!("{scope} --people"),
        None => scope,
    };
    let mut commands = Vec::new();
    if let Some(task) = why {
        commands.push(format!("crops plan{scope} --why {}", task.name));
    }
    commands.push(format!("crops plan{scope} -o plan.html"));
    commands
}

fn people_table(report: &PlanReport) -> Table {
    let axis = report.axis();
    let mut columns = vec![
        Column::new(Title::Mark),
        Column::new(Title::Task),
        Column::new(Title::Who).need(Need::Extra),
        Column::right(Title::Start),
        Column::right(Title::End),
        Column::right(Title::Duration),
    ];
    columns.push(Column::right(Title::TotalFloat));
    if report.direction == Direction::Backward {
        columns.push(Column::right(Title::EarlyStart).need(Need::Luxury));
    }
    columns.push(Column::new(Title::Mark).need(Need::Useful).axis(axis));
    let mut table = Table::new(columns);
    for task in &report.tasks {
        table.push(person_row(report, task, axis));
    }
    table
}

fn person_row(report: &PlanReport, task: &TaskLine, axis: Axis) -> Row {
    let shown = task.shown(report.direction);
    let is_point = task.work == WorkKind::Milestone;
    let day = match report.is_within_a_year() {
        true => Cell::NearDay,
        false => Cell::Day,
    };
    let mut cells = vec![
        Cell::Mark(mark(task)),
        match report.subject {
            Subject::OpenBriefs { .. } => Cell::BriefId(task.name.clone()),
            Subject::Campaign { .. } | Subject::Studio { .. } => Cell::id(&task.name),
        },
        who_cell(&task.who),
        Cell::some(shown.filter(|_| !is_point), |span| day(span.from)),
        Cell::some(shown, |span| day(span.to)),
        Cell::WorkingDays(task.duration),
        Cell::some(task.total_float, Cell::WorkingDays),
    ];
    if report.direction == Direction::Backward {
        let early = task.early.filter(|_| task.state == State::Ahead);
        cells.push(Cell::some(early, |span| day(span.from)));
    }
    let bar = shown.filter(|span| span.to >= axis.first).map(|span| Bar {
        from: span.from.max(axis.first),
        to: span.to,
        shape: if is_point { Shape::Point } else { Shape::Span },
    });
    cells.push(Cell::some(bar, Cell::Bar));
    Row::new(cells).tone(tone(task))
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

fn who_cell(who: &Who) -> Cell {
    match who {
        Who::Nobody => Cell::Empty,
        Who::People(people) => Cell::text(people.join(", ")),
        Who::Role(role) => Cell::text(role.clone()),
        Who::Party { name, .. } => Cell::text(name.clone()),
    }
}

fn machine_table(report: &PlanReport) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Task),
        Column::new(Title::Deliverable),
        Column::new(Title::Name),
        Column::new(Title::Who),
        Column::new(Title::State),
        Column::right(Title::Duration),
        Column::new(Title::EarlyStart),
        Column::new(Title::EarlyEnd),
        Column::new(Title::LateStart),
        Column::new(Title::LateEnd),
        Column::right(Title::TotalFloat),
        Column::right(Title::FreeFloat),
    ]);
    for task in &report.tasks {
        let real = |of: fn(crate::report::plan::Span) -> crate::model::Day| task.real.map(of);
        let (early, late) = (task.early, task.late);
        let day = |day: Option<crate::model::Day>| Cell::some(day, Cell::Day);
        let state = match task.state {
            State::Ahead => "ahead",
            State::UnderWay => "under-way",
            State::Done => "done",
        };
        table.push(Row::new(vec![
            Cell::id(&task.name),
            Cell::id(&task.item),
            Cell::some(task.title.clone(), Cell::Text),
            who_cell(&task.who),
            Cell::text(state),
            Cell::WorkingDays(task.duration),
            day(early.map(|span| span.from).or(real(|span| span.from))),
            day(early.map(|span| span.to).or(real(|span| span.to))),
            day(late.map(|span| span.from).or(real(|span| span.from))),
            day(late.map(|span| span.to).or(real(|span| span.to))),
            Cell::some(task.total_float, Cell::WorkingDays),
            Cell::some(task.free_float, Cell::WorkingDays),
        ]));
    }
    table
}

/// A chain is shown to its end, within reason.
const MOST_STEPS: usize = 60;

impl Show for WhyReport {
    fn kind(&self) -> Kind {
        Kind::PlanWhy
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(WhyView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::why_early(reader, self));
        for member in &self.crew {
            page.line(super::catalogue::people::member(reader, member));
        }
        if let Some(first) = self.early_steps.first() {
            off(reader, first, page);
        }
        for step in self.early_steps.iter().skip(1).take(MOST_STEPS) {
            page.line(format!("  {}", words::early_step(reader, step)));
            off(reader, step, page);
        }
        if self.late_steps.is_empty() || self.late.is_none() {
            return;
        }
        page.line(words::why_late(reader, self));
        for step in self.late_steps.iter().take(MOST_STEPS) {
            page.line(format!("  {}", words::late_step(reader, step)));
            off(reader, step, page);
        }
    }
}

fn off(reader: Reader, step: &crate::report::plan_why::WhyStep, page: &mut Page) {
    if let Some(days) = words::days_off(reader, step) {
        page.toned(Tone::Faint, format!("    {days}"));
    }
}
