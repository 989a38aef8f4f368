//! Answers: do the figures come out as the documentation works them out by hand?
//! Invariant: the example of `docs/kpis.md` is read from the page itself, its moves and its figures.

use crate::history::Workshop;
use crate::sandbox::{Said, Sandbox};
use chrono::{NaiveDateTime, TimeZone};
use std::collections::BTreeMap;
use std::path::Path;

const WORKFLOW: &str = "crops: workflow/v1
id: simple
title: Simple
stages:
  - {id: intake, title: Intake, class: queue, sla: 1d}
  - {id: make, title: Make, class: work, role: designer}
  - id: review
    title: Review
    class: gate
    role: creative-lead
    sla: 2d
    gate: {needs: [{role: creative-lead}], accepts: [claim], covers: content, on_reject: make}
  - {id: done, title: Done, class: done}
  - {id: on-hold, title: On hold, class: hold}
";

const POSTER: &str = "due: 2026-03-06\nowner: lea\ndeliverable: fair/poster\nuses: [logo]\nobjective: Be seen\n\
                      rush: {reason: the fair is on the 9th, agreed_by: lea}\n";

/// A bare repository with the studio of the worked example.
pub struct Example {
    shop: Workshop,
    files: BTreeMap<String, String>,
    tip: Option<git2::Oid>,
}

impl Example {
    fn new(targets: &str) -> Self {
        let record = |text: &str| text.to_string();
        let mut files = BTreeMap::from([
            (
                "crops.yml".into(),
                record(
                    "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Example\nlanguage: en\ntimezone: Europe/Paris\ncalendar: open\n",
                ),
            ),
            (
                "calendars/open.yml".into(),
                record(
                    "crops: calendar/v1\nid: open\nweek: [mon, tue, wed, thu, fri]\nwindow: {from: \"09:00\", to: \"18:00\", lunch: 1h}\n",
                ),
            ),
            ("workflows/simple.yml".into(), record(WORKFLOW)),
            (
                "kinds/print.yml".into(),
                record(
                    "crops: kind/v1\nid: print\ntitle: Print\nworkflow: simple\nlead_time: 5d\n\
                     stages: {make: {duration: 2d, effort: 8h}}\nintake: [objective, message]\n",
                ),
            ),
            (
                "team/omar.yml".into(),
                record(
                    "crops: person/v1\nid: omar\nname: Omar\nroles: [designer]\n\
                     hours: {mon: 4h, tue: 4h, wed: 4h, thu: 4h, fri: 4h}\n",
                ),
            ),
            (
                "assets/logo.yml".into(),
                record(&format!(
                    "crops: asset/v1\nid: logo\ntitle: Logo\nrole: source\nsha256: {}\n",
                    "0".repeat(64)
                )),
            ),
            (
                "campaigns/fair.yml".into(),
                record(
                    "crops: campaign/v1\nid: fair\ntitle: Fair\nlaunch: 2026-03-06\ndeliverables:\n\
                     \x20 - {id: poster, kind: print}\n  - {id: banner, kind: print, live: 2026-03-10}\n\
                     budget:\n  lines:\n    - {id: printing, planned: 1000, committed: 900, spent: 300}\n\
                     \x20   - {id: media, planned: 500, spent: 650}\n",
                ),
            ),
            (
                "team/lea.yml".into(),
                record(
                    "crops: person/v1\nid: lea\nname: Léa\nteam: design\nemails: [lea@example.org]\nroles: [designer, creative-lead]\n",
                ),
            ),
        ]);
        if !targets.is_empty() {
            files.insert("targets.yml".into(), format!("crops: targets/v1\ntargets:\n{targets}"));
        }
        Self {
            shop: Workshop::new(),
            files,
            tip: None,
        }
    }

    /// The moves of `docs/kpis.md`, one commit each.
    pub fn worked(targets: &str) -> Self {
        let mut example = Self::new(targets);
        for row in rows("| Brief | When | Stage |") {
            example.moves(&row[0], &row[1], &row[2]);
        }
        example
    }

    fn moves(&mut self, brief: &str, when: &str, stage: &str) {
        let more = match brief {
            "poster" if when < "2026-03-06" => &format!("{POSTER}message: Spring\n"),
            "poster" => &format!("{POSTER}message: Spring is here\n"),
            "banner" => "due: 2026-03-10\nowner: lea\ndeliverable: fair/banner\nuses: [logo]\nmessage: Come and see\n",
            "flyer" => "owner: omar\nuses: [logo]\n",
            "archive" => "imported: 2026-03-04\n",
            "teaser" => "deliverable: launch/teaser\n",
            _ => "",
        };
        let text = format!("crops: brief/v1\nid: {brief}\ntitle: The {brief}\nkind: print\nstage: {stage}\n{more}");
        self.files.insert(format!("briefs/2026-03/{brief}/brief.yml"), text);
        self.commits(when);
    }

