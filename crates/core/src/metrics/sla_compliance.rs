//! Answers: which share of the visits was answered within its SLA?
//! Invariant: one sample a visit of a stage with an SLA that ended in the period; up to and including the deadline is kept.
//! Source: `docs/kpis.md`, "sla-compliance".

use super::clock::Kept;
use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Measured, Reason, Sample};
use super::subject::{Facts, Subject};
use crate::model::history::Moment;
use crate::trail::visit::{Observed, Visit};

pub const KPI: Kpi = Kpi {
    id: KpiId::SlaCompliance,
    version: 1,
    unit: Unit::Share,
    shape: Shape::Mean,
    better: Better::Higher,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let mut found = Measured::default();
    let span = facts.clock.span(period);
    for (at, subject) in facts.subjects() {
        for (place, visit) in subject.visits.visits.iter().enumerate() {
            let Some(end) = visit.end else {
                if visit.start.landed < span.end {
                    let late = sample(facts, subject, visit, facts.clock.now(), (at, place));
                    found.open.extend(late.filter(|late| late.value == 0.0));
                }
                continue;
            };
            if !span.contains(end.landed) {
                continue;
            }
            let Some(sample) = sample(facts, subject, visit, end.time, (at, place)) else {
                continue;
            };
            match visit.observed() {
                Observed::No => found.leave_out(at, Some(place), Reason::NotObserved),
                Observed::Yes => found.samples.push(sample),
            }
        }
    }
    found
}

/// `None` where the stage has no SLA.
fn sample(
    facts: &Facts<'_>,
    subject: &Subject<'_>,
    visit: &Visit,
    until: Moment,
    at: (usize, usize),
) -> Option<Sample> {
    let workflow = subject.workflow?;
    let then = facts.past.workflow(visit.start.commit, &workflow.id);
    let then = then
        .as_deref()
        .and_then(|then| then.stage_once_called(visit.stage.as_str()));
    let sla = then.or_else(|| workflow.stage(visit.stage.as_str()))?.sla?;
    let whose = facts.whose(subject, visit);
    let kept = facts
        .clock
        .keeps_sla(whose, sla, visit.start.time, until, &visit.pauses)?;
    let (value, weight) = match kept {
        Kept::Yes => (1.0, 0.0),
        Kept::No { over } => (0.0, over),
    };
    let day = facts.clock.day(visit.end.map_or(until, |end| end.landed));
    Some(Sample {
        visit: Some(at.1),
        stage: Some(visit.stage.clone()),
        weight,
        ..Sample::of_brief(at.0, day, value)
    })
}
