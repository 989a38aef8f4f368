//! Answers: what may a range of commits not do, judged by the rules of the revision it starts from?
//! Invariant: policy, team and process are those of the base; what is judged is what a merge would make.
//! Source: design, "How a team works", "Gates and approvals"; `docs/approvals.md`.

pub mod feedback_changed;
pub mod gate_not_met;
pub mod id_reused;
pub mod lookalike_name;
pub mod merge_clash;
mod moves;
pub mod policy_with_work;
pub mod route;
pub mod union_merge;
pub mod verdict_changed;

#[cfg(test)]
mod tests;

use crate::model::brief::Brief;
use crate::model::feedback::Feedback;
use crate::model::finding::Finding;
use crate::model::history::ObjectId;
use crate::model::id::StageId;
use crate::model::place::StudioPath;
use crate::model::range_problem::{ClashKind, Likeness};
use crate::model::studio::Studio;
use crate::trail::gate::Decision;
use route::Route;

/// What the rules of a range look at.
#[derive(Clone, Copy)]
pub struct RangeInput<'a> {
    /// Policy, team and process of the base.
    pub base: &'a Studio,
    pub briefs: &'a [BriefStep<'a>],
    /// Every file of the studio that the range changes.
    pub files: &'a [FileStep],
    pub feedback: &'a [FeedbackStep],
    pub clashes: &'a [(StudioPath, ClashKind)],
    /// Verdicts that a commit of the range gave and the result does not have.
    pub lost: &'a [StudioPath],
    pub alike: &'a [Alike],
    /// Lines of `.gitattributes` that the range brings.
    pub merge_lines: &'a [MergeLine],
}

/// What the range does to one brief.
#[derive(Clone, Debug)]
pub struct BriefStep<'a> {
    /// `None`: it is new.
    pub before: Option<&'a Brief>,
    /// `None`: it is gone, or cannot be read any more.
    pub after: Option<&'a Brief>,
    /// The stage with which a commit of the range first has it.
    pub born: Option<StageId>,
    pub id: IdPast,
    pub route: Route<'a>,
    /// One for each gate of the route, in its order.
    pub gates: Vec<GateStep<'a>>,
}

/// Whether the id of a brief was ever another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdPast {
    Own,
    /// A brief that was deleted had it.
    Deleted,
    /// Another brief has it, here.
    Taken(StudioPath),
    /// The same file had this one before.
    Changed(Box<str>),
}

/// How a gate of the route stands.
#[derive(Clone, Debug)]
pub struct GateStep<'a> {
    pub stage: &'a crate::model::workflow::Stage,
    pub decision: Decision,
}

/// One file that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileStep {
    pub path: StudioPath,
    /// `None`: there was nothing.
    pub was: Option<FileKind>,
    pub is: Option<FileKind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    File(ObjectId),
    /// A symbolic link or a submodule.
    Other,
}

/// A file of feedback that was there before and differs.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedbackStep {
    pub before: Feedback,
    pub after: FeedbackNow,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FeedbackNow {
    /// Neither there nor with its brief elsewhere.
    Gone,
    Unreadable,
    Read(Box<Feedback>),
}

/// A name that the range brings, and one beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The new file, or the first one of a new folder.
    pub file: StudioPath,
    pub name: String,
    pub other: String,
    pub how: Likeness,
}

/// A line of `.gitattributes` that gives records to a merge driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeLine {
    pub file: StudioPath,
    /// From 1.
    pub line: u32,
    pub pattern: String,
    pub driver: String,
}

/// Everything that the range may not do, sorted by place.
pub fn run(input: RangeInput<'_>) -> Vec<Finding> {
    let mut findings = merge_clash::find(input);
    findings.extend(moves::find(input));
    findings.extend(gate_not_met::find(input));
    findings.extend(verdict_changed::find(input));
    findings.extend(feedback_changed::find(input));
    findings.extend(policy_with_work::find(input));
    findings.extend(id_reused::find(input));
    findings.extend(lookalike_name::find(input));
    findings.extend(union_merge::find(input));
    findings.sort_by(|one, other| (&one.place, one.rule()).cmp(&(&other.place, other.rule())));
    findings.dedup();
    findings
}
