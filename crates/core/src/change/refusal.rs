//! Answers: why can a change not be made?
//! Invariant: facts without words; nothing was written, and what is named can be mended by the person who asked.

use crate::model::Day;
use crate::model::approval::Verdict;
pub use crate::model::handoff::LeaveLack;
use crate::model::id::StageId;
use crate::model::problem::{NotAllowed, Wanted};
use crate::model::resolve::Unresolved;
use crate::model::similar::nearest;
use crate::model::workflow::StageClass;
pub use crate::trail::gate::GateLack;

#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// A name that no record has, or that several could have.
    Unresolved {
        what: Named,
        why: Unresolved,
    },
    /// A name that no stage has.
    NoSuchStage {
        typed: String,
        near: Option<String>,
        /// In the order of the workflow.
        known: Vec<String>,
    },
    /// What must be said and was not.
    Unsaid {
        answers: Vec<Answer>,
    },
    BadValue {
        key: String,
        value: String,
        wanted: Wanted,
    },
    /// The kind's workflow is not there or has no stage.
    NoWorkflow {
        kind: String,
        workflow: String,
    },
    /// The title has nothing that can be read.
    EmptyTitle,
    /// The deliverable is of another kind than the one given.
    OtherKind {
        deliverable: String,
        kind: String,
        given: String,
    },
    /// A link to a campaign that is not the deliverable's.
    OtherCampaign {
        deliverable: String,
        given: String,
    },
    /// A series is linked by one of its days.
    DayOfSeries {
        series: String,
        example: Option<Day>,
    },
    /// `J-14` where no campaign tells what J is, or no anchor of that name.
    UnknownAnchor {
        text: String,
        campaign: Option<String>,
    },
    /// It left its queue already.
    NotARequest {
        brief: String,
        stage: String,
    },
    /// Fields that the kind asks for before the brief leaves its queue.
    MissingIntake {
        brief: String,
        fields: Vec<String>,
    },
    /// No stage of this class, so there is nowhere to go.
    NoStageOf {
        workflow: String,
        class: Wish,
    },
    MoveNotAllowed(Box<RefusedMove>),
    /// Out of a gate without the verdicts that its rule asks for.
    GateNotMet {
        brief: String,
        stage: String,
        lacks: Vec<GateLack>,
    },
    /// A stage asks for more before the brief may leave it.
    StillLacks {
        brief: String,
        to: String,
        lacks: Vec<LeaveLack>,
    },
    /// A brief leaves its gate by the merge of a request, not by a move on the official branch.
    LeavesByRequest {
        brief: String,
        /// What `crops submit` takes.
        short: String,
        gate: String,
        /// The official branch.
        branch: String,
    },
    /// Briefs are in a stage that is gone, and nobody said where they go.
    StageGone {
        stage: String,
        workflow: String,
        briefs: usize,
        /// In the order of the workflow.
        known: Vec<String>,
    },
    /// Whoever asks may not let more rounds pass.
    MayNotOverride {
        person: String,
        stage: String,
        roles: Vec<String>,
    },
    /// A key that another command writes.
    ProtectedKey {
        key: String,
        owner: KeyOwner,
    },
    /// Nothing to take away: the key is not there.
    NoSuchKey {
        key: String,
        near: Option<String>,
    },
    /// The value is no list, or is one.
    NotAList {
        key: String,
    },
    /// Everything is as asked.
    NothingToChange,
    IdTaken {
        id: String,
        free: String,
    },
    BadId {
        id: String,
        suggestion: String,
    },
    /// The brief's stage is not one of its workflow.
    UnknownStage {
        brief: String,
        stage: String,
        workflow: String,
    },
    /// Whoever gives the verdict has no role that the gate asks for.
    NoRoleAtGate(Box<NoRole>),
    /// An asset of exactly these bytes is on record.
    SameBytes {
        asset: String,
    },
    /// The file has another hash than the one that was said.
    OtherBytes {
        said: String,
        found: String,
    },
    /// A template asks for it and nobody said it.
    NotAnswered {
        template: String,
        key: String,
    },
    /// An answer to what a template does not ask.
    NotAsked {
        key: String,
        near: Option<String>,
        known: Vec<String>,
    },
    /// A place on a proof or in a brief that cannot be read.
    BadPlace {
        text: String,
    },
    /// A flag that is given once for all remarks or once for each.
    NotOnePerRemark {
        flag: String,
        given: usize,
        remarks: usize,
    },
    /// What comes next is no gate, or it is at one already.
    NothingToSubmit {
        brief: String,
        stage: String,
        /// It is accepted out of a queue, and moved from elsewhere.
        class: StageClass,
        next: Option<String>,
    },
    /// There is no standing approval of this person to take back.
    NothingToRevoke {
        brief: String,
        person: String,
        stage: String,
    },
    /// No approval waits for changes that this person may confirm.
    NothingToConfirm {
        brief: String,
        person: String,
        stage: String,
    },
    /// The stage is no gate.
    NotAGate {
        brief: String,
        stage: String,
    },
}

impl Refusal {
    pub fn unresolved(what: Named, why: Unresolved) -> Self {
        Self::Unresolved { what, why }
    }

    /// `known` in the order of the workflow; a name that stands there twice is told once.
    pub fn no_such_stage<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let mut names: Vec<String> = Vec::new();
        for name in known {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        Self::NoSuchStage {
            near: nearest(typed.trim(), names.iter().map(String::as_str)).map(str::to_owned),
            typed: typed.to_owned(),
            known: names,
        }
    }

    /// Whether what was typed is wrong by itself, whatever the studio holds.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::Unsaid { .. }
                | Self::BadValue { .. }
                | Self::BadId { .. }
                | Self::EmptyTitle
                | Self::BadPlace { .. }
                | Self::NotAnswered { .. }
                | Self::NotAsked { .. }
                | Self::NotOnePerRemark { .. }
        )
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedMove {
    pub brief: String,
    pub from: String,
    pub to: String,
    pub why: NotAllowed,
    /// Where it may go, in the order of the workflow.
    pub allowed: Vec<StageId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoRole {
    pub brief: String,
    pub person: String,
    pub stage: String,
    pub roles: Vec<String>,
    pub verdict: Verdict,
    /// Whose answer may come by mail: approvers of a party.
    pub outside: Vec<String>,
}

/// What a name should have named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Brief,
    Campaign,
    Channel,
    Deliverable,
    Kind,
    Party,
    Person,
    Role,
    Task,
    Asset,
    Remark,
    /// Of a merge.
    Side,
    Template,
    HandoffItem,
    Workflow,
}

/// An answer that a command cannot do without, by the flag that gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Kind,
    Title,
    Reason,
    Launch,
    Field,
    Person,
    By,
    Who,
    Text,
    Sha256,
}

/// The class of stage that was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Next,
    Dropped,
}

/// The command that owns a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyOwner {
    /// The id is made once.
    Nobody,
    /// A record cannot be without it.
    Required,
    Move,
    Migrate,
}

/// The command that leads a brief on where nothing is approved.
pub fn leads_on(class: StageClass, brief: &str, next: &str) -> String {
    match class {
        StageClass::Queue => format!("crops request accept {brief}"),
        StageClass::Work | StageClass::Gate | StageClass::Hold | StageClass::Done | StageClass::Dropped => {
            format!("crops move {brief} {next}")
        }
    }
}
