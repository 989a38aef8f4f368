//! Answers: what must a KPI know about one brief?
//! Invariant: made once for all KPIs; classes of stages are those of today's workflows.
//! Source: design, "As of".

use super::clock::{Clock, Whose};
use super::load::Load;
use super::sample::Item;
use super::scorecard::Dimension;
use crate::model::Day;
use crate::model::anchor::DayExpr;
use crate::model::brief::{Brief, BriefText, DeliverableRef, Link, Priority};
use crate::model::history::{BriefHead, CommitIndex, History, Imported, VersionIndex};
use crate::model::id::{BriefId, CampaignId, KindId, PersonId, WorkflowId};
use crate::model::kind::Kind;
use crate::model::place::{Placed, Span, StudioPath};
use crate::model::studio::Studio;
use crate::model::workflow::{Gate, StageClass, Workflow};
use crate::plan::calendars::Calendars;
use crate::plan::due;
use crate::trail::event::Events;
use crate::trail::visit::{BriefVisits, End, Visit, visits};
use std::cell::OnceCell;
use std::rc::Rc;

/// Definitions as they stood in a commit. `None`: they cannot be read there, and those of today count.
pub trait Past: std::fmt::Debug {
    /// A studio without briefs in which this one campaign is as it stood.
    fn studio_with_campaign(&self, commit: CommitIndex, campaign: &CampaignId) -> Option<Rc<Studio>>;

    fn workflow(&self, commit: CommitIndex, workflow: &WorkflowId) -> Option<Rc<Workflow>>;

    /// What a version of a brief says, every key.
    fn brief(&self, version: VersionIndex) -> Option<Rc<BriefText>>;

    /// Whether a file was there before a commit, in its first parent.
    fn was_there_before(&self, commit: CommitIndex, file: &StudioPath) -> bool;
}

/// Everything that is measured.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    pub past: &'a dyn Past,
    pub studio: &'a Studio,
    pub history: &'a History,
    pub clock: Rc<Clock>,
    pub calendars: Rc<Calendars<'a>>,
    pub today: Day,
    /// Every brief, in the order of their ids; [`Self::subjects`] gives those that count here.
    pub all: Rc<[Subject<'a>]>,
    /// Versions that said nothing.
    pub unreadable: usize,
    /// Who is planned for what; worked out when a KPI asks.
    pub(super) load: Rc<OnceCell<Load<'a>>>,
    narrowed: Option<Narrowed>,
}

/// The facts are those of one group alone.
#[derive(Clone, Debug)]
struct Narrowed {
    group: Group,
    members: Rc<[usize]>,
}

/// One group of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub dimension: Dimension,
    pub name: Box<str>,
}

/// One brief, deleted ones too.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    pub visits: BriefVisits,
    /// As it is now; `None` when it was deleted.
    pub brief: Option<&'a Brief>,
    pub kind: Option<KindId>,
    pub workflow: Option<&'a Workflow>,
    pub campaign: Option<CampaignId>,
    pub imported: Imported,
    /// When others could build on it.
    pub ready: Option<End>,
    head: Option<VersionIndex>,
    due_then: OnceCell<Option<Day>>,
    due_now: OnceCell<Option<Day>>,
}

/// Who is awaited at a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    Team,
    Client,
}

impl<'a> Facts<'a> {
    pub fn new(studio: &'a Studio, history: &'a History, events: &Events, past: &'a dyn Past, today: Day) -> Self {
        let calendars = Rc::new(Calendars::of(studio));
        let rulings = studio.rulings();
        let subjects = events.briefs.iter().filter_map(|trail| {
            let last = trail
                .last
                .or_else(|| trail.events.iter().rev().find_map(|event| event.version));
            let head = last.and_then(|version| history.head(version));
            let kind = head.and_then(|head| head.kind.clone());
            let record = kind.as_ref().and_then(|id| studio.kinds.get(id));
            let workflow = record.and_then(|kind| studio.workflows.get(&kind.workflow.value));
            let rulings = rulings.get(&trail.brief).map_or(&[][..], Vec::as_slice);
            let visits = visits(history, trail, workflow, studio.settings.flow, rulings)?;
            let brief = studio.briefs.get(&visits.brief).filter(|_| visits.removed.is_none());
            Some(Subject {
                brief,
                kind,
                workflow,
                campaign: head.map_or(Link::None, link_of).campaign().cloned(),
                imported: head.map_or(Imported::No, |head| head.imported),
                ready: ready(&visits, record, workflow),
                visits,
                head: last,
                due_then: OnceCell::new(),
                due_now: OnceCell::new(),
            })
        });
        Self {
            past,
            all: subjects.collect(),
            studio,
            history,
            clock: Rc::new(Clock::new(studio, today)),
            calendars,
            today,
            unreadable: events.unreadable.len(),
            load: Rc::default(),
            narrowed: None,
        }
    }

