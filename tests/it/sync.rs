//! Answers: does `crops sync` bring two people's work together, each commit with its own time, or change nothing and say why?

use crate::two_clones::{Desk, FILM, POSTER, TwoClones};
use insta::assert_snapshot;

/// Both have made one commit since they last agreed; Nadia has shared hers.
fn apart(nadia: &[&str], omar: &[&str]) -> TwoClones {
    let mut both = TwoClones::of("lumen", "");
    both.nadia.wait(60).crops(nadia).fine();
    both.nadia.crops(&["sync"]).fine();
    both.omar.wait(30).crops(omar).fine();
    both
}

/// Without what differs from run to run.
fn steady(text: &str) -> String {
    let words = text.split_inclusive([' ', '\n', '(', ')', ';', '`']);
    let hidden = words.map(|word| {
        let hex = word.trim_end_matches([' ', '\n', '(', ')', ';', '`']);
        if hex.len() == 7 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            word.replace(hex, "[COMMIT]")
        } else {
            word.to_owned()
        }
    });
    hidden.collect()
}

fn unchanged(desk: &Desk, arguments: &[&str]) -> String {
    let (head, status) = (desk.head(), desk.git(&["status", "--porcelain"]));
    let said = desk.crops(arguments).all();
    assert_eq!((desk.head(), desk.git(&["status", "--porcelain"])), (head, status));
    steady(&said)
}

