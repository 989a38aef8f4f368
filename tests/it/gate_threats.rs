//! Answers: does each known way around a gate fail, with real git?
//! Invariant: one test a threat; each was seen failing with its defence taken out.
//! Source: `docs/approvals.md`, "What somebody could try".

use crate::range_case::{BRIEF, Case, FOLDER, Judged, approved, review};
use crate::sandbox::Sandbox;
use serde_json::Value;

const WORKFLOW: &str = "workflows/standard.yml";

/// A gate that takes what anybody could type, so that the verdict itself is what is tried.
fn with_claims() -> Case {
    Case::with(&|sandbox| {
        let text = sandbox.read(WORKFLOW);
        sandbox.write(WORKFLOW, &text.replace("accepts: [forge]", "accepts: [forge, claim]"));
    })
}

/// The digest of the film as it is on the branch, by the file that an approval there gives.
fn approval(case: &Case) -> (String, String) {
    case.sandbox
        .run(&["approve", "k3x9qa", "--by", "ines", "--stay"])
        .fine();
    let listed = case.sandbox.git(&["ls-files", &format!("{FOLDER}/approvals")]);
    let path = listed.lines().last().expect("a verdict").to_owned();
    let text = case.sandbox.read(&path);
    (path, text)
}

fn lacks(judged: &Judged) -> Vec<&str> {
    let gate = &judged.json["data"]["briefs"][0]["gates"][0]["lacks"];
    let lacks = gate.as_array().map(Vec::as_slice).unwrap_or_default();
    lacks.iter().map(|one| one["lack"].as_str().expect("a word")).collect()
}

#[test]
fn a_forged_trailer_or_sentence_is_no_approval() {
    let case = Case::new();
    case.edit(BRIEF, "stage: review", "stage: delivered");
    case.commit("approve: hero-film-k3x9qa\n\nApproved-by: Inès Caron <ines@lumen.example>\nReviewed-by: ines");
    case.judged().assert(&["gate-not-met"], "a trailer");
}

#[test]
fn evidence_that_was_typed_is_a_claim() {
    let case = with_claims();
    let (path, text) = approval(&case);
    let forged = text.replace(
        "kind: claim",
        "kind: forge, forge: github, repository: '55', pull: '42', review: '1', account: '5'",
    );
    assert_ne!(text, forged);
    let real = Case::new();
    real.sandbox.write(&path, &forged);
    real.lead_through();
    let judged = real.judged();
    judged.assert(&["gate-not-met"], "typed");
    assert!(lacks(&judged).contains(&"evidence"), "{:?}", lacks(&judged));
}

#[test]
fn an_approval_counts_only_where_it_was_given() {
    let case = with_claims();
    let (path, text) = approval(&case);
    let name = path.rsplit('/').next().expect("a name").to_owned();
    case.lead_through();
    case.judged().assert(&[], "its own");
    let id = text
        .lines()
        .find_map(|line| line.strip_prefix("studio: "))
        .expect("a studio")
        .to_owned();
    for (what, from, to) in [
        (
            "another studio",
            format!("studio: {id}"),
            "studio: 1h2kq9vd3mxa".to_owned(),
        ),
        (
            "another brief",
            "subject: hero-film-k3x9qa".into(),
            "subject: teaser-9fw2hd".into(),
        ),
        ("another stage", "stage: review".into(), "stage: production".into()),
        ("another person's file", "by: ines".into(), "by: omar".into()),
        (
            "other content",
            "digest: v1:sha256:".into(),
            "digest: v1:sha256:0".into(),
        ),
    ] {
        let case = with_claims();
        let changed = text.replacen(&from, &to, 1);
        assert_ne!(text, changed, "{what}");
        case.sandbox.write(&format!("{FOLDER}/approvals/{name}"), &changed);
        case.lead_through();
        let judged = case.judged();
        assert!(judged.rules().contains(&"gate-not-met"), "{what}: {:?}", judged.rules());
    }
    let case = with_claims();
    case.sandbox.write(&format!("{FOLDER}/approvals/{name}"), &text);
    case.edit(BRIEF, "message: Le printemps commence ici", "message: Soldes");
    case.lead_through();
    let judged = case.judged();
    judged.assert(&["gate-not-met"], "older content");
    assert!(
        judged.message().contains("message"),
        "the field is named: {}",
        judged.message()
    );
}

