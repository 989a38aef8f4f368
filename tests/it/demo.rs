//! Answers: is the sample studio the same each time, sound, and full of what a studio goes through?
#![expect(clippy::disallowed_methods, reason = "runs the program as a user would")]

use crops::change::demo::{Ask, Tongue};
use crops::check::{self, CheckInput, Official};
use crops::cli::demo::{Told, tell};
use crops::model::anchor::parse_day;
use std::path::Path;
use std::process::{Command, Output};

const TONGUES: [Tongue; 2] = [Tongue::English, Tongue::French];

fn told(today: &str, tongue: Tongue) -> Told {
    let today = parse_day(today).expect("a day");
    let ask = Ask { today, tongue, seed: 1 };
    tell(ask).unwrap_or_else(|fault| panic!("{today} {tongue:?}: {fault:?}"))
}

fn crops(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crops"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("HOME", folder)
        .env("CROPS_TODAY", "2026-11-21");
    command.output().expect("the program runs")
}

fn tip(studio: &Path) -> String {
    let repository = git2::Repository::open(studio).expect("a repository");
    let head = repository.head().expect("a branch");
    assert_eq!(head.name(), Ok("refs/heads/main"));
    head.target().expect("a commit").to_string()
}

#[test]
fn the_story_can_be_told_on_any_day_in_both_languages() {
    for today in ["2026-11-21", "2026-05-08", "2026-08-17", "2028-02-29"] {
        for tongue in TONGUES {
            let told = told(today, tongue);
            let findings = check::run(&CheckInput {
                studio: &told.draft.studio,
                loaded: &told.draft.findings,
                official: Official::Unknown,
            });
            assert_eq!(findings, [], "{today} {tongue:?}");
            assert!(told.draft.studio.briefs.len() >= 50);
            assert!(told.steps.len() > 400, "{} commits", told.steps.len());
        }
    }
}

#[test]
fn its_briefs_went_through_everything_that_happens_to_briefs() {
    let told = told("2026-11-21", Tongue::English);
    let count = |wanted: &str| told.steps.iter().filter(|step| step.message.contains(wanted)).count();
    for (what, wanted, least) in [
        (
            "internal rejections",
            "at review by hugo\n\nStage: review to production",
            15,
        ),
        ("rejections by a stand-in", "at review by lea\n\nStage: review to", 1),
        ("legal rejections", "Stage: legal to production", 6),
        ("client rejections", "Stage: approval to production", 2),
        ("holds", " to on-hold", 5),
        ("returns from a hold", "from on-hold to production", 3),
        ("cancellations", " to cancelled", 3),
        ("reopened", "from delivered to production", 2),
        ("declined", "decline: ", 1),
        ("checklists ticked", "Ticked: rights checked", 20),
        ("briefs completed later", "edit: ", 12),
    ] {
        assert!(count(wanted) >= least, "{what}: {}", count(wanted));
    }
    let rushes = told.draft.studio.briefs.values().filter(|brief| brief.rush.is_some());
    assert!(rushes.count() >= 4);
}

#[test]
fn nobody_works_at_night_on_a_closed_day_or_in_the_future() {
    for today in ["2026-11-21", "2026-09-02"] {
        let told = told(today, Tongue::French);
        let calendar = told.draft.studio.calendar().expect("a calendar");
        let worked = crops::plan::worktime::WorkTime::of(calendar);
        let mut before = 0;
        for step in &told.steps {
            let zone = chrono::FixedOffset::east_opt(step.when.offset_minutes * 60).expect("an offset");
            let at = chrono::DateTime::from_timestamp(step.when.seconds, 0).expect("a time");
            let at = at.with_timezone(&zone).naive_local();
            assert_eq!(worked.halves_of(at.date()), 2, "{at}");
            assert!(at.date().to_string().as_str() < today, "{at}");
            let hour = at.time().to_string();
            assert!(("09:00:00".."18:00:00").contains(&hour.as_str()), "{at}");
            assert!(before <= step.when.seconds, "{at} is before the commit before");
            before = step.when.seconds;
            assert!(step.who.email.ends_with(".example"), "{}", step.who.email);
        }
    }
}

