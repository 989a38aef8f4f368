//! Answers: what does a gate still wait for before a brief may leave it, and who has decided what?
//! Invariant: only verdicts whose origin is proved as the gate asks, on the content as it is now, count; silence and words that anybody could have typed are never more than they are.
//! Source: design, "Gates and approvals", decision; `docs/approvals.md`.

pub mod condition;
pub mod makers;
mod needs;
mod standing;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use crate::model::Day;
use crate::model::approval::{Approval, Verdict};
use crate::model::brief::Brief;
use crate::model::feedback::Feedback;
pub use crate::model::gate_lack::{GateLack, Proof, Unproved};
use crate::model::id::PersonId;
use crate::model::place::StudioPath;
use crate::model::studio::{Someone, Studio};
use crate::model::workflow::{Gate, Stage};
use makers::Makers;

/// A verdict, and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a> {
    pub approval: &'a Approval,
    pub proof: Proof,
    /// The day on which it was there: delegates speak for somebody on certain days.
    pub on: Day,
}

impl<'a> Heard<'a> {
    /// What somebody says, without anything that proves it.
    pub const fn claim(approval: &'a Approval, on: Day) -> Self {
        Self {
            approval,
            proof: Proof::Claimed(Unproved::Said),
            on,
        }
    }
}

/// Whether the gate has waited for as long as its rule lets silence pass for consent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Silence {
    #[default]
    Waiting,
    Over,
}

/// The covered keys by which the content of an approval differs from the one at hand; `None` when it is not known any more.
pub type ChangedSince<'a> = &'a dyn Fn(&Approval) -> Option<Vec<String>>;

/// What is judged, and with what.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// Whose policy, team and keys count.
    pub studio: &'a Studio,
    pub brief: &'a Brief,
    pub stage: &'a Stage,
    /// Every verdict about the brief.
    pub heard: &'a [Heard<'a>],
    /// The digest of the brief as it is now, for what the gate covers; `None` when it has none.
    pub digest: Option<&'a str>,
    pub changed: ChangedSince<'a>,
    pub feedback: &'a [Feedback],
    /// Files that may hold remarks which nobody can read.
    pub unreadable: &'a [StudioPath],
    pub makers: &'a Makers,
    pub silence: Silence,
    pub today: Day,
}

/// How the gate stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub outcome: Outcome,
    /// What is missing; empty when the gate may be left.
    pub lacks: Vec<GateLack>,
    /// Whose approval counts, in the order of the verdicts.
    pub counted: Vec<Counted>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Waiting,
    ChangesRequired,
    Approved,
    ApprovedWithChanges,
    /// Nobody said no for as long as the rule waits.
    Tacit,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub verdict: Box<str>,
    pub by: PersonId,
    /// The day on which it was there.
    pub on: Day,
    pub changes: Changes,
}

/// Whether an approval asks for changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changes {
    None,
    Asked,
}

/// What the stage's rule lacks; empty when it is met or the stage is no gate.
pub fn lacks(question: Question<'_>) -> Vec<GateLack> {
    decide(question).map_or_else(Vec::new, |decision| decision.lacks)
}

/// Who is asked now: needs are met one order after the other. Empty when nothing is missing, or when something else shuts the gate.
pub fn awaited(question: Question<'_>) -> Vec<GateLack> {
    match (decide(question), &question.stage.gate) {
        (Some(decision), Some(gate)) if !decision.lacks.is_empty() => needs::awaited(question, gate, &decision.counted),
        _ => Vec::new(),
    }
}

/// How the gate stands; `None` when the stage is none.
pub fn decide(question: Question<'_>) -> Option<Decision> {
    let gate = question.stage.gate.as_ref()?;
    let Some(digest) = question.digest else {
        return Some(Decision {
            outcome: Outcome::Waiting,
            lacks: vec![GateLack::NoDigest],
            counted: Vec::new(),
        });
    };
    let heard = standing::concerning(question);
    let all = standing::Answers::of(&heard);
    let rejected = standing::rejects(question, gate, &heard, &all);
    let (counted, idle) = standing::approvals(question, gate, &heard, &all, digest);
    let needed = needs::lacks(question, gate, &counted);
    let mut shut = rejected;
    shut.extend(strangers(question.makers));
    shut.extend(open_remarks(question.feedback));
    shut.extend(
        question
            .unreadable
            .iter()
            .map(|file| GateLack::UnreadableFeedback { file: file.to_string() }),
    );
    let outcome = outcome(question, &heard, &shut, &needed, &counted);
    let mut lacks = shut;
    if outcome != Outcome::Tacit && !needed.is_empty() {
        lacks.extend(needed);
        // Why somebody's approval does not count matters only while one is missing.
        lacks.extend(idle);
    }
    Some(Decision {
        outcome,
        lacks,
        counted,
    })
}

fn outcome(
    question: Question<'_>,
    heard: &[Heard<'_>],
    shut: &[GateLack],
    needed: &[GateLack],
    counted: &[Counted],
) -> Outcome {
    if shut.iter().any(|lack| matches!(lack, GateLack::Rejected { .. })) {
        return Outcome::ChangesRequired;
    }
    let said_no = |one: &Heard<'_>| matches!(one.approval.verdict, Verdict::Reject | Verdict::Revoke);
    let only_silence = needed
        .iter()
        .all(|lack| matches!(lack, GateLack::Role { .. } | GateLack::Person { .. }));
    match (shut.is_empty(), needed.is_empty()) {
        (true, true) if counted.iter().any(|one| one.changes == Changes::Asked) => Outcome::ApprovedWithChanges,
        (true, true) => Outcome::Approved,
        (true, false) if question.silence == Silence::Over && only_silence && !heard.iter().any(said_no) => {
            Outcome::Tacit
        }
        _ => Outcome::Waiting,
    }
}

fn strangers(makers: &Makers) -> impl Iterator<Item = GateLack> {
    makers.strangers.iter().map(|author| GateLack::UnknownAuthor {
        author: author.to_string(),
    })
}

fn open_remarks(feedback: &[Feedback]) -> impl Iterator<Item = GateLack> {
    feedback.iter().flat_map(|file| {
        file.open_blocking().map(|remark| GateLack::OpenRemark {
            item: file.name_of(remark),
            by: file.by.to_string(),
            text: remark.text.to_string(),
        })
    })
}

/// Whether somebody who has not left holds the role.
pub fn has_role(studio: &Studio, id: &str, role: &str, today: Day) -> bool {
    match studio.someone(id) {
        Some(Someone::Person(person)) => {
            person.roles.iter().any(|held| held.as_str() == role) && person.until.is_none_or(|until| until >= today)
        }
        Some(Someone::Approver(_, approver)) => {
            approver.roles.iter().any(|held| held.as_str() == role) && approver.until.is_none_or(|until| until >= today)
        }
        None => false,
    }
}

/// Whether `delegate` decides for `person` on that day.
pub fn is_delegate(studio: &Studio, delegate: &PersonId, person: &PersonId, day: Day) -> bool {
    studio.people.get(person).is_some_and(|person| {
        let named = |one: &&crate::model::person::Delegate| one.person.value == *delegate;
        person
            .delegates
            .iter()
            .filter(named)
            .any(|one| one.from <= day && day <= one.to)
    })
}

/// Whether a verdict by this person may count at the gate: one of its needs asks them, or somebody they decide for.
pub fn is_asked(studio: &Studio, gate: &Gate, person: &PersonId, day: Day) -> bool {
    needs::is_asked(studio, gate, person, day)
}
