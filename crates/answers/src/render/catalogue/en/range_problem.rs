//! Answers: how is a problem of a range of commits said in English?
//! Invariant: one sentence and at most one hint each, no catch-all arm.

use super::clashes::side;
use super::refusal::lack;
use crate::model::range_problem::{ClashKind, FeedbackFate, Likeness, RangeProblem, TwoValues, VerdictFate};
use crate::render::catalogue::Sentence;

pub fn range_problem(problem: &RangeProblem) -> Sentence {
    match problem {
        RangeProblem::MergeClash { how } => clash(*how),
        RangeProblem::TwoVersions {
            fields,
            ours_by,
            theirs_by,
        } => two_versions(fields, ours_by.as_deref(), theirs_by.as_deref()),
        RangeProblem::GateNotMet { brief, stage, lacks } => {
            let lacks: Vec<String> = lacks.iter().map(lack).collect();
            Sentence::new(format!("`{brief}` may not pass `{stage}` yet: {}", lacks.join("; ")))
                .command(format!("crops brief show {brief}"))
        }
        RangeProblem::VerdictChanged { how } => verdict(*how),
        RangeProblem::FeedbackChanged { how } => feedback(how),
        RangeProblem::PolicyWithWork { briefs } => Sentence::new(format!(
            "the rules change together with what they permit: {}",
            briefs.join(", ")
        ))
        .hint("put the change of the rules in a request of its own, and merge it first"),
        RangeProblem::ProcessNotThere { brief, kind } => Sentence::new(format!(
            "`{brief}` is beyond its queue, and the base knows no process for the kind `{kind}`"
        ))
        .hint("merge the kind and its workflow first"),
        RangeProblem::IdReused { id, by: Some(file) } => {
            Sentence::new(format!("`{id}` is the id of another brief, in `{file}`")).hint("give this one another id")
        }
        RangeProblem::IdReused { id, by: None } => Sentence::new(format!(
            "`{id}` was the id of a brief that was deleted: its verdicts are in the history"
        ))
        .hint("give this one another id, or restore the old one with its verdicts"),
        RangeProblem::IdChanged { from, to } => Sentence::new(format!(
            "the brief was `{from}` and calls itself `{to}`: its verdicts and its history are about `{from}`"
        ))
        .hint(format!("id: {from}")),
        RangeProblem::LookalikeName { name, other, how } => like(name, other, *how),
        RangeProblem::UnionMerge { pattern, driver } => Sentence::new(format!(
            "`{pattern}` is merged by `{driver}`: two versions of a record would become one that nobody wrote"
        ))
        .hint(format!("take `merge={driver}` out of the line of `{pattern}`")),
    }
}

fn two_versions(fields: &[TwoValues], ours_by: Option<&str>, theirs_by: Option<&str>) -> Sentence {
    let one = |one: &TwoValues| {
        let (ours, theirs) = (one.ours.as_deref(), one.theirs.as_deref());
        let both = [side("ours", ours, ours_by), side("theirs", theirs, theirs_by)];
        format!("; {}: {}", one.field, both.join(", "))
    };
    let fields_said: Vec<String> = fields.iter().map(one).collect();
    let sentence = Sentence::new(format!("a merge left it in two versions{}", fields_said.concat()));
    match fields.first() {
        Some(first) => sentence.command(format!("crops resolve --take {}=ours", first.field)),
        None => sentence.command("crops resolve"),
    }
}

fn clash(how: ClashKind) -> Sentence {
    let text = match how {
        ClashKind::Content => "the range and the base changed the same lines in different ways",
        ClashKind::DeletedInBase => "the range changed what the base has deleted",
        ClashKind::DeletedInRange => "the range deletes what the base has changed",
    };
    Sentence::new(text).hint("merge the base into the branch, and keep what is right of the two")
}

fn verdict(how: VerdictFate) -> Sentence {
    let text = match how {
        VerdictFate::Edited => "a verdict was changed: it stays as it was given",
        VerdictFate::Deleted => "a verdict was deleted or renamed: it stays where it was given",
        VerdictFate::NotAFile => "a link stands where a verdict should be: it proves nothing",
        VerdictFate::Lost => "a commit of the range gave this verdict, and the result has lost it",
    };
    let hint = match how {
        VerdictFate::NotAFile => "put the file itself there",
        VerdictFate::Edited | VerdictFate::Deleted | VerdictFate::Lost => {
            "put the file back; to take a verdict back, `crops revoke ID` adds another"
        }
    };
    Sentence::new(text).hint(hint)
}

fn feedback(how: &FeedbackFate) -> Sentence {
    let text = match how {
        FeedbackFate::Deleted => "feedback was deleted".to_owned(),
        FeedbackFate::Head => "feedback says another author, day or subject than it did".to_owned(),
        FeedbackFate::RemarkGone(item) => format!("the remark `{item}` was taken out"),
        FeedbackFate::RemarkEdited(item) => format!("the remark `{item}` says something else than it did"),
        FeedbackFate::Unreadable => "feedback can no longer be read".to_owned(),
    };
    Sentence::new(text).hint("put it back; `crops feedback resolve` says what became of a remark")
}

fn like(name: &str, other: &str, how: Likeness) -> Sentence {
    let text = match how {
        Likeness::Case => {
            format!("`{name}` and `{other}` differ in upper and lower case alone: many computers take them for one")
        }
        Likeness::Look => format!("`{name}` looks like `{other}` and is not the same"),
    };
    Sentence::new(text).hint("give one of them another name")
}
