//! Answers: does any way through any workflow pass a gate without its rule, a list without its ticks, or a limit without leave?
//! Invariant: workflows, people and what they do are random; what happened is checked against the rules read again, slowly.

use crate::change::handoff::{Passing, Ticks};
use crate::change::rehearsal::{Doing, Rehearsal};
use crate::check::{self, CheckInput, Official, Standing};
use crate::model::approval::Verdict;
use crate::model::brief::Brief;
use crate::model::digest::Tree;
use crate::model::id::{PersonId, RoleId, StageId};
use crate::model::moves::onward;
use crate::model::sample;
use crate::model::studio::Studio;
use crate::model::workflow::{EvidenceKind, Gate, GateNeed, Stage, StageClass};
use crate::trail::gate::{Proof, Unproved, has_role};
use crate::trail::leaving::SentBack;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use std::collections::{BTreeMap, BTreeSet};

const PEOPLE: [&str; 5] = ["ines", "lea", "marc", "omar", "claire-vero"];
const ROLES: [&str; 3] = ["creative-lead", "designer", "client"];
const STAGES: [&str; 11] = [
    "in", "s0", "s1", "s2", "s3", "s4", "s5", "out", "hold", "gone", "nowhere",
];
const NAMES: [&str; 6] = ["s0", "s1", "s2", "s3", "s4", "s5"];

#[derive(Clone, Debug)]
struct Plan {
    class: StageClass,
    needs: Vec<(usize, u32)>,
    on_reject: Option<usize>,
    on_approve: Option<usize>,
    max_rounds: Option<u32>,
    list: bool,
    field: bool,
}

fn plan() -> impl Strategy<Value = Plan> {
    let class = prop_oneof![Just(StageClass::Work), Just(StageClass::Gate), Just(StageClass::Queue)];
    let needs = proptest::collection::vec((0..ROLES.len(), 1..3u32), 1..3);
    let targets = (
        proptest::option::of(0..6usize),
        proptest::option::weighted(0.2, 0..6usize),
    );
    let more = (proptest::option::of(1..3u32), any::<bool>(), any::<bool>());
    (class, needs, targets, more).prop_map(
        |(class, needs, (on_reject, on_approve), (max_rounds, list, field))| Plan {
            class,
            needs,
            on_reject,
            on_approve,
            max_rounds,
            list,
            field,
        },
    )
}

fn id(name: &str) -> StageId {
    StageId::new(name).expect("a slug")
}

fn stage(at: usize, plan: &Plan, count: usize) -> Stage {
    let named = |target: Option<usize>| target.map(|at| sample::placed(id(NAMES[at % count])));
    let need = |(role, count): &(usize, u32)| GateNeed {
        role: RoleId::new(ROLES[*role]).map(sample::placed),
        person: None,
        count: *count,
        order: 1,
        when: None,
    };
    let mut one = bare(NAMES[at], plan.class);
    one.handoff = if plan.list { vec!["exported".into()] } else { Vec::new() };
    one.requires = if plan.field {
        vec![sample::placed("x-size".into())]
    } else {
        Vec::new()
    };
    one.gate = (plan.class == StageClass::Gate).then(|| Gate {
        needs: plan.needs.iter().map(need).collect(),
        accepts: vec![EvidenceKind::Signature],
        covers: crate::model::workflow::Covers::Content,
        on_approve: named(plan.on_approve),
        on_reject: named(plan.on_reject),
        max_rounds: plan.max_rounds,
        on_silence: None,
        makers_may: Vec::new(),
        dismissed_by: Vec::new(),
        overridden_by: Vec::new(),
    });
    one
}

fn bare(name: &str, class: StageClass) -> Stage {
    let mut one = sample::workflow().stages.swap_remove(0);
    one.id = sample::placed(id(name));
    one.class = class;
    one.role = None;
    one.sla = None;
    one.gate = None;
    one.handoff = Vec::new();
    one.requires = Vec::new();
    one.was = Vec::new();
    one
}

fn studio(plans: &[Plan]) -> Studio {
    let mut studio = sample::studio();
    let workflow = studio.workflows.values_mut().next().expect("a workflow");
    let mut stages = vec![bare("in", StageClass::Queue)];
    stages.extend(plans.iter().enumerate().map(|(at, plan)| stage(at, plan, plans.len())));
    for (name, class) in [
        ("out", StageClass::Done),
        ("hold", StageClass::Hold),
        ("gone", StageClass::Dropped),
    ] {
        stages.push(bare(name, class));
    }
    workflow.stages = stages;
    for kind in studio.kinds.values_mut() {
        kind.intake = Vec::new();
        kind.stages = Vec::new();
        kind.starts_from = None;
        kind.ready_at = None;
    }
    studio
}

