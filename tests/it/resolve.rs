//! Answers: do two branches that work on one brief become one by plain `git merge`, or by `crops resolve` in words?

use crate::sandbox::{Said, Sandbox};
use insta::assert_snapshot;
use serde_json::Value;

const BRIEF: &str = "briefs/2026-11/hero-film-k3x9qa/brief.yml";

/// What people do to one brief, as commands of ours.
const DEEDS: [&[&str]; 8] = [
    &["approve", "k3x9qa", "--by", "ines", "--stay"],
    &["reject", "k3x9qa", "--by", "ines", "--stay", "--note", "le logo"],
    &["feedback", "add", "k3x9qa", "--by", "ines", "plus clair"],
    &["brief", "edit", "k3x9qa", "--set", "title=Film de printemps"],
    &["brief", "edit", "k3x9qa", "--set", "due=2026-12-11"],
    &["brief", "assign", "k3x9qa", "omar"],
    &["move", "k3x9qa", "production"],
    &["move", "k3x9qa", "on-hold"],
];

/// Two branches with a deed each; here the first is checked out.
fn branches(ours: &[&str], theirs: &[&str]) -> Sandbox {
    let sandbox = Sandbox::studio("lumen");
    for (branch, deed) in [("theirs", theirs), ("ours", ours)] {
        sandbox.git(&["switch", "--quiet", "--create", branch, "main"]);
        sandbox.run(deed).fine();
    }
    sandbox
}

fn merge(sandbox: &Sandbox) -> Said {
    sandbox.shell("git merge --quiet --no-edit theirs")
}

fn verdicts(sandbox: &Sandbox) -> usize {
    let files = sandbox.shell("ls briefs/2026-11/hero-film-k3x9qa/approvals 2>/dev/null");
    files.stdout.lines().count()
}

#[test]
fn deeds_of_two_people_on_one_brief_merge_or_say_which_field_clashes() {
    for (at, ours) in DEEDS.iter().enumerate() {
        for theirs in &DEEDS[at..] {
            let what = format!("{ours:?} and {theirs:?}");
            let sandbox = branches(ours, theirs);
            if merge(&sandbox).code != 0 {
                let told = sandbox.run(&["check"]).stdout;
                assert!(
                    told.contains("merge-clash") && told.contains("in two versions"),
                    "{what}: {told}"
                );
                let shown = sandbox.run(&["resolve", "--dry-run"]);
                let resolved = sandbox.run(&["resolve"]);
                assert_eq!(shown.code, resolved.code, "{what}");
                if resolved.code == 1 {
                    assert!(resolved.stdout.contains("ours “"), "{what}: {}", resolved.stdout);
                    sandbox.run(&["resolve", "--ours"]).fine();
                }
                assert_eq!(sandbox.git(&["ls-files", "--unmerged"]), "", "{what}");
                sandbox.git(&["commit", "--quiet", "--no-edit"]);
            }
            let speaks = |deed: &[&str]| matches!(deed[0], "approve" | "reject");
            let said = usize::from(speaks(ours)) + usize::from(speaks(theirs));
            assert_eq!(verdicts(&sandbox), said, "{what}");
            sandbox.run(&["check"]).fine();
        }
    }
}

/// Both moved it, and each changed something else as well.
fn clash() -> Sandbox {
    let sandbox = Sandbox::studio("lumen");
    let text = sandbox.read(BRIEF);
    for (branch, stage, from, to) in [
        ("theirs", "production", "owner: lea", "owner: omar # after the shoot"),
        ("ours", "delivered", "Film héros 30 s", "Film héros 20 s"),
    ] {
        sandbox.git(&["switch", "--quiet", "--create", branch, "main"]);
        let text = text.replace("stage: review", &format!("stage: {stage} # {branch}"));
        assert!(text.contains(from), "{text}");
        sandbox.write(BRIEF, &text.replace(from, to));
        let author = format!("--author={branch} <{branch}@lumen.example>");
        sandbox.git(&["commit", "--quiet", "--all", &author, "--message=Moved"]);
    }
    assert_ne!(merge(&sandbox).code, 0);
    sandbox
}

