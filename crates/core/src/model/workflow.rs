//! Answers: through which stages does work go, who acts in each, and what may follow what?
//! Invariant: stages are ordered as in the file; a gate is left forward only by its rule.
//! Source: design, "How a team works", moves that are allowed.

use super::duration::{HalfDays, Sla};
use super::id::{RoleId, StageId, WorkflowId};
use super::label::Label;
use super::place::{Placed, StudioPath};

#[derive(Clone, Debug, PartialEq)]
pub struct Workflow {
    pub id: WorkflowId,
    pub file: StudioPath,
    pub title: Label,
    pub stages: Vec<Stage>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    pub id: Placed<StageId>,
    pub title: Label,
    pub class: StageClass,
    pub role: Option<Placed<RoleId>>,
    pub sla: Option<Sla>,
    pub gate: Option<Gate>,
    /// Things to tick before the work moves on.
    pub handoff: Vec<Box<str>>,
    /// Fields of the brief that must be filled before it leaves.
    pub requires: Vec<Placed<Box<str>>>,
    /// Names this stage had before.
    pub was: Vec<StageId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StageClass {
    Queue,
    Work,
    Gate,
    /// From any stage and back to it; clocks stop.
    Hold,
    Done,
    Dropped,
}

impl StageClass {
    pub const ALL: [Self; 6] = [
        Self::Queue,
        Self::Work,
        Self::Gate,
        Self::Hold,
        Self::Done,
        Self::Dropped,
    ];

    /// As files and answers for programs spell it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Work => "work",
            Self::Gate => "gate",
            Self::Hold => "hold",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    pub needs: Vec<GateNeed>,
    pub accepts: Vec<EvidenceKind>,
    pub covers: Covers,
    pub on_approve: Option<Placed<StageId>>,
    pub on_reject: Option<Placed<StageId>>,
    pub max_rounds: Option<u32>,
    pub on_silence: Option<OnSilence>,
    /// Roles whose holders may approve what they made.
    pub makers_may: Vec<Placed<RoleId>>,
    /// Roles whose holders may answer a reject of somebody else.
    pub dismissed_by: Vec<Placed<RoleId>>,
    /// Roles whose holders may let more than `max_rounds` pass; whoever the gate asks when empty.
    pub overridden_by: Vec<Placed<RoleId>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GateNeed {
    pub role: Option<Placed<RoleId>>,
    pub person: Option<Placed<super::id::PersonId>>,
    pub count: u32,
    /// Needs of a lower order come first; equal ones at once.
    pub order: u32,
    /// The condition's text (`channels has tv`).
    pub when: Option<Placed<Box<str>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceKind {
    Signature,
    Forge,
    Claim,
}

impl EvidenceKind {
    /// The word in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Forge => "forge",
            Self::Claim => "claim",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Covers {
    Content,
    Keys(Vec<Box<str>>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnSilence {
    pub after: HalfDays,
    pub action: SilenceAction,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SilenceAction {
    Remind,
    Escalate,
    Tacit,
}

impl Workflow {
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id.as_str() == id)
    }

    /// Place of the stage in the order of the file.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id.as_str() == id)
    }

    /// The stage that carries this name now, also when the name is one it had before (`was:`).
    pub fn stage_once_called(&self, id: &str) -> Option<&Stage> {
        self.stage(id).or_else(|| {
            self.stages
                .iter()
                .find(|stage| stage.was.iter().any(|old| old.as_str() == id))
        })
    }

    /// The first stage, where requests arrive.
    pub fn first_stage(&self) -> Option<&Stage> {
        self.stages.first()
    }

    /// The stage after `id` in the ordinary course: the next queue, work, gate or done stage of the list.
    pub fn next_stage(&self, id: &str) -> Option<&Stage> {
        let at = self.position(id)?;
        self.stages[at + 1..]
            .iter()
            .find(|stage| !matches!(stage.class, StageClass::Hold | StageClass::Dropped))
    }
}
