//! Answers: what does a verdict at a gate write, and does it move the brief?
//! Invariant: one new file per verdict, never edited; an approval moves the brief on only when the whole rule is met by it.
//! Source: design, "Gates and approvals".

use super::refusal::{GateLack, Refusal};
use super::request::{put, stage_of};
use super::yaml_text::{Entry, document, one_plain_line};
use super::{Change, FileEdit, Message, YamlValue};
use crate::model::Day;
use crate::model::approval::{Approval, Evidence, Verdict};
use crate::model::brief::Brief;
use crate::model::id::{CROCKFORD, PersonId, StageId};
use crate::model::moves::onward;
use crate::model::place::StudioPath;
use crate::model::studio::Studio;
use crate::model::workflow::{Covers, EvidenceKind, Gate, Stage, Workflow};
use crate::trail::gate::{Question, has_role, lacks};

/// Length of a verdict's id.
const ID_LENGTH: u32 = 8;

/// What somebody says at a gate. The evidence is a claim: nothing has verified it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub verdict: Verdict,
    pub by: PersonId,
    /// ISO 8601, with its offset.
    pub at: String,
    /// When the verdict was asked for, as `at`.
    pub requested: Option<String>,
    pub note: Option<String>,
}

/// A verdict as it would be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    pub change: Change,
    pub approval: Approval,
    /// Where the brief goes with it, when it moves.
    pub to: Option<StageId>,
    /// What the gate still waits for; empty when it is left, and after a reject.
    pub lacks: Vec<GateLack>,
}

/// Gives a verdict at the gate the brief is in. `approvals` are its verdicts so far, `digest` that of its content as the
/// gate covers it, `seed` makes the verdict's id.
pub fn give(
    studio: &Studio,
    brief: &Brief,
    approvals: &[Approval],
    digest: &str,
    said: &Said,
    today: Day,
    seed: u64,
) -> Result<Given, Refusal> {
    let (workflow, stage) = stage_of(studio, brief)?;
    let Some(gate) = &stage.gate else {
        return Err(Refusal::NotAGate {
            brief: brief.id.to_string(),
            stage: stage.id.to_string(),
        });
    };
    check_role(studio, stage, gate, &said.by, today)?;
    let approval = approval(studio, brief, (stage, gate), approvals, digest, said, seed)?;
    let mut all = approvals.to_vec();
    all.push(approval.clone());
    let lacks = lacks(Question {
        studio,
        brief,
        stage,
        approvals: &all,
        digest: Some(digest),
        today,
    });
    let to = destination(workflow, stage, gate, said.verdict, &lacks);
    let change = change(brief, &approval, said, to.as_ref());
    let lacks = if said.verdict == Verdict::Reject {
        Vec::new()
    } else {
        lacks
    };
    Ok(Given {
        change,
        approval,
        to,
        lacks,
    })
}

fn destination(
    workflow: &Workflow,
    stage: &Stage,
    gate: &Gate,
    verdict: Verdict,
    lacks: &[GateLack],
) -> Option<StageId> {
    match verdict {
        Verdict::Approve if lacks.is_empty() => onward(workflow, stage).map(|next| next.id.value.clone()),
        Verdict::Reject => gate.on_reject.as_ref().map(|id| id.value.clone()),
        Verdict::Approve | Verdict::ApproveWithChanges | Verdict::Revoke | Verdict::Abstain | Verdict::Confirm => None,
    }
}

fn check_role(studio: &Studio, stage: &Stage, gate: &Gate, by: &PersonId, today: Day) -> Result<(), Refusal> {
    let asked = |need: &crate::model::workflow::GateNeed| {
        let named = need.person.as_ref().is_some_and(|person| person.value == *by);
        let held = |role: &str| has_role(studio, by.as_str(), role, today);
        named || need.role.as_ref().is_some_and(|role| held(role.as_str()))
    };
    if gate.needs.iter().any(asked) {
        return Ok(());
    }
    let roles = gate.needs.iter().filter_map(|need| need.role.as_ref());
    Err(Refusal::NoRoleAtGate {
        person: by.to_string(),
        stage: stage.id.to_string(),
        roles: roles.map(|role| role.to_string()).collect(),
    })
}

