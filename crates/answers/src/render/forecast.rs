//! Answers: how is a forecast shown to people and machines?
//! Invariant: the chance of the launch first, then each day, then what drives the risk and what it all rests on.

use super::catalogue::Reader;
use super::catalogue::forecast::{self as words, ForecastWord};
use super::page::Page;
use super::show::Show;
use crate::model::Day;
use crate::plan::forecast::calibrate::{Decile, Reliability};
use crate::report::forecast::{
    Apart, BacktestReport, Drawn, ForecastReport, LIKELY, TargetKind, TargetLine, target_code,
};
use crate::report::forecast_view::{BacktestView, ForecastView};
use crate::report::kind::Kind;
use crate::report::plan::Subject;
use crate::report::plan_diff::flag_of;
use crate::report::table::{Cell, Column, Mark, Need, Row, Table, Tone};
use crate::report::title::Title;

/// A person reads no more drivers of a risk; machines get all.
const MOST_DRIVERS: usize = 8;

impl Show for ForecastReport {
    fn kind(&self) -> Kind {
        Kind::Forecast
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(ForecastView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::headline(reader, self));
        if self.targets.is_empty() {
            return;
        }
        page.line(words::summary(reader, self));
        page.blank();
        page.table(targets(self, reader));
        page.note(words::say(reader, ForecastWord::Legend));
        if !self.drivers.is_empty() {
            page.blank();
            page.line(words::say(reader, ForecastWord::Drivers));
            page.table(drivers(self, reader));
        }
        if !self.grounds.is_empty() {
            page.blank();
            page.line(words::say(reader, ForecastWord::Grounds));
            page.table(grounds(self, reader));
        }
        page.next(next(self));
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new(vec![
            Column::new(Title::Type),
            Column::new(Title::Item),
            Column::new(Title::Name),
            Column::new(Title::Due),
            Column::right(Title::Chance),
            Column::new(Title::P50Day),
            Column::new(Title::P80Day),
            Column::new(Title::P95Day),
        ]);
        for target in &self.targets {
            let mut cells = vec![
                Cell::text(target_code(target.kind)),
                Cell::id(&target.name),
                Cell::some(target.title.clone(), Cell::Text),
                Cell::some(target.by, Cell::Day),
                Cell::some(target.chance, Cell::Percent),
            ];
            cells.extend(target.days.map(|day| Cell::some(day, Cell::Day)));
            table.push(Row::new(cells));
        }
        Some(table)
    }
}

fn next(report: &ForecastReport) -> Vec<String> {
    let scope = match &report.subject {
        Subject::Campaign { id, .. } => format!(" {id}"),
        Subject::OpenBriefs { .. } | Subject::Studio { .. } => String::new(),
    };
    let why = report.drivers.first();
    let why = why.map(|driver| format!("crops plan{scope}{} --why {}", flag_of(report.counted), driver.task));
    why.into_iter()
        .chain([format!("crops forecast{scope} --backtest")])
        .collect()
}

fn targets(report: &ForecastReport, reader: Reader) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Mark),
        Column::new(Title::Item),
        Column::right(Title::Due),
        Column::right(Title::Chance),
        Column::right(Title::P50Day).need(Need::Useful),
        Column::right(Title::P80Day),
        Column::right(Title::P95Day).need(Need::Extra),
    ]);
    let days = report
        .targets
        .iter()
        .flat_map(|target| target.days.into_iter().chain([target.by]));
    let is_near = days.flatten().all(|day| (day - reader.today).num_days().abs() <= 320);
    let day = |day: Option<Day>| Cell::some(day, if is_near { Cell::NearDay } else { Cell::Day });
    for target in &report.targets {
        let mut cells = vec![
            Cell::Mark(mark(target)),
            Cell::text(words::target(reader, target)),
            day(target.by),
            Cell::some(target.chance, |chance| Cell::text(words::chance(reader, chance))),
        ];
        cells.extend(target.days.map(day));
        table.push(Row::new(cells).tone(tone(target)));
    }
    table
}

fn mark(target: &TargetLine) -> Mark {
    match (target.chance, target.kind) {
        (Some(chance), _) if chance < LIKELY => Mark::Critical,
        (_, TargetKind::Launch | TargetKind::Anchor | TargetKind::Milestone) => Mark::Milestone,
        (_, TargetKind::Deliverable) => Mark::None,
    }
}

fn tone(target: &TargetLine) -> Tone {
    match target.chance {
        Some(chance) if chance < 0.5 => Tone::Bad,
        Some(chance) if chance < LIKELY => Tone::Caution,
        Some(_) | None => Tone::Plain,
    }
}

fn drivers(report: &ForecastReport, reader: Reader) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Task),
        Column::right(Title::Criticality),
        Column::right(Title::Planned),
        Column::right(Title::MeanDays).need(Need::Useful),
        Column::right(Title::P80Days),
    ]);
    for driver in report.drivers.iter().take(MOST_DRIVERS) {
        table.push(Row::new(vec![
            Cell::id(&driver.task),
            Cell::text(words::chance(reader, driver.critical)),
            Cell::WorkingDays(driver.planned),
            Cell::Number(driver.mean, 1),
            Cell::WorkingDays(driver.p80),
        ]));
    }
    table
}

