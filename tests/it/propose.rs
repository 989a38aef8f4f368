//! Answers: do commits made here become requests, each with its own time, and does the official branch go back untouched?

use crate::two_clones::{Desk, FILM, POSTER, TwoClones};
use insta::assert_snapshot;

const FLOW: &str = "flow: pull-request\nforge: {kind: github, repository: 55, name: lumen/studio}\n";

/// A remote that takes commits on `main` from nobody.
fn protected() -> TwoClones {
    let both = TwoClones::of("lumen", FLOW);
    both.hook("test \"$1\" != refs/heads/main || { echo 'GH006: Protected branch update failed' >&2; exit 1; }");
    both
}

fn steady(text: &str) -> String {
    let words = text.split_inclusive([' ', '\n', '(', ')', '`', '/']);
    let hide = |word: &str| {
        let hex = word.trim_end_matches([' ', '\n', '(', ')', '`', '/']);
        let is_id = hex.len() == 7 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_id {
            word.replace(hex, "[COMMIT]")
        } else {
            word.to_owned()
        }
    };
    words.map(hide).collect()
}

fn stage(desk: &Desk, commit: &str, brief: &str) -> String {
    let text = desk.git(&["show", &format!("{commit}:{brief}")]);
    let line = text.lines().find(|line| line.starts_with("stage: ")).expect("a stage");
    line.trim_start_matches("stage: ").to_owned()
}

