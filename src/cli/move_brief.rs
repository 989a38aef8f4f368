//! Answers: `crops move`: into which stage does a brief go?
//! Invariant: only where the process allows; out of a gate only with the verdicts its rule asks for.

use super::answer::Answer;
use super::at_gate::AtGate;
use super::brief_facts::Told;
use super::context::Context;
use super::leaving::{self, LeaveArgs};
use super::open::Opened;
use super::request::{short_id, stage_title};
use super::share::{by_request, leaves_by_request};
use super::submit_request::Submitting;
use super::writing::{WriteArgs, answer, open_to_write, write};
use crate::change::handoff::with_records;
use crate::change::move_stage::{self, Leave, allowed};
use crate::change::refusal::Refusal;
use crate::change::request::stage_of;
use crate::model::brief::Brief;
use crate::model::id::StageId;
use crate::model::moves::{LeftStage, Passage, onward};
use crate::model::resolve;
use crate::model::workflow::{Stage, StageClass};
use crate::report::deed::{Deed, Done, Left, Moved};
use crate::report::failure::Failure;
use crate::trail::gate::GateLack;
use clap::Args;

/// Move a brief to another stage
///
/// To the next stage, back to an earlier one, on hold, out of the process, or back into it. Out of a gate only once
/// its rule is met.
#[derive(Clone, Debug, Args)]
pub struct MoveArgs {
    /// The brief: its id, a part of it, or its `ref`
    pub id: String,

    /// The stage it goes to
    pub stage: String,

    /// Why; kept in the commit
    #[arg(long, value_name = "REASON", allow_hyphen_values = true)]
    pub reason: Option<String>,

    #[command(flatten)]
    pub leave: LeaveArgs,

    #[command(flatten)]
    pub write: WriteArgs,
}

pub fn run(args: &MoveArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let brief = resolve::brief(&opened.studio, &args.id)?;
    go(
        &opened,
        brief,
        (&args.stage, args.reason.as_deref()),
        (&args.leave, args.write),
        context,
    )
}

/// To the gate that follows.
pub fn submit(opened: &Opened, asked: &Submitting<'_>, context: &Context) -> Result<Answer, Failure> {
    let brief = asked.brief;
    let (workflow, stage) = stage_of(&opened.studio, brief)?;
    let gate = onward(workflow, stage).filter(|next| next.class == StageClass::Gate);
    let Some(gate) = gate.filter(|_| matches!(stage.class, StageClass::Queue | StageClass::Work)) else {
        let next = onward(workflow, stage).filter(|_| stage.class != StageClass::Gate);
        return Err(Refusal::NothingToSubmit {
            brief: brief.id.to_string(),
            stage: stage.id.to_string(),
            class: stage.class,
            next: next.map(|next| next.id.to_string()),
        }
        .into());
    };
    let with = (asked.leave, asked.write);
    go(opened, brief, (gate.id.as_str(), asked.note), with, context)
}

fn go(
    opened: &Opened,
    brief: &Brief,
    (to, reason): (&str, Option<&str>),
    (leave_args, write_args): (&LeaveArgs, WriteArgs),
    context: &Context,
) -> Result<Answer, Failure> {
    let left = left_stage(opened, brief, context);
    let left = left.as_ref().map_or(LeftStage::Unknown, LeftStage::Known);
    let gate = |stage: &Stage| gate_lacks(context, opened, brief, stage);
    let (workflow, from) = stage_of(&opened.studio, brief)?;
    let stages = (from, workflow.stage_once_called(to.trim()));
    let known = leaving::known(leave_args, opened, context, brief, stages)?;
    let leave = Leave {
        handoffs: &known.handoffs(opened, brief),
        past: &known.past,
    };
    let moved = move_stage::stage(&opened.studio, brief, to, left, reason, &gate, Some(leave))?;
    if moved.passage == Passage::ThroughGate && !write_args.no_commit && by_request(opened) {
        return Err(leaves_by_request(opened, brief, moved.from.as_str()).into());
    }
    let change = with_records(moved.change.clone(), &known.made, &known.at);
    let written = write(context, opened, &change, write_args)?;
    let next = next(opened, brief, &moved.to, left);
    let to = moved.to.to_string();
    let awaits = opened
        .studio
        .workflow_of(brief)
        .and_then(|workflow| workflow.stage(&to))
        .filter(|stage| stage.class == StageClass::Gate)
        .map(|stage| gate_lacks(context, opened, brief, stage));
    let facts = Moved {
        id: brief.id.to_string(),
        title: brief.title.to_string(),
        from: moved.from.to_string(),
        from_title: stage_title(opened, brief, brief.stage.as_str(), context),
        to_title: stage_title(opened, brief, &to, context),
        to,
        owner: brief.owner.as_ref().map(|id| id.to_string()),
        left: if moved.left_known { Left::Known } else { Left::Unknown },
        awaits: awaits.unwrap_or_default(),
    };
    let deed = Deed {
        what: Done::Moved(facts),
        written,
        next,
    };
    Ok(answer(opened, deed, context))
}

/// What the rule of a gate lacks, by the verdict files on disk.
pub fn gate_lacks(context: &Context, opened: &Opened, brief: &Brief, stage: &Stage) -> Vec<GateLack> {
    AtGate::of_files(opened, brief, stage)
        .with_history_if_judged(context)
        .lacks()
}

/// The stage that was left for a hold or a drop, by the history; asked only where it matters.
fn left_stage(opened: &Opened, brief: &Brief, context: &Context) -> Option<StageId> {
    let class = opened.studio.stage_of(brief)?.class;
    matches!(class, StageClass::Hold | StageClass::Dropped)
        .then(|| Told::about(context, brief).left(opened, brief))
        .flatten()
}

/// Where it may go from there, a hold and a drop left out.
fn next(opened: &Opened, brief: &Brief, to: &StageId, left: LeftStage<'_>) -> Vec<String> {
    let workflow = opened.studio.workflow_of(brief);
    let Some((workflow, stage)) = workflow.and_then(|workflow| Some((workflow, workflow.stage(to.as_str())?))) else {
        return Vec::new();
    };
    let onward = onward(workflow, stage).map(|next| next.id.value.clone());
    let may = onward.filter(|next| stage.class != StageClass::Gate && allowed(workflow, stage, left).contains(next));
    let move_on = may.map(|next| format!("crops move {} {next}", short_id(brief)));
    let show = format!("crops brief show {}", short_id(brief));
    move_on.into_iter().chain([show]).collect()
}
