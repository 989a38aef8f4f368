//! Answers: how is a table written with tabs between its cells?
//! Invariant: one line a row whatever the data: tabs and line breaks become visible escapes.

use super::{cell, csv::kept_columns, escape};
use crate::report::table::Table;

/// Header and rows; columns of bars are left out.
pub fn table(table: &Table) -> String {
    let kept = kept_columns(&table.columns);
    let titles: Vec<_> = kept.iter().map(|place| table.columns[*place].title.id()).collect();
    let mut written = titles.join("\t");
    written.push('\n');
    for row in &table.rows {
        let cells: Vec<_> = kept
            .iter()
            .filter_map(|place| row.cells.get(*place))
            .map(|value| {
                let text = cell::machine(value);
                if cell::is_free_text(value) {
                    escape::tsv(&text).into_owned()
                } else {
                    text
                }
            })
            .collect();
        written.push_str(&cells.join("\t"));
        written.push('\n');
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::table::{Cell, Column, Row};
    use crate::report::title::Title;

    #[test]
    fn hostile_names_stay_on_their_line() {
        let mut names = Table::new(vec![Column::new(Title::Name), Column::right(Title::Sample)]);
        for name in ["a\tb", "two\nlines\r", "=cmd", "\u{1b}[2J\u{202e}|\"<script>"] {
            names.push(Row::new(vec![Cell::text(name), Cell::Count(2)]));
        }
        let written = table(&names);
        assert!(written.lines().all(|line| line.matches('\t').count() == 1), "{written}");
        assert!(written.contains("a\\tb\t2\ntwo\\nlines\\r\t2\n'=cmd\t2\n\\u{1b}[2J\\u{202e}|\"<script>\t2\n"));
    }
}
