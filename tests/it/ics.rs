//! Answers: do other programs read the calendars that crops writes, and find the days of the plan in them?
//! Invariant: read back by two libraries that share no code with the writer; the second one, in Python, where it is installed.
#![expect(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "another program reads the file; a skipped part must be seen in the test's output"
)]

use crate::sandbox::Sandbox;
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};

/// First day and the day after the last one.
type Days = (String, String);

pub fn read(text: &str) -> Vec<Event> {
    for line in text.strip_suffix("\r\n").expect("an end").split("\r\n") {
        assert!(line.len() <= 75, "{line}");
        assert!(!line.chars().any(char::is_control), "{line:?}");
    }
    let calendar: Calendar = text.parse().expect("a calendar");
    calendar.events().cloned().collect()
}

fn day(of: Option<DatePerhapsTime>) -> String {
    match of {
        Some(DatePerhapsTime::Date(day)) => day.to_string(),
        Some(DatePerhapsTime::DateTime(time)) => panic!("{:?} is no whole day", CalendarDateTime::clone(&time)),
        None => panic!("no day"),
    }
}

fn days(event: &Event) -> Days {
    (day(event.get_start()), day(event.get_end()))
}

fn by_uid(events: &[Event]) -> BTreeMap<String, Days> {
    let all: BTreeMap<_, _> = events
        .iter()
        .map(|event| (event.get_uid().expect("a UID").to_owned(), days(event)))
        .collect();
    assert_eq!(all.len(), events.len(), "each UID is there once");
    all
}

/// What a second program finds, or why it did not look.
pub fn by_python(text: &str) -> Result<BTreeSet<(String, String, String)>, &'static str> {
    const SCRIPT: &str = "
import sys, icalendar
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
assert not calendar.errors, calendar.errors
for event in calendar.walk('VEVENT'):
    assert not event.errors, event.errors
    print(event['UID'], event.decoded('DTSTART'), event.decoded('DTEND'), sep='\\t')
";
    let python = || Command::new("python3");
    let knows = python().args(["-c", "import icalendar"]).stderr(Stdio::null()).status();
    if !knows.is_ok_and(|status| status.success()) {
        return Err("no Python with `icalendar`");
    }
    let mut child = python()
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut input = child.stdin.take().expect("its input");
    input.write_all(text.as_bytes()).expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let line = |line: &str| {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut cell = || cells.next().expect("three cells");
        (cell(), cell(), cell())
    };
    Ok(said.lines().map(line).collect())
}

/// Both libraries find the same events.
pub fn agreed(text: &str) -> BTreeMap<String, Days> {
    let found = by_uid(&read(text));
    match by_python(text) {
        Err(why) => println!("skipped: {why}, so the calendar was read by one library only"),
        Ok(seen) => {
            let ours = found
                .iter()
                .map(|(uid, (from, to))| (uid.clone(), from.clone(), to.clone()));
            assert_eq!(seen, ours.collect());
        }
    }
    found
}

#[test]
fn a_calendar_of_a_plan_has_the_days_of_its_tasks() {
    for lang in ["en", "fr"] {
        let sandbox = Sandbox::studio("product-launch").today("2026-11-20");
        let said = |format: &str| {
            let words = ["plan", "kit-pain", "--lang", lang, "--format", format];
            sandbox.run(&words).fine()
        };
        let found = agreed(&said("ics"));
        let plan: Value = serde_json::from_str(&said("json")).expect("JSON");
        let tasks = plan["data"]["tasks"].as_array().expect("tasks");
        assert_eq!(found.len(), tasks.len() + 1, "one each, and the launch");
        for task in tasks {
            let name = task["name"].as_str().expect("a name").replace('@', "%40");
            let uid = found
                .keys()
                .find(|uid| uid.starts_with(&format!("task/kit-pain/{name}@")));
            let (from, to) = &found[uid.expect("an event")];
            let late = &task["late"];
            let last: chrono::NaiveDate = late["end"].as_str().expect("a day").parse().expect("a day");
            if task["work"] != "milestone" {
                assert_eq!(late["start"], *from, "{name}");
            }
            assert_eq!(last.succ_opt().expect("a day").to_string(), *to, "{name}");
        }
        let launch = found.iter().find(|(uid, _)| uid.starts_with("launch/kit-pain@"));
        assert_eq!(launch.expect("the launch").1.0, "2027-04-06");
    }
}

