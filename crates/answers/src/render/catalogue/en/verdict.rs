//! Answers: what is said of a verdict that was given, in English?
//! Invariant: what nothing proves is called a claim.

use super::refusal::lack;
use crate::model::approval::Verdict;
use crate::report::deed::Judged;
use crate::report::table::Tone;
use crate::trail::gate::{Outcome, Proof};

pub const fn said(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Approve => "approved",
        Verdict::ApproveWithChanges => "approved with changes",
        Verdict::Reject => "changes required",
        Verdict::Revoke => "approval revoked",
        Verdict::Abstain => "abstained",
        Verdict::Confirm => "changes confirmed",
    }
}

pub fn judged(one: &Judged) -> String {
    let said = said(one.verdict);
    let whose = match one.proof {
        Proof::Forge => format!("by {}, on the forge", one.by),
        Proof::Signature => format!("signed by {}", one.by),
        Proof::Relayed => format!("by {}, relayed", one.by),
        Proof::Claimed(_) => format!("claimed by {}", one.by),
    };
    format!("{}  {}: {said} at {}, {whose}", one.id, one.title, one.stage_title)
}

pub fn details(one: &Judged) -> Vec<(String, Tone)> {
    let mut lines = Vec::new();
    match (&one.to_title, one.verdict) {
        (Some(to), Verdict::Reject) => lines.push((format!("It goes back to {to}."), Tone::Caution)),
        (Some(to), _) => lines.push((format!("The rule of the gate is met: it goes on to {to}."), Tone::Good)),
        (None, _) if !one.lacks.is_empty() => {
            let lacks: Vec<_> = one.lacks.iter().map(lack).collect();
            lines.push((format!("The gate still waits for: {}", lacks.join("; ")), Tone::Plain));
        }
        (None, Verdict::Reject) => lines.push(("It stays where it is.".into(), Tone::Plain)),
        (None, _) if one.outcome == Outcome::Waiting => {}
        (None, _) => lines.push((
            "The rule of the gate is met; the brief stays where it is.".into(),
            Tone::Plain,
        )),
    }
    if !one.answers.is_empty() {
        lines.push((format!("Answers {}.", one.answers.join(", ")), Tone::Faint));
    }
    lines
}
