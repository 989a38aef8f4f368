//! Answers: what is said of a verdict that was given, in French?
//! Invariant: what nothing proves is called a claim.

use super::refusal::lack;
use crate::model::approval::Verdict;
use crate::report::deed::Judged;
use crate::report::table::Tone;
use crate::trail::gate::{Outcome, Proof};

pub const fn said(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Approve => "validé",
        Verdict::ApproveWithChanges => "validé avec corrections",
        Verdict::Reject => "à corriger",
        Verdict::Revoke => "validation retirée",
        Verdict::Abstain => "abstention",
        Verdict::Confirm => "corrections confirmées",
    }
}

pub fn judged(one: &Judged) -> String {
    let said = said(one.verdict);
    let whose = match one.proof {
        Proof::Forge => format!("par {}, sur la forge", one.by),
        Proof::Signature => format!("signé par {}", one.by),
        Proof::Relayed => format!("par {}, transmis", one.by),
        Proof::Claimed(_) => format!("déclaré par {}", one.by),
    };
    format!(
        "{}  {}\u{a0}: {said} à l’étape {}, {whose}",
        one.id, one.title, one.stage_title
    )
}

pub fn details(one: &Judged) -> Vec<(String, Tone)> {
    let mut lines = Vec::new();
    match (&one.to_title, one.verdict) {
        (Some(to), Verdict::Reject) => lines.push((format!("Il revient à l’étape {to}."), Tone::Caution)),
        (Some(to), _) => lines.push((
            format!("La règle de l’étape est remplie\u{a0}: il passe à {to}."),
            Tone::Good,
        )),
        (None, _) if !one.lacks.is_empty() => {
            let lacks: Vec<_> = one.lacks.iter().map(lack).collect();
            lines.push((
                format!("L’étape attend encore\u{a0}: {}", lacks.join("\u{202f}; ")),
                Tone::Plain,
            ));
        }
        (None, Verdict::Reject) => lines.push(("Il reste où il est.".into(), Tone::Plain)),
        (None, _) if one.outcome == Outcome::Waiting => {}
        (None, _) => lines.push((
            "La règle de l’étape est remplie\u{202f}; le brief reste où il est.".into(),
            Tone::Plain,
        )),
    }
    if !one.answers.is_empty() {
        lines.push((format!("Répond à {}.", one.answers.join(", ")), Tone::Faint));
    }
    lines
}
