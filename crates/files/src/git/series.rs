//! Answers: how does a whole history become a new repository at once?
//! Invariant: the same steps give the same commit ids; the objects become one pack, the files are written once, at the end.

use super::identity::{Moment, Person, signature};
use super::object::refusal;
use super::write::FileMode;
use crate::change::outcome::WriteRefused;
use crate::model::place::StudioPath;
use git2::build::{CheckoutBuilder, TreeUpdateBuilder};
use git2::{Repository, RepositoryInitOptions};
use std::io::Write;
use std::path::Path;

/// One commit: who, when, why, and the files it adds or replaces.
#[derive(Clone, Debug)]
pub struct Step {
    pub who: Person,
    pub when: Moment,
    pub message: String,
    pub files: Vec<(StudioPath, String)>,
}

/// Above every other place where objects are kept, so that new ones stay in memory.
const FIRST: i32 = 1_000;

/// Makes a repository in an empty directory: a commit for each step on one branch, its files and index.
/// `owner` is who commits there from then on. No step: no commit, and no files.
///
/// # Errors
/// When git or the disk refuses; the directory is then half filled.
pub fn new_repository(directory: &Path, branch: &str, owner: &Person, steps: &[Step]) -> Result<(), WriteRefused> {
    let git = |error: git2::Error| refusal(&error);
    let repo = empty(directory, branch, owner).map_err(git)?;
    let Some(tip) = packed(&repo, steps)? else {
        return Ok(());
    };
    let Some(last) = steps.last() else { return Ok(()) };
    let who = signature(&last.who, last.when)?;
    let finish = || {
        let name = format!("refs/heads/{branch}");
        let mut transaction = repo.transaction()?;
        transaction.lock_ref(&name)?;
        transaction.set_target(&name, tip, Some(&who), "history")?;
        transaction.commit()?;
        repo.checkout_head(Some(CheckoutBuilder::new().force()))
    };
    finish().map_err(git)
}

fn empty(directory: &Path, branch: &str, owner: &Person) -> Result<Repository, git2::Error> {
    let mut options = RepositoryInitOptions::new();
    options.initial_head(branch).external_template(false).no_reinit(true);
    let repo = Repository::init_opts(directory, &options)?;
    let mut config = repo.config()?;
    config.set_str("user.name", &owner.name)?;
    config.set_str("user.email", &owner.email)?;
    Ok(repo)
}

/// Writes the objects of all steps as one pack; the last commit.
fn packed(repo: &Repository, steps: &[Step]) -> Result<Option<git2::Oid>, WriteRefused> {
    let git = |error: git2::Error| refusal(&error);
    let odb = repo.odb().map_err(git)?;
    let memory = odb.add_new_mempack_backend(FIRST).map_err(git)?;
    let mut tip = None;
    for step in steps {
        tip = Some(commit(repo, tip, step)?);
    }
    let mut pack = git2::Buf::new();
    memory.dump(repo, &mut pack).map_err(git)?;
    let mut writer = odb.packwriter().map_err(git)?;
    writer.write_all(&pack).map_err(|error| WriteRefused::Git {
        detail: error.to_string(),
    })?;
    writer.commit().map_err(git)?;
    memory.reset().map_err(git)?;
    Ok(tip)
}

fn commit(repo: &Repository, parent: Option<git2::Oid>, step: &Step) -> Result<git2::Oid, WriteRefused> {
    let who = signature(&step.who, step.when)?;
    let made = || {
        let parent = parent.map(|id| repo.find_commit(id)).transpose()?;
        let base = match &parent {
            Some(commit) => commit.tree()?,
            None => repo.find_tree(repo.treebuilder(None)?.write()?)?,
        };
        let mut update = TreeUpdateBuilder::new();
        for (path, text) in &step.files {
            let blob = repo.blob(text.as_bytes())?;
            update.upsert(path.as_str(), blob, FileMode::Plain.git());
        }
        let tree = repo.find_tree(update.create_updated(repo, &base)?)?;
        let parents: Vec<&git2::Commit<'_>> = parent.iter().collect();
        repo.commit(None, &who, &who, &step.message, &tree, &parents)
    };
    made().map_err(|error| refusal(&error))
}
