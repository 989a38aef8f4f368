//! Answers: what became of a write, in English?
//! Invariant: says that nothing was written, or what was, and what to do next; no catch-all arm.

use crate::change::edit_refused::EditRefused;
use crate::change::outcome::{
    CannotUndo, DiskFault, Holder, InProgress, MissingIdentity, Obstacle, Outcome, OwnEdit, OwnEditKind, Recovery,
    WriteNote, WriteRefused,
};
use crate::model::problem::Shape;
use crate::render::catalogue::Sentence;

#[expect(clippy::too_many_lines, reason = "one arm for each refusal")]
pub fn refused(refused: &WriteRefused) -> Sentence {
    match refused {
        WriteRefused::Busy { holder, waited } => {
            let waited = waited.as_secs();
            match holder {
                Holder::Crops => Sentence::new(format!(
                    "another crops is writing to this repository; nothing was written after waiting {waited} s"
                ))
                .hint("run the same command again"),
                Holder::Git { lock } => Sentence::new(format!(
                    "git is writing to this repository, or was stopped while it did; nothing was written after waiting {waited} s"
                ))
                .hint(format!("run the same command again; if no git is running: rm '{lock}'")),
            }
        }
        WriteRefused::BranchLocked { lock } => Sentence::new(format!(
            "the branch is locked by another git, or by one that was stopped: `{lock}`"
        ))
        .hint("run the same command again; if no git is running, remove that file"),
        WriteRefused::BranchKeepsMoving { branch, tries } => Sentence::new(format!(
            "somebody else keeps moving `{branch}`: nothing was written after {tries} tries"
        ))
        .hint("run the same command again"),
        WriteRefused::ChangedMeanwhile { path } => {
            Sentence::new(format!("`{path}` changed in the meantime: nothing was written"))
                .hint("run the same command again")
        }
        WriteRefused::NoIdentity { missing } => no_identity(*missing),
        WriteRefused::BadIdentity { name, email } => {
            Sentence::new(format!("git cannot record the name `{name}` with the address `{email}`"))
                .command("git config --global user.name \"Your Name\"")
        }
        WriteRefused::DetachedHead { at } => {
            let at = short(at);
            Sentence::new(format!("no branch is checked out (HEAD is at {at}): a commit here would get lost"))
                .command("git switch -c my-branch")
        }
        WriteRefused::BareRepository => Sentence::new("a bare repository is read only: writing needs a clone or a working tree")
            .command("git worktree add ../studio"),
        WriteRefused::InProgress { operation } => in_progress(*operation),
        WriteRefused::CheckedOutElsewhere { branch, worktree } => Sentence::new(format!(
            "`{branch}` is checked out in `{worktree}` too: a commit here would pull the files there out of step"
        ))
        .command("git switch -c my-branch"),
        WriteRefused::NotOwned { directory } => {
            Sentence::new(format!("the repository at `{directory}` belongs to another user"))
                .command(format!("git config --global --add safe.directory '{directory}'"))
        }
        WriteRefused::UnsupportedRepository { detail } => {
            Sentence::new(format!("this repository has a format that crops cannot write: {detail}"))
                .hint("write the files alone with `--no-commit`, then use `git commit`")
        }
        WriteRefused::UnsupportedIndex { detail } => {
            Sentence::new(format!("git's index has a format that crops cannot write: {detail}"))
                .command("git update-index --no-split-index && git sparse-checkout reapply --no-sparse-index")
        }
        WriteRefused::OwnEdits { edits } => own_edits(edits),
        WriteRefused::Unmerged { path } => {
            Sentence::new(format!("`{path}` is left over from a merge: two versions of it wait for a decision"))
                .command(format!("git add '{path}'"))
        }
        WriteRefused::InTheWay { path, obstacle } => in_the_way(path, *obstacle),
        WriteRefused::AlreadyThere { path } => Sentence::new(format!("`{path}` is there already"))
            .hint("choose another name, or edit that file"),
        WriteRefused::Missing { path } => Sentence::new(format!("`{path}` is not there any more"))
            .command(format!("git checkout -- '{path}'")),
        WriteRefused::NotUtf8 { path } => Sentence::new(format!("`{path}` is not UTF-8 text, so it cannot be edited"))
            .command("crops check"),
        WriteRefused::EditRefused {
            path,
            why: EditRefused::Unreadable { line, column, problem },
        } => {
            let why = super::problem::problem(problem).text;
            Sentence::new(format!("{path}:{line}:{column}: {why}")).command("crops check")
        }
        WriteRefused::EditRefused { path, why } => {
            Sentence::new(format!("`{path}` cannot be edited without loss: {}", edit(why)))
                .hint("edit that file by hand, then run `crops check`")
        }
        WriteRefused::TwiceInOneChange { path } => {
            Sentence::new(format!("one change wants to write `{path}` twice; please report it"))
        }
        WriteRefused::Ignored { path } => {
            Sentence::new(format!("`.gitignore` keeps `{path}` out of the history, so it would have none"))
                .command(format!("git check-ignore -v '{path}'"))
        }
        WriteRefused::OutsideSparseCheckout { path } => {
            Sentence::new(format!("`{path}` is outside of your sparse checkout"))
                .command(format!("git sparse-checkout add '{}'", folder(path.as_str())))
        }
        WriteRefused::CaseClash { path, existing } => Sentence::new(format!(
            "`{path}` and `{existing}` differ only in capital letters: many computers take them for the same"
        ))
        .hint("choose another name"),
        WriteRefused::Filtered { path, attribute } => Sentence::new(format!(
            "`.gitattributes` gives `{path}` the attribute `{attribute}`, which needs a conversion that crops does not run"
        ))
        .hint("write the files alone with `--no-commit`, then use `git commit`"),
        WriteRefused::Disk { path, fault } => disk(path, fault),
        WriteRefused::Git { detail } => Sentence::new(format!("git refuses: {detail}")).command("git status"),
        WriteRefused::NoRepository => {
            Sentence::new("this studio is in no git repository, so there is no history").command("git init")
        }
        WriteRefused::NothingToUndo => {
            Sentence::new("nothing that crops wrote here on this branch is left to undo").hint("name a commit: crops undo COMMIT")
        }
        WriteRefused::NoSuchCommit { text } => {
            Sentence::new(format!("there is no commit `{text}`")).command("git log --oneline")
        }
        WriteRefused::NotOnBranch { commit, branch } => Sentence::new(format!(
            "commit {} is not in the history of `{branch}`",
            short(commit)
        ))
        .command(format!("git log --oneline {branch}")),
        WriteRefused::CannotUndo { commit, why } => {
            let short = short(commit);
            match why {
                CannotUndo::Merge => Sentence::new(format!("commit {short} is a merge: what to undo is not clear"))
                    .command(format!("git revert -m 1 {short}")),
                CannotUndo::FirstCommit => Sentence::new(format!(
                    "commit {short} is the first one: undoing it would remove the whole studio"
                )),
                CannotUndo::NotAFile => Sentence::new(format!("commit {short} also changed a symbolic link or a submodule"))
                    .command(format!("git revert {short}")),
                CannotUndo::OutsideStudio => {
                    Sentence::new(format!("commit {short} also changed files outside of the studio"))
                        .command(format!("git revert {short}"))
                }
            }
        }
        WriteRefused::LaterChanges { commit, paths } => Sentence::new(format!(
            "later commits changed what commit {} wrote: {}",
            short(commit),
            paths.join(", ")
        ))
        .hint("undo the later commits first, or edit those files"),
    }
}

