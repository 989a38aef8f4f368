//! Answers: which rows and columns does a report have, before any format or language?
//! Invariant: a cell keeps its type until a writer writes it; every row has one cell per column.

use super::title::Title;
use crate::model::Day;
use crate::model::duration::{HalfDays, Length, Minutes};
use crate::model::money::Money;
use chrono::Weekday;

/// Rows under titled columns. No row: the writers say so or write the header alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub title: Title,
    pub align: Align,
    /// How much it is needed when the terminal is narrow.
    pub need: Need,
    /// The days that the bars of this column stand for; its header is then a scale.
    pub axis: Option<Axis>,
    pub ground: Ground,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Left,
    Right,
}

/// When a column is left out because the terminal is too narrow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Never.
    #[default]
    Always,
    /// Last.
    Useful,
    /// Before the useful ones.
    Extra,
    /// First.
    Luxury,
}

/// The days from the left to the right edge of a column of bars, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    pub first: Day,
    pub last: Day,
    /// Marked in the scale when it lies inside.
    pub target: Option<Day>,
}

impl Axis {
    /// From the Monday of its first week to the Sunday of its last one.
    pub fn whole_weeks(self) -> Self {
        Self {
            first: self.first.week(Weekday::Mon).checked_first_day().unwrap_or(self.first),
            last: self.last.week(Weekday::Mon).checked_last_day().unwrap_or(self.last),
            target: self.target,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// Colour of the whole row; never the only carrier of a meaning.
    pub tone: Tone,
}

/// What a colour would say. Words or marks say it as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Good,
    Bad,
    Caution,
    /// Less important than the rest.
    Faint,
    Strong,
}

/// One value of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing to say: `–` in text, empty in machine formats.
    Empty,
    /// A text of the data or of the catalogue; escaped by every writer.
    Text(String),
    /// What is typed in the next command: never broken over two lines.
    Id(String),
    /// What `--why` takes; its middle is left out where the bars beside it would have no room.
    Task(TaskName),
    /// A brief's id: where the table is too wide, the random part alone, which can be typed as well.
    BriefId(String),
    Day(Day),
    /// A day whose year goes without saying, as all others of its column are near today.
    NearDay(Day),
    /// `Tue 2`, under a heading that tells the week.
    Weekday(Day),
    /// A bare number: the column's title or the footer says that it counts working days.
    WorkingDays(HalfDays),
    /// Working or elapsed days, with its unit.
    Length(Length),
    Hours(Minutes),
    Count(i64),
    /// With so many decimals.
    Number(f64, u8),
    /// 0.87 is 87 %.
    Percent(f64),
    Money(Money),
    /// Only where there is room and a terminal; left out of machine formats.
    Bar(Bar),
    /// A small chart, one value a step from the oldest; `None` where there was no sample.
    Trend(Vec<Option<f64>>),
    /// A state with a mark: `✓`, and `yes` in machine formats.
    Mark(Mark),
}

/// What lies on the column's axis; later parts are painted over earlier ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    pub parts: Vec<BarPart>,
}

/// A stretch of days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BarPart {
    pub from: Day,
    pub to: Day,
    pub shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Work between two days.
    Work,
    /// Work that decides when all of it is ready.
    Weighty,
    Done,
    /// Days that work can slip.
    Float,
    /// Days kept on purpose.
    Margin,
    /// A milestone: one sign on its last day.
    Point,
}

/// What lies under the bars of all rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ground {
    pub today: Option<Day>,
    pub closed: Vec<Day>,
}

/// The name of a task, as it is typed, and what is said behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskName {
    pub name: String,
    /// `×7`; empty for nothing.
    pub note: String,
    /// Only where there is room anyway.
    pub aside: String,
}

/// A sign before or after a value, with a word for machine formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    None,
    Done,
    InProgress,
    Critical,
    Milestone,
    Met,
    Missed,
    Error,
    Warning,
}

pub const MARKS: [Mark; 9] = [
    Mark::None,
    Mark::Done,
    Mark::InProgress,
    Mark::Critical,
    Mark::Milestone,
    Mark::Met,
    Mark::Missed,
    Mark::Error,
    Mark::Warning,
];

impl Mark {
    /// Its stable English word in machine formats; empty for none.
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Done => "done",
            Self::InProgress => "in-progress",
            Self::Critical => "critical",
            Self::Milestone => "milestone",
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl Column {
    pub fn new(title: Title) -> Self {
        Self {
            title,
            align: Align::Left,
            need: Need::Always,
            axis: None,
            ground: Ground {
                today: None,
                closed: Vec::new(),
            },
        }
    }

    pub fn right(title: Title) -> Self {
        Self {
            align: Align::Right,
            ..Self::new(title)
        }
    }

    pub fn need(self, need: Need) -> Self {
        Self { need, ..self }
    }

    pub fn axis(self, axis: Axis) -> Self {
        Self {
            axis: Some(axis),
            ..self
        }
    }

    pub fn ground(self, ground: Ground) -> Self {
        Self { ground, ..self }
    }
}

impl Row {
    pub fn new(cells: Vec<Cell>) -> Self {
        Self {
            cells,
            tone: Tone::Plain,
        }
    }

    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

impl Table {
    pub fn new(columns: Vec<Column>) -> Self {
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row; cells that are missing are empty, cells without a column are dropped.
    pub fn push(&mut self, mut row: Row) {
        row.cells.resize(self.columns.len(), Cell::Empty);
        self.rows.push(row);
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn id(id: impl ToString) -> Self {
        Self::Id(id.to_string())
    }

    /// The cell that `make` makes of a value, or an empty one.
    pub fn some<T>(value: Option<T>, make: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, make)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_one_cell_per_column() {
        let mut table = Table::new(vec![Column::new(Title::Id), Column::right(Title::Sample)]);
        table.push(Row::new(vec![Cell::id("a")]));
        table.push(Row::new(vec![Cell::id("b"), Cell::Count(1), Cell::Count(2)]));
        assert!(table.rows.iter().all(|row| row.cells.len() == 2));
        assert_eq!(table.rows[0].cells[1], Cell::Empty);
    }
}
