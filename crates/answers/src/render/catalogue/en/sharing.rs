//! Answers: what was shared, and why not, in English?
//! Invariant: a refusal says that nothing changed by naming the way on; no catch-all arm.

use super::numbers::counted;
use crate::change::share::{Clash, ClashKind, Clashing, MoveGone, MoveGoneWhy, Replay, Replayed, ShareRefused};
use crate::render::catalogue::Sentence;
use crate::render::catalogue::sharing::ShareNote;
use crate::report::propose::{Carried, Proposal, ProposeReport};
use crate::report::sync::{SyncDone, SyncReport};

pub const KEPT_HERE: &str = "not shared: the commit is safe here";

pub fn note(note: ShareNote<'_>) -> Sentence {
    match note {
        ShareNote::NotYet { commits, upstream } => {
            let commits = commits_of(commits);
            Sentence::new(format!("not shared yet: {commits} ahead of {upstream}")).command("crops sync")
        }
        ShareNote::Shared { commits, upstream } => {
            Sentence::new(format!("shared: {} to {upstream}", commits_of(commits)))
        }
        ShareNote::ByRequest { commits, branch } => {
            let commits = commits_of(commits);
            Sentence::new(format!(
                "not shared yet: {commits}, and `{branch}` takes them by a request"
            ))
            .command("crops propose")
        }
        ShareNote::OnBranch { branch } => {
            Sentence::new(format!("not proposed yet: the commit is on `{branch}`")).command("crops propose")
        }
    }
}

pub fn sync_headline(report: &SyncReport) -> String {
    let upstream = report.upstream();
    let (out, received) = (commits_of(report.standing()), commits_of(report.received));
    match report.done {
        SyncDone::InStep => format!("✓ in step with {upstream}"),
        SyncDone::Preview => format!("{out} would go to {upstream}, {received} would come"),
        SyncDone::Shared if report.received == 0 => format!("✓ shared: {out} to {upstream}"),
        SyncDone::Shared => format!("✓ shared: {out} to {upstream}, {received} came"),
        SyncDone::Received => format!("✓ {received} came from {upstream}"),
        SyncDone::Kept => format!("{out} not shared: {upstream} takes them by a request; {received} came"),
    }
}

pub fn replayed(one: &Replayed) -> String {
    let (was, subject) = (short(&one.was), &one.subject);
    let now = short(one.now.as_deref().unwrap_or(was));
    match one.how {
        Replay::Untouched => format!("{was}  {subject}"),
        Replay::Moved => format!("{now}  {subject}  (was {was})"),
        Replay::Again => format!("{now}  {subject}  (was {was}; others changed the same record)"),
        Replay::AlreadyThere => format!("{was}  {subject}  (others have made the same change)"),
        Replay::LeftOut => format!("{was}  {subject}  (left out; back with: git cherry-pick {was})"),
    }
}

pub fn refused(refused: &ShareRefused) -> Sentence {
    match refused {
        ShareRefused::NoRemote { branch } => Sentence::new(format!(
            "`{branch}` belongs to no remote: there is nobody to share it with"
        ))
        .hint("name one: git remote add origin ADDRESS"),
        ShareRefused::OtherBranch { branch, official } => {
            Sentence::new(format!("`{branch}` is checked out, and `{official}` is what is shared"))
                .command(format!("git switch {official}"))
        }
        ShareRefused::NamesAProgram { key } => names_a_program(key),
        ShareRefused::UnsafeName { name } => Sentence::new(format!(
            "`{name}` cannot be given to git as a remote, an address or a branch"
        ))
        .command("git remote -v"),
        ShareRefused::GitNotStarted { detail } => {
            Sentence::new(format!("`git` does not start: {detail}")).hint("install git, or put it in the PATH")
        }
        ShareRefused::Unreachable { remote, said } => {
            Sentence::new(format!("git cannot share with `{remote}`: {said}")).command(format!("git fetch {remote}"))
        }
        ShareRefused::Protected {
            remote, branch, said, ..
        } => Sentence::new(format!("`{remote}` takes no commits on `{branch}` like this: {said}"))
            .command("crops propose"),
        ShareRefused::Rewritten { upstream, remote } => Sentence::new(format!(
            "the history of {upstream} was rewritten: to share now could bring back what was taken away"
        ))
        .hint(format!(
            "when that was meant: git fetch {remote}, then look at `git log {upstream}..` before you share"
        )),
        ShareRefused::KeepsMoving { remote, branch, tries } => Sentence::new(format!(
            "others were faster {tries} times at `{branch}` of `{remote}`: nothing was shared"
        ))
        .command("crops sync"),
        ShareRefused::OwnWork { paths } => Sentence::new(format!(
            "others changed files in which you have work that is in no commit: {}",
            listed(paths)
        ))
        .hint("commit it, or put it aside with `git stash`, then run the same command again"),
        ShareRefused::Merged { commit, upstream } => {
            let commit = short(commit);
            Sentence::new(format!("{commit} is a merge, and crops makes no merge again"))
                .command(format!("git merge {upstream}"))
        }
        ShareRefused::TooMany { most } => {
            Sentence::new(format!("more than {most} commits are not shared")).command("git push")
        }
        ShareRefused::Clash(clashing) => clash(clashing),
        ShareRefused::MoveGone(gone) => move_gone(gone),
        ShareRefused::NothingToPropose { upstream } => {
            Sentence::new(format!("there is nothing here that {upstream} does not have")).command("crops brief list")
        }
        ShareRefused::NoSuchCommit { text } => {
            Sentence::new(format!("there is no commit `{text}`")).command("git log --oneline @{upstream}..")
        }
        ShareRefused::NotPending { text } => Sentence::new(format!("`{text}` is not one of the commits to be shared"))
            .command("git log --oneline @{upstream}.."),
    }
}

