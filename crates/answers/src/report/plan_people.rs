//! Answers: what does a plan with people say beside its dates: who was chosen and why, who has how much, who is short?
//! Invariant: hours are minutes until a writer writes them; people are named by id, as in the next command.

use super::plan::{Direction, Headline, PastLaunch, PlanReport, Possible, Subject, TaskLine, Who};
use super::plan_why::WhyReport;
use crate::model::Day;
use crate::model::duration::{HalfDays, Minutes};
use crate::plan::answer::{Plan, Verdict, Why};
use crate::plan::availability::{Availability, Away};
use crate::plan::demands::{By, Lack, Seat};
use crate::plan::expand::{Question, Scope};
use crate::plan::level::problem::Direction as Way;
use crate::plan::level::proof::Proof;
use crate::plan::network::{Actual, TaskIndex};
use crate::plan::people::launches::Launches;
use crate::plan::people::load::{WeekLoad, by_week};
use crate::plan::people::short::{
    Overdue, Overload, Shortage, TooMuch, conflicts, missing, shortages, too_much, unstaffed,
};
use crate::plan::people::{PeoplePlan, PlacedAs};
use std::collections::BTreeSet;

/// What only a plan with people knows.
#[derive(Clone, Debug, PartialEq)]
pub struct PeopleFacts {
    pub placed: PlacedAs,
    /// By person, then week.
    pub load: Vec<LoadLine>,
    pub shortages: Vec<ShortageLine>,
    pub unstaffed: Vec<UnstaffedLine>,
    /// Only where a day cannot be kept; the worst first.
    pub overloads: Vec<OverloadLine>,
    /// As [`Self::overloads`]: what should have been done before today.
    pub overdue: Vec<OverdueLine>,
    pub conflicts: Vec<ConflictLine>,
    /// Only when a proof was asked for.
    pub proof: Option<Proof>,
}

/// One person in one week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadLine {
    pub person: String,
    pub monday: Day,
    pub planned: Minutes,
    /// Of it what the question is about.
    pub asked: Minutes,
    pub capacity: Minutes,
}

/// A task that nobody who could do it has the time for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortageLine {
    pub task: String,
    /// Who could do it; empty for a party.
    pub people: Vec<String>,
    pub wanted: Minutes,
    pub free: Minutes,
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// Why the first of them is not there.
    pub away: Option<Away>,
}

/// A task with work in it and nobody to do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnstaffedLine {
    pub task: String,
    pub lack: Lacking,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// Neither a role nor an owner.
    Anybody,
    Role(String),
    /// Named, and not of the team.
    Person(String),
}

/// More than somebody has in one week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverloadLine {
    pub person: String,
    pub monday: Day,
    pub wanted: Minutes,
    pub capacity: Minutes,
}

/// Hours of work that should have been done before today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverdueLine {
    pub person: String,
    pub hours: Minutes,
    pub since: Day,
    pub tasks: Vec<String>,
}

/// Something of another campaign that people cannot keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictLine {
    pub item: String,
    pub due: Day,
    pub by: HalfDays,
}

/// Somebody who was chosen for a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub person: String,
    pub because: Chosen,
    /// Of the effort that is left.
    pub effort: Minutes,
}

/// Why somebody was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// A record names them.
    Named,
    /// They own it.
    Owner,
    /// They own it, and have the role.
    OwnerWithRole(String),
    /// Nobody has the role: the owner does it.
    OwnerFor(String),
    /// Nobody else has the role.
    OnlyOne(String),
    /// The first of so many with the role.
    FirstOf(String, usize),
    /// Of those with the role, these are busy or away then.
    Free(String, Vec<String>),
}

