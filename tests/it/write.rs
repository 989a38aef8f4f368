//! A change becomes one commit with only its paths, whatever else is going on in the repository.

use std::cell::Cell;
use std::path::Path;

use crops::change::FileEdit;
use crops::change::outcome::{
    FileChangeKind, Holder, InProgress, MissingIdentity, Obstacle, Outcome, OwnEditKind, WriteNote, WriteRefused,
    Written,
};
use crops::git::identity::IdentityHints;
use crops::store::disk::{Call, Disk, Faults};
use crops::store::mark::{AsRead, mark_of};
use crops::store::save::{OwnEdits, WriteMode};

use crate::repository::{Asked, BRIEF, Repository, change, create, git_in, move_to, path, set};

const NEW: &str = "briefs/2026-12/teaser-9fw2hd/brief.yml";

fn new_brief() -> crops::change::Change {
    change(
        "request: teaser-9fw2hd",
        vec![create(NEW, "crops: brief/v1\nstage: intake\n")],
    )
}

#[track_caller]
fn commit_of(written: &Written) -> &str {
    match &written.outcome {
        Outcome::Committed { commit, .. } => commit,
        other => panic!("no commit: {other:?}"),
    }
}

#[test]
fn a_change_becomes_one_commit_with_only_its_paths() {
    let repository = Repository::new();
    let written = repository.write(&move_to("production")).unwrap();
    assert_eq!(
        repository.text(BRIEF),
        "# a film\ncrops: brief/v1\nstage: production   # since Monday\n"
    );
    assert_eq!(repository.status(), "");
    let head = repository.git(&["rev-parse", "HEAD"]);
    assert_eq!(commit_of(&written), head.trim());
    assert_eq!(
        repository.git(&["log", "-1", "--format=%an <%ae> %cn %aI %s"]),
        "Nadia <nadia@lumen.example> Nadia 2026-11-18T12:06:40+01:00 move: film-k3x9qa from brief to production\n"
    );
    assert_eq!(
        repository.git(&["show", "--format=", "--name-only", "HEAD"]),
        format!("{BRIEF}\n")
    );
    assert_eq!(repository.git(&["rev-list", "--count", "HEAD"]), "2\n");
    assert_eq!(written.files[0].kind, FileChangeKind::Edited);
    assert!(
        written.files[0]
            .diff
            .contains("-stage: brief   # since Monday\n+stage: production"),
        "{}",
        written.files[0].diff
    );
    repository.assert_sound();
    assert_eq!(repository.left_over(), Vec::<String>::new());
}

#[test]
fn the_reflog_of_branch_and_head_says_what_crops_did() {
    let repository = Repository::new();
    repository.write(&move_to("production")).unwrap();
    for name in ["HEAD", "main"] {
        assert_eq!(
            repository.git(&["reflog", "-1", "--date=unix", "--format=%gs %gd", name]),
            format!("crops: move: film-k3x9qa from brief to production {name}@{{1795000000}}\n")
        );
    }
}

#[test]
fn a_new_file_makes_its_folders() {
    let repository = Repository::new();
    let written = repository.write(&new_brief()).unwrap();
    assert_eq!(written.files[0].kind, FileChangeKind::Created);
    assert_eq!(repository.status(), "");
    assert_eq!(
        repository.git(&["ls-tree", "-r", "--name-only", "HEAD", "briefs/2026-12"]),
        format!("{NEW}\n")
    );
}

#[test]
fn the_users_other_work_stays_exactly_as_it_is() {
    let repository = Repository::new();
    repository.put("notes.md", "one\nstaged\n");
    repository.git(&["add", "notes.md"]);
    repository.put("notes.md", "one\nstaged\nand not staged\n");
    repository.put("team/lea.yml", "name: Lea\n");
    repository.put("added.md", "new\n");
    repository.git(&["add", "added.md"]);
    repository.put("untracked.md", "mine\n");
    let before = (
        repository.status(),
        repository.git(&["diff"]),
        repository.git(&["diff", "--cached"]),
    );
    repository.write(&move_to("production")).unwrap();
    repository.write(&new_brief()).unwrap();
    let after = (
        repository.status(),
        repository.git(&["diff"]),
        repository.git(&["diff", "--cached"]),
    );
    assert_eq!(before, after);
    assert_eq!(
        repository.git(&["show", "--format=", "--name-only", "HEAD"]),
        format!("{NEW}\n")
    );
}

