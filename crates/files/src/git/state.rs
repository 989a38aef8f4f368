//! Answers: which repository and branch hold the studio, and may a commit be made there now?
//! Invariant: reading only; each state in which `git commit` would do something else than add one commit is refused.
//! Source: gitrepository-layout(5).

use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::identity::{Identity, IdentityHints, identity};
use super::object::{object_id, refusal};
use crate::change::outcome::{InProgress, WriteNote, WriteRefused};
use crate::model::history::ObjectId;
use crate::model::place::StudioPath;

/// The repository that a studio is in.
pub struct Target {
    pub(super) repo: git2::Repository,
    pub(super) workdir: PathBuf,
    /// From the top of the working tree to the studio: empty, or with a `/` at its end.
    prefix: String,
}

/// Where the next commit goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// `refs/heads/main`
    pub branch: String,
    /// `None` on a branch without a commit.
    pub commit: Option<ObjectId>,
}

impl Tip {
    /// The branch as people call it.
    pub fn branch_name(&self) -> &str {
        self.branch.strip_prefix("refs/heads/").unwrap_or(&self.branch)
    }
}

/// The repository around a directory; `None` when there is none.
pub fn find(root: &Path) -> Result<Option<Target>, WriteRefused> {
    let none: [&Path; 0] = [];
    let repo = match git2::Repository::open_ext(root, git2::RepositoryOpenFlags::empty(), none) {
        Ok(repo) => repo,
        Err(error) => return not_opened(root, &error),
    };
    if repo.is_bare() {
        return Err(WriteRefused::BareRepository);
    }
    let workdir = repo.workdir().ok_or(WriteRefused::BareRepository)?;
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let workdir = real(workdir);
    let inside = real(root);
    let inside = inside.strip_prefix(&workdir).map_err(|_| WriteRefused::Git {
        detail: format!("{} is outside of {}", root.display(), workdir.display()),
    })?;
    let prefix = prefix(&repo, inside)?;
    Ok(Some(Target { repo, workdir, prefix }))
}

fn not_opened(root: &Path, error: &git2::Error) -> Result<Option<Target>, WriteRefused> {
    match error.code() {
        git2::ErrorCode::NotFound => Ok(None),
        git2::ErrorCode::Owner => Err(WriteRefused::NotOwned {
            directory: root.display().to_string(),
        }),
        _ if error.class() == git2::ErrorClass::Repository => Err(WriteRefused::UnsupportedRepository {
            detail: error.message().to_string(),
        }),
        _ => Err(refusal(error)),
    }
}

fn prefix(repo: &git2::Repository, inside: &Path) -> Result<String, WriteRefused> {
    let mut prefix = String::new();
    for part in inside {
        let part = part.to_str().ok_or_else(|| WriteRefused::Git {
            detail: format!("{} is not UTF-8", inside.display()),
        })?;
        prefix.push_str(part);
        prefix.push('/');
    }
    let composed = repo
        .config()
        .and_then(|config| config.get_bool("core.precomposeunicode"))
        .unwrap_or(false);
    Ok(if composed { prefix.nfc().collect() } else { prefix })
}

impl Target {
    /// The git directory of this working tree; a linked one has its own.
    pub fn directory(&self) -> &Path {
        self.repo.path()
    }

    /// The top of the working tree.
    pub fn workdir(&self) -> &Path {
        &self.workdir
    }

    pub fn index_path(&self) -> PathBuf {
        self.repo.path().join("index")
    }

    /// A path of the studio as the repository names it.
    pub fn path_of(&self, path: &StudioPath) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The other way; `None` for a path outside of the studio.
    pub fn studio_path(&self, path: &str) -> Option<StudioPath> {
        StudioPath::new(path.strip_prefix(&self.prefix)?)
    }

