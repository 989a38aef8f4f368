//! Answers: what does a gate still wait for before a brief may leave it?
//! Invariant: only verdicts on the content as it is now count; silence and words that anybody could have typed are never more than they are.
//! Source: design, "Gates and approvals", decision.

use crate::model::Day;
use crate::model::approval::{Approval, Verdict};
use crate::model::brief::{Brief, Content};
use crate::model::id::PersonId;
use crate::model::studio::{Someone, Studio};
use crate::model::workflow::{Covers, EvidenceKind, Gate, GateNeed, Stage};

/// What a gate still waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GateLack {
    /// `missing` more approvals by holders of the role.
    Role {
        role: String,
        missing: u32,
        /// Who could give one, makers left out.
        people: Vec<String>,
    },
    Person {
        person: String,
    },
    /// Changes were required and nothing has answered that verdict since.
    Rejected {
        by: String,
        verdict: String,
    },
    /// An approval of what the brief said before.
    Stale {
        by: String,
    },
    /// An approval whose evidence the gate does not accept.
    EvidenceNotAccepted {
        by: String,
    },
    /// A maker's approval does not count.
    Maker {
        by: String,
    },
    /// The condition of a need cannot be read, so the gate stays shut.
    UnreadableCondition {
        text: String,
    },
    /// The brief reads in two ways or a proof has no hash: nothing can be approved.
    NoDigest,
}

/// What is judged, and with what.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    pub studio: &'a Studio,
    pub brief: &'a Brief,
    pub stage: &'a Stage,
    /// Every verdict file of the brief.
    pub approvals: &'a [Approval],
    /// The digest of the brief as it is now, for what the gate covers; `None` when it has none.
    pub digest: Option<&'a str>,
    pub today: Day,
}

/// What the stage's rule lacks; empty when it is met or the stage is no gate.
pub fn lacks(question: Question<'_>) -> Vec<GateLack> {
    let Some(gate) = &question.stage.gate else {
        return Vec::new();
    };
    let Some(digest) = question.digest else {
        return vec![GateLack::NoDigest];
    };
    let verdicts: Vec<&Approval> = question
        .approvals
        .iter()
        .filter(|one| concerns(question, one))
        .collect();
    let mut lacks = standing_rejects(question.studio, &verdicts);
    let (counted, idle) = approvers(question, gate, &verdicts, digest);
    let before = lacks.len();
    lacks.extend(gate.needs.iter().filter_map(|need| lack(question, need, &counted)));
    // Why somebody's approval does not count matters only while one is missing.
    if lacks.len() > before {
        lacks.extend(idle);
    }
    lacks
}

fn concerns(question: Question<'_>, one: &Approval) -> bool {
    *one.studio == *question.studio.settings.id
        && one.subject == question.brief.id
        && (one.stage == question.stage.id.value || question.stage.was.contains(&one.stage))
}

fn standing_rejects(studio: &Studio, verdicts: &[&Approval]) -> Vec<GateLack> {
    let rejects = verdicts.iter().filter(|one| one.verdict == Verdict::Reject);
    rejects
        .filter(|reject| !verdicts.iter().any(|later| answers(studio, later, reject)))
        .map(|reject| GateLack::Rejected {
            by: reject.by.to_string(),
            verdict: reject.id.to_string(),
        })
        .collect()
}

/// Whether `later` names `earlier` in its `resolves`, by the same person or a delegate.
fn answers(studio: &Studio, later: &Approval, earlier: &Approval) -> bool {
    let delegated = studio
        .people
        .get(&earlier.by)
        .is_some_and(|person| person.delegates.iter().any(|one| one.person.value == later.by));
    later.resolves.contains(&earlier.id) && (later.by == earlier.by || delegated)
}

/// Whose approvals count, and why the others' do not.
fn approvers<'a>(
    question: Question<'_>,
    gate: &Gate,
    verdicts: &[&'a Approval],
    digest: &str,
) -> (Vec<&'a PersonId>, Vec<GateLack>) {
    let (mut counted, mut idle) = (Vec::new(), Vec::new());
    let approvals = verdicts.iter().filter(|one| one.verdict == Verdict::Approve);
    let standing = approvals.filter(|one| {
        let revoked = |later: &&&Approval| later.verdict == Verdict::Revoke && answers(question.studio, later, one);
        verdicts.iter().find(revoked).is_none()
    });
    for one in standing {
        let by = one.by.to_string();
        if *one.digest != *digest || !same_cover(&one.covers, &gate.covers) {
            idle.push(GateLack::Stale { by });
        } else if !gate.accepts.contains(&EvidenceKind::Claim) {
            // Signatures and forge records are claims as long as nothing has verified them.
            idle.push(GateLack::EvidenceNotAccepted { by });
        } else if is_maker(question.brief, &one.by) {
            idle.push(GateLack::Maker { by });
        } else if !counted.contains(&&one.by) {
            counted.push(&one.by);
        }
    }
    // A stale approval is no news when the same person approved again.
    idle.retain(|lack| match lack {
        GateLack::Stale { by } => counted.iter().all(|person| person.as_str() != by),
        _ => true,
    });
    idle.dedup();
    (counted, idle)
}

