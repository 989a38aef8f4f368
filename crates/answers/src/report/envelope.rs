//! Answers: what stands around every JSON answer?
//! Invariant: version 1 is frozen: fields are added, never renamed or removed; keys are camelCase English.
//! Source: `docs/json.md`.

use super::kind::Kind;
use crate::model::Day;
use crate::model::finding::{Finding, Severity};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// The version of all shapes of this file.
pub const SCHEMA_VERSION: u32 = 1;

/// What stands around the data of every answer.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Envelope {
    pub schema_version: u32,
    /// What `data` is: each kind has a schema of its own.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub kind: Kind,
    pub as_of: AsOfView,
    pub today: Day,
    /// Changes that were tried and are written nowhere (`launch=2027-03-22`); left out without any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub what_if: Vec<String>,
    pub data: serde_json::Value,
    pub findings: Vec<FindingView>,
}

/// Which state of the studio was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AsOfView {
    /// As typed; null for the files as they are on disk.
    pub asked: Option<String>,
    /// The commit it led to; null for the files on disk.
    pub commit: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// The stable id of the rule.
    pub rule: &'static str,
    pub severity: &'static str,
    pub file: String,
    /// From 1; null for the whole file.
    pub line: Option<u32>,
    /// In characters, from 1; null for the whole file.
    pub column: Option<u32>,
    /// In the reader's language.
    pub message: String,
    /// A command or value that can be pasted; null when there is none.
    pub hint: Option<String>,
}

impl FindingView {
    /// `message` and `hint` are made where the words are.
    pub fn new(finding: &Finding, message: String, hint: Option<String>) -> Self {
        let span = finding.place.span;
        let position = |number: u32| (!span.is_whole_file()).then_some(number);
        Self {
            rule: finding.rule(),
            severity: severity_code(finding.severity),
            file: finding.place.file.to_string(),
            line: position(span.line),
            column: position(span.column),
            message,
            hint,
        }
    }
}

/// The stable English word of a severity.
pub const fn severity_code(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

impl Envelope {
    pub fn new(kind: Kind, as_of: AsOfView, today: Day, data: serde_json::Value) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            kind,
            as_of,
            today,
            what_if: Vec::new(),
            data,
            findings: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::place::{Place, StudioPath};
    use crate::model::problem::Problem;

    #[test]
    fn the_envelope_is_as_documented() {
        let file = StudioPath::new("crops.yml").unwrap();
        let finding = Finding::error(Place::whole(&file), Problem::ConflictMarkers);
        let mut envelope = Envelope::new(
            Kind::Check,
            AsOfView::default(),
            Day::from_ymd_opt(2026, 3, 2).unwrap(),
            serde_json::json!({"briefs": 0}),
        );
        envelope
            .findings
            .push(FindingView::new(&finding, "conflict markers".into(), None));
        insta::assert_snapshot!(serde_json::to_string_pretty(&envelope).unwrap(), @r#"
        {
          "schemaVersion": 1,
          "kind": "crops.check",
          "asOf": {
            "asked": null,
            "commit": null
          },
          "today": "2026-03-02",
          "data": {
            "briefs": 0
          },
          "findings": [
            {
              "rule": "conflict-markers",
              "severity": "error",
              "file": "crops.yml",
              "line": null,
              "column": null,
              "message": "conflict markers",
              "hint": null
            }
          ]
        }
        "#);
    }
}
