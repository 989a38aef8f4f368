//! Answers: does a sprint hold what the plan puts in it, and who has how much of it?
//! Invariant: a task that is not done is a goal of exactly one sprint; the hours of the sprints are those of the tasks.

use crate::sandbox::Sandbox;
use serde_json::Value;
use std::collections::BTreeMap;

fn json(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    let all = [arguments, &["--format", "json"]].concat();
    serde_json::from_str(&sandbox.run(&all).fine()).expect("JSON")
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().expect("a list").clone()
}

#[test]
fn every_open_task_is_a_goal_of_one_sprint_or_carried_over() {
    let sandbox = Sandbox::files_of("printemps").today("2026-12-08");
    let plan = json(&sandbox, &["plan", "spring-launch"]);
    let sprints = json(&sandbox, &["plan", "spring-launch", "--sprints"]);
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for sprint in list(&sprints["data"]["sprints"]) {
        for goal in list(&sprint["goals"]) {
            let (from, to, end) = (sprint["from"].as_str(), sprint["to"].as_str(), goal["end"].as_str());
            assert!(from <= end && end <= to, "{goal}");
            *found
                .entry(goal["task"].as_str().expect("a name").to_owned())
                .or_default() += 1;
        }
    }
    let first = &sprints["data"]["sprints"][0];
    assert_eq!(
        (&first["number"], &first["from"], &first["state"]),
        (&1.into(), &"2026-12-07".into(), &"current".into())
    );
    for task in list(&plan["data"]["tasks"])
        .iter()
        .filter(|task| task["state"] != "done")
    {
        assert_eq!(
            found.get(task["name"].as_str().expect("a name")),
            Some(&1),
            "{}",
            task["name"]
        );
    }
    let hours: f64 = list(&sprints["data"]["sprints"])
        .iter()
        .flat_map(|sprint| list(&sprint["load"]))
        .filter(|load| load["person"] == "lea")
        .map(|load| load["plannedHours"].as_f64().expect("hours"))
        .sum();
    // hero film 60 h, its rework the same share of it for 2 of 10 days; the key visual's delivery is hers as well
    assert!(hours > 60.0, "{hours}");
}

#[test]
fn load_is_set_against_the_hours_that_people_have() {
    let sandbox = Sandbox::files_of("printemps").today("2026-12-08");
    let of = |set: &[&str]| {
        // from Monday 4 to Sunday 17 January
        let answer = json(
            &sandbox,
            &[&["sprint", "3", "--campaign", "spring-launch"], set].concat(),
        );
        let loads = list(&answer["data"]["sprints"][0]["load"]);
        loads.into_iter().find(|load| load["person"] == "lea").expect("Léa")
    };
    // 7 h on Mondays, Tuesdays and Thursdays, 3.5 h on Fridays: twice 24.5 h
    let now = of(&[]);
    assert_eq!(now["availableHours"], 49.0);
    let off = of(&["--set", "lea.off=2027-01-11..2027-01-17"]);
    assert_eq!((&off["availableHours"], &off["tooMuch"]), (&24.5.into(), &true.into()));
    let said = sandbox
        .run(&[
            "sprint",
            "3",
            "--campaign",
            "spring-launch",
            "--set",
            "lea.off=2027-01-11..2027-01-17",
            "--lang",
            "en",
        ])
        .fine();
    assert!(
        said.contains("2 people have too much to do") && said.contains("not written"),
        "{said}"
    );
}

#[test]
fn what_should_have_ended_is_carried_over() {
    // the key visual is still with the client when the film must have begun
    let sandbox = Sandbox::files_of("printemps").today("2027-01-20");
    let answer = json(&sandbox, &["sprint", "--campaign", "spring-launch"]);
    let sprint = &answer["data"]["sprints"][0];
    assert_eq!(sprint["number"], 4);
    let carried = list(&sprint["carryOver"]);
    let approval = carried
        .iter()
        .find(|goal| goal["task"] == "key-visual.approval")
        .expect("carried over");
    assert_eq!(
        (&approval["end"], &approval["atRisk"]),
        (&"2027-01-08".into(), &true.into())
    );
    for (lang, said) in [
        ("en", "Carried over from earlier sprints"),
        ("fr", "Reporté des sprints précédents"),
    ] {
        let text = sandbox
            .run(&["sprint", "--campaign", "spring-launch", "--lang", lang])
            .fine();
        assert!(text.contains(said), "{text}");
    }
}

