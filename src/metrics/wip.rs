//! Answers: how many briefs are open at the end of each day?
//! Invariant: open is neither done nor dropped nor deleted, by what had landed that day; on hold counts and is shown apart.
//! Source: `docs/kpis.md`, "wip".

use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Facet, Measured, Sample};
use super::subject::{Facts, Subject};
use crate::model::Day;
use crate::model::workflow::StageClass;
use crate::trail::visit::Visit;

pub const KPI: Kpi = Kpi {
    id: KpiId::Wip,
    version: 1,
    unit: Unit::Briefs,
    shape: Shape::Mean,
    better: Better::Lower,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let mut found = Measured::default();
    let Some(period) = period.until(facts.today) else {
        return found;
    };
    let began = facts
        .subjects
        .iter()
        .map(|subject| facts.clock.day(subject.visits.created.landed))
        .min();
    let Some(first) = began.map(|began| began.max(period.from)) else {
        return found;
    };
    let stretches: Vec<Stretch> = facts
        .subjects
        .iter()
        .flat_map(|subject| stretches(facts, subject))
        .collect();
    for day in first.iter_days().take_while(|day| *day <= period.to) {
        let open = |state| {
            stretches
                .iter()
                .filter(|stretch| stretch.state == state && stretch.covers(day))
                .count()
        };
        let held = open(State::OnHold) as f64;
        let all = open(State::Open) as f64;
        found.samples.push(Sample {
            subject: None,
            visit: None,
            stage: None,
            day,
            value: all,
            facets: vec![(Facet::OnHold, held)],
            weight: all,
        });
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    OnHold,
}

/// From the day something landed to the day before it ended.
struct Stretch {
    state: State,
    from: Day,
    to: Option<Day>,
}

impl Stretch {
    fn covers(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// Whether a visit keeps its brief open.
pub(super) fn is_open(visit: &Visit) -> bool {
    !matches!(visit.class, Some(StageClass::Done | StageClass::Dropped))
}

fn stretches(facts: &Facts<'_>, subject: &Subject<'_>) -> Vec<Stretch> {
    let clock = &facts.clock;
    let open = subject
        .visits
        .visits
        .iter()
        .filter(|visit| is_open(visit))
        .map(|visit| Stretch {
            state: State::Open,
            from: clock.day(visit.start.landed),
            to: visit.end.map(|end| clock.day(end.landed)),
        });
    let held = subject.visits.holds.iter().map(|hold| Stretch {
        state: State::OnHold,
        from: clock.day(hold.from),
        to: hold.to.map(|to| clock.day(to)),
    });
    open.chain(held).collect()
}
