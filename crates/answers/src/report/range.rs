//! Answers: may a range of commits be merged, and what does it do to each brief?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.
//! Source: `docs/json.md`, `crops.check-range`.

use super::brief_review::{ProofNow, ProofView};
use super::changes::{ChangeLine, ChangeView};
use super::check::CheckReport;
use super::feedback::{FeedbackList, RemarkRow, RemarkRowView};
use crate::model::finding::Severity;
use crate::model::gate_lack::GateLack;
use crate::model::history::ObjectId;
use crate::trail::gate::{Decision, Outcome};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug)]
pub struct RangeReport {
    pub base: ObjectId,
    pub head: ObjectId,
    pub merge: MergeMade,
    pub briefs: Vec<RangeBrief>,
    /// How many reviews were read; `None`: none were given, or there are none yet.
    pub reviews: Option<usize>,
    /// What keeps it from being merged.
    pub check: CheckReport,
}

/// What was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeMade {
    /// The head itself, which holds its base.
    Head,
    /// A merge of head and base that was made to be judged.
    InMemory,
}

#[derive(Clone, Debug)]
pub struct RangeBrief {
    pub id: String,
    pub title: String,
    /// From the top of the repository.
    pub file: String,
    /// `None`: the brief is new.
    pub from: Option<StageName>,
    pub to: StageName,
    pub gates: Vec<GateLine>,
    /// Since the base, the stage left out.
    pub changes: Vec<ChangeLine>,
    pub proofs: Vec<ProofNow>,
    pub remarks: FeedbackList,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageName {
    pub id: String,
    /// In the reader's language.
    pub title: String,
}

#[derive(Clone, Debug)]
pub struct GateLine {
    pub stage: StageName,
    pub passes: Passes,
    pub decision: Decision,
    /// Whose turn it is.
    pub awaited: Vec<GateLack>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passes {
    /// The range leads the brief through.
    Leaves,
    /// The brief stands there after the merge.
    Stands,
}

impl GateLine {
    pub fn is_met(&self) -> bool {
        self.decision.lacks.is_empty()
    }
}

impl RangeReport {
    /// Gates that would be left without their rule.
    pub fn waiting(&self) -> usize {
        let gates = self.briefs.iter().flat_map(|brief| &brief.gates);
        gates
            .filter(|gate| gate.passes == Passes::Leaves && !gate.is_met())
            .count()
    }

    pub fn passed(&self) -> usize {
        let gates = self.briefs.iter().flat_map(|brief| &brief.gates);
        gates
            .filter(|gate| gate.passes == Passes::Leaves && gate.is_met())
            .count()
    }

