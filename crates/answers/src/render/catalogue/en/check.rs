//! Answers: how is the outcome of a check said in English?
//! Invariant: one sentence per fact, no catch-all arm.

use super::numbers::counted;
use crate::render::catalogue::CheckWord;

pub fn check(word: &CheckWord<'_>) -> String {
    match word {
        CheckWord::Clean { briefs, campaigns } => format!(
            "Everything is in order: {} and {} checked.",
            counted(*briefs, "brief", "briefs"),
            counted(*campaigns, "campaign", "campaigns")
        ),
        CheckWord::Found {
            errors,
            warnings,
            files,
        } => {
            let errors = (*errors > 0).then(|| counted(*errors, "error", "errors"));
            let warnings = (*warnings > 0).then(|| counted(*warnings, "warning", "warnings"));
            let both: Vec<_> = errors.into_iter().chain(warnings).collect();
            format!("{} in {}.", both.join(" and "), counted(*files, "file", "files"))
        }
        CheckWord::Accepted { accepted, mended } => {
            let known = format!("{} known from the baseline", counted(*accepted, "finding", "findings"));
            match mended {
                0 => format!("{known}."),
                more => format!("{known}, {more} of it mended: write it again with `--write-baseline`."),
            }
        }
        CheckWord::BaselineWritten { path, findings } => {
            format!("{} written to `{path}`", counted(*findings, "finding", "findings"))
        }
        CheckWord::MovesNotChecked { why } => format!("moves were not checked: {why}"),
        CheckWord::Error => "error".into(),
        CheckWord::Warning => "warning".into(),
        CheckWord::Hint => "hint".into(),
        CheckWord::Colon => ":".into(),
    }
}
