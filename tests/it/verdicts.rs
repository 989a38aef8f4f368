//! Do verdicts of people open gates by the rule, in one commit each, and never more than that?

use crate::sandbox::Sandbox;
use insta::assert_snapshot;
use serde_json::Value;

const BRIEF: &str = "briefs/2026-11/hero-film-k3x9qa/brief.yml";
const WORKFLOW: &str = "workflows/standard.yml";

fn done(sandbox: &Sandbox, words: &[&str]) -> Value {
    let words: Vec<&str> = words.iter().copied().chain(["--format", "json"]).collect();
    let said = sandbox.run(&words).fine();
    let answer: Value = serde_json::from_str(&said).expect("JSON");
    answer["data"]["done"].clone()
}

/// A verdict's id is random, and so is that of its commit.
fn without_commit(said: &str) -> String {
    let lines = said.lines().filter(|line| !line.trim_start().starts_with("commit"));
    lines.map(|line| format!("{line}\n")).collect()
}

fn stage(sandbox: &Sandbox) -> String {
    let brief = sandbox.read(BRIEF);
    let line = brief.lines().find_map(|line| line.strip_prefix("stage: "));
    line.expect("a stage").to_owned()
}

/// The gate of the sample with another rule, committed.
fn with_gate(rule: &str) -> Sandbox {
    let sandbox = Sandbox::studio("lumen");
    let workflow = sandbox.read(WORKFLOW);
    let old = workflow.lines().find(|line| line.trim_start().starts_with("gate:"));
    let changed = workflow.replace(old.expect("a gate"), &format!("    gate: {rule}"));
    sandbox.write(WORKFLOW, &changed);
    sandbox.git(&["commit", "--quiet", "--all", "--message=The rule"]);
    sandbox
}

