//! Answers: what does the program say of a plan with people: why, who is short, and what would help?
//! Invariant: what is promised is tried; what cannot be done is said.

use crate::people::{HEAD, TEAM};
use crate::sandbox::Sandbox;
use serde_json::Value;

/// A made-up studio of one campaign, planned with people by the program itself.
fn said(files: &[(&str, &str)], arguments: &[&str]) -> String {
    let sandbox = Sandbox::new();
    for (path, text) in TEAM.iter().chain(files) {
        sandbox.write(path, text);
    }
    sandbox.run(arguments).fine()
}

#[test]
fn a_plan_says_who_is_busy_with_what_to_the_end_of_the_chain() {
    let tasks = "tasks:\n  - {id: shoot, duration: 3d, owner: lea}\n  - {id: edit, duration: 2d, owner: lea}\n  - {id: poster, duration: 1d, owner: ines}\n";
    let campaign = format!("{HEAD}{tasks}");
    let files = [("campaigns/c.yml", campaign.as_str())];
    let why = said(
        &files,
        &[
            "plan",
            "c",
            "--people",
            "--why",
            "edit",
            "--lang",
            "en",
            "--today",
            "2027-03-08",
        ],
    );
    assert_eq!(
        why,
        "edit can start on Thu 11 Mar at the earliest, because lea is busy with shoot from Mon 8 Mar to Wed 10 Mar.\n\
         lea does 14\u{a0}h of it: they own it\n\
         \x20 shoot takes 3 working days and starts on Mon 8 Mar, because nothing holds it back\n\
         It must start on Thu 11 Mar at the latest, 0 working days of float:\n\
         \x20 edit takes 2 working days and must end on Fri 12 Mar: everything is over before the launch on Mon 15 Mar, margin off: by Fri 12 Mar\n"
    );
}

/// Half days by which the worst goal is short, and hours nobody has time for, as the JSON says them.
fn lacking(plan: &Value) -> (f64, f64) {
    let numbers = |list: &Value, key: &str| -> Vec<f64> {
        let items = list.as_array().expect("a list").iter();
        items.map(|item| item[key].as_f64().expect("a number")).collect()
    };
    let short = numbers(&plan["goals"], "shortWorkingDays");
    let hours = numbers(&plan["people"]["shortages"], "neededHours");
    (short.into_iter().fold(0.0, f64::max), hours.iter().sum())
}

#[test]
fn each_way_out_wins_what_it_says_when_it_is_tried() {
    let mut tried = 0;
    for (studio, campaign, today) in [
        ("product-launch", "kit-pain", "2026-11-20"),
        ("product-launch", "kit-pain", "2027-02-10"),
        ("product-launch", "kit-pain", "2027-02-24"),
        ("agency", "winter-cure", "2027-01-04"),
        ("agency", "new-routes", "2027-02-01"),
    ] {
        let sandbox = Sandbox::files_of(studio).today(today);
        let plan = |set: &[String]| -> Value {
            let mut arguments = vec!["plan", campaign, "--people", "--effort", "quick", "--format", "json"];
            arguments.extend(set.iter().flat_map(|expression| ["--set", expression.as_str()]));
            let said: Value = serde_json::from_str(&sandbox.run(&arguments).fine()).expect("JSON");
            said["data"].clone()
        };
        let before = plan(&[]);
        for way in before["waysOut"].as_array().expect("a list") {
            let set: Vec<String> = serde_json::from_value(way["set"].clone()).expect("texts");
            if set.is_empty() || way["kind"] == "moveLaunch" {
                continue;
            }
            let after = plan(&set);
            let hours = lacking(&before).1 - lacking(&after).1;
            assert!(
                (hours - way["freesHours"].as_f64().expect("hours")).abs() < 0.1,
                "{way}"
            );
            if before["people"]["placed"] == "early" && after["people"]["placed"] == "early" {
                let days = lacking(&before).0 - lacking(&after).0;
                assert!(
                    (days - way["winsWorkingDays"].as_f64().expect("days")).abs() < 0.1,
                    "{way}"
                );
            }
            tried += 1;
        }
    }
    assert!(tried >= 6, "{tried} ways");
}

