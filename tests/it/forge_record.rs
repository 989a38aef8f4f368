//! Answers: does `crops forge record` keep what reviewers said, once, and alike however the request was merged?

use crate::sandbox::Sandbox;
use insta::assert_snapshot;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;

const BRIEF: &str = "briefs/2026-11/hero-film-k3x9qa/brief.yml";

/// A studio on a forge, and a branch that leads the film through its gate: rejected once, then approved.
struct Told {
    sandbox: Sandbox,
    first: String,
    last: String,
}

fn told() -> Told {
    let sandbox = Sandbox::studio("lumen");
    let settings = sandbox.read("crops.yml") + "forge: {kind: github, repository: 55, name: lumen/studio}\n";
    sandbox.write("crops.yml", &settings);
    for (person, number) in [("ines", 5), ("lea", 7)] {
        let file = format!("team/{person}.yml");
        let account = format!("accounts: [{{forge: github, id: {number}}}]\n");
        sandbox.write(&file, &(sandbox.read(&file) + &account));
    }
    sandbox.git(&["commit", "--quiet", "--all", "--message=The forge"]);
    sandbox.git(&["switch", "--quiet", "--create", "crops/k3x9qa/review"]);
    let passed = sandbox.read(BRIEF).replace("stage: review", "stage: delivered");
    let commit = |text: &str| {
        sandbox.write(BRIEF, text);
        sandbox.git(&["commit", "--quiet", "--all", "--message=Through the gate"]);
        sandbox.git(&["rev-parse", "HEAD"]).trim().to_owned()
    };
    let first = commit(&passed);
    let last = commit(&passed.replace("Le printemps commence ici", "Le printemps est là"));
    sandbox.git(&["switch", "--quiet", "main"]);
    Told { sandbox, first, last }
}

fn review(id: u64, user: u64, state: &str, commit: &str, at: &str) -> Value {
    json!({
        "id": id, "node_id": "n", "user": {"login": "somebody", "id": user, "type": "User"}, "state": state, "commit_id": commit,
        "submitted_at": at, "body": "le logo n'est pas lisible",
        "pull_request_url": "https://api.github.com/repos/lumen/studio/pulls/42",
    })
}

impl Told {
    fn reviews(&self) -> Value {
        json!([
            review(1, 5, "CHANGES_REQUESTED", &self.first, "2026-11-17T14:02:00Z"),
            review(2, 5, "APPROVED", &self.last, "2026-11-19T15:44:00Z"),
            review(3, 77, "APPROVED", &self.last, "2026-11-19T15:45:00Z"),
        ])
    }

    fn given(&self, payload: &Value) {
        self.sandbox.write("../reviews.json", &payload.to_string());
    }

    /// Every record beside the brief, by its path.
    fn records(&self) -> BTreeMap<String, String> {
        let listed = self.sandbox.git(&["ls-files", "briefs/2026-11/hero-film-k3x9qa"]);
        let records = listed.lines().filter(|path| !path.ends_with("brief.yml"));
        records.map(|path| (path.to_owned(), self.sandbox.read(path))).collect()
    }
}

const RECORD: [&str; 4] = ["forge", "record", "--reviews", "../reviews.json"];

#[test]
fn however_a_request_was_merged_the_same_files_are_recorded_once() {
    let mut seen: Vec<BTreeMap<String, String>> = Vec::new();
    for merge in [
        &["merge", "--quiet", "--no-ff", "--message=Merge", "crops/k3x9qa/review"][..],
        &["merge", "--quiet", "--squash", "crops/k3x9qa/review"],
        &[
            "cherry-pick",
            "--no-commit",
            "crops/k3x9qa/review~1",
            "crops/k3x9qa/review",
        ],
        &["merge", "--quiet", "--ff-only", "crops/k3x9qa/review"],
    ] {
        let told = told();
        told.sandbox.git(merge);
        if !told.sandbox.git(&["status", "--porcelain"]).is_empty() {
            told.sandbox.git(&["commit", "--quiet", "--message=Landed"]);
        }
        told.given(&told.reviews());
        let before = told.sandbox.git(&["rev-parse", "HEAD"]);
        let answer = told.sandbox.run(&[&RECORD[..], &["--format", "json"]].concat());
        let said: Value = serde_json::from_str(&answer.fine()).expect("JSON");
        let verdicts = said["data"]["done"]["verdicts"].as_array().expect("verdicts");
        assert_eq!(verdicts.len(), 2, "{merge:?}");
        let changed = told.sandbox.git(&["diff", "--name-status", before.trim(), "HEAD"]);
        assert!(
            changed.lines().all(|line| line.starts_with('A')),
            "only added: {changed}"
        );
        let records = told.records();
        let commit_of = |text: &String| {
            text.lines()
                .filter(|line| !line.contains("commit"))
                .collect::<Vec<_>>()
                .join("\n")
        };
        seen.push(
            records
                .iter()
                .map(|(path, text)| (path.clone(), commit_of(text)))
                .collect(),
        );
        let again = told.sandbox.run(&RECORD);
        assert!(again.fine().contains("2 verdicts are already here"), "{merge:?}");
        assert_eq!(told.records(), records);
        told.sandbox.run(&["check"]).fine();
    }
    assert!(seen.iter().all(|records| *records == seen[0]));
}