    fn commits(&mut self, when: &str) {
        let local = NaiveDateTime::parse_from_str(when, "%Y-%m-%d %H:%M").expect("a time");
        let at = chrono_tz::Tz::Europe__Paris
            .from_local_datetime(&local)
            .single()
            .expect("a time");
        let parents: Vec<git2::Oid> = self.tip.into_iter().collect();
        let tip = self.shop.commit_at(at.to_utc(), &parents, &self.files);
        self.shop.branch("refs/heads/main", tip);
        self.tip = Some(tip);
    }

    /// Changes another file, in a commit of its own.
    pub fn writes(&mut self, path: &str, when: &str, text: &str) {
        self.files.insert(path.into(), text.into());
        self.commits(when);
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        let folder = self.shop.folder.path().to_str().expect("a path");
        let mut all = vec!["-C", folder, "--today", "2026-03-10"];
        all.extend(arguments);
        Sandbox::new().run(&all)
    }

    fn report(&self, arguments: &[&str]) -> Said {
        let mut all = vec!["report", "kpi", "--period", "2026-03-02..2026-03-15"];
        all.extend(arguments);
        self.run(&all)
    }

    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let mut all = vec!["--format", "json"];
        all.extend(arguments);
        serde_json::from_str(&self.report(&all).fine()).expect("JSON")
    }
}

/// The rows of the table with this head in `docs/kpis.md`.
fn rows(head: &str) -> Vec<Vec<String>> {
    rows_of("docs/kpis.md", head)
}

fn rows_of(page: &str, head: &str) -> Vec<Vec<String>> {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).expect("the page");
    let (_, after) = page.split_once(head).expect("the table");
    let cells = |line: &str| {
        line.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_string())
            .collect()
    };
    after
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(cells)
        .collect()
}

fn kpi<'v>(report: &'v serde_json::Value, id: &str) -> &'v serde_json::Value {
    let kpis = report["data"]["kpis"].as_array().expect("KPIs");
    kpis.iter()
        .find(|kpi| kpi["id"] == id && kpi["group"].is_null())
        .expect("the KPI")
}

#[test]
fn the_worked_example_of_the_documentation_comes_out() {
    let example = Example::worked("");
    for (lang, page, head) in [
        ("en", "docs/kpis.md", "| KPI | Value | n | Why |"),
        ("fr", "docs/fr/kpis.md", "| KPI | Valeur | n | Pourquoi |"),
    ] {
        let text = example.report(&["--lang", lang]).fine();
        let figures = rows_of(page, head);
        let ids: Vec<&str> = figures.iter().map(|row| &*row[0]).collect();
        let known: Vec<&str> = crops::metrics::kpi::KPIS.iter().map(|kpi| kpi.id.as_str()).collect();
        assert_eq!(ids, known, "{page}");
        for row in figures {
            let line = text
                .lines()
                .find(|line| line.trim().starts_with(&row[0]))
                .expect("a line");
            let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
            let line = plain(line);
            let has =
                line.contains(&format!(" {} ", plain(&row[1]))) && line.split_whitespace().any(|word| word == row[2]);
            assert!(has, "{line}\nwanted {} of {}", row[1], row[2]);
        }
    }
}

#[test]
fn other_ways_to_see_a_figure_stand_beside_it() {
    let report = Example::worked("").json(&[]);
    let facet = |id: &str, facet: &str| {
        let found = kpi(&report, id)["facets"].as_array().expect("facets");
        let found = found.iter().find(|known| known["facet"] == facet).expect("the facet");
        (
            found["count"].as_u64().expect("a count"),
            found["sum"].as_f64().expect("a sum"),
        )
    };
    assert_eq!(facet("turnaround", "net-of-hold"), (2, 8.5));
    assert_eq!(facet("approval-time", "approved"), (2, 9.5));
    assert_eq!(facet("approval-time", "changes-required"), (1, 8.0));
    assert_eq!(facet("revision-rounds", "internal"), (2, 1.0));
    assert_eq!(facet("revision-rounds", "client"), (2, 0.0));
    let open = &kpi(&report, "approval-time")["open"];
    assert_eq!(
        (open[0]["brief"].as_str(), open[0]["age"].as_f64()),
        (Some("flyer"), Some(15.0))
    );
    let left_out = &kpi(&report, "turnaround")["leftOut"];
    assert_eq!(left_out, &serde_json::json!([{"reason": "imported", "count": 1}]));
}

