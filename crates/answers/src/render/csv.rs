//! Answers: how is a table written as CSV?
//! Invariant: English headers, one record a row, CRLF-free, no cell that a spreadsheet would run.
//! Source: RFC 4180, with `\n` at the end of lines.

use super::{cell, escape};
use crate::report::table::{Column, Table};

/// Header and rows; columns of bars are left out.
pub fn table(table: &Table) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let kept: Vec<usize> = kept_columns(&table.columns);
    writer.write_record(kept.iter().map(|place| table.columns[*place].title.id()))?;
    for row in &table.rows {
        writer.write_record(kept.iter().filter_map(|place| row.cells.get(*place)).map(|value| {
            let text = cell::machine(value);
            if cell::is_free_text(value) {
                escape::spreadsheet(&text).into_owned()
            } else {
                text
            }
        }))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Places of the columns that machine formats have.
pub(super) fn kept_columns(columns: &[Column]) -> Vec<usize> {
    let is_kept = |place: &usize| columns[*place].axis.is_none();
    (0..columns.len()).filter(is_kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::table::{Cell, Row};
    use crate::report::title::Title;

    #[test]
    fn hostile_names_stay_in_their_cell() {
        let mut names = Table::new(vec![Column::new(Title::Name), Column::right(Title::Sample)]);
        for name in [
            "=cmd|x",
            "say \"hi\", twice",
            "two\nlines",
            "a\u{1b}[2Jb\u{202e}",
            "<script>",
        ] {
            names.push(Row::new(vec![Cell::text(name), Cell::Count(-1)]));
        }
        let written = table(&names).unwrap();
        insta::assert_snapshot!(written, @r#"
        title,n
        '=cmd|x,-1
        "say ""hi"", twice",-1
        "two
        lines",-1
        a\u{1b}[2Jb\u{202e},-1
        <script>,-1
        "#);
        let mut reader = csv::Reader::from_reader(written.as_bytes());
        assert!(
            reader
                .records()
                .all(|record| record.is_ok_and(|cells| cells.len() == 2))
        );
    }
}
