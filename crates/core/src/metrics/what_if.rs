//! Answers: what did the past say, had the changed definitions stood all along?
//! Invariant: only the records that are tried differ; what happened stays what happened.
//! Source: `docs/kpis.md`, "What if".

use super::subject::Past;
use crate::model::brief::BriefText;
use crate::model::history::{CommitIndex, VersionIndex};
use crate::model::id::{CampaignId, WorkflowId};
use crate::model::place::StudioPath;
use crate::model::studio::Studio;
use crate::model::workflow::Workflow;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A past in which these workflows were always so.
#[derive(Debug)]
pub struct TriedPast<'p> {
    pub past: &'p dyn Past,
    pub workflows: BTreeMap<WorkflowId, Rc<Workflow>>,
}

impl Past for TriedPast<'_> {
    fn studio_with_campaign(&self, commit: CommitIndex, campaign: &CampaignId) -> Option<Rc<Studio>> {
        self.past.studio_with_campaign(commit, campaign)
    }

    fn workflow(&self, commit: CommitIndex, workflow: &WorkflowId) -> Option<Rc<Workflow>> {
        match self.workflows.get(workflow) {
            Some(tried) => Some(Rc::clone(tried)),
            None => self.past.workflow(commit, workflow),
        }
    }

    fn brief(&self, version: VersionIndex) -> Option<Rc<BriefText>> {
        self.past.brief(version)
    }

    fn was_there_before(&self, commit: CommitIndex, file: &StudioPath) -> bool {
        self.past.was_there_before(commit, file)
    }
}
