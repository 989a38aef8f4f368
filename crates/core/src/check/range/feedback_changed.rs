//! Answers: does feedback say something else than whoever gave it wrote?
//! Invariant: what became of a remark may be added; who, when, about what and the words stay.
//! Source: `docs/checks.md`, `feedback-changed`.

use super::{FeedbackNow, FeedbackStep, RangeInput};
use crate::check::{FoundBy, Rule};
use crate::model::feedback::{Feedback, Remark};
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::model::range_problem::{FeedbackFate, RangeProblem};

pub const RULE: Rule = Rule {
    id: "feedback-changed",
    severity: Severity::Error,
    found_by: FoundBy::Range,
};

pub fn find(input: RangeInput<'_>) -> Vec<Finding> {
    input.feedback.iter().flat_map(judge).collect()
}

fn judge(step: &FeedbackStep) -> Vec<Finding> {
    let finding = |how| {
        let problem = RangeProblem::FeedbackChanged { how };
        Finding::error(Place::whole(&step.before.file), Problem::Range(problem))
    };
    match &step.after {
        FeedbackNow::Gone => vec![finding(FeedbackFate::Deleted)],
        FeedbackNow::Unreadable => vec![finding(FeedbackFate::Unreadable)],
        FeedbackNow::Read(after) => fates(&step.before, after).into_iter().map(finding).collect(),
    }
}

fn fates(before: &Feedback, after: &Feedback) -> Vec<FeedbackFate> {
    let head = |one: &Feedback| {
        let Feedback {
            id,
            subject,
            stage,
            by,
            at,
            asset,
            ..
        } = one.clone();
        (id, subject, stage, by, at, asset)
    };
    let mut fates = Vec::new();
    if head(before) != head(after) {
        fates.push(FeedbackFate::Head);
    }
    for remark in &before.remarks {
        let now = after.remarks.iter().find(|one| one.id == remark.id);
        match now {
            None => fates.push(FeedbackFate::RemarkGone(remark.id.to_string())),
            Some(now) if !says_the_same(remark, now) => fates.push(FeedbackFate::RemarkEdited(remark.id.to_string())),
            Some(_) => {}
        }
    }
    fates
}

fn says_the_same(one: &Remark, other: &Remark) -> bool {
    one.text == other.text && one.severity == other.severity && one.place == other.place
}
