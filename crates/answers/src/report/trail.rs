//! Answers: what happened to a brief, from the request to today?
//! Invariant: in the order in which it landed; each line names its commit and where its time comes from; nothing is rounded here.
//! Source: `docs/trail.md`.

use super::changes::ChangeLine;
use super::kpi::SourceView;
use crate::model::Day;
use crate::model::approval::Verdict;
use crate::model::feedback::Remark;
use crate::model::history::Moment;
use crate::model::workflow::{EvidenceKind, StageClass};
use crate::trail::gate::Proof;
use crate::trail::visit::{Observed, Outcome, Source};
use chrono::NaiveDateTime;

/// The answer of `trail`.
#[derive(Clone, Debug)]
pub struct TrailReport {
    pub brief: String,
    /// `None`: it was deleted.
    pub title: Option<String>,
    pub kind: Option<String>,
    pub path: Option<String>,
    pub campaign: Option<String>,
    pub now: Standing,
    pub due: Option<Day>,
    pub totals: Totals,
    pub entries: Vec<Entry>,
    /// Lines before `--since` that are not shown.
    pub before: usize,
    pub stays: Vec<Stay>,
    pub holds: Vec<Stretch>,
    /// Only with `--at`.
    pub then: Option<Then>,
    pub source: SourceView,
    pub today: Day,
    /// The end of today, for what is open.
    pub until: NaiveDateTime,
}

/// Where it is at the end.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    In {
        stage: Named,
        since: Day,
        /// Net of hold.
        working_days: f64,
        sla: Option<SlaState>,
    },
    OnHold {
        stage: Named,
        since: Day,
        working_days: f64,
    },
    Closed {
        stage: Named,
        class: StageClass,
        since: Day,
    },
    Deleted {
        since: Day,
    },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SlaState {
    Kept,
    /// Open hours too late.
    Over(f64),
}

/// A stage by its id and as the reader calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub id: String,
    pub title: String,
    pub class: Option<StageClass>,
}

/// Sums over the whole trail, whatever is shown of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    /// From the first appearance to the delivery, or to the end of today.
    pub working_days: f64,
    pub on_hold: f64,
    pub rounds: usize,
    /// Commits that changed what the brief says.
    pub versions: usize,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub time: Moment,
    /// The same on the studio's clock.
    pub local: NaiveDateTime,
    pub landed: Moment,
    /// The day on which it reached the official branch, when that was another day.
    pub landed_later: Option<Day>,
    pub commit: String,
    pub landing: String,
    pub source: EndSource,
    pub by: String,
    pub told: Told,
}

/// Where a time comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndSource {
    Commit,
    Landing,
    /// A file says it.
    Record(EvidenceKind),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// The first version of a record without stages.
    Written,
    Created {
        stage: Named,
    },
    /// It was deleted before.
    Restored {
        stage: Named,
    },
    Deleted {
        ended: Vec<Stay>,
    },
    Moved {
        from: Named,
        to: Named,
        /// The visit that ended, and gates that were passed on the way.
        ended: Vec<Stay>,
        /// From 1, when changes were required.
        round: Option<usize>,
    },
    Held {
        from: Named,
    },
    Resumed {
        to: Named,
        /// Working days on hold.
        after: f64,
    },
    /// The stage was given another name, or a move inside of a hold: the visit goes on.
    Renamed {
        from: Named,
        to: Named,
    },
    /// A merge overrode it.
    Superseded {
        from: Option<Named>,
        to: Option<Named>,
    },
    Changed(Vec<ChangeLine>),
    /// The file has another path.
    Relocated {
        from: String,
        to: String,
    },
    /// A version that says nothing: the one before counts.
    Unreadable {
        path: String,
    },
    Verdict(Box<VerdictLine>),
    Feedback {
        stage: Named,
        remarks: Vec<Remark>,
    },
    /// What was ticked when it left a stage, or a round too many that somebody let pass.
    Handoff {
        stage: Named,
        ticked: Vec<String>,
        beyond: Option<Beyond>,
    },
    /// A verdict, feedback or handoff file that is not understood in full counts for nothing.
    Ignored {
        path: String,
    },
}

/// Why one more round than a gate allows was let pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beyond {
    pub reason: String,
    pub may: MayOverride,
}

/// Whether the gate's rule lets this person do so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayOverride {
    Yes,
    /// It counts for nothing.
    No,
}

#[derive(Clone, Debug, PartialEq)]
pub struct VerdictLine {
    pub verdict: Verdict,
    pub stage: Named,
    /// What the file says of itself.
    pub evidence: EvidenceKind,
    /// What was found to be so, by the keys that count.
    pub proof: Proof,
    /// The comment of the key that proves it, else its fingerprint.
    pub key: Option<String>,
    /// `github #42`, `email`: where the file says it comes from.
    pub origin: Option<String>,
    pub note: Option<String>,
    /// Open hours from the request, where the file names it.
    pub open_hours: Option<f64>,
    pub holds: Holds,
}

/// Whether a verdict is about what the brief says at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    Yes,
    /// The covered fields that changed since.
    Stale(Vec<String>),
    /// No version in the history is the one that was judged.
    UnknownVersion,
}

/// One stay in one stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Stay {
    pub stage: Named,
    pub from: NaiveDateTime,
    /// `None`: open.
    pub to: Option<NaiveDateTime>,
    /// Less the time on hold.
    pub working_days: f64,
    pub open_hours: f64,
    /// Working days.
    pub on_hold: f64,
    pub outcome: Outcome,
    pub observed: Observed,
    pub start: StayEnd,
    pub end: Option<StayEnd>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StayEnd {
    pub time: Moment,
    pub commit: String,
    pub source: Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub from: NaiveDateTime,
    pub to: Option<NaiveDateTime>,
}

/// What the brief said on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Then {
    pub day: Day,
    /// The commit that made this version.
    pub commit: String,
    /// From 1.
    pub version: usize,
    pub owner: Option<String>,
    pub who: Vec<(String, Vec<String>)>,
    pub fields: Vec<(String, String)>,
}

impl TrailReport {
    /// The name that a person knows it by.
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.brief)
    }
}
