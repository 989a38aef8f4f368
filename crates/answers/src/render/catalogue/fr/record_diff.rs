//! Answers: how is a record that changed described in French?
//! Invariant: how much first, then what it means for approvals.

use super::numbers::counted;
use crate::render::catalogue::Reader;
use crate::report::record_diff::{FieldCause, Presence, RecordDiff};

pub const LEGEND: &str = "couvert\u{a0}: une validation de ce qui était écrit avant ne tient plus";

pub fn headline(reader: Reader, diff: &RecordDiff) -> String {
    let title = &diff.title;
    let asked = diff.from.asked.as_deref().unwrap_or_default();
    let day = reader.day_in_sentence(diff.from.day);
    let since = if asked.parse::<crate::model::Day>().is_ok() {
        format!("le {day}")
    } else {
        format!("{asked} (le {day})")
    };
    match (diff.before, diff.after) {
        (Presence::Unreadable, _) => {
            format!("{title} est illisible tel qu’il était à {asked}\u{a0}: il n’y a rien à comparer.")
        }
        (_, Presence::Unreadable) => format!("{title} est illisible aujourd’hui\u{a0}: il n’y a rien à comparer."),
        (Presence::Absent, Presence::Absent) => format!("{title} n’existe ni avant ni après."),
        (Presence::Absent, Presence::Readable) => format!("{title} est nouveau depuis {since}."),
        (Presence::Readable, Presence::Absent) => format!("{title} a été supprimé depuis {since}."),
        (Presence::Readable, Presence::Readable) if diff.lines.is_empty() => {
            format!("{title} n’a pas changé depuis {since}.")
        }
        (Presence::Readable, Presence::Readable) => {
            let fields = counted(diff.lines.len(), "champ modifié", "champs modifiés");
            let covered = match diff.covered() {
                0 => String::new(),
                count => format!(
                    ", dont {count} couvert{} par une validation",
                    if count > 1 { "s" } else { "" }
                ),
            };
            format!("{title}\u{a0}: {fields} depuis {since}{covered}.")
        }
    }
}

pub fn moved(from: &str, to: &str) -> String {
    format!("Le fichier est passé de {from} à {to}.")
}

pub const fn cause(cause: FieldCause) -> &'static str {
    match cause {
        FieldCause::Commit(_) => "",
        FieldCause::NotCommitted => "non committé",
        FieldCause::Unknown => "inconnu",
    }
}
