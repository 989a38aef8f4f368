//! Forty-eight processes that write at the same moment: all their changes are in the history, and nothing else.

use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use crops::change::outcome::{Holder, Outcome, WriteRefused};

use crate::repository::{Repository, change, create, set};

const PROCESSES: usize = 48;

fn brief(number: usize) -> String {
    format!("briefs/2026-12/teaser-{number:06}/brief.yml")
}

fn shared(number: usize) -> String {
    format!("briefs/2026-11/shared-{number:06}/brief.yml")
}

#[test]
fn forty_eight_processes_that_write_at_once_all_get_their_commit() {
    let repository = Repository::new();
    commit_shared(&repository, PROCESSES);
    repository.put("notes.md", "mine\n");
    let children: Vec<Child> = (0..PROCESSES).map(|number| start(&repository, number)).collect();
    let failed = children
        .into_iter()
        .filter_map(|child| child.wait_with_output().ok())
        .filter(|output| !output.status.success())
        .count();
    assert_eq!(failed, 0);
    let commits = repository.git(&["rev-list", "--count", "HEAD"]);
    assert_eq!(commits.trim(), (2 + PROCESSES).to_string());
    for number in 0..PROCESSES {
        assert_eq!(repository.text(&brief(number)), "stage: intake\n");
        assert_eq!(repository.text(&shared(number)), "stage: review\n");
    }
    assert_eq!(repository.status(), " M notes.md\n");
    assert_eq!(repository.left_over(), Vec::<String>::new());
    repository.assert_sound();
}

#[test]
fn who_waits_in_vain_writes_nothing() {
    let mut repository = Repository::new();
    std::fs::write(repository.top().join(".git/index.lock"), "").unwrap();
    repository.patience = Duration::from_millis(60);
    let refused = repository.write(&two_files(0)).unwrap_err();
    let WriteRefused::Busy {
        holder: Holder::Git { .. },
        waited,
    } = refused
    else {
        panic!("{refused:?}");
    };
    assert!(waited >= repository.patience);
    assert!(!repository.is_there(&brief(0)));
    assert_eq!(repository.status(), "");
    std::fs::remove_file(repository.top().join(".git/index.lock")).unwrap();
    let written = repository.write(&change("teaser", vec![create(&brief(0), "stage: intake\n")]));
    assert!(matches!(written.unwrap().outcome, Outcome::Committed { .. }));
}

fn two_files(number: usize) -> crops::change::Change {
    change(
        &format!("request: teaser-{number:06}"),
        vec![
            create(&brief(number), "stage: intake\n"),
            set(&shared(number), "stage", "review"),
        ],
    )
}

const CHILD: &str = "write_race::a_write_of_two_files_is_there_when_it_says_so";
const HOME: &str = "WRITE_RACE_HOME";
const NUMBER: &str = "WRITE_RACE_NUMBER";

/// Starts this test program again; it makes the write of that number.
#[expect(clippy::disallowed_methods, reason = "processes that write at once")]
fn start(repository: &Repository, number: usize) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", CHILD])
        .env(HOME, repository.home())
        .env(NUMBER, number.to_string())
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("started")
}

/// Alone, or in a process that [`start`] started, beside forty-seven others.
#[test]
fn a_write_of_two_files_is_there_when_it_says_so() {
    let (mut repository, number) = told_to_write().unwrap_or_else(|| {
        let repository = Repository::new();
        commit_shared(&repository, 1);
        (repository, 0)
    });
    // Whoever comes last waits for all the others, on a machine that may have other work.
    repository.patience = Duration::from_secs(300);
    let written = repository.write(&two_files(number)).unwrap();
    assert!(matches!(written.outcome, Outcome::Committed { .. }));
    assert_eq!(repository.text(&brief(number)), "stage: intake\n");
    assert_eq!(repository.text(&shared(number)), "stage: review\n");
}