fn short(commit: &str) -> &str {
    commit.get(..7).unwrap_or(commit)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(folder, _)| folder)
}

fn no_identity(missing: MissingIdentity) -> Sentence {
    let name = "git config --global user.name \"Your Name\"";
    let email = "git config --global user.email you@example.org";
    match missing {
        MissingIdentity::Both => Sentence::new("git does not know who you are, and a commit has an author")
            .command(format!("{name} && {email}")),
        MissingIdentity::Name => Sentence::new("git does not know your name, and a commit has an author").command(name),
        MissingIdentity::Email => {
            Sentence::new("git does not know your e-mail address, and a commit has one").command(email)
        }
    }
}

fn in_progress(operation: InProgress) -> Sentence {
    let (what, end) = match operation {
        InProgress::Merge => ("a merge", "git merge --continue   (or --abort)"),
        InProgress::Revert => ("a revert", "git revert --continue   (or --abort)"),
        InProgress::CherryPick => ("a cherry-pick", "git cherry-pick --continue   (or --abort)"),
        InProgress::Bisect => ("a bisect", "git bisect reset"),
        InProgress::Rebase => ("a rebase", "git rebase --continue   (or --abort)"),
        InProgress::ApplyMailbox => ("`git am`", "git am --continue   (or --abort)"),
    };
    Sentence::new(format!("{what} is under way: a commit now would become part of it")).command(end)
}

