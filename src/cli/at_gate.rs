//! Answers: what is known about a brief at its gate: its verdicts and what proves them, remarks, digest, who made it?
//! Invariant: read from the files at hand; history is opened only when somebody has spoken at the gate, or is about to.
//! Source: design, "Gates and approvals".

use super::brief_facts::{Told, working_days};
use super::context::Context;
use super::files_at::{Files, with_files};
use super::gate_past::GatePast;
use super::open::Opened;
use super::proved::{proofs, proofs_at_hand};
use super::writing::email_at_hand;
use crate::model::Day;
use crate::model::approval::{Approval, Verdict};
use crate::model::brief::Brief;
use crate::model::history::ObjectId;
use crate::model::id::PersonId;
use crate::model::workflow::{EvidenceKind, Gate, SilenceAction, Stage};
use crate::plan::calendars::Calendars;
use crate::store::feedback::Gathered;
use crate::trail::gate::makers::Makers;
use crate::trail::gate::{Decision, GateLack, Heard, Question, Silence, decide};
use crate::trail::proof::Proved;

/// A brief and the stage it is in, or comes to.
pub struct AtGate<'o> {
    opened: &'o Opened,
    brief: &'o Brief,
    stage: &'o Stage,
    /// Where its files are; `None`: on disk.
    commit: Option<ObjectId>,
    /// The day it was asked for by a request; `None`: the history of its stage says.
    asked_on: Option<Day>,
    approvals: Vec<Approval>,
    proofs: Vec<Proved>,
    gathered: Gathered,
    digest: Option<String>,
    makers: Makers,
    past: Option<GatePast>,
    silence: Silence,
}

impl<'o> AtGate<'o> {
    /// As the files say it, without asking the history who wrote them: who is named in the brief makes it.
    pub fn of_files(opened: &'o Opened, brief: &'o Brief, stage: &'o Stage) -> Self {
        Self::of(opened, (brief, stage), (opened.commit, None))
    }

    /// As the branch of a request has it, at the gate since that day.
    pub fn in_request(opened: &'o Opened, brief: &'o Brief, stage: &'o Stage, (tip, since): (ObjectId, Day)) -> Self {
        Self::of(opened, (brief, stage), (Some(tip), Some(since)))
    }

    fn of(
        opened: &'o Opened,
        (brief, stage): (&'o Brief, &'o Stage),
        (commit, asked_on): (Option<ObjectId>, Option<Day>),
    ) -> Self {
        let gate = stage.gate.as_ref();
        let read = |files: &Files<'_>| match gate {
            Some(gate) => (
                files.approvals(brief),
                files.feedback(brief),
                files.digest(brief, &gate.covers),
            ),
            None => Default::default(),
        };
        let (approvals, gathered, digest) = with_files(opened, commit, read);
        let proofs = with_files(opened, commit, |files| {
            proofs_at_hand(opened, &approvals, &|path| files.content(path))
        });
        Self {
            opened,
            brief,
            stage,
            commit,
            asked_on,
            proofs,
            approvals,
            gathered,
            digest,
            makers: Makers::named(opened.studio.workflow_of(brief), brief),
            past: None,
            silence: Silence::Waiting,
        }
    }

    /// With who wrote what is judged, and what earlier verdicts were about.
    pub fn with_history(mut self, context: &Context) -> Self {
        let Some(gate) = &self.stage.gate else { return self };
        let says_more = |one: &Approval| one.evidence.kind != EvidenceKind::Claim;
        if self.approvals.iter().any(says_more) {
            self.proofs = with_files(self.opened, self.commit, |files| {
                proofs(context, self.opened, &self.approvals, &|path| files.content(path))
            });
        }
        self.silence = match self.asked_on {
            Some(since) => over(self.opened, gate, since),
            None => silence(context, self.opened, self.brief, gate),
        };
        self.past = GatePast::read(context, (self.opened, self.commit), self.brief, &gate.covers);
        let Some(past) = &self.past else { return self };
        let emails = past.authors(|| email_at_hand(context, self.opened));
        let makers = std::mem::take(&mut self.makers);
        self.makers = emails
            .iter()
            .fold(makers, |makers, email| makers.with_author(&self.opened.studio, email));
        self
    }

    /// As [`Self::with_history`], when there is a verdict to judge.
    pub fn with_history_if_judged(self, context: &Context) -> Self {
        let may_be_tacit = self.stage.gate.as_ref().is_some_and(|gate| gate.on_silence.is_some());
        if may_be_tacit || self.approvals.iter().any(|one| one.stage == self.stage.id.value) {
            self.with_history(context)
        } else {
            self
        }
    }

    /// Every remark on the brief: `2t8wq4zc/f1`.
    pub fn remarks(&self) -> Vec<String> {
        let files = self.gathered.read.iter();
        files
            .flat_map(|file| file.remarks.iter().map(|remark| file.name_of(remark)))
            .collect()
    }

    /// The last approval with changes that this person may confirm, and that nobody has confirmed of what is there now.
    pub fn to_confirm(&self, person: &PersonId) -> Option<&Approval> {
        let is_settled = |one: &Approval| {
            self.approvals.iter().any(|later| {
                let is_same = later.verdict == Verdict::Revoke || self.digest.as_deref() == Some(&*later.digest);
                is_same && later.resolves.contains(&one.id)
            })
        };
        self.approvals.iter().rev().find(|one| {
            !is_settled(one)
                && one.verdict == Verdict::ApproveWithChanges
                && one.stage == self.stage.id.value
                && (one.by == *person || one.confirmed_by.as_ref() == Some(person))
        })
    }

    /// The judgement as it stands.
    pub fn asked<T>(&self, judge: impl FnOnce(Question<'_>) -> T) -> T {
        let heard: Vec<Heard<'_>> = self
            .approvals
            .iter()
            .zip(&self.proofs)
            .map(|(approval, proof)| Heard {
                approval,
                proof: proof.proof,
                on: self.opened.today,
            })
            .collect();
        let changed = |approval: &Approval| self.past.as_ref()?.changed_since(approval);
        judge(Question {
            studio: &self.opened.studio,
            brief: self.brief,
            stage: self.stage,
            heard: &heard,
            digest: self.digest.as_deref(),
            changed: &changed,
            feedback: &self.gathered.read,
            unreadable: &self.gathered.unreadable,
            makers: &self.makers,
            silence: self.silence,
            today: self.opened.today,
        })
    }

    /// `None` when the stage is no gate.
    pub fn decision(&self) -> Option<Decision> {
        self.asked(decide)
    }

    pub fn lacks(&self) -> Vec<GateLack> {
        self.decision().map_or_else(Vec::new, |decision| decision.lacks)
    }
}

fn silence(context: &Context, opened: &Opened, brief: &Brief, gate: &Gate) -> Silence {
    if gate.on_silence.is_none() {
        return Silence::Waiting;
    }
    match Told::about(context, brief).since(opened, brief) {
        Some(since) => over(opened, gate, since),
        None => Silence::Waiting,
    }
}

/// Over once the brief has been at the gate for as long as the rule lets silence pass for consent.
pub fn over(opened: &Opened, gate: &Gate, since: Day) -> Silence {
    let rule = gate.on_silence.as_ref();
    let Some(tacit) = rule.filter(|rule| rule.action == SilenceAction::Tacit) else {
        return Silence::Waiting;
    };
    let calendars = Calendars::of(&opened.studio);
    if working_days(&calendars, since, opened.today) > tacit.after {
        Silence::Over
    } else {
        Silence::Waiting
    }
}
