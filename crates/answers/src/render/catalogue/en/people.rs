//! Answers: how is it said in English who does what and who has too much?
//! Invariant: hours with their unit, people by the name that the next command wants; nothing scolds.

use crate::model::Day;
use crate::model::duration::{HalfDays, Minutes};
use crate::plan::availability::Away;
use crate::plan::people::PlacedAs;
use crate::render::catalogue::numbers::{hours, working_days_in_words};
use crate::render::catalogue::{Lang, Reader};
use crate::report::plan_people::{
    Chosen, ConflictLine, Lacking, Member, OverdueLine, OverloadLine, ShortageLine, UnstaffedLine,
};
use crate::report::plan_people_ways::PeopleChange;

const LANG: Lang = Lang::En;

pub const LOAD: &str = "Hours of each person, and how full their weeks are";
pub const OVERLOADS: &str = "Too much at once, were everything done as late as its day wants";
pub const CONFLICTS: &str = "What else people cannot keep";

pub fn studio(campaigns: usize) -> String {
    format!(
        "The whole studio ({})",
        super::numbers::counted(campaigns, "campaign", "campaigns")
    )
}

pub fn nobody_free(title: &str, tasks: usize, lacking: Minutes) -> String {
    let tasks = super::numbers::counted(tasks, "task", "tasks");
    format!(
        "{title}: nobody who could do them has the time for {tasks}; {} are missing.",
        hours(LANG, lacking)
    )
}

pub fn legend(placed: PlacedAs) -> &'static str {
    match placed {
        PlacedAs::Late => {
            "Start, End: as late as days and people allow · earliest: from today · wd: working days · float: from the earliest start to this one · ! no float · ▸ in progress · ✓ done"
        }
        PlacedAs::LateForFirstDay => {
            "Start, End: what cannot keep its day is as late as the first day it can make · earliest: from today · wd: working days · float: from the earliest start to this one · ! no float · ▸ in progress · ✓ done"
        }
        PlacedAs::Early => {
            "Start, End: as early as days and people allow · wd: working days · ! no float · ▸ in progress · ✓ done"
        }
    }
}

pub fn shortage(reader: Reader, line: &ShortageLine) -> String {
    let when = match (line.from, line.to) {
        (Some(from), Some(to)) if from == to => format!(" on {}", reader.day(from)),
        (Some(from), Some(to)) => format!(" from {} to {}", reader.day(from), reader.day(to)),
        (None, Some(_)) | (Some(_) | None, None) => String::new(),
    };
    let who = line.people.join(" or ");
    let who = if who.is_empty() { "its party".to_owned() } else { who };
    let free = match line.free.0 {
        0 => "who has none then".to_owned(),
        ..0 | 1.. => format!("who has at most {} then", hours(LANG, line.free)),
    };
    let why = line
        .away
        .as_ref()
        .map(|reason| format!(" ({})", away(reason)))
        .unwrap_or_default();
    format!(
        "{} needs {} of {who}{when}, {free}{why}",
        line.task,
        hours(LANG, line.wanted)
    )
}

pub fn unstaffed(line: &UnstaffedLine) -> String {
    let task = &line.task;
    match &line.lack {
        Lacking::Anybody => format!("{task} has hours of work and nobody to do it: give it an owner, a role or `who:`"),
        Lacking::Role(role) => {
            format!("{task} asks for the role {role}, which nobody has: give it to somebody, or the item an owner")
        }
        Lacking::Person(person) => format!("{task} names {person}, who is not of the team"),
    }
}

pub fn overdue(reader: Reader, line: &OverdueLine) -> String {
    let first = line.tasks.first().map_or("", String::as_str);
    let more = match line.tasks.len().saturating_sub(1) {
        0 => String::new(),
        1 => " and 1 more task".to_owned(),
        more => format!(" and {more} more tasks"),
    };
    format!(
        "{}: {} overdue, to be done since {}: {first}{more}",
        line.person,
        hours(LANG, line.hours),
        reader.short_day(line.since)
    )
}

pub fn overload(reader: Reader, line: &OverloadLine) -> String {
    format!(
        "{}: {} in the week of {}, of {} there are; {} too many",
        line.person,
        hours(LANG, line.wanted),
        reader.short_day(line.monday),
        hours(LANG, line.capacity),
        hours(LANG, Minutes(line.wanted.0 - line.capacity.0))
    )
}

pub fn conflict(reader: Reader, line: &ConflictLine) -> String {
    format!(
        "{}, due on {}: {} short because of people",
        line.item,
        reader.day(line.due),
        working_days_in_words(LANG, line.by)
    )
}

pub fn away(away: &Away) -> String {
    match away {
        Away::Weekday => "not a day they work".into(),
        Away::Calendar(off) => super::plan::day_off(off),
        Away::Off(Some(why)) => format!("away: {why}"),
        Away::Off(None) => "away".into(),
        Away::NotBooked => "not booked".into(),
        Away::OnOption => "on option only".into(),
        Away::Left => "has left".into(),
    }
}

pub fn member(member: &Member) -> String {
    let because = match &member.because {
        Chosen::Named => "the records name them".to_owned(),
        Chosen::Owner => "they own it".to_owned(),
        Chosen::OwnerWithRole(role) => format!("they own it and have the role {role}"),
        Chosen::OwnerFor(role) => format!("they own it and nobody has the role {role}"),
        Chosen::OnlyOne(role) => format!("nobody else has the role {role}"),
        Chosen::FirstOf(role, count) => format!("the first of {count} with the role {role}"),
        Chosen::Free(role, others) => {
            format!("with the role {role} and free then, unlike {}", others.join(", "))
        }
    };
    match member.effort.0 {
        0 => format!("{} is asked: {because}", member.person),
        ..0 | 1.. => format!("{} does {} of it: {because}", member.person, hours(LANG, member.effort)),
    }
}

pub fn way(reader: Reader, change: &PeopleChange) -> String {
    match change {
        PeopleChange::Split { task, people } => format!("{task} shared by {}", people.join(" and ")),
        PeopleChange::Shorten { task, to } => format!("{task} in {}", working_days_in_words(LANG, *to)),
        PeopleChange::Book { person, days, from, to } => {
            let days = super::numbers::counted(*days, "more day", "more days");
            format!("{person} booked for {days}, {}", between(reader, *from, *to))
        }
        PeopleChange::Freelance { role, days, from, to } => {
            let days = super::numbers::counted(*days, "day", "days");
            format!("one more {role} for {days}, {}", between(reader, *from, *to))
        }
        PeopleChange::TakeOptions => "take up the options of freelances (`--options`)".into(),
        PeopleChange::Drop { item } => format!("leave {item} out"),
        PeopleChange::Priority { to } => format!("let the campaign go before the others (priority {to})"),
        PeopleChange::MoveLaunch { to } => format!("move the launch to {}", reader.day(*to)),
    }
}

pub fn still(short: HalfDays) -> String {
    format!("; still {} short", working_days_in_words(LANG, short))
}

fn between(reader: Reader, from: Day, to: Day) -> String {
    match from == to {
        true => format!("on {}", reader.day(from)),
        false => format!("between {} and {}", reader.day(from), reader.day(to)),
    }
}
