//! Answers: which sentence says this of two plans compared, in the language of the reader?
//! Invariant: one function a fact, the same in both languages.

use super::{Lang, Reader, en, fr};
use crate::model::duration::HalfDays;
use crate::plan::compare::{Cause, LaunchMove, Part};
use crate::report::plan_diff::{DiffSection, MovedTask, PlanDiffReport};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Added,
    Removed,
}

/// The answer in one sentence.
pub fn headline(reader: Reader, report: &PlanDiffReport) -> String {
    match reader.lang {
        Lang::En => en::plan_diff::headline(reader, report),
        Lang::Fr => fr::plan_diff::headline(reader, report),
    }
}

/// Whether one plan holds.
pub fn section(reader: Reader, section: &DiffSection) -> String {
    let said = match reader.lang {
        Lang::En => en::plan_diff::standing(reader, section),
        Lang::Fr => fr::plan_diff::standing(reader, section),
    };
    let mut letters = said.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

/// A step that moved the launch, and who made it.
pub fn launch(reader: Reader, launch: &LaunchMove, report: &PlanDiffReport) -> String {
    let moved = match reader.lang {
        Lang::En => en::plan_diff::launch(reader, launch),
        Lang::Fr => fr::plan_diff::launch(reader, launch),
    };
    format!("{moved}{}", by(reader, launch.cause, report))
}

/// ` (subject, lea, 1f3c9ab, Thu 12 Nov)`
fn by(reader: Reader, cause: Cause, report: &PlanDiffReport) -> String {
    report.commit(cause).map_or_else(String::new, |commit| {
        let (subject, author, id) = (&commit.subject, &commit.author, commit.short());
        format!(" ({subject}, {author}, {id}, {})", reader.day(commit.day))
    })
}

/// What had the largest part in a move, how large it was, and how many others there are.
pub fn main_cause(reader: Reader, part: &Part, others: usize, task: &MovedTask, report: &PlanDiffReport) -> String {
    let said = match (report.commit(part.cause), reader.lang) {
        (Some(commit), _) => commit.subject.clone(),
        (None, Lang::En) => en::plan_diff::no_commit(reader, part.cause, task, report.from.day),
        (None, Lang::Fr) => fr::plan_diff::no_commit(reader, part.cause, task, report.from.day),
    };
    if others == 0 {
        return said;
    }
    let days = if part.early.0.abs() >= part.late.0.abs() {
        part.early
    } else {
        part.late
    };
    let share = super::numbers::signed(reader.lang, days.as_days(), 1);
    let more = match reader.lang {
        Lang::En => en::plan_diff::and_others(others),
        Lang::Fr => fr::plan_diff::and_others(others),
    };
    format!("{said} ({share}) {more}")
}

/// The most names that a line lists.
const MOST_NAMES: usize = 8;

/// Tasks that came or went with one step.
pub fn changed(reader: Reader, presence: Presence, cause: Cause, names: &[&str], report: &PlanDiffReport) -> String {
    let mut listed = names.iter().take(MOST_NAMES).copied().collect::<Vec<_>>().join(", ");
    if names.len() > MOST_NAMES {
        listed += ", …";
    }
    let said = match reader.lang {
        Lang::En => en::plan_diff::presence(presence, names.len(), &listed),
        Lang::Fr => fr::plan_diff::presence(presence, names.len(), &listed),
    };
    format!("{said}{}", by(reader, cause, report))
}

/// `11 → 6`
pub fn float(reader: Reader, before: HalfDays, after: HalfDays) -> String {
    let number = |days| super::numbers::days_number(reader.lang, days);
    format!("{} → {}", number(before), number(after))
}

/// What is not in the table.
pub fn left_out(reader: Reader, rows: usize, quiet: usize) -> Vec<String> {
    match reader.lang {
        Lang::En => en::plan_diff::left_out(rows, quiet),
        Lang::Fr => fr::plan_diff::left_out(rows, quiet),
    }
}

pub fn legend(reader: Reader, report: &PlanDiffReport) -> String {
    match reader.lang {
        Lang::En => en::plan_diff::legend(reader, report),
        Lang::Fr => fr::plan_diff::legend(reader, report),
    }
}
