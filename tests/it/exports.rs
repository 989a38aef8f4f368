//! Answers: do other programs read the files that a plan is written to, and find its days, links and calendars there?
//! Invariant: read back by libraries that share no code with the writer; one that is not installed is named.
#![expect(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "another program reads the file; a skipped part must be seen in the test's output"
)]

use crate::sandbox::Sandbox;
#[cfg(feature = "xlsx")]
use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

const HOSTILE: &str = r#"title: "=cmd|' /C calc'!A0 ]]> <script>alert(1)</script> # : ; %% & \e[31m \u202e""#;

/// The plan of a campaign with every kind of link, as these programs and as JSON tell it.
fn studio() -> Sandbox {
    let sandbox = Sandbox::studio("product-launch");
    let path = "campaigns/kit-pain.yml";
    let text = sandbox.read(path).replace(
        "needs: [{after: film-recette.production, lag: 2d}]",
        "needs: [{after: film-recette.production, type: SS, lag: 2d}, {after: recettes, type: FF, lag: 3ed}]",
    );
    assert!(text.contains("type: SS"), "{text}");
    sandbox.write(path, &text);
    sandbox
}

fn tasks(sandbox: &Sandbox) -> (Value, BTreeMap<String, Value>) {
    let said = sandbox.run(&["plan", "kit-pain", "--format", "json"]).fine();
    let json: Value = serde_json::from_str(&said).expect("JSON");
    let tasks = json["data"]["tasks"].as_array().expect("tasks").iter();
    let by_name = tasks.map(|task| (task["name"].as_str().expect("a name").to_owned(), task.clone()));
    (json["data"].clone(), by_name.collect())
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_has_the_days_and_numbers_of_the_plan() {
    let sandbox = studio();
    sandbox
        .run(&["plan", "kit-pain", "--lang", "en", "-o", "plan.xlsx"])
        .fine();
    let mut book: Xlsx<_> = open_workbook(sandbox.root().join("plan.xlsx")).expect("a workbook");
    let sheet = book.worksheet_range("plan").expect("a sheet");
    let titles: Vec<String> = sheet
        .rows()
        .next()
        .expect("titles")
        .iter()
        .map(ToString::to_string)
        .collect();
    let column = |title: &str| titles.iter().position(|known| known == title).expect("a column");
    let (start, end, days) = (column("Latest start"), column("Latest end"), column("Working days"));
    let (_, tasks) = tasks(&sandbox);
    assert_eq!(sheet.rows().count(), tasks.len() + 1);
    for row in sheet.rows().skip(1) {
        let task = &tasks[&row[0].to_string()];
        let day = |cell: &Data| match cell {
            Data::DateTime(day) => {
                let (year, month, day, ..) = day.to_ymd_hms_milli();
                format!("{year}-{month:02}-{day:02}")
            }
            other => panic!("{other:?} is no day"),
        };
        assert_eq!(Value::from(day(&row[start])), task["late"]["start"], "{task}");
        assert_eq!(Value::from(day(&row[end])), task["late"]["end"], "{task}");
        assert_eq!(
            row[days],
            Data::Float(task["durationWorkingDays"].as_f64().expect("days")),
            "{task}"
        );
    }
    let list = sandbox.run(&["brief", "list", "-o", "briefs.xlsx"]);
    assert_eq!(list.code, 0, "every list has a workbook: {}", list.all());
}

#[test]
fn the_xml_of_a_project_has_the_days_links_and_calendars_of_the_plan() {
    let sandbox = studio();
    let xml = sandbox
        .run(&["plan", "kit-pain", "--format", "mspdi", "--lang", "en"])
        .fine();
    let document = roxmltree::Document::parse(&xml).expect("XML");
    let text = |node: roxmltree::Node<'_, '_>, name: &str| {
        let found = node
            .children()
            .find(|child| child.has_tag_name(("http://schemas.microsoft.com/project", name)));
        found.and_then(|child| child.text()).unwrap_or_default().to_owned()
    };
    let all = |name: &'static str| {
        document
            .descendants()
            .filter(move |node| node.tag_name().name() == name)
    };
    let names: BTreeMap<String, String> = all("Task")
        .map(|task| (text(task, "UID"), text(task, "Notes")))
        .collect();
    assert_eq!(names.len(), all("Task").count(), "each UID is there once");
    let (plan, tasks) = tasks(&sandbox);
    let leaves: Vec<_> = all("Task").filter(|task| text(*task, "Summary") == "0").collect();
    assert_eq!(leaves.len(), tasks.len());
    for task in leaves {
        let told = &tasks[&text(task, "Notes")];
        let is_point = told["work"] == "milestone";
        assert_eq!(
            text(task, "Finish")[..10],
            *told["late"]["end"].as_str().expect("a day"),
            "{told}"
        );
        assert_eq!(text(task, "Milestone") == "1", is_point);
        assert!(
            is_point || text(task, "Start")[..10] == *told["late"]["start"].as_str().expect("a day"),
            "{told}"
        );
        let hours = told["durationWorkingDays"].as_f64().expect("days") * 8.0;
        assert_eq!(text(task, "Duration"), format!("PT{hours}H0M0S"), "{told}");
    }
    let links = plan["links"].as_array().expect("links").len();
    assert_eq!(all("PredecessorLink").count(), links);
    let booked = all("Exception")
        .find(|node| text(*node, "Name") == "Easter Monday")
        .expect("a holiday by name");
    assert_eq!(text(booked, "DayWorking"), "0");
}

