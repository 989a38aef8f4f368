//! Answers: which verdict on which brief do the reviews of a request give, for a gate to judge?
//! Invariant: an approval is one only for content whose digest is that of the end of the change; a demand for changes needs no proof.
//! Source: design, "Gates and approvals": one review may cover several briefs, each only in the reviewer's roles.

use super::gate::has_role;
use super::reviews::{Accounts, ReviewFault, ReviewWarning, Voice, said_at, voices};
use super::stance::Stance;
use crate::model::Day;
use crate::model::approval::{ForgeEvidence, Verdict};
use crate::model::brief::Brief;
use crate::model::id::{BriefId, PersonId, StageId};
use crate::model::review::{Dismissal, Meaning, Review, Reviews};
use crate::model::studio::{Forge, Studio};
use crate::model::workflow::{Covers, Gate, Stage, StageClass, Workflow};

/// A brief at one of its gates.
#[derive(Clone, Copy, Debug)]
pub struct AtGate<'a> {
    pub brief: &'a Brief,
    /// With a gate, as the base of the change has it.
    pub stage: &'a Stage,
    /// Of what the gate covers, at the end of the change; `None`: it has none.
    pub digest: Option<&'a str>,
}

/// What a gate covers of a brief at a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DigestAt {
    Digest(String),
    /// The commit is not in this clone.
    NoCommit,
    /// There is no such brief at the commit, or it has no digest.
    NoDigest,
}

/// Asks for a digest: the commit as the forge names it, the brief, what is covered.
pub type DigestOf<'a> = &'a dyn Fn(&str, &Brief, &Covers) -> DigestAt;

/// What a review says at one gate of one brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewVerdict {
    pub brief: BriefId,
    pub stage: StageId,
    pub by: PersonId,
    /// `Approve` or `Reject`.
    pub verdict: Verdict,
    /// `None`: of a demand for changes whose commit is not known here.
    pub digest: Option<Box<str>>,
    pub covers: Covers,
    /// When it was given, as ISO 8601.
    pub at: Option<Box<str>>,
    /// When it was asked for.
    pub requested: Option<Box<str>>,
    pub note: Option<Box<str>>,
    pub evidence: ForgeEvidence,
}

/// What is asked of the reviews of one request.
#[derive(Clone, Copy)]
pub struct ReviewQuestion<'a> {
    /// People, roles and process, as the base of the change has them.
    pub base: &'a Studio,
    pub home: &'a Forge,
    /// The number of the request, checked.
    pub pull: &'a str,
    pub reviews: &'a Reviews,
    pub today: Day,
}

/// The verdicts that stand now, and what should be known beside.
///
/// # Errors
/// When somebody known said a word whose meaning nobody knows.
pub fn standing(
    question: ReviewQuestion<'_>,
    gates: &[AtGate<'_>],
    digest_of: DigestOf<'_>,
) -> Result<(Vec<ReviewVerdict>, Vec<ReviewWarning>), ReviewFault> {
    let accounts = Accounts::of(question.base, question.home.kind);
    let (voices, mut warnings) = voices(&accounts, question.reviews)?;
    let mut verdicts: Vec<ReviewVerdict> = Vec::new();
    for at in gates {
        let Some(gate) = &at.stage.gate else { continue };
        for voice in voices.iter().filter(|voice| may_speak(question, gate, &voice.person)) {
            let said = match (voice.stance, voice.deciding) {
                (Stance::Approve, Some(review)) => approval(question, at, gate, (voice, review), digest_of),
                (Stance::Reject, Some(review)) => Ok(rejection(question, at, gate, (voice, review), digest_of)),
                (Stance::None, Some(review)) => match still_standing(question, &accounts, gate, (voice, review)) {
                    Some((by, review)) => {
                        let person = voice.person.to_string();
                        warnings.push(ReviewWarning::DismissedByOther { person, by });
                        Ok(rejection(question, at, gate, (voice, review), digest_of))
                    }
                    None => continue,
                },
                (_, None) => continue,
            };
            match said {
                Ok(verdict) => verdicts.push(verdict),
                Err(warning) => warnings.push(warning),
            }
        }
    }
    warnings.dedup();
    Ok((once_a_person(verdicts), warnings))
}

/// The gates between two stages of a workflow: the one it is in, and those it passes.
pub fn gates_between<'w>(workflow: &'w Workflow, from: &str, to: &str) -> Vec<&'w Stage> {
    let place = |name: &str| {
        let stage = workflow.stage_once_called(name)?;
        workflow.position(stage.id.as_str())
    };
    let (Some(from), Some(to)) = (place(from), place(to)) else {
        return Vec::new();
    };
    let last = to.max(from + 1);
    let stages = workflow.stages[from..last].iter();
    stages
        .filter(|stage| stage.class == StageClass::Gate && stage.gate.is_some())
        .collect()
}

