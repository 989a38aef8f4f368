//! How long `crops report kpi` takes as a whole process, by the number of briefs, five moves each:
//! `cargo bench --bench kpi`. Each history is measured beside `git log --raw` of the same paths.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a measurement starts programs, and stops when one fails"
)]

use divan::Bencher;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const SIZES: [u32; 3] = [100, 1_000, 5_000];
const STAGES: [&str; 5] = ["intake", "making", "review", "making", "delivered"];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn report_kpi(bencher: Bencher, briefs: u32) {
    let studio = studio(briefs);
    bencher.bench_local(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crops"));
        command.args(["report", "kpi", "--period", "2026", "--today", "2026-12-31"]);
        run(&mut command, studio.path());
    });
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn git_log_raw(bencher: Bencher, briefs: u32) {
    let studio = studio(briefs);
    bencher.bench_local(|| {
        let mut command = Command::new("git");
        command.args(["log", "--raw", "--first-parent", "--", "briefs"]);
        run(&mut command, studio.path());
    });
}

/// Fails when the program does: a run that refuses would look fast.
fn run(command: &mut Command, folder: &Path) {
    let status = command
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.expect("a program that starts").success());
}

/// A repository whose briefs each pass five stages, one commit a move, a few minutes apart.
fn studio(briefs: u32) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    run(
        Command::new("git").args(["init", "--quiet", "--initial-branch=main"]),
        folder.path(),
    );
    let mut import = Command::new("git")
        .args(["fast-import", "--quiet"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .spawn()
        .expect("git fast-import");
    let mut stdin = import.stdin.take().expect("a pipe");
    stdin.write_all(stream(briefs).as_bytes()).expect("a history");
    drop(stdin);
    assert!(import.wait().expect("an end").success());
    run(
        Command::new("git").args(["reset", "--quiet", "--hard", "main"]),
        folder.path(),
    );
    folder
}

fn stream(briefs: u32) -> String {
    let mut stream = String::new();
    commit(
        &mut stream,
        0,
        &SETTINGS.map(|(path, text)| (path.to_owned(), text.to_owned())),
    );
    let mut moves = 0;
    for (at, stage) in STAGES.iter().enumerate() {
        for brief in 0..briefs {
            moves += 1;
            // a hundred briefs a month: large folders would be what is measured
            let (year, month) = (2020 + brief / 1_200, brief / 100 % 12 + 1);
            let path = format!("briefs/{year}-{month:02}/post-{brief:06}/brief.yml");
            let text = format!(
                "crops: brief/v1\nid: post-{brief:06}\ntitle: Post {brief}\nkind: social\nstage: {stage}\n\
                 due: 2026-12-01\nmessage: move {at}\n"
            );
            commit(&mut stream, moves, &[(path, text)]);
        }
    }
    stream
}

/// `number` counts from the first commit, of 5 January 2026; four minutes lie between two.
fn commit(stream: &mut String, number: u32, files: &[(String, String)]) {
    let time = 1_767_600_000 + u64::from(number) * 240;
    let written = writeln!(
        stream,
        "commit refs/heads/main\ncommitter Nadia <nadia@lumen.example> {time} +0000\ndata 1\nm"
    );
    written.expect("room for a line");
    for (path, text) in files {
        writeln!(stream, "M 644 inline {path}\ndata {}\n{text}", text.len()).expect("room for a file");
    }
}

const SETTINGS: [(&str, &str); 4] = [
    (
        "crops.yml",
        "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Lumen\nlanguage: en\ntimezone: UTC\ncalendar: main\nofficial: main\n",
    ),
    (
        "calendars/main.yml",
        "crops: calendar/v1\nid: main\nweek: [mon, tue, wed, thu, fri]\nholidays: FR\n",
    ),
    (
        "kinds/social.yml",
        "crops: kind/v1\nid: social\ntitle: Post\nworkflow: social\nlead_time: 5d\nintake: [message]\n",
    ),
    (
        "workflows/social.yml",
        "crops: workflow/v1\nid: social\ntitle: Post\nstages:\n  - {id: intake, class: queue, sla: 1d}\n  \
         - {id: making, class: work}\n  - id: review\n    class: gate\n    sla: 1d\n    \
         gate: {needs: [{role: creative-lead}], accepts: [claim], covers: content, on_reject: making}\n  \
         - {id: delivered, class: done}\n",
    ),
];
