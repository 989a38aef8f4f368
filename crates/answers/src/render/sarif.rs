//! Answers: how are findings written as SARIF?
//! Invariant: every rule of the list is described, whether it found something or not.

use super::catalogue::Lang;
use super::catalogue::checks::{Part, rule_page};
use super::escape;
use crate::check::{CHECKS, Rule};
use crate::model::finding::Severity;
use crate::report::check::{CheckReport, Found};
use crate::report::sarif::{
    ArtifactLocation, Configuration, Driver, Fingerprints, Location, Log, Message, PhysicalLocation, Region,
    Rule as RuleView, Run, SCHEMA, SarifResult, Tool, uri,
};

pub fn document(report: &CheckReport, lang: Lang) -> Result<String, serde_json::Error> {
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: vec![Run {
            tool: Tool {
                driver: Driver {
                    name: "crops",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: CHECKS.iter().map(|rule| described(rule, lang)).collect(),
                },
            },
            language: lang.code(),
            column_kind: "unicodeCodePoints",
            results: report
                .findings
                .iter()
                .filter_map(|found| result(found, &report.folder))
                .collect(),
        }],
    };
    let text = serde_json::to_string_pretty(&log)?;
    Ok(escape::json(&text).into_owned() + "\n")
}

fn described(rule: &Rule, lang: Lang) -> RuleView {
    let page = rule_page(lang, rule.id);
    let what = page.as_ref().map_or(rule.id, |page| page.what);
    let help: Vec<&str> = page
        .iter()
        .flat_map(|page| &page.parts)
        .map(|part| match part {
            Part::Paragraph(text) | Part::Code(text) => *text,
        })
        .collect();
    RuleView {
        id: rule.id,
        short_description: plain(what),
        help: plain(&help.join("\n\n")),
        default_configuration: Configuration {
            level: level(rule.severity),
        },
    }
}

/// Markdown without its marks.
fn plain(text: &str) -> Message {
    Message {
        text: text.replace("**", "").replace('`', ""),
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// `None` for a rule that is not in the list, which no finding names.
fn result(found: &Found, folder: &str) -> Option<SarifResult> {
    let rule = found.finding.rule();
    let place = &found.finding.place;
    let width = found.excerpt.as_ref().map_or(0, |line| line.marked.chars().count());
    let width = u32::try_from(width).unwrap_or(u32::MAX);
    let region = (!place.span.is_whole_file()).then(|| Region {
        start_line: place.span.line,
        start_column: place.span.column,
        end_column: place.span.column.saturating_add(width),
    });
    let text = match &found.hint {
        Some(hint) => format!("{}. {hint}", found.message),
        None => found.message.clone(),
    };
    Some(SarifResult {
        rule_id: rule,
        rule_index: CHECKS.iter().position(|known| known.id == rule)?,
        level: level(found.finding.severity),
        message: Message { text },
        locations: vec![Location {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri: uri(&format!("{folder}{}", place.file)),
                    uri_base_id: "%SRCROOT%",
                },
                region,
            },
        }],
        partial_fingerprints: Fingerprints {
            finding: found.fingerprint.clone(),
        },
    })
}
