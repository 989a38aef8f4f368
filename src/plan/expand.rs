//! Answers: which tasks, links and limits does a campaign, or every open brief, expand into?
//! Invariant: what cannot be read is a finding and the rest is planned; a group is expanded once; the order of files changes no date.
//! Source: design, "The network".

use super::anchors::{occurrences, occurs_on};
use super::calendars::Calendars;
use super::due;
use super::network::{Actual, CalendarIndex, Deadline, Grain, Instant, Network, Placement, Task, TaskIndex, TaskLink};
use super::openhours::OpenHours;
use super::reality::{Course, Progress, Reality};
use super::stages::{Draft, MergedStage, drafts, merged, variants_length};
use super::task::{
    Anchored, Cancelled, Doer, Expansion, Group, GroupKind, LimitKind, LinkSource, Part, PlanTask, TaskState, Work,
};
use super::worktime::WorkTime;
use crate::model::Day;
use crate::model::brief::{Brief, DeliverableRef, Link};
use crate::model::campaign::{Campaign, Deliverable, FreeTask, LinkType, Milestone, Need, Series};
use crate::model::duration::{HalfDays, Length};
use crate::model::finding::Finding;
use crate::model::id::{CampaignId, PersonId, RoleId};
use crate::model::kind::Kind;
use crate::model::other::RecordType;
use crate::model::party::Party;
use crate::model::place::{Place, Placed};
use crate::model::problem::Problem;
use crate::model::similar::nearest;
use crate::model::studio::Studio;
use crate::model::workflow::{StageClass, Workflow};
use std::collections::{BTreeMap, VecDeque};

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
/// When tasks wait for each other.
pub fn expand<'a>(question: &Question<'a>) -> Result<Expansion<'a>, NamedCycle> {
    let mut builder = Builder::of(question);
    match question.scope {
        Scope::Campaign(campaign) => builder.whole_campaign(campaign),
        Scope::OpenBriefs => builder.open_briefs(),
    }
    builder.link_needs();
    builder.finish()
}

/// The number of the group of each item by its campaign and name.
type GroupNames<'a> = BTreeMap<(&'a CampaignId, String), usize>;

pub(super) struct Builder<'a> {
    pub question: Question<'a>,
    pub out: Expansion<'a>,
    pub names: GroupNames<'a>,
    /// Needs not yet linked: the waiting group, the stage whose need it is, the need.
    pub waiting: VecDeque<WaitingNeed<'a>>,
    briefs: BTreeMap<&'a DeliverableRef, Vec<&'a Brief>>,
    roles: BTreeMap<&'a RoleId, Vec<&'a PersonId>>,
}

#[derive(Clone, Copy)]
pub(super) struct WaitingNeed<'a> {
    pub group: usize,
    pub stage: Option<&'a str>,
    pub need: &'a Need,
}

/// What the stage tasks of a group need to be known.
struct Piece<'a> {
    name: String,
    what: GroupKind<'a>,
    campaign: Option<&'a Campaign>,
    brief: Option<&'a Brief>,
    kind: &'a Placed<crate::model::id::KindId>,
    file: Place,
    owner: Option<&'a Placed<PersonId>>,
}

