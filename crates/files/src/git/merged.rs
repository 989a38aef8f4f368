//! Answers: what would the repository hold if a line of work were merged into its base, and which commits does it bring?
//! Invariant: nothing is written to disk and no merge driver or hook is run; a change of one side alone is taken, and what both changed is merged line by line.
//! Source: git's data model; libgit2, in-memory object store.

use super::object::{object_id, oid};
use super::repository::{Repository, broken};
use super::revision::{Lookup, RevisionContent};
use super::steps::{CommitFacts, Differs, Steps, facts};
use crate::model::history::{HistoryProblem, ObjectId};
use crate::model::range_problem::ClashKind;
use git2::build::TreeUpdateBuilder;
use git2::{FileMode, MergeFileInput, MergeOptions, ObjectType, Oid, Signature, Sort, Time};
use std::collections::BTreeMap;

/// Before the objects on disk.
const FIRST: i32 = 1_000;

/// The result of a merge, as a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Of a merge that nobody has made: it is there as long as the repository is open.
    pub commit: ObjectId,
    pub how: How,
    /// Paths from the top of the repository; the result keeps what the base has there.
    pub clashes: Vec<(String, ClashKind)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The head holds all of its base already.
    Head,
    /// Merged here, in memory.
    InMemory,
}

/// What both sides make together.
///
/// # Errors
/// When they have nothing in common, or an object is missing or broken.
pub fn merged(repository: &Repository, base: ObjectId, head: ObjectId) -> Result<Merged, HistoryProblem> {
    let git = &repository.inner;
    let failed = |error: git2::Error| repository.unread(&error);
    let (ours, theirs) = (oid(base).map_err(failed)?, oid(head).map_err(failed)?);
    if ours == theirs || git.graph_descendant_of(theirs, ours).map_err(failed)? {
        return Ok(Merged {
            commit: head,
            how: How::Head,
            clashes: Vec::new(),
        });
    }
    let in_memory = git.odb().map_err(failed)?;
    in_memory.add_new_mempack_backend(FIRST).map_err(failed)?;
    let forks = git.merge_bases(ours, theirs).map_err(failed)?;
    let by_hand = match forks.as_ref() {
        [fork] => Some(by_hand(repository, object_id(*fork), base, head)?),
        _ => None,
    };
    let (tree, clashes) = match by_hand {
        Some((Some(tree), clashes)) if clashes.is_empty() => (tree, clashes),
        known => whole(repository, ours, theirs, known)?,
    };
    let commit = commit(git, tree, ours, theirs).map_err(failed)?;
    Ok(Merged {
        commit: object_id(commit),
        how: How::InMemory,
        clashes,
    })
}

type Tree = (Option<Oid>, Vec<(String, ClashKind)>);

/// Only what differs is looked at. `None` in place of a tree: libgit2 must do it.
fn by_hand(repository: &Repository, fork: ObjectId, base: ObjectId, head: ObjectId) -> Result<Tree, HistoryProblem> {
    let mut steps = Steps::new(repository, "")?;
    let in_base = steps.differing(Some(fork), base, &|_| true)?;
    let in_base: BTreeMap<String, Differs> = in_base.into_iter().map(|one| (one.path.clone(), one)).collect();
    let mut updates = TreeUpdateBuilder::new();
    let mut clashes = Vec::new();
    for theirs in steps.differing(Some(fork), head, &|_| true)? {
        let path = theirs.path.clone();
        let put = match in_base.get(&path) {
            None => Ok(theirs.is.clone()),
            Some(ours) if ours.is == theirs.is => continue,
            Some(ours) => both(repository, ours, &theirs)?,
        };
        match put {
            Ok(Some(content)) => {
                let (id, mode) = entry(&content).ok_or_else(unheard_of)?;
                updates.upsert(path, id, mode);
            }
            Ok(None) => {
                updates.remove(path);
            }
            Err(clash) => clashes.push((path, clash)),
        }
    }
    let git = &repository.inner;
    let tree_of = |id| git.find_commit(id)?.tree();
    let base = oid(base).and_then(tree_of).map_err(|error| repository.unread(&error))?;
    Ok((updates.create_updated(git, &base).ok(), clashes))
}

