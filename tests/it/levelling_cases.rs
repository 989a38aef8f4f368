//! Answers: do portfolios and projects in the formats of the reference cases get sound and short plans?

#[path = "../cases/plan.rs"]
mod portfolio;
#[path = "../cases/psplib.rs"]
mod psplib;

use crate::reference::case;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Six jobs between source and sink, two resources: invented, with a shortest length that can be seen by hand.
/// Jobs 5 and 6 need all of the second resource, of which job 4 and then job 7 always have some: 5 + 6 + 2 + 2.
const SMALL: &str = "\
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          3           2   3   4
   2        1          1           5
   3        1          1           6
   4        1          1           7
   5        1          1           8
   6        1          1           8
   7        1          1           8
   8        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     4       2    0
  3      1     3       2    0
  4      1     5       2    1
  5      1     2       0    3
  6      1     2       0    3
  7      1     6       0    1
  8      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
    2    3
************************************************************************
";

/// Durations, requests, successors and capacities, read again.
type Read = (Vec<i64>, Vec<Vec<i64>>, Vec<Vec<usize>>, Vec<i64>);

fn read(text: &str) -> Read {
    let lines: Vec<Vec<i64>> = text
        .lines()
        .map(|line| line.split_whitespace().filter_map(|word| word.parse().ok()).collect())
        .collect();
    let at = |title: &str| text.lines().position(|line| line.starts_with(title)).expect("a title");
    let jobs = lines[at("PRECEDENCE") + 2..].iter().take_while(|line| !line.is_empty());
    let succs: Vec<Vec<usize>> = jobs
        .map(|job| job[3..].iter().map(|to| *to as usize - 1).collect())
        .collect();
    let body = &lines[at("REQUESTS") + 3..][..succs.len()];
    (
        body.iter().map(|job| job[2]).collect(),
        body.iter().map(|job| job[3..].to_vec()).collect(),
        succs,
        lines[at("RESOURCEAVAIL") + 2].clone(),
    )
}

/// The length of a schedule that is sound.
fn length((durations, requests, succs, capacities): &Read, start: &[i64]) -> i64 {
    for (job, after) in succs.iter().enumerate() {
        assert!(start[job] >= 0);
        for succ in after {
            assert!(start[*succ] >= start[job] + durations[job], "{succ} before {job} ends");
        }
    }
    let end = (0..start.len())
        .map(|job| start[job] + durations[job])
        .max()
        .expect("jobs");
    for period in 0..end {
        for (resource, capacity) in capacities.iter().enumerate() {
            let running = (0..start.len()).filter(|job| (start[*job]..start[*job] + durations[*job]).contains(&period));
            let used: i64 = running.map(|job| requests[job][resource]).sum();
            assert!(
                used <= *capacity,
                "resource {resource} in {period}: {used} of {capacity}"
            );
        }
    }
    end
}

fn starts(path: &Path, schedules: u32) -> Vec<i64> {
    let arguments = [
        "--schedules".to_owned(),
        schedules.to_string(),
        path.display().to_string(),
    ];
    let line = psplib::run(&arguments).expect("a schedule");
    let answer: Value = serde_json::from_str(&line).expect("JSON");
    let start = answer["start"].as_array().expect("starts");
    start.iter().map(|one| one.as_i64().expect("a number")).collect()
}

#[test]
fn a_small_project_gets_its_shortest_schedule() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("small.sm");
    std::fs::write(&path, SMALL).expect("written");
    assert_eq!(length(&read(SMALL), &starts(&path, 200)), 15);
    let wrong = folder.path().join("wrong.sm");
    std::fs::write(&wrong, SMALL.replace("3           2   3   4", "3           2   3   9")).expect("written");
    assert!(psplib::run(&[wrong.display().to_string()]).is_err());
}

#[test]
fn published_projects_get_sound_schedules_near_the_best_known() {
    let Some(best) = case("schedule/psplib/best.csv") else {
        return;
    };
    let folder = best.parent().expect("a folder");
    let (mut over, mut count) = (0.0, 0.0);
    for line in std::fs::read_to_string(&best).expect("a list").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let path = folder.join(cells[1]).join(cells[0]);
        let project = read(&std::fs::read_to_string(&path).expect("a project"));
        let found = length(&project, &starts(&path, 100));
        let known: i64 = cells[7].parse().expect("a length");
        assert!(
            found >= known || cells[8] != "yes",
            "{}: {found} is too short to be true",
            cells[0]
        );
        over += found as f64 / known as f64 - 1.0;
        count += 1.0;
    }
    assert!(
        count > 0.0 && over / count < 0.045,
        "{} over the best known",
        over / count
    );
}

/// Two campaigns of one team of two: the second launch two days after the first.
const PORTFOLIO: &str = r#"{
  "calendar": {"weekend": [5, 6], "holidays": ["2027-03-29"]},
  "project_start": "2027-01-04", "people": 2,
  "tasks": [
    {"id": "a.film", "duration": 2, "assignee": "ada"},
    {"id": "a.cut", "duration": 1, "assignee": "ben", "finish_before": "2027-03-31"},
    {"id": "b.film", "duration": 3, "assignee": "ada"},
    {"id": "b.cut", "duration": 1, "assignee": "ben", "finish_before": "2027-04-02"}
  ],
  "links": [
    {"from": "a.film", "to": "a.cut", "type": "FS", "lag": 0},
    {"from": "b.film", "to": "b.cut", "type": "FS", "lag": 0}
  ]
}"#;

#[test]
fn a_portfolio_is_levelled_as_late_as_both_launches_allow() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.json");
    std::fs::write(&path, PORTFOLIO).expect("written");
    let days = |more: &[&str]| {
        let more = more.iter().map(|word| (*word).to_owned());
        let arguments: Vec<String> = [path.display().to_string()].into_iter().chain(more).collect();
        let answer: Value = serde_json::from_str(&portfolio::run(&arguments).expect("a plan")).expect("JSON");
        let tasks = answer["tasks"].as_object().expect("tasks").clone();
        let both = tasks.iter().map(|(id, days)| {
            let day = |key: &str| days[key].as_str().expect("a day")[5..].to_owned();
            (id.clone(), format!("{} {}", day("start"), day("finish")))
        });
        both.collect::<BTreeMap<String, String>>()
    };
    let alone = days(&["--no-people"]);
    assert_eq!(alone["a.film"], "03-25 03-26", "before Easter Monday");
    assert_eq!(alone["b.film"], "03-26 03-31", "with nobody counted, both at once");
    for effort in ["quick", "normal", "thorough"] {
        let levelled = days(&["--effort", effort]);
        assert_eq!(levelled["a.cut"], "03-30 03-30", "{effort}");
        assert_eq!(levelled["b.cut"], "04-01 04-01", "{effort}");
        assert_eq!(levelled["b.film"], "03-26 03-31", "{effort}");
        assert_eq!(levelled["a.film"], "03-24 03-25", "{effort}");
    }
}
