//! Answers: what happened in a rehearsal, step by step, and was it what was expected?
//! Invariant: facts and sentences that were said; JSON shapes are those of version 1.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RehearsalReport {
    /// As it was typed.
    pub file: String,
    pub title: Option<String>,
    pub workflow: String,
    pub steps: Vec<RehearsedStep>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RehearsedStep {
    pub line: u32,
    pub deed: StepDeed,
    pub by: String,
    /// Titles in the reader's language.
    pub from: String,
    pub to: String,
    /// The id of the stage after it.
    pub stage: String,
    /// Why it was refused, in the reader's language.
    pub refused: Option<String>,
    pub awaits: Vec<String>,
    pub differs: Vec<Differs>,
}

/// What somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepDeed {
    Move,
    Submit,
    Approve,
    Reject,
    Revoke,
    Abstain,
    Edit,
}

impl StepDeed {
    /// As scenarios write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::Submit => "submit",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Revoke => "revoke",
            Self::Abstain => "abstain",
            Self::Edit => "edit",
        }
    }
}

/// What was expected and is not so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Differs {
    /// Another stage was expected.
    Stage {
        expected: String,
    },
    /// It should have been refused.
    NotRefused,
    /// It was refused, and nobody expected that.
    Refused,
    Awaits {
        expected: Vec<String>,
    },
}

impl RehearsalReport {
    pub fn failed(&self) -> usize {
        self.steps.iter().filter(|step| !step.differs.is_empty()).count()
    }
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RehearsalView {
    pub file: String,
    pub title: Option<String>,
    pub workflow: String,
    /// Steps that went otherwise than expected.
    pub failed: usize,
    pub steps: Vec<RehearsedStepView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RehearsedStepView {
    pub line: u32,
    /// `move`, `submit`, `approve`, `reject`, `revoke`, `abstain` or `edit`.
    pub deed: &'static str,
    pub by: String,
    /// The stage after it.
    pub stage: String,
    /// Why it was refused; null when it was not.
    pub refused: Option<String>,
    /// Who is asked after it.
    pub awaits: Vec<String>,
    pub as_expected: bool,
}

impl RehearsalReport {
    pub fn view(&self) -> RehearsalView {
        let step = |step: &RehearsedStep| RehearsedStepView {
            line: step.line,
            deed: step.deed.word(),
            by: step.by.clone(),
            stage: step.stage.clone(),
            refused: step.refused.clone(),
            awaits: step.awaits.clone(),
            as_expected: step.differs.is_empty(),
        };
        RehearsalView {
            file: self.file.clone(),
            title: self.title.clone(),
            workflow: self.workflow.clone(),
            failed: self.failed(),
            steps: self.steps.iter().map(step).collect(),
        }
    }
}

#[cfg(test)]
mod properties;
