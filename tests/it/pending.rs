//! Answers: is a brief in an open request seen at its gate by everybody who fetched, and no longer once it is merged?
//! Invariant: real clones and a bare remote; nothing is fetched by the questions themselves.

use crate::two_clones::{FILM, POSTER, TwoClones};
use serde_json::Value;

const FLOW: &str = "flow: pull-request\nforge: {kind: github, repository: 55, name: lumen/studio}\n";

fn json(desk: &crate::two_clones::Desk, words: &[&str]) -> Value {
    let words = [words, &["--format", "json"]].concat();
    serde_json::from_str::<Value>(&desk.crops(&words).fine()).expect("JSON")["data"].clone()
}

fn awaited(desk: &crate::two_clones::Desk, brief: &str) -> Vec<Value> {
    let items = json(desk, &["due"])["items"].as_array().expect("a list").clone();
    items.into_iter().filter(|item| item["brief"] == brief).collect()
}

/// Nadia submits the poster, which is still in production on `main`.
fn submitted() -> TwoClones {
    let mut both = TwoClones::of("lumen", FLOW);
    both.nadia.wait(60).crops(&["submit", "b2c3d4"]).fine();
    both
}

#[test]
fn a_brief_in_a_request_is_at_the_gate_for_everybody_who_fetched() {
    let both = submitted();
    let before = awaited(&both.omar, "poster-b2c3d4");
    assert_eq!(
        (before[0]["what"].as_str(), before[0]["stage"].as_str()),
        (Some("work"), Some("production"))
    );
    both.omar.git(&["fetch", "--quiet"]);
    let items = awaited(&both.omar, "poster-b2c3d4");
    let told = |item: &Value| {
        let word = |key: &str| item[key].as_str().expect(key).to_owned();
        (word("what"), word("stage"), word("pending"), word("since"))
    };
    let (what, stage) = ("verdict".to_owned(), "review".to_owned());
    let branch = "crops/b2c3d4/review".to_owned();
    assert_eq!(told(&items[0]), (what, stage, branch, "2026-11-20".to_owned()));
    let pending = &json(&both.omar, &["brief", "show", "b2c3d4"])["pending"];
    assert_eq!(json(&both.omar, &["due"])["pending"], *pending);
    assert_eq!(json(&both.omar, &["brief", "list"])["pending"], *pending);
    let expected = serde_json::json!([{
        "branch": "crops/b2c3d4/review", "brief": "poster-b2c3d4", "title": "Affiche « été » & co", "from": "production",
        "to": "delivered", "gates": ["review"], "commits": 1, "by": "Nadia Roy", "person": "nadia", "since": "2026-11-20",
    }]);
    assert_eq!(*pending, expected);
}

#[test]
fn people_read_which_branch_leads_where_and_who_asked() {
    let both = submitted();
    for words in [&["due"][..], &["brief", "list"], &["brief", "show", "b2c3d4"]] {
        let said = both.nadia.crops(words).fine();
        let line = "In a pull request: crops/b2c3d4/review, Production → Delivered once Internal review is passed, 1 commit by Nadia Roy, since Fri 20 Nov";
        assert!(said.contains(line), "{said}");
        let french = both.nadia.crops(&[words, &["--lang", "fr"]].concat()).fine();
        assert!(
            french.contains("Dans une pull request\u{a0}: crops/b2c3d4/review"),
            "{french}"
        );
    }
}

#[test]
fn verdicts_on_the_branch_of_a_request_are_heard_where_it_is_told_who_is_awaited() {
    let mut both = submitted();
    both.nadia.git(&["switch", "--quiet", "crops/b2c3d4/review"]);
    assert_eq!(awaited(&both.nadia, "poster-b2c3d4")[0]["what"], "verdict");
    both.nadia.git(&["switch", "--quiet", "main"]);
    // written on the official side, brought to the branch by hand
    let made = both.nadia.wait(9).crops(&["move", "b2c3d4", "review"]);
    made.fine();
    both.nadia
        .wait(9)
        .crops(&["approve", "b2c3d4", "--by", "ines", "--no-sign"])
        .fine();
    both.nadia.git(&["switch", "--quiet", "crops/b2c3d4/review"]);
    both.nadia.git(&[
        "checkout",
        "--quiet",
        "main",
        "--",
        "briefs/2026-11/poster-b2c3d4/approvals",
    ]);
    both.nadia.git(&["commit", "--quiet", "--message", "the verdict"]);
    both.nadia.git(&["push", "--quiet", "origin", "HEAD"]);
    both.nadia.git(&["switch", "--quiet", "main"]);
    both.nadia.git(&["reset", "--quiet", "--hard", "origin/main"]);
    assert_eq!(awaited(&both.nadia, "poster-b2c3d4")[0]["what"], "move");
}

#[test]
fn what_is_merged_squashed_or_taken_away_is_pending_no_more() {
    for way in ["merge", "squash", "delete"] {
        let mut both = submitted();
        let desk = both.nadia.wait(30);
        match way {
            "merge" => drop(desk.git(&["merge", "--quiet", "--no-ff", "--no-edit", "origin/crops/b2c3d4/review"])),
            "squash" => {
                desk.git(&["merge", "--quiet", "--squash", "origin/crops/b2c3d4/review"]);
                desk.git(&["commit", "--quiet", "--message", "the poster (#7)"]);
            }
            _ => drop(desk.git(&["push", "--quiet", "origin", ":crops/b2c3d4/review"])),
        }
        desk.git(&["push", "--quiet", "origin", "main"]);
        assert_eq!(
            json(desk, &["brief", "list"])["pending"],
            Value::Array(Vec::new()),
            "{way}"
        );
        let items = awaited(desk, "poster-b2c3d4");
        assert_eq!(items.is_empty(), way != "delete", "{way}: {items:?}");
    }
}

#[test]
fn a_request_that_brings_a_brief_is_listed_and_one_of_work_alone_is_shown_with_it() {
    let mut both = TwoClones::of("lumen", FLOW);
    let text = both
        .nadia
        .sandbox
        .read(POSTER)
        .replace("poster-b2c3d4", "banner-c3d4e5");
    let path = POSTER.replace("poster-b2c3d4", "banner-c3d4e5");
    both.nadia.commit(&path, &text);
    let film = both.nadia.sandbox.read(FILM) + "notes: more light\n";
    both.nadia.commit(FILM, &film);
    both.nadia.wait(60).crops(&["propose"]).fine();
    let pending = json(&both.nadia, &["brief", "list"])["pending"]
        .as_array()
        .expect("a list")
        .clone();
    let told: Vec<(&str, Option<&str>, &str)> = pending
        .iter()
        .map(|one| {
            let word = |key: &str| one[key].as_str();
            (
                word("brief").expect("an id"),
                word("from"),
                word("to").expect("a stage"),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("banner-c3d4e5", None, "production"),
            ("hero-film-k3x9qa", Some("review"), "review")
        ]
    );
    both.nadia.crops(&["brief", "list", "--stage", "delivered"]).fine();
    let filtered = json(&both.nadia, &["brief", "list", "--stage", "delivered"]);
    assert_eq!(filtered["pending"], Value::Array(Vec::new()));
}

#[test]
fn another_day_knows_no_requests_of_today() {
    let both = submitted();
    let before = json(&both.nadia, &["brief", "list", "--as-of", "main"]);
    assert_eq!(before["pending"], Value::Array(Vec::new()));
}