/// What a plan with people says of a campaign that cannot be staffed, and its exit code.
fn lacks(files: &[(&str, &str)], tasks: &str) -> String {
    let campaign = format!("{HEAD}tasks:\n{tasks}");
    let mut all = vec![("campaigns/c.yml", campaign.as_str())];
    all.extend(files);
    said(
        &all,
        &["plan", "c", "--people", "--lang", "en", "--today", "2027-01-04"],
    )
}

const IDLE: (&str, &str) = (
    "team/ida.yml",
    "crops: person/v1\nid: ida\nname: Ida\nroles: [editor]\nhours: {mon: 0h}\n",
);
const SHUT: (&str, &str) = (
    "parties/shut.yml",
    "crops: party/v1\nid: shut\nname: Shut\ntype: supplier\nclosed: [{from: 1990-01-01, to: 2199-12-31}]\n",
);

type Missing = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
);

/// What is wrong, the files that make it so, the tasks, and what must be said.
const LACKS: &[Missing] = &[
    (
        "no hours",
        &[IDLE],
        "  - {id: a, duration: 2d, effort: 10h, owner: ida}\n",
        "a needs 10\u{a0}h of ida",
    ),
    (
        "a role nobody has",
        &[],
        "  - {id: a, duration: 2d, effort: 4h, role: pilot}\n",
        "a asks for the role pilot, which nobody has",
    ),
    (
        "effort and nobody",
        &[],
        "  - {id: a, duration: 2d, effort: 4h}\n",
        "a has hours of work and nobody to do it",
    ),
    (
        "a freelance without bookings",
        &[],
        "  - {id: a, duration: 2d, effort: 4h, owner: abel}\n",
        "(not booked)",
    ),
    (
        "somebody who left",
        &[],
        "  - {id: a, duration: 2d, effort: 4h, owner: zoe}\n",
        "(has left)",
    ),
    (
        "a party that is always closed",
        &[SHUT],
        "  - {id: a, duration: 2d, party: shut}\n  - {id: b, duration: 1d, owner: lea, needs: [a]}\n",
        "C:",
    ),
    (
        "1,000 days between",
        &[],
        "  - {id: a, duration: 2d, owner: lea}\n  - {id: b, duration: 1d, owner: lea, needs: [{after: a, lag: 1000d}]}\n",
        "should be over by",
    ),
    (
        "ten years of work",
        &[],
        "  - {id: a, duration: 2500d, owner: lea}\n",
        "a should be over by",
    ),
];

#[test]
fn what_cannot_be_staffed_is_said_and_never_dated_in_silence() {
    for (what, files, tasks, expected) in LACKS {
        let said = lacks(files, tasks);
        assert!(said.contains(*expected), "{what}: {said}");
    }
}

#[test]
fn a_party_with_a_capacity_takes_only_so_many_tasks_at_a_time() {
    let one = (
        "parties/press.yml",
        "crops: party/v1\nid: press\nname: Press\ntype: supplier\ncapacity: 1\n",
    );
    let tasks = "tasks:\n  - {id: a, duration: 2d, party: press}\n  - {id: b, duration: 2d, party: press}\n";
    let campaign = format!("{HEAD}{tasks}");
    let files = [("campaigns/c.yml", campaign.as_str()), one];
    let said = said(
        &files,
        &["plan", "c", "--people", "--format", "csv", "--today", "2027-01-04"],
    );
    let starts: std::collections::BTreeSet<&str> =
        said.lines().skip(1).filter_map(|line| line.split(',').nth(8)).collect();
    assert_eq!(starts.len(), 2, "{said}");
}