#[test]
fn an_edit_in_the_same_moment_as_the_last_git_add_is_still_seen() {
    let repository = Repository::new();
    // Same size, and perhaps the same time: only the content tells.
    repository.put("notes.md", "one\ntwx\n");
    repository.write(&move_to("production")).unwrap();
    assert_eq!(repository.status(), " M notes.md\n");
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
fn touched_files_with_edits_of_the_user_are_refused() {
    let dirty = "# a film\ncrops: brief/v1\ntitle: mine\nstage: brief   # since Monday\n";
    type Case = (&'static str, fn(&Repository, &str), OwnEditKind);
    let cases: [Case; 5] = [
        ("unstaged", |r, text| r.put(BRIEF, text), OwnEditKind::Unstaged),
        (
            "staged",
            |r, text| {
                r.put(BRIEF, text);
                r.git(&["add", "."]);
            },
            OwnEditKind::Staged,
        ),
        (
            "both",
            |r, text| {
                r.put(BRIEF, text);
                r.git(&["add", "."]);
                r.put(BRIEF, &format!("{text}more: 1\n"));
            },
            OwnEditKind::StagedAndUnstaged,
        ),
        (
            "untracked",
            |r, _| {
                r.git(&["rm", "-q", "--cached", BRIEF]);
                r.git(&["commit", "-qm", "forget it"]);
            },
            OwnEditKind::Untracked,
        ),
        (
            "staged to be deleted",
            |r, _| {
                r.git(&["rm", "-q", "--cached", BRIEF]);
            },
            OwnEditKind::Deleted,
        ),
    ];
    for (name, prepare, kind) in cases {
        let repository = Repository::new();
        prepare(&repository, dirty);
        let before = (repository.status(), repository.text(BRIEF));
        let refused = repository.write(&move_to("production")).unwrap_err();
        let WriteRefused::OwnEdits { edits } = refused else {
            panic!("{name}: {refused:?}");
        };
        assert_eq!(edits[0].kind, kind, "{name}");
        assert_eq!((repository.status(), repository.text(BRIEF)), before, "{name}");
        let asked = Asked {
            own_edits: OwnEdits::Include,
            ..Asked::default()
        };
        let written = repository.write_as(&move_to("production"), asked).unwrap();
        assert_eq!(repository.status(), "", "{name}");
        assert_eq!(written.files[0].included.as_ref().unwrap().kind, kind, "{name}");
        if name == "unstaged" {
            assert!(
                written.files[0].diff.contains("+title: mine\n"),
                "{}",
                written.files[0].diff
            );
        }
    }
}

#[test]
fn a_preview_writes_nothing() {
    let repository = Repository::new();
    let head = repository.git(&["rev-parse", "HEAD"]);
    let asked = Asked {
        mode: WriteMode::Preview,
        ..Asked::default()
    };
    let both = change(
        "two",
        vec![set(BRIEF, "stage", "review"), create(NEW, "stage: intake\n")],
    );
    let written = repository.write_as(&both, asked).unwrap();
    assert_eq!(written.outcome, Outcome::Preview);
    assert_eq!(written.files.len(), 2);
    assert!(written.files[1].diff.contains("+stage: intake\n"));
    assert_eq!(repository.git(&["rev-parse", "HEAD"]), head);
    assert_eq!(repository.status(), "");
    assert!(!repository.top().join(".git/crops").exists());
}

#[test]
fn without_a_commit_only_the_files_are_written() {
    let repository = Repository::new();
    let asked = Asked {
        mode: WriteMode::FilesOnly,
        ..Asked::default()
    };
    let written = repository.write_as(&move_to("production"), asked).unwrap();
    assert_eq!(written.outcome, Outcome::FilesOnly);
    assert_eq!(repository.status(), format!(" M {BRIEF}\n"));
    assert_eq!(repository.left_over(), Vec::<String>::new());
}

#[test]
fn without_a_repository_the_files_are_written() {
    let repository = Repository::without_git();
    let written = repository.write(&move_to("production")).unwrap();
    assert_eq!(written.outcome, Outcome::NoRepository);
    assert!(repository.text(BRIEF).contains("stage: production"));
    assert_eq!(repository.left_over(), Vec::<String>::new());
}

#[test]
fn a_change_that_changes_nothing_makes_no_commit() {
    let repository = Repository::new();
    let written = repository.write(&move_to("brief")).unwrap();
    assert_eq!(written.outcome, Outcome::Unchanged);
    assert_eq!(repository.git(&["rev-list", "--count", "HEAD"]), "1\n");
}

#[test]
fn the_first_commit_of_a_branch_is_made() {
    let repository = Repository::unborn("");
    let written = repository.write(&new_brief()).unwrap();
    assert_eq!(repository.git(&["rev-parse", "main"]).trim(), commit_of(&written));
    assert_eq!(
        repository.git(&["ls-tree", "-r", "--name-only", "main"]),
        format!("{NEW}\n")
    );
    repository.assert_sound();
}

#[test]
fn a_studio_below_the_top_is_written_in_its_folder() {
    let repository = Repository::with_studio_in("marketing/studio");
    repository.write(&move_to("production")).unwrap();
    repository.write(&new_brief()).unwrap();
    assert_eq!(repository.status(), "");
    assert_eq!(
        repository.git(&["show", "--format=", "--name-only", "HEAD~1"]),
        format!("marketing/studio/{BRIEF}\n")
    );
    assert_eq!(
        repository.git(&["show", "--format=", "--name-only", "HEAD"]),
        format!("marketing/studio/{NEW}\n")
    );
}

#[test]
fn a_file_removed_takes_its_empty_folder_along() {
    let repository = Repository::new();
    let remove = change("undo", vec![FileEdit::Remove { path: path(BRIEF) }]);
    repository.write(&remove).unwrap();
    assert_eq!(repository.status(), "");
    assert!(!repository.is_there("briefs"));
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
fn states_in_which_no_commit_can_be_made_are_refused() {
    type Case = (&'static str, fn(&mut Repository), fn(&WriteRefused) -> bool);
    let cases: [Case; 11] = [
        (
            "no identity",
            |r| r.identity = IdentityHints::default(),
            |refused| {
                *refused
                    == WriteRefused::NoIdentity {
                        missing: MissingIdentity::Both,
                    }
            },
        ),
        (
            "no e-mail",
            |r| {
                r.identity.author_email = None;
                r.identity.committer_email = None;
            },
            |refused| {
                *refused
                    == WriteRefused::NoIdentity {
                        missing: MissingIdentity::Email,
                    }
            },
        ),
        (
            "a name that git cannot store",
            |r| r.identity.author_name = Some("<>".into()),
            |refused| matches!(refused, WriteRefused::BadIdentity { .. }),
        ),
        (
            "detached",
            |r| {
                r.git(&["checkout", "-q", "--detach"]);
            },
            |refused| matches!(refused, WriteRefused::DetachedHead { .. }),
        ),
        (
            "merge",
            |r| conflict(r, "merge"),
            |refused| in_progress(refused, InProgress::Merge),
        ),
        (
            "rebase",
            |r| conflict(r, "rebase"),
            |refused| in_progress(refused, InProgress::Rebase),
        ),
        (
            "cherry-pick",
            |r| conflict(r, "cherry-pick"),
            |refused| in_progress(refused, InProgress::CherryPick),
        ),
        (
            "revert",
            |r| revert(r),
            |refused| in_progress(refused, InProgress::Revert),
        ),
        (
            "bisect",
            |r| {
                r.git(&["commit", "-qm", "second", "--allow-empty"]);
                r.git(&["commit", "-qm", "third", "--allow-empty"]);
                r.git(&["bisect", "start", "HEAD", "HEAD~2"]);
            },
            |refused| in_progress(refused, InProgress::Bisect),
        ),
        (
            "git holds its lock",
            |r| std::fs::write(r.top().join(".git/index.lock"), "").unwrap(),
            |refused| matches!(refused, WriteRefused::Busy { holder: Holder::Git { lock }, .. } if lock.ends_with(".git/index.lock")),
        ),
        (
            "the branch is locked",
            |r| std::fs::write(r.top().join(".git/refs/heads/main.lock"), "").unwrap(),
            |refused| matches!(refused, WriteRefused::BranchLocked { lock } if lock.ends_with("main.lock")),
        ),
    ];
    for (name, prepare, expected) in cases {
        let mut repository = Repository::new();
        prepare(&mut repository);
        let before = (repository.try_git(&["status"]).stdout, repository.text(BRIEF));
        let refused = repository.write(&new_brief()).unwrap_err();
        assert!(expected(&refused), "{name}: {refused:?}");
        assert_eq!(
            (repository.try_git(&["status"]).stdout, repository.text(BRIEF)),
            before,
            "{name}"
        );
        assert!(!repository.is_there("briefs/2026-12"), "{name}");
    }
}

fn in_progress(refused: &WriteRefused, expected: InProgress) -> bool {
    *refused == WriteRefused::InProgress { operation: expected }
}

fn conflict(repository: &Repository, command: &str) {
    repository.git(&["checkout", "-qb", "other"]);
    repository.put("notes.md", "theirs\n");
    repository.git(&["commit", "-qam", "theirs"]);
    repository.git(&["checkout", "-q", "main"]);
    repository.put("notes.md", "ours\n");
    repository.git(&["commit", "-qam", "ours"]);
    assert!(!repository.try_git(&[command, "other"]).status.success());
}

fn revert(repository: &Repository) {
    repository.put("notes.md", "second\n");
    repository.git(&["commit", "-qam", "second"]);
    repository.put("notes.md", "third\n");
    repository.git(&["commit", "-qam", "third"]);
    assert!(!repository.try_git(&["revert", "--no-edit", "HEAD~1"]).status.success());
}

#[test]
fn a_bare_repository_takes_no_write() {
    let repository = Repository::new();
    repository.git(&["config", "core.bare", "true"]);
    assert_eq!(repository.write(&new_brief()), Err(WriteRefused::BareRepository));
}

#[test]
fn a_linked_working_tree_is_written_and_a_shared_branch_refused() {
    let repository = Repository::new();
    let linked = repository.beside("linked");
    let place = linked.display().to_string();
    repository.git(&["worktree", "add", "-q", "-b", "topic", &place]);
    let written = repository
        .write_in(&linked, &move_to("review"), Asked::default())
        .unwrap();
    assert_eq!(repository.git(&["rev-parse", "topic"]).trim(), commit_of(&written));
    let status = git_in(&linked, repository.top().parent().unwrap(), &["status", "--porcelain"]);
    assert_eq!(String::from_utf8_lossy(&status.stdout), "");
    assert_eq!(repository.status(), "");

    git_in(
        &linked,
        repository.top().parent().unwrap(),
        &["checkout", "-q", "--ignore-other-worktrees", "main"],
    );
    for root in [&repository.root(), &linked] {
        let refused = repository.write_in(root, &new_brief(), Asked::default()).unwrap_err();
        assert!(
            matches!(&refused, WriteRefused::CheckedOutElsewhere { branch, .. } if branch == "main"),
            "{refused:?}"
        );
    }
    std::fs::remove_dir_all(&linked).unwrap();
    repository.write(&new_brief()).unwrap();
}

#[cfg(unix)]
#[test]
fn hooks_are_named_and_not_run() {
    use std::os::unix::fs::PermissionsExt;
    let repository = Repository::new();
    for name in [
        "pre-commit",
        "post-commit",
        "reference-transaction",
        "post-index-change",
    ] {
        let hook = repository.top().join(".git/hooks").join(name);
        std::fs::write(&hook, "#!/bin/sh\ntouch ../hook-was-run hook-was-run\nexit 1\n").unwrap();
        std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let program = repository.top().join(".git/hooks/post-commit").display().to_string();
    repository.git(&["config", "core.fsmonitor", &program]);
    repository.git(&["config", "gpg.program", &program]);
    repository.git(&["config", "commit.gpgsign", "true"]);
    let written = repository.write(&move_to("production")).unwrap();
    assert_eq!(
        written.notes,
        [
            WriteNote::HooksNotRun {
                names: vec!["pre-commit".into(), "post-commit".into()]
            },
            WriteNote::NotSigned
        ]
    );
    assert!(!repository.is_there("hook-was-run") && !repository.beside("hook-was-run").exists());
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
fn paths_that_cannot_be_written_are_refused() {
    type Case = (&'static str, fn(&Repository), fn(&WriteRefused) -> bool);
    let cases: [Case; 8] = [
        (
            "a file where a folder should be",
            |r| r.put("briefs/2026-12", "a file"),
            |refused| obstacle(refused, Obstacle::File),
        ),
        (
            "a folder where the file should be",
            |r| r.put(&format!("{NEW}/x"), "a file"),
            |refused| obstacle(refused, Obstacle::Directory),
        ),
        (
            "a nested repository",
            |r| r.put("briefs/2026-12/.git", "gitdir: elsewhere"),
            |refused| obstacle(refused, Obstacle::Submodule),
        ),
        (
            "a submodule that is not checked out",
            |r| {
                let head = r.git(&["rev-parse", "HEAD"]);
                let entry = format!("160000,{},briefs/2026-12", head.trim());
                r.git(&["update-index", "--add", "--cacheinfo", &entry]);
            },
            |refused| obstacle(refused, Obstacle::Submodule),
        ),
        (
            "ignored",
            |r| r.put(".gitignore", "briefs/2026-12/\n"),
            |refused| matches!(refused, WriteRefused::Ignored { .. }),
        ),
        (
            "the same but for case",
            |r| {
                r.put("briefs/2026-12/Teaser-9FW2HD/brief.yml", "x: 1\n");
                r.git(&["add", "."]);
            },
            |refused| matches!(refused, WriteRefused::CaseClash { existing, .. } if existing == "briefs/2026-12/Teaser-9FW2HD"),
        ),
        (
            "already there",
            |r| r.put(NEW, "x: 1\n"),
            |refused| matches!(refused, WriteRefused::AlreadyThere { .. }),
        ),
        (
            "a filter",
            |r| {
                r.put(".gitattributes", "*.yml filter=secret\n");
                r.git(&["config", "filter.secret.clean", "touch hook-was-run; cat"]);
            },
            |refused| {
                matches!(
                    refused,
                    WriteRefused::Filtered {
                        attribute: "filter",
                        ..
                    }
                )
            },
        ),
    ];
    for (name, prepare, expected) in cases {
        let repository = Repository::new();
        prepare(&repository);
        let head = repository.git(&["rev-parse", "HEAD"]);
        let refused = repository.write(&new_brief()).unwrap_err();
        assert!(expected(&refused), "{name}: {refused:?}");
        assert_eq!(repository.git(&["rev-parse", "HEAD"]), head, "{name}");
        assert_eq!(repository.left_over(), Vec::<String>::new(), "{name}");
        assert!(!repository.is_there("hook-was-run"));
    }
}

fn obstacle(refused: &WriteRefused, expected: Obstacle) -> bool {
    matches!(refused, WriteRefused::InTheWay { obstacle, .. } if *obstacle == expected)
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    for link in ["briefs", "briefs/2026-11/film-k3x9qa", BRIEF] {
        let repository = Repository::new();
        let away = repository.beside("away");
        std::fs::rename(repository.root().join(link), &away).unwrap();
        std::os::unix::fs::symlink(&away, repository.root().join(link)).unwrap();
        let refused = repository.write(&move_to("production")).unwrap_err();
        assert!(obstacle(&refused, Obstacle::SymbolicLink), "{link}: {refused:?}");
    }
}

#[test]
fn a_file_outside_of_the_sparse_checkout_is_refused() {
    let repository = Repository::new();
    repository.git(&["sparse-checkout", "set", "team"]);
    assert!(!repository.is_there(BRIEF));
    let refused = repository.write(&move_to("production")).unwrap_err();
    assert!(
        matches!(refused, WriteRefused::OutsideSparseCheckout { .. }),
        "{refused:?}"
    );
    let lea = change("edit: lea", vec![set("team/lea.yml", "name", "Lea")]);
    repository.write(&lea).unwrap();
    assert_eq!(repository.status(), "");
    assert!(!repository.is_there(BRIEF));
}

#[test]
fn formats_of_index_that_git_has_beside_the_plain_one() {
    for (name, setting, works) in [
        ("version 4", ["update-index", "--index-version", "4"], true),
        (
            "untracked cache",
            ["update-index", "--force-untracked-cache", "--refresh"],
            true,
        ),
        ("split", ["update-index", "--split-index", "--no-skip-worktree"], false),
    ] {
        let repository = Repository::new();
        repository.git(&setting);
        repository.put("untracked.md", "mine\n");
        let before = repository.status();
        match repository.write(&move_to("production")) {
            Ok(_) => assert!(works, "{name}"),
            Err(WriteRefused::UnsupportedIndex { .. }) => assert!(!works, "{name}"),
            Err(other) => panic!("{name}: {other:?}"),
        }
        assert_eq!(repository.status(), before, "{name}");
        repository.assert_sound();
    }
}

#[test]
fn a_file_that_changed_since_it_was_read_is_refused() {
    let repository = Repository::new();
    let basis = AsRead::from([(path(BRIEF), mark_of(repository.text(BRIEF).as_bytes()).expect("an id"))]);
    repository.write(&move_to("production")).unwrap();
    let asked = Asked {
        basis: Some(&basis),
        ..Asked::default()
    };
    let refused = repository.write_as(&move_to("review"), asked).unwrap_err();
    assert_eq!(refused, WriteRefused::ChangedMeanwhile { path: path(BRIEF) });
    assert_eq!(repository.status(), "");
}

#[test]
fn line_ends_are_stored_as_git_stores_them() {
    for (name, attributes, autocrlf, stored) in [
        ("nothing", "", "false", "crops: brief/v1\r\nstage: review\r\n"),
        ("autocrlf", "", "true", "crops: brief/v1\nstage: review\n"),
        (
            "text",
            "*.yml text eol=crlf\n",
            "false",
            "crops: brief/v1\nstage: review\n",
        ),
        ("-text", "*.yml -text\n", "true", "crops: brief/v1\r\nstage: review\r\n"),
    ] {
        let repository = Repository::new();
        repository.git(&["config", "core.autocrlf", autocrlf]);
        repository.put(".gitattributes", attributes);
        repository.put(BRIEF, "crops: brief/v1\r\nstage: brief\r\n");
        repository.git(&["add", "."]);
        repository.git(&["commit", "-qm", "with CRLF"]);
        repository.write(&move_to("review")).unwrap();
        assert_eq!(repository.text(BRIEF), "crops: brief/v1\r\nstage: review\r\n", "{name}");
        assert_eq!(
            repository.git(&["cat-file", "blob", &format!("HEAD:{BRIEF}")]),
            stored,
            "{name}"
        );
        assert_eq!(repository.status(), "", "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_files_mode_stays() {
    use std::os::unix::fs::PermissionsExt;
    let repository = Repository::new();
    let place = repository.root().join(BRIEF);
    std::fs::set_permissions(&place, std::fs::Permissions::from_mode(0o755)).unwrap();
    repository.git(&["commit", "-qam", "executable"]);
    repository.write(&move_to("review")).unwrap();
    assert_eq!(repository.status(), "");
    assert!(repository.git(&["ls-tree", "HEAD", BRIEF]).starts_with("100755"));
    assert_eq!(std::fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o755);
}

/// Moves the branch at the moment when a write is about to.
struct Rival<'a> {
    repository: &'a Repository,
    /// How often.
    times: Cell<u32>,
}

impl Faults for Rival<'_> {
    fn before(&self, call: Call, _: &Path) -> std::io::Result<()> {
        if call == Call::MoveBranch && self.times.get() > 0 {
            self.times.set(self.times.get() - 1);
            let made = self
                .repository
                .git(&["commit-tree", "-p", "HEAD", "-m", "rival", "HEAD^{tree}"]);
            self.repository.git(&["update-ref", "refs/heads/main", made.trim()]);
        }
        Ok(())
    }
}

#[test]
fn a_branch_that_moved_meanwhile_is_read_again_and_nobodys_commit_is_lost() {
    for (times, expected) in [(1, None), (4, None), (5, Some(5))] {
        let repository = Repository::new();
        let before = repository.text(BRIEF);
        let rival = Rival {
            repository: &repository,
            times: Cell::new(times),
        };
        let asked = Asked {
            disk: Disk::with(&rival),
            ..Asked::default()
        };
        let result = repository.write_as(&move_to("review"), asked);
        let log = repository.git(&["log", "--format=%s"]);
        assert_eq!(log.matches("rival").count(), times as usize);
        assert_eq!(repository.status(), "");
        assert_eq!(repository.left_over(), Vec::<String>::new());
        match expected {
            None => {
                result.unwrap();
                assert!(log.starts_with("move: "), "{log}");
            }
            Some(tries) => {
                let branch = "main".to_string();
                assert_eq!(result, Err(WriteRefused::BranchKeepsMoving { branch, tries }));
                assert_eq!(repository.text(BRIEF), before);
            }
        }
    }
}

#[test]
fn the_diff_of_a_preview_is_a_patch_that_git_applies() {
    let repository = Repository::new();
    let change = change(
        "three",
        vec![
            set(BRIEF, "stage", "review"),
            create(NEW, "crops: brief/v1\nstage: intake\n"),
            FileEdit::Remove {
                path: path("team/lea.yml"),
            },
        ],
    );
    let asked = Asked {
        mode: WriteMode::Preview,
        ..Asked::default()
    };
    let written = repository.write_as(&change, asked).unwrap();
    let patch: String = written.files.iter().map(|file| file.diff.as_str()).collect();
    let place = repository.beside("patch");
    std::fs::write(&place, patch).unwrap();
    repository.git(&["apply", "--index", &place.display().to_string()]);
    assert_eq!(repository.status(), format!("M  {BRIEF}\nA  {NEW}\nD  team/lea.yml\n"));
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
fn what_else_the_index_holds_stays() {
    type Case = (&'static str, fn(&Repository));
    let cases: [Case; 6] = [
        ("a conflict of `git stash pop`", |r| {
            r.put("notes.md", "stashed\n");
            r.git(&["stash", "-q"]);
            r.put("notes.md", "committed\n");
            r.git(&["commit", "-qam", "other notes"]);
            assert!(!r.try_git(&["stash", "pop"]).status.success());
        }),
        ("an intent to add", |r| {
            r.put("planned.md", "later\n");
            r.git(&["add", "-N", "planned.md"]);
        }),
        ("a submodule", |r| {
            let head = r.git(&["rev-parse", "HEAD"]);
            let entry = format!("160000,{},modules/other", head.trim());
            r.git(&["update-index", "--add", "--cacheinfo", &entry]);
        }),
        ("files that git is to take for unchanged", |r| {
            r.git(&["update-index", "--assume-unchanged", "notes.md"]);
            r.git(&["update-index", "--skip-worktree", "team/lea.yml"]);
            r.put("notes.md", "mine\n");
            r.put("team/lea.yml", "mine\n");
        }),
        ("an index without a hash", |r| {
            r.git(&["config", "index.skipHash", "true"]);
            r.put("notes.md", "staged\n");
            r.git(&["add", "notes.md"]);
        }),
        ("files deleted and renamed", |r| {
            r.git(&["mv", "notes.md", "memo.md"]);
            r.git(&["rm", "-q", "--cached", "team/lea.yml"]);
        }),
    ];
    for (name, prepare) in cases {
        let repository = Repository::new();
        prepare(&repository);
        let flags = |r: &Repository| {
            r.git(&[
                "ls-files",
                "-v",
                "--stage",
                "--",
                "notes.md",
                "memo.md",
                "team",
                "modules",
                "planned.md",
            ])
        };
        let before = (repository.status(), flags(&repository));
        let written = repository.write(&move_to("review"));
        if let Err(refused) = &written {
            panic!("{name}: {refused:?}");
        }
        assert_eq!((repository.status(), flags(&repository)), before, "{name}");
        assert_eq!(
            repository.git(&["show", "--format=", "--name-only", "HEAD"]),
            format!("{BRIEF}\n"),
            "{name}"
        );
    }
}
