//! Answers: does `crops plan --slip` give the plan of each past week as it stood?
//! Invariant: each week says what `--as-of` its last day says.

use crate::sandbox::Sandbox;
use serde_json::Value;

/// Two Sundays lie between the first commit and today, and a launch that moved between them.
fn studio() -> Sandbox {
    let sandbox = Sandbox::files_of("printemps").variable("GIT_COMMITTER_DATE", "2026-11-05T18:00:00+01:00");
    sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message=The studio"]);
    let path = "campaigns/spring-launch.yml";
    let text = sandbox.read(path).replace("launch: 2027-03-15", "launch: 2027-03-22");
    sandbox.write(path, &text);
    let sandbox = sandbox.variable("GIT_COMMITTER_DATE", "2026-11-12T18:00:00+01:00");
    sandbox.git(&["commit", "--quiet", "--all", "--message=A week later"]);
    sandbox.today("2026-11-20")
}

fn json(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    let all = [arguments, &["--format", "json"]].concat();
    serde_json::from_str(&sandbox.run(&all).fine()).expect("JSON")
}

#[test]
fn each_week_is_the_plan_of_its_last_day() {
    let sandbox = studio();
    let answer = json(&sandbox, &["plan", "spring-launch", "--slip"]);
    let weeks = answer["data"]["campaigns"][0]["weeks"]
        .as_array()
        .expect("weeks")
        .clone();
    let days: Vec<&str> = weeks.iter().filter_map(|week| week["plannedOn"].as_str()).collect();
    assert_eq!(days, ["2026-11-08", "2026-11-15", "2026-11-20"]);
    for week in &weeks {
        let day = week["plannedOn"].as_str().expect("a day");
        let then = ["plan", "spring-launch", "--forward", "--as-of", day, "--today", day];
        let plan = json(&sandbox, &then);
        assert_eq!(week["launch"], plan["data"]["campaign"]["launch"], "{day}");
        assert_eq!(
            week["earliestLaunch"], plan["data"]["verdict"]["earliestLaunchWithoutMargin"],
            "{day}"
        );
    }
    let launches: Vec<&str> = weeks.iter().filter_map(|week| week["launch"].as_str()).collect();
    assert_eq!(launches, ["2027-03-15", "2027-03-22", "2027-03-22"]);
    assert_eq!(answer["data"]["campaigns"][0]["slippedDays"], 7);
}

#[test]
fn the_weeks_are_bounded_and_said_in_both_languages() {
    let sandbox = studio();
    let one = json(&sandbox, &["plan", "--slip", "--weeks", "1"]);
    let counted = one["data"]["campaigns"].as_array().expect("campaigns").iter();
    let counted: Vec<_> = counted.map(|line| line["weeks"].as_array().map(Vec::len)).collect();
    assert_eq!(counted, [Some(2)]);
    assert_eq!(sandbox.run(&["plan", "--slip", "--weeks", "1000"]).code, 2);
    for (lang, expected) in [
        (
            "en",
            "Lancement printemps 2027: the launch holds on Mon 22 Mar 2027, 7 days later than on Sun 8 Nov.",
        ),
        (
            "fr",
            "Lancement printemps 2027 : le lancement tient le lundi 22 mars 2027, 7 jours plus tard qu’au dim. 8 nov.",
        ),
    ] {
        let said = sandbox.run(&["plan", "spring-launch", "--slip", "--lang", lang]).fine();
        let first = said
            .lines()
            .next()
            .unwrap_or_default()
            .replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(first, expected);
    }
}

#[test]
fn a_hostile_title_is_harmless_in_the_picture() {
    let sandbox = studio();
    let path = "campaigns/spring-launch.yml";
    let text = sandbox.read(path);
    sandbox.write(
        path,
        &text.replace(
            "title: Lancement printemps 2027",
            "title: \"<script>x</script>\\e[31m\"",
        ),
    );
    let drawn = sandbox
        .run(&["plan", "spring-launch", "--slip", "--format", "svg"])
        .fine();
    assert!(drawn.starts_with("<svg ") && !drawn.contains("<script>") && !drawn.contains('\u{1b}'));
}

#[test]
fn without_a_history_the_answer_says_how_to_begin_one() {
    let said = Sandbox::files_of("printemps").run(&["plan", "--slip", "--lang", "en"]);
    assert_eq!(said.code, 4);
    assert!(said.stderr.contains("git init"), "{}", said.stderr);
}

#[test]
fn with_people_each_week_is_the_plan_that_people_could_do_then() {
    let sandbox = studio();
    let path = "team/lea.yml";
    let text = sandbox.read(path) + "until: 2027-01-15\n";
    sandbox.write(path, &text);
    let sandbox = sandbox.variable("GIT_COMMITTER_DATE", "2026-11-17T18:00:00+01:00");
    sandbox.git(&["commit", "--quiet", "--all", "--message=Lea leaves"]);
    let answer = json(&sandbox, &["plan", "spring-launch", "--slip", "--people"]);
    assert_eq!(answer["data"]["withPeople"], true);
    let weeks = answer["data"]["campaigns"][0]["weeks"].as_array().expect("weeks");
    assert_eq!(weeks.len(), 3);
    for week in weeks {
        let day = week["plannedOn"].as_str().expect("a day");
        let base = [
            "plan",
            "spring-launch",
            "--people",
            "--effort",
            "quick",
            "--as-of",
            day,
            "--today",
            day,
        ];
        let plan = json(&sandbox, &base);
        let worst = plan["data"]["goals"].as_array().expect("goals").iter();
        let worst = worst
            .filter_map(|goal| goal["shortWorkingDays"].as_f64())
            .fold(0.0, f64::max);
        assert_eq!(week["shortWorkingDays"].as_f64().unwrap_or(0.0), worst, "{day}");
        let forward = json(&sandbox, &[&base[..], &["--forward"]].concat());
        let first = &forward["data"]["verdict"]["earliestLaunchWithoutMargin"];
        assert_eq!(week["earliestLaunch"], *first, "{day}");
    }
    let lacks: Vec<bool> = weeks
        .iter()
        .map(|week| week["lackingHours"].as_f64() > Some(0.0))
        .collect();
    assert_eq!(lacks, [false, false, true], "somebody left");
    assert_eq!(
        weeks[2]["forecastLaunch"],
        Value::Null,
        "no launch is promised that nobody has the time for"
    );
    let picture = sandbox.run(&[
        "plan",
        "spring-launch",
        "--slip",
        "--people",
        "--format",
        "svg",
        "--lang",
        "fr",
    ]);
    assert!(picture.fine().contains("avec les heures de chacun"));
}
