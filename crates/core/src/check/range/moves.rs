//! Answers: did a brief go where the process of the base does not lead, or begin beyond its queue?
//! Invariant: the same rules as for moves that are not shared yet; only a gate on the way is somebody else's to judge.
//! Source: `docs/checks.md`, `transition-not-allowed` and `born-beyond-queue`.

use super::route::Route;
use super::{BriefStep, RangeInput};
use crate::model::brief::Brief;
use crate::model::finding::Finding;
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::model::workflow::StageClass;

pub fn find(input: RangeInput<'_>) -> Vec<Finding> {
    let moved = input.briefs.iter().filter_map(|step| Some((step, step.after?)));
    moved
        .filter_map(|(step, brief)| {
            let problem = refused(step, brief).or_else(|| born_beyond(input, step, brief))?;
            Some(Finding::error(Place::at(&brief.file, brief.stage.span), problem))
        })
        .collect()
}

fn refused(step: &BriefStep<'_>, brief: &Brief) -> Option<Problem> {
    let Route::Refused { from, why } = &step.route else {
        return None;
    };
    Some(Problem::TransitionNotAllowed {
        brief: brief.id.to_string(),
        from: from.to_string(),
        to: brief.stage.to_string(),
        why: why.clone(),
    })
}

fn born_beyond(input: RangeInput<'_>, step: &BriefStep<'_>, brief: &Brief) -> Option<Problem> {
    let born = step
        .born
        .as_ref()
        .filter(|_| step.before.is_none() && brief.imported.is_none())?;
    let stage = input.base.workflow_of(brief)?.stage_once_called(born.as_str())?;
    (stage.class != StageClass::Queue).then(|| Problem::BornBeyondQueue {
        brief: brief.id.to_string(),
        stage: born.to_string(),
    })
}
