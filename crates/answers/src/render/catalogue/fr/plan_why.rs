//! Answers: how are the reasons of one task said in French?
//! Invariant: each step names the task that binds and the day; a place in a file comes last.

use crate::model::campaign::LinkType;
use crate::model::duration::{HalfDays, Length};
use crate::model::place::Place;
use crate::render::catalogue::numbers::{length, working_days_in_words};
use crate::render::catalogue::{Lang, Reader};
use crate::report::plan::{Half, Span};
use crate::report::plan_why::{Because, GoalFacts, OwnDue, WhyStep};

const LANG: Lang = Lang::Fr;

pub fn early_step(reader: Reader, step: &WhyStep) -> String {
    let because = because_early(reader, &step.because);
    match (step.place, &step.because) {
        (_, Because::Done(_) | Because::UnderWay(_)) | (None, _) => format!("{} {because}", step.task),
        (Some(span), _) if step.duration.0 == 0 => {
            format!("{} est atteint le {}, {because}", step.task, reader.day(span.to))
        }
        (Some(span), _) => format!(
            "{} prend {} et commence le {}, {because}",
            step.task,
            working_days_in_words(LANG, step.duration),
            first_day(reader, span)
        ),
    }
}

/// What follows a comma: `parce que …`.
pub fn because_early(reader: Reader, because: &Because) -> String {
    match because {
        Because::Done(Some(span)) => format!("a été fait du {} au {}", reader.day(span.from), reader.day(span.to)),
        Because::Done(None) => "est fait".into(),
        Because::UnderWay(Some(day)) => format!("est en cours depuis le {}", reader.day(*day)),
        Because::UnderWay(None) => "est en cours".into(),
        Because::Today => "car rien ne le retient".into(),
        Because::NotBefore { place, .. } => format!("car la campagne dit pas avant{}", at(place)),
        Because::Booked { place, .. } => format!("car la date est réservée{}", at(place)),
        Because::Notice { days } => {
            format!(
                "car le partenaire demande {} de préavis",
                working_days_in_words(LANG, *days)
            )
        }
        Because::Link { other, day, link, lag } => {
            let when = day.map(|day| format!(" le {}", reader.day(day))).unwrap_or_default();
            let verb = match link {
                LinkType::FinishToStart | LinkType::FinishToFinish => "finit",
                LinkType::StartToStart | LinkType::StartToFinish => "commence",
            };
            format!("car {other} {verb}{when}{}", link_words(*link, *lag))
        }
        Because::Busy { person, other, place } => {
            format!("car {person} travaille sur {other}{}", busy_days(reader, *place))
        }
        Because::Away { person, day, reason } => format!(
            "car {person} n’est pas là le {} ({})",
            reader.day(*day),
            super::people::away(reason)
        ),
        Because::MustEndBy { .. } | Because::Launch { .. } | Because::Goal(_) | Because::Free => {
            "car rien ne le retient".into()
        }
    }
}

pub fn late_step(reader: Reader, step: &WhyStep) -> String {
    let end = step.place.map(|span| last_day(reader, span));
    let ends = match (end, step.duration) {
        (Some(end), HalfDays(0)) if step.missed().is_some() => {
            format!(
                "{} ne peut pas être atteint avant le {end}, plus tard qu’il ne faudrait",
                step.task
            )
        }
        (Some(end), duration) if step.missed().is_some() => {
            format!(
                "{} prend {} et ne peut pas finir avant le {end}, plus tard qu’il ne faudrait",
                step.task,
                working_days_in_words(LANG, duration)
            )
        }
        (Some(end), HalfDays(0)) => format!("{} doit être atteint le {end}", step.task),
        (Some(end), duration) => format!(
            "{} prend {} et doit finir le {end}",
            step.task,
            working_days_in_words(LANG, duration)
        ),
        (None, _) => step.task.clone(),
    };
    format!("{ends}\u{a0}: {}", because_late(reader, &step.because))
}

