//! Answers: what do files of `workflows/` and `kinds/` say?
//! Invariant: a stage without an id or a class is left out, so every stage of a workflow can be acted on.

use super::fields::{Fields, text_of};
use crate::model::duration::Sla;
use crate::model::id::{KindId, RoleId, StageId, WorkflowId};
use crate::model::kind::{Kind, MOST_ROUNDS, Rounds, StageWork};
use crate::model::label::Label;
use crate::model::place::{Placed, StudioPath};
use crate::model::workflow::{
    Covers, EvidenceKind, Gate, GateNeed, OnSilence, SilenceAction, Stage, StageClass, Workflow,
};
use crate::store::yaml::tree::{Entry, Value};

pub fn workflow(fields: &Fields<'_>, file: &StudioPath) -> Option<Workflow> {
    let id = fields.id::<WorkflowId>("id")?.value;
    Some(Workflow {
        file: file.clone(),
        title: fields.label("title").unwrap_or_else(|| Label::plain(id.as_str())),
        stages: fields.maps("stages").filter_map(|one| stage(&one)).collect(),
        id,
    })
}

fn stage(fields: &Fields<'_>) -> Option<Stage> {
    let id = fields.id::<StageId>("id")?;
    Some(Stage {
        title: fields.label("title").unwrap_or_else(|| Label::plain(id.as_str())),
        class: class(fields.text("class")?)?,
        role: fields.id("role"),
        sla: fields.parsed("sla", Sla::parse),
        gate: fields.map("gate").map(|one| gate(&one)),
        handoff: fields.texts("handoff"),
        requires: placed_texts(fields, "requires"),
        was: fields.ids("was").into_iter().map(|old| old.value).collect(),
        id,
    })
}

fn class(word: &str) -> Option<StageClass> {
    StageClass::ALL.into_iter().find(|class| class.word() == word)
}

fn gate(fields: &Fields<'_>) -> Gate {
    let accepts = match fields.node("accepts") {
        Some(_) => fields
            .list("accepts", evidence)
            .into_iter()
            .map(|kind| kind.value)
            .collect(),
        None => vec![EvidenceKind::Signature, EvidenceKind::Forge],
    };
    Gate {
        needs: fields.maps("needs").map(|one| gate_need(&one)).collect(),
        accepts,
        covers: match fields.node("covers").map(|node| &node.value) {
            Some(Value::List(_)) => Covers::Keys(fields.texts("covers")),
            _ => Covers::Content,
        },
        on_approve: fields.id("on_approve"),
        on_reject: fields.id("on_reject"),
        max_rounds: fields.parsed("max_rounds", |text| text.parse().ok()),
        on_silence: fields.map("on_silence").and_then(|one| on_silence(&one)),
        makers_may: fields.ids("makers_may"),
        dismissed_by: fields.ids("dismissed_by"),
        overridden_by: fields.ids("overridden_by"),
    }
}

fn evidence(word: &str) -> Option<EvidenceKind> {
    Some(match word {
        "signature" => EvidenceKind::Signature,
        "forge" => EvidenceKind::Forge,
        "claim" => EvidenceKind::Claim,
        _ => return None,
    })
}

fn gate_need(fields: &Fields<'_>) -> GateNeed {
    GateNeed {
        role: fields.id("role"),
        person: fields.id("person"),
        count: fields.parsed("count", |text| text.parse().ok()).unwrap_or(1),
        order: fields.parsed("order", |text| text.parse().ok()).unwrap_or(1),
        when: fields.placed_text("when"),
    }
}

fn on_silence(fields: &Fields<'_>) -> Option<OnSilence> {
    Some(OnSilence {
        after: fields.working_days("after")?,
        action: match fields.text("do")? {
            "remind" => SilenceAction::Remind,
            "escalate" => SilenceAction::Escalate,
            "tacit" => SilenceAction::Tacit,
            _ => return None,
        },
    })
}

pub fn kind(fields: &Fields<'_>, file: &StudioPath) -> Option<Kind> {
    let id = fields.id::<KindId>("id")?.value;
    Some(Kind {
        file: file.clone(),
        title: fields.label("title").unwrap_or_else(|| Label::plain(id.as_str())),
        workflow: fields.id("workflow")?,
        lead_time: fields.working_days("lead_time"),
        starts_from: fields.id("starts_from"),
        ready_at: fields.id("ready_at"),
        handover: fields.working_days("handover"),
        channels: fields.ids("channels"),
        stages: fields
            .named_maps("stages")
            .filter_map(|(entry, one)| stage_work(entry, &one))
            .collect(),
        intake: placed_texts(fields, "intake"),
        id,
    })
}

fn placed_texts(fields: &Fields<'_>, key: &'static str) -> Vec<Placed<Box<str>>> {
    let nodes = fields.items(key).iter();
    nodes
        .filter_map(|node| Some(Placed::new(text_of(node)?.into(), node.span)))
        .collect()
}

/// What a stage takes; also where a campaign says it otherwise.
pub fn stage_work(entry: &Entry, fields: &Fields<'_>) -> Option<StageWork> {
    Some(StageWork {
        stage: Placed::new(StageId::new(&entry.key)?, entry.key_span),
        duration: fields.length("duration"),
        effort: fields.hours("effort"),
        role: fields.id::<RoleId>("role"),
        rounds: fields.map("rounds").and_then(|one| rounds(&one)),
        stretch: fields.length("stretch"),
    })
}

fn rounds(fields: &Fields<'_>) -> Option<Rounds> {
    let planned = fields.parsed("planned", |text| text.parse::<u32>().ok())?;
    (1..=MOST_ROUNDS).contains(&planned).then(|| Rounds {
        planned,
        rework: fields.length("rework"),
    })
}
