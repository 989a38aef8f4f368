//! Answers: does the range let git join two versions of a record into one that nobody wrote?
//! Invariant: a pattern that can match a record counts, whatever folder it names.
//! Source: `docs/checks.md`, `union-merge`; `gitattributes`, "Performing a three-way merge".

use super::{MergeLine, RangeInput};
use crate::check::{FoundBy, Rule};
use crate::model::finding::{Finding, Severity};
use crate::model::place::{Place, Span, StudioPath};
use crate::model::problem::Problem;
use crate::model::range_problem::RangeProblem;

pub const RULE: Rule = Rule {
    id: "union-merge",
    severity: Severity::Error,
    found_by: FoundBy::Range,
};

/// Names that records have.
const NAMES: [&str; 4] = [
    "review.ines.c4t1zq8e.yml",
    "review.ines.c4t1zq8e.yml.sig",
    "brief.yml",
    "crops.yml",
];

/// Drivers that refuse what clashes.
const SOUND: [&str; 2] = ["text", "binary"];

pub fn find(input: RangeInput<'_>) -> Vec<Finding> {
    input.merge_lines.iter().map(finding).collect()
}

fn finding(line: &MergeLine) -> Finding {
    let problem = RangeProblem::UnionMerge {
        pattern: line.pattern.clone(),
        driver: line.driver.clone(),
    };
    let span = Span {
        line: line.line,
        column: 1,
        ..Span::WHOLE_FILE
    };
    Finding::error(Place::at(&line.file, span), Problem::Range(problem))
}

/// The lines of a `.gitattributes` that give records to a driver of their own.
pub fn merge_lines(file: &StudioPath, text: &str) -> Vec<MergeLine> {
    let lines = text.lines().zip(1..);
    lines
        .filter_map(|(text, line)| {
            let mut words = text.split_whitespace();
            let first = words.next().filter(|word| !word.starts_with('#'))?;
            let driver = words.filter_map(|word| word.strip_prefix("merge=")).next_back()?;
            let is_macro = first.starts_with("[attr]");
            let is_about_records = is_macro || NAMES.iter().any(|name| may_match(first, name));
            (is_about_records && !SOUND.contains(&driver)).then(|| MergeLine {
                file: file.clone(),
                line,
                pattern: first.to_owned(),
                driver: driver.to_owned(),
            })
        })
        .collect()
}

/// Whether the last part of a pattern can match a name; a folder that is named may hold it.
fn may_match(pattern: &str, name: &str) -> bool {
    let pattern = pattern.trim_matches('"');
    let last = pattern.rsplit('/').next().unwrap_or(pattern);
    // brackets and escapes are taken to match: to be told once too often does no harm
    if last.contains(['[', '\\']) {
        return true;
    }
    glob(last.as_bytes(), name.as_bytes())
}

/// `*` and `?` alone; goes back to the last star only, so that no pattern takes long.
fn glob(pattern: &[u8], name: &[u8]) -> bool {
    let (mut at, mut from, mut star) = (0, 0, None);
    while from < name.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, from));
                at += 1;
            }
            Some(one) if *one == b'?' || *one == name[from] => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((back, taken)) = star else { return false };
                star = Some((back, taken + 1));
                (at, from) = (back + 1, taken + 1);
            }
        }
    }
    pattern[at..].iter().all(|one| *one == b'*')
}
