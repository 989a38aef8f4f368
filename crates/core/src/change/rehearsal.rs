//! Answers: what becomes of a brief when people do this and that, by the rules of the studio, without a file or a clock?
//! Invariant: every step goes through the same functions as the commands; a step that is refused changes nothing.
//! Source: `docs/workflows.md`, rehearsals.

use super::handoff::{Act, Passing, records};
use super::move_stage::{self, Leave};
use super::refusal::Refusal;
use super::request::stage_of;
use super::verdict::{Onward, Said, give};
use crate::model::Day;
use crate::model::approval::{Approval, Verdict};
use crate::model::brief::{Brief, Content, Field};
use crate::model::digest::{Tree, covers_key, digest};
use crate::model::handoff::Handoff;
use crate::model::id::{PersonId, StageId};
use crate::model::moves::{LeftStage, Passage, onward};
use crate::model::studio::Studio;
use crate::model::workflow::{EvidenceKind, Stage, StageClass, Workflow};
pub use crate::trail::gate::Proof;
use crate::trail::gate::makers::Makers;
use crate::trail::gate::{GateLack, Heard, Question, Silence, awaited, lacks};
use crate::trail::leaving::{self, Leaving, SentBack};
use std::collections::BTreeSet;

/// What somebody does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doing {
    Move {
        to: String,
        passing: Passing,
    },
    /// To the gate that follows.
    Submit {
        passing: Passing,
    },
    Say {
        verdict: Verdict,
        proof: Proof,
    },
    /// Another value of a key, by somebody who so becomes a maker.
    Edit {
        key: String,
        value: String,
    },
}

/// A brief on its way.
#[derive(Clone)]
pub struct Rehearsal<'a> {
    pub studio: &'a Studio,
    pub brief: Brief,
    /// As the digest sees it.
    pub tree: Tree,
    pub today: Day,
    said: Vec<(Approval, Proof)>,
    handoffs: Vec<Handoff>,
    sent_back: SentBack,
    left: Option<StageId>,
    editors: BTreeSet<PersonId>,
    seed: u64,
}

impl<'a> Rehearsal<'a> {
    pub fn new(studio: &'a Studio, brief: Brief, tree: Tree, today: Day) -> Self {
        Self {
            studio,
            brief,
            tree,
            today,
            said: Vec::new(),
            handoffs: Vec::new(),
            sent_back: SentBack::default(),
            left: None,
            editors: BTreeSet::new(),
            seed: 0,
        }
    }

    /// Does it, as the commands would.
    ///
    /// # Errors
    /// As the commands; nothing has changed then.
    pub fn act(&mut self, by: &PersonId, doing: &Doing) -> Result<(), Refusal> {
        self.seed = self.seed.wrapping_add(7);
        match doing {
            Doing::Move { to, passing } => self.go(by, to, passing),
            Doing::Submit { passing } => {
                let gate = self.next_gate()?;
                self.go(by, &gate, passing)
            }
            Doing::Say { verdict, proof } => self.say(by, *verdict, *proof),
            Doing::Edit { key, value } => {
                self.edit(by, key, value);
                Ok(())
            }
        }
    }

    /// Who is asked now: at a gate that is shut, those whose turn it is.
    pub fn awaited(&self) -> Vec<String> {
        let Ok((_, stage)) = stage_of(self.studio, &self.brief) else {
            return Vec::new();
        };
        let turn = self.asked(stage, awaited);
        let people = turn.into_iter().flat_map(|lack| match lack {
            GateLack::Role { people, .. } => people,
            GateLack::Person { person, .. } => vec![person],
            _ => Vec::new(),
        });
        people.collect()
    }

    /// What a gate lacks as things stand.
    pub fn gate_lacks(&self, stage: &Stage) -> Vec<GateLack> {
        self.asked(stage, lacks)
    }

