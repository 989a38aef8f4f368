//! Answers: how do the KPIs of a period stand, and on which briefs, visits and commits do they rest?
//! Invariant: figures keep their unit and type until they are written; nothing is rounded here.
//! Source: design, "KPIs".

use super::events::instant;
use super::stage_titles::{StageTitles, title_in};
use crate::metrics::goal::{Comparison, worsened};
use crate::metrics::kpi::{KPIS, Kpi, KpiId, Shape};
use crate::metrics::period::Period;
use crate::metrics::sample::{Absence, Item, Measured, REASONS, Reason, Remark, Sample};
use crate::metrics::scorecard::{Dimension, Line, Reading};
use crate::metrics::subject::{Facts, Subject};
use crate::model::Day;
use crate::model::history::{CommitIndex, History, Moment};
use crate::model::id::StageId;
use crate::model::target::Target;
use crate::trail::visit::{End, Source};
use std::collections::BTreeMap;

pub use crate::metrics::goal::Standing;

/// The answer of `report kpi`.
#[derive(Clone, Debug)]
pub struct KpiReport {
    pub period: Period,
    pub today: Day,
    pub by: Option<Dimension>,
    pub lines: Vec<KpiLine>,
    pub source: SourceView,
    /// Versions that said nothing; the stage before them holds.
    pub unreadable: usize,
    /// Commits older than a parent of theirs by more than a minute.
    pub skewed: usize,
    pub stages: StageTitles,
    pub explained: Option<Explanation>,
    /// What the figures stand beside, when it is not the period before.
    pub against: Option<Against>,
    /// The state that no target may be worse than.
    pub since: Option<StateView>,
}

impl KpiLine {
    /// What the figure is compared with: the period before unless said.
    pub fn compared(&self) -> &Reading {
        self.compared.as_ref().unwrap_or(&self.before)
    }
}

/// What figures are compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    Period(Period),
    /// The same question as it was answered then, and the period it meant.
    State(StateView, Period),
    /// Without the records that are tried.
    AsItIs,
}

/// A revision or day that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateView {
    /// As typed.
    pub asked: String,
    pub commit: String,
    pub day: Day,
}

/// What the figures were read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceView {
    pub reference: String,
    pub commit: String,
    /// Commits of what is checked out that are in no figure.
    pub pending: usize,
    pub fetched: Option<String>,
    /// The local day of the last fetch.
    pub fetched_day: Option<Day>,
}

/// One KPI, of everything or of one group.
#[derive(Clone, Debug)]
pub struct KpiLine {
    pub kpi: &'static Kpi,
    pub group: Option<String>,
    pub reading: Reading,
    pub before: Reading,
    /// In what the report stands beside; the period before unless said.
    pub compared: Option<Reading>,
    pub trend: Vec<Option<f64>>,
    pub goals: Vec<GoalLine>,
    /// Oldest first.
    pub open: Vec<OpenVisit>,
    pub left_out: Vec<(Reason, usize)>,
    /// Why there is no figure, when its records are missing.
    pub absent: Option<Absence>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GoalLine {
    pub target: Target,
    pub standing: Standing,
    /// Of the briefs, those that are above the bound, 0 to 1; only for rounds with an upper bound.
    pub share_above: Option<f64>,
    /// The briefs that weigh most in a miss, heaviest first.
    pub heavy: Vec<String>,
    /// How it stood in the state that it may not be worse than.
    pub then: Option<Standing>,
}

impl GoalLine {
    /// By how much further it is missed than then, in the bound's unit.
    pub fn worse_by(&self) -> Option<f64> {
        worsened(&self.standing, self.then.as_ref()?)
    }
}

/// Something that still waits.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenVisit {
    pub brief: String,
    pub title: Option<String>,
    pub stage: Option<String>,
    /// As the reader calls it.
    pub stage_title: Option<String>,
    /// In the unit of the KPI's samples.
    pub age: f64,
    pub since: String,
}

