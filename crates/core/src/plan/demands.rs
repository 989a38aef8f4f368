//! Answers: whom does each task need, for how many minutes, and why them?
//! Invariant: a person who is named is not exchanged; a role is filled by whoever has it, its owner first; nobody decides on their own work.
//! Source: design, "People".

use super::availability::{Availability, Team};
use super::expand::Question;
use super::task::{Decides, Doer, Expansion, Group, PlanTask, TaskState, Work};
use crate::model::brief::Brief;
use crate::model::duration::{HalfDays, Length};
use crate::model::id::{PersonId, RoleId};
use crate::model::party::Party;
use crate::model::person::Contract;
use crate::model::workflow::{GateNeed, StageClass};
use crate::trail::gate::condition::condition;
use crate::trail::gate::makers::is_named;

/// Everybody a task needs at the same time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Crew<'a> {
    pub seats: Vec<Seat<'a>>,
    /// A party that does it, and takes only so much at a time.
    pub party: Option<&'a Party>,
    pub lack: Lack<'a>,
}

/// What keeps a task from being staffed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lack<'a> {
    #[default]
    Nothing,
    /// It has effort, and neither a role nor an owner.
    Anybody,
    /// Nobody has the role, and there is no owner to do it instead.
    Role(&'a RoleId),
    /// Somebody named who is not of the team.
    Person(&'a PersonId),
}

/// One person's part of a task.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat<'a> {
    /// Who could do it, in [`Team::people`], the preferred first; never empty.
    pub any_of: Vec<usize>,
    pub by: By<'a>,
    /// Minutes in all; 0: it waits, and takes none of their time.
    pub amount: i32,
    /// Minutes a day at most.
    pub most_per_day: i32,
}

/// Why just these people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By<'a> {
    /// A record names them for it.
    Name,
    /// They own the work, and no role is asked for.
    Owner,
    Role(&'a RoleId),
    /// A role that the owner has as well: they come first.
    OwnedRole(&'a RoleId),
    /// Nobody has the role: the owner does it.
    OwnerFor(&'a RoleId),
}

/// The crew of each task, as [`Expansion::tasks`]. Empty crews: what is done, milestones, and what a party or nobody does.
pub fn crews<'a>(question: &Question<'a>, out: &Expansion<'a>, team: &Team<'a>) -> Vec<Crew<'a>> {
    let recruiter = Recruiter { question, out, team };
    (0..out.tasks.len()).map(|task| recruiter.crew(task)).collect()
}

struct Recruiter<'q, 'a> {
    question: &'q Question<'a>,
    out: &'q Expansion<'a>,
    team: &'q Team<'a>,
}

/// Who could sit on one seat, before it is known how long they work.
struct Wanted<'a> {
    any_of: Vec<usize>,
    by: By<'a>,
}

