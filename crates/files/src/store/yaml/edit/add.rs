//! Answers: where does a new key or item go, and how is it written there?
//! Invariant: it comes last, at the indent or between the brackets of its siblings, before blank lines and comments of what follows.

use super::Splice;
use super::layout::{Kind, Layout, Part, Style};
use super::lines::Source;
use super::locate::Target;
use super::set::set;
use super::written::{self, Behind, below, inline};
use crate::change::YamlValue;
use crate::change::edit_refused::EditRefused;
use crate::change::yaml_text::Flow;

pub fn key(source: Source<'_>, target: &Target<'_>, name: &str, value: &YamlValue) -> Result<Splice, EditRefused> {
    let written = |flow| written::key(name, Style::Plain, flow);
    match &target.part.kind {
        Kind::Empty if target.inside.is_none() => Ok(first_of_document(source, &written(Flow::Outside), value)),
        Kind::Empty => set(source, target, &YamlValue::Map(vec![(name.to_owned(), value.clone())])),
        Kind::Map { layout, entries } => {
            let members: Vec<_> = entries.iter().map(|e| (e.key.properties, e.value.end)).collect();
            match layout {
                Layout::Block => {
                    let column = members.first().map_or(0, |(start, _)| source.column(*start));
                    let below = below(source, value, column, Behind::Colon);
                    let line = format!("{:column$}{}:{below}", "", written(Flow::Outside));
                    Ok(new_line(source, target.part, column, &line))
                }
                Layout::Flow => {
                    let entry = format!("{}: {}", written(Flow::Inside), inline(value, Flow::Inside));
                    Ok(between_brackets(source, target.part, &members, &entry))
                }
                Layout::Pair => Err(target.refused_layout()),
            }
        }
        Kind::Alias => Err(EditRefused::Alias { at: target.at.clone() }),
        _ => Err(target.refused_layout()),
    }
}

pub fn item(source: Source<'_>, target: &Target<'_>, value: &YamlValue) -> Result<Splice, EditRefused> {
    match &target.part.kind {
        Kind::Empty => set(source, target, &YamlValue::List(vec![value.clone()])),
        Kind::List { layout, items } => {
            let members: Vec<_> = items.iter().map(|item| (item.start, item.part.end)).collect();
            if *layout == Layout::Block {
                let column = members.first().map_or(0, |(start, _)| source.column(*start));
                let is_between_braces = items.last().is_some_and(|last| is_flow_map(&last.part));
                let below = match value {
                    YamlValue::Map(_) if is_between_braces => format!(" {}", inline(value, Flow::Outside)),
                    value => below(source, value, column, Behind::Dash),
                };
                let line = format!("{:column$}-{below}", "");
                Ok(new_line(source, target.part, column, &line))
            } else {
                let item = inline(value, Flow::Inside);
                Ok(between_brackets(source, target.part, &members, &item))
            }
        }
        Kind::Alias => Err(EditRefused::Alias { at: target.at.clone() }),
        _ => Err(target.refused_layout()),
    }
}

/// `{…}`: one more item among such is written like them.
fn is_flow_map(part: &Part) -> bool {
    matches!(
        &part.kind,
        Kind::Map {
            layout: Layout::Flow,
            ..
        }
    )
}

/// The first key of a file that is empty or holds comments alone.
fn first_of_document(source: Source<'_>, name: &str, value: &YamlValue) -> Splice {
    let end = source.text.len();
    let lead = if end == 0 || source.ends_with_newline() {
        ""
    } else {
        source.newline
    };
    let below = below(source, value, 0, Behind::Colon);
    Splice::insert(end, format!("{lead}{name}:{below}{}", source.newline))
}

/// Behind the last line of a block, and behind the comments that are indented more than its keys or dashes.
fn new_line(source: Source<'_>, part: &Part, column: usize, line: &str) -> Splice {
    let mut at = source.next_line(part.end);
    loop {
        let below = source.between(at, source.line_end(at));
        let text = below.trim_start_matches(' ');
        if !text.starts_with('#') || below.len() - text.len() <= column {
            break;
        }
        at = source.next_line(at);
    }
    let newline = source.newline;
    if at == source.text.len() && !source.ends_with_newline() {
        Splice::insert(at, format!("{newline}{line}"))
    } else {
        Splice::insert(at, format!("{line}{newline}"))
    }
}

/// Behind the last member; on a line of its own where the members have one each.
fn between_brackets(source: Source<'_>, part: &Part, members: &[(usize, usize)], new: &str) -> Splice {
    let Some((&(last_start, last_end), before)) = members.split_last() else {
        return Splice::insert(part.start + 1, new.to_owned());
    };
    let lead = |from: usize| {
        let own_line = source.between(from, last_start).contains('\n');
        match own_line {
            true => format!("{}{:2$}", source.newline, "", source.column(last_start)),
            false => " ".to_owned(),
        }
    };
    let tail = source.between(last_end, part.end.saturating_sub(1));
    if tail.trim_start().starts_with(',') {
        let comma = last_end + (tail.len() - tail.trim_start().len()) + 1;
        return Splice::insert(comma, format!("{}{new},", lead(part.start)));
    }
    let lead = before.last().map_or_else(|| " ".to_owned(), |(_, end)| lead(*end));
    Splice::insert(last_end, format!(",{lead}{new}"))
}
