//! Answers: do both ways of working lead a brief from its work to what is delivered, with the same trail at the end?
//! Invariant: real git and a remote of this machine; reviews are what the forge would tell.

use crate::dice::Dice;
use crate::range_case::review;
use crate::two_clones::{Desk, FILM, TwoClones};
use serde_json::{Value, json};

/// How the request is merged on the forge.
#[derive(Clone, Copy, Debug)]
enum Merge {
    Commit,
    Squash,
    Rebase,
}

const REQUEST: &str = "crops/k3x9qa/review";
const RANGE: &str = "origin/main..origin/crops/k3x9qa/review";

/// A studio on a forge, whose gate accepts what the forge says alone.
fn on_a_forge() -> TwoClones {
    let settings = "flow: pull-request\nforge: {kind: github, repository: 55, name: lumen/studio}\n";
    let both = TwoClones::of("lumen", settings);
    let sandbox = &both.nadia.sandbox;
    for (person, number) in [("ines", 5), ("lea", 7), ("omar", 8), ("nadia", 9)] {
        let file = format!("team/{person}.yml");
        let account = format!("\naccounts: [{{forge: github, id: {number}}}]\n");
        sandbox.write(&file, &(sandbox.read(&file).trim_end().to_owned() + &account));
    }
    let workflow = sandbox.read("workflows/standard.yml");
    let accepts = workflow.replace("accepts: [claim]", "accepts: [forge]");
    both.nadia.commit("workflows/standard.yml", &accepts);
    both.nadia.git(&["push", "--quiet", "origin", "main"]);
    both.omar.crops(&["sync"]).fine();
    both
}

/// What the pipeline says of the request.
fn gate(desk: &Desk, reviews: &[Value]) -> i32 {
    desk.git(&["fetch", "--quiet"]);
    desk.sandbox
        .write("../reviews.json", &Value::from(reviews.to_vec()).to_string());
    let said = desk.crops(&[
        "check",
        "--range",
        RANGE,
        "--reviews",
        "../reviews.json",
        "--request",
        "42",
    ]);
    assert!(said.code < 2, "{said:?}");
    said.code
}

fn tip(desk: &Desk) -> String {
    desk.git(&["rev-parse", &format!("origin/{REQUEST}")]).trim().to_owned()
}

fn merged(desk: &mut Desk, how: Merge) {
    desk.wait(7_200);
    let remote = format!("origin/{REQUEST}");
    match how {
        Merge::Commit => drop(desk.git(&["merge", "--quiet", "--no-ff", "--message=Merge", &remote])),
        Merge::Squash => {
            desk.git(&["merge", "--quiet", "--squash", &remote]);
            desk.git(&["commit", "--quiet", "--message=Squashed"]);
        }
        Merge::Rebase => {
            // the forge rebases even where it need not
            desk.git(&["cherry-pick", &format!("origin/main..{remote}")]);
        }
    }
    desk.git(&["push", "--quiet", "origin", "main", &format!(":{REQUEST}")]);
}

/// Moves and verdicts as the trail tells them, without what names a commit.
fn told(desk: &Desk) -> Value {
    let said = desk.crops(&["trail", "k3x9qa", "--format", "json"]).fine();
    let trail: Value = serde_json::from_str(&said).expect("JSON");
    let entries = trail["data"]["entries"].as_array().expect("entries");
    let verdicts = entries.iter().filter(|entry| !entry["verdict"].is_null());
    let verdicts: Vec<Value> = verdicts
        .map(|entry| {
            json!([
                entry["by"],
                entry["verdict"]["verdict"],
                entry["verdict"]["stage"],
                entry["verdict"]["holds"]
            ])
        })
        .collect();
    json!({"stage": trail["data"]["stage"], "verdicts": verdicts})
}

