//! Answers: which remarks does a file hold that is handed over with `--from`?
//! Invariant: a list of remarks or a record of feedback; every fault is told at its own place, and then nothing is taken.

use super::context::Context;
use super::open::Opened;
use crate::change::template::Template;
use crate::model::feedback::Remark;
use crate::model::finding::{Finding, Severity};
use crate::model::other::{Detail, RecordType};
use crate::model::place::{Span, StudioPath};
use crate::model::problem::Problem;
use crate::report::bad_record::BadRecord;
use crate::report::failure::Failure;
use crate::store::find::Expected;
use crate::store::input::{name_beside, read_given, read_stream};
use crate::store::read::{Defaults, Parsed, Record, read_parsed};
use crate::store::yaml::parse;
use crate::store::yaml::tree::{Entry, Node, Value};
use std::path::Path;

/// What was handed over.
#[derive(Clone, Debug, Default)]
pub struct Handed {
    pub stage: Option<String>,
    pub by: Option<String>,
    pub asset: Option<String>,
    /// Their ids are made anew.
    pub remarks: Vec<Remark>,
}

/// Keys that a record of feedback must have and a hand-made file need not.
const FILLED_IN: [(&str, &str); 6] = [
    ("crops", "feedback/v1"),
    ("id", "new"),
    ("subject", "new"),
    ("stage", "new"),
    ("by", "new"),
    ("at", "2000-01-01T00:00:00Z"),
];

/// Reads a file, or standard input for `-`.
///
/// # Errors
/// When it cannot be read, or is neither a list of remarks nor a record of feedback.
pub fn read(path: &Path, opened: &Opened, context: &Context) -> Result<Handed, Failure> {
    let is_stdin = path.as_os_str() == "-";
    let file = context.world.directory.join(path);
    let bytes = if is_stdin {
        read_stream(std::io::stdin().lock())
    } else {
        read_given(&file)
    };
    let bytes = bytes.map_err(|error| {
        let near = name_beside(&file).map(|name| path.with_file_name(name).display().to_string());
        Failure::unread(path.display(), &error, near)
    })?;
    let name = if is_stdin {
        "<stdin>".to_owned()
    } else {
        path.display().to_string()
    };
    of_bytes(&name, &bytes, opened)
}

/// The remarks that a template fills in.
///
/// # Errors
/// When they are none.
pub fn of_template(template: &Template, opened: &Opened) -> Result<Handed, Failure> {
    let name = template
        .file
        .as_ref()
        .map_or(template.id.as_str(), |file| file.as_str());
    of_bytes(name, template.lines_without(&[]).as_bytes(), opened)
}

fn of_bytes(name: &str, bytes: &[u8], opened: &Opened) -> Result<Handed, Failure> {
    let shown = StudioPath::shown(name);
    let bad = |findings: Vec<Finding>| BadRecord::of_findings(findings, name, bytes);
    let mut node = parse_as_list(bytes).map_err(|problems| {
        let finding = |(span, problem)| Finding::error(crate::model::place::Place::at(&shown, span), problem);
        bad(problems.into_iter().map(finding).collect())
    })?;
    fill_in(&mut node);
    let defaults = Defaults {
        currency: opened.studio.settings.currency,
    };
    let expected = Expected::Record(RecordType::Feedback);
    let outcome = read_parsed(&shown, &Parsed::Tree(node.clone()), expected, defaults);
    let errors: Vec<Finding> = outcome
        .findings
        .into_iter()
        .filter(|one| one.severity == Severity::Error)
        .collect();
    if !errors.is_empty() {
        return Err(bad(errors).into());
    }
    Ok(handed(&node, outcome.record))
}

/// The record of the file; a list alone are its items.
fn parse_as_list(bytes: &[u8]) -> Result<Node, Vec<(Span, Problem)>> {
    let faults = match parse(bytes) {
        Ok(node) => return Ok(node),
        Err(faults) => faults,
    };
    let under_key = [b"items:\n".as_slice(), bytes].concat();
    let is_list = bytes
        .split(|b| *b == b'\n')
        .any(|line| line.starts_with(b"- ") || line.starts_with(b"["));
    match parse(&under_key) {
        Ok(node) if is_list => Ok(moved(node, 7)),
        _ => Err(faults.into_iter().map(|fault| (fault.span, fault.problem)).collect()),
    }
}

/// Places of the file itself: one line and so many bytes before.
fn moved(mut node: Node, bytes: u32) -> Node {
    let back = |span: &mut Span| {
        span.line = span.line.saturating_sub(1);
        span.start = span.start.saturating_sub(bytes);
        span.end = span.end.saturating_sub(bytes);
    };
    back(&mut node.span);
    node.value = match node.value {
        Value::List(items) => Value::List(items.into_iter().map(|item| moved(item, bytes)).collect()),
        Value::Map(entries) => {
            let entry = |mut entry: Entry| {
                back(&mut entry.key_span);
                entry.value = moved(entry.value, bytes);
                entry
            };
            Value::Map(entries.into_iter().map(entry).collect())
        }
        value @ (Value::Null | Value::Text(_)) => value,
    };
    node
}

/// Adds what a record must have: to the whole, and an id to each remark.
fn fill_in(node: &mut Node) {
    let text = |key: &str, text: String| Entry {
        key: key.into(),
        key_span: Span::WHOLE_FILE,
        value: Node {
            span: Span::WHOLE_FILE,
            value: Value::Text(text.into()),
        },
    };
    let Value::Map(entries) = &mut node.value else { return };
    for (key, value) in FILLED_IN {
        if !entries.iter().any(|entry| &*entry.key == key) {
            entries.push(text(key, value.to_owned()));
        }
    }
    let items = entries.iter_mut().find(|entry| &*entry.key == "items");
    let Some(Value::List(items)) = items.map(|entry| &mut entry.value.value) else {
        return;
    };
    for (at, item) in items.iter_mut().enumerate() {
        if let Value::Map(entries) = &mut item.value {
            entries.retain(|entry| &*entry.key != "id");
            entries.push(text("id", format!("f{}", at + 1)));
        }
    }
}

fn handed(node: &Node, record: Option<Record>) -> Handed {
    let Some(Record::Other(other)) = record else {
        return Handed::default();
    };
    let Detail::Feedback(feedback) = other.detail else {
        return Handed::default();
    };
    let said = |key: &str, value: &str| {
        let Value::Map(entries) = &node.value else { return None };
        let is_own = |entry: &&Entry| &*entry.key == key && entry.value.span != Span::WHOLE_FILE;
        entries.iter().find(is_own).map(|_| value.to_owned())
    };
    Handed {
        stage: said("stage", &feedback.stage),
        by: said("by", &feedback.by),
        asset: feedback.asset.as_ref().map(ToString::to_string),
        remarks: feedback.remarks,
    }
}
