//! `crops forecast`: chances from the studio's own past, and how well they held.

use crate::people::{HEAD, TEAM};
use crate::sandbox::Sandbox;
use serde_json::Value;
use std::collections::BTreeMap;

fn json(sandbox: &Sandbox, words: &str) -> Value {
    let arguments: Vec<&str> = words.split_whitespace().chain(["--format", "json"]).collect();
    serde_json::from_str(&sandbox.run(&arguments).fine()).expect("JSON")
}

/// The sample studio, whose history has more than three hundred stays.
fn demo() -> Sandbox {
    let sandbox = Sandbox::new().today("2026-11-20");
    sandbox.run(&["demo", "."]).fine();
    sandbox
}

fn target<'a>(answer: &'a Value, name: &str) -> &'a Value {
    let targets = answer["data"]["targets"].as_array().expect("targets");
    targets
        .iter()
        .find(|target| target["name"] == name)
        .expect("the target")
}

#[test]
fn the_same_seed_gives_the_same_answer_and_another_seed_nearly_the_same() {
    let sandbox = demo();
    let first = json(&sandbox, "forecast discovery-box --seed 7");
    assert_eq!(first, json(&sandbox, "forecast discovery-box --seed 7"));
    let other = json(&sandbox, "forecast discovery-box --seed 8");
    assert_ne!(first["data"]["targets"], other["data"]["targets"]);
    let chances = |answer: &Value| -> BTreeMap<String, f64> {
        let targets = answer["data"]["targets"].as_array().expect("targets").iter();
        let named = targets.filter_map(|target| Some((target["name"].to_string(), target["chance"].as_f64()?)));
        named.collect()
    };
    for ((name, one), (_, other)) in chances(&first).into_iter().zip(chances(&other)) {
        // more than five standard deviations of the difference of two shares of 10,000 runs
        assert!((one - other).abs() < 0.04, "{name}: {one} and {other}");
    }
}

#[test]
fn days_are_in_order_and_chances_are_shares() {
    let sandbox = demo();
    for words in ["forecast discovery-box", "forecast online-shop", "forecast"] {
        let answer = json(&sandbox, &format!("{words} --runs 500"));
        for target in answer["data"]["targets"].as_array().expect("targets") {
            let days = ["p50", "p80", "p95"].map(|key| target[key].as_str().expect("a day").to_owned());
            assert!(days.is_sorted(), "{target}");
            let chance = target["chance"].as_f64().expect("a chance");
            assert!((0.0..=1.0).contains(&chance), "{target}");
        }
    }
}

#[test]
fn sizes_are_told_and_a_guess_is_called_a_guess() {
    let sandbox = demo();
    let answer = json(&sandbox, "forecast discovery-box --runs 200");
    for ground in answer["data"]["grounds"].as_array().expect("grounds") {
        let own = ground["ownStays"].as_u64().expect("a size");
        assert_eq!(ground["basis"] == "own", own >= 10, "{ground}");
    }
    let text = sandbox.run(&["forecast", "discovery-box", "--runs", "200"]).fine();
    assert!(text.contains("guessed (under 10 past stays)"), "{text}");
    assert!(text.contains("a guess: all kinds ("), "{text}");
}

#[test]
fn more_time_never_lowers_the_chance_of_the_launch() {
    let sandbox = demo();
    let mut before = -1.0;
    for launch in ["2026-12-03", "2026-12-10", "2026-12-24", "2027-02-01"] {
        let words = format!("forecast discovery-box --runs 1000 --set launch={launch}");
        let answer = json(&sandbox, &words);
        let chance = target(&answer, "J")["chance"].as_f64().expect("a chance");
        assert!(chance >= before, "{launch}: {chance} after {before}");
        before = chance;
    }
    assert!(before > 0.9, "{before}");
}

#[test]
fn without_history_everything_is_guessed() {
    let sandbox = Sandbox::files_of("lumen").today("2027-01-20");
    let answer = json(&sandbox, "forecast spring-launch --runs 200");
    assert_eq!(answer["data"]["pastStays"], 0);
    let grounds = answer["data"]["grounds"].as_array().expect("grounds");
    assert!(!grounds.is_empty() && grounds.iter().all(|ground| ground["basis"] == "planned"));
}

#[test]
fn a_backtest_counts_what_it_compares() {
    let sandbox = demo();
    let answer = json(&sandbox, "forecast --backtest --runs 50");
    let data = &answer["data"];
    let points = data["points"].as_array().expect("points");
    assert!(points.len() > 10 && points.iter().all(|day| day.as_str() < Some("2026-11-20")));
    let deciles = data["deliverables"]["deciles"].as_array().expect("deciles");
    let count = |key: &str| {
        deciles
            .iter()
            .map(|one| one[key].as_u64().expect("a count"))
            .sum::<u64>()
    };
    assert_eq!(Some(count("forecasts")), data["deliverables"]["forecasts"].as_u64());
    assert!(count("held") > 0 && count("held") <= count("forecasts"));
    // the delivered campaign alone is decided: one launch is no proof
    assert_eq!(data["launches"]["things"], 1);
    // the same forecasts, with what months have in common and with every stage drawn apart
    let apart = &data["apart"];
    let common = apart["commonPart"].as_f64().expect("a part");
    assert!(common > 0.0 && common < 1.0, "{common}");
    for kind in ["launches", "deliverables"] {
        assert_eq!(apart[kind]["forecasts"], data[kind]["forecasts"]);
        assert_eq!(apart[kind]["things"], data[kind]["things"]);
        assert!(apart[kind]["brier"].is_number(), "{apart}");
    }
    let text = sandbox.run(&["forecast", "--backtest", "--runs", "50"]).fine();
    assert!(text.starts_with("Too few past launches"), "{text}");
    assert!(text.contains("each stage apart") && text.contains("Brier"), "{text}");
    let french = ["forecast", "--backtest", "--runs", "50", "--lang", "fr"];
    let french = sandbox.run(&french).fine();
    assert!(french.starts_with("Trop peu de lancements"), "{french}");
    assert!(french.contains("chaque étape à part"), "{french}");
}

