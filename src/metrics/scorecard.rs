//! Answers: how do all KPIs stand in a period, against the one before and against their targets?
//! Invariant: every line keeps the samples it was made of.
//! Source: design, "KPIs".

use super::figure::{Figure, facets};
use super::goal::{Standing, base_period, of_stat, standing};
use super::kpi::{Kpi, KpiId, Shape, kpi};
use super::period::Period;
use super::sample::{Facet, Measured, Sample};
use super::subject::{Facts, Subject};
use crate::model::id::BriefId;
use crate::model::target::{Stat, Target};
use std::collections::BTreeSet;

/// Steps of a trend that are shown.
const MOST_STEPS: usize = 8;

/// By what figures are split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    Kind,
    Campaign,
    Team,
    Stage,
    /// The owner; only where the studio allows reports about persons.
    Person,
}

impl Dimension {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Campaign => "campaign",
            Self::Team => "team",
            Self::Stage => "stage",
            Self::Person => "person",
        }
    }

    /// The dimension that `targets.yml` names.
    pub fn of_key(key: &str) -> Option<Self> {
        [Self::Kind, Self::Campaign, Self::Team, Self::Stage, Self::Person]
            .into_iter()
            .find(|dimension| dimension.as_str() == key)
    }
}

/// What a KPI says about a set of samples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// `None`: no data.
    pub figure: Option<Figure>,
    /// What is shown first.
    pub main: Option<f64>,
    pub facets: Vec<(Facet, Figure)>,
    shape: Option<Shape>,
}

impl Reading {
    pub fn facet(&self, wanted: &Facet) -> Option<&Figure> {
        let found = self.facets.iter().find(|(facet, _)| facet == wanted)?;
        Some(&found.1)
    }

    /// One number of it.
    pub fn stat(&self, stat: Stat) -> Option<f64> {
        match stat {
            Stat::Main => self.main,
            Stat::Median | Stat::Mean | Stat::P85 => Some(of_stat(self.figure.as_ref()?, stat, self.shape?)),
        }
    }

    pub fn count(&self) -> usize {
        self.figure.map_or(0, |figure| figure.count)
    }
}

/// One KPI, of everything or of one group.
#[derive(Clone, Debug)]
pub struct Line<'t> {
    pub kpi: &'static Kpi,
    /// `None`: everything.
    pub group: Option<Box<str>>,
    pub reading: Reading,
    /// Of the period before.
    pub before: Reading,
    /// Oldest first; `None` where a step has no sample.
    pub trend: Vec<Option<f64>>,
    pub goals: Vec<Goal<'t>>,
    pub measured: Measured,
}

/// A target and how it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal<'t> {
    pub target: &'t Target,
    pub standing: Standing,
    /// See [`Comparison::share_above`](super::goal::Comparison::share_above).
    pub share_above: Option<f64>,
    /// When it is missed: the briefs that weigh most, heaviest first, at most [`MOST_HEAVY`].
    pub heavy: Vec<BriefId>,
}

/// Briefs that a missed target names.
pub const MOST_HEAVY: usize = 5;

/// What is asked of a scorecard.
#[derive(Clone, Copy, Debug)]
pub struct Question<'q> {
    pub period: Period,
    pub by: Option<Dimension>,
    pub kpis: &'q [&'static Kpi],
    pub targets: &'q [Target],
}

/// One line a KPI; with a dimension, one a group below each.
pub fn scorecard<'t>(facts: &Facts<'_>, question: &Question<'t>) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    for kpi in question.kpis {
        let targets: Vec<&Target> = question
            .targets
            .iter()
            .filter(|t| *t.kpi.value == *kpi.id.as_str())
            .collect();
        let mut whole = line(facts, kpi, None, &question.period);
        whole.goals = targets
            .iter()
            .map(|target| goal(facts, kpi, target, &question.period))
            .collect();
        lines.push(whole);
        let Some(dimension) = question.by else { continue };
        for name in group_names(facts, dimension) {
            let group = Group { dimension, name: &name };
            let part = line(facts, kpi, Some(&group), &question.period);
            if part.reading.figure.is_some() || !part.measured.open.is_empty() {
                lines.push(part);
            }
        }
    }
    lines
}

/// The targets that name no KPI of this version.
pub fn unknown_targets(targets: &[Target]) -> impl Iterator<Item = &Target> {
    targets.iter().filter(|target| kpi(&target.kpi.value).is_none())
}

struct Group<'n> {
    dimension: Dimension,
    name: &'n str,
}

fn line<'t>(facts: &Facts<'_>, kpi: &'static Kpi, group: Option<&Group<'_>>, period: &Period) -> Line<'t> {
    let narrowed = group.and_then(|group| narrow(facts, group));
    let facts = narrowed.as_ref().unwrap_or(facts);
    let measured = measure(facts, kpi, group, period);
    let before = period.previous().map(|before| measure(facts, kpi, group, &before));
    Line {
        kpi,
        group: group.map(|group| group.name.into()),
        reading: reading(kpi, &measured.samples, period, facts.today),
        before: match (before, period.previous()) {
            (Some(before), Some(period)) => reading(kpi, &before.samples, &period, facts.today),
            _ => Reading::default(),
        },
        trend: trend(facts, kpi, group, period, &measured.samples),
        goals: Vec::new(),
        measured,
    }
}

