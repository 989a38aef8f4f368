//! Answers: how is a page written in Markdown, for a pull request or a wiki?
//! Invariant: data is text: nothing of it becomes a table, code, link or HTML.
//! Source: GitHub Flavored Markdown, tables extension.

use super::catalogue::{self, Frame};
use super::page::{Address, Block, Page, Preview};
use super::{cell, escape};
use crate::report::table::{Align, Cell, Table};

pub fn page(page: &Page) -> String {
    let mut parts = Vec::new();
    for block in &page.blocks {
        match block {
            Block::Headline(text) => parts.push(format!("**{}**", escape::markdown_sentence(text.trim()))),
            Block::Line(text, _) => push_line(&mut parts, text),
            Block::Linked(text, address) => {
                push_line(&mut parts, text);
                if let Some(last) = parts.last_mut() {
                    last.push_str(&link(address));
                }
            }
            Block::Note(text) => parts.push(format!("_{}_", escape::markdown(text.trim()))),
            Block::Table(table) => parts.push(rows(table, page)),
            Block::Grouped(table, heads) => grouped(&mut parts, table, heads, page),
            Block::Next(commands) => parts.push(next(commands, page)),
            Block::Verbatim(lines) => parts.push(fenced(lines.iter().map(|(line, _)| line.as_str()))),
            Block::Blank => {}
        }
    }
    parts.join("\n\n") + "\n"
}

fn link(address: &Address) -> String {
    let uri = address.uri();
    match address.is {
        Preview::Picture => format!(" [↗]({uri})\n  ![]({uri})"),
        Preview::Link => format!(" [↗]({uri})"),
    }
}

/// Sentences that were indented under another become list items of it.
fn push_line(parts: &mut Vec<String>, text: &str) {
    let sentence = escape::markdown_sentence(text.trim());
    if !text.starts_with(' ') {
        return parts.push(sentence);
    }
    let item = format!("- {sentence}");
    match parts.last_mut() {
        Some(last) if last.lines().last().is_some_and(|line| line.starts_with("- ")) => {
            last.push('\n');
            last.push_str(&item);
        }
        _ => parts.push(item),
    }
}

/// Each group under a heading of its own.
fn grouped(parts: &mut Vec<String>, table: &Table, heads: &[(usize, String)], page: &Page) {
    let ends = heads.iter().skip(1).map(|(at, _)| *at).chain([table.rows.len()]);
    for ((at, head), end) in heads.iter().zip(ends) {
        parts.push(format!("### {}", escape::markdown(head)));
        let group = Table {
            columns: table.columns.clone(),
            rows: table.rows.get(*at..end).unwrap_or_default().to_vec(),
        };
        parts.push(rows(&group, page));
    }
}

fn rows(table: &Table, page: &Page) -> String {
    if table.is_empty() {
        return catalogue::frame(page.lang(), Frame::Nothing);
    }
    let kept: Vec<usize> = super::csv::kept_columns(&table.columns);
    let mut lines = Vec::with_capacity(table.rows.len() + 2);
    let titles = kept
        .iter()
        .map(|at| catalogue::title(page.lang(), table.columns[*at].title).to_owned());
    lines.push(line(titles));
    lines.push(line(kept.iter().map(|at| match table.columns[*at].align {
        Align::Left => "---".into(),
        Align::Right => "--:".into(),
    })));
    for row in &table.rows {
        lines.push(line(
            kept.iter()
                .filter_map(|at| row.cells.get(*at))
                .map(|value| value_text(value, page)),
        ));
    }
    lines.join("\n")
}

fn value_text(value: &Cell, page: &Page) -> String {
    match value {
        Cell::Text(text) => escape::markdown(text),
        Cell::Id(text) | Cell::BriefId(text) => escape::markdown_code(text),
        Cell::Task(task) if task.note.is_empty() => escape::markdown_code(&task.name),
        Cell::Task(task) if task.aside.is_empty() => {
            format!("{} {}", escape::markdown_code(&task.name), escape::markdown(&task.note))
        }
        Cell::Task(task) => {
            let note = escape::markdown(&format!("{}, {}", task.note, task.aside));
            format!("{} {note}", escape::markdown_code(&task.name))
        }
        _ => escape::markdown(&cell::text(value, page.reader())),
    }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<_> = cells.collect();
    format!("| {} |", cells.join(" | "))
}

fn next(commands: &[String], page: &Page) -> String {
    let commands: Vec<_> = commands.iter().map(|command| escape::markdown_code(command)).collect();
    format!("{} {}", catalogue::frame(page.lang(), Frame::Next), commands.join(", "))
}

/// A code block whose fence is longer than any run of backticks inside.
fn fenced<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let lines: Vec<_> = lines.map(|line| escape::terminal(line).into_owned()).collect();
    let longest = lines
        .iter()
        .flat_map(|line| line.split(|c| c != '`').map(str::len))
        .max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{fence}text\n{}\n{fence}", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::catalogue::{Lang, Reader};
    use crate::render::look::Look;
    use crate::report::table::{Column, Row, Tone};
    use crate::report::title::Title;

    #[test]
    fn hostile_names_stay_text() {
        let mut table = Table::new(vec![Column::new(Title::Name), Column::right(Title::Sample)]);
        for name in ["a|b", "<script>", "`code`", "two\nlines", "=cmd", "\u{1b}[2J"] {
            table.push(Row::new(vec![Cell::text(name), Cell::Count(1)]));
        }
        let mut written = Page::new(Look::plain(Reader {
            lang: Lang::En,
            today: "2026-11-20".parse().unwrap(),
        }));
        written.headline("Two <b> of `crops.yml`");
        written.line("first");
        written.line("  under it");
        written.line("  and this");
        written.table(table);
        written.verbatim([("``` x".to_owned(), Tone::Plain)]);
        written.next(["crops plan"]);
        insta::assert_snapshot!(page(&written), @r#"
        **Two &lt;b&gt; of `crops.yml`**

        first

        - under it
        - and this

        | Title | n |
        | --- | --: |
        | a\|b | 1 |
        | &lt;script&gt; | 1 |
        | \`code\` | 1 |
        | two\\nlines | 1 |
        | =cmd | 1 |
        | \\u{1b}\[2J | 1 |

        ````text
        ``` x
        ````

        Next: `crops plan`
        "#);
    }
}
