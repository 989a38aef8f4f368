//! Every call of a write fails in turn, and the process dies at every call: old or new files, a whole repository.

use std::cell::RefCell;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::sync::OnceLock;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crops::change::Change;
use crops::change::outcome::{DiskFault, Outcome, WriteNote, WriteRefused, Written};
use crops::store::disk::{Call, Disk, Faults};

use crate::repository::{Asked, BRIEF, Repository, change, create, set};

const NEW: &str = "briefs/2026-12/teaser-9fw2hd/brief.yml";
const OLD_TEXT: &str = "# a film\ncrops: brief/v1\nstage: brief   # since Monday\n";
const NEW_TEXT: &str = "# a film\ncrops: brief/v1\nstage: review   # since Monday\n";

/// How many calls the write of `two_files` makes. More means a slower write, fewer a less careful one.
const CALLS: usize = 82;

/// An edited file, and a new one in two new folders.
fn two_files() -> Change {
    change(
        "move: film-k3x9qa, and request: teaser-9fw2hd",
        vec![set(BRIEF, "stage", "review"), create(NEW, "stage: intake\n")],
    )
}

fn next_change() -> Change {
    change("edit: lea", vec![set("team/lea.yml", "name", "Lea")])
}

/// With staged and unstaged work of the user beside the files of the change.
fn busy_repository() -> Repository {
    static TEMPLATE: OnceLock<Repository> = OnceLock::new();
    TEMPLATE.get_or_init(make_busy_repository).copy()
}

fn make_busy_repository() -> Repository {
    let repository = Repository::new();
    repository.put("notes.md", "staged\n");
    repository.put("added.md", "staged\n");
    repository.git(&["add", "notes.md", "added.md"]);
    repository.put("notes.md", "staged\nnot staged\n");
    repository.put("untracked.md", "mine\n");
    repository
}

/// The blob of `staged\n`.
const STAGED: &str = "19d9cc8584ac2c7dcf57d2680375e80f099dc481";
const USERS_STATUS: &str = "A  added.md\nMM notes.md\n?? untracked.md\n";

#[derive(Clone, Copy, Debug)]
enum Fault {
    /// Only counts.
    None,
    /// One call fails.
    Once(usize, io::ErrorKind),
    /// A call and all after it fail: for the files, the same as a process that dies.
    From(usize),
    /// The process dies.
    Abort(usize),
}

struct Counter {
    calls: RefCell<Vec<Call>>,
    fault: Fault,
}

impl Counter {
    fn new(fault: Fault) -> Self {
        Self {
            calls: RefCell::new(Vec::new()),
            fault,
        }
    }
}

impl Faults for Counter {
    fn before(&self, call: Call, _: &Path) -> io::Result<()> {
        let mut calls = self.calls.borrow_mut();
        let now = calls.len();
        calls.push(call);
        match self.fault {
            Fault::Once(at, kind) if now == at => Err(kind.into()),
            Fault::From(at) if now >= at => Err(io::ErrorKind::Other.into()),
            Fault::Abort(at) if now == at => std::process::abort(),
            _ => Ok(()),
        }
    }
}

fn write_with(repository: &Repository, change: &Change, counter: &Counter) -> Result<Written, WriteRefused> {
    let asked = Asked {
        disk: Disk::with(counter),
        ..Asked::default()
    };
    repository.write_as(change, asked)
}

/// Which side of the change a repository is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Old,
    New,
}

/// Whether the change is in the history. Fails when files, index or history are torn.
#[track_caller]
fn assert_whole(repository: &Repository, name: &str) -> Found {
    repository.assert_sound();
    let text = repository.text(BRIEF);
    assert!(text == OLD_TEXT || text == NEW_TEXT, "{name}: {text:?}");
    if repository.is_there(NEW) {
        assert_eq!(repository.text(NEW), "stage: intake\n", "{name}");
    }
    assert_eq!(repository.text("notes.md"), "staged\nnot staged\n", "{name}");
    let staged = repository.git(&["ls-files", "--stage", "--", "added.md", "notes.md"]);
    let expected = format!("100644 {STAGED} 0\tadded.md\n100644 {STAGED} 0\tnotes.md\n");
    assert_eq!(staged, expected, "{name}");
    match repository.git(&["log", "--format=%s"]).matches("teaser-9fw2hd").count() {
        0 => Found::Old,
        1 => Found::New,
        more => panic!("{name}: committed {more} times"),
    }
}

/// The next write works, and afterwards all is as if the first had happened, or had not.
#[track_caller]
fn assert_next_write_mends(repository: &Repository, name: &str, found: Found) {
    let written = repository.write(&next_change());
    let written = written.unwrap_or_else(|refused| panic!("{name}: the next write: {refused:?}"));
    assert!(matches!(written.outcome, Outcome::Committed { .. }), "{name}");
    assert_settled(repository, name, found);
    assert_eq!(
        repository.git(&["show", "--format=", "--name-only", "HEAD"]),
        "team/lea.yml\n",
        "{name}"
    );
}

#[track_caller]
fn assert_settled(repository: &Repository, name: &str, found: Found) {
    let done = found == Found::New;
    let expected = if done { NEW_TEXT } else { OLD_TEXT };
    assert_eq!(repository.text(BRIEF), expected, "{name}");
    assert_eq!(repository.is_there(NEW), done, "{name}");
    assert_eq!(
        repository.is_there("briefs/2026-12"),
        done,
        "{name}: folders are taken back too"
    );
    assert_eq!(repository.status(), USERS_STATUS, "{name}");
    assert_eq!(repository.left_over(), Vec::<String>::new(), "{name}");
    repository.assert_sound();
}

