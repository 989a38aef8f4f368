//! Answers: which verdicts and remarks stand beside a brief in the result of a range, and which do live reviews add?
//! Invariant: links are not followed; a file that is not understood in full is no verdict, and one of remarks is named.
//! Source: design, "Gates and approvals".

use super::chronicle::Chronicle;
use super::landed::{Branch, days};
use super::open::Opened;
use super::proved::prove;
use super::range_files::Range;
use crate::git::revision::{self, RevisionContent};
use crate::model::approval::{Approval, Evidence, Verdict};
use crate::model::brief::Brief;
use crate::model::history::HistoryProblem;
use crate::model::place::StudioPath;
use crate::model::workflow::{EvidenceKind, Stage};
use crate::store::feedback::{Gathered, feedback};
use crate::store::verdicts::approval;
use crate::trail::gate::Proof;
use crate::trail::proof::Keyring;
use crate::trail::review_verdicts::ReviewVerdict;
use crate::trail::reviews::instant;

/// What lies beside a brief.
pub struct Beside {
    pub approvals: Vec<Approval>,
    /// One for each of them.
    pub proofs: Vec<Proof>,
    pub feedback: Gathered,
}

/// Proved by the keys of the base, as of the days on which the base got them; what the range brings, as of today.
///
/// # Errors
/// When an object is missing or broken.
pub fn beside(
    range: &Range<'_>,
    base: &Opened,
    chronicle: Chronicle<'_>,
    brief: &Brief,
) -> Result<Beside, HistoryProblem> {
    let keys = Keyring::of(&base.studio);
    let file = |path: &StudioPath| range.at(range.merged.commit, path.as_str());
    let mut beside = Beside {
        approvals: Vec::new(),
        proofs: Vec::new(),
        feedback: Gathered::default(),
    };
    for (path, bytes) in files(range, brief, "approvals")? {
        let verdict = bytes.filter(|_| path.as_str().ends_with(".yml"));
        let Some(verdict) = verdict.and_then(|bytes| approval(&path, &bytes)) else {
            continue;
        };
        beside.approvals.push(verdict);
    }
    let branch = Branch {
        repository: &range.home.repository,
        chronicle,
        studio: &base.studio,
        places: &|path| vec![format!("{}{path}", range.home.folder)],
    };
    let days = days(&branch, &beside.approvals, &file, base.today);
    let each = beside.approvals.iter().zip(days);
    beside.proofs = each.map(|(one, comes)| prove(&keys, one, &file, comes).proof).collect();
    for (path, bytes) in files(range, brief, "feedback")? {
        if !path.as_str().ends_with(".yml") && !path.as_str().ends_with(".yaml") {
            continue;
        }
        match bytes.and_then(|bytes| feedback(&path, &bytes)) {
            Some(read) => beside.feedback.read.push(read),
            None => beside.feedback.unreadable.push(path),
        }
    }
    Ok(beside)
}

type Files = Vec<(StudioPath, Option<Vec<u8>>)>;

/// The files of a folder beside a brief, in order; `None`: no file, or too large.
fn files(range: &Range<'_>, brief: &Brief, part: &str) -> Result<Files, HistoryProblem> {
    let folder = format!("{}/{part}", brief.file.folder());
    let place = format!("{}{folder}", range.home.folder);
    let all = |_: &str| true;
    let inside = revision::files_within(&range.home.repository, range.merged.commit, &place, &all, &|_| false)?;
    let read = inside.into_iter().map(|file| {
        let bytes = match file.content {
            RevisionContent::Blob(blob) => range.content(blob),
            RevisionContent::SymbolicLink | RevisionContent::Submodule => None,
        };
        (StudioPath::shown(&format!("{folder}/{}", file.path)), bytes)
    });
    Ok(read.collect())
}

/// What live reviews say of a brief at a gate, as verdicts that the forge itself has just confirmed.
pub fn live(
    verdicts: &[ReviewVerdict],
    (brief, stage): (&Brief, &Stage),
    studio: &str,
    known: &[Approval],
) -> Vec<(Approval, Proof)> {
    let here = |one: &&ReviewVerdict| one.brief == brief.id && one.stage == stage.id.value;
    let told = verdicts.iter().filter(here).zip(0..);
    told.map(|(one, nth): (&ReviewVerdict, u32)| {
        // no file has this id, and nothing of a payload is in it: a demand for changes must not get lost by its name
        let id = format!("live-{nth}");
        let name = format!("{}/approvals/{}.{}.{id}.yml", brief.file.folder(), one.stage, one.by);
        let approval = Approval {
            file: StudioPath::shown(&name),
            id: id.into(),
            studio: studio.into(),
            subject: one.brief.clone(),
            stage: one.stage.clone(),
            verdict: one.verdict,
            digest: one.digest.clone().unwrap_or_default(),
            covers: one.covers.clone(),
            by: one.by.clone(),
            at: one.at.clone().unwrap_or_default(),
            requested: one.requested.clone(),
            resolves: answered(one, known),
            changes: Vec::new(),
            confirmed_by: None,
            note: one.note.clone(),
            evidence: Evidence {
                forge: Some(one.evidence.clone()),
                ..Evidence::of(EvidenceKind::Forge)
            },
        };
        (approval, Proof::Forge)
    })
    .collect()
}

/// Rejects that the same account gave before it approved, as far as they are recorded.
fn answered(one: &ReviewVerdict, known: &[Approval]) -> Vec<Box<str>> {
    let Some(at) = one
        .at
        .as_deref()
        .and_then(instant)
        .filter(|_| one.verdict == Verdict::Approve)
    else {
        return Vec::new();
    };
    let is_own = |reject: &&Approval| {
        let account = reject.evidence.forge.as_ref().and_then(|forge| forge.account.as_ref());
        reject.verdict == Verdict::Reject
            && reject.stage == one.stage
            && reject.by == one.by
            && account.is_some()
            && account == one.evidence.account.as_ref()
            && instant(&reject.at).is_some_and(|then| then <= at)
    };
    known.iter().filter(is_own).map(|reject| reject.id.clone()).collect()
}
