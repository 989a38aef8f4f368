//! Answers: how is a table drawn on a terminal or in a pipe?
//! Invariant: never wider than the terminal while columns can be left out or texts wrapped; days, numbers and ids stay whole.

use super::look::{Color, Look};
use super::text_layout::{INDENT, Layout, Shown, said};
use super::{bars, catalogue, cell, text};
use crate::report::table::{Align, Bar, Cell, Row, Table, Tone};
use comfy_table::presets::NOTHING;
use comfy_table::{Attribute, CellAlignment, ColumnConstraint, ContentArrangement, Width};

/// Lines of the table, with its header; no row gives no line.
pub fn lines(table: &Table, look: &Look) -> Vec<String> {
    if table.is_empty() {
        return Vec::new();
    }
    let layout = Layout::new(table, look);
    let header = header(table, &layout, look);
    drawn(table, &table.rows, Some(header), &layout, look)
}

/// The same with headings between the rows, under one header: each stands before the row of its place.
pub fn grouped(table: &Table, heads: &[(usize, String)], look: &Look) -> Vec<String> {
    let layout = Layout::new(table, look);
    let mut lines = drawn(table, &[], Some(header(table, &layout, look)), &layout, look);
    let ends = heads.iter().skip(1).map(|(at, _)| *at).chain([table.rows.len()]);
    for ((at, head), end) in heads.iter().zip(ends) {
        text::sentence(head, Tone::Strong, look, &mut lines);
        let rows = table.rows.get(*at..end).unwrap_or_default();
        lines.extend(drawn(table, rows, None, &layout, look));
    }
    lines
}

