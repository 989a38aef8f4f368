//! Answers: which record does this file hold, and what is wrong with it?
//! Invariant: every fault of the file is a finding with its place; a record is made of what is sound.

mod approval;
mod asset;
mod brief;
mod campaign;
mod feedback;
mod fields;
mod handoff;
mod party;
mod person;
mod process;
mod references;
mod settings;
mod verify;

use super::find::{Expected, home_of};
use super::yaml::tree::{Node, Value};
use super::yaml::{self, Fault};
use crate::model::brief::Brief;
use crate::model::calendar::Calendar;
use crate::model::campaign::Campaign;
use crate::model::finding::{Finding, Severity};
use crate::model::id::is_slug;
use crate::model::kind::Kind;
use crate::model::money::Currency;
use crate::model::other::{Detail, OtherRecord, RecordType};
use crate::model::party::Party;
use crate::model::person::Person;
use crate::model::place::{Place, Placed, Span, StudioPath};
use crate::model::problem::Problem;
use crate::model::shape;
use crate::model::similar::nearest;
use crate::model::studio::Settings;
use crate::model::target::Target;
use crate::model::taxonomy::Taxonomy;
use crate::model::workflow::Workflow;
use fields::Fields;
use std::collections::HashMap;

pub use settings::default_settings;
pub use verify::disguise_of;

/// The format that this version reads and writes, after the `/v` of `crops: brief/v1`.
pub const FORMAT: u32 = 1;

/// One record of a studio.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    Settings(Box<Settings>),
    Person(Box<Person>),
    Party(Box<Party>),
    Calendar(Box<Calendar>),
    Workflow(Workflow),
    Kind(Box<Kind>),
    Campaign(Box<Campaign>),
    Brief(Box<Brief>),
    Targets(Vec<Target>),
    Taxonomy(Taxonomy),
    Other(OtherRecord),
}

/// What came out of one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub record: Option<Record>,
    /// Its type and where its id stands, when it has one.
    pub id: Option<(RecordType, Placed<Box<str>>)>,
    pub findings: Vec<Finding>,
}

/// What a file cannot say by itself.
#[derive(Clone, Copy, Debug)]
pub struct Defaults {
    /// Of amounts without a currency.
    pub currency: Currency,
}

impl Default for Defaults {
    fn default() -> Self {
        Self {
            currency: Currency::EURO,
        }
    }
}

/// The bytes of one file, parsed: all that depends on nothing but them and where they are.
#[derive(Clone, Debug, PartialEq)]
pub enum Parsed {
    /// A file of somebody's own.
    NoRecord,
    Tree(Node),
    Faulty(Vec<Fault>),
}

/// Parses the bytes of one file. `expected` is what its path says (see [`super::find::expected_at`]).
pub fn parse_file(bytes: &[u8], expected: Expected) -> Parsed {
    if expected == Expected::Nothing && !may_be_record(bytes) {
        return Parsed::NoRecord;
    }
    yaml::parse(bytes).map_or_else(Parsed::Faulty, Parsed::Tree)
}

/// Reads the bytes of one file.
pub fn read_file(file: &StudioPath, bytes: &[u8], expected: Expected, defaults: Defaults) -> Outcome {
    read_parsed(file, &parse_file(bytes, expected), expected, defaults)
}

/// Reads the record of a parsed file.
pub fn read_parsed(file: &StudioPath, parsed: &Parsed, expected: Expected, defaults: Defaults) -> Outcome {
    let mut reading = Reading {
        file,
        findings: Vec::new(),
        defaults,
        record: RecordType::Studio,
    };
    let node = match parsed {
        Parsed::Tree(node) => node,
        Parsed::NoRecord => return reading.outcome(None, None),
        Parsed::Faulty(faults) => {
            let places = faults
                .iter()
                .map(|fault| Finding::error(Place::at(file, fault.span), fault.problem.clone()));
            reading.findings.extend(places);
            return reading.outcome(None, None);
        }
    };
    let Some(record) = reading.record_type(node, expected) else {
        return reading.outcome(None, None);
    };
    reading.read(node, record)
}