    /// The branch that HEAD names, and its commit. Whether a commit may be made there is not asked.
    pub fn tip(&self) -> Result<Tip, WriteRefused> {
        let head = self.repo.find_reference("HEAD").map_err(|error| refusal(&error))?;
        let Some(branch) = head.symbolic_target().ok().flatten() else {
            let at = head.target().map(|id| id.to_string()).unwrap_or_default();
            return Err(WriteRefused::DetachedHead { at });
        };
        let commit = match self.repo.refname_to_id(branch) {
            Ok(id) => Some(object_id(id)),
            Err(error) if error.code() == git2::ErrorCode::NotFound => None,
            Err(error) => return Err(refusal(&error)),
        };
        Ok(Tip {
            branch: branch.to_string(),
            commit,
        })
    }

    /// The tip, when a commit may be made on it now.
    pub fn ready(&self) -> Result<Tip, WriteRefused> {
        if let Some(operation) = self.in_progress() {
            return Err(WriteRefused::InProgress { operation });
        }
        let tip = self.tip()?;
        if let Some(worktree) = self.other_worktree_on(&tip.branch)? {
            return Err(WriteRefused::CheckedOutElsewhere {
                branch: tip.branch_name().to_string(),
                worktree,
            });
        }
        Ok(tip)
    }

    /// The merge, rebase or the like that waits to be finished.
    pub fn in_progress(&self) -> Option<InProgress> {
        use git2::RepositoryState as State;
        match self.repo.state() {
            State::Clean => None,
            State::Merge => Some(InProgress::Merge),
            State::Revert | State::RevertSequence => Some(InProgress::Revert),
            State::CherryPick | State::CherryPickSequence => Some(InProgress::CherryPick),
            State::Bisect => Some(InProgress::Bisect),
            State::Rebase | State::RebaseInteractive | State::RebaseMerge => Some(InProgress::Rebase),
            State::ApplyMailbox | State::ApplyMailboxOrRebase => Some(InProgress::ApplyMailbox),
        }
    }

    /// The other working tree whose HEAD names the branch: a commit here would change what it is on behind its back.
    fn other_worktree_on(&self, branch: &str) -> Result<Option<String>, WriteRefused> {
        let wanted = format!("ref: {branch}");
        let names_branch = |directory: &Path| {
            std::fs::read_to_string(directory.join("HEAD")).is_ok_and(|head| head.trim_end() == wanted)
        };
        let common = self.repo.commondir();
        let bare = self
            .repo
            .config()
            .and_then(|config| config.get_bool("core.bare"))
            .unwrap_or(false);
        if self.repo.is_worktree() && !bare && names_branch(common) {
            let main = common.parent().unwrap_or(common);
            return Ok(Some(main.display().to_string()));
        }
        let names = self.repo.worktrees().map_err(|error| refusal(&error))?;
        for name in names.iter().filter_map(|name| name.ok().flatten()) {
            let directory = common.join("worktrees").join(name);
            let own = directory.canonicalize().ok() == self.repo.path().canonicalize().ok();
            if own || !names_branch(&directory) {
                continue;
            }
            let place = std::fs::read_to_string(directory.join("gitdir")).unwrap_or_default();
            let place = Path::new(place.trim_end()).parent().unwrap_or(Path::new(""));
            // A working tree that was deleted by hand keeps its entry until `git worktree prune`.
            if place.exists() {
                return Ok(Some(place.display().to_string()));
            }
        }
        Ok(None)
    }

    /// Who would commit.
    pub fn identity(&self, hints: &IdentityHints) -> Result<Identity, WriteRefused> {
        let config = self.repo.config().map_err(|error| refusal(&error))?;
        identity(&config, hints)
    }

    /// What `git commit` would have run here, and a commit of ours does not.
    pub fn not_run(&self) -> Vec<WriteNote> {
        let Ok(config) = self.repo.config() else {
            return Vec::new();
        };
        let folder = match config.get_path("core.hooksPath") {
            Ok(path) => self.workdir.join(path),
            Err(_) => self.repo.commondir().join("hooks"),
        };
        let names: Vec<String> = ["pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"]
            .iter()
            .filter(|name| is_program(&folder.join(name)))
            .map(ToString::to_string)
            .collect();
        let mut notes = Vec::new();
        if !names.is_empty() {
            notes.push(WriteNote::HooksNotRun { names });
        }
        if config.get_bool("commit.gpgsign").unwrap_or(false) {
            notes.push(WriteNote::NotSigned);
        }
        notes
    }
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}
