//! Answers: how are findings shown beside the lines of a pull request?
//! Invariant: one workflow command a line; nothing of the studio's files can begin another.
//! Source: GitHub, "Workflow commands for GitHub Actions".

use super::escape::{workflow_message, workflow_property};
use crate::model::finding::Severity;
use crate::report::check::{CheckReport, Found};

/// `::error file=…,line=…,col=…,title=…::message`, one line a finding; nothing for none.
pub fn commands(report: &CheckReport) -> String {
    let lines = report.findings.iter().map(|found| command(found, &report.folder));
    lines.collect()
}

fn command(found: &Found, folder: &str) -> String {
    let place = &found.finding.place;
    let level = match found.finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let file = workflow_property(&format!("{folder}{}", place.file));
    let position = if place.span.is_whole_file() {
        String::new()
    } else {
        format!(",line={},col={}", place.span.line, place.span.column)
    };
    let mut message = found.message.clone();
    if let Some(hint) = &found.hint {
        message = format!("{message}\n{hint}");
    }
    let (title, message) = (workflow_property(found.finding.rule()), workflow_message(&message));
    format!("::{level} file={file}{position},title={title}::{message}\n")
}