#[test]
fn a_field_that_both_changed_is_named_with_both_sides_and_who_and_is_for_people_to_choose() {
    let sandbox = clash();
    let before = sandbox.read(BRIEF);
    let said = sandbox.run(&["resolve", "k3x9qa"]).all();
    assert_snapshot!(said, @"
    exit 1
    0 records settled, 1 record waits for a choice
      briefs/2026-11/hero-film-k3x9qa/brief.yml: say which side counts, as `--take FIELD=ours`
        stage: ours “delivered” by ours, theirs “production” by theirs
    --
    ");
    assert_eq!(sandbox.read(BRIEF), before, "nothing is chosen");
    let both = "stage: ours “delivered” by ours, theirs “production” by theirs";
    for format in ["text", "json", "sarif"] {
        let told = sandbox.run(&["check", "--format", format]).stdout;
        assert!(told.contains("merge-clash") && told.contains(both), "{told}");
    }
    sandbox.run(&["resolve", "--take", "stage=theirs", "--dry-run"]).fine();
    assert_eq!(sandbox.read(BRIEF), before, "a preview");
    assert_snapshot!(sandbox.run(&["resolve", "--take", "stage=theirs"]).all(), @"
    exit 0
    ✓ 1 record settled
      briefs/2026-11/hero-film-k3x9qa/brief.yml: settled
        stage: ours “delivered” by ours, theirs “production” by theirs; theirs taken

    Next: crops check     git commit
    --
    ");
    let text = sandbox.read(BRIEF);
    for line in ["stage: production # ours", "title: Film héros 20 s", "owner: omar"] {
        assert!(text.contains(line), "{line}: {text}");
    }
    sandbox.git(&["commit", "--quiet", "--no-edit"]);
    let french = sandbox.french();
    assert_snapshot!(french.run(&["resolve"]).all(), @"
    exit 0
    ✓ rien n’est en deux versions
    --
    ");
}

#[test]
fn a_verdict_that_one_side_took_away_is_put_back_as_it_was_given() {
    let sandbox = Sandbox::studio("lumen");
    sandbox.run(&["reject", "k3x9qa", "--by", "ines", "--stay"]).fine();
    let file = sandbox.git(&["ls-files", "briefs/2026-11/hero-film-k3x9qa/approvals"]);
    let file = file.trim();
    let given = sandbox.read(file);
    sandbox.git(&["switch", "--quiet", "--create", "theirs"]);
    sandbox.git(&["rm", "--quiet", file]);
    sandbox.git(&["commit", "--quiet", "--message=Away"]);
    sandbox.git(&["switch", "--quiet", "--create", "ours", "main"]);
    sandbox.write(file, &given.replace("verdict: reject", "verdict: approve"));
    sandbox.git(&["commit", "--quiet", "--all", "--message=Edited"]);
    assert_ne!(merge(&sandbox).code, 0);
    sandbox.run(&["resolve"]).fine();
    assert_eq!(sandbox.read(file), given);
}

#[test]
fn a_side_that_is_none_is_told_and_the_answer_is_json_too() {
    let sandbox = clash();
    let said = sandbox.run(&["resolve", "--take", "stage=mine"]);
    assert_eq!(said.code, 3, "{}", said.stderr);
    let said = sandbox.run(&["resolve", "--format", "json"]);
    let answer: Value = serde_json::from_str(&said.stdout).expect("JSON");
    let clash = &answer["data"]["files"][0]["clashes"][0];
    assert_eq!(clash["field"], "stage");
    assert_eq!(
        (&clash["ours"], &clash["theirs"]),
        (&"delivered".into(), &"production".into())
    );
}
