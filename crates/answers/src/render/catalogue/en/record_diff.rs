//! Answers: how is a record that changed described in English?
//! Invariant: how much first, then what it means for approvals.

use super::numbers::counted;
use crate::render::catalogue::Reader;
use crate::report::record_diff::{FieldCause, Presence, RecordDiff};

pub const LEGEND: &str = "covered: an approval of what it said before no longer holds";

pub fn headline(reader: Reader, diff: &RecordDiff) -> String {
    let title = &diff.title;
    let asked = diff.from.asked.as_deref().unwrap_or_default();
    let day = reader.day_in_sentence(diff.from.day);
    let since = if asked.parse::<crate::model::Day>().is_ok() {
        day
    } else {
        format!("{asked} of {day}")
    };
    match (diff.before, diff.after) {
        (Presence::Unreadable, _) => {
            format!("{title} cannot be read as it was at {since}: there is nothing to compare.")
        }
        (_, Presence::Unreadable) => format!("{title} cannot be read as it is now: there is nothing to compare."),
        (Presence::Absent, Presence::Absent) => format!("{title} is at neither end."),
        (Presence::Absent, Presence::Readable) => format!("{title} is new since {since}."),
        (Presence::Readable, Presence::Absent) => format!("{title} was deleted since {since}."),
        (Presence::Readable, Presence::Readable) if diff.lines.is_empty() => {
            format!("{title} says the same as at {since}.")
        }
        (Presence::Readable, Presence::Readable) => {
            let fields = counted(diff.lines.len(), "field changed", "fields changed");
            let covered = match diff.covered() {
                0 => String::new(),
                count => format!(", {count} of which an approval covers"),
            };
            format!("{title}: {fields} since {since}{covered}.")
        }
    }
}

pub fn moved(from: &str, to: &str) -> String {
    format!("The file moved from {from} to {to}.")
}

pub const fn cause(cause: FieldCause) -> &'static str {
    match cause {
        FieldCause::Commit(_) => "",
        FieldCause::NotCommitted => "not committed",
        FieldCause::Unknown => "not known",
    }
}
