//! Answers: what is the JSON of who does what, and of who has too much?
//! Invariant: version 1 is frozen: keys are added, never renamed or removed; hours are numbers of hours.
//! Source: `docs/schemas/crops.plan.v1.json`.

use super::plan::{Way, WayLine};
use super::plan_people::{
    Chosen, ConflictLine, Lacking, LoadLine, Member, OverdueLine, OverloadLine, PeopleFacts, ShortageLine,
    UnstaffedLine,
};
use super::plan_people_ways::PeopleChange;
use super::plan_proof_view::ProofView;
use crate::model::Day;
use crate::model::duration::{HalfDays, Minutes};
use crate::plan::availability::Away;
use crate::plan::people::PlacedAs;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PeopleView {
    /// `late`: as late as its days allow; `lateForFirstDay`: something is as late as the first day it can make; `early`.
    placed: &'static str,
    /// Who has how much in which week; weeks without work are left out.
    load: Vec<LoadView>,
    /// Tasks that nobody who could do them has the time for.
    shortages: Vec<ShortageView>,
    /// Tasks with work in them and nobody to do it.
    unstaffed: Vec<UnstaffedView>,
    /// Where a day cannot be kept: the weeks in which somebody would have too much, were all done as late as wanted.
    overloads: Vec<OverloadView>,
    /// Work that should have been done before today, were everything done as late as its day wants.
    overdue: Vec<OverdueView>,
    /// What else cannot be kept because of people.
    conflicts: Vec<ConflictView>,
    /// Null without `--prove`.
    proof: Option<ProofView>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct LoadView {
    person: String,
    /// The Monday of the week.
    week: Day,
    planned_hours: f64,
    /// Of it what the plan is about; the rest belongs to other campaigns and briefs.
    own_hours: f64,
    capacity_hours: f64,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct ShortageView {
    task: String,
    /// Who could do it.
    people: Vec<String>,
    needed_hours: f64,
    free_hours: f64,
    from: Option<Day>,
    to: Option<Day>,
    /// `weekday`, `closed`, `off`, `notBooked`, `onOption` or `left`; null where they are busy.
    away: Option<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct UnstaffedView {
    task: String,
    /// The role nobody has.
    role: Option<String>,
    /// Somebody named who is not of the team.
    person: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct OverloadView {
    person: String,
    week: Day,
    needed_hours: f64,
    capacity_hours: f64,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct OverdueView {
    person: String,
    hours: f64,
    since: Day,
    tasks: Vec<String>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct ConflictView {
    item: String,
    due: Day,
    short_working_days: f64,
}

/// Somebody who was chosen for a task.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MemberView {
    person: String,
    hours: f64,
    /// `named`, `owner`, `ownerWithRole`, `ownerForRole`, `onlyOneWithRole`, `firstWithRole` or `freeWithRole`.
    because: &'static str,
    role: Option<String>,
    /// Who would have come first and is busy or away then.
    instead_of: Vec<String>,
}

/// What a way out says of people, and how to try it.
#[derive(Default, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PeopleWayView {
    /// Who would do it.
    people: Vec<String>,
    role: Option<String>,
    /// Days that are worked between `from` and `to`.
    days: Option<usize>,
    from: Option<Day>,
    to: Option<Day>,
    /// The new priority of the campaign.
    priority: Option<i32>,
    /// What a stage would take.
    duration_working_days: Option<f64>,
    launch: Option<Day>,
    /// By how much the worst day is short then; null without people.
    still_short_working_days: Option<f64>,
    /// Work that finds somebody by it.
    frees_hours: f64,
    /// What `--set` tries it with.
    set: Vec<String>,
}

impl PeopleWayView {
    pub fn of(line: &WayLine) -> Self {
        let bare = Self {
            still_short_working_days: line.still.map(HalfDays::as_days),
            frees_hours: hours(line.frees),
            set: line.set.clone(),
            ..Self::default()
        };
        let Way::People(change) = &line.way else { return bare };
        let between = |people: Vec<String>, role: Option<String>, days: usize, from: Day, to: Day| Self {
            people,
            role,
            days: Some(days),
            from: Some(from),
            to: Some(to),
            ..Self::default()
        };
        let said = match change {
            PeopleChange::Split { people, .. } => Self {
                people: people.clone(),
                ..Self::default()
            },
            PeopleChange::Shorten { to, .. } => Self {
                duration_working_days: Some(to.as_days()),
                ..Self::default()
            },
            PeopleChange::Book { person, days, from, to } => between(vec![person.clone()], None, *days, *from, *to),
            PeopleChange::Freelance { role, days, from, to } => {
                between(Vec::new(), Some(role.clone()), *days, *from, *to)
            }
            PeopleChange::Priority { to } => Self {
                priority: Some(*to),
                ..Self::default()
            },
            PeopleChange::MoveLaunch { to } => Self {
                launch: Some(*to),
                ..Self::default()
            },
            PeopleChange::TakeOptions | PeopleChange::Drop { .. } => Self::default(),
        };
        Self {
            still_short_working_days: bare.still_short_working_days,
            frees_hours: bare.frees_hours,
            set: bare.set,
            ..said
        }
    }
}

/// The stable word for a change.
pub const fn way_code(change: &PeopleChange) -> &'static str {
    match change {
        PeopleChange::Split { .. } => "split",
        PeopleChange::Shorten { .. } => "shorten",
        PeopleChange::Book { .. } => "book",
        PeopleChange::Freelance { .. } => "freelance",
        PeopleChange::TakeOptions => "takeOptions",
        PeopleChange::Drop { .. } => "drop",
        PeopleChange::Priority { .. } => "priority",
        PeopleChange::MoveLaunch { .. } => "moveLaunch",
    }
}

impl PeopleView {
    pub fn of(facts: &PeopleFacts) -> Self {
        Self {
            placed: match facts.placed {
                PlacedAs::Late => "late",
                PlacedAs::LateForFirstDay => "lateForFirstDay",
                PlacedAs::Early => "early",
            },
            load: facts.load.iter().map(load).collect(),
            shortages: facts.shortages.iter().map(shortage).collect(),
            unstaffed: facts.unstaffed.iter().map(unstaffed).collect(),
            overloads: facts.overloads.iter().map(overload).collect(),
            overdue: facts.overdue.iter().map(overdue).collect(),
            conflicts: facts.conflicts.iter().map(conflict).collect(),
            proof: facts.proof.as_ref().map(ProofView::of),
        }
    }
}

fn hours(minutes: Minutes) -> f64 {
    (minutes.as_hours() * 100.0).round() / 100.0
}

fn load(line: &LoadLine) -> LoadView {
    LoadView {
        person: line.person.clone(),
        week: line.monday,
        planned_hours: hours(line.planned),
        own_hours: hours(line.asked),
        capacity_hours: hours(line.capacity),
    }
}

fn shortage(line: &ShortageLine) -> ShortageView {
    ShortageView {
        task: line.task.clone(),
        people: line.people.clone(),
        needed_hours: hours(line.wanted),
        free_hours: hours(line.free),
        from: line.from,
        to: line.to,
        away: line.away.as_ref().map(away),
    }
}

/// The stable word for an absence.
pub const fn away(away: &Away) -> &'static str {
    match away {
        Away::Weekday => "weekday",
        Away::Calendar(_) => "closed",
        Away::Off(_) => "off",
        Away::NotBooked => "notBooked",
        Away::OnOption => "onOption",
        Away::Left => "left",
    }
}

fn unstaffed(line: &UnstaffedLine) -> UnstaffedView {
    let (role, person) = match &line.lack {
        Lacking::Anybody => (None, None),
        Lacking::Role(role) => (Some(role.clone()), None),
        Lacking::Person(person) => (None, Some(person.clone())),
    };
    UnstaffedView {
        task: line.task.clone(),
        role,
        person,
    }
}

fn overload(line: &OverloadLine) -> OverloadView {
    OverloadView {
        person: line.person.clone(),
        week: line.monday,
        needed_hours: hours(line.wanted),
        capacity_hours: hours(line.capacity),
    }
}

fn overdue(line: &OverdueLine) -> OverdueView {
    OverdueView {
        person: line.person.clone(),
        hours: hours(line.hours),
        since: line.since,
        tasks: line.tasks.clone(),
    }
}

fn conflict(line: &ConflictLine) -> ConflictView {
    ConflictView {
        item: line.item.clone(),
        due: line.due,
        short_working_days: line.by.as_days(),
    }
}

pub fn member(member: &Member) -> MemberView {
    let (because, role, instead_of) = match &member.because {
        Chosen::Named => ("named", None, &[][..]),
        Chosen::Owner => ("owner", None, &[][..]),
        Chosen::OwnerWithRole(role) => ("ownerWithRole", Some(role), &[][..]),
        Chosen::OwnerFor(role) => ("ownerForRole", Some(role), &[][..]),
        Chosen::OnlyOne(role) => ("onlyOneWithRole", Some(role), &[][..]),
        Chosen::FirstOf(role, _) => ("firstWithRole", Some(role), &[][..]),
        Chosen::Free(role, others) => ("freeWithRole", Some(role), others.as_slice()),
    };
    MemberView {
        person: member.person.clone(),
        hours: hours(member.effort),
        because,
        role: role.cloned(),
        instead_of: instead_of.to_vec(),
    }
}
