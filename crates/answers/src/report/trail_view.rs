//! Answers: what does `trail` say to a program?
//! Invariant: version 1 is frozen: fields are added, never renamed or removed; instants are UTC.
//! Source: `docs/json.md`.

use super::changes::ChangeView;
use super::deed_verdict;
use super::events::instant;
use super::trail::{
    EndSource, Entry, Holds, MayOverride, Named, SlaState, Standing, Stay, StayEnd, Told, TrailReport, VerdictLine,
};
use crate::model::Day;
use crate::model::workflow::{EvidenceKind, StageClass};
use crate::trail::gate::Proof;
use crate::trail::visit::{Observed, Outcome, Source};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrailView {
    pub brief: String,
    /// Null when it was deleted.
    pub title: Option<String>,
    pub kind: Option<String>,
    pub campaign: Option<String>,
    pub path: Option<String>,
    /// in, on-hold, closed or deleted.
    pub state: &'static str,
    pub stage: Option<String>,
    pub since: String,
    pub in_stage_working_days: Option<f64>,
    /// Null without an SLA.
    pub sla_kept: Option<bool>,
    pub due: Option<String>,
    /// Up to the delivery, or to the end of today.
    pub total_working_days: f64,
    pub on_hold_working_days: f64,
    pub rounds: usize,
    pub versions: usize,
    /// In the order in which they landed.
    pub entries: Vec<EntryView>,
    /// Entries that `since` leaves out.
    pub entries_before: usize,
    pub visits: Vec<StayView>,
    /// Only with `--at`.
    pub at: Option<ThenView>,
    pub reference: String,
    pub pending_commits: usize,
}