#[test]
fn the_same_day_and_language_give_the_same_history() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut tips = Vec::new();
    for (name, language) in [("a", "en"), ("b", "en"), ("c", "fr")] {
        let output = crops(folder.path(), &["demo", name, "--lang", language]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        tips.push(tip(&folder.path().join(name)));
    }
    assert_eq!(tips[0], tips[1]);
    assert_ne!(tips[0], tips[2]);
}

#[test]
fn what_is_on_disk_is_what_was_committed() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = crops(folder.path(), &["demo"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let studio = folder.path().join("crops-demo");
    let repository = git2::Repository::open(&studio).expect("a repository");
    let mut every = git2::StatusOptions::new();
    every.include_untracked(true);
    assert_eq!(repository.statuses(Some(&mut every)).expect("a status").len(), 0);
    let (read, findings) = crops::store::load::load(&studio).expect("a studio");
    assert_eq!(findings, []);
    assert_eq!(
        read.briefs.len(),
        told("2026-11-21", Tongue::English).draft.studio.briefs.len()
    );
}

#[test]
fn a_folder_that_holds_something_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("mine")).expect("a folder");
    std::fs::write(folder.path().join("mine/notes"), "").expect("a file");
    std::fs::write(folder.path().join("file"), "").expect("a file");
    for name in ["mine", "file"] {
        let output = crops(folder.path(), &["demo", name]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("is not empty; nothing was written"), "{said}");
    }
    let left: Vec<_> = std::fs::read_dir(folder.path().join("mine"))
        .expect("a folder")
        .collect();
    assert_eq!(left.len(), 1);
}

/// The words of a command line that was printed, without its program.
fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().skip(1).collect()
}

#[test]
fn it_shows_what_the_commands_themselves_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = |output: Output| {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    for language in ["en", "fr"] {
        let shown = text(crops(folder.path(), &["demo", language, "--lang", language]));
        let commands: Vec<&str> = shown.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
        assert_eq!(commands.len(), 2, "{shown}");
        for command in commands {
            let answer = text(crops(folder.path(), &words(command)));
            let report: Vec<&str> = answer.lines().take_while(|line| !line.contains("crops ")).collect();
            let open = |line: &&&str| !line.starts_with("  ✓");
            for line in report.iter().filter(open) {
                assert!(shown.contains(line.trim_end()), "{line}\nis not in\n{shown}");
            }
        }
        assert!(!shown.contains("\n  ✓ "), "{shown}");
    }
}

#[test]
fn the_commands_to_try_next_go_well() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = crops(folder.path(), &["demo", "--format", "json"]);
    let made: serde_json::Value = serde_json::from_slice(&made.stdout).expect("JSON");
    let next = made["data"]["next"].as_array().expect("commands");
    assert_eq!(next.len(), 5);
    for command in next {
        let command = command.as_str().expect("text");
        let output = crops(folder.path(), &words(command));
        assert_eq!(
            output.status.code(),
            Some(0),
            "{command}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(!output.stdout.is_empty(), "{command}");
    }
}

#[test]
fn the_running_campaign_is_late_on_any_day() {
    for today in ["2026-11-21", "2026-01-04", "2026-08-20", "2027-05-03"] {
        let folder = tempfile::tempdir().expect("a folder");
        let made = crops(folder.path(), &["demo", "--today", today, "--format", "json"]);
        let made: serde_json::Value = serde_json::from_slice(&made.stdout).expect("JSON");
        let plan = &made["data"]["plan"];
        assert_eq!(plan["verdict"]["kind"], "short", "{today}");
        let short = plan["verdict"]["workingDays"].as_f64().expect("a number");
        assert!((0.5..=4.0).contains(&short), "{today}: {short}");
        let check = crops(
            folder.path(),
            &["-C", "crops-demo", "check", "--strict", "--today", today],
        );
        assert_eq!(
            check.status.code(),
            Some(0),
            "{today}: {}",
            String::from_utf8_lossy(&check.stdout)
        );
    }
}