/// What MPXJ finds, or why it was not asked.
fn by_mpxj(file: &Path) -> Result<String, &'static str> {
    let python = || Command::new("python3");
    let knows = python()
        .args(["-c", "import jpype, mpxj; jpype.getDefaultJVMPath()"])
        .stderr(Stdio::null())
        .status();
    if !knows.is_ok_and(|status| status.success()) {
        return Err("no Python with `mpxj` and `jpype1`, or no Java");
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/read_project.py");
    let read = python().arg(script).arg(file).output().expect("it runs");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    Ok(String::from_utf8(read.stdout).expect("UTF-8"))
}

#[test]
fn an_independent_reader_of_projects_finds_the_same_plan() {
    let sandbox = studio();
    sandbox
        .run(&["plan", "kit-pain", "--lang", "en", "-o", "plan.xml"])
        .fine();
    let read = match by_mpxj(&sandbox.root().join("plan.xml")) {
        Err(why) => return println!("skipped: {why}, so no second program read the project"),
        Ok(read) => read,
    };
    let (_, tasks) = tasks(&sandbox);
    let mut seen = 0;
    for line in read
        .lines()
        .filter(|line| !line.starts_with("calendar") && !line.starts_with("scheduled"))
    {
        let fields: Vec<&str> = line.split('\t').collect();
        let told = &tasks[fields[0]];
        assert_eq!(fields[2][..10], *told["late"]["end"].as_str().expect("a day"), "{line}");
        let days: f64 = fields[3]
            .strip_suffix('d')
            .and_then(|days| days.parse().ok())
            .expect("days");
        assert_eq!(Some(days), told["durationWorkingDays"].as_f64(), "{line}");
        seen += 1;
    }
    assert_eq!(seen, tasks.len(), "{read}");
    let links = |task: &str| {
        let line = read
            .lines()
            .find(|line| line.starts_with(&format!("{task}\t")))
            .expect("the task");
        line.split('\t').nth(7).unwrap_or_default().to_owned()
    };
    assert_eq!(
        links("page-kit.production"),
        "page-kit.brief FS 0.0d;visuel-cle.approval FS 1.0d"
    );
    assert_eq!(
        links("annonce.making"),
        "film-recette.production SS 2.0d;recettes FF 3.0ed"
    );
    assert!(read.contains("Easter Monday"), "{read}");
}

