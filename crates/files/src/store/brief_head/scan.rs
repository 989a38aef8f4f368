//! Answers: what do the keys at the left edge of a plainly written brief say?
//! Invariant: every line is of a form that can mean one thing; any other makes the whole scan `Unsure`.
//! Source: YAML 1.2.2, the part of it that people write most.

use super::BRIEF;
use crate::model::history::{BriefVersion, Imported};
use crate::store::yaml::letters::{is_null_word, is_plain, plain_length};
use memchr::{memchr, memchr_iter};

/// Longer files are left to the full reader, which counts what they hold.
const MOST_BYTES: usize = 16 * 1024;

/// The longest key the scan vouches for.
const LONGEST_KEY: usize = 128;

/// The scan cannot vouch for its answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unsure;

/// The values of interest, as written.
#[derive(Default)]
pub(super) struct Scan<'t> {
    pub id: Option<&'t str>,
    pub stage: Option<&'t str>,
    pub kind: Option<&'t str>,
    pub campaign: Option<&'t str>,
    pub deliverable: Option<&'t str>,
    pub due: Option<&'t str>,
    pub imported: Imported,
}

/// What an indented line belongs to.
enum Inside<'t> {
    /// A value that ended on its line: what is indented would continue it.
    Nothing,
    /// `key:` and nothing after it.
    Empty,
    /// `key: |`, before its first line.
    BlockStart,
    /// The text of a block, at least this far in.
    Block(usize),
    /// `- item`, this far in; an item that is a map has these keys so far.
    List(usize, Vec<&'t str>),
    /// `key: value`, this far in, with these keys so far.
    Map(usize, Vec<&'t str>),
}

enum Found<'t> {
    Text(&'t str),
    List,
    Block,
    Nothing,
}

/// Reads a plainly written brief.
pub(super) fn scan(bytes: &[u8]) -> Result<BriefVersion, Unsure> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unsure)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MOST_BYTES || !is_plain(text) {
        return Err(Unsure);
    }
    let mut found = Scan::default();
    let mut record = None;
    let mut keys = Vec::new();
    let mut inside = Inside::Nothing;
    for line in lines(text) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        if indent > 0 {
            inside = indented(inside, indent, content)?;
            continue;
        }
        if line.is_empty() {
            continue;
        }
        if matches!(inside, Inside::BlockStart) {
            return Err(Unsure);
        }
        if line.starts_with('#') {
            // a comment ends a block; after it an indented line could be anything
            inside = match inside {
                Inside::Block(_) => Inside::Nothing,
                other => other,
            };
            continue;
        }
        let (key, value) = entry(edge_key(line)?, &mut keys)?;
        inside = match value {
            Found::Block => Inside::BlockStart,
            Found::Nothing => Inside::Empty,
            Found::List | Found::Text(_) => Inside::Nothing,
        };
        if key == "crops" {
            record = value.text();
        }
        found.take(key, value)?;
    }
    if record != Some(BRIEF) || matches!(inside, Inside::BlockStart) {
        return Err(Unsure);
    }
    found.into_head().map(BriefVersion::Brief).ok_or(Unsure)
}

/// As `split('\n')`, which is slower.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.map(move |end| &text[std::mem::replace(&mut start, end + 1)..end])
}

impl<'t> Found<'t> {
    fn text(&self) -> Option<&'t str> {
        match self {
            Self::Text(text) => Some(text),
            Self::List | Self::Block | Self::Nothing => None,
        }
    }
}

impl<'t> Scan<'t> {
    fn take(&mut self, key: &str, value: Found<'t>) -> Result<(), Unsure> {
        let place = match key {
            "id" => &mut self.id,
            "stage" => &mut self.stage,
            "kind" => &mut self.kind,
            "campaign" => &mut self.campaign,
            "deliverable" => &mut self.deliverable,
            "due" => &mut self.due,
            "imported" if matches!(value, Found::Text(_)) => {
                self.imported = Imported::Yes;
                return Ok(());
            }
            "imported" => return Err(Unsure),
            _ => return Ok(()),
        };
        match value {
            Found::Text(text) => *place = Some(text),
            Found::List | Found::Block | Found::Nothing => return Err(Unsure),
        }
        Ok(())
    }
}

fn indented<'t>(inside: Inside<'t>, indent: usize, content: &'t str) -> Result<Inside<'t>, Unsure> {
    if content.is_empty() {
        return Err(Unsure); // blanks alone
    }
    let is_comment = content.starts_with('#');
    match inside {
        Inside::Nothing | Inside::Empty | Inside::List(..) | Inside::Map(..) if is_comment => Ok(inside),
        Inside::BlockStart => Ok(Inside::Block(indent)),
        Inside::Block(least) if indent >= least => Ok(Inside::Block(least)),
        Inside::Nothing | Inside::Block(_) => Err(Unsure),
        Inside::Empty if content.starts_with("- ") => list_item(indent, content),
        Inside::Empty => map_entry(indent, Vec::new(), content),
        Inside::List(at, _) if indent == at && content.starts_with("- ") => list_item(at, content),
        Inside::List(at, mut keys) if indent == at + 2 && !keys.is_empty() => {
            one_line(entry(inner_key(content)?, &mut keys)?.1)?;
            Ok(Inside::List(at, keys))
        }
        Inside::Map(at, keys) if indent == at => map_entry(at, keys, content),
        Inside::List(..) | Inside::Map(..) => Err(Unsure),
    }
}

