//! Answers: how do all KPIs stand in a period, against the one before and against their targets?
//! Invariant: every line keeps the samples it was made of.
//! Source: design, "KPIs".

use super::figure::{Figure, facets};
use super::goal::{Standing, base_period, of_stat, standing};
use super::kpi::{Kpi, KpiId, Shape, kpi};
use super::period::Period;
use super::sample::{Facet, Measured, Sample};
use super::subject::{Facts, Group, Subject};
use crate::model::id::BriefId;
use crate::model::target::{Stat, Target};
use std::collections::BTreeMap;
use std::rc::Rc;

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
    pub const ALL: [Self; 5] = [Self::Kind, Self::Campaign, Self::Team, Self::Stage, Self::Person];

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
        Self::ALL.into_iter().find(|dimension| dimension.as_str() == key)
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
    let groups = question.by.map_or_else(Vec::new, |dimension| groups(facts, dimension));
    let mut lines = Vec::new();
    for kpi in question.kpis {
        let mut whole = line(facts, kpi, &question.period);
        whole.goals = goals(facts, kpi, question);
        lines.push(whole);
        let parts = groups.iter().map(|facts| line(facts, kpi, &question.period));
        lines.extend(parts.filter(|part| part.reading.figure.is_some() || !part.measured.open.is_empty()));
    }
    lines
}

/// What the same question gives elsewhere: by KPI and group, of the question's period.
pub fn readings(facts: &Facts<'_>, question: &Question<'_>) -> Vec<(KpiId, Option<Box<str>>, Reading)> {
    let groups = question.by.map_or_else(Vec::new, |dimension| groups(facts, dimension));
    let mut found = Vec::new();
    for kpi in question.kpis {
        found.push((kpi.id, None, read(facts, kpi, &question.period)));
        for group in &groups {
            let name = group.group().map(|group| group.name.clone());
            found.push((kpi.id, name, read(group, kpi, &question.period)));
        }
    }
    found
}

/// How the targets of one KPI stand.
pub fn goals<'t>(facts: &Facts<'_>, kpi: &'static Kpi, question: &Question<'t>) -> Vec<Goal<'t>> {
    let targets = question.targets.iter();
    targets
        .filter(|target| *target.kpi.value == *kpi.id.as_str())
        .map(|target| goal(facts, kpi, target, &question.period))
        .collect()
}

/// The targets that name no KPI of this version.
pub fn unknown_targets(targets: &[Target]) -> impl Iterator<Item = &Target> {
    targets.iter().filter(|target| kpi(&target.kpi.value).is_none())
}

fn line<'t>(facts: &Facts<'_>, kpi: &'static Kpi, period: &Period) -> Line<'t> {
    let measured = measure(facts, kpi, period);
    let before = period.previous().map(|before| read(facts, kpi, &before));
    Line {
        kpi,
        group: facts.group().map(|group| group.name.clone()),
        reading: reading(kpi, &measured.samples, period, facts.today),
        before: before.unwrap_or_default(),
        trend: trend(facts, kpi, period, &measured.samples),
        goals: Vec::new(),
        measured,
    }
}

/// What a KPI says about a period.
pub fn read(facts: &Facts<'_>, kpi: &Kpi, period: &Period) -> Reading {
    reading(kpi, &measure(facts, kpi, period).samples, period, facts.today)
}

fn goal<'t>(facts: &Facts<'_>, kpi: &'static Kpi, target: &'t Target, period: &Period) -> Goal<'t> {
    let group = target.by.as_ref().map(|(key, name)| (Dimension::of_key(key), name));
    let narrowed = match group {
        Some((Some(dimension), name)) => Some(narrow(facts, dimension, &name.value)),
        Some((None, _)) | None => None,
    };
    let facts = narrowed.as_ref().unwrap_or(facts);
    let base = base_period(target, period, facts.today).map(|base| read(facts, kpi, &base));
    let measured = measure(facts, kpi, period);
    let now = reading(kpi, &measured.samples, period, facts.today);
    let standing = match group {
        Some((None, _)) => Standing::NotComparable,
        Some((Some(_), _)) | None => standing(kpi, target, &now, base.as_ref()),
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
    for subject in samples.iter().filter_map(|sample| facts.all.get(sample.subject?)) {
        if heavy.len() < MOST_HEAVY && !heavy.contains(subject.id()) {
            heavy.push(subject.id().clone());
        }
    }
    heavy
}