fn own_edits(edits: &[OwnEdit]) -> Sentence {
    let list: Vec<String> = edits.iter().map(own_edit).collect();
    Sentence::new(format!("your own edits are not committed yet: {}", list.join(", ")))
        .hint("commit them first, or take them along with `--include` (`--include --dry-run` shows them)")
}

/// Said where the user's own edits became part of the commit.
pub fn taken_along(edit: &OwnEdit) -> String {
    format!("Your own edits went along: {}", own_edit(edit))
}

fn own_edit(edit: &OwnEdit) -> String {
    let kind = match edit.kind {
        OwnEditKind::Staged => "staged",
        OwnEditKind::Unstaged => "not staged",
        OwnEditKind::StagedAndUnstaged => "partly staged",
        OwnEditKind::Untracked => "new to git",
        OwnEditKind::Deleted => "deleted",
    };
    format!("`{}` ({kind})", edit.path)
}

fn in_the_way(path: &str, obstacle: Obstacle) -> Sentence {
    let what = match obstacle {
        Obstacle::SymbolicLink => "is a symbolic link, and crops follows none",
        Obstacle::File => "is a file where a folder is needed",
        Obstacle::Directory => "is a folder where a file is needed",
        Obstacle::Submodule => "is another repository",
        Obstacle::Special => "is neither a file nor a folder",
    };
    Sentence::new(format!("`{path}` {what}")).hint("move it away, then run the same command again")
}

fn disk(path: &str, fault: &DiskFault) -> Sentence {
    let why = match fault {
        DiskFault::Full => "the disk is full",
        DiskFault::ReadOnly => "the disk is read-only",
        DiskFault::Denied => "permission denied",
        DiskFault::Other { detail } => detail,
    };
    Sentence::new(format!(
        "`{path}` cannot be written: {why}; files and history are as they were"
    ))
}

pub fn note(note: &WriteNote) -> Sentence {
    match note {
        WriteNote::HooksNotRun { names } => Sentence::new(format!("hooks were not run: {}", names.join(", ")))
            .hint("to run them, use `--no-commit` and `git commit`"),
        WriteNote::NotSigned => Sentence::new("the commit is not signed: crops starts no signing program")
            .command("git commit --amend --no-edit -S"),
        WriteNote::IndexNotUpdated { why } => Sentence::new(format!(
            "the commit is made, but git's index does not show it yet ({})",
            refused(why).text
        ))
        .hint("the next crops command that writes puts it right"),
        WriteNote::NotTidied { why } => Sentence::new(format!(
            "the files are written, but a copy of what they were is left ({})",
            refused(why).text
        )),
        WriteNote::Recovered(Recovery::Completed) => {
            Sentence::new("an earlier write was interrupted after its commit: git's index is up to date again")
        }
        WriteNote::Recovered(Recovery::TakenBack) => {
            Sentence::new("an earlier write was interrupted: what it had begun is taken back")
        }
    }
}

/// What happened to the files and the history, after the answer.
pub fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Committed { commit, branch } => format!("committed as {} on {branch}", short(commit)),
        Outcome::FilesOnly => "written, not committed".into(),
        Outcome::NoRepository => "written; no git repository here, so there is no history of it".into(),
        Outcome::Preview => "nothing is written: this is a preview".into(),
        Outcome::Unchanged => "nothing to write: the files say so already".into(),
    }
}

/// Why a file's YAML cannot be edited.
pub fn edit(why: &EditRefused) -> String {
    match why {
        EditRefused::Unreadable { line, column, problem } => {
            format!("{line}:{column}: {}", super::problem::problem(problem).text)
        }
        EditRefused::NoSuchValue { at } => format!("there is no `{at}`"),
        EditRefused::KeyExists { at, key } if at.is_empty() => format!("`{key}` is there already"),
        EditRefused::KeyExists { at, key } => format!("`{at}` has a `{key}` already"),
        EditRefused::OtherShape { at, wanted } => {
            let wanted = match wanted {
                Shape::Text => "a text",
                Shape::List => "a list",
                Shape::Mapping => "a mapping",
                Shape::Nothing => "empty",
            };
            format!("`{at}` is not {wanted}")
        }
        EditRefused::Alias { at } => format!("`{at}` is an alias: its value is written elsewhere"),
        EditRefused::Layout { at } => format!("`{at}` is written in a way that only a person should edit"),
        EditRefused::NotAsMeant { at } => format!("another value depends on `{at}`"),
    }
}
