//! Answers: is a stage left only with its checklist, its fields and its rounds, by command and by hand?
//! Invariant: a refusal writes nothing; what lets a brief pass is a file of its own in the same commit.

use crate::sandbox::Sandbox;

const BRIEF: &str = "briefs/2026-11/hero-film-k3x9qa/brief.yml";
const WORKFLOW: &str = "workflows/standard.yml";

/// The sample with more asked of two stages, its film in production.
fn studio() -> Sandbox {
    let sandbox = Sandbox::studio("lumen");
    let workflow = sandbox.read(WORKFLOW);
    let asked = workflow
        .replace(
            "role: designer}",
            "role: designer, handoff: [files exported, rights checked], requires: [x-format]}",
        )
        .replace("on_reject: production}", "on_reject: production, max_rounds: 1}");
    assert_ne!(workflow, asked);
    sandbox.write(WORKFLOW, &asked);
    sandbox.git(&["commit", "--quiet", "--all", "--message=More is asked"]);
    sandbox.run(&["move", "k3x9qa", "production"]).fine();
    sandbox
}

fn handoffs(sandbox: &Sandbox) -> Vec<String> {
    let folder = sandbox.root().join("briefs/2026-11/hero-film-k3x9qa/handoffs");
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten();
    names
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn a_checklist_and_a_field_are_asked_for_and_recorded() {
    let sandbox = studio();
    let refused = sandbox.run(&["submit", "k3x9qa"]);
    assert_eq!(refused.code, 3);
    assert!(
        refused
            .stderr
            .contains("`production` asks to tick files exported, rights checked"),
        "{}",
        refused.stderr
    );
    assert!(
        refused.stderr.contains("`production` asks for x-format"),
        "{}",
        refused.stderr
    );
    sandbox
        .run(&["brief", "edit", "k3x9qa", "--set", "x-format=16:9"])
        .fine();
    let one = sandbox.run(&["submit", "k3x9qa", "--tick", "1"]);
    assert!(
        one.stderr.contains("rights checked") && !one.stderr.contains("files exported"),
        "{}",
        one.stderr
    );
    assert!(
        one.stderr.contains("crops move hero-film-k3x9qa review --tick-all"),
        "{}",
        one.stderr
    );
    let typo = sandbox.run(&["submit", "k3x9qa", "--tick", "rights cheked"]);
    assert!(typo.stderr.contains("rights checked"), "{}", typo.stderr);
    assert_eq!(handoffs(&sandbox), Vec::<String>::new());
    sandbox.run(&["submit", "k3x9qa", "--tick-all", "--by", "lea"]).fine();
    assert!(handoffs(&sandbox)[0].starts_with("production.lea."));
    let message = sandbox.git(&["log", "-1", "--format=%B"]);
    assert!(message.contains("Ticked: files exported"), "{message}");
    sandbox.run(&["check"]).fine();
}

#[test]
fn a_round_too_many_needs_somebody_who_may_let_it_pass() {
    let sandbox = studio();
    sandbox
        .run(&["brief", "edit", "k3x9qa", "--set", "x-format=16:9"])
        .fine();
    let submit = |more: &[&str]| sandbox.run(&[&["submit", "k3x9qa", "--tick-all", "--by", "ines"], more].concat());
    // Once it came back before, when the sample was made.
    submit(&[]).fine();
    sandbox.run(&["reject", "k3x9qa", "--by", "ines"]).fine();
    let again = submit(&[]);
    assert_eq!(again.code, 3);
    assert!(
        again.stderr.contains("it would be round 2 at `review`, which allows 1"),
        "{}",
        again.stderr
    );
    let lea = sandbox.run(&[
        "submit",
        "k3x9qa",
        "--tick-all",
        "--by",
        "lea",
        "--override",
        "a new claim",
    ]);
    assert!(lea.stderr.contains("creative-lead may"), "{}", lea.stderr);
    submit(&["--override", "the client changed the claim"]).fine();
    let message = sandbox.git(&["log", "-1", "--format=%B"]);
    assert!(
        message.contains("Override: review by ines: the client changed the claim"),
        "{message}"
    );
    for words in [&["trail", "k3x9qa"][..], &["brief", "show", "k3x9qa"]] {
        let said = sandbox.run(words).fine();
        let let_pass = "one more round than the gate allows: “the client changed the claim”";
        assert!(said.contains(let_pass), "{said}");
        assert!(said.contains("checklist ticked: “files exported”"), "{said}");
        let french = sandbox.run(&[words, &["--lang", "fr"]].concat()).fine();
        assert!(
            french.contains("liste cochée\u{a0}: «\u{a0}files exported\u{a0}»"),
            "{french}"
        );
    }
    sandbox.run(&["approve", "k3x9qa", "--by", "ines"]).fine();
}

#[test]
fn a_request_is_accepted_by_the_same_rules_as_any_stage_is_left() {
    let sandbox = Sandbox::studio("lumen");
    let workflow = sandbox.read(WORKFLOW);
    let queue = workflow
        .lines()
        .find(|line| line.contains("class: queue"))
        .expect("a queue");
    let asked = queue.replace("class: queue", "class: queue, handoff: [scope agreed]");
    sandbox.write(WORKFLOW, &workflow.replace(queue, &asked));
    sandbox.git(&["commit", "--quiet", "--all", "--message=A list"]);
    let card = sandbox.run(&["brief", "show", "9fw2hd", "--format", "json"]).fine();
    let card: serde_json::Value = serde_json::from_str(&card).expect("JSON");
    let missing = card["data"]["missing"].as_array().expect("a list").clone();
    let sets: Vec<String> = missing
        .iter()
        .map(|key| format!("{}=x", key.as_str().expect("a key")))
        .collect();
    let mut edit = vec!["brief", "edit", "9fw2hd"];
    for set in &sets {
        edit.extend(["--set", set]);
    }
    if !sets.is_empty() {
        sandbox.run(&edit).fine();
    }
    let refused = sandbox.run(&["request", "accept", "9fw2hd", "--owner", "lea"]);
    assert_eq!(refused.code, 3, "{}", refused.all());
    assert!(refused.stderr.contains("scope agreed"), "{}", refused.stderr);
    let ticked = [
        "request",
        "accept",
        "9fw2hd",
        "--owner",
        "lea",
        "--tick-all",
        "--by",
        "lea",
    ];
    sandbox.run(&ticked).fine();
    let files = sandbox.git(&["show", "--format=", "--name-only"]);
    assert!(files.contains("/handoffs/intake.lea."), "{files}");
}

#[test]
fn what_was_moved_by_hand_is_found() {
    let sandbox = studio();
    // The official branch stands here; what follows is not shared.
    sandbox.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    let brief = sandbox.read(BRIEF);
    sandbox.write(BRIEF, &brief.replace("stage: production", "stage: review"));
    let said = sandbox.run(&["check"]);
    assert_eq!(said.code, 1);
    for rule in ["handoff-not-ticked", "required-field-missing"] {
        assert!(said.stdout.contains(rule), "{}", said.stdout);
        assert_eq!(sandbox.run(&["explain", rule]).code, 0);
    }
}

#[test]
fn an_approval_waits_for_what_its_own_stage_asks() {
    let sandbox = Sandbox::studio("lumen");
    let workflow = sandbox.read(WORKFLOW);
    let asked = workflow.replace(
        "    sla: 2d\n    gate:",
        "    sla: 2d\n    handoff: [proof archived]\n    gate:",
    );
    assert_ne!(workflow, asked);
    sandbox.write(WORKFLOW, &asked);
    sandbox.git(&["commit", "--quiet", "--all", "--message=A list"]);
    let said = sandbox.run(&["approve", "k3x9qa", "--by", "ines"]);
    assert!(said.stderr.contains("proof archived"), "{}", said.stderr);
    assert!(sandbox.read(BRIEF).contains("stage: review"));
    sandbox
        .run(&["move", "k3x9qa", "delivered", "--tick-all", "--by", "lea"])
        .fine();
    assert!(sandbox.read(BRIEF).contains("stage: delivered"));
}

#[test]
fn a_milestone_is_reached_with_what_it_needs() {
    let sandbox = Sandbox::files_of("printemps");
    let file = "campaigns/spring-launch.yml";
    let text = sandbox.read(file);
    let line = text
        .lines()
        .find(|line| line.contains("id: media-booked"))
        .expect("a milestone");
    let reached = line.replace("by: J-30", "by: J-30, done: 2026-12-01");
    assert_ne!(line, reached);
    sandbox.write(file, &text.replace(line, &reached));
    let said = sandbox.run(&["check"]);
    assert!(said.stdout.contains("milestone-not-ready"), "{}", said.stdout);
}
