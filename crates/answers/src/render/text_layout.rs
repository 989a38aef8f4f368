//! Answers: which columns of a table does a terminal have room for, and how wide is each?
//! Invariant: what is needed least goes first; no day, number or id is broken.

use super::look::{Bars, Look};
use super::{catalogue, cell};
use crate::model::id::BriefId;
use crate::report::table::{Cell, Need, Table};
use crate::report::title::Title;
use unicode_width::UnicodeWidthStr;

/// Spaces before a table and between its columns.
pub(super) const INDENT: usize = 2;
const GAP: usize = 2;
/// A text is wrapped to this width before a column is left out.
const NARROWEST_TEXT: usize = 18;
/// A longer word is broken.
const LONGEST_WORD: usize = 40;
/// The middle of a longer task is left out before the bars are.
const NARROWEST_TASK: usize = 24;
const NARROWEST_BARS: usize = 12;
/// Columns that are needed less go before bars become narrower than this.
const GOOD_BARS: usize = 20;
const WIDEST_BARS: usize = 60;
/// Below this width all but the needed columns go.
const NARROW_TERMINAL: usize = 60;

/// Whether a column of bars may be shown at all.
pub fn shows_bars(look: &Look) -> bool {
    look.bars == Bars::Shown && look.width.is_none_or(|width| width >= NARROW_TERMINAL)
}

/// The columns that are shown and how wide each is.
pub(super) struct Layout {
    pub columns: Vec<Shown>,
    pub ids: Ids,
}

/// Whether briefs are named by their whole ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ids {
    Whole,
    /// By what is enough to type.
    Short,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    /// Place in the table.
    pub at: usize,
    pub width: usize,
    /// The narrowest it may become.
    least: usize,
    /// The narrowest it may become when no column can be left out any more: no word is broken.
    floor: usize,
    /// As narrow as short bars, and as names whose middle is left out.
    short: usize,
    /// Spaces after it.
    pub gap: usize,
    need: Need,
}

impl Layout {
    pub fn new(table: &Table, look: &Look) -> Self {
        let whole = columns(table, Ids::Whole, look);
        let Some(width) = look.width else {
            return Self {
                columns: whole,
                ids: Ids::Whole,
            };
        };
        let room = width.saturating_sub(INDENT);
        let (mut columns, ids) = match total(&whole, |column| column.least) > room {
            true => (columns(table, Ids::Short, look), Ids::Short),
            false => (whole, Ids::Whole),
        };
        if width < NARROW_TERMINAL {
            columns.retain(|column| column.need < Need::Luxury && table.columns[column.at].axis.is_none());
        }
        while total(&columns, |column| column.least) > room {
            let Some(at) = least_needed(&columns) else { break };
            // Narrower bars first, then shorter names, before the bars are left out.
            let is_bars = |column: &Shown| table.columns[column.at].axis.is_some();
            let is_last = columns[at].need == Need::Useful;
            if is_last && shorten(&mut columns, is_bars) == Shortened::Some {
                continue;
            }
            if is_last && shorten(&mut columns, |column| !is_bars(column)) == Shortened::Some {
                continue;
            }
            columns.remove(at);
        }
        if total(&columns, |column| column.least) > room {
            for column in &mut columns {
                column.least = column.floor;
            }
        }
        shrink(&mut columns, room);
        grow_bars(table, &mut columns, room);
        Self { columns, ids }
    }
}

fn columns(table: &Table, ids: Ids, look: &Look) -> Vec<Shown> {
    (0..table.columns.len())
        .filter(|at| table.columns[*at].axis.is_none() || look.bars == Bars::Shown)
        .map(|at| Shown::new(table, at, ids, look))
        .collect()
}

/// The words of a cell.
pub(super) fn said(value: &Cell, ids: Ids, look: &Look) -> String {
    let short = match (value, ids) {
        (Cell::BriefId(id), Ids::Short) => short_name(id),
        _ => None,
    };
    short.unwrap_or_else(|| cell::text(value, look.reader))
}

