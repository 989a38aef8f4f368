//! Answers: how are two plans compared in French?
//! Invariant: whether the launch holds first, then what moved.

use super::numbers::counted;
use crate::model::Day;
use crate::plan::compare::{Cause, Counted, LaunchMove, Standing};
use crate::render::catalogue::numbers::{days_number, hours, working_days_in_words};
use crate::render::catalogue::plan_diff::Presence;
use crate::render::catalogue::{Lang, Reader};
use crate::report::plan_diff::{DiffSection, MovedTask, PlanDiffReport, Waiting};

const LANG: Lang = Lang::Fr;

pub fn headline(reader: Reader, report: &PlanDiffReport) -> String {
    let since = match report.from.day == report.to.day {
        true => format!("Depuis {}", at(report)),
        false => format!("Depuis le {}", reader.day(report.from.day)),
    };
    if report.sections.iter().all(DiffSection::is_unchanged) {
        return format!("{since}, rien n’a bougé.");
    }
    if let [section] = report.sections.as_slice() {
        return format!("{since}, {}.", standing(reader, section));
    }
    let sum = |of: fn(&DiffSection) -> usize| report.sections.iter().map(of).sum::<usize>();
    let plans = report.sections.iter().filter(|section| !section.is_unchanged()).count();
    format!(
        "{since}, dans {}\u{a0}: {} et {}, {}.",
        counted(plans, "planning", "plannings"),
        counted(sum(|section| section.moved.len()), "tâche a bougé", "tâches ont bougé"),
        counted(sum(|section| section.added.len()), "est nouvelle", "sont nouvelles"),
        counted(sum(|section| section.removed.len()), "a disparu", "ont disparu"),
    )
}

fn at(report: &PlanDiffReport) -> String {
    let id = report.from.commit.as_deref().unwrap_or_default();
    id[..id.len().min(7)].to_owned()
}

pub fn standing(reader: Reader, section: &DiffSection) -> String {
    let launch = match &section.campaign {
        Some((_, title)) if section.launch_after.is_some() => format!("le lancement de {title}"),
        Some((_, title)) => format!("le planning de {title}"),
        None => "le planning des briefs ouverts".to_owned(),
    };
    let moved = match (section.launch_before, section.launch_after) {
        (Some(before), Some(after)) if before != after => {
            format!(
                "{launch} est passé du {} au {} et ",
                reader.day(before),
                reader.day(after)
            )
        }
        (Some(_), Some(_)) | (None, _) | (_, None) => format!("{launch} "),
    };
    moved + &holds(section.before, section.after)
}

fn holds(before: Option<Standing>, after: Option<Standing>) -> String {
    let words = |days| working_days_in_words(LANG, days);
    let was = before.unwrap_or_default();
    let Some(is) = after else {
        return "n’a plus rien à tenir".into();
    };
    if is.lacking.0 > 0 {
        let before = hours(LANG, was.lacking);
        let lacking = hours(LANG, is.lacking);
        return format!("ne tient pas\u{a0}: personne n’a le temps pour {lacking} de travail, {before} avant");
    }
    if is.short.0 > 0 {
        return match was.short.0 {
            ..=0 => format!("ne tient plus\u{a0}: il manque {}", words(is.short)),
            1.. => format!(
                "ne tient pas\u{a0}: il manque {}, {} avant",
                words(is.short),
                days_number(LANG, was.short)
            ),
        };
    }
    if is.margin_used.0 > 0 {
        let before = days_number(LANG, was.margin_used);
        return format!("tient, au prix de {} de réserve, {before} avant", words(is.margin_used));
    }
    let lost = was.spare - is.spare;
    if before.is_none() || was.lacking.0 > 0 || was.short.0 > 0 || was.margin_used.0 > 0 {
        format!("tient, avec {} de marge", words(is.spare))
    } else if lost.0 > 0 {
        let gone = match lost.0 {
            ..4 => "a disparu",
            4.. => "ont disparu",
        };
        format!(
            "tient, mais de ses {} de marge, {} {gone}",
            words(was.spare),
            days_number(LANG, lost)
        )
    } else if lost.0 < 0 {
        format!(
            "tient, avec {} de marge, {} de plus",
            words(is.spare),
            days_number(LANG, -lost)
        )
    } else {
        format!("tient, avec {} de marge comme avant", words(is.spare))
    }
}

pub fn launch(reader: Reader, launch: &LaunchMove) -> String {
    match (launch.from, launch.to) {
        (Some(from), Some(to)) => format!("Lancement passé du {} au {}", reader.day(from), reader.day(to)),
        (None, Some(to)) => format!("Lancement fixé au {}", reader.day(to)),
        (Some(from), None) => format!("Lancement du {} retiré", reader.day(from)),
        (None, None) => "Lancement inchangé".into(),
    }
}

pub fn no_commit(reader: Reader, cause: Cause, task: &MovedTask, from: Day) -> String {
    if cause == Cause::Uncommitted {
        return "pas encore dans un commit".into();
    }
    let own = task.task.as_str();
    match &task.waiting {
        Some(Waiting::On { task, since: Some(day) }) if *day > from => {
            let what = if task == own { String::new() } else { format!("{task} ") };
            format!("{what}n’a commencé que le {}", reader.day(*day))
        }
        Some(Waiting::On { task, since }) => {
            let of = if task == own {
                String::new()
            } else {
                format!(" de {task}")
            };
            let since = since.map_or_else(String::new, |day| format!(" depuis le {}", reader.day(day)));
            format!("en attente{of}{since}")
        }
        Some(Waiting::NotBegun { task }) if task == own => "n’a pas commencé".into(),
        Some(Waiting::NotBegun { task }) => format!("{task} n’a pas commencé"),
        None => "les jours ont passé".into(),
    }
}

pub fn and_others(count: usize) -> String {
    format!("et {}", counted(count, "autre cause", "autres causes"))
}

/// How many tasks came or went, and their names.
pub fn presence(presence: Presence, count: usize, names: &str) -> String {
    match presence {
        Presence::Added => format!(
            "{}\u{a0}: {names}",
            counted(count, "tâche nouvelle", "tâches nouvelles")
        ),
        Presence::Removed => format!(
            "{}\u{a0}: {names}",
            counted(count, "tâche disparue", "tâches disparues")
        ),
    }
}

pub fn left_out(rows: usize, quiet: usize) -> Vec<String> {
    let rows = (rows > 0).then(|| format!("… et {}.", counted(rows, "autre tâche", "autres tâches")));
    let quiet = (quiet > 0).then(|| match quiet {
        1 => "1 autre tâche n’a pas commencé\u{a0}: son jour au plus tôt a suivi le calendrier.".to_owned(),
        0 | 2.. => {
            format!("{quiet} autres tâches n’ont pas commencé\u{a0}: leurs jours au plus tôt ont suivi le calendrier.")
        }
    });
    rows.into_iter().chain(quiet).collect()
}

pub fn legend(reader: Reader, report: &PlanDiffReport) -> String {
    let days = match report.from.day == report.to.day {
        true => format!("planifié les deux fois au {}", reader.day(report.to.day)),
        false => format!(
            "planifié au {} et au {}",
            reader.day(report.from.day),
            reader.day(report.to.day)
        ),
    };
    format!(
        "prévu\u{a0}: fin au plus tôt · limite\u{a0}: à finir au plus tard · jours ouvrés, + c’est plus tard · {days}{}",
        with_people(report.counted)
    )
}

/// The end of a legend.
pub fn with_people(counted: Counted) -> &'static str {
    match counted {
        Counted::Calendars => "",
        Counted::People => " · avec les heures de chacun",
    }
}
