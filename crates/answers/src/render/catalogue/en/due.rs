//! Answers: what is said of what is awaited, in English?
//! Invariant: how much first, then how much of it is late.

use super::numbers::counted;
use crate::metrics::awaiting::What;
use crate::model::workflow::SilenceAction;
use crate::render::catalogue::numbers::working_days_in_words;
use crate::render::catalogue::{Lang, Reader};
use crate::report::due::{DueItem, DueReport, DueWho, GroupOf, Only};

const LANG: Lang = Lang::En;

pub const LEGEND: &str = "late: working days beyond the stage's SLA, or after its day · last day: after it a launch or due day moves · ! late, or past its last day";

pub fn headline(report: &DueReport) -> String {
    let of = whose(report);
    let late = report.late();
    match (report.items.len(), report.asked.only) {
        (0, Only::Overdue) => format!("Nothing is late{of}."),
        (0, Only::All) => format!("Nothing is awaited{of}."),
        (count, Only::Overdue) => format!("{} late{of}.", counted(count, "thing is", "things are")),
        (count, Only::All) => {
            let all = counted(count, "thing is", "things are");
            let late = if late == 0 { "none".to_owned() } else { late.to_string() };
            format!("{all} awaited{of}, {late} late.")
        }
    }
}

fn whose(report: &DueReport) -> String {
    let person = report.asked.person.as_ref().map(|(_, name)| format!(" of {name}"));
    let role = report.asked.role.as_ref().map(|role| format!(" of {role}"));
    person.into_iter().chain(role).collect()
}

pub const fn what(what: What) -> &'static str {
    match what {
        What::Triage => "to accept",
        What::Work => "work",
        What::Verdict => "verdict",
        What::Mend => "to settle",
        What::Move => "to move on",
        What::Task => "task",
        What::Milestone => "milestone",
        What::Decision => "decision",
    }
}

pub fn group(reader: Reader, report: &DueReport, of: GroupOf<'_>) -> String {
    match of {
        GroupOf::Person(id) => match report.whoever(id) {
            Some(who) => format!("{} ({id}){}", who.name, away(reader, who)),
            None => id.to_owned(),
        },
        GroupOf::Role(role) => format!("{role}: nobody is there who could answer"),
        GroupOf::Nobody => "Nobody is named".to_owned(),
    }
}

fn away(reader: Reader, who: &DueWho) -> String {
    let Some(until) = who.away_until else {
        return String::new();
    };
    let until = format!(", away until {}", reader.day(until));
    match who.delegates.as_slice() {
        [] => until,
        delegates => format!("{until}: {} instead", delegates.join(", ")),
    }
}

pub fn others(others: &[&str], missing: u32) -> String {
    let names = others.join(", ");
    match missing {
        0 | 1 => format!(" (or {names})"),
        missing => format!(" ({missing}, with {names})"),
    }
}

pub fn silence(item: &DueItem) -> String {
    let Some(rule) = &item.silence else {
        return String::new();
    };
    let (title, days) = (&item.title, working_days_in_words(LANG, item.waiting));
    let stage = item.stage.as_ref().map_or("", |(_, title)| title);
    let does = match rule.action {
        SilenceAction::Remind => "the rule says to remind whoever is asked",
        SilenceAction::Escalate => "the rule says to go to whoever answers for it",
        SilenceAction::Tacit => "by the rule, silence passes for consent",
    };
    format!("{title}: no answer at {stage} for {days}; {does}.")
}

pub fn facts(reader: Reader, item: &DueItem) -> Vec<String> {
    let since = item.since.map(|day| format!("Since {}", reader.day(day)));
    let late = item
        .is_late()
        .then(|| format!("Late by {}", working_days_in_words(LANG, item.late)));
    let last = item
        .last_day
        .map(|day| format!("Last day before a launch or due day moves: {}", reader.day(day)));
    [since, late, last].into_iter().flatten().collect()
}

pub fn name(report: &DueReport) -> String {
    format!("Awaited{}", whose(report))
}
