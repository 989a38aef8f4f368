//! Answers: how long does a brief take from its first appearance to its delivery?
//! Invariant: only briefs that are still done count, by the day their last delivery landed.
//! Source: `docs/kpis.md`, "turnaround"; lead time in Lean.

use super::clock::Whose;
use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Facet, Measured, Reason, Sample};
use super::subject::{Facts, Subject};
use crate::model::history::Moment;
use crate::trail::visit::{End, OBSERVED_SECONDS};

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
        let (from, to) = match begun_and_delivered(subject, delivered) {
            Ok(ends) => ends,
            Err(reason) => {
                found.leave_out(at, None, reason);
                continue;
            }
        };
        let gross = facts.clock.working_days(Whose::Studio, from, to);
        let net = facts.clock.net_working_days(from, to, &subject.visits.holds);
        found.samples.push(Sample {
            facets: vec![(Facet::NetOfHold, net)],
            ..Sample::of_brief(at, facts.clock.day(delivered.landed), gross)
        });
    }
    found
}

/// From when to when a delivered brief was under way.
///
/// # Errors
/// When its beginning or its way is not in the history.
pub(super) fn begun_and_delivered(subject: &Subject<'_>, delivered: End) -> Result<(Moment, Moment), Reason> {
    let (from, to) = (subject.visits.created.time, delivered.time);
    subject.began_here()?;
    if to < from {
        return Err(Reason::Negative);
    }
    if (to - from).num_seconds() < OBSERVED_SECONDS {
        return Err(Reason::NotObserved);
    }
    Ok((from, to))
}

/// The briefs whose last delivery landed in the period, and that are still done.
pub(super) fn delivered_in<'f, 'a>(
    facts: &'f Facts<'a>,
    period: &Period,
) -> impl Iterator<Item = (usize, &'f Subject<'a>, End)> {
    let span = facts.clock.span(period);
    facts.subjects().filter_map(move |(at, subject)| {
        let delivered = subject.delivered()?;
        span.contains(delivered.landed).then_some((at, subject, delivered))
    })
}
