//! Answers: where, in a record that was handed over, stands what cannot be taken?
//! Invariant: every fault of the record is told at its own place in it; what a flag says instead is not looked at.

use crate::change::refusal::{Named, Refusal};
use crate::model::finding::{Finding, Severity};
use crate::model::money::Currency;
use crate::model::other::RecordType;
use crate::model::place::{Span, StudioPath};
use crate::model::problem::Problem;
use crate::model::resolve::Unresolved;
use crate::report::bad_record::{BadRecord, FaultPlace, FaultReason, RecordFault};
use crate::store::find::Expected;
use crate::store::read::{Defaults, Parsed, read_parsed};
use crate::store::yaml::parse;
use crate::store::yaml::tree::{Entry, Node, Value};

/// Keys of the record that are not taken over, or that a brief does not have.
const LEFT_OUT: [&str; 3] = ["id", "stage", "live"];

/// A record as it was handed over.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as it was typed, or `<stdin>`.
    pub name: String,
    pub bytes: Vec<u8>,
    pub node: Node,
    /// Keys that flags say instead.
    pub overruled: Vec<String>,
}

impl Source {
    /// What is wrong in it by itself, whatever the studio holds; `None` when it can be taken.
    pub fn faults(&self, currency: Currency) -> Option<BadRecord> {
        let file = StudioPath::shown(&self.name);
        let parsed = Parsed::Tree(self.as_brief());
        let outcome = read_parsed(
            &file,
            &parsed,
            Expected::Record(RecordType::Brief),
            Defaults { currency },
        );
        let counts = |finding: &Finding| {
            let is_missing = matches!(finding.problem, Problem::MissingKey { within: "brief", .. });
            let entry = self.entry_around(finding.place.span);
            let is_taken = entry.is_none_or(|entry| !LEFT_OUT.contains(&&*entry.key) && !self.is_overruled(entry));
            finding.severity == Severity::Error && !is_missing && is_taken
        };
        let findings: Vec<Finding> = outcome.findings.into_iter().filter(counts).collect();
        (!findings.is_empty()).then(|| BadRecord::of_findings(findings, &self.name, &self.bytes))
    }

    /// A refusal at the value that causes it; `None` when that is not in the record.
    pub fn refused(&self, refusal: &Refusal) -> Option<BadRecord> {
        let (keys, typed) = causes(refusal);
        let candidates = || {
            self.entries()
                .iter()
                .filter(|entry| keys.contains(&&*entry.key) && !self.is_overruled(entry))
        };
        let spans = |entry: &Entry| typed.and_then(|typed| span_of_text(&entry.value, typed));
        let span = match typed {
            Some(_) => candidates().find_map(spans),
            None => candidates().next().map(|entry| entry.value.span),
        };
        let fault = RecordFault {
            why: FaultReason::Refused(Box::new(refusal.clone())),
            place: Some(FaultPlace::new(&self.name, &self.bytes, span?)),
        };
        Some(BadRecord { faults: vec![fault] })
    }

    /// Findings in a text that was made of it, each at the key of the record that it comes from.
    pub fn places(&self, findings: Vec<Finding>, text: &str) -> BadRecord {
        let written = parse(text.as_bytes()).ok();
        let place = |span: Span| {
            let written = entry_around(entries_of(written.as_ref()?), span)?;
            let entry = self.entries().iter().find(|entry| entry.key == written.key)?;
            let span = match span == written.key_span {
                true => entry.key_span,
                false => entry.value.span,
            };
            (!self.is_overruled(entry)).then(|| FaultPlace::new(&self.name, &self.bytes, span))
        };
        let fault = |finding: Finding| RecordFault {
            place: place(finding.place.span),
            why: FaultReason::Problem(finding.problem),
        };
        BadRecord {
            faults: findings.into_iter().map(fault).collect(),
        }
    }

    fn entries(&self) -> &[Entry] {
        entries_of(&self.node)
    }

    fn is_overruled(&self, entry: &Entry) -> bool {
        self.overruled.iter().any(|key| **key == *entry.key)
    }

    fn entry_around(&self, span: Span) -> Option<&Entry> {
        entry_around(self.entries(), span)
    }

    /// A part of a brief need not say that it is one.
    fn as_brief(&self) -> Node {
        let mut node = self.node.clone();
        if let Value::Map(entries) = &mut node.value
            && !entries.iter().any(|entry| &*entry.key == "crops")
        {
            entries.push(Entry {
                key: "crops".into(),
                key_span: Span::WHOLE_FILE,
                value: Node {
                    span: Span::WHOLE_FILE,
                    value: Value::Text("brief/v1".into()),
                },
            });
        }
        node
    }
}

fn entries_of(node: &Node) -> &[Entry] {
    match &node.value {
        Value::Map(entries) => entries,
        Value::Null | Value::Text(_) | Value::List(_) => &[],
    }
}

/// The entry whose key or value a span lies in.
fn entry_around(entries: &[Entry], span: Span) -> Option<&Entry> {
    let begins = |entry: &&Entry| entry.key_span.start <= span.start;
    entries.iter().filter(begins).max_by_key(|entry| entry.key_span.start)
}

/// The keys whose value a refusal is about, and that value.
fn causes(refusal: &Refusal) -> (Vec<&str>, Option<&str>) {
    match refusal {
        Refusal::Unresolved { what, why } => {
            let keys = match what {
                Named::Kind => vec!["kind"],
                Named::Campaign => vec!["campaign", "deliverable"],
                Named::Deliverable => vec!["deliverable"],
                Named::Person => vec!["requester", "owner", "rush"],
                Named::Channel => vec!["channels"],
                Named::Brief
                | Named::Party
                | Named::Role
                | Named::Task
                | Named::Asset
                | Named::Remark
                | Named::HandoffItem
                | Named::Side
                | Named::Workflow
                | Named::Template => Vec::new(),
            };
            let (Unresolved::Ambiguous { typed, .. } | Unresolved::Unknown { typed, .. }) = why;
            (keys, Some(typed))
        }
        Refusal::BadValue { key, value, .. } => (vec![key], Some(value)),
        Refusal::UnknownAnchor { text, .. } => (vec!["due", "live"], Some(text)),
        Refusal::EmptyTitle => (vec!["title"], None),
        Refusal::NoWorkflow { .. } | Refusal::OtherKind { .. } => (vec!["kind"], None),
        Refusal::OtherCampaign { .. } => (vec!["campaign"], None),
        Refusal::DayOfSeries { .. } => (vec!["deliverable"], None),
        _ => (Vec::new(), None),
    }
}

/// Where a text stands in a value: the whole of it, or a name in it.
fn span_of_text(node: &Node, typed: &str) -> Option<Span> {
    match &node.value {
        Value::Text(text) if text.split('/').any(|part| part == typed) || &**text == typed => Some(node.span),
        Value::Null | Value::Text(_) => None,
        Value::List(items) => items.iter().find_map(|item| span_of_text(item, typed)),
        Value::Map(entries) => entries.iter().find_map(|entry| span_of_text(&entry.value, typed)),
    }
}
