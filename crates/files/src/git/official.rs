//! Answers: which commit is the official state of the studio, and what is not shared yet?
//! Invariant: the remote-tracking branch where a remote has one, else the local branch; never what happens to be checked out.
//! Source: design, "How a team works, and what history shows".

use super::object::object_id;
use super::repository::{Repository, broken};
use crate::model::history::{HistoryProblem, Moment, ObjectId};

/// The ref whose history counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Official {
    /// `refs/remotes/origin/main`
    pub reference: String,
    pub commit: ObjectId,
    pub source: RefSource,
    /// Commits of what is checked out that the official ref does not have; in no figure.
    pub pending: usize,
    /// When something was last fetched; `None`: never, or not known.
    pub fetched: Option<Moment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefSource {
    RemoteTracking,
    /// There is no remote, or the repository is bare.
    Local,
    /// There is a remote, and its branch was never fetched.
    NeverFetched,
}

/// Finds the official ref of `branch`, as `official:` in `crops.yml` names it.
///
/// # Errors
/// Without a commit, without such a branch, or when the clone is shallow.
pub fn official(repository: &Repository, branch: &str) -> Result<Official, HistoryProblem> {
    let git = &repository.inner;
    let remote = if git.is_bare() { None } else { remote_of(git, branch) };
    let tracking = remote.as_ref().map(|remote| format!("refs/remotes/{remote}/{branch}"));
    let local = format!("refs/heads/{branch}");
    let found = tracking
        .and_then(|name| Some((commit_at(git, &name)?, name, RefSource::RemoteTracking)))
        .or_else(|| {
            let source = remote.as_ref().map_or(RefSource::Local, |_| RefSource::NeverFetched);
            Some((commit_at(git, &local)?, local, source))
        });
    let Some((commit, reference, source)) = found else {
        return Err(missing(git, branch, remote));
    };
    repository.refuse_shallow()?;
    Ok(Official {
        reference,
        commit: object_id(commit),
        source,
        pending: pending(git, commit)?,
        fetched: fetched(git),
    })
}

/// The remote that the branch belongs to: its own, else `origin`, else the only one.
pub(super) fn remote_of(git: &git2::Repository, branch: &str) -> Option<String> {
    let remotes = git.remotes().ok()?;
    let names: Vec<&str> = remotes.iter().filter_map(|name| name.ok().flatten()).collect();
    let own = git
        .config()
        .and_then(|config| config.get_string(&format!("branch.{branch}.remote")))
        .ok();
    own.as_deref()
        .filter(|own| names.contains(own))
        .or_else(|| names.iter().find(|name| **name == "origin").copied())
        .or_else(|| names.first().copied().filter(|_| names.len() == 1))
        .map(String::from)
}

fn commit_at(git: &git2::Repository, reference: &str) -> Option<git2::Oid> {
    let commit = git.find_reference(reference).ok()?.resolve().ok()?.target()?;
    // whatever the commit says of itself is read later, and more patiently
    let kind = git.odb().and_then(|objects| objects.read_header(commit));
    kind.map_or(true, |(_, kind)| kind == git2::ObjectType::Commit)
        .then_some(commit)
}

fn missing(git: &git2::Repository, branch: &str, remote: Option<String>) -> HistoryProblem {
    let names: Vec<String> = git
        .branches(None)
        .map(|branches| {
            branches
                .filter_map(|found| Some(found.ok()?.0.name().ok()??.to_string()))
                .collect()
        })
        .unwrap_or_default();
    if names.is_empty() && git.head().is_err() {
        return HistoryProblem::NoCommit;
    }
    let near = crate::model::similar::nearest(branch, names.iter().map(String::as_str)).map(String::from);
    HistoryProblem::NoSuchBranch {
        branch: branch.to_string(),
        remote,
        near: near.or_else(|| names.first().filter(|_| names.len() == 1).cloned()),
    }
}

/// How many commits what is checked out has beyond the official ref.
fn pending(git: &git2::Repository, official: git2::Oid) -> Result<usize, HistoryProblem> {
    let head = git.head().ok().and_then(|head| head.peel_to_commit().ok());
    let Some(head) = head.filter(|_| !git.is_bare()) else {
        return Ok(0);
    };
    if head.id() == official {
        return Ok(0);
    }
    let (ahead, _) = git
        .graph_ahead_behind(head.id(), official)
        .map_err(|error| broken(&error))?;
    Ok(ahead)
}

fn fetched(git: &git2::Repository) -> Option<Moment> {
    let told = std::fs::metadata(git.commondir().join("FETCH_HEAD")).ok()?;
    told.modified().ok().map(Moment::from)
}