    fn asked<T>(&self, stage: &Stage, judge: impl FnOnce(Question<'_>) -> T) -> T {
        let heard: Vec<Heard<'_>> = self
            .said
            .iter()
            .map(|(approval, proof)| Heard {
                approval,
                proof: *proof,
                on: self.today,
            })
            .collect();
        let digest = stage
            .gate
            .as_ref()
            .and_then(|gate| digest(&self.tree, &gate.covers, &|_| None).ok());
        let mut makers = Makers::named(self.studio.workflow_of(&self.brief), &self.brief);
        makers.people.extend(self.editors.iter().cloned());
        judge(Question {
            studio: self.studio,
            brief: &self.brief,
            stage,
            heard: &heard,
            digest: digest.as_deref(),
            changed: &|_| None,
            feedback: &[],
            unreadable: &[],
            makers: &makers,
            silence: Silence::Waiting,
            today: self.today,
        })
    }

    fn next_gate(&self) -> Result<String, Refusal> {
        let (workflow, stage) = stage_of(self.studio, &self.brief)?;
        let next = onward(workflow, stage).filter(|_| matches!(stage.class, StageClass::Queue | StageClass::Work));
        let gate = next.filter(|next| next.class == StageClass::Gate);
        gate.map(|gate| gate.id.to_string())
            .ok_or_else(|| Refusal::NothingToSubmit {
                brief: self.brief.id.to_string(),
                stage: stage.id.to_string(),
                class: stage.class,
                next: next.map(|next| next.id.to_string()),
            })
    }

    fn go(&mut self, by: &PersonId, to: &str, passing: &Passing) -> Result<(), Refusal> {
        let (workflow, from) = stage_of(self.studio, &self.brief)?;
        let earlier: Vec<&Handoff> = self.handoffs.iter().collect();
        let made = match workflow.stage_once_called(to).filter(|_| !passing.is_nothing()) {
            None => Vec::new(),
            Some(to) => {
                let act = Act {
                    studio: self.studio,
                    brief: &self.brief,
                    by,
                    today: self.today,
                    handoffs: &earlier,
                    past: &self.sent_back,
                    seed: self.seed,
                };
                records(act, from, to, passing)?
            }
        };
        let all: Vec<&Handoff> = self.handoffs.iter().chain(&made).collect();
        let leave = Leave {
            handoffs: &all,
            past: &self.sent_back,
        };
        let left = self.left.as_ref().map_or(LeftStage::Unknown, LeftStage::Known);
        let gate = |stage: &Stage| self.gate_lacks(stage);
        let moved = move_stage::stage(self.studio, &self.brief, to, left, None, &gate, Some(leave))?;
        let from = (from.id.value.clone(), from.class);
        self.handoffs.extend(made);
        self.arrive(from, moved.to, moved.passage);
        Ok(())
    }

    fn say(&mut self, by: &PersonId, verdict: Verdict, proof: Proof) -> Result<(), Refusal> {
        let (workflow, stage) = stage_of(self.studio, &self.brief)?;
        let onward = match verdict == Verdict::Reject || self.may_leave(workflow, stage) {
            true => Onward::Move,
            false => Onward::Stay,
        };
        let said = Said {
            proof,
            ..Said::claim(verdict, by.clone(), format!("{}T10:00:00Z", self.today))
        };
        let given = self.asked(stage, |question| give(workflow, question, &said, onward, self.seed))?;
        let from = (stage.id.value.clone(), stage.class);
        self.said.push((given.approval, proof));
        if let Some(to) = given.to {
            let passage = match verdict {
                Verdict::Reject => Passage::Rejected,
                _ => Passage::ThroughGate,
            };
            self.arrive(from, to, passage);
        }
        Ok(())
    }

    fn may_leave(&self, workflow: &Workflow, stage: &Stage) -> bool {
        let handoffs: Vec<&Handoff> = self.handoffs.iter().collect();
        let still = onward(workflow, stage).map(|next| {
            leaving::lacks(Leaving {
                studio: self.studio,
                workflow,
                brief: &self.brief,
                from: stage,
                to: next,
                passage: Passage::ThroughGate,
                handoffs: &handoffs,
                past: &self.sent_back,
            })
        });
        still.is_none_or(|lacks| lacks.is_empty())
    }

    fn arrive(&mut self, (from, class): (StageId, StageClass), to: StageId, passage: Passage) {
        match passage {
            Passage::Held | Passage::Dropped => {
                self.left = Some(self.left.take().filter(|_| class == StageClass::Hold).unwrap_or(from));
            }
            Passage::Rejected | Passage::Back if class == StageClass::Gate => {
                *self.sent_back.by.entry(from).or_insert(0) += 1;
                self.left = None;
            }
            _ => self.left = None,
        }
        self.brief.stage.value = to;
    }

    fn edit(&mut self, by: &PersonId, key: &str, value: &str) {
        if let Tree::Map(entries) = &mut self.tree {
            entries.retain(|(known, _)| &**known != key);
            entries.push((key.into(), Tree::Text(value.into())));
        }
        match key {
            "title" => self.brief.title.value = value.into(),
            _ => {
                self.brief.fields.retain(|field| &*field.key != key);
                self.brief.fields.push(Field {
                    key: key.into(),
                    content: Content::Text(value.into()),
                });
            }
        }
        let workflow = self.studio.workflow_of(&self.brief);
        let gates = workflow.into_iter().flat_map(|workflow| &workflow.stages);
        let mut gates = gates.filter_map(|stage| stage.gate.as_ref());
        if gates.any(|gate| covers_key(&gate.covers, key)) {
            self.editors.insert(by.clone());
        }
    }
}

/// The proof that a word stands for in a rehearsal.
pub fn proof_named(word: &str) -> Option<Proof> {
    Some(match word {
        "forge" => Proof::Forge,
        "signature" => Proof::Signature,
        "relayed" => Proof::Relayed,
        "claim" => Proof::Claimed(crate::trail::gate::Unproved::Said),
        _ => return None,
    })
}

/// The best proof that a gate accepts, for steps that do not say.
pub fn accepted(stage: Option<&Stage>) -> Proof {
    let kinds = stage.and_then(|stage| stage.gate.as_ref()).map(|gate| &gate.accepts);
    let has = |kind| kinds.is_none_or(|kinds| kinds.contains(&kind));
    match (has(EvidenceKind::Signature), has(EvidenceKind::Forge)) {
        (true, _) => Proof::Signature,
        (false, true) => Proof::Forge,
        (false, false) => Proof::Relayed,
    }
}