    /// The briefs that count, each with its place in [`Self::all`], in the order of their ids.
    pub fn subjects(&self) -> impl Iterator<Item = (usize, &Subject<'a>)> {
        let members = self.narrowed.as_ref().map(|narrowed| &narrowed.members[..]);
        let count = members.map_or(self.all.len(), <[usize]>::len);
        (0..count).map(move |at| {
            let at = members.map_or(at, |members| members[at]);
            (at, &self.all[at])
        })
    }

    /// The same facts about the briefs of one group, which are at these places.
    pub(super) fn narrowed(&self, group: Group, members: Rc<[usize]>) -> Self {
        Self {
            narrowed: Some(Narrowed { group, members }),
            ..self.clone()
        }
    }

    /// The group that the facts are about; `None`: about everything.
    pub fn group(&self) -> Option<&Group> {
        self.narrowed.as_ref().map(|narrowed| &narrowed.group)
    }

    /// The due day that stood when work began, else the one that stands now.
    pub fn promised(&self, subject: &Subject<'_>) -> Option<Day> {
        let then = subject
            .due_then
            .get_or_init(|| self.due_when_work_began(&subject.visits));
        then.or_else(|| self.due_now(subject))
    }

    pub fn due_now(&self, subject: &Subject<'_>) -> Option<Day> {
        let now = || self.due(self.studio, self.history.head(subject.head?)?, subject.id());
        *subject.due_now.get_or_init(now)
    }

    /// What a brief said when a visit of it began, every key.
    pub fn text_at(&self, visit: &Visit) -> Option<Rc<BriefText>> {
        self.past.brief(visit.version?)
    }

    /// What a brief says now, every key; of a deleted one, what it said last.
    pub fn text_now(&self, subject: &Subject<'_>) -> Option<Rc<BriefText>> {
        self.past.brief(subject.head?)
    }

    fn due(&self, studio: &Studio, head: &BriefHead, id: &BriefId) -> Option<Day> {
        Some(due::due(studio, &self.calendars, &brief_of(head, id)?)?.day)
    }

    /// By the brief and its campaign as they were when work began.
    fn due_when_work_began(&self, visits: &BriefVisits) -> Option<Day> {
        let mut work = visits.visits.iter();
        let began = work.find(|visit| visit.class == Some(StageClass::Work))?;
        let head = self.history.head(began.version?)?;
        let is_dated = |due: &str| matches!(DayExpr::parse(due), Some(DayExpr::Day(_)));
        let link = link_of(head);
        // a date of its own needs no campaign
        let campaign = link.campaign().filter(|_| !head.due.as_deref().is_some_and(is_dated));
        let then = campaign.and_then(|id| self.past.studio_with_campaign(began.start.commit, id));
        self.due(then.as_deref().unwrap_or(self.studio), head, &visits.brief)
    }

    /// Whose calendar counts while a visit lasts: the client's at a gate that waits for the client.
    pub fn whose(&self, subject: &Subject<'_>, visit: &Visit) -> Whose<'a> {
        let client = || {
            let campaign = self.studio.campaigns.get(subject.campaign.as_ref()?)?;
            campaign.client.as_ref().map(|party| &party.value)
        };
        match subject.gate(visit).map(|gate| awaited(self.studio, gate)) {
            Some(Awaited::Client) => client().map_or(Whose::Studio, Whose::Party),
            Some(Awaited::Team) | None => Whose::Studio,
        }
    }

    pub fn team(&self, subject: &Subject<'_>) -> Option<&'a str> {
        let owner = subject.owner()?;
        self.studio.people.get(owner)?.team.as_deref()
    }

    /// The group of a dimension that a brief is in. A brief passes many stages: it is in no group of them.
    pub fn name_in<'s>(&'s self, subject: &'s Subject<'_>, dimension: Dimension) -> Option<&'s str> {
        match dimension {
            Dimension::Kind => subject.kind.as_ref().map(KindId::as_str),
            Dimension::Campaign => subject.campaign.as_ref().map(CampaignId::as_str),
            Dimension::Team => self.team(subject),
            Dimension::Person => subject.owner().map(PersonId::as_str),
            Dimension::Stage => None,
        }
    }

