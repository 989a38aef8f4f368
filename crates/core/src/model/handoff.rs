//! Answers: what was ticked when a brief left a stage, and who let a round too many pass?
//! Invariant: one file an act, never changed; it counts for the round it names and those before.
//! Source: design, "The studio: what is on disk"; `docs/workflows.md`.

use super::Day;
use super::place::StudioPath;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handoff {
    pub id: Box<str>,
    pub file: StudioPath,
    /// The brief.
    pub subject: Box<str>,
    /// Whose list was ticked; of a round too many, the gate.
    pub stage: Box<str>,
    pub by: Box<str>,
    /// The day it says it was done.
    pub on: Option<Day>,
    /// How often the brief had been sent back by then.
    pub round: u32,
    /// As the stage's list says it.
    pub ticked: Vec<Box<str>>,
    /// Why one more round than the gate allows is fine.
    pub beyond_rounds: Option<Box<str>>,
}

/// What keeps a brief where it is, beside the rule of a gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeaveLack {
    /// Items of the stage's checklist that nobody has ticked since the brief last came back.
    Unticked { stage: String, items: Vec<String> },
    /// Fields that the stage asks for and that are empty.
    Unfilled { stage: String, fields: Vec<String> },
    /// One more round than the gate allows, and nobody who may has let it pass.
    TooManyRounds {
        stage: String,
        /// The round that would begin.
        round: u32,
        most: u32,
    },
}
