//! Answers: how is a plan shown to people and machines?
//! Invariant: the verdict first, then the table, then what can be done; every number comes from the report.

use super::catalogue::Reader;
use super::catalogue::happened as happened_words;
use super::catalogue::people as people_words;
use super::catalogue::plan as words;
use super::look::Look;
use super::page::Page;
use super::plan_table::who_cell;
use super::show::Show;
use super::{gantt, plan_ics, plan_mermaid, plan_mspdi, plan_people, plan_table, text_layout};
use crate::report::failure::Failure;
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::plan::{PlanReport, State, Subject, Way, WayLine};
use crate::report::plan_people_ways::PeopleChange;
use crate::report::plan_view::PlanView;
use crate::report::plan_why::WhyReport;
use crate::report::plan_why_view::WhyView;
use crate::report::table::{Cell, Column, Row, Table, Tone};
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
        page.table(plan_table::people_table(self, reader));
        page.note(match &self.people {
            Some(people) => super::catalogue::people::legend(reader, people.placed),
            None => words::legend(reader, self.direction),
        });
        if text_layout::shows_bars(&page.look) {
            page.note(words::bars_legend(reader));
        }
        if self.chain_length.0 > 0 {
            page.blank();
            page.line(words::chain(reader, &self.chain, self.chain_length));
        }
        beside(self, page);
        page.next(next(self));
    }

    fn table(&self) -> Option<Table> {
        Some(machine_table(self))
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Html, Format::Svg, Format::Ics, Format::Mermaid, Format::Mspdi]
    }

    fn further(&self, format: Format, look: &Look, tried: &[String]) -> Result<String, Failure> {
        Ok(match format {
            Format::Html => gantt::page(self, look.reader, tried),
            Format::Ics => plan_ics::write(self, look.reader, tried),
            Format::Mermaid => plan_mermaid::write(self, look.reader, tried),
            Format::Mspdi => plan_mspdi::write(self, look.reader, tried),
            _ => gantt::svg(self, look.reader, tried),
        })
    }
}

/// What is said under the plan, on a page for a browser as well: what happened, ways out, who has how much.
pub(super) fn beside(report: &PlanReport, page: &mut Page) {
    let reader = page.reader();
    let happened = happened_words::lines(reader, &report.happened);
    if !happened.is_empty() {
        page.blank();
    }
    for (tone, said) in happened {
        page.toned(tone, said);
    }
    ways(report, reader, page);
    if let Some(people) = &report.people {
        plan_people::proof(people, page);
        plan_people::loads(people, page);
    }
}

fn ways(report: &PlanReport, reader: Reader, page: &mut Page) {
    if report.ways.is_empty() {
        return;
    }
    page.blank();
    page.line(words::ways_title(reader));
    let moves = |line: &&WayLine| matches!(line.way, Way::People(PeopleChange::MoveLaunch { .. }));
    let width = if report.ways.iter().any(|line| line.frees.0 > 0) {
        6
    } else {
        4
    };
    for line in &report.ways {
        let wins = match line.frees.0 {
            1.. => super::catalogue::numbers::hours(reader.lang, line.frees),
            _ => super::catalogue::numbers::signed(reader.lang, line.wins.as_days(), 1),
        };
        page.line(format!(
            "  {wins:>width$}  {}{}{}",
            words::way(reader, &line.way),
            still(line, reader),
            set(line)
        ));
    }
    let others = report.ways.iter().filter(|line| !moves(line)).count();
    if others > 0 && (report.people.is_none() || report.enough.is_some()) {
        page.line(words::enough(reader, report.enough, report.ways.len()));
    }
}

/// What is short even then, where work that finds somebody finds them late.
fn still(line: &WayLine, reader: Reader) -> String {
    match line.still {
        Some(still) if line.frees.0 > 0 && still.0 > 0 => people_words::still(reader, still),
        _ => String::new(),
    }
}

/// What to type to try it.
fn set(line: &WayLine) -> String {
    line.set.iter().fold(String::new(), |said, expression| {
        let gap = if said.is_empty() { "   " } else { " " };
        format!("{said}{gap}--set '{expression}'")
    })
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
        Column::new(Title::Start),
        Column::new(Title::End),
        Column::right(Title::Variants),
    ]);
    for task in &report.tasks {
        let real = |of: fn(crate::report::plan::Span) -> crate::model::Day| task.real.map(of);
        let (early, late) = (task.early, task.late);
        let shown = task.shown(report.direction);
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
            day(shown.map(|span| span.from)),
            day(shown.map(|span| span.to)),
            Cell::some(task.variants, |line| {
                Cell::Count(i64::try_from(line.count).unwrap_or(i64::MAX))
            }),
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
