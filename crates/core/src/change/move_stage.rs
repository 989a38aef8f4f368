//! Answers: what does moving a brief to another stage change?
//! Invariant: only moves that the process allows; out of a queue with the intake filled, out of a gate with its rule met.
//! Source: design, "How a team works", moves that are allowed.

use super::Change;
use super::YamlValue;
use super::refusal::{GateLack, Refusal, RefusedMove};
use super::request::{edit, missing_intake, put, stage_change, stage_of};
use crate::model::brief::Brief;
use crate::model::handoff::Handoff;
use crate::model::id::StageId;
use crate::model::moves::{LeftStage, Passage, passage};
use crate::model::studio::Studio;
use crate::model::workflow::{Stage, StageClass, Workflow};
use crate::trail::leaving::{self, Leaving, SentBack};

/// A move as it would be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub change: Change,
    pub from: StageId,
    pub to: StageId,
    pub passage: Passage,
    /// Whether history could tell which stage was left before a hold or drop; `true` when that did not matter.
    pub left_known: bool,
}

/// What a gate lacks now; asked only when a move leads through it.
pub type GateState<'a> = &'a dyn Fn(&Stage) -> Vec<GateLack>;

/// What is on record of earlier stages and rounds; a move that is told without it is asked for nothing but its gate.
#[derive(Clone, Copy)]
pub struct Leave<'a> {
    /// Those on disk, and those that the move itself writes.
    pub handoffs: &'a [&'a Handoff],
    pub past: &'a SentBack,
}

/// Moves a brief to the stage named `to`.
pub fn stage(
    studio: &Studio,
    brief: &Brief,
    to: &str,
    left: LeftStage<'_>,
    reason: Option<&str>,
    gate: GateState<'_>,
    leave: Option<Leave<'_>>,
) -> Result<Moved, Refusal> {
    let (workflow, from) = stage_of(studio, brief)?;
    let to = named_stage(workflow, to)?;
    let passage = passage(workflow, from, to, left).map_err(|why| {
        Refusal::MoveNotAllowed(Box::new(RefusedMove {
            brief: brief.id.to_string(),
            from: from.id.to_string(),
            to: to.id.to_string(),
            why,
            allowed: allowed(workflow, from, left),
        }))
    })?;
    match (passage, from.class) {
        (Passage::Forward, StageClass::Queue) => check_intake(studio, brief)?,
        (Passage::ThroughGate, _) => check_gate(brief, from, gate)?,
        _ => {}
    }
    if let Some(leave) = leave {
        check_leave(studio, brief, (workflow, from, to, passage), leave)?;
    }
    let edits = vec![put("stage", YamlValue::Plain(to.id.to_string()))];
    let reasons: Vec<&str> = reason.into_iter().collect();
    let subject = format!("move: {}", stage_change(brief, &to.id));
    Ok(Moved {
        change: edit(brief, edits, subject, &reasons),
        from: from.id.value.clone(),
        to: to.id.value.clone(),
        passage,
        left_known: !matches!(
            (passage, left),
            (Passage::Resumed | Passage::Reopened, LeftStage::Unknown)
        ) || from.class == StageClass::Done,
    })
}

/// Every stage that the brief may be moved to now, gates with an unmet rule included, in the order of the workflow.
pub fn allowed(workflow: &Workflow, from: &Stage, left: LeftStage<'_>) -> Vec<StageId> {
    let fits = |to: &&Stage| passage(workflow, from, to, left).is_ok();
    let stages = workflow.stages.iter().filter(fits);
    stages.map(|stage| stage.id.value.clone()).collect()
}

fn named_stage<'a>(workflow: &'a Workflow, typed: &str) -> Result<&'a Stage, Refusal> {
    workflow
        .stage_once_called(typed.trim())
        .ok_or_else(|| Refusal::no_such_stage(typed, workflow.stages.iter().map(|stage| stage.id.as_str())))
}

fn check_intake(studio: &Studio, brief: &Brief) -> Result<(), Refusal> {
    let fields = studio
        .kinds
        .get(&brief.kind.value)
        .map(|kind| missing_intake(kind, brief));
    match fields {
        Some(fields) if !fields.is_empty() => Err(Refusal::MissingIntake {
            brief: brief.id.to_string(),
            fields,
        }),
        _ => Ok(()),
    }
}

