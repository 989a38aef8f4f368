//! Answers: are exported facts what the documentation says, and does the SQL over them come to the same figures?
//! Invariant: page, SQL and files are compared with the one description in the code.
#![expect(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "Python is started, what is left out is told, and one switch rewrites what is made from the code"
)]

use crate::report_kpi::Example;
use crate::sandbox::{Said, Sandbox};
use crops::metrics::kpi::KPIS;
use crops::render::catalogue::Lang;
use crops::render::catalogue::facts::reference;
use crops::report::fact_columns::{FactColumn, FactTable};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PERIOD: [&str; 2] = ["--period", "2026-03-02..2026-03-15"];

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What is made from the code stands in a file; with the switch it is written there.
fn is_kept(path: &str, wanted: &str, put: impl Fn(&str) -> String) {
    let told = || fs::read_to_string(project(path)).unwrap_or_default();
    if std::env::var_os("CROPS_UPDATE_DOCS").is_some() && !told().contains(wanted) {
        fs::write(project(path), put(&told())).expect("written");
    }
    assert!(told().contains(wanted), "{path} is not what the code says");
}

#[test]
fn the_pages_and_the_schema_are_those_of_the_code() {
    for (lang, page, head) in [
        (Lang::En, "docs/facts.md", "## Tables\n\n"),
        (Lang::Fr, "docs/fr/facts.md", "## Tables\n\n"),
    ] {
        let tables = reference(lang);
        let tables = tables.trim_end();
        is_kept(page, tables, |told| {
            let before = told.split(head).next().unwrap_or_default();
            format!("{before}{head}{tables}\n")
        });
    }
    let tables: Vec<String> = FactTable::ALL.iter().map(|table| table.sql()).collect();
    let schema = format!(
        "-- The tables of `crops export facts`; docs/facts.md says what is in them.\n\n{}",
        tables.join("\n")
    );
    is_kept("sql/schema.sql", &schema, |_| schema.clone());
}

#[test]
fn every_column_is_in_a_table_and_every_kpi_has_its_sql() {
    let known: BTreeSet<FactColumn> = FactTable::ALL
        .iter()
        .flat_map(|table| table.columns())
        .copied()
        .collect();
    assert_eq!(known.len(), FactColumn::ALL.len());
    let files = fs::read_dir(project("sql")).expect("the SQL");
    let files: BTreeSet<String> = files
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let wanted = KPIS.iter().map(|kpi| format!("{}.sql", kpi.id.as_str()));
    assert_eq!(files, wanted.chain(["schema.sql".into()]).collect());
}

#[test]
fn every_row_has_its_columns_in_their_order_in_every_form() {
    let example = Example::worked("");
    let lines = example.run(&[&["export", "facts"][..], &PERIOD].concat()).fine();
    let mut seen = BTreeSet::new();
    for line in lines.lines() {
        let row: Value = serde_json::from_str(line).expect("an object a line");
        let table = FactTable::of_name(row["table"].as_str().expect("its table")).expect("a table");
        let mut at = line.find("\"table\":").expect("first");
        for column in table.columns() {
            let key = format!("\"{}\":", column.name());
            at += line[at..]
                .find(&key)
                .unwrap_or_else(|| panic!("{key} in its place: {line}"));
        }
        assert_eq!(row.as_object().expect("an object").len(), table.columns().len() + 1);
        seen.insert(table);
    }
    assert_eq!(seen.len(), FactTable::ALL.len(), "every table has a row: {seen:?}");
    for table in FactTable::ALL {
        let csv = ["export", "facts", "--table", table.name(), "--format", "csv"];
        let csv = example.run(&[&csv[..], &PERIOD].concat()).fine();
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let head: Vec<&str> = table.columns().iter().map(|column| column.name()).collect();
        assert_eq!(reader.headers().expect("a head"), head);
        let rows: Result<Vec<_>, _> = reader.records().collect();
        let rows = rows.expect("as many cells as columns").len();
        let of_table = |line: &&str| line.starts_with(&format!("{{\"table\":\"{}\"", table.name()));
        assert_eq!(rows, lines.lines().filter(of_table).count(), "{}", table.name());
    }
    let json = ["export", "facts", "--table", "kpis", "--format", "json"];
    let json: Value = serde_json::from_str(&example.run(&json).fine()).expect("JSON");
    assert_eq!(
        json["data"]["tables"][0]["rows"].as_array().map(Vec::len),
        Some(KPIS.len())
    );
}

#[test]
fn people_are_named_only_where_the_studio_allows_it() {
    for (allowed, owner) in [("", Value::Null), ("people_reports: true\n", Value::from("lea"))] {
        let sandbox = Sandbox::studio("lumen");
        let settings = sandbox.read("crops.yml");
        let settings = settings
            .replace("people_reports: true\n", "")
            .replace("people_reports: false\n", "");
        sandbox.write("crops.yml", &format!("{settings}{allowed}"));
        sandbox.git(&["commit", "-qam", "x", "--allow-empty"]);
        let briefs = sandbox.run(&["export", "facts", "--table", "briefs"]).fine();
        let rows = briefs
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let owners: BTreeSet<String> = rows.map(|row| row["owner"].to_string()).collect();
        assert!(owners.contains(&owner.to_string()), "{owners:?}");
        assert_eq!(owners.len() == 1, allowed.is_empty(), "{owners:?}");
    }
}