impl<'a> Builder<'a> {
    fn of(question: &Question<'a>) -> Self {
        let mut calendars = question.calendars.times().to_vec();
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
                findings: Vec::new(),
            },
            names: BTreeMap::new(),
            waiting: VecDeque::new(),
            briefs,
            roles,
        }
    }

    fn always(&self) -> CalendarIndex {
        CalendarIndex(self.out.network.calendars.len() as u32 - 1)
    }

    fn studio_time(&self) -> &'a WorkTime {
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
    fn group_name(&self, campaign: &Campaign, item: &str, brief: Option<&Brief>) -> String {
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
        let studio = self.question.studio;
        let dropped = |brief: &Brief| {
            studio
                .stage_of(brief)
                .is_some_and(|stage| stage.class == StageClass::Dropped)
        };
        let progress = |brief: &&Brief| {
            let workflow = studio.workflow_of(brief);
            workflow.and_then(|flow| flow.position(brief.stage.as_str()))
        };
        let live = all.iter().copied().filter(|brief| !dropped(brief));
        match live.min_by_key(progress) {
            Some(brief) => (Some(brief), Cancelled::No),
            None if all.is_empty() => (None, Cancelled::No),
            None => (None, Cancelled::Yes),
        }
    }

    fn open_group(
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

    /// The stage tasks of a deliverable, occurrence or loose brief, one after the other.
    fn expand_piece(
        &mut self,
        group: usize,
        piece: &Piece<'a>,
        overrides: &'a [crate::model::campaign::StageOverride],
    ) {
        let Some((kind, workflow)) = self.kind_of(piece) else {
            return;
        };
        self.out.groups[group].workflow = Some(workflow);
        let stages = merged(workflow, kind, overrides);
        let progress = self.progress_of(piece, workflow);
        let drafts = drafts(&stages, &progress);
        let variants = match piece.what {
            GroupKind::Line(line) => Some(line),
            _ => None,
        };
        let ready_at = kind.ready_at.as_ref().map(|stage| stage.as_str());
        let ready_position = ready_at
            .and_then(|id| workflow.stage_once_called(id))
            .and_then(|stage| workflow.position(stage.id.as_str()));
        let mut variants = variants.and_then(|line| self.variants_of(line));
        for draft in &drafts {
            let follows = ready_position.is_some_and(|ready| draft.stage > ready);
            if let Some((count, length)) = variants.take_if(|_| follows) {
                self.push_variants(group, piece, count, length, draft.progress);
            }
            self.push_stage(group, piece, &stages, draft);
        }
        if let Some((count, length)) = variants {
            let over = drafts
                .last()
                .map_or(Progress::Ahead { visits: 0 }, |last| last.progress);
            self.push_variants(group, piece, count, length, over);
        }
        self.set_ready(group, workflow, kind);
        for stage in &stages {
            let Some(own) = stage.own else { continue };
            self.needs_of(group, Some(stage.stage.id.as_str()), &own.needs);
            self.limit_stage(group, piece.campaign, stage);
        }
    }

    fn kind_of(&mut self, piece: &Piece<'a>) -> Option<(&'a Kind, &'a Workflow)> {
        let studio = self.question.studio;
        let by_brief = piece.brief.and_then(|brief| studio.kinds.get(&brief.kind.value));
        let Some(kind) = by_brief.or_else(|| studio.kinds.get(&piece.kind.value)) else {
            let known = studio.kinds.keys().map(|id| id.as_str());
            self.unknown(piece.file.clone(), RecordType::Kind, piece.kind.as_str(), known);
            return None;
        };
        let Some(workflow) = studio.workflows.get(&kind.workflow.value) else {
            let known = studio.workflows.keys().map(|id| id.as_str());
            let place = Place::at(&kind.file, kind.workflow.span);
            self.unknown(place, RecordType::Workflow, kind.workflow.as_str(), known);
            return None;
        };
        Some((kind, workflow))
    }

    fn unknown<'n>(&mut self, place: Place, to: RecordType, name: &str, known: impl Iterator<Item = &'n str>) {
        let problem = Problem::UnknownReference {
            to,
            name: name.to_owned(),
            near: nearest(name, known).map(str::to_owned),
        };
        self.out.findings.push(Finding::error(place, problem));
    }

    fn progress_of(&self, piece: &Piece<'a>, workflow: &'a Workflow) -> Vec<Progress> {
        let stage = piece
            .brief
            .and_then(|brief| workflow.stage_once_called(brief.stage.as_str()));
        let (Some(brief), Some(stage)) = (piece.brief, stage) else {
            return vec![Progress::Ahead { visits: 0 }; workflow.stages.len()];
        };
        let visits = self.question.reality.get(&brief.id).map_or(&[][..], Vec::as_slice);
        let course = Course {
            workflow,
            stage: &stage.id.value,
            visits,
            today: self.question.today,
        };
        course.progress(self.question.hours)
    }

    fn variants_of(&self, line: &Deliverable) -> Option<(u64, HalfDays)> {
        let count = line.variants.iter().fold(1_u64, |count, (_, values)| {
            count.saturating_mul(values.len().max(1) as u64)
        });
        let length = variants_length(line.effort_each, count, self.question.hours.full_day())?;
        (!line.variants.is_empty()).then_some((count, length))
    }

    fn push_variants(&mut self, group: usize, piece: &Piece<'a>, count: u64, length: HalfDays, then: Progress) {
        // Whatever comes after the variants has begun: they are made.
        let actual = match then {
            Progress::Ahead { .. } => Actual::Planned,
            Progress::UnderWay { .. } | Progress::Done(_) => self.done(None),
        };
        let state = match actual {
            Actual::Done(_) => TaskState::Done(None),
            Actual::Planned | Actual::Started(_) => TaskState::Ahead,
        };
        let name = format!("{}.variants", piece.name);
        let doer = piece
            .owner
            .map_or(Doer::Nobody, |owner| Doer::People(vec![&owner.value]));
        let task = Task {
            actual,
            ..Task::new(length.0, Calendars::STUDIO)
        };
        self.push(group, name, Work::Variants(count), doer, state, task);
    }

    fn push_stage(&mut self, group: usize, piece: &Piece<'a>, stages: &[MergedStage<'a>], draft: &Draft) {
        let merged = &stages[draft.stage];
        let stage = merged.stage;
        let name = match draft.part {
            Part::Whole => format!("{}.{}", piece.name, stage.id.value),
            Part::Review(round) => format!("{}.{}.{round}", piece.name, stage.id.value),
            Part::Rework(1) => format!("{}.{}.rework", piece.name, stage.id.value),
            Part::Rework(round) => format!("{}.{}.rework-{round}", piece.name, stage.id.value),
        };
        let doer = match draft.part {
            Part::Rework(_) => piece
                .owner
                .map_or(Doer::Nobody, |owner| Doer::People(vec![&owner.value])),
            Part::Whole | Part::Review(_) => self.doer_of(piece, merged),
        };
        let calendar = match &doer {
            Doer::Party(party) => self.question.calendars.index_of_party(&party.id),
            Doer::Nobody | Doer::People(_) | Doer::Role(_) => Calendars::STUDIO,
        };
        let mut task = self.sized(draft.length, calendar);
        let state = match draft.progress {
            Progress::Ahead { .. } => TaskState::Ahead,
            Progress::Done(place) => {
                task.actual = self.done(place);
                TaskState::Done(place)
            }
            Progress::UnderWay { since, .. } => {
                let today = self.out.network.project_start;
                task.actual = Actual::Started(since.unwrap_or(today));
                if let (Length::ElapsedDays(days), Some(since)) = (draft.length, since) {
                    task.duration = (days * 2 - (today.0 - since.0)).max(1);
                }
                if stage.class == StageClass::Gate {
                    task.duration = self.still_open(task.duration, task.calendar);
                }
                TaskState::UnderWay(since)
            }
        };
        self.push(group, name, Work::Stage(stage, draft.part), doer, state, task);
    }

    /// Half days until the first one of the next working day, or more: an open gate never ends before.
    fn still_open(&self, halves: i32, calendar: CalendarIndex) -> i32 {
        let time = self.out.network.calendar(calendar);
        let today = self.out.network.project_start;
        halves.max(time.count(today, Instant(today.0 + 2)) + 1)
    }

    fn sized(&self, length: Length, calendar: CalendarIndex) -> Task {
        match length {
            Length::Working(HalfDays(halves)) => Task::new(halves.max(0), calendar),
            Length::ElapsedDays(days) => Task::new(days.max(0).saturating_mul(2), self.always()),
        }
    }

    /// Over; when nobody saw it, this morning and without length.
    fn done(&self, place: Option<Placement>) -> Actual {
        let today = self.out.network.project_start;
        Actual::Done(place.unwrap_or(Placement {
            start: today,
            end: today,
        }))
    }

    fn doer_of(&self, piece: &Piece<'a>, stage: &MergedStage<'a>) -> Doer<'a> {
        let id = &stage.stage.id.value;
        let by_brief = piece
            .brief
            .and_then(|brief| brief.who.iter().find(|(who, _)| who.value == *id));
        let named = by_brief.map(|(_, people)| people).or(stage.own.map(|own| &own.who));
        if let Some(people) = named.filter(|people| !people.is_empty()) {
            return Doer::People(people.iter().map(|person| &person.value).collect());
        }
        let owner = piece.owner.map(|owner| &owner.value);
        let Some(role) = stage.role else {
            return owner.map_or(Doer::Nobody, |owner| Doer::People(vec![owner]));
        };
        let holders = self.roles.get(role).map_or(&[][..], Vec::as_slice);
        match (holders, owner) {
            (holders, Some(owner)) if holders.contains(&owner) => Doer::People(vec![owner]),
            ([one], _) => Doer::People(vec![one]),
            ([], _) => match self.client_with(piece, role) {
                Some(client) => Doer::Party(client),
                None => Doer::Role(role),
            },
            _ => Doer::Role(role),
        }
    }

    /// The client of the campaign, when one of its approvers has the role.
    fn client_with(&self, piece: &Piece<'a>, role: &RoleId) -> Option<&'a Party> {
        let client = piece.campaign?.client.as_ref()?;
        let party = self.question.studio.parties.get(&client.value)?;
        let has_role = party
            .approvers
            .iter()
            .any(|one| one.roles.iter().any(|held| held.value == *role));
        has_role.then_some(party)
    }

    fn add_free_task(&mut self, campaign: &'a Campaign, free: &'a FreeTask) -> usize {
        let item = free.id.as_str();
        if let Some(known) = self.names.get(&(&campaign.id, item.to_owned())) {
            return *known;
        }
        let name = self.group_name(campaign, item, None);
        let group = self.open_group(name.clone(), GroupKind::Free(free), Some(campaign), None, Cancelled::No);
        self.names.insert((&campaign.id, item.to_owned()), group);
        let party = free
            .party
            .as_ref()
            .and_then(|id| self.question.studio.parties.get(&id.value));
        let calendar = party.map_or(Calendars::STUDIO, |party| {
            self.question.calendars.index_of_party(&party.id)
        });
        let doer = match (party, &free.owner, &free.role) {
            (Some(party), _, _) => Doer::Party(party),
            (None, Some(owner), _) => Doer::People(vec![&owner.value]),
            (None, None, Some(role)) => Doer::Role(&role.value),
            (None, None, None) => Doer::Nobody,
        };
        let (task, state) = self.free_task(free, calendar);
        let at = self.push(group, name, Work::Free(free), doer, state, task);
        self.needs_of(group, None, &free.needs);
        if state == TaskState::Ahead {
            if let Some(days) = party.and_then(|party| party.notice) {
                let from = self.warned(days);
                self.limit(at, LimitKind::Notice(days), from);
            }
            self.limit_fixed(at, &campaign.file, Some(campaign), free.fixed.as_ref());
        }
        self.limit_first(group, campaign, free.not_before.as_ref());
        self.limit_last(group, campaign, free.must_end_by.as_ref());
        group
    }

    fn free_task(&self, free: &FreeTask, calendar: CalendarIndex) -> (Task, TaskState) {
        let mut task = self.sized(free.duration, calendar);
        let time = self.out.network.calendar(task.calendar);
        let today = self.out.network.project_start;
        let state = match (&free.started, &free.done) {
            (started, Some(done)) => {
                let end = Instant::end_of(done.value);
                let start = match started {
                    Some(day) => Instant::start_of(day.value).min(end),
                    None => time.shift(time.last_open(end), -task.duration),
                };
                let place = Placement { start, end };
                task.actual = Actual::Done(place);
                TaskState::Done(Some(place))
            }
            (Some(day), None) if Instant::start_of(day.value) <= today => {
                let since = Instant::start_of(day.value);
                task.duration = (task.duration - time.count(since, today)).max(1);
                task.actual = Actual::Started(since);
                TaskState::UnderWay(Some(since))
            }
            _ => TaskState::Ahead,
        };
        (task, state)
    }

    fn add_milestone(&mut self, campaign: &'a Campaign, milestone: &'a Milestone) -> usize {
        let item = milestone.id.as_str();
        if let Some(known) = self.names.get(&(&campaign.id, item.to_owned())) {
            return *known;
        }
        let name = self.group_name(campaign, item, None);
        let what = GroupKind::Milestone(milestone);
        let group = self.open_group(name.clone(), what, Some(campaign), None, Cancelled::No);
        self.names.insert((&campaign.id, item.to_owned()), group);
        let mut task = Task::new(0, Calendars::STUDIO);
        let mut state = TaskState::Ahead;
        if let Some(done) = &milestone.done {
            let at = Instant::end_of(done.value);
            let place = Placement { start: at, end: at };
            task.actual = Actual::Done(place);
            state = TaskState::Done(Some(place));
        }
        self.push(group, name, Work::Milestone(milestone), Doer::Nobody, state, task);
        self.needs_of(group, None, &milestone.needs);
        self.limit_last(group, campaign, milestone.by.as_ref());
        group
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

    fn push(
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
            state,
            limits: Vec::new(),
        });
        index
    }

    fn needs_of(&mut self, group: usize, stage: Option<&'a str>, needs: &'a [Need]) {
        let waiting = needs.iter().map(|need| WaitingNeed { group, stage, need });
        self.waiting.extend(waiting);
    }
}
