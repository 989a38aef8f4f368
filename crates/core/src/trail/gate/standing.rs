//! Answers: which verdicts stand: rejects that nobody answered, approvals of what the brief says now?
//! Invariant: an answer counts only from whoever may give it, and proved as well as what it answers.
//! Source: design, "Gates and approvals".

use super::{Changes, Counted, GateLack, Heard, Question, has_role, is_delegate};
use crate::model::approval::{Approval, Verdict};
use crate::model::feedback::{Feedback, Remark, RemarkState};
use crate::model::studio::Someone;
use crate::model::workflow::{Covers, Gate};
use std::collections::{HashMap, HashSet};

/// The verdicts on this brief, at this gate, in this studio, each once; a file under another's name is none.
pub fn concerning<'a>(question: Question<'a>) -> Vec<Heard<'a>> {
    let mut kept: Vec<Heard<'a>> = Vec::new();
    let mut seen = HashSet::new();
    for one in question.heard {
        let approval = one.approval;
        let here = *approval.studio == *question.studio.settings.id
            && approval.subject == question.brief.id
            && (approval.stage == question.stage.id.value || question.stage.was.contains(&approval.stage));
        let known = question.studio.someone(approval.by.as_str()).is_some();
        // an id alone makes no copy: a forged approval must not hide a reject
        let counts = here && known && is_own_name(approval);
        if counts && seen.insert((&*approval.id, approval.by.as_str(), approval.verdict.word())) {
            kept.push(*one);
        }
    }
    kept
}

/// `approvals/<stage>.<person>.<id>.yml`
fn is_own_name(approval: &Approval) -> bool {
    let name = approval.file.as_str().rsplit('/').next().unwrap_or_default();
    let wanted = [approval.stage.as_str(), approval.by.as_str(), &approval.id].join(".");
    name.strip_suffix(".yml") == Some(wanted.as_str())
}

/// The verdicts by what they answer, so that ten thousand at one gate are not each compared with all others.
pub struct Answers<'h, 'a> {
    to: HashMap<&'a str, Vec<&'h Heard<'a>>>,
    /// Rejects by whose they are and on which content.
    rejects: HashMap<(&'a str, &'a str), Vec<&'a str>>,
}

impl<'h, 'a> Answers<'h, 'a> {
    pub fn of(heard: &'h [Heard<'a>]) -> Self {
        let mut all = Self {
            to: HashMap::new(),
            rejects: HashMap::new(),
        };
        for one in heard {
            let approval = one.approval;
            for id in &approval.resolves {
                all.to.entry(id).or_default().push(one);
            }
            if approval.verdict == Verdict::Reject {
                let on = (approval.by.as_str(), &*approval.digest);
                all.rejects.entry(on).or_default().push(&approval.id);
            }
        }
        all
    }

    fn to(&self, verdict: &Approval) -> impl Iterator<Item = &'h Heard<'a>> {
        self.to.get(&*verdict.id).into_iter().flatten().copied()
    }
}

pub fn rejects(question: Question<'_>, gate: &Gate, heard: &[Heard<'_>], all: &Answers<'_, '_>) -> Vec<GateLack> {
    let rejects = heard.iter().filter(|one| one.approval.verdict == Verdict::Reject);
    rejects
        .filter(|reject| {
            !all.to(reject.approval)
                .any(|later| answers(question, gate, later, reject))
        })
        .map(|reject| GateLack::Rejected {
            by: reject.approval.by.to_string(),
            verdict: reject.approval.id.to_string(),
        })
        .collect()
}

/// Whether `later` names `earlier` in its `resolves` and may answer it.
fn answers(question: Question<'_>, gate: &Gate, later: &Heard<'_>, earlier: &Heard<'_>) -> bool {
    later.approval.resolves.contains(&earlier.approval.id)
        && later.approval.verdict != Verdict::Confirm
        && later.proof.strength() >= earlier.proof.strength()
        && may_answer(question, gate, later, earlier)
}

