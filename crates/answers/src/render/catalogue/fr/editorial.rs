//! Answers: how is the editorial calendar said in French?
//! Invariant: what goes live first, then what is in the way; nothing scolds.

use super::numbers::counted;
use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::plan::editorial::LiveState;
use crate::render::catalogue::numbers::working_days;
use crate::render::catalogue::{Lang, Reader, Sentence};
use crate::report::editorial::{EditorialReport, EntryKind};

const LANG: Lang = Lang::Fr;

pub const NAME: &str = "Calendrier éditorial";
pub const ALL_CAMPAIGNS: &str = "Toutes les campagnes";
pub const WEEK: &str = "Semaine";
pub const CAMPAIGN: &str = "campagne";
pub const NO_CHANNEL: &str = "sans canal";
pub const LEGEND: &str = "Jours\u{a0}: jours civils à partir d’aujourd’hui · ! en retard, ou gêné · ◆ date de la campagne · ✓ prêt · ✗ annulé · j.\u{a0}o.\u{a0}: jours ouvrés";

pub fn headline(reader: Reader, report: &EditorialReport, live: usize, late: usize, on: &str) -> String {
    let range = format!(
        "du {} au {}",
        reader.day_in_sentence(report.from),
        reader.day_in_sentence(report.to)
    );
    let on = if on.is_empty() {
        String::new()
    } else {
        format!(" sur {on}")
    };
    let late = match late {
        0 => String::new(),
        late => format!(", {late} en retard"),
    };
    let late = match report.loose() {
        0 => late,
        loose => format!(", et {} à rendre{late}", counted(loose, "autre brief", "autres briefs")),
    };
    match live {
        0 => format!("aucune mise en ligne{on} {range}{late}."),
        live => format!(
            "{}{on} {range}{late}.",
            counted(live, "mise en ligne", "mises en ligne")
        ),
    }
}

pub fn week(reader: Reader, monday: Day) -> String {
    format!("Semaine du {}", reader.day(monday))
}

pub fn launch(campaign: &str) -> String {
    format!("Lancement\u{a0}: {campaign}")
}

pub const fn state(state: LiveState, kind: EntryKind) -> &'static str {
    match (state, kind) {
        (LiveState::Date, _) => "",
        (LiveState::NoBrief, _) => "sans brief",
        (LiveState::Open, _) => "en cours",
        (LiveState::Held, _) => "en attente",
        (LiveState::Ready, EntryKind::Milestone) => "atteint",
        (LiveState::Ready, _) => "prêt",
        (LiveState::Done, _) => "livré",
        (LiveState::Cancelled, _) => "annulé",
    }
}

/// A brief that nothing puts live.
pub fn to_be_ready(title: &str) -> String {
    format!("À rendre\u{a0}: {title}")
}

/// The earliest day the plan has it ready.
pub fn forecast(reader: Reader, day: Day) -> String {
    format!("prêt dès le {}", reader.short_day(day))
}

pub fn late(late: HalfDays) -> String {
    format!("{} de retard", working_days(LANG, late))
}

pub fn same_day(reader: Reader, day: Day, channel: &str, count: usize, titles: &str) -> String {
    format!(
        "{}\u{a0}: {count} mises en ligne le même jour sur {channel}\u{a0}: {titles}",
        reader.day(day)
    )
}

pub fn day_off(reader: Reader, day: Day, off: &str, titles: &str) -> String {
    format!(
        "{}, jour non travaillé ({off})\u{a0}: mise en ligne de {titles}",
        reader.day(day)
    )
}

pub fn unknown_channel(typed: &str, near: Option<&str>, known: &[String]) -> Sentence {
    let sentence = Sentence::new(format!("aucun canal ne s’appelle `{typed}`"));
    match (near, known) {
        (Some(near), _) => sentence.command(format!("crops calendar --channel {near}")),
        (None, []) => sentence.hint("nommer les canaux sous `channels:` dans taxonomy.yml"),
        (None, known) => sentence.hint(format!("au choix\u{a0}: {}", known.join(", "))),
    }
}

pub fn more_clashes(count: usize) -> String {
    format!("et {count} de plus")
}

pub fn without_channel(count: usize) -> String {
    format!(
        "{} sans canal\u{a0}: indiquez `channels:` dans le brief, dans la ligne de la campagne ou dans le type.",
        counted(count, "mise en ligne", "mises en ligne")
    )
}

pub fn undated(count: usize) -> String {
    format!(
        "{} sans jour de mise en ligne\u{a0}: donnez un `launch:` à la campagne, ou un `live:` à la ligne.",
        counted(count, "livrable", "livrables")
    )
}
