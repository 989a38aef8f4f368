//! Answers: how are sprints shown to people and machines?
//! Invariant: the verdict first; goals, what is carried over, then who has how much.

use super::catalogue::sprints as words;
use super::look::Look;
use super::page::Page;
use super::show::Show;
use super::sprints_svg;
use crate::model::duration::Minutes;
use crate::plan::sprints::SprintDoer;
use crate::report::failure::Failure;
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::sprints::{
    AskedSprints, GoalOfSprint, LoadOfSprint, Sprint, SprintsReport, SprintsView, state_code,
};
use crate::report::table::{Cell, Column, Mark, Need, Row, Table, Tone};
use crate::report::title::Title;

impl Show for SprintsReport {
    fn kind(&self) -> Kind {
        Kind::Sprints
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(SprintsView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        match (self.asked, self.sprints.as_slice()) {
            (AskedSprints::One, [sprint]) => one(sprint, page),
            (AskedSprints::One | AskedSprints::All, _) => {
                page.table(overview(self));
                page.note(words::legend(reader));
            }
        }
        let campaign = self
            .campaign
            .as_ref()
            .map_or_else(String::new, |(id, _)| format!(" --campaign {id}"));
        page.next(match self.asked {
            AskedSprints::All => [
                format!("crops sprint{campaign}"),
                format!("crops sprint next{campaign}"),
            ],
            AskedSprints::One => {
                let plan = self
                    .campaign
                    .as_ref()
                    .map_or_else(String::new, |(id, _)| format!(" {id}"));
                [
                    format!("crops plan{plan} --sprints"),
                    format!("crops sprint next{campaign}"),
                ]
            }
        });
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Svg]
    }

    fn further(&self, _format: Format, look: &Look, tried: &[String]) -> Result<String, Failure> {
        Ok(sprints_svg::draw(self, look.reader, tried))
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new(MACHINE.map(Column::new).into());
        for sprint in &self.sprints {
            let begun = |part: &str| {
                let state = Cell::text(state_code(sprint, self.today));
                vec![
                    Cell::Count(sprint.number),
                    Cell::Day(sprint.from),
                    Cell::Day(sprint.to),
                    state,
                    Cell::text(part),
                ]
            };
            for (part, goals) in [("goal", &sprint.goals), ("carry-over", &sprint.carried)] {
                for goal in goals {
                    let mut cells = begun(part);
                    cells.extend([
                        Cell::id(&goal.task),
                        Cell::text(who(&goal.doers)),
                        Cell::Day(goal.end),
                        Cell::some(goal.forecast, Cell::Day),
                        Cell::text(if goal.done { "yes" } else { "no" }),
                        Cell::some(goal.float, Cell::WorkingDays),
                    ]);
                    table.push(Row::new(cells));
                }
            }
            for load in &sprint.load {
                let mut cells = begun("load");
                cells.extend([
                    Cell::Empty,
                    Cell::text(name(&load.doer)),
                    Cell::Empty,
                    Cell::Empty,
                    Cell::Empty,
                    Cell::Empty,
                ]);
                cells.extend([minutes(load.minutes), Cell::some(load.capacity, minutes)]);
                table.push(Row::new(cells));
            }
        }
        Some(table)
    }
}

const MACHINE: [Title; 13] = [
    Title::Sprint,
    Title::From,
    Title::To,
    Title::State,
    Title::Part,
    Title::Task,
    Title::Who,
    Title::End,
    Title::ForecastAfter,
    Title::Done,
    Title::TotalFloat,
    Title::PlannedHours,
    Title::AvailableHours,
];

fn minutes(minutes: i64) -> Cell {
    Cell::Hours(Minutes(i32::try_from(minutes).unwrap_or(i32::MAX)))
}

pub(super) fn name(doer: &SprintDoer) -> String {
    match doer {
        SprintDoer::Person(name) | SprintDoer::Role(name) | SprintDoer::Party(name) => name.clone(),
    }
}

fn who(doers: &[SprintDoer]) -> String {
    doers.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn overview(report: &SprintsReport) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Mark),
        Column::right(Title::Sprint),
        Column::right(Title::Start),
        Column::right(Title::End),
        Column::right(Title::Goals),
        Column::right(Title::Done),
        Column::right(Title::CarryOver),
        Column::right(Title::AtRisk),
        Column::right(Title::PlannedHours).need(Need::Useful),
        Column::right(Title::AvailableHours).need(Need::Useful),
    ]);
    for sprint in &report.sprints {
        let (planned, available) = sprint.people();
        let current = state_code(sprint, report.today) == "current";
        let count = |count: usize| Cell::Count(count as i64);
        let too_much = sprint.load.iter().any(LoadOfSprint::is_too_much);
        table.push(
            Row::new(vec![
                Cell::Mark(if current { Mark::InProgress } else { Mark::None }),
                Cell::Count(sprint.number),
                Cell::Day(sprint.from),
                Cell::Day(sprint.to),
                count(sprint.goals.len()),
                count(sprint.done()),
                count(sprint.carried.len()),
                count(sprint.at_risk()),
                minutes(planned),
                minutes(available),
            ])
            .tone(if sprint.at_risk() > 0 || too_much {
                Tone::Caution
            } else {
                Tone::Plain
            }),
        );
    }
    table
}

fn one(sprint: &Sprint, page: &mut Page) {
    let reader = page.reader();
    for (title, goals) in [
        (words::Part::Goals, &sprint.goals),
        (words::Part::CarriedOver, &sprint.carried),
    ] {
        if goals.is_empty() {
            continue;
        }
        page.blank();
        page.toned(Tone::Strong, words::part(reader, title));
        page.table(goals_table(goals));
    }
    if sprint.load.is_empty() {
        return;
    }
    page.blank();
    page.toned(Tone::Strong, words::part(reader, words::Part::Load));
    let mut table = Table::new(vec![
        Column::new(Title::Mark),
        Column::new(Title::Who),
        Column::right(Title::PlannedHours),
        Column::right(Title::AvailableHours),
    ]);
    for load in &sprint.load {
        let mark = if load.is_too_much() { Mark::Warning } else { Mark::None };
        let row = Row::new(vec![
            Cell::Mark(mark),
            Cell::text(name(&load.doer)),
            minutes(load.minutes),
            Cell::some(load.capacity, minutes),
        ]);
        table.push(row.tone(if load.is_too_much() { Tone::Bad } else { Tone::Plain }));
    }
    page.table(table);
    page.note(words::legend(reader));
}

fn goals_table(goals: &[GoalOfSprint]) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Mark),
        Column::new(Title::Task),
        Column::new(Title::Who).need(Need::Useful),
        Column::right(Title::End),
        Column::right(Title::ForecastAfter),
        Column::right(Title::TotalFloat),
    ]);
    for goal in goals {
        let (mark, tone) = match (goal.done, goal.is_at_risk()) {
            (true, _) => (Mark::Done, Tone::Faint),
            (false, true) => (Mark::Critical, Tone::Caution),
            (false, false) => (Mark::None, Tone::Plain),
        };
        let row = Row::new(vec![
            Cell::Mark(mark),
            Cell::id(&goal.task),
            Cell::text(who(&goal.doers)),
            Cell::Day(goal.end),
            Cell::some(goal.forecast, Cell::Day),
            Cell::some(goal.float, Cell::WorkingDays),
        ]);
        table.push(row.tone(tone));
    }
    table
}
