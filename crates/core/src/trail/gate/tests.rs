//! Answers: does each part of a gate's rule hold on its own?
//! Invariant: one verdict or fact is changed at a time, and the gate says why it stays shut.

use super::makers::Makers;
use super::{
    Feedback, Gate, GateLack, Heard, Outcome, PersonId, Proof, Question, Silence, Unproved, awaited, decide, lacks,
};
use crate::model::approval::{Approval, Verdict};
use crate::model::brief::Brief;
use crate::model::brief::{Content, Field};
use crate::model::feedback::{Remark, Settled, Severity};
use crate::model::id::RoleId;
use crate::model::person::Delegate;
use crate::model::remark_place::RemarkPlace;
use crate::model::sample;
use crate::model::studio::Studio;
use crate::model::workflow::EvidenceKind;
use crate::model::workflow::{Covers, GateNeed, Workflow};

const NOW: &str = "v1:sha256:now";
const BEFORE: &str = "v1:sha256:before";
const TODAY: &str = "2026-11-21";

fn person(name: &str) -> PersonId {
    PersonId::new(name).expect("a slug")
}

fn answering(id: &str, by: &str, said: Verdict, resolves: &str) -> Approval {
    Approval {
        resolves: vec![resolves.into()],
        ..sample::approval(id, by, "review", said)
    }
}

/// Everything a judgement rests on, to be changed by a test.
struct Case {
    studio: Studio,
    workflow: Workflow,
    brief: Brief,
    stage: &'static str,
    verdicts: Vec<(Approval, Proof)>,
    changed: Option<Vec<String>>,
    feedback: Vec<Feedback>,
    makers: Makers,
    silence: Silence,
}

impl Case {
    fn at(stage: &'static str) -> Self {
        Self {
            studio: sample::studio(),
            workflow: sample::workflow(),
            brief: sample::brief("film-000001", stage),
            stage,
            verdicts: Vec::new(),
            changed: None,
            feedback: Vec::new(),
            makers: Makers::default(),
            silence: Silence::Waiting,
        }
    }

    fn with(mut self, said: impl IntoIterator<Item = Approval>) -> Self {
        let claim = Proof::Claimed(Unproved::Said);
        self.verdicts.extend(said.into_iter().map(|one| (one, claim)));
        self
    }

    fn gate(&mut self) -> &mut Gate {
        let stage = self.stage;
        let mut stages = self.workflow.stages.iter_mut();
        let found = stages.find(|one| one.id.as_str() == stage).expect("a stage");
        found.gate.as_mut().expect("a gate")
    }

    fn made_by(mut self, people: &[&str]) -> Self {
        self.makers.people = people.iter().map(|name| person(name)).collect();
        self
    }

