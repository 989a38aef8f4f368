//! Answers: how are the reasons of one task said in English?
//! Invariant: each step names the task that binds and the day; a place in a file comes last.

use crate::model::campaign::LinkType;
use crate::model::duration::{HalfDays, Length};
use crate::model::place::Place;
use crate::render::catalogue::numbers::{length, working_days_in_words};
use crate::render::catalogue::{Lang, Reader};
use crate::report::plan::{Half, Span};
use crate::report::plan_why::{Because, GoalFacts, OwnDue, WhyStep};

const LANG: Lang = Lang::En;

pub fn early_step(reader: Reader, step: &WhyStep) -> String {
    let because = because_early(reader, &step.because);
    match (step.place, &step.because) {
        (_, Because::Done(_) | Because::UnderWay(_)) | (None, _) => format!("{} {because}", step.task),
        (Some(span), _) if step.duration.0 == 0 => {
            format!("{} is reached on {}, {because}", step.task, reader.day(span.to))
        }
        (Some(span), _) => format!(
            "{} takes {} and starts on {}, {because}",
            step.task,
            working_days_in_words(LANG, step.duration),
            first_day(reader, span)
        ),
    }
}

/// What follows a comma: `because …`.
pub fn because_early(reader: Reader, because: &Because) -> String {
    match because {
        Because::Done(Some(span)) => format!("was done from {} to {}", reader.day(span.from), reader.day(span.to)),
        Because::Done(None) => "is done".into(),
        Because::UnderWay(Some(day)) => format!("has been under way since {}", reader.day(*day)),
        Because::UnderWay(None) => "is under way".into(),
        Because::Today => "because nothing holds it back".into(),
        Because::NotBefore { place, .. } => format!("because the campaign says not before{}", at(place)),
        Because::Booked { place, .. } => format!("because it is booked{}", at(place)),
        Because::Notice { days } => {
            format!(
                "because the party wants {} of notice",
                working_days_in_words(LANG, *days)
            )
        }
        Because::Link { other, day, link, lag } => {
            let when = day.map(|day| format!(" on {}", reader.day(day))).unwrap_or_default();
            let verb = match link {
                LinkType::FinishToStart | LinkType::FinishToFinish => "ends",
                LinkType::StartToStart | LinkType::StartToFinish => "starts",
            };
            format!("because {other} {verb}{when}{}", link_words(*link, *lag))
        }
        Because::Busy { person, other, place } => {
            format!("because {person} is busy with {other}{}", busy_days(reader, *place))
        }
        Because::Away { person, day, reason } => format!(
            "because {person} is not there on {} ({})",
            reader.day(*day),
            super::people::away(reason)
        ),
        Because::MustEndBy { .. } | Because::Launch { .. } | Because::Goal(_) | Because::Free => {
            "because nothing holds it back".into()
        }
    }
}

pub fn late_step(reader: Reader, step: &WhyStep) -> String {
    let end = step.place.map(|span| last_day(reader, span));
    let ends = match (end, step.duration) {
        (Some(end), HalfDays(0)) if step.missed().is_some() => {
            format!("{} cannot be reached before {end}, later than it should", step.task)
        }
        (Some(end), duration) if step.missed().is_some() => {
            format!(
                "{} takes {} and cannot end before {end}, later than it should",
                step.task,
                working_days_in_words(LANG, duration)
            )
        }
        (Some(end), HalfDays(0)) => format!("{} must be reached by {end}", step.task),
        (Some(end), duration) => {
            format!(
                "{} takes {} and must end on {end}",
                step.task,
                working_days_in_words(LANG, duration)
            )
        }
        (None, _) => step.task.clone(),
    };
    format!("{ends}: {}", because_late(reader, &step.because))
}