/// Where to write and what, in a process that [`start`] started.
#[expect(clippy::disallowed_methods, reason = "told by the parent what to do")]
fn told_to_write() -> Option<(Repository, usize)> {
    let home = std::env::var_os(HOME)?;
    let number = std::env::var(NUMBER).ok()?.parse().expect("a number");
    Some((Repository::again(Path::new(&home)), number))
}

fn commit_shared(repository: &Repository, how_many: usize) {
    for number in 0..how_many {
        repository.put(&shared(number), "stage: brief\n");
    }
    repository.git(&["add", "."]);
    repository.git(&["commit", "-qm", "shared"]);
}

/// The program itself, started many times at once.
fn crops(repository: &Repository, arguments: &[&str]) -> Child {
    start_as_nadia(repository, env!("CARGO_BIN_EXE_crops"), arguments)
}

#[expect(clippy::disallowed_methods, reason = "processes that write at once")]
fn start_as_nadia(repository: &Repository, program: &str, arguments: &[&str]) -> Child {
    let mut command = Command::new(program);
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Nadia");
        command.env(format!("GIT_{role}_EMAIL"), "nadia@lumen.example");
    }
    command
        .args(arguments)
        .current_dir(repository.root())
        .env("HOME", repository.home())
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("CROPS_TODAY", "2026-11-20")
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("started")
}

/// A studio with one request, and the request's id.
fn studio_with_a_request() -> (Repository, String) {
    let repository = Repository::bare_folder();
    for words in [
        &["init", "--timezone", "Europe/Paris"][..],
        &[
            "request", "new", "--kind", "social", "--title", "Waiting", "--format", "json",
        ][..],
    ] {
        let ended = crops(&repository, words).wait_with_output().expect("it ends");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
    let tracked = repository.git(&["ls-files", "briefs"]);
    let id = tracked.split('/').nth(2).expect("a brief").to_string();
    (repository, id)
}

#[test]
fn one_of_many_that_move_the_same_brief_does_it() {
    let (repository, id) = studio_with_a_request();
    let running: Vec<_> = (0..8).map(|_| crops(&repository, &["move", &id, "on-hold"])).collect();
    let codes: Vec<_> = running
        .into_iter()
        .map(|child| child.wait_with_output().unwrap().status.code())
        .collect();
    assert_eq!(codes.iter().filter(|code| **code == Some(0)).count(), 1, "{codes:?}");
    assert!(codes.iter().all(|code| matches!(code, Some(0 | 3 | 5))), "{codes:?}");
    assert_eq!(repository.git(&["log", "--format=%s"]).matches("move: ").count(), 1);
    assert_eq!(repository.status(), "");
}

/// No file may grow beyond so many blocks: git's own writes fail too, wherever they are.
#[cfg(unix)]
#[test]
fn a_system_that_refuses_to_write_leaves_old_or_new() {
    for blocks in [0, 1, 2, 3, 4, 8, 1000] {
        let (repository, id) = studio_with_a_request();
        let before = repository.git(&["rev-list", "--count", "HEAD"]);
        let program = env!("CARGO_BIN_EXE_crops");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec '{program}' move {id} on-hold");
        let ended = start_as_nadia(&repository, "sh", &["-c", &script])
            .wait_with_output()
            .unwrap();
        let done = repository.git(&["rev-list", "--count", "HEAD"]) != before;
        let told = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!(ended.status.success(), done, "{blocks}: {told}");
        assert_ne!(ended.status.code(), Some(70), "{blocks}: {told}");
        assert!(done || blocks < 1000, "{blocks}: {told}");
        repository.assert_sound();
        if !done {
            assert_eq!(repository.status(), "", "{blocks}: {told}");
            let again = crops(&repository, &["move", &id, "on-hold"])
                .wait_with_output()
                .unwrap();
            assert!(
                again.status.success(),
                "{blocks}: {}",
                String::from_utf8_lossy(&again.stderr)
            );
        }
        assert_eq!(repository.status(), "", "{blocks}");
        assert_eq!(repository.left_over(), Vec::<String>::new(), "{blocks}");
    }
}

#[cfg(unix)]
#[test]
#[expect(clippy::disallowed_macros, reason = "what is skipped is said")]
fn a_folder_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let (repository, id) = studio_with_a_request();
    let tracked = repository.git(&["ls-files", "briefs"]);
    let folder = repository
        .root()
        .join(tracked.trim())
        .parent()
        .expect("a folder")
        .to_path_buf();
    let allow = |mode| std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    if std::fs::write(folder.join("probe"), "").is_ok() {
        eprintln!("note: skipped, this user may write everywhere");
        return allow(0o755);
    }
    let ended = crops(&repository, &["move", &id, "on-hold"])
        .wait_with_output()
        .unwrap();
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    allow(0o755);
    assert_eq!(ended.status.code(), Some(3), "{told}");
    assert!(told.contains("permission denied"), "{told}");
    assert_eq!(repository.status(), "");
    assert_eq!(repository.left_over(), Vec::<String>::new());
}

