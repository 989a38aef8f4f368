//! Answers: when was a gate asked about and decided, by the verdicts that were recorded?
//! Invariant: what no verdict says is not there: no time is made up for it.
//! Source: design, "How a team works": where a recorded verdict knows better, it does, whatever the merge method.

use crate::model::approval::{Ruling, Verdict};
use crate::model::history::Moment;
use crate::model::workflow::Stage;

/// How a brief went through a gate up to the landing that led it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Course {
    /// What was asked for and sent back, in the order of time.
    pub rejected: Vec<Round>,
    /// When the version was asked about that passed; `None`: nobody noted it.
    pub requested: Option<Moment>,
    /// When that was decided last; `None`: nothing that decides it was recorded.
    pub approved: Option<Moment>,
}

/// One version that was sent back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Round {
    pub requested: Option<Moment>,
    pub ended: Moment,
}

impl Course {
    /// The course by the verdicts at a gate that came after `after` and not after `until`. `None`: there are none.
    pub fn of(rulings: &[&Ruling], gate: &Stage, after: Option<Moment>, until: Moment) -> Option<Self> {
        let is_here = |ruling: &&&Ruling| {
            let name = ruling.stage.as_str();
            let is_gate = gate.id.value.as_str() == name || gate.was.iter().any(|old| old.as_str() == name);
            is_gate && ruling.at <= until && after.is_none_or(|after| ruling.at > after)
        };
        let mut here: Vec<&Ruling> = rulings.iter().filter(is_here).copied().collect();
        here.sort_by(|one, other| (one.at, &one.digest).cmp(&(other.at, &other.digest)));
        let versions = versions(&here);
        let (last, before) = versions.split_last()?;
        let mut rejected: Vec<Round> = before.iter().filter_map(|version| round(version)).collect();
        let approvals = last.iter().filter(|ruling| is_approval(ruling.verdict));
        let approved = approvals.map(|ruling| ruling.at).max();
        if approved.is_none() {
            rejected.extend(round(last));
        }
        Some(Self {
            requested: approved.and_then(|_| first_request(last)),
            rejected,
            approved,
        })
    }

    /// As it is when the last verdict sent it back; `None`: that was an approval.
    pub fn sent_back(mut self) -> Option<Self> {
        let last = self.rejected.pop().filter(|_| self.approved.is_none())?;
        Some(Self {
            requested: last.requested,
            approved: Some(last.ended),
            ..self
        })
    }

    /// When it was asked about first.
    pub fn began(&self) -> Option<Moment> {
        match self.rejected.first() {
            Some(round) => round.requested,
            None => self.requested,
        }
    }

    /// The first time that anything is known of.
    pub fn first_said(&self) -> Option<Moment> {
        self.rejected.first().map(|round| round.ended).or(self.approved)
    }
}

/// The verdicts on each version, the version that was judged last at the end.
fn versions<'r>(here: &[&'r Ruling]) -> Vec<Vec<&'r Ruling>> {
    let mut versions: Vec<Vec<&Ruling>> = Vec::new();
    for ruling in here.iter().filter(|ruling| counts(ruling.verdict)) {
        match versions.iter_mut().find(|version| version[0].digest == ruling.digest) {
            Some(version) => version.push(ruling),
            None => versions.push(vec![ruling]),
        }
    }
    versions.sort_by_key(|version| version.last().map(|ruling| ruling.at));
    versions
}

const fn counts(verdict: Verdict) -> bool {
    match verdict {
        Verdict::Approve | Verdict::ApproveWithChanges | Verdict::Reject => true,
        Verdict::Revoke | Verdict::Abstain | Verdict::Confirm => false,
    }
}

const fn is_approval(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Approve | Verdict::ApproveWithChanges)
}

fn first_request(version: &[&Ruling]) -> Option<Moment> {
    version.iter().filter_map(|ruling| ruling.requested).min()
}

/// `None`: nobody sent it back.
fn round(version: &[&Ruling]) -> Option<Round> {
    let reject = version.iter().find(|ruling| ruling.verdict == Verdict::Reject)?;
    Some(Round {
        requested: first_request(version),
        ended: reject.at,
    })
}