/// Refuses what a stage must not be left without.
pub fn check_leave(
    studio: &Studio,
    brief: &Brief,
    (workflow, from, to, passage): (&Workflow, &Stage, &Stage, Passage),
    leave: Leave<'_>,
) -> Result<(), Refusal> {
    let lacks = leaving::lacks(Leaving {
        studio,
        workflow,
        brief,
        from,
        to,
        passage,
        handoffs: leave.handoffs,
        past: leave.past,
    });
    if lacks.is_empty() {
        return Ok(());
    }
    Err(Refusal::StillLacks {
        brief: brief.id.to_string(),
        to: to.id.to_string(),
        lacks,
    })
}

fn check_gate(brief: &Brief, stage: &Stage, gate: GateState<'_>) -> Result<(), Refusal> {
    let lacks = gate(stage);
    if lacks.is_empty() {
        return Ok(());
    }
    Err(Refusal::GateNotMet {
        brief: brief.id.to_string(),
        stage: stage.id.to_string(),
        lacks,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::problem::NotAllowed;
    use crate::model::sample;

    fn moved(brief: &Brief, to: &str, left: LeftStage<'_>, lacks: &[GateLack]) -> Result<Moved, Refusal> {
        let gate = |_: &Stage| lacks.to_vec();
        stage(
            &sample::studio(),
            brief,
            to,
            left,
            Some("because\nof this"),
            &gate,
            None,
        )
    }

    #[test]
    fn a_move_sets_one_value_and_keeps_its_reason() {
        let brief = sample::brief("film-000001", "brief");
        let moved = moved(&brief, "production", LeftStage::Unknown, &[]).expect("moved");
        assert_eq!(
            moved.change.message.subject,
            "move: film-000001 from brief to production"
        );
        assert_eq!(moved.change.message.body, ["Reason: because of this"]);
        assert_eq!((moved.passage, moved.left_known), (Passage::Forward, true));
    }

    #[test]
    fn a_gate_is_left_only_when_its_rule_is_met() {
        let brief = sample::brief("film-000001", "review");
        let lacks = [GateLack::Role {
            role: "creative-lead".into(),
            missing: 1,
            people: vec!["ines".into()],
            delegates: Vec::new(),
        }];
        assert!(matches!(
            moved(&brief, "approval", LeftStage::Unknown, &lacks),
            Err(Refusal::GateNotMet { .. })
        ));
        assert!(moved(&brief, "approval", LeftStage::Unknown, &[]).is_ok());
        assert!(moved(&brief, "production", LeftStage::Unknown, &lacks).is_ok());
    }

    #[test]
    fn a_queue_is_left_only_with_its_intake_filled() {
        let brief = sample::brief("film-000001", "intake");
        assert!(matches!(
            moved(&brief, "brief", LeftStage::Unknown, &[]),
            Err(Refusal::MissingIntake { .. })
        ));
        assert!(moved(&brief, "on-hold", LeftStage::Unknown, &[]).is_ok());
    }

    #[test]
    fn a_refused_move_says_where_it_may_go() {
        let brief = sample::brief("film-000001", "production");
        let Err(Refusal::MoveNotAllowed(refused)) = moved(&brief, "delivered", LeftStage::Unknown, &[]) else {
            panic!("it was allowed")
        };
        assert_eq!(refused.why, NotAllowed::Skips { stage: "review".into() });
        let allowed: Vec<_> = refused.allowed.iter().map(StageId::as_str).collect();
        assert_eq!(allowed, ["intake", "brief", "review", "on-hold", "cancelled"]);
    }

    #[test]
    fn a_hold_of_unknown_origin_says_so() {
        let brief = sample::brief("film-000001", "on-hold");
        let resumed = moved(&brief, "production", LeftStage::Unknown, &[]).expect("moved");
        assert_eq!((resumed.passage, resumed.left_known), (Passage::Resumed, false));
        let left = StageId::new("review").expect("a slug");
        assert!(moved(&brief, "production", LeftStage::Known(&left), &[]).is_err());
    }

    #[test]
    fn an_unknown_stage_suggests_the_nearest() {
        let brief = sample::brief("film-000001", "brief");
        let refused = moved(&brief, "prodution", LeftStage::Unknown, &[]).err();
        let Some(Refusal::NoSuchStage { near, known, .. }) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(near.as_deref(), Some("production"));
        assert_eq!(known.first().map(String::as_str), Some("intake"));
    }
}
