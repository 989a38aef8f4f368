//! Answers: what is known of each brief, visit, hold and campaign, one row each?
//! Invariant: what a KPI would work out of a record stands in its row, whatever the period.

use super::facts::{FactRow, FactSources, FactValue, count, some, some_text, text};
use super::kpi_codes::{reason_code, source_code};
use crate::metrics::clock::{Whose, end_of_day};
use crate::metrics::kpi::Kpi;
use crate::metrics::period::Period;
use crate::metrics::sample::{Facet, Item, Measured, Remark, Sample};
use crate::metrics::subject::{Awaited, Facts, Subject, awaited};
use crate::metrics::{brief_quality, campaign_delivery, forecast_accuracy, rush_share, sla_compliance, turnaround};
use crate::model::Day;
use crate::model::history::Moment;
use crate::model::studio::PeopleReports;
use crate::model::workflow::StageClass;
use crate::trail::visit::{Observed, Outcome, Visit};
use std::collections::BTreeMap;

/// What KPIs find in the whole history: some of it is a column of the record it is about.
pub(super) struct Ever {
    turnaround: BTreeMap<usize, Sample>,
    forecast: BTreeMap<usize, Sample>,
    rush: BTreeMap<usize, Sample>,
    quality: BTreeMap<usize, Sample>,
    sla: BTreeMap<(usize, usize), Sample>,
    campaigns: Measured,
}

impl Ever {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let always = Day::from_ymd_opt(1900, 1, 1).zip(Day::from_ymd_opt(2199, 12, 31));
        let always = always.and_then(|(from, to)| Period::days(from, to));
        let measured = |kpi: &Kpi| always.map_or_else(Measured::default, |always| (kpi.measure)(facts, &always));
        let by_brief = |kpi: &Kpi| {
            let samples = measured(kpi).samples.into_iter();
            samples.filter_map(|sample| Some((sample.subject?, sample))).collect()
        };
        let visits = measured(&sla_compliance::KPI).samples.into_iter();
        Self {
            turnaround: by_brief(&turnaround::KPI),
            forecast: by_brief(&forecast_accuracy::KPI),
            rush: by_brief(&rush_share::KPI),
            quality: by_brief(&brief_quality::KPI),
            sla: visits
                .filter_map(|sample| Some(((sample.subject?, sample.visit?), sample)))
                .collect(),
            campaigns: measured(&campaign_delivery::KPI),
        }
    }
}

pub(super) fn brief_rows(sources: &FactSources<'_, '_>, ever: &Ever) -> Vec<FactRow> {
    let subjects = sources.facts.subjects();
    subjects
        .map(|(at, subject)| {
            let mut row = record_of(sources, subject);
            row.extend(times_of(sources.facts, subject, (at, ever)));
            row
        })
        .collect()
}

/// What the brief is.
fn record_of(sources: &FactSources<'_, '_>, subject: &Subject<'_>) -> FactRow {
    let facts = sources.facts;
    let current = subject.visits.current();
    let owner = subject
        .owner()
        .filter(|_| facts.studio.settings.people_reports == PeopleReports::On);
    let is_gate = |stage: &crate::model::workflow::Stage| stage.class == StageClass::Gate;
    let workflow = subject.workflow;
    vec![
        sources.studio(),
        text(subject.id()),
        some_text(subject.kind.as_ref()),
        some_text(workflow.map(|workflow| &workflow.id)),
        some_text(subject.campaign.as_ref()),
        some_text(facts.team(subject)),
        some_text(owner),
        some_text(current.map(|visit| &visit.stage)),
        some(current.and_then(|visit| visit.class), class),
        FactValue::Truth(subject.visits.removed.is_some()),
        FactValue::Truth(workflow.is_some_and(|workflow| workflow.stages.iter().any(is_gate))),
        FactValue::Count(subject.visits.reopened.into()),
    ]
}

/// How it went.
fn times_of(facts: &Facts<'_>, subject: &Subject<'_>, (at, ever): (usize, &Ever)) -> FactRow {
    let clock = &facts.clock;
    let day = |moment: Moment| FactValue::Day(clock.day(moment));
    let created = subject.visits.created;
    let evening = end_of_day(clock.day(created.time), clock.zone());
    let first_day = clock.working_days(Whose::Studio, created.time, evening);
    let quality = ever.quality.get(&at);
    let asked = quality.map(|sample| sample.base);
    let filled = quality.map(|sample| sample.base * sample.value);
    let whole = |number: f64| FactValue::Count(number.round() as i64);
    let turnaround = ever.turnaround.get(&at);
    let late = ever.forecast.get(&at).and_then(|sample| sample.facet(&Facet::Late));
    vec![
        day(created.landed),
        day(created.time),
        FactValue::Number(first_day),
        some(subject.began_here().err(), |reason| text(reason_code(reason))),
        some(quality.map(|sample| sample.day), FactValue::Day),
        some(asked, whole),
        some(filled, whole),
        some(facts.promised(subject), FactValue::Day),
        some(facts.due_now(subject), FactValue::Day),
        some(ever.rush.get(&at).map(|sample| sample.weight), FactValue::Number),
        some(subject.ready.map(|ready| ready.landed), day),
        some(subject.ready.map(|ready| ready.time), day),
        // no sign on a zero
        some(late, |late| FactValue::Number(late + 0.0)),
        some(subject.delivered().map(|delivered| delivered.landed), day),
        some(turnaround.map(|sample| sample.value), FactValue::Number),
        some(
            turnaround.and_then(|sample| sample.facet(&Facet::NetOfHold)),
            FactValue::Number,
        ),
    ]
}