fn goal<'t>(facts: &Facts<'_>, kpi: &'static Kpi, target: &'t Target, period: &Period) -> Goal<'t> {
    let group = target.by.as_ref().and_then(|(key, name)| {
        Some(Group {
            dimension: Dimension::of_key(key)?,
            name: &name.value,
        })
    });
    let unknown_group = target.by.is_some() && group.is_none();
    let narrowed = group.as_ref().and_then(|group| narrow(facts, group));
    let facts = narrowed.as_ref().unwrap_or(facts);
    let read = |period: &Period| {
        let measured = measure(facts, kpi, group.as_ref(), period);
        (reading(kpi, &measured.samples, period, facts.today), measured)
    };
    let base = base_period(target, period, facts.today).map(|base| read(&base).0);
    let (now, measured) = read(period);
    let standing = if unknown_group {
        Standing::NotComparable
    } else {
        standing(kpi, target, &now, base.as_ref())
    };
    let heavy = if standing.is_missed() {
        heaviest(facts, &measured)
    } else {
        Vec::new()
    };
    Goal {
        target,
        standing,
        share_above: standing.comparison().and_then(|by| by.share_above(&measured.samples)),
        heavy,
    }
}

fn heaviest(facts: &Facts<'_>, measured: &Measured) -> Vec<BriefId> {
    let mut samples: Vec<&Sample> = measured.samples.iter().filter(|sample| sample.weight > 0.0).collect();
    samples.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let mut heavy: Vec<BriefId> = Vec::new();
    for subject in samples.iter().filter_map(|sample| facts.subjects.get(sample.subject?)) {
        if heavy.len() < MOST_HEAVY && !heavy.contains(subject.id()) {
            heavy.push(subject.id().clone());
        }
    }
    heavy
}

fn measure(facts: &Facts<'_>, kpi: &Kpi, group: Option<&Group<'_>>, period: &Period) -> Measured {
    let mut measured = (kpi.measure)(facts, period);
    if let Some(group) = group.filter(|group| group.dimension == Dimension::Stage) {
        let is_here = |sample: &Sample| sample.stage.as_ref().is_some_and(|stage| stage.as_str() == group.name);
        measured.samples.retain(is_here);
        measured.open.retain(is_here);
        measured.left_out.clear();
    }
    measured
}

/// The facts about one group of briefs; `None` where samples are chosen instead.
fn narrow<'a>(facts: &Facts<'a>, group: &Group<'_>) -> Option<Facts<'a>> {
    if group.dimension == Dimension::Stage {
        return None;
    }
    let is_member = |subject: &&Subject<'_>| name_in(facts, subject, group.dimension).as_deref() == Some(group.name);
    Some(Facts {
        past: facts.past,
        studio: facts.studio,
        history: facts.history,
        clock: facts.clock.clone(),
        today: facts.today,
        subjects: facts.subjects.iter().filter(is_member).cloned().collect(),
        unreadable: facts.unreadable,
    })
}

fn name_in(facts: &Facts<'_>, subject: &Subject<'_>, dimension: Dimension) -> Option<String> {
    match dimension {
        Dimension::Kind => subject.kind.as_ref().map(ToString::to_string),
        Dimension::Campaign => subject.campaign.as_ref().map(ToString::to_string),
        Dimension::Team => facts.team(subject).map(String::from),
        Dimension::Person => subject.owner().map(ToString::to_string),
        Dimension::Stage => None,
    }
}

fn group_names(facts: &Facts<'_>, dimension: Dimension) -> Vec<String> {
    let names: BTreeSet<String> = match dimension {
        Dimension::Stage => {
            let visits = facts.subjects.iter().flat_map(|subject| &subject.visits.visits);
            visits.map(|visit| visit.stage.to_string()).collect()
        }
        _ => facts
            .subjects
            .iter()
            .filter_map(|subject| name_in(facts, subject, dimension))
            .collect(),
    };
    names.into_iter().collect()
}

/// What samples come to; a rate counts the part of the period that has passed.
fn reading(kpi: &Kpi, samples: &[Sample], period: &Period, today: crate::model::Day) -> Reading {
    let all: Vec<&Sample> = samples.iter().collect();
    let figure = Figure::of_samples(all.iter().copied());
    Reading {
        figure,
        main: figure.map(|figure| main_of(kpi, &figure, period, today)),
        facets: facets(&all),
        shape: Some(kpi.shape),
    }
}

fn main_of(kpi: &Kpi, figure: &Figure, period: &Period, today: crate::model::Day) -> f64 {
    match kpi.shape {
        Shape::Duration => figure.median,
        Shape::Mean => figure.mean,
        Shape::Rate => {
            let passed = period.until(today).map_or(period.length(), |passed| passed.length());
            figure.count as f64 * 7.0 / passed as f64
        }
    }
}

fn trend(
    facts: &Facts<'_>,
    kpi: &Kpi,
    group: Option<&Group<'_>>,
    period: &Period,
    samples: &[Sample],
) -> Vec<Option<f64>> {
    let mut steps: Vec<Period> = period
        .steps()
        .into_iter()
        .filter(|step| step.from <= facts.today)
        .collect();
    steps.drain(..steps.len().saturating_sub(MOST_STEPS));
    let value = |step: &Period| {
        if kpi.id == KpiId::Age {
            let measured = measure(facts, kpi, group, step);
            return reading(kpi, &measured.samples, step, facts.today).main;
        }
        let here = samples.iter().filter(|sample| step.contains(sample.day));
        Figure::of_samples(here).map(|figure| main_of(kpi, &figure, step, facts.today))
    };
    steps.iter().map(value).collect()
}
