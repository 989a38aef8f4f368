//! Answers: how is a table written as a workbook?
//! Invariant: days are days and numbers numbers; a text of the data is never a formula; the same input gives the same bytes.
//! Source: ECMA-376, Office Open XML.

use super::catalogue::{self, Reader};
use super::csv::kept_columns;
use super::{cell, escape};
use crate::model::Day;
use crate::model::duration::Length;
use crate::report::table::{Cell, Table};
use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// What a cell of a workbook can hold.
const LONGEST_TEXT: usize = 32_767;
/// Letters of the widest column.
const WIDEST: usize = 48;

/// One sheet: titles that stay in sight, a filter, columns as wide as they need.
///
/// # Errors
/// With more rows than a sheet can have.
pub fn table(table: &Table, reader: Reader, name: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&instant(reader.today)?));
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    let kept = kept_columns(&table.columns);
    let titles = Format::new()
        .set_bold()
        .set_align(FormatAlign::Top)
        .set_text_wrap()
        .set_background_color("#EEF1F5");
    for (column, place) in (0_u16..).zip(&kept) {
        let title = catalogue::whole_title(reader.lang, table.columns[*place].title);
        sheet.write_string_with_format(0, column, title, &titles)?;
        let widths = table.rows.iter().filter_map(|row| row.cells.get(*place));
        let widest = widths.map(|value| shown_width(value, reader)).max().unwrap_or(0);
        let width = widest.max(longest_word(title)).min(WIDEST);
        sheet.set_column_width(column, width as f64 + 2.0)?;
        for (line, row) in (1_u32..).zip(&table.rows) {
            write(sheet, (line, column), row.cells.get(*place).unwrap_or(&Cell::Empty))?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    if let (Some(last), false) = (kept.len().checked_sub(1), table.rows.is_empty()) {
        sheet.autofilter(0, 0, table.rows.len() as u32, last as u16)?;
    }
    book.save_to_buffer()
}

fn longest_word(title: &str) -> usize {
    title.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0)
}

fn shown_width(value: &Cell, reader: Reader) -> usize {
    match value {
        Cell::Empty => 0,
        Cell::Day(_) | Cell::NearDay(_) | Cell::Weekday(_) => 10,
        _ => cell::text(value, reader)
            .lines()
            .map(UnicodeWidthStr::width)
            .max()
            .unwrap_or(0),
    }
}

fn write(sheet: &mut Worksheet, (row, column): (u32, u16), value: &Cell) -> Result<(), XlsxError> {
    let number = |format: &str| Format::new().set_num_format(format);
    let written = match value {
        Cell::Empty | Cell::Bar(_) => return Ok(()),
        Cell::Day(day) | Cell::NearDay(day) | Cell::Weekday(day) => match instant(*day) {
            Ok(day) => sheet.write_datetime_with_format(row, column, &day, &number("yyyy-mm-dd")),
            // A workbook knows no day before 1900.
            Err(_) => sheet.write_string(row, column, day.to_string()),
        },
        Cell::WorkingDays(days) | Cell::Length(Length::Working(days)) => {
            sheet.write_number(row, column, days.as_days())
        }
        Cell::Hours(minutes) => sheet.write_number(row, column, minutes.as_hours()),
        Cell::Count(count) => sheet.write_number(row, column, *count as f64),
        Cell::Number(value, _) if value.is_finite() => sheet.write_number(row, column, *value),
        Cell::Percent(share) if share.is_finite() => {
            sheet.write_number_with_format(row, column, *share, &number("0.0%"))
        }
        Cell::Money(money) => {
            let format = number(&format!("#,##0.00 \"{}\"", money.currency.code()));
            sheet.write_number_with_format(row, column, money.cents as f64 / 100.0, &format)
        }
        _ => {
            let text = cell::machine(value);
            let text: String = escape::terminal_lines(&text).chars().take(LONGEST_TEXT).collect();
            sheet.write_string(row, column, text)
        }
    };
    written.map(|_| ())
}

fn instant(day: Day) -> Result<ExcelDateTime, XlsxError> {
    // Before 1900 it would count from zero, or refuse.
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1_900);
    ExcelDateTime::from_ymd(year.unwrap_or(0), day.month() as u8, day.day() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::duration::HalfDays;
    use crate::model::money::Money;
    use crate::render::catalogue::Lang;
    use crate::report::table::{Column, Row};
    use crate::report::title::Title;
    use calamine::{Data, Reader as _, Xlsx};
    use std::io::Cursor;

    const HOSTILE: &str = "=cmd|' /C calc'!A0 <b>\u{1b}[2J\u{202e}";

    fn reader() -> Reader {
        Reader {
            lang: Lang::Fr,
            today: "2026-11-20".parse().unwrap(),
        }
    }

    fn made() -> Vec<u8> {
        let mut sample = Table::new(vec![
            Column::new(Title::Task),
            Column::new(Title::LateStart),
            Column::right(Title::Duration),
            Column::right(Title::Value),
        ]);
        for (name, day, days, value) in [
            (HOSTILE, "2027-03-01", 3, Cell::Percent(0.87)),
            (
                "two\nlines",
                "1899-12-31",
                -1,
                Cell::Money(Money::parse("12.5 EUR", None).unwrap()),
            ),
        ] {
            let cells = vec![
                Cell::id(name),
                Cell::Day(day.parse().unwrap()),
                Cell::WorkingDays(HalfDays(days)),
                value,
            ];
            sample.push(Row::new(cells));
        }
        table(&sample, reader(), "plan").unwrap()
    }

    #[test]
    fn another_library_reads_days_numbers_and_harmless_texts() {
        let mut book = Xlsx::new(Cursor::new(made())).unwrap();
        let sheet = book.worksheet_range("plan").unwrap();
        let at = |row: u32, column: u32| sheet.get_value((row, column)).cloned().unwrap();
        assert_eq!(at(0, 1), Data::String("Début au plus tard".into()));
        assert_eq!(
            at(1, 0),
            Data::String("=cmd|' /C calc'!A0 <b>\\u{1b}[2J\\u{202e}".into())
        );
        let Data::DateTime(day) = at(1, 1) else {
            panic!("{:?}", at(1, 1))
        };
        assert_eq!(day.to_ymd_hms_milli(), (2027, 3, 1, 0, 0, 0, 0));
        assert_eq!(at(1, 2), Data::Float(1.5));
        assert_eq!(at(1, 3), Data::Float(0.87));
        assert_eq!(at(2, 0), Data::String("two\nlines".into()));
        assert_eq!(at(2, 1), Data::String("1899-12-31".into()));
        assert_eq!((at(2, 2), at(2, 3)), (Data::Float(-0.5), Data::Float(12.5)));
        assert!(book.worksheet_formula("plan").unwrap().is_empty());
    }

    #[test]
    fn the_same_table_gives_the_same_bytes() {
        assert_eq!(made(), made());
    }
}
