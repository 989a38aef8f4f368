//! Answers: how much of the work is asked for in less time than its kind needs, and did somebody agree?
//! Invariant: one sample a brief first seen in the period; notice is counted as `request new` counts it.
//! Source: `docs/kpis.md`, "rush-share".

use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Absence, Facet, Measured, Reason, Remark, Sample};
use super::subject::{Facts, Subject};
use crate::model::Day;
use crate::plan::notice::notice;

pub const KPI: Kpi = Kpi {
    id: KpiId::RushShare,
    version: 1,
    unit: Unit::Share,
    shape: Shape::Mean,
    better: Better::Lower,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    if facts.studio.kinds.values().all(|kind| kind.lead_time.is_none()) {
        return Measured::absent(Absence::NoLeadTimes);
    }
    let mut found = Measured::default();
    let span = facts.clock.span(period);
    let asked = |subject: &Subject<'_>| span.contains(subject.visits.created.landed);
    for (at, subject) in facts.subjects().filter(|(_, subject)| asked(subject)) {
        match requested(facts, subject) {
            Err(reason) => found.leave_out(at, None, reason),
            Ok((due, missing)) => found.samples.push(sample(facts, at, due, missing)),
        }
    }
    found
}

/// The due day that was agreed, and the working days of notice that lack.
fn requested(facts: &Facts<'_>, subject: &Subject<'_>) -> Result<(Day, f64), Reason> {
    subject.began_here()?;
    let kind = subject.kind.as_ref().and_then(|id| facts.studio.kinds.get(id));
    let wanted = kind.and_then(|kind| kind.lead_time).ok_or(Reason::NoLeadTime)?;
    let due = facts.promised(subject).ok_or(Reason::NoDueDay)?;
    let asked = facts.clock.day(subject.visits.created.landed);
    let notice = notice(facts.calendars.studio(), asked, due, wanted);
    Ok((due, notice.missing().as_days()))
}

fn sample(facts: &Facts<'_>, at: usize, due: Day, missing: f64) -> Sample {
    let subject = &facts.all[at];
    let day = facts.clock.day(subject.visits.created.landed);
    let mut sample = Sample {
        weight: missing,
        remarks: vec![Remark::Due(due)],
        ..Sample::of_brief(at, day, f64::from(u8::from(missing > 0.0)))
    };
    if missing > 0.0 {
        let rush = subject.brief.and_then(|brief| brief.rush.as_ref());
        let agreed = rush.and_then(|rush| rush.agreed_by.as_ref());
        sample.facets = vec![(Facet::Agreed, f64::from(u8::from(agreed.is_some())))];
        sample.remarks.push(match agreed {
            Some(person) => Remark::AgreedBy(person.value.clone()),
            None => Remark::AgreedByNobody,
        });
    }
    sample
}
