//! Answers: what does a verdict at a gate write, and does it move the brief?
//! Invariant: one new file per verdict, never edited; an approval moves the brief on only when the whole rule is met by it.
//! Source: design, "Gates and approvals".

use super::record_id::free_id;
use super::refusal::{GateLack, NoRole, Refusal};
use super::request::put;
use super::yaml_text::{Entry, document, one_plain_line};
use super::{Change, FileEdit, Message, YamlValue};
use crate::model::approval::{Approval, Evidence, ForgeEvidence, Relay, Verdict};
use crate::model::brief::Brief;
use crate::model::id::{PersonId, StageId};
use crate::model::moves::onward;
use crate::model::place::StudioPath;
use crate::model::studio::Someone;
use crate::model::workflow::{Covers, Gate, Workflow};
use crate::trail::gate::{Decision, Heard, Outcome, Proof, Question, awaited, decide, is_asked};

/// What somebody says at a gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub verdict: Verdict,
    pub by: PersonId,
    /// ISO 8601, with its offset.
    pub at: String,
    /// When the verdict was asked for, as `at`.
    pub requested: Option<String>,
    /// Verdicts of others that it answers, beside the speaker's own.
    pub resolves: Vec<Box<str>>,
    /// Remarks that are to be dealt with, or that are confirmed.
    pub changes: Vec<Box<str>>,
    pub confirmed_by: Option<PersonId>,
    pub note: Option<String>,
    pub evidence: Evidence,
    /// How well it will be proved once it is written.
    pub proof: Proof,
}

impl Said {
    /// A claim without more words.
    pub fn claim(verdict: Verdict, by: PersonId, at: String) -> Self {
        Self {
            verdict,
            by,
            at,
            requested: None,
            resolves: Vec::new(),
            changes: Vec::new(),
            confirmed_by: None,
            note: None,
            evidence: Evidence::of(crate::model::workflow::EvidenceKind::Claim),
            proof: Proof::Claimed(crate::trail::gate::Unproved::Said),
        }
    }
}

/// Whether a verdict that meets the rule moves the brief on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    Move,
    /// The brief stays: what follows the gate comes by another way.
    Stay,
}

/// A verdict as it would be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    pub change: Change,
    pub approval: Approval,
    /// Where the brief goes with it, when it moves.
    pub to: Option<StageId>,
    pub outcome: Outcome,
    /// What the gate still waits for; empty when it is left, and after a reject.
    pub lacks: Vec<GateLack>,
}

/// Gives a verdict at the gate the brief is in; `question` holds the verdicts so far. `seed` makes the verdict's id.
pub fn give(
    workflow: &Workflow,
    question: Question<'_>,
    said: &Said,
    onward: Onward,
    seed: u64,
) -> Result<Given, Refusal> {
    let (brief, stage) = (question.brief, question.stage);
    let Some(gate) = &stage.gate else {
        return Err(Refusal::NotAGate {
            brief: brief.id.to_string(),
            stage: stage.id.to_string(),
        });
    };
    let Some(digest) = question.digest else {
        return Err(Refusal::GateNotMet {
            brief: brief.id.to_string(),
            stage: stage.id.to_string(),
            lacks: vec![GateLack::NoDigest],
        });
    };
    check_role(question, gate, said)?;
    let approval = approval(question, gate, digest, said, seed)?;
    if said.verdict == Verdict::Revoke && approval.resolves.is_empty() {
        return Err(Refusal::NothingToRevoke {
            brief: brief.id.to_string(),
            person: said.by.to_string(),
            stage: stage.id.to_string(),
        });
    }
    let mut heard = question.heard.to_vec();
    heard.push(Heard {
        approval: &approval,
        proof: said.proof,
        on: question.today,
    });
    let decision = decide(Question {
        heard: &heard,
        ..question
    });
    let decision = decision.unwrap_or(Decision {
        outcome: Outcome::Waiting,
        lacks: Vec::new(),
        counted: Vec::new(),
    });
    let to = match onward {
        Onward::Move => destination(workflow, question, gate, said.verdict, &decision),
        Onward::Stay => None,
    };
    let change = change(brief, &approval, to.as_ref());
    Ok(Given {
        change,
        to,
        outcome: decision.outcome,
        lacks: if said.verdict == Verdict::Reject {
            Vec::new()
        } else {
            decision.lacks
        },
        approval,
    })
}

fn destination(
    workflow: &Workflow,
    question: Question<'_>,
    gate: &Gate,
    verdict: Verdict,
    decision: &Decision,
) -> Option<StageId> {
    match verdict {
        Verdict::Approve | Verdict::ApproveWithChanges | Verdict::Confirm | Verdict::Abstain => {
            let next = onward(workflow, question.stage).filter(|_| decision.lacks.is_empty());
            next.map(|next| next.id.value.clone())
        }
        Verdict::Reject => gate.on_reject.as_ref().map(|id| id.value.clone()),
        Verdict::Revoke => None,
    }
}

