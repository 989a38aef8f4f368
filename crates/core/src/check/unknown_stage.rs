//! Answers: is a stage named that the workflow lacks?
//! Invariant: a name that a stage had before (`was:`) still counts.
//! Source: `docs/checks.md`, `unknown-stage`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::campaign::{Campaign, Need};
use crate::model::finding::{Finding, Severity};
use crate::model::id::KindId;
use crate::model::need_target;
use crate::model::place::{Place, Placed, Span, StudioPath};
use crate::model::problem::Problem;
use crate::model::similar::nearest;
use crate::model::studio::Studio;
use crate::model::workflow::Workflow;

pub const RULE: Rule = Rule {
    id: "unknown-stage",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let mut search = Search {
        studio: input.studio,
        findings: Vec::new(),
    };
    search.workflows();
    search.kinds();
    for campaign in input.studio.campaigns.values() {
        search.campaign(campaign);
    }
    search.briefs();
    search.findings
}

struct Search<'a> {
    studio: &'a Studio,
    findings: Vec<Finding>,
}

impl<'a> Search<'a> {
    fn stage<T: AsRef<str>>(&mut self, file: &StudioPath, workflow: &Workflow, stage: &Placed<T>) {
        self.text(file, workflow, stage.value.as_ref(), stage.span);
    }

    fn text(&mut self, file: &StudioPath, workflow: &Workflow, stage: &str, span: Span) {
        if workflow.stage_once_called(stage).is_some() {
            return;
        }
        let known = workflow.stages.iter().map(|known| known.id.as_str());
        let problem = Problem::UnknownStage {
            stage: stage.to_owned(),
            workflow: workflow.id.to_string(),
            near: nearest(stage, known).map(str::to_owned),
        };
        self.findings.push(Finding::error(Place::at(file, span), problem));
    }

    fn workflows(&mut self) {
        for workflow in self.studio.workflows.values() {
            let gates = workflow.stages.iter().filter_map(|stage| stage.gate.as_ref());
            for stage in gates.flat_map(|gate| gate.on_approve.iter().chain(&gate.on_reject)) {
                self.stage(&workflow.file, workflow, stage);
            }
        }
    }

    fn kinds(&mut self) {
        for kind in self.studio.kinds.values() {
            let Some(workflow) = self.studio.workflows.get(&kind.workflow.value) else {
                continue;
            };
            let named = kind.starts_from.iter().chain(&kind.ready_at);
            for stage in named.chain(kind.stages.iter().map(|work| &work.stage)) {
                self.stage(&kind.file, workflow, stage);
            }
        }
    }

    fn workflow_of(&self, kind: &KindId) -> Option<&'a Workflow> {
        self.studio.workflows.get(&self.studio.kinds.get(kind)?.workflow.value)
    }

    fn campaign(&mut self, campaign: &'a Campaign) {
        for item in campaign.items() {
            let workflow = item.kind().and_then(|kind| self.workflow_of(kind));
            self.needs(campaign, workflow, item.needs());
        }
        for deliverable in &campaign.deliverables {
            let workflow = self.workflow_of(&deliverable.kind);
            for stage in &deliverable.stages {
                if let Some(workflow) = workflow {
                    self.stage(&campaign.file, workflow, &stage.work.stage);
                }
                self.needs(campaign, workflow, &stage.needs);
            }
        }
    }

    fn needs(&mut self, campaign: &'a Campaign, own: Option<&Workflow>, needs: &'a [Need]) {
        for need in needs {
            if let (Some(workflow), Some(to)) = (own, &need.to) {
                self.stage(&campaign.file, workflow, to);
            }
            let Ok(target) = need_target::target(self.studio, campaign, need) else {
                continue;
            };
            let workflow = target.item.kind().and_then(|kind| self.workflow_of(kind));
            if let (Some(workflow), Some(stage)) = (workflow, target.stage) {
                self.text(&campaign.file, workflow, stage, need.after.span);
            }
        }
    }

    fn briefs(&mut self) {
        for brief in self.studio.briefs.values() {
            let Some(workflow) = self.studio.workflow_of(brief) else {
                continue;
            };
            self.stage(&brief.file, workflow, &brief.stage);
            for (stage, _) in &brief.who {
                self.stage(&brief.file, workflow, stage);
            }
        }
    }
}