#[test]
fn a_figure_opens_to_its_commits_and_to_what_was_left_out() {
    let example = Example::worked("");
    let report = example.json(&["--explain", "turnaround"]);
    let samples = report["data"]["explained"]["samples"].as_array().expect("samples");
    let told: Vec<_> = samples
        .iter()
        .map(|s| (s["brief"].as_str(), s["counted"].as_str()))
        .collect();
    let (yes, out) = (Some("yes"), Some("left-out"));
    assert_eq!(
        told,
        [(Some("poster"), yes), (Some("banner"), yes), (Some("archive"), out)]
    );
    assert_eq!(samples[0]["from"]["time"], "2026-03-02T09:00:00Z");
    assert_eq!(samples[0]["to"]["time"], "2026-03-09T14:00:00Z");
    assert_eq!(samples[0]["to"]["commit"].as_str().map(str::len), Some(40));
    assert_eq!(samples[2]["reason"], "imported");
}

#[test]
fn people_read_the_title_of_a_stage_and_programs_its_id() {
    let example = Example::worked("");
    let text = example.report(&["--explain", "approval-time"]).fine();
    assert!(text.contains(" Review ") && !text.contains(" review "), "{text}");
    assert!(example.report(&[]).fine().contains("flyer in Review,"));
    let report = example.json(&["--explain", "approval-time"]);
    assert_eq!(report["data"]["explained"]["samples"][0]["stage"], "review");
}

#[test]
fn a_missed_target_exits_with_one_only_when_asked() {
    let met = "  - {kpi: turnaround, at_most: 5.5d}\n  - {kpi: approval-time, at_most: 1d}\n";
    let missed = "  - {kpi: turnaround, at_most: 5d}\n  - {kpi: approval-time, by: {kind: print}, at_most: 4h}\n";
    for (targets, arguments, code) in [
        (met, &["--fail-on-miss"][..], 0),
        (missed, &[], 0),
        (missed, &["--fail-on-miss"], 1),
        ("  - {kpi: on-time-delivery, at_least: 50 %}\n", &["--fail-on-miss"], 0),
        ("  - {kpi: on-time-delivery, at_least: 51 %}\n", &["--fail-on-miss"], 1),
        ("  - {kpi: turnaround, reduce: 10 %}\n", &["--fail-on-miss"], 0), // nothing to compare with
        ("  - {kpi: turnaround, at_most: 50 %}\n", &["--fail-on-miss"], 0), // not comparable
    ] {
        let said = Example::worked(targets).report(arguments);
        assert_eq!(said.code, code, "{targets}{}{}", said.stdout, said.stderr);
    }
    let said = Example::worked(missed).report(&[]);
    let plain = said.stdout.replace('\u{a0}', " ");
    assert!(
        plain.contains("turnaround: 5.5 wd, 0.5 wd off the target of ≤ 5 wd"),
        "{plain}"
    );
    assert!(plain.contains("Heaviest: poster, banner"), "{plain}");
    assert!(
        plain.starts_with("2 Mar – 15 Mar so far: 0 of 2 targets met."),
        "{plain}"
    );
}

/// In the worked example the poster took one round and the banner none.
#[test]
fn a_target_for_rounds_says_which_share_of_the_briefs_is_above_it() {
    for (target, above) in [
        ("at_most: 0.5", Some(0.5)),
        ("at_most: 1", Some(0.0)),
        ("by: {kind: print}, at_most: 0.5", Some(0.5)),
        ("at_least: 1", None),
        ("reduce: 20 %", None), // nothing to compare with
    ] {
        let targets = format!("  - {{kpi: revision-rounds, {target}}}\n");
        let report = Example::worked(&targets).json(&["--kpi", "revision-rounds"]);
        let found = &report["data"]["kpis"][0]["targets"][0]["shareAbove"];
        assert_eq!(found.as_f64(), above, "{target}: {found}");
    }
    let example = Example::worked("  - {kpi: turnaround, at_most: 5d}\n  - {kpi: revision-rounds, at_most: 0.4}\n");
    let whole = example.json(&[]);
    assert_eq!(
        whole["data"]["kpis"][0]["targets"][0]["shareAbove"],
        serde_json::Value::Null
    );
    for (arguments, told) in [
        (&[][..], "  Briefs above it: 50 %\n"),
        (&["--kpi", "revision-rounds"], "    above target   50 %"),
        (&["--lang", "fr"], "  Briefs au-delà : 50 %\n"),
    ] {
        let said = example.report(arguments).stdout.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(said.contains(told), "{said}");
    }
}

