//! Answers: how is the forecast launch from week to week shown to people and machines?
//! Invariant: the verdict first, then a row a week; the picture says the same as the table.

use super::catalogue::numbers::signed;
use super::catalogue::plan_slip as words;
use super::look::Look;
use super::page::Page;
use super::plan_slip_svg;
use super::show::Show;
use crate::model::duration::HalfDays;
use crate::plan::compare::Standing;
use crate::report::failure::Failure;
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::plan_diff::flag_of;
use crate::report::plan_slip::{SlipLine, SlipReport};
use crate::report::plan_slip_view::{PlanSlipView, week_code};
use crate::report::table::{Cell, Column, Mark, Need, Row, Table, Tone};
use crate::report::title::Title;

impl Show for SlipReport {
    fn kind(&self) -> Kind {
        Kind::PlanSlip
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(PlanSlipView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        for line in &self.lines {
            if self.lines.len() > 1 {
                page.blank();
                page.toned(Tone::Strong, words::line(reader, line));
            }
            page.table(people_table(page, line));
        }
        if let [line, ..] = self.lines.as_slice() {
            page.note(words::legend(reader, self));
            let id = &line.campaign;
            let people = flag_of(self.counted);
            page.next([
                format!("crops plan {id} --slip{people} -o slip.svg"),
                format!("crops plan diff main~20 {id}{people}"),
            ]);
        }
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new(MACHINE.map(Column::new).into());
        for line in &self.lines {
            for (week, moved) in line.weeks.iter().zip(line.moves()) {
                let (outlook, standing) = (week.outlook, week.outlook.standing);
                let days = |of: fn(Standing) -> HalfDays| Cell::some(standing.map(of), Cell::WorkingDays);
                table.push(Row::new(vec![
                    Cell::id(&line.campaign),
                    Cell::text(week_code(week.day)),
                    Cell::Day(week.day),
                    Cell::some(week.commit.as_ref(), Cell::id),
                    Cell::some(outlook.launch, Cell::Day),
                    Cell::some(outlook.earliest, Cell::Day),
                    Cell::some(outlook.forecast(), Cell::Day),
                    Cell::some(moved, Cell::Count),
                    days(|standing| standing.spare),
                    days(|standing| standing.margin_used),
                    days(|standing| standing.short),
                ]));
            }
        }
        Some(table)
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Svg]
    }

    fn further(&self, _format: Format, look: &Look, _tried: &[String]) -> Result<String, Failure> {
        Ok(plan_slip_svg::draw(self, look.reader))
    }
}

const MACHINE: [Title; 11] = [
    Title::Campaign,
    Title::Week,
    Title::Day,
    Title::Commit,
    Title::Launch,
    Title::EarliestLaunch,
    Title::ForecastLaunch,
    Title::MovedDays,
    Title::Spare,
    Title::MarginUsed,
    Title::Short,
];

fn people_table(page: &Page, line: &SlipLine) -> Table {
    let reader = page.reader();
    let mut table = Table::new(vec![
        Column::new(Title::Mark),
        Column::new(Title::Week),
        Column::right(Title::ForecastLaunch),
        Column::right(Title::MovedDays),
        Column::right(Title::EarliestLaunch).need(Need::Useful),
        Column::right(Title::Launch).need(Need::Useful),
        Column::new(Title::TotalFloat),
    ]);
    for (week, moved) in line.weeks.iter().zip(line.moves()) {
        let outlook = week.outlook;
        let late = outlook.is_late() || outlook.lacking().0 > 0;
        let cells = vec![
            Cell::Mark(if late { Mark::Critical } else { Mark::None }),
            Cell::text(words::week(reader, week.day)),
            Cell::some(outlook.forecast(), Cell::Day),
            Cell::some(moved, |days| Cell::text(signed(reader.lang, days as f64, 0))),
            Cell::some(outlook.earliest, Cell::Day),
            Cell::some(outlook.launch, Cell::Day),
            Cell::some(outlook.standing, |standing| {
                Cell::text(words::standing(reader, standing))
            }),
        ];
        table.push(Row::new(cells).tone(if late { Tone::Bad } else { Tone::Plain }));
    }
    table
}
