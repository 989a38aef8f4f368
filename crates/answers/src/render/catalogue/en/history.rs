//! Answers: why the history cannot answer, in English?
//! Invariant: each says the command that mends it, where there is one.

use super::numbers::counted;
use crate::model::history::HistoryProblem;
use crate::render::catalogue::history::{UNSHALLOW, WHOLE_CLONE};
use crate::render::catalogue::numbers::full_day;
use crate::render::catalogue::{Lang, Sentence};

pub fn problem(problem: &HistoryProblem) -> Sentence {
    match problem {
        HistoryProblem::NoRepository { folder } => Sentence::new(format!(
            "`{folder}` is in no git repository, so there is no history to answer from"
        ))
        .command("git init && git add . && git commit -m 'The studio'"),
        HistoryProblem::NotOwned { folder } => Sentence::new(format!("`{folder}` belongs to another user"))
            .command(format!("git config --global --add safe.directory '{folder}'")),
        HistoryProblem::NoCommit => {
            Sentence::new("the repository has no commit yet").command("git add . && git commit -m 'The studio'")
        }
        HistoryProblem::NoSuchBranch { branch, remote, near } => no_such_branch(branch, remote.as_ref(), near.as_ref()),
        HistoryProblem::Shallow => {
            Sentence::new("this clone holds only the latest commits; figures need all of them").command(UNSHALLOW)
        }
        HistoryProblem::Partial { remote } => Sentence::new("this clone left out files that the history needs")
            .command(format!("git fetch --refetch --no-filter {remote}{WHOLE_CLONE}")),
        HistoryProblem::NoSuchRevision { revision } => {
            Sentence::new(format!("git knows no revision `{revision}`")).command("git log --oneline")
        }
        HistoryProblem::NothingBefore { day } => {
            Sentence::new(format!("the history begins after {}", full_day(Lang::En, *day)))
                .command("git log --reverse --format=%cs --max-parents=0")
        }
        HistoryProblem::NoStudio { commit } => {
            Sentence::new(format!("there was no `crops.yml` yet at {}", commit.short()))
                .command("git log --diff-filter=A --format=%h -- crops.yml")
        }
        HistoryProblem::ObjectFormat { name } => Sentence::new(format!(
            "the repository names its objects by {name}, which crops cannot read yet"
        ))
        .hint("a repository with SHA-1 objects (git's default) works"),
        HistoryProblem::TooManyFiles { commit, most } => Sentence::new(format!(
            "commit {} holds more than {}",
            commit.short(),
            counted(*most, "file", "files")
        )),
        HistoryProblem::Broken { detail } => {
            Sentence::new(format!("the repository is damaged: {detail}")).command("git fsck")
        }
    }
}

fn no_such_branch(branch: &str, remote: Option<&String>, near: Option<&String>) -> Sentence {
    let sentence = Sentence::new(format!(
        "there is no branch `{branch}`, which `crops.yml` calls official"
    ));
    match (near, remote) {
        (Some(near), _) => sentence.hint(format!("write `official: {near}` in crops.yml")),
        (None, Some(remote)) => sentence.command(format!("git fetch {remote} {branch}")),
        (None, None) => sentence.command("git branch --list"),
    }
}
