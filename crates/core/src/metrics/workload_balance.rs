//! Answers: is the work shared fairly among those who have time for it?
//! Invariant: one sample a week in which at least two people have hours and one of them has work; 1 is even, 0 is all on one.
//! Source: `docs/kpis.md`, "workload-balance"; Gini (1912).

use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::load::{Week, weeks};
use super::period::Period;
use super::sample::{Measured, Sample};
use super::subject::Facts;
use super::utilisation::{absence, basis};

pub const KPI: Kpi = Kpi {
    id: KpiId::WorkloadBalance,
    version: 1,
    unit: Unit::Index,
    shape: Shape::Mean,
    better: Better::Higher,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    if let Some(absence) = absence(facts) {
        return Measured::absent(absence);
    }
    let weeks = weeks(facts, period);
    Measured {
        samples: weeks.iter().filter_map(sample).collect(),
        basis: basis(facts, &weeks),
        ..Measured::default()
    }
}

fn sample(week: &Week) -> Option<Sample> {
    let able = week.people.iter().filter(|one| one.available > 0.0);
    let loads: Vec<f64> = able.map(|one| one.planned / one.available).collect();
    let balance = 1.0 - gini(&loads)?;
    Some(Sample {
        weight: 1.0 - balance,
        ..Sample::new(week.first, balance)
    })
}

/// The mean difference of any two, by twice the mean: 0 is even. `None` for fewer than two values, or when all are 0.
pub fn gini(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (count, sum) = (sorted.len() as f64, sorted.iter().sum::<f64>());
    if sorted.len() < 2 || sum <= 0.0 {
        return None;
    }
    let ranked: f64 = (1..).zip(&sorted).map(|(rank, value)| f64::from(rank) * value).sum();
    Some((2.0 * ranked / (count * sum) - (count + 1.0) / count).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gini_coefficient_of_small_teams_is_known() {
        for (values, wanted) in [
            (&[0.5, 0.5, 0.5][..], Some(0.0)),
            (&[0.0, 1.0], Some(0.5)),
            (&[1.0, 0.0, 0.0, 0.0], Some(0.75)),
            (&[1.0, 2.0, 3.0], Some(2.0 / 9.0)),
            (&[1.0], None),
            (&[0.0, 0.0], None),
            (&[], None),
        ] {
            let found = gini(values);
            let same = match (found, wanted) {
                (Some(found), Some(wanted)) => (found - wanted).abs() < 1e-12,
                (found, wanted) => found == wanted,
            };
            assert!(same, "{values:?}: {found:?}");
        }
    }
}
