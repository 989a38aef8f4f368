//! Answers: which tasks, links and limits does a campaign, or every open brief, expand into?
//! Invariant: what cannot be read is a finding and the rest is planned; a group is expanded once; the order of files changes no date.
//! Source: design, "The network".

use super::anchors::{occurrences, occurs_on};
use super::calendars::Calendars;
use super::due;
use super::network::{CalendarIndex, Deadline, Grain, Instant, Network, Task, TaskIndex, TaskLink};
use super::openhours::OpenHours;
use super::pieces::Piece;
use super::reality::Reality;
use super::rings::{LeftOut, without_rings};
use super::task::{
    Anchored, Asks, Cancelled, Doer, Expansion, Group, GroupKind, LinkSource, PlanTask, TaskState, Work,
};
use super::worktime::WorkTime;
use crate::model::Day;
use crate::model::brief::{Brief, DeliverableRef, Link};
use crate::model::campaign::{Campaign, Deliverable, LinkType, Need, Series};
use crate::model::duration::{HalfDays, Length};
use crate::model::id::{BriefId, CampaignId, PersonId, RoleId};
use crate::model::place::Place;
use crate::model::studio::Studio;
use crate::model::workflow::StageClass;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What is asked of the plan.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    pub studio: &'a Studio,
    pub calendars: &'a Calendars<'a>,
    /// The studio's, to measure the work already spent.
    pub hours: &'a OpenHours,
    pub reality: &'a Reality,
    pub today: Day,
    pub scope: Scope<'a>,
}

#[derive(Clone, Copy)]
pub enum Scope<'a> {
    /// All of one campaign; it may differ from the studio's of the same id, to ask what if.
    Campaign(&'a Campaign),
    /// Every open brief, back from its due day, and what they wait for.
    OpenBriefs,
}

/// Tasks that wait for each other, by name: each is waited for by the next, the last by the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedCycle {
    pub chain: Vec<String>,
}

/// Expands the question into a network.
///
/// # Errors
/// When tasks that are asked about wait for each other.
pub fn expand<'a>(question: &Question<'a>) -> Result<Expansion<'a>, NamedCycle> {
    without_rings(question, |builder| match question.scope {
        Scope::Campaign(campaign) => builder.whole_campaign(campaign),
        Scope::OpenBriefs => builder.open_briefs(),
    })
}

/// Expands the question and everything else that people are busy with: the other campaigns that are not over, and every open brief.
/// The groups that are asked about come first.
///
/// # Errors
/// When tasks that are asked about wait for each other.
pub fn expand_pool<'a>(question: &Question<'a>) -> Result<Expansion<'a>, NamedCycle> {
    without_rings(question, |builder| {
        let asked = match question.scope {
            Scope::Campaign(campaign) => {
                builder.whole_campaign(campaign);
                Some(&campaign.id)
            }
            Scope::OpenBriefs => None,
        };
        let others = question.studio.campaigns.values();
        for campaign in others.filter(|other| Some(&other.id) != asked && !is_over(other, question.today)) {
            builder.whole_campaign(campaign);
        }
        builder.open_briefs();
    })
}

/// Whether every day a campaign counts from has passed; one without days is never over.
fn is_over(campaign: &Campaign, today: Day) -> bool {
    let anchors = campaign.anchors();
    !anchors.is_empty() && anchors.iter().all(|(_, day)| *day < today)
}

/// The number of the group of each item by its campaign and name.
type GroupNames<'a> = BTreeMap<(&'a CampaignId, String), usize>;

pub(super) struct Builder<'a> {
    pub question: Question<'a>,
    pub out: Expansion<'a>,
    pub names: GroupNames<'a>,
    /// Needs not yet linked: the waiting group, the stage whose need it is, the need.
    pub waiting: VecDeque<WaitingNeed<'a>>,
    /// Briefs without a deliverable that have a group already.
    loose: BTreeSet<&'a BriefId>,
    briefs: BTreeMap<&'a DeliverableRef, Vec<&'a Brief>>,
    pub roles: BTreeMap<&'a RoleId, Vec<&'a PersonId>>,
}

