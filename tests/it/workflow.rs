//! Answers: is a workflow shown as it is, played as it decides, and are briefs in a stage that is gone taken along?
//! Invariant: a rehearsal writes nothing; adopting and undoing leave the files as they were.

use crate::sandbox::Sandbox;
use serde_json::Value;

const WORKFLOW: &str = "workflows/standard.yml";
const SCENARIO: &str = "scenarios/rejected-once.yml";

fn json(sandbox: &Sandbox, words: &[&str]) -> Value {
    let words = [words, &["--format", "json"]].concat();
    let said = sandbox.run(&words);
    serde_json::from_str(&said.stdout).expect("JSON")
}

fn files(sandbox: &Sandbox) -> String {
    sandbox.git(&["rev-parse", "HEAD^{tree}"])
}

#[test]
fn a_workflow_is_shown_with_what_each_stage_asks() {
    let sandbox = Sandbox::studio("product-launch");
    let said = sandbox.run(&["workflow", "show", "standard", "--lang", "en"]).fine();
    for part in [
        "◆ review",
        "needs 1 creative-lead (by signature, forge, claim)",
        "✗ back to production; at most 3 rounds",
        "1 legal when channels has ooh",
        "to tick: fichiers finaux exportés, droits vérifiés",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let diagram = sandbox
        .run(&["workflow", "show", "standard", "--format", "mermaid"])
        .fine();
    assert!(
        diagram.starts_with("flowchart TD") && diagram.contains("w0s3 -. ✗ .-> w0s2"),
        "{diagram}"
    );
    let picture = sandbox.run(&["workflow", "show", "standard", "--format", "svg"]).fine();
    assert!(
        picture.starts_with("<svg") && picture.contains("class=\"back\""),
        "{picture}"
    );
    let typo = sandbox.run(&["workflow", "show", "standrd"]);
    assert!(typo.stderr.contains("standard"), "{}", typo.stderr);
}

#[test]
fn a_scenario_is_played_and_what_differs_is_told() {
    let sandbox = Sandbox::studio("product-launch");
    let before = sandbox.git(&["status", "--porcelain"]);
    let said = sandbox.run(&["workflow", "test", SCENARIO, "--lang", "en"]);
    assert_eq!(said.code, 0, "{}{}", said.stdout, said.stderr);
    assert!(said.stdout.contains("12 steps, all as expected"), "{}", said.stdout);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), before);

    let text = sandbox.read(SCENARIO);
    for (from, to, told) in [
        (
            "by: eliott, expect: production",
            "by: eliott, expect: approval",
            "`approval` was expected",
        ),
        (
            "tick: all, expect: delivered",
            "expect: delivered",
            "it should not have been refused",
        ),
        (
            "do: move, to: delivered, expect: refused",
            "do: move, to: delivered, tick: all, expect: refused",
            "it should have been refused",
        ),
        (
            "awaits: [eliott]",
            "awaits: [yasmine]",
            "yasmine should be asked, it is eliott",
        ),
    ] {
        assert!(text.contains(from), "{from}");
        sandbox.write(SCENARIO, &text.replace(from, to));
        let said = sandbox.run(&["workflow", "test", SCENARIO, "--lang", "en"]);
        assert_eq!(said.code, 1, "{to}: {}", said.stdout);
        assert!(said.stdout.contains(told), "{told}: {}", said.stdout);
    }
}

