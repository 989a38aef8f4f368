//! Answers: where do time and rework go, and which open work is older than this studio's own habit?
//! Invariant: times are net of hold and hold is told apart; every finding names its visits, so that it opens to commits.
//! Source: `docs/flow.md`; the same visits as `stage-time`.

use super::figure::{Figure, quantile};
use super::period::Period;
use super::scorecard::Dimension;
use super::subject::Facts;
use crate::model::id::StageId;
use crate::model::workflow::StageClass;
use crate::trail::visit::{Observed, Visit};
use std::collections::BTreeMap;

/// A visit by its places: of the brief in `Facts::all`, of the visit in it.
pub type VisitRef = (usize, usize);

/// Figures of fewer samples are said to be of few.
pub const FEW: usize = 10;

/// The briefs that are listed.
pub const MOST_COSTLY: usize = 10;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bottlenecks {
    /// Stage by group, most time first.
    pub cells: Vec<StageCell>,
    pub split: Split,
    /// Gate by group, most rework first; none where nothing was sent back.
    pub rework: Vec<ReworkCell>,
    /// Most time first.
    pub costly: Vec<Costly>,
    /// All briefs that any time of the period went into.
    pub briefs: usize,
    /// Oldest first, in parts of what is usual.
    pub ageing: Vec<Ageing>,
    /// Visits that nobody observed: in no figure.
    pub not_observed: usize,
}

/// The visits of one stage that ended in the period.
#[derive(Clone, Debug, PartialEq)]
pub struct StageCell {
    pub stage: StageId,
    pub class: StageClass,
    /// Empty: it belongs to none.
    pub group: String,
    /// Working days, net of hold.
    pub figure: Figure,
    pub visits: Vec<VisitRef>,
}

/// Working days by what happened in them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Split {
    /// In queues and at gates.
    pub waiting: f64,
    pub working: f64,
    pub on_hold: f64,
    pub visits: usize,
    /// Visits with a hold in them.
    pub held: Vec<VisitRef>,
}

impl Split {
    pub fn net(&self) -> f64 {
        self.waiting + self.working
    }
}

/// What a gate sent back, and what doing it again took.
#[derive(Clone, Debug, PartialEq)]
pub struct ReworkCell {
    pub stage: StageId,
    pub group: String,
    /// Visits of the gate that ended in the period.
    pub visits: usize,
    /// Those that were sent back.
    pub rejects: Vec<VisitRef>,
    /// Working days in stages that were visited again because of it.
    pub days: f64,
    pub again: Vec<VisitRef>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Costly {
    pub subject: usize,
    /// Working days, net of hold, of the visits that ended in the period.
    pub days: f64,
    pub on_hold: f64,
    pub rounds: usize,
    /// Where most of it went.
    pub stage: StageId,
    pub visits: Vec<VisitRef>,
}

/// An open visit beside what is usual.
#[derive(Clone, Debug, PartialEq)]
pub struct Ageing {
    pub at: VisitRef,
    pub stage: StageId,
    /// Working days so far, net of hold.
    pub days: f64,
    /// `None`: too few past visits of the stage.
    pub usual: Option<Usual>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Past visits of the stage by briefs of the kind.
    KindAndStage,
    /// By briefs of any kind, as the kind has too few.
    Stage,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usual {
    /// 85 % of the past visits took no longer.
    pub p85: f64,
    pub count: usize,
    pub basis: Basis,
}

impl Ageing {
    pub fn is_over(&self) -> bool {
        self.usual.is_some_and(|usual| self.days > usual.p85)
    }