#[test]
fn a_submit_makes_a_branch_that_leads_through_the_gate_and_leaves_the_checkout() {
    let mut both = protected();
    let before = both.nadia.head();
    assert_snapshot!(steady(&both.nadia.wait(60).crops(&["submit", "k3x9qa"]).all()), @"
    exit 0
    ✓ 1 commit on `crops/k3x9qa/review` of origin, for a request into `main`
      [COMMIT]  submit: hero-film-k3x9qa from review to delivered
      hero-film-k3x9qa · Film héros 30 s: from `review` to `delivered`, once `review` is passed by reviews of the request
      https://github.com/lumen/studio/compare/main...crops/k3x9qa/review?expand=1
      gh pr create '--repo=lumen/studio' '--head=crops/k3x9qa/review' '--base=main' '--title=hero-film-k3x9qa through review: Film héros 30 s' '--body=submit: hero-film-k3x9qa from review to delivered'
    --
    ");
    assert_eq!((both.nadia.head(), both.nadia.is_clean()), (before, true));
    assert_eq!(stage(&both.nadia, "origin/crops/k3x9qa/review", FILM), "delivered");
    assert_eq!(stage(&both.nadia, "origin/main", FILM), "review");
    let again = both.nadia.wait(60).crops(&["submit", "k3x9qa"]).fine();
    assert!(again.starts_with("✓ 0 commits on `crops/k3x9qa/review`"), "{again}");
}

#[test]
fn a_submit_takes_the_checklist_of_its_stage_along() {
    let mut both = TwoClones::of("lumen", FLOW);
    let path = "workflows/standard.yml";
    let workflow = both.nadia.sandbox.read(path);
    let asked = workflow.replace("role: designer}", "role: designer, handoff: [files exported]}");
    assert_ne!(asked, workflow);
    both.nadia.commit(path, &asked);
    both.nadia.git(&["push", "--quiet"]);
    let refused = both.nadia.wait(60).crops(&["submit", "b2c3d4"]);
    assert_eq!(refused.code, 3, "{}", refused.all());
    assert!(refused.stderr.contains("files exported"), "{}", refused.stderr);
    assert_eq!(both.nadia.git(&["branch", "--remotes", "--list", "origin/crops/*"]), "");
    both.nadia
        .wait(60)
        .crops(&["submit", "b2c3d4", "--tick-all", "--by", "lea"])
        .fine();
    let files = both
        .nadia
        .git(&["diff", "--name-only", "origin/main", "origin/crops/b2c3d4/review"]);
    assert!(files.contains("handoffs/production.lea."), "{files}");
    let again = both.nadia.wait(60).crops(&["submit", "b2c3d4"]).fine();
    assert!(again.starts_with("✓ 0 commits"), "{again}");
}

#[test]
fn a_gate_on_a_protected_branch_is_left_by_its_request_alone() {
    let mut both = protected();
    let before = both.nadia.head();
    both.nadia.wait(60);
    let approved = both.nadia.crops(&["approve", "k3x9qa", "--by", "ines"]);
    assert_snapshot!(approved.stderr, @"
    not shared yet: 1 commit, and `main` takes them by a request
    hint: crops propose
    `main` takes commits by pull requests alone: `hero-film-k3x9qa` leaves `review` when its request is merged
    hint: crops submit k3x9qa
    ");
    assert_eq!(approved.code, 0, "{}", approved.all());
    let changed = both.nadia.git(&["diff", "--name-only", &before]);
    assert!(
        changed.lines().all(|path| path.contains("/approvals/review.ines.")),
        "{changed}"
    );
    let head = both.nadia.head();
    let moved = both.nadia.crops(&["move", "k3x9qa", "delivered"]);
    assert_snapshot!(moved.all(), @"
    exit 3
    --
    error: `main` takes commits by pull requests alone: `hero-film-k3x9qa` leaves `review` when its request is merged
    hint: crops submit k3x9qa
    ");
    let french = both.nadia.crops(&["move", "k3x9qa", "delivered", "--lang", "fr"]);
    assert!(
        french
            .stderr
            .contains("`main` ne prend de commits que par pull request"),
        "{}",
        french.stderr
    );
    assert_eq!((both.nadia.head(), both.nadia.is_clean()), (head, true));
    // the verdict goes along
    both.nadia.wait(60).crops(&["submit", "k3x9qa"]).fine();
    let request = "origin/crops/k3x9qa/review";
    assert_eq!(stage(&both.nadia, request, FILM), "delivered");
    let carried = both.nadia.git(&["diff", "--name-only", "origin/main", request]);
    assert!(carried.contains("/approvals/review.ines."), "{carried}");
    assert_eq!(both.nadia.head(), before);
}

#[test]
fn every_command_that_writes_on_a_protected_branch_says_how_it_is_proposed() {
    let mut both = protected();
    let hint = "hint: crops propose\n";
    for words in [
        &["request", "accept", "9fw2hd", "--owner", "lea"][..],
        &["request", "decline", "9fw2hd", "--reason", "no budget"],
        &["brief", "assign", "b2c3d4", "omar"],
        &["move", "b2c3d4", "review"],
        &["feedback", "add", "k3x9qa", "too dark", "--by", "ines"],
        &["reject", "k3x9qa", "--by", "ines"],
    ] {
        let said = both.nadia.wait(60).crops(words);
        if said.code == 0 {
            assert!(said.stderr.ends_with(hint), "{words:?}: {}", said.all());
        }
        both.nadia.git(&["reset", "--quiet", "--hard", "origin/main"]);
        assert!(said.code == 0 || words[0] == "request", "{words:?}: {}", said.all());
    }
}

#[test]
fn a_revocation_and_an_adoption_on_a_protected_branch_are_proposed_too() {
    let mut both = TwoClones::of("lumen", FLOW);
    let path = "workflows/standard.yml";
    let renamed = both
        .nadia
        .sandbox
        .read(path)
        .replace("{id: production,", "{id: making,");
    let renamed = renamed.replace("on_reject: production", "on_reject: making");
    both.nadia.commit(path, &renamed);
    both.nadia.git(&["push", "--quiet"]);
    let before = both.nadia.head();
    let hint = "hint: crops propose\n";
    for words in [
        &["approve", "k3x9qa", "--by", "ines", "--stay"][..],
        &["revoke", "k3x9qa", "--by", "ines"],
        &["workflow", "adopt", "--from", "production=making"],
    ] {
        let said = both.nadia.wait(60).crops(words);
        assert_eq!(said.code, 0, "{words:?}: {}", said.all());
        assert!(said.stderr.contains(hint), "{words:?}: {}", said.all());
    }
    assert_eq!(stage(&both.nadia, "HEAD", POSTER), "making");
    // each goes to the request of its brief, and the branch back to what is official
    let proposed = both.nadia.wait(60).crops(&["propose"]).fine();
    assert_eq!(both.nadia.head(), before, "{proposed}");
    let branches = both.nadia.git(&["branch", "--remotes", "--list", "origin/crops/*"]);
    let carried: Vec<String> = branches
        .split_whitespace()
        .map(|branch| both.nadia.git(&["diff", "--name-only", "origin/main", branch]))
        .collect();
    let all = carried.concat();
    assert_eq!(all.matches("/approvals/review.ines.").count(), 2, "{branches}{all}");
    assert!(all.contains(POSTER), "{branches}{all}");
}

/// An edit and a move of the poster, and a commit of something else.
fn three_commits(both: &mut TwoClones) {
    both.nadia
        .wait(60)
        .crops(&["brief", "edit", "b2c3d4", "--set", "message=Été"])
        .fine();
    both.nadia.wait(60).crops(&["move", "b2c3d4", "review"]).fine();
    both.nadia.commit("campaigns/notes.txt", "later\n");
}

#[test]
fn a_dry_run_tells_which_requests_there_would_be() {
    let mut both = protected();
    three_commits(&mut both);
    let before = both.nadia.head();
    assert_snapshot!(steady(&both.nadia.crops(&["propose", "--dry-run"]).all()), @"
    exit 0
    2 commits would go to `crops/b2c3d4/review` of origin, for a request into `main`
      [COMMIT]  edit: poster-b2c3d4 message
      [COMMIT]  move: poster-b2c3d4 from production to review
      poster-b2c3d4 · Affiche « été » & co: from `production` to `review`; no gate on the way, so no review is needed
      https://github.com/lumen/studio/compare/main...crops/b2c3d4/review?expand=1
      gh pr create '--repo=lumen/studio' '--head=crops/b2c3d4/review' '--base=main' '--title=poster-b2c3d4: Affiche « été » & co' '--body=edit: poster-b2c3d4 message · move: poster-b2c3d4 from production to review'
    1 commit would go to `crops/changes/[COMMIT]` of origin, for a request into `main`
      [COMMIT]  by hand: campaigns/notes.txt  (was [COMMIT])
      https://github.com/lumen/studio/compare/main...crops/changes/72cd3e2?expand=1
      gh pr create '--repo=lumen/studio' '--head=crops/changes/72cd3e2' '--base=main' '--title=by hand: campaigns/notes.txt' '--body=by hand: campaigns/notes.txt'
    --
    ");
    assert_eq!(both.nadia.head(), before);
    assert!(!both.nadia.git(&["branch", "--remotes"]).contains("crops/"));
}

#[test]
fn commits_on_a_protected_branch_become_requests_and_it_goes_back() {
    let mut both = protected();
    let said = both
        .nadia
        .wait(60)
        .crops(&["brief", "edit", "b2c3d4", "--set", "message=Été"]);
    assert!(
        said.stderr
            .ends_with("not shared yet: 1 commit, and `main` takes them by a request\nhint: crops propose\n"),
        "{}",
        said.stderr
    );
    both.nadia.wait(60).crops(&["move", "b2c3d4", "review"]).fine();
    both.nadia.commit("campaigns/notes.txt", "later\n");
    both.nadia.sandbox.write("mine.txt", "mine\n");
    let made = both.nadia.git(&["log", "-3", "--format=%ct %s"]);
    assert_snapshot!(steady(&both.nadia.crops(&["propose", "b2c3d4"]).all()), @"
    exit 0
    ✓ 2 commits on `crops/b2c3d4/review` of origin, for a request into `main`
      [COMMIT]  edit: poster-b2c3d4 message
      [COMMIT]  move: poster-b2c3d4 from production to review
      poster-b2c3d4 · Affiche « été » & co: from `production` to `review`; no gate on the way, so no review is needed
      https://github.com/lumen/studio/compare/main...crops/b2c3d4/review?expand=1
      gh pr create '--repo=lumen/studio' '--head=crops/b2c3d4/review' '--base=main' '--title=poster-b2c3d4: Affiche « été » & co' '--body=edit: poster-b2c3d4 message · move: poster-b2c3d4 from production to review'

    `main` is what is official again, and 1 commit of yours; as it was before:
      git reset --keep [COMMIT]
    --
    ");
    assert_eq!(
        both.nadia.git(&["log", "-1", "--format=%s"]),
        "by hand: campaigns/notes.txt\n"
    );
    assert_eq!(stage(&both.nadia, "HEAD", POSTER), "production");
    let after = both
        .nadia
        .git(&["log", "-2", "--format=%ct %s", "origin/crops/b2c3d4/review"]);
    assert!(made.ends_with(&after), "{made} {after}");
    assert_eq!(both.nadia.git(&["status", "--porcelain"]), "?? mine.txt\n");
    assert_snapshot!(steady(&both.nadia.crops(&["propose", "--lang", "fr"]).all()), @"
    exit 0
    ✓ 1 commit sur `crops/changes/[COMMIT]` de origin, pour une pull request vers `main`
      [COMMIT]  by hand: campaigns/notes.txt
      https://github.com/lumen/studio/compare/main...crops/changes/32de637?expand=1
      gh pr create '--repo=lumen/studio' '--head=crops/changes/32de637' '--base=main' '--title=by hand: campaigns/notes.txt' '--body=by hand: campaigns/notes.txt'

    `main` est de nouveau ce qui est officiel ; comme c’était avant :
      git reset --keep [COMMIT]
    --
    ");
    assert_eq!(both.nadia.head(), both.nadia.git(&["rev-parse", "origin/main"]).trim());
    assert_snapshot!(steady(&both.nadia.crops(&["propose"]).all()), @"
    exit 3
    --
    error: there is nothing here that origin/main does not have
    hint: crops brief list
    ");
}

#[test]
fn a_request_that_is_checked_out_takes_further_commits_of_two_people() {
    let mut both = protected();
    both.nadia.wait(60).crops(&["submit", "k3x9qa"]).fine();
    both.omar.git(&["fetch", "--quiet"]);
    both.omar.git(&["switch", "--quiet", "crops/k3x9qa/review"]);
    both.nadia.git(&["switch", "--quiet", "crops/k3x9qa/review"]);
    let said = both
        .omar
        .wait(90)
        .crops(&["brief", "edit", "k3x9qa", "--set", "message=Autre"]);
    assert!(
        said.stderr
            .contains("not proposed yet: the commit is on `crops/k3x9qa/review`"),
        "{}",
        said.stderr
    );
    both.omar.crops(&["propose"]).fine();
    both.nadia
        .wait(95)
        .crops(&["brief", "edit", "k3x9qa", "--set", "audience=Tous"])
        .fine();
    let said = both.nadia.crops(&["submit", "k3x9qa"]).fine();
    assert!(said.contains("others changed the same record"), "{said}");
    assert!(both.nadia.has_no_merge() && both.nadia.is_clean());
    let text = both.nadia.sandbox.read(FILM);
    assert!(
        text.contains("message: Autre") && text.contains("audience: Tous"),
        "{text}"
    );
    assert_eq!(
        both.nadia.head(),
        both.nadia.git(&["rev-parse", "origin/crops/k3x9qa/review"]).trim()
    );
}

#[test]
fn a_fix_made_on_the_official_branch_goes_to_the_request_that_is_open() {
    let mut both = protected();
    both.nadia.wait(60).crops(&["submit", "k3x9qa"]).fine();
    both.nadia
        .wait(60)
        .crops(&["brief", "edit", "k3x9qa", "--set", "message=Autre"])
        .fine();
    both.nadia.crops(&["submit", "k3x9qa"]).fine();
    let log = both
        .nadia
        .git(&["log", "--format=%s", "origin/main..origin/crops/k3x9qa/review"]);
    assert_eq!(
        log,
        "edit: hero-film-k3x9qa message\nsubmit: hero-film-k3x9qa from review to delivered\n"
    );
    assert_eq!(both.nadia.head(), both.nadia.git(&["rev-parse", "origin/main"]).trim());
}

#[test]
fn what_was_put_back_comes_again_by_the_command_that_is_shown() {
    let mut both = protected();
    both.nadia
        .wait(60)
        .crops(&["brief", "edit", "b2c3d4", "--set", "message=Été"])
        .fine();
    let before = both.nadia.head();
    let said = both.nadia.crops(&["propose"]).fine();
    let command = said
        .lines()
        .find(|line| line.contains("git reset --keep"))
        .expect("a command")
        .trim();
    both.nadia.sandbox.shell(command).fine();
    assert_eq!(both.nadia.head(), before);
}

#[test]
fn a_sync_of_a_protected_branch_receives_and_keeps() {
    let mut both = protected();
    both.nadia
        .wait(60)
        .crops(&["brief", "edit", "b2c3d4", "--set", "message=Été"])
        .fine();
    std::fs::remove_file(both.remote().join("hooks/update")).expect("the hook");
    both.omar.commit("notes.txt", "merged on the forge\n");
    both.omar.git(&["push", "--quiet", "origin", "main"]);
    assert_snapshot!(steady(&both.nadia.crops(&["sync"]).all()), @"
    exit 0
    1 commit not shared: origin/main takes them by a request; 1 commit came
      [COMMIT]  edit: poster-b2c3d4 message  (was [COMMIT])

    Next: crops propose
    --
    ");
    assert_eq!(
        both.nadia.git(&["log", "-1", "--format=%s", "origin/main"]),
        "by hand: notes.txt\n"
    );
}

#[test]
fn the_forge_is_asked_by_words_and_its_answer_is_shown() {
    let mut both = protected();
    let bin = both.nadia.sandbox.root().join("../home/bin");
    std::fs::create_dir_all(&bin).expect("a folder");
    let gh = bin.join("gh");
    std::fs::write(
        &gh,
        "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$HOME/asked\"\necho https://github.com/lumen/studio/pull/42\n",
    )
    .expect("a program");
    both.nadia.sandbox.shell(&format!("chmod +x '{}'", gh.display())).fine();
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", bin.display());
    both.nadia.sandbox.set("PATH", &path);
    let said = both.nadia.wait(60).crops(&["submit", "k3x9qa", "--open"]).fine();
    assert!(said.contains("https://github.com/lumen/studio/pull/42"), "{said}");
    assert_snapshot!(both.nadia.sandbox.read("../home/asked"), @"
    pr
    create
    --repo=lumen/studio
    --head=crops/k3x9qa/review
    --base=main
    --title=hero-film-k3x9qa through review: Film héros 30 s
    --body=submit: hero-film-k3x9qa from review to delivered
    ");
}