#[test]
fn a_scenario_that_cannot_be_read_is_told_with_its_line() {
    let sandbox = Sandbox::studio("product-launch");
    for (text, told) in [
        ("- a\n", "x.yml:1: a scenario is one YAML mapping"),
        ("workflow: standard\n", "x.yml:1: `steps` is missing"),
        (
            "workflow: standard\nsteps:\n  - {do: aprove}\n",
            "x.yml:3: `aprove` means nothing here",
        ),
        (
            "workflow: standard\nsteps:\n  - {do: approve, evidnce: claim}\n",
            "x.yml:3: `evidnce` means nothing here",
        ),
        (
            "workflow: standard\nbrief: {kind: nothing}\nsteps:\n  - {do: submit}\n",
            "x.yml:1: no brief can be made",
        ),
    ] {
        sandbox.write("x.yml", text);
        let said = sandbox.run(&["workflow", "test", "x.yml", "--lang", "en"]);
        assert_eq!(said.code, 2, "{}", said.stderr);
        assert!(said.stderr.contains(told), "{told}: {}", said.stderr);
    }
}

#[test]
fn briefs_in_a_stage_that_is_gone_are_adopted_in_one_commit() {
    let sandbox = Sandbox::studio("lumen");
    let workflow = sandbox.read(WORKFLOW);
    let renamed = workflow
        .replace("{id: production,", "{id: making,")
        .replace("on_reject: production", "on_reject: making");
    sandbox.write(WORKFLOW, &renamed);
    sandbox.git(&["commit", "--quiet", "--all", "--message=Another process"]);
    let before = files(&sandbox);
    let found = sandbox.run(&["check"]);
    assert!(
        found.stdout.contains("crops workflow adopt --from production=STAGE"),
        "{}",
        found.stdout
    );
    let stuck = sandbox.run(&["move", "b2c3d4", "review"]);
    assert!(
        stuck.stderr.contains("crops workflow adopt --from production=STAGE"),
        "{}",
        stuck.stderr
    );
    let unsaid = sandbox.run(&["workflow", "adopt"]);
    assert_eq!(unsaid.code, 3);
    assert!(
        unsaid.stderr.contains("crops workflow adopt --from production=STAGE"),
        "{}",
        unsaid.stderr
    );
    let typo = sandbox.run(&["workflow", "adopt", "--from", "production=makng"]);
    assert!(typo.stderr.contains("making"), "{}", typo.stderr);
    sandbox
        .run(&["workflow", "adopt", "--from", "production=making", "--dry-run"])
        .fine();
    assert_eq!(files(&sandbox), before);
    let done = json(&sandbox, &["workflow", "adopt", "--from", "production=making"]);
    assert_eq!(done["data"]["done"]["briefs"][0]["to"], "making");
    // The kinds still name the old stage: only the briefs were taken along.
    let left = json(&sandbox, &["check"]);
    let left = left["findings"].as_array().expect("a list").iter();
    assert_eq!(
        left.filter(|one| one["file"].as_str().is_some_and(|file| file.starts_with("briefs/")))
            .count(),
        0
    );
    sandbox.run(&["undo"]).fine();
    assert_eq!(files(&sandbox), before);
}

/// A few ways through real files: whatever is done is taken back as it was, one step after the other.
#[test]
fn whatever_is_done_to_a_brief_can_be_undone() {
    let ways: [&[&[&str]]; 3] = [
        &[
            &["reject", "k3x9qa", "--by", "ines"],
            &["submit", "k3x9qa"],
            &["approve", "k3x9qa", "--by", "ines"],
        ],
        &[
            &["move", "k3x9qa", "on-hold"],
            &["move", "k3x9qa", "review"],
            &["move", "k3x9qa", "production"],
        ],
        &[
            &["abstain", "k3x9qa", "--by", "ines"],
            &["approve", "k3x9qa", "--by", "ines", "--stay"],
            &["revoke", "k3x9qa", "--by", "ines"],
            &["move", "k3x9qa", "cancelled"],
        ],
    ];
    for way in ways {
        let sandbox = Sandbox::studio("lumen");
        let mut states = vec![files(&sandbox)];
        for step in way {
            sandbox.run(step).fine();
            states.push(files(&sandbox));
        }
        for _ in way {
            states.pop();
            sandbox.run(&["undo"]).fine();
            assert_eq!(Some(&files(&sandbox)), states.last(), "{way:?}");
        }
    }
}