#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EntryView {
    /// written, created, restored, deleted, moved, held, resumed, stage-renamed, superseded, changed, relocated, unreadable, verdict, feedback, handoff or ignored.
    pub what: &'static str,
    pub time: String,
    pub landed: String,
    pub commit: String,
    pub landing: String,
    /// commit, landing, forge, signature or claim.
    pub source: &'static str,
    pub by: String,
    /// Stages or paths.
    pub from: Option<String>,
    pub to: Option<String>,
    pub ended: Vec<StayView>,
    /// From 1, when changes were required.
    pub round: Option<usize>,
    pub held_working_days: Option<f64>,
    pub changes: Vec<ChangeView>,
    pub verdict: Option<VerdictView>,
    pub remarks: Vec<RemarkView>,
    /// Of a handoff: the items of the stage's checklist.
    pub ticked: Vec<String>,
    /// Why one more round than the gate allows was let pass.
    pub beyond_rounds: Option<String>,
    /// Whether whoever let it pass may, by the gate's rule; null of anything else.
    pub may_override: Option<bool>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct VerdictView {
    pub verdict: &'static str,
    pub stage: String,
    pub note: Option<String>,
    pub origin: Option<String>,
    /// What was found to be so: `forge`, `signature`, `relayed` or `claim`.
    pub proof: &'static str,
    /// Why it is only a claim: `unsigned`, `unknown-key` and so on; null when it is more, or says no more.
    pub unproved: Option<&'static str>,
    /// The comment of the key that proves it, else its fingerprint.
    pub key: Option<String>,
    /// From the request to the verdict, where the file names it.
    pub open_hours: Option<f64>,
    /// yes, stale or unknown-version.
    pub holds: &'static str,
    pub changed_since: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RemarkView {
    pub id: String,
    pub text: String,
    pub severity: Option<String>,
    /// open, resolved or confirmed.
    pub state: &'static str,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StayView {
    pub stage: String,
    pub class: Option<&'static str>,
    pub from: String,
    pub from_commit: String,
    pub from_source: &'static str,
    pub to: Option<String>,
    pub to_commit: Option<String>,
    pub to_source: Option<&'static str>,
    /// Net of hold.
    pub working_days: f64,
    pub open_hours: f64,
    pub on_hold_working_days: f64,
    /// open, forward, back, dropped, removed or elsewhere.
    pub outcome: &'static str,
    pub observed: bool,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ThenView {
    pub day: String,
    pub commit: String,
    /// From 1.
    pub version: usize,
    pub owner: Option<String>,
    pub who: Vec<WhoView>,
    pub fields: Vec<FieldView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct WhoView {
    pub stage: String,
    pub people: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct FieldView {
    pub key: String,
    pub text: String,
}

/// The stable word for where a brief is, its stage, since when, for how many working days, and its SLA.
pub(super) type StandingCodes<'s> = (&'static str, Option<&'s Named>, Day, Option<f64>, Option<&'s SlaState>);

pub(super) fn standing(now: &Standing) -> StandingCodes<'_> {
    match now {
        Standing::In {
            stage,
            since,
            working_days,
            sla,
        } => ("in", Some(stage), *since, Some(*working_days), sla.as_ref()),
        Standing::OnHold {
            stage,
            since,
            working_days,
        } => ("on-hold", Some(stage), *since, Some(*working_days), None),
        Standing::Closed { stage, since, .. } => ("closed", Some(stage), *since, None, None),
        Standing::Deleted { since } => ("deleted", None, *since, None, None),
    }
}

impl TrailView {
    pub fn of(report: &TrailReport) -> Self {
        let (state, stage, since, days, sla) = standing(&report.now);
        Self {
            brief: report.brief.clone(),
            title: report.title.clone(),
            kind: report.kind.clone(),
            campaign: report.campaign.clone(),
            path: report.path.clone(),
            state,
            stage: stage.map(|stage| stage.id.clone()),
            since: since.to_string(),
            in_stage_working_days: days,
            sla_kept: sla.map(|sla| *sla == SlaState::Kept),
            due: report.due.map(|day| day.to_string()),
            total_working_days: report.totals.working_days,
            on_hold_working_days: report.totals.on_hold,
            rounds: report.totals.rounds,
            versions: report.totals.versions,
            entries: report.entries.iter().map(EntryView::of).collect(),
            entries_before: report.before,
            visits: report.stays.iter().map(StayView::of).collect(),
            at: report.then.as_ref().map(|then| ThenView {
                day: then.day.to_string(),
                commit: then.commit.clone(),
                version: then.version,
                owner: then.owner.clone(),
                who: then
                    .who
                    .iter()
                    .map(|(stage, people)| WhoView {
                        stage: stage.clone(),
                        people: people.clone(),
                    })
                    .collect(),
                fields: then
                    .fields
                    .iter()
                    .map(|(key, text)| FieldView {
                        key: key.clone(),
                        text: text.clone(),
                    })
                    .collect(),
            }),
            reference: report.source.reference.clone(),
            pending_commits: report.source.pending,
        }
    }
}

/// The stable word for what happened.
pub const fn told_code(told: &Told) -> &'static str {
    match told {
        Told::Written => "written",
        Told::Created { .. } => "created",
        Told::Restored { .. } => "restored",
        Told::Deleted { .. } => "deleted",
        Told::Moved { .. } => "moved",
        Told::Held { .. } => "held",
        Told::Resumed { .. } => "resumed",
        Told::Renamed { .. } => "stage-renamed",
        Told::Superseded { .. } => "superseded",
        Told::Changed(_) => "changed",
        Told::Relocated { .. } => "relocated",
        Told::Unreadable { .. } => "unreadable",
        Told::Verdict(_) => "verdict",
        Told::Feedback { .. } => "feedback",
        Told::Handoff { .. } => "handoff",
        Told::Ignored { .. } => "ignored",
    }
}

/// The stable word for where a time comes from.
pub const fn end_source_code(source: EndSource) -> &'static str {
    match source {
        EndSource::Commit => "commit",
        EndSource::Landing => "landing",
        EndSource::Record(EvidenceKind::Forge) => "forge",
        EndSource::Record(EvidenceKind::Signature) => "signature",
        EndSource::Record(EvidenceKind::Claim) => "claim",
    }
}

impl EntryView {
    pub(super) fn of(entry: &Entry) -> Self {
        let mut view = Self {
            what: told_code(&entry.told),
            time: instant(entry.time),
            landed: instant(entry.landed),
            commit: entry.commit.clone(),
            landing: entry.landing.clone(),
            source: end_source_code(entry.source),
            by: entry.by.clone(),
            ..Self::default()
        };
        view.fill(&entry.told);
        view
    }

