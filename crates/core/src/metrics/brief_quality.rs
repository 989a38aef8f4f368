//! Answers: how complete is a brief when work on it begins, and how much is said otherwise afterwards?
//! Invariant: one sample a brief that left its queue in the period, judged by what it said at that moment.
//! Source: `docs/kpis.md`, "brief-quality".

use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Absence, Facet, Measured, Reason, Remark, Sample};
use super::subject::{Facts, Subject};
use crate::model::brief::BriefText;
use crate::model::digest::{Tree, changed_keys};
use crate::model::workflow::{Covers, StageClass, Workflow};
use crate::trail::visit::{Outcome, Visit};

pub const KPI: Kpi = Kpi {
    id: KpiId::BriefQuality,
    version: 1,
    unit: Unit::Share,
    shape: Shape::Ratio,
    better: Better::Higher,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    if facts.studio.kinds.values().all(|kind| kind.intake.is_empty()) {
        return Measured::absent(Absence::NoIntakeFields);
    }
    let mut found = Measured::default();
    let span = facts.clock.span(period);
    for (at, subject) in facts.subjects() {
        let Some((place, after)) = left_queue(subject).filter(|(_, after)| span.contains(after.start.landed)) else {
            continue;
        };
        match sample(facts, at, after) {
            Err(reason) => found.leave_out(at, Some(place), reason),
            Ok(sample) => found.samples.push(Sample {
                visit: Some(place),
                stage: Some(subject.visits.visits[place].stage.clone()),
                ..sample
            }),
        }
    }
    found
}

/// The place of the visit of a queue that it left first, and the visit that followed.
fn left_queue<'s>(subject: &'s Subject<'_>) -> Option<(usize, &'s Visit)> {
    let visits = &subject.visits.visits;
    let left = |visit: &Visit| visit.class == Some(StageClass::Queue) && visit.outcome == Outcome::Forward;
    let queue = visits
        .iter()
        .zip(visits.iter().skip(1))
        .position(|(one, next)| left(one) && next.class != Some(StageClass::Queue))?;
    Some((queue, &visits[queue + 1]))
}

fn sample(facts: &Facts<'_>, at: usize, after: &Visit) -> Result<Sample, Reason> {
    let subject = &facts.all[at];
    subject.began_here()?;
    let kind = subject.kind.as_ref().and_then(|id| facts.studio.kinds.get(id));
    let asked = kind.map(|kind| &kind.intake).filter(|asked| !asked.is_empty());
    let asked = asked.ok_or(Reason::NoIntake)?;
    let then = facts.text_at(after).ok_or(Reason::NotReadable)?;
    let missing: Vec<&str> = asked
        .iter()
        .map(|key| &*key.value)
        .filter(|key| !then.brief.is_filled(key))
        .collect();
    let now = facts.text_now(subject).ok_or(Reason::NotReadable)?;
    let changed = changed(&then, &now, subject.workflow);
    let filled = (asked.len() - missing.len()) as f64 / asked.len() as f64;
    let missing = missing.into_iter().map(|key| Remark::Missing(key.into()));
    let day = facts.clock.day(after.start.landed);
    Ok(Sample {
        base: asked.len() as f64,
        weight: (1.0 - filled) * asked.len() as f64 + changed.len() as f64,
        facets: vec![(Facet::ChangedAfter, changed.len() as f64)],
        remarks: missing
            .chain(changed.into_iter().map(|key| Remark::Changed(key.into())))
            .collect(),
        ..Sample::of_brief(at, day, filled)
    })
}

/// The covered fields that say something else now. Proofs are the work itself: they are no field of the brief here.
fn changed(then: &BriefText, now: &BriefText, workflow: Option<&Workflow>) -> Vec<String> {
    let covers = covers(workflow);
    let (then, now) = (without_proofs(&then.tree), without_proofs(&now.tree));
    // what reads in two ways has no cover to compare
    changed_keys((&then, &covers), (&now, &covers), &|_| None).unwrap_or_default()
}

/// All that any gate covers; everything where there is no gate.
fn covers(workflow: Option<&Workflow>) -> Covers {
    let stages = workflow.into_iter().flat_map(|workflow| &workflow.stages);
    let mut keys: Vec<Box<str>> = Vec::new();
    for gate in stages.filter_map(|stage| stage.gate.as_ref()) {
        match &gate.covers {
            Covers::Content => return Covers::Content,
            Covers::Keys(some) => keys.extend(some.iter().filter(|key| &***key != "proofs").cloned()),
        }
    }
    if keys.is_empty() {
        Covers::Content
    } else {
        Covers::Keys(keys)
    }
}

fn without_proofs(tree: &Tree) -> Tree {
    match tree {
        Tree::Map(entries) => Tree::Map(entries.iter().filter(|(key, _)| &**key != "proofs").cloned().collect()),
        Tree::Null | Tree::Text(_) | Tree::List(_) => tree.clone(),
    }
}