#[test]
fn a_verdict_that_was_given_stays_as_it_is() {
    let with_verdict = || {
        let case = with_claims();
        case.sandbox.git(&["switch", "--quiet", "main"]);
        case.sandbox.run(&["reject", "k3x9qa", "--by", "ines", "--stay"]).fine();
        case.sandbox.git(&["switch", "--quiet", "crops/k3x9qa/review"]);
        case.sandbox.git(&["merge", "--quiet", "--ff-only", "main"]);
        let listed = case.sandbox.git(&["ls-files", &format!("{FOLDER}/approvals")]);
        (case, listed.trim().to_owned())
    };
    type Attack = fn(&Case, &str);
    let attacks: [(&str, Attack); 5] = [
        ("edited", |case, path| {
            case.edit(path, "verdict: reject", "verdict: abstain")
        }),
        ("re-dated", |case, path| case.edit(path, "at: 2026", "at: 2025")),
        ("deleted", |case, path| drop(case.sandbox.git(&["rm", "--quiet", path]))),
        ("renamed", |case, path| {
            drop(case.sandbox.git(&["mv", path, &path.replace(".yml", ".yaml")]))
        }),
        ("a link", |case, path| {
            case.sandbox
                .shell(&format!(
                    "mv {path} ../kept.yml && ln -s ../../../../../kept.yml {path}"
                ))
                .fine();
        }),
    ];
    for (what, attack) in attacks {
        let (case, path) = with_verdict();
        attack(&case, &path);
        case.commit(what);
        let judged = case.judged();
        assert!(
            judged.rules().contains(&"verdict-changed"),
            "{what}: {:?}",
            judged.rules()
        );
    }
    let (case, _) = with_verdict();
    case.sandbox
        .shell(&format!("mkdir -p briefs/2026-12 && git mv {FOLDER} briefs/2026-12/"))
        .fine();
    case.commit("To another month");
    let judged = case.judged();
    assert!(!judged.rules().contains(&"verdict-changed"), "{}", judged.message());
}

#[test]
fn rules_do_not_change_together_with_what_they_permit() {
    type Change = fn(&Case);
    let changes: [(&str, Change); 4] = [
        ("policy", |case| {
            case.edit(WORKFLOW, "accepts: [forge]", "accepts: [forge, claim]")
        }),
        ("no gate at all", |case| {
            case.edit(WORKFLOW, "class: gate", "class: work")
        }),
        ("team", |case| {
            case.edit("team/omar.yml", "roles: [", "roles: [creative-lead, ")
        }),
        ("settings", |case| {
            let text = case.sandbox.read("crops.yml");
            case.sandbox
                .write("crops.yml", &text.replace("repository: 55", "repository: 56"));
        }),
    ];
    for (what, change) in changes {
        let case = Case::new();
        change(&case);
        let head = case.lead_through();
        case.reviews(&[review(2, 8, "APPROVED", &head, "2026-11-19T10:00:00Z")]);
        let judged = case.judged();
        assert!(
            judged.rules().contains(&"policy-with-work"),
            "{what}: {:?}",
            judged.rules()
        );
        assert!(judged.rules().contains(&"gate-not-met"), "{what}: {:?}", judged.rules());
    }
}

#[test]
fn a_maker_has_one_name_however_many_addresses() {
    let (case, head) = {
        let case = Case::with(&|sandbox| {
            let text = sandbox.read("team/ines.yml");
            let more = text.replace("[ines@lumen.example]", "[ines@lumen.example, caron@home.example]");
            sandbox.write("team/ines.yml", &more);
        });
        case.edit(BRIEF, "message: Le printemps commence ici", "message: Soldes");
        case.commit_as("I. Caron <caron@home.example>", "A better message");
        let head = case.lead_through();
        (case, head)
    };
    case.reviews(&[approved(&head)]);
    let judged = case.judged();
    judged.assert(&["gate-not-met"], "second address");
    assert!(lacks(&judged).contains(&"maker"), "{:?}", lacks(&judged));

    let case = Case::new();
    case.edit(BRIEF, "message: Le printemps commence ici", "message: Soldes");
    case.commit_as("Somebody <nobody@knows.example>", "A better message");
    let head = case.lead_through();
    case.reviews(&[approved(&head)]);
    let judged = case.judged();
    judged.assert(&["gate-not-met"], "an address that nobody lists");
    assert_eq!(lacks(&judged), ["unknown-author"]);
}

#[test]
fn whoever_owned_the_brief_in_the_base_is_its_maker_still() {
    let case = Case::with(&|sandbox| {
        let text = sandbox.read("team/lea.yml");
        sandbox.write("team/lea.yml", &text.replace("roles: [", "roles: [creative-lead, "));
    });
    case.edit(BRIEF, "owner: lea", "owner: omar");
    let head = case.lead_through();
    case.reviews(&[review(3, 7, "APPROVED", &head, "2026-11-19T10:00:00Z")]);
    case.judged().assert(&["gate-not-met"], "the owner of before");
}