fn same_cover(one: &Covers, other: &Covers) -> bool {
    match (one, other) {
        (Covers::Content, Covers::Content) => true,
        (Covers::Keys(one), Covers::Keys(other)) => {
            one.iter().all(|key| other.contains(key)) && other.iter().all(|key| one.contains(key))
        }
        (Covers::Content, Covers::Keys(_)) | (Covers::Keys(_), Covers::Content) => false,
    }
}

fn lack(question: Question<'_>, need: &GateNeed, counted: &[&PersonId]) -> Option<GateLack> {
    if let Some(when) = &need.when {
        match condition(question.brief, when) {
            Some(true) => {}
            Some(false) => return None,
            None => {
                return Some(GateLack::UnreadableCondition { text: when.to_string() });
            }
        }
    }
    if let Some(person) = &need.person
        && !counted.contains(&&person.value)
    {
        return Some(GateLack::Person {
            person: person.to_string(),
        });
    }
    let role = need.role.as_ref()?;
    let have = counted
        .iter()
        .filter(|id| has_role(question.studio, id.as_str(), role.as_str(), question.today));
    let missing = need
        .count
        .saturating_sub(u32::try_from(have.count()).unwrap_or(u32::MAX));
    (missing > 0).then(|| GateLack::Role {
        role: role.to_string(),
        missing,
        people: may_approve(question, role.as_str()),
    })
}

/// Whoever has the role and is no maker, in the order of their ids, the team before parties.
fn may_approve(question: Question<'_>, role: &str) -> Vec<String> {
    let approvers = question.studio.parties.values().flat_map(|party| &party.approvers);
    let ids = question.studio.people.keys().chain(approvers.map(|one| &one.id.value));
    ids.filter(|id| has_role(question.studio, id.as_str(), role, question.today) && !is_maker(question.brief, id))
        .map(ToString::to_string)
        .collect()
}

/// Whether somebody who has not left holds the role.
pub fn has_role(studio: &Studio, id: &str, role: &str, today: Day) -> bool {
    match studio.someone(id) {
        Some(Someone::Person(person)) => {
            person.roles.iter().any(|held| held.as_str() == role) && person.until.is_none_or(|until| until >= today)
        }
        Some(Someone::Approver(_, approver)) => approver.roles.iter().any(|held| held.as_str() == role),
        None => false,
    }
}

/// The owner, and whoever did a stage.
pub fn is_maker(brief: &Brief, person: &PersonId) -> bool {
    let owner = brief.owner.as_ref().is_some_and(|owner| owner.value == *person);
    owner
        || brief
            .who
            .iter()
            .any(|(_, people)| people.iter().any(|one| one.value == *person))
}

