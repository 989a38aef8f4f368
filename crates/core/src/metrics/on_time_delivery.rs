//! Answers: which share of the work was ready by its due day?
//! Invariant: the due day is the one that stood when work began; the one that stands now is shown beside it.
//! Source: `docs/kpis.md`, "on-time-delivery".

use super::clock::Whose;
use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Facet, Measured, Reason, Remark, Sample};
use super::subject::Facts;
use crate::metrics::clock::end_of_day;

pub const KPI: Kpi = Kpi {
    id: KpiId::OnTimeDelivery,
    version: 1,
    unit: Unit::Share,
    shape: Shape::Mean,
    better: Better::Higher,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let zone = super::clock::zone_of(facts.studio);
    let mut found = Measured::default();
    let span = facts.clock.span(period);
    for (at, subject) in facts.subjects() {
        let Some(ready) = subject.ready else { continue };
        if !span.contains(ready.landed) {
            continue;
        }
        let Some(due) = facts.promised(subject) else {
            found.leave_out(at, None, Reason::NoDueDay);
            continue;
        };
        let day = facts.clock.day(ready.time);
        let kept = |due| f64::from(u8::from(day <= due));
        let late = facts
            .clock
            .working_days(Whose::Studio, end_of_day(due, zone), ready.time);
        let now = facts.due_now(subject).map(|due| (Facet::DueNow, kept(due)));
        found.samples.push(Sample {
            facets: now.into_iter().collect(),
            weight: late.max(0.0),
            remarks: vec![Remark::Due(due)],
            ..Sample::of_brief(at, facts.clock.day(ready.landed), kept(due))
        });
    }
    found
}
