//! Answers: what does one kind of deliverable need: which workflow, how long in each stage, what must be asked?
//! Invariant: a stage that the kind gives no duration makes no task.

use super::duration::{HalfDays, Length, Minutes};
use super::id::{KindId, RoleId, StageId, TermId, WorkflowId};
use super::label::Label;
use super::place::{Placed, StudioPath};

#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    pub id: KindId,
    pub file: StudioPath,
    pub title: Label,
    pub workflow: Placed<WorkflowId>,
    /// The shortest notice a request may give, in working days.
    pub lead_time: Option<HalfDays>,
    /// What another deliverable's end releases; the first task when absent.
    pub starts_from: Option<Placed<StageId>>,
    /// Leaving this stage makes the work ready; the last task's stage when absent.
    pub ready_at: Option<Placed<StageId>>,
    pub handover: Option<HalfDays>,
    /// Where such work appears when neither brief nor campaign says.
    pub channels: Vec<Placed<TermId>>,
    /// In the order of the file.
    pub stages: Vec<StageWork>,
    /// Fields of a brief that must be filled before it leaves its queue.
    pub intake: Vec<Placed<Box<str>>>,
}

/// What one stage of a deliverable takes.
#[derive(Clone, Debug, PartialEq)]
pub struct StageWork {
    pub stage: Placed<StageId>,
    pub duration: Option<Length>,
    pub effort: Option<Minutes>,
    pub role: Option<Placed<RoleId>>,
    pub rounds: Option<Rounds>,
    /// The most the stage may stretch to when people are short.
    pub stretch: Option<Length>,
}

/// `planned` reviews with `planned - 1` reworks of `rework` between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounds {
    pub planned: u32,
    pub rework: Option<Length>,
}

/// More reviews than this in one stage is a typing error.
pub const MOST_ROUNDS: u32 = 20;