#[test]
fn a_hostile_name_stays_in_its_cell() {
    for name in ["=cmd|x", "two\u{202e}ways", "say \"hi\", twice"] {
        let sandbox = Sandbox::studio("lumen");
        let brief = sandbox.git(&["ls-files", "briefs/*brief.yml"]);
        let brief = brief.lines().next().expect("a brief").to_owned();
        sandbox.git(&["rm", "-q", &brief]);
        sandbox.git(&["commit", "-qm", "x", "--author", &format!("{name} <>")]);
        let csv = sandbox
            .run(&["export", "facts", "--table", "events", "--format", "csv"])
            .fine();
        assert!(!csv.contains('\u{202e}') && !csv.contains(",=cmd"), "{csv}");
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert!(reader.records().all(|row| row.is_ok()), "{csv}");
    }
}

#[test]
fn a_folder_gets_all_tables_or_none() {
    let sandbox = Sandbox::studio("lumen");
    let said = sandbox
        .run(&["export", "facts", "--into", "out/facts", "--format", "csv"])
        .fine();
    assert_eq!(said, "");
    let names = || -> BTreeSet<String> {
        let entries = fs::read_dir(sandbox.root().join("out/facts")).expect("the folder");
        entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect()
    };
    assert_eq!(
        names(),
        FactTable::ALL
            .iter()
            .map(|table| format!("{}.csv", table.name()))
            .collect()
    );
    let refused = sandbox.run(&["export", "facts", "--into", "other", "--format", "svg", "--lang", "en"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("csv, ndjson"), "{}", refused.stderr);
    assert!(!sandbox.root().join("other").exists());
    // a folder in the place of a file: what can be known beforehand leaves nothing behind
    fs::write(sandbox.root().join("taken"), "x").expect("a file");
    let refused = sandbox.run(&["export", "facts", "--into", "taken", "--format", "csv"]);
    assert_ne!(refused.code, 0);
    assert_eq!(fs::read(sandbox.root().join("taken")).expect("still there"), b"x");
}

#[test]
fn a_format_of_one_table_wants_one_named() {
    let sandbox = Sandbox::studio("lumen");
    for (lang, words) in [("en", "holds one table"), ("fr", "contient une seule table")] {
        let said = sandbox.run(&["export", "facts", "--format", "csv", "--lang", lang]);
        assert_eq!((said.code, said.stdout.as_str()), (2, ""));
        assert!(
            said.stderr.contains(words) && said.stderr.contains("--table visits"),
            "{}",
            said.stderr
        );
    }
}

/// Runs a command line in a studio.
type Run<'r> = &'r dyn Fn(&[&str]) -> Said;

/// SQLite comes with Python; DuckDB is installed by `.ci/run`.
#[test]
fn the_sql_of_every_kpi_comes_to_the_figures_of_the_report() {
    let python = Command::new("python3").arg("--version").stdout(Stdio::null()).status();
    if !python.is_ok_and(|status| status.success()) {
        println!("skipped: SQL over exported facts (no python3)");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let ask = |name: &str, period: &str| -> Vec<String> {
        let place = place(name);
        [
            "export", "facts", "--format", "csv", "--into", &place, "--period", period,
        ]
        .map(str::to_owned)
        .to_vec()
    };
    let run = |run: Run<'_>, name: &str, period: &str| {
        let line = ask(name, period);
        run(&line.iter().map(String::as_str).collect::<Vec<_>>()).fine();
    };
    let example = Example::worked("");
    let demo = Sandbox::new().today("2026-11-20");
    demo.run(&["demo", "here"]).fine();
    let in_demo = |line: &[&str]| demo.run(&[&["-C", "here"], line].concat());
    let cases: [(&str, &str, Run<'_>); 6] = [
        ("worked", PERIOD[1], &|line| example.run(line)),
        ("week", "2026-W10", &|line| example.run(line)),
        ("before", "2025", &|line| example.run(line)),
        ("demo", "2026-Q4", &in_demo),
        ("demo-past", "2026-Q3", &in_demo),
        ("demo-future", "2027", &in_demo),
    ];
    for (name, period, studio) in cases {
        run(studio, name, period);
    }
    let script = project("tests/it/facts_sql.py");
    for together in [
        &["worked", "demo"][..],
        &["week"],
        &["before"],
        &["demo-past"],
        &["demo-future"],
    ] {
        let said = Command::new("python3")
            .arg(&script)
            .arg(project("sql"))
            .args(together.iter().map(|name| place(name)))
            .output()
            .expect("Python starts");
        let text = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
        assert!(said.status.success(), "{together:?}: {text}");
        if text.contains("duckdb: not installed") {
            println!("skipped: SQL in DuckDB (no `duckdb` for python3); SQLite has run it");
        }
    }
}
