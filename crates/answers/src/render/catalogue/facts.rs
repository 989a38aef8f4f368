//! Answers: what is in a table of facts, and what does each column mean?
//! Invariant: exhaustive in each language: a missing translation does not compile.

use super::{Lang, en, fr};
use crate::report::fact_columns::{FactColumn, FactTable};

pub fn table_holds(lang: Lang, table: FactTable) -> &'static str {
    match lang {
        Lang::En => en::facts::table_holds(table),
        Lang::Fr => fr::facts::table_holds(table),
    }
}

/// In Markdown, with its unit; what an empty cell means is said where it is not plain.
pub fn column_means(lang: Lang, column: FactColumn) -> &'static str {
    match lang {
        Lang::En => en::facts::column_means(column),
        Lang::Fr => fr::facts::column_means(column),
    }
}

/// The same without the marks of code.
pub fn without(markdown: &str) -> String {
    markdown.replace('`', "")
}

/// Every table and its columns, in Markdown: the reference part of `docs/facts.md`.
pub fn reference(lang: Lang) -> String {
    let heads = match lang {
        Lang::En => en::facts::HEADS,
        Lang::Fr => fr::facts::HEADS,
    };
    let mut page = String::new();
    for table in FactTable::ALL {
        let holds = table_holds(lang, table);
        page.push_str(&format!(
            "### {}\n\n{holds}.\n\n| {} | {} | {} |\n|---|---|---|\n",
            table.name(),
            heads[0],
            heads[1],
            heads[2]
        ));
        for column in table.columns() {
            let means = column_means(lang, *column);
            page.push_str(&format!(
                "| `{}` | {} | {means} |\n",
                column.name(),
                column.holds().sql()
            ));
        }
        page.push('\n');
    }
    page
}