/// Whether the rule of the gate asks this person, or somebody whose delegate they are now.
pub fn may_speak(question: ReviewQuestion<'_>, gate: &Gate, person: &PersonId) -> bool {
    let asked = |id: &PersonId| {
        gate.needs.iter().any(|need| {
            let named = need.person.as_ref().is_some_and(|named| named.value == *id);
            let held = |role: &str| has_role(question.base, id.as_str(), role, question.today);
            named || need.role.as_ref().is_some_and(|role| held(role.as_str()))
        })
    };
    let delegated = || {
        question.base.people.values().any(|away| {
            let is_now = |one: &crate::model::person::Delegate| {
                one.person.value == *person && one.from <= question.today && question.today <= one.to
            };
            away.delegates.iter().any(is_now) && asked(&away.id)
        })
    };
    asked(person) || delegated()
}

fn approval(
    question: ReviewQuestion<'_>,
    at: &AtGate<'_>,
    gate: &Gate,
    (voice, review): (&Voice<'_>, &Review),
    digest_of: DigestOf<'_>,
) -> Result<ReviewVerdict, ReviewWarning> {
    let (person, brief) = (voice.person.to_string(), at.brief.id.to_string());
    let Some(commit) = &review.commit else {
        return Err(ReviewWarning::NoCommit { person, brief });
    };
    let commit_said = commit.to_string();
    match digest_of(commit, at.brief, &gate.covers) {
        DigestAt::Digest(digest) if at.digest == Some(&digest) => {
            Ok(verdict(question, at, gate, (voice, review), Some(digest)))
        }
        DigestAt::Digest(_) => Err(ReviewWarning::Stale {
            person,
            brief,
            commit: commit_said,
        }),
        DigestAt::NoCommit => Err(ReviewWarning::MissingCommit {
            person,
            brief,
            commit: commit_said,
        }),
        DigestAt::NoDigest => Err(ReviewWarning::NoDigest {
            person,
            brief,
            commit: commit_said,
        }),
    }
}

fn rejection(
    question: ReviewQuestion<'_>,
    at: &AtGate<'_>,
    gate: &Gate,
    (voice, review): (&Voice<'_>, &Review),
    digest_of: DigestOf<'_>,
) -> ReviewVerdict {
    let digest = match review
        .commit
        .as_deref()
        .map(|commit| digest_of(commit, at.brief, &gate.covers))
    {
        Some(DigestAt::Digest(digest)) => Some(digest),
        Some(DigestAt::NoCommit | DigestAt::NoDigest) | None => None,
    };
    ReviewVerdict {
        verdict: Verdict::Reject,
        ..verdict(question, at, gate, (voice, review), digest)
    }
}

fn verdict(
    question: ReviewQuestion<'_>,
    at: &AtGate<'_>,
    gate: &Gate,
    (voice, review): (&Voice<'_>, &Review),
    digest: Option<String>,
) -> ReviewVerdict {
    ReviewVerdict {
        brief: at.brief.id.clone(),
        stage: at.stage.id.value.clone(),
        by: voice.person.clone(),
        verdict: Verdict::Approve,
        digest: digest.map(Into::into),
        covers: gate.covers.clone(),
        at: said_at(review).map(|time| time.to_rfc3339().into()),
        requested: requested(question.reviews, voice, review),
        note: review.text.clone(),
        evidence: evidence(question, voice, review),
    }
}

pub fn evidence(question: ReviewQuestion<'_>, voice: &Voice<'_>, review: &Review) -> ForgeEvidence {
    ForgeEvidence {
        forge: question.home.kind.word().into(),
        repository: question.home.repository.clone().or(question.home.name.clone()),
        pull: Some(question.pull.into()),
        review: review.id.clone(),
        account: Some(voice.account.clone()),
        commit: review.commit.clone(),
    }
}

/// The last time that this account was asked before it answered, and after its answer before.
pub fn requested(reviews: &Reviews, voice: &Voice<'_>, review: &Review) -> Option<Box<str>> {
    let answered = said_at(review)?;
    let before = voice
        .said
        .iter()
        .filter_map(|one| said_at(one))
        .filter(|time| *time < answered);
    let since = before.max();
    let to_it = reviews.asked.iter().filter(|asked| {
        let account = asked.account.as_ref();
        account.is_none_or(|one| one.number.as_ref() == Some(&voice.account))
    });
    let times = to_it.filter_map(|asked| super::reviews::instant(asked.at.as_deref()?));
    let between = times.filter(|time| *time <= answered && since.is_none_or(|since| *time > since));
    between.max().map(|time| time.to_rfc3339().into())
}

/// A demand for changes that was dismissed by somebody who may not: who, and the review.
fn still_standing<'r>(
    question: ReviewQuestion<'_>,
    accounts: &Accounts,
    gate: &Gate,
    (voice, review): (&Voice<'r>, &'r Review),
) -> Option<(String, &'r Review)> {
    let dismissal = dismissal_of(question.reviews, review).filter(|one| one.was == Some(Meaning::ChangesRequired))?;
    match may_dismiss(question, accounts, gate, voice, dismissal) {
        Ok(_) => None,
        Err(by) => Some((by, review)),
    }
}

pub fn dismissal_of<'a>(reviews: &'a Reviews, review: &Review) -> Option<&'a Dismissal> {
    let id = review.id.as_ref()?;
    let of_it = reviews.dismissals.iter().filter(|one| one.review.as_ref() == Some(id));
    // the timeline says what it was, a delivery only that it is
    of_it.max_by_key(|one| one.was.is_some())
}

