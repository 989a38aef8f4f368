//! Answers: is a milestone said to be reached although what it needs is not?
//! Invariant: a need is met as the plan meets it: done, or its stage left; an item whose briefs were all dropped is.
//! Source: `docs/checks.md`, `milestone-not-ready`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::brief::{Brief, Link};
use crate::model::campaign::{Campaign, LinkType, Need};
use crate::model::finding::{Finding, Severity};
use crate::model::need_target::{Item, NeedTarget, target};
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::model::studio::Studio;
use crate::model::workflow::StageClass;

pub const RULE: Rule = Rule {
    id: "milestone-not-ready",
    severity: Severity::Warning,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for campaign in input.studio.campaigns.values() {
        for milestone in &campaign.milestones {
            let Some(done) = &milestone.done else { continue };
            let open = milestone
                .needs
                .iter()
                .filter(|need| !is_met(input.studio, campaign, need));
            let waits: Vec<String> = open.map(|need| need.after.to_string()).collect();
            if !waits.is_empty() {
                findings.push(Finding {
                    severity: Severity::Warning,
                    place: Place::at(&campaign.file, done.span),
                    problem: Problem::MilestoneNotReady {
                        campaign: campaign.id.to_string(),
                        milestone: milestone.id.to_string(),
                        waits,
                    },
                });
            }
        }
    }
    findings
}

/// A name that nothing has is a finding of its own; other links than finish to start say nothing of readiness.
fn is_met(studio: &Studio, campaign: &Campaign, need: &Need) -> bool {
    match target(studio, campaign, need) {
        Ok(found) if need.link == LinkType::FinishToStart => is_ready(studio, found),
        _ => true,
    }
}

fn is_ready(studio: &Studio, found: NeedTarget<'_>) -> bool {
    match found.item {
        Item::Task(task) => task.done.is_some(),
        Item::Milestone(milestone) => milestone.done.is_some(),
        Item::Deliverable(_) | Item::Series(_) => {
            let on_it = |brief: &&Brief| match &brief.link {
                Link::Deliverable(link) => link.campaign == found.campaign.id && link.item.as_str() == found.item.id(),
                Link::Campaign(_) | Link::None => false,
            };
            let mut briefs = studio.briefs.values().filter(on_it).peekable();
            briefs.peek().is_some() && briefs.all(|brief| has_left(studio, brief, found))
        }
    }
}

/// Dropped, done, or beyond the stage that the need names, else the `ready_at` of its kind.
fn has_left(studio: &Studio, brief: &Brief, found: NeedTarget<'_>) -> bool {
    let (Some(workflow), Some(stage)) = (studio.workflow_of(brief), studio.stage_of(brief)) else {
        return true;
    };
    let ready_at = || {
        studio
            .kinds
            .get(&brief.kind.value)?
            .ready_at
            .as_ref()
            .map(|id| id.as_str())
    };
    let limit = found.stage.or_else(ready_at);
    match (stage.class, limit.and_then(|limit| workflow.position(limit))) {
        (StageClass::Done | StageClass::Dropped, _) => true,
        (StageClass::Hold, _) | (_, None) => false,
        (_, Some(limit)) => workflow.position(stage.id.as_str()) > Some(limit),
    }
}