fn list_item(indent: usize, content: &str) -> Result<Inside<'_>, Unsure> {
    let item = content.strip_prefix("- ").ok_or(Unsure)?;
    let mut keys = Vec::new();
    match inner_key(item).and_then(|parts| entry(parts, &mut keys)) {
        Ok((_, value)) => one_line(value)?,
        Err(Unsure) => {
            keys.clear();
            one_line(value(item)?)?;
        }
    }
    Ok(Inside::List(indent, keys))
}

fn map_entry<'t>(indent: usize, mut keys: Vec<&'t str>, content: &'t str) -> Result<Inside<'t>, Unsure> {
    one_line(entry(inner_key(content)?, &mut keys)?.1)?;
    Ok(Inside::Map(indent, keys))
}

/// Further in, only values that end on their line are vouched for.
fn one_line(value: Found<'_>) -> Result<(), Unsure> {
    match value {
        Found::Text(_) | Found::List => Ok(()),
        Found::Block | Found::Nothing => Err(Unsure),
    }
}

/// What stands before and after the first such byte, which is ASCII.
fn split_at(line: &str, mark: u8) -> Option<(&str, &str)> {
    let at = memchr(mark, line.as_bytes())?;
    Some((&line[..at], &line[at + 1..]))
}

/// A key at the left edge and what follows its colon; such a key may be quoted.
fn edge_key(line: &str) -> Result<(&str, &str), Unsure> {
    let (key, rest) = split_at(line, b':').ok_or(Unsure)?;
    let key = key.trim_end_matches(' ');
    let quoted = |quote| key.strip_prefix(quote).and_then(|key| key.strip_suffix(quote));
    let key = quoted('\'').or_else(|| quoted('"')).unwrap_or(key);
    let is_sound = key.starts_with(|c: char| c.is_ascii_lowercase())
        && key
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'));
    if is_sound { Ok((key, rest)) } else { Err(Unsure) }
}

/// A key further in, which may be several words.
fn inner_key(line: &str) -> Result<(&str, &str), Unsure> {
    let (key, rest) = split_at(line, b':').ok_or(Unsure)?;
    let is_sound = key.starts_with(char::is_alphanumeric)
        && !key.ends_with(' ')
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    if is_sound { Ok((key, rest)) } else { Err(Unsure) }
}

/// `key: value`, with a key that `keys` does not have yet.
fn entry<'t>((key, rest): (&'t str, &'t str), keys: &mut Vec<&'t str>) -> Result<(&'t str, Found<'t>), Unsure> {
    if key.len() > LONGEST_KEY || is_null_word(key) || keys.contains(&key) {
        return Err(Unsure);
    }
    keys.push(key);
    if rest.is_empty() {
        return Ok((key, Found::Nothing));
    }
    let rest = rest.strip_prefix(' ').ok_or(Unsure)?;
    Ok((key, value(rest)?))
}

/// What follows `key: ` or `- `.
fn value(text: &str) -> Result<Found<'_>, Unsure> {
    let text = text.trim_start_matches(' ');
    let first = text.chars().next();
    match first {
        None => Ok(Found::Nothing),
        Some('|' | '>') => block_header(text),
        Some('[') => list(text),
        Some('"') => quoted(text, b'"'),
        Some('\'') => quoted(text, b'\''),
        Some(_) => plain(text).map(Found::Text),
    }
}

/// A text without quotes, up to a comment.
fn plain(text: &str) -> Result<&str, Unsure> {
    plain_length(text).and_then(|length| text.get(..length)).ok_or(Unsure)
}

fn block_header(text: &str) -> Result<Found<'_>, Unsure> {
    match text {
        "|" | ">" | "|-" | ">-" | "|+" | ">+" => Ok(Found::Block),
        _ => Err(Unsure),
    }
}

/// One quoted text without escapes, and perhaps a comment.
fn quoted(text: &str, quote: u8) -> Result<Found<'_>, Unsure> {
    let (inner, rest) = split_at(&text[1..], quote).ok_or(Unsure)?;
    if inner.contains('\\') || !is_line_end(rest) {
        return Err(Unsure);
    }
    Ok(Found::Text(inner))
}

/// `[one, two words]`: texts of letters, digits and a few marks.
fn list(text: &str) -> Result<Found<'_>, Unsure> {
    let (inner, rest) = split_at(&text[1..], b']').ok_or(Unsure)?;
    let sound = |item: &str| {
        let item = item.trim_matches(' ');
        item.starts_with(|c: char| c.is_ascii_alphanumeric())
            && item
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '+'))
    };
    if !is_line_end(rest) || !(inner.split(',').all(sound) || inner.is_empty()) {
        return Err(Unsure);
    }
    Ok(Found::List)
}

fn is_line_end(rest: &str) -> bool {
    rest.trim_start_matches(' ').is_empty() || rest.starts_with(" #")
}
