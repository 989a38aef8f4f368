//! Answers: what must a KPI know about one brief?
//! Invariant: made once for all KPIs; classes of stages are those of today's workflows.
//! Source: design, "As of".

use super::clock::{Clock, Whose};
use crate::model::Day;
use crate::model::anchor::DayExpr;
use crate::model::brief::{Brief, DeliverableRef, Link, Priority};
use crate::model::history::{BriefHead, CommitIndex, History, Imported};
use crate::model::id::{BriefId, CampaignId, KindId, PersonId, WorkflowId};
use crate::model::kind::Kind;
use crate::model::place::{Placed, Span, StudioPath};
use crate::model::studio::Studio;
use crate::model::workflow::{Gate, StageClass, Workflow};
use crate::plan::calendars::Calendars;
use crate::plan::due;
use crate::trail::event::Events;
use crate::trail::visit::{BriefVisits, End, Visit, visits};
use std::rc::Rc;

/// Definitions as they stood in a commit. `None`: they cannot be read there, and those of today count.
pub trait Past: std::fmt::Debug {
    /// A studio without briefs in which this one campaign is as it stood.
    fn studio_with_campaign(&self, commit: CommitIndex, campaign: &CampaignId) -> Option<Rc<Studio>>;

    fn workflow(&self, commit: CommitIndex, workflow: &WorkflowId) -> Option<Rc<Workflow>>;
}

/// Everything that is measured.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    pub past: &'a dyn Past,
    pub studio: &'a Studio,
    pub history: &'a History,
    pub clock: Clock,
    pub today: Day,
    pub subjects: Vec<Subject<'a>>,
    /// Versions that said nothing.
    pub unreadable: usize,
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
    /// The due day that stood when work began.
    pub due_then: Option<Day>,
    pub due_now: Option<Day>,
    /// When others could build on it.
    pub ready: Option<End>,
}

/// Who is awaited at a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    Team,
    Client,
}

impl<'a> Facts<'a> {
    pub fn new(studio: &'a Studio, history: &'a History, events: &Events, past: &'a dyn Past, today: Day) -> Self {
        let calendars = Calendars::of(studio);
        let subjects = events.briefs.iter().filter_map(|trail| {
            let last = trail
                .last
                .or_else(|| trail.events.iter().rev().find_map(|event| event.version));
            let head = last.and_then(|version| history.head(version));
            let kind = head.and_then(|head| head.kind.clone());
            let record = kind.as_ref().and_then(|id| studio.kinds.get(id));
            let workflow = record.and_then(|kind| studio.workflows.get(&kind.workflow.value));
            let visits = visits(history, trail, workflow, studio.settings.flow)?;
            let makings = Makings {
                studio,
                history,
                calendars: &calendars,
                past,
            };
            Some(makings.subject(visits, head, record, workflow))
        });
        Self {
            past,
            subjects: subjects.collect(),
            studio,
            history,
            clock: Clock::new(studio, today),
            today,
            unreadable: events.unreadable.len(),
        }
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

/// What subjects are made with.
struct Makings<'m, 'a> {
    studio: &'a Studio,
    history: &'m History,
    calendars: &'m Calendars<'a>,
    past: &'m dyn Past,
}

impl<'a> Makings<'_, 'a> {
    fn subject(
        &self,
        visits: BriefVisits,
        head: Option<&BriefHead>,
        kind: Option<&Kind>,
        workflow: Option<&'a Workflow>,
    ) -> Subject<'a> {
        let brief = self
            .studio
            .briefs
            .get(&visits.brief)
            .filter(|_| visits.removed.is_none());
        Subject {
            brief,
            kind: head.and_then(|head| head.kind.clone()),
            workflow,
            campaign: head.map_or(Link::None, link_of).campaign().cloned(),
            imported: head.map_or(Imported::No, |head| head.imported),
            due_then: self.due_then(&visits),
            due_now: head.and_then(|head| self.due(self.studio, head, &visits.brief)),
            ready: ready(&visits, kind, workflow),
            visits,
        }
    }

    fn due(&self, studio: &Studio, head: &BriefHead, id: &BriefId) -> Option<Day> {
        Some(due::due(studio, self.calendars, &brief_of(head, id)?)?.day)
    }

    /// By the brief and its campaign as they were when work began.
    fn due_then(&self, visits: &BriefVisits) -> Option<Day> {
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
