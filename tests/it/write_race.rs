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
    for number in 0..PROCESSES {
        repository.put(&shared(number), "stage: brief\n");
    }
    repository.git(&["add", "."]);
    repository.git(&["commit", "-qm", "shared"]);
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

/// Starts this test program again; it runs only `child_that_writes`.
#[expect(clippy::disallowed_methods, reason = "processes that write at once")]
fn start(repository: &Repository, number: usize) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "write_race::child_that_writes", "--ignored"])
        .env("WRITE_RACE_HOME", repository.home())
        .env("WRITE_RACE_NUMBER", number.to_string())
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("started")
}

#[test]
#[ignore = "started by the test above, in a process of its own"]
#[expect(clippy::disallowed_methods, reason = "told by the parent what to do")]
fn child_that_writes() {
    let told = |name: &str| std::env::var(name).unwrap_or_default();
    let Ok(number) = told("WRITE_RACE_NUMBER").parse() else {
        return;
    };
    let mut repository = Repository::again(Path::new(&told("WRITE_RACE_HOME")));
    // Whoever comes last waits for all the others, on a machine that may have other work.
    repository.patience = Duration::from_secs(300);
    repository.write(&two_files(number)).unwrap();
}
