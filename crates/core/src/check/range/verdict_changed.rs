//! Answers: was a verdict changed, deleted, renamed, replaced by a link, or lost on the way?
//! Invariant: a verdict is one file that is only ever added; it may go elsewhere with its whole brief alone.
//! Source: `docs/checks.md`, `verdict-changed`; design, "Gates and approvals".

use super::{FileKind, FileStep, RangeInput};
use crate::check::{FoundBy, Rule};
use crate::model::finding::{Finding, Severity};
use crate::model::place::{Place, StudioPath};
use crate::model::problem::Problem;
use crate::model::range_problem::{RangeProblem, VerdictFate};

pub const RULE: Rule = Rule {
    id: "verdict-changed",
    severity: Severity::Error,
    found_by: FoundBy::Range,
};

pub fn find(input: RangeInput<'_>) -> Vec<Finding> {
    let changed = input.files.iter().filter(|file| is_beside_verdicts(&file.path));
    let changed = changed.filter_map(|file| Some((&file.path, fate(input, file)?)));
    let lost = input.lost.iter().map(|path| (path, VerdictFate::Lost));
    changed.chain(lost).map(|(path, how)| finding(path, how)).collect()
}

fn finding(path: &StudioPath, how: VerdictFate) -> Finding {
    let problem = RangeProblem::VerdictChanged { how };
    Finding::error(Place::whole(path), Problem::Range(problem))
}

/// `briefs/…/approvals/…`: verdicts, their signatures, and what is attached to them.
pub fn is_beside_verdicts(path: &StudioPath) -> bool {
    let mut parts = path.as_str().split('/');
    parts.next() == Some("briefs") && parts.any(|part| part == "approvals")
}

fn fate(input: RangeInput<'_>, file: &FileStep) -> Option<VerdictFate> {
    match (file.was, file.is) {
        (_, Some(FileKind::Other)) => Some(VerdictFate::NotAFile),
        (Some(_), Some(FileKind::File(_))) => Some(VerdictFate::Edited),
        (Some(was), None) => (!went_with_its_brief(input, file, was)).then_some(VerdictFate::Deleted),
        (None, _) => None,
    }
}

/// Whether the whole brief has another folder now, and the same file is there.
fn went_with_its_brief(input: RangeInput<'_>, file: &FileStep, was: FileKind) -> bool {
    input.briefs.iter().any(|step| {
        let (Some(before), Some(after)) = (step.before, step.after) else {
            return false;
        };
        let (old, new) = (before.file.folder(), after.file.folder());
        let Some(below) = file.path.as_str().strip_prefix(old) else {
            return false;
        };
        old != new
            && before.id == after.id
            && input
                .files
                .iter()
                .any(|one| one.is == Some(was) && one.path.as_str().strip_prefix(new) == Some(below))
    })
}
