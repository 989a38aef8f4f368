//! Answers: how much of the hours that people have is planned?
//! Invariant: one sample a week; people are named only where the studio allows it.
//! Source: `docs/kpis.md`, "utilisation".

use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::load::{Week, weeks};
use super::period::Period;
use super::sample::{Absence, Facet, Item, Measured, Sample};
use super::subject::Facts;
use crate::model::studio::PeopleReports;

pub const KPI: Kpi = Kpi {
    id: KpiId::Utilisation,
    version: 1,
    unit: Unit::Share,
    shape: Shape::Ratio,
    better: Better::Neither,
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

/// What of it all is not on record.
pub(super) fn absence(facts: &Facts<'_>) -> Option<Absence> {
    let mut stages = facts.studio.kinds.values().flat_map(|kind| &kind.stages);
    let says_something = stages.any(|work| work.duration.is_some() || work.effort.is_some());
    if facts.studio.people.is_empty() {
        Some(Absence::NoPeople)
    } else if !says_something {
        Some(Absence::NoEffort)
    } else {
        None
    }
}

/// `None`: nobody has an hour that week.
fn sample(week: &Week) -> Option<Sample> {
    let planned: f64 = week.people.iter().map(|one| one.planned).sum();
    let available: f64 = week.people.iter().map(|one| one.available).sum();
    (available > 0.0).then(|| Sample {
        base: available,
        facets: vec![(Facet::PlannedHours, planned), (Facet::AvailableHours, available)],
        ..Sample::new(week.first, planned / available)
    })
}

/// One row a person and week; none where figures about persons are not allowed.
pub(super) fn basis(facts: &Facts<'_>, weeks: &[Week]) -> Vec<Sample> {
    if facts.studio.settings.people_reports == PeopleReports::Off {
        return Vec::new();
    }
    let people: Vec<_> = facts.studio.people.keys().collect();
    let row = |week: &Week| {
        let first = week.first;
        let people = &people;
        week.people
            .iter()
            .filter(|one| one.available > 0.0)
            .filter_map(move |one| {
                Some(Sample {
                    item: Some(Item::Person((*people.get(one.person)?).clone())),
                    base: one.available,
                    ..Sample::new(first, one.planned / one.available)
                })
            })
            .collect::<Vec<_>>()
    };
    weeks.iter().flat_map(row).collect()
}
