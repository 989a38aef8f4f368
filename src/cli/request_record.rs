//! Answers: what does a record that is handed over with `--from` say about a new request?
//! Invariant: a whole or partial brief; its id and stage are left out, every other key is kept.

use super::context::Context;
use super::request_source::Source;
use crate::change::YamlValue;
use crate::change::request::{Answers, Needed, RushAnswer};
use crate::change::template::Template;
use crate::report::bad_record::{BadRecord, FaultPlace, FaultReason, RecordFault};
use crate::report::failure::Failure;
use crate::store::input::{name_beside, read_given, read_stream};
use crate::store::yaml::tree::{Entry, Node, Value};
use crate::store::yaml::{Fault, parse};
use std::path::Path;

/// What was read, and whether something of it was left out.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub answers: Answers,
    /// `live:` of the record, which a brief does not have.
    pub live: Option<String>,
    pub left_out: LeftOut,
    /// `None` when no record was handed over.
    pub source: Option<Source>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeftOut {
    #[default]
    Nothing,
    IdOrStage,
}

/// Reads a file, or standard input for `-`.
///
/// # Errors
/// When it cannot be read, or holds no YAML mapping.
pub fn read(path: &Path, context: &Context) -> Result<Given, Failure> {
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
    let node = parse(&bytes).map_err(|faults| unparsed(faults, &name, &bytes))?;
    let mut given = Given::default();
    if let Value::Map(entries) = &node.value {
        for entry in entries {
            take(&mut given, entry);
        }
    }
    given.source = Some(Source {
        name,
        bytes,
        node,
        overruled: Vec::new(),
    });
    Ok(given)
}

/// What a template fills in; it was read without a fault.
pub fn of_template(template: &Template) -> Given {
    let mut given = Given::default();
    let lines = template.lines_without(&[]);
    if let Ok(Node {
        value: Value::Map(entries),
        ..
    }) = parse(lines.as_bytes())
    {
        for entry in &entries {
            take(&mut given, entry);
        }
    }
    given
}

fn unparsed(faults: Vec<Fault>, name: &str, bytes: &[u8]) -> BadRecord {
    let fault = |fault: Fault| RecordFault {
        place: Some(FaultPlace::new(name, bytes, fault.span)),
        why: FaultReason::Problem(fault.problem),
    };
    BadRecord {
        faults: faults.into_iter().map(fault).collect(),
    }
}

fn take(given: &mut Given, entry: &Entry) {
    let answers = &mut given.answers;
    let text = match &entry.value.value {
        Value::Text(text) => Some(text.to_string()),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    };
    let place = match &*entry.key {
        "crops" => return,
        "id" | "stage" => {
            given.left_out = LeftOut::IdOrStage;
            return;
        }
        "live" => &mut given.live,
        "title" => &mut answers.title,
        "kind" => &mut answers.kind,
        "campaign" => &mut answers.link.campaign,
        "deliverable" => &mut answers.link.deliverable,
        "requester" => &mut answers.requester,
        "owner" => &mut answers.owner,
        "priority" => &mut answers.priority,
        "ref" => &mut answers.reference,
        "budget" => &mut answers.budget,
        "due" => {
            answers.needed = text.map_or(Needed::NotSaid, Needed::ReadyBy);
            return;
        }
        "rush" => {
            answers.rush = rush(&entry.value);
            return;
        }
        key => {
            answers.fields.push((key.to_owned(), value_of(&entry.value)));
            return;
        }
    };
    *place = text;
}

fn rush(node: &Node) -> Option<RushAnswer> {
    let Value::Map(entries) = &node.value else { return None };
    let text = |key: &str| {
        let entry = entries.iter().find(|entry| &*entry.key == key)?;
        match &entry.value.value {
            Value::Text(text) => Some(text.to_string()),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    };
    Some(RushAnswer {
        reason: text("reason")?,
        agreed_by: text("agreed_by"),
    })
}

fn value_of(node: &Node) -> YamlValue {
    match &node.value {
        Value::Null => YamlValue::Plain(String::new()),
        Value::Text(text) => YamlValue::Text(text.to_string()),
        Value::List(items) => YamlValue::List(items.iter().map(value_of).collect()),
        Value::Map(entries) => {
            let pairs = entries
                .iter()
                .map(|entry| (entry.key.to_string(), value_of(&entry.value)));
            YamlValue::Map(pairs.collect())
        }
    }
}