#[test]
fn a_scheduler_of_projects_comes_to_the_same_days() {
    let sandbox = studio();
    for (name, command) in [
        ("late.xml", &["plan", "kit-pain"] as &[&str]),
        ("early.xml", &["plan", "kit-pain", "--forward"]),
        ("short.xml", &["plan", "kit-pain", "--today", "2027-02-24"]),
        ("people.xml", &["plan", "kit-pain", "--people"]),
    ] {
        sandbox.run(&[command, &["-o", name]].concat()).fine();
        let read = match by_mpxj(&sandbox.root().join(name)) {
            Err(why) => return println!("skipped: {why}, so no second program scheduled the project"),
            Ok(read) => read,
        };
        let of = |line: &str, at: usize| line.split('\t').nth(at).unwrap_or_default().to_owned();
        let told: BTreeMap<String, (String, String)> = read
            .lines()
            .filter(|line| !line.starts_with("calendar") && !line.starts_with("scheduled"))
            .map(|line| (of(line, 0), (of(line, 1), of(line, 2))))
            // Done on days that nobody saw.
            .filter(|(_, (start, _))| start != "None")
            .collect();
        let scheduled = read.lines().filter(|line| line.starts_with("scheduled"));
        let scheduled: BTreeMap<String, (String, String)> = scheduled
            .map(|line| (of(line, 1), (of(line, 2), of(line, 3))))
            .collect();
        assert!(!told.is_empty());
        assert_eq!(scheduled, told, "{name}");
    }
}

#[test]
fn a_diagram_is_drawn_by_mermaid_with_every_name_in_it() {
    let sandbox = studio();
    let path = "campaigns/kit-pain.yml";
    let text = sandbox.read(path);
    let hostile = text.lines().map(|line| match line.starts_with("title: ") {
        true => HOSTILE.to_owned(),
        false => line
            .replace("Film recette 45 s", "'Section: 45 s; #1, 100 %%'")
            .replace("Page du kit", "'click <b>here</b> & \"there\"'"),
    });
    sandbox.write(path, &hostile.collect::<Vec<_>>().join("\n"));
    sandbox
        .run(&["plan", "kit-pain", "--lang", "en", "-o", "plan.mmd"])
        .fine();
    let drawn = match sandbox.by_node("mermaid.mjs", &["plan.mmd"]) {
        Err(why) => return println!("{}, so Mermaid drew nothing", why.trim_end()),
        Ok(drawn) => drawn.fine(),
    };
    for name in [
        "Affiches abribus",
        "Section: 45 s; #1, 100 %%",
        "click <b>here</b> & \"there\"",
        "2 variants, 2\u{a0}h each",
    ] {
        assert!(drawn.contains(name), "{name}: {drawn}");
    }
}

#[test]
fn hostile_names_stay_text_in_every_export() {
    let sandbox = studio();
    let path = "campaigns/kit-pain.yml";
    let text = sandbox.read(path);
    let hostile = text
        .lines()
        .map(|line| if line.starts_with("title: ") { HOSTILE } else { line });
    sandbox.write(path, &hostile.collect::<Vec<_>>().join("\n"));
    for format in ["mspdi", "mermaid"] {
        let said = sandbox.run(&["plan", "kit-pain", "--format", format]).fine();
        assert!(
            !said.contains(['\u{1b}', '\u{202e}']) && !said.contains("<script>"),
            "{format}: {said}"
        );
    }
    let xml = sandbox.run(&["plan", "kit-pain", "--format", "mspdi"]).fine();
    assert!(roxmltree::Document::parse(&xml).is_ok());
}

#[cfg(not(feature = "xlsx"))]
#[test]
fn a_build_without_workbooks_says_what_to_write_instead_and_how_to_get_them() {
    let sandbox = Sandbox::studio("product-launch");
    for (lang, words) in [
        ("en", "which every spreadsheet opens"),
        ("fr", "que tout tableur ouvre"),
    ] {
        let said = sandbox.run(&["plan", "kit-pain", "-o", "plan.xlsx", "--lang", lang]);
        assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{said:?}");
        assert!(
            said.stderr.contains(words) && said.stderr.contains("--features xlsx"),
            "{}",
            said.stderr
        );
        assert!(!sandbox.root().join("plan.xlsx").exists());
    }
    let said = sandbox.run(&["plan", "kit-pain", "--format", "sarif", "--lang", "en"]);
    assert!(!said.stderr.contains("xlsx"), "{}", said.stderr);
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_is_never_written_to_a_terminal() {
    let sandbox = Sandbox::studio("product-launch").variable("NO_COLOR", "1");
    match sandbox.at_a_terminal(&["plan", "kit-pain", "--format", "xlsx", "--lang", "en"], "") {
        None => println!("skipped: `script` cannot make a terminal here"),
        Some(said) => assert!(said.stdout.contains("-o answer.xlsx"), "{said:?}"),
    }
}
