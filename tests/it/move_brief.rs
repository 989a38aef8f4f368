//! Answers: does `crops move` go where the process allows, and nowhere else?

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

const VERDICT: &str = "briefs/2026-11/hero-film-k3x9qa/approvals/review.ines.c4t1zq8e.yml";

#[test]
fn a_move_is_one_value_in_one_commit() {
    let sandbox = Sandbox::studio("lumen");
    let said = sandbox
        .run(&["move", "b2c3d4", "review", "--reason", "prêt", "--format", "json"])
        .fine();
    let answer: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(
        (answer["kind"].as_str(), answer["data"]["done"]["to"].as_str()),
        (Some("crops.move"), Some("review"))
    );
    assert_eq!(
        sandbox.git(&["log", "-1", "--format=%s%n%b"]).trim_end(),
        "move: poster-b2c3d4 from production to review\nReason: prêt"
    );
    assert_eq!(
        sandbox.git(&["show", "--format=", "--numstat"]),
        "1\t1\tbriefs/2026-11/poster-b2c3d4/brief.yml\n"
    );
}

#[test]
fn a_stage_cannot_be_jumped_and_a_typo_is_named() {
    let sandbox = Sandbox::studio("lumen");
    assert_snapshot!(sandbox.run(&["move", "b2c3d4", "delivered"]).all(), @"
    exit 3
    --
    error: poster-b2c3d4 cannot go from `production` to `delivered`: `review` comes before it
    hint: it can go to `intake`, `brief`, `review`, `on-hold`, `cancelled`
    ");
    assert_snapshot!(sandbox.run(&["move", "b2c3d4", "reveiw", "--lang", "fr"]).all(), @"
    exit 3
    --
    erreur : il n’y a pas d’étape `reveiw`
    piste : vouliez-vous dire `review` ?
    ");
    assert_snapshot!(sandbox.run(&["move", "9fw2hd", "brief"]).all(), @"
    exit 3
    --
    error: teaser-9fw2hd still lacks message
    hint: crops brief edit teaser-9fw2hd
    ");
}

#[test]
fn a_gate_opens_for_a_verdict_on_what_the_brief_says_now() {
    let sandbox = Sandbox::studio("lumen");
    assert_snapshot!(sandbox.run(&["move", "k3x9qa", "delivered"]).all(), @"
    exit 3
    --
    error: hero-film-k3x9qa cannot leave `review` yet: 1 more `creative-lead` (ines)
    hint: crops brief show hero-film-k3x9qa
    ");
    // The digest of title and message, by the reference implementation.
    let digest = "v1:sha256:0000000000000000000000000000000000000000000000000000000000000000";
    let verdict = |digest: &str| {
        format!(
            "crops: approval/v1\nid: c4t1zq8e\nstudio: 7h2kq9vd3mxa\nsubject: hero-film-k3x9qa\nstage: review\n\
             verdict: approve\ndigest: {digest}\ncovers: [title, message]\nby: ines\nat: 2026-11-19T16:44:00+01:00\n\
             evidence: {{kind: claim}}\n"
        )
    };
    sandbox.write(VERDICT, &verdict(digest));
    assert!(sandbox.run(&["move", "k3x9qa", "delivered"]).stderr.contains("ines"));
    let now = crops::model::digest::digest(
        &crops::store::yaml::parse(sandbox.read("briefs/2026-11/hero-film-k3x9qa/brief.yml").as_bytes())
            .expect("YAML")
            .to_tree(),
        &crops::model::workflow::Covers::Keys(vec!["title".into(), "message".into()]),
        &|_| None,
    );
    sandbox.write(VERDICT, &verdict(&now.expect("a digest")));
    sandbox.run(&["move", "k3x9qa", "delivered"]).fine();
}

#[test]
fn a_hold_returns_to_the_stage_that_was_left() {
    let sandbox = Sandbox::studio("lumen");
    sandbox
        .run(&["move", "k3x9qa", "on-hold", "--reason", "client absent"])
        .fine();
    let wrong = sandbox.run(&["move", "k3x9qa", "production"]);
    assert_eq!(wrong.code, 3, "{}", wrong.stderr);
    assert!(wrong.stderr.contains("`review`"), "{}", wrong.stderr);
    sandbox.run(&["move", "k3x9qa", "review"]).fine();
}

#[test]
fn without_history_a_hold_takes_any_stage_and_says_so() {
    let sandbox = Sandbox::files_of("lumen");
    sandbox.run(&["move", "k3x9qa", "on-hold"]).fine();
    let said = sandbox.run(&["move", "k3x9qa", "production"]).fine();
    assert!(said.contains("not in the history"), "{said}");
}

#[test]
fn what_is_closed_is_reopened_where_it_was() {
    let sandbox = Sandbox::studio("lumen");
    sandbox.run(&["move", "b2c3d4", "cancelled"]).fine();
    assert_eq!(sandbox.run(&["move", "b2c3d4", "review"]).code, 3);
    sandbox.run(&["move", "b2c3d4", "production"]).fine();
}
