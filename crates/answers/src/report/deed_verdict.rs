//! Answers: what was decided at a gate, and what follows from it?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.

use crate::model::approval::Verdict;
use crate::trail::gate::{GateLack, Outcome, Proof, Unproved};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// A verdict that was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    pub id: String,
    pub title: String,
    pub stage: String,
    /// In the reader's language.
    pub stage_title: String,
    pub verdict: Verdict,
    pub by: String,
    pub proof: Proof,
    /// The verdict's file.
    pub file: String,
    /// Verdicts that it answers.
    pub answers: Vec<String>,
    pub outcome: Outcome,
    /// What the gate still waits for.
    pub lacks: Vec<GateLack>,
    /// Where the brief goes with it.
    pub to: Option<String>,
    pub to_title: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct JudgedView {
    pub id: String,
    pub title: String,
    pub stage: String,
    /// `approve`, `approve-with-changes`, `reject`, `revoke`, `abstain` or `confirm`.
    pub verdict: &'static str,
    pub by: String,
    /// `forge`, `signature`, `relayed` or `claim`.
    pub evidence: &'static str,
    pub file: String,
    pub answers: Vec<String>,
    /// `waiting`, `changes-required`, `approved`, `approved-with-changes` or `tacit`.
    pub gate: &'static str,
    /// What the gate still waits for.
    pub lacks: Vec<LackView>,
    /// The stage the brief goes to with it; null when it stays.
    pub to: Option<String>,
}

/// One thing that keeps a gate shut.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LackView {
    /// `role`, `person`, `rejected`, `stale`, `unconfirmed`, `evidence`, `maker`, `unknown-author`, `open-remark`,
    /// `unreadable-feedback`, `unreadable-condition` or `no-digest`.
    pub code: &'static str,
    pub role: Option<String>,
    /// How many more of the role.
    pub missing: Option<u32>,
    /// Who could meet it; of a verdict, who gave it.
    pub people: Vec<String>,
    /// Verdicts, remarks, fields, files or texts that it is about.
    pub about: Vec<String>,
}

impl JudgedView {
    pub fn of(one: &Judged) -> Self {
        Self {
            id: one.id.clone(),
            title: one.title.clone(),
            stage: one.stage.clone(),
            verdict: one.verdict.word(),
            by: one.by.clone(),
            evidence: evidence(one.proof),
            file: one.file.clone(),
            answers: one.answers.clone(),
            gate: outcome(one.outcome),
            lacks: one.lacks.iter().map(LackView::of).collect(),
            to: one.to.clone(),
        }
    }
}

pub const fn evidence(proof: Proof) -> &'static str {
    match proof {
        Proof::Forge => "forge",
        Proof::Signature => "signature",
        Proof::Relayed => "relayed",
        Proof::Claimed(_) => "claim",
    }
}

/// Why a verdict is only a claim.
pub const fn unproved(why: Unproved) -> &'static str {
    match why {
        Unproved::Said => "said",
        Unproved::Unsigned => "unsigned",
        Unproved::BadSignature => "bad-signature",
        Unproved::UnreadableSignature => "unreadable-signature",
        Unproved::SignatureNotAFile => "signature-not-a-file",
        Unproved::SignatureTooLarge => "signature-too-large",
        Unproved::OtherPurpose => "other-purpose",
        Unproved::KeyNotTaken => "key-not-taken",
        Unproved::UnknownKey => "unknown-key",
        Unproved::OthersKey => "others-key",
        Unproved::KeyOutOfDate => "key-out-of-date",
        Unproved::SharedKey => "shared-key",
        Unproved::OtherRepository => "other-repository",
        Unproved::OtherAccount => "other-account",
    }
}

pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Waiting => "waiting",
        Outcome::ChangesRequired => "changes-required",
        Outcome::Approved => "approved",
        Outcome::ApprovedWithChanges => "approved-with-changes",
        Outcome::Tacit => "tacit",
    }
}

impl LackView {
    pub fn of(lack: &GateLack) -> Self {
        let plain = |code: &'static str, people: Vec<String>, about: Vec<String>| Self {
            code,
            role: None,
            missing: None,
            people,
            about,
        };
        match lack {
            GateLack::Role {
                role,
                missing,
                people,
                delegates,
            } => Self {
                role: Some(role.clone()),
                missing: Some(*missing),
                ..plain("role", people.clone(), delegates.clone())
            },
            GateLack::Person { person, delegate } => {
                let people = std::iter::once(person).chain(delegate).cloned();
                plain("person", people.collect(), Vec::new())
            }
            GateLack::Rejected { by, verdict } => plain("rejected", vec![by.clone()], vec![verdict.clone()]),
            GateLack::Stale { by, fields } => plain("stale", vec![by.clone()], fields.clone()),
            GateLack::Unconfirmed { by, items } => plain("unconfirmed", vec![by.clone()], items.clone()),
            GateLack::EvidenceNotAccepted { by, proof } => {
                let why = match proof {
                    Proof::Claimed(why) => unproved(*why),
                    Proof::Forge | Proof::Signature | Proof::Relayed => evidence(*proof),
                };
                plain("evidence", vec![by.clone()], vec![why.into()])
            }
            GateLack::Maker { by } => plain("maker", vec![by.clone()], Vec::new()),
            GateLack::UnknownAuthor { author } => plain("unknown-author", Vec::new(), vec![author.clone()]),
            GateLack::OpenRemark { item, by, .. } => plain("open-remark", vec![by.clone()], vec![item.clone()]),
            GateLack::UnreadableFeedback { file } => plain("unreadable-feedback", Vec::new(), vec![file.clone()]),
            GateLack::UnreadableCondition { text } => plain("unreadable-condition", Vec::new(), vec![text.clone()]),
            GateLack::NoDigest => plain("no-digest", Vec::new(), Vec::new()),
        }
    }
}