#[test]
fn a_dismissed_review_that_is_asked_for_again_is_none() {
    let (case, head) = Case::through();
    case.reviews(&[review(1, 5, "DISMISSED", &head, "2026-11-19T15:44:00Z")]);
    case.judged().assert(&["gate-not-met"], "dismissed");
    case.reviews(&[
        review(1, 5, "DISMISSED", &head, "2026-11-19T15:44:00Z"),
        review(2, 5, "COMMENTED", &head, "2026-11-19T16:44:00Z"),
    ]);
    case.judged().assert(&["gate-not-met"], "and commented");
}

#[test]
fn a_reject_does_not_get_lost_on_the_way() {
    let case = with_claims();
    let before = case.head();
    case.sandbox.run(&["reject", "k3x9qa", "--by", "ines", "--stay"]).fine();
    case.sandbox.git(&["revert", "--no-edit", "HEAD"]);
    case.lead_through();
    let judged = case.judged();
    assert!(
        judged.rules().contains(&"verdict-changed"),
        "a commit had it: {:?}",
        judged.rules()
    );

    // squashed and pushed again, git knows nothing of it: the forge does
    case.sandbox.git(&["reset", "--quiet", "--soft", &before]);
    let head = case.commit("All in one");
    case.reviews(&[review(
        1,
        5,
        "CHANGES_REQUESTED",
        "00000000000000000000000000000000000000aa",
        "2026-11-18T10:00:00Z",
    )]);
    let judged = case.judged();
    judged.assert(&["gate-not-met"], "squashed");
    assert_eq!(judged.json["data"]["head"], head);
    assert!(lacks(&judged).contains(&"rejected"), "{:?}", lacks(&judged));
}

#[test]
fn an_approval_of_the_head_is_none_of_another_result() {
    let (case, head) = Case::through();
    case.reviews(&[approved(&head)]);
    case.judged().assert(&[], "as approved");
    case.on_main(&|case| case.edit(BRIEF, "title: Film héros 30 s", "title: Film héros 60 s"));
    let said = case.run(&[]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.stdout.contains("gate-not-met"), "{said:?}");
    assert!(said.stderr.contains("ines"), "whose approval it was is said: {said:?}");
}

/// A kind of briefs whose process has no gate.
fn with_easy_kind(sandbox: &Sandbox) {
    let easy = sandbox
        .read(WORKFLOW)
        .replace("id: standard", "id: easy")
        .replace("class: gate", "class: work");
    sandbox.write("workflows/easy.yml", &easy);
    let kind = sandbox
        .read("kinds/video.yml")
        .replace("id: video", "id: quick")
        .replace("workflow: standard", "workflow: easy");
    sandbox.write("kinds/quick.yml", &kind);
}

#[test]
fn a_kind_that_is_there_already_leads_around_no_gate_either() {
    let case = Case::with(&with_easy_kind);
    case.edit(BRIEF, "kind: video", "kind: quick");
    case.edit(BRIEF, "stage: review", "stage: delivered");
    case.commit("Another kind");
    assert_eq!(case.judged().rules(), ["transition-not-allowed"]);
}

#[test]
fn no_hand_leads_a_brief_past_its_gate() {
    type Edit = fn(&Case);
    let edits: [(&str, &str, Edit); 4] = [
        ("by hand", "gate-not-met", |case| {
            case.edit(BRIEF, "stage: review", "stage: delivered")
        }),
        ("through a hold", "gate-not-met", |case| {
            case.edit(BRIEF, "stage: review", "stage: on-hold");
            case.commit("Paused");
            case.edit(BRIEF, "stage: on-hold", "stage: delivered");
        }),
        ("as another kind", "policy-with-work", |case| {
            with_easy_kind(&case.sandbox);
            case.edit(BRIEF, "kind: video", "kind: quick");
            case.edit(BRIEF, "stage: review", "stage: delivered");
        }),
        ("under another id", "id-reused", |case| {
            case.edit(BRIEF, "id: hero-film-k3x9qa", "id: hero-film-k3x9qb");
            case.edit(BRIEF, "stage: review", "stage: delivered");
        }),
    ];
    for (what, rule, edit) in edits {
        let case = Case::new();
        edit(&case);
        case.commit(what);
        let judged = case.judged();
        assert!(judged.rules().contains(&rule), "{what}: {:?}", judged.rules());
    }
}

