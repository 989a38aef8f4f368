//! Answers: which bytes of a file change for an edit, and does the file then say what was meant?
//! Invariant: outside the edited value not a byte changes; a result is returned only when reading it gives the tree that was meant.
//! Source: `docs/decisions/0004-lossless-yaml-edits.md`.

mod add;
mod layout;
mod lines;
mod locate;
mod meant;
mod remove;
mod set;
mod written;

use self::layout::Part;
use self::lines::Source;
use self::locate::{locate, path};
use super::read::{Tags, parse_with};
use super::tree::{Node, Value};
use crate::change::edit_refused::EditRefused;
use crate::change::{KeyEdit, Operation, Segment};
use crate::model::place::Span;
use crate::model::problem::{Problem, SyntaxFault};

/// One stretch of the text and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Splice {
    start: usize,
    end: usize,
    text: String,
}

impl Splice {
    fn insert(at: usize, text: String) -> Self {
        Self {
            start: at,
            end: at,
            text,
        }
    }

    fn replace(start: usize, end: usize, text: String) -> Self {
        Self { start, end, text }
    }
}

/// The text with all edits made, in their order. An empty text or one of comments alone is an empty mapping.
///
/// # Errors
/// The first edit that cannot be made; nothing is half done.
pub fn apply(text: &str, edits: &[KeyEdit]) -> Result<String, EditRefused> {
    let mut edited = text.to_owned();
    for edit in edits {
        edited = apply_one(&edited, edit)?;
    }
    Ok(edited)
}

fn apply_one(text: &str, edit: &KeyEdit) -> Result<String, EditRefused> {
    const BYTE_ORDER_MARK: char = '\u{feff}';
    let before = read(text)?;
    let (mark, body) = match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(body) => (&text[..BYTE_ORDER_MARK.len_utf8()], body),
        None => ("", text),
    };
    let meant = meant::after(before, edit)?;
    let at = path(&edit.at);
    let source = Source::new(body);
    let root = layout::layout(body).ok_or(EditRefused::Layout { at: at.clone() })?;
    let mut splice = splice(source, &root, edit)?;
    if splice.end == body.len() && !source.ends_with_newline() && written::needs_line_end(&splice.text, edit) {
        splice.text.push_str(source.newline);
    }
    made(mark, body, &splice, &meant).ok_or(EditRefused::NotAsMeant { at })
}

/// The spliced text, when it says what was meant.
fn made(mark: &str, body: &str, splice: &Splice, meant: &Node) -> Option<String> {
    let (head, tail) = body.get(..splice.start).zip(body.get(splice.end..))?;
    let edited = [mark, head, &splice.text, tail].concat();
    read(&edited)
        .ok()
        .filter(|now| now.says_the_same(meant))
        .map(|_| edited)
}

/// Tags stay where they are and mean nothing; an empty file is an empty mapping.
fn read(text: &str) -> Result<Node, EditRefused> {
    parse_with(text.as_bytes(), Tags::Forgotten).or_else(|faults| match faults.into_iter().next() {
        Some(fault) if is_empty(&fault.problem) => Ok(Node {
            span: Span::WHOLE_FILE,
            value: Value::Map(Vec::new()),
        }),
        Some(fault) => Err(EditRefused::Unreadable {
            line: fault.span.line,
            column: fault.span.column,
            problem: Box::new(fault.problem),
        }),
        None => Err(EditRefused::NoSuchValue { at: String::new() }),
    })
}

fn is_empty(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::Syntax {
            fault: SyntaxFault::Empty
        }
    )
}

fn splice(source: Source<'_>, root: &Part, edit: &KeyEdit) -> Result<Splice, EditRefused> {
    let target = locate(root, &edit.at)?;
    match &edit.operation {
        Operation::Set(value) => set::set(source, &target, value),
        Operation::Add { key, value } => add::key(source, &target, key, value),
        Operation::Put { key, value } => {
            let mut below = edit.at.clone();
            below.push(Segment::Key(key.clone()));
            match locate(root, &below) {
                Ok(found) => set::set(source, &found, value),
                Err(EditRefused::NoSuchValue { .. }) => add::key(source, &target, key, value),
                Err(refused) => Err(refused),
            }
        }
        Operation::Append(value) => add::item(source, &target, value),
        Operation::Remove => remove::remove(source, &target),
        Operation::Rename(name) => set::rename(&target, name),
    }
}