fn approval(
    studio: &Studio,
    brief: &Brief,
    (stage, gate): (&Stage, &Gate),
    approvals: &[Approval],
    digest: &str,
    said: &Said,
    seed: u64,
) -> Result<Approval, Refusal> {
    let id = verdict_id(seed, approvals);
    let folder = brief.file.as_str().strip_suffix("brief.yml").unwrap_or_default();
    let path = format!("{folder}approvals/{}.{}.{id}.yml", *stage.id, said.by);
    Ok(Approval {
        file: StudioPath::new(&path).ok_or_else(|| Refusal::BadId {
            id: path.clone(),
            suggestion: String::new(),
        })?,
        studio: studio.settings.id.clone(),
        subject: brief.id.clone(),
        stage: stage.id.value.clone(),
        verdict: said.verdict,
        digest: digest.into(),
        covers: gate.covers.clone(),
        by: said.by.clone(),
        at: said.at.as_str().into(),
        requested: said.requested.as_deref().map(Into::into),
        resolves: answered(said, approvals),
        changes: Vec::new(),
        confirmed_by: None,
        note: said.note.as_deref().map(Into::into),
        evidence: Evidence::of(EvidenceKind::Claim),
        id: id.into(),
    })
}

/// A reviewer's new verdict answers the open rejects of the same person; a revocation, the approvals.
fn answered(said: &Said, approvals: &[Approval]) -> Vec<Box<str>> {
    let wanted = match said.verdict {
        Verdict::Revoke => Verdict::Approve,
        Verdict::Approve | Verdict::ApproveWithChanges => Verdict::Reject,
        Verdict::Reject | Verdict::Abstain | Verdict::Confirm => return Vec::new(),
    };
    let own: Vec<&Approval> = approvals.iter().filter(|one| one.by == said.by).collect();
    own.iter()
        .filter(|one| one.verdict == wanted && !own.iter().any(|later| later.resolves.contains(&one.id)))
        .map(|one| one.id.clone())
        .collect()
}

fn verdict_id(seed: u64, approvals: &[Approval]) -> String {
    let text = |seed: u64| -> String {
        let letters = (0..ID_LENGTH)
            .rev()
            .map(|at| CROCKFORD[(seed >> (5 * at) & 31) as usize]);
        letters.map(char::from).collect()
    };
    let mut next = seed;
    while approvals.iter().any(|one| *one.id == *text(next)) {
        next = next.wrapping_add(1);
    }
    text(next)
}

fn change(brief: &Brief, approval: &Approval, said: &Said, to: Option<&StageId>) -> Change {
    let mut body = Vec::new();
    let mut files = vec![FileEdit::Create {
        path: approval.file.clone(),
        text: document(&entries(approval, said)),
    }];
    if let Some(to) = to {
        body.push(format!("Stage: {} to {to}", approval.stage));
        files.push(FileEdit::Edit {
            path: brief.file.clone(),
            edits: vec![put("stage", YamlValue::Plain(to.to_string()))],
        });
    }
    body.extend(
        said.note
            .as_deref()
            .map(|note| format!("Note: {}", one_plain_line(note))),
    );
    let subject = format!(
        "{}: {} at {} by {}",
        said.verdict.word(),
        brief.id,
        approval.stage,
        said.by
    );
    Change {
        message: Message { subject, body },
        files,
    }
}