fn doing() -> impl Strategy<Value = Doing> {
    let passing = (0..3u8, any::<bool>()).prop_map(|(ticks, beyond)| Passing {
        ticks: match ticks {
            0 => Ticks::None,
            1 => Ticks::All,
            _ => Ticks::Items(vec!["1".into()]),
        },
        beyond_rounds: beyond.then(|| "agreed".into()),
    });
    let proof = prop_oneof![
        4 => Just(Proof::Signature),
        1 => Just(Proof::Forge),
        1 => Just(Proof::Claimed(Unproved::Said)),
    ];
    let verdict = prop_oneof![
        4 => Just(Verdict::Approve),
        2 => Just(Verdict::Reject),
        1 => Just(Verdict::Revoke),
        1 => Just(Verdict::Abstain),
    ];
    prop_oneof![
        3 => (proptest::sample::select(&STAGES[..]), passing.clone()).prop_map(|(to, passing)| Doing::Move { to: to.into(), passing }),
        2 => passing.prop_map(|passing| Doing::Submit { passing }),
        4 => (verdict, proof).prop_map(|(verdict, proof)| Doing::Say { verdict, proof }),
        1 => (proptest::sample::select(&["message", "x-size"][..]), 0..3u8)
            .prop_map(|(key, value)| Doing::Edit { key: key.into(), value: format!("v{value}") }),
    ]
}

fn begun(studio: &Studio) -> Rehearsal<'_> {
    let brief = sample::brief("film-000001", "in");
    let tree = Tree::Map(vec![("title".into(), Tree::Text("Film".into()))]);
    Rehearsal::new(studio, brief, tree, sample::day("2026-11-21"))
}

/// What an onlooker writes down.
#[derive(Default)]
struct Seen {
    /// By gate and content, as what comes back as it was is approved still: who approved with proof.
    yes: BTreeMap<(String, String), BTreeSet<PersonId>>,
    /// By gate: who wants changes.
    no: BTreeMap<String, BTreeSet<PersonId>>,
    /// What the brief says.
    content: String,
    editors: BTreeSet<PersonId>,
    back: BTreeMap<String, u32>,
    ticked: BTreeSet<(String, u32)>,
    let_pass: bool,
}

impl Seen {
    fn round(&self) -> u32 {
        self.back.values().sum()
    }

    fn yes_now(&mut self, gate: String) -> &mut BTreeSet<PersonId> {
        self.yes.entry((gate, self.content.clone())).or_default()
    }

    /// What the step said, before it is known where it led.
    fn note(&mut self, by: &PersonId, doing: &Doing, at: &str) {
        let gate = at.to_owned();
        match doing {
            Doing::Say {
                verdict: Verdict::Approve,
                proof: Proof::Signature,
            } => {
                self.no.entry(gate.clone()).or_default().remove(by);
                self.yes_now(gate).insert(by.clone());
            }
            Doing::Say {
                verdict: Verdict::Reject,
                ..
            } => drop(self.no.entry(gate).or_default().insert(by.clone())),
            Doing::Say {
                verdict: Verdict::Revoke,
                proof: Proof::Signature,
            } => {
                self.yes_now(gate).remove(by);
            }
            Doing::Edit { key, value } if key == "message" => {
                self.editors.insert(by.clone());
                self.content.clone_from(value);
            }
            Doing::Move { passing, .. } | Doing::Submit { passing } => {
                if passing.ticks != Ticks::None {
                    self.ticked.insert((gate, self.round()));
                }
                self.let_pass = passing.beyond_rounds.is_some();
            }
            _ => {}
        }
    }
}

fn is_met(studio: &Studio, gate: &Stage, seen: &Seen) -> bool {
    let rule = gate.gate.as_ref().expect("a rule");
    let name = gate.id.to_string();
    let (yes, no) = (seen.yes.get(&(name.clone(), seen.content.clone())), seen.no.get(&name));
    let day = sample::day("2026-11-21");
    no.is_none_or(BTreeSet::is_empty)
        && rule.needs.iter().all(|need| {
            let role = need.role.as_ref().expect("a role");
            let counts =
                |by: &&PersonId| !seen.editors.contains(*by) && has_role(studio, by.as_str(), role.as_str(), day);
            yes.map_or(0, |yes| yes.iter().filter(counts).count()) >= need.count as usize
        })
}

/// Whether a step that led from one stage to another was allowed to, by the rules read again.
fn judge(studio: &Studio, brief: &Brief, (from, to): (&str, &str), doing: &Doing, seen: &Seen) -> Result<(), String> {
    let workflow = studio.workflow_of(brief).expect("a workflow");
    let stage = |name: &str| workflow.stage(name).expect("a stage");
    let (from, to) = (stage(from), stage(to));
    let forward = workflow.position(from.id.as_str()) < workflow.position(to.id.as_str());
    let in_course = |one: &Stage| !matches!(one.class, StageClass::Hold | StageClass::Dropped);
    let rejected = from.gate.as_ref().and_then(|gate| gate.on_reject.as_ref());
    let is_reject = rejected.is_some_and(|target| target.value == to.id.value);
    // an earlier stage is free to everybody, also where an approval would lead to it
    let is_back = !forward && (matches!(doing, Doing::Move { .. }) || !is_approved(from, to));
    if !in_course(from) || !in_course(to) || is_back || is_reject {
        return Ok(());
    }
    if from.class == StageClass::Gate && !is_met(studio, from, seen) {
        return Err(format!("`{}` was passed without its rule", *from.id));
    }
    if onward(workflow, from).map(|next| &next.id.value) != Some(&to.id.value) {
        return Err(format!("from `{}` to `{}` leads no way", *from.id, *to.id));
    }
    if !from.handoff.is_empty() && !seen.ticked.contains(&(from.id.to_string(), seen.round())) {
        return Err(format!("`{}` was left without its list", *from.id));
    }
    if !from.requires.is_empty() && brief.field("x-size").is_none() {
        return Err(format!("`{}` was left without its field", *from.id));
    }
    let most = to.gate.as_ref().and_then(|gate| gate.max_rounds).unwrap_or(u32::MAX);
    if seen.back.get(to.id.as_str()).is_some_and(|rounds| *rounds > most) && !seen.let_pass {
        return Err(format!("`{}` has had its rounds", *to.id));
    }
    Ok(())
}

