//! Answers: what does a studio hold with one value of one file changed in memory?
//! Invariant: the text changes by the same edits as on disk and is read by the same reader; what it cannot say is refused.

use super::assemble::put;
use super::find::expected_at;
use super::read::{Defaults, read_file};
use super::yaml;
use super::yaml::edit;
use super::yaml::tree::{Node, Value};
use crate::change::edit_refused::EditRefused;
use crate::change::what_if::{Assignment, How, Step, WhatIfFault};
use crate::change::{KeyEdit, Operation, Segment, YamlValue};
use crate::model::finding::Severity;
use crate::model::problem::Problem;
use crate::model::studio::Studio;

/// Puts the value in the studio; the new text of the file.
///
/// # Errors
/// When the file cannot be changed there, or would then hold an error that it did not hold before.
pub fn apply(studio: &mut Studio, text: &str, assignment: &Assignment) -> Result<String, WhatIfFault> {
    let edited = edited(text, assignment).map_err(WhatIfFault::Edit)?;
    let defaults = Defaults {
        currency: studio.settings.currency,
    };
    let Some(expected) = expected_at(assignment.file.as_str()) else {
        return Ok(edited);
    };
    let read = |text: &str| read_file(&assignment.file, text.as_bytes(), expected, defaults);
    let (before, after) = (read(text), read(&edited));
    let is_new = |problem: &Problem| !before.findings.iter().any(|known| known.problem == *problem);
    let mut errors = after
        .findings
        .into_iter()
        .filter(|found| found.severity == Severity::Error);
    if let Some(error) = errors.find(|found| is_new(&found.problem)) {
        return Err(WhatIfFault::Problem(Box::new(error.problem)));
    }
    if let Some(record) = after.record {
        put(studio, &assignment.file, record);
    }
    Ok(edited)
}

fn edited(text: &str, assignment: &Assignment) -> Result<String, EditRefused> {
    if let (How::NewPerson, YamlValue::Map(keys)) = (assignment.how, &assignment.value) {
        let key = |(key, value): &(String, YamlValue)| KeyEdit {
            at: Vec::new(),
            operation: Operation::Put {
                key: key.clone(),
                value: value.clone(),
            },
        };
        let keys: Vec<KeyEdit> = keys.iter().map(key).collect();
        return edit::apply("crops: person/v1\n", &keys);
    }
    let root = yaml::parse(text.as_bytes()).map_err(|faults| EditRefused::Unreadable {
        line: faults.first().map_or(1, |fault| fault.span.line),
        column: faults.first().map_or(1, |fault| fault.span.column),
        problem: Box::new(
            faults
                .into_iter()
                .next()
                .map_or(Problem::ConflictMarkers, |fault| fault.problem),
        ),
    })?;
    edit::apply(text, &[edit_of(&root, assignment)?])
}

/// The edit that puts the value there; what is missing on the way becomes part of the value.
fn edit_of(root: &Node, assignment: &Assignment) -> Result<KeyEdit, EditRefused> {
    let (mut node, mut at) = (root, Vec::new());
    for (index, step) in assignment.at.iter().enumerate() {
        let rest = &assignment.at[index..];
        match (step, &node.value) {
            (Step::Named(id), Value::List(items)) => {
                let found = items.iter().position(|item| is_called(item, id));
                let found = found.ok_or_else(|| EditRefused::NoSuchValue { at: id.clone() })?;
                at.push(Segment::Item(found));
                node = &items[found];
            }
            (Step::Key(key), Value::Map(entries)) => {
                let Some(entry) = entries.iter().find(|entry| *entry.key == **key) else {
                    let value = wrapped(&rest[1..], fresh(assignment));
                    let operation = Operation::Put {
                        key: key.clone(),
                        value,
                    };
                    return Ok(KeyEdit { at, operation });
                };
                at.push(Segment::Key(key.clone()));
                node = &entry.value;
            }
            (Step::Key(_), Value::Null) => {
                let operation = Operation::Set(wrapped(rest, fresh(assignment)));
                return Ok(KeyEdit { at, operation });
            }
            (Step::Key(name) | Step::Named(name), _) => return Err(EditRefused::NoSuchValue { at: name.clone() }),
        }
    }
    let operation = match (assignment.how, &node.value) {
        (How::Remove, _) => Operation::Remove,
        (How::Append, Value::List(_)) => Operation::Append(assignment.value.clone()),
        _ => Operation::Set(fresh(assignment)),
    };
    Ok(KeyEdit { at, operation })
}

/// The value where there was none.
fn fresh(assignment: &Assignment) -> YamlValue {
    match assignment.how {
        How::Append => YamlValue::List(vec![assignment.value.clone()]),
        How::Replace | How::Remove | How::NewPerson => assignment.value.clone(),
    }
}

/// The value below keys that are not there yet.
fn wrapped(keys: &[Step], value: YamlValue) -> YamlValue {
    keys.iter().rev().fold(value, |value, step| match step {
        Step::Key(key) => YamlValue::Map(vec![(key.clone(), value)]),
        Step::Named(_) => value,
    })
}

fn is_called(item: &Node, id: &str) -> bool {
    let Value::Map(entries) = &item.value else { return false };
    entries
        .iter()
        .any(|entry| &*entry.key == "id" && matches!(&entry.value.value, Value::Text(text) if **text == *id))
}
