//! Answers: how far from the promised day was work ready?
//! Invariant: the promise is the due day that stood when work began; early and late weigh the same, and which it was stands beside it.
//! Source: `docs/kpis.md`, "forecast-accuracy"; mean absolute error.

use super::clock::{Whose, end_of_day};
use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Facet, Measured, Reason, Remark, Sample};
use super::subject::Facts;

pub const KPI: Kpi = Kpi {
    id: KpiId::ForecastAccuracy,
    version: 1,
    unit: Unit::WorkingDays,
    shape: Shape::Duration,
    better: Better::Lower,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let mut found = Measured::default();
    let span = facts.clock.span(period);
    let evening = |day| end_of_day(day, facts.clock.zone());
    for (at, subject) in facts.subjects() {
        let Some(ready) = subject.ready.filter(|ready| span.contains(ready.landed)) else {
            continue;
        };
        let Some(due) = facts.promised(subject) else {
            found.leave_out(at, None, Reason::NoDueDay);
            continue;
        };
        let day = facts.clock.day(ready.time);
        let between = |from, to| facts.clock.working_days(Whose::Studio, evening(from), evening(to));
        let late = if day > due {
            between(due, day)
        } else {
            -between(day, due)
        };
        found.samples.push(Sample {
            facets: vec![(Facet::Late, late)],
            remarks: vec![Remark::Due(due)],
            ..Sample::of_brief(at, facts.clock.day(ready.landed), late.abs())
        });
    }
    found
}