fn is_approved(from: &Stage, to: &Stage) -> bool {
    let target = from.gate.as_ref().and_then(|gate| gate.on_approve.as_ref());
    target.is_some_and(|target| target.value == to.id.value)
}

fn steps() -> impl Strategy<Value = Vec<(&'static str, Doing)>> {
    proptest::collection::vec((proptest::sample::select(&PEOPLE[..]), doing()), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn nothing_is_passed_without_what_it_asks(plans in proptest::collection::vec(plan(), 1..6), steps in steps()) {
        let studio = studio(&plans);
        let mut way = begun(&studio);
        let mut seen = Seen::default();
        for (by, doing) in steps {
            let by = PersonId::new(by).expect("a slug");
            let before = way.brief.stage.to_string();
            if way.act(&by, &doing).is_err() {
                prop_assert_eq!(&before, way.brief.stage.as_str(), "a refused step changes nothing");
                continue;
            }
            seen.note(&by, &doing, &before);
            let now = way.brief.stage.to_string();
            if now == before {
                continue;
            }
            let judged = judge(&studio, &way.brief, (&before, &now), &doing, &seen);
            prop_assert!(judged.is_ok(), "{:?} after {doing:?}: {before} → {now}", judged);
            let workflow = studio.workflow_of(&way.brief).expect("a workflow");
            let from = workflow.stage(&before).expect("a stage");
            let to = workflow.stage(&now).expect("a stage");
            let is_back = workflow.position(&now) < workflow.position(&before) && !is_approved(from, to)
                || from.gate.as_ref().and_then(|gate| gate.on_reject.as_ref()).is_some_and(|target| target.value == to.id.value);
            if from.class == StageClass::Gate && is_back && to.class != StageClass::Dropped && to.class != StageClass::Hold {
                *seen.back.entry(before).or_insert(0) += 1;
            }
        }
    }

    /// Whatever `stage:` a file holds beside the one that history has: it is allowed with all that is asked, or found.
    #[test]
    fn every_state_that_a_file_can_hold_is_allowed_or_found(
        plans in proptest::collection::vec(plan(), 1..6),
        was in 0..10usize, now in 0..11usize, left in proptest::option::of(0..6usize),
    ) {
        let mut studio = studio(&plans);
        let all = STAGES;
        let brief = sample::brief("film-000001", all[now]);
        let standing = Standing { stage: id(all[was]), left: left.map(|at| id(NAMES[at])), sent_back: SentBack::default() };
        let official = BTreeMap::from([(brief.id.clone(), standing.clone())]);
        studio.briefs.insert(brief.id.clone(), brief.clone());
        let input = CheckInput { studio: &studio, loaded: &[], official: Official::Known(&official) };
        let findings = check::run(&input);
        let found: Vec<&str> = findings.iter().map(crate::model::finding::Finding::rule).collect();
        let workflow = studio.workflow_of(&brief).expect("a workflow");
        let Some(to) = workflow.stage(all[now]) else {
            prop_assert!(found.contains(&"unknown-stage"), "{found:?}");
            return Ok(());
        };
        let Some(from) = workflow.stage(all[was]) else { return Ok(()) };
        let jumps_gate = from.class == StageClass::Gate && from.id.value != to.id.value
            && to.class != StageClass::Hold && to.class != StageClass::Dropped
            && workflow.position(to.id.as_str()) > workflow.position(from.id.as_str())
            && onward(workflow, from).map(|next| &next.id.value) != Some(&to.id.value)
            && from.gate.as_ref().and_then(|gate| gate.on_reject.as_ref()).is_none_or(|target| target.value != to.id.value);
        if jumps_gate {
            prop_assert!(found.contains(&"transition-not-allowed"), "{} → {}: {found:?}", all[was], all[now]);
        }
        let leaves_work = matches!(from.class, StageClass::Work | StageClass::Queue)
            && onward(workflow, from).map(|next| &next.id.value) == Some(&to.id.value);
        if leaves_work && !from.handoff.is_empty() {
            prop_assert!(found.contains(&"handoff-not-ticked"), "{found:?}");
        }
        if leaves_work && !from.requires.is_empty() {
            prop_assert!(found.contains(&"required-field-missing"), "{found:?}");
        }
    }
}