#[test]
fn a_hold_of_earlier_leads_around_no_gate() {
    let case = Case::with(&|sandbox| {
        sandbox.git(&["commit", "--quiet", "--all", "--message=First"]);
        let text = sandbox.read(BRIEF);
        sandbox.write(BRIEF, &text.replace("stage: review", "stage: on-hold"));
    });
    case.edit(BRIEF, "stage: on-hold", "stage: delivered");
    case.commit("Out of the pause");
    case.judged().assert(&["gate-not-met"], "from a hold");
    case.edit(BRIEF, "stage: delivered", "stage: review");
    case.commit("Back to where it was");
    case.judged().assert(&[], "to where it was");
}

#[test]
fn the_id_of_a_deleted_brief_and_of_another_is_not_free() {
    let case = Case::with(&|sandbox| {
        sandbox.git(&["add", "--all"]);
        sandbox.git(&["commit", "--quiet", "--message=First"]);
        sandbox.git(&["rm", "-r", "--quiet", FOLDER]);
    });
    let other = "briefs/2026-12/hero-film-k3x9qa/brief.yml";
    let text = "crops: brief/v1\nid: hero-film-k3x9qa\ntitle: Autre\nkind: video\nstage: intake\n";
    case.sandbox.write(other, text);
    case.commit("Again");
    let judged = case.judged();
    assert!(judged.rules().contains(&"id-reused"), "{:?}", judged.rules());

    let case = Case::new();
    case.sandbox.write(other, text);
    case.commit("Twice");
    let judged = case.judged();
    assert!(judged.rules().contains(&"id-reused"), "{:?}", judged.rules());
}

#[test]
fn names_that_can_be_taken_for_others_are_named() {
    for (path, text) in [
        ("team/In\u{e8}s.yml", "x"),
        ("team/INES.yml", "x"),
        ("team/l\u{435}a.yml", "x"),
        ("team/omar\u{200b}.yml", "x"),
        ("Team/new.yml", "x"),
    ] {
        let case = Case::new();
        case.sandbox.write(path, text);
        case.commit("A name");
        let judged = case.judged();
        let is_told = judged.rules().contains(&"lookalike-name");
        assert_eq!(is_told, !path.contains('\u{e8}'), "{path}: {:?}", judged.rules());
    }
}

#[test]
fn feedback_stays_as_it_was_given() {
    let with_remark = || {
        let case = with_claims();
        case.sandbox.git(&["switch", "--quiet", "main"]);
        let remark = [
            "feedback",
            "add",
            "k3x9qa",
            "le logo est illisible",
            "--by",
            "ines",
            "--severity",
            "blocking",
        ];
        case.sandbox.run(&remark).fine();
        case.sandbox.git(&["switch", "--quiet", "crops/k3x9qa/review"]);
        case.sandbox.git(&["merge", "--quiet", "--ff-only", "main"]);
        let listed = case.sandbox.git(&["ls-files", &format!("{FOLDER}/feedback")]);
        (case, listed.trim().to_owned())
    };
    let (case, path) = with_remark();
    case.edit(&path, "severity: blocking", "severity: idea");
    case.commit("Softer");
    case.judged().assert(&["feedback-changed"], "softened");
    let (case, path) = with_remark();
    case.sandbox.git(&["rm", "--quiet", &path]);
    case.commit("Gone");
    case.judged().assert(&["feedback-changed"], "deleted");
    let (case, _) = with_remark();
    case.sandbox
        .run(&["feedback", "resolve", "k3x9qa", "f1", "--by", "lea", "--how", "fait"])
        .fine();
    case.judged().assert(&[], "resolved");
}

#[test]
fn a_driver_that_joins_records_is_named() {
    let case = Case::new();
    case.sandbox.write(
        ".gitattributes",
        "*.png binary\nbriefs/**/approvals/*.yml merge=union\n",
    );
    case.commit("No more conflicts");
    case.judged().assert(&["union-merge"], "union");
}

#[test]
fn a_hostile_name_login_or_text_is_shown_and_never_run() {
    let case = Case::new();
    case.sandbox
        .shell("printf 'x' > \"$(printf 'team/a\\nb::error::c.yml')\"; printf 'x' > 'team/--help.yml'; printf 'x' > 'team/$(touch pwned).yml'")
        .fine();
    case.edit(
        BRIEF,
        "title: Film héros 30 s",
        "title: \"\\e]0;x\\a ::error::<script>%0A\"",
    );
    let head = case.lead_through();
    let mut hostile = approved(&head);
    hostile["user"]["login"] = "\u{1b}[31m\n::error::x".into();
    hostile["user"]["id"] = 77.into();
    case.reviews(&[hostile]);
    for format in ["text", "markdown", "github", "sarif", "json"] {
        let said = case.run(&["--format", format]);
        assert_eq!(said.code, 1, "{format}: {said:?}");
        let all = format!("{}{}", said.stdout, said.stderr);
        assert!(!all.contains('\u{1b}') && !all.contains('\u{7}'), "{format}: {all:?}");
        assert!(
            !all.contains("<script>") || format == "text" || format == "json" || format == "sarif",
            "{format}"
        );
        let commands = said.stdout.lines().filter(|line| line.starts_with("::error"));
        assert!(
            commands.clone().all(|line| line.starts_with("::error file=")),
            "{format}: {said:?}"
        );
    }
    assert!(!case.sandbox.root().join("pwned").exists());
}

