//! Answers: which part of the time that work takes is spent working on it?
//! Invariant: one sample a brief that is still done; the figure is a ratio of sums, so that a long brief weighs more than a short one.
//! Source: `docs/kpis.md`, "flow-efficiency"; process cycle efficiency in Lean.

use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Measured, Reason, Sample};
use super::subject::{Facts, Subject};
use super::turnaround::{begun_and_delivered, delivered_in};
use crate::model::workflow::StageClass;

pub const KPI: Kpi = Kpi {
    id: KpiId::FlowEfficiency,
    version: 1,
    unit: Unit::Share,
    shape: Shape::Ratio,
    better: Better::Higher,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let mut found = Measured::default();
    for (at, subject, delivered) in delivered_in(facts, period) {
        let net = begun_and_delivered(subject, delivered).and_then(|(from, to)| {
            let net = facts.clock.net_working_days(from, to, &subject.visits.holds);
            // a float that is no more than the dust of sums is no time
            if net > 1e-9 {
                Ok(net)
            } else {
                Err(Reason::NoWorkingTime)
            }
        });
        match net {
            Err(reason) => found.leave_out(at, None, reason),
            Ok(net) => {
                let share = (worked(facts, subject) / net).clamp(0.0, 1.0);
                found.samples.push(Sample {
                    base: net,
                    weight: net * (1.0 - share),
                    ..Sample::of_brief(at, facts.clock.day(delivered.landed), share)
                });
            }
        }
    }
    found
}

/// Working days in stages of work, less the time on hold.
fn worked(facts: &Facts<'_>, subject: &Subject<'_>) -> f64 {
    let visits = subject.visits.visits.iter();
    visits
        .filter(|visit| visit.class == Some(StageClass::Work))
        .filter_map(|visit| {
            let end = visit.end?;
            Some(facts.clock.net_working_days(visit.start.time, end.time, &visit.pauses))
        })
        .sum()
}