/// `tcf83m` of `film-tcf83m`, and `tcf83m.production` of a task of it.
fn short_name(name: &str) -> Option<String> {
    let (id, task) = name.split_once('.').map_or((name, None), |(id, task)| (id, Some(task)));
    let id = BriefId::new(id)?;
    let short = id.random_part()?;
    Some(match task {
        Some(task) => format!("{short}.{task}"),
        None => short.to_owned(),
    })
}

impl Shown {
    fn new(table: &Table, at: usize, ids: Ids, look: &Look) -> Self {
        let column = &table.columns[at];
        if column.axis.is_some() {
            return Self {
                at,
                width: GOOD_BARS,
                least: GOOD_BARS,
                floor: NARROWEST_BARS,
                short: NARROWEST_BARS,
                gap: GAP,
                need: column.need,
            };
        }
        let values = || table.rows.iter().filter_map(|row| row.cells.get(at));
        let title = catalogue::title(look.lang(), column.title).width();
        let natural = |cells: &mut dyn Iterator<Item = &Cell>| {
            cells.map(|value| said(value, ids, look).width()).max().unwrap_or(0)
        };
        let whole = natural(&mut values().filter(|value| !matches!(value, Cell::Text(_))));
        let width = natural(&mut values()).max(title).max(1);
        let word = values()
            .map(|value| longest_word(&said(value, ids, look)))
            .max()
            .unwrap_or(0)
            .min(LONGEST_WORD);
        let floor = whole.max(word).max(title);
        let least = width.min(NARROWEST_TEXT).max(floor);
        let has_tasks = values().any(|value| matches!(value, Cell::Task(_)));
        let short = if has_tasks { least.min(NARROWEST_TASK) } else { least };
        Self {
            at,
            width,
            least,
            floor: if has_tasks { short } else { floor },
            short,
            // A mark belongs to what follows it.
            gap: if column.title == Title::Mark { 1 } else { GAP },
            need: column.need,
        }
    }
}

/// Words are broken only when they are longer than any id should be.
fn longest_word(text: &str) -> usize {
    text.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0)
}

fn total(columns: &[Shown], width: impl Fn(&Shown) -> usize) -> usize {
    let gaps = columns.iter().map(|column| column.gap).sum::<usize>();
    let last = columns.last().map_or(0, |column| column.gap);
    columns.iter().map(width).sum::<usize>() + gaps - last
}

/// The last of the least needed columns; `None` when all are needed.
fn least_needed(columns: &[Shown]) -> Option<usize> {
    let need = columns.iter().map(|column| column.need).max()?;
    if need == Need::Always {
        return None;
    }
    columns.iter().rposition(|column| column.need == need)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shortened {
    None,
    Some,
}

/// Lets some columns be as narrow as they may be.
fn shorten(columns: &mut [Shown], which: impl Fn(&Shown) -> bool) -> Shortened {
    let mut done = Shortened::None;
    for column in columns
        .iter_mut()
        .filter(|column| column.short < column.least && which(column))
    {
        column.least = column.short;
        done = Shortened::Some;
    }
    done
}

/// Takes from the widest texts until the table fits or none can give more.
fn shrink(columns: &mut [Shown], room: usize) {
    let mut excess = total(columns, |column| column.width).saturating_sub(room);
    while excess > 0 {
        let widest = columns
            .iter_mut()
            .filter(|column| column.width > column.least)
            .max_by_key(|column| column.width);
        let Some(column) = widest else { break };
        column.width -= 1;
        excess -= 1;
    }
}

/// Gives what is left to the bars.
fn grow_bars(table: &Table, columns: &mut [Shown], room: usize) {
    let left = room.saturating_sub(total(columns, |column| column.width));
    if let Some(column) = columns
        .iter_mut()
        .find(|column| table.columns[column.at].axis.is_some())
    {
        column.width = (column.width + left).min(WIDEST_BARS);
    }
}
