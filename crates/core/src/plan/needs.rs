//! Answers: which task waits for which, when a line says `needs: [key-visual]`?
//! Invariant: a need of something that does not exist is a finding, never a silent gap; what is needed elsewhere is planned too.
//! Source: design, "The network": `starts_from`, `ready_at`, links that say more.

use super::expand::{Builder, WaitingNeed};
use super::limits::Which;
use super::network::{TaskIndex, TaskLink};
use super::task::{Cancelled, GroupKind, LinkSource};
use crate::model::campaign::{Campaign, LinkType, Need};
use crate::model::finding::Finding;
use crate::model::id::CampaignId;
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::model::similar::nearest;

/// `campaign/item.stage`, of which campaign and stage may be missing.
struct Target<'n> {
    campaign: Option<&'n str>,
    item: &'n str,
    stage: Option<&'n str>,
}

impl<'n> Target<'n> {
    fn of(text: &'n str) -> Self {
        let (campaign, rest) = match text.split_once('/') {
            Some((campaign, rest)) => (Some(campaign), rest),
            None => (None, text),
        };
        let (item, stage) = match rest.split_once('.') {
            Some((item, stage)) => (item, Some(stage)),
            None => (rest, None),
        };
        Self { campaign, item, stage }
    }
}

impl<'a> Builder<'a> {
    /// Makes a link of every need; groups of other campaigns join the network as they are needed.
    pub(super) fn link_needs(&mut self) {
        while let Some(waiting) = self.waiting.pop_front() {
            self.link_need(waiting);
        }
    }

    fn link_need(&mut self, waiting: WaitingNeed<'a>) {
        let Some(home) = self.out.groups[waiting.group].campaign else {
            return;
        };
        let need = waiting.need;
        let place = Place::at(&home.file, need.after.span);
        let target = Target::of(&need.after.value);
        let Some(campaign) = self.campaign_of(target.campaign, home) else {
            let known = self.question.studio.campaigns.keys().map(CampaignId::as_str);
            return self.unknown_item(place, target.campaign.unwrap_or_default(), &need.after.value, known);
        };
        let groups = self.add_named(campaign, target.item);
        if groups.is_empty() && !is_series_without_dates(campaign, target.item) {
            let known = items_of(campaign).into_iter();
            return self.unknown_item(place, campaign.id.as_str(), &need.after.value, known);
        }
        let Some(to) = self.waiting_task(&waiting, home) else {
            return;
        };
        for group in groups {
            if let Some(from) = self.needed_task(group, target.stage, need, place.clone()) {
                self.out.network.links.push(TaskLink {
                    from,
                    to,
                    link: need.link,
                    lag: need.lag,
                });
                self.out.links.push(LinkSource::Need(need));
            }
        }
    }

    fn campaign_of(&self, named: Option<&str>, home: &'a Campaign) -> Option<&'a Campaign> {
        match named {
            None => Some(home),
            Some(name) => CampaignId::new(name).and_then(|id| self.campaign(&id)),
        }
    }

    /// The task that waits: the stage the link or its place names, else where the work starts from.
    fn waiting_task(&mut self, waiting: &WaitingNeed<'a>, home: &'a Campaign) -> Option<TaskIndex> {
        let which = match waiting.need.link {
            LinkType::FinishToStart | LinkType::StartToStart => Which::First,
            LinkType::FinishToFinish | LinkType::StartToFinish => Which::Last,
        };
        let named = waiting.need.to.as_ref().map(|to| to.as_str());
        match named.or(waiting.stage) {
            Some(stage) => {
                let place = Place::at(
                    &home.file,
                    waiting.need.to.as_ref().map_or(waiting.need.after.span, |to| to.span),
                );
                let found = self.task_of_stage(waiting.group, stage, which, place)?;
                // What stands before every task is where the work begins.
                found.or(self.out.groups[waiting.group].starts)
            }
            None => self.side_of(self.out.groups[waiting.group].starts?, which),
        }
    }

    /// The task that is waited for; `None` when the link is satisfied or its stage is unknown.
    fn needed_task(&mut self, group: usize, stage: Option<&str>, need: &Need, place: Place) -> Option<TaskIndex> {
        let owner = &self.out.groups[group];
        if owner.cancelled == Cancelled::Yes {
            return None;
        }
        let which = match need.link {
            LinkType::FinishToStart | LinkType::FinishToFinish => Which::Last,
            LinkType::StartToStart | LinkType::StartToFinish => Which::First,
        };
        match stage {
            None => self.side_of(owner.ready?, which),
            Some(stage) => self.task_of_stage(group, stage, which, place)?,
        }
    }

    /// The first or last task of the stage that `task` belongs to.
    fn side_of(&self, task: TaskIndex, which: Which) -> Option<TaskIndex> {
        use super::task::Work;
        let own = &self.out.tasks[task.0 as usize];
        let (Work::Stage(stage, _), Some(workflow)) = (own.work, self.out.groups[own.group].workflow) else {
            return Some(task);
        };
        self.task_at(own.group, workflow, workflow.position(stage.id.as_str())?, which)
    }

    /// `None`: the workflow has no such stage, which is a finding; `Some(None)`: no task stands at it or before.
    fn task_of_stage(&mut self, group: usize, stage: &str, which: Which, place: Place) -> Option<Option<TaskIndex>> {
        let workflow = self.out.groups[group].workflow;
        let position = workflow.and_then(|flow| flow.position(flow.stage_once_called(stage)?.id.as_str()));
        if let (Some(workflow), Some(position)) = (workflow, position) {
            return Some(self.task_at(group, workflow, position, which));
        }
        let owner = &self.out.groups[group];
        // A kind that is missing has been reported already.
        if workflow.is_some() || matches!(owner.what, GroupKind::Free(_) | GroupKind::Milestone(_)) {
            let stages = workflow.map_or(&[][..], |flow| &flow.stages);
            let near = nearest(stage, stages.iter().map(|stage| stage.id.as_str())).map(str::to_owned);
            let problem = Problem::UnknownStage {
                stage: stage.to_owned(),
                workflow: workflow.map_or_else(|| owner.name.clone(), |flow| flow.id.to_string()),
                near,
            };
            self.out.findings.push(Finding::error(place, problem));
        }
        None
    }

    fn unknown_item<'n>(&mut self, place: Place, campaign: &str, name: &str, known: impl Iterator<Item = &'n str>) {
        let problem = Problem::UnknownItem {
            campaign: campaign.to_owned(),
            name: name.to_owned(),
            near: nearest(name, known).map(str::to_owned),
        };
        self.out.findings.push(Finding::error(place, problem));
    }
}

fn is_series_without_dates(campaign: &Campaign, item: &str) -> bool {
    campaign.one_series(item).is_some()
}

fn items_of(campaign: &Campaign) -> Vec<&str> {
    let lines = campaign.deliverables.iter().map(|line| line.id.as_str());
    let series = campaign.series.iter().map(|series| series.id.as_str());
    let tasks = campaign.tasks.iter().map(|task| task.id.as_str());
    let milestones = campaign.milestones.iter().map(|milestone| milestone.id.as_str());
    lines.chain(series).chain(tasks).chain(milestones).collect()
}