/// A request that is rejected, mended, approved, merged and recorded.
fn by_request(how: Merge) -> Value {
    let mut both = on_a_forge();
    both.nadia.wait(60).crops(&["submit", "k3x9qa"]).fine();
    let first = {
        assert_eq!(gate(&both.omar, &[]), 1, "{how:?}: nobody has looked at it");
        tip(&both.omar)
    };
    let rejected = review(1, 5, "CHANGES_REQUESTED", &first, "2026-11-20T11:02:00Z");
    assert_eq!(
        gate(&both.omar, std::slice::from_ref(&rejected)),
        1,
        "{how:?}: rejected"
    );
    let fix = ["brief", "edit", "k3x9qa", "--set", "message=Le printemps est là"];
    both.nadia.wait(3_600).crops(&fix).fine();
    both.nadia.crops(&["submit", "k3x9qa"]).fine();
    assert_eq!(
        gate(&both.omar, std::slice::from_ref(&rejected)),
        1,
        "{how:?}: mended, and not looked at"
    );
    let approved = review(2, 5, "APPROVED", &tip(&both.omar), "2026-11-20T13:44:00Z");
    let reviews = [rejected, approved];
    assert_eq!(gate(&both.omar, &reviews), 0, "{how:?}: approved");
    merged(&mut both.omar, how);
    let record = ["forge", "record", "--reviews", "../reviews.json", "--request", "42"];
    both.omar.wait(60).crops(&record).fine();
    both.omar.git(&["push", "--quiet", "origin", "main"]);
    both.nadia.crops(&["sync"]).fine();
    both.nadia.crops(&["check"]).fine();
    assert!(both.nadia.is_clean() && both.omar.is_clean());
    assert_eq!(both.nadia.head(), both.omar.head());
    assert!(both.nadia.sandbox.read(FILM).contains("stage: delivered"));
    told(&both.nadia)
}

#[test]
fn a_request_tells_the_same_however_it_was_merged() {
    let told: Vec<Value> = [Merge::Commit, Merge::Squash, Merge::Rebase].map(by_request).into();
    assert_eq!(told[0], told[1]);
    assert_eq!(told[0], told[2]);
    assert_eq!(told[0]["stage"], "delivered");
    assert_eq!(told[0]["verdicts"].as_array().map(Vec::len), Some(2), "{}", told[0]);
}

#[test]
fn two_people_who_push_lead_a_brief_through_its_gate() {
    let mut both = TwoClones::of("lumen", "");
    both.nadia.wait(60).crops(&["submit", "b2c3d4"]).fine();
    both.omar
        .wait(90)
        .crops(&["brief", "edit", "9fw2hd", "--set", "message=Bientôt"])
        .fine();
    both.omar.crops(&["sync"]).fine();
    both.nadia.crops(&["sync"]).fine();
    both.omar.crops(&["sync"]).fine();
    both.omar
        .wait(600)
        .crops(&["reject", "b2c3d4", "--by", "ines", "--note", "trop pâle"])
        .fine();
    both.omar.crops(&["sync"]).fine();
    both.nadia.crops(&["sync"]).fine();
    both.nadia
        .wait(1_200)
        .crops(&["brief", "edit", "b2c3d4", "--set", "message=L’été est là"])
        .fine();
    both.nadia.wait(60).crops(&["submit", "b2c3d4"]).fine();
    both.nadia.crops(&["sync"]).fine();
    both.omar.crops(&["sync"]).fine();
    both.omar.wait(900).crops(&["approve", "b2c3d4", "--by", "ines"]).fine();
    both.omar.crops(&["sync"]).fine();
    both.nadia.crops(&["sync"]).fine();
    assert_eq!(both.nadia.log(), both.omar.log());
    assert!(both.nadia.has_no_merge());
    both.nadia.crops(&["check"]).fine();
    let said = both.nadia.crops(&["trail", "b2c3d4", "--format", "json"]).fine();
    let trail: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(trail["data"]["stage"], "delivered");
    let visits = trail["data"]["visits"].as_array().expect("visits");
    let stages: Vec<&str> = visits.iter().filter_map(|visit| visit["stage"].as_str()).collect();
    assert_eq!(stages, ["production", "review", "production", "review", "delivered"]);
    let kpis = both.omar.crops(&["report", "kpi", "--format", "json"]).fine();
    let (one, two): (Value, Value) = (
        serde_json::from_str(&kpis).expect("JSON"),
        serde_json::from_str(&both.nadia.crops(&["report", "kpi", "--format", "json"]).fine()).expect("JSON"),
    );
    assert_eq!(one["data"]["kpis"], two["data"]["kpis"]);
}

