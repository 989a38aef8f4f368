//! Answers: is a day counted from an anchor that the campaign does not have?
//! Invariant: one finding a day, at the day.
//! Source: `docs/checks.md`, `unknown-anchor`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::anchor::DayExpr;
use crate::model::brief::Brief;
use crate::model::campaign::Campaign;
use crate::model::finding::{Finding, Severity};
use crate::model::place::{Place, Placed};
use crate::model::problem::Problem;
use crate::model::studio::Studio;

pub const RULE: Rule = Rule {
    id: "unknown-anchor",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let campaigns = input.studio.campaigns.values().flat_map(in_campaign);
    let briefs = input.studio.briefs.values();
    campaigns
        .chain(briefs.filter_map(|brief| in_brief(input.studio, brief)))
        .collect()
}

fn in_campaign(campaign: &Campaign) -> Vec<Finding> {
    let anchors = campaign.anchors();
    let unknown = |day: &&Placed<DayExpr>| is_unknown(&day.value, &anchors);
    let finding = |day: &Placed<DayExpr>| {
        let problem = Problem::UnknownAnchor {
            text: text_of(&day.value),
            campaign: campaign.id.to_string(),
        };
        Finding::error(Place::at(&campaign.file, day.span), problem)
    };
    days_of(campaign).filter(unknown).map(finding).collect()
}

fn in_brief(studio: &Studio, brief: &Brief) -> Option<Finding> {
    let due = brief.due.as_ref()?;
    let campaign = brief.link.campaign().and_then(|id| studio.campaigns.get(id));
    let anchors = campaign.map(Campaign::anchors).unwrap_or_default();
    is_unknown(&due.value, &anchors).then(|| {
        let problem = Problem::UnknownAnchor {
            text: text_of(&due.value),
            campaign: campaign.map(|campaign| campaign.id.to_string()).unwrap_or_default(),
        };
        Finding::error(Place::at(&brief.file, due.span), problem)
    })
}

fn is_unknown(day: &DayExpr, anchors: &[(&str, crate::model::Day)]) -> bool {
    matches!(day, DayExpr::Relative(_)) && day.split(anchors).is_none()
}

fn text_of(day: &DayExpr) -> String {
    match day {
        DayExpr::Day(day) => day.to_string(),
        DayExpr::Relative(text) => text.to_string(),
    }
}

/// Every day that a campaign may count from an anchor.
fn days_of(campaign: &Campaign) -> impl Iterator<Item = &Placed<DayExpr>> {
    let deliverables = campaign.deliverables.iter().flat_map(|item| {
        let stages = item.stages.iter().flat_map(|stage| {
            let own = [&stage.fixed, &stage.not_before, &stage.must_end_by];
            own.into_iter().flatten()
        });
        let own = [&item.live, &item.not_before, &item.must_end_by];
        own.into_iter().flatten().chain(stages)
    });
    let series = campaign.series.iter().flat_map(|item| [&item.from, &item.to]);
    let tasks = campaign.tasks.iter().flat_map(|item| {
        let own = [&item.fixed, &item.not_before, &item.must_end_by];
        own.into_iter().flatten()
    });
    let milestones = campaign.milestones.iter().filter_map(|item| item.by.as_ref());
    let decisions = campaign.decisions.iter().filter_map(|item| item.by.as_ref());
    deliverables
        .chain(series)
        .chain(tasks)
        .chain(milestones)
        .chain(decisions)
}
