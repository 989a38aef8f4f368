//! Answers: does `crops brief edit` take what the user's editor wrote, and lose nothing of what it cannot take?
#![expect(
    clippy::disallowed_macros,
    reason = "a skipped part must be seen in the test's output"
)]

use crate::sandbox::{Said, Sandbox};
use std::path::PathBuf;

const BRIEF: &str = "briefs/2026-11/teaser-9fw2hd/brief.yml";

/// A studio, with a folder beside it for programs and temporary files.
struct Desk {
    sandbox: Sandbox,

    beside: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let sandbox = Sandbox::studio("lumen").variable("NO_COLOR", "1");
        let beside = sandbox.root().parent().expect("a parent").join("home");
        let folder = beside.display().to_string();
        let path = format!("{folder}:/usr/local/bin:/usr/bin:/bin");
        Self {
            sandbox: sandbox.variable("TMPDIR", &folder).variable("PATH", &path),
            beside,
        }
    }

    /// A program that gets the file as its last argument; its path.
    fn program(&self, name: &str, script: &str) -> String {
        use std::os::unix::fs::PermissionsExt;
        let path = self.beside.join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a program");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("a program");
        path.display().to_string()
    }

    fn variable(mut self, name: &str, value: &str) -> Self {
        self.sandbox = self.sandbox.variable(name, value);
        self
    }

    fn edit(&self, typed: &str) -> Option<Said> {
        let said = self.sandbox.at_a_terminal(&["brief", "edit", "9fw2hd"], typed);
        if said.is_none() {
            println!("skipped: `script` cannot make a terminal here, so no editor was started");
        }
        said
    }

    fn commits(&self) -> String {
        self.sandbox.git(&["rev-list", "--count", "HEAD"]).trim().to_owned()
    }

    /// Texts of the copies that are left.
    fn kept(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.beside).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let copies = paths.filter(|path| path.extension().is_some_and(|ending| ending == "yml"));
        copies
            .map(|path| std::fs::read_to_string(path).expect("a text"))
            .collect()
    }
}

const APPEND: &str = "echo 'x-note: by hand' >> \"$1\"";

