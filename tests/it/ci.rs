//! Answers: do the pipelines that we hand out check and report as they say, in clones as pipelines make them?
//! Invariant: what runs is the text of `action.yml`, `docs/ci/gitlab.yml` and `docs/ci/pre-commit`, with the forge's own values put in.

use crate::sandbox::{Said, Sandbox};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// How much of the history a pipeline fetches.
#[derive(Clone, Copy)]
enum Depth {
    One,
    All,
}

fn project(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&project(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A studio, its remote, and the clone that a pipeline makes for a pull request: no branch of its own, a detached merge.
fn pipeline(depth: Depth) -> Sandbox {
    let sandbox = Sandbox::studio("product-launch");
    sandbox.git(&["commit", "--quiet", "--allow-empty", "--message=One more"]);
    let fetch = match depth {
        Depth::One => "--depth=1 origin +refs/heads/main:refs/remotes/pull/7/merge",
        Depth::All => "origin +refs/heads/*:refs/remotes/origin/* +refs/heads/main:refs/remotes/pull/7/merge",
    };
    sandbox
        .shell(&format!(
            "set -e; git clone --quiet --bare . ../origin.git; git init --quiet ../ci; cd ../ci
            git remote add origin \"file://$(cd ../origin.git; pwd)\"; git fetch --quiet --no-tags {fetch}
            git checkout --quiet --detach refs/remotes/pull/7/merge"
        ))
        .fine();
    sandbox
}

/// The value that the forge puts in for an expression of `action.yml`.
fn expression(text: &str, inputs: &[(&str, &str)]) -> String {
    let given = |name: &str| inputs.iter().find(|(input, _)| *input == name).map(|(_, value)| *value);
    match text {
        "inputs.crops || format('{0}/crops-program/bin/crops', runner.temp)" => "crops".into(),
        "github.action_path" => env!("CARGO_MANIFEST_DIR").into(),
        "runner.temp" => "../temp".into(),
        "github.repository" => "lumen/studio".into(),
        "github.event.pull_request.number" => "7".into(),
        // of a push, and of a pull request that a test is not about
        "github.event.pull_request.base.ref" => given("base").unwrap_or_default().into(),
        _ => {
            let name = text
                .strip_prefix("inputs.")
                .unwrap_or_else(|| panic!("what is `{text}`?"));
            let action = yaml("action.yml");
            let default = action["inputs"][name]["default"]
                .as_str()
                .unwrap_or_else(|| panic!("no input `{name}`"));
            given(name).unwrap_or(default).to_owned()
        }
    }
}

fn filled(text: &str, inputs: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{") {
        let (inner, after) = after.split_once("}}").expect("an expression ends");
        filled.push_str(before);
        filled.push_str(&expression(inner.trim(), inputs));
        rest = after;
    }
    filled + rest
}

/// The bash of one step of the action, with its environment, run in the clone.
fn step(sandbox: &Sandbox, name: &str, inputs: &[(&str, &str)]) -> Said {
    let action = yaml("action.yml");
    let steps = action["runs"]["steps"].as_array().expect("steps");
    let step = steps.iter().find(|step| step["name"] == name).expect("the step");
    let mut lines = String::from("cd ../ci; export GITHUB_STEP_SUMMARY=../summary.md GITHUB_OUTPUT=../output.txt\n");
    for (variable, value) in step["env"].as_object().expect("an environment") {
        let value = filled(value.as_str().expect("text"), inputs).replace('\'', r"'\''");
        lines.push_str(&format!("export {variable}='{value}'\n"));
    }
    lines.push_str(step["run"].as_str().expect("a run"));
    sandbox.shell(&lines)
}

const REPORT: &str = "Check and report";

fn beside(sandbox: &Sandbox, path: &str) -> String {
    fs::read_to_string(sandbox.root().join("..").join(path)).unwrap_or_default()
}

#[test]
fn the_action_says_what_a_clone_of_one_commit_lacks() {
    let sandbox = pipeline(Depth::One);
    let said = step(&sandbox, REPORT, &[]);
    assert_eq!(said.code, 4, "{said:?}");
    assert!(said.stdout.contains("::error title=crops::"), "{said:?}");
    assert!(said.stdout.contains("fetch-depth: 0"), "{said:?}");
    assert!(beside(&sandbox, "summary.md").contains("fetch-depth: 0"));
    assert!(beside(&sandbox, "output.txt").ends_with("kpis=\n"));
}

#[test]
fn the_action_reports_from_a_whole_clone() {
    let sandbox = pipeline(Depth::All);
    let said = step(
        &sandbox,
        REPORT,
        &[("period", "2026-Q4"), ("by", "kind"), ("language", "fr")],
    );
    assert_eq!(said.code, 0, "{said:?}");
    let summary = beside(&sandbox, "summary.md");
    assert!(summary.contains("Tout est en ordre"), "{summary}");
    assert!(summary.contains("| wip |"), "{summary}");
    let kpis: Value = serde_json::from_str(&beside(&sandbox, "temp/crops-report/kpis.json")).expect("JSON");
    assert_eq!(kpis["kind"], "crops.kpi");
    assert_eq!(kpis["data"]["period"]["from"], "2026-10-01");
    let outputs = beside(&sandbox, "output.txt");
    assert!(outputs.contains("report=../temp/crops-report/report.md\n"), "{outputs}");
}

#[test]
fn the_action_fails_on_a_missed_target_only_when_asked() {
    let sandbox = pipeline(Depth::All);
    let targets = "crops: targets/v1\ntargets:\n  - {kpi: wip, at_most: 0}\n";
    sandbox.write("../ci/targets.yml", targets);
    sandbox
        .shell("cd ../ci; git add targets.yml; git commit --quiet --message=Targets; git push --quiet origin HEAD:main")
        .fine();
    let code = |inputs: &[(&str, &str)]| step(&sandbox, REPORT, inputs).code;
    assert_eq!(code(&[]), 0);
    assert_eq!(code(&[("fail-on-miss", "true")]), 1);
}

#[test]
fn the_action_and_the_gitlab_job_fail_on_a_worse_target_only_when_asked_and_only_where_it_got_worse() {
    let sandbox = pipeline(Depth::All).today("2026-11-27");
    let target = |line: &str| {
        sandbox.write(
            "../ci/targets.yml",
            &format!("crops: targets/v1\ntargets:\n  - {{{line}}}\n"),
        );
        sandbox
            .shell("cd ../ci; git add targets.yml; git commit --quiet --message=Targets; git tag -f then; git push --quiet origin HEAD:main")
            .fine();
    };
    let codes = |revision: &str| {
        let action = step(&sandbox, REPORT, &[("fail-on-worse", revision)]).code;
        let gitlab = gitlab_job(&sandbox, &format!("export CROPS_FAIL_ON_WORSE={revision}\n")).code;
        (action, gitlab)
    };
    target("kpi: throughput, at_least: 900");
    assert_eq!(codes(""), (0, 0));
    assert_eq!(codes("then"), (0, 0), "it is missed as it was");
    target("kpi: age, at_most: 1d");
    assert_eq!(codes(""), (0, 0));
    assert_eq!(codes("then"), (1, 1), "open briefs are a week older");
    assert_eq!(codes("no-such-revision"), (4, 4));
}

#[test]
fn the_action_marks_the_line_of_a_finding() {
    let sandbox = pipeline(Depth::All);
    let settings = sandbox.read("../ci/crops.yml") + "titel: 100 %\n";
    let line = settings.lines().count();
    sandbox.write("../ci/crops.yml", &settings);
    let said = step(&sandbox, REPORT, &[]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(
        said.stdout.contains(&format!("::error file=crops.yml,line={line},")),
        "{said:?}"
    );
    assert!(beside(&sandbox, "summary.md").contains("unknown-key"));
}

#[test]
fn what_an_action_is_given_is_never_run() {
    let action = yaml("action.yml");
    for step in action["runs"]["steps"].as_array().expect("steps") {
        let run = step["run"].as_str().unwrap_or_default();
        assert!(!run.contains("${{"), "a value could be run: {run}");
    }
    let sandbox = pipeline(Depth::All);
    let hostile = "$(touch ../pwned);`touch ../pwned`' --help";
    for input in ["directory", "period", "by", "fail-on-worse", "language"] {
        let said = step(&sandbox, REPORT, &[(input, hostile)]);
        assert!([2, 3, 4].contains(&said.code), "{input}: {said:?}");
    }
    assert!(!sandbox.root().join("../pwned").exists());
}

/// A `gh` or `curl` that writes down what it was asked, and answers with this.
fn stand_in(sandbox: &Sandbox, name: &str, answer: &str) {
    let text = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$*\" >>../asked.txt\ncase \"$*\" in *POST*|*PATCH*|*PUT*) ;; *) printf '%s\\n' '{answer}';; esac\n"
    );
    sandbox.write(&format!("../stand-ins/{name}"), &text);
    sandbox.shell(&format!("chmod +x ../stand-ins/{name}")).fine();
}

fn with_stand_ins(sandbox: Sandbox) -> Sandbox {
    let folder = sandbox.root().join("../stand-ins");
    sandbox.variable("PATH", &format!("{}:/usr/local/bin:/usr/bin:/bin", folder.display()))
}

#[test]
fn a_pull_request_has_one_comment_that_is_kept_up_to_date() {
    for (old, asked) in [
        ("", "--method POST repos/lumen/studio/issues/7/comments"),
        ("31", "--method PATCH repos/lumen/studio/issues/comments/31"),
    ] {
        let sandbox = with_stand_ins(pipeline(Depth::All));
        stand_in(&sandbox, "gh", old);
        step(&sandbox, REPORT, &[]);
        let said = step(&sandbox, "Tell the pull request", &[("token", "secret")]);
        assert_eq!(said.code, 0, "{said:?}");
        let written = beside(&sandbox, "asked.txt");
        assert!(written.contains(asked), "{written}");
        assert!(!written.contains("secret"), "{written}");
    }
}

/// A clone of a pull request that leads the film of `lumen` through its gate: the merge of the branch into `main`.
fn gated(is_merged: Merged) -> (Sandbox, String) {
    let (case, head) = crate::range_case::Case::through();
    let merge = match is_merged {
        Merged::ByTheForge => {
            "git switch --quiet main; git merge --quiet --no-ff --message=Merge crops/k3x9qa/review; git branch merged; git reset --quiet --hard HEAD~1"
        }
        Merged::Nowhere => "git branch merged crops/k3x9qa/review",
    };
    case.sandbox
        .shell(&format!(
            "set -e; {merge}; git clone --quiet --bare . ../origin.git; git init --quiet ../ci; cd ../ci
            git remote add origin \"file://$(cd ../origin.git; pwd)\"
            git fetch --quiet --no-tags origin +refs/heads/*:refs/remotes/origin/*
            git checkout --quiet --detach refs/remotes/origin/merged"
        ))
        .fine();
    (with_stand_ins(case.sandbox), head)
}

#[derive(Clone, Copy)]
enum Merged {
    ByTheForge,
    Nowhere,
}

/// What `gh` or `curl` is told of the reviews; everything else is an empty list.
fn reviews_by(sandbox: &Sandbox, name: &str, reviews: &str) {
    sandbox.write("../told.json", reviews);
    let text = "#!/bin/sh\nprintf '%s\\n' \"$*\" >>../asked.txt\ncase \"$*\" in *reviews?per_page*|*discussions*) cat ../told.json;; *) echo '[]';; esac\n";
    sandbox.write(&format!("../stand-ins/{name}"), text);
    sandbox.shell(&format!("chmod +x ../stand-ins/{name}")).fine();
}

#[test]
fn a_pull_request_is_red_until_its_reviews_meet_the_gate() {
    for merged in [Merged::ByTheForge, Merged::Nowhere] {
        let (sandbox, head) = gated(merged);
        reviews_by(&sandbox, "gh", "[]");
        let said = step(&sandbox, REPORT, &[("base", "main")]);
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.stdout.contains("title=gate-not-met::"), "{said:?}");
        let page = beside(&sandbox, "temp/crops-report/report.md");
        assert!(page.contains("Internal review: waits for"), "{page}");
        let asked = beside(&sandbox, "asked.txt");
        assert!(
            asked.contains("repos/lumen/studio/pulls/7/reviews?per_page=100"),
            "{asked}"
        );

        let mut review = crate::range_case::approved(&head);
        review["pull_request_url"] = "https://api.github.com/repos/lumen/studio/pulls/7".into();
        reviews_by(&sandbox, "gh", &Value::from(vec![review]).to_string());
        let said = step(&sandbox, REPORT, &[("base", "main")]);
        assert_eq!(said.code, 0, "{said:?}");
        let page = beside(&sandbox, "temp/crops-report/report.md");
        assert!(page.contains("approved by ines"), "{page}");
    }
}

#[test]
fn a_merge_request_is_red_until_its_reviews_meet_the_gate() {
    let (sandbox, head) = gated(Merged::Nowhere);
    let request = "export CROPS_TOKEN=t CI_MERGE_REQUEST_IID=7 CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main\n";
    reviews_by(&sandbox, "curl", "[]");
    let said = gitlab_job(&sandbox, request);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.stdout.contains("Internal review: waits for"), "{said:?}");
    let asked = beside(&sandbox, "asked.txt");
    assert!(
        asked.contains("projects/12/merge_requests/7/discussions?per_page=100"),
        "{asked}"
    );

    let mut review = crate::range_case::approved(&head);
    review["pull_request_url"] = "https://api.github.com/repos/lumen/studio/pulls/7".into();
    reviews_by(&sandbox, "curl", &Value::from(vec![review]).to_string());
    let said = gitlab_job(&sandbox, request);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.stdout.contains("approved by ines"), "{said:?}");
}

#[test]
fn a_pull_request_whose_reviews_cannot_be_read_is_red() {
    let (sandbox, _) = gated(Merged::ByTheForge);
    sandbox.write("../stand-ins/gh", "#!/bin/sh\necho 'no token' >&2; exit 1\n");
    sandbox.shell("chmod +x ../stand-ins/gh").fine();
    let said = step(&sandbox, REPORT, &[("base", "main")]);
    assert_ne!(said.code, 0, "{said:?}");
}

/// The script of the job, as the runner puts it together.
fn gitlab_job(sandbox: &Sandbox, variables: &str) -> Said {
    let template = yaml("docs/ci/gitlab.yml");
    let mut lines = String::from(
        "set -e; cd ../ci; export CI_PROJECT_DIR=$PWD CI_PROJECT_ID=12 CI_API_V4_URL=https://gitlab.example/api/v4\n",
    );
    for (name, value) in template["crops"]["variables"].as_object().expect("variables") {
        lines.push_str(&format!("export {name}=\"{}\"\n", value.as_str().expect("text")));
    }
    lines.push_str(variables);
    for part in ["before_script", "script"] {
        for line in template["crops"][part].as_array().expect("lines") {
            lines.push_str(&format!("\n{}\n", line.as_str().expect("a line")));
        }
    }
    sandbox.shell(&lines)
}

#[test]
fn the_gitlab_job_reports_from_a_whole_clone_and_says_what_a_short_one_lacks() {
    let sandbox = pipeline(Depth::All);
    let said = gitlab_job(&sandbox, "");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.stdout.contains("| wip |"), "{said:?}");
    let short = gitlab_job(&pipeline(Depth::One), "");
    assert_eq!(short.code, 4, "{short:?}");
    assert!(short.stdout.contains("GIT_DEPTH"), "{short:?}");
}

#[test]
fn the_gitlab_job_keeps_one_note_of_the_merge_request() {
    let mark = "<!-- crops report of . -->";
    for (notes, asked) in [
        (
            "[]",
            "--request POST https://gitlab.example/api/v4/projects/12/merge_requests/5/notes",
        ),
        (
            r#"[{"id":3,"body":"hello"},{"id":4,"body":"MARK\nold"}]"#,
            "--request PUT https://gitlab.example/api/v4/projects/12/merge_requests/5/notes/4",
        ),
    ] {
        let sandbox = with_stand_ins(pipeline(Depth::All));
        stand_in(&sandbox, "curl", &notes.replace("MARK", mark).replace("\\n", "\\\\n"));
        let said = gitlab_job(&sandbox, "export CROPS_TOKEN=t CI_MERGE_REQUEST_IID=5\n");
        assert_eq!(said.code, 0, "{said:?}");
        let written = beside(&sandbox, "asked.txt");
        assert!(written.contains(asked), "{written}");
    }
}

/// Installs the hook, and commits what is staged.
fn commit(sandbox: &Sandbox, words: &str) -> Said {
    let hook = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci/pre-commit");
    sandbox.shell(&format!(
        "cp '{}' .git/hooks/ && git commit --quiet --message=Change {words}",
        hook.display()
    ))
}

#[test]
fn the_hook_checks_what_would_be_committed_and_not_the_files_at_hand() {
    let sandbox = Sandbox::studio("product-launch");
    let settings = sandbox.read("crops.yml");
    sandbox.write("crops.yml", &format!("{settings}titel: X\n"));
    sandbox.git(&["add", "crops.yml"]);
    sandbox.write("crops.yml", &settings);
    let refused = commit(&sandbox, "");
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(
        refused.stdout.contains("unknown-key") || refused.stderr.contains("unknown-key"),
        "{refused:?}"
    );
    assert_eq!(sandbox.git(&["rev-list", "--count", "HEAD"]), "1\n");

    sandbox.write("crops.yml", &format!("{settings}# a comment\n"));
    sandbox.git(&["add", "crops.yml"]);
    sandbox.write("crops.yml", &format!("{settings}titel: X\n"));
    commit(&sandbox, "").fine();
    assert_eq!(sandbox.git(&["rev-list", "--count", "HEAD"]), "2\n");
    assert_eq!(commit(&sandbox, "--all").code, 1);
}

#[test]
fn the_hook_lets_a_first_commit_through() {
    let sandbox = Sandbox::files_of("product-launch");
    sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
    sandbox.git(&["add", "--all"]);
    commit(&sandbox, "").fine();
}

#[test]
fn the_hook_finds_a_studio_in_a_folder() {
    let sandbox = Sandbox::studio("product-launch");
    sandbox
        .shell("mkdir creative; git mv -k * creative/; git commit --quiet --message=Moved; git config crops.studio creative; echo 'titel: X' >>creative/crops.yml")
        .fine();
    assert_eq!(commit(&sandbox, "--all").code, 1);
}