#[test]
fn a_write_says_that_it_is_not_shared_and_a_sync_shares_it() {
    let mut both = TwoClones::of("lumen", "");
    let said = both.nadia.wait(60).crops(&["move", "b2c3d4", "review"]);
    assert!(
        said.stderr
            .contains("not shared yet: 1 commit ahead of origin/main\nhint: crops sync\n"),
        "{}",
        said.stderr
    );
    assert_snapshot!(steady(&both.nadia.crops(&["sync"]).all()), @"
    exit 0
    ✓ shared: 1 commit to origin/main
      [COMMIT]  move: poster-b2c3d4 from production to review
    --
    ");
    assert_snapshot!(steady(&both.nadia.crops(&["sync"]).all()), @"
    exit 0
    ✓ in step with origin/main
    --
    ");
    assert_snapshot!(steady(&both.omar.crops(&["sync", "--lang", "fr"]).all()), @"
    exit 0
    ✓ 1 commit reçu de origin/main
    --
    ");
    assert_eq!(both.nadia.head(), both.omar.head());
    assert!(both.omar.is_clean());
}

#[test]
fn commits_are_made_again_with_their_times_and_no_merge() {
    let both = apart(&["move", "b2c3d4", "review"], &["move", "k3x9qa", "production"]);
    let time = both.omar.git(&["log", "-1", "--format=%an %at %cn %ct %B"]);
    assert_snapshot!(steady(&both.omar.crops(&["sync"]).all()), @"
    exit 0
    ✓ shared: 1 commit to origin/main, 1 commit came
      [COMMIT]  move: hero-film-k3x9qa from review to production  (was [COMMIT])
    --
    ");
    assert_eq!(both.omar.git(&["log", "-1", "--format=%an %at %cn %ct %B"]), time);
    both.nadia.crops(&["sync"]).fine();
    assert_eq!(both.nadia.log(), both.omar.log());
    assert!(both.omar.has_no_merge() && both.omar.is_clean() && both.nadia.is_clean());
    both.omar.crops(&["check"]).fine();
}

#[test]
fn two_fields_of_one_record_come_together_and_comments_stay() {
    let both = apart(
        &["brief", "edit", "k3x9qa", "--set", "audience=Tous"],
        &["brief", "edit", "k3x9qa", "--set", "objective=+20 points"],
    );
    assert_snapshot!(steady(&both.omar.crops(&["sync"]).all()), @"
    exit 0
    ✓ shared: 1 commit to origin/main, 1 commit came
      [COMMIT]  edit: hero-film-k3x9qa objective  (was [COMMIT]; others changed the same record)
    --
    ");
    let text = both.omar.sandbox.read(FILM);
    for line in [
        "audience: Tous",
        "objective: +20 points",
        "# the one link",
        "# three words at most",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn what_two_people_changed_is_refused_and_left_out_when_asked() {
    let both = apart(&["move", "k3x9qa", "production"], &["move", "k3x9qa", "cancelled"]);
    assert_snapshot!(unchanged(&both.omar, &["sync"]), @"
    exit 3
    --
    error: `move: hero-film-k3x9qa from review to cancelled` ([COMMIT]) does not go together with origin/main: both changed `stage` of briefs/2026-11/hero-film-k3x9qa/brief.yml (here `cancelled`, there `production`)
    hint: leave yours out, then do it again on what is there now: crops sync --without [COMMIT]
    ");
    assert_snapshot!(unchanged(&both.omar, &["sync", "--lang", "fr"]), @"
    exit 3
    --
    erreur : `move: hero-film-k3x9qa from review to cancelled` ([COMMIT]) ne s’accorde pas avec origin/main : `stage` de briefs/2026-11/hero-film-k3x9qa/brief.yml a changé des deux côtés (ici `cancelled`, là-bas `production`)
    piste : laissez le vôtre de côté, puis refaites-le sur ce qui est là maintenant : crops sync --without [COMMIT]
    ");
    assert_snapshot!(steady(&both.omar.crops(&["sync", "--without", "HEAD"]).all()), @"
    exit 0
    ✓ 1 commit came from origin/main
      [COMMIT]  move: hero-film-k3x9qa from review to cancelled  (left out; back with: git cherry-pick [COMMIT])
    --
    ");
    assert_eq!(both.omar.head(), both.nadia.head());
    assert_snapshot!(unchanged(&both.omar, &["sync", "--without", "HEAD~1"]), @"
    exit 4
    --
    error: `HEAD~1` is not one of the commits to be shared
    hint: git log --oneline @{upstream}..
    ");
    assert_snapshot!(unchanged(&both.omar, &["sync", "--without", "nothing"]), @"
    exit 4
    --
    error: there is no commit `nothing`
    hint: git log --oneline @{upstream}..
    ");
}

#[test]
fn the_same_change_twice_is_one() {
    let both = apart(&["move", "b2c3d4", "review"], &["move", "b2c3d4", "review"]);
    assert_snapshot!(steady(&both.omar.crops(&["sync"]).all()), @"
    exit 0
    ✓ 1 commit came from origin/main
      [COMMIT]  move: poster-b2c3d4 from production to review  (others have made the same change)
    --
    ");
    assert_eq!(both.omar.head(), both.nadia.head());
}

#[test]
fn a_move_through_a_gate_is_refused_when_what_was_approved_changed() {
    for (what, nadia, why) in [
        (
            "content",
            &["brief", "edit", "k3x9qa", "--set", "message=Autre"][..],
            "changed what was approved: `message`",
        ),
        (
            "a remark",
            &[
                "feedback",
                "add",
                "k3x9qa",
                "logo",
                "--by",
                "ines",
                "--severity",
                "blocking",
            ],
            "somebody refused or remarked something",
        ),
    ] {
        let mut both = TwoClones::of("lumen", "");
        both.nadia.wait(60).crops(nadia).fine();
        both.nadia.crops(&["sync"]).fine();
        let approve = ["approve", "k3x9qa", "--by", "ines"];
        both.omar.wait(30).crops(&approve).fine();
        let said = unchanged(&both.omar, &["sync"]);
        assert!(said.starts_with("exit 3") && said.contains(why), "{what}: {said}");
        both.omar.crops(&["sync", "--without", "HEAD"]).fine();
        assert_eq!(both.omar.head(), both.nadia.head(), "{what}");
    }
}

#[test]
fn work_that_is_in_no_commit_stays_or_keeps_everything_where_it_is() {
    let both = apart(&["move", "b2c3d4", "review"], &["move", "k3x9qa", "production"]);
    both.omar.sandbox.write("notes.txt", "mine\n");
    let teaser = "briefs/2026-11/teaser-9fw2hd/brief.yml";
    both.omar
        .sandbox
        .write(teaser, &(both.omar.sandbox.read(teaser) + "# mine\n"));
    both.omar.git(&["add", teaser]);
    both.omar
        .sandbox
        .write(POSTER, &(both.omar.sandbox.read(POSTER) + "# mine\n"));
    assert_snapshot!(unchanged(&both.omar, &["sync"]), @"
    exit 3
    --
    error: others changed files in which you have work that is in no commit: `briefs/2026-11/poster-b2c3d4/brief.yml`
    hint: commit it, or put it aside with `git stash`, then run the same command again
    ");
    assert_eq!(
        both.nadia.git(&["log", "-1", "--format=%s", "origin/main"]),
        both.nadia.git(&["log", "-1", "--format=%s"])
    );
    both.omar.git(&["checkout", "--", POSTER]);
    both.omar.crops(&["sync"]).fine();
    assert_eq!(
        both.omar.git(&["status", "--porcelain"]),
        format!("M  {teaser}\n?? notes.txt\n")
    );
}

#[test]
fn commits_of_other_files_are_replayed_when_they_are_clean() {
    let both = TwoClones::of("lumen", "");
    both.nadia.commit("README.md", "one\ntwo\nthree\nfour\nfive\n");
    both.nadia.crops(&["sync"]).fine();
    both.omar.crops(&["sync"]).fine();
    both.nadia.commit("README.md", "ONE\ntwo\nthree\nfour\nfive\n");
    both.nadia.crops(&["sync"]).fine();
    both.omar.commit("README.md", "one\ntwo\nthree\nfour\nFIVE\n");
    both.omar.crops(&["sync"]).fine();
    assert_eq!(both.omar.sandbox.read("README.md"), "ONE\ntwo\nthree\nfour\nFIVE\n");
    both.omar.commit("README.md", "1\ntwo\nthree\nfour\nFIVE\n");
    both.nadia.crops(&["sync"]).fine();
    both.nadia.commit("README.md", "I\ntwo\nthree\nfour\nFIVE\n");
    both.nadia.crops(&["sync"]).fine();
    assert_snapshot!(unchanged(&both.omar, &["sync"]), @"
    exit 3
    --
    error: `by hand: README.md` ([COMMIT]) does not go together with origin/main: both changed the same lines of README.md
    hint: git rebase --committer-date-is-author-date origin/main
    ");
}

#[test]
fn a_dry_run_tells_and_moves_nothing() {
    let both = apart(&["move", "b2c3d4", "review"], &["move", "k3x9qa", "production"]);
    let there = both.nadia.git(&["rev-parse", "origin/main"]);
    assert_snapshot!(unchanged(&both.omar, &["sync", "--dry-run"]), @"
    exit 0
    1 commit would go to origin/main, 1 commit would come
      [COMMIT]  move: hero-film-k3x9qa from review to production  (was [COMMIT])
    --
    ");
    both.nadia.git(&["fetch", "--quiet"]);
    assert_eq!(both.nadia.git(&["rev-parse", "origin/main"]), there);
}

#[test]
fn an_undo_finds_a_commit_that_was_made_again() {
    let both = apart(&["move", "b2c3d4", "review"], &["move", "k3x9qa", "production"]);
    both.omar.crops(&["sync"]).fine();
    let before = both.omar.git(&["show", &format!("HEAD~1:{FILM}")]);
    both.omar.crops(&["undo"]).fine();
    assert_eq!(both.omar.sandbox.read(FILM), before);
}

#[test]
fn share_always_shares_at_once_and_loses_nothing_when_it_cannot() {
    let mut both = TwoClones::of("lumen", "flow: direct\nshare: always\n");
    let said = both.nadia.wait(60).crops(&["move", "b2c3d4", "review"]);
    assert!(
        said.stderr.contains("shared: 1 commit to origin/main"),
        "{}",
        said.stderr
    );
    both.nadia.git(&["remote", "set-url", "origin", "../gone.git"]);
    let said = both.nadia.wait(60).crops(&["move", "b2c3d4", "production"]);
    assert!(
        said.stderr
            .contains("not shared: the commit is safe here\ngit cannot share with `origin`: "),
        "{}",
        said.stderr
    );
    assert_eq!(said.code, 0);
    assert_eq!(
        both.nadia.git(&["log", "-1", "--format=%s"]),
        "move: poster-b2c3d4 from review to production\n"
    );
}

#[test]
fn a_remote_that_takes_no_commits_is_explained() {
    let both = apart(&["move", "b2c3d4", "review"], &["move", "k3x9qa", "production"]);
    both.hook("test \"$1\" != refs/heads/main || { echo 'GH006: Protected branch update failed' >&2; exit 1; }");
    assert_snapshot!(unchanged(&both.omar, &["sync"]), @"
    exit 4
    --
    error: `origin` takes no commits on `main` like this: GH006: Protected branch update failed · hook declined to update refs/heads/main
    hint: crops propose
    ");
}

#[test]
fn what_the_repository_would_make_git_run_is_not_run() {
    let both = apart(&["move", "b2c3d4", "review"], &["move", "k3x9qa", "production"]);
    let mark = both.omar.sandbox.root().join("../ran").display().to_string();
    let touch = format!("touch '{mark}'; false");
    for (key, value) in [
        ("core.sshCommand", touch.as_str()),
        ("core.gitProxy", &touch),
        ("credential.helper", &format!("!{touch}")),
        ("remote.origin.uploadpack", &touch),
        ("remote.origin.receivepack", &touch),
        ("filter.x.smudge", &touch),
    ] {
        both.omar.git(&["config", key, value]);
        let said = unchanged(&both.omar, &["sync"]);
        assert!(
            said.starts_with("exit 4") && said.contains(&key.to_lowercase()),
            "{key}: {said}"
        );
        both.omar.git(&["config", "--unset", key]);
    }
    let url = both.omar.git(&["remote", "get-url", "origin"]);
    for address in [format!("ext::sh -c \"{touch}\""), format!("--upload-pack={touch}")] {
        both.omar.git(&["config", "protocol.ext.allow", "always"]);
        both.omar.git(&["config", "remote.origin.url", &address]);
        let said = unchanged(&both.omar, &["sync"]);
        assert!(
            said.starts_with("exit 4") && said.contains("cannot be given to git"),
            "{address}: {said}"
        );
    }
    both.omar.git(&["config", "remote.origin.url", url.trim()]);
    both.omar.git(&["config", "core.fsmonitor", &format!("{mark}.sh")]);
    for hook in [
        "pre-push",
        "reference-transaction",
        "post-index-change",
        "post-checkout",
        "pre-auto-gc",
    ] {
        let line = format!("printf '#!/bin/sh\\ntouch \"{mark}\"\\n' > .git/hooks/{hook}; chmod +x .git/hooks/{hook}");
        both.omar
            .sandbox
            .shell(&format!(
                "mkdir -p .git/hooks; {line}; cp .git/hooks/{hook} '{mark}.sh'"
            ))
            .fine();
    }
    both.omar.crops(&["sync"]).fine();
    assert!(!std::path::Path::new(&mark).exists());
}

#[test]
fn where_nothing_can_be_shared_it_says_why() {
    let both = apart(&["move", "b2c3d4", "review"], &["move", "k3x9qa", "production"]);
    both.omar.git(&["switch", "--quiet", "--create", "else"]);
    assert_snapshot!(unchanged(&both.omar, &["sync"]), @"
    exit 4
    --
    error: `else` is checked out, and `main` is what is shared
    hint: git switch main
    ");
    both.omar.git(&["switch", "--quiet", "main"]);
    both.omar
        .git(&["merge", "--quiet", "--no-ff", "--message=Merge", "else"]);
    both.nadia.git(&["commit", "--quiet", "--amend", "--message=rewritten"]);
    both.nadia.git(&["push", "--quiet", "--force", "origin", "main"]);
    both.omar.git(&["fetch", "--quiet", "origin"]);
    both.nadia
        .git(&["commit", "--quiet", "--amend", "--message=rewritten again"]);
    both.nadia.git(&["push", "--quiet", "--force", "origin", "main"]);
    assert_snapshot!(unchanged(&both.omar, &["sync"]), @"
    exit 4
    --
    error: git cannot share with `origin`: 
    hint: git fetch origin
    ");
    both.omar.git(&["remote", "remove", "origin"]);
    assert_snapshot!(unchanged(&both.omar, &["sync"]), @"
    exit 4
    --
    error: `main` belongs to no remote: there is nobody to share it with
    hint: name one: git remote add origin ADDRESS
    ");
}
