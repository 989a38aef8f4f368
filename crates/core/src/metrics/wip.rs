//! Answers: how many briefs are open at the end of each day?
//! Invariant: open is neither done nor dropped nor deleted, by what had landed that day; on hold counts and is shown apart.
//! Source: `docs/kpis.md`, "wip".

use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Facet, Measured, Sample};
use super::subject::{Facts, Subject};
use crate::model::Day;
use crate::model::history::Moment;
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
    let began = facts.subjects().map(|(_, subject)| subject.visits.created.landed).min();
    let Some(first) = began.map(|began| facts.clock.day(began).max(period.from)) else {
        return found;
    };
    let from = facts.clock.span(&period).start;
    let mut open = Counter::new(first, period.to);
    let mut held = Counter::new(first, period.to);
    for stretch in facts
        .subjects()
        .flat_map(|(_, subject)| stretches(facts, subject, from))
    {
        match stretch.state {
            State::Open => open.add(&stretch),
            State::OnHold => held.add(&stretch),
        }
    }
    let days = first.iter_days().zip(open.by_day().zip(held.by_day()));
    found.samples.extend(days.map(|(day, (all, held))| Sample {
        facets: vec![(Facet::OnHold, held)],
        ..Sample::new(day, all)
    }));
    found
}

/// How many stretches cover each day: one step up where one begins, one down where it ends.
struct Counter {
    first: Day,
    steps: Vec<i64>,
}

impl Counter {
    fn new(first: Day, last: Day) -> Self {
        let days = (last - first).num_days().max(-1) + 1;
        Self {
            first,
            steps: vec![0; usize::try_from(days).unwrap_or(0)],
        }
    }

    fn add(&mut self, stretch: &Stretch) {
        let place = |day: Day| usize::try_from((day - self.first).num_days()).unwrap_or(0);
        let from = place(stretch.from);
        let to = stretch.to.map_or(self.steps.len(), place).min(self.steps.len());
        if from < to {
            self.steps[from] += 1;
            if let Some(step) = self.steps.get_mut(to) {
                *step -= 1;
            }
        }
    }

    fn by_day(&self) -> impl Iterator<Item = f64> {
        self.steps.iter().scan(0_i64, |open, step| {
            *open += step;
            Some(*open as f64)
        })
    }
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

/// Whether a visit keeps its brief open.
pub(super) fn is_open(visit: &Visit) -> bool {
    !matches!(visit.class, Some(StageClass::Done | StageClass::Dropped))
}

/// What lies wholly before `from` is left out.
fn stretches(facts: &Facts<'_>, subject: &Subject<'_>, from: Moment) -> Vec<Stretch> {
    let clock = &facts.clock;
    let open = subject
        .visits
        .visits
        .iter()
        .filter(|visit| is_open(visit) && visit.end.is_none_or(|end| end.landed >= from))
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