/// Every observation behind one KPI.
#[derive(Clone, Debug)]
pub struct Explanation {
    pub kpi: &'static Kpi,
    /// Heaviest first, then what is open, then what was left out.
    pub rows: Vec<ExplainedRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedRow {
    /// `None`: it is about all briefs, on this day.
    pub brief: Option<String>,
    pub title: Option<String>,
    /// What it is about beside the brief, or instead of one.
    pub item: Option<Item>,
    pub stage: Option<String>,
    /// As the reader calls it.
    pub stage_title: Option<String>,
    pub from: Option<ExplainedEnd>,
    pub to: Option<ExplainedEnd>,
    /// The day by which it is in the period.
    pub day: Option<Day>,
    pub value: Option<f64>,
    /// What the value is a share of, where the figure is a ratio of sums.
    pub base: Option<f64>,
    pub remarks: Vec<Remark>,
    pub counted: Counted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    Yes,
    /// Still open: in no figure.
    Open,
    /// Part of a row that counts.
    Basis,
    LeftOut(Reason),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedEnd {
    pub time: String,
    pub day: Day,
    pub commit: String,
    pub source: Source,
}

/// Everything a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'p> {
    pub facts: &'p Facts<'p>,
    pub period: Period,
    pub by: Option<Dimension>,
    pub explain: Option<KpiId>,
    /// The reader's language, for titles of stages.
    pub code: &'p str,
}

impl KpiReport {
    pub fn new(parts: &Parts<'_>, lines: &[Line<'_>], source: SourceView, skewed: usize) -> Self {
        let facts = parts.facts;
        let explained = parts.explain.and_then(|id| {
            let line = lines.iter().find(|line| line.group.is_none() && line.kpi.id == id)?;
            Some(explanation(parts, line))
        });
        Self {
            period: parts.period,
            today: facts.today,
            by: parts.by,
            lines: lines.iter().map(|line| kpi_line(parts, line)).collect(),
            source,
            unreadable: facts.unreadable,
            skewed,
            stages: StageTitles::new(facts.studio, parts.code),
            explained,
            against: None,
            since: None,
        }
    }

    /// Beside other readings of the same question.
    pub fn against(mut self, against: Against, readings: Vec<(KpiId, Option<Box<str>>, Reading)>) -> Self {
        let mut others: BTreeMap<(KpiId, Option<Box<str>>), Reading> = BTreeMap::new();
        others.extend(readings.into_iter().map(|(id, group, reading)| ((id, group), reading)));
        for line in &mut self.lines {
            let key = (line.kpi.id, line.group.as_deref().map(Box::from));
            line.compared = Some(others.remove(&key).unwrap_or_default());
        }
        self.against = Some(against);
        self
    }

    /// With how the targets stood in another state, in the order of the targets of each KPI.
    pub fn since(mut self, since: StateView, then: &[(KpiId, Vec<Standing>)]) -> Self {
        for line in self.lines.iter_mut().filter(|line| line.group.is_none()) {
            let of_kpi = then.iter().find(|(id, _)| *id == line.kpi.id);
            for (goal, standing) in line.goals.iter_mut().zip(of_kpi.map_or(&[][..], |(_, all)| all)) {
                goal.then = Some(*standing);
            }
        }
        self.since = Some(since);
        self
    }

    /// Whether a target is missed by more than in the state that it may not be worse than.
    pub fn got_worse(&self) -> bool {
        self.goals().any(|(_, goal)| goal.worse_by().is_some())
    }

    /// Lines about everything, not about a group.
    pub fn whole(&self) -> impl Iterator<Item = &KpiLine> {
        self.lines.iter().filter(|line| line.group.is_none())
    }

    pub fn goals(&self) -> impl Iterator<Item = (&KpiLine, &GoalLine)> {
        self.lines
            .iter()
            .flat_map(|line| line.goals.iter().map(move |goal| (line, goal)))
    }

    pub fn missed(&self) -> impl Iterator<Item = (&KpiLine, &GoalLine, Comparison)> {
        self.goals().filter_map(|(line, goal)| match goal.standing {
            Standing::Missed(by) => Some((line, goal, by)),
            Standing::Met(_) | Standing::NoData | Standing::NotComparable => None,
        })
    }

    /// The period is not over yet.
    pub fn is_running(&self) -> bool {
        self.period.contains(self.today) && self.today < self.period.to
    }
}

fn kpi_line(parts: &Parts<'_>, line: &Line<'_>) -> KpiLine {
    let goals = line.goals.iter().map(|goal| GoalLine {
        target: goal.target.clone(),
        standing: goal.standing,
        share_above: goal.share_above,
        heavy: goal.heavy.iter().map(ToString::to_string).collect(),
        then: None,
    });
    KpiLine {
        kpi: line.kpi,
        group: line.group.as_ref().map(ToString::to_string),
        reading: line.reading.clone(),
        before: line.before.clone(),
        compared: None,
        trend: line.trend.clone(),
        goals: goals.collect(),
        open: open(parts, &line.measured),
        left_out: left_out(&line.measured),
        absent: line.measured.absent,
    }
}