    fn asked<T>(&self, judge: impl FnOnce(Question<'_>) -> T) -> T {
        let heard: Vec<Heard<'_>> = self
            .verdicts
            .iter()
            .map(|(approval, proof)| Heard {
                approval,
                proof: *proof,
                on: sample::day(TODAY),
            })
            .collect();
        judge(Question {
            studio: &self.studio,
            brief: &self.brief,
            stage: self.workflow.stage(self.stage).expect("a stage"),
            heard: &heard,
            digest: Some(NOW),
            changed: &|_| self.changed.clone(),
            feedback: &self.feedback,
            unreadable: &[],
            makers: &self.makers,
            silence: self.silence,
            today: sample::day(TODAY),
        })
    }

    fn lacks(&self) -> Vec<GateLack> {
        self.asked(lacks)
    }

    fn outcome(&self) -> Outcome {
        self.asked(decide).expect("a gate").outcome
    }
}

fn role(name: &str, people: &[&str]) -> GateLack {
    GateLack::Role {
        role: name.into(),
        missing: 1,
        people: people.iter().map(|one| (*one).into()).collect(),
        delegates: Vec::new(),
    }
}

fn approve(by: &str) -> Approval {
    sample::approval("a1", by, "review", Verdict::Approve)
}

#[test]
fn an_approval_of_somebody_with_the_role_opens_the_gate() {
    let wanted = role("creative-lead", &["ines", "marc"]);
    assert_eq!(Case::at("review").lacks(), std::slice::from_ref(&wanted));
    let open = Case::at("review").with([approve("ines")]);
    assert_eq!((open.lacks(), open.outcome()), (Vec::new(), Outcome::Approved));
    let of_other_studio = Approval {
        studio: "x".into(),
        ..approve("ines")
    };
    let of_other_brief = Approval {
        subject: sample::brief("film-000002", "review").id,
        ..approve("ines")
    };
    let renamed = Approval {
        file: sample::path("briefs/2026-11/film-000001/approvals/review.marc.a1.yml"),
        ..approve("ines")
    };
    for (why, approval) in [
        ("another role", approve("lea")),
        (
            "another stage",
            sample::approval("a1", "ines", "approval", Verdict::Approve),
        ),
        ("another studio", of_other_studio),
        ("another brief", of_other_brief),
        ("a file under another name", renamed),
        (
            "an abstention",
            sample::approval("a1", "ines", "review", Verdict::Abstain),
        ),
        ("nobody", approve("nobody")),
    ] {
        assert_eq!(Case::at("review").with([approval]).lacks()[0], wanted, "{why}");
    }
}

#[test]
fn one_verdict_counts_once_whatever_the_number_of_its_copies() {
    let mut case = Case::at("review").with([approve("ines"), approve("ines")]);
    case.gate().needs[0].count = 2;
    assert_eq!(case.lacks(), [role("creative-lead", &["marc"])]);
    let other = sample::approval("a2", "ines", "review", Verdict::Approve);
    assert_eq!(case.with([other]).lacks(), [role("creative-lead", &["marc"])]);
}

#[test]
fn changes_that_were_asked_for_are_not_forgotten_whatever_the_order_of_the_files() {
    let asked = sample::approval("a2", "ines", "review", Verdict::ApproveWithChanges);
    for said in [[approve("ines"), asked.clone()], [asked.clone(), approve("ines")]] {
        let case = Case::at("review").with(said);
        assert_eq!(case.outcome(), Outcome::ApprovedWithChanges);
    }
}

#[test]
fn a_verdict_of_another_person_under_the_same_id_hides_no_reject() {
    let forged = sample::approval("r1", "lea", "review", Verdict::Approve);
    let reject = sample::approval("r1", "ines", "review", Verdict::Reject);
    let case = Case::at("review").with([forged, approve("marc"), reject]);
    assert_eq!(case.outcome(), Outcome::ChangesRequired);
}

#[test]
fn an_approval_of_other_content_is_stale_and_names_what_changed() {
    let old = Approval {
        digest: BEFORE.into(),
        ..approve("ines")
    };
    let mut case = Case::at("review").with([old]);
    let stale = |fields: &[&str]| GateLack::Stale {
        by: "ines".into(),
        fields: fields.iter().map(|one| (*one).into()).collect(),
    };
    assert_eq!(case.lacks()[1], stale(&[]));
    case.changed = Some(vec!["message".into()]);
    assert_eq!(case.lacks()[1], stale(&["message"]));
    let again = case.with([sample::approval("a2", "ines", "review", Verdict::Approve)]);
    assert_eq!(again.lacks(), []);
    let less = Approval {
        covers: Covers::Keys(vec!["title".into()]),
        ..approve("ines")
    };
    assert_eq!(Case::at("review").with([less]).lacks().len(), 2);
}

#[test]
fn a_reject_stands_until_it_is_answered_by_whoever_may() {
    let reject = sample::approval("r1", "ines", "review", Verdict::Reject);
    let others = sample::approval("a1", "marc", "review", Verdict::Approve);
    let stands = GateLack::Rejected {
        by: "ines".into(),
        verdict: "r1".into(),
    };
    let case = Case::at("review").with([reject.clone(), others.clone()]);
    assert_eq!((case.lacks(), case.outcome()), (vec![stands], Outcome::ChangesRequired));

    let own = answering("a2", "ines", Verdict::Approve, "r1");
    let case = Case::at("review").with([reject.clone(), others.clone(), own]);
    assert_eq!(case.lacks(), []);

    let foreign = answering("a2", "marc", Verdict::Approve, "r1");
    let mut case = Case::at("review").with([reject.clone(), foreign]);
    assert_eq!(case.outcome(), Outcome::ChangesRequired, "somebody else");
    case.gate().dismissed_by = vec![sample::placed(RoleId::new("creative-lead").expect("a slug"))];
    assert_eq!(case.outcome(), Outcome::Approved, "a role that the rule names");

    let by_delegate = answering("a2", "marc", Verdict::Approve, "r1");
    let mut case = Case::at("review").with([reject, by_delegate]);
    case.delegate("ines", "marc", "2026-11-20", "2026-11-21");
    assert_eq!(case.outcome(), Outcome::Approved, "a delegate");
    case.delegate("ines", "marc", "2026-11-22", "2026-11-30");
    assert_eq!(case.outcome(), Outcome::ChangesRequired, "a delegate of other days");
}

impl Case {
    fn delegate(&mut self, of: &str, to: &str, from: &str, until: &str) {
        let person_of = self.studio.people.get_mut(of).expect("somebody");
        person_of.delegates = vec![Delegate {
            person: sample::placed(person(to)),
            from: sample::day(from),
            to: sample::day(until),
        }];
    }
}

#[test]
fn a_word_is_taken_back_only_by_one_that_is_proved_as_well() {
    let mut case = Case::at("review");
    case.verdicts = vec![
        (sample::approval("r1", "ines", "review", Verdict::Reject), Proof::Forge),
        (
            answering("a1", "ines", Verdict::Approve, "r1"),
            Proof::Claimed(Unproved::Said),
        ),
        (sample::approval("a2", "marc", "review", Verdict::Approve), Proof::Forge),
    ];
    assert_eq!(case.outcome(), Outcome::ChangesRequired);
    case.verdicts[1].1 = Proof::Signature;
    assert_eq!(case.outcome(), Outcome::Approved);
}

#[test]
fn the_reject_of_somebody_who_left_is_answered_by_whoever_has_the_role() {
    let reject = sample::approval("r1", "ines", "review", Verdict::Reject);
    let mut case = Case::at("review").with([reject, answering("a1", "marc", Verdict::Approve, "r1")]);
    assert_eq!(case.outcome(), Outcome::ChangesRequired);
    let ines = case.studio.people.get_mut("ines").expect("somebody");
    ines.until = Some(sample::day("2026-11-20"));
    assert_eq!(case.outcome(), Outcome::Approved);
}

#[test]
fn an_approval_before_a_reject_of_the_same_content_does_not_come_back() {
    let reject = sample::approval("r1", "ines", "review", Verdict::Reject);
    let lifted = answering("x1", "ines", Verdict::Abstain, "r1");
    let case = Case::at("review").with([approve("ines"), reject, lifted]);
    assert_eq!(case.lacks(), [role("creative-lead", &["ines", "marc"])]);
}

#[test]
fn a_revoked_approval_does_not_count() {
    let revoke = answering("v1", "ines", Verdict::Revoke, "a1");
    let case = Case::at("review").with([approve("ines"), revoke]);
    assert_eq!(case.lacks(), [role("creative-lead", &["ines", "marc"])]);
    let foreign = answering("v1", "marc", Verdict::Revoke, "a1");
    assert_eq!(Case::at("review").with([approve("ines"), foreign]).lacks(), []);
}

#[test]
fn makers_do_not_approve_unless_the_rule_names_their_role() {
    let mut case = Case::at("review").with([approve("marc")]).made_by(&["marc"]);
    assert_eq!(
        case.lacks(),
        [role("creative-lead", &["ines"]), GateLack::Maker { by: "marc".into() }]
    );
    case.gate().makers_may = vec![sample::placed(RoleId::new("designer").expect("a slug"))];
    assert_eq!(
        case.lacks(),
        [role("creative-lead", &["ines"])],
        "another role of theirs"
    );
    case.gate().makers_may = vec![sample::placed(RoleId::new("creative-lead").expect("a slug"))];
    assert_eq!(case.lacks(), []);
}

#[test]
fn when_only_makers_have_the_role_a_delegate_is_named() {
    let mut case = Case::at("review").made_by(&["ines", "marc"]);
    case.delegate("ines", "lea", "2026-12-01", "2026-12-24");
    let lack = GateLack::Role {
        role: "creative-lead".into(),
        missing: 1,
        people: Vec::new(),
        delegates: vec!["lea".into()],
    };
    assert_eq!(case.lacks(), [lack]);
    case.delegate("ines", "lea", "2026-11-20", "2026-12-24");
    assert_eq!(case.lacks(), [role("creative-lead", &["lea"])]);
}

#[test]
fn a_delegate_fills_the_seat_of_whom_they_speak_for_and_no_other() {
    let mut case = Case::at("review").with([approve("lea")]);
    assert_eq!(case.lacks(), [role("creative-lead", &["ines", "marc"])]);
    case.delegate("ines", "lea", TODAY, TODAY);
    assert_eq!(case.lacks(), []);
    case.gate().needs[0].count = 2;
    let own = sample::approval("a2", "ines", "review", Verdict::Approve);
    let both = case.with([own]);
    assert_eq!(
        both.lacks(),
        [role("creative-lead", &["marc"])],
        "one seat of two voices"
    );
}

#[test]
fn an_author_nobody_knows_keeps_the_gate_shut() {
    let mut case = Case::at("review").with([approve("ines")]);
    case.makers.strangers.insert("who@elsewhere.example".into());
    let author = "who@elsewhere.example".into();
    assert_eq!(case.lacks(), [GateLack::UnknownAuthor { author }]);
}

#[test]
fn evidence_that_the_gate_does_not_accept_counts_for_nothing() {
    let mut case = Case::at("review").with([approve("ines")]);
    case.gate().accepts = vec![EvidenceKind::Signature, EvidenceKind::Forge];
    let proof = Proof::Claimed(Unproved::Said);
    let by = "ines".into();
    assert_eq!(case.lacks()[1], GateLack::EvidenceNotAccepted { by, proof });
    for proof in [Proof::Signature, Proof::Forge] {
        case.verdicts[0].1 = proof;
        assert_eq!(case.lacks(), [], "{proof:?}");
    }
    case.gate().accepts = vec![EvidenceKind::Claim];
    case.verdicts[0].1 = Proof::Relayed;
    assert_eq!(case.lacks(), []);
}

#[test]
fn a_need_may_have_a_condition() {
    let client = sample::approval("a1", "claire-vero", "approval", Verdict::Approve);
    let mut case = Case::at("approval").with([client]);
    assert_eq!(case.lacks(), []);
    case.brief.fields.push(Field {
        key: "channels".into(),
        content: Content::List(vec![sample::placed("tv".into())]),
    });
    assert_eq!(case.lacks(), [role("legal", &["hugo-vero"])]);
    case.gate().needs[1].when = Some(sample::placed("channels like tv".into()));
    let text = "channels like tv".into();
    assert_eq!(case.lacks(), [GateLack::UnreadableCondition { text }]);
}

#[test]
fn needs_are_asked_for_one_order_after_the_other() {
    let mut case = Case::at("approval");
    let need = |name: &str, order: u32| GateNeed {
        role: Some(sample::placed(RoleId::new(name).expect("a slug"))),
        person: None,
        count: 1,
        order,
        when: None,
    };
    case.gate().needs = vec![need("legal", 2), need("client", 1)];
    let all = [role("client", &["claire-vero"]), role("legal", &["hugo-vero"])];
    assert_eq!(case.lacks(), all);
    assert_eq!(case.asked(awaited), all[..1]);
    let case = case.with([sample::approval("a1", "claire-vero", "approval", Verdict::Approve)]);
    assert_eq!(case.asked(awaited), all[1..]);
}

#[test]
fn silence_is_consent_only_where_the_rule_says_so_and_nobody_said_no() {
    let mut case = Case::at("review");
    case.silence = Silence::Over;
    assert_eq!((case.outcome(), case.lacks()), (Outcome::Tacit, Vec::new()));
    let revoked = [approve("ines"), answering("v1", "ines", Verdict::Revoke, "a1")];
    let case = case.with(revoked);
    assert_eq!(case.outcome(), Outcome::Waiting);
}

fn remark(id: &str, severity: Severity, field: Option<&str>) -> Remark {
    Remark {
        id: id.into(),
        text: "darker".into(),
        severity: Some(severity),
        place: field.map(|field| RemarkPlace {
            field: Some(field.into()),
            ..RemarkPlace::default()
        }),
        resolved: None,
        confirmed: None,
    }
}

fn feedback(remarks: Vec<Remark>) -> Feedback {
    Feedback {
        id: "fb".into(),
        file: sample::path("briefs/2026-11/film-000001/feedback/review.ines.fb.yml"),
        subject: "film-000001".into(),
        stage: "review".into(),
        by: "ines".into(),
        at: "2026-11-21T10:00:00Z".into(),
        asset: Some("kv-1".into()),
        remarks,
    }
}

#[test]
fn a_blocking_remark_keeps_the_gate_shut_until_it_is_resolved() {
    let mut case = Case::at("review").with([approve("ines")]);
    case.feedback = vec![feedback(vec![remark("f1", Severity::Blocking, None)])];
    let open = GateLack::OpenRemark {
        item: "fb/f1".into(),
        by: "ines".into(),
        text: "darker".into(),
    };
    assert_eq!(case.lacks(), [open]);
    case.feedback[0].remarks[0].resolved = Some(Settled::default());
    assert_eq!(case.lacks(), []);
}

#[test]
fn an_approval_with_changes_holds_across_just_those_once_they_are_confirmed() {
    let mut with_changes = sample::approval("a1", "ines", "review", Verdict::ApproveWithChanges);
    with_changes.changes = vec!["fb/f1".into()];
    with_changes.confirmed_by = Some(person("omar"));
    let mut case = Case::at("review").with([with_changes.clone()]);
    case.feedback = vec![feedback(vec![remark("f1", Severity::Minor, Some("message"))])];
    assert_eq!(case.outcome(), Outcome::ApprovedWithChanges);

    case.verdicts[0].0.digest = BEFORE.into();
    case.changed = Some(vec!["message".into()]);
    let unconfirmed = GateLack::Unconfirmed {
        by: "ines".into(),
        items: vec!["fb/f1".into()],
    };
    assert_eq!(&case.lacks()[1..], std::slice::from_ref(&unconfirmed));

    case.feedback[0].remarks[0].resolved = Some(Settled::default());
    case.feedback[0].remarks[0].confirmed = Some(Settled::default());
    assert_eq!(
        case.lacks()[1..],
        [unconfirmed],
        "text that anybody could type confirms nothing"
    );

    let confirm = |by: &str| Approval {
        changes: vec!["fb/f1".into()],
        ..answering("c1", by, Verdict::Confirm, "a1")
    };
    for (by, outcome) in [
        ("ines", Outcome::ApprovedWithChanges),
        ("omar", Outcome::ApprovedWithChanges),
        ("marc", Outcome::Waiting),
    ] {
        let mut case = Case::at("review").with([case.verdicts[0].0.clone(), confirm(by)]);
        case.feedback = vec![feedback(vec![remark("f1", Severity::Minor, Some("message"))])];
        case.feedback[0].remarks[0].resolved = Some(Settled::default());
        case.changed = Some(vec!["message".into()]);
        assert_eq!(case.outcome(), outcome, "{by}");
        case.verdicts[1].0.digest = BEFORE.into();
        assert_eq!(case.outcome(), Outcome::Waiting, "confirmed on other content: {by}");
        case.verdicts[1].0.digest = NOW.into();
        case.changed = Some(vec!["message".into(), "channels".into()]);
        assert_eq!(case.outcome(), Outcome::Waiting, "more has changed: {by}");
    }
}
