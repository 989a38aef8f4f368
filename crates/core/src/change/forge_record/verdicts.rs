//! Answers: which verdict files does one account's course through a request give?
//! Invariant: a reject is answered only by what the same account, or who may, said after it.

use super::{Place, Recorded, RecordedVerdict, file, id_of};
use crate::change::FileEdit;
use crate::change::YamlValue;
use crate::change::yaml_text::{Entry, document};
use crate::model::approval::{Approval, ForgeEvidence, Verdict};
use crate::model::id::PersonId;
use crate::model::review::{Meaning, Review};
use crate::model::workflow::Covers;
use crate::trail::review_verdicts::{DigestAt, DigestOf, dismissal_of, evidence, may_dismiss, may_speak, requested};
use crate::trail::reviews::{ReviewWarning, Voice, instant, said_at};
use chrono::{DateTime, FixedOffset};

/// One verdict to be, with what its file says.
struct ToWrite {
    id: String,
    by: PersonId,
    verdict: Verdict,
    digest: String,
    at: DateTime<FixedOffset>,
    requested: Option<Box<str>>,
    resolves: Vec<String>,
    note: Option<Box<str>>,
    evidence: ForgeEvidence,
}

/// What has been said so far by one account at one gate.
struct Course<'a> {
    place: Place<'a>,
    /// Rejects that nothing has answered, with their times.
    open: Vec<(String, Option<DateTime<FixedOffset>>)>,
}

pub fn of_voice(
    place: Place<'_>,
    voice: &Voice<'_>,
    digest_of: DigestOf<'_>,
    recorded: &mut Recorded,
    files: &mut Vec<FileEdit>,
) {
    if !may_speak(place.question, place.gate, &voice.person) {
        return;
    }
    let mut course = Course {
        open: open_rejects(place, voice),
        place,
    };
    for review in &voice.said {
        let said = match review.meaning {
            Meaning::Approve => course.said(voice, review, Verdict::Approve, digest_of),
            Meaning::ChangesRequired => course.said(voice, review, Verdict::Reject, digest_of),
            Meaning::Dismissed => course.dismissed(voice, review, digest_of),
            Meaning::Comment | Meaning::Pending | Meaning::Unknown => continue,
        };
        match said {
            Ok(verdicts) => {
                for one in verdicts {
                    course.write(one, recorded, files);
                }
            }
            Err(warning) => recorded.warnings.push(warning),
        }
    }
}

/// Rejects of this account in earlier requests, as far as they are recorded.
fn open_rejects(place: Place<'_>, voice: &Voice<'_>) -> Vec<(String, Option<DateTime<FixedOffset>>)> {
    let here = |one: &&Approval| one.stage == place.at.stage.id.value && one.by == voice.person;
    let is_own = |one: &&Approval| {
        let account = one.evidence.forge.as_ref().and_then(|forge| forge.account.as_ref());
        account == Some(&voice.account) && one.verdict == Verdict::Reject
    };
    let is_open = |one: &&Approval| !place.at.approvals.iter().any(|later| later.resolves.contains(&one.id));
    let all = place.at.approvals.iter().filter(here).filter(is_own).filter(is_open);
    all.map(|one| (one.id.to_string(), instant(&one.at))).collect()
}