impl PlanReport {
    /// The report of a plan with people; `launches` are those that would do.
    pub fn with_people(question: &Question<'_>, answer: &PeoplePlan<'_>, launches: Launches) -> Self {
        let direction = match answer.options.direction {
            Way::Backward => Direction::Backward,
            Way::Forward => Direction::Forward,
        };
        let headline = headline(question, answer, direction, launches);
        let mut report = Self::of(question, &answer.plan, direction, headline);
        keep_asked(&mut report, answer);
        report.past = past(question, answer);
        if matches!(question.scope, Scope::OpenBriefs) {
            let campaigns = answer
                .plan
                .out
                .groups
                .iter()
                .filter_map(|group| Some(&group.campaign?.id));
            report.subject = Subject::Studio {
                campaigns: campaigns.collect::<BTreeSet<_>>().len(),
            };
        }
        for line in &mut report.tasks {
            if let Some(task) = answer.plan.out.find(&line.name) {
                staff(line, answer, task);
            }
        }
        report.people = Some(facts(question, answer));
        report
    }

    /// With what is proven of it.
    pub fn proven(mut self, proof: Option<Proof>) -> Self {
        if let Some(people) = &mut self.people {
            people.proof = proof;
        }
        self
    }
}

impl WhyReport {
    /// Why a task of a plan with people is where it is, and who does it.
    pub fn with_people(question: &Question<'_>, answer: &PeoplePlan<'_>, why: &Why) -> Self {
        let mut report = Self::of(question, &answer.plan, why);
        let seats = &answer.pool.crews[why.task.0 as usize].seats;
        let doers = answer.doers(why.task);
        report.crew = seats
            .iter()
            .zip(doers)
            .map(|(seat, doer)| member(answer, seat, doer))
            .collect();
        if answer.placed == PlacedAs::Early {
            report.late = None;
        }
        report
    }
}

fn headline(question: &Question<'_>, answer: &PeoplePlan<'_>, direction: Direction, launches: Launches) -> Headline {
    let plan = &answer.plan;
    let lacking = shortages(answer);
    let start_by = start_by(plan, answer).filter(|day| *day >= question.today);
    match (plan.verdict, direction) {
        (Verdict::Nothing, _) => Headline::Nothing,
        (Verdict::Done, _) => Headline::Done,
        _ if !lacking.is_empty() => Headline::NobodyFree {
            tasks: lacking.len(),
            hours: missing(&lacking),
        },
        (_, Direction::Forward) => Headline::Earliest {
            launch: launches.kept,
            without_margin: launches.used_up,
            wanted: launch_of(question),
        },
        (Verdict::Undated, _) => Headline::Undated,
        (Verdict::Fits { spare }, _) => Headline::Fits { spare, start_by },
        (Verdict::MarginUsed { used, of }, _) => Headline::MarginUsed { used, of, start_by },
        (Verdict::Short { by, goal }, _) => Headline::Short {
            by,
            possible: possible(question, plan, goal, launches),
        },
    }
}

fn launch_of(question: &Question<'_>) -> Option<Day> {
    match question.scope {
        Scope::Campaign(campaign) => campaign.launch.as_ref().map(|launch| launch.value),
        Scope::OpenBriefs => None,
    }
}

fn possible(question: &Question<'_>, plan: &Plan<'_>, goal: usize, launches: Launches) -> Possible {
    if let Some(can) = launches.used_up {
        return Possible::Launch {
            can,
            wanted: launch_of(question),
        };
    }
    let own = &plan.out.goals[goal];
    Possible::Ready {
        what: plan.out.groups[own.group].name.clone(),
        can: plan.goals[goal].early_end.day_before(),
        due: own.due,
    }
}

/// When the launch of the campaign is over and some of its own work is left.
fn past(question: &Question<'_>, answer: &PeoplePlan<'_>) -> Option<PastLaunch> {
    let launch = launch_of(question).filter(|launch| *launch < question.today)?;
    let network = &answer.plan.out.network;
    let is_open = |at: &usize| {
        let is_over = matches!(network.tasks[*at].actual, Actual::Done(_));
        !is_over && answer.is_asked(answer.plan.out.tasks[*at].group)
    };
    let open: Vec<usize> = (0..network.tasks.len()).filter(is_open).collect();
    let over = open.iter().map(|at| answer.plan.schedule.tasks[*at].early.end).max()?;
    Some(PastLaunch {
        launch,
        open: open.len(),
        work: HalfDays(
            open.iter()
                .map(|at| network.tasks[*at].duration)
                .fold(0, i32::saturating_add),
        ),
        over: (!over.is_out_of_range()).then(|| over.day_before()),
    })
}

