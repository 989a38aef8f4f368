//! Answers: which briefs did a request lead through which gates?
//! Invariant: by the commits that were reviewed and the official line they left; what the payload says of files is not asked.

use super::open::Opened;
use super::reviewed::Reviewed;
use crate::git::official;
use crate::git::repository::Repository;
use crate::git::revision;
use crate::git::steps::{self, Steps};
use crate::model::brief::Brief;
use crate::model::history::{HistoryProblem, ObjectId};
use crate::model::review::Reviews;
use crate::model::workflow::Stage;
use crate::trail::review_verdicts::gates_between;
use std::collections::{BTreeSet, HashSet};

/// The gates of a request.
pub struct GatesOf<'s> {
    pub gates: Vec<(&'s Brief, &'s Stage)>,
    /// Commits that reviews name and that are not in this clone.
    pub missing: Vec<String>,
}

/// # Errors
/// When `base` names no commit, or the history cannot be read.
pub fn gates_of<'s>(
    opened: &'s Opened,
    repository: &Repository,
    reviewed: &Reviewed<'_>,
    reviews: &Reviews,
    base: Option<&str>,
) -> Result<GatesOf<'s>, HistoryProblem> {
    let base = base.map(|base| revision::resolve(repository, base)).transpose()?;
    let line = official_line(opened, repository)?;
    let mut found = GatesOf {
        gates: Vec::new(),
        missing: Vec::new(),
    };
    for named in commits(reviews) {
        let Some(commit) = reviewed.commit(&named) else {
            found.missing.push(named);
            continue;
        };
        let fork = match base {
            Some(base) => Some(base),
            None => fork(repository, commit, &line)?,
        };
        for path in briefs_between(repository, reviewed, fork, commit)? {
            let brief = opened.studio.briefs.values().find(|brief| brief.file.as_str() == path);
            let Some(brief) = brief else { continue };
            for stage in gates(opened, reviewed, brief, (fork, commit)) {
                let is_known = |(known, at): &(&Brief, &Stage)| known.id == brief.id && at.id == stage.id;
                if !found.gates.iter().any(is_known) {
                    found.gates.push((brief, stage));
                }
            }
        }
    }
    found.gates.sort_by(|(one, _), (other, _)| one.id.cmp(&other.id));
    Ok(found)
}

/// Every commit that a review or the request names.
fn commits(reviews: &Reviews) -> BTreeSet<String> {
    let of_reviews = reviews.reviews.iter().flat_map(|one| [&one.commit, &one.head]);
    let of_pull = reviews.pull.iter().map(|pull| &pull.head);
    of_reviews.chain(of_pull).flatten().map(ToString::to_string).collect()
}

/// The first parents of the official branch, of what is checked out where there is none.
fn official_line(opened: &Opened, repository: &Repository) -> Result<HashSet<ObjectId>, HistoryProblem> {
    let official = official::official(repository, &opened.studio.settings.official);
    let tip = match official {
        Ok(official) => official.commit,
        Err(_) => revision::resolve(repository, "HEAD")?,
    };
    Ok(steps::first_parents(repository, tip)?.into_iter().collect())
}

/// Where a line left the official one. A commit that lies on it left it before itself.
fn fork(
    repository: &Repository,
    commit: ObjectId,
    line: &HashSet<ObjectId>,
) -> Result<Option<ObjectId>, HistoryProblem> {
    if line.contains(&commit) {
        return Ok(steps::facts(repository, commit)?.parents.first().copied());
    }
    steps::first_where(repository, commit, &mut |id| line.contains(&id))
}

fn briefs_between(
    repository: &Repository,
    reviewed: &Reviewed<'_>,
    fork: Option<ObjectId>,
    commit: ObjectId,
) -> Result<Vec<String>, HistoryProblem> {
    let folder = reviewed.folder.trim_end_matches('/');
    let is_brief = |path: &str| path.starts_with("briefs/") && path.ends_with("/brief.yml");
    let changed = Steps::new(repository, folder)?.changes(fork, commit, &is_brief)?;
    Ok(changed.into_iter().map(|(path, _)| path).collect())
}

fn gates<'s>(
    opened: &'s Opened,
    reviewed: &Reviewed<'_>,
    brief: &Brief,
    (fork, commit): (Option<ObjectId>, ObjectId),
) -> Vec<&'s Stage> {
    let Some(workflow) = opened.studio.workflow_of(brief) else {
        return Vec::new();
    };
    let Some(to) = reviewed.stage(commit, brief) else {
        return Vec::new();
    };
    let from = fork.and_then(|fork| reviewed.stage(fork, brief));
    // a brief that the request brings begins where briefs begin
    let first = || workflow.first_stage().map(|stage| stage.id.to_string());
    match from.or_else(first) {
        Some(from) => gates_between(workflow, &from, &to),
        None => Vec::new(),
    }
}
