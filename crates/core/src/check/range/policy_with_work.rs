//! Answers: do the rules change together with what they permit?
//! Invariant: the rules of the base judge the range in any case; that both come at once is told because nobody should have to look.
//! Source: `docs/checks.md`, `policy-with-work`; design, "Gates and approvals".

use super::route::Route;
use super::verdict_changed::is_beside_verdicts;
use super::{BriefStep, RangeInput};
use crate::check::{FoundBy, Rule};
use crate::model::brief::Brief;
use crate::model::finding::{Finding, Severity};
use crate::model::place::{Place, StudioPath};
use crate::model::problem::Problem;
use crate::model::range_problem::RangeProblem;

pub const RULE: Rule = Rule {
    id: "policy-with-work",
    severity: Severity::Error,
    found_by: FoundBy::Range,
};

/// Who may decide, with which keys, at which gates.
const POLICY: [&str; 4] = ["team/", "parties/", "workflows/", "kinds/"];

pub fn find(input: RangeInput<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = input.briefs.iter().filter_map(no_process).collect();
    let permitted = permitted(input);
    if !permitted.is_empty() {
        let policy = input.files.iter().filter(|file| is_policy(&file.path));
        findings.extend(policy.map(|file| {
            let problem = RangeProblem::PolicyWithWork {
                briefs: permitted.clone(),
            };
            Finding::error(Place::whole(&file.path), Problem::Range(problem))
        }));
    }
    findings
}

fn is_policy(path: &StudioPath) -> bool {
    let path = path.as_str();
    path == "crops.yml" || POLICY.iter().any(|folder| path.starts_with(folder))
}

/// The briefs that pass a gate, or get a verdict.
fn permitted(input: RangeInput<'_>) -> Vec<String> {
    let judged = |brief: &Brief| {
        let folder = brief.file.folder();
        let is_here = |path: &StudioPath| {
            path.as_str()
                .strip_prefix(folder)
                .is_some_and(|below| below.starts_with('/'))
        };
        input
            .files
            .iter()
            .any(|file| file.is.is_some() && is_beside_verdicts(&file.path) && is_here(&file.path))
    };
    let briefs = input.briefs.iter().filter_map(|step| Some((step, step.after?)));
    briefs
        .filter(|(step, brief)| !step.route.gates().is_empty() || judged(brief))
        .map(|(_, brief)| brief.id.to_string())
        .collect()
}

fn no_process(step: &BriefStep<'_>) -> Option<Finding> {
    let brief = step.after.filter(|_| step.route == Route::NoProcess)?;
    let problem = RangeProblem::ProcessNotThere {
        brief: brief.id.to_string(),
        kind: brief.kind.to_string(),
    };
    Some(Finding::error(
        Place::at(&brief.file, brief.stage.span),
        Problem::Range(problem),
    ))
}