#[test]
fn groups_have_their_own_figures() {
    let report = Example::worked("").json(&["--by", "team", "--kpi", "turnaround", "--kpi", "wip"]);
    let kpis = report["data"]["kpis"].as_array().expect("KPIs");
    let told: Vec<_> = kpis
        .iter()
        .map(|kpi| (kpi["id"].as_str(), kpi["group"].as_str(), kpi["count"].as_u64()))
        .collect();
    assert_eq!(
        told,
        [
            (Some("turnaround"), None, Some(2)),
            (Some("turnaround"), Some("design"), Some(2)),
            (Some("wip"), None, Some(9)),
            (Some("wip"), Some("design"), Some(9)),
        ]
    );
    let said = Example::worked("").report(&["--by", "person"]);
    assert_eq!(said.code, 2, "{}", said.stderr);
    assert!(said.stderr.contains("people_reports"));
}

#[test]
fn as_of_a_day_only_what_had_landed_counts() {
    let example = Example::worked("");
    let at = |day: &str| {
        let folder = example.shop.folder.path().to_str().expect("a path").to_string();
        let arguments = [
            "-C", &folder, "--as-of", day, "--format", "json", "report", "kpi", "--period", "2026-03",
        ];
        Sandbox::new().today("").run(&arguments)
    };
    let report: serde_json::Value = serde_json::from_str(&at("2026-03-06").fine()).expect("JSON");
    assert_eq!(report["today"], "2026-03-06");
    assert_eq!(kpi(&report, "turnaround")["value"], serde_json::Value::Null);
    assert_eq!(kpi(&report, "approval-time")["count"], 1);
    let said = at("2026-02-01");
    assert_eq!(said.code, 4, "{}", said.stderr);
    assert_eq!(at("no-such-branch").code, 4);
}

#[test]
fn nothing_to_count_is_no_data_in_every_form() {
    let example = Example::worked("");
    let text = example
        .run(&["report", "kpi", "--period", "2025", "--kpi", "turnaround"])
        .fine();
    assert!(text.contains("no data"), "{text}");
    let csv = example
        .run(&[
            "--format",
            "csv",
            "report",
            "kpi",
            "--period",
            "2025",
            "--kpi",
            "turnaround",
        ])
        .fine();
    assert_eq!(csv.lines().nth(1), Some("turnaround,,working-days,,,,0,,,"), "{csv}");
    let french = example
        .run(&[
            "--lang",
            "fr",
            "report",
            "kpi",
            "--period",
            "2025",
            "--kpi",
            "turnaround",
        ])
        .fine();
    assert!(french.contains("aucune donnée"), "{french}");
    assert_eq!(example.run(&["report", "kpi", "--period", "soon"]).code, 2);
}

#[test]
fn events_are_exported_one_a_line() {
    let example = Example::worked("");
    let said = example.run(&["export", "events"]).fine();
    assert_eq!(said.lines().count(), 17);
    let first: serde_json::Value = serde_json::from_str(said.lines().next().expect("a line")).expect("JSON");
    assert_eq!(first["brief"], "poster");
    assert_eq!(first["from"], serde_json::Value::Null);
    assert_eq!(first["to"], "intake");
    assert_eq!(first["by"], "lea");
    assert_eq!(first["made"], "2026-03-02T09:00:00Z");
    assert_eq!(first["commit"], first["landing"]);
    assert!(
        said.starts_with("{\"brief\":\"poster\",\"from\":null,\"to\":\"intake\",\"commit\":"),
        "{said}"
    );
    let csv = example.run(&["export", "events", "--format", "csv"]).fine();
    assert_eq!(
        csv.lines().next(),
        Some("brief,from,to,commit,landing,made,landed,time,by,superseded")
    );
    assert_eq!(csv.lines().count(), 18);
}

#[test]
fn every_kpi_is_defined_in_both_languages_and_on_its_page() {
    let page = |name: &str| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a page");
    for kpi in &crops::metrics::kpi::KPIS {
        let id = kpi.id.as_str();
        for (lang, words) in [
            ("en", ["Formula: ", "Left out: "]),
            ("fr", ["Formule\u{a0}: ", "Exclus\u{a0}: "]),
        ] {
            let text = Sandbox::new().run(&["--lang", lang, "kpi", "explain", id]).fine();
            assert!(words.iter().all(|word| text.contains(word)), "{text}");
        }
        for name in ["docs/kpis.md", "docs/fr/kpis.md"] {
            assert!(page(name).contains(&format!("\n## {id}\n")), "{name}: {id}");
        }
    }
}