/// Whoever gave it; their delegate on that day; a role that the rule names; for somebody who left, whoever has their role.
fn may_answer(question: Question<'_>, gate: &Gate, later: &Heard<'_>, earlier: &Heard<'_>) -> bool {
    let (studio, by, of) = (question.studio, &later.approval.by, &earlier.approval.by);
    let holds = |role: &str| has_role(studio, by.as_str(), role, question.today);
    by == of
        || is_delegate(studio, by, of, later.on)
        || gate.dismissed_by.iter().any(|role| holds(role.as_str()))
        || roles_of_one_who_left(question, of.as_str()).any(|role| holds(role) && !question.makers.has(by))
}

fn roles_of_one_who_left<'a>(question: Question<'a>, person: &str) -> impl Iterator<Item = &'a str> {
    let (roles, until) = match question.studio.someone(person) {
        Some(Someone::Person(person)) => (person.roles.as_slice(), person.until),
        Some(Someone::Approver(_, approver)) => (approver.roles.as_slice(), approver.until),
        None => (&[][..], None),
    };
    let left = until.is_some_and(|until| until < question.today);
    roles.iter().filter(move |_| left).map(|role| role.as_str())
}

/// Whose approvals count, and why the others' do not.
pub fn approvals(
    question: Question<'_>,
    gate: &Gate,
    heard: &[Heard<'_>],
    all: &Answers<'_, '_>,
    digest: &str,
) -> (Vec<Counted>, Vec<GateLack>) {
    let (mut counted, mut idle): (Vec<Counted>, Vec<GateLack>) = (Vec::new(), Vec::new());
    for one in heard {
        let approval = one.approval;
        let changes = match approval.verdict {
            Verdict::Approve => Changes::None,
            Verdict::ApproveWithChanges => Changes::Asked,
            Verdict::Reject | Verdict::Revoke | Verdict::Abstain | Verdict::Confirm => continue,
        };
        if is_taken_back(question, gate, all, one) {
            continue;
        }
        match why_idle(question, gate, all, one, digest) {
            Some(lack) => idle.push(lack),
            None => match counted.iter_mut().find(|other| other.by == approval.by) {
                // which came first cannot be told: what somebody asked for is not forgotten
                Some(other) if changes == Changes::Asked => other.changes = changes,
                Some(_) => {}
                None => counted.push(Counted {
                    verdict: approval.id.clone(),
                    by: approval.by.clone(),
                    on: one.on,
                    changes,
                }),
            },
        }
    }
    // A stale approval is no news when the same person approved again.
    idle.retain(|lack| match lack {
        GateLack::Stale { by, .. } | GateLack::Unconfirmed { by, .. } => {
            counted.iter().all(|person| person.by.as_str() != by)
        }
        _ => true,
    });
    idle.dedup();
    (counted, idle)
}

/// Revoked; or the same person rejected the same content, and the approval does not answer that.
fn is_taken_back(question: Question<'_>, gate: &Gate, all: &Answers<'_, '_>, one: &Heard<'_>) -> bool {
    let own = one.approval;
    let revokes = |later: &Heard<'_>| later.approval.verdict == Verdict::Revoke && answers(question, gate, later, one);
    let on_it = all.rejects.get(&(own.by.as_str(), &*own.digest));
    // what it answers is few, and the rejects of one person on one content may be many
    let unanswered = on_it.is_some_and(|ids| {
        let answered: HashSet<&str> = own.resolves.iter().map(|id| &**id).collect();
        ids.iter().any(|id| !answered.contains(id))
    });
    all.to(own).any(revokes) || unanswered
}

fn why_idle(
    question: Question<'_>,
    gate: &Gate,
    all: &Answers<'_, '_>,
    one: &Heard<'_>,
    digest: &str,
) -> Option<GateLack> {
    let by = one.approval.by.to_string();
    if let Some(lack) = why_stale(question, gate, all, one, digest) {
        return Some(lack);
    }
    if !gate.accepts.contains(&one.proof.kind()) {
        return Some(GateLack::EvidenceNotAccepted { by, proof: one.proof });
    }
    let may = |role: &crate::model::id::RoleId| has_role(question.studio, &by, role.as_str(), question.today);
    let is_maker = question.makers.has(&one.approval.by) && !gate.makers_may.iter().any(|role| may(&role.value));
    is_maker.then_some(GateLack::Maker { by })
}

fn why_stale(
    question: Question<'_>,
    gate: &Gate,
    all: &Answers<'_, '_>,
    one: &Heard<'_>,
    digest: &str,
) -> Option<GateLack> {
    let approval = one.approval;
    let by = approval.by.to_string();
    let same_cover = same_cover(&approval.covers, &gate.covers);
    if *approval.digest == *digest && same_cover {
        return None;
    }
    let changed = (question.changed)(approval);
    let stale = GateLack::Stale {
        by: by.clone(),
        fields: changed.clone().unwrap_or_default(),
    };
    let (true, Verdict::ApproveWithChanges, Some(changed)) = (same_cover, approval.verdict, changed) else {
        return Some(stale);
    };
    let asked = asked_for(question.feedback, approval);
    let within = |key: &String| asked.iter().any(|(file, remark)| remark_is_about(file, remark, key));
    if asked.len() != approval.changes.len() || !changed.iter().all(within) {
        return Some(stale);
    }
    let open: Vec<String> = asked
        .iter()
        .filter(|(file, remark)| !is_settled(question, gate, all, approval, (file, remark), digest))
        .map(|(file, remark)| file.name_of(remark))
        .collect();
    (!open.is_empty()).then_some(GateLack::Unconfirmed { by, items: open })
}

fn asked_for<'a>(feedback: &'a [Feedback], approval: &Approval) -> Vec<(&'a Feedback, &'a Remark)> {
    let all = feedback
        .iter()
        .flat_map(|file| file.remarks.iter().map(move |remark| (file, remark)));
    all.filter(|(file, remark)| approval.changes.iter().any(|name| **name == *file.name_of(remark)))
        .collect()
}