/// A quick look, so that a notes file of somebody's own is not parsed and judged.
fn may_be_record(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes
        .split(|b| matches!(b, b'\n' | b'\r'))
        .any(|line| line.starts_with(b"crops:"))
}

/// The file in hand and what was found in it so far.
struct Reading<'f> {
    file: &'f StudioPath,
    findings: Vec<Finding>,
    defaults: Defaults,
    record: RecordType,
}

impl Reading<'_> {
    fn outcome(self, record: Option<Record>, id: Option<(RecordType, Placed<Box<str>>)>) -> Outcome {
        Outcome {
            record,
            id,
            findings: self.findings,
        }
    }

    fn error(&mut self, span: Span, problem: Problem) {
        self.findings.push(Finding::error(Place::at(self.file, span), problem));
    }

    fn warning(&mut self, span: Span, problem: Problem) {
        self.findings
            .push(Finding::warning(Place::at(self.file, span), problem));
    }

    /// The type that `crops:` names; `None`, with a finding, when it cannot be read as that.
    fn record_type(&mut self, node: &Node, expected: Expected) -> Option<RecordType> {
        let Value::Map(entries) = &node.value else { return None };
        let Some(entry) = entries.iter().find(|entry| &*entry.key == "crops") else {
            let first = entries.first().map_or(node.span, |entry| entry.key_span);
            self.error(first, Problem::NoRecordType);
            return None;
        };
        let Value::Text(text) = &entry.value.value else {
            self.error(entry.key_span, Problem::NoRecordType);
            return None;
        };
        let record = self.known_type(text, entry.value.span)?;
        let right = match expected {
            Expected::Record(wanted) => wanted == record,
            Expected::Nothing => false,
        };
        if !right {
            let folder = home_of(record);
            self.error(entry.value.span, Problem::WrongFolder { record, folder });
            return None;
        }
        Some(record)
    }

    fn known_type(&mut self, text: &str, span: Span) -> Option<RecordType> {
        let parsed = text
            .split_once("/v")
            .and_then(|(word, version)| Some((word, version.parse::<u32>().ok()?)));
        let word = parsed.map_or(text, |(word, _)| word);
        match (RecordType::from_word(word), parsed) {
            (Some(_), Some((_, version))) if version > FORMAT => {
                let word = word.to_owned();
                self.error(span, Problem::NewerFormat { word, version });
                None
            }
            (Some(record), Some((_, FORMAT))) => Some(record),
            _ => {
                let near = nearest(word, RecordType::ALL.map(RecordType::word));
                let word = text.to_owned();
                self.error(span, Problem::UnknownRecordType { word, near });
                None
            }
        }
    }

    fn read(mut self, node: &Node, record: RecordType) -> Outcome {
        let shape = shape::of(record);
        self.record = record;
        self.verify(node, shape);
        let fields = Fields::new(node, shape, self.defaults.currency);
        let id = shape.key("id").and_then(|_| fields.placed_text("id"));
        if let Some(id) = &id
            && is_slug(&id.value)
        {
            self.compare_with_path(id, record, &fields);
        }
        match record {
            RecordType::Campaign => self.separate_items(&fields),
            RecordType::Calendar => self.open_hours(&fields),
            RecordType::Feedback => self.findings.extend(feedback::half_points(&fields, self.file)),
            _ => {}
        }
        let decoded = self.decode(&fields, node, record);
        let id = id.map(|id| (record, id));
        self.outcome(decoded, id)
    }

    fn decode(&self, fields: &Fields<'_>, node: &Node, record: RecordType) -> Option<Record> {
        let file = self.file;
        Some(match record {
            RecordType::Studio => Record::Settings(Box::new(settings::settings(fields, file))),
            RecordType::Person => Record::Person(Box::new(person::person(fields, file)?)),
            RecordType::Party => Record::Party(Box::new(party::party(fields, file)?)),
            RecordType::Calendar => Record::Calendar(Box::new(settings::calendar(fields, file)?)),
            RecordType::Workflow => Record::Workflow(process::workflow(fields, file)?),
            RecordType::Kind => Record::Kind(Box::new(process::kind(fields, file)?)),
            RecordType::Campaign => Record::Campaign(Box::new(campaign::campaign(fields, file)?)),
            RecordType::Brief => Record::Brief(Box::new(brief::brief(fields, file)?)),
            RecordType::Targets => Record::Targets(settings::targets(fields)),
            RecordType::Taxonomy => Record::Taxonomy(settings::taxonomy(fields, file)),
            RecordType::Approval
            | RecordType::Feedback
            | RecordType::Handoff
            | RecordType::Asset
            | RecordType::Result
            | RecordType::Retrospective
            | RecordType::Template => Record::Other(OtherRecord {
                record,
                id: fields.placed_text("id")?,
                file: file.clone(),
                references: references::of(node, shape::of(record)),
                detail: self.detail(fields, record),
            }),
        })
    }

    /// Nothing of a record with an error: what it leaves out could be what matters.
    fn detail(&self, fields: &Fields<'_>, record: RecordType) -> Detail {
        let is_error = |finding: &Finding| finding.severity == Severity::Error;
        let detail = match record {
            _ if self.findings.iter().any(is_error) => None,
            RecordType::Feedback => feedback::feedback(fields, self.file).map(|read| Detail::Feedback(Box::new(read))),
            RecordType::Handoff => handoff::handoff(fields, self.file).map(|read| Detail::Handoff(Box::new(read))),
            RecordType::Approval => approval::ruling(fields).map(|read| Detail::Ruling(Box::new(read))),
            RecordType::Asset => asset::asset(fields, self.file).map(|read| Detail::Asset(Box::new(read))),
            _ => None,
        };
        detail.unwrap_or(Detail::None)
    }

    /// Deliverables, series, tasks and milestones of a campaign are named in the same places.
    fn separate_items(&mut self, fields: &Fields<'_>) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for key in campaign::ITEM_LISTS {
            for id in fields.all_maps(key).filter_map(|item| item.entry("id")) {
                let Value::Text(text) = &id.value.value else { continue };
                let span = id.value.span;
                match seen.get(&**text) {
                    Some(first) => self.duplicate(text, RecordType::Campaign, *first, span),
                    None => drop(seen.insert(text, span)),
                }
            }
        }
    }

    fn duplicate(&mut self, id: &str, record: RecordType, first: Span, span: Span) {
        let problem = Problem::DuplicateId {
            id: id.to_owned(),
            record,
            first: Place::at(self.file, first),
        };
        self.error(span, problem);
    }

    fn open_hours(&mut self, fields: &Fields<'_>) {
        if let Some(span) = settings::window_without_hours(fields) {
            let calendar = fields.text("id").unwrap_or_default().to_owned();
            self.error(span, Problem::CalendarNeverOpen { calendar });
        }
    }

    /// The `id:` decides; a file or folder of another name misleads people.
    fn compare_with_path(&mut self, id: &Placed<Box<str>>, record: RecordType, fields: &Fields<'_>) {
        let name = self.file.file_name();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let folder = self.file.folder().rsplit('/').next().unwrap_or_default();
        let expected = match record {
            RecordType::Studio | RecordType::Targets | RecordType::Taxonomy => return,
            RecordType::Brief if folder == &*id.value => return,
            RecordType::Brief => format!("{}/brief.yml", id.value),
            RecordType::Approval | RecordType::Feedback | RecordType::Handoff => {
                let (Some(stage), Some(by)) = (fields.text("stage"), fields.text("by")) else {
                    return;
                };
                let expected = format!("{stage}.{by}.{}", id.value);
                if stem == expected {
                    return;
                }
                format!("{expected}.yml")
            }
            _ if stem == &*id.value => return,
            _ => format!("{}.yml", id.value),
        };
        let id_text = id.value.to_string();
        self.warning(id.span, Problem::IdUnlikePath { id: id_text, expected });
    }
}