/// `channels has tv`, `kind is video`, `budget is not 0 EUR`. `None` when it is neither.
pub fn condition(brief: &Brief, text: &str) -> Option<bool> {
    let (key, rest) = text.trim().split_once(' ')?;
    let (verb, value) = rest.trim().split_once(' ')?;
    let value = value.trim();
    let typed = match key {
        "kind" => Some(brief.kind.as_str()),
        "priority" => Some(brief.priority.word()),
        "ref" => brief.reference.as_ref().map(|text| &***text),
        _ => None,
    };
    let content = brief.field(key);
    let is = |value: &str| match (typed, content) {
        (Some(typed), _) => typed == value,
        (None, Some(Content::Text(text))) => &**text == value,
        _ => false,
    };
    let has = || match content {
        Some(Content::List(items)) => items.iter().any(|item| &*item.value == value),
        Some(Content::Text(_)) | None => is(value),
        Some(Content::Structure(_)) => false,
    };
    match (verb, value.strip_prefix("not ")) {
        ("has", _) => Some(has()),
        ("is", Some(value)) => Some(!is(value.trim())),
        ("is", None) => Some(is(value)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::approval::Evidence;
    use crate::model::brief::Field;
    use crate::model::id::StageId;
    use crate::model::sample;

    const NOW: &str = "v1:sha256:now";

    fn verdict(id: &str, by: &str, stage: &str, verdict: Verdict) -> Approval {
        Approval {
            id: id.into(),
            file: sample::path("briefs/2026-11/film-000001/approvals/a.yml"),
            studio: "7h2kq9vd3mxa".into(),
            subject: sample::brief("film-000001", "review").id,
            stage: StageId::new(stage).expect("a slug"),
            verdict,
            digest: NOW.into(),
            covers: Covers::Content,
            by: PersonId::new(by).expect("a slug"),
            at: "2026-11-21T10:00:00Z".into(),
            requested: None,
            resolves: Vec::new(),
            changes: Vec::new(),
            confirmed_by: None,
            note: None,
            evidence: Evidence::of(EvidenceKind::Claim),
        }
    }

    fn waits(brief: &Brief, stage: &str, approvals: &[Approval]) -> Vec<GateLack> {
        let studio = sample::studio();
        let workflow = sample::workflow();
        lacks(Question {
            studio: &studio,
            brief,
            stage: workflow.stage(stage).expect("a stage"),
            approvals,
            digest: Some(NOW),
            today: sample::day("2026-11-21"),
        })
    }

    fn role(name: &str, people: &[&str]) -> GateLack {
        GateLack::Role {
            role: name.into(),
            missing: 1,
            people: people.iter().map(|one| (*one).into()).collect(),
        }
    }

    #[test]
    fn an_approval_of_somebody_with_the_role_opens_the_gate() {
        let brief = sample::brief("film-000001", "review");
        let wanted = role("creative-lead", &["ines", "marc"]);
        assert_eq!(waits(&brief, "review", &[]), std::slice::from_ref(&wanted));
        let approve = verdict("a1", "ines", "review", Verdict::Approve);
        assert_eq!(waits(&brief, "review", std::slice::from_ref(&approve)), []);
        for (why, approval) in [
            ("another role", verdict("a1", "lea", "review", Verdict::Approve)),
            ("another stage", verdict("a1", "ines", "approval", Verdict::Approve)),
            (
                "another studio",
                Approval {
                    studio: "x".into(),
                    ..approve.clone()
                },
            ),
            ("an abstention", verdict("a1", "ines", "review", Verdict::Abstain)),
        ] {
            assert_eq!(waits(&brief, "review", &[approval])[0], wanted, "{why}");
        }
    }

    #[test]
    fn an_approval_of_other_content_is_stale() {
        let brief = sample::brief("film-000001", "review");
        let old = Approval {
            digest: "v1:sha256:before".into(),
            ..verdict("a1", "ines", "review", Verdict::Approve)
        };
        assert_eq!(
            waits(&brief, "review", std::slice::from_ref(&old))[1],
            GateLack::Stale { by: "ines".into() }
        );
        let less = Approval {
            covers: Covers::Keys(vec!["title".into()]),
            ..verdict("a1", "ines", "review", Verdict::Approve)
        };
        assert_eq!(waits(&brief, "review", &[less]).len(), 2);
        assert_eq!(
            waits(
                &brief,
                "review",
                &[old, verdict("a2", "ines", "review", Verdict::Approve)]
            ),
            []
        );
    }

    #[test]
    fn a_reject_stands_until_its_author_answers_it() {
        let brief = sample::brief("film-000001", "review");
        let reject = verdict("r1", "ines", "review", Verdict::Reject);
        let other = verdict("a1", "marc", "review", Verdict::Approve);
        let stands = GateLack::Rejected {
            by: "ines".into(),
            verdict: "r1".into(),
        };
        assert_eq!(waits(&brief, "review", &[reject.clone(), other.clone()]), [stands]);
        let answered = Approval {
            resolves: vec!["r1".into()],
            ..verdict("a2", "ines", "review", Verdict::Approve)
        };
        assert_eq!(waits(&brief, "review", &[reject, other, answered]), []);
    }

    #[test]
    fn makers_do_not_approve() {
        let mut brief = sample::brief("film-000001", "review");
        brief.owner = Some(sample::placed(PersonId::new("marc").expect("a slug")));
        let own = verdict("a1", "marc", "review", Verdict::Approve);
        assert_eq!(
            waits(&brief, "review", &[own]),
            [role("creative-lead", &["ines"]), GateLack::Maker { by: "marc".into() }]
        );
    }

    #[test]
    fn a_need_may_have_a_condition() {
        let mut brief = sample::brief("film-000001", "approval");
        let client = verdict("a1", "claire-vero", "approval", Verdict::Approve);
        assert_eq!(waits(&brief, "approval", std::slice::from_ref(&client)), []);
        brief.fields.push(Field {
            key: "channels".into(),
            content: Content::List(vec![sample::placed("tv".into())]),
        });
        assert_eq!(waits(&brief, "approval", &[client]), [role("legal", &["hugo-vero"])]);
        for (text, holds) in [
            ("channels has tv", Some(true)),
            ("channels has web", Some(false)),
            ("kind is video", Some(true)),
            ("kind is not video", Some(false)),
            ("message has x", Some(false)),
            ("whatever", None),
            ("channels contains tv", None),
        ] {
            assert_eq!(condition(&brief, text), holds, "{text}");
        }
    }
}
