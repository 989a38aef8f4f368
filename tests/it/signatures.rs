//! Answers: are verdicts signed with the user's own keys, and believed only for what the keys prove?

use crate::sandbox::Sandbox;
use insta::assert_snapshot;
use serde_json::{Value, json};
use std::fs;

const WORKFLOW: &str = "workflows/standard.yml";
const INES: &str = "team/ines.yml";

/// `None`, with a note, where there is no ssh-keygen.
#[expect(clippy::disallowed_macros, reason = "what is skipped is said")]
fn with_key() -> Option<(Sandbox, String)> {
    let sandbox = Sandbox::studio("lumen");
    let made = sandbox.shell(
        "mkdir -m 700 \"$HOME/.ssh\" && ssh-keygen -q -t ed25519 -N '' -C ines@laptop -f \"$HOME/.ssh/id_ed25519\" && cat \"$HOME/.ssh/id_ed25519.pub\"",
    );
    if made.code != 0 {
        println!("note: no ssh-keygen on this machine, so nothing is signed here");
        return None;
    }
    let workflow = sandbox
        .read(WORKFLOW)
        .replace("accepts: [claim]", "accepts: [signature, forge]");
    sandbox.write(WORKFLOW, &workflow);
    let line = made.stdout.trim().to_owned();
    sandbox.git(&["commit", "--quiet", "--all", "--message=The rule"]);
    Some((sandbox, line))
}

fn listed(line: &str, sandbox: &Sandbox) {
    let file = sandbox.read(INES) + &format!("keys: [{{ssh: \"{line}\", from: 2026-01-01}}]\n");
    sandbox.write(INES, &file);
    sandbox.git(&["commit", "--quiet", "--all", "--message=A key"]);
}

fn verdict_file(sandbox: &Sandbox) -> String {
    let files = sandbox.git(&["ls-files", "briefs/2026-11/hero-film-k3x9qa/approvals"]);
    let mut verdicts = files.lines().filter(|file| file.ends_with(".yml"));
    verdicts.next().expect("a verdict").to_owned()
}

fn verdict(sandbox: &Sandbox) -> Value {
    let said = sandbox.run(&["brief", "show", "k3x9qa", "--format", "json"]).fine();
    let answer: Value = serde_json::from_str(&said).expect("JSON");
    answer["data"]["review"]["verdicts"][0].clone()
}

