//! Answers: which bytes go when a key or an item is removed?
//! Invariant: its lines go with the comment behind it; comments above it and around it stay; the last one leaves empty brackets.

use super::Splice;
use super::layout::Layout;
use super::layout::Part;
use super::lines::Source;
use super::locate::{Inside, Target};
use crate::change::edit_refused::EditRefused;

/// A key or item from its first byte to the end of its value.
type Member = (usize, usize);

pub fn remove(source: Source<'_>, target: &Target<'_>) -> Result<Splice, EditRefused> {
    let inside = target.inside.as_ref().ok_or_else(|| target.refused_layout())?;
    let (part, layout, members, index, brackets) = match inside {
        Inside::Map {
            part,
            layout,
            entries,
            index,
        } => {
            let members: Vec<Member> = entries.iter().map(|e| (e.key.properties, e.value.end)).collect();
            (*part, *layout, members, *index, "{}")
        }
        Inside::List {
            part,
            layout,
            items,
            index,
        } => {
            let members: Vec<Member> = items.iter().map(|item| (item.start, item.part.end)).collect();
            (*part, *layout, members, *index, "[]")
        }
    };
    match layout {
        Layout::Flow => between_brackets(part, &members, index),
        Layout::Block if members.len() == 1 => Some(only_one(source, part, brackets)),
        Layout::Block => lines(source, &members, index),
        Layout::Pair => None,
    }
    .ok_or_else(|| target.refused_layout())
}

fn between_brackets(part: &Part, members: &[Member], index: usize) -> Option<Splice> {
    let (start, end) = *members.get(index)?;
    let gone = |start, end| Splice::replace(start, end, String::new());
    Some(
        match (
            members.get(index + 1),
            index.checked_sub(1).and_then(|before| members.get(before)),
        ) {
            (Some((next, _)), _) => gone(start, *next),
            (None, Some((_, before))) => gone(*before, end),
            (None, None) => gone(part.start + 1, part.end - 1),
        },
    )
}

/// The block goes and empty brackets stand behind the key; comments between the two stay.
fn only_one(source: Source<'_>, part: &Part, brackets: &str) -> Splice {
    let line_start = source.line_start(part.start);
    if !source.starts_line(part.start) || part.after == 0 || line_start <= part.after {
        return Splice::replace(part.start, part.end, brackets.to_owned());
    }
    let between = source.between(part.after, line_start);
    let next = source.next_line(part.end);
    let ends_without_newline = next == source.text.len() && !source.ends_with_newline();
    let between = if ends_without_newline {
        between.strip_suffix(source.newline).unwrap_or(between)
    } else {
        between
    };
    Splice::replace(part.after, next, format!(" {brackets}{between}"))
}

fn lines(source: Source<'_>, members: &[Member], index: usize) -> Option<Splice> {
    let (start, end) = *members.get(index)?;
    let gone = |start, end| Some(Splice::replace(start, end, String::new()));
    let line_start = source.line_start(start);
    let next_line = source.next_line(end);
    if source.starts_line(start) {
        let last_without_newline = next_line == source.text.len() && !source.ends_with_newline();
        if !last_without_newline {
            return gone(line_start, next_line);
        }
        // the line before becomes the last one; blank lines between the two stay
        let above = source.between(0, line_start);
        let line = above.strip_suffix('\n').unwrap_or(above);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let blank_above = line.is_empty() || line.ends_with('\n');
        return gone(if blank_above { line_start } else { line.len() }, next_line);
    }
    // the first key beside a dash: the next one takes its place
    let (next, _) = *members.get(index + 1).filter(|_| index == 0)?;
    if source.between(end, next).contains('#') {
        let before = source.between(0, start).trim_end_matches(' ').len();
        return gone(before, source.line_end(end));
    }
    gone(start, next)
}
