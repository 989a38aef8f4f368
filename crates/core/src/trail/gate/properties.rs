//! Answers: does a gate open by its rule alone, whatever is said at it?
//! Invariant: verdicts, proofs, makers and rules are random; what opens is checked against the rule read again, slowly.

use super::makers::Makers;
use super::{Decision, Heard, Outcome, PersonId, Proof, Question, Silence, Unproved, decide, has_role};
use crate::model::approval::{Approval, Evidence, Verdict};
use crate::model::id::StageId;
use crate::model::sample;
use crate::model::workflow::{Covers, EvidenceKind, GateNeed};
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};
use std::collections::BTreeSet;

const NOW: &str = "v1:sha256:now";
const PEOPLE: [&str; 6] = ["ines", "lea", "marc", "omar", "claire-vero", "nobody"];
const ROLES: [&str; 3] = ["creative-lead", "designer", "client"];

fn spoken() -> impl Strategy<Value = (Approval, Proof)> {
    let proof = prop_oneof![
        Just(Proof::Forge),
        Just(Proof::Signature),
        Just(Proof::Relayed),
        Just(Proof::Claimed(Unproved::Said)),
        Just(Proof::Claimed(Unproved::BadSignature)),
    ];
    let verdict = proptest::sample::select(&Verdict::ALL[..]);
    let who = proptest::sample::select(&PEOPLE[..]);
    let marks = (0..6u8, 0..8u8, proptest::collection::vec(0..6u8, 0..2));
    (who, verdict, proof, marks).prop_map(|(by, verdict, proof, (id, mark, resolves))| {
        let id = format!("v{id}");
        let stage = if mark == 1 { "approval" } else { "review" };
        let approval = Approval {
            file: sample::path(&format!("briefs/2026-11/film-000001/approvals/{stage}.{by}.{id}.yml")),
            id: id.into(),
            studio: if mark == 2 { "other" } else { "7h2kq9vd3mxa" }.into(),
            subject: sample::brief("film-000001", "review").id,
            stage: StageId::new(stage).expect("a slug"),
            verdict,
            digest: if mark == 3 { "v1:sha256:before" } else { NOW }.into(),
            covers: Covers::Content,
            by: PersonId::new(by).expect("a slug"),
            at: "2026-11-21T10:00:00Z".into(),
            requested: None,
            resolves: resolves.iter().map(|at| format!("v{at}").into()).collect(),
            changes: Vec::new(),
            confirmed_by: None,
            note: None,
            evidence: Evidence::of(EvidenceKind::Claim),
        };
        (approval, proof)
    })
}

