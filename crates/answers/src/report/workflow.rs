//! Answers: which stages does a workflow have, who acts in each, what do they ask, and where does work go from there?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.

use super::due::silence_word;
use crate::change::adopt::Adopted;
use crate::model::duration::Sla;
use crate::model::moves::onward;
use crate::model::studio::Studio;
use crate::model::workflow::{OnSilence, Stage, StageClass, Workflow};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq)]
pub struct WorkflowReport {
    pub workflows: Vec<WorkflowFacts>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct WorkflowFacts {
    pub id: String,
    /// In the reader's language, as all titles here.
    pub title: String,
    pub kinds: Vec<String>,
    pub stages: Vec<StageFacts>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StageFacts {
    pub id: String,
    pub title: String,
    pub class: StageClass,
    pub role: Option<String>,
    pub sla: Option<Sla>,
    pub gate: Option<GateFacts>,
    pub handoff: Vec<String>,
    pub requires: Vec<String>,
    /// Where work goes from here; of a gate, once it is approved. `None` of hold, done and dropped.
    pub next: Option<String>,
    /// Briefs that are in it.
    pub briefs: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GateFacts {
    /// In the order in which they are asked.
    pub needs: Vec<NeedFacts>,
    pub accepts: Vec<&'static str>,
    pub on_reject: Option<String>,
    pub max_rounds: Option<u32>,
    pub on_silence: Option<OnSilence>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedFacts {
    /// A role, or a person.
    pub who: String,
    pub count: u32,
    pub order: u32,
    pub when: Option<String>,
}

impl WorkflowFacts {
    pub fn of(studio: &Studio, workflow: &Workflow, code: &str) -> Self {
        let kinds = studio.kinds.values().filter(|kind| kind.workflow.value == workflow.id);
        Self {
            id: workflow.id.to_string(),
            title: workflow.title.in_language(code).to_owned(),
            kinds: kinds.map(|kind| kind.id.to_string()).collect(),
            stages: workflow
                .stages
                .iter()
                .map(|stage| StageFacts::of(studio, workflow, stage, code))
                .collect(),
        }
    }

    /// Place of a stage in the list.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id == id)
    }
}

impl StageFacts {
    fn of(studio: &Studio, workflow: &Workflow, stage: &Stage, code: &str) -> Self {
        let is_here = |brief: &&crate::model::brief::Brief| {
            let of = studio.workflow_of(brief).is_some_and(|known| known.id == workflow.id);
            of && studio.stage_of(brief).is_some_and(|known| known.id == stage.id)
        };
        let goes_on = matches!(stage.class, StageClass::Queue | StageClass::Work | StageClass::Gate);
        let next = onward(workflow, stage).filter(|_| goes_on);
        Self {
            id: stage.id.to_string(),
            title: stage.title.in_language(code).to_owned(),
            class: stage.class,
            role: stage.role.as_ref().map(|role| role.to_string()),
            sla: stage.sla,
            gate: gate(stage),
            handoff: stage.handoff.iter().map(ToString::to_string).collect(),
            requires: stage.requires.iter().map(|field| field.to_string()).collect(),
            next: next.map(|next| next.id.to_string()),
            briefs: studio.briefs.values().filter(is_here).count(),
        }
    }
}

fn gate(stage: &Stage) -> Option<GateFacts> {
    let gate = stage.gate.as_ref()?;
    let mut needs: Vec<NeedFacts> = gate
        .needs
        .iter()
        .map(|need| {
            let role = need.role.as_ref().map(|role| role.to_string());
            let person = need.person.as_ref().map(|person| person.to_string());
            NeedFacts {
                who: role.or(person).unwrap_or_default(),
                count: need.count,
                order: need.order,
                when: need.when.as_ref().map(|when| when.to_string()),
            }
        })
        .collect();
    needs.sort_by_key(|need| need.order);
    Some(GateFacts {
        needs,
        accepts: gate.accepts.iter().map(|kind| kind.word()).collect(),
        on_reject: gate.on_reject.as_ref().map(|stage| stage.to_string()),
        max_rounds: gate.max_rounds,
        on_silence: gate.on_silence.clone(),
    })
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkflowsView {
    pub workflows: Vec<WorkflowView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkflowView {
    pub id: String,
    pub title: String,
    /// Kinds of deliverables that go through it.
    pub kinds: Vec<String>,
    /// In order.
    pub stages: Vec<StageView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StageView {
    pub id: String,
    pub title: String,
    /// `queue`, `work`, `gate`, `hold`, `done` or `dropped`.
    pub class: &'static str,
    pub role: Option<String>,
    /// As the file writes it: `2d` or `4h`.
    pub sla: Option<String>,
    pub needs: Vec<GateNeedView>,
    /// Kinds of evidence that the gate accepts.
    pub accepts: Vec<&'static str>,
    /// Where work goes from here; of a gate, once it is approved.
    pub next: Option<String>,
    pub on_reject: Option<String>,
    pub max_rounds: Option<u32>,
    /// `remind`, `escalate` or `tacit`.
    pub on_silence: Option<&'static str>,
    pub handoff: Vec<String>,
    pub requires: Vec<String>,
    /// Briefs that are in it.
    pub briefs: usize,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GateNeedView {
    /// A role, or a person.
    pub who: String,
    pub count: u32,
    pub order: u32,
    pub when: Option<String>,
}

impl WorkflowReport {
    pub fn view(&self) -> WorkflowsView {
        let stage = |stage: &StageFacts| {
            let gate = stage.gate.as_ref();
            let need = |need: &NeedFacts| GateNeedView {
                who: need.who.clone(),
                count: need.count,
                order: need.order,
                when: need.when.clone(),
            };
            let silence = gate.and_then(|gate| gate.on_silence.as_ref());
            StageView {
                id: stage.id.clone(),
                title: stage.title.clone(),
                class: stage.class.word(),
                role: stage.role.clone(),
                sla: stage.sla.map(super::due::sla_word),
                needs: gate.map_or_else(Vec::new, |gate| gate.needs.iter().map(need).collect()),
                accepts: gate.map_or_else(Vec::new, |gate| gate.accepts.clone()),
                next: stage.next.clone(),
                on_reject: gate.and_then(|gate| gate.on_reject.clone()),
                max_rounds: gate.and_then(|gate| gate.max_rounds),
                on_silence: silence.map(|rule| silence_word(rule.action)),
                handoff: stage.handoff.clone(),
                requires: stage.requires.clone(),
                briefs: stage.briefs,
            }
        };
        let workflow = |one: &WorkflowFacts| WorkflowView {
            id: one.id.clone(),
            title: one.title.clone(),
            kinds: one.kinds.clone(),
            stages: one.stages.iter().map(stage).collect(),
        };
        WorkflowsView {
            workflows: self.workflows.iter().map(workflow).collect(),
        }
    }
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AdoptedView {
    pub briefs: Vec<AdoptedBriefView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AdoptedBriefView {
    pub brief: String,
    pub title: String,
    pub workflow: String,
    pub from: String,
    pub to: String,
}

impl AdoptedView {
    pub fn of(adopted: &[Adopted]) -> Self {
        let one = |one: &Adopted| AdoptedBriefView {
            brief: one.brief.clone(),
            title: one.title.clone(),
            workflow: one.workflow.clone(),
            from: one.from.clone(),
            to: one.to.clone(),
        };
        Self {
            briefs: adopted.iter().map(one).collect(),
        }
    }
}
