//! Answers: how long does a piece of work wait at a gate for its verdict?
//! Invariant: one sample a gate visit that ended in the period; open ones are listed with their age and count in no figure.
//! Source: `docs/kpis.md`, "approval-time".

use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Facet, Measured, Reason, Sample};
use super::subject::{Facts, Subject};
use crate::model::history::Moment;
use crate::trail::visit::{Observed, Outcome, Visit};

pub const KPI: Kpi = Kpi {
    id: KpiId::ApprovalTime,
    version: 1,
    unit: Unit::OpenHours,
    shape: Shape::Duration,
    better: Better::Lower,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let mut found = Measured::default();
    let span = facts.clock.span(period);
    for (at, subject) in facts.subjects() {
        for (place, visit) in subject
            .visits
            .visits
            .iter()
            .enumerate()
            .filter(|(_, visit)| visit.is_gate())
        {
            let Some(end) = visit.end else {
                if visit.start.landed < span.end {
                    found
                        .open
                        .push(sample(facts, subject, visit, facts.clock.now(), (at, place)));
                }
                continue;
            };
            if !span.contains(end.landed) {
                continue;
            }
            let reason = match (visit.observed(), visit.outcome) {
                (_, Outcome::Dropped | Outcome::Removed | Outcome::Elsewhere) => Some(Reason::Withdrawn),
                (Observed::No, _) => Some(Reason::NotObserved),
                _ if end.time < visit.start.time => Some(Reason::Negative),
                _ => None,
            };
            match reason {
                Some(reason) => found.leave_out(at, Some(place), reason),
                None => found.samples.push(sample(facts, subject, visit, end.time, (at, place))),
            }
        }
    }
    found
}

fn sample(facts: &Facts<'_>, subject: &Subject<'_>, visit: &Visit, until: Moment, at: (usize, usize)) -> Sample {
    let (clock, whose, from) = (&facts.clock, facts.whose(subject, visit), visit.start.time);
    let hours = clock.net(from, until, &visit.pauses, |from, to| clock.open_hours(whose, from, to));
    let days = clock.net(from, until, &visit.pauses, |from, to| {
        clock.working_days(whose, from, to)
    });
    let mut facets = vec![(Facet::WorkingDays, days)];
    match visit.outcome {
        Outcome::Forward => facets.push((Facet::Approved, hours)),
        Outcome::Back => facets.push((Facet::ChangesRequired, hours)),
        Outcome::Open | Outcome::Dropped | Outcome::Removed | Outcome::Elsewhere => {}
    }
    let day = clock.day(visit.end.map_or(until, |end| end.landed));
    Sample {
        visit: Some(at.1),
        stage: Some(visit.stage.clone()),
        facets,
        ..Sample::of_brief(at.0, day, hours)
    }
}
