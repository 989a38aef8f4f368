//! Answers: when the program itself is at fault, does it say so, exit with 70 and leave nothing half written?

use crate::sandbox::Sandbox;

const BRIEF: &str = "briefs/2026-11/teaser-9fw2hd/brief.yml";

/// The program is built for tests, where a variable makes it panic before one call of a write.
#[test]
fn a_fault_at_any_call_of_a_write_is_owned_and_leaves_old_or_new_files() {
    let mut sandbox = Sandbox::studio("lumen");
    let mut at = 0;
    for _ in 0..500 {
        sandbox = sandbox.variable("CROPS_TEST_PANIC", &at.to_string());
        let before = sandbox.read(BRIEF);
        let commits = sandbox.git(&["rev-list", "--count", "HEAD"]);
        let after = before
            .lines()
            .map(|line| match line.starts_with("message:") {
                true => format!("message: take {at}\n"),
                false => format!("{line}\n"),
            })
            .collect::<String>();
        let wish = format!("message=take {at}");
        let (lang, words) = match at % 2 {
            0 => ("en", "This is a fault in crops, not in your studio."),
            _ => ("fr", "C’est un défaut de crops, pas de votre studio."),
        };
        let said = sandbox.run(&["brief", "edit", "9fw2hd", "--set", &wish, "--lang", lang]);
        let now = sandbox.read(BRIEF);
        match said.code {
            0 => {
                assert_eq!(now, after);
                break;
            }
            // It completed or took back what the run before had begun, so the file is another than it read.
            5 => continue,
            _ => {}
        }
        assert_eq!(
            (said.code, said.stdout.as_str()),
            (70, ""),
            "call {at}: {}",
            said.stderr
        );
        assert!(said.stderr.contains(words), "call {at}: {}", said.stderr);
        assert!(now == before || now == after, "call {at}: {now}");
        let made = sandbox.git(&["rev-list", "--count", "HEAD"]) != commits;
        assert!(
            !made || now == after,
            "call {at}: the commit holds what the file does not"
        );
        at += 1;
    }
    assert!(at > 40, "only {at} calls were counted");
    assert!(
        sandbox.read(BRIEF).contains(&format!("take {at}\n")),
        "the last write ends well"
    );
    sandbox.git(&["fsck", "--strict", "--no-dangling"]);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn what_users_install_has_no_such_variable() {
    assert_eq!(crops::cli::own_fault::VARIABLE.is_some(), cfg!(debug_assertions));
}
