//! Answers: what must be there before a brief leaves a stage or comes to a gate once more, beside the gate's own rule?
//! Invariant: the one place that decides it: commands refuse by it, `check` reports by it; only moves in the ordinary course are asked.
//! Source: design, "The studio", handoff; `docs/workflows.md`.

use super::gate::{has_role, is_asked};
use super::visit::BriefVisits;
use crate::model::Day;
use crate::model::brief::Brief;
use crate::model::handoff::{Handoff, LeaveLack};
use crate::model::id::{PersonId, StageId};
use crate::model::moves::{Passage, onward};
use crate::model::other::Detail;
use crate::model::studio::Studio;
use crate::model::workflow::{Stage, StageClass, Workflow};
use std::collections::BTreeMap;

/// What history tells of a brief: how often each gate sent it back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentBack {
    pub by: BTreeMap<StageId, u32>,
}

impl SentBack {
    pub fn of(visits: &BriefVisits) -> Self {
        let mut by = BTreeMap::new();
        for visit in visits.rejects() {
            *by.entry(visit.stage.clone()).or_insert(0) += 1;
        }
        Self { by }
    }

    /// By all gates together: the round that the brief is in.
    pub fn round(&self) -> u32 {
        self.by.values().sum()
    }

    pub fn rounds_of(&self, gate: &str) -> u32 {
        self.by.get(gate).copied().unwrap_or(0)
    }
}

/// A move, and what is known around it.
#[derive(Clone, Copy)]
pub struct Leaving<'a> {
    /// Whose policy and team count.
    pub studio: &'a Studio,
    pub workflow: &'a Workflow,
    pub brief: &'a Brief,
    pub from: &'a Stage,
    pub to: &'a Stage,
    /// What the move, or all moves together, means.
    pub passage: Passage,
    pub handoffs: &'a [&'a Handoff],
    pub past: &'a SentBack,
}

/// What is on record of a brief.
pub fn handoffs_of<'a>(studio: &'a Studio, brief: &Brief) -> Vec<&'a Handoff> {
    let all = studio.others.iter().filter_map(|other| match &other.detail {
        Detail::Handoff(one) => Some(&**one),
        Detail::Feedback(_) | Detail::Asset(_) | Detail::Ruling(_) | Detail::None => None,
    });
    all.filter(|one| *one.subject == *brief.id.as_str()).collect()
}

/// What is missing, stage by stage; empty when the brief may go.
pub fn lacks(leaving: Leaving<'_>) -> Vec<LeaveLack> {
    if !matches!(leaving.passage, Passage::Forward | Passage::ThroughGate) {
        return Vec::new();
    }
    let mut lacks = Vec::new();
    let mut at = Some(leaving.from);
    for _ in 0..leaving.workflow.stages.len() {
        let Some(stage) = at.filter(|stage| stage.id.value != leaving.to.id.value) else {
            break;
        };
        lacks.extend(unticked(leaving, stage));
        lacks.extend(unfilled(leaving.brief, stage));
        at = onward(leaving.workflow, stage);
    }
    lacks.extend(too_many_rounds(leaving));
    lacks
}

/// Of a stage's checklist, what nobody has ticked in this round.
pub fn open_items<'a>(brief: &Brief, stage: &'a Stage, handoffs: &[&Handoff], past: &SentBack) -> Vec<&'a str> {
    let of_now = |one: &&&Handoff| is_of(one, brief, stage) && one.round >= past.round();
    let ticked: Vec<&str> = handoffs
        .iter()
        .filter(of_now)
        .flat_map(|one| one.ticked.iter().map(|item| item.trim()))
        .collect();
    let items = stage.handoff.iter().map(|item| &**item);
    items.filter(|item| !ticked.contains(&item.trim())).collect()
}

fn is_of(one: &Handoff, brief: &Brief, stage: &Stage) -> bool {
    let named = one.stage.as_ref();
    let is_here = named == stage.id.as_str() || stage.was.iter().any(|old| old.as_str() == named);
    *one.subject == *brief.id.as_str() && is_here
}

fn unticked(leaving: Leaving<'_>, stage: &Stage) -> Option<LeaveLack> {
    let items = open_items(leaving.brief, stage, leaving.handoffs, leaving.past);
    (!items.is_empty()).then(|| LeaveLack::Unticked {
        stage: stage.id.to_string(),
        items: items.into_iter().map(str::to_owned).collect(),
    })
}

fn unfilled(brief: &Brief, stage: &Stage) -> Option<LeaveLack> {
    let open = stage.requires.iter().filter(|field| !brief.is_filled(field));
    let fields: Vec<String> = open.map(|field| field.to_string()).collect();
    (!fields.is_empty()).then(|| LeaveLack::Unfilled {
        stage: stage.id.to_string(),
        fields,
    })
}

fn too_many_rounds(leaving: Leaving<'_>) -> Option<LeaveLack> {
    let gate = leaving.to;
    let most = gate
        .gate
        .as_ref()
        .filter(|_| gate.class == StageClass::Gate)?
        .max_rounds?;
    let round = leaving.past.rounds_of(gate.id.as_str());
    let passes = |one: &&&Handoff| {
        is_of(one, leaving.brief, gate)
            && one.beyond_rounds.is_some()
            && one.round >= leaving.past.round()
            && PersonId::new(&one.by)
                .zip(one.on)
                .is_some_and(|(by, on)| may_override(leaving.studio, gate, &by, on))
    };
    let is_over = round > most && !leaving.handoffs.iter().any(|one| passes(&one));
    is_over.then(|| LeaveLack::TooManyRounds {
        stage: gate.id.to_string(),
        round,
        most,
    })
}

