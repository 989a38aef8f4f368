//! Answers: how many briefs are delivered in a week?
//! Invariant: one sample a brief whose last delivery landed in the period and that is still done.
//! Source: `docs/kpis.md`, "throughput".

use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Measured, Sample};
use super::subject::Facts;
use super::turnaround::delivered_in;

pub const KPI: Kpi = Kpi {
    id: KpiId::Throughput,
    version: 1,
    unit: Unit::BriefsPerWeek,
    shape: Shape::Rate,
    better: Better::Higher,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let samples = delivered_in(facts, period)
        .map(|(at, _, delivered)| Sample::of_brief(at, facts.clock.day(delivered.landed), 1.0));
    Measured {
        samples: samples.collect(),
        ..Measured::default()
    }
}
