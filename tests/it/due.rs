//! Answers: does `crops due` name whoever is awaited, and nobody who has spoken or left?
//! Invariant: one row a thing that is awaited; the delegate of whoever is away stands beside them.

use crate::sandbox::Sandbox;
use serde_json::Value;

fn items(sandbox: &Sandbox, words: &[&str]) -> Vec<Value> {
    let words = [&["due", "--format", "json"], words].concat();
    let answer: Value = serde_json::from_str(&sandbox.run(&words).fine()).expect("JSON");
    answer["data"]["items"].as_array().expect("a list").clone()
}

fn told(item: &Value) -> (String, Vec<String>) {
    let who = item["who"].as_array().expect("a list").iter();
    let people = who.map(|who| who["person"].as_str().expect("an id").to_owned());
    (item["what"].as_str().expect("a word").to_owned(), people.collect())
}

#[test]
fn a_verdict_is_awaited_of_those_who_may_give_it_until_they_have() {
    let sandbox = Sandbox::studio("lumen");
    let film = |sandbox: &Sandbox| {
        let all = items(sandbox, &[]);
        all.into_iter().find(|item| item["brief"] == "hero-film-k3x9qa")
    };
    let before = film(&sandbox).expect("awaited");
    let (what, people) = told(&before);
    assert_eq!(what, "verdict");
    assert!(people.contains(&"ines".to_owned()), "{people:?}");
    sandbox.run(&["approve", "k3x9qa", "--by", "ines"]).fine();
    assert_eq!(film(&sandbox), None);
}

#[test]
fn another_revision_is_judged_by_the_verdicts_it_had() {
    let sandbox = Sandbox::studio("lumen");
    let film = |words: &[&str]| {
        let all = items(&sandbox, words);
        all.into_iter().find(|item| item["brief"] == "hero-film-k3x9qa")
    };
    sandbox.run(&["approve", "k3x9qa", "--by", "ines", "--stay"]).fine();
    let now = film(&[]).expect("to move on");
    let before = film(&["--as-of", "HEAD~1"]).expect("awaited");
    assert_eq!((&now["what"], &before["what"]), (&"move".into(), &"verdict".into()));
    // what is taken away on disk alone was there all the same
    std::fs::remove_dir_all(sandbox.root().join("briefs/2026-11/hero-film-k3x9qa/approvals")).expect("a folder");
    let then = film(&["--as-of", "HEAD"]).expect("to move on");
    assert_eq!(
        (&film(&[]).expect("awaited")["what"], &then["what"]),
        (&"verdict".into(), &"move".into())
    );
}

#[test]
fn a_person_a_role_and_what_is_late_are_asked_for_alone() {
    let sandbox = Sandbox::studio("lumen").today("2027-01-15");
    let all = items(&sandbox, &[]);
    let of_ines = items(&sandbox, &["--who", "ines"]);
    assert!(!of_ines.is_empty() && of_ines.len() < all.len());
    assert!(of_ines.iter().all(|item| told(item).1.contains(&"ines".to_owned())));
    for late in items(&sandbox, &["--overdue"]) {
        assert!(late["lateWorkingDays"].as_f64() > Some(0.0), "{late}");
    }
    for item in items(&sandbox, &["--role", "creative-lead"]) {
        assert_eq!(item["role"], "creative-lead");
    }
    let wrong = sandbox.run(&["due", "--role", "creative-led"]).all();
    assert!(wrong.contains("creative-lead"), "{wrong}");
    assert_eq!(sandbox.run(&["due", "--who", "nobody"]).code, 3);
}

#[test]
fn whoever_is_away_is_told_with_who_decides_meanwhile() {
    let sandbox = Sandbox::studio("lumen");
    let away = "off:\n  - {from: 2026-11-20, to: 2026-11-27}\ndelegates:\n  - {person: lea, from: 2026-11-20, to: 2026-11-24}\n";
    let ines = sandbox.read("team/ines.yml");
    let kept: Vec<&str> = ines
        .lines()
        .take_while(|line| !line.starts_with("off") && !line.starts_with("delegates"))
        .collect();
    sandbox.write("team/ines.yml", &format!("{}\n{away}", kept.join("\n")));
    let all = items(&sandbox, &["--who", "ines"]);
    let who = all[0]["who"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|who| who["person"] == "ines");
    let who = who.expect("ines");
    assert_eq!(
        (&who["awayUntil"], &who["delegates"][0]),
        (&"2026-11-27".into(), &"lea".into())
    );
    let said = sandbox.run(&["due", "--who", "ines"]).fine();
    assert!(said.contains("away until Fri 27 Nov: lea instead"), "{said}");
}

#[test]
fn a_calendar_has_one_entry_for_each_thing_and_keeps_its_name() {
    let sandbox = Sandbox::studio("lumen");
    let names = |day: &str| -> Vec<String> {
        let said = sandbox.run(&["due", "--format", "ics", "--today", day]).fine();
        let unfolded = said.replace("\r\n ", "");
        let lines = unfolded.lines().filter(|line| line.starts_with("UID:"));
        let mut names: Vec<String> = lines.map(str::to_owned).collect();
        names.sort();
        names
    };
    let first = names("2026-11-20");
    assert_eq!(first.len(), items(&sandbox, &[]).len());
    let later = names("2026-11-24");
    assert!(first.iter().all(|name| later.contains(name)), "{first:?} {later:?}");
}
