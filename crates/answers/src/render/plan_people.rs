//! Answers: how is it shown who has how much, who is short and what else suffers?
//! Invariant: what cannot be done comes before the table; what is full, after it.

use super::catalogue::people as words;
use super::page::Page;
use crate::model::duration::Minutes;
use crate::report::plan_people::{LoadLine, PeopleFacts};
use crate::report::table::{Cell, Column, Need, Row, Table, Tone};
use crate::report::title::Title;
use std::collections::BTreeMap;

/// More lines of one kind are not shown; the JSON has them all.
const MOST_LINES: usize = 6;

/// Before the table: tasks without time, tasks without anybody.
pub(super) fn lacking(facts: &PeopleFacts, page: &mut Page) {
    let reader = page.reader();
    for line in facts.shortages.iter().take(MOST_LINES) {
        page.toned(Tone::Bad, format!("! {}", words::shortage(reader, line)));
    }
    for line in facts.unstaffed.iter().take(MOST_LINES) {
        page.toned(Tone::Caution, format!("! {}", words::unstaffed(reader, line)));
    }
}

/// What is proven of the plan, when that was asked.
pub(super) fn proof(facts: &PeopleFacts, page: &mut Page) {
    if let Some(proof) = &facts.proof {
        page.blank();
        page.line(words::proof(page.reader(), proof));
    }
}

/// After the table: overloads, conflicts, and everybody's hours.
pub(super) fn loads(facts: &PeopleFacts, page: &mut Page) {
    let reader = page.reader();
    if !facts.overloads.is_empty() || !facts.overdue.is_empty() {
        page.blank();
        page.line(words::overloads_title(reader));
        for line in facts.overdue.iter().take(MOST_LINES) {
            page.line(format!("  {}", words::overdue(reader, line)));
        }
        for line in facts.overloads.iter().take(MOST_LINES) {
            page.line(format!("  {}", words::overload(reader, line)));
        }
    }
    if !facts.conflicts.is_empty() {
        page.blank();
        page.line(words::conflicts_title(reader));
        for line in facts.conflicts.iter().take(MOST_LINES) {
            page.line(format!("  {}", words::conflict(reader, line)));
        }
    }
    if !facts.load.is_empty() {
        page.blank();
        page.line(words::load_title(reader));
        page.table(table(facts));
    }
}

fn table(facts: &PeopleFacts) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Who),
        Column::right(Title::Hours),
        Column::right(Title::OtherHours),
        Column::right(Title::FullestWeek),
        Column::right(Title::Filled),
        Column::new(Title::Trend).need(Need::Useful),
    ]);
    let mut people: BTreeMap<&str, Vec<&LoadLine>> = BTreeMap::new();
    for line in &facts.load {
        people.entry(&line.person).or_default().push(line);
    }
    for (person, weeks) in people {
        table.push(row(person, &weeks));
    }
    table
}

fn row(person: &str, weeks: &[&LoadLine]) -> Row {
    let sum = |of: fn(&LoadLine) -> i32| Minutes(weeks.iter().map(|week| of(week)).sum());
    let fullest = weeks
        .iter()
        .rev()
        .max_by(|one, other| filled(one).total_cmp(&filled(other)));
    Row::new(vec![
        Cell::id(person),
        Cell::Hours(sum(|week| week.asked.0)),
        Cell::Hours(sum(|week| week.planned.0 - week.asked.0)),
        Cell::some(fullest, |week| Cell::Day(week.monday)),
        Cell::some(fullest, |week| Cell::Percent(filled(week))),
        Cell::Trend(by_week(weeks)),
    ])
}

fn filled(week: &LoadLine) -> f64 {
    f64::from(week.planned.0) / f64::from(week.capacity.0.max(1))
}

/// The share of each week from the first to the last, weeks without work being empty; at most half a year.
fn by_week(weeks: &[&LoadLine]) -> Vec<Option<f64>> {
    let (Some(first), Some(last)) = (weeks.first(), weeks.last()) else {
        return Vec::new();
    };
    let mondays = first
        .monday
        .iter_weeks()
        .take_while(|monday| *monday <= last.monday)
        .take(26);
    let share = |monday| weeks.iter().find(|week| week.monday == monday).map(|week| filled(week));
    mondays.map(share).collect()
}
