//! Answers: how often was work asked for again before it was delivered?
//! Invariant: a round is a gate visit that ended with changes required and was followed by another submission.
//! Source: `docs/kpis.md`, "revision-rounds".

use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Facet, Measured, Reason, Sample};
use super::subject::{Awaited, Facts, Subject, awaited};
use super::turnaround::delivered_in;
use crate::model::workflow::StageClass;
use crate::trail::visit::Observed;

pub const KPI: Kpi = Kpi {
    id: KpiId::RevisionRounds,
    version: 1,
    unit: Unit::Rounds,
    shape: Shape::Mean,
    better: Better::Lower,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let mut found = Measured::default();
    for (at, subject, delivered) in delivered_in(facts, period) {
        match rounds(facts, subject) {
            Err(reason) => found.leave_out(at, None, reason),
            Ok(rounds) => {
                let all = f64::from(rounds.internal + rounds.client);
                found.samples.push(Sample {
                    facets: vec![
                        (Facet::Internal, f64::from(rounds.internal)),
                        (Facet::Client, f64::from(rounds.client)),
                    ],
                    ..Sample::of_brief(at, facts.clock.day(delivered.landed), all)
                });
            }
        }
    }
    found
}

/// Rounds asked for by the team and by the client.
pub(super) struct Rounds {
    pub internal: u32,
    pub client: u32,
}

/// Counts the rounds of a brief.
///
/// # Errors
/// When its beginning or all of its gates are not in the history.
pub(super) fn rounds(facts: &Facts<'_>, subject: &Subject<'_>) -> Result<Rounds, Reason> {
    subject.began_here()?;
    let visits = &subject.visits.visits;
    let gates: Vec<_> = visits.iter().filter(|visit| visit.is_gate()).collect();
    let has_gates = subject
        .workflow
        .is_some_and(|workflow| workflow.stages.iter().any(|stage| stage.class == StageClass::Gate));
    if has_gates && gates.iter().all(|visit| visit.observed() == Observed::No) {
        return Err(Reason::NotObserved);
    }
    let mut rounds = Rounds { internal: 0, client: 0 };
    for (at, visit) in gates.iter().enumerate() {
        let again = gates.len() > at + 1;
        if !visit.is_reject() || !again || visit.observed() == Observed::No {
            continue;
        }
        match subject.gate(visit).map(|gate| awaited(facts.studio, gate)) {
            Some(Awaited::Client) => rounds.client += 1,
            Some(Awaited::Team) | None => rounds.internal += 1,
        }
    }
    Ok(rounds)
}