pub fn proposal_headline(report: &ProposeReport, one: &Proposal) -> String {
    let commits = commits_of(one.commits.iter().filter(|commit| commit.now.is_some()).count());
    let ProposeReport { remote, into, .. } = report;
    let branch = &one.branch;
    match report.is_preview {
        true => format!("{commits} would go to `{branch}` of {remote}, for a request into `{into}`"),
        false => format!("✓ {commits} on `{branch}` of {remote}, for a request into `{into}`"),
    }
}

pub fn carried(carried: &Carried) -> String {
    let Carried { brief, title, to, .. } = carried;
    let from = carried
        .from
        .as_ref()
        .map_or(String::new(), |from| format!("from `{from}` "));
    let way = format!("{brief} · {title}: {from}to `{to}`");
    match carried.gates.as_slice() {
        [] => format!("{way}; no gate on the way, so no review is needed"),
        gates => format!("{way}, once {} is passed by reviews of the request", listed(gates)),
    }
}

pub fn not_opened(said: &str) -> String {
    format!("the request was not opened: {said}")
}

pub fn put_back(report: &ProposeReport) -> String {
    let kept = match report.kept {
        0 => String::new(),
        kept => format!(", and {} of yours", commits_of(kept)),
    };
    format!("`{}` is what is official again{kept}; as it was before:", report.into)
}

fn names_a_program(key: &str) -> Sentence {
    let sentence = Sentence::new(format!(
        "the configuration of this repository names a program (`{key}`), and crops starts none of those"
    ));
    if key == "core.sshcommand" {
        sentence.command("GIT_SSH_COMMAND=\"$(git config core.sshCommand)\" crops sync")
    } else {
        sentence.hint("if you trust it, put it in your own: git config --global")
    }
}

fn clash(clashing: &Clashing) -> Sentence {
    let (commit, upstream) = (short(&clashing.commit), &clashing.upstream);
    let said: Vec<String> = clashing.clashes.iter().take(5).map(one_clash).collect();
    let sentence = Sentence::new(format!(
        "`{}` ({commit}) does not go together with {upstream}: {}",
        clashing.subject,
        said.join("; ")
    ));
    let lines = |clash: &Clash| matches!(clash.what, ClashKind::Lines | ClashKind::NotAFile);
    if clashing.clashes.iter().any(lines) {
        return sentence.command(format!("git rebase --committer-date-is-author-date {upstream}"));
    }
    sentence.hint(format!(
        "leave yours out, then do it again on what is there now: crops sync --without {commit}"
    ))
}

fn one_clash(clash: &Clash) -> String {
    let path = &clash.path;
    let value = |value: &Option<String>| {
        value
            .as_ref()
            .map_or("something else".into(), |text| format!("`{text}`"))
    };
    match &clash.what {
        ClashKind::Field { at, mine, theirs } => format!(
            "both changed `{at}` of {path} (here {}, there {})",
            value(mine),
            value(theirs)
        ),
        ClashKind::Lines => format!("both changed the same lines of {path}"),
        ClashKind::TakenAway => format!("{path} was moved or taken away there"),
        ClashKind::ChangedThere => format!("{path} was taken away here and changed there"),
        ClashKind::MadeTwice => format!("{path} was made here and there"),
        ClashKind::NotAFile => format!("{path} is no plain file on both sides"),
        ClashKind::Unreadable => format!("{path} cannot be read on both sides"),
    }
}

fn move_gone(gone: &MoveGone) -> Sentence {
    let MoveGone {
        brief,
        from,
        to,
        upstream,
        ..
    } = gone;
    let commit = short(&gone.commit);
    let why = match &gone.why {
        MoveGoneWhy::Stale { keys } => format!("{upstream} changed what was approved: {}", listed(keys)),
        MoveGoneWhy::OtherRule => format!("the rule of `{from}` is another one in {upstream}"),
        MoveGoneWhy::Spoken => format!("somebody refused or remarked something meanwhile, in {upstream}"),
        MoveGoneWhy::NotInProcess => format!("the process in {upstream} has no such move"),
    };
    Sentence::new(format!(
        "{brief} may not go from `{from}` to `{to}` any more ({commit}): {why}"
    ))
    .hint(format!(
        "leave the move out, then look at the brief again: crops sync --without {commit}"
    ))
}

fn listed(texts: &[String]) -> String {
    let shown: Vec<String> = texts.iter().take(5).map(|text| format!("`{text}`")).collect();
    match texts.len().saturating_sub(5) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn commits_of(count: usize) -> String {
    counted(count, "commit", "commits")
}

fn short(commit: &str) -> &str {
    commit.get(..7).unwrap_or(commit)
}