/// Something that a person does, right or wrong.
fn command(dice: &mut Dice, number: u64) -> Vec<String> {
    let brief = ["k3x9qa", "b2c3d4", "9fw2hd"][dice.below(3) as usize];
    let say = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match dice.below(6) {
        0 => say(&["brief", "edit", brief, "--set", &format!("message=m{}", dice.below(3))]),
        1 => say(&["brief", "edit", brief, "--set", &format!("objective=o{number}")]),
        2 => say(&[
            "move",
            brief,
            ["brief", "production", "review", "on-hold"][dice.below(4) as usize],
        ]),
        3 => say(&["feedback", "add", brief, &format!("remark {number}"), "--by", "ines"]),
        4 => say(&[
            "request",
            "new",
            "--kind",
            "social",
            "--title",
            &format!("Post {number}"),
            "--due",
            "2027-01-21",
        ]),
        _ => say(&["undo"]),
    }
}

/// Shares until it goes through; commits that are no part of the history then are noted, and why is known of each.
fn shared(desk: &Desk, gone: &mut Vec<String>) {
    let line = |commit: &str| desk.git(&["log", "-1", "--format=%ct %s", commit]).trim().to_owned();
    let mut without: Vec<String> = Vec::new();
    for _ in 0..40 {
        let (head, clean) = (desk.head(), desk.is_clean());
        let left_out = without.iter().flat_map(|commit| ["--without", commit]);
        let words: Vec<&str> = ["sync", "--format", "json"].into_iter().chain(left_out).collect();
        let said = desk.crops(&words);
        if said.code == 0 {
            let answer: Value = serde_json::from_str(&said.stdout).expect("JSON");
            let commits = answer["data"]["commits"].as_array().expect("commits");
            let none = commits.iter().filter(|commit| commit["commit"].is_null());
            gone.extend(none.map(|commit| line(commit["was"].as_str().expect("an id"))));
            return;
        }
        assert_eq!((said.code, desk.head(), desk.is_clean()), (3, head, clean), "{said:?}");
        let hint = said
            .stderr
            .rsplit("--without ")
            .next()
            .expect("a hint")
            .trim()
            .to_owned();
        assert!(hint.len() == 7 && !without.contains(&hint), "{said:?}");
        without.push(hint);
    }
    panic!("it never goes through");
}

#[test]
fn whatever_two_people_do_their_histories_become_one_and_nothing_is_lost() {
    for seed in 1..=6 {
        let mut dice = Dice(seed);
        let mut both = TwoClones::of("lumen", "");
        let (mut gone, mut made) = (Vec::new(), Vec::new());
        for number in 0..14 {
            let pick = dice.below(2);
            let desk = if pick == 0 { &mut both.nadia } else { &mut both.omar };
            desk.wait(61 + number as i64);
            let command = command(&mut dice, number);
            let words: Vec<&str> = command.iter().map(String::as_str).collect();
            if desk.crops(&words).code == 0 {
                made.push(desk.git(&["log", "-1", "--format=%ct %s"]).trim().to_owned());
            }
            if dice.below(3) == 0 {
                shared(desk, &mut gone);
            }
        }
        for desk in [&both.nadia, &both.omar, &both.nadia] {
            shared(desk, &mut gone);
        }
        assert_eq!(both.nadia.log(), both.omar.log(), "seed {seed}");
        for desk in [&both.nadia, &both.omar] {
            assert!(desk.has_no_merge() && desk.is_clean(), "seed {seed}");
            desk.git(&["fsck", "--no-progress", "--connectivity-only"]);
        }
        let history = both.nadia.git(&["log", "--format=%ct %s"]);
        let there: Vec<&str> = history.lines().collect();
        let is_lost = |commit: &&String| !there.contains(&commit.as_str()) && !gone.contains(*commit);
        let lost: Vec<&String> = made.iter().filter(is_lost).collect();
        assert!(lost.is_empty(), "seed {seed}: {lost:?}");
    }
}
