//! Answers: how long does a brief take from its first appearance to its delivery?
//! Invariant: only briefs that are still done count, by the day their last delivery landed.
//! Source: `docs/kpis.md`, "turnaround"; lead time in Lean.

use super::clock::Whose;
use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Facet, Measured, Reason, Sample};
use super::subject::{Facts, Subject};
use crate::trail::visit::OBSERVED_SECONDS;

pub const KPI: Kpi = Kpi {
    id: KpiId::Turnaround,
    version: 1,
    unit: Unit::WorkingDays,
    shape: Shape::Duration,
    better: Better::Lower,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let mut found = Measured::default();
    for (at, subject, delivered) in delivered_in(facts, period) {
        let (from, to) = (subject.visits.created.time, delivered.time);
        let reason = match subject.began_here() {
            Err(reason) => Some(reason),
            Ok(()) if to < from => Some(Reason::Negative),
            Ok(()) if (to - from).num_seconds() < OBSERVED_SECONDS => Some(Reason::NotObserved),
            Ok(()) => None,
        };
        if let Some(reason) = reason {
            found.leave_out(at, None, reason);
            continue;
        }
        let gross = facts.clock.working_days(Whose::Studio, from, to);
        let net = facts.clock.net_working_days(from, to, &subject.visits.holds);
        found.samples.push(Sample {
            subject: Some(at),
            visit: None,
            stage: None,
            day: facts.clock.day(delivered.landed),
            value: gross,
            facets: vec![(Facet::NetOfHold, net)],
            weight: gross,
        });
    }
    found
}

/// The briefs whose last delivery landed in the period, and that are still done.
pub(super) fn delivered_in<'f, 'a>(
    facts: &'f Facts<'a>,
    period: &'f Period,
) -> impl Iterator<Item = (usize, &'f Subject<'a>, crate::trail::visit::End)> {
    facts.subjects.iter().enumerate().filter_map(|(at, subject)| {
        let delivered = subject.delivered()?;
        period
            .contains(facts.clock.day(delivered.landed))
            .then_some((at, subject, delivered))
    })
}
