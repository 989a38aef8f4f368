//! Answers: through which gates does a range lead a brief, by the process of its base?
//! Invariant: forward along the process alone, and every gate on the way is on the list; a hold and a drop lead around none.
//! Source: design, "How a team works", moves that are allowed.

use crate::model::brief::Brief;
use crate::model::moves::{LeftStage, Passage, onward, passage};
use crate::model::problem::NotAllowed;
use crate::model::studio::Studio;
use crate::model::workflow::{Stage, StageClass, Workflow};

#[derive(Clone, Debug, PartialEq)]
pub enum Route<'w> {
    /// It stays where it was, or is gone.
    Stays,
    /// It moves, through these gates; none where it goes back or pauses.
    Goes(Vec<&'w Stage>),
    Refused {
        from: Box<str>,
        why: NotAllowed,
    },
    /// The base has no process for it, and it is beyond a queue or moves.
    NoProcess,
}

impl<'w> Route<'w> {
    pub fn gates(&self) -> &[&'w Stage] {
        match self {
            Self::Goes(gates) => gates,
            Self::Stays | Self::Refused { .. } | Self::NoProcess => &[],
        }
    }
}

/// The way of a brief from what the base says to what the result says. `left`: the stage of work or gate before a hold or drop.
pub fn route<'w>(base: &'w Studio, before: Option<&Brief>, after: &Brief, left: LeftStage<'_>) -> Route<'w> {
    let Some(workflow) = base.workflow_of(before.unwrap_or(after)) else {
        return without_process(before, after);
    };
    let from = match before {
        Some(before) => workflow.stage_once_called(before.stage.as_str()),
        None if after.imported.is_some() => return Route::Stays,
        // a brief that the range brings begins where briefs begin
        None => workflow.first_stage(),
    };
    if before.is_some_and(|before| before.kind.value != after.kind.value) {
        match base.workflow_of(after) {
            Some(other) if other.id == workflow.id => {}
            other => return other_process(workflow, other, from, after),
        }
    }
    let (Some(from), Some(to)) = (from, workflow.stage_once_called(after.stage.as_str())) else {
        return without_process(before, after);
    };
    if from.id.value == to.id.value {
        return Route::Stays;
    }
    way(workflow, from, to, left)
}

fn way<'w>(workflow: &'w Workflow, from: &'w Stage, to: &Stage, left: LeftStage<'_>) -> Route<'w> {
    let single = passage(workflow, from, to, left);
    match single {
        Ok(Passage::ThroughGate) => return Route::Goes(vec![from]),
        Ok(_) => return Route::Goes(Vec::new()),
        Err(_) => {}
    }
    let start = match (from.class, left) {
        (StageClass::Hold, LeftStage::Known(left)) => workflow.stage_once_called(left.as_str()),
        (StageClass::Queue | StageClass::Work | StageClass::Gate, _) => Some(from),
        _ => None,
    };
    let mut gates = Vec::new();
    let mut at = start;
    for _ in 0..workflow.stages.len() {
        let Some(stage) = at else { break };
        if stage.class == StageClass::Gate {
            gates.push(stage);
        }
        at = onward(workflow, stage);
        if at.is_some_and(|next| next.id.value == to.id.value) {
            return Route::Goes(gates);
        }
    }
    Route::Refused {
        from: from.id.as_str().into(),
        why: single.err().unwrap_or(NotAllowed::Closed),
    }
}

/// Of a brief whose kind leads to another process now: only from queue to queue.
fn other_process<'w>(workflow: &Workflow, other: Option<&Workflow>, from: Option<&Stage>, after: &Brief) -> Route<'w> {
    let Some(other) = other else { return Route::NoProcess };
    let to = other.stage_once_called(after.stage.as_str());
    let is_queue = |stage: Option<&Stage>| stage.is_some_and(|stage| stage.class == StageClass::Queue);
    if is_queue(from) && is_queue(to) {
        return Route::Stays;
    }
    Route::Refused {
        from: from.map_or_else(|| workflow.id.as_str().into(), |from| from.id.as_str().into()),
        why: NotAllowed::OtherProcess {
            workflow: other.id.to_string(),
        },
    }
}

/// What stays as it was is no business of the range.
fn without_process<'w>(before: Option<&Brief>, after: &Brief) -> Route<'w> {
    let stays = |before: &Brief| before.stage.value == after.stage.value && before.kind.value == after.kind.value;
    match before {
        Some(before) if stays(before) => Route::Stays,
        _ => Route::NoProcess,
    }
}