    pub fn view(&self) -> RangeView<'_> {
        RangeView {
            base: self.base.to_string(),
            head: self.head.to_string(),
            merge: match self.merge {
                MergeMade::Head => "head",
                MergeMade::InMemory => "in-memory",
            },
            reviews: self.reviews,
            errors: self.check.count(Severity::Error),
            warnings: self.check.count(Severity::Warning),
            accepted: self.check.accepted,
            fingerprints: self.check.view().fingerprints,
            briefs: self.briefs.iter().map(RangeBrief::view).collect(),
        }
    }
}

/// What stands under `data` in JSON; the findings themselves stand in the envelope.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RangeView<'a> {
    /// The commit whose rules judge.
    pub base: String,
    pub head: String,
    /// `head`: it holds its base, and was judged itself; `in-memory`: a merge of the two was made to be judged.
    pub merge: &'static str,
    /// How many reviews were read; null when none were given, or there are none yet.
    pub reviews: Option<usize>,
    pub errors: usize,
    pub warnings: usize,
    /// Findings that the baseline knows; they are not told.
    pub accepted: usize,
    /// One for each finding, in their order; it outlives a line above.
    pub fingerprints: Vec<&'a str>,
    pub briefs: Vec<RangeBriefView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RangeBriefView {
    pub id: String,
    pub title: String,
    /// From the top of the repository.
    pub file: String,
    /// Null of a brief that is new.
    pub from: Option<String>,
    pub to: String,
    pub gates: Vec<GateLineView>,
    /// Since the base, the stage left out.
    pub changes: Vec<ChangeView>,
    pub proofs: Vec<ProofView>,
    pub open_remarks: usize,
    pub open_blocking: usize,
    pub remarks: Vec<RemarkRowView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GateLineView {
    pub stage: String,
    /// Whether the brief leaves the gate; false where it stands there after the merge.
    pub leaves: bool,
    /// Whether the rule is met.
    pub met: bool,
    /// `waiting`, `changes-required`, `approved`, `approved-with-changes` or `tacit`.
    pub outcome: &'static str,
    /// Whose approval counts.
    pub approved_by: Vec<String>,
    pub lacks: Vec<LackView>,
    /// Whose turn it is.
    pub awaited: Vec<LackView>,
}

/// One thing that a gate waits for.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LackView {
    /// `role`, `person`, `rejected`, `stale`, `unconfirmed`, `evidence`, `maker`, `unknown-author`, `open-remark`, `unreadable-feedback`, `unreadable-condition` or `no-digest`.
    pub lack: &'static str,
    /// Who could give it, or who gave what does not count.
    pub people: Vec<String>,
    pub role: Option<String>,
    /// Of a role: how many more.
    pub missing: Option<u32>,
    /// Fields that changed, remarks that are open, or the file or condition that cannot be read.
    pub about: Vec<String>,
}

impl RangeBrief {
    fn view(&self) -> RangeBriefView {
        RangeBriefView {
            id: self.id.clone(),
            title: self.title.clone(),
            file: self.file.clone(),
            from: self.from.as_ref().map(|stage| stage.id.clone()),
            to: self.to.id.clone(),
            gates: self.gates.iter().map(GateLine::view).collect(),
            changes: self.changes.iter().map(ChangeView::of).collect(),
            proofs: self.proofs.iter().map(ProofNow::view).collect(),
            open_remarks: self.remarks.open(),
            open_blocking: self.remarks.open_blocking(),
            remarks: self.remarks.rows.iter().map(RemarkRow::view).collect(),
        }
    }
}

impl GateLine {
    fn view(&self) -> GateLineView {
        GateLineView {
            stage: self.stage.id.clone(),
            leaves: self.passes == Passes::Leaves,
            met: self.is_met(),
            outcome: match self.decision.outcome {
                Outcome::Waiting => "waiting",
                Outcome::ChangesRequired => "changes-required",
                Outcome::Approved => "approved",
                Outcome::ApprovedWithChanges => "approved-with-changes",
                Outcome::Tacit => "tacit",
            },
            approved_by: self.decision.counted.iter().map(|one| one.by.to_string()).collect(),
            lacks: self.decision.lacks.iter().map(LackView::of).collect(),
            awaited: self.awaited.iter().map(LackView::of).collect(),
        }
    }
}

impl LackView {
    pub fn of(lack: &GateLack) -> Self {
        let one = |lack, people: &[&str], about: &[&str]| Self {
            lack,
            people: people.iter().map(|one| (*one).to_owned()).collect(),
            role: None,
            missing: None,
            about: about.iter().map(|one| (*one).to_owned()).collect(),
        };
        match lack {
            GateLack::Role {
                role, missing, people, ..
            } => Self {
                people: people.clone(),
                role: Some(role.clone()),
                missing: Some(*missing),
                ..one("role", &[], &[])
            },
            GateLack::Person { person, delegate } => {
                let both: Vec<&str> = [Some(person), delegate.as_ref()]
                    .into_iter()
                    .flatten()
                    .map(String::as_str)
                    .collect();
                one("person", &both, &[])
            }
            GateLack::Rejected { by, verdict } => one("rejected", &[by], &[verdict]),
            GateLack::Stale { by, fields } => Self {
                about: fields.clone(),
                ..one("stale", &[by], &[])
            },
            GateLack::Unconfirmed { by, items } => Self {
                about: items.clone(),
                ..one("unconfirmed", &[by], &[])
            },
            GateLack::EvidenceNotAccepted { by, .. } => one("evidence", &[by], &[]),
            GateLack::Maker { by } => one("maker", &[by], &[]),
            GateLack::UnknownAuthor { author } => one("unknown-author", &[author], &[]),
            GateLack::OpenRemark { item, by, .. } => one("open-remark", &[by], &[item]),
            GateLack::UnreadableFeedback { file } => one("unreadable-feedback", &[], &[file]),
            GateLack::UnreadableCondition { text } => one("unreadable-condition", &[], &[text]),
            GateLack::NoDigest => one("no-digest", &[], &[]),
        }
    }
}