fn left_out(measured: &Measured) -> Vec<(Reason, usize)> {
    let count = |reason| measured.left_out.iter().filter(|left| left.reason == reason).count();
    REASONS
        .into_iter()
        .map(|reason| (reason, count(reason)))
        .filter(|(_, count)| *count > 0)
        .collect()
}

fn open(parts: &Parts<'_>, measured: &Measured) -> Vec<OpenVisit> {
    let facts = parts.facts;
    let mut open: Vec<(Moment, OpenVisit)> = measured
        .open
        .iter()
        .filter_map(|sample| {
            let subject = facts.all.get(sample.subject?)?;
            let visit = subject.visits.visits.get(sample.visit?)?;
            let row = OpenVisit {
                brief: subject.id().to_string(),
                title: title(subject),
                stage: sample.stage.as_ref().map(ToString::to_string),
                stage_title: stage_title(parts, sample.subject, sample.stage.as_ref()),
                age: sample.weight,
                since: instant(visit.start.time),
            };
            Some((visit.start.time, row))
        })
        .collect();
    open.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.brief.cmp(&b.1.brief)));
    open.into_iter().map(|(_, row)| row).collect()
}

fn title(subject: &Subject<'_>) -> Option<String> {
    subject.brief.map(|brief| brief.title.value.to_string())
}

fn explanation(parts: &Parts<'_>, line: &Line<'_>) -> Explanation {
    let mut rows: Vec<ExplainedRow> = Vec::new();
    for (samples, counted) in [
        (&line.measured.samples, Counted::Yes),
        (&line.measured.open, Counted::Open),
        (&line.measured.basis, Counted::Basis),
    ] {
        let mut sorted: Vec<&Sample> = samples.iter().collect();
        sorted.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        rows.extend(sorted.into_iter().map(|sample| ExplainedRow {
            day: Some(sample.day),
            value: Some(sample.value),
            base: (line.kpi.shape == Shape::Ratio).then_some(sample.base),
            remarks: sample.remarks.clone(),
            item: sample.item.clone(),
            stage: sample.stage.as_ref().map(ToString::to_string),
            stage_title: stage_title(parts, sample.subject, sample.stage.as_ref()),
            ..row(parts, sample.subject, sample.visit, counted)
        }));
    }
    let left_out = line.measured.left_out.iter();
    rows.extend(left_out.map(|left| ExplainedRow {
        item: left.item.clone(),
        ..row(parts, left.subject, left.visit, Counted::LeftOut(left.reason))
    }));
    Explanation { kpi: line.kpi, rows }
}

fn stage_title(parts: &Parts<'_>, subject: Option<usize>, stage: Option<&StageId>) -> Option<String> {
    let subject = parts.facts.all.get(subject?)?;
    title_in(subject.workflow, stage?.as_str(), parts.code)
}

fn row(parts: &Parts<'_>, subject: Option<usize>, visit: Option<usize>, counted: Counted) -> ExplainedRow {
    let facts = parts.facts;
    let subject = subject.and_then(|at| facts.all.get(at));
    let visit = subject.and_then(|subject| subject.visits.visits.get(visit?));
    let end = |end: End| ExplainedEnd {
        time: instant(end.time),
        day: facts.clock.day(end.time),
        commit: id_of(facts.history, end.commit),
        source: end.source,
    };
    let (from, to) = match (subject, visit) {
        (_, Some(visit)) => (Some(visit.start), visit.end),
        (Some(subject), None) => (Some(subject.visits.created), subject.delivered()),
        (None, None) => (None, None),
    };
    ExplainedRow {
        brief: subject.map(|subject| subject.id().to_string()),
        title: subject.and_then(title),
        stage: visit.map(|visit| visit.stage.to_string()),
        stage_title: visit.and_then(|visit| title_in(subject?.workflow, visit.stage.as_str(), parts.code)),
        from: from.map(end),
        to: to.map(end),
        day: None,
        value: None,
        item: None,
        base: None,
        remarks: Vec::new(),
        counted,
    }
}

fn id_of(history: &History, commit: CommitIndex) -> String {
    history.commit(commit).id.to_string()
}

/// The answer of `kpi list` and `kpi explain`.
#[derive(Clone, Debug)]
pub struct KpiDefinitions {
    pub kpis: Vec<&'static Kpi>,
    /// One was asked for: its whole definition.
    pub detail: Detail,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    List,
    Whole,
}

impl KpiDefinitions {
    pub fn all() -> Self {
        Self {
            kpis: KPIS.iter().collect(),
            detail: Detail::List,
        }
    }

    pub fn one(kpi: &'static Kpi) -> Self {
        Self {
            kpis: vec![kpi],
            detail: Detail::Whole,
        }
    }
}