/// The first start of what is asked and has not begun, as late as it is placed.
fn start_by(plan: &Plan<'_>, answer: &PeoplePlan<'_>) -> Option<Day> {
    let tasks = plan.schedule.tasks.iter().enumerate();
    let late = tasks.filter(|(at, _)| {
        let own = &plan.out.network.tasks[*at];
        own.actual == Actual::Planned && own.duration > 0 && answer.is_asked(plan.out.tasks[*at].group)
    });
    let starts = late.filter_map(|(_, dates)| dates.late).map(|place| place.start);
    starts.min().map(crate::plan::network::Instant::day_after)
}

/// Leaves out what only competes for the same people.
fn keep_asked(report: &mut PlanReport, answer: &PeoplePlan<'_>) {
    let out = &answer.plan.out;
    let groups = out
        .groups
        .iter()
        .enumerate()
        .filter(|(group, _)| answer.is_asked(*group));
    let names: BTreeSet<&str> = groups.clone().map(|(_, group)| group.name.as_str()).collect();
    let tasks: BTreeSet<&str> = groups
        .flat_map(|(_, group)| out.tasks[group.tasks()].iter().map(|task| task.name.as_str()))
        .collect();
    report.tasks.retain(|line| names.contains(line.item.as_str()));
    report.goals.retain(|line| names.contains(line.item.as_str()));
    report.missed.retain(|line| tasks.contains(line.task.as_str()));
    report
        .links
        .retain(|line| tasks.contains(line.from.as_str()) && tasks.contains(line.to.as_str()));
    report.summary.tasks = report.tasks.len();
    report.summary.done = report
        .tasks
        .iter()
        .filter(|line| line.state == super::plan::State::Done)
        .count();
    report.summary.margin_used = report
        .goals
        .iter()
        .map(|line| line.margin_used)
        .max()
        .unwrap_or_default();
}

/// Who does it, and why they.
fn staff(line: &mut TaskLine, answer: &PeoplePlan<'_>, task: TaskIndex) {
    let at = task.0 as usize;
    let doers = answer.doers(task);
    line.effort = answer.plan.out.tasks[at]
        .asks
        .effort
        .filter(|_| !answer.pool.crews[at].seats.is_empty());
    if doers.is_empty() {
        return;
    }
    let seats = answer.pool.crews[at].seats.iter().zip(&doers);
    line.crew = seats.map(|(seat, doer)| member(answer, seat, *doer)).collect();
    line.who = Who::People(line.crew.iter().map(|member| member.person.clone()).collect());
}

fn id(answer: &PeoplePlan<'_>, person: usize) -> String {
    answer.pool.team.people[person].person.id.to_string()
}

fn member(answer: &PeoplePlan<'_>, seat: &Seat<'_>, doer: usize) -> Member {
    let owns = |role: &crate::model::id::RoleId| Chosen::OwnerFor(role.to_string());
    let because = match seat.by {
        By::Name => Chosen::Named,
        By::Owner => Chosen::Owner,
        By::OwnerFor(role) => owns(role),
        By::OwnedRole(role) if seat.any_of.first() == Some(&doer) => Chosen::OwnerWithRole(role.to_string()),
        By::Role(role) | By::OwnedRole(role) => match seat.any_of.iter().position(|one| *one == doer) {
            _ if seat.any_of.len() == 1 => Chosen::OnlyOne(role.to_string()),
            Some(0) | None => Chosen::FirstOf(role.to_string(), seat.any_of.len()),
            Some(place) => {
                let others = seat.any_of[..place].iter().map(|other| id(answer, *other));
                Chosen::Free(role.to_string(), others.collect())
            }
        },
    };
    Member {
        person: id(answer, doer),
        because,
        effort: Minutes(seat.amount),
    }
}

