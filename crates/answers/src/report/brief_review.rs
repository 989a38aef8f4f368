//! Answers: which proofs, open remarks and verdicts does a brief have now?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.

use super::deed_verdict;
use super::feedback::{FeedbackList, RemarkRow, RemarkRowView, VersionSeen};
use super::trail::{Beyond, MayOverride};
use crate::model::Day;
use crate::model::approval::Verdict;
use crate::model::workflow::EvidenceKind;
use crate::trail::gate::Proof;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    pub proofs: Vec<ProofNow>,
    /// All remarks, what is open first.
    pub remarks: FeedbackList,
    /// The latest first.
    pub verdicts: Vec<VerdictSaid>,
    /// In the order of their files.
    pub handoffs: Vec<HandoffSaid>,
}

/// A checklist that was ticked, or a round too many that was let pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoffSaid {
    pub id: String,
    pub stage: String,
    /// In the reader's language.
    pub stage_title: String,
    pub by: String,
    pub on: Option<Day>,
    pub round: u32,
    pub ticked: Vec<String>,
    pub beyond: Option<Beyond>,
}

/// A proof as the brief names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofNow {
    pub version: VersionSeen,
    pub title: Option<String>,
    pub uri: Option<String>,
    /// Below the studio.
    pub file: Option<String>,
    pub media_type: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictSaid {
    pub id: String,
    pub stage: String,
    /// In the reader's language.
    pub stage_title: String,
    pub verdict: Verdict,
    pub by: String,
    /// As written.
    pub at: String,
    /// In the studio's zone; `None` when `at` cannot be read.
    pub day: Option<Day>,
    /// What the file says of itself.
    pub evidence: EvidenceKind,
    /// What was found to be so.
    pub proof: Proof,
    /// The comment of the key that proves it, else its fingerprint.
    pub key: Option<String>,
    pub about: About,
    /// The verdict that answers it.
    pub answered_by: Option<String>,
    pub note: Option<String>,
}

/// Which content a verdict was given on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// What the brief says now.
    Now,
    Earlier,
    /// The brief, or a proof of it, has no digest.
    Unknown,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReviewView {
    pub proofs: Vec<ProofView>,
    pub open_remarks: usize,
    pub open_blocking: usize,
    /// What is open first.
    pub remarks: Vec<RemarkRowView>,
    /// Files of feedback that cannot be read.
    pub unreadable: Vec<String>,
    /// The latest first.
    pub verdicts: Vec<VerdictSaidView>,
    /// Checklists that were ticked, and rounds too many that were let pass.
    pub handoffs: Vec<HandoffView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HandoffView {
    pub id: String,
    /// Whose list was ticked; of a round too many, the gate.
    pub stage: String,
    pub by: String,
    pub on: Option<String>,
    /// How often the brief had been sent back by then.
    pub round: u32,
    pub ticked: Vec<String>,
    /// Why one more round than the gate allows was let pass.
    pub beyond_rounds: Option<String>,
    /// Whether whoever let it pass may, by the gate's rule; null of a checklist.
    pub may_override: Option<bool>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProofView {
    pub asset: String,
    /// 1 for the first of its chain; null when there is no such record.
    pub version: Option<usize>,
    /// What has replaced it since.
    pub replaced_by: Option<String>,
    pub title: Option<String>,
    pub uri: Option<String>,
    /// Below the studio.
    pub file: Option<String>,
    pub media_type: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct VerdictSaidView {
    pub id: String,
    pub stage: String,
    /// `approve`, `approve-with-changes`, `reject`, `revoke`, `confirm` or `abstain`.
    pub verdict: &'static str,
    pub by: String,
    /// As written in the file.
    pub at: String,
    /// What the file says of itself: `forge`, `signature` or `claim`.
    pub evidence: &'static str,
    /// What was found to be so: `forge`, `signature`, `relayed` or `claim`.
    pub proof: &'static str,
    /// Why it is only a claim: `unsigned`, `unknown-key` and so on; null when it is more, or says no more.
    pub unproved: Option<&'static str>,
    /// The comment of the key that proves it, else its fingerprint.
    pub key: Option<String>,
    /// Whether it is about what the brief says now; null when that cannot be told.
    pub current: Option<bool>,
    /// The verdict that answers it.
    pub answered_by: Option<String>,
    pub note: Option<String>,
}

impl Review {
    pub fn view(&self) -> ReviewView {
        ReviewView {
            proofs: self.proofs.iter().map(ProofNow::view).collect(),
            open_remarks: self.remarks.open(),
            open_blocking: self.remarks.open_blocking(),
            remarks: self.remarks.rows.iter().map(RemarkRow::view).collect(),
            unreadable: self.remarks.unreadable.clone(),
            verdicts: self.verdicts.iter().map(VerdictSaid::view).collect(),
            handoffs: self.handoffs.iter().map(HandoffSaid::view).collect(),
        }
    }
}

impl ProofNow {
    pub fn view(&self) -> ProofView {
        ProofView {
            asset: self.version.asset.clone(),
            version: self.version.number,
            replaced_by: self.version.latest.as_ref().map(|(id, _)| id.clone()),
            title: self.title.clone(),
            uri: self.uri.clone(),
            file: self.file.clone(),
            media_type: self.media_type.clone(),
        }
    }
}

impl HandoffSaid {
    fn view(&self) -> HandoffView {
        HandoffView {
            id: self.id.clone(),
            stage: self.stage.clone(),
            by: self.by.clone(),
            on: self.on.map(|day| day.to_string()),
            round: self.round,
            ticked: self.ticked.clone(),
            beyond_rounds: self.beyond.as_ref().map(|one| one.reason.clone()),
            may_override: self.beyond.as_ref().map(|one| one.may == MayOverride::Yes),
        }
    }
}

impl VerdictSaid {
    fn view(&self) -> VerdictSaidView {
        VerdictSaidView {
            id: self.id.clone(),
            stage: self.stage.clone(),
            verdict: self.verdict.word(),
            by: self.by.clone(),
            at: self.at.clone(),
            evidence: match self.evidence {
                EvidenceKind::Forge => "forge",
                EvidenceKind::Signature => "signature",
                EvidenceKind::Claim => "claim",
            },
            proof: deed_verdict::evidence(self.proof),
            unproved: match self.proof {
                Proof::Claimed(why) => Some(deed_verdict::unproved(why)),
                Proof::Forge | Proof::Signature | Proof::Relayed => None,
            },
            key: self.key.clone(),
            current: match self.about {
                About::Now => Some(true),
                About::Earlier => Some(false),
                About::Unknown => None,
            },
            answered_by: self.answered_by.clone(),
            note: self.note.clone(),
        }
    }
}
