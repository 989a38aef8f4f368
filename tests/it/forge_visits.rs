//! Answers: is a brief at its gate from when it was asked about to when that was decided, however its request was merged?
//! Invariant: real git and the recorded reviews alone; nothing is fetched.

use crate::sandbox::Sandbox;
use serde_json::{Value, json};

const ID: &str = "teaser-m3k9qa";
const BRIEF: &str = "briefs/2026-11/teaser-m3k9qa/brief.yml";

/// When the request landed.
const LANDED: &str = "2026-11-27T10:00:00Z";

fn at(sandbox: &Sandbox, time: &str, line: &str) -> String {
    let dates = format!("export GIT_COMMITTER_DATE={time} GIT_AUTHOR_DATE={time}");
    sandbox
        .shell(&format!("set -e\n{dates}\n{line}"))
        .fine()
        .trim()
        .to_owned()
}

fn commit(sandbox: &Sandbox, time: &str, text: &str) -> String {
    sandbox.write(BRIEF, text);
    at(
        sandbox,
        time,
        "git add --all; git commit --quiet --message=Work; git rev-parse HEAD",
    )
}

/// A teaser that was asked for and made on the official branch, and the branch that leads it past its gate.
fn asked() -> (Sandbox, Value, Value) {
    let sandbox = Sandbox::studio("lumen");
    let more = "forge: {kind: github, repository: 55, name: lumen/studio}\nflow: pull-request\n";
    sandbox.write(
        "crops.yml",
        &(sandbox.read("crops.yml").replace("flow: direct\n", "") + more),
    );
    let ines = sandbox.read("team/ines.yml") + "accounts: [{forge: github, id: 5}]\n";
    sandbox.write("team/ines.yml", &ines);
    let text = |stage: &str, message: &str| {
        format!(
            "crops: brief/v1\nid: {ID}\ntitle: Teaser\nkind: video\nstage: {stage}\nowner: lea\nmessage: {message}\n"
        )
    };
    commit(&sandbox, "2026-11-23T08:00:00Z", &text("intake", "Bientôt"));
    commit(&sandbox, "2026-11-23T12:00:00Z", &text("production", "Bientôt"));
    sandbox.git(&["switch", "--quiet", "--create", "crops/m3k9qa/review"]);
    let first = commit(&sandbox, "2026-11-23T16:00:00Z", &text("delivered", "Bientôt"));
    let last = commit(&sandbox, "2026-11-25T09:00:00Z", &text("delivered", "Demain"));
    sandbox.git(&["switch", "--quiet", "main"]);
    let review = |id: u64, state: &str, commit: &str, time: &str| {
        json!({
            "id": id, "node_id": "n", "user": {"login": "ines", "id": 5, "type": "User"}, "state": state, "commit_id": commit,
            "submitted_at": time, "body": "", "pull_request_url": "https://api.github.com/repos/lumen/studio/pulls/42",
        })
    };
    let reviews = json!([
        review(1, "CHANGES_REQUESTED", &first, "2026-11-24T14:00:00Z"),
        review(2, "APPROVED", &last, "2026-11-26T15:00:00Z"),
    ]);
    let asked = |time: &str| json!({"event": "review_requested", "created_at": time, "requested_reviewer": {"id": 5}, "actor": {"id": 7}});
    let timeline = json!([asked("2026-11-24T08:00:00Z"), asked("2026-11-25T10:00:00Z")]);
    (sandbox, reviews, timeline)
}

/// Without the names of commits, which differ.
fn masked(value: &Value) -> Value {
    let is_commit = |text: &str| text.len() >= 7 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match value {
        Value::String(text) if is_commit(text) => json!("a commit"),
        Value::Array(items) => items.iter().map(masked).collect(),
        Value::Object(entries) => {
            let entries = entries.iter();
            Value::Object(entries.map(|(key, value)| (key.clone(), masked(value))).collect())
        }
        other => other.clone(),
    }
}

#[test]
fn trail_and_figures_are_the_same_however_a_reviewed_request_was_merged() {
    let branch = "crops/m3k9qa/review";
    let mut seen: Vec<(Value, Value)> = Vec::new();
    for (how, merge) in [
        ("merge", format!("git merge --quiet --no-ff --message=Merge {branch}")),
        (
            "squash",
            format!("git merge --quiet --squash {branch}; git commit --quiet --message=Squash"),
        ),
        ("rebase", format!("git cherry-pick main..{branch} >/dev/null")),
    ] {
        let (sandbox, reviews, timeline) = asked();
        at(&sandbox, LANDED, &merge);
        sandbox.write("../reviews.json", &reviews.to_string());
        sandbox.write("../timeline.json", &timeline.to_string());
        let record = [
            "forge",
            "record",
            "--reviews",
            "../reviews.json",
            "--reviews",
            "../timeline.json",
        ];
        sandbox.run(&record).fine();
        let data = |command: &[&str]| {
            let said = sandbox.run(&[command, &["--today", "2026-12-07", "--format", "json"]].concat());
            serde_json::from_str::<Value>(&said.fine()).expect("JSON")["data"].clone()
        };
        let trail = data(&["trail", ID]);
        let stays = trail["visits"].as_array().expect("visits").clone();
        let told: Vec<String> = stays
            .iter()
            .map(|stay| {
                format!(
                    "{} {} {} {}",
                    stay["stage"], stay["fromSource"], stay["outcome"], stay["openHours"]
                )
            })
            .collect();
        assert_eq!(trail["rounds"], json!(1), "{how}: {told:#?}");
        let at_gate = stays.iter().filter(|stay| stay["stage"] == "review");
        assert!(
            at_gate.clone().all(|stay| stay["fromSource"] == "forge"),
            "{how}: {told:#?}"
        );
        assert_eq!(at_gate.count(), 2, "{how}: {told:#?}");
        let kpis = data(&["report", "kpi", "--period", "2026-11"]);
        seen.push((masked(&trail["visits"]), masked(&kpis["kpis"])));
        assert_eq!(seen[0], seen[seen.len() - 1], "{how}: {told:#?}");
    }
}