fn because_late(reader: Reader, because: &Because) -> String {
    match because {
        Because::Link { other, day, link, lag } => {
            let verb = match link {
                LinkType::FinishToStart | LinkType::StartToStart => "commencer",
                LinkType::FinishToFinish | LinkType::StartToFinish => "finir",
            };
            let when = day.map(|day| format!(" le {}", reader.day(day))).unwrap_or_default();
            format!("{other} doit {verb}{when}{}", link_words(*link, *lag))
        }
        Because::Goal(goal) => goal_words(reader, goal),
        Because::MustEndBy { day, place } => format!("il faut finir le {}{}", reader.day(*day), at(place)),
        Because::Booked { place, .. } => format!("la date est réservée{}", at(place)),
        Because::Launch { launch, by } => {
            let launch = launch.map(|day| format!(" du {}", reader.day(day))).unwrap_or_default();
            format!(
                "tout est terminé avant le lancement{launch}, réserve déduite\u{a0}: le {}",
                reader.day(*by)
            )
        }
        Because::Busy { person, other, place } => {
            format!("{person} travaille sur {other}{}", busy_days(reader, *place))
        }
        Because::Away { person, day, reason } => format!(
            "{person} n’est pas là le {} ({})",
            reader.day(*day),
            super::people::away(reason)
        ),
        Because::Done(_) => "c’est fait".into(),
        Because::UnderWay(_) | Because::Today | Because::NotBefore { .. } | Because::Notice { .. } | Because::Free => {
            "rien ne le tire".into()
        }
    }
}

/// The days on which somebody is busy.
fn busy_days(reader: Reader, place: Option<Span>) -> String {
    place.map_or_else(String::new, |span| match span.from == span.to {
        true => format!(" le {}", reader.day(span.from)),
        false => format!(" du {} au {}", reader.day(span.from), reader.day(span.to)),
    })
}

fn goal_words(reader: Reader, goal: &GoalFacts) -> String {
    let mut said = match (goal.own_due, goal.live) {
        (OwnDue::Yes, _) => format!("{} donne lui-même son échéance, le {}", goal.item, reader.day(goal.due)),
        (OwnDue::No, Some(live)) => format!("{} est en ligne le {}", goal.item, reader.day(live)),
        (OwnDue::No, None) => format!("l’échéance de {} est le {}", goal.item, reader.day(goal.due)),
    };
    let mut less = Vec::new();
    if goal.own_due == OwnDue::No && goal.handover.0 > 0 {
        let whose = goal
            .party
            .as_ref()
            .map(|party| format!(" pour {party}"))
            .unwrap_or_default();
        less.push(format!(
            "{}{whose} (remise)",
            working_days_in_words(LANG, goal.handover)
        ));
    }
    if goal.margin.0 > 0 {
        less.push(format!("{} de réserve", working_days_in_words(LANG, goal.margin)));
    }
    if !less.is_empty() {
        said += &format!(", moins {}", less.join(" et "));
    }
    said += &format!("\u{a0}: prêt le {}", reader.day(goal.by));
    said + &goal.place.as_ref().map(at).unwrap_or_default()
}

fn link_words(link: LinkType, lag: Length) -> String {
    let kind = match link {
        LinkType::FinishToStart => "fin à début",
        LinkType::StartToStart => "début à début",
        LinkType::FinishToFinish => "fin à fin",
        LinkType::StartToFinish => "début à fin",
    };
    match lag {
        Length::Working(HalfDays(0)) | Length::ElapsedDays(0) if link == LinkType::FinishToStart => String::new(),
        Length::Working(HalfDays(0)) | Length::ElapsedDays(0) => format!(" ({kind})"),
        lag => format!(" ({kind}, délai {})", length(LANG, lag)),
    }
}

fn first_day(reader: Reader, span: Span) -> String {
    match span.begins {
        Half::Morning => reader.day(span.from),
        Half::Afternoon => format!("{} à midi", reader.day(span.from)),
    }
}

fn last_day(reader: Reader, span: Span) -> String {
    match span.ends {
        Half::Afternoon => reader.day(span.to),
        Half::Morning => format!("{} à midi", reader.day(span.to)),
    }
}

pub fn off(days: &str) -> String {
    format!("jours non travaillés en chemin\u{a0}: {days}")
}

fn at(place: &Place) -> String {
    format!("  {}:{}", place.file, place.span.line)
}