#[test]
fn the_rhythm_is_the_campaign_s_else_the_studio_s() {
    let sandbox = Sandbox::files_of("printemps").today("2026-12-08");
    let path = "campaigns/spring-launch.yml";
    let text = sandbox.read(path);
    sandbox.write(path, &text.replace("sprint: {length: 2w, anchor: 2026-12-07}\n", ""));
    let said = sandbox.run(&["sprint", "--lang", "en"]);
    assert_eq!(said.code, 3);
    assert_eq!(
        said.stderr,
        "error: nothing says how long a sprint is\nhint: add to crops.yml: sprint: {length: 2w, anchor: 2026-12-07}\n"
    );
    let settings = sandbox.read("crops.yml");
    sandbox.write(
        "crops.yml",
        &format!("{settings}sprint: {{length: 5d, anchor: 2026-12-07}}\n"),
    );
    let answer = json(&sandbox, &["sprint", "next", "--campaign", "spring-launch"]);
    let next = &answer["data"]["sprints"][0];
    assert_eq!(
        (&next["number"], &next["from"], &next["to"]),
        (&2.into(), &"2026-12-14".into(), &"2026-12-20".into())
    );
    for wrong in ["0", "-1", "now"] {
        assert_eq!(sandbox.run(&["sprint", wrong]).code, 2, "{wrong}");
    }
    let csv = sandbox.run(&["plan", "--sprints", "--format", "csv"]).fine();
    assert!(
        csv.starts_with("sprint,from,to,state,part,task,who,end,forecast_after,done,"),
        "{csv}"
    );
    assert!(csv.contains("spring-launch/hero-film.delivery"), "{csv}");
}

#[test]
fn a_role_is_the_person_that_the_plan_with_people_chooses() {
    let sandbox = Sandbox::files_of("printemps").today("2026-12-08");
    let plan = json(&sandbox, &["plan", "spring-launch", "--people"]);
    let sprints = json(&sandbox, &["plan", "spring-launch", "--sprints"]);
    let goals: BTreeMap<String, Value> = list(&sprints["data"]["sprints"])
        .iter()
        .flat_map(|sprint| list(&sprint["goals"]))
        .map(|goal| (goal["task"].to_string(), goal))
        .collect();
    let mut chosen = 0;
    for task in list(&plan["data"]["tasks"]) {
        let crew: Vec<Value> = list(&task["crew"]).iter().map(|one| one["person"].clone()).collect();
        let Some(goal) = goals.get(&task["name"].to_string()).filter(|_| !crew.is_empty()) else {
            continue;
        };
        assert_eq!((list(&goal["people"]), &goal["role"]), (crew, &Value::Null), "{goal}");
        chosen += 1;
    }
    assert!(chosen > 10, "{chosen}");
}

#[test]
fn what_people_cannot_have_done_in_time_is_at_risk() {
    let sandbox = Sandbox::files_of("printemps").today("2026-12-08");
    let production = |off: &str| {
        let off = format!("lea.off={off}");
        let answer = json(&sandbox, &["sprint", "4", "--campaign", "spring-launch", "--set", &off]);
        let goals = list(&answer["data"]["sprints"][0]["goals"]);
        let found = goals.into_iter().find(|goal| goal["task"] == "hero-film.production");
        found.expect("the film ends in sprint 4")
    };
    // the only motion designer: away one day, too long, for good
    for (off, forecast, lacks_time) in [
        ("2026-12-24", "2027-01-26", false),
        ("2027-01-04..2027-02-28", "2027-03-22", false),
        ("2026-12-08..2029-12-31", "2027-01-20", true),
    ] {
        let goal = production(off);
        let found = (&goal["forecastEnd"], &goal["lacksTime"], &goal["atRisk"]);
        assert_eq!(
            found,
            (&forecast.into(), &lacks_time.into(), &true.into()),
            "{off}: {goal}"
        );
    }
}
