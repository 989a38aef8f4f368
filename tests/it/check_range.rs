//! Answers: does `crops check --range` say whether commits may be merged, and why not?

use crate::range_case::{BRIEF, Case, FOLDER, approved, review};
use insta::assert_snapshot;
use serde_json::Value;

#[test]
fn a_gate_is_red_until_its_reviews_are_there() {
    let (case, head) = Case::through();
    let said = case.run(&[]);
    assert_snapshot!(said.all(), @"
    exit 1
    Not yet: 1 gate of 1 brief not met.

    Film héros 30 s (hero-film-k3x9qa): Internal review → Delivered
      ✗ Internal review: waits for 1 more `creative-lead` (ines)

    error[gate-not-met]: `hero-film-k3x9qa` may not pass `review` yet: 1 more `creative-lead` (ines)
     --> briefs/2026-11/hero-film-k3x9qa/brief.yml:6:8
      |
    6 | stage: delivered
      |        ^^^^^^^^^
      |
      = hint: crops brief show hero-film-k3x9qa

    Next: crops explain gate-not-met
    --
    ");
    case.reviews(&[approved(&head)]);
    let said = case.run(&[]);
    assert_snapshot!(said.all(), @"
    exit 0
    Nothing stands against merging: 1 brief, 1 gate met.

    Film héros 30 s (hero-film-k3x9qa): Internal review → Delivered
      ✓ Internal review: approved by ines
    --
    ");
}

#[test]
fn the_same_is_said_in_french() {
    let (mut case, _) = Case::through();
    case.edit(BRIEF, "Le printemps commence ici", "Le printemps est là");
    case.commit("Another message");
    case.sandbox = case.sandbox.french();
    assert_snapshot!(case.run(&[]).all(), @"
    exit 1
    Pas encore : 1 validation manque (1 brief).

    Film héros 30 s (hero-film-k3x9qa) : Validation interne → Livré
      ✗ Validation interne : en attente : encore 1 `creative-lead` (ines)
      message : « Le printemps commence ici » devient « Le printemps est là » · couvert

    erreur[gate-not-met] : `hero-film-k3x9qa` ne peut pas encore passer `review` : encore 1 `creative-lead` (ines)
     --> briefs/2026-11/hero-film-k3x9qa/brief.yml:6:8
      |
    6 | stage: delivered
      |        ^^^^^^^^^
      |
      = piste : crops brief show hero-film-k3x9qa

    Ensuite : crops explain gate-not-met
    --
    ");
}

#[test]
fn a_request_that_passes_no_gate_needs_no_review() {
    let case = Case::new();
    case.edit(BRIEF, "stage: review", "stage: production");
    case.commit("Back to work");
    case.judged().assert(&[], "back");
    case.edit(BRIEF, "stage: production", "stage: on-hold");
    case.commit("Paused");
    case.judged().assert(&[], "held");
}

#[test]
fn a_range_without_a_change_is_fine() {
    let case = Case::new();
    case.judged().assert(&[], "nothing");
    let empty = case.sandbox.run(&["check", "--range", "HEAD..HEAD"]);
    empty.fine();
}

#[test]
fn only_what_the_range_makes_worse_is_told() {
    let case = Case::with(&|sandbox| {
        let text = sandbox.read("crops.yml");
        sandbox.write("crops.yml", &(text + "titel: X\n"));
    });
    case.edit(BRIEF, "audience: Urbains 25–34 ans", "audience: Tous");
    case.commit("Another audience");
    case.judged().assert(&[], "known");
    case.edit(BRIEF, "owner: lea", "owner: lea-who-left");
    case.commit("Nobody");
    case.judged().assert(&["unknown-reference"], "new");
}

#[test]
fn a_change_of_the_team_is_checked_against_every_record() {
    let case = Case::new();
    case.sandbox.git(&["rm", "--quiet", "team/lea.yml"]);
    case.commit("Léa has left");
    let judged = case.judged();
    assert!(judged.rules().contains(&"unknown-reference"), "{}", judged.message());
}

#[test]
fn a_real_conflict_is_named_and_a_change_of_other_lines_is_none() {
    let (case, _) = Case::through();
    case.on_main(&|case| case.edit(BRIEF, "audience: Urbains 25–34 ans", "audience: Tous"));
    let judged = case.judged();
    judged.assert(&["gate-not-met"], "other lines");
    assert_eq!(judged.json["data"]["merge"], "in-memory");
    case.on_main(&|case| case.edit(BRIEF, "stage: review", "stage: production"));
    case.judged().assert(&["merge-clash"], "the same line");
    let objects = || case.sandbox.git(&["count-objects", "--verbose"]);
    let before = objects();
    case.judged();
    assert_eq!(objects(), before, "nothing is written");
}

#[test]
fn findings_are_for_scanners_and_for_the_lines_of_a_request() {
    let (case, _) = Case::through();
    let github = case.run(&["--format", "github"]);
    assert!(
        github
            .stdout
            .starts_with(&format!("::error file={BRIEF},line=6,col=8,title=gate-not-met::")),
        "{github:?}"
    );
    let sarif: Value = serde_json::from_str(&case.run(&["--format", "sarif"]).stdout).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "gate-not-met");
    let words = case.sandbox.run(&["explain", "gate-not-met"]).fine();
    assert!(words.contains("--range"), "{words}");
}

#[test]
fn the_comment_of_a_request_shows_its_proofs_and_what_is_open() {
    let (case, _) = Case::through();
    let proof = |id: &str, uri: &str| {
        let record = format!(
            "crops: asset/v1\nid: {id}\ntitle: Affiche\nrole: proof\nuri: {uri}\nmedia_type: image/png\nsha256: {}\nbrief: hero-film-k3x9qa\n",
            "a".repeat(64)
        );
        case.sandbox.write(&format!("assets/{id}.yml"), &record);
    };
    proof("affiche-v1", "https://files.lumen.example/affiche_v1.png");
    proof(
        "affiche-v2",
        "\"https://files.lumen.example/x) [click](javascript:alert(1)\"",
    );
    case.edit(
        BRIEF,
        "channels:",
        "proofs: [{asset: affiche-v1}, {asset: affiche-v2}]\nchannels:",
    );
    case.commit("Proofs");
    let page = case.run(&["--format", "markdown"]).stdout;
    assert!(
        page.contains("![](https://files.lumen.example/affiche_v1.png)"),
        "{page}"
    );
    // an escaped bracket ends no link
    assert!(!page.replace("\\]", "").contains("](javascript"), "{page}");
    assert!(page.contains("waits for"), "{page}");
}

#[test]
fn reviews_may_come_from_standard_input_and_never_without_a_range() {
    let (mut case, head) = Case::through();
    case.sandbox = case.sandbox.input(&Value::from(vec![approved(&head)]).to_string());
    case.sandbox
        .run(&["check", "--range", "main..HEAD", "--reviews", "-"])
        .fine();
    let without = case.sandbox.run(&["check", "--reviews", "-"]);
    assert_eq!(without.code, 2, "{without:?}");
    assert!(without.stderr.contains("--range"), "{without:?}");
}

#[test]
fn a_stage_is_not_left_without_its_checklist_and_fields() {
    let case = Case::with(&|sandbox| {
        let workflow = sandbox.read("workflows/standard.yml");
        let asked = workflow.replace(
            "    gate:",
            "    handoff: [proof archived]\n    requires: [x-format]\n    gate:",
        );
        assert_ne!(asked, workflow);
        sandbox.write("workflows/standard.yml", &asked);
    });
    case.reviews(&[approved(&case.lead_through())]);
    assert_eq!(case.judged().rules(), ["handoff-not-ticked", "required-field-missing"]);
    let tick = "crops: handoff/v1\nid: 3kq8d1vz\nsubject: hero-film-k3x9qa\nstage: review\nby: lea\n\
                at: 2026-11-20T10:00:00+01:00\nround: 1\nticked: [proof archived]\n";
    let file = format!("{FOLDER}/handoffs/review.lea.3kq8d1vz.yml");
    case.sandbox.write(&file, tick);
    case.edit(BRIEF, "stage: delivered", "stage: delivered\nx-format: 16:9");
    case.reviews(&[approved(&case.commit("Handed over"))]);
    assert_eq!(case.judged().rules(), Vec::<&str>::new());
}

#[test]
fn a_request_without_any_review_yet_waits() {
    let (case, _) = Case::through();
    case.reviews(&[]);
    case.judged().assert(&["gate-not-met"], "none yet");
}

#[test]
fn changes_required_keep_the_gate_shut_whoever_else_approves() {
    let (case, head) = Case::through();
    case.reviews(&[
        review(1, 5, "CHANGES_REQUESTED", &head, "2026-11-18T10:00:00Z"),
        review(2, 8, "APPROVED", &head, "2026-11-19T10:00:00Z"),
    ]);
    let judged = case.judged();
    judged.assert(&["gate-not-met"], "rejected");
    assert_eq!(
        judged.json["data"]["briefs"][0]["gates"][0]["outcome"],
        "changes-required"
    );
}
