//! Answers: what did a write do, or why was nothing written?
//! Invariant: facts and no words; every refusal leaves files, index and history as they were.
//! Source: design, "The command line" (writing commands) and "Bad days".

use std::time::Duration;

use super::edit_refused::EditRefused;
use crate::model::place::StudioPath;

/// What a write did, or would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub outcome: Outcome,
    /// As in the commit.
    pub subject: String,
    pub body: Vec<String>,
    /// One per file whose bytes change, in the order of the change.
    pub files: Vec<FileChange>,
    pub notes: Vec<WriteNote>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Committed {
        /// The full id, in hexadecimal.
        commit: String,
        /// Without `refs/heads/`.
        branch: String,
    },
    /// Asked for: the files are written, nothing is committed.
    FilesOnly,
    /// The studio is in no git repository: the files are written.
    NoRepository,
    /// Asked for: nothing is written.
    Preview,
    /// The files hold these values already: nothing is written.
    Unchanged,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FileChange {
    pub path: StudioPath,
    pub kind: FileChangeKind,
    /// A unified diff with its header, as git shows it; texts come from files and are escaped where they are shown.
    pub diff: String,
    /// The user's own edits in this file, taken along because they asked for it.
    pub included: Option<OwnEdit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileChangeKind {
    Created,
    Edited,
    Removed,
}

/// What went well enough, but should be known.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteNote {
    /// Hooks of the repository that `git commit` would have run, and crops never runs.
    HooksNotRun { names: Vec<String> },
    /// The commit asks for a signature (`commit.gpgsign`), and crops starts no program to make one.
    NotSigned,
    /// The commit is made; git's index could not be brought up to date.
    IndexNotUpdated { why: Box<WriteRefused> },
    /// The files are written; a copy of what they were could not be removed.
    NotTidied { why: Box<WriteRefused> },
    /// A write that had been interrupted was completed or taken back first.
    Recovered(Recovery),
}

/// What became of a write that was interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// Its commit had been made: the index was brought up to date.
    Completed,
    /// Its commit had not been made: the files are as they were before.
    TakenBack,
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteRefused {
    /// Somebody else is writing.
    Busy {
        holder: Holder,
        waited: Duration,
    },
    /// The branch moved at each try.
    BranchKeepsMoving {
        branch: String,
        tries: u32,
    },
    /// The file is not what it was when the change was decided.
    ChangedMeanwhile {
        path: StudioPath,
    },
    NoIdentity {
        missing: MissingIdentity,
    },
    /// A name or an e-mail address that git cannot store.
    BadIdentity {
        name: String,
        email: String,
    },
    DetachedHead {
        at: String,
    },
    BareRepository,
    InProgress {
        operation: InProgress,
    },
    CheckedOutElsewhere {
        branch: String,
        worktree: String,
    },
    /// The repository belongs to another user of this machine.
    NotOwned {
        directory: String,
    },
    /// A format of repository that this version cannot write (`reftable`, SHA-256).
    UnsupportedRepository {
        detail: String,
    },
    /// A format of index that this version cannot write (split, sparse).
    UnsupportedIndex {
        detail: String,
    },
    /// The user's own edits in files that the change touches.
    OwnEdits {
        edits: Vec<OwnEdit>,
    },
    /// Left over from a merge.
    Unmerged {
        path: StudioPath,
    },
    InTheWay {
        path: String,
        obstacle: Obstacle,
    },
    AlreadyThere {
        path: StudioPath,
    },
    Missing {
        path: StudioPath,
    },
    NotUtf8 {
        path: StudioPath,
    },
    /// An edit of the file's YAML is not possible without loss.
    EditRefused {
        path: StudioPath,
        why: EditRefused,
    },
    TwiceInOneChange {
        path: StudioPath,
    },
    /// `.gitignore` keeps the file out of the history.
    Ignored {
        path: StudioPath,
    },
    /// The file is outside of the sparse checkout.
    OutsideSparseCheckout {
        path: StudioPath,
    },
    /// Another path that is the same on systems that ignore case.
    CaseClash {
        path: StudioPath,
        existing: String,
    },
    /// git would transform the file (`filter`, `ident`, `working-tree-encoding`) by rules that crops does not run.
    Filtered {
        path: StudioPath,
        attribute: &'static str,
    },
    Disk {
        path: String,
        fault: DiskFault,
    },
    /// A reference cannot be locked: another git, or one that was killed, left its lock.
    BranchLocked {
        lock: String,
    },
    /// git itself refused, with its own English words.
    Git {
        detail: String,
    },
    /// Nothing that crops wrote on this branch is left to undo.
    NothingToUndo,
    NoSuchCommit {
        text: String,
    },
    NotOnBranch {
        commit: String,
        branch: String,
    },
    /// A commit with several parents, or with none.
    CannotUndo {
        commit: String,
        why: CannotUndo,
    },
    /// A later commit changed what this commit wrote.
    LaterChanges {
        commit: String,
        paths: Vec<String>,
    },
    /// History is asked for, and there is no repository.
    NoRepository,
}

