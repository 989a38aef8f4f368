//! Answers: do `report bottlenecks` and `report flow` say what the documentation works out by hand?
//! Invariant: the worked example is read from the page; the pictures are XML that says everything in words.

use crate::report_kpi::Example;
use crate::sandbox::Sandbox;
use crate::trail::rows;
use serde_json::Value;

const PERIOD: &str = "2026-03-02..2026-03-15";

fn json(report: &str, more: &[&str]) -> Value {
    let all = [&["report", report, "--period", PERIOD, "--format", "json"], more].concat();
    let answer: Value = serde_json::from_str(&Example::worked("").run(&all).fine()).expect("JSON");
    answer["data"].clone()
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().expect("a list").clone()
}

fn thousandth(value: &Value) -> String {
    format!("{}", (value.as_f64().expect("a number") * 1000.0).round() / 1000.0)
}

#[test]
fn the_stages_of_the_worked_example_come_out() {
    let data = json("bottlenecks", &[]);
    let found: Vec<Vec<String>> = list(&data["stages"])
        .iter()
        .map(|stage| {
            vec![
                stage["stage"].as_str().expect("a stage").to_owned(),
                stage["count"].to_string(),
                thousandth(&stage["sumWorkingDays"]),
                format!("{:.0} %", stage["share"].as_f64().expect("a share") * 100.0),
                thousandth(&stage["medianWorkingDays"]),
                thousandth(&stage["p85WorkingDays"]),
            ]
        })
        .collect();
    assert_eq!(
        found,
        rows("flow.md", "| Stage | n | Working days | Share | Median | P85 |")
    );
    let sums = ["waitingWorkingDays", "workingWorkingDays", "onHoldWorkingDays"].map(|key| thousandth(&data[key]));
    assert_eq!(sums, ["5.5", "11.375", "2"]);
    let rework = &list(&data["rework"])[0];
    let told = ["visits", "sentBack", "reworkWorkingDays"].map(|key| thousandth(&rework[key]));
    assert_eq!(
        (rework["stage"].as_str(), told),
        (Some("review"), ["3", "1", "1.5"].map(String::from))
    );
    let costly: Vec<Value> = list(&data["costlyBriefs"])
        .iter()
        .map(|brief| brief["brief"].clone())
        .collect();
    assert_eq!(costly, ["poster", "flyer", "archive", "banner"]);
    assert_eq!(data["notObserved"], 1);
}