    fn ratio(&self) -> f64 {
        self.usual.map_or(0.0, |usual| self.days / usual.p85.max(0.01))
    }
}

/// A visit that took time of somebody's.
struct Spent<'f> {
    at: VisitRef,
    visit: &'f Visit,
    class: StageClass,
    group: String,
    days: f64,
    held: f64,
}

pub fn bottlenecks(facts: &Facts<'_>, period: &Period, by: Dimension) -> Bottlenecks {
    let mut not_observed = 0;
    let mut spent: Vec<Spent<'_>> = Vec::new();
    for (place, subject) in facts.subjects() {
        let group = facts.name_in(subject, by).unwrap_or_default().to_owned();
        for (at, visit) in subject.visits.visits.iter().enumerate() {
            let ended = visit.end.filter(|end| period.contains(facts.clock.day(end.landed)));
            let (Some(end), Some(class)) = (ended, class_of(visit)) else {
                continue;
            };
            if visit.observed() == Observed::No {
                not_observed += 1;
                continue;
            }
            let days = facts.clock.net_working_days(visit.start.time, end.time, &visit.pauses);
            let gross = facts.clock.net_working_days(visit.start.time, end.time, &[]);
            spent.push(Spent {
                at: (place, at),
                visit,
                class,
                group: group.clone(),
                days,
                held: gross - days,
            });
        }
    }
    let costly = costly(facts, &spent);
    let briefs = costly.len();
    Bottlenecks {
        cells: cells(&spent),
        split: split(&spent),
        rework: rework(facts, &spent),
        costly: costly.into_iter().take(MOST_COSTLY).collect(),
        briefs,
        ageing: ageing(facts),
        not_observed,
    }
}

/// Queues, work and gates; the others are no stages of work.
fn class_of(visit: &Visit) -> Option<StageClass> {
    visit
        .class
        .filter(|class| matches!(class, StageClass::Queue | StageClass::Work | StageClass::Gate))
}

fn cells(spent: &[Spent<'_>]) -> Vec<StageCell> {
    let mut found: BTreeMap<(&StageId, &str), Vec<&Spent<'_>>> = BTreeMap::new();
    for one in spent {
        found.entry((&one.visit.stage, &one.group)).or_default().push(one);
    }
    let cell = |((stage, group), all): ((&StageId, &str), Vec<&Spent<'_>>)| {
        Some(StageCell {
            stage: stage.clone(),
            class: all.first()?.class,
            group: group.to_owned(),
            figure: Figure::of(all.iter().map(|one| one.days))?,
            visits: all.iter().map(|one| one.at).collect(),
        })
    };
    let mut cells: Vec<StageCell> = found.into_iter().filter_map(cell).collect();
    cells.sort_by(|one, other| other.figure.sum.total_cmp(&one.figure.sum));
    cells
}

fn split(spent: &[Spent<'_>]) -> Split {
    let mut split = Split {
        visits: spent.len(),
        ..Split::default()
    };
    for one in spent {
        match one.class {
            StageClass::Queue | StageClass::Gate => split.waiting += one.days,
            _ => split.working += one.days,
        }
        split.on_hold += one.held;
        if one.held > 0.0 {
            split.held.push(one.at);
        }
    }
    split
}

/// A stage that was visited before a gate sent the brief back, and again after it, was visited again because of that gate.
fn rework(facts: &Facts<'_>, spent: &[Spent<'_>]) -> Vec<ReworkCell> {
    let mut found: BTreeMap<(StageId, String), ReworkCell> = BTreeMap::new();
    for one in spent {
        if one.class == StageClass::Gate {
            let cell = cell_of(&mut found, &one.visit.stage, &one.group);
            cell.visits += 1;
            if one.visit.is_reject() {
                cell.rejects.push(one.at);
            }
        }
        if let Some(gate) = sent_back_by(facts, one) {
            let cell = cell_of(&mut found, &gate, &one.group);
            cell.days += one.days;
            cell.again.push(one.at);
        }
    }
    let mut cells: Vec<ReworkCell> = found
        .into_values()
        .filter(|cell| !cell.rejects.is_empty() || cell.days > 0.0)
        .collect();
    cells.sort_by(|one, other| {
        let size = |cell: &ReworkCell| cell.rejects.len();
        other.days.total_cmp(&one.days).then(size(other).cmp(&size(one)))
    });
    cells
}

fn cell_of<'c>(
    found: &'c mut BTreeMap<(StageId, String), ReworkCell>,
    stage: &StageId,
    group: &str,
) -> &'c mut ReworkCell {
    let key = (stage.clone(), group.to_owned());
    found.entry(key).or_insert_with(|| ReworkCell {
        stage: stage.clone(),
        group: group.to_owned(),
        visits: 0,
        rejects: Vec::new(),
        days: 0.0,
        again: Vec::new(),
    })
}

/// The gate that last sent the brief back before this visit, when its stage had been visited before that.
fn sent_back_by(facts: &Facts<'_>, one: &Spent<'_>) -> Option<StageId> {
    let (place, at) = one.at;
    let before = facts.all.get(place)?.visits.visits.get(..at)?;
    let reject = before.iter().rposition(Visit::is_reject)?;
    let again = before[..=reject].iter().any(|visit| visit.stage == one.visit.stage);
    again.then(|| before[reject].stage.clone())
}