#[derive(Clone, Debug)]
struct World {
    needs: Vec<(&'static str, u32)>,
    accepts: Vec<EvidenceKind>,
    makers: Vec<&'static str>,
    said: Vec<(Approval, Proof)>,
}

fn world() -> impl Strategy<Value = World> {
    let kinds = [EvidenceKind::Signature, EvidenceKind::Forge, EvidenceKind::Claim];
    (
        proptest::collection::vec((proptest::sample::select(&ROLES[..]), 1..3u32), 1..3),
        proptest::sample::subsequence(kinds.to_vec(), 1..4),
        proptest::sample::subsequence(PEOPLE.to_vec(), 0..3),
        proptest::collection::vec(spoken(), 0..8),
    )
        .prop_map(|(needs, accepts, makers, said)| World {
            needs,
            accepts,
            makers,
            said,
        })
}

fn judged(world: &World) -> Decision {
    let studio = sample::studio();
    let mut workflow = sample::workflow();
    let stage = workflow.stages.iter_mut().find(|stage| stage.id.as_str() == "review");
    let stage = stage.expect("a stage");
    let gate = stage.gate.as_mut().expect("a gate");
    gate.needs = world
        .needs
        .iter()
        .map(|(role, count)| GateNeed {
            role: Some(sample::placed(crate::model::id::RoleId::new(role).expect("a slug"))),
            person: None,
            count: *count,
            order: 1,
            when: None,
        })
        .collect();
    gate.accepts = world.accepts.clone();
    let people = world.makers.iter().map(|name| PersonId::new(name).expect("a slug"));
    let makers = Makers {
        people: people.collect(),
        strangers: BTreeSet::new(),
    };
    let heard: Vec<Heard<'_>> = world
        .said
        .iter()
        .map(|(approval, proof)| Heard {
            approval,
            proof: *proof,
            on: sample::day("2026-11-21"),
        })
        .collect();
    let decision = decide(Question {
        studio: &studio,
        brief: &sample::brief("film-000001", "review"),
        stage,
        heard: &heard,
        digest: Some(NOW),
        changed: &|_| None,
        feedback: &[],
        unreadable: &[],
        makers: &makers,
        silence: Silence::Waiting,
        today: sample::day("2026-11-21"),
    });
    decision.expect("a gate")
}

/// People who approved this very content here, with proof that the gate accepts, and made nothing of it.
fn may_count<'w>(world: &'w World, role: &str) -> BTreeSet<&'w str> {
    let studio = sample::studio();
    let here = |one: &Approval| one.stage.as_str() == "review" && &*one.studio == "7h2kq9vd3mxa";
    let said = world.said.iter().filter(|(one, proof)| {
        here(one)
            && matches!(one.verdict, Verdict::Approve | Verdict::ApproveWithChanges)
            && &*one.digest == NOW
            && world.accepts.contains(&proof.kind())
            && !world.makers.contains(&one.by.as_str())
            && has_role(&studio, one.by.as_str(), role, sample::day("2026-11-21"))
    });
    said.map(|(one, _)| one.by.as_str()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_gate_opens_without_its_rule(world in world()) {
        let decision = judged(&world);
        prop_assert_eq!(decision.lacks.is_empty(), matches!(decision.outcome, Outcome::Approved | Outcome::ApprovedWithChanges));
        if decision.lacks.is_empty() {
            for (role, count) in &world.needs {
                prop_assert!(may_count(&world, role).len() >= *count as usize, "{role} × {count}");
            }
        }
    }

    #[test]
    fn an_unanswered_reject_keeps_it_shut(mut world in world(), by in proptest::sample::select(&PEOPLE[..5])) {
        world.said.retain(|(one, _)| &*one.id != "v9");
        let mut reject = spoken_by(by);
        reject.verdict = Verdict::Reject;
        world.said.push((reject, Proof::Claimed(Unproved::Said)));
        prop_assert_eq!(judged(&world).outcome, Outcome::ChangesRequired);
    }

    #[test]
    fn the_order_of_the_files_decides_nothing(world in world().prop_filter("no copies", |world| {
        let ids: BTreeSet<_> = world.said.iter().map(|(one, _)| one.id.clone()).collect();
        ids.len() == world.said.len()
    })) {
        let mut turned = world.clone();
        turned.said.reverse();
        let (one, other) = (judged(&world), judged(&turned));
        prop_assert_eq!(one.outcome, other.outcome);
        prop_assert_eq!(one.lacks.is_empty(), other.lacks.is_empty());
    }

    #[test]
    fn less_proof_never_opens_a_gate(world in world()) {
        let mut weaker = world.clone();
        for (one, proof) in &mut weaker.said {
            if matches!(one.verdict, Verdict::Approve | Verdict::ApproveWithChanges) {
                *proof = Proof::Claimed(Unproved::Unsigned);
            }
        }
        if weaker.accepts.contains(&EvidenceKind::Claim) {
            weaker.accepts.retain(|kind| *kind != EvidenceKind::Claim);
        }
        prop_assert!(!judged(&weaker).lacks.is_empty());
    }
}

fn spoken_by(by: &str) -> Approval {
    sample::approval("v9", by, "review", Verdict::Approve)
}