/// Who took a verdict back: the reviewer, or whoever holds a role that the rule names.
///
/// # Errors
/// The name of somebody who may not.
pub fn may_dismiss(
    question: ReviewQuestion<'_>,
    accounts: &Accounts,
    gate: &Gate,
    voice: &Voice<'_>,
    dismissal: &Dismissal,
) -> Result<PersonId, String> {
    let Some(account) = &dismissal.by else {
        return Err(String::new());
    };
    let login = account.login.as_deref().or(account.number.as_deref());
    let unknown = || login.unwrap_or_default().to_owned();
    let by = accounts.person_of(account).ok_or_else(unknown)?;
    let held = |role: &str| has_role(question.base, by.as_str(), role, question.today);
    if *by == voice.person || gate.dismissed_by.iter().any(|role| held(role.as_str())) {
        return Ok(by.clone());
    }
    Err(by.to_string())
}

/// One verdict of a person on a brief at a gate, however many accounts they have: a demand for changes before an approval.
fn once_a_person(verdicts: Vec<ReviewVerdict>) -> Vec<ReviewVerdict> {
    let mut kept: Vec<ReviewVerdict> = Vec::new();
    for verdict in verdicts {
        let is_same =
            |one: &&mut ReviewVerdict| one.by == verdict.by && one.brief == verdict.brief && one.stage == verdict.stage;
        match kept.iter_mut().find(is_same) {
            Some(known) if known.verdict == Verdict::Approve => *known = verdict,
            Some(_) => {}
            None => kept.push(verdict),
        }
    }
    kept
}

#[cfg(test)]
mod tests;
