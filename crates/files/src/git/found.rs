//! Answers: how does a repository begin?
//! Invariant: nothing of the machine's templates gets in, so no hook comes along.
//! Source: git-init(1).

use super::identity::{Identity, IdentityHints, identity};
use super::object::refusal;
use crate::change::outcome::WriteRefused;
use std::path::Path;

/// The branch that a new repository begins with: `init.defaultBranch` where the user set it, else `main`.
pub fn first_branch() -> String {
    let told = git2::Config::open_default()
        .and_then(|config| config.get_string("init.defaultBranch"))
        .ok();
    told.filter(|name| git2::Reference::is_valid_name(&format!("refs/heads/{name}")))
        .unwrap_or_else(|| "main".to_string())
}

/// Who would commit in a repository that is not there yet.
///
/// # Errors
/// When neither the environment nor the user's settings say.
pub fn identity_here(hints: &IdentityHints) -> Result<Identity, WriteRefused> {
    let config = git2::Config::open_default().map_err(|error| refusal(&error))?;
    identity(&config, hints)
}

/// Makes an empty repository in a directory that is in none.
///
/// # Errors
/// When the disk refuses.
pub fn create(directory: &Path, branch: &str) -> Result<(), WriteRefused> {
    let mut options = git2::RepositoryInitOptions::new();
    options.external_template(false).no_reinit(true).initial_head(branch);
    git2::Repository::init_opts(directory, &options)
        .map(drop)
        .map_err(|error| refusal(&error))
}
