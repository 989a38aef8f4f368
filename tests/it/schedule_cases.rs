//! Answers: do the networks and holidays with known answers come out to the day?

#[path = "../cases/holidays.rs"]
mod holidays;
#[path = "../cases/network.rs"]
mod network;

use crate::reference::case;
use serde_json::Value;
use std::collections::BTreeSet;

fn differences(id: &str, expected: &Value, got: &Value) -> Vec<String> {
    let keys = expected.as_object().into_iter().flatten();
    keys.filter(|(key, value)| got[key.as_str()] != **value)
        .map(|(key, value)| format!("{id}.{key}: {} instead of {value}", got[key.as_str()]))
        .collect()
}

#[test]
fn every_random_network_has_exactly_the_expected_dates_and_floats() {
    let Some(path) = case("schedule/networks/networks.ndjson") else {
        return;
    };
    let answers = network::run(&[path.display().to_string()]).expect("answers");
    let text = std::fs::read_to_string(&path).expect("the cases");
    let mut compared = 0;
    for (case, answer) in text.lines().zip(answers.lines()) {
        let case: Value = serde_json::from_str(case).expect("a case");
        let answer: Value = serde_json::from_str(answer).expect("an answer");
        for (id, expected) in case["expected"]["tasks"].as_object().expect("tasks") {
            let unlike = differences(id, expected, &answer["tasks"][id]);
            assert!(unlike.is_empty(), "network {}: {unlike:?}", case["seed"]);
            compared += 1;
        }
    }
    assert!(compared > 1_000, "{compared} tasks are too few");
}

#[test]
fn every_textbook_network_has_the_published_answer() {
    let Some(folder) = case("schedule/textbook") else {
        return;
    };
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        let file: Value = serde_json::from_str(&std::fs::read_to_string(&path).expect("a file")).expect("JSON");
        let answer = network::run_textbook(&[path.display().to_string()]).expect("an answer");
        let answer: Value = serde_json::from_str(&answer).expect("JSON");
        for (id, expected) in file["expected"]["tasks"].as_object().expect("tasks") {
            let unlike = differences(id, expected, &answer["tasks"][id]);
            assert!(unlike.is_empty(), "{}: {unlike:?}", path.display());
        }
    }
}

#[test]
fn french_holidays_are_the_published_ones_in_every_zone() {
    let Some(path) = case("schedule/holidays-fr.csv") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("the list");
    let listed: BTreeSet<String> = text
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',');
            Some(format!("{},{}", cells.next()?, cells.nth(2)?))
        })
        .collect();
    let years = listed.iter().filter_map(|line| line.get(..4));
    let (first, last) = (years.clone().min().expect("a year"), years.max().expect("a year"));
    let ours = holidays::run(&[first.to_owned(), last.to_owned()]).expect("holidays");
    let ours: BTreeSet<String> = ours.lines().map(str::to_owned).collect();
    assert_eq!(ours, listed);
}