#[test]
fn what_the_editor_wrote_is_committed_to_the_byte() {
    let desk = Desk::new();
    let before = desk.sandbox.read(BRIEF);
    let editor = desk.program("ed", APPEND);
    let desk = desk.variable("EDITOR", &editor);
    let Some(said) = desk.edit("") else { return };
    assert_eq!(said.code, 0, "{}", said.stdout);
    assert_eq!(desk.sandbox.read(BRIEF), before + "x-note: by hand\n");
    assert_eq!((desk.commits().as_str(), desk.kept().len()), ("2", 0));
    assert_eq!(desk.sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn the_editor_is_the_one_that_is_named() {
    for (visual, editor, wanted) in [
        ("HOME/visual -w", "HOME/editor", "visual -w"),
        ("", "HOME/editor -n --wait", "editor -n --wait"),
        ("", "'HOME/my editor' -n 'two words'", "my editor -n two words"),
        ("", "", "vi"),
    ] {
        let desk = Desk::new();
        for name in ["visual", "editor", "my editor", "vi"] {
            desk.program(
                name,
                "words=\"${0##*/}\"\nwhile [ $# -gt 1 ]; do words=\"$words $1\"; shift; done\necho \"x-by: $words\" >> \"$1\"",
            );
        }
        let home = desk.beside.display().to_string();
        let desk = desk
            .variable("VISUAL", &visual.replace("HOME", &home))
            .variable("EDITOR", &editor.replace("HOME", &home));
        let Some(said) = desk.edit("") else { return };
        assert_eq!(said.code, 0, "{}", said.stdout);
        let text = desk.sandbox.read(BRIEF);
        assert!(text.ends_with(&format!("x-by: {wanted}\n")), "{text}");
    }
}

#[test]
fn a_text_that_stays_as_it_was_changes_nothing() {
    let desk = Desk::new().variable("EDITOR", "true");
    let Some(said) = desk.edit("") else { return };
    assert_eq!(said.code, 3, "{}", said.stdout);
    assert_eq!((desk.commits().as_str(), desk.kept().len()), ("1", 0));
}

#[test]
fn a_text_that_cannot_be_taken_is_shown_with_its_place_and_kept() {
    for (line, place, words) in [
        ("x-list: [a, b", ":10:9", "x-list"),
        ("prioritty: high", ":10:1", "unknown-key"),
        ("priority: asap", ":10:11", "`asap`"),
        ("owner: nadai", ":10:8", "did you mean `nadia`"),
        ("who: {production: [lae]}", ":10:20", "did you mean `lea`"),
    ] {
        let desk = Desk::new();
        let before = desk.sandbox.read(BRIEF);
        assert_eq!(before.lines().count(), 9, "{before}");
        let editor = desk.program("ed", &format!("echo '{line}' >> \"$1\""));
        let desk = desk.variable("EDITOR", &editor);
        let Some(said) = desk.edit("n\n") else { return };
        assert_eq!(said.code, 3, "{}", said.stdout);
        for part in [
            place,
            line,
            words,
            "nothing was written; your text is kept in `",
            "hint: cp ",
        ] {
            let text = said.stdout.replace('\n', " ");
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(desk.sandbox.read(BRIEF), before);
        assert_eq!(desk.commits(), "1");
        assert_eq!(desk.kept(), [format!("{before}{line}\n")]);
    }
}

#[test]
fn the_editor_opens_again_on_the_text_that_was_not_taken() {
    let desk = Desk::new().variable("LANG", "fr_FR.UTF-8");
    let script = "grep -q '^x-a' \"$1\" && sed -i 's/^x-a.*/x-a: mended/' \"$1\" || echo 'x-a: [' >> \"$1\"";
    let editor = desk.program("ed", script);
    let desk = desk.variable("EDITOR", &editor);
    let Some(said) = desk.edit("\n") else { return };
    assert!(said.stdout.contains("Rouvrir l’éditeur"), "{}", said.stdout);
    assert_eq!(said.code, 0, "{}", said.stdout);
    assert!(desk.sandbox.read(BRIEF).ends_with("x-a: mended\n"));
    assert_eq!((desk.commits().as_str(), desk.kept().len()), ("2", 0));
}

#[test]
fn an_id_or_stage_of_another_is_refused_and_the_text_kept() {
    for key in ["id", "stage"] {
        let desk = Desk::new();
        let editor = desk.program("ed", &format!("sed -i 's/^{key}:.*/{key}: other-000000/' \"$1\""));
        let desk = desk.variable("EDITOR", &editor);
        let Some(said) = desk.edit("n\n") else { return };
        assert_ne!(said.code, 0, "{}", said.stdout);
        assert!(said.stdout.contains(&format!("`{key}`")), "{}", said.stdout);
        assert_eq!((desk.commits().as_str(), desk.kept().len()), ("1", 1), "{key}");
    }
}

#[test]
fn an_editor_that_fails_writes_nothing() {
    for (script, kept) in [("exit 3", 0), ("echo 'x-note: half' >> \"$1\"; exit 1", 1)] {
        let desk = Desk::new();
        let before = desk.sandbox.read(BRIEF);
        let editor = desk.program("ed", script);
        let desk = desk.variable("EDITOR", &editor);
        let Some(said) = desk.edit("n\n") else { return };
        assert_eq!(said.code, 3, "{}", said.stdout);
        assert!(said.stdout.contains("ended with an error"), "{}", said.stdout);
        assert_eq!(desk.sandbox.read(BRIEF), before);
        assert_eq!(desk.kept().len(), kept, "{script}");
    }
    let desk = Desk::new().variable("EDITOR", "no-such-editor");
    let Some(said) = desk.edit("") else { return };
    assert_eq!((said.code, desk.kept().len()), (3, 0), "{}", said.stdout);
    assert!(
        said.stdout
            .contains("`no-such-editor` did not start: it does not exist"),
        "{}",
        said.stdout
    );
}

#[test]
fn what_is_no_text_is_told_and_kept() {
    let desk = Desk::new();
    let editor = desk.program("ed", "printf '\\377\\n' >> \"$1\"");
    let desk = desk.variable("EDITOR", &editor);
    let Some(said) = desk.edit("n\n") else { return };
    assert!(said.stdout.contains("UTF-8"), "{}", said.stdout);
    assert_eq!(desk.commits(), "1");
}

#[test]
fn without_a_terminal_no_editor_starts() {
    let desk = Desk::new();
    let editor = desk.program("ed", APPEND);
    let desk = desk.variable("EDITOR", &editor);
    let said = desk.sandbox.run(&["brief", "edit", "9fw2hd"]);
    assert_eq!((said.code, desk.commits().as_str()), (2, "1"));
    assert!(said.stderr.contains("--set"), "{}", said.stderr);
}
