//! Answers: how is a forecast from week to week said in French?
//! Invariant: by how much it slipped first.

use super::numbers::counted;
use crate::model::Day;
use crate::plan::compare::Standing;
use crate::render::catalogue::numbers::{hours, working_days};
use crate::render::catalogue::{Lang, Reader};
use crate::report::plan_slip::SlipLine;
use chrono::Datelike;

pub const LAUNCH: &str = "lancement";

pub const LEGEND: &str = "au plus tôt\u{a0}: le premier lancement possible, selon le planning du dernier jour de la semaine · glissé\u{a0}: jours depuis la semaine d’avant · ! après le lancement";

pub fn several(lines: &[SlipLine]) -> String {
    let late = lines
        .iter()
        .filter(|line| line.weeks.last().is_some_and(|week| week.outlook.is_late()));
    match (lines.len(), late.count()) {
        (0, _) => "Aucune campagne en cours n’a de lancement.".into(),
        (all, late) => format!(
            "{late} sur {} en retard.",
            counted(all, "lancement serait", "lancements seraient")
        ),
    }
}

pub fn line(reader: Reader, line: &SlipLine) -> String {
    let title = &line.title;
    let Some(last) = line.weeks.last() else {
        return format!("{title}\u{a0}: aucun planning des semaines passées n’est lisible.");
    };
    if last.outlook.lacking().0 > 0 {
        return format!(
            "{title}\u{a0}: personne n’a le temps pour {} de travail.",
            hours(Lang::Fr, last.outlook.lacking())
        );
    }
    let Some(forecast) = last.outlook.forecast() else {
        return format!("{title}\u{a0}: rien n’y dépend d’un lancement.");
    };
    let day = reader.day_in_sentence(forecast);
    let since = line.weeks.first().filter(|first| first.day < last.day);
    let slipped = since.map_or_else(String::new, |first| {
        let since = reader.day(first.day);
        match line.slipped().unwrap_or(0) {
            0 => format!(", comme au {since}"),
            days @ 1.. => format!(", {} plus tard qu’au {since}", counted(days as usize, "jour", "jours")),
            days @ ..0 => format!(
                ", {} plus tôt qu’au {since}",
                counted(days.unsigned_abs() as usize, "jour", "jours")
            ),
        }
    });
    let holds = match last.outlook.is_late() {
        true => "la mise en ligne serait",
        false => "le lancement tient",
    };
    format!("{title}\u{a0}: {holds} le {day}{slipped}.")
}

pub fn week(reader: Reader, day: Day) -> String {
    format!("S{:02}, {}", day.iso_week().week(), reader.day(day))
}

pub fn standing(standing: Standing) -> String {
    let days = |days| working_days(Lang::Fr, days);
    if standing.lacking.0 > 0 {
        return format!("{} sans personne", hours(Lang::Fr, standing.lacking));
    }
    if standing.short.0 > 0 {
        format!("il manque {}", days(standing.short))
    } else if standing.margin_used.0 > 0 {
        format!("{} de réserve prise", days(standing.margin_used))
    } else {
        days(standing.spare)
    }
}
