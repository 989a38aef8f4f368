//! Answers: which files did a merge leave in two versions, and who changed each side?
//! Invariant: read from the index; to settle a file is to stage what lies on disk, and nothing is committed.
//! Source: git-read-tree(1), stages of the index; gitrepository-layout(5).

use super::index_stages;
use super::object::refusal;
use super::state::Target;
use crate::change::outcome::WriteRefused;
use crate::model::place::StudioPath;
use std::fs;
use std::path::Path;

/// The most commits of one side that are asked who changed a file.
const MOST_COMMITS: usize = 2_000;

/// A file that both sides changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub path: StudioPath,
    /// As it was before both; `None`: both made it.
    pub base: Option<Vec<u8>>,
    /// Here; `None`: taken away.
    pub ours: Option<Vec<u8>>,
    /// On the branch that comes in.
    pub theirs: Option<Vec<u8>>,
}

/// Who changed a file last on each side, as far as the history tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    pub ours: Option<String>,
    pub theirs: Option<String>,
}

/// The files of the studio that wait for somebody to choose, by path.
///
/// # Errors
/// When the index or an object cannot be read.
pub fn conflicts(target: &Target) -> Result<Vec<Conflict>, WriteRefused> {
    if is_settled(&target.index_path()) {
        return Ok(Vec::new());
    }
    let index = target.repo.index().map_err(|error| refusal(&error))?;
    let mut found = Vec::new();
    for conflict in index.conflicts().map_err(|error| refusal(&error))? {
        let conflict = conflict.map_err(|error| refusal(&error))?;
        let sides = [&conflict.ancestor, &conflict.our, &conflict.their];
        let Some(name) = sides.iter().find_map(|side| Some(side.as_ref()?.path.clone())) else {
            continue;
        };
        let path = String::from_utf8(name).ok().and_then(|name| target.studio_path(&name));
        let bytes = |side: &Option<git2::IndexEntry>| match side {
            Some(entry) if entry.mode & 0o170_000 == 0o100_000 => {
                let blob = target.repo.find_blob(entry.id).map_err(|error| refusal(&error))?;
                Ok(Some(blob.content().to_vec()))
            }
            _ => Ok(None),
        };
        if let Some(path) = path {
            found.push(Conflict {
                path,
                base: bytes(&conflict.ancestor)?,
                ours: bytes(&conflict.our)?,
                theirs: bytes(&conflict.their)?,
            });
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// Whether every file of an index is in one version, which nearly every index is: to look at the flags of the entries is
/// much faster than to take all of them in. What is not plainly written is left to libgit2.
fn is_settled(index: &Path) -> bool {
    let Ok(bytes) = fs::read(index) else { return false };
    index_stages::all_are_settled(&bytes).unwrap_or(false)
}

/// Who changed a file last on either side of the merge that waits.
pub fn sides(target: &Target, path: &StudioPath) -> Sides {
    let commit = |name: &str| target.repo.refname_to_id(name).ok();
    let coming = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD"];
    let (Some(ours), Some(theirs)) = (commit("HEAD"), coming.iter().find_map(|name| commit(name))) else {
        return Sides::default();
    };
    let path = target.path_of(path);
    Sides {
        ours: last_author(&target.repo, (ours, theirs), &path),
        theirs: last_author(&target.repo, (theirs, ours), &path),
    }
}

fn last_author(repo: &git2::Repository, (tip, without): (git2::Oid, git2::Oid), path: &str) -> Option<String> {
    let mut walk = repo.revwalk().ok()?;
    walk.push(tip).ok()?;
    walk.hide(without).ok()?;
    let blob = |commit: &git2::Commit<'_>| Some(commit.tree().ok()?.get_path(Path::new(path)).ok()?.id());
    for id in walk.take(MOST_COMMITS) {
        let commit = repo.find_commit(id.ok()?).ok()?;
        let now = blob(&commit);
        if commit.parents().all(|parent| blob(&parent) != now) {
            return Some(String::from_utf8_lossy(commit.author().name_bytes()).into_owned());
        }
    }
    None
}

/// Stages files as they lie on disk, so that git no longer sees two versions of them.
///
/// # Errors
/// When the index cannot be written.
pub fn settle(target: &Target, paths: &[StudioPath]) -> Result<(), WriteRefused> {
    let mut index = target.repo.index().map_err(|error| refusal(&error))?;
    for path in paths {
        let name = target.path_of(path);
        let staged = index.add_path(Path::new(&name));
        staged.map_err(|error| refusal(&error))?;
    }
    index.write().map_err(|error| refusal(&error))
}