#[derive(Clone, Copy)]
pub(super) struct WaitingNeed<'a> {
    pub group: usize,
    pub stage: Option<&'a str>,
    pub need: &'a Need,
}

impl<'a> Builder<'a> {
    pub(super) fn of(question: &Question<'a>, left_out: &[LeftOut<'a>]) -> Self {
        let mut calendars = question.calendars.times().to_vec();
        let always = CalendarIndex(calendars.len() as u32);
        calendars.push(WorkTime::always());
        let network = Network {
            calendars,
            project_calendar: Calendars::STUDIO,
            project_start: Instant::start_of(question.today),
            deadline: Deadline::LimitsAlone,
            grain: Grain::HalfDays,
            tasks: Vec::new(),
            links: Vec::new(),
        };
        let mut briefs: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for brief in question.studio.briefs.values() {
            if let Link::Deliverable(link) = &brief.link {
                briefs.entry(&link.value).or_default().push(brief);
            }
        }
        let mut roles: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for person in question.studio.people.values() {
            for role in &person.roles {
                roles.entry(&role.value).or_default().push(&person.id);
            }
        }
        Self {
            question: *question,
            out: Expansion {
                network,
                tasks: Vec::new(),
                links: Vec::new(),
                groups: Vec::new(),
                goals: Vec::new(),
                always,
                findings: left_out.iter().map(LeftOut::finding).collect(),
                left_out: left_out.to_vec(),
            },
            names: BTreeMap::new(),
            waiting: VecDeque::new(),
            loose: BTreeSet::new(),
            briefs,
            roles,
        }
    }

    pub(super) fn always(&self) -> CalendarIndex {
        self.out.always
    }

    pub(super) fn studio_time(&self) -> &'a WorkTime {
        self.question.calendars.studio()
    }

    /// The campaign of this id, the one that is asked about before the studio's.
    pub fn campaign(&self, id: &CampaignId) -> Option<&'a Campaign> {
        match self.question.scope {
            Scope::Campaign(asked) if asked.id == *id => Some(asked),
            _ => self.question.studio.campaigns.get(id),
        }
    }

    fn whole_campaign(&mut self, campaign: &'a Campaign) {
        if self.is_left_out(campaign) {
            return;
        }
        for line in &campaign.deliverables {
            self.add_line(campaign, line);
        }
        for series in &campaign.series {
            self.add_series(campaign, series);
        }
        for task in &campaign.tasks {
            self.add_free_task(campaign, task);
        }
        for milestone in &campaign.milestones {
            self.add_milestone(campaign, milestone);
        }
        let studio = self.question.studio;
        let loose = studio.briefs.values().filter(|brief| match &brief.link {
            Link::Campaign(id) => id.value == campaign.id,
            Link::Deliverable(_) | Link::None => false,
        });
        for brief in loose.filter(|brief| studio.is_open(brief)) {
            self.add_loose(brief, Some(campaign));
        }
    }

    fn open_briefs(&mut self) {
        let studio = self.question.studio;
        for brief in studio.briefs.values().filter(|brief| studio.is_open(brief)) {
            let campaign = brief.link.campaign().and_then(|id| self.campaign(id));
            if campaign.is_some_and(|campaign| self.is_left_out(campaign)) {
                continue;
            }
            let known = match (&brief.link, campaign) {
                (Link::Deliverable(link), Some(campaign)) => self.add_item(campaign, &link.value),
                _ => None,
            };
            if known.is_none() {
                self.add_loose(brief, campaign);
            }
        }
    }

    /// The group of a deliverable or occurrence, expanded when it is not yet. `None` when the campaign has no such item.
    fn add_item(&mut self, campaign: &'a Campaign, link: &DeliverableRef) -> Option<usize> {
        match link.occurrence {
            None => {
                let line = campaign.deliverable(link.item.as_str())?;
                Some(self.add_line(campaign, line))
            }
            Some(day) => {
                let series = campaign.one_series(link.item.as_str())?;
                let occurs = occurs_on(series, campaign, self.studio_time(), day);
                occurs.then(|| self.add_occurrence(campaign, series, day))
            }
        }
    }

    /// `item` in the campaign that is asked about, else `campaign/item`; a brief that is asked about by its own id.
    pub(super) fn group_name(&self, campaign: &Campaign, item: &str, brief: Option<&Brief>) -> String {
        match (self.question.scope, brief) {
            (Scope::Campaign(asked), _) if asked.id == campaign.id => item.to_owned(),
            (Scope::OpenBriefs, Some(brief)) => brief.id.to_string(),
            _ => format!("{}/{item}", campaign.id),
        }
    }

    pub(super) fn add_line(&mut self, campaign: &'a Campaign, line: &'a Deliverable) -> usize {
        let item = line.id.as_str();
        if let Some(known) = self.names.get(&(&campaign.id, item.to_owned())) {
            return *known;
        }
        let link = DeliverableRef {
            campaign: campaign.id.clone(),
            item: line.id.value.clone(),
            occurrence: None,
        };
        let (brief, cancelled) = self.brief_on(&link);
        let piece = Piece {
            name: self.group_name(campaign, item, brief),
            what: GroupKind::Line(line),
            campaign: Some(campaign),
            brief,
            kind: &line.kind,
            file: Place::at(&campaign.file, line.kind.span),
            owner: brief.and_then(|brief| brief.owner.as_ref()).or(line.owner.as_ref()),
        };
        let group = self.open_group(piece.name.clone(), piece.what, piece.campaign, brief, cancelled);
        self.names.insert((&campaign.id, item.to_owned()), group);
        if cancelled == Cancelled::No {
            self.expand_piece(group, &piece, &line.stages);
            self.needs_of(group, None, &line.needs);
            self.limit_first(group, campaign, line.not_before.as_ref());
            self.limit_last(group, campaign, line.must_end_by.as_ref());
            self.goal_of_link(group, campaign, &link, line.live.as_ref());
        }
        group
    }

    pub(super) fn add_series(&mut self, campaign: &'a Campaign, series: &'a Series) -> Vec<usize> {
        let days = occurrences(series, campaign, self.studio_time());
        days.into_iter()
            .map(|day| self.add_occurrence(campaign, series, day))
            .collect()
    }

    pub(super) fn add_occurrence(&mut self, campaign: &'a Campaign, series: &'a Series, day: Day) -> usize {
        let item = format!("{}@{day}", series.id.value);
        if let Some(known) = self.names.get(&(&campaign.id, item.clone())) {
            return *known;
        }
        let link = DeliverableRef {
            campaign: campaign.id.clone(),
            item: series.id.value.clone(),
            occurrence: Some(day),
        };
        let (brief, cancelled) = self.brief_on(&link);
        let piece = Piece {
            name: self.group_name(campaign, &item, brief),
            what: GroupKind::Occurrence(series, day),
            campaign: Some(campaign),
            brief,
            kind: &series.kind,
            file: Place::at(&campaign.file, series.kind.span),
            owner: brief.and_then(|brief| brief.owner.as_ref()).or(series.owner.as_ref()),
        };
        let group = self.open_group(piece.name.clone(), piece.what, piece.campaign, brief, cancelled);
        self.names.insert((&campaign.id, item), group);
        if cancelled == Cancelled::No {
            self.expand_piece(group, &piece, &[]);
            self.needs_of(group, None, &series.needs);
            self.goal_of_link(group, campaign, &link, Some(&series.from));
        }
        group
    }

    fn add_loose(&mut self, brief: &'a Brief, campaign: Option<&'a Campaign>) {
        if !self.loose.insert(&brief.id) {
            return;
        }
        let piece = Piece {
            name: brief.id.to_string(),
            what: GroupKind::Loose(brief),
            campaign,
            brief: Some(brief),
            kind: &brief.kind,
            file: Place::at(&brief.file, brief.kind.span),
            owner: brief.owner.as_ref(),
        };
        let group = self.open_group(piece.name.clone(), piece.what, campaign, Some(brief), Cancelled::No);
        self.expand_piece(group, &piece, &[]);
        if let Some(due) = due::due(self.question.studio, self.question.calendars, brief) {
            self.goal(group, due, Anchored::Elsewhere);
        }
    }

    /// The live brief of a deliverable, the one that will be ready last; cancelled when there were only dropped ones.
    fn brief_on(&self, link: &DeliverableRef) -> (Option<&'a Brief>, Cancelled) {
        let all = self.briefs.get(link).map_or(&[][..], Vec::as_slice);
        let live = live_brief(self.question.studio, all);
        let cancelled = match live {
            None if !all.is_empty() => Cancelled::Yes,
            None | Some(_) => Cancelled::No,
        };
        (live, cancelled)
    }

    pub(super) fn open_group(
        &mut self,
        name: String,
        what: GroupKind<'a>,
        campaign: Option<&'a Campaign>,
        brief: Option<&'a Brief>,
        cancelled: Cancelled,
    ) -> usize {
        self.out.groups.push(Group {
            name,
            what,
            campaign,
            brief,
            workflow: None,
            first: self.out.tasks.len(),
            count: 0,
            ready: None,
            starts: None,
            cancelled,
        });
        self.out.groups.len() - 1
    }

    /// Adds any item of a campaign by its name; all dates of a series. Empty when there is none.
    pub(super) fn add_named(&mut self, campaign: &'a Campaign, name: &str) -> Vec<usize> {
        if let Some(line) = campaign.deliverable(name) {
            return vec![self.add_line(campaign, line)];
        }
        if let Some(task) = campaign.tasks.iter().find(|task| task.id.as_str() == name) {
            return vec![self.add_free_task(campaign, task)];
        }
        if let Some(milestone) = campaign.milestones.iter().find(|one| one.id.as_str() == name) {
            return vec![self.add_milestone(campaign, milestone)];
        }
        if let Some(series) = campaign.one_series(name) {
            return self.add_series(campaign, series);
        }
        let whole = format!("{}/{name}", campaign.id);
        let link = DeliverableRef::parse(&whole).filter(|link| link.occurrence.is_some());
        link.and_then(|link| self.add_item(campaign, &link))
            .into_iter()
            .collect()
    }

    pub(super) fn push(
        &mut self,
        group: usize,
        name: String,
        work: Work<'a>,
        doer: Doer<'a>,
        state: TaskState,
        task: Task,
    ) -> TaskIndex {
        let index = TaskIndex(self.out.tasks.len() as u32);
        let owner = &mut self.out.groups[group];
        if owner.count > 0 {
            let link = TaskLink {
                from: TaskIndex(index.0 - 1),
                to: index,
                link: LinkType::FinishToStart,
                lag: Length::Working(HalfDays(0)),
            };
            self.out.network.links.push(link);
            self.out.links.push(LinkSource::Sequence);
        }
        owner.count += 1;
        owner.ready = Some(index);
        owner.starts = owner.starts.or(Some(index));
        self.out.network.tasks.push(task);
        self.out.tasks.push(PlanTask {
            name,
            group,
            work,
            doer,
            asks: Asks::default(),
            stay: None,
            state,
            limits: Vec::new(),
        });
        index
    }

    pub(super) fn asks(&mut self, task: TaskIndex, asks: Asks<'a>) {
        self.out.tasks[task.0 as usize].asks = asks;
    }

    pub(super) fn needs_of(&mut self, group: usize, stage: Option<&'a str>, needs: &'a [Need]) {
        let waiting = needs.iter().map(|need| WaitingNeed { group, stage, need });
        self.waiting.extend(waiting);
    }
}

/// Of the briefs on one deliverable, the one that will be ready last; `None` when there is none but dropped ones.
pub(super) fn live_brief<'a>(studio: &Studio, all: &[&'a Brief]) -> Option<&'a Brief> {
    let dropped = |brief: &Brief| {
        studio
            .stage_of(brief)
            .is_some_and(|stage| stage.class == StageClass::Dropped)
    };
    let progress = |brief: &&Brief| {
        let workflow = studio.workflow_of(brief);
        workflow.and_then(|flow| flow.position(brief.stage.as_str()))
    };
    all.iter().copied().filter(|brief| !dropped(brief)).min_by_key(progress)
}
