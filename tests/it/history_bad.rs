//! Answers: what does a command say of a repository or disk that it cannot use as it would like to?
//! Invariant: the answer is right or it is none; what is wrong is said in a sentence, with what mends it.
#![expect(
    clippy::disallowed_macros,
    reason = "a skipped part must be seen in the test's output"
)]

use crate::history_index::whole;
use crate::sandbox::Sandbox;
use crops::model::history::ObjectId;
use std::fmt::Write as _;

const REPORT: &str = "crops report kpi --format json --lang en";

#[test]
fn a_repository_of_another_object_format_is_named_and_read_by_nobody() {
    let sandbox = Sandbox::files_of("product-launch");
    let made = sandbox.shell(
        "git init --quiet --object-format=sha256 --initial-branch=main && git add --all && git commit --quiet -m x",
    );
    if made.code != 0 {
        println!("skipped: git makes no SHA-256 repository here ({})", made.stderr.trim());
        return;
    }
    for (lang, words) in [("en", "sha256"), ("fr", "sha256")] {
        for command in ["report kpi", "trail 7kq2", "export events", "report flow"] {
            let said = sandbox.shell(&format!("crops {command} --lang {lang}"));
            assert_eq!((said.code, said.stdout.as_str()), (4, ""), "{command}: {said:?}");
            assert!(said.stderr.contains(words), "{command}: {}", said.stderr);
        }
        // what needs no history answers
        let plan = sandbox.shell(&format!("crops plan kit-pain --lang {lang}"));
        assert_eq!(plan.code, 0, "{plan:?}");
        assert_eq!(sandbox.shell("crops check").code, 0);
    }
}

/// A studio of so many briefs that its history is kept in more than one block of a disk.
fn lasting(briefs: usize) -> Sandbox {
    let sandbox = Sandbox::studio("product-launch");
    let mut stream = String::new();
    for (at, stage) in ["intake", "making"].iter().enumerate() {
        let _ = write!(
            stream,
            "commit refs/heads/main\ncommitter Nadia <nadia@lumen.example> {} +0100\ndata 1\nx\n",
            1_795_168_800 + 3_600 * (at + 1)
        );
        if at == 0 {
            stream += "from refs/heads/main^0\n";
        }
        for number in 0..briefs {
            let text = format!("crops: brief/v1\nid: b-{number:06}\ntitle: B\nkind: x\nstage: {stage}\n");
            let _ = write!(
                stream,
                "M 644 inline briefs/2026-{:02}/b-{number:06}/brief.yml\ndata {}\n{text}\n",
                number % 9 + 1,
                text.len()
            );
        }
    }
    let sandbox = sandbox.input(&stream);
    sandbox.shell("git fast-import --quiet").fine();
    sandbox.input("")
}

#[test]
fn every_brief_of_a_very_large_commit_has_its_events() {
    let briefs = 2_500;
    let sandbox = lasting(briefs);
    let tip = ObjectId::from_hex(sandbox.shell("git rev-parse main").fine().trim()).expect("an id");
    let told = whole(&sandbox.root(), tip);
    let large: Vec<_> = told
        .events
        .briefs
        .iter()
        .filter(|one| one.brief.as_str().starts_with("b-"))
        .collect();
    assert_eq!(large.len(), briefs);
    for brief in large {
        let stages: Vec<&str> = brief
            .events
            .iter()
            .filter_map(|event| Some(event.to.as_ref()?.as_str()))
            .collect();
        assert_eq!(stages, ["intake", "making"], "{}", brief.brief);
    }
}

#[test]
fn a_disk_that_takes_no_index_changes_no_answer() {
    let sandbox = lasting(3_000);
    let expected = sandbox.shell(&format!("CROPS_INDEX_DIR=../kept {REPORT}")).fine();
    let kept = sandbox.shell("du -sk ../kept | cut -f1").fine();
    assert!(kept.trim().parse::<usize>().expect("a size") > 16, "{kept}");
    for (what, before) in [
        (
            "no file may grow beyond 8 KiB",
            "trap '' XFSZ; ulimit -f 8; export CROPS_INDEX_DIR=../full",
        ),
        (
            "a file in the way",
            "touch ../taken; export CROPS_INDEX_DIR=../taken/index",
        ),
        (
            "a folder that may not be written",
            "mkdir -p ../shut; chmod 500 ../shut; export CROPS_INDEX_DIR=../shut",
        ),
    ] {
        for attempt in ["first", "second"] {
            let said = sandbox.shell(&format!("{before}; {REPORT} | cat"));
            assert_eq!(said.stdout, expected, "{what}, {attempt}: {}", said.stderr);
            assert_eq!(said.code, 0, "{what}, {attempt}: {}", said.stderr);
        }
    }
    // what a full disk cut off is no trap for the next one
    let after = sandbox.shell(&format!("CROPS_INDEX_DIR=../full {REPORT}"));
    assert_eq!((after.code, after.stdout), (0, expected));
}
