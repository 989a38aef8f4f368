//! Answers: how is a sprint said in English?
//! Invariant: how much is done first, then what is in danger.

use super::numbers::counted;
use crate::render::catalogue::Reader;
use crate::render::catalogue::sprints::Part;
use crate::report::sprints::{LoadOfSprint, Sprint, SprintsReport};

pub const LEGEND: &str = "End: by when it must end · forecast: its earliest end · ! no float, or too much work · hours of the days still to come, against those people have";

pub const PICTURE_LEGEND: &str =
    "Hours of the days still to come: a bar is the work, the frame behind it what the person has; striped is too much";

pub fn one(reader: Reader, title: Option<&str>, sprint: &Sprint) -> String {
    let title = title.map_or_else(String::new, |title| format!("{title}, "));
    let days = format!("{} to {}", reader.day(sprint.from), reader.day(sprint.to));
    let goals = counted(sprint.goals.len(), "goal", "goals");
    let mut said = format!(
        "{title}sprint {}, {days}: {goals}, {} done",
        sprint.number,
        sprint.done()
    );
    if !sprint.carried.is_empty() {
        said += &format!(", {} carried over", sprint.carried.len());
    }
    match sprint.at_risk() {
        0 => {}
        risk => said += &format!(", {risk} at risk"),
    }
    match sprint.load.iter().filter(|load| load.is_too_much()).count() {
        0 => {}
        people => said += &format!("; {} too much to do", counted(people, "person has", "people have")),
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
        full => format!("; in {full} of them somebody has too much to do"),
    };
    format!(
        "{title}: {} in {}{full}.",
        counted(goals, "goal", "goals"),
        counted(sprints.len(), "sprint", "sprints")
    )
}

pub fn part(part: Part) -> &'static str {
    match part {
        Part::Goals => "Goals",
        Part::CarriedOver => "Carried over from earlier sprints",
        Part::Load => "Who has how much",
    }
}

pub fn how_far(sprint: &Sprint) -> String {
    let mut said = format!(
        "{}, {} done",
        counted(sprint.goals.len(), "goal", "goals"),
        sprint.done()
    );
    if !sprint.carried.is_empty() {
        said += &format!(", {} carried over", sprint.carried.len());
    }
    match sprint.at_risk() {
        0 => said,
        risk => format!("{said}, {risk} at risk"),
    }
}
