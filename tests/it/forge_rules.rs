//! Answers: does `crops forge rules` print what a forge must keep, and `crops forge verify` whether it does?

use crate::sandbox::Sandbox;
use insta::assert_snapshot;
use serde_json::Value;

fn on_a_forge(kind: &str) -> Sandbox {
    let sandbox = Sandbox::studio("lumen");
    let settings = sandbox.read("crops.yml") + &format!("forge: {{kind: {kind}, name: lumen/studio}}\n");
    sandbox.write("crops.yml", &settings);
    let account = format!("accounts: [{{forge: {kind}, id: 5, login: ines-c}}]\n");
    sandbox.write("team/ines.yml", &(sandbox.read("team/ines.yml") + &account));
    sandbox.git(&["commit", "--quiet", "--all", "--message=The forge"]);
    sandbox
}

#[test]
fn the_owners_are_those_whom_the_gates_ask() {
    let sandbox = on_a_forge("github");
    assert_snapshot!(sandbox.run(&["forge", "rules", "--codeowners"]).fine(), @"
    # Who must agree when the process changes. Written by `crops forge rules`.
    /workflows/ @ines-c
    /workflows/standard.yml @ines-c
    /crops.yml @ines-c
    /team/ @ines-c
    /parties/ @ines-c
    /kinds/ @ines-c
    /calendars/ @ines-c
    /.github/ @ines-c
    /CODEOWNERS @ines-c
    ");
    let given = sandbox
        .run(&["forge", "rules", "gitea", "--owner", "@lumen/leads", "--codeowners"])
        .fine();
    assert!(given.contains("^crops\\.yml$ @lumen/leads"), "{given}");
    let french = sandbox.run(&["forge", "rules", "--lang", "fr"]).fine();
    assert!(french.contains("Écrivez ceci dans `.github/CODEOWNERS`"), "{french}");
    let without = Sandbox::studio("lumen").run(&["forge", "rules"]);
    assert!(without.stderr.contains("names no forge"), "{}", without.stderr);
}

#[test]
fn without_an_answer_of_the_forge_it_is_said_what_would_give_one() {
    assert_snapshot!(on_a_forge("github").run(&["forge", "verify"]).all(), @"
    exit 2
    --
    error: `crops forge verify` wants what the forge answers about `main`, as JSON; `--from-forge` asks it now
    hint: gh api --method=GET --paginate repos/lumen/studio/branches/main/protection | crops forge verify -
    ");
    let french = on_a_forge("gitea").run(&["forge", "verify", "--lang", "fr"]);
    assert_eq!(french.code, 2);
    assert!(
        french
            .stderr
            .contains("attend ce que la forge répond sur `main`, en JSON"),
        "{}",
        french.stderr
    );
    assert!(
        french.stderr.ends_with("crops forge verify protection.json\n"),
        "{}",
        french.stderr
    );
}

#[test]
fn a_rule_that_is_not_kept_or_not_said_fails() {
    let sandbox = on_a_forge("gitlab");
    let branch = r#"{"name":"main","push_access_levels":[{"access_level":0}],"allow_force_push":false,"code_owner_approval_required":true}"#;
    let project = r#"{"only_allow_merge_if_pipeline_succeeds":true,"merge_method":"ff"}"#;
    sandbox.write("../branch.json", branch);
    sandbox.write("../project.json", project);
    assert_snapshot!(sandbox.run(&["forge", "verify", "../branch.json"]).all(), @"
    exit 1
    gitlab does not keep every rule for `main`: 2 of 5 rules open.
      ✓ nobody pushes to it: every change comes by pull request
      ✓ who owns a file of the process agrees to its change
      ? not said: `crops check` is green before a merge
          only_allow_merge_if_pipeline_succeeds
      ? not said: what was checked is what is merged: the branch is up to date, or its merge result was checked
          merge_pipelines_enabled, or merge_method: ff
      ✓ nobody rewrites its history

    Next: crops forge rules gitlab
    --
    ");
    let whole = sandbox.run(&[
        "forge",
        "verify",
        "../branch.json",
        "../project.json",
        "--format",
        "json",
    ]);
    let said: Value = serde_json::from_str(&whole.fine()).expect("JSON");
    let rules = said["data"]["rules"].as_array().expect("rules");
    assert!(rules.iter().all(|rule| rule["kept"] == true), "{said}");
    sandbox.write("../branch.json", &branch.replace("false", "true"));
    let broken = sandbox.run(&["forge", "verify", "../branch.json", "../project.json", "--lang", "fr"]);
    assert!(
        broken
            .all()
            .contains("non tenue\u{a0}: personne ne récrit son historique"),
        "{}",
        broken.all()
    );
}