#[test]
fn an_approval_is_one_commit_of_a_new_file_and_the_move() {
    let sandbox = Sandbox::studio("lumen");
    let said = sandbox.run(&["approve", "k3x9qa", "--by", "ines", "--note", "parfait"]);
    assert_snapshot!(without_commit(&said.all()), @"
    exit 0
    ✓ hero-film-k3x9qa  Film héros 30 s: approved at Internal review, claimed by ines
      The rule of the gate is met: it goes on to Delivered.
    Next: crops brief show k3x9qa
    --
    ");
    let files = sandbox.git(&["show", "--format=", "--name-status"]);
    let lines: Vec<&str> = files.lines().collect();
    assert!(
        lines[0].starts_with("A\tbriefs/2026-11/hero-film-k3x9qa/approvals/review.ines."),
        "{files}"
    );
    assert_eq!(lines[1..], ["M\tbriefs/2026-11/hero-film-k3x9qa/brief.yml"]);
    assert_eq!(stage(&sandbox), "delivered");
    sandbox.run(&["check"]).fine();
}

#[test]
fn a_reject_goes_back_and_the_next_approval_answers_it() {
    let sandbox = Sandbox::studio("lumen");
    let said = sandbox.run(&[
        "reject",
        "k3x9qa",
        "--by",
        "ines",
        "--note",
        "trop sombre",
        "--lang",
        "fr",
    ]);
    assert_snapshot!(without_commit(&said.all()), @"
    exit 0
    ✓ hero-film-k3x9qa  Film héros 30 s : à corriger à l’étape Validation interne, déclaré par ines
      Il revient à l’étape Production.
    Ensuite : crops feedback add k3x9qa … --at-stage review     crops brief show k3x9qa
    --
    ");
    assert_eq!(stage(&sandbox), "production");
    sandbox.run(&["submit", "k3x9qa", "--note", "éclairci"]).fine();
    assert_eq!(stage(&sandbox), "review");
    let again = done(&sandbox, &["approve", "k3x9qa", "--by", "ines"]);
    assert_eq!(
        (again["gate"].as_str(), again["to"].as_str()),
        (Some("approved"), Some("delivered"))
    );
    assert_eq!(again["answers"].as_array().map(Vec::len), Some(1));
}

#[test]
fn somebody_whom_the_gate_does_not_ask_is_refused() {
    let sandbox = Sandbox::studio("lumen");
    let said = sandbox.run(&["approve", "k3x9qa", "--by", "omar"]);
    assert_snapshot!(said.all(), @"
    exit 3
    --
    error: `omar` has none of the roles that decide at `review`: creative-lead
    hint: crops brief show hero-film-k3x9qa
    ");
    assert_snapshot!(sandbox.run(&["approve", "b2c3d4", "--by", "ines"]).all(), @"
    exit 3
    --
    error: poster-b2c3d4 is in `production`, where nothing is approved
    hint: crops move poster-b2c3d4 …
    ");
    assert_snapshot!(sandbox.run(&["submit", "k3x9qa"]).all(), @"
    exit 3
    --
    error: hero-film-k3x9qa is at `review` already
    hint: crops brief show hero-film-k3x9qa
    ");
    assert_snapshot!(sandbox.run(&["approve", "k3x9qa", "--by", "ines", "--with-changes", "nope/f1"]).all(), @"
    exit 3
    --
    error: there is no remark `nope/f1`
    hint: crops feedback list
    ");
}

#[test]
fn a_hint_has_the_command_that_was_meant() {
    let sandbox = Sandbox::new();
    sandbox.run(&["demo", "here", "--lang", "en"]).fine();
    let hint = |arguments: &[&str]| {
        let said = sandbox.run(&[&["-C", "here"], arguments].concat());
        let hint = said.stderr.lines().find_map(|line| line.strip_prefix("hint: "));
        hint.map(str::to_owned).unwrap_or_default()
    };
    let queue = hint(&["submit", "a-morning-with-elise"]);
    assert!(
        queue.starts_with("crops request accept a-morning-with-elise"),
        "{queue}"
    );
    for (verb, by) in [("reject", "lea"), ("abstain", "lea"), ("approve", "lea")] {
        let said = hint(&[verb, "metro-screens", "--by", by]);
        assert!(said.starts_with(&format!("crops {verb} metro-screens-")), "{said}");
        assert!(said.contains("--for claire-verveine --via email"), "{said}");
    }
}

#[test]
fn a_claim_opens_no_gate_that_wants_proof() {
    let sandbox = with_gate("{needs: [{role: creative-lead}], accepts: [signature, forge], on_reject: production}");
    let said = done(&sandbox, &["approve", "k3x9qa", "--by", "ines", "--no-sign"]);
    assert_eq!((said["gate"].as_str(), said["to"].as_str()), (Some("waiting"), None));
    assert_eq!(said["lacks"][1]["code"], "evidence");
    assert_eq!(stage(&sandbox), "review");
    let moved = sandbox.run(&["move", "k3x9qa", "delivered"]);
    assert_eq!(moved.code, 3, "{}", moved.stderr);
}

#[test]
fn a_file_that_says_it_is_signed_is_a_claim() {
    let sandbox = with_gate("{needs: [{role: creative-lead}], accepts: [signature, forge], on_reject: production}");
    let said = done(&sandbox, &["approve", "k3x9qa", "--by", "ines", "--no-sign"]);
    let file = said["file"].as_str().expect("a file");
    for forged in [
        "{kind: signature}",
        "{kind: forge, forge: github, pull: \"42\", review: \"1\"}",
    ] {
        let text = sandbox.read(file).replace("{kind: claim}", forged);
        sandbox.write(file, &text);
        let moved = sandbox.run(&["move", "k3x9qa", "delivered"]);
        assert_eq!(moved.code, 3, "{}", moved.stderr);
    }
}

#[test]
fn a_changed_message_makes_an_approval_stale_and_is_named() {
    let sandbox = with_gate("{needs: [{role: creative-lead}], accepts: [claim], on_reject: production}");
    sandbox.run(&["approve", "k3x9qa", "--by", "ines", "--stay"]).fine();
    let changed = sandbox
        .read(BRIEF)
        .replace("Le printemps commence ici", "Le printemps est là");
    sandbox.write(BRIEF, &changed);
    let said = sandbox.run(&["move", "k3x9qa", "delivered"]);
    assert_snapshot!(said.all(), @"
    exit 3
    --
    error: hero-film-k3x9qa cannot leave `review` yet: 1 more `creative-lead` (ines); ines approved an earlier version: `message` changed since
    hint: crops brief show hero-film-k3x9qa
    ");
    let commented = sandbox
        .read(BRIEF)
        .replace("Le printemps est là", "Le printemps commence ici")
        + "# rien\n";
    sandbox.write(BRIEF, &commented);
    sandbox.run(&["move", "k3x9qa", "delivered", "--include"]).fine();
}

#[test]
fn whoever_wrote_what_is_judged_does_not_approve_it() {
    let sandbox = with_gate("{needs: [{role: creative-lead}], accepts: [claim], on_reject: production}");
    let changed = sandbox
        .read(BRIEF)
        .replace("Le printemps commence ici", "Le printemps est là");
    sandbox.write(BRIEF, &changed);
    let by = |name: &str, email: &str| {
        let author = format!("--author={name} <{email}>");
        sandbox.git(&["commit", "--quiet", "--all", "--message=Words", &author]);
    };
    by("Inès", "ines@lumen.example");
    let said = done(&sandbox, &["approve", "k3x9qa", "--by", "ines", "--dry-run"]);
    let codes = |said: &Value| -> Vec<String> {
        let lacks = said["lacks"].as_array().expect("a list").iter();
        lacks
            .map(|lack| lack["code"].as_str().expect("a code").to_owned())
            .collect()
    };
    assert_eq!(codes(&said), ["role", "maker"]);
    sandbox.write(BRIEF, &changed.replace("est là", "revient"));
    by("Somebody", "who@elsewhere.example");
    let said = done(&sandbox, &["approve", "k3x9qa", "--by", "ines", "--dry-run"]);
    assert_eq!(codes(&said), ["unknown-author", "role", "maker"]);
}

#[test]
fn a_relayed_mail_is_kept_with_its_hash_and_counts_only_with_it() {
    let sandbox = with_gate("{needs: [{role: creative-lead}], accepts: [claim], on_reject: production}");
    sandbox.write("../mail.eml", "Subject: ok\n\nBon pour accord\n");
    let words = [
        "approve",
        "k3x9qa",
        "--for",
        "ines",
        "--via",
        "email",
        "--received",
        "2026-11-19",
    ];
    let relayed: Vec<&str> = words
        .iter()
        .copied()
        .chain(["--attach", "../mail.eml", "--stay"])
        .collect();
    let said = done(&sandbox, &relayed);
    assert_eq!(
        (said["evidence"].as_str(), said["gate"].as_str()),
        (Some("relayed"), Some("approved"))
    );
    let verdict = sandbox.read(said["file"].as_str().expect("a file"));
    assert!(verdict.contains("relayed_by: nadia"), "{verdict}");
    let files = sandbox.git(&["show", "--format=", "--name-only"]);
    let mail = files.lines().find(|line| line.ends_with(".eml")).expect("the mail");
    assert_eq!(sandbox.read(mail), "Subject: ok\n\nBon pour accord\n");
}

#[test]
fn an_approval_with_changes_holds_once_they_are_confirmed() {
    let sandbox = with_gate("{needs: [{role: creative-lead}], accepts: [claim], on_reject: production}");
    sandbox
        .run(&[
            "feedback",
            "add",
            "k3x9qa",
            "plus court",
            "--by",
            "ines",
            "--place",
            "field=message",
        ])
        .fine();
    let list: Value =
        serde_json::from_str(&sandbox.run(&["feedback", "list", "k3x9qa", "--format", "json"]).fine()).expect("JSON");
    let remark = list["data"]["remarks"][0]["name"].as_str().expect("a name").to_owned();
    let said = done(
        &sandbox,
        &["approve", "k3x9qa", "--by", "ines", "--with-changes", &remark, "--stay"],
    );
    assert_eq!(said["gate"], "approved-with-changes");
    sandbox
        .run(&["brief", "edit", "k3x9qa", "--set", "message=Printemps"])
        .fine();
    let shut = sandbox.run(&["move", "k3x9qa", "delivered"]);
    assert!(shut.stderr.contains("nobody has confirmed"), "{}", shut.stderr);
    sandbox
        .run(&["feedback", "resolve", "k3x9qa", &remark, "--by", "lea"])
        .fine();
    assert_eq!(sandbox.run(&["move", "k3x9qa", "delivered"]).code, 3);
    let said = done(&sandbox, &["approve", "k3x9qa", "--by", "ines", "--confirm"]);
    assert_eq!(
        (said["gate"].as_str(), said["to"].as_str()),
        (Some("approved-with-changes"), Some("delivered"))
    );
}

#[test]
fn what_is_not_there_is_neither_confirmed_nor_taken_back() {
    let sandbox = Sandbox::studio("lumen");
    let before = sandbox.git(&["rev-parse", "HEAD"]);
    for (words, sentence) in [
        (
            &["revoke", "k3x9qa", "--by", "ines"][..],
            "`ines` has no approval to take back at `review`",
        ),
        (
            &["approve", "k3x9qa", "--by", "ines", "--confirm"],
            "no approval at `review` waits for changes that `ines` may confirm",
        ),
    ] {
        let said = sandbox.run(words);
        assert_eq!(said.code, 3, "{}", said.all());
        assert!(said.stderr.contains(sentence), "{}", said.stderr);
        assert!(
            said.stderr.contains("crops brief show hero-film-k3x9qa"),
            "{}",
            said.stderr
        );
    }
    assert_eq!(sandbox.git(&["rev-parse", "HEAD"]), before);
}

#[test]
fn a_revoked_approval_opens_nothing() {
    let sandbox = Sandbox::studio("lumen");
    sandbox.run(&["approve", "k3x9qa", "--by", "ines", "--stay"]).fine();
    let said = done(&sandbox, &["revoke", "k3x9qa", "--by", "ines"]);
    assert_eq!(said["gate"], "waiting");
    assert_eq!(sandbox.run(&["move", "k3x9qa", "delivered"]).code, 3);
}
