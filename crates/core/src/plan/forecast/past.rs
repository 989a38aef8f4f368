//! Answers: how long did stages really take in this studio, against what its kinds plan?
//! Invariant: one sample a finished stay, net of holds; stays whose beginning nobody saw are left out.
//! Source: design, "Uncertainty".

use super::luck::{Sample, common_part, month_of};
use crate::model::brief::Brief;
use crate::model::duration::{HalfDays, Length};
use crate::model::id::{KindId, StageId};
use crate::model::studio::Studio;
use crate::model::workflow::StageClass;
use crate::plan::openhours::OpenHours;
use crate::plan::reality::{Left, Reality, StageVisit};
use crate::plan::stages::{MergedStage, half, merged, rework_of};
use crate::plan::task::Turn;
use std::collections::BTreeMap;

/// Under so many samples a forecast guesses.
pub const FEW: usize = 10;

/// Stays that are shorter, in seconds, were not observed.
const OBSERVED: i64 = 60;

/// What the history of the studio says about durations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// What a stay took, as a multiple of what its kind plans; sorted.
    own: BTreeMap<Sort, Vec<f64>>,
    /// The same of all kinds together.
    all: BTreeMap<(StageId, Turn), Vec<f64>>,
    /// Of briefs that passed a gate: how often they stood before it; sorted.
    rounds: BTreeMap<(KindId, StageId), Vec<u32>>,
    all_rounds: BTreeMap<StageId, Vec<u32>>,
    common: f64,
}

/// Stays of one sort: of a kind, in a stage, for the first time or again.
type Sort = (KindId, StageId, Turn);

/// What a spread rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Stays of the same kind in the same stage.
    Own,
    /// A guess: the same stage of all kinds.
    SameStage,
    /// A guess: what is planned, within the bounds of a triangle.
    Planned,
}

impl Past {
    pub fn of(studio: &Studio, reality: &Reality, hours: &OpenHours) -> Self {
        let mut past = Self::default();
        let mut samples: BTreeMap<Sort, Vec<Sample>> = BTreeMap::new();
        for brief in studio.briefs.values() {
            let visits = reality.get(&brief.id).map_or(&[][..], Vec::as_slice);
            past.add(studio, brief, visits, hours, &mut samples);
        }
        past.common = common_part(samples.values().map(Vec::as_slice));
        for (sort, samples) in samples {
            let multiples = || samples.iter().map(|sample| sample.multiple);
            past.all
                .entry((sort.1.clone(), sort.2))
                .or_default()
                .extend(multiples());
            past.own.insert(sort, multiples().collect());
        }
        past.own.values_mut().for_each(|list| list.sort_by(f64::total_cmp));
        past.all.values_mut().for_each(|list| list.sort_by(f64::total_cmp));
        past.rounds.values_mut().for_each(|list| list.sort_unstable());
        past.all_rounds.values_mut().for_each(|list| list.sort_unstable());
        past
    }

    /// How many stays there are in all.
    pub fn stays(&self) -> usize {
        self.own.values().map(Vec::len).sum()
    }

    /// The part of what varies, from 0 to 1, that all stays of a month have in common.
    pub fn common(&self) -> f64 {
        self.common
    }

    /// How many stays of a kind in a stage there are.
    pub fn own_stays(&self, kind: &KindId, stage: &StageId, turn: Turn) -> usize {
        let found = self.own.get(&(kind.clone(), stage.clone(), turn));
        found.map_or(0, Vec::len)
    }

    /// The multiples of the plan to draw from, and what they are; none: the plan itself, with a guessed spread.
    pub fn multiples(&self, kind: &KindId, stage: &StageId, turn: Turn) -> (Basis, &[f64]) {
        let enough = |list: &&Vec<f64>| list.len() >= FEW;
        let own = self.own.get(&(kind.clone(), stage.clone(), turn)).filter(enough);
        let all = || self.all.get(&(stage.clone(), turn)).filter(enough);
        match (own, all()) {
            (Some(own), _) => (Basis::Own, own),
            (None, Some(all)) => (Basis::SameStage, all),
            (None, None) => (Basis::Planned, &[]),
        }
    }