#[test]
fn every_finding_opens_to_its_visits_and_their_commits() {
    let data = json("bottlenecks", &[]);
    let ids: Vec<String> = list(&data["findings"])
        .iter()
        .map(|finding| finding["id"].as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(ids, ["most-time", "waiting", "rework", "hold", "costly"]);
    for (id, count) in ids.iter().zip([5, 6, 3, 1, 11]) {
        let explained = json("bottlenecks", &["--explain", id])["explained"].clone();
        let visits = list(&explained["visits"]);
        assert_eq!(
            (visits.len(), explained["finding"].as_str()),
            (count, Some(id.as_str()))
        );
        let has_commit = |visit: &Value| visit["fromCommit"].as_str().is_some_and(|id| id.len() == 40);
        assert!(visits.iter().all(has_commit), "{id}");
    }
    let most = &json("bottlenecks", &["--explain", "most-time"])["explained"]["visits"];
    let sum: f64 = list(most)
        .iter()
        .map(|visit| visit["workingDays"].as_f64().expect("days"))
        .sum();
    assert_eq!(sum, 11.375, "the figure is that of its visits");
}

#[test]
fn the_days_of_the_worked_example_come_out() {
    let data = json("flow", &[]);
    let found: Vec<Vec<String>> = list(&data["days"])
        .iter()
        .map(|day| {
            let counts = ["arrived", "delivered", "queue", "work", "gate", "onHold"].map(|key| day[key].to_string());
            let name = day["day"].as_str().expect("a day").to_owned();
            [vec![name], counts.to_vec()].concat()
        })
        .collect();
    assert_eq!(
        found,
        rows("flow.md", "| Day | In | Delivered | Queue | Work | Gate | On hold |")
    );
    let cycle = ["Mean", "P50", "P85"].map(|key| thousandth(&data[format!("cycleTime{key}WorkingDays")]));
    assert_eq!(cycle, ["5.25", "5.5", "5.5"]);
    assert_eq!(
        (&data["cycleTimeCount"], thousandth(&data["meanOpen"])),
        (&2.into(), "3.111".to_owned())
    );
    let little = &data["little"];
    assert_eq!(
        (thousandth(&little["expectedOpen"]), little["verdict"].as_str()),
        ("1.5".to_owned(), Some("piles-up"))
    );
    assert_eq!(list(&data["leftOut"]).len(), 1, "archive is imported");
}

#[test]
fn the_flow_is_that_of_the_kpis() {
    let sandbox = Sandbox::new().today("2026-11-20");
    sandbox.run(&["demo", ".", "--lang", "en"]).fine();
    let data = |arguments: &[&str]| -> Value {
        let all = [arguments, &["--format", "json"]].concat();
        serde_json::from_str::<Value>(&sandbox.run(&all).fine()).expect("JSON")["data"].clone()
    };
    let (flow, kpis) = (data(&["report", "flow"]), data(&["report", "kpi"]));
    let kpi = |id: &str, key: &str| {
        let all = list(&kpis["kpis"]);
        let one = all.iter().find(|kpi| kpi["id"] == id && kpi["group"].is_null());
        one.map(|kpi| kpi[key].clone()).expect("the KPI")
    };
    assert_eq!(thousandth(&flow["meanOpen"]), thousandth(&kpi("wip", "mean")));
    assert_eq!(flow["cycleTimeP85WorkingDays"], kpi("turnaround", "p85"));
    assert_eq!(flow["cycleTimeP50WorkingDays"], kpi("turnaround", "median"));
    assert_eq!(flow["delivered"], kpi("throughput", "count"));
    let stages: usize = list(&data(&["report", "bottlenecks"])["stages"])
        .iter()
        .map(|stage| stage["count"].as_u64().expect("a count") as usize)
        .sum();
    assert_eq!(stages, kpi("stage-time", "count").as_u64().expect("a count") as usize);
    let started = data(&["report", "flow", "--started"]);
    assert!(list(&started["days"]).iter().all(|day| day["queue"] == 0));
}

#[test]
fn both_languages_say_it_and_an_empty_period_says_so() {
    for (arguments, expected) in [
        (
            &["bottlenecks", "--lang", "en"][..],
            "most time goes to Make of print (67 %); 33 % of the time is waiting.",
        ),
        (
            &["bottlenecks", "--lang", "fr"],
            "le plus de temps passe à l’étape Make (print) (67 %) ; 33 % du temps est de l’attente.",
        ),
        (
            &["flow", "--lang", "en"],
            "4 briefs in, 3 delivered: 1 more came in than went out.",
        ),
        (
            &["flow", "--lang", "fr"],
            "4 briefs entrés, 3 livrés : 1 de plus sont entrés que sortis.",
        ),
    ] {
        let all = [&["report"], arguments, &["--period", PERIOD]].concat();
        let said = Example::worked("")
            .run(&all)
            .fine()
            .replace(['\u{a0}', '\u{202f}'], " ");
        let first = said.lines().next().unwrap_or_default();
        assert!(first.ends_with(expected), "{first}");
    }
    for report in ["bottlenecks", "flow"] {
        for format in ["text", "json", "csv", "markdown", "html"] {
            let all = ["report", report, "--period", "2030-Q1", "--format", format];
            Example::worked("").run(&all).fine();
        }
    }
}

#[test]
fn a_hostile_title_is_harmless_in_pages_and_pictures() {
    let mut example = Example::worked("");
    let title = "\"</title><script>alert(1)</script> | =cmd \\u202e\"";
    let text = |stage: &str| format!("crops: brief/v1\nid: evil\ntitle: {title}\nkind: print\nstage: {stage}\n");
    for (when, stage) in [
        ("2026-03-10 09:30", "intake"),
        ("2026-03-10 11:00", "make"),
        ("2026-03-10 15:00", "done"),
    ] {
        example.writes("briefs/2026-03/evil/brief.yml", when, &text(stage));
    }
    for (report, format) in [
        ("flow", "svg"),
        ("flow", "html"),
        ("bottlenecks", "html"),
        ("bottlenecks", "markdown"),
    ] {
        let said = example
            .run(&["report", report, "--period", PERIOD, "--format", format])
            .fine();
        assert!(
            !said.contains("<script>") && !said.contains('\u{202e}'),
            "{report} {format}"
        );
        assert!(
            said.contains("alert(1)") || report == "bottlenecks",
            "{report} {format}"
        );
        if format == "svg" {
            let picture = roxmltree::Document::parse(&said).expect("XML");
            let named = |name: &str| {
                picture
                    .descendants()
                    .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", name)))
                    .count()
            };
            assert_eq!(named("desc"), 3);
            assert!(named("circle") >= 3);
        }
    }
}
