//! Answers: what is ticked, overridden or still missing when somebody moves a brief?
//! Invariant: history is read only where a round counts: a checklist, or a gate with `max_rounds`.

use super::brief_facts::Told;
use super::context::Context;
use super::open::Opened;
use super::verdict::person;
use super::writing::{refused, seed, whoever_asks};
use crate::change::handoff::{Act, Passing, Ticks, records};
use crate::change::refusal::{Answer as Wish, Refusal};
use crate::model::brief::Brief;
use crate::model::handoff::{Handoff, LeaveLack};
use crate::model::id::PersonId;
use crate::model::moves::{Passage, onward};
use crate::model::workflow::{Stage, StageClass, Workflow};
use crate::report::failure::Failure;
use crate::trail::leaving::{self, Leaving, SentBack, handoffs_of};
use clap::Args;

/// What a stage wants before it is left.
#[derive(Clone, Debug, Default, Args)]
pub struct LeaveArgs {
    /// Tick an item of the stage's checklist: its words, or its number
    #[arg(long, value_name = "ITEM", conflicts_with = "tick_all")]
    pub tick: Vec<String>,

    /// Tick the whole checklist
    #[arg(long)]
    pub tick_all: bool,

    /// Why one more round than the gate allows is fine; kept with who says so
    #[arg(long = "override", value_name = "REASON", allow_hyphen_values = true)]
    pub override_rounds: Option<String>,

    /// Who ticks, or lets it pass, when it is not you
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,
}

impl LeaveArgs {
    pub fn is_nothing(&self) -> bool {
        self.passing().is_nothing()
    }

    fn passing(&self) -> Passing {
        Passing {
            ticks: match (self.tick_all, self.tick.is_empty()) {
                (true, _) => Ticks::All,
                (false, false) => Ticks::Items(self.tick.clone()),
                (false, true) => Ticks::None,
            },
            beyond_rounds: self.override_rounds.clone(),
        }
    }
}

/// What is known around a move, and what it adds.
pub struct Known {
    pub past: SentBack,
    pub made: Vec<Handoff>,
    /// When they were made, for their files.
    pub at: String,
}

impl Known {
    /// Those on disk, and those that the move writes.
    pub fn handoffs<'a>(&'a self, opened: &'a Opened, brief: &Brief) -> Vec<&'a Handoff> {
        let mut all = handoffs_of(&opened.studio, brief);
        all.extend(&self.made);
        all
    }
}

/// What a move from one stage to another records.
///
/// # Errors
/// When an item is not on the list, nobody says who ticks, or they may not let the round pass.
pub fn known(
    args: &LeaveArgs,
    opened: &Opened,
    context: &Context,
    brief: &Brief,
    (from, to): (&Stage, Option<&Stage>),
) -> Result<Known, Failure> {
    let past = sent_back(opened, context, brief, from, to);
    let at = context
        .commit_time(opened.zone)
        .format("%Y-%m-%dT%H:%M:%S%:z")
        .to_string();
    let passing = args.passing();
    let mut known = Known {
        past,
        made: Vec::new(),
        at,
    };
    let Some(to) = to.filter(|_| !passing.is_nothing()) else {
        return Ok(known);
    };
    let act = Act {
        studio: &opened.studio,
        brief,
        by: &whoever(args, opened, context)?,
        today: opened.today,
        handoffs: &handoffs_of(&opened.studio, brief),
        past: &known.past,
        seed: seed(context)?,
    };
    known.made = records(act, from, to, &passing)?;
    Ok(known)
}

fn whoever(args: &LeaveArgs, opened: &Opened, context: &Context) -> Result<PersonId, Failure> {
    match args.by.as_deref() {
        Some(typed) => Ok(person(opened, typed)?),
        None => whoever_asks(context, opened).ok_or_else(|| {
            let unsaid = Refusal::Unsaid {
                answers: vec![Wish::By],
            };
            refused(unsaid, context)
        }),
    }
}

fn sent_back(opened: &Opened, context: &Context, brief: &Brief, from: &Stage, to: Option<&Stage>) -> SentBack {
    let counts = |stage: &Stage| stage.gate.as_ref().is_some_and(|gate| gate.max_rounds.is_some());
    if from.handoff.is_empty() && !to.is_some_and(counts) {
        return SentBack::default();
    }
    let lived = Told::about(context, brief).visits(opened, brief);
    lived.as_ref().map_or_else(SentBack::default, SentBack::of)
}

/// What a brief still lacks to leave its gate once the rule is met.
pub fn lacks_onward(
    opened: &Opened,
    context: &Context,
    brief: &Brief,
    workflow: &Workflow,
    gate: &Stage,
) -> Vec<LeaveLack> {
    let Some(next) = onward(workflow, gate).filter(|_| gate.class == StageClass::Gate) else {
        return Vec::new();
    };
    leaving::lacks(Leaving {
        studio: &opened.studio,
        workflow,
        brief,
        from: gate,
        to: next,
        passage: Passage::ThroughGate,
        handoffs: &handoffs_of(&opened.studio, brief),
        past: &sent_back(opened, context, brief, gate, Some(next)),
    })
}