    /// How often briefs stood before a gate; none: as often as planned.
    pub fn rounds(&self, kind: &KindId, gate: &StageId) -> &[u32] {
        let enough = |list: &&Vec<u32>| list.len() >= FEW;
        let own = self.rounds.get(&(kind.clone(), gate.clone())).filter(enough);
        let all = || self.all_rounds.get(gate).filter(enough);
        own.or_else(all).map_or(&[], Vec::as_slice)
    }

    fn add(
        &mut self,
        studio: &Studio,
        brief: &Brief,
        visits: &[StageVisit],
        hours: &OpenHours,
        samples: &mut BTreeMap<Sort, Vec<Sample>>,
    ) {
        let (Some(kind), Some(workflow)) = (studio.kinds.get(&brief.kind.value), studio.workflow_of(brief)) else {
            return;
        };
        let stages = merged(workflow, kind, &[]);
        let position = |visit: &StageVisit| workflow.position(visit.stage.as_str());
        for (at, visit) in visits.iter().enumerate() {
            let Some(stage) = position(visit) else { continue };
            // Where an imported brief was first seen, it had been for long.
            if visit.end.is_none() || at == 0 && brief.imported.is_some() || !is_observed(visit) {
                continue;
            }
            let turn = match visits[..at].iter().any(|before| before.stage == visit.stage) {
                true => Turn::Again,
                false => Turn::First,
            };
            let rejected_by = at.checked_sub(1).map(|before| &visits[before]);
            let rejected_by = rejected_by
                .filter(|before| before.left == Left::Rejected)
                .and_then(position);
            let Some(planned) = planned(&stages, stage, turn, rejected_by) else {
                continue;
            };
            if let Some(multiple) = multiple(visit, planned, hours) {
                let sort = (kind.id.clone(), visit.stage.clone(), turn);
                let month = month_of(visit.start.date());
                samples.entry(sort).or_default().push(Sample { month, multiple });
            }
        }
        let gates = workflow.stages.iter().filter(|stage| stage.class == StageClass::Gate);
        for gate in gates.map(|gate| &gate.id.value) {
            let mut at_gate = visits.iter().filter(|visit| visit.stage == *gate);
            if at_gate.next_back().is_some_and(|last| last.left == Left::Onward) {
                let rounds = at_gate.count() as u32 + 1;
                let own = self.rounds.entry((kind.id.clone(), gate.clone())).or_default();
                own.push(rounds);
                self.all_rounds.entry(gate.clone()).or_default().push(rounds);
            }
        }
    }
}

fn is_observed(visit: &StageVisit) -> bool {
    visit
        .end
        .is_some_and(|end| (end - visit.start).num_seconds() >= OBSERVED)
}

/// What a kind plans for a stay; `None` for a stage without a task.
fn planned(stages: &[MergedStage<'_>], at: usize, turn: Turn, rejected_by: Option<usize>) -> Option<Length> {
    let own = &stages[at];
    let whole = own.duration?;
    let is_gate = own.stage.class == StageClass::Gate;
    Some(match (turn, is_gate) {
        (Turn::First, _) | (Turn::Again, true) => whole,
        (Turn::Again, false) => rejected_by
            .and_then(|gate| rework_of(stages, gate))
            .unwrap_or_else(|| half(whole)),
    })
}

/// What a finished stay took, as a multiple of a length; `None` when that is nothing.
fn multiple(visit: &StageVisit, planned: Length, hours: &OpenHours) -> Option<f64> {
    let end = visit.end?;
    let measure = |from, to: chrono::NaiveDateTime| match planned {
        Length::Working(_) => hours.working_days(from, to.max(from)),
        Length::ElapsedDays(_) => (to.max(from) - from).num_minutes() as f64 / (24.0 * 60.0),
    };
    let pauses = visit.pauses.iter();
    let paused: f64 = pauses
        .map(|(from, to)| measure(*from, to.unwrap_or(end).min(end)))
        .sum();
    let days = (measure(visit.start, end) - paused).max(0.0);
    let wanted = match planned {
        Length::Working(HalfDays(halves)) => f64::from(halves) / 2.0,
        Length::ElapsedDays(days) => f64::from(days),
    };
    (wanted > 0.0).then(|| days / wanted)
}