    /// Groups that have something to count even without a brief: campaigns, teams and people.
    pub(super) fn names_of_items(&self, dimension: Dimension) -> Vec<&'a str> {
        let people = self.studio.people.values();
        match dimension {
            Dimension::Kind | Dimension::Stage => Vec::new(),
            Dimension::Campaign => self.studio.campaigns.keys().map(CampaignId::as_str).collect(),
            Dimension::Team => people.filter_map(|person| person.team.as_deref()).collect(),
            Dimension::Person => people.map(|person| person.id.as_str()).collect(),
        }
    }

    /// Whether something that is no brief counts here.
    pub fn includes(&self, item: &Item) -> bool {
        let Some(group) = self.group() else { return true };
        let is_here = |name: Option<&str>| name == Some(&*group.name);
        match (item, group.dimension) {
            (Item::Campaign(id) | Item::Deliverable(id, ..), Dimension::Campaign) => is_here(Some(id.as_str())),
            (Item::Person(id), Dimension::Person) => is_here(Some(id.as_str())),
            (Item::Person(id), Dimension::Team) => {
                is_here(self.studio.people.get(id).and_then(|person| person.team.as_deref()))
            }
            (Item::Campaign(_) | Item::Deliverable(..) | Item::Person(_) | Item::Asset(_), _) => false,
        }
    }
}

impl Subject<'_> {
    pub fn id(&self) -> &BriefId {
        &self.visits.brief
    }

    pub fn owner(&self) -> Option<&PersonId> {
        self.brief?.owner.as_ref().map(|owner| &owner.value)
    }

    pub fn gate(&self, visit: &Visit) -> Option<&Gate> {
        self.workflow?.stage(visit.stage.as_str())?.gate.as_ref()
    }

    /// The last entry into a `done` stage, if it is still done.
    pub fn delivered(&self) -> Option<End> {
        let visit = self.visits.current()?;
        (visit.class == Some(StageClass::Done)).then_some(visit.start)
    }

    /// Whether nothing hides where it began.
    pub fn began_here(&self) -> Result<(), super::sample::Reason> {
        use super::sample::Reason;
        use crate::trail::visit::Born;
        match (self.imported, self.visits.born_beyond_queue) {
            (Imported::Yes, _) => Err(Reason::Imported),
            (Imported::No, Born::BeyondQueue) => Err(Reason::BornBeyondQueue),
            (Imported::No, Born::InQueue) => Ok(()),
        }
    }
}

/// A gate waits for the client when it needs a role named so, or one that an approver of a party has.
pub fn awaited(studio: &Studio, gate: &Gate) -> Awaited {
    let of_party = |role: &str| {
        let mut approvers = studio.parties.values().flat_map(|party| &party.approvers);
        approvers.any(|approver| approver.roles.iter().any(|known| known.as_str() == role))
    };
    let client = gate
        .needs
        .iter()
        .filter_map(|need| need.role.as_ref())
        .any(|role| role.as_str() == "client" || of_party(role.as_str()));
    if client { Awaited::Client } else { Awaited::Team }
}

/// When the `ready_at` stage of its kind was left for good; without one, when it was done. `None`: not ready now.
fn ready(visits: &BriefVisits, kind: Option<&Kind>, workflow: Option<&Workflow>) -> Option<End> {
    let workflow = workflow?;
    let limit = kind
        .and_then(|kind| kind.ready_at.as_ref())
        .and_then(|stage| workflow.position(stage.as_str()));
    let is_beyond = |visit: &&Visit| match (visit.class, limit) {
        (Some(StageClass::Dropped | StageClass::Hold) | None, _) => false,
        (Some(StageClass::Done), _) => true,
        (Some(_), None) => false,
        (Some(_), Some(limit)) => workflow.position(visit.stage.as_str()).is_some_and(|at| at > limit),
    };
    visits.current()?;
    let first = visits.visits.iter().rev().take_while(is_beyond).last()?;
    Some(first.start)
}

fn link_of(head: &BriefHead) -> Link {
    let placed = |id| Placed::new(id, Span::WHOLE_FILE);
    if let Some(deliverable) = &head.deliverable {
        return DeliverableRef::parse(deliverable).map_or(Link::None, |link| {
            Link::Deliverable(Placed::new(link, Span::WHOLE_FILE))
        });
    }
    let campaign = head.campaign.as_ref().and_then(|id| CampaignId::new(id));
    campaign.map_or(Link::None, |id| Link::Campaign(placed(id)))
}

/// As much of a brief as its due day needs, from one of its versions.
fn brief_of(head: &BriefHead, id: &BriefId) -> Option<Brief> {
    let nowhere = Span::WHOLE_FILE;
    Some(Brief {
        id: id.clone(),
        file: StudioPath::new("briefs")?,
        title: Placed::new("".into(), nowhere),
        kind: Placed::new(head.kind.clone()?, nowhere),
        stage: Placed::new(head.stage.clone(), nowhere),
        link: link_of(head),
        requester: None,
        owner: None,
        who: Vec::new(),
        priority: Priority::Normal,
        due: head
            .due
            .as_ref()
            .and_then(|due| DayExpr::parse(due))
            .map(|due| Placed::new(due, nowhere)),
        reference: None,
        budget: None,
        rush: None,
        imported: None,
        proofs: Vec::new(),
        fields: Vec::new(),
    })
}
