//! Answers: does `crops diff` say what changed in a record, field by field, by whom and when?
//! Invariant: every history is made in the test, with known days and people.

use crate::sandbox::Sandbox;
use crate::trail::{commit, edited, studio};
use serde_json::Value;

const FILM: &str = "briefs/2026-11/hero-film-k3x9qa/brief.yml";
const CAMPAIGN: &str = "campaigns/spring-launch.yml";

fn json(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    let all = [&["diff"], arguments, &["--format", "json"]].concat();
    let answer: Value = serde_json::from_str(&sandbox.run(&all).fine()).expect("JSON");
    answer["data"].clone()
}

/// `field change by covered`
fn told(data: &Value) -> Vec<String> {
    let changes = data["changes"].as_array().expect("changes").clone();
    let one = |change: &Value| {
        let text = |key: &str| change[key].as_str().unwrap_or("-").to_owned();
        let by = change["by"].as_str().map_or_else(|| text("cause"), str::to_owned);
        format!("{} {} {by} {}", text("field"), text("change"), change["covered"])
    };
    changes.iter().map(one).collect()
}

fn changed() -> Sandbox {
    let due = ("objective:", "due: 2026-11-12\nobjective:");
    let sandbox = edited(studio(), "2026-11-11T10:00:00", FILM, due);
    sandbox.git(&["tag", "before"]);
    let sandbox = edited(
        sandbox,
        "2026-11-12T10:00:00",
        FILM,
        ("due: 2026-11-12", "due: 2026-11-19"),
    );
    let sandbox = edited(
        sandbox,
        "2026-11-13T10:00:00",
        FILM,
        ("channels: [tv, social]", "channels: [social, ooh]"),
    );
    edited(sandbox, "2026-11-14T10:00:00", FILM, ("priority: high", "dua: 7"))
}

#[test]
fn each_field_has_what_happened_to_it_and_the_last_commit_that_touched_it() {
    let sandbox = changed();
    let text = sandbox
        .read(FILM)
        .replacen("audience: Urbains", "audience: Citadins", 1);
    sandbox.write(FILM, &text);
    let data = json(&sandbox, &["before", "k3x9qa"]);
    assert_eq!(
        told(&data),
        [
            "dua added lea true",
            "due day-moved lea false",
            "audience replaced not-committed true",
            "channels items lea true",
            "priority removed lea false",
        ]
    );
    let due = &data["changes"][1];
    assert_eq!(
        (&due["movedWorkingDays"], &due["day"]),
        (&5.0.into(), &"2026-11-12".into())
    );
    let channels = &data["changes"][3];
    assert_eq!(
        (&channels["addedItems"][0], &channels["removedItems"][0]),
        (&"ooh".into(), &"tv".into())
    );
    assert_eq!(
        (&data["coveredChanges"], data["commits"].as_array().map(Vec::len)),
        (&3.into(), Some(3))
    );
}

#[test]
fn two_revisions_and_days_are_compared_and_a_comment_is_no_change() {
    let sandbox = changed();
    for (revision, fields) in [
        ("before..HEAD~1", 2),
        ("2026-11-12..HEAD", 3),
        ("HEAD", 0),
        ("2026-11-11", 4),
        ("before..2026-11-12", 1),
    ] {
        assert_eq!(told(&json(&sandbox, &[revision, "k3x9qa"])).len(), fields, "{revision}");
    }
    let sandbox = edited(
        sandbox,
        "2026-11-15T10:00:00",
        FILM,
        ("kind: video", "# a film\nkind:   video"),
    );
    assert!(told(&json(&sandbox, &["HEAD~1", "k3x9qa"])).is_empty());
    let unknown = sandbox.run(&["diff", "no-such-revision", "k3x9qa"]);
    assert_eq!(unknown.code, 4, "{}", unknown.all());
}

#[test]
fn any_record_is_found_by_its_id_and_an_id_of_several_types_asks_for_the_type() {
    let sandbox = edited(
        studio(),
        "2026-11-11T10:00:00",
        CAMPAIGN,
        ("launch: 2027-03-15", "launch: 2027-03-22"),
    );
    assert_eq!(
        told(&json(&sandbox, &["HEAD~1", "spring-launch"])),
        ["launch day-moved lea false"]
    );
    let stages = ("sla: 3d}", "sla: 4d}");
    let sandbox = edited(sandbox, "2026-11-12T10:00:00", "workflows/standard.yml", stages);
    assert_eq!(
        told(&json(&sandbox, &["HEAD~1", "standard"])),
        ["stages.brief.sla replaced lea false"]
    );
    for (id, record) in [
        ("paris", "calendar"),
        ("lea", "person"),
        ("studio", "studio"),
        ("kv-printemps-v1", "asset"),
    ] {
        assert_eq!(json(&sandbox, &["HEAD", id])["type"], record);
    }
    let both = sandbox.run(&["diff", "HEAD", "social"]);
    assert_eq!(both.code, 3, "{}", both.all());
    assert!(
        both.stderr.contains("--type workflow") && both.stderr.contains("--type kind"),
        "{}",
        both.stderr
    );
    assert_eq!(json(&sandbox, &["HEAD", "social", "--type", "kind"])["type"], "kind");
    let near = sandbox.run(&["diff", "HEAD", "spring-lunch"]);
    assert!(
        near.code == 3 && near.stderr.contains("spring-launch"),
        "{}",
        near.all()
    );
}

