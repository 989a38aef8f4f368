//! Answers: how is it said in French who does what and who has too much?
//! Invariant: hours with their unit, people by the name that the next command wants; charge for load.

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

const LANG: Lang = Lang::Fr;

pub const LOAD: &str = "La charge de chacun, et le remplissage de ses semaines";
pub const OVERLOADS: &str = "Trop à la fois, si tout était fait aussi tard que son échéance le permet";
pub const CONFLICTS: &str = "Ce que les personnes ne permettent pas de tenir par ailleurs";

pub fn studio(campaigns: usize) -> String {
    format!(
        "Tout le studio ({})",
        super::numbers::counted(campaigns, "campagne", "campagnes")
    )
}

pub fn nobody_free(title: &str, tasks: usize, lacking: Minutes) -> String {
    let tasks = super::numbers::counted(tasks, "tâche", "tâches");
    format!(
        "{title}\u{a0}: aucune des personnes possibles n’a le temps pour {tasks}\u{202f}; il manque {}.",
        hours(LANG, lacking)
    )
}

pub fn legend(placed: PlacedAs) -> &'static str {
    match placed {
        PlacedAs::Late => {
            "Début, Fin\u{a0}: au plus tard que les jours et les personnes permettent · au plus tôt\u{a0}: dès aujourd’hui · j. o.\u{a0}: jours ouvrés · marge\u{a0}: du début au plus tôt à celui-ci · ! sans marge · ▸ en cours · ✓ fait"
        }
        PlacedAs::LateForFirstDay => {
            "Début, Fin\u{a0}: ce qui ne tient pas son jour est placé pour le premier jour possible · au plus tôt\u{a0}: dès aujourd’hui · j. o.\u{a0}: jours ouvrés · marge\u{a0}: du début au plus tôt à celui-ci · ! sans marge · ▸ en cours · ✓ fait"
        }
        PlacedAs::Early => {
            "Début, Fin\u{a0}: au plus tôt que les jours et les personnes permettent · j. o.\u{a0}: jours ouvrés · ! sans marge · ▸ en cours · ✓ fait"
        }
    }
}

pub fn shortage(reader: Reader, line: &ShortageLine) -> String {
    let when = match (line.from, line.to) {
        (Some(from), Some(to)) if from == to => format!(" le {}", reader.day(from)),
        (Some(from), Some(to)) => format!(" du {} au {}", reader.day(from), reader.day(to)),
        (None, Some(_)) | (Some(_) | None, None) => String::new(),
    };
    let who = line.people.join(" ou ");
    let who = if who.is_empty() {
        "son partenaire".to_owned()
    } else {
        who
    };
    let free = match line.free.0 {
        0 => "qui n’en a aucune".to_owned(),
        ..0 | 1.. => format!("qui en a au plus {}", hours(LANG, line.free)),
    };
    let why = line
        .away
        .as_ref()
        .map(|reason| format!(" ({})", away(reason)))
        .unwrap_or_default();
    format!(
        "{} demande {} de {who}{when}, {free}{why}",
        line.task,
        hours(LANG, line.wanted)
    )
}

pub fn unstaffed(line: &UnstaffedLine) -> String {
    let task = &line.task;
    match &line.lack {
        Lacking::Anybody => {
            format!("{task} demande du travail et n’a personne\u{a0}: donnez-lui un responsable, un rôle ou `who:`")
        }
        Lacking::Role(role) => format!(
            "{task} demande le rôle {role}, que personne n’a\u{a0}: donnez-le à quelqu’un, ou un responsable à la ligne"
        ),
        Lacking::Person(person) => format!("{task} nomme {person}, qui n’est pas de l’équipe"),
    }
}

pub fn overdue(reader: Reader, line: &OverdueLine) -> String {
    let first = line.tasks.first().map_or("", String::as_str);
    let more = match line.tasks.len().saturating_sub(1) {
        0 => String::new(),
        1 => " et 1 autre tâche".to_owned(),
        more => format!(" et {more} autres tâches"),
    };
    format!(
        "{}\u{a0}: {} en retard, à faire depuis le {}\u{a0}: {first}{more}",
        line.person,
        hours(LANG, line.hours),
        reader.short_day(line.since)
    )
}

