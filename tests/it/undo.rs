//! An undo is a new commit that puts back what the last one of crops changed, and nothing else.

use crops::change::outcome::{CannotUndo, OwnEditKind, WriteRefused, Written};
use crops::store::undo::{Wish, undo};

use crate::repository::{Asked, BRIEF, Repository, change, create, move_to, set};

const NEW: &str = "briefs/2026-12/teaser-9fw2hd/brief.yml";

fn undo_in(repository: &Repository, wish: Wish<'_>) -> Result<Written, WriteRefused> {
    let undo = undo(&repository.root(), wish)?;
    let asked = Asked {
        basis: Some(&undo.basis),
        ..Asked::default()
    };
    repository.write_as(&undo.change, asked)
}

#[test]
fn the_last_write_is_taken_back_by_a_new_commit() {
    let repository = Repository::new();
    let first = repository.text(BRIEF);
    repository
        .write(&change(
            "two files",
            vec![set(BRIEF, "stage", "review"), create(NEW, "stage: intake\n")],
        ))
        .unwrap();
    repository.put("notes.md", "mine\n");
    undo_in(&repository, Wish::Last).unwrap();
    assert_eq!(repository.text(BRIEF), first);
    assert!(!repository.is_there("briefs/2026-12"));
    assert_eq!(repository.status(), " M notes.md\n");
    assert_eq!(repository.git(&["diff", "--stat", "HEAD~2", "HEAD"]), "");
    assert!(repository.git(&["log", "-1", "--format=%s"]).starts_with("undo: "));
    repository.assert_sound();
}

#[test]
fn one_undo_after_another_goes_further_back() {
    let repository = Repository::new();
    for stage in ["production", "review", "approval"] {
        repository.write(&move_to(stage)).unwrap();
    }
    for stage in ["review", "production", "brief"] {
        undo_in(&repository, Wish::Last).unwrap();
        assert!(repository.text(BRIEF).contains(&format!("stage: {stage} ")), "{stage}");
    }
    assert_eq!(undo_in(&repository, Wish::Last), Err(WriteRefused::NothingToUndo));
}

#[test]
fn an_undo_can_be_undone_by_its_name() {
    let repository = Repository::new();
    repository.write(&move_to("review")).unwrap();
    undo_in(&repository, Wish::Last).unwrap();
    undo_in(&repository, Wish::Commit("HEAD")).unwrap();
    assert!(repository.text(BRIEF).contains("stage: review "));
    undo_in(&repository, Wish::Last).unwrap();
    assert!(repository.text(BRIEF).contains("stage: brief "));
}

#[test]
fn a_commit_made_by_hand_is_not_taken_for_ours() {
    let repository = Repository::new();
    repository.write(&move_to("review")).unwrap();
    repository.put("notes.md", "by hand\n");
    repository.git(&["commit", "-qam", "move: looks like one of ours"]);
    undo_in(&repository, Wish::Last).unwrap();
    assert_eq!(repository.text("notes.md"), "by hand\n");
    assert!(repository.text(BRIEF).contains("stage: brief "));
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
fn what_cannot_be_undone_is_refused() {
    type Case = (&'static str, fn(&Repository), &'static str, fn(&WriteRefused) -> bool);
    let cases: [Case; 7] = [
        (
            "the first commit",
            |_| (),
            "HEAD",
            |refused| cannot(refused, CannotUndo::FirstCommit),
        ),
        (
            "no such commit",
            |_| (),
            "nonsense",
            |refused| matches!(refused, WriteRefused::NoSuchCommit { .. }),
        ),
        (
            "a merge",
            |r| {
                r.git(&["checkout", "-qb", "other"]);
                r.git(&["commit", "-qm", "other", "--allow-empty"]);
                r.git(&["checkout", "-q", "main"]);
                r.git(&["merge", "-q", "--no-ff", "-m", "merge", "other"]);
            },
            "HEAD",
            |refused| cannot(refused, CannotUndo::Merge),
        ),
        (
            "another branch",
            |r| {
                r.git(&["checkout", "-qb", "other"]);
                r.git(&["commit", "-qm", "other", "--allow-empty"]);
                r.git(&["checkout", "-q", "main"]);
            },
            "other",
            |refused| matches!(refused, WriteRefused::NotOnBranch { branch, .. } if branch == "main"),
        ),
        (
            "changed later",
            |r| {
                r.write(&move_to("review")).unwrap();
                r.put(BRIEF, "stage: by hand\n");
                r.git(&["commit", "-qam", "by hand"]);
            },
            "HEAD~1",
            |refused| matches!(refused, WriteRefused::LaterChanges { paths, .. } if paths == &[BRIEF]),
        ),
        (
            "edited and not committed",
            |r| {
                r.write(&move_to("review")).unwrap();
                r.put(BRIEF, "stage: by hand\n");
            },
            "HEAD",
            |refused| matches!(refused, WriteRefused::OwnEdits { edits } if edits[0].kind == OwnEditKind::Unstaged),
        ),
        (
            "detached",
            |r| {
                r.git(&["checkout", "-q", "--detach"]);
            },
            "HEAD",
            |refused| matches!(refused, WriteRefused::DetachedHead { .. }),
        ),
    ];
    for (name, prepare, wish, expected) in cases {
        let repository = Repository::new();
        prepare(&repository);
        let head = repository.git(&["rev-parse", "HEAD"]);
        let refused = undo_in(&repository, Wish::Commit(wish)).unwrap_err();
        assert!(expected(&refused), "{name}: {refused:?}");
        assert_eq!(repository.git(&["rev-parse", "HEAD"]), head, "{name}");
    }
}

fn cannot(refused: &WriteRefused, expected: CannotUndo) -> bool {
    matches!(refused, WriteRefused::CannotUndo { why, .. } if *why == expected)
}

#[test]
fn files_outside_of_the_studio_are_left_to_git() {
    let repository = Repository::with_studio_in("studio");
    std::fs::write(repository.top().join("other.txt"), "x").unwrap();
    repository.git(&["add", "."]);
    repository.git(&["commit", "-qm", "outside"]);
    let refused = undo_in(&repository, Wish::Commit("HEAD")).unwrap_err();
    assert!(cannot(&refused, CannotUndo::OutsideStudio), "{refused:?}");
    repository.write(&move_to("review")).unwrap();
    undo_in(&repository, Wish::Last).unwrap();
    assert_eq!(repository.status(), "");
}

#[test]
fn line_ends_come_back_as_they_were_on_disk() {
    let repository = Repository::new();
    repository.git(&["config", "core.autocrlf", "true"]);
    let text = "crops: brief/v1\r\nstage: brief\r\n";
    repository.put(BRIEF, text);
    repository.git(&["commit", "-qam", "with CRLF"]);
    repository.write(&move_to("review")).unwrap();
    undo_in(&repository, Wish::Last).unwrap();
    assert_eq!(repository.text(BRIEF), text);
    assert_eq!(repository.status(), "");
}

#[test]
fn without_a_repository_there_is_nothing_to_undo() {
    let repository = Repository::without_git();
    assert_eq!(undo_in(&repository, Wish::Last), Err(WriteRefused::NoRepository));
}
