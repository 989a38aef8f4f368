//! Answers: what is said of what is awaited, in French?
//! Invariant: how much first, then how much of it is late.

use crate::metrics::awaiting::What;
use crate::model::workflow::SilenceAction;
use crate::render::catalogue::numbers::working_days_in_words;
use crate::render::catalogue::{Lang, Reader};
use crate::report::due::{DueItem, DueReport, DueWho, GroupOf, Only};

const LANG: Lang = Lang::Fr;

pub const LEGEND: &str = "retard\u{a0}: jours ouvrés au-delà du délai de l’étape, ou après son jour · dernier jour\u{a0}: après lui, une mise en ligne ou une échéance recule · ! en retard, ou après son dernier jour";

pub fn headline(report: &DueReport) -> String {
    let of = whose(report);
    let late = report.late();
    match (report.items.len(), report.asked.only) {
        (0, Only::Overdue) => format!("Rien n’est en retard{of}."),
        (0, Only::All) => format!("Rien n’est attendu{of}."),
        (1, Only::Overdue) => format!("1 chose est en retard{of}."),
        (count, Only::Overdue) => format!("{count} choses sont en retard{of}."),
        (count, Only::All) => {
            let all = match count {
                1 => "1 chose est attendue".to_owned(),
                count => format!("{count} choses sont attendues"),
            };
            let late = if late == 0 {
                "aucune".to_owned()
            } else {
                late.to_string()
            };
            format!("{all}{of}, {late} en retard.")
        }
    }
}

fn whose(report: &DueReport) -> String {
    let person = report.asked.person.as_ref().map(|(_, name)| format!(" de {name}"));
    let role = report
        .asked
        .role
        .as_ref()
        .map(|role| format!(" du rôle «\u{a0}{role}\u{a0}»"));
    person.into_iter().chain(role).collect()
}

pub const fn what(what: What) -> &'static str {
    match what {
        What::Triage => "à accepter",
        What::Work => "travail",
        What::Verdict => "décision",
        What::Mend => "à régler",
        What::Move => "à faire avancer",
        What::Task => "tâche",
        What::Milestone => "jalon",
        What::Decision => "arbitrage",
    }
}

pub fn group(reader: Reader, report: &DueReport, of: GroupOf<'_>) -> String {
    match of {
        GroupOf::Person(id) => match report.whoever(id) {
            Some(who) => format!("{} ({id}){}", who.name, away(reader, who)),
            None => id.to_owned(),
        },
        GroupOf::Role(role) => format!("{role}\u{a0}: personne n’est là qui puisse répondre"),
        GroupOf::Nobody => "Personne n’est nommé".to_owned(),
    }
}

fn away(reader: Reader, who: &DueWho) -> String {
    let Some(until) = who.away_until else {
        return String::new();
    };
    let until = format!(", absence jusqu’au {}", reader.day(until));
    match who.delegates.as_slice() {
        [] => until,
        delegates => format!("{until}\u{a0}: {} à sa place", delegates.join(", ")),
    }
}

pub fn others(others: &[&str], missing: u32) -> String {
    let names = others.join(", ");
    match missing {
        0 | 1 => format!(" (ou {names})"),
        missing => format!(" ({missing}, avec {names})"),
    }
}

pub fn silence(item: &DueItem) -> String {
    let Some(rule) = &item.silence else {
        return String::new();
    };
    let (title, days) = (&item.title, working_days_in_words(LANG, item.waiting));
    let stage = item.stage.as_ref().map_or("", |(_, title)| title);
    let does = match rule.action {
        SilenceAction::Remind => "la règle demande une relance",
        SilenceAction::Escalate => "la règle dit de remonter à qui en répond",
        SilenceAction::Tacit => "d’après la règle, le silence vaut accord",
    };
    format!("{title}\u{a0}: sans réponse à «\u{a0}{stage}\u{a0}» depuis {days}\u{202f}; {does}.")
}

pub fn facts(reader: Reader, item: &DueItem) -> Vec<String> {
    let since = item.since.map(|day| format!("Depuis le {}", reader.day(day)));
    let late = item
        .is_late()
        .then(|| format!("En retard de {}", working_days_in_words(LANG, item.late)));
    let last = item.last_day.map(|day| {
        format!(
            "Dernier jour avant de reculer une mise en ligne ou une échéance\u{a0}: {}",
            reader.day(day)
        )
    });
    [since, late, last].into_iter().flatten().collect()
}

pub fn name(report: &DueReport) -> String {
    format!("En attente{}", whose(report))
}