impl Course<'_> {
    fn said(
        &self,
        voice: &Voice<'_>,
        review: &Review,
        verdict: Verdict,
        digest_of: DigestOf<'_>,
    ) -> Result<Vec<ToWrite>, ReviewWarning> {
        Ok(vec![self.verdict(voice, review, verdict, digest_of)?])
    }

    /// What it was, where it was not recorded, and who took it back.
    fn dismissed(
        &self,
        voice: &Voice<'_>,
        review: &Review,
        digest_of: DigestOf<'_>,
    ) -> Result<Vec<ToWrite>, ReviewWarning> {
        let person = || voice.person.to_string();
        let unknown = || ReviewWarning::DismissedUnknown { person: person() };
        let dismissal = dismissal_of(self.place.question.reviews, review).ok_or_else(unknown)?;
        let was = match dismissal.was {
            Some(Meaning::Approve) => Some(Verdict::Approve),
            Some(Meaning::ChangesRequired) => Some(Verdict::Reject),
            _ => self.recorded_as(review),
        };
        let first = self.verdict(voice, review, was.ok_or_else(unknown)?, digest_of)?;
        let question = self.place.question;
        let by = match may_dismiss(question, self.place.accounts, self.place.gate, voice, dismissal) {
            Ok(by) => by,
            // who may not take it back did not: it stands
            Err(_) => return Ok(vec![first]),
        };
        let at = dismissal.at.as_deref().and_then(instant);
        let back = ToWrite {
            id: self.id(voice, review, Verdict::Revoke),
            by,
            verdict: Verdict::Revoke,
            digest: first.digest.clone(),
            at: at.unwrap_or(first.at),
            requested: None,
            resolves: vec![first.id.clone()],
            note: None,
            evidence: first.evidence.clone(),
        };
        Ok(vec![first, back])
    }

    fn recorded_as(&self, review: &Review) -> Option<Verdict> {
        let is_it = |one: &&Approval| {
            let of_forge = one.evidence.forge.as_ref();
            of_forge.is_some_and(|forge| forge.review.is_some() && forge.review == review.id)
                && matches!(one.verdict, Verdict::Approve | Verdict::Reject)
        };
        self.place.at.approvals.iter().find(is_it).map(|one| one.verdict)
    }

    fn verdict(
        &self,
        voice: &Voice<'_>,
        review: &Review,
        verdict: Verdict,
        digest_of: DigestOf<'_>,
    ) -> Result<ToWrite, ReviewWarning> {
        let person = voice.person.to_string();
        let at = said_at(review).ok_or(ReviewWarning::NoTime { person })?;
        Ok(ToWrite {
            id: self.id(voice, review, verdict),
            by: voice.person.clone(),
            verdict,
            digest: self.digest(voice, review, verdict, digest_of)?,
            at,
            requested: requested(self.place.question.reviews, voice, review),
            resolves: Vec::new(),
            note: review.text.clone(),
            evidence: evidence(self.place.question, voice, review),
        })
    }

    /// A demand for changes is about what was there, also where the forge names no commit.
    fn digest(
        &self,
        voice: &Voice<'_>,
        review: &Review,
        verdict: Verdict,
        digest_of: DigestOf<'_>,
    ) -> Result<String, ReviewWarning> {
        let brief = self.place.at.brief;
        let at_head = review.head.as_ref().filter(|_| verdict == Verdict::Reject);
        let names = || (voice.person.to_string(), brief.id.to_string());
        let Some(commit) = review.commit.as_ref().or(at_head) else {
            let (person, brief) = names();
            return Err(ReviewWarning::NoCommit { person, brief });
        };
        let (person, name) = names();
        let commit_said = commit.to_string();
        match digest_of(commit, brief, &self.place.gate.covers) {
            DigestAt::Digest(digest) => Ok(digest),
            DigestAt::NoCommit => Err(ReviewWarning::MissingCommit {
                person,
                brief: name,
                commit: commit_said,
            }),
            DigestAt::NoDigest => Err(ReviewWarning::NoDigest {
                person,
                brief: name,
                commit: commit_said,
            }),
        }
    }

    fn id(&self, voice: &Voice<'_>, review: &Review, verdict: Verdict) -> String {
        let question = self.place.question;
        let home = question.home;
        let repository = home.repository.as_deref().or(home.name.as_deref());
        let moment = || {
            said_at(review)
                .map(|time| time.to_utc().to_rfc3339())
                .unwrap_or_default()
        };
        let review = review.id.as_deref().map_or_else(moment, str::to_owned);
        id_of(&[
            home.kind.word(),
            repository.unwrap_or_default(),
            question.pull,
            &review,
            &voice.account,
            self.place.at.brief.id.as_str(),
            self.place.at.stage.id.as_str(),
            verdict.word(),
        ])
    }

    /// Whether a file says it already, by its id or by the review it names.
    fn is_known(&self, one: &ToWrite) -> bool {
        let same_review = |known: &Approval| {
            let forge = known.evidence.forge.as_ref();
            forge.is_some_and(|forge| {
                forge.review.is_some() && forge.review == one.evidence.review && forge.pull == one.evidence.pull
            })
        };
        let here = |known: &&Approval| known.stage == self.place.at.stage.id.value && known.verdict == one.verdict;
        let mut known = self.place.at.approvals.iter().filter(here);
        known.any(|known| *known.id == *one.id || same_review(known))
    }

    fn write(&mut self, mut one: ToWrite, recorded: &mut Recorded, files: &mut Vec<FileEdit>) {
        let is_known = self.is_known(&one);
        match one.verdict {
            Verdict::Reject if !is_known => self.open.push((one.id.clone(), Some(one.at))),
            Verdict::Approve => {
                let answered = |(_, at): &(String, Option<DateTime<FixedOffset>>)| at.is_none_or(|at| at <= one.at);
                let (answered, open) = self.open.drain(..).partition(answered);
                self.open = open;
                let answered: Vec<(String, _)> = answered;
                one.resolves = answered.into_iter().map(|(id, _)| id).collect();
            }
            Verdict::Revoke => self.open.retain(|(id, _)| !one.resolves.contains(id)),
            Verdict::Reject | Verdict::ApproveWithChanges | Verdict::Abstain | Verdict::Confirm => {}
        }
        if is_known {
            recorded.known += 1;
            return;
        }
        let brief = self.place.at.brief;
        let stage = &self.place.at.stage.id.value;
        let name = format!("{stage}.{}.{}", one.by, one.id);
        let Some((edit, path)) = file(brief, "approvals", &name, document(&self.entries(&one))) else {
            return;
        };
        files.push(edit);
        recorded.verdicts.push(RecordedVerdict {
            brief: brief.id.to_string(),
            stage: stage.to_string(),
            person: one.by.to_string(),
            verdict: one.verdict,
            at: one.at.to_rfc3339(),
            path,
        });
    }

    fn entries(&self, one: &ToWrite) -> Vec<Entry> {
        let texts =
            |texts: &[Box<str>]| YamlValue::List(texts.iter().map(|text| YamlValue::Text(text.to_string())).collect());
        let covers = match &self.place.gate.covers {
            Covers::Content => YamlValue::Plain("content".into()),
            Covers::Keys(keys) => texts(keys),
        };
        let mut entries = vec![
            Entry::plain("crops", "approval/v1"),
            Entry::text("id", &one.id),
            Entry::text("studio", &self.place.question.base.settings.id),
            Entry::plain("subject", &self.place.at.brief.id),
            Entry::plain("stage", &self.place.at.stage.id.value),
            Entry::plain("verdict", one.verdict.word()),
            Entry::plain("digest", &one.digest),
            Entry::new("covers", covers),
            Entry::plain("by", &one.by),
            Entry::plain("at", one.at.to_rfc3339()),
        ];
        entries.extend(one.requested.as_ref().map(|at| Entry::plain("requested", at)));
        if !one.resolves.is_empty() {
            let ids: Vec<Box<str>> = one.resolves.iter().map(|id| id.as_str().into()).collect();
            entries.push(Entry::new("resolves", texts(&ids)));
        }
        entries.push(Entry::new("evidence", evidence_map(&one.evidence)));
        let note = one.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
        entries.extend(note.map(|note| Entry::text("note", note)));
        entries
    }
}

fn evidence_map(evidence: &ForgeEvidence) -> YamlValue {
    let text = |key: &str, value: &Option<Box<str>>| {
        let value = value.as_ref()?;
        Some((key.to_owned(), YamlValue::Text(value.to_string())))
    };
    let mut map = vec![
        ("kind".to_owned(), YamlValue::Plain("forge".into())),
        ("forge".to_owned(), YamlValue::Plain(evidence.forge.to_string())),
    ];
    map.extend(text("repository", &evidence.repository));
    map.extend(text("pull", &evidence.pull));
    map.extend(text("review", &evidence.review));
    map.extend(text("account", &evidence.account));
    map.extend(text("commit", &evidence.commit));
    YamlValue::Map(map)
}