fn without_random(said: &str) -> String {
    let lines = said.lines().filter(|line| !line.trim_start().starts_with("commit"));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_gate_that_takes_no_claims_is_signed_for_with_the_key_of_the_team_file() {
    let Some((sandbox, line)) = with_key() else { return };
    listed(&line, &sandbox);
    let said = sandbox.run(&["approve", "k3x9qa", "--by", "ines"]).all();
    assert_snapshot!(without_random(&said), @"
    exit 0
    ✓ hero-film-k3x9qa  Film héros 30 s: approved at Internal review, signed by ines
      The rule of the gate is met: it goes on to Delivered.
    Next: crops brief show k3x9qa
    --
    ");
    let changed = sandbox.git(&["show", "--format=", "--name-only"]);
    let file = verdict_file(&sandbox);
    assert!(changed.lines().any(|path| path == format!("{file}.sig")), "{changed}");
    let shown = verdict(&sandbox);
    assert_eq!(
        [&shown["evidence"], &shown["proof"], &shown["key"], &shown["unproved"]],
        [
            &json!("signature"),
            &json!("signature"),
            &json!("ines@laptop"),
            &Value::Null
        ]
    );
    sandbox.run(&["check"]).fine();
    let trail = sandbox.run(&["trail", "k3x9qa"]).fine();
    assert!(trail.contains("(signed, with ines@laptop)"), "{trail}");
    // what others verify with the tools of OpenSSH
    let verified = sandbox.shell(&format!(
        "echo \"ines {line}\" > ../allowed\nssh-keygen -Y verify -f ../allowed -I ines -n approval.v1@crops -s {file}.sig < {file}"
    ));
    assert_eq!(verified.code, 0, "{}", verified.all());
}

#[test]
fn a_preview_signs_nothing_and_shows_where_the_signature_would_be() {
    let Some((sandbox, line)) = with_key() else { return };
    listed(&line, &sandbox);
    fs::remove_file(sandbox.root().join("../home/.ssh/id_ed25519")).expect("a file");
    let said = sandbox.run(&["approve", "k3x9qa", "--by", "ines", "--dry-run"]).fine();
    assert!(
        said.contains(".yml.sig") && said.contains("BEGIN SSH SIGNATURE"),
        "{said}"
    );
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_key_that_nobody_lists_signs_nothing_and_the_line_that_is_missing_is_told() {
    let Some((sandbox, line)) = with_key() else { return };
    let bare = sandbox.run(&["approve", "k3x9qa", "--by", "ines"]).all();
    assert_snapshot!(bare, @"
    exit 3
    --
    error: there is no key to sign with: `team/ines.yml` lists none that ines has on this machine, and git names none
    hint: name one: `--key ~/.ssh/id_ed25519`
    ");
    let said = sandbox
        .run(&["approve", "k3x9qa", "--by", "ines", "--key", "~/.ssh/id_ed25519"])
        .all();
    let material: Vec<&str> = line.split(' ').take(2).collect();
    assert_snapshot!(said.replace(&material.join(" "), "[KEY]"), @r#"
    exit 3
    --
    error: the key that signed is none that `team/ines.yml` lists on the official branch
    hint: add it to `team/ines.yml` there: `keys: [{ssh: "[KEY]", from: 2026-11-20}]`
    "#);
    let french = sandbox.french();
    let said = french
        .run(&["approve", "k3x9qa", "--by", "ines", "--key", "~/.ssh/id_ed25519"])
        .all();
    assert_snapshot!(said.replace(&material.join(" "), "[KEY]"), @r#"
    exit 3
    --
    erreur : la clé qui a signé n’est pas de celles que `team/ines.yml` cite sur la branche officielle
    piste : ajoutez-la là, dans `team/ines.yml` : `keys: [{ssh: "[KEY]", from: 2026-11-20}]`
    "#);
    assert_eq!(french.git(&["status", "--porcelain"]), "");
}

#[test]
fn only_keys_of_the_official_branch_count() {
    let Some((sandbox, line)) = with_key() else { return };
    sandbox.git(&["switch", "--quiet", "--create", "crops/k3x9qa/review"]);
    listed(&line, &sandbox);
    let said = sandbox.run(&["approve", "k3x9qa", "--by", "ines", "--key", "~/.ssh/id_ed25519"]);
    assert_eq!(said.code, 3, "{}", said.stdout);
    sandbox.git(&["branch", "--force", "main", "HEAD"]);
    sandbox.run(&["approve", "k3x9qa", "--by", "ines"]).fine();
}

#[test]
fn an_edited_lifted_or_linked_signature_is_told_and_proves_nothing() {
    let Some((sandbox, line)) = with_key() else { return };
    listed(&line, &sandbox);
    sandbox.run(&["approve", "k3x9qa", "--by", "ines", "--stay"]).fine();
    let file = verdict_file(&sandbox);
    let signature = format!("{file}.sig");
    let (text, made) = (sandbox.read(&file), sandbox.read(&signature));
    let seen = |what: &str, wanted: &str| {
        let shown = verdict(&sandbox);
        assert_eq!(
            (&shown["proof"], &shown["unproved"]),
            (&json!("claim"), &json!(wanted)),
            "{what}"
        );
        let gate = sandbox.run(&["brief", "show", "k3x9qa"]).fine();
        assert!(gate.contains("claimed: it"), "{what}: {gate}");
    };
    sandbox.write(&file, &text.replace("at: 2026", "at: 2025"));
    seen("re-dated", "bad-signature");
    sandbox.write(&file, &text);
    sandbox.write(&signature, &made.replace("SSH SIGNATURE", "PGP SIGNATURE"));
    seen("damaged", "unreadable-signature");
    sandbox.write(&signature, &"x".repeat(1_100_000));
    seen("huge", "signature-too-large");
    fs::remove_file(sandbox.root().join(&signature)).expect("a file");
    seen("gone", "unsigned");
    sandbox.write("../elsewhere.sig", &made);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../../../../../elsewhere.sig", sandbox.root().join(&signature)).expect("a link");
        seen("a link", "signature-not-a-file");
    }
    let _ = fs::remove_file(sandbox.root().join(&signature));
    sandbox.write(&signature, &made);
    assert_eq!(verdict(&sandbox)["proof"], json!("signature"));
}

#[test]
fn a_back_dated_verdict_with_a_retired_key_is_refused_and_one_that_landed_in_time_holds() {
    let Some((mut sandbox, line)) = with_key() else { return };
    listed(&line, &sandbox);
    let approve = ["approve", "k3x9qa", "--by", "ines", "--stay"];
    sandbox.git(&["switch", "--quiet", "--create", "aside"]);
    sandbox.run(&approve).fine();
    let file = verdict_file(&sandbox);
    let signature = format!("{file}.sig");
    let (text, made) = (sandbox.read(&file), sandbox.read(&signature));
    sandbox.git(&["switch", "--quiet", "main"]);
    let dated = |sandbox: &mut Sandbox, seconds: i64| {
        for name in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
            sandbox.set(name, &format!("@{seconds} +0100"));
        }
    };
    const DAY: i64 = 86_400;
    const NOW: i64 = 1_795_168_800;
    let retire = |sandbox: &Sandbox| {
        let team = sandbox
            .read(INES)
            .replace("from: 2026-01-01", "from: 2026-01-01, until: 2026-11-22");
        sandbox.write(INES, &team);
        sandbox.git(&["commit", "--quiet", "--all", "--message=The key is retired"]);
    };
    let shown = |sandbox: &Sandbox| {
        let said = sandbox
            .run(&["brief", "show", "k3x9qa", "--format", "json", "--today", "2026-12-05"])
            .fine();
        let answer: Value = serde_json::from_str(&said).expect("JSON");
        let verdict = &answer["data"]["review"]["verdicts"][0];
        (verdict["proof"].clone(), verdict["unproved"].clone())
    };
    sandbox.set("CROPS_TODAY", "2026-12-05");
    dated(&mut sandbox, NOW + 15 * DAY);
    retire(&sandbox);
    // its commit is dated back as well
    dated(&mut sandbox, NOW + 60);
    sandbox.write(&file, &text);
    sandbox.write(&signature, &made);
    let out_of_date = (json!("claim"), json!("key-out-of-date"));
    assert_eq!(shown(&sandbox), out_of_date, "on disk alone");
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message=The verdict"]);
    assert_eq!(shown(&sandbox), out_of_date, "landed after the key was retired");
    let moved = sandbox.run(&["move", "k3x9qa", "delivered"]);
    assert_eq!(moved.code, 3, "{}", moved.all());
    let trail = sandbox.run(&["trail", "k3x9qa"]).fine();
    assert!(
        trail.contains("claimed: it is signed with a key that did not count that day"),
        "{trail}"
    );
    // the same verdict, where it was there while the key counted
    sandbox.git(&["switch", "--quiet", "aside"]);
    dated(&mut sandbox, NOW + 15 * DAY);
    retire(&sandbox);
    sandbox.git(&["branch", "--force", "main", "HEAD"]);
    assert_eq!(shown(&sandbox), (json!("signature"), Value::Null));
    sandbox.run(&["move", "k3x9qa", "delivered"]).fine();
}

#[test]
fn the_key_that_git_signs_with_is_used_and_the_program_it_names_is_not() {
    let Some((sandbox, line)) = with_key() else { return };
    listed(&line, &sandbox);
    sandbox.write("../evil", "#!/bin/sh\ntouch \"$HOME/evil-ran\"\nexit 1\n");
    let set = sandbox.shell(
        "chmod +x ../evil && mv \"$HOME/.ssh/id_ed25519\" \"$HOME/mine\"\nfor name in gpg.program gpg.ssh.program gpg.ssh.defaultKeyCommand core.sshCommand; do git config $name \"$PWD/../evil\"; done\ngit config gpg.format ssh; git config user.signingKey '~/mine'",
    );
    assert_eq!(set.code, 0, "{}", set.all());
    sandbox.run(&["approve", "k3x9qa", "--by", "ines"]).fine();
    assert_eq!(verdict(&sandbox)["proof"], json!("signature"));
    assert!(!sandbox.root().join("../home/evil-ran").exists());
}

#[test]
fn a_key_that_only_an_agent_has_signs() {
    let Some((sandbox, line)) = with_key() else { return };
    listed(&line, &sandbox);
    // the agent ends with the shell that it runs
    let said = sandbox.shell(
        "ssh-agent bash -c 'ssh-add -q \"$HOME/.ssh/id_ed25519\" && rm \"$HOME/.ssh/id_ed25519\" && crops approve k3x9qa --by ines'",
    );
    assert!(said.stdout.contains("signed by ines"), "{}", said.all());
    assert_eq!(verdict(&sandbox)["proof"], json!("signature"));
    // without it there is nothing to sign with
    sandbox.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    let alone = sandbox.run(&["approve", "k3x9qa", "--by", "ines"]);
    assert_eq!(alone.code, 3, "{}", alone.all());
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_recorder_signs_what_it_records_and_others_can_tell() {
    let Some((sandbox, line)) = with_key() else { return };
    let settings = sandbox.read("crops.yml")
        + "forge: {kind: github, repository: 55, name: lumen/studio}\n"
        + &format!("recorders: [{{ssh: \"{line}\", from: 2026-11-20}}]\n");
    sandbox.write("crops.yml", &settings);
    sandbox.write(INES, &(sandbox.read(INES) + "accounts: [{forge: github, id: 5}]\n"));
    sandbox.git(&["commit", "--quiet", "--all", "--message=The forge"]);
    sandbox.git(&["switch", "--quiet", "--create", "crops/k3x9qa/review"]);
    let brief = "briefs/2026-11/hero-film-k3x9qa/brief.yml";
    sandbox.write(brief, &sandbox.read(brief).replace("stage: review", "stage: delivered"));
    sandbox.git(&["commit", "--quiet", "--all", "--message=Through the gate"]);
    let head = sandbox.git(&["rev-parse", "HEAD"]).trim().to_owned();
    sandbox.git(&["switch", "--quiet", "main"]);
    sandbox.git(&["merge", "--quiet", "--no-ff", "--message=Merge", "crops/k3x9qa/review"]);
    let review = json!([{
        "id": 2, "node_id": "n", "user": {"login": "ines", "id": 5, "type": "User"}, "state": "APPROVED", "commit_id": head,
        "submitted_at": "2026-11-19T15:44:00Z", "body": "",
        "pull_request_url": "https://api.github.com/repos/lumen/studio/pulls/42",
    }]);
    sandbox.write("../reviews.json", &review.to_string());
    let key = fs::read_to_string(sandbox.root().join("../home/.ssh/id_ed25519")).expect("a key");
    let sandbox = sandbox.variable("CROPS_RECORDER_KEY", key.trim_end());
    sandbox.run(&["forge", "record", "--reviews", "../reviews.json"]).fine();
    let shown = verdict(&sandbox);
    assert_eq!(
        (&shown["proof"], &shown["key"]),
        (&json!("forge"), &json!("ines@laptop"))
    );
    let card = sandbox.run(&["brief", "show", "k3x9qa"]).fine();
    assert!(card.contains("on the forge, recorded by ines@laptop"), "{card}");
    let changed = sandbox.git(&["show", "--format=", "--name-only"]);
    assert_eq!(
        changed.lines().filter(|path| path.ends_with(".sig")).count(),
        1,
        "{changed}"
    );
    let again = sandbox.run(&["forge", "record", "--reviews", "../reviews.json"]).fine();
    assert!(again.contains("already here"), "{again}");
}