impl<'a> Recruiter<'_, 'a> {
    fn crew(&self, at: usize) -> Crew<'a> {
        let task = &self.out.tasks[at];
        let own = &self.out.network.tasks[at];
        if matches!(task.state, TaskState::Done(_)) || own.duration == 0 {
            return Crew::default();
        }
        if let Doer::Party(party) = task.doer
            && task.asks.named.is_empty()
        {
            return Crew {
                party: Some(party),
                ..Crew::default()
            };
        }
        match self.wanted(task) {
            Ok(wanted) => Crew {
                seats: self.sized(at, wanted),
                ..Crew::default()
            },
            Err(lack) => Crew {
                lack,
                ..Crew::default()
            },
        }
    }

    fn wanted(&self, task: &PlanTask<'a>) -> Result<Vec<Wanted<'a>>, Lack<'a>> {
        let asks = &task.asks;
        let group = &self.out.groups[task.group];
        if !asks.named.is_empty() {
            let one = |person: &'a crate::model::place::Placed<PersonId>| self.fixed(&person.value, By::Name);
            return asks.named.iter().map(one).collect();
        }
        if matches!(task.work, Work::Free(_))
            && let Some(owner) = asks.owner
        {
            return Ok(vec![self.fixed(owner, By::Owner)?]);
        }
        if let Some(needs) = gate_needs(task) {
            let wanted = self.deciders(task, group, needs);
            if !wanted.is_empty() {
                return Ok(wanted);
            }
        }
        match (asks.role, asks.owner) {
            (Some(role), owner) => Ok(vec![self.with_role(role, owner, asks.decides, group)?]),
            (None, Some(owner)) => Ok(vec![self.fixed(owner, By::Owner)?]),
            (None, None) if asks.effort.is_some_and(|effort| effort.0 > 0) => Err(Lack::Anybody),
            (None, None) => Ok(Vec::new()),
        }
    }

    fn fixed(&self, person: &'a PersonId, by: By<'a>) -> Result<Wanted<'a>, Lack<'a>> {
        let at = self.team.position(person).ok_or(Lack::Person(person))?;
        Ok(Wanted { any_of: vec![at], by })
    }

    /// One seat for each verdict that the team gives; those of parties are waited for.
    fn deciders(&self, task: &PlanTask<'a>, group: &Group<'a>, needs: &'a [GateNeed]) -> Vec<Wanted<'a>> {
        let mut wanted = Vec::new();
        for need in needs.iter().filter(|need| applies(need, group.brief)) {
            if let Some(person) = &need.person {
                wanted.extend(self.fixed(&person.value, By::Name));
            } else if let Some(role) = &need.role {
                let seats = (0..need.count.clamp(1, MOST_SEATS)).map(|_| &role.value);
                let seat = |role| self.with_role(role, task.asks.owner, Decides::Yes, group);
                wanted.extend(
                    seats
                        .filter_map(|role| seat(role).ok())
                        .filter(|seat| matches!(seat.by, By::Role(_))),
                );
            }
        }
        wanted
    }

    /// Whoever has the role, employees first; of work its owner before all, of a verdict nobody who made it.
    fn with_role(
        &self,
        role: &'a RoleId,
        owner: Option<&'a PersonId>,
        decides: Decides,
        group: &Group<'a>,
    ) -> Result<Wanted<'a>, Lack<'a>> {
        let mut any_of = self.team.with_role(role, self.question.today);
        if any_of.is_empty() {
            let instead = owner.ok_or(Lack::Role(role))?;
            return self.fixed(instead, By::OwnerFor(role)).map_err(|_| Lack::Role(role));
        }
        let is_owner = |at: &usize| owner == Some(&self.team.people[*at].person.id);
        let made = |at: &usize| {
            let person = &self.team.people[*at].person.id;
            let workflow = |brief| self.question.studio.workflow_of(brief);
            is_owner(at)
                || group
                    .brief
                    .is_some_and(|brief| is_named(workflow(brief), brief, person))
        };
        let mut by = By::Role(role);
        match decides {
            Decides::No if any_of.iter().any(is_owner) => {
                any_of.sort_by_key(|at| !is_owner(at));
                by = By::OwnedRole(role);
            }
            Decides::Yes if any_of.iter().any(|at| !made(at)) => any_of.retain(|at| !made(at)),
            Decides::No | Decides::Yes => {}
        }
        Ok(Wanted { any_of, by })
    }

    /// How much of each: at a gate everybody spends the effort, elsewhere they share it; without effort work is full time.
    fn sized(&self, at: usize, wanted: Vec<Wanted<'a>>) -> Vec<Seat<'a>> {
        let task = &self.out.tasks[at];
        let halves = self.working_halves(at);
        let sharing = match task.asks.decides {
            Decides::Yes => 1,
            Decides::No => wanted.len().max(1) as i32,
        };
        let seat = |wanted: Wanted<'a>| {
            let full_day = |at: &usize| self.team.people[*at].full_day();
            let shortest = wanted.any_of.iter().map(full_day).filter(|minutes| *minutes > 0).min();
            let amount = match task.asks.effort {
                Some(effort) => (effort.0.max(0) + sharing - 1) / sharing,
                None if is_work(task) && self.is_measured(at) => full_time(halves, shortest.unwrap_or_default()),
                None => 0,
            };
            Seat {
                any_of: wanted.any_of,
                by: wanted.by,
                amount,
                most_per_day: per_day(amount, halves),
            }
        };
        wanted.into_iter().map(seat).collect()
    }

    /// Half days of work in its duration; of seven elapsed days five are worked.
    fn working_halves(&self, at: usize) -> i32 {
        let halves = self.out.network.tasks[at].duration;
        match self.is_measured(at) {
            true => halves.max(1),
            false => ((i64::from(halves) * 5 + 6) / 7).max(1) as i32,
        }
    }

    /// Whether its duration counts working days; elapsed days without effort are a wait.
    fn is_measured(&self, at: usize) -> bool {
        self.out.network.tasks[at].calendar != self.out.always
    }
}

/// More verdicts of one role are a typing error.
const MOST_SEATS: u32 = 20;

fn gate_needs<'a>(task: &PlanTask<'a>) -> Option<&'a [GateNeed]> {
    let Work::Stage(stage, _) = task.work else { return None };
    let gate = stage.gate.as_ref().filter(|_| task.asks.decides == Decides::Yes)?;
    Some(&gate.needs)
}

/// A need with a condition counts once a brief meets it.
fn applies(need: &GateNeed, brief: Option<&Brief>) -> bool {
    match &need.when {
        None => true,
        Some(when) => brief.and_then(|brief| condition(brief, when)) == Some(true),
    }
}

fn is_work(task: &PlanTask<'_>) -> bool {
    match task.work {
        Work::Stage(_, super::task::Part::Rework(_)) => true,
        Work::Stage(stage, _) => stage.class == StageClass::Work,
        Work::Variants(_) | Work::Free(_) => true,
        Work::Milestone(_) => false,
    }
}

fn full_time(halves: i32, full_day: i32) -> i32 {
    let minutes = i64::from(halves) * i64::from(full_day);
    i32::try_from((minutes + 1) / 2).unwrap_or(i32::MAX)
}

/// ⌈effort ÷ duration⌉, a day being two half days.
fn per_day(amount: i32, halves: i32) -> i32 {
    let minutes = (i64::from(amount) * 2 + i64::from(halves) - 1) / i64::from(halves.max(1));
    i32::try_from(minutes).unwrap_or(i32::MAX)
}

/// The most open half days a stretch leaves.
pub fn stretch_of(task: &PlanTask<'_>) -> Option<i32> {
    task.asks.stretch.map(|stretch| match stretch {
        Length::Working(HalfDays(halves)) => halves.max(1),
        Length::ElapsedDays(days) => (days.saturating_mul(10) / 7).max(1),
    })
}

impl<'a> Team<'a> {
    fn position(&self, id: &PersonId) -> Option<usize> {
        self.people.binary_search_by(|one| one.person.id.cmp(id)).ok()
    }

    /// Those with the role who have not left: employees, then contractors, then freelances, each by id.
    fn with_role(&self, role: &RoleId, today: crate::model::Day) -> Vec<usize> {
        let has = |one: &Availability<'a>| {
            let stays = one.person.until.is_none_or(|until| until >= today);
            stays && one.person.roles.iter().any(|held| held.value == *role)
        };
        let mut found: Vec<usize> = (0..self.people.len()).filter(|at| has(&self.people[*at])).collect();
        found.sort_by_key(|at| match self.people[*at].person.contract {
            Contract::Employee => 0,
            Contract::Contractor => 1,
            Contract::Freelance => 2,
        });
        found
    }
}
