//! Answers: what became of changes that were to be shared, or why could they not be?
//! Invariant: facts and no words; each refusal leaves branch, index and files as they were.
//! Source: design, "How a team works"; `docs/flows.md`.

/// A commit made here, and how it stands on what the others have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// The commit as it was made, in hexadecimal.
    pub was: String,
    /// As it stands now; `None` when nothing of it was left to do.
    pub now: Option<String>,
    /// The first line of its message.
    pub subject: String,
    pub how: Replay,
}

impl Replayed {
    /// A commit that was made where it stands.
    pub fn new(commit: String, subject: String) -> Self {
        Self {
            was: commit.clone(),
            now: Some(commit),
            subject,
            how: Replay::Untouched,
        }
    }
}

/// How a commit was brought onto another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replay {
    /// It stands where it stood: nobody else had changed anything.
    Untouched,
    /// The same change after those of others.
    Moved,
    /// A record that others changed too: its fields were set again.
    Again,
    /// Others have made the same change.
    AlreadyThere,
    /// Left out because it was asked for.
    LeftOut,
}

/// Why nothing was shared.
#[derive(Clone, Debug, PartialEq)]
pub enum ShareRefused {
    /// No remote that the branch belongs to.
    NoRemote {
        branch: String,
    },
    /// Something else than the official branch is checked out.
    OtherBranch {
        branch: String,
        official: String,
    },
    /// The repository's own configuration names a program, and crops runs none of those.
    NamesAProgram {
        key: String,
    },
    /// A remote, its address or a branch that git could take for something else.
    UnsafeName {
        name: String,
    },
    GitNotStarted {
        detail: String,
    },
    /// git could not reach the remote, or was refused; with its own English words.
    Unreachable {
        remote: String,
        said: String,
    },
    /// The remote takes no commits on the branch but by a request.
    Protected {
        remote: String,
        branch: String,
        said: String,
        /// What would be shared by a request.
        commits: usize,
    },
    /// The history of the remote's branch was rewritten: what is to be shared would bring back what was taken away.
    Rewritten {
        upstream: String,
        remote: String,
    },
    /// Others were faster at each try.
    KeepsMoving {
        remote: String,
        branch: String,
        tries: u32,
    },
    /// The user's own uncommitted work in files that others have changed.
    OwnWork {
        paths: Vec<String>,
    },
    /// Commits made here include a merge, which is not made again.
    Merged {
        commit: String,
        upstream: String,
    },
    /// More commits than are looked at.
    TooMany {
        most: usize,
    },
    /// Two people changed the same thing.
    Clash(Box<Clashing>),
    /// The move that a commit made is not one that may be made now.
    MoveGone(Box<MoveGone>),
    /// No commit here that the others do not have.
    NothingToPropose {
        upstream: String,
    },
    NoSuchCommit {
        text: String,
    },
    /// A commit of the history that is not one of those to be shared.
    NotPending {
        text: String,
    },
}

/// A commit that cannot be brought onto what others did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clashing {
    pub commit: String,
    pub subject: String,
    /// Where others' changes are: `origin/main`.
    pub upstream: String,
    pub clashes: Vec<Clash>,
}

/// One thing that two people changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// From the top of the repository.
    pub path: String,
    pub what: ClashKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClashKind {
    /// One value of a record; `None` where there is none, or it is more than a text.
    Field {
        /// `who.production`
        at: String,
        mine: Option<String>,
        theirs: Option<String>,
    },
    /// Lines of a file that is no record.
    Lines,
    /// They took away what I changed.
    TakenAway,
    /// I took away what they changed.
    ChangedThere,
    /// Both made a file of this name.
    MadeTwice,
    /// A link, submodule or folder on one side.
    NotAFile,
    /// A record that cannot be read on one side.
    Unreadable,
}

/// A move that the official version does not allow any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveGone {
    pub commit: String,
    pub subject: String,
    pub upstream: String,
    pub brief: String,
    pub from: String,
    pub to: String,
    pub why: MoveGoneWhy,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoveGoneWhy {
    /// Others changed what the gate's verdicts were about: these keys.
    Stale { keys: Vec<String> },
    /// The rule of the gate, or who may answer it, is another one now.
    OtherRule,
    /// Somebody refused, took an approval back or remarked something meanwhile.
    Spoken,
    /// The process has no such move any more.
    NotInProcess,
}

/// Which exit code a refusal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareRefusedKind {
    /// Somebody else is sharing: try again.
    Busy,
    /// The repository or its remote cannot be used as it is.
    History,
    /// What was changed, here or there, does not allow it.
    Data,
}

impl ShareRefused {
    pub const fn kind(&self) -> ShareRefusedKind {
        match self {
            Self::KeepsMoving { .. } => ShareRefusedKind::Busy,
            Self::NoRemote { .. }
            | Self::OtherBranch { .. }
            | Self::NamesAProgram { .. }
            | Self::UnsafeName { .. }
            | Self::GitNotStarted { .. }
            | Self::Unreachable { .. }
            | Self::Protected { .. }
            | Self::Merged { .. }
            | Self::Rewritten { .. }
            | Self::TooMany { .. }
            | Self::NoSuchCommit { .. }
            | Self::NotPending { .. } => ShareRefusedKind::History,
            Self::OwnWork { .. } | Self::Clash(_) | Self::MoveGone(_) | Self::NothingToPropose { .. } => {
                ShareRefusedKind::Data
            }
        }
    }
}
