//! Answers: do the pages show what the program says?
//! Invariant: every `console` block of README and docs is run in a sandbox, in order, and its output compared.
//!
//! `<!-- studio: product-launch fr columns=80 today=2026-11-20 -->` before a block starts a new sandbox from a studio of `examples`
//! or `tests/studios` (`empty` for none); later blocks of the page go on in it. `[..]` stands for any text and a line `...` for
//! any lines. `CROPS_UPDATE_DOCS=1 cargo test --test it docs::` writes what was said into the pages.
#![expect(clippy::disallowed_methods, reason = "one switch that rewrites the pages")]

use crate::sandbox::Sandbox;
use std::fs;
use std::path::{Path, PathBuf};

/// One command of a page and what the page says that it prints.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    command: String,
    output: String,
}

/// A stretch of a page.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// Lines that are no console block, fences included.
    Prose(String),
    /// What is written in a studio's comment.
    Studio(String),
    Console(Vec<Shown>),
}

fn pages() -> Vec<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![project.join("README.md"), project.join("README.fr.md")];
    for folder in ["docs", "docs/fr"] {
        let entries = fs::read_dir(project.join(folder)).into_iter().flatten().flatten();
        pages.extend(
            entries
                .map(|entry| entry.path())
                .filter(|path| path.extension().is_some_and(|e| e == "md")),
        );
    }
    pages.sort();
    pages.into_iter().filter(|page| page.is_file()).collect()
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut prose = String::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        prose.push_str(line);
        if let Some(comment) = line
            .trim()
            .strip_prefix("<!-- studio:")
            .and_then(|rest| rest.strip_suffix("-->"))
        {
            parts.push(Part::Prose(std::mem::take(&mut prose)));
            parts.push(Part::Studio(comment.trim().to_owned()));
        } else if line.trim_end() == "```console" {
            parts.push(Part::Prose(std::mem::take(&mut prose)));
            let block: Vec<&str> = lines.by_ref().take_while(|line| line.trim_end() != "```").collect();
            parts.push(Part::Console(shown(&block)));
            prose.push_str("```\n");
        }
    }
    parts.push(Part::Prose(prose));
    parts
}

fn shown(block: &[&str]) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    for line in block {
        match (line.strip_prefix("$ "), found.last_mut()) {
            (Some(command), _) => found.push(Shown {
                command: command.trim_end().to_owned(),
                output: String::new(),
            }),
            (None, Some(last)) => last.output.push_str(line),
            (None, None) => panic!("a console block begins with `$ `: {line}"),
        }
    }
    found
}

fn sandbox(words: &str) -> Sandbox {
    let mut words = words.split_whitespace();
    let mut sandbox = match words.next() {
        Some("empty") | None => Sandbox::new(),
        Some(name) => Sandbox::studio(name),
    };
    for word in words {
        sandbox = match word.split_once('=') {
            Some(("columns", columns)) => sandbox.variable("COLUMNS", columns),
            Some(("today", day)) => sandbox.today(day),
            None if word == "fr" => sandbox.french(),
            _ => panic!("not understood: {word}"),
        };
    }
    sandbox
}

/// The words of a command line, with quotes but without the rest of a shell.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == ' ' => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn say(sandbox: &Sandbox, command: &str) -> String {
    let command = command.split("  #").next().unwrap_or_default();
    let words = words(&command.replacen("cargo run --release --", "crops", 1));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["crops", arguments @ ..] => sandbox.talk(arguments),
        ["git", arguments @ ..] => sandbox.git(arguments),
        _ => panic!("only crops and git are run: {command}"),
    }
}

/// Runs a page; the text it should have, and what differs.
fn run(page: &Path) -> (String, Vec<String>) {
    let text = fs::read_to_string(page).expect("UTF-8");
    let mut current = None;
    let mut renewed = String::new();
    let mut wrong = Vec::new();
    for part in parts(&text) {
        match part {
            Part::Prose(prose) => renewed.push_str(&prose),
            Part::Studio(words) => current = Some(sandbox(&words)),
            Part::Console(shown) => {
                let sandbox = current.get_or_insert_with(Sandbox::new);
                for Shown { command, output } in shown {
                    let said = say(sandbox, &command);
                    let is_right = matches(&output, &said);
                    let kept = if is_right { &output } else { &said };
                    renewed.push_str(&format!("$ {command}\n{kept}"));
                    if !is_right {
                        wrong.push(format!(
                            "{}: $ {command}\nshown:\n{output}said:\n{said}",
                            page.display()
                        ));
                    }
                }
            }
        }
    }
    (renewed, wrong)
}

/// Whether a text is what is shown, where `[..]` stands for any text of a line and `...` for any lines.
fn matches(shown: &str, said: &str) -> bool {
    let (shown, said): (Vec<_>, Vec<_>) = (shown.trim_end().lines().collect(), said.trim_end().lines().collect());
    lines_match(&shown, &said)
}

fn lines_match(shown: &[&str], said: &[&str]) -> bool {
    match (shown, said) {
        ([], rest) => rest.is_empty(),
        (["...", below @ ..], rest) => (0..=rest.len()).any(|skipped| lines_match(below, &rest[skipped..])),
        ([first, below @ ..], [line, rest @ ..]) => line_matches(first, line) && lines_match(below, rest),
        (_, []) => false,
    }
}

fn line_matches(shown: &str, said: &str) -> bool {
    let mut pieces = shown.trim_end().split("[..]");
    let Some(mut rest) = pieces.next().and_then(|first| said.trim_end().strip_prefix(first)) else {
        return false;
    };
    let pieces: Vec<_> = pieces.collect();
    for (place, piece) in pieces.iter().enumerate() {
        let found = if place + 1 == pieces.len() {
            rest.rfind(piece)
        } else {
            rest.find(piece)
        };
        match found {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.is_empty()
}

#[test]
fn every_page_shows_what_the_program_says() {
    let is_renewing = std::env::var_os("CROPS_UPDATE_DOCS").is_some();
    let mut wrong = Vec::new();
    for page in pages() {
        let (renewed, differing) = run(&page);
        if is_renewing && !differing.is_empty() {
            fs::write(&page, renewed).expect("the page");
        } else {
            wrong.extend(differing);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn any_text_stands_for_what_changes_from_run_to_run() {
    for (shown, said, is_right) in [
        ("a [..] c", "a b c", true),
        ("a [..] c", "a b d", false),
        ("...\nend", "one\ntwo\nend", true),
        ("one\n...", "one\ntwo", true),
        ("one", "one\ntwo", false),
        ("a [..]b[..]c", "a x b y c", true),
    ] {
        assert_eq!(matches(shown, said), is_right, "{shown:?} {said:?}");
    }
}

#[test]
fn a_page_is_taken_apart_and_put_together() {
    let page = "# A\n<!-- studio: empty fr -->\n```console\n$ crops one\nsaid\n$ crops two\n```\nend\n";
    let found = parts(page);
    assert_eq!(found[1], Part::Studio("empty fr".into()));
    let Part::Console(shown) = &found[3] else {
        panic!("{found:?}")
    };
    assert_eq!(
        (shown[0].output.as_str(), shown[1].command.as_str()),
        ("said\n", "crops two")
    );
}
