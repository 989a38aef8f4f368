//! Answers: how old is what is open?
//! Invariant: one sample a brief that is open at the end of the period, or today if that is earlier.
//! Source: `docs/kpis.md`, "age".

use super::clock::{Whose, end_of_day, zone_of};
use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Facet, Measured, Sample};
use super::subject::Facts;
use super::wip::is_open;

pub const KPI: Kpi = Kpi {
    id: KpiId::Age,
    version: 1,
    unit: Unit::WorkingDays,
    shape: Shape::Duration,
    better: Better::Lower,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let mut found = Measured::default();
    let Some(period) = period.until(facts.today) else {
        return found;
    };
    let until = end_of_day(period.to, zone_of(facts.studio));
    for (at, subject) in facts.subjects() {
        let visits = &subject.visits.visits;
        let here = visits.iter().rposition(|visit| {
            is_open(visit) && visit.start.landed < until && visit.end.is_none_or(|end| end.landed >= until)
        });
        let Some(here) = here else { continue };
        if let Err(reason) = subject.began_here() {
            found.leave_out(at, None, reason);
            continue;
        }
        let from = subject.visits.created.time.min(until);
        let age = facts.clock.working_days(Whose::Studio, from, until);
        // the days of ten years are not counted twice
        let net = age - facts.clock.paused_working_days(from, until, &subject.visits.holds);
        found.samples.push(Sample {
            visit: Some(here),
            stage: Some(visits[here].stage.clone()),
            facets: vec![(Facet::NetOfHold, net)],
            ..Sample::of_brief(at, period.to, age)
        });
    }
    found
}
