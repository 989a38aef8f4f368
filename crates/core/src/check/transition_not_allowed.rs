//! Answers: did a brief move where the process does not lead?
//! Invariant: several moves that are not shared yet count together; each of them must be allowed.
//! Source: `docs/checks.md`, `transition-not-allowed`; design, "How a team works".

use super::{CheckInput, FoundBy, Official, Rule, Standing, moved};
use crate::model::brief::Brief;
use crate::model::finding::{Finding, Severity};
use crate::model::moves::{LeftStage, net_passage};
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::model::studio::Studio;

pub const RULE: Rule = Rule {
    id: "transition-not-allowed",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let Official::Known(standings) = input.official else {
        return Vec::new();
    };
    let moved = moved(input.studio, standings).into_iter();
    moved
        .filter_map(|(brief, standing)| judge(input.studio, brief, standing))
        .collect()
}

/// `None` as well when a stage is unknown to the workflow: that is a finding of its own.
fn judge(studio: &Studio, brief: &Brief, standing: &Standing) -> Option<Finding> {
    let workflow = studio.workflow_of(brief)?;
    let from = workflow.stage_once_called(standing.stage.as_str())?;
    let to = workflow.stage_once_called(brief.stage.as_str())?;
    if from.id.value == to.id.value {
        return None;
    }
    let left = standing.left.as_ref().map_or(LeftStage::Unknown, LeftStage::Known);
    let why = net_passage(workflow, from, to, left).err()?;
    let problem = Problem::TransitionNotAllowed {
        brief: brief.id.to_string(),
        from: from.id.to_string(),
        to: to.id.to_string(),
        why,
    };
    Some(Finding::error(Place::at(&brief.file, brief.stage.span), problem))
}