/// What two changes of one file make together.
fn both(
    repository: &Repository,
    ours: &Differs,
    theirs: &Differs,
) -> Result<Result<Option<RevisionContent>, ClashKind>, HistoryProblem> {
    use RevisionContent::Blob;
    let (Some(Blob(our)), Some(Blob(their))) = (&ours.is, &theirs.is) else {
        return Ok(Err(match (&ours.is, &theirs.is) {
            (None, _) => ClashKind::DeletedInBase,
            (_, None) => ClashKind::DeletedInRange,
            _ => ClashKind::Content,
        }));
    };
    let lookup = Lookup::new(repository)?;
    let before = match &ours.was {
        Some(Blob(was)) => lookup.bytes(*was)?,
        _ => Vec::new(),
    };
    let (our, their) = (lookup.bytes(*our)?, lookup.bytes(*their)?);
    let input = |bytes| {
        let mut input = MergeFileInput::new();
        input.content(bytes);
        input
    };
    let result = git2::merge_file(&input(&before), &input(&our), &input(&their), None);
    let result = result.map_err(|error| broken(&error))?;
    if !result.is_automergeable() {
        return Ok(Err(ClashKind::Content));
    }
    let store = repository.inner.odb();
    let id = store.and_then(|store| store.write(ObjectType::Blob, result.content()));
    Ok(Ok(Some(Blob(object_id(id.map_err(|error| broken(&error))?)))))
}

fn entry(content: &RevisionContent) -> Option<(Oid, FileMode)> {
    match content {
        RevisionContent::Blob(id) => Some((oid(*id).ok()?, FileMode::Blob)),
        // what a link or another repository holds is never read: that it is there is enough
        RevisionContent::SymbolicLink => Some((Oid::hash_object(ObjectType::Blob, b"").ok()?, FileMode::Link)),
        RevisionContent::Submodule => Some((Oid::hash_object(ObjectType::Blob, b"").ok()?, FileMode::Commit)),
    }
}

fn unheard_of() -> HistoryProblem {
    HistoryProblem::Broken {
        detail: "a tree holds an entry that cannot be merged".to_owned(),
    }
}

/// All files, with those that were renamed. What was found by hand is kept where this finds no better.
fn whole(
    repository: &Repository,
    ours: Oid,
    theirs: Oid,
    known: Option<Tree>,
) -> Result<(Oid, Vec<(String, ClashKind)>), HistoryProblem> {
    let git = &repository.inner;
    let failed = |error: git2::Error| repository.unread(&error);
    let (our, their) = (
        git.find_commit(ours).map_err(failed)?,
        git.find_commit(theirs).map_err(failed)?,
    );
    let mut options = MergeOptions::new();
    options.find_renames(true).fail_on_conflict(false);
    let mut index = git.merge_commits(&our, &their, Some(&options)).map_err(failed)?;
    if !index.has_conflicts() {
        return Ok((index.write_tree_to(git).map_err(failed)?, Vec::new()));
    }
    if let Some((Some(tree), clashes)) = known {
        return Ok((tree, clashes));
    }
    let mut clashes = Vec::new();
    for conflict in index.conflicts().map_err(failed)? {
        let conflict = conflict.map_err(failed)?;
        let kind = match (&conflict.our, &conflict.their) {
            (None, _) => ClashKind::DeletedInBase,
            (_, None) => ClashKind::DeletedInRange,
            (Some(_), Some(_)) => ClashKind::Content,
        };
        let any = conflict.our.or(conflict.their).or(conflict.ancestor);
        clashes.extend(any.map(|entry| (String::from_utf8_lossy(&entry.path).into_owned(), kind)));
    }
    Ok((our.tree_id(), clashes))
}

fn commit(git: &git2::Repository, tree: Oid, ours: Oid, theirs: Oid) -> Result<Oid, git2::Error> {
    let (tree, our, their) = (git.find_tree(tree)?, git.find_commit(ours)?, git.find_commit(theirs)?);
    let nobody = Signature::new("crops", "merge@crops.invalid", &Time::new(their.time().seconds(), 0))?;
    git.commit(None, &nobody, &nobody, "Merged in memory", &tree, &[&our, &their])
}

/// The commits that `head` has and `base` has not, parents first.
///
/// # Errors
/// When an object is missing or broken.
pub fn brought(repository: &Repository, base: ObjectId, head: ObjectId) -> Result<Vec<CommitFacts>, HistoryProblem> {
    let failed = |error: git2::Error| repository.unread(&error);
    let mut walk = repository.inner.revwalk().map_err(failed)?;
    walk.set_sorting(Sort::TOPOLOGICAL | Sort::REVERSE).map_err(failed)?;
    walk.push(oid(head).map_err(failed)?).map_err(failed)?;
    walk.hide(oid(base).map_err(failed)?).map_err(failed)?;
    let mut commits = Vec::new();
    for id in walk {
        commits.push(facts(repository, object_id(id.map_err(failed)?))?);
    }
    Ok(commits)
}
