//! Answers: in which stages does the time go?
//! Invariant: one sample a visit that ended in the period, net of hold; `done`, `dropped` and `hold` are no stages of work.
//! Source: `docs/kpis.md`, "stage-time".

use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Facet, Measured, Reason, Sample};
use super::subject::Facts;
use crate::model::workflow::StageClass;
use crate::trail::visit::Observed;

pub const KPI: Kpi = Kpi {
    id: KpiId::StageTime,
    version: 1,
    unit: Unit::WorkingDays,
    shape: Shape::Duration,
    better: Better::Lower,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let mut found = Measured::default();
    let span = facts.clock.span(period);
    for (at, subject) in facts.subjects() {
        for (place, visit) in subject.visits.visits.iter().enumerate() {
            let Some(end) = visit.end.filter(|end| span.contains(end.landed)) else {
                continue;
            };
            let reason = match visit.class {
                None => Some(Reason::UnknownStage),
                Some(StageClass::Hold | StageClass::Done | StageClass::Dropped) => continue,
                Some(_) if visit.observed() == Observed::No => Some(Reason::NotObserved),
                Some(_) => None,
            };
            if let Some(reason) = reason {
                found.leave_out(at, Some(place), reason);
                continue;
            }
            let days = facts.clock.net_working_days(visit.start.time, end.time, &visit.pauses);
            found.samples.push(Sample {
                visit: Some(place),
                stage: Some(visit.stage.clone()),
                facets: vec![(Facet::Stage(visit.stage.clone()), days)],
                ..Sample::of_brief(at, facts.clock.day(end.landed), days)
            });
        }
    }
    found
}
