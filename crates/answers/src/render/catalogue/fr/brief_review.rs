//! Answers: what is said of the proofs, remarks and verdicts of a brief, in French?
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
        (Some((latest, number)), Some(own)) => format!("version {own}, remplacée par {latest} (version {number})"),
        (None, Some(number)) => format!("version {number}"),
        (_, None) => "sans fiche".into(),
    };
    format!(
        "Épreuve\u{a0}: {name} · {} · {version}{}",
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
        .map(|seen| format!(", sur {}", feedback::version(seen)));
    format!(
        "Remarque {} de {}\u{a0}: «\u{a0}{}\u{a0}»{} · {}{}{}",
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
        "et {}\u{a0}: `crops feedback list`",
        counted(count, "autre remarque", "autres remarques")
    )
}

/// With who did it and when.
pub fn by(reader: Reader, said: &str, one: &HandoffSaid) -> String {
    let on = one.on.map(|day| format!(" le {}", reader.day(day)));
    format!("{said} ({}{})", one.by, on.unwrap_or_default())
}

pub fn verdict(reader: Reader, one: &VerdictSaid) -> String {
    let said = match one.verdict {
        Verdict::Approve => "a validé",
        Verdict::ApproveWithChanges => "a validé avec des changements",
        Verdict::Reject => "a demandé des corrections",
        Verdict::Revoke => "a retiré une validation",
        Verdict::Confirm => "a vu que les changements sont faits",
        Verdict::Abstain => "s’est abstenu",
    };
    let day = one.day.map(|day| format!(" le {}", reader.day(day)));
    let evidence = match (one.proof, one.key.as_deref()) {
        (Proof::Forge, Some(key)) => format!("sur la forge, enregistré par {key}"),
        (Proof::Forge, None) => "sur la forge".into(),
        (Proof::Signature, Some(key)) => format!("signé, avec {key}"),
        (Proof::Signature, None) => "signé".into(),
        (Proof::Relayed, _) => "transmis".into(),
        (Proof::Claimed(Unproved::Said), _) => "déclaré".into(),
        (proof @ Proof::Claimed(_), _) => format!("déclaré\u{a0}: la décision {}", proved(proof)),
    };
    let about = match (&one.answered_by, one.about) {
        (Some(later), _) => format!("\u{202f}; répondu par {later}"),
        (None, About::Now) => "\u{202f}; sur ce qu’il dit maintenant".into(),
        (None, About::Earlier) => "\u{202f}; sur une version antérieure".into(),
        (None, About::Unknown) => "\u{202f}; on ne peut pas dire sur quelle version".into(),
    };
    let note = one
        .note
        .as_deref()
        .map(|note| format!(" «\u{a0}{}\u{a0}»", note.replace('\n', " ")));
    format!(
        "{}\u{a0}: {} {said}{}{} ({evidence}{about})",
        one.stage_title,
        one.by,
        day.unwrap_or_default(),
        note.unwrap_or_default()
    )
}