/// A remark on a proof allows another proof; one on a field, that field.
fn remark_is_about(file: &Feedback, remark: &Remark, key: &str) -> bool {
    match remark.place.as_ref().and_then(|place| place.field.as_deref()) {
        Some(field) => field == key,
        None => key == "proofs" && file.asset.is_some(),
    }
}

/// Dealt with, and seen to be by whoever approved or whom they named, on the content at hand.
fn is_settled(
    question: Question<'_>,
    gate: &Gate,
    all: &Answers<'_, '_>,
    approval: &Approval,
    (file, remark): (&Feedback, &Remark),
    digest: &str,
) -> bool {
    let name = file.name_of(remark);
    let confirms = |one: &Heard<'_>| {
        let (verdict, by) = (one.approval, &one.approval.by);
        verdict.verdict == Verdict::Confirm
            && *verdict.digest == *digest
            && verdict.changes.iter().any(|change| **change == *name)
            && (*by == approval.by || approval.confirmed_by.as_ref() == Some(by))
            && gate.accepts.contains(&one.proof.kind())
            && (*by == approval.by || !question.makers.has(by))
    };
    remark.state() != RemarkState::Open && all.to(approval).any(confirms)
}

pub fn same_cover(one: &Covers, other: &Covers) -> bool {
    match (one, other) {
        (Covers::Content, Covers::Content) => true,
        (Covers::Keys(one), Covers::Keys(other)) => {
            one.iter().all(|key| other.contains(key)) && other.iter().all(|key| one.contains(key))
        }
        (Covers::Content, Covers::Keys(_)) | (Covers::Keys(_), Covers::Content) => false,
    }
}
