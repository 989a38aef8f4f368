//! Answers: which bytes change when a value takes another, or a key another name?
//! Invariant: quotes, tag, anchor and the comment behind a value stay; a block stays a block.

use super::Splice;
use super::layout::{Kind, Layout, Part, Style};
use super::lines::Source;
use super::locate::{Inside, Target};
use super::written::{Behind, below, block, inline, key, text};
use crate::change::YamlValue;
use crate::change::edit_refused::EditRefused;
use crate::change::yaml_text::{Flow, double_quoted};

pub fn set(source: Source<'_>, target: &Target<'_>, value: &YamlValue) -> Result<Splice, EditRefused> {
    let part = target.part;
    let inside = target.inside.as_ref().ok_or_else(|| target.refused_layout())?;
    match (&part.kind, value) {
        (Kind::Scalar(Style::Block), YamlValue::Text(new)) => Ok(block_scalar(source, inside, part, new)),
        (Kind::Scalar(style), YamlValue::Text(new)) if *style != Style::Block => {
            Ok(Splice::replace(part.start, part.end, text(new, *style, target.flow)))
        }
        (Kind::Empty, value) if target.flow == Flow::Outside => Ok(fill(source, inside, part, value)),
        (Kind::Empty, value) => {
            let new = format!("{}{}", source.gap(part.start), inline(value, target.flow));
            Ok(Splice::insert(part.start, new))
        }
        (Kind::Scalar(Style::Block), _) => Ok(replace_lines(source, inside, part, value)),
        (Kind::List { layout, .. } | Kind::Map { layout, .. }, _) if *layout == Layout::Block => {
            Ok(replace_lines(source, inside, part, value))
        }
        _ => Ok(Splice::replace(part.start, part.end, inline(value, target.flow))),
    }
}

pub fn rename(target: &Target<'_>, name: &str) -> Result<Splice, EditRefused> {
    let Some(Inside::Map { entries, index, .. }) = &target.inside else {
        return Err(target.refused_layout());
    };
    match entries.get(*index).map(|entry| (&entry.key, &entry.key.kind)) {
        Some((part, Kind::Scalar(style))) => {
            let new = key(name, *style, target.flow);
            Ok(Splice::replace(part.start, part.end, new))
        }
        _ => Err(target.refused_layout()),
    }
}

/// Where the value's key or dash stands, and which it is.
fn introduced(source: Source<'_>, inside: &Inside<'_>) -> (usize, Behind) {
    match inside {
        Inside::Map { entries, index, .. } => {
            let start = entries.get(*index).map_or(0, |entry| entry.key.properties);
            (source.column(start), Behind::Colon)
        }
        Inside::List { items, index, .. } => {
            let start = items.get(*index).map_or(0, |item| item.start);
            (source.column(start), Behind::Dash)
        }
    }
}

/// A value where there was none. A comment on the line stays on it.
fn fill(source: Source<'_>, inside: &Inside<'_>, part: &Part, value: &YamlValue) -> Splice {
    let (column, behind) = introduced(source, inside);
    let new = below(source, value, column, behind);
    let Some((first, lines)) = new.split_once(source.newline) else {
        let gap = if source.gap(part.start).is_empty() {
            new.trim_start()
        } else {
            &new
        };
        return Splice::insert(part.start, gap.to_owned());
    };
    let line_end = source.line_end(part.start);
    let comment = source.between(part.start, line_end).trim_end();
    Splice::replace(
        part.start,
        line_end,
        format!("{first}{comment}{}{lines}", source.newline),
    )
}

/// Lines take the place of lines; what stands behind the key or dash on its own line stays there.
fn replace_lines(source: Source<'_>, inside: &Inside<'_>, part: &Part, value: &YamlValue) -> Splice {
    let (column, behind) = introduced(source, inside);
    let new = below(source, value, column, behind);
    let line_end = source.line_end(part.after);
    if part.start < line_end {
        // `- id: x` or `key: |`: nothing but the header's comment could be kept
        let header = source.between(part.start, line_end.min(part.end));
        let comment = comment_of(part, header);
        let first_end = new.find(source.newline).unwrap_or(new.len());
        let (first, lines) = new.split_at(first_end);
        let gap = if source.gap(part.start).is_empty() {
            first.trim_start()
        } else {
            first
        };
        let (start, gap) = if first.is_empty() {
            (part.after, "")
        } else {
            (part.start, gap)
        };
        return Splice::replace(start, part.end, format!("{gap}{comment}{lines}"));
    }
    let comment = source.between(part.after, line_end).trim_end();
    match new.split_once(source.newline) {
        Some((first, lines)) => {
            let new = format!("{first}{comment}{}{lines}", source.newline);
            Splice::replace(part.after, part.end, new)
        }
        None => Splice::replace(part.after, part.end, format!("{new}{comment}")),
    }
}

/// The comment behind `|` or `>`, its blank first.
fn comment_of<'t>(part: &Part, header: &'t str) -> &'t str {
    match part.kind {
        Kind::Scalar(Style::Block) => header.find(" #").map_or("", |at| &header[at..]),
        _ => "",
    }
}

/// `|` stays, and `>` for a text of one line; indent and comment too.
fn block_scalar(source: Source<'_>, inside: &Inside<'_>, part: &Part, new: &str) -> Splice {
    let header_end = source.line_end(part.start);
    let header = source.between(part.start, header_end);
    let comment = comment_of(part, header);
    let first_line = source
        .between(header_end, part.end)
        .lines()
        .find(|line| !line.trim().is_empty());
    let column = match first_line {
        Some(line) => line.len() - line.trim_start_matches(' ').len(),
        None => introduced(source, inside).0 + 2,
    };
    // parsers differ on a text's last line end where the file ends without one
    let cut_short = part.end == source.text.len() && new.ends_with('\n');
    let folded = header.starts_with('>') && !new.trim_end_matches('\n').contains('\n');
    let lines = block(source, new, column).or_else(|| one_line_block(source, new, column));
    let written = match lines.filter(|_| !cut_short) {
        Some((chomp, lines)) => {
            let chomp = chomp.trim_start_matches('|');
            let indicator = if folded { '>' } else { '|' };
            format!("{indicator}{chomp}{comment}{lines}")
        }
        None => format!("{}{comment}", double_quoted(new)),
    };
    Splice::replace(part.start, part.end, written)
}

/// A text of one line stays in a block that is there already.
fn one_line_block(source: Source<'_>, new: &str, column: usize) -> Option<(&'static str, String)> {
    if new.is_empty() || new.contains('\n') {
        return None;
    }
    // with a line end it is a text of lines, whose rules say whether a block can hold it
    let (_, lines) = block(source, &format!("{new}\n"), column)?;
    Some(("-", lines))
}
