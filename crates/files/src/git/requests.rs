//! Answers: which branches of requests has the remote that are not in its official branch yet?
//! Invariant: read from the refs that the last fetch left; nothing is fetched, and a name is shown, never believed.
//! Source: design, "How a team works", `flow: pull-request`.

use super::object::{object_id, oid};
use super::official::Official;
use super::remote::BRANCHES;
use super::repository::{Repository, broken};
use crate::model::history::{HistoryProblem, ObjectId};

/// A branch that is not merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestBranch {
    /// `crops/k3x9qa/review`
    pub name: String,
    pub tip: ObjectId,
    /// Where it left the official branch; `None`: they have nothing in common.
    pub fork: Option<ObjectId>,
    /// Commits that the official branch does not have.
    pub commits: usize,
}

/// Whether any branch is called as those of requests are; cheap, so that most questions end here.
pub fn are_there(repository: &Repository) -> bool {
    let kind = if repository.is_bare() { "heads" } else { "remotes/*" };
    let found = repository.inner.references_glob(&format!("refs/{kind}/{BRANCHES}*"));
    found.is_ok_and(|mut found| found.next().is_some())
}

/// The branches of the remote that has the official one, in the order of their names; in a bare repository, its own.
///
/// # Errors
/// When an object is missing or broken.
pub fn open(repository: &Repository, official: &Official, branch: &str) -> Result<Vec<RequestBranch>, HistoryProblem> {
    let git = &repository.inner;
    let Some(home) = official.reference.strip_suffix(branch) else {
        return Ok(Vec::new());
    };
    if home == "refs/heads/" && !repository.is_bare() {
        return Ok(Vec::new());
    }
    let base = oid(official.commit).map_err(|error| broken(&error))?;
    let mut open = Vec::new();
    let found = git.references_glob(&format!("{home}{BRANCHES}*"));
    for reference in found.map_err(|error| broken(&error))?.flatten() {
        let name = reference.name().ok().and_then(|name| name.strip_prefix(home));
        let (Some(name), Ok(commit)) = (name, reference.peel_to_commit()) else {
            continue;
        };
        let tip = commit.id();
        let (commits, _) = git.graph_ahead_behind(tip, base).map_err(|error| broken(&error))?;
        if commits > 0 {
            open.push(RequestBranch {
                name: name.to_owned(),
                tip: object_id(tip),
                fork: git.merge_base(tip, base).ok().map(object_id),
                commits,
            });
        }
    }
    open.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(open)
}
