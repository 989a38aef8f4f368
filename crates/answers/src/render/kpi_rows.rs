//! Answers: which rows does a KPI report have for a spreadsheet?
//! Invariant: one row a line, numbers as numbers.

use super::kpi::{is_whole, mark};
use crate::report::kpi::KpiReport;
use crate::report::kpi_codes::unit_code;
use crate::report::table::{Cell, Column, Row, Table};
use crate::report::title::Title;

pub(super) fn plain_rows(report: &KpiReport) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Kpi),
        Column::new(Title::Group),
        Column::new(Title::Unit),
        Column::right(Title::Value),
        Column::right(Title::P85),
        Column::right(Title::Mean),
        Column::right(Title::Sample),
        Column::right(Title::Previous),
        Column::new(Title::Met),
        Column::right(Title::Compared),
    ]);
    for line in &report.lines {
        let number = |value: Option<f64>| Cell::some(value, |value| Cell::Number(value, 4));
        let goal = line.goals.iter().find(|goal| is_whole(goal));
        table.push(Row::new(vec![
            Cell::id(line.kpi.id.as_str()),
            Cell::some(line.group.as_ref(), Cell::text),
            Cell::id(unit_code(line.kpi.unit)),
            number(line.reading.main),
            number(line.reading.figure.map(|figure| figure.p85)),
            number(line.reading.figure.map(|figure| figure.mean)),
            Cell::Count(line.reading.count() as i64),
            number(line.before.main),
            Cell::some(goal, |goal| Cell::Mark(mark(goal))),
            number(line.compared().main),
        ]));
    }
    table
}
