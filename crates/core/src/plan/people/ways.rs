//! Answers: what would win time back, or find time for what nobody can do, and how much would each thing win?
//! Invariant: every figure comes from planning the changed records again, as if the files said it; the number of tries is bounded.
//! Source: design, "Too late" and "People".

use super::early::Score;
use super::pool::Pool;
use super::records::{Editor, Records, newcomer};
use super::{Options, PeoplePlan, Solver, settled};
use crate::model::Day;
use crate::model::campaign::LinkType;
use crate::model::duration::{HalfDays, Minutes};
use crate::model::id::{PersonId, RoleId};
use crate::model::person::Contract;
use crate::model::workflow::StageClass;
use crate::plan::availability::{Availability, Bookings};
use crate::plan::demands::By;
use crate::plan::expand::{Question, Scope};
use crate::plan::level::problem::{Effort, Levelled};
use crate::plan::network::{Actual, TaskIndex};
use crate::plan::reasons::Reason;
use crate::plan::task::{GroupKind, LinkSource, Part, Work};
use std::collections::BTreeSet;

/// Changes that help, the best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PeopleWays {
    pub ways: Vec<PeopleWay>,
    /// How many of the first ones are enough together; `None` when even all are not.
    pub enough: Option<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PeopleWay {
    pub change: Change,
    /// By which the worst day is nearer.
    pub wins: HalfDays,
    /// By which the worst day is short then: work that finds somebody may find them late.
    pub still: HalfDays,
    /// Work that finds somebody.
    pub frees: Minutes,
}

/// One change to the records.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The last planned review of a stage and the rework before it are left out.
    OneRoundLess { task: TaskIndex, left: u32 },
    /// A need is met when the other starts, not when it ends: the link of that index.
    Overlap {
        waiting: TaskIndex,
        with: TaskIndex,
        link: usize,
    },
    /// Two people do it in half the time: indices of the team.
    Split {
        task: TaskIndex,
        people: [usize; 2],
        to: HalfDays,
    },
    /// The same work in fewer days.
    Shorten { task: TaskIndex, to: HalfDays },
    /// A freelance of the team is booked for these days, so many of which are worked.
    Book {
        person: usize,
        from: Day,
        to: Day,
        days: usize,
    },
    /// Somebody more with that role.
    Freelance {
        role: RoleId,
        from: Day,
        to: Day,
        days: usize,
    },
    /// The options of freelances are taken up.
    TakeOptions,
    /// A deliverable or brief that nothing waits for is left out: a group of the expansion.
    Drop { group: usize },
    /// The campaign goes before the others.
    Priority { to: i32 },
}

/// The most changes that are tried in a plan of up to so many tasks, and shown.
const MOST_TRIED: usize = 20;
const MANY_TASKS: usize = 1_000;
const MOST_SHOWN: usize = 6;
const MOST_DROPPED: usize = 3;

/// The changes that may help a plan, each of which can be tried on its own, in any order and on any thread.
pub struct WaySearch<'q, 'a> {
    trial: Trial<'q, 'a>,
    base: Score,
}

impl<'q, 'a> WaySearch<'q, 'a> {
    /// `None` for a plan that keeps its days.
    pub fn of(question: &'q Question<'a>, plan: &'q PeoplePlan<'a>) -> Option<Self> {
        let trial = Trial { question, plan };
        let base = trial.of_plan();
        (base != Score::default()).then_some(Self { trial, base })
    }

    /// What is worth a try, so many at most.
    pub fn candidates(&self) -> Vec<Change> {
        let many = self.trial.plan.pool.out.tasks.len().div_ceil(MANY_TASKS).max(1);
        let mut found = self.trial.candidates();
        found.truncate(MOST_TRIED.div_ceil(many));
        found
    }

    /// What a change wins; `None` when it wins nothing.
    pub fn tried(&self, change: Change) -> Option<PeopleWay> {
        let (change, score) = self.trial.tried(change)?;
        (score < self.base).then(|| PeopleWay {
            change,
            wins: HalfDays((self.base.short - score.short).max(0)),
            still: HalfDays(score.short),
            frees: Minutes(self.base.lacking - score.lacking),
        })
    }

    /// The best first, and how many of them are enough.
    pub fn ranked(&self, mut ways: Vec<PeopleWay>) -> PeopleWays {
        ways.sort_by_key(|way| (-way.frees.0, way.still.0));
        ways.truncate(MOST_SHOWN);
        let enough = self.enough(&ways);
        PeopleWays { ways, enough }
    }

