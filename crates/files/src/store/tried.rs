//! Answers: what would the studio hold with this record instead of its own?
//! Invariant: the record is read like one on disk, at the place where such a record lies; nothing is written.

use super::assemble::put;
use super::find::Expected;
use super::read::{Defaults, Record, read_file};
use super::yaml;
use super::yaml::tree::{Node, Value};
use crate::model::finding::{Finding, Severity};
use crate::model::id::WorkflowId;
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::model::studio::Studio;

/// Which record took the place of the studio's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    pub file: StudioPath,
    /// Whether it is a workflow, and which.
    pub workflow: Option<WorkflowId>,
}

/// Why a file cannot take the place of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum NotTried {
    /// It is none of these.
    NoRecord { known: Vec<String> },
    /// What is wrong in it.
    Wrong(Vec<Finding>),
}

/// The records that past figures can be tried with, and their folders.
const TRIED: [(RecordType, &str); 5] = [
    (RecordType::Workflow, "workflows"),
    (RecordType::Kind, "kinds"),
    (RecordType::Calendar, "calendars"),
    (RecordType::Party, "parties"),
    (RecordType::Targets, ""),
];

/// Puts the record of a file in the studio, where it takes the place of the one with its id.
///
/// # Errors
/// When it is none that can be tried, or says what no such record can.
pub fn replace(studio: &mut Studio, bytes: &[u8]) -> Result<Replaced, NotTried> {
    let (record, file) = place(bytes)?;
    let defaults = Defaults {
        currency: studio.settings.currency,
    };
    let outcome = read_file(&file, bytes, Expected::Record(record), defaults);
    let mut errors = outcome.findings;
    errors.retain(|one| one.severity == Severity::Error);
    if !errors.is_empty() {
        return Err(NotTried::Wrong(errors));
    }
    let Some(read) = outcome.record else {
        return Err(no_record());
    };
    let workflow = match &read {
        Record::Workflow(workflow) => Some(workflow.id.clone()),
        _ => None,
    };
    put(studio, &file, read);
    Ok(Replaced { file, workflow })
}

/// What `crops:` says it is, and where such a record lies.
fn place(bytes: &[u8]) -> Result<(RecordType, StudioPath), NotTried> {
    // of a file that is no YAML the reader says what is wrong, whatever record it is
    let Ok(root) = yaml::parse(bytes) else {
        let file = StudioPath::new("targets.yml").ok_or_else(no_record)?;
        return Ok((RecordType::Targets, file));
    };
    let typed = text(&root, "crops").unwrap_or_default();
    let word = typed.split('/').next().unwrap_or_default();
    let known = TRIED.iter().find(|(record, _)| record.word() == word);
    let (record, folder) = known.ok_or_else(no_record)?;
    let path = match (folder.is_empty(), text(&root, "id")) {
        (true, _) => format!("{word}.yml"),
        (false, id) => format!("{folder}/{}.yml", id.unwrap_or_default()),
    };
    Ok((*record, StudioPath::new(&path).ok_or_else(no_record)?))
}

fn no_record() -> NotTried {
    NotTried::NoRecord {
        known: TRIED.iter().map(|(record, _)| record.word().to_owned()).collect(),
    }
}

fn text<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    let Value::Map(entries) = &node.value else { return None };
    let entry = entries.iter().find(|entry| &*entry.key == key)?;
    match &entry.value.value {
        Value::Text(text) => Some(text),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}
