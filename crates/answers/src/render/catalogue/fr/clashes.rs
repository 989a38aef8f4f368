//! Answers: what do two branches that changed one record make together, in French?
//! Invariant: who and what on both sides; what to type can be pasted.

use super::numbers::counted;
use crate::report::resolved::{ClashLine, ResolvedFile, ResolvedReport, Side, WhyLeft};

pub fn headline(report: &ResolvedReport) -> String {
    let settled = report.files.len() - report.left;
    let records = counted(settled, "fiche réglée", "fiches réglées");
    match (report.files.is_empty(), report.left) {
        (true, _) => "✓ rien n’est en deux versions".into(),
        (false, 0) if report.is_preview => format!("en prévision\u{a0}: {records}"),
        (false, 0) => format!("✓ {records}"),
        (false, left) => {
            let left = counted(left, "fiche attend", "fiches attendent");
            format!("{records}, {left} un choix")
        }
    }
}

pub fn file(file: &ResolvedFile) -> String {
    let path = &file.path;
    match file.left {
        None => format!("{path}\u{a0}: réglée"),
        Some(WhyLeft::BothChanged) => format!("{path}\u{a0}: dites quel côté compte, comme `--take CHAMP=ours`"),
        Some(WhyLeft::Unreadable) => {
            format!("{path}\u{a0}: une des versions est illisible\u{202f}; corrigez-la, puis `git add`")
        }
        Some(WhyLeft::TakenAway { by: Side::Ours }) => {
            format!("{path}\u{a0}: retirée ici et modifiée là-bas\u{202f}; `--theirs` la garde")
        }
        Some(WhyLeft::TakenAway { by: Side::Theirs }) => {
            format!("{path}\u{a0}: retirée là-bas et modifiée ici\u{202f}; `--ours` la garde")
        }
        Some(WhyLeft::NeverMerged) => {
            format!(
                "{path}\u{a0}: un avis en deux versions, l’une a donc été retouchée\u{202f}; voir `git log --all -- {path}`"
            )
        }
    }
}

pub fn clash(file: &ResolvedFile, clash: &ClashLine) -> String {
    let taken = clash.taken.map(|side| match side {
        Side::Ours => "\u{202f}; le nôtre est pris",
        Side::Theirs => "\u{202f}; le leur est pris",
    });
    format!(
        "{}\u{a0}: {}, {}{}",
        clash.field,
        side("ours", clash.ours.as_deref(), file.ours_by.as_deref()),
        side("theirs", clash.theirs.as_deref(), file.theirs_by.as_deref()),
        taken.unwrap_or_default()
    )
}

pub(super) fn side(which: &str, value: Option<&str>, by: Option<&str>) -> String {
    let by = by.map(|by| format!(" par {by}")).unwrap_or_default();
    match value {
        Some(value) => format!("{which} «\u{a0}{}\u{a0}»{by}", value.replace('\n', " ")),
        None => format!("{which} autre chose{by}"),
    }
}