#[test]
fn bombs_of_yaml_are_findings() {
    for bomb in [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n".to_owned(),
        "[".repeat(100_000),
        "? ".repeat(50_000),
        format!("id: {}\n", "x".repeat(2_000_000)),
    ] {
        let case = Case::new();
        case.sandbox
            .write(&format!("{FOLDER}/approvals/review.ines.aaaaaaaa.yml"), &bomb);
        case.lead_through();
        let judged = case.judged();
        assert!(judged.rules().contains(&"gate-not-met"), "{:?}", judged.rules());
        assert!(judged.rules().len() > 1, "and the file is named");
    }
}

#[test]
fn a_revision_is_never_an_option_of_git() {
    let case = Case::new();
    for range in [
        "--upload-pack=touch pwned..HEAD",
        "main..--output=pwned",
        "-c core.fsmonitor=touch\\ pwned..HEAD",
        "--exec=x..--help",
        "..",
        "no-such..HEAD",
        "main..HEAD..HEAD",
        "$(touch pwned)..HEAD",
    ] {
        let said = case.sandbox.run(&["check", &format!("--range={range}")]);
        assert!([2, 4].contains(&said.code) || range == "..", "{range}: {said:?}");
    }
    assert!(!case.sandbox.root().join("pwned").exists());
}

#[test]
fn nothing_of_the_configuration_of_the_repository_is_run() {
    let (case, head) = Case::through();
    case.reviews(&[approved(&head)]);
    let touch = "touch \"$(git rev-parse --show-toplevel)/pwned\"; false";
    case.sandbox.shell(&format!(
        "cd . && printf '#!/bin/sh\\n{}\\n' >../evil && chmod +x ../evil && E=$(cd ..; pwd)/evil
        for key in gpg.program gpg.ssh.program core.fsmonitor core.pager core.editor core.sshCommand merge.evil.driver filter.evil.clean filter.evil.smudge diff.evil.textconv diff.external credential.helper; do git config \"$key\" \"$E\"; done
        mkdir -p .git/hooks; for hook in post-checkout pre-commit post-merge reference-transaction fsmonitor-watchman; do cp ../evil .git/hooks/$hook; done
        printf '*.yml merge=evil filter=evil diff=evil\\n' >.git/info/attributes",
        touch.replace('"', "\\\"").replace('$', "\\$"),
    )).fine();
    drop(std::fs::remove_file(case.sandbox.root().join("pwned")));
    case.run(&[]).fine();
    assert!(!case.sandbox.root().join("pwned").exists());
}

#[test]
fn ten_thousand_verdicts_hide_no_reject() {
    let case = with_claims();
    let (path, text) = approval(&case);
    let id = text
        .lines()
        .find_map(|line| line.strip_prefix("id: "))
        .expect("an id")
        .to_owned();
    for nth in 0..10_000 {
        let new = format!("{nth:08}").replace(['i', 'l', 'o', 'u'], "x");
        let verdict = if nth == 9_999 { "reject" } else { "approve" };
        let text = text
            .replace(&format!("id: {id}"), &format!("id: '{new}'"))
            .replace("verdict: approve", &format!("verdict: {verdict}"));
        case.sandbox.write(&path.replace(&id, &new), &text);
    }
    case.lead_through();
    let judged = case.judged();
    assert!(lacks(&judged).contains(&"rejected"), "{:?}", judged.message());
}

#[test]
fn the_judgement_needs_no_files_at_hand() {
    let (case, head) = Case::through();
    case.reviews(&[approved(&head)]);
    case.sandbox.shell("git clone --quiet --bare . ../bare.git").fine();
    let said = case.sandbox.run(&[
        "-C",
        "../bare.git",
        "check",
        "--range",
        "main..crops/k3x9qa/review",
        "--reviews",
        "../reviews.json",
        "--format",
        "json",
    ]);
    let json: Value = serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{error}: {said:?}"));
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(0), "{said:?}");
}
