//! Answers: on which day did each verdict come to the branch whose keys count?
//! Invariant: by what landed its very bytes and those of its signature, never before what had landed by then; what is not there comes today.
//! Source: `docs/decisions/0027-signatures-by-ring.md`.

use super::chronicle::{Chronicle, WantedFile};
use super::official::OfficialState;
use super::proved::{FileOf, signature_path};
use crate::git::object::blob_id;
use crate::git::repository::Repository;
use crate::git::revision;
use crate::metrics::clock::zone_of;
use crate::model::Day;
use crate::model::approval::Approval;
use crate::model::history::{HistoryProblem, ObjectId};
use crate::model::place::StudioPath;
use crate::model::studio::Studio;
use crate::model::workflow::EvidenceKind;
use crate::store::source::Content;

/// Landings before one that are looked at for a later time than its own.
const MOST_BEFORE: usize = 1_000;

/// The branch whose keys count, up to a commit.
pub struct Branch<'a> {
    pub repository: &'a Repository,
    pub chronicle: Chronicle<'a>,
    pub studio: &'a Studio,
    /// Where a file of the studio may have been, from the top of the repository.
    pub places: &'a dyn Fn(&str) -> Vec<String>,
}

/// As the official branch has them; today for a claim, which no key proves, and where history cannot tell.
pub fn on_official(state: &OfficialState, approvals: &[Approval], file: FileOf<'_>, today: Day) -> Vec<Day> {
    let branch = Branch {
        repository: &state.repository,
        chronicle: state.chronicle(state.tip),
        studio: &state.studio,
        places: &|path| state.places(path),
    };
    days(&branch, approvals, file, today)
}

/// One for each of the verdicts, all of one brief, that stand where `file` reads.
pub fn days(branch: &Branch<'_>, approvals: &[Approval], file: FileOf<'_>, today: Day) -> Vec<Day> {
    let is_asked = |one: &&Approval| one.evidence.kind != EvidenceKind::Claim;
    let asked: Vec<Option<[WantedFile; 2]>> = approvals
        .iter()
        .map(|one| Some(one).filter(is_asked).and_then(|one| wanted(branch, one, file)))
        .collect();
    let files: Vec<WantedFile> = asked.iter().flatten().flatten().cloned().collect();
    let Some(brief) = approvals
        .first()
        .map(|one| one.subject.as_str())
        .filter(|_| !files.is_empty())
    else {
        return vec![today; approvals.len()];
    };
    // of what cannot be read, nothing has landed
    let landed = landed(branch, brief, &files).unwrap_or_else(|_| vec![None; files.len()]);
    let mut landed = landed.chunks(2);
    let day = |one: &Option<[WantedFile; 2]>| {
        let both = one.as_ref().and_then(|_| landed.next()).unwrap_or_default();
        let both: Option<Vec<Day>> = both.iter().copied().collect();
        both.and_then(|both| both.into_iter().max()).unwrap_or(today)
    };
    asked.iter().map(day).collect()
}

/// The verdict and its signature: one that was signed later counts from then on.
fn wanted(branch: &Branch<'_>, one: &Approval, file: FileOf<'_>) -> Option<[WantedFile; 2]> {
    let wanted = |path: &StudioPath| match file(path) {
        Content::Bytes(bytes) => Some(WantedFile {
            places: (branch.places)(path.as_str()),
            content: Some(blob_id(&bytes).ok()?),
        }),
        Content::Not(_) | Content::TooLarge { .. } => None,
    };
    Some([wanted(&one.file)?, wanted(&signature_path(&one.file)?)?])
}

fn landed(branch: &Branch<'_>, brief: &str, files: &[WantedFile]) -> Result<Vec<Option<Day>>, HistoryProblem> {
    let story = branch.chronicle.story(brief, files, None)?;
    let zone = zone_of(branch.studio);
    let day = |landing: ObjectId| -> Result<Day, HistoryProblem> {
        let latest = revision::latest_on_line(branch.repository, landing, MOST_BEFORE)?;
        Ok(latest.with_timezone(&zone).date_naive())
    };
    let commit = |touch: &crate::trail::touch::Touch| story.told.history.commit(touch.landing).id;
    let brought = story.brought.iter();
    brought
        .map(|one| one.as_ref().map(|touch| day(commit(touch))).transpose())
        .collect()
}
