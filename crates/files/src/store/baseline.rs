//! Answers: which findings were there when checking began?
//! Invariant: the file is YAML for people; only fingerprints are compared.

use crate::model::finding::Finding;
use serde::Deserialize;
use std::path::Path;

/// The largest baseline that is read, in bytes.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// One finding that is accepted.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Entry {
    pub fingerprint: String,
}

#[derive(Debug, Default, Deserialize)]
struct File {
    #[serde(default)]
    findings: Vec<Entry>,
}

#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    #[error("{0}")]
    Disk(#[from] std::io::Error),
    #[error("{0}")]
    Form(String),
}

/// The fingerprints in a baseline file.
///
/// # Errors
/// When the file cannot be read or is no baseline.
pub fn read(path: &Path) -> Result<Vec<String>, BaselineError> {
    use std::io::Read;
    let mut text = String::new();
    let file = std::fs::File::open(path)?;
    file.take(MOST_BYTES).read_to_string(&mut text)?;
    let options = serde_yaml::options! {
        strict_booleans: true,
        with_snippet: false,
        budget: serde_yaml::budget! { max_depth: 8, max_nodes: 1_000_000, max_documents: 1 },
    };
    let file: File =
        serde_yaml::from_str_with_options(&text, options).map_err(|error| BaselineError::Form(error.to_string()))?;
    Ok(file.findings.into_iter().map(|entry| entry.fingerprint).collect())
}

/// A baseline file that knows these findings, each with its fingerprint.
pub fn text<'a>(findings: impl IntoIterator<Item = (&'a str, &'a Finding)>) -> String {
    let mut text = String::from(
        "# What `crops check --baseline` leaves out: findings that were there when checking began.\n# Only fingerprints count; take a line out to hear of it again.\nfindings:\n",
    );
    let start = text.len();
    for (fingerprint, finding) in findings {
        // A path in double quotes, as JSON writes it, is YAML whatever it holds.
        let file = serde_json::Value::from(finding.place.file.as_str());
        let rule = finding.rule();
        text.push_str(&format!(
            "  - {{fingerprint: \"{fingerprint}\", rule: {rule}, file: {file}}}\n"
        ));
    }
    if text.len() == start {
        text.truncate(start - 1);
        text.push_str(" []\n");
    }
    text
}
