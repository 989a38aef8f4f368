//! Answers: may a brief move from this stage to that one, and what kind of move is it?
//! Invariant: the one table of allowed moves; forward only to the next stage, and out of a gate only by its rule.
//! Source: design, "How a team works", moves that are allowed.

use super::id::StageId;
use super::problem::NotAllowed;
use super::workflow::{Stage, StageClass, Workflow};

/// What a move that is allowed means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// To the next stage.
    Forward,
    /// Forward out of a gate: only when its rule is met.
    ThroughGate,
    /// Out of a gate to its `on_reject` stage.
    Rejected,
    /// To an earlier stage.
    Back,
    /// Into a `hold` stage.
    Held,
    /// Out of a `hold` stage, to the stage that was left.
    Resumed,
    /// Into a `dropped` stage.
    Dropped,
    /// Out of a `done` or `dropped` stage.
    Reopened,
}

/// The stage in which a brief was before its hold or drop, as far as history tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftStage<'a> {
    Known(&'a StageId),
    /// History cannot tell: any stage is taken.
    Unknown,
}

/// Whether a brief may move from stage `from` to stage `to` of its workflow.
pub fn passage(workflow: &Workflow, from: &Stage, to: &Stage, left: LeftStage<'_>) -> Result<Passage, NotAllowed> {
    if from.id.value == to.id.value {
        return Err(NotAllowed::AlreadyThere);
    }
    match (from.class, to.class) {
        (StageClass::Done, StageClass::Hold | StageClass::Dropped) => Err(NotAllowed::Closed),
        (StageClass::Dropped, StageClass::Hold | StageClass::Dropped | StageClass::Done) => Err(NotAllowed::Closed),
        (_, StageClass::Dropped) => Ok(Passage::Dropped),
        (StageClass::Hold, _) => out_of_hold(to, left),
        (_, StageClass::Hold) => Ok(Passage::Held),
        (StageClass::Dropped, _) => reopened(workflow, to, left),
        (StageClass::Done, _) if is_earlier(workflow, to, from) => Ok(Passage::Reopened),
        (StageClass::Done, _) => Err(NotAllowed::Closed),
        (StageClass::Queue | StageClass::Work | StageClass::Gate, _) => in_the_course(workflow, from, to),
    }
}

/// Whether several moves that follow each other may lead from `from` to `to`: what a pull request or unshared work sums up to.
/// Forward over queues and work, also after a hold; never over a gate, which is left by its rule alone.
pub fn net_passage(workflow: &Workflow, from: &Stage, to: &Stage, left: LeftStage<'_>) -> Result<Passage, NotAllowed> {
    let single = passage(workflow, from, to, left);
    if single.is_ok() {
        return single;
    }
    let start = match (from.class, left) {
        (StageClass::Hold, LeftStage::Known(left)) => workflow.stage_once_called(left.as_str()),
        (StageClass::Queue | StageClass::Work, _) => Some(from),
        _ => None,
    };
    let mut at = start;
    for _ in 0..workflow.stages.len() {
        let Some(stage) = at else { break };
        if stage.class == StageClass::Gate {
            let stage = stage.id.to_string();
            return Err(NotAllowed::Skips { stage });
        }
        at = onward(workflow, stage);
        if at.is_some_and(|next| next.id.value == to.id.value) {
            return Ok(Passage::Forward);
        }
    }
    single
}

fn out_of_hold(to: &Stage, left: LeftStage<'_>) -> Result<Passage, NotAllowed> {
    match left {
        LeftStage::Known(stage) if *stage != to.id.value && !to.was.contains(stage) => Err(NotAllowed::HoldReturnsTo {
            stage: stage.to_string(),
        }),
        LeftStage::Known(_) => Ok(Passage::Resumed),
        LeftStage::Unknown if matches!(to.class, StageClass::Queue | StageClass::Work | StageClass::Gate) => {
            Ok(Passage::Resumed)
        }
        LeftStage::Unknown => Err(NotAllowed::Closed),
    }
}

/// A dropped brief comes back where it was, or earlier: a drop is no way around a gate.
fn reopened(workflow: &Workflow, to: &Stage, left: LeftStage<'_>) -> Result<Passage, NotAllowed> {
    let LeftStage::Known(left) = left else {
        return Ok(Passage::Reopened);
    };
    let Some(stage) = workflow.stage_once_called(left.as_str()) else {
        return Ok(Passage::Reopened);
    };
    if stage.class == StageClass::Hold || stage.id.value == to.id.value || is_earlier(workflow, to, stage) {
        return Ok(Passage::Reopened);
    }
    Err(NotAllowed::Skips {
        stage: stage.id.to_string(),
    })
}

