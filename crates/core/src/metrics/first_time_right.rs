//! Answers: which share of the work passed its gates the first time?
//! Invariant: a brief counts as right when it was delivered with no round.
//! Source: `docs/kpis.md`, "first-time-right".

use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::revision_rounds;
use super::sample::{Measured, Sample};
use super::subject::Facts;

pub const KPI: Kpi = Kpi {
    id: KpiId::FirstTimeRight,
    version: 1,
    unit: Unit::Share,
    shape: Shape::Mean,
    better: Better::Higher,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let rounds = (revision_rounds::KPI.measure)(facts, period);
    let samples = rounds.samples.into_iter().map(|sample| Sample {
        value: f64::from(u8::from(sample.value == 0.0)),
        facets: Vec::new(),
        ..sample
    });
    Measured {
        samples: samples.collect(),
        left_out: rounds.left_out,
        ..Measured::default()
    }
}