#[test]
fn a_record_that_came_went_moved_or_cannot_be_read_is_said_to_have() {
    let sandbox = studio();
    sandbox.git(&["mv", "briefs/2026-11/hero-film-k3x9qa", "briefs/2026-11/film"]);
    sandbox.git(&["rm", "--quiet", "-r", "briefs/2026-11/key-visual-p7m2dn"]);
    let sandbox = commit(sandbox, "2026-11-11T10:00:00");
    let moved = json(&sandbox, &["HEAD~1", "k3x9qa"]);
    assert_eq!(
        (told(&moved).len(), &moved["pathAfter"]),
        (0, &"briefs/2026-11/film/brief.yml".into())
    );
    let gone = json(&sandbox, &["HEAD~1", "p7m2dn"]);
    assert_eq!(
        (&gone["from"]["state"], &gone["to"]["state"]),
        (&"readable".into(), &"absent".into())
    );
    let back = json(&sandbox, &["HEAD..HEAD~1", "p7m2dn"]);
    assert_eq!(
        (&back["from"]["state"], &back["to"]["state"]),
        (&"absent".into(), &"readable".into())
    );
    let path = "briefs/2026-11/film/brief.yml";
    let sandbox = edited(
        sandbox,
        "2026-11-12T10:00:00",
        path,
        ("crops: brief/v1", "<<<<<<<\ncrops: brief/v1"),
    );
    let sandbox = edited(sandbox, "2026-11-13T10:00:00", path, ("<<<<<<<\n", ""));
    let broken = json(&sandbox, &["HEAD~1", "k3x9qa"]);
    assert_eq!(
        (&broken["from"]["state"], told(&broken).len()),
        (&"unreadable".into(), 0)
    );
}

#[test]
fn the_difference_is_said_in_both_languages_and_hostile_values_stay_text() {
    let sandbox = changed();
    for (lang, first, line) in [
        (
            "en",
            "Film héros 30 s: 4 fields changed since before of Wed 11 Nov, 2 of which an approval covers.",
            "moved from Thu 12 Nov to Thu 19 Nov (+5 wd)",
        ),
        (
            "fr",
            "Film héros 30 s : 4 champs modifiés depuis before (le mercredi 11 novembre), dont 2 couverts par une validation.",
            "du jeu. 12 nov. au jeu. 19 nov. (+5 j. o.)",
        ),
    ] {
        let said = sandbox.run(&["diff", "before", "k3x9qa", "--lang", lang]).fine();
        let said = said.replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(said.lines().next(), Some(first));
        assert!(said.contains(line), "{said}");
    }
    let evil = ("dua: 7", "dua: \"<script>alert(1)</script> | `x` \\u202e\\u001b[2J\"");
    let sandbox = edited(sandbox, "2026-11-16T10:00:00", FILM, evil);
    for format in ["text", "markdown", "csv"] {
        let said = sandbox.run(&["diff", "before", "k3x9qa", "--format", format]).fine();
        assert!(!said.contains(['\u{202e}', '\u{1b}']), "{format}: {said}");
        assert!(format != "markdown" || !said.contains("<script>"), "{said}");
    }
}

#[test]
fn a_brief_is_shown_as_it_was() {
    let sandbox = edited(
        studio(),
        "2026-11-12T10:00:00",
        FILM,
        ("message: Le printemps commence ici", "message: Autre chose"),
    );
    let sandbox = edited(
        sandbox,
        "2026-11-13T10:00:00",
        FILM,
        ("stage: brief", "stage: production"),
    );
    for (as_of, stage, message) in [
        ("HEAD~2", "brief", "Le printemps commence ici"),
        ("2026-11-11", "brief", "Le printemps commence ici"),
        ("2026-11-12", "brief", "Autre chose"),
        ("HEAD", "production", "Autre chose"),
    ] {
        let all = ["brief", "show", "k3x9qa", "--as-of", as_of, "--format", "json"];
        let answer: Value = serde_json::from_str(&sandbox.run(&all).fine()).expect("JSON");
        let data = &answer["data"];
        assert_eq!(data["brief"]["stage"], stage, "{as_of}");
        let fields = data["fields"].as_array().expect("fields").clone();
        assert!(
            fields.iter().any(|field| field["text"] == message),
            "{as_of}: {fields:?}"
        );
        assert_eq!(answer["asOf"]["asked"], as_of);
    }
    assert_eq!(
        sandbox.run(&["brief", "show", "k3x9qa", "--as-of", "2026-11-01"]).code,
        4
    );
}
