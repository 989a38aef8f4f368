//! Answers: what do two branches that changed one record make together, in English?
//! Invariant: who and what on both sides; what to type can be pasted.

use super::numbers::counted;
use crate::report::resolved::{ClashLine, ResolvedFile, ResolvedReport, Side, WhyLeft};

pub fn headline(report: &ResolvedReport) -> String {
    let settled = report.files.len() - report.left;
    let records = counted(settled, "record", "records");
    match (report.files.is_empty(), report.left) {
        (true, _) => "✓ nothing is in two versions".into(),
        (false, 0) if report.is_preview => format!("{records} would be settled"),
        (false, 0) => format!("✓ {records} settled"),
        (false, left) => {
            let left = counted(left, "record waits", "records wait");
            format!("{records} settled, {left} for a choice")
        }
    }
}

pub fn file(file: &ResolvedFile) -> String {
    let path = &file.path;
    match file.left {
        None => format!("{path}: settled"),
        Some(WhyLeft::BothChanged) => format!("{path}: say which side counts, as `--take FIELD=ours`"),
        Some(WhyLeft::Unreadable) => format!("{path}: one of the versions cannot be read; edit it, then `git add`"),
        Some(WhyLeft::TakenAway { by: Side::Ours }) => {
            format!("{path}: taken away here and changed there; `--theirs` keeps it")
        }
        Some(WhyLeft::TakenAway { by: Side::Theirs }) => {
            format!("{path}: taken away there and changed here; `--ours` keeps it")
        }
        Some(WhyLeft::NeverMerged) => {
            format!("{path}: a verdict in two versions, so one was edited; see `git log --all -- {path}`")
        }
    }
}

pub fn clash(file: &ResolvedFile, clash: &ClashLine) -> String {
    let taken = clash.taken.map(|side| format!("; {} taken", side.word()));
    format!(
        "{}: {}, {}{}",
        clash.field,
        side("ours", clash.ours.as_deref(), file.ours_by.as_deref()),
        side("theirs", clash.theirs.as_deref(), file.theirs_by.as_deref()),
        taken.unwrap_or_default()
    )
}

pub(super) fn side(which: &str, value: Option<&str>, by: Option<&str>) -> String {
    let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
    match value {
        Some(value) => format!("{which} “{}”{by}", value.replace('\n', " ")),
        None => format!("{which} something else{by}"),
    }
}