    /// How many of the first ways do away with all that lacks.
    fn enough(&self, ways: &[PeopleWay]) -> Option<usize> {
        let mut records = Records::of(self.trial.question);
        for (count, way) in ways.iter().enumerate() {
            self.trial.editor().apply(&way.change, &mut records);
            let is_enough = match count {
                0 => way.still.0 == 0 && way.frees.0 == self.base.lacking,
                _ => self.trial.score(&records)? == Score::default(),
            };
            if is_enough {
                return Some(count + 1);
            }
        }
        None
    }
}

struct Trial<'q, 'a> {
    question: &'q Question<'a>,
    plan: &'q PeoplePlan<'a>,
}

impl<'q, 'a> Trial<'q, 'a> {
    fn editor(&self) -> Editor<'q, 'a> {
        Editor {
            question: self.question,
            plan: self.plan,
        }
    }

    /// Plans changed records in haste, and reads from the earliest plan.
    fn run<T>(&self, records: &Records<'_>, read: impl FnOnce(&Pool<'_>, &Levelled) -> T) -> Option<T> {
        let studio = records.studio.as_deref().unwrap_or(self.question.studio);
        let question = Question {
            studio,
            calendars: self.question.calendars,
            hours: self.question.hours,
            reality: self.question.reality,
            today: self.question.today,
            scope: records.campaign.as_ref().map_or(Scope::OpenBriefs, Scope::Campaign),
        };
        let options = Options {
            bookings: records.bookings.unwrap_or(self.plan.options.bookings),
            effort: Effort::Quick,
            ..self.plan.options
        };
        let mut pool = Pool::of(&question, options).ok()?;
        let early = match pool.has_verdicts() {
            true => settled(&question, options, &mut pool).ok()?.0,
            false => Solver { pool: &pool, options }.early(&question).ok()?,
        };
        Some(read(&pool, &early))
    }

    fn score(&self, records: &Records<'_>) -> Option<Score> {
        self.run(records, |pool, early| self.score_of(pool, early))
    }

    /// Of the plan itself.
    fn of_plan(&self) -> Score {
        let plan = self.plan;
        let goals = plan.plan.goals.iter().zip(&plan.plan.out.goals);
        let own = goals.filter(|(_, goal)| plan.is_asked(goal.group));
        Score {
            short: own.map(|(state, _)| state.short.0).max().unwrap_or_default(),
            ..self.score_of(&plan.pool, &plan.early)
        }
    }

    fn score_of(&self, pool: &Pool<'_>, early: &Levelled) -> Score {
        Score::of(pool, early, self.question.calendars.studio())
    }

    /// A change with the days it really takes, and what it leads to.
    fn tried(&self, change: Change) -> Option<(Change, Score)> {
        let mut records = Records::of(self.question);
        self.editor().apply(&change, &mut records);
        match change {
            Change::Book { person, .. } => {
                let id = &self.plan.pool.team.people[person].person.id;
                let (from, to, days) = self.run(&records, |pool, early| days_of(pool, early, id, self.plan))??;
                let change = Change::Book { person, from, to, days };
                let mut records = Records::of(self.question);
                self.editor().apply(&change, &mut records);
                Some((change, self.score(&records)?))
            }
            Change::Freelance { role, .. } => {
                let id = newcomer(&role).filter(|id| !self.question.studio.people.contains_key(id))?;
                let read = |pool: &Pool<'_>, early: &Levelled| days_of(pool, early, &id, self.plan);
                let (from, to, days) = self.run(&records, read)??;
                // Booked for those days and no others.
                let change = Change::Freelance { role, from, to, days };
                let mut records = Records::of(self.question);
                self.editor().apply(&change, &mut records);
                Some((change, self.score(&records)?))
            }
            _ => Some((change, self.score(&records)?)),
        }
    }

    /// Along the chain that holds the plan, and around the people who lack.
    fn candidates(&self) -> Vec<Change> {
        let mut found = Vec::new();
        let mut roles: BTreeSet<&RoleId> = BTreeSet::new();
        let mut others = Others::None;
        for step in &self.plan.plan.chain {
            if let Reason::Busy { other, .. } = step.reason
                && !self.is_asked(other)
            {
                others = Others::InTheWay;
            }
            if self.is_asked(step.task) && self.is_ahead(step.task) {
                roles.extend(self.roles_of(step.task));
                self.around(step.task, &step.reason, &mut found);
            }
        }
        for shortage in super::short::shortages(self.plan) {
            roles.extend(self.roles_of(shortage.task));
        }
        let mut people = Vec::new();
        self.more_people(&roles, &mut people);
        if others == Others::InTheWay {
            let most = self.plan.pool.groups.iter().map(|group| group.priority).max();
            people.push(Change::Priority {
                to: most.unwrap_or_default().saturating_add(1),
            });
        }
        people.extend(found);
        people.extend(self.droppable());
        people
    }

    fn is_asked(&self, task: TaskIndex) -> bool {
        self.plan.is_asked(self.plan.pool.out.tasks[task.0 as usize].group)
    }

    fn is_ahead(&self, task: TaskIndex) -> bool {
        self.plan.pool.out.network.task(task).actual == Actual::Planned
    }

    fn roles_of(&self, task: TaskIndex) -> Vec<&'a RoleId> {
        let seats = self.plan.pool.crews[task.0 as usize]
            .seats
            .iter()
            .filter(|seat| seat.amount > 0);
        let role = |by: By<'a>| match by {
            By::Role(role) | By::OwnedRole(role) => Some(role),
            By::Name | By::Owner | By::OwnerFor(_) => None,
        };
        seats.filter_map(|seat| role(seat.by)).collect()
    }

    fn around(&self, task: TaskIndex, reason: &Reason, found: &mut Vec<Change>) {
        let at = task.0 as usize;
        let out = &self.plan.pool.out;
        let halves = out.network.tasks[at].duration;
        let is_work = match out.tasks[at].work {
            Work::Stage(_, Part::Review(round)) => {
                if self.is_last_review(task) {
                    let left = round.saturating_sub(1);
                    found.push(Change::OneRoundLess { task, left });
                }
                false
            }
            Work::Stage(stage, Part::Whole) => stage.class == StageClass::Work,
            Work::Free(_) => !matches!(out.tasks[at].doer, crate::plan::task::Doer::Party(_)),
            Work::Stage(_, Part::Rework(_)) | Work::Variants(_) | Work::Milestone(_) => false,
        };
        if is_work && halves >= 4 {
            found.extend(self.split(task, halves));
            found.extend(self.shorten(task, halves));
        }
        if let Reason::Link { link, other } = *reason
            && matches!(out.links[link], LinkSource::Need(_))
            && out.network.links[link].link == LinkType::FinishToStart
        {
            found.push(Change::Overlap {
                waiting: task,
                with: other,
                link,
            });
        }
    }

    fn is_last_review(&self, task: TaskIndex) -> bool {
        let tasks = &self.plan.pool.out.tasks;
        let own = &tasks[task.0 as usize];
        let Work::Stage(stage, _) = own.work else { return false };
        let group = self.plan.pool.out.groups[own.group].tasks();
        let later = tasks[group].iter().rev().find_map(|other| match other.work {
            Work::Stage(its, Part::Review(_)) if its.id.value == stage.id.value => Some(&other.name),
            _ => None,
        });
        later == Some(&own.name)
    }

    /// Two people, in half the days or as few as they can do it in.
    fn split(&self, task: TaskIndex, halves: i32) -> Option<Change> {
        let people = self.pair(task)?;
        let each = self.plan.pool.crews[task.0 as usize]
            .seats
            .first()?
            .amount
            .div_euclid(2);
        let least = people.iter().map(|person| self.days_for(&[*person], each)).max()?;
        let to = HalfDays(((halves + 3) / 4).max(least) * 2);
        (to.0 < halves).then_some(Change::Split { task, people, to })
    }

    /// Three quarters of the days, or as few as those who could do it need.
    fn shorten(&self, task: TaskIndex, halves: i32) -> Option<Change> {
        let at = task.0 as usize;
        // What takes all of somebody's time takes less of it in fewer days.
        let is_full_time = self.plan.pool.out.tasks[at].asks.effort.is_none();
        let seats = self.plan.pool.crews[at].seats.iter().filter(|_| !is_full_time);
        let least = seats.map(|seat| self.days_for(&seat.any_of, seat.amount)).max();
        let to = HalfDays(((halves * 3 / 4 + 1) / 2).max(least.unwrap_or_default()) * 2);
        (to.0 < halves).then_some(Change::Shorten { task, to })
    }

    /// How many of their fullest days the one with most time takes for so many minutes.
    fn days_for(&self, people: &[usize], minutes: i32) -> i32 {
        let fullest = |person: &usize| {
            let days = self.plan.pool.resources[*person].capacity.chunks(2);
            days.map(|halves| halves.iter().map(|half| i32::from(*half)).sum::<i32>())
                .max()
        };
        match people.iter().filter_map(fullest).max() {
            None | Some(0) => 0,
            Some(most) => (minutes + most - 1) / most,
        }
    }

    /// Who does it now, and the next who could; of stages alone, for there the records can name two.
    fn pair(&self, task: TaskIndex) -> Option<[usize; 2]> {
        let at = task.0 as usize;
        let [seat] = self.plan.pool.crews[at].seats.as_slice() else {
            return None;
        };
        let own = self.plan.early.tasks[at].doers.first().map(|doer| doer.0 as usize)?;
        let is_stage = matches!(self.plan.pool.out.tasks[at].work, Work::Stage(..));
        let other = seat.any_of.iter().copied().find(|other| *other != own)?;
        is_stage.then_some([own, other])
    }

    /// Options, more days of freelances with these roles, and somebody new.
    fn more_people(&self, roles: &BTreeSet<&RoleId>, found: &mut Vec<Change>) {
        let today = self.question.today;
        let people = &self.plan.pool.team.people;
        let mut options = people.iter().flat_map(Availability::options);
        if self.plan.options.bookings == Bookings::Firm && options.next().is_some() {
            found.push(Change::TakeOptions);
        }
        let nowhere = (today, today, 0);
        for role in roles {
            for (at, one) in people.iter().enumerate() {
                let has = one.person.roles.iter().any(|held| held.value == **role);
                if has && one.person.contract == Contract::Freelance {
                    let (from, to, days) = nowhere;
                    let book = Change::Book {
                        person: at,
                        from,
                        to,
                        days,
                    };
                    if !found.contains(&book) {
                        found.push(book);
                    }
                }
            }
            let (from, to, days) = nowhere;
            let role = (*role).clone();
            found.push(Change::Freelance { role, from, to, days });
        }
    }

    /// Deliverables that nothing waits for, those with most work first.
    fn droppable(&self) -> Vec<Change> {
        let out = &self.plan.pool.out;
        let mut waited: BTreeSet<usize> = BTreeSet::new();
        for link in &out.network.links {
            let group = |task: TaskIndex| out.tasks[task.0 as usize].group;
            if group(link.from) != group(link.to) {
                waited.insert(group(link.from));
            }
        }
        let worst = self
            .plan
            .plan
            .chain
            .last()
            .map(|step| out.tasks[step.task.0 as usize].group);
        let work = |group: usize| -> i32 {
            let crews = self.plan.pool.crews[out.groups[group].tasks()].iter();
            let minutes = crews.flat_map(|crew| crew.seats.iter().map(|seat| seat.amount));
            minutes.fold(0, i32::saturating_add)
        };
        let mut groups: Vec<usize> = (0..out.groups.len())
            .filter(|group| {
                let is_line = matches!(out.groups[*group].what, GroupKind::Line(_) | GroupKind::Loose(_));
                let is_open = out.groups[*group]
                    .tasks()
                    .any(|task| self.is_ahead(TaskIndex(task as u32)));
                is_line && is_open && self.plan.is_asked(*group) && !waited.contains(group) && Some(*group) != worst
            })
            .collect();
        groups.sort_by_key(|group| std::cmp::Reverse(work(*group)));
        let drop = |group| Change::Drop { group };
        groups.into_iter().take(MOST_DROPPED).map(drop).collect()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Others {
    None,
    InTheWay,
}

/// The first and last day on which somebody works beyond their present bookings, and how many such days.
fn days_of(pool: &Pool<'_>, early: &Levelled, id: &PersonId, now: &PeoplePlan<'_>) -> Option<(Day, Day, usize)> {
    let at = pool.team.people.iter().position(|one| one.person.id == *id)?;
    let known = now.pool.team.people.iter().find(|one| one.person.id == *id);
    let own = early.loads.iter().filter(|load| load.resource.0 as usize == at);
    let days: BTreeSet<Day> = own
        .map(|load| load.slot.day_after())
        .filter(|day| known.is_none_or(|known| known.minutes_of(*day) == 0))
        .collect();
    Some((*days.first()?, *days.last()?, days.len()))
}