fn costly(facts: &Facts<'_>, spent: &[Spent<'_>]) -> Vec<Costly> {
    let mut by_brief: BTreeMap<usize, Vec<&Spent<'_>>> = BTreeMap::new();
    for one in spent {
        by_brief.entry(one.at.0).or_default().push(one);
    }
    let cost = |(subject, all): (usize, Vec<&Spent<'_>>)| {
        let mut stages: BTreeMap<&StageId, f64> = BTreeMap::new();
        for one in &all {
            *stages.entry(&one.visit.stage).or_default() += one.days;
        }
        let (stage, _) = stages.into_iter().max_by(|one, other| one.1.total_cmp(&other.1))?;
        Some(Costly {
            subject,
            days: all.iter().map(|one| one.days).sum(),
            on_hold: all.iter().map(|one| one.held).sum(),
            rounds: all.iter().filter(|one| one.visit.is_reject()).count(),
            stage: stage.clone(),
            visits: all.iter().map(|one| one.at).collect(),
        })
    };
    let mut costs: Vec<Costly> = by_brief.into_iter().filter_map(cost).collect();
    costs.sort_by(|one, other| {
        let id = |cost: &Costly| facts.all[cost.subject].id().as_str();
        other
            .days
            .total_cmp(&one.days)
            .then(other.rounds.cmp(&one.rounds))
            .then_with(|| id(one).cmp(id(other)))
    });
    costs
}

/// Past visits of the whole history, by kind and stage and by stage alone, each sorted.
struct Habits<'f> {
    of_kind: BTreeMap<(Option<&'f str>, &'f str), Vec<f64>>,
    of_stage: BTreeMap<&'f str, Vec<f64>>,
}

impl<'f> Habits<'f> {
    fn of(facts: &'f Facts<'_>) -> Self {
        let mut habits = Self {
            of_kind: BTreeMap::new(),
            of_stage: BTreeMap::new(),
        };
        for (_, subject) in facts.subjects() {
            for visit in &subject.visits.visits {
                let (Some(end), Some(_), Observed::Yes) = (visit.end, class_of(visit), visit.observed()) else {
                    continue;
                };
                let days = facts.clock.net_working_days(visit.start.time, end.time, &visit.pauses);
                let stage = visit.stage.as_str();
                let kind = subject.kind.as_ref().map(|kind| kind.as_str());
                habits.of_kind.entry((kind, stage)).or_default().push(days);
                habits.of_stage.entry(stage).or_default().push(days);
            }
        }
        let all = habits.of_kind.values_mut().chain(habits.of_stage.values_mut());
        all.for_each(|times| times.sort_by(f64::total_cmp));
        habits
    }

    fn usual(&self, kind: Option<&str>, stage: &str) -> Option<Usual> {
        let usual = |times: Option<&Vec<f64>>, basis| {
            let times = times.filter(|times| times.len() >= FEW)?;
            Some(Usual {
                p85: quantile(times, 0.85)?,
                count: times.len(),
                basis,
            })
        };
        usual(self.of_kind.get(&(kind, stage)), Basis::KindAndStage)
            .or_else(|| usual(self.of_stage.get(stage), Basis::Stage))
    }
}

fn ageing(facts: &Facts<'_>) -> Vec<Ageing> {
    let habits = Habits::of(facts);
    let mut found = Vec::new();
    for (place, subject) in facts.subjects() {
        let at = subject.visits.visits.len().saturating_sub(1);
        let Some(visit) = subject.visits.current().filter(|visit| class_of(visit).is_some()) else {
            continue;
        };
        let kind = subject.kind.as_ref().map(|kind| kind.as_str());
        let now = facts.clock.now().max(visit.start.time);
        found.push(Ageing {
            at: (place, at),
            stage: visit.stage.clone(),
            days: facts.clock.net_working_days(visit.start.time, now, &visit.pauses),
            usual: habits.usual(kind, visit.stage.as_str()),
        });
    }
    found.sort_by(|one, other| {
        let ratios = other.ratio().total_cmp(&one.ratio());
        ratios.then(other.days.total_cmp(&one.days)).then(one.at.cmp(&other.at))
    });
    found
}
