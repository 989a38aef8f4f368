//! Answers: how is a value written below or beside a key of an existing file?
//! Invariant: an item or key is indented by two more than what it belongs to; the file's own line ends are used.

use super::layout::Style;
use super::lines::Source;
use crate::change::yaml_text::{Flow, block_style, double_quoted, needs_escape, one_line, scalar};
use crate::change::{KeyEdit, Operation, YamlValue};

/// What introduces a value: a mapping goes on beside a dash, but below a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    Colon,
    Dash,
}

/// `key`, in the style that it has.
pub fn key(name: &str, style: Style, flow: Flow) -> String {
    match style {
        // no key of ours is a boolean, and `n:` is a common one
        Style::Plain if matches!(name, "y" | "n") => name.to_owned(),
        style => text(name, style, flow),
    }
}

/// A text on one line, in the style that it has where that can hold it.
pub fn text(value: &str, style: Style, flow: Flow) -> String {
    match style {
        Style::Single if !value.chars().any(needs_escape) => format!("'{}'", value.replace('\'', "''")),
        Style::Single | Style::Double => double_quoted(value),
        Style::Plain | Style::Block if is_day(value) => value.to_owned(),
        Style::Plain | Style::Block => scalar(value, flow),
    }
}

/// People and `crops` write days without quotes.
fn is_day(value: &str) -> bool {
    value.len() == 10 && chrono::NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok()
}

/// What follows a colon or dash that stands at this column, its blank or line end first; without the last line end.
pub fn below(source: Source<'_>, value: &YamlValue, column: usize, behind: Behind) -> String {
    let start = format!("{}{:2$}", source.newline, "", column + 2);
    match value {
        YamlValue::Text(text) => match block(source, text, column + 2) {
            Some((header, lines)) => format!(" {header}{lines}"),
            None => format!(" {}", self::text(text, Style::Plain, Flow::Outside)),
        },
        YamlValue::Plain(text) if text.is_empty() => String::new(),
        YamlValue::List(items) if !items.is_empty() => items
            .iter()
            .map(|item| format!("{start}-{}", below(source, item, column + 2, Behind::Dash)))
            .collect(),
        YamlValue::Map(entries) if !entries.is_empty() => {
            let lines: String = entries
                .iter()
                .map(|(name, value)| {
                    let name = key(name, Style::Plain, Flow::Outside);
                    format!("{start}{name}:{}", below(source, value, column + 2, Behind::Colon))
                })
                .collect();
            match (behind, lines.strip_prefix(start.as_str())) {
                (Behind::Dash, Some(beside)) => format!(" {beside}"),
                _ => lines,
            }
        }
        value => format!(" {}", inline(value, Flow::Outside)),
    }
}

/// The value on one line.
pub fn inline(value: &YamlValue, flow: Flow) -> String {
    match value {
        YamlValue::Text(text) => self::text(text, Style::Plain, flow),
        value => one_line(value, flow),
    }
}

/// Header and lines of a block text, for texts that read best so.
pub fn block(source: Source<'_>, text: &str, column: usize) -> Option<(&'static str, String)> {
    let header = block_style(text)?;
    let body = text.strip_suffix('\n').unwrap_or(text);
    let lines = body.split('\n').map(|line| {
        let column = if line.is_empty() { 0 } else { column };
        format!("{}{:column$}{line}", source.newline, "")
    });
    Some((header, lines.collect()))
}

/// Whether a block text now ends the file: without a line end behind, parsers differ on the text's own.
pub fn needs_line_end(written: &str, edit: &KeyEdit) -> bool {
    let mut value = match &edit.operation {
        Operation::Set(value) | Operation::Append(value) => value,
        Operation::Add { value, .. } | Operation::Put { value, .. } => value,
        Operation::Remove | Operation::Rename(_) => return false,
    };
    loop {
        let last = match value {
            YamlValue::Text(text) => {
                let last_line = text.strip_suffix('\n').and_then(|text| text.rsplit('\n').next());
                return last_line.is_some_and(|line| written.ends_with(line));
            }
            YamlValue::Plain(_) => return false,
            YamlValue::List(items) => items.last(),
            YamlValue::Map(entries) => entries.last().map(|(_, value)| value),
        };
        match last {
            Some(last) => value = last,
            None => return false,
        }
    }
}