pub fn overload(reader: Reader, line: &OverloadLine) -> String {
    format!(
        "{}\u{a0}: {} la semaine du {}, pour {} disponibles\u{202f}; {} de trop",
        line.person,
        hours(LANG, line.wanted),
        reader.short_day(line.monday),
        hours(LANG, line.capacity),
        hours(LANG, Minutes(line.wanted.0 - line.capacity.0))
    )
}

pub fn conflict(reader: Reader, line: &ConflictLine) -> String {
    format!(
        "{}, attendu le {}\u{a0}: il manque {} à cause des personnes",
        line.item,
        reader.day(line.due),
        working_days_in_words(LANG, line.by)
    )
}

pub fn away(away: &Away) -> String {
    match away {
        Away::Weekday => "jour non travaillé".into(),
        Away::Calendar(off) => super::plan::day_off(off),
        Away::Off(Some(why)) => format!("absence\u{a0}: {why}"),
        Away::Off(None) => "absence".into(),
        Away::NotBooked => "jours non réservés".into(),
        Away::OnOption => "en option seulement".into(),
        Away::Left => "a quitté l’équipe".into(),
    }
}

pub fn member(member: &Member) -> String {
    let because = match &member.because {
        Chosen::Named => "c’est écrit".to_owned(),
        Chosen::Owner => "responsable du travail".to_owned(),
        Chosen::OwnerWithRole(role) => format!("responsable du travail, avec le rôle {role}"),
        Chosen::OwnerFor(role) => format!("responsable du travail, car personne n’a le rôle {role}"),
        Chosen::OnlyOne(role) => format!("seule personne avec le rôle {role}"),
        Chosen::FirstOf(role, count) => format!("première personne sur {count} avec le rôle {role}"),
        Chosen::Free(role, others) => {
            format!(
                "avec le rôle {role} et libre à ce moment, contrairement à {}",
                others.join(", ")
            )
        }
    };
    match member.effort.0 {
        0 => format!("{} est sollicité\u{a0}: {because}", member.person),
        ..0 | 1.. => format!(
            "{} en fait {}\u{a0}: {because}",
            member.person,
            hours(LANG, member.effort)
        ),
    }
}

pub fn way(reader: Reader, change: &PeopleChange) -> String {
    match change {
        PeopleChange::Split { task, people } => format!("partager {task} entre {}", people.join(" et ")),
        PeopleChange::Shorten { task, to } => format!("{task} en {}", working_days_in_words(LANG, *to)),
        PeopleChange::Book { person, days, from, to } => {
            let days = super::numbers::counted(*days, "jour de plus", "jours de plus");
            format!("réserver {person} {days}, {}", between(reader, *from, *to))
        }
        PeopleChange::Freelance { role, days, from, to } => {
            let days = super::numbers::counted(*days, "jour", "jours");
            format!(
                "une personne de plus avec le rôle {role} pour {days}, {}",
                between(reader, *from, *to)
            )
        }
        PeopleChange::TakeOptions => "lever les options des indépendants (`--options`)".into(),
        PeopleChange::Drop { item } => format!("renoncer à {item}"),
        PeopleChange::Priority { to } => format!("faire passer la campagne avant les autres (priorité {to})"),
        PeopleChange::MoveLaunch { to } => format!("déplacer le lancement au {}", reader.day(*to)),
    }
}

pub fn still(short: HalfDays) -> String {
    format!("\u{202f}; il manquera encore {}", working_days_in_words(LANG, short))
}

fn between(reader: Reader, from: Day, to: Day) -> String {
    match from == to {
        true => format!("le {}", reader.day(from)),
        false => format!("entre le {} et le {}", reader.day(from), reader.day(to)),
    }
}