fn facts(question: &Question<'_>, answer: &PeoplePlan<'_>) -> PeopleFacts {
    let name = |task: TaskIndex| answer.plan.out.tasks[task.0 as usize].name.clone();
    let missing = shortages(answer);
    let is_short = matches!(answer.plan.verdict, Verdict::Short { .. }) || !missing.is_empty();
    let is_over = matches!(answer.plan.verdict, Verdict::Done | Verdict::Nothing);
    let too_much = match answer.options.direction {
        Way::Backward if is_short => too_much(answer),
        Way::Backward | Way::Forward => TooMuch::default(),
    };
    let others = if is_over {
        Vec::new()
    } else {
        conflicts(question, answer)
    };
    let conflict = |found: crate::plan::people::short::Conflict| {
        let goal = &answer.plan.out.goals[found.goal];
        ConflictLine {
            item: answer.plan.out.groups[goal.group].name.clone(),
            due: goal.due,
            by: found.by,
        }
    };
    PeopleFacts {
        placed: answer.placed,
        load: by_week(answer).iter().map(|week| load(answer, week)).collect(),
        shortages: missing.iter().map(|one| shortage(answer, one)).collect(),
        unstaffed: unstaffed(answer)
            .iter()
            .map(|one| UnstaffedLine {
                task: name(one.task),
                lack: match one.lack {
                    Lack::Role(role) => Lacking::Role(role.to_string()),
                    Lack::Person(person) => Lacking::Person(person.to_string()),
                    Lack::Anybody | Lack::Nothing => Lacking::Anybody,
                },
            })
            .collect(),
        overloads: too_much.weeks.iter().map(|one| overload(answer, one)).collect(),
        overdue: too_much.overdue.iter().map(|one| overdue(answer, one)).collect(),
        conflicts: others.into_iter().map(conflict).collect(),
        proof: None,
    }
}

fn load(answer: &PeoplePlan<'_>, week: &WeekLoad) -> LoadLine {
    LoadLine {
        person: id(answer, week.person),
        monday: week.monday,
        planned: Minutes(week.planned),
        asked: Minutes(week.asked),
        capacity: Minutes(week.capacity),
    }
}

fn overload(answer: &PeoplePlan<'_>, week: &Overload) -> OverloadLine {
    OverloadLine {
        person: id(answer, week.person),
        monday: week.monday,
        wanted: Minutes(week.wanted),
        capacity: Minutes(week.capacity),
    }
}

fn overdue(answer: &PeoplePlan<'_>, one: &Overdue) -> OverdueLine {
    let name = |task: &TaskIndex| answer.plan.out.tasks[task.0 as usize].name.clone();
    OverdueLine {
        person: id(answer, one.person),
        hours: Minutes(one.wanted),
        since: one.since,
        tasks: one.tasks.iter().map(name).collect(),
    }
}

fn shortage(answer: &PeoplePlan<'_>, one: &Shortage) -> ShortageLine {
    let from = one.place.map(|place| place.start.day_after());
    let to = one.place.map(|place| place.end.day_before());
    let first: Option<&Availability<'_>> = one.any_of.first().map(|person| &answer.pool.team.people[*person]);
    let away = first.zip(from.zip(to)).and_then(|(person, (from, to))| {
        let mut days = from.iter_days().take_while(|day| *day <= to).take(366);
        days.find_map(|day| person.away(day).filter(|away| *away != Away::Weekday))
    });
    ShortageLine {
        task: answer.plan.out.tasks[one.task.0 as usize].name.clone(),
        people: one.any_of.iter().map(|person| id(answer, *person)).collect(),
        wanted: Minutes(one.wanted),
        free: Minutes(one.free.max(0)),
        from,
        to,
        away,
    }
}