#[test]
fn the_json_is_as_its_published_schema_says() {
    let schema = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas/crops.kpi.v1.json"));
    let schema: serde_json::Value = serde_json::from_str(&schema.expect("the schema")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let targets = "  - {kpi: turnaround, at_most: 5d}\n  - {kpi: wip, by: {team: design}, at_most: 1}\n  - {kpi: age, raise: 5 %}\n";
    let example = Example::worked(targets);
    for arguments in [
        &[][..],
        &["--by", "stage"],
        &["--by", "kind"],
        &["--explain", "approval-time"],
        &["--explain", "wip"],
        &["--explain", "brief-quality"],
        &["--explain", "campaign-delivery"],
        &["--explain", "budget-variance"],
        &["--against", "2026-02", "--by", "team"],
        &["--against", "2026-03-05", "--fail-on-worse", "main"],
        &["--kpi", "turnaround", "--as-of", "2026-03-04"],
    ] {
        let report = example.json(arguments);
        let wrong: Vec<String> = validator
            .iter_errors(&report["data"])
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{arguments:?}: {wrong:?}");
    }
    let mut broken = example.json(&[]);
    broken["data"]["kpis"][0]["value"] = "5.5".into();
    assert!(!validator.is_valid(&broken["data"]), "the schema refuses something");
}

#[test]
fn the_due_day_that_stood_when_work_began_counts_and_todays_stands_beside_it() {
    let campaign = |launch: &str| {
        format!(
            "crops: campaign/v1\nid: launch\ntitle: Launch\nlaunch: {launch}\ndeliverables:\n  - {{id: teaser, kind: print}}\n"
        )
    };
    let mut example = Example::new("");
    example.writes("campaigns/launch.yml", "2026-03-02 09:00", &campaign("2026-03-05"));
    for (when, stage) in [
        ("2026-03-02 10:00", "intake"),
        ("2026-03-03 10:00", "make"),
        ("2026-03-05 10:00", "review"),
    ] {
        example.moves("teaser", when, stage);
    }
    // the launch moves while the work is under way
    example.writes("campaigns/launch.yml", "2026-03-05 12:00", &campaign("2026-03-10"));
    example.moves("teaser", "2026-03-06 10:00", "done");
    let report = example.json(&["--kpi", "on-time-delivery"]);
    let found = kpi(&report, "on-time-delivery");
    assert_eq!((found["count"].as_u64(), found["value"].as_f64()), (Some(1), Some(0.0)));
    assert_eq!(found["facets"][0]["facet"], "due-now");
    assert_eq!(found["facets"][0]["mean"], 1.0);
}

#[test]
fn an_sla_is_the_one_that_stood_when_the_visit_began() {
    let mut example = Example::new("");
    example.moves("flyer", "2026-03-02 10:00", "intake");
    // later on two days are allowed; the visit began under one
    example.writes(
        "workflows/simple.yml",
        "2026-03-03 12:00",
        &WORKFLOW.replace("sla: 1d", "sla: 2d"),
    );
    example.moves("poster", "2026-03-03 12:00", "intake");
    example.moves("flyer", "2026-03-04 10:00", "make");
    example.moves("poster", "2026-03-05 11:00", "make");
    let report = example.json(&["--kpi", "sla-compliance"]);
    let found = kpi(&report, "sla-compliance");
    assert_eq!((found["count"].as_u64(), found["value"].as_f64()), (Some(2), Some(0.5)));
}

#[test]
fn figures_stand_beside_another_period_or_the_answer_of_another_day() {
    let example = Example::worked("");
    let of = |arguments: &[&str]| {
        let mut all = vec!["--kpi", "approval-time"];
        all.extend(arguments);
        let report = example.json(&all);
        let found = kpi(&report, "approval-time").clone();
        (report["data"]["comparedWith"].clone(), found)
    };
    let (none, found) = of(&[]);
    assert_eq!(
        (none, &found["comparedValue"]),
        (serde_json::Value::Null, &found["previousValue"])
    );

    let (with, found) = of(&["--against", "2026-03-02..2026-03-06"]);
    assert_eq!(
        (&with["what"], &with["period"]["to"]),
        (&"period".into(), &"2026-03-06".into())
    );
    assert_eq!(
        (found["comparedCount"].as_u64(), found["comparedValue"].as_f64()),
        (Some(1), Some(8.0))
    );

    let (with, found) = of(&["--against", "2026-03-08"]);
    assert_eq!(
        (&with["what"], &with["state"]["day"]),
        (&"state".into(), &"2026-03-08".into())
    );
    assert_eq!(
        (found["count"].as_u64(), found["comparedCount"].as_u64()),
        (Some(3), Some(1))
    );

    let told = example
        .report(&["--kpi", "approval-time", "--against", "main~3"])
        .fine();
    assert!(told.contains("as it stood at main~3"), "{told}");
    let french = example
        .report(&["--lang", "fr", "--kpi", "wip", "--against", "2026-02"])
        .fine();
    assert!(
        french.replace('\u{a0}', " ").contains("En regard : février 2026."),
        "{french}"
    );
    assert_eq!(example.report(&["--against", "no-such"]).code, 4);
}

/// At the end of 6 March one verdict had taken 8 hours; on the 10th the median of three is 5.5.
#[test]
fn only_what_got_worse_fails_when_that_is_asked() {
    for (target, since, code) in [
        ("{kpi: approval-time, at_most: 4h}", "2026-03-06", 0), // missed, and less than then
        ("{kpi: on-time-delivery, at_least: 90 %}", "2026-03-06", 1), // nothing was ready then
        ("{kpi: on-time-delivery, at_least: 50 %}", "2026-03-06", 0),
        ("{kpi: wip, at_most: 1}", "main", 0), // missed by as much
    ] {
        let example = Example::worked(&format!("  - {target}\n"));
        let said = example.report(&["--fail-on-worse", since]);
        assert_eq!(
            said.code, code,
            "{target} since {since}: {}{}",
            said.stdout, said.stderr
        );
    }
    let example = Example::worked("  - {kpi: on-time-delivery, at_least: 90 %}\n");
    let told = example
        .report(&["--fail-on-worse", "2026-03-06"])
        .stdout
        .replace('\u{a0}', " ");
    assert!(told.contains("Worse than at 2026-03-06, by 40 pt"), "{told}");
    assert!(told.contains("Heaviest: poster"), "{told}");
    let calm = example.report(&["--fail-on-worse", "main"]).fine();
    assert!(calm.contains("No target is missed by more than at main."), "{calm}");
    let said = example.report(&[
        "--format",
        "json",
        "--kpi",
        "on-time-delivery",
        "--fail-on-worse",
        "2026-03-06",
    ]);
    assert_eq!(said.code, 1, "{}", said.stderr);
    let report: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
    let goal = &kpi(&report, "on-time-delivery")["targets"][0];
    assert_eq!(
        (&goal["standingThen"], goal["worseBy"].as_f64()),
        (&"no-data".into(), Some(0.4))
    );
}

#[test]
fn a_changed_record_is_tried_on_the_past_and_the_answer_says_so_in_every_form() {
    let example = Example::worked("");
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path.to_str().expect("a path").to_string()
    };
    let slow = write("slow.yml", &WORKFLOW.replace("sla: 1d", "sla: 2d"));
    let report = example.json(&["--kpi", "sla-compliance", "--with", &slow]);
    let found = kpi(&report, "sla-compliance");
    assert_eq!(found["value"].as_f64(), Some(1.0), "two days in intake are kept now");
    assert!((found["comparedValue"].as_f64().expect("a value") - 5.0 / 6.0).abs() < 1e-9);
    assert_eq!(report["whatIf"][0], slow.as_str());
    assert_eq!(report["data"]["comparedWith"]["what"], "as-it-is");

    let targets = write("targets.yml", "crops: targets/v1\ntargets: [{kpi: wip, at_most: 1}]\n");
    let said = example.report(&["--fail-on-miss", "--with", &targets]);
    assert_eq!(said.code, 1, "{}", said.stdout);
    for format in ["text", "markdown", "csv", "tsv", "json", "html", "svg"] {
        let said = example.report(&["--format", format, "--with", &targets]).fine();
        assert!(said.contains("targets.yml"), "{format}: {said}");
    }
    let brief = write("brief.yml", "crops: brief/v1\nid: x\n");
    let broken = write("broken.yml", &WORKFLOW.replace("sla: 1d", "sla: soon"));
    for (file, hint) in [
        (brief.as_str(), "workflow/v1"),
        (&broken, "soon"),
        ("/nowhere/x.yml", "x.yml"),
    ] {
        let said = example.report(&["--with", file]);
        assert!(
            said.code > 0 && said.stderr.contains(hint),
            "{file}: {} {}",
            said.code,
            said.stderr
        );
    }
}