/// All at once, and again those that gave up waiting.
fn run_all(repository: &Repository, mut open: Vec<Vec<String>>) {
    let mut rounds = 0;
    while !open.is_empty() {
        rounds += 1;
        assert!(rounds <= PROCESSES, "each round gets at least one further");
        let running: Vec<_> = open
            .iter()
            .map(|words| crops(repository, &words.iter().map(String::as_str).collect::<Vec<_>>()))
            .collect();
        let ended: Vec<_> = running
            .into_iter()
            .map(|child| child.wait_with_output().expect("it ends"))
            .collect();
        let mut again = Vec::new();
        for (words, output) in open.into_iter().zip(ended) {
            match output.status.code() {
                Some(0) => {}
                Some(5) => again.push(words),
                other => panic!("{words:?}: {other:?} {}", String::from_utf8_lossy(&output.stderr)),
            }
        }
        open = again;
    }
}

/// Each ends with its commit, or with exit code 5 after the wait and nothing done: it is then run again.
#[test]
fn forty_eight_commands_at_once_end_with_all_their_changes_in_the_history() {
    let repository = Repository::bare_folder();
    let init = crops(&repository, &["init", "--timezone", "Europe/Paris"])
        .wait_with_output()
        .unwrap();
    assert!(init.status.success(), "{}", String::from_utf8_lossy(&init.stderr));
    let mut ids = Vec::new();
    for number in 0..PROCESSES / 2 {
        let title = format!("Waiting {number}");
        let made = crops(
            &repository,
            &[
                "request", "new", "--kind", "social", "--title", &title, "--format", "json",
            ],
        );
        let made = made.wait_with_output().unwrap();
        let answer: serde_json::Value = serde_json::from_slice(&made.stdout).unwrap();
        ids.push(answer["data"]["done"]["id"].as_str().unwrap().to_string());
    }
    let before: usize = repository.git(&["rev-list", "--count", "HEAD"]).trim().parse().unwrap();
    let open: Vec<Vec<String>> = (0..PROCESSES / 2)
        .map(|number| {
            [
                "request",
                "new",
                "--kind",
                "social",
                "--title",
                &format!("New {number}"),
            ]
            .map(str::to_string)
            .to_vec()
        })
        .chain(
            ids.iter()
                .map(|id| ["move", id, "on-hold"].map(str::to_string).to_vec()),
        )
        .collect();
    run_all(&repository, open);
    let after: usize = repository.git(&["rev-list", "--count", "HEAD"]).trim().parse().unwrap();
    assert_eq!(after, before + PROCESSES);
    assert_eq!(repository.status(), "");
    assert_eq!(repository.left_over(), Vec::<String>::new());
    let titles = repository.git(&["grep", "-h", "^title: New ", "HEAD", "--", "briefs"]);
    assert_eq!(titles.lines().count(), PROCESSES / 2);
    let held = repository.git(&["grep", "-h", "^stage: on-hold", "HEAD", "--", "briefs"]);
    assert_eq!(held.lines().count(), PROCESSES / 2);
    repository.assert_sound();
}