fn grounds(report: &ForecastReport, reader: Reader) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Kind),
        Column::new(Title::Stage),
        Column::right(Title::Sample),
        Column::right(Title::P50Multiple).need(Need::Useful),
        Column::right(Title::P80Multiple).need(Need::Useful),
        Column::new(Title::Basis),
    ]);
    for ground in &report.grounds {
        table.push(Row::new(vec![
            Cell::id(ground.kind.as_str()),
            Cell::text(words::stage(reader, ground)),
            Cell::Count(ground.own as i64),
            Cell::some(ground.multiples, |multiples| Cell::Percent(multiples[0])),
            Cell::some(ground.multiples, |multiples| Cell::Percent(multiples[1])),
            Cell::text(words::basis(reader, ground)),
        ]));
    }
    table
}

impl Show for BacktestReport {
    fn kind(&self) -> Kind {
        Kind::ForecastBacktest
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(BacktestView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::calibration(reader, self));
        page.line(words::calibration_of(reader, self));
        if self.launches.forecasts + self.deliverables.forecasts == 0 {
            return;
        }
        page.blank();
        page.table(deciles(self, reader));
        page.note(words::say(reader, ForecastWord::BacktestLegend));
        page.blank();
        let Some(apart) = &self.apart else {
            page.line(words::say(reader, ForecastWord::NothingInCommon));
            return;
        };
        page.line(words::compared(reader, apart.common));
        page.blank();
        page.table(compared(self, apart, reader));
        page.note(words::say(reader, ForecastWord::ComparedLegend));
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new(vec![
            Column::new(Title::Type),
            Column::right(Title::Decile),
            Column::right(Title::Forecasts),
            Column::right(Title::Things),
            Column::right(Title::Given),
            Column::right(Title::Held),
            Column::right(Title::HeldShare),
        ]);
        for (kind, found) in kinds(self) {
            for (number, decile) in found.deciles.iter().enumerate() {
                table.push(Row::new(vec![
                    Cell::text(target_code(kind)),
                    Cell::Percent(number as f64 / 10.0),
                    Cell::Count(decile.forecasts as i64),
                    Cell::Count(decile.things as i64),
                    Cell::some((decile.forecasts > 0).then_some(decile.given), Cell::Percent),
                    Cell::Count(decile.held as i64),
                    Cell::some(decile.share(), Cell::Percent),
                ]));
            }
        }
        Some(table)
    }
}

fn kinds(report: &BacktestReport) -> [(TargetKind, &Reliability); 2] {
    [
        (TargetKind::Launch, &report.launches),
        (TargetKind::Deliverable, &report.deliverables),
    ]
}

/// A row for each decile in which anything was forecast.
fn deciles(report: &BacktestReport, reader: Reader) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Type),
        Column::new(Title::Given),
        Column::right(Title::HeldShare),
        Column::right(Title::Held),
        Column::right(Title::Forecasts),
        Column::right(Title::Things).need(Need::Useful),
    ]);
    for (kind, found) in kinds(report) {
        let some = found
            .deciles
            .iter()
            .enumerate()
            .filter(|(_, decile)| decile.forecasts > 0);
        for (number, decile) in some {
            table.push(decile_row(kind, number, decile, reader));
        }
    }
    table
}

/// What it brings that a month's work shares its luck: two rows for each kind of which anything was forecast.
fn compared(report: &BacktestReport, apart: &Apart, reader: Reader) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Type),
        Column::new(Title::Drawn),
        Column::right(Title::HeldShare),
        Column::right(Title::Given),
        Column::right(Title::Forecasts),
        Column::right(Title::Brier),
    ]);
    let both = [
        (TargetKind::Launch, [&report.launches, &apart.launches]),
        (TargetKind::Deliverable, [&report.deliverables, &apart.deliverables]),
    ];
    for (kind, found) in both {
        for (drawn, found) in [Drawn::Together, Drawn::Apart].into_iter().zip(found) {
            let around = &found.around_80;
            let given = (around.forecasts > 0).then_some(around.given);
            let row = Row::new(vec![
                Cell::text(words::plural(reader, kind)),
                Cell::text(words::drawn(reader, drawn)),
                Cell::some(around.share(), Cell::Percent),
                Cell::some(given, Cell::Percent),
                Cell::Count(around.forecasts as i64),
                Cell::some(found.brier, |brier| Cell::Number(brier, 3)),
            ]);
            if found.forecasts > 0 {
                table.push(row.tone(if around.is_enough() { Tone::Plain } else { Tone::Faint }));
            }
        }
    }
    table
}

fn decile_row(kind: TargetKind, number: usize, decile: &Decile, reader: Reader) -> Row {
    let row = Row::new(vec![
        Cell::text(words::plural(reader, kind)),
        Cell::text(words::decile(reader, number)),
        Cell::some(decile.share(), Cell::Percent),
        Cell::Count(decile.held as i64),
        Cell::Count(decile.forecasts as i64),
        Cell::Count(decile.things as i64),
    ]);
    row.tone(if decile.is_enough() { Tone::Plain } else { Tone::Faint })
}