    fn fill(&mut self, told: &Told) {
        let id = |stage: &Named| Some(stage.id.clone());
        let stays = |stays: &[Stay]| stays.iter().map(StayView::of).collect();
        match told {
            Told::Written => {}
            Told::Created { stage } | Told::Restored { stage } => self.to = id(stage),
            Told::Deleted { ended } => self.ended = stays(ended),
            Told::Moved { from, to, ended, round } => {
                (self.from, self.to, self.round) = (id(from), id(to), *round);
                self.ended = stays(ended);
            }
            Told::Held { from } => self.from = id(from),
            Told::Resumed { to, after } => (self.to, self.held_working_days) = (id(to), Some(*after)),
            Told::Renamed { from, to } => (self.from, self.to) = (id(from), id(to)),
            Told::Superseded { from, to } => {
                (self.from, self.to) = (from.as_ref().and_then(id), to.as_ref().and_then(id));
            }
            Told::Changed(lines) => self.changes = lines.iter().map(ChangeView::of).collect(),
            Told::Relocated { from, to } => (self.from, self.to) = (Some(from.clone()), Some(to.clone())),
            Told::Unreadable { path } | Told::Ignored { path } => self.to = Some(path.clone()),
            Told::Verdict(line) => self.verdict = Some(VerdictView::of(line)),
            Told::Handoff { stage, ticked, beyond } => {
                (self.to, self.ticked) = (id(stage), ticked.clone());
                self.beyond_rounds = beyond.as_ref().map(|one| one.reason.clone());
                self.may_override = beyond.as_ref().map(|one| one.may == MayOverride::Yes);
            }
            Told::Feedback { stage, remarks } => {
                self.to = id(stage);
                let remark = |one: &crate::model::feedback::Remark| RemarkView {
                    id: one.id.to_string(),
                    text: one.text.to_string(),
                    severity: one.severity.map(|severity| severity.word().to_owned()),
                    state: one.state().word(),
                };
                self.remarks = remarks.iter().map(remark).collect();
            }
        }
    }
}

impl VerdictView {
    fn of(line: &VerdictLine) -> Self {
        let (holds, changed_since) = match &line.holds {
            Holds::Yes => ("yes", Vec::new()),
            Holds::Stale(fields) => ("stale", fields.clone()),
            Holds::UnknownVersion => ("unknown-version", Vec::new()),
        };
        Self {
            verdict: line.verdict.word(),
            stage: line.stage.id.clone(),
            note: line.note.clone(),
            origin: line.origin.clone(),
            proof: deed_verdict::evidence(line.proof),
            unproved: match line.proof {
                Proof::Claimed(why) => Some(deed_verdict::unproved(why)),
                Proof::Forge | Proof::Signature | Proof::Relayed => None,
            },
            key: line.key.clone(),
            open_hours: line.open_hours,
            holds,
            changed_since,
        }
    }
}

impl StayView {
    fn of(stay: &Stay) -> Self {
        let end = |of: fn(&StayEnd) -> String| stay.end.as_ref().map(of);
        Self {
            stage: stay.stage.id.clone(),
            class: stay.stage.class.map(StageClass::word),
            from: instant(stay.start.time),
            from_commit: stay.start.commit.clone(),
            from_source: source_code(stay.start.source),
            to: end(|end| instant(end.time)),
            to_commit: end(|end| end.commit.clone()),
            to_source: stay.end.as_ref().map(|end| source_code(end.source)),
            working_days: stay.working_days,
            open_hours: stay.open_hours,
            on_hold_working_days: stay.on_hold,
            outcome: match stay.outcome {
                Outcome::Open => "open",
                Outcome::Forward => "forward",
                Outcome::Back => "back",
                Outcome::Dropped => "dropped",
                Outcome::Removed => "removed",
                Outcome::Elsewhere => "elsewhere",
            },
            observed: stay.observed == Observed::Yes,
        }
    }
}

const fn source_code(source: Source) -> &'static str {
    match source {
        Source::Commit => "commit",
        Source::Landing => "landing",
        Source::Forge => "forge",
    }
}