fn measure(facts: &Facts<'_>, kpi: &Kpi, period: &Period) -> Measured {
    let mut measured = (kpi.measure)(facts, period);
    if let Some(group) = facts.group().filter(|group| group.dimension == Dimension::Stage) {
        let is_here = |sample: &Sample| {
            sample
                .stage
                .as_ref()
                .is_some_and(|stage| *stage.as_str() == *group.name)
        };
        measured.samples.retain(is_here);
        measured.open.retain(is_here);
        measured.basis.clear();
        measured.left_out.clear();
    }
    measured
}

/// The facts about each group of a dimension, in the order of their names. A brief is in one group at most, but for stages.
fn groups<'a>(facts: &Facts<'a>, dimension: Dimension) -> Vec<Facts<'a>> {
    let mut members: BTreeMap<Box<str>, Vec<usize>> = BTreeMap::new();
    for (at, subject) in facts.subjects() {
        match dimension {
            // every brief counts, and of its samples those of the stage
            Dimension::Stage => {
                for visit in &subject.visits.visits {
                    members.entry(visit.stage.as_str().into()).or_default();
                }
            }
            Dimension::Kind | Dimension::Campaign | Dimension::Team | Dimension::Person => {
                if let Some(name) = facts.name_in(subject, dimension) {
                    members.entry(name.into()).or_default().push(at);
                }
            }
        }
    }
    for name in facts.names_of_items(dimension) {
        members.entry(name.into()).or_default();
    }
    let every: Rc<[usize]> = facts.subjects().map(|(at, _)| at).collect();
    let group = |(name, own): (Box<str>, Vec<usize>)| {
        let members = match dimension {
            Dimension::Stage => Rc::clone(&every),
            Dimension::Kind | Dimension::Campaign | Dimension::Team | Dimension::Person => own.into(),
        };
        facts.narrowed(Group { dimension, name }, members)
    };
    members.into_iter().map(group).collect()
}

/// The facts about one group.
fn narrow<'a>(facts: &Facts<'a>, dimension: Dimension, name: &str) -> Facts<'a> {
    let is_member =
        |subject: &Subject<'_>| dimension == Dimension::Stage || facts.name_in(subject, dimension) == Some(name);
    let members = facts
        .subjects()
        .filter(|(_, subject)| is_member(subject))
        .map(|(at, _)| at);
    let group = Group {
        dimension,
        name: name.into(),
    };
    facts.narrowed(group, members.collect())
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
        Shape::Ratio => figure.ratio,
        Shape::Rate => {
            let passed = period.until(today).map_or(period.length(), |passed| passed.length());
            figure.count as f64 * 7.0 / passed as f64
        }
    }
}

fn trend(facts: &Facts<'_>, kpi: &Kpi, period: &Period, samples: &[Sample]) -> Vec<Option<f64>> {
    let mut steps: Vec<Period> = period
        .steps()
        .into_iter()
        .filter(|step| step.from <= facts.today)
        .collect();
    steps.drain(..steps.len().saturating_sub(MOST_STEPS));
    let value = |step: &Period| {
        if kpi.id == KpiId::Age {
            return read(facts, kpi, step).main;
        }
        let here = samples.iter().filter(|sample| step.contains(sample.day));
        Figure::of_samples(here).map(|figure| main_of(kpi, &figure, step, facts.today))
    };
    steps.iter().map(value).collect()
}