fn drawn(
    table: &Table,
    rows: &[Row],
    header: Option<Vec<comfy_table::Cell>>,
    layout: &Layout,
    look: &Look,
) -> Vec<String> {
    if layout.columns.is_empty() {
        return Vec::new();
    }
    let mut drawn = comfy_table::Table::new();
    drawn
        .load_style(NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .force_no_tty();
    if look.color == Color::On {
        drawn.enforce_styling();
    }
    if let Some(header) = header {
        drawn.set_header(header);
    }
    let grounds = grounds(table, layout);
    for row in rows {
        drawn.add_row(cells(table, row, layout, &grounds, look));
    }
    let last = layout.columns.len() - 1;
    for (place, column) in layout.columns.iter().enumerate() {
        let gap = if place == last { 0 } else { column.gap };
        if let Some(shape) = drawn.column_mut(place) {
            shape.set_padding((0, gap as u16));
            shape.set_constraint(ColumnConstraint::Absolute(Width::Fixed((column.width + gap) as u16)));
        }
    }
    let indent = " ".repeat(INDENT);
    drawn
        .lines()
        .map(|line| format!("{indent}{}", line.trim_end()))
        .collect()
}

fn header(table: &Table, layout: &Layout, look: &Look) -> Vec<comfy_table::Cell> {
    let has_scale = layout
        .columns
        .iter()
        .any(|shown| table.columns[shown.at].axis.is_some());
    let titles = layout.columns.iter().map(|shown| {
        let column = &table.columns[shown.at];
        let text = match column.axis {
            Some(axis) => bars::scale(axis, shown.width, look.lang()).join("\n"),
            // A scale has two lines: the titles stand on the lower one.
            None if has_scale => format!("\n{}", catalogue::title(look.lang(), column.title)),
            None => catalogue::title(look.lang(), column.title).to_owned(),
        };
        toned(aligned(comfy_table::Cell::new_owned(text), column.align), Tone::Faint)
    });
    titles.collect()
}

/// Under the bars of each column; empty where a column has none.
fn grounds(table: &Table, layout: &Layout) -> Vec<Vec<char>> {
    let ground = |shown: &Shown| {
        let column = &table.columns[shown.at];
        column
            .axis
            .map_or_else(Vec::new, |axis| bars::ground(axis, &column.ground, shown.width))
    };
    layout.columns.iter().map(ground).collect()
}

fn cells(table: &Table, row: &Row, layout: &Layout, grounds: &[Vec<char>], look: &Look) -> Vec<comfy_table::Cell> {
    let drawn = layout.columns.iter().zip(grounds).map(|(shown, ground)| {
        let column = &table.columns[shown.at];
        let value = row.cells.get(shown.at).unwrap_or(&Cell::Empty);
        let text = match (value, column.axis) {
            (Cell::Bar(bar), Some(axis)) => bars::draw(axis, bar, ground),
            (Cell::Empty, Some(axis)) => bars::draw(axis, &Bar::default(), ground),
            (Cell::Task(task), None) => cell::short_task_name(task, shown.width),
            _ => said(value, layout.ids, look),
        };
        toned(aligned(comfy_table::Cell::new_owned(text), column.align), row.tone)
    });
    drawn.collect()
}

fn aligned(cell: comfy_table::Cell, align: Align) -> comfy_table::Cell {
    match align {
        Align::Left => cell,
        Align::Right => cell.set_alignment(CellAlignment::Right),
    }
}

fn toned(cell: comfy_table::Cell, tone: Tone) -> comfy_table::Cell {
    match tone {
        Tone::Plain => cell,
        Tone::Good => cell.fg(comfy_table::Color::DarkGreen),
        Tone::Bad => cell.fg(comfy_table::Color::DarkRed),
        Tone::Caution => cell.fg(comfy_table::Color::DarkYellow),
        Tone::Faint => cell.add_attribute(Attribute::Dim),
        Tone::Strong => cell.add_attribute(Attribute::Bold),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;
    use crate::model::duration::HalfDays;
    use crate::render::catalogue::{Lang, Reader};
    use crate::render::look::Bars;
    use crate::report::table::{Axis, BarPart, Column, Mark, Need, Shape};
    use crate::report::title::Title;
    use unicode_width::UnicodeWidthStr;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn look(width: Option<usize>) -> Look {
        Look {
            width,
            ..Look::plain(Reader {
                lang: Lang::Fr,
                today: day("2026-11-20"),
            })
        }
    }

    fn plan() -> Table {
        let axis = Axis {
            first: day("2026-11-30"),
            last: day("2027-01-17"),
            target: None,
        };
        let mut table = Table::new(vec![
            Column::new(Title::Mark),
            Column::new(Title::Task),
            Column::new(Title::Who).need(Need::Useful),
            Column::new(Title::Name).need(Need::Luxury),
            Column::right(Title::Start),
            Column::right(Title::End).need(Need::Extra),
            Column::right(Title::Duration),
            Column::right(Title::TotalFloat),
            Column::new(Title::Trend).need(Need::Extra).axis(axis),
        ]);
        for (mark, task, who, name, start, end, wd, float) in [
            (
                Mark::Done,
                "media-plan",
                "omar",
                "Plan média",
                "2026-11-30",
                "2026-12-03",
                8,
                12,
            ),
            (
                Mark::Critical,
                "hero-film.production",
                "léa",
                "Film héros 30 s, version longue avec l’équipe",
                "2027-01-01",
                "2027-01-12",
                16,
                0,
            ),
        ] {
            let bar = Bar {
                parts: vec![BarPart {
                    from: day(start),
                    to: day(end),
                    shape: Shape::Weighty,
                }],
            };
            table.push(Row::new(vec![
                Cell::Mark(mark),
                Cell::id(task),
                Cell::text(who),
                Cell::text(name),
                Cell::Day(day(start)),
                Cell::Day(day(end)),
                Cell::WorkingDays(HalfDays(wd)),
                Cell::WorkingDays(HalfDays(float)),
                Cell::Bar(bar),
            ]));
        }
        table
    }

    #[test]
    fn a_table_is_never_wider_than_its_terminal() {
        for width in 56..=200 {
            let mut look = look(Some(width));
            look.bars = Bars::Shown;
            for line in lines(&plan(), &look) {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn days_and_ids_are_never_broken() {
        for width in 50..=120 {
            let text = lines(&plan(), &look(Some(width))).join("\n");
            for whole in ["hero-film.production", "1er janv. 2027", "30 nov."] {
                assert!(text.contains(whole), "{width}: {text}");
            }
        }
    }

    #[test]
    fn a_pipe_gets_everything_but_the_bars() {
        insta::assert_snapshot!(lines(&plan(), &look(None)).join("\n"), @"
          Tâche                 Qui   Titre                                                   Début            Fin  j. o.  marge
        ✓ media-plan            omar  Plan média                                            30 nov.         3 déc.      4      6
        ! hero-film.production  léa   Film héros 30 s, version longue avec l’équipe  1er janv. 2027  12 janv. 2027      8      0
        ");
    }

    #[test]
    fn eighty_columns_show_bars_where_there_is_room() {
        let mut look = look(Some(100));
        look.bars = Bars::Shown;
        insta::assert_snapshot!(lines(&plan(), &look).join("\n"), @"
                                                                                   déc.           janv.
          Tâche                 Qui            Début            Fin  j. o.  marge  30·07·14·21··28·04·11··
        ✓ media-plan            omar         30 nov.         3 déc.      4      6  █
        ! hero-film.production  léa   1er janv. 2027  12 janv. 2027      8      0                 █████
        ");
    }

    #[test]
    fn a_narrow_terminal_drops_the_least_needed_first() {
        insta::assert_snapshot!(lines(&plan(), &look(Some(50))).join("\n"), @"
          Tâche                          Début  j. o.  marge
        ✓ media-plan                   30 nov.      4      6
        ! hero-film.production  1er janv. 2027      8      0
        ");
    }

    #[test]
    fn hostile_names_stay_on_their_line() {
        let mut table = Table::new(vec![Column::new(Title::Name), Column::right(Title::Sample)]);
        table.push(Row::new(vec![Cell::text("\u{1b}[2Jevil\u{202e}\nx"), Cell::Count(1)]));
        table.push(Row::new(vec![Cell::text("日本語 é"), Cell::Count(12)]));
        insta::assert_snapshot!(lines(&table, &look(None)).join("\n"), @r#"
        Titre                      n
        \u{1b}[2Jevil\u{202e}\nx   1
        日本語 é                  12
        "#);
    }
}
