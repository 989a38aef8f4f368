//! Answers: do two live briefs make the same deliverable?
//! Invariant: dropped briefs do not count; the first brief by id is not reported, every other is.
//! Source: `docs/checks.md`, `shared-deliverable`; design, "One link, one due day".

use super::{CheckInput, FoundBy, Rule};
use crate::model::brief::{Brief, DeliverableRef, Link};
use crate::model::finding::{Finding, Severity};
use crate::model::place::{Place, Placed};
use crate::model::problem::Problem;
use crate::model::workflow::StageClass;
use std::collections::BTreeMap;

pub const RULE: Rule = Rule {
    id: "shared-deliverable",
    severity: Severity::Warning,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let mut makers: BTreeMap<&DeliverableRef, Vec<(&Brief, &Placed<DeliverableRef>)>> = BTreeMap::new();
    for brief in input.studio.briefs.values() {
        let dropped = input
            .studio
            .stage_of(brief)
            .is_some_and(|s| s.class == StageClass::Dropped);
        if let (Link::Deliverable(link), false) = (&brief.link, dropped) {
            makers.entry(&link.value).or_default().push((brief, link));
        }
    }
    let mut findings = Vec::new();
    for (deliverable, briefs) in makers.into_iter().filter(|(_, briefs)| briefs.len() > 1) {
        for (brief, link) in &briefs[1..] {
            let problem = Problem::SharedDeliverable {
                deliverable: deliverable.to_string(),
                briefs: briefs.iter().map(|(brief, _)| brief.id.to_string()).collect(),
            };
            findings.push(Finding::warning(Place::at(&brief.file, link.span), problem));
        }
    }
    findings
}