/// Which lock is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Another crops, alive: its lock ends with it.
    Crops,
    /// git, or something that was killed while it held git's lock, whose file this is.
    Git { lock: String },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingIdentity {
    Name,
    Email,
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InProgress {
    Merge,
    Revert,
    CherryPick,
    Bisect,
    Rebase,
    /// `git am`
    ApplyMailbox,
}

/// A file with edits that no commit holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnEdit {
    pub path: StudioPath,
    pub kind: OwnEditKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnEditKind {
    Staged,
    Unstaged,
    StagedAndUnstaged,
    /// git does not know the file yet.
    Untracked,
    /// Deleted from the disk, or staged to be deleted.
    Deleted,
}

/// What stands where a file or its folder should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    SymbolicLink,
    /// A file where a folder should be.
    File,
    /// A folder where a file should be.
    Directory,
    Submodule,
    /// A FIFO, socket or device.
    Special,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiskFault {
    Full,
    ReadOnly,
    Denied,
    /// With the system's own words.
    Other {
        detail: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotUndo {
    Merge,
    FirstCommit,
    /// It touched files outside of the studio.
    OutsideStudio,
    /// It touched a symbolic link or a submodule.
    NotAFile,
}

/// Which exit code a refusal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// Somebody else is writing: try again.
    Busy,
    /// The repository must be brought into a state that can take a commit.
    History,
    /// The files, or the disk, do not allow it.
    Data,
}

impl WriteRefused {
    pub fn kind(&self) -> RefusalKind {
        match self {
            Self::Busy { .. }
            | Self::BranchKeepsMoving { .. }
            | Self::BranchLocked { .. }
            | Self::ChangedMeanwhile { .. } => RefusalKind::Busy,
            Self::NoIdentity { .. }
            | Self::BadIdentity { .. }
            | Self::DetachedHead { .. }
            | Self::BareRepository
            | Self::InProgress { .. }
            | Self::CheckedOutElsewhere { .. }
            | Self::NotOwned { .. }
            | Self::UnsupportedRepository { .. }
            | Self::UnsupportedIndex { .. }
            | Self::Git { .. }
            | Self::NothingToUndo
            | Self::NoSuchCommit { .. }
            | Self::NotOnBranch { .. }
            | Self::CannotUndo { .. }
            | Self::LaterChanges { .. }
            | Self::NoRepository => RefusalKind::History,
            Self::OwnEdits { .. }
            | Self::Unmerged { .. }
            | Self::InTheWay { .. }
            | Self::AlreadyThere { .. }
            | Self::Missing { .. }
            | Self::NotUtf8 { .. }
            | Self::EditRefused { .. }
            | Self::TwiceInOneChange { .. }
            | Self::Ignored { .. }
            | Self::OutsideSparseCheckout { .. }
            | Self::CaseClash { .. }
            | Self::Filtered { .. }
            | Self::Disk { .. } => RefusalKind::Data,
        }
    }
}