#[test]
fn a_page_and_a_picture_draw_the_trends_and_load_nothing() {
    let example = Example::worked("  - {kpi: turnaround, at_most: 5d}\n");
    for (lang, words) in [("en", "Left out"), ("fr", "Exclus")] {
        let page = example.report(&["--lang", lang, "--format", "html"]).fine();
        assert!(page.contains(words) && page.contains("<svg class=\"spark\""), "{page}");
        assert!(
            !page.contains("http://") && !page.contains("https://"),
            "nothing is loaded"
        );
        let picture = example
            .report(&["--lang", lang, "--format", "svg", "--by", "kind"])
            .fine();
        assert!(picture.starts_with("<svg") && picture.contains("<path"), "{picture}");
    }
}

#[test]
fn what_a_share_is_made_of_and_who_agreed_stand_behind_the_figure() {
    let example = Example::worked("");
    let samples = |id: &str| {
        let report = example.json(&["--explain", id]);
        report["data"]["explained"]["samples"]
            .as_array()
            .expect("samples")
            .clone()
    };
    let remarks = |sample: &serde_json::Value| -> Vec<String> {
        let all = sample["remarks"].as_array().expect("remarks").iter();
        all.map(|one| {
            format!(
                "{} {}",
                one["remark"].as_str().unwrap_or(""),
                one["value"].as_str().unwrap_or("")
            )
        })
        .collect()
    };
    let rush = samples("rush-share");
    assert_eq!(remarks(&rush[0]), ["due 2026-03-06", "agreed-by lea"]);
    let quality = samples("brief-quality");
    assert_eq!(
        remarks(&quality[0]),
        ["missing objective", "missing message"],
        "flyer weighs most"
    );
    assert!(quality.iter().any(|sample| remarks(sample) == ["changed message"]));
    let campaign = samples("campaign-delivery");
    let told: Vec<_> = campaign
        .iter()
        .map(|sample| {
            (
                sample["item"]["id"].as_str(),
                sample["counted"].as_str(),
                sample["value"].as_f64(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some("fair"), Some("yes"), Some(0.0)),
            (Some("fair/poster"), Some("part"), Some(0.0)),
            (Some("fair/banner"), Some("part"), Some(1.0)),
        ]
    );
    let hours = samples("utilisation");
    assert!(
        hours.iter().all(|sample| sample["item"].is_null()),
        "nobody is named where the studio does not allow it"
    );
}

#[test]
fn a_history_that_cannot_answer_exits_with_four_and_names_the_mending_command() {
    let example = Example::worked("");
    let from = format!("file://{}", example.shop.folder.path().display());
    let ask = |sandbox: &Sandbox| sandbox.run(&["report", "kpi"]);

    let shallow = Sandbox::new();
    shallow.git(&["clone", "--quiet", "--depth=1", "--branch=main", &from, "."]);
    let said = ask(&shallow);
    assert_eq!((said.code, said.stdout.as_str()), (4, ""), "{}", said.stderr);
    assert!(said.stderr.contains("git fetch --unshallow"), "{}", said.stderr);
    shallow.git(&["fetch", "--quiet", "--unshallow"]);
    assert_eq!(ask(&shallow).code, 0, "the command mends it");

    let partial = Sandbox::new();
    let origin = example.shop.folder.path().to_str().expect("a path");
    partial.git(&["-C", origin, "config", "uploadpack.allowFilter", "true"]);
    partial.git(&["clone", "--quiet", "--filter=blob:none", "--branch=main", &from, "."]);
    let said = ask(&partial);
    assert_eq!(said.code, 4, "{}", said.stderr);
    let command = said.stderr.lines().find_map(|line| line.strip_prefix("hint: "));
    let command = command.expect("a command");
    partial.shell(command).fine();
    assert_eq!(ask(&partial).code, 0, "the command mends it: {command}");

    let none = Sandbox::files_of("product-launch");
    assert_eq!(ask(&none).code, 4, "no repository");
    none.git(&["init", "--quiet", "--initial-branch=main"]);
    assert_eq!(ask(&none).code, 4, "no commit");
    none.git(&["checkout", "--quiet", "-b", "mian"]);
    none.git(&["add", "--all"]);
    none.git(&["commit", "--quiet", "--message=The studio"]);
    let said = ask(&none);
    assert_eq!(said.code, 4, "no such branch");
    assert!(said.stderr.contains("mian"), "{}", said.stderr);
}

#[test]
fn several_studios_stand_in_one_table_and_one_that_is_silent_is_named() {
    let example = Example::worked("");
    let shop = example.shop.folder.path().display().to_string();
    let other = Sandbox::studio("product-launch");
    let none = Sandbox::files_of("product-launch");
    let there = other.root().display().to_string();
    let silent = none.root().display().to_string();
    let ask = |flags: &[&str]| {
        let all = [
            &["-C", &shop, "-C", &there, "-C", &silent, "--today=2026-03-10"][..],
            flags,
        ]
        .concat();
        other.run(&all)
    };

    let table = ask(&["report", "kpi", "--period=2026-03-02..2026-03-15"]);
    assert_eq!(table.code, 4, "{}", table.stderr);
    assert!(table.stdout.contains("2 of 3 studios answer"), "{}", table.stdout);
    assert!(table.stdout.contains("5.5 wd"), "{}", table.stdout);
    assert!(!table.stdout.contains("(P85"), "{}", table.stdout);
    assert!(table.stdout.contains("no history"), "{}", table.stdout);

    let rows = ask(&["report", "kpi", "--period=2026-03-02..2026-03-15", "--format=csv"]).stdout;
    let of = |place: &str| rows.lines().filter(|line| line.contains(place)).count();
    assert!(rows.starts_with("studio,kpi,"), "{rows}");
    assert_eq!((of(",turnaround,"), of(",age,")), (2, 2), "{rows}");

    let json = ask(&["report", "kpi", "--kpi=wip", "--format=json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let studios = json["data"]["studios"].as_array().expect("studios");
    assert_eq!(studios.len(), 3);
    assert_eq!(studios[0]["kpi"]["kpis"][0]["id"], "wip");
    assert_eq!(studios[2]["unanswered"]["exitCode"], 4);

    let lost = [
        &["-C", "lost"][..],
        &["-C", &shop, "--today=2026-03-10", "--lang=fr", "report", "kpi"],
    ]
    .concat();
    let lost = other.run(&lost);
    assert_eq!(lost.code, 2, "{}", lost.stderr);
    assert!(
        lost.stdout.contains("1 studio sur 2") || lost.stdout.contains("1 sur 2 studios"),
        "{}",
        lost.stdout
    );
    assert!(lost.stdout.contains("lost"), "{}", lost.stdout);
    let alone = other.run(&["-C", "lost", "report", "kpi"]);
    assert_eq!((alone.code, alone.stdout.as_str()), (2, ""), "never the studio around");
}

#[test]
fn each_of_several_studios_has_the_figures_that_it_has_alone() {
    let example = Example::worked("");
    let shop = example.shop.folder.path().display().to_string();
    let flags = [
        "report",
        "kpi",
        "--period=2026-03-02..2026-03-15",
        "--today=2026-03-10",
        "--format=json",
    ];
    let sandbox = Sandbox::new();
    let alone = sandbox.run(&[&["-C", &shop][..], &flags].concat()).fine();
    let both = sandbox.run(&[&["-C", &shop, "-C", &shop][..], &flags].concat()).fine();
    let data = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON")["data"].clone();
    assert_eq!(data(&both)["studios"][1]["kpi"], data(&alone));
}

#[test]
fn only_a_report_takes_several_studios_and_no_folder_is_forgotten() {
    let sandbox = Sandbox::studio("product-launch");
    for line in [
        &["-C", ".", "-C", ".", "plan"][..],
        &["-C", ".", "-C", ".", "report", "kpi", "--explain", "wip"],
        &["-C", ".", "report", "kpi", "-C", "."],
        &["-C", ".", "report", "-C.", "kpi"],
        &["--directory=.", "report", "kpi", "--directory", "."],
    ] {
        assert_eq!(sandbox.run(line).code, 2, "{line:?}");
    }
    sandbox.run(&["report", "kpi", "-C", ".", "-C", "."]).fine();
}

#[test]
fn a_relative_target_is_measured_from_a_revision_by_the_day_of_its_commit() {
    let asked = |since: &str| {
        let example = Example::worked(&format!("  - {{kpi: wip, reduce: 10 %, since: {since}}}\n"));
        let line = ["report", "kpi", "--kpi=wip", "--period=2026-03-09..2026-03-10"];
        let json = example.run(&[&line[..], &["--format=json"]].concat());
        let report: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
        let stderr = example.run(&line).stderr;
        (report["data"]["kpis"][0]["targets"][0].clone(), stderr, example)
    };
    let (target, stderr, example) = asked("main~2");
    assert!(target["bound"].is_number(), "{target}");
    assert_eq!(stderr, "");
    let folder = example.shop.folder.path().to_str().expect("a path");
    let log = ["log", "-1", "--format=%cd", "--date=format:%Y-%m-%d", "main~2"];
    let day = Sandbox::new().git(&[&["-C", folder][..], &log].concat());
    assert_eq!(target, asked(day.trim()).0);
    let (target, stderr, _) = asked("v9");
    assert_eq!(target["standing"], "no-data", "{target}");
    assert!(stderr.contains("`since: v9`"), "{stderr}");
}