#[test]
fn a_recorded_verdict_says_what_the_forge_said() {
    let told = told();
    told.given(&told.reviews());
    let said = told.sandbox.run(&RECORD).all();
    let lines: Vec<&str> = said.lines().filter(|line| !line.contains("committed as")).collect();
    assert_snapshot!(lines.join("\n"), @"
    exit 0
    ✓ github #42: 2 verdicts recorded
      hero-film-k3x9qa at review: changes required by ines
      hero-film-k3x9qa at review: approved by ines
    --
    warning: a review of `somebody` does not count: nobody in the studio has the account 77
    hint: write `id: 77` under `accounts:` in their file of team/ or parties/
    ");
    let files = told.records();
    let reject = files
        .values()
        .find(|text| text.contains("verdict: reject"))
        .expect("a reject");
    let approve = files
        .values()
        .find(|text| text.contains("verdict: approve"))
        .expect("an approval");
    let id = reject
        .lines()
        .find_map(|line| line.strip_prefix("id: "))
        .expect("an id");
    assert!(approve.contains(&format!("resolves: [{id}]")), "{approve}");
    assert!(approve.contains("at: 2026-11-19T15:44:00+00:00"), "{approve}");
    assert!(
        reject.contains(&format!("commit: {}", told.first)) || reject.contains(&format!("commit: \"{}\"", told.first)),
        "{reject}"
    );
}

#[test]
fn a_payload_that_cannot_be_trusted_records_nothing() {
    let told = told();
    let fail = |payload: &Value, more: &[&str]| {
        told.given(payload);
        let said = told.sandbox.run(&[&RECORD[..], more].concat());
        assert_eq!(told.records(), BTreeMap::new());
        said.all()
    };
    let mut other = told.reviews();
    other[0]["pull_request_url"] = json!("https://api.github.com/repos/lumen/other/pulls/42");
    assert_snapshot!(fail(&other, &[]), @"
    exit 3
    --
    error: these reviews are of the repository `lumen/other`, and crops.yml names `lumen/studio`
    hint: after a change of name, change `forge:` in crops.yml
    ");
    assert_snapshot!(fail(&told.reviews(), &["--request", "43"]), @"
    exit 3
    --
    error: these reviews are of pull request 42, not of 43
    hint: --request 42
    ");
    let unknown = json!([review(1, 5, "LGTM", &told.last, "2026-11-19T15:44:00Z")]);
    assert_snapshot!(fail(&unknown, &["--lang", "fr"]), @"
    exit 3
    --
    erreur : la forge dit `LGTM` pour ines, un mot que crops ne connaît pas : il ne valide rien
    piste : une version plus récente de crops le connaît peut-être
    ");
    let page: Vec<Value> = (0..30)
        .map(|id| review(id, 5, "COMMENTED", &told.last, "2026-11-19T15:44:00Z"))
        .collect();
    assert_snapshot!(fail(&json!(page), &[]), @"
    exit 3
    --
    error: the list has 30 entries, as many as a page: there may be another
    hint: ask for all pages (`gh api --paginate`), or add `--whole` when you know that there is no other
    ");
    let not_found = json!({"message": "Not Found", "documentation_url": "u", "status": "404"});
    assert_snapshot!(fail(&not_found, &[]), @"
    exit 3
    --
    error: `../reviews.json` holds no reviews but an error of the forge: Not Found
    hint: look at the address and the rights of the token it was asked with
    ");
    let wrong = json!([{"id": 1, "user": {"id": [5]}, "state": "APPROVED", "commit_id": "c"}]);
    assert_snapshot!(fail(&wrong, &["--lang", "fr"]), @"
    exit 3
    --
    erreur : `../reviews.json` : `$[0].user.id` devrait être un nombre ou un texte
    piste : donnez la réponse de la forge, sans la modifier
    ");
}

#[test]
fn a_commit_that_is_not_in_the_clone_is_named() {
    let told = told();
    let gone = "1".repeat(40);
    told.given(&json!([review(1, 5, "APPROVED", &gone, "2026-11-19T15:44:00Z")]));
    assert_snapshot!(told.sandbox.run(&RECORD).all(), @"
    exit 0
    ✓ github #42: no review at a gate of a brief; nothing to record
      nothing to write: the files say so already
    --
    warning: a review is of 1111111111111111111111111111111111111111, which is not in this clone
    hint: git fetch origin 1111111111111111111111111111111111111111
    ");
}

#[cfg(unix)]
#[test]
fn the_forge_is_asked_by_the_users_own_program_and_only_when_told() {
    use std::os::unix::fs::PermissionsExt;
    let mut told = told();
    let tools = told.sandbox.root().join("../tools");
    let script = "#!/bin/sh\nprintf '%s\\n' \"$*\" >>\"$(dirname \"$0\")/asked\"\ncase \"$*\" in *reviews*) cat \"$(dirname \"$0\")/reviews.json\";; *) echo '[]';; esac\n";
    told.sandbox.write("../tools/gh", script);
    told.sandbox.write("../tools/reviews.json", &told.reviews().to_string());
    fs::set_permissions(tools.join("gh"), fs::Permissions::from_mode(0o755)).expect("a mode");
    let path = format!("{}:/usr/bin:/bin", tools.display());
    told.sandbox = told.sandbox.variable("PATH", &path);
    told.given(&told.reviews());
    told.sandbox.run(&[&RECORD[..], &["--dry-run"]].concat()).fine();
    assert!(!tools.join("asked").exists(), "asked without being told to");
    told.sandbox
        .run(&["forge", "record", "--from-forge", "--request", "42"])
        .fine();
    let asked = fs::read_to_string(tools.join("asked")).expect("the questions");
    assert_snapshot!(asked, @"
    api --method=GET --paginate repos/lumen/studio/pulls/42/reviews?per_page=100
    api --method=GET --paginate repos/lumen/studio/pulls/42/comments?per_page=100
    api --method=GET --paginate repos/lumen/studio/issues/42/timeline?per_page=100
    ");
    assert_eq!(told.records().len(), 2);
}