/// Whether somebody may let more rounds pass than the gate allows: a role that it names in `overridden_by`, else whoever it asks.
pub fn may_override(studio: &Studio, gate: &Stage, person: &PersonId, day: Day) -> bool {
    let Some(rule) = &gate.gate else { return false };
    match rule.overridden_by.as_slice() {
        [] => is_asked(studio, rule, person, day),
        roles => roles
            .iter()
            .any(|role| has_role(studio, person.as_str(), role.as_str(), day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    fn handoff(stage: &str, round: u32, ticked: &[&str], beyond: Option<&str>) -> Handoff {
        Handoff {
            id: "3f9k2m1q".into(),
            file: sample::path("briefs/2026-11/film-000001/handoffs/production.lea.3f9k2m1q.yml"),
            subject: "film-000001".into(),
            stage: stage.into(),
            by: "ines".into(),
            on: Some(sample::day("2026-11-21")),
            round,
            ticked: ticked.iter().map(|item| (*item).into()).collect(),
            beyond_rounds: beyond.map(Into::into),
        }
    }

    /// The sample with a checklist and fields in `production`, and three rounds at most in `review`.
    fn workflow() -> Workflow {
        let mut workflow = sample::workflow();
        for stage in &mut workflow.stages {
            match stage.id.as_str() {
                "production" => {
                    stage.handoff = vec!["files exported".into(), "rights checked".into()];
                    stage.requires = vec![sample::placed("message".into())];
                }
                "review" => {
                    if let Some(gate) = &mut stage.gate {
                        gate.max_rounds = Some(2);
                    }
                }
                _ => {}
            }
        }
        workflow
    }

    fn lacking(from: &str, to: &str, filled: &[&str], handoffs: &[Handoff], rejects: u32) -> Vec<LeaveLack> {
        let (studio, workflow) = (sample::studio(), workflow());
        let brief = sample::filled(sample::brief("film-000001", from), filled);
        let stage = |id: &str| workflow.stage(id).expect("a stage");
        let (from, to) = (stage(from), stage(to));
        let left = crate::model::moves::LeftStage::Unknown;
        let passage = crate::model::moves::net_passage(&workflow, from, to, left).expect("allowed");
        let review = StageId::new("review").expect("a slug");
        let handoffs: Vec<&Handoff> = handoffs.iter().collect();
        lacks(Leaving {
            studio: &studio,
            workflow: &workflow,
            brief: &brief,
            from,
            to,
            passage,
            handoffs: &handoffs,
            past: &SentBack {
                by: BTreeMap::from([(review, rejects)]),
            },
        })
    }

    #[test]
    fn a_stage_is_left_with_its_list_ticked_and_its_fields_filled() {
        let all = [handoff("production", 0, &["files exported", "rights checked"], None)];
        assert_eq!(lacking("production", "review", &["message"], &all, 0), []);
        let some = [handoff("production", 0, &["rights checked"], None)];
        let unticked = LeaveLack::Unticked {
            stage: "production".into(),
            items: vec!["files exported".into()],
        };
        assert_eq!(lacking("production", "review", &["message"], &some, 0), [unticked]);
        let unfilled = LeaveLack::Unfilled {
            stage: "production".into(),
            fields: vec!["message".into()],
        };
        assert_eq!(lacking("production", "review", &[], &all, 0), [unfilled]);
        assert_eq!(lacking("production", "brief", &[], &[], 0), []);
        assert_eq!(lacking("production", "on-hold", &[], &[], 0), []);
    }

    #[test]
    fn a_stage_that_is_passed_on_the_way_asks_as_well() {
        assert_eq!(lacking("brief", "review", &[], &[], 0).len(), 2);
        assert_eq!(lacking("brief", "production", &[], &[], 0), []);
    }

    #[test]
    fn what_was_ticked_before_it_came_back_is_to_be_ticked_again() {
        let all = |round| {
            [handoff(
                "production",
                round,
                &["files exported", "rights checked"],
                None,
            )]
        };
        assert_eq!(lacking("production", "review", &["message"], &all(0), 1).len(), 1);
        assert_eq!(lacking("production", "review", &["message"], &all(1), 1), []);
    }

    #[test]
    fn a_round_too_many_needs_somebody_who_may_let_it_pass() {
        let ticks = handoff("production", 9, &["files exported", "rights checked"], None);
        let lack = |more: Option<Handoff>, rejects| {
            let all: Vec<Handoff> = std::iter::once(ticks.clone()).chain(more).collect();
            lacking("production", "review", &["message"], &all, rejects)
        };
        let too_many = vec![LeaveLack::TooManyRounds {
            stage: "review".into(),
            round: 3,
            most: 2,
        }];
        let passed = handoff("review", 3, &[], Some("the client changed the claim"));
        let before = handoff("review", 2, &[], Some("the client changed the claim"));
        let by_lea = Handoff {
            by: "lea".into(),
            ..passed.clone()
        };
        assert_eq!(lack(None, 2), []);
        assert_eq!(lack(None, 3), too_many);
        assert_eq!(lack(Some(passed), 3), []);
        assert_eq!(lack(Some(before), 3), too_many);
        assert_eq!(lack(Some(by_lea), 3), too_many);
    }
}
