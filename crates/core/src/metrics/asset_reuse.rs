//! Answers: how much of what is used was there already?
//! Invariant: one sample an asset of a brief; an asset is older when its record was there before the brief's first commit.
//! Source: `docs/kpis.md`, "asset-reuse".

use super::kpi::{Better, Kpi, KpiId, Shape, Unit};
use super::period::Period;
use super::sample::{Absence, Item, Measured, Sample};
use super::subject::Facts;
use crate::model::brief::{Brief, Content};
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use std::collections::BTreeMap;

pub const KPI: Kpi = Kpi {
    id: KpiId::AssetReuse,
    version: 1,
    unit: Unit::Share,
    shape: Shape::Mean,
    better: Better::Higher,
    measure,
};

fn measure(facts: &Facts<'_>, period: &Period) -> Measured {
    let others = facts.studio.others.iter();
    let assets: BTreeMap<&str, &StudioPath> = others
        .filter(|other| other.record == RecordType::Asset)
        .map(|other| (&**other.id, &other.file))
        .collect();
    if assets.is_empty() {
        return Measured::absent(Absence::NoAssetRecords);
    }
    let mut found = Measured::default();
    let span = facts.clock.span(period);
    for (at, subject) in facts.subjects() {
        let created = subject.visits.created;
        let Some(brief) = subject.brief.filter(|_| span.contains(created.landed)) else {
            continue;
        };
        if let Err(reason) = subject.began_here() {
            found.leave_out(at, None, reason);
            continue;
        }
        for asset in used(brief) {
            // a name without a record is a finding already
            let Some(file) = assets.get(asset) else { continue };
            let older = facts.past.was_there_before(created.commit, file);
            found.samples.push(Sample {
                item: Some(Item::Asset(asset.into())),
                weight: f64::from(u8::from(!older)),
                ..Sample::of_brief(at, facts.clock.day(created.landed), f64::from(u8::from(older)))
            });
        }
    }
    let says_so = |brief: &Brief| brief.field(USES).is_some();
    if found.samples.is_empty() && !facts.studio.briefs.values().any(says_so) {
        found.absent = Some(Absence::NoAssetUses);
    }
    found
}

/// The assets that the brief names under `uses`.
fn used(brief: &Brief) -> Vec<&str> {
    match brief.field(USES) {
        Some(Content::Text(one)) => vec![one],
        Some(Content::List(all)) => all.iter().map(|one| &*one.value).collect(),
        Some(Content::Structure(_)) | None => Vec::new(),
    }
}

const USES: &str = "uses";