pub(super) fn visit_rows(sources: &FactSources<'_, '_>, ever: &Ever) -> Vec<FactRow> {
    let row = |(at, subject)| {
        let subject: &Subject<'_> = subject;
        let visits = subject.visits.visits.iter().enumerate();
        let row = |(place, visit)| {
            let mut row = vec![sources.studio(), text(subject.id()), count(place + 1)];
            row.extend(visit_row(sources.facts, subject, visit));
            let sla = ever.sla.get(&(at, place));
            row.push(some(sla, |sample| FactValue::Truth(sample.value > 0.0)));
            row.push(some(sla.map(|sample| sample.weight), FactValue::Number));
            row
        };
        visits.map(row).collect::<Vec<_>>()
    };
    sources.facts.subjects().flat_map(row).collect()
}

fn visit_row(facts: &Facts<'_>, subject: &Subject<'_>, visit: &Visit) -> FactRow {
    let clock = &facts.clock;
    let (start, end) = (visit.start, visit.end);
    let whose = facts.whose(subject, visit);
    let gate = subject.gate(visit).map(|gate| awaited(facts.studio, gate));
    let commit = |commit| text(facts.history.commit(commit).id);
    let net = |measure: &dyn Fn(Moment, Moment) -> f64| {
        some(end, |end| {
            FactValue::Number(clock.net(start.time, end.time, &visit.pauses, measure))
        })
    };
    vec![
        text(&visit.stage),
        some(visit.class, class),
        some(gate, |awaited| {
            text(match awaited {
                Awaited::Team => "team",
                Awaited::Client => "client",
            })
        }),
        FactValue::Instant(start.time),
        FactValue::Day(clock.day(start.landed)),
        commit(start.commit),
        text(source_code(start.source)),
        some(end.map(|end| end.time), FactValue::Instant),
        some(end.map(|end| clock.day(end.landed)), FactValue::Day),
        some(end.map(|end| end.commit), commit),
        some(end.map(|end| end.source), |source| text(source_code(source))),
        text(outcome_code(visit.outcome)),
        FactValue::Truth(visit.observed() == Observed::Yes),
        net(&|from, to| clock.working_days(Whose::Studio, from, to)),
        net(&|from, to| clock.working_days(whose, from, to)),
        net(&|from, to| clock.open_hours(whose, from, to)),
    ]
}

pub(super) fn hold_rows(sources: &FactSources<'_, '_>) -> Vec<FactRow> {
    let clock = &sources.facts.clock;
    let rows = |(_, subject)| {
        let subject: &Subject<'_> = subject;
        let holds = subject.visits.holds.iter().enumerate();
        let row = |(place, hold): (usize, &crate::trail::visit::Pause)| {
            let days = hold.to.map(|to| clock.working_days(Whose::Studio, hold.from, to));
            vec![
                sources.studio(),
                text(subject.id()),
                count(place + 1),
                FactValue::Instant(hold.from),
                some(hold.to, FactValue::Instant),
                some(days, FactValue::Number),
            ]
        };
        holds.map(row).collect::<Vec<_>>()
    };
    sources.facts.subjects().flat_map(rows).collect()
}

/// The campaigns of which something was ever begun and whose last live day has passed.
pub(super) fn campaign_rows(sources: &FactSources<'_, '_>, ever: &Ever) -> Vec<FactRow> {
    let row = |sample: &Sample| match &sample.item {
        Some(Item::Campaign(id)) => Some(vec![sources.studio(), text(id), FactValue::Day(sample.day)]),
        _ => None,
    };
    ever.campaigns.samples.iter().filter_map(row).collect()
}

/// Their lines, but for those that were dropped.
pub(super) fn deliverable_rows(sources: &FactSources<'_, '_>, ever: &Ever) -> Vec<FactRow> {
    let row = |sample: &Sample| {
        let Some(Item::Deliverable(campaign, line, date)) = &sample.item else {
            return None;
        };
        let live = sample.remarks.iter().find_map(|remark| match remark {
            Remark::Live(day) => Some(*day),
            _ => None,
        });
        let line = date.map_or_else(|| line.to_string(), |date| format!("{line}@{date}"));
        let brief = sample.subject.and_then(|at| sources.facts.all.get(at));
        Some(vec![
            sources.studio(),
            text(campaign),
            text(line),
            some(brief, |subject| text(subject.id())),
            some(live, FactValue::Day),
            FactValue::Number(sample.weight),
        ])
    };
    ever.campaigns.basis.iter().filter_map(row).collect()
}

fn class(class: StageClass) -> FactValue {
    text(class.word())
}

const fn outcome_code(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Open => "open",
        Outcome::Forward => "forward",
        Outcome::Back => "back",
        Outcome::Dropped => "dropped",
        Outcome::Removed => "removed",
        Outcome::Elsewhere => "elsewhere",
    }
}
