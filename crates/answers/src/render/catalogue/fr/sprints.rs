//! Answers: how is a sprint said in French?
//! Invariant: how much is done first, then what is in danger.

use super::numbers::counted;
use crate::render::catalogue::Reader;
use crate::render::catalogue::sprints::Part;
use crate::report::sprints::{LoadOfSprint, Sprint, SprintsReport};

pub const LEGEND: &str = "Fin\u{a0}: à finir au plus tard · prévu\u{a0}: fin au plus tôt · ! sans marge, ou trop de travail · heures des jours à venir, face à celles dont chacun dispose";

pub const PICTURE_LEGEND: &str = "Heures des jours à venir\u{a0}: la barre est le travail, le cadre derrière elle ce dont la personne dispose\u{202f}; rayé, c’est trop";

pub fn one(reader: Reader, title: Option<&str>, sprint: &Sprint) -> String {
    let title = title.map_or_else(String::new, |title| format!("{title}, "));
    let days = format!("du {} au {}", reader.day(sprint.from), reader.day(sprint.to));
    let goals = counted(sprint.goals.len(), "objectif", "objectifs");
    let done = counted(sprint.done(), "atteint", "atteints");
    let mut said = format!("{title}sprint {}, {days}\u{a0}: {goals}, {done}", sprint.number);
    if !sprint.carried.is_empty() {
        said += &format!(", {}", counted(sprint.carried.len(), "reporté", "reportés"));
    }
    match sprint.at_risk() {
        0 => {}
        risk => said += &format!(", {risk} en danger"),
    }
    match sprint.load.iter().filter(|load| load.is_too_much()).count() {
        0 => {}
        people => {
            said += &format!(
                "\u{202f}; {} trop à faire",
                counted(people, "personne a", "personnes ont")
            )
        }
    }
    said + "."
}

pub fn all(report: &SprintsReport, sprints: &[Sprint]) -> String {
    let title = report.campaign.as_ref().map_or("Sprints", |(_, title)| title.as_str());
    let goals: usize = sprints.iter().map(|sprint| sprint.goals.len()).sum();
    let full = sprints
        .iter()
        .filter(|sprint| sprint.load.iter().any(LoadOfSprint::is_too_much))
        .count();
    let full = match full {
        0 => String::new(),
        full => format!("\u{202f}; dans {full} d’entre eux, quelqu’un a trop à faire"),
    };
    format!(
        "{title}\u{a0}: {} en {}{full}.",
        counted(goals, "objectif", "objectifs"),
        counted(sprints.len(), "sprint", "sprints")
    )
}

pub fn part(part: Part) -> &'static str {
    match part {
        Part::Goals => "Objectifs",
        Part::CarriedOver => "Reporté des sprints précédents",
        Part::Load => "Qui a combien",
    }
}

pub fn how_far(sprint: &Sprint) -> String {
    let goals = counted(sprint.goals.len(), "objectif", "objectifs");
    let mut said = format!("{goals}, {}", counted(sprint.done(), "atteint", "atteints"));
    if !sprint.carried.is_empty() {
        said += &format!(", {}", counted(sprint.carried.len(), "reporté", "reportés"));
    }
    match sprint.at_risk() {
        0 => said,
        risk => format!("{said}, {risk} en danger"),
    }
}