/// Those whom the gate asks may speak; whoever was named to confirm changes, and who may answer a reject, too.
fn check_role(question: Question<'_>, gate: &Gate, said: &Said) -> Result<(), Refusal> {
    let named = |one: &Heard<'_>| {
        said.verdict == Verdict::Confirm
            && said.resolves.contains(&one.approval.id)
            && one.approval.confirmed_by.as_ref() == Some(&said.by)
    };
    let answers = gate
        .dismissed_by
        .iter()
        .any(|role| crate::trail::gate::has_role(question.studio, said.by.as_str(), role.as_str(), question.today));
    if is_asked(question.studio, gate, &said.by, question.today) || question.heard.iter().any(named) || answers {
        return Ok(());
    }
    let roles = gate.needs.iter().filter_map(|need| need.role.as_ref());
    let people = awaited(question).into_iter().flat_map(|lack| match lack {
        GateLack::Role { people, .. } => people,
        GateLack::Person { person, delegate } => std::iter::once(person).chain(delegate).collect(),
        _ => Vec::new(),
    });
    Err(Refusal::NoRoleAtGate(Box::new(NoRole {
        brief: question.brief.id.to_string(),
        outside: people
            .filter(|id| matches!(question.studio.someone(id), Some(Someone::Approver(..))))
            .collect(),
        person: said.by.to_string(),
        stage: question.stage.id.to_string(),
        roles: roles.map(|role| role.to_string()).collect(),
        verdict: said.verdict,
    })))
}

fn approval(question: Question<'_>, gate: &Gate, digest: &str, said: &Said, seed: u64) -> Result<Approval, Refusal> {
    let (brief, stage) = (question.brief, question.stage);
    let approvals: Vec<&Approval> = question.heard.iter().map(|one| one.approval).collect();
    let id = free_id(seed, |id| approvals.iter().any(|one| *one.id == *id));
    let folder = brief.file.as_str().strip_suffix("brief.yml").unwrap_or_default();
    let path = format!("{folder}approvals/{}.{}.{id}.yml", *stage.id, said.by);
    Ok(Approval {
        file: StudioPath::new(&path).ok_or_else(|| Refusal::BadId {
            id: path.clone(),
            suggestion: String::new(),
        })?,
        studio: question.studio.settings.id.clone(),
        subject: brief.id.clone(),
        stage: stage.id.value.clone(),
        verdict: said.verdict,
        digest: digest.into(),
        covers: gate.covers.clone(),
        by: said.by.clone(),
        at: said.at.as_str().into(),
        requested: said.requested.as_deref().map(Into::into),
        resolves: answered(said, stage.id.as_str(), &approvals),
        changes: said.changes.clone(),
        confirmed_by: said.confirmed_by.clone(),
        note: said
            .note
            .as_deref()
            .map(str::trim)
            .filter(|note| !note.is_empty())
            .map(Into::into),
        evidence: said.evidence.clone(),
        id: id.into(),
    })
}

/// A reviewer's new verdict answers the open rejects of the same person; a revocation, the approvals.
fn answered(said: &Said, stage: &str, approvals: &[&Approval]) -> Vec<Box<str>> {
    let wanted: &[Verdict] = match said.verdict {
        Verdict::Revoke => &[Verdict::Approve, Verdict::ApproveWithChanges],
        Verdict::Approve | Verdict::ApproveWithChanges => &[Verdict::Reject],
        Verdict::Reject | Verdict::Abstain | Verdict::Confirm => &[],
    };
    let own = approvals
        .iter()
        .filter(|one| one.by == said.by && one.stage.as_str() == stage);
    let open = own.filter(|one| {
        let answered = |later: &&Approval| later.by == said.by && later.resolves.contains(&one.id);
        wanted.contains(&one.verdict) && !approvals.iter().any(answered)
    });
    let mut resolves = said.resolves.clone();
    for one in open {
        if !resolves.contains(&one.id) {
            resolves.push(one.id.clone());
        }
    }
    resolves
}

fn change(brief: &Brief, approval: &Approval, to: Option<&StageId>) -> Change {
    let mut body = Vec::new();
    let mut files = vec![FileEdit::Create {
        path: approval.file.clone(),
        text: text(approval),
    }];
    if let Some(to) = to {
        body.push(format!("Stage: {} to {to}", approval.stage));
        files.push(FileEdit::Edit {
            path: brief.file.clone(),
            edits: vec![put("stage", YamlValue::Plain(to.to_string()))],
        });
    }
    let note = approval.note.as_deref();
    body.extend(note.map(|note| format!("Note: {}", one_plain_line(note))));
    let subject = format!(
        "{}: {} at {} by {}",
        approval.verdict.word(),
        brief.id,
        approval.stage,
        approval.by
    );
    Change {
        message: Message { subject, body },
        files,
    }
}

