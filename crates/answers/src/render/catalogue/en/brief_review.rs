//! Answers: what is said of the proofs, remarks and verdicts of a brief, in English?
//! Invariant: what a verdict says of its evidence is told as its own words.

use super::feedback;
use super::numbers::counted;
use super::refusal::proved;
use crate::model::approval::Verdict;
use crate::render::catalogue::Reader;
use crate::report::brief_review::{About, HandoffSaid, ProofNow, VerdictSaid};
use crate::report::feedback::RemarkRow;
use crate::trail::gate::{Proof, Unproved};

pub fn proof(proof: &ProofNow) -> String {
    let name = proof.title.as_deref().unwrap_or(&proof.version.asset);
    let place = proof
        .uri
        .as_deref()
        .or(proof.file.as_deref())
        .map(|place| format!(" · {place}"));
    let version = match (&proof.version.latest, proof.version.number) {
        (Some((latest, number)), Some(own)) => format!("version {own}, replaced by {latest} (version {number})"),
        (None, Some(number)) => format!("version {number}"),
        (_, None) => "not on record".into(),
    };
    format!(
        "Proof: {name} · {} · {version}{}",
        proof.version.asset,
        place.unwrap_or_default()
    )
}

pub fn remark(row: &RemarkRow) -> String {
    let severity = row
        .severity
        .map(|severity| format!(", {}", feedback::severity(severity)));
    let place = row.place.as_ref().map(|place| format!(" ({})", feedback::place(place)));
    let version = row
        .version
        .as_ref()
        .map(|seen| format!(", on {}", feedback::version(seen)));
    format!(
        "Remark {} by {}: “{}”{} · {}{}{}",
        row.name,
        row.by,
        row.text.replace('\n', " "),
        place.unwrap_or_default(),
        feedback::state(row),
        severity.unwrap_or_default(),
        version.unwrap_or_default()
    )
}

pub fn more_remarks(count: usize) -> String {
    format!(
        "and {}: `crops feedback list`",
        counted(count, "more remark", "more remarks")
    )
}

/// With who did it and when.
pub fn by(reader: Reader, said: &str, one: &HandoffSaid) -> String {
    let on = one.on.map(|day| format!(" on {}", reader.day(day)));
    format!("{said} ({}{})", one.by, on.unwrap_or_default())
}

pub fn verdict(reader: Reader, one: &VerdictSaid) -> String {
    let said = match one.verdict {
        Verdict::Approve => "approved",
        Verdict::ApproveWithChanges => "approved with changes",
        Verdict::Reject => "asked for changes",
        Verdict::Revoke => "took an approval back",
        Verdict::Confirm => "saw that the changes are made",
        Verdict::Abstain => "abstained",
    };
    let day = one.day.map(|day| format!(" on {}", reader.day(day)));
    let evidence = match (one.proof, one.key.as_deref()) {
        (Proof::Forge, Some(key)) => format!("on the forge, recorded by {key}"),
        (Proof::Forge, None) => "on the forge".into(),
        (Proof::Signature, Some(key)) => format!("signed, with {key}"),
        (Proof::Signature, None) => "signed".into(),
        (Proof::Relayed, _) => "relayed".into(),
        (Proof::Claimed(Unproved::Said), _) => "claimed".into(),
        (proof @ Proof::Claimed(_), _) => format!("claimed: it {}", proved(proof)),
    };
    let about = match (&one.answered_by, one.about) {
        (Some(later), _) => format!("; answered by {later}"),
        (None, About::Now) => "; of what it says now".into(),
        (None, About::Earlier) => "; of an earlier version".into(),
        (None, About::Unknown) => "; of which version cannot be told".into(),
    };
    let note = one
        .note
        .as_deref()
        .map(|note| format!(" “{}”", note.replace('\n', " ")));
    format!(
        "{}: {} {said}{}{} ({evidence}{about})",
        one.stage_title,
        one.by,
        day.unwrap_or_default(),
        note.unwrap_or_default()
    )
}
