//! Answers: which gates were passed by an approval of what the brief no longer says?
//! Invariant: the digest of each verdict is compared with the content of today by what that verdict covers.
//! Source: design, "Gates and approvals".

use super::open::Opened;
use crate::model::approval::{Approval, Verdict};
use crate::model::brief::Brief;
use crate::model::workflow::{Stage, StageClass};
use crate::plan::answer::Plan;
use crate::report::plan_happened::Stale;
use crate::store::verdicts::{approvals, digest_of};

/// Of the open briefs of a plan; nothing of a revision, whose verdicts are not on disk.
pub fn stale(opened: &Opened, plan: &Plan<'_>) -> Vec<Stale> {
    if opened.commit.is_some() {
        return Vec::new();
    }
    let briefs = plan.out.groups.iter().filter_map(|group| group.brief);
    let open = briefs.filter(|brief| opened.studio.is_open(brief));
    open.flat_map(|brief| of_brief(opened, brief)).collect()
}

fn of_brief(opened: &Opened, brief: &Brief) -> Vec<Stale> {
    let verdicts = approvals(&opened.root, brief);
    let workflow = opened.studio.workflow_of(brief);
    let (Some(workflow), false) = (workflow, verdicts.is_empty()) else {
        return Vec::new();
    };
    let now = workflow.stage_once_called(brief.stage.as_str());
    let Some(now) = now.and_then(|stage| workflow.position(stage.id.as_str())) else {
        return Vec::new();
    };
    let gates = workflow.stages[..now]
        .iter()
        .filter(|stage| stage.class == StageClass::Gate);
    gates
        .filter_map(|gate| of_gate(opened, brief, gate, &verdicts))
        .collect()
}

/// `None` unless somebody approved and no approval is of what the brief says now.
fn of_gate(opened: &Opened, brief: &Brief, gate: &Stage, verdicts: &[Approval]) -> Option<Stale> {
    let approves = |one: &&Approval| matches!(one.verdict, Verdict::Approve | Verdict::ApproveWithChanges);
    let here = |one: &&Approval| one.stage == gate.id.value || gate.was.contains(&one.stage);
    let given: Vec<&Approval> = verdicts
        .iter()
        .filter(|one| *one.studio == *opened.studio.settings.id && one.subject == brief.id)
        .filter(approves)
        .filter(here)
        .collect();
    let is_of_now = |one: &&Approval| {
        let digest = digest_of(&opened.root, &opened.studio, brief, &one.covers);
        digest.is_some_and(|digest| *digest == *one.digest)
    };
    if given.is_empty() || given.iter().any(is_of_now) {
        return None;
    }
    let mut by: Vec<String> = given.iter().map(|one| one.by.to_string()).collect();
    by.sort_unstable();
    by.dedup();
    Some(Stale {
        brief: brief.id.clone(),
        stage: gate.id.value.clone(),
        by,
    })
}