/// Alone, a write without a fault. Started by [`die_at`], it dies on the way to its assertions.
#[test]
fn a_write_makes_as_many_calls_as_stated() {
    let (repository, fault) = told_to_die().unwrap_or_else(|| (busy_repository(), Fault::None));
    let counter = Counter::new(fault);
    write_with(&repository, &two_files(), &counter).unwrap();
    let calls = counter.calls.borrow();
    assert_eq!(calls.len(), CALLS, "{calls:?}");
    assert_settled(&repository, "no fault", Found::New);
}

#[test]
fn a_call_that_fails_leaves_all_old_or_all_new() {
    (0..CALLS).into_par_iter().for_each(|at| {
        for kind in [io::ErrorKind::Other, io::ErrorKind::StorageFull] {
            let repository = busy_repository();
            let counter = Counter::new(Fault::Once(at, kind));
            let result = write_with(&repository, &two_files(), &counter);
            let call = counter.calls.borrow()[at];
            let name = format!("call {at}, {call:?}, {kind}");
            let done = assert_whole(&repository, &name);
            assert_eq!(result.is_ok(), done == Found::New, "{name}: {result:?}");
            match result {
                Err(WriteRefused::Disk { fault, .. }) => {
                    assert_eq!(fault == DiskFault::Full, kind == io::ErrorKind::StorageFull, "{name}");
                    let refused_whole = repository.text(BRIEF) == OLD_TEXT && !repository.is_there("briefs/2026-12");
                    assert!(refused_whole, "{name}: a refusal leaves the files as they were");
                    assert_eq!(repository.status(), USERS_STATUS, "{name}");
                }
                Err(other) => panic!("{name}: {other:?}"),
                Ok(_) => {}
            }
            assert_next_write_mends(&repository, &name, done);
        }
    });
}

#[test]
fn a_disk_that_fails_for_good_leaves_old_or_new_files_and_the_next_write_mends() {
    (0..CALLS).into_par_iter().for_each(|at| {
        let repository = busy_repository();
        let counter = Counter::new(Fault::From(at));
        let _ = write_with(&repository, &two_files(), &counter);
        let name = format!("from call {at}");
        let done = assert_whole(&repository, &name);
        assert_next_write_mends(&repository, &name, done);
    });
}

#[test]
fn a_mend_that_is_interrupted_is_mended_too() {
    let counter = Counter::new(Fault::None);
    write_with(&busy_repository(), &two_files(), &counter).unwrap();
    let calls = counter.calls.into_inner();
    let branch = calls.iter().position(|call| *call == Call::MoveBranch).unwrap();
    let placed = calls[..branch].iter().rposition(|call| *call == Call::Rename).unwrap();
    for first in [placed, branch, branch + 2, CALLS - 2] {
        let interrupted = busy_repository();
        let _ = write_with(&interrupted, &two_files(), &Counter::new(Fault::From(first)));
        (0..60).into_par_iter().for_each(|second| {
            let repository = interrupted.copy();
            let counter = Counter::new(Fault::From(second));
            let result = write_with(&repository, &next_change(), &counter);
            let name = format!("from call {first}, then from call {second}");
            let done = assert_whole(&repository, &name);
            if result.is_err() {
                assert_next_write_mends(&repository, &name, done);
            }
        });
    }
}

#[test]
fn an_interrupted_write_that_was_mended_is_told() {
    let repository = busy_repository();
    let _ = write_with(&repository, &two_files(), &Counter::new(Fault::From(CALLS - 2)));
    let written = repository.write(&next_change()).unwrap();
    assert!(
        matches!(written.notes[..], [WriteNote::Recovered(_)]),
        "{:?}",
        written.notes
    );
}

#[test]
fn a_process_that_dies_at_any_call_leaves_old_or_new_files_and_the_next_write_mends() {
    (0..CALLS).into_par_iter().for_each(|at| {
        let repository = busy_repository();
        let ended = die_at(&repository, at);
        assert!(aborted(ended), "call {at}: the child should have died: {ended}");
        let name = format!("killed at call {at}");
        let done = assert_whole(&repository, &name);
        assert_next_write_mends(&repository, &name, done);
    });
}

const CHILD: &str = "write_faults::a_write_makes_as_many_calls_as_stated";
const TOP: &str = "WRITE_FAULTS_TOP";
const AT: &str = "WRITE_FAULTS_AT";

/// Starts this test program again, which writes into the repository and dies at the call.
#[expect(clippy::disallowed_methods, reason = "a process that dies must be another one")]
fn die_at(repository: &Repository, at: usize) -> ExitStatus {
    let program = std::env::current_exe().expect("this program");
    Command::new(program)
        .args(["--exact", CHILD])
        .env(TOP, repository.home())
        .env(AT, at.to_string())
        .output()
        .expect("started")
        .status
}

/// Where and when to die, in a process that [`die_at`] started.
#[expect(clippy::disallowed_methods, reason = "told by the parent what to do")]
fn told_to_die() -> Option<(Repository, Fault)> {
    let top = std::env::var_os(TOP)?;
    let at = std::env::var(AT).ok()?.parse().expect("a number");
    Some((Repository::again(Path::new(&top)), Fault::Abort(at)))
}

/// Died of [`std::process::abort`], not of an assertion.
fn aborted(status: ExitStatus) -> bool {
    #[cfg(unix)]
    {
        const SIGABRT: i32 = 6;
        std::os::unix::process::ExitStatusExt::signal(&status) == Some(SIGABRT)
    }
    #[cfg(not(unix))]
    !status.success()
}