#[test]
fn a_backtest_without_a_history_says_so() {
    let sandbox = Sandbox::files_of("lumen").today("2027-01-20");
    let said = sandbox.run(&["forecast", "--backtest"]);
    assert_eq!(said.code, 4, "{}", said.all());
}

#[test]
fn impossible_numbers_of_runs_are_refused() {
    let sandbox = Sandbox::files_of("lumen").today("2027-01-20");
    for runs in ["0", "-5", "many", "1000001"] {
        let said = sandbox.run(&["forecast", "--runs", runs]);
        assert_eq!(said.code, 2, "{runs}: {}", said.all());
    }
}

#[test]
fn rows_come_as_csv() {
    let sandbox = demo();
    let csv = sandbox
        .run(&["forecast", "discovery-box", "--runs", "200", "--format", "csv"])
        .fine();
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("type,item,title,due,chance,p50_day,p80_day,p95_day"));
    assert!(
        lines
            .next()
            .is_some_and(|line| line.starts_with("launch,J,,2026-12-03,")),
        "{csv}"
    );
}

#[test]
fn every_anchor_and_milestone_has_its_chance() {
    for (studio, campaign, verdict, wanted) in [
        (
            "product-launch",
            "kit-pain",
            "launch",
            &[
                ("launch", "J"),
                ("anchor", "affichage"),
                ("milestone", "faces-reservees"),
                ("deliverable", "visuel-cle"),
            ][..],
        ),
        (
            "social-calendar",
            "q1-2027",
            "days",
            &[("anchor", "open-day"), ("milestone", "open-day-ready")],
        ),
    ] {
        let sandbox = Sandbox::studio(studio).today("2026-11-20");
        let answer = json(&sandbox, &format!("forecast {campaign} --runs 200"));
        assert_eq!(answer["data"]["verdict"], verdict, "{campaign}");
        for (kind, name) in wanted {
            let found = target(&answer, name);
            assert_eq!(found["kind"], *kind, "{name}");
            assert!(found["chance"].is_f64() && found["p80"].is_string(), "{found}");
        }
        // a launch or anchor is never said to be earlier than it is set
        for found in answer["data"]["targets"].as_array().expect("targets") {
            if found["kind"] == "launch" || found["kind"] == "anchor" {
                assert!(found["p50"].as_str() >= found["by"].as_str(), "{found}");
            }
        }
    }
}

#[test]
fn a_campaign_that_waits_for_itself_is_refused_as_its_plan_is() {
    let sandbox = Sandbox::files_of("lumen").today("2027-01-20");
    let ring = "crops: campaign/v1\nid: ring\ntitle: Ring\nlaunch: 2027-05-03\ntasks:\n  \
                - {id: a, duration: 2d, needs: [b]}\n  - {id: b, duration: 2d, needs: [a]}\n";
    sandbox.write("campaigns/ring.yml", ring);
    let plan = sandbox.run(&["plan", "ring"]);
    let forecast = sandbox.run(&["forecast", "ring"]);
    assert_eq!((plan.code, &plan.stderr), (forecast.code, &forecast.stderr));
    assert_eq!(forecast.code, 3, "{}", forecast.all());
}

#[test]
fn with_people_one_thing_after_another_costs_chance_and_whom_nobody_has_time_for_gets_none() {
    let sandbox = Sandbox::new().today("2027-02-22");
    let lines = "deliverables:\n  - {id: one, kind: k, owner: lea}\n  - {id: two, kind: k, owner: lea}\n";
    let campaign = format!("{HEAD}{lines}");
    for (path, text) in TEAM.iter().chain(&[("campaigns/c.yml", campaign.as_str())]) {
        sandbox.write(path, text);
    }
    let chance = |words: &str| {
        let answer = json(&sandbox, words);
        let chance = target(&answer, "J")["chance"].as_f64().expect("a chance");
        (answer["data"]["withPeople"].clone(), chance)
    };
    let base = "forecast c --runs 1000";
    let ((without, alone), (with, staffed)) = (chance(base), chance(&format!("{base} --people")));
    assert_eq!((without, with), (Value::Bool(false), Value::Bool(true)));
    assert!(staffed < alone, "{staffed} against {alone}");
    assert_eq!(chance(&format!("{base} --people")).1, staffed, "the same again");
    let said = sandbox.run(&["forecast", "c", "--people", "--lang", "en"]).fine();
    assert!(said.contains("with the hours people have"), "{said}");
    assert!(said.contains("crops plan c --people --why "), "{said}");
    let lea = sandbox.read("team/lea.yml") + "until: 2027-02-26\n";
    let alone = campaign.replace(
        "kind: k, owner: lea",
        "kind: k, owner: lea, stages: {making: {who: lea}}",
    );
    sandbox.write("team/lea.yml", &lea);
    sandbox.write("campaigns/c.yml", &alone);
    let refused = sandbox.run(&["forecast", "c", "--people", "--lang", "en"]);
    assert_eq!(refused.code, 3, "{}", refused.stdout);
    assert!(
        refused.stderr.contains("nobody has the time for "),
        "{}",
        refused.stderr
    );
    assert!(refused.stderr.contains("crops plan c --people"), "{}", refused.stderr);
}