/// The file of a verdict.
pub fn text(approval: &Approval) -> String {
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
    entries.extend(approval.requested.as_ref().map(|at| Entry::plain("requested", at)));
    for (key, names) in [("resolves", &approval.resolves), ("changes", &approval.changes)] {
        if !names.is_empty() {
            entries.push(Entry::new(key, texts(names)));
        }
    }
    let confirmed_by = approval.confirmed_by.as_ref();
    entries.extend(confirmed_by.map(|person| Entry::plain("confirmed_by", person)));
    entries.push(Entry::new("evidence", evidence(&approval.evidence)));
    entries.extend(approval.note.as_deref().map(|note| Entry::text("note", note)));
    document(&entries)
}

fn evidence(evidence: &Evidence) -> YamlValue {
    let mut map = vec![("kind".to_owned(), YamlValue::Plain(evidence.kind.word().into()))];
    let mut put = |key: &str, value: Option<YamlValue>| map.extend(value.map(|value| (key.to_owned(), value)));
    let text = |text: &Option<Box<str>>| text.as_deref().map(|text| YamlValue::Text(text.into()));
    if let Some(forge) = &evidence.forge {
        let ForgeEvidence {
            forge,
            repository,
            pull,
            review,
            account,
            commit,
        } = forge;
        put("forge", Some(YamlValue::Text(forge.to_string())));
        for (key, value) in [
            ("repository", repository),
            ("pull", pull),
            ("review", review),
            ("account", account),
            ("commit", commit),
        ] {
            put(key, text(value));
        }
    }
    if let Some(relay) = &evidence.relay {
        let Relay {
            via,
            received,
            by,
            attachment,
            sha256,
        } = relay;
        put("via", Some(YamlValue::Text(via.to_string())));
        put("received", received.map(|day| YamlValue::Plain(day.to_string())));
        put("relayed_by", by.as_ref().map(|by| YamlValue::Plain(by.to_string())));
        put("attachment", text(attachment));
        put("sha256", text(sha256));
    }
    YamlValue::Map(map)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;
    use crate::trail::gate::Silence;
    use crate::trail::gate::makers::Makers;

    const DIGEST: &str = "v1:sha256:now";

    fn said(verdict: Verdict, by: &str) -> Said {
        let by = PersonId::new(by).expect("a slug");
        Said::claim(verdict, by, "2026-11-21T10:00:00+01:00".into())
    }

    fn given(stage: &str, approvals: &[Approval], said: &Said) -> Result<Given, Refusal> {
        let (studio, workflow) = (sample::studio(), sample::workflow());
        let brief = sample::brief("film-000001", stage);
        let today = sample::day("2026-11-21");
        let heard: Vec<Heard<'_>> = approvals.iter().map(|one| Heard::claim(one, today)).collect();
        let question = Question {
            studio: &studio,
            brief: &brief,
            stage: workflow.stage(stage).expect("a stage"),
            heard: &heard,
            digest: Some(DIGEST),
            changed: &|_| None,
            feedback: &[],
            unreadable: &[],
            makers: &Makers::named(Some(&workflow), &brief),
            silence: Silence::Waiting,
            today,
        };
        give(&workflow, question, said, Onward::Move, 7)
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
    fn a_revocation_takes_back_an_own_approval_or_is_refused() {
        let nothing = given("review", &[], &said(Verdict::Revoke, "ines"));
        assert!(matches!(nothing, Err(Refusal::NothingToRevoke { .. })), "{nothing:?}");
        let approval = given("review", &[], &said(Verdict::Approve, "ines"))
            .expect("a verdict")
            .approval;
        let mut heard = vec![approval];
        let others = given("review", &heard, &said(Verdict::Revoke, "marc"));
        assert!(matches!(others, Err(Refusal::NothingToRevoke { .. })), "{others:?}");
        let taken = given("review", &heard, &said(Verdict::Revoke, "ines"))
            .expect("a verdict")
            .approval;
        assert_eq!(&*taken.resolves, std::slice::from_ref(&heard[0].id));
        heard.push(taken);
        let twice = given("review", &heard, &said(Verdict::Revoke, "ines"));
        assert!(matches!(twice, Err(Refusal::NothingToRevoke { .. })), "{twice:?}");
    }

    #[test]
    fn only_those_whom_the_gate_asks_may_speak() {
        assert!(matches!(
            given("review", &[], &said(Verdict::Approve, "lea")),
            Err(Refusal::NoRoleAtGate(_))
        ));
        assert!(matches!(
            given("production", &[], &said(Verdict::Approve, "ines")),
            Err(Refusal::NotAGate { .. })
        ));
    }
}