fn entries(approval: &Approval, said: &Said) -> Vec<Entry> {
    let texts =
        |texts: &[Box<str>]| YamlValue::List(texts.iter().map(|text| YamlValue::Text(text.to_string())).collect());
    let covers = match &approval.covers {
        Covers::Content => YamlValue::Plain("content".into()),
        Covers::Keys(keys) => texts(keys),
    };
    let mut entries = vec![
        Entry::plain("crops", "approval/v1"),
        Entry::text("id", &approval.id),
        Entry::text("studio", &approval.studio),
        Entry::plain("subject", &approval.subject),
        Entry::plain("stage", &approval.stage),
        Entry::plain("verdict", approval.verdict.word()),
        Entry::plain("digest", &approval.digest),
        Entry::new("covers", covers),
        Entry::plain("by", &approval.by),
        Entry::plain("at", &approval.at),
    ];
    entries.extend(said.requested.as_ref().map(|at| Entry::plain("requested", at)));
    if !approval.resolves.is_empty() {
        entries.push(Entry::new("resolves", texts(&approval.resolves)));
    }
    let claim = vec![("kind".into(), YamlValue::Plain("claim".into()))];
    entries.push(Entry::new("evidence", YamlValue::Map(claim)));
    entries.extend(said.note.as_deref().map(|note| Entry::text("note", note.trim())));
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    const DIGEST: &str = "v1:sha256:now";

    fn said(verdict: Verdict, by: &str) -> Said {
        Said {
            verdict,
            by: PersonId::new(by).expect("a slug"),
            at: "2026-11-21T10:00:00+01:00".into(),
            requested: None,
            note: None,
        }
    }

    fn given(stage: &str, approvals: &[Approval], said: &Said) -> Result<Given, Refusal> {
        let brief = sample::brief("film-000001", stage);
        give(
            &sample::studio(),
            &brief,
            approvals,
            DIGEST,
            said,
            sample::day("2026-11-21"),
            7,
        )
    }

    #[test]
    fn the_approval_that_meets_the_rule_moves_the_brief() {
        let given = given("review", &[], &said(Verdict::Approve, "ines")).expect("a verdict");
        assert_eq!(given.to.as_ref().map(StageId::as_str), Some("approval"));
        assert_eq!(given.change.message.subject, "approve: film-000001 at review by ines");
        assert_eq!(given.change.message.body, ["Stage: review to approval"]);
        let [FileEdit::Create { path, text }, FileEdit::Edit { .. }] = given.change.files.as_slice() else {
            panic!("{:?}", given.change.files)
        };
        assert_eq!(
            path.as_str(),
            "briefs/2026-11/film-000001/approvals/review.ines.00000007.yml"
        );
        assert_eq!(
            text,
            "crops: approval/v1\nid: \"00000007\"\nstudio: 7h2kq9vd3mxa\nsubject: film-000001\nstage: review\n\
             verdict: approve\ndigest: v1:sha256:now\ncovers: content\nby: ines\nat: 2026-11-21T10:00:00+01:00\n\
             evidence: {kind: claim}\n"
        );
    }

    #[test]
    fn a_reject_sends_back_and_is_answered_by_the_next_approval() {
        let reject = given("review", &[], &said(Verdict::Reject, "ines")).expect("a verdict");
        assert_eq!(reject.to.as_ref().map(StageId::as_str), Some("production"));
        let again = given(
            "review",
            std::slice::from_ref(&reject.approval),
            &said(Verdict::Approve, "ines"),
        )
        .expect("a verdict");
        assert_eq!(&*again.approval.resolves, &[reject.approval.id]);
        assert_ne!(&*again.approval.id, "00000007");
        assert_eq!(again.to.as_ref().map(StageId::as_str), Some("approval"));
    }

    #[test]
    fn an_approval_that_is_not_enough_leaves_the_brief_where_it_is() {
        let reject = given("review", &[], &said(Verdict::Reject, "ines"))
            .expect("a verdict")
            .approval;
        let other = given("review", &[reject], &said(Verdict::Approve, "marc")).expect("a verdict");
        assert_eq!(other.to, None);
        assert!(matches!(other.lacks.as_slice(), [GateLack::Rejected { .. }]));
        assert_eq!(other.change.files.len(), 1);
    }

    #[test]
    fn only_those_whom_the_gate_asks_may_speak() {
        assert!(matches!(
            given("review", &[], &said(Verdict::Approve, "lea")),
            Err(Refusal::NoRoleAtGate { .. })
        ));
        assert!(matches!(
            given("production", &[], &said(Verdict::Approve, "ines")),
            Err(Refusal::NotAGate { .. })
        ));
    }
}
