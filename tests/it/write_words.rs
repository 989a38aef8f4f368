//! Every refusal of a write is said in both languages: what is, and what to do.

use std::time::Duration;

use crops::change::edit_refused::EditRefused;
use crops::change::outcome::{
    CannotUndo, DiskFault, Holder, InProgress, MissingIdentity, Obstacle, OwnEdit, OwnEditKind, WriteRefused,
};
use crops::render::catalogue::{Lang, failure};
use crops::report::failure::Failure;

use crate::repository::{BRIEF, path};

#[expect(clippy::too_many_lines, reason = "one list of cases")]
fn refusals() -> Vec<WriteRefused> {
    let path = || path(BRIEF);
    let commit = || "0123456789abcdef0123456789abcdef01234567".to_string();
    let busy = |holder| WriteRefused::Busy {
        holder,
        waited: Duration::from_secs(10),
    };
    let mut all = vec![
        busy(Holder::Crops),
        busy(Holder::Git {
            lock: "/s/.git/index.lock".into(),
        }),
        WriteRefused::BranchKeepsMoving {
            branch: "main".into(),
            tries: 5,
        },
        WriteRefused::ChangedMeanwhile { path: path() },
        WriteRefused::DetachedHead { at: commit() },
        WriteRefused::BareRepository,
        WriteRefused::NotOwned { directory: "/s".into() },
        WriteRefused::NoRepository,
        WriteRefused::NothingToUndo,
        WriteRefused::Unmerged { path: path() },
        WriteRefused::AlreadyThere { path: path() },
        WriteRefused::Missing { path: path() },
        WriteRefused::NotUtf8 { path: path() },
        WriteRefused::Ignored { path: path() },
        WriteRefused::OutsideSparseCheckout { path: path() },
        WriteRefused::CheckedOutElsewhere {
            branch: "main".into(),
            worktree: "/other".into(),
        },
        WriteRefused::EditRefused {
            path: path(),
            why: EditRefused::NoSuchValue { at: "stage".into() },
        },
        WriteRefused::OwnEdits {
            edits: vec![OwnEdit {
                path: path(),
                kind: OwnEditKind::Unstaged,
            }],
        },
        WriteRefused::LaterChanges {
            commit: commit(),
            paths: vec![BRIEF.into()],
        },
        WriteRefused::Disk {
            path: BRIEF.into(),
            fault: DiskFault::Full,
        },
    ];
    let why = [
        CannotUndo::Merge,
        CannotUndo::FirstCommit,
        CannotUndo::OutsideStudio,
        CannotUndo::NotAFile,
    ];
    all.extend(why.map(|why| WriteRefused::CannotUndo { commit: commit(), why }));
    let missing = [MissingIdentity::Name, MissingIdentity::Email, MissingIdentity::Both];
    all.extend(missing.map(|missing| WriteRefused::NoIdentity { missing }));
    let operations = [
        InProgress::Merge,
        InProgress::Rebase,
        InProgress::Bisect,
        InProgress::CherryPick,
    ];
    all.extend(operations.map(|operation| WriteRefused::InProgress { operation }));
    let obstacles = [
        Obstacle::SymbolicLink,
        Obstacle::File,
        Obstacle::Directory,
        Obstacle::Submodule,
    ];
    all.extend(obstacles.map(|obstacle| WriteRefused::InTheWay {
        path: BRIEF.into(),
        obstacle,
    }));
    all
}

#[test]
fn every_refusal_is_said_in_two_languages_as_each_writes() {
    for refused in refusals() {
        let failed = Failure::from(refused.clone());
        let english = failure(Lang::En, &failed);
        let french = failure(Lang::Fr, &failed);
        assert_ne!(english.text, french.text, "{refused:?}");
        for sentence in [&english, &french] {
            assert!(
                !sentence.text.ends_with('.') && !sentence.text.contains("  "),
                "{}",
                sentence.text
            );
        }
        // Outside of backticks: typographic apostrophes, and no-break spaces before `:` and `;`.
        for part in french.text.split('`').step_by(2) {
            assert!(!part.contains('\''), "{part}");
            for wrong in [" :", " ;", " ?", " !"] {
                assert!(!part.contains(wrong), "{part}");
            }
        }
    }
}

#[test]
fn every_refusal_but_a_full_disk_and_the_first_commit_says_what_to_do() {
    for refused in refusals() {
        let told = matches!(
            refused,
            WriteRefused::Disk { .. }
                | WriteRefused::CannotUndo {
                    why: CannotUndo::FirstCommit,
                    ..
                }
        );
        for lang in [Lang::En, Lang::Fr] {
            let sentence = failure(lang, &Failure::from(refused.clone()));
            assert_eq!(sentence.hint_text().is_none(), told, "{}", sentence.text);
        }
    }
}