#[test]
fn every_kind_of_plan_is_a_calendar() {
    let sandbox = Sandbox::studio("product-launch").today("2027-02-24");
    for words in [
        &["plan", "kit-pain", "--forward"][..],
        &["plan", "kit-pain", "--people"],
        &["plan"],
        &["plan", "kit-pain", "--set", "launch=2027-06-01"],
    ] {
        let said = |format: &str| sandbox.run(&[words, &["--format", format]].concat()).fine();
        let plan: Value = serde_json::from_str(&said("json")).expect("JSON");
        let tasks = plan["data"]["tasks"].as_array().expect("tasks").len();
        let found = agreed(&said("ics"));
        assert!(found.len() >= tasks, "{words:?}: {} of {tasks}", found.len());
    }
}

#[test]
fn an_event_says_who_and_why() {
    let sandbox = Sandbox::studio("product-launch").today("2026-11-20");
    let events = read(
        &sandbox
            .run(&["plan", "kit-pain", "-o", "-", "--format", "ics", "--lang", "fr"])
            .fine(),
    );
    let review = events
        .iter()
        .find(|event| {
            event
                .get_uid()
                .is_some_and(|uid| uid.starts_with("task/kit-pain/abribus.approval@"))
        })
        .expect("an event");
    let said = [review.get_summary(), review.get_description()].map(|text| text.expect("a text"));
    let said = said.join("\n").replace(['\u{a0}', '\u{202f}'], " ");
    insta::assert_snapshot!(said, @"
    Affiches abribus · Validation client
    abribus.approval
    Qui : Moulin Sauvage
    Travail : 3 jours ouvrés
    52 j. o. de marge
    Au plus tard : abribus.approval prend 3 jours ouvrés et doit finir le jeu. 18 mars 2027 à midi : abribus.variants doit commencer le jeu. 18 mars 2027
    Au plus tôt : abribus.approval prend 3 jours ouvrés et commence le mer. 23 déc., car abribus.review.2 finit le mar. 22 déc.
    jours non travaillés en chemin : jeu. 24 déc. (journée courte), ven. 25 déc. (Noël), lun. 28 déc. (fermeture de fin d'année), mar. 29 déc. (fermeture de fin d'année), mer. 30 déc. (fermeture de fin d'année), jeu. 31 déc. (fermeture de fin d'année), ven. 1er janv. 2027 (1er janvier)
    en ligne lun. 5 avr. 2027 · remise 7 jours ouvrés · prêt pour mar. 23 mars 2027 · réserve 2 j. o., intacte
    "
    );
}

#[test]
fn the_same_question_gives_the_same_file_and_a_later_day_the_same_names() {
    let written = |today: &str| {
        let sandbox = Sandbox::studio("product-launch").today(today);
        sandbox.run(&["plan", "kit-pain", "-o", "plan.ics"]).fine();
        sandbox.read("plan.ics")
    };
    let first = written("2026-11-20");
    assert_eq!(first, written("2026-11-20"));
    let names = |text: &str| by_uid(&read(text)).into_keys().collect::<Vec<_>>();
    assert_eq!(names(&first), names(&written("2026-12-04")));
    let whole = |text: &str| {
        let events = read(text);
        let sequence = |event: &Event| {
            event
                .property_value("SEQUENCE")
                .and_then(|number| number.parse::<u32>().ok())
        };
        sequence(&events[0]).expect("a number")
    };
    assert!(whole(&first) < whole(&written("2026-12-04")), "the later file wins");
}

#[test]
fn a_hostile_title_is_one_harmless_line() {
    const TITLE: &str = r#""Teaser; a, b\\n\r\nEND:VEVENT\r\nBEGIN:VEVENT\e[2J\u202e 日本語 👩‍🎨 é""#;
    let sandbox = Sandbox::studio("product-launch").today("2026-11-20");
    let file = sandbox
        .read("campaigns/kit-pain.yml")
        .replace("Film recette 45 s", TITLE);
    sandbox.write("campaigns/kit-pain.yml", &file);
    let text = sandbox.run(&["plan", "kit-pain", "--format", "ics"]).fine();
    let found = agreed(&text);
    assert!(found.len() > 40, "{found:?}");
    assert!(!text.contains(['\u{1b}', '\u{202e}']));
    let titled = read(&text)
        .into_iter()
        .filter_map(|event| event.get_summary().map(str::to_owned));
    let film: Vec<String> = titled.filter(|summary| summary.contains("Teaser")).collect();
    assert!(
        film.iter()
            .all(|summary| summary.contains(r"Teaser; a, b\n\r\nEND:VEVENT\r\nBEGIN:VEVENT\u{1b}[2J\u{202e} 日本語")),
        "{film:?}"
    );
    assert!(!film.is_empty());
}
