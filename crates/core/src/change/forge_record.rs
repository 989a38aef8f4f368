//! Answers: which files keep what the reviewers of a request said, when the request is over?
//! Invariant: files are only added, and the same reviews give the same files, on whichever branch and however often.
//! Source: design, "How a team works", recording; "Gates and approvals", `resolves`.

mod feedback;
mod verdicts;

use super::{Change, FileEdit, Message};
use crate::model::approval::{Approval, Verdict};
use crate::model::brief::Brief;
use crate::model::feedback::Feedback;
use crate::model::id::CROCKFORD;
use crate::model::workflow::{Gate, Stage};
use crate::trail::review_verdicts::{DigestOf, ReviewQuestion};
use crate::trail::reviews::{Accounts, ReviewFault, ReviewWarning, voices};
use sha2::{Digest, Sha256};

/// A brief at a gate that the request led through, and what is known of it already.
#[derive(Clone, Copy, Debug)]
pub struct Recording<'a> {
    pub brief: &'a Brief,
    /// With a gate.
    pub stage: &'a Stage,
    pub approvals: &'a [Approval],
    pub feedback: &'a [Feedback],
}

/// What is to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// `None`: all of it is known already, or there is nothing.
    pub change: Option<Change>,
    pub verdicts: Vec<RecordedVerdict>,
    pub feedback: Vec<RecordedFeedback>,
    /// Verdicts that were recorded before.
    pub known: usize,
    pub warnings: Vec<ReviewWarning>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedVerdict {
    pub brief: String,
    pub stage: String,
    pub person: String,
    pub verdict: Verdict,
    /// ISO 8601.
    pub at: String,
    pub path: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedFeedback {
    pub brief: String,
    pub stage: String,
    pub person: String,
    pub remarks: usize,
    pub path: String,
}

/// The verdicts and remarks of a request as files.
///
/// # Errors
/// When somebody known said a word whose meaning nobody knows.
pub fn record(
    question: ReviewQuestion<'_>,
    gates: &[Recording<'_>],
    digest_of: DigestOf<'_>,
) -> Result<Recorded, ReviewFault> {
    let accounts = Accounts::of(question.base, question.home.kind);
    let (voices, warnings) = voices(&accounts, question.reviews)?;
    let mut recorded = Recorded {
        change: None,
        verdicts: Vec::new(),
        feedback: Vec::new(),
        known: 0,
        warnings,
    };
    let mut files = Vec::new();
    for at in gates {
        let Some(gate) = &at.stage.gate else { continue };
        let place = Place {
            question,
            accounts: &accounts,
            at: *at,
            gate,
        };
        for voice in &voices {
            verdicts::of_voice(place, voice, digest_of, &mut recorded, &mut files);
        }
    }
    feedback::of_request(question, &accounts, &voices, gates, &mut recorded, &mut files);
    recorded.warnings.dedup();
    recorded.change = (!files.is_empty()).then(|| Change {
        message: message(question, &recorded),
        files,
    });
    Ok(recorded)
}

/// One gate of one brief, and whose rule counts there.
#[derive(Clone, Copy)]
struct Place<'a> {
    question: ReviewQuestion<'a>,
    accounts: &'a Accounts,
    at: Recording<'a>,
    gate: &'a Gate,
}

fn message(question: ReviewQuestion<'_>, recorded: &Recorded) -> Message {
    let verdict = |one: &RecordedVerdict| {
        format!(
            "{}: {} at {} by {}",
            one.verdict.word(),
            one.brief,
            one.stage,
            one.person
        )
    };
    let remarks = |one: &RecordedFeedback| {
        format!(
            "feedback: {} at {} by {}, {}",
            one.brief, one.stage, one.person, one.remarks
        )
    };
    let lines = recorded.verdicts.iter().map(verdict);
    Message {
        subject: format!(
            "record: reviews of {} #{}",
            question.home.kind.word(),
            super::yaml_text::one_plain_line(question.pull)
        ),
        body: lines.chain(recorded.feedback.iter().map(remarks)).collect(),
    }
}

/// Eight characters that the same words always give.
fn id_of(words: &[&str]) -> String {
    let mut hash = Sha256::new();
    for word in words {
        // lengths, so that no two lists of words run together
        hash.update(word.len().to_le_bytes());
        hash.update(word.as_bytes());
    }
    let digits = hash.finalize();
    digits
        .iter()
        .take(8)
        .map(|byte| char::from(CROCKFORD[usize::from(byte & 31)]))
        .collect()
}

/// A new file beside a brief; `None`: no such path can be.
fn file(brief: &Brief, folder: &str, name: &str, text: String) -> Option<(FileEdit, String)> {
    let path = format!("{}/{folder}/{name}.yml", brief.file.folder());
    let path = crate::model::place::StudioPath::new(&path)?;
    let shown = path.to_string();
    Some((FileEdit::Create { path, text }, shown))
}

#[cfg(test)]
mod tests;