fn because_late(reader: Reader, because: &Because) -> String {
    match because {
        Because::Link { other, day, link, lag } => {
            let verb = match link {
                LinkType::FinishToStart | LinkType::StartToStart => "start",
                LinkType::FinishToFinish | LinkType::StartToFinish => "end",
            };
            let when = day.map(|day| format!(" on {}", reader.day(day))).unwrap_or_default();
            format!("{other} must {verb}{when}{}", link_words(*link, *lag))
        }
        Because::Goal(goal) => goal_words(reader, goal),
        Because::MustEndBy { day, place } => format!("it must end by {}{}", reader.day(*day), at(place)),
        Because::Booked { place, .. } => format!("it is booked{}", at(place)),
        Because::Launch { launch, by } => {
            let launch = launch.map(|day| format!(" on {}", reader.day(day))).unwrap_or_default();
            format!(
                "everything is over before the launch{launch}, margin off: by {}",
                reader.day(*by)
            )
        }
        Because::Busy { person, other, place } => format!("{person} is busy with {other}{}", busy_days(reader, *place)),
        Because::Away { person, day, reason } => format!(
            "{person} is not there on {} ({})",
            reader.day(*day),
            super::people::away(reason)
        ),
        Because::Done(_) => "it is done".into(),
        Because::UnderWay(_) | Because::Today | Because::NotBefore { .. } | Because::Notice { .. } | Because::Free => {
            "nothing pulls it".into()
        }
    }
}

/// The days on which somebody is busy.
fn busy_days(reader: Reader, place: Option<Span>) -> String {
    place.map_or_else(String::new, |span| match span.from == span.to {
        true => format!(" on {}", reader.day(span.from)),
        false => format!(" from {} to {}", reader.day(span.from), reader.day(span.to)),
    })
}

fn goal_words(reader: Reader, goal: &GoalFacts) -> String {
    let mut said = match (goal.own_due, goal.live) {
        (OwnDue::Yes, _) => format!("{} is due on {} by its own word", goal.item, reader.day(goal.due)),
        (OwnDue::No, Some(live)) => format!("{} is live on {}", goal.item, reader.day(live)),
        (OwnDue::No, None) => format!("{} is due on {}", goal.item, reader.day(goal.due)),
    };
    let mut less = Vec::new();
    if goal.own_due == OwnDue::No && goal.handover.0 > 0 {
        let whose = goal
            .party
            .as_ref()
            .map(|party| format!(" for {party}"))
            .unwrap_or_default();
        less.push(format!(
            "{}{whose} (handover)",
            working_days_in_words(LANG, goal.handover)
        ));
    }
    if goal.margin.0 > 0 {
        less.push(format!("{} of margin", working_days_in_words(LANG, goal.margin)));
    }
    if !less.is_empty() {
        said += &format!(", less {}", less.join(" and "));
    }
    said += &format!(": ready by {}", reader.day(goal.by));
    said + &goal.place.as_ref().map(at).unwrap_or_default()
}

fn link_words(link: LinkType, lag: Length) -> String {
    let kind = match link {
        LinkType::FinishToStart => "finish to start",
        LinkType::StartToStart => "start to start",
        LinkType::FinishToFinish => "finish to finish",
        LinkType::StartToFinish => "start to finish",
    };
    match lag {
        Length::Working(HalfDays(0)) | Length::ElapsedDays(0) if link == LinkType::FinishToStart => String::new(),
        Length::Working(HalfDays(0)) | Length::ElapsedDays(0) => format!(" ({kind})"),
        lag => format!(" ({kind}, lag {})", length(LANG, lag)),
    }
}

fn first_day(reader: Reader, span: Span) -> String {
    match span.begins {
        Half::Morning => reader.day(span.from),
        Half::Afternoon => format!("{} at noon", reader.day(span.from)),
    }
}

fn last_day(reader: Reader, span: Span) -> String {
    match span.ends {
        Half::Afternoon => reader.day(span.to),
        Half::Morning => format!("{} at noon", reader.day(span.to)),
    }
}

pub fn off(days: &str) -> String {
    format!("days off on the way: {days}")
}

fn at(place: &Place) -> String {
    format!("  {}:{}", place.file, place.span.line)
}