fn in_the_course(workflow: &Workflow, from: &Stage, to: &Stage) -> Result<Passage, NotAllowed> {
    let gate = from.gate.as_ref();
    let named = |stage: Option<&super::place::Placed<StageId>>| stage.is_some_and(|id| id.value == to.id.value);
    if named(gate.and_then(|gate| gate.on_reject.as_ref())) {
        return Ok(Passage::Rejected);
    }
    if is_earlier(workflow, to, from) {
        return Ok(Passage::Back);
    }
    if onward(workflow, from).is_some_and(|next| next.id.value == to.id.value) {
        return Ok(if from.class == StageClass::Gate {
            Passage::ThroughGate
        } else {
            Passage::Forward
        });
    }
    let passed = if from.class == StageClass::Gate {
        Some(from)
    } else {
        onward(workflow, from)
    };
    Err(NotAllowed::Skips {
        stage: passed.map_or_else(String::new, |stage| stage.id.to_string()),
    })
}

/// The stage that follows in the ordinary course; out of a gate, its `on_approve` when it names one.
pub fn onward<'a>(workflow: &'a Workflow, from: &Stage) -> Option<&'a Stage> {
    let named = from.gate.as_ref().and_then(|gate| gate.on_approve.as_ref());
    named
        .and_then(|stage| workflow.stage_once_called(stage.as_str()))
        .or_else(|| workflow.next_stage(from.id.as_str()))
}

fn is_earlier(workflow: &Workflow, one: &Stage, other: &Stage) -> bool {
    workflow.position(one.id.as_str()) < workflow.position(other.id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    #[test]
    fn several_moves_lead_to_a_gate_but_never_over_one() {
        let workflow = sample::workflow();
        let skips = |stage: &str| Err(NotAllowed::Skips { stage: stage.into() });
        for (from, to, left, expected) in [
            ("intake", "production", None, Ok(Passage::Forward)),
            ("intake", "review", None, Ok(Passage::Forward)),
            ("intake", "approval", None, skips("review")),
            ("production", "delivered", None, skips("review")),
            ("review", "approval", None, Ok(Passage::ThroughGate)),
            ("review", "delivered", None, skips("review")),
            ("on-hold", "review", Some("brief"), Ok(Passage::Forward)),
            ("on-hold", "approval", Some("brief"), skips("review")),
            ("delivered", "cancelled", None, Err(NotAllowed::Closed)),
        ] {
            let id = left.map(|left| StageId::new(left).expect("a slug"));
            let left = id.as_ref().map_or(LeftStage::Unknown, LeftStage::Known);
            let stage = |id: &str| workflow.stage(id).expect("a stage");
            let found = net_passage(&workflow, stage(from), stage(to), left);
            assert_eq!(found, expected, "{from} → {to}");
        }
    }

    #[test]
    fn only_the_moves_of_the_process_are_allowed() {
        let workflow = sample::workflow();
        let skips = |stage: &str| Err(NotAllowed::Skips { stage: stage.into() });
        for (from, to, left, expected) in [
            ("intake", "brief", None, Ok(Passage::Forward)),
            ("intake", "production", None, skips("brief")),
            ("brief", "brief", None, Err(NotAllowed::AlreadyThere)),
            ("production", "review", None, Ok(Passage::Forward)),
            ("production", "approval", None, skips("review")),
            ("review", "approval", None, Ok(Passage::ThroughGate)),
            ("review", "delivered", None, skips("review")),
            ("review", "production", None, Ok(Passage::Rejected)),
            ("review", "brief", None, Ok(Passage::Back)),
            ("review", "on-hold", None, Ok(Passage::Held)),
            ("on-hold", "review", Some("review"), Ok(Passage::Resumed)),
            (
                "on-hold",
                "approval",
                Some("review"),
                Err(NotAllowed::HoldReturnsTo { stage: "review".into() }),
            ),
            ("on-hold", "approval", None, Ok(Passage::Resumed)),
            ("on-hold", "delivered", None, Err(NotAllowed::Closed)),
            ("on-hold", "cancelled", Some("review"), Ok(Passage::Dropped)),
            ("brief", "cancelled", None, Ok(Passage::Dropped)),
            ("cancelled", "brief", Some("production"), Ok(Passage::Reopened)),
            ("cancelled", "review", Some("production"), skips("production")),
            ("cancelled", "delivered", Some("production"), Err(NotAllowed::Closed)),
            ("delivered", "production", None, Ok(Passage::Reopened)),
            ("delivered", "cancelled", None, Err(NotAllowed::Closed)),
        ] {
            let id = left.map(|left| StageId::new(left).expect("a slug"));
            let left = id.as_ref().map_or(LeftStage::Unknown, LeftStage::Known);
            let stage = |id: &str| workflow.stage(id).expect("a stage");
            assert_eq!(
                passage(&workflow, stage(from), stage(to), left),
                expected,
                "{from} → {to}"
            );
        }
    }
}
