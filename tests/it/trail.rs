//! Answers: does `crops trail` tell what happened to a brief, in every form?
//! Invariant: every history is made in the test; the worked example is read from the page that shows it.

use crate::report_kpi::Example;
use crate::sandbox::Sandbox;
use serde_json::Value;

const VISUAL: &str = "briefs/2026-11/key-visual-p7m2dn/brief.yml";

/// The rows of the table with this head in a page.
pub fn rows(page: &str, head: &str) -> Vec<Vec<String>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
    let page = std::fs::read_to_string(path).expect("the page");
    let (_, after) = page.split_once(head).expect("the table");
    let cells = |line: &str| {
        line.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    let lines = after.lines().skip(2).take_while(|line| line.starts_with('|'));
    lines.map(cells).collect()
}

/// The studio, committed in the evening of 10 November.
pub fn studio() -> Sandbox {
    let sandbox = Sandbox::files_of("printemps").variable("GIT_COMMITTER_DATE", "2026-11-10T18:00:00+01:00");
    sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message=The studio"]);
    sandbox
}

/// A commit of Léa's of all that lies there.
pub fn commit(sandbox: Sandbox, at: &str) -> Sandbox {
    let sandbox = sandbox
        .variable("GIT_COMMITTER_DATE", &format!("{at}+01:00"))
        .variable("GIT_AUTHOR_EMAIL", "lea@lumen.example");
    sandbox.git(&["add", "--all"]);
    sandbox.git(&["commit", "--quiet", "--message=A change"]);
    sandbox
}

pub fn edited(sandbox: Sandbox, at: &str, path: &str, (was, is): (&str, &str)) -> Sandbox {
    let text = sandbox.read(path);
    assert!(text.contains(was), "{was}");
    sandbox.write(path, &text.replacen(was, is, 1));
    commit(sandbox, at)
}

fn json(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    let all = [&["trail"], arguments, &["--format", "json"]].concat();
    let answer: Value = serde_json::from_str(&sandbox.run(&all).fine()).expect("JSON");
    answer["data"].clone()
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().expect("a list").clone()
}

fn told(data: &Value) -> Vec<String> {
    let one = |entry: &Value| {
        let text = |key: &str| entry[key].as_str().unwrap_or("-").to_owned();
        let fields: Vec<String> = list(&entry["changes"])
            .iter()
            .map(|change| format!(" {} {}", change["field"].as_str().unwrap_or("-"), change["covered"]))
            .collect();
        format!(
            "{} {}>{} {}{}",
            text("what"),
            text("from"),
            text("to"),
            text("by"),
            fields.concat()
        )
    };
    list(&data["entries"]).iter().map(one).collect()
}

#[test]
fn the_worked_example_of_the_page_comes_out() {
    let example = Example::worked("");
    let answer = example.run(&["trail", "banner", "--format", "json"]).fine();
    let answer: Value = serde_json::from_str(&answer).expect("JSON");
    let data = &answer["data"];
    let visits = list(&data["visits"]);
    let table = rows("trail.md", "| Stage | Working days | Open hours | On hold |");
    assert_eq!(table.len(), visits.len() - 1, "`done` is an end");
    for (row, visit) in table.iter().zip(&visits) {
        let number = |key: &str| format!("{}", (visit[key].as_f64().expect("a number") * 1000.0).round() / 1000.0);
        let found = [
            visit["stage"].as_str().expect("a stage").to_owned(),
            number("workingDays"),
            number("openHours"),
            number("onHoldWorkingDays"),
        ];
        assert_eq!(row[..], found[..]);
    }
    assert_eq!(
        (&data["totalWorkingDays"], &data["onHoldWorkingDays"]),
        (&5.0.into(), &2.0.into())
    );
    let poster = example.run(&["trail", "poster", "--format", "json"]).fine();
    let poster: Value = serde_json::from_str(&poster).expect("JSON");
    assert_eq!(
        (&poster["data"]["totalWorkingDays"], &poster["data"]["rounds"]),
        (&5.5.into(), &1.into())
    );
}

#[test]
fn every_version_says_what_changed_and_whether_an_approval_covers_it() {
    let message = ("message: Le printemps commence ici", "message: Le printemps est là");
    let sandbox = edited(studio(), "2026-11-12T11:30:00", VISUAL, message);
    let sandbox = edited(
        sandbox,
        "2026-11-13T10:00:00",
        VISUAL,
        ("owner: lea", "owner: marc\nx-box: 7"),
    );
    let sandbox = edited(
        sandbox,
        "2026-11-16T10:00:00",
        VISUAL,
        ("stage: approval", "stage: production"),
    );
    let sandbox = edited(
        sandbox,
        "2026-11-17T10:00:00",
        VISUAL,
        ("crops: brief/v1", "<<<<<<<\ncrops: brief/v1"),
    );
    let sandbox = edited(sandbox, "2026-11-17T11:00:00", VISUAL, ("<<<<<<<\n", ""));
    sandbox.git(&["mv", "briefs/2026-11/key-visual-p7m2dn", "briefs/2026-11/kv"]);
    let sandbox = commit(sandbox, "2026-11-18T10:00:00");
    let data = json(&sandbox, &["p7m2dn"]);
    let told = told(&data);
    let expected = [
        "created ->approval nadia@lumen.example",
        "changed ->- lea message true",
        "changed ->- lea owner false x-box false",
        "moved approval>production lea",
        "unreadable ->briefs/2026-11/key-visual-p7m2dn/brief.yml lea",
        "relocated briefs/2026-11/key-visual-p7m2dn/brief.yml>briefs/2026-11/kv/brief.yml lea",
    ];
    let rest: Vec<&String> = told
        .iter()
        .filter(|line| !line.starts_with("verdict") && !line.starts_with("feedback"))
        .collect();
    assert_eq!(rest, expected.iter().collect::<Vec<_>>());
    assert_eq!((&data["versions"], &data["rounds"]), (&3.into(), &1.into()));
    let verdicts = told.iter().filter(|line| line.starts_with("verdict")).count();
    assert_eq!(
        (verdicts, told.len()),
        (2, expected.len() + 3),
        "two verdicts and one round of remarks"
    );
}

#[test]
fn a_verdict_is_stale_once_a_covered_field_changes_and_one_that_is_not_understood_counts_for_nothing() {
    let folder = "briefs/2026-11/key-visual-p7m2dn/approvals";
    let sandbox = studio();
    let shown = sandbox.read(VISUAL);
    let tree = crops::store::feedback::values(shown.as_bytes()).expect("values");
    let digest = crops::model::digest::digest(
        &tree,
        &crops::model::workflow::Covers::Keys(vec!["title".into(), "message".into()]),
        &|_| None,
    );
    let verdict = format!(
        "crops: approval/v1\nid: aaaa1111\nstudio: 7h2kq9vd3mxa\nsubject: key-visual-p7m2dn\nstage: review\n\
         verdict: approve\ndigest: {}\ncovers: [title, message]\nby: ines\nat: 2026-11-11T10:00:00+01:00\n\
         evidence: {{kind: claim}}\nnote: très bien\n",
        digest.expect("a digest")
    );
    sandbox.write(&format!("{folder}/review.ines.aaaa1111.yml"), &verdict);
    sandbox.write(
        &format!("{folder}/review.ines.bbbb2222.yml"),
        "crops: approval/v1\nid: bbbb2222\n",
    );
    let sandbox = commit(sandbox, "2026-11-11T11:00:00");
    let of = |sandbox: &Sandbox| {
        let entries = list(&json(sandbox, &["p7m2dn"])["entries"]);
        let ours = |entry: &&Value| entry["verdict"]["note"] == "très bien";
        entries.iter().find(ours).expect("the verdict").clone()
    };
    assert_eq!(
        (&of(&sandbox)["verdict"]["holds"], &of(&sandbox)["source"]),
        (&"yes".into(), &"claim".into())
    );
    let message = ("message: Le printemps commence ici", "message: Autre chose");
    let sandbox = edited(sandbox, "2026-11-12T11:30:00", VISUAL, message);
    let verdict = &of(&sandbox)["verdict"];
    assert_eq!(verdict["holds"], "stale");
    assert_eq!(verdict["changedSince"], serde_json::json!(["message"]));
    assert_eq!(
        list(&json(&sandbox, &["p7m2dn"])["entries"])
            .iter()
            .filter(|one| one["what"] == "ignored")
            .count(),
        1
    );
}

#[test]
fn a_trail_begins_at_a_revision_or_day_and_stands_still_on_a_day() {
    let message = ("message: Le printemps commence ici", "message: Le printemps est là");
    let sandbox = edited(studio(), "2026-11-12T11:30:00", VISUAL, message);
    let sandbox = edited(
        sandbox,
        "2026-11-16T10:00:00",
        VISUAL,
        ("stage: approval", "stage: production"),
    );
    for since in ["HEAD~1", "2026-11-13"] {
        let data = json(&sandbox, &["p7m2dn", "--since", since]);
        assert_eq!(told(&data), ["moved approval>production lea"], "{since}");
    }
    let then = json(&sandbox, &["p7m2dn", "--at", "2026-11-13"]);
    assert_eq!(
        (&then["stage"], &then["at"]["version"], &then["at"]["owner"]),
        (&"approval".into(), &2.into(), &"lea".into())
    );
    let fields = list(&then["at"]["fields"]);
    assert!(
        fields.iter().any(|field| field["text"] == "Le printemps est là"),
        "{fields:?}"
    );
    let before = sandbox.run(&["trail", "p7m2dn", "--at", "2026-11-01"]);
    assert_eq!(before.code, 4, "{}", before.all());
    assert_eq!(sandbox.run(&["trail", "nothing-like-it"]).code, 3);
}

/// By its whole id only what lies around the brief is read; by a part of it, everything.
#[test]
fn a_brief_is_told_the_same_by_its_whole_id_and_by_a_part_of_it() {
    let sandbox = studio();
    let sandbox = edited(sandbox, "2026-11-11T09:00:00", VISUAL, ("title: ", "title: New "));
    sandbox.write(
        "briefs/2026-11/broken-aaaaaa/brief.yml",
        "crops: brief/v1\nid: broken-aaaaaa\nstage: [\n",
    );
    let folder = VISUAL.strip_suffix("brief.yml").expect("a folder");
    sandbox.write(
        &format!("{folder}approvals/odd.yml"),
        "crops: approval/v1\nverdict: perhaps\n",
    );
    let sandbox = commit(sandbox, "2026-11-12T09:00:00");
    for more in [
        &[][..],
        &["--since", "2026-11-11"],
        &["--at", "2026-11-11"],
        &["--format", "json"],
    ] {
        let ask = |id| sandbox.run(&[&["trail", id][..], more].concat()).fine();
        let whole = ask("key-visual-p7m2dn");
        assert_eq!(whole, ask("p7m2dn"), "{more:?}");
        assert_eq!(whole, ask(VISUAL), "{more:?}");
        assert!(!whole.contains("broken"), "another file's faults: {more:?}");
    }
    sandbox.git(&["mv", "briefs/2026-11/key-visual-p7m2dn", "briefs/2026-11/elsewhere"]);
    let sandbox = commit(sandbox, "2026-11-13T09:00:00");
    let ask = |id| sandbox.run(&["trail", id]).fine();
    assert_eq!(ask("key-visual-p7m2dn"), ask("p7m2dn"), "moved");
}

#[test]
fn a_deleted_brief_keeps_its_trail() {
    let sandbox = studio();
    sandbox.git(&["rm", "--quiet", "-r", "briefs/2026-11/hero-film-k3x9qa"]);
    let sandbox = commit(sandbox, "2026-11-12T11:30:00");
    let data = json(&sandbox, &["k3x9qa"]);
    assert_eq!(told(&data), ["created ->brief nadia@lumen.example", "deleted ->- lea"]);
    assert_eq!(data["state"], "deleted");
}

#[test]
fn the_story_is_told_in_both_languages() {
    let sandbox = edited(
        studio(),
        "2026-11-16T10:00:00",
        VISUAL,
        ("stage: approval", "stage: production"),
    );
    for (lang, headline, line) in [
        (
            "en",
            "Visuel clé printemps is in Production since Mon 16 Nov, 4.9 wd.",
            "Client approval → Production, after 2.1 wd; changes required, round 1",
        ),
        (
            "fr",
            "Visuel clé printemps est à l’étape Production depuis le lundi 16 novembre, 4,9 j. o.",
            "Validation client → Production, après 2,1 j. o. ; à corriger, aller-retour n° 1",
        ),
    ] {
        let said = sandbox.run(&["trail", "p7m2dn", "--lang", lang]).fine();
        let said = said.replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(said.lines().next(), Some(headline));
        assert!(said.contains(line), "{said}");
    }
}

#[test]
fn hostile_names_stay_text_in_every_form() {
    let sandbox = studio().variable("GIT_AUTHOR_NAME", "=cmd|' /C calc'!A0 <img src=x>\u{202e}");
    let title = (
        "title: Visuel clé printemps",
        "title: \"</title><script>alert(1)</script> | `x` \\u202e\"",
    );
    let text = sandbox.read(VISUAL);
    sandbox.write(VISUAL, &text.replacen(title.0, title.1, 1));
    let sandbox = sandbox
        .variable("GIT_COMMITTER_DATE", "2026-11-12T11:30:00+01:00")
        .variable("GIT_AUTHOR_EMAIL", "<script>@x");
    sandbox.git(&["commit", "--quiet", "--all", "--message=\u{1b}[2J"]);
    for format in ["text", "markdown", "csv", "svg"] {
        let said = sandbox.run(&["trail", "p7m2dn", "--format", format]).fine();
        assert!(!said.contains(['\u{202e}', '\u{1b}']), "{format}: {said}");
        if matches!(format, "markdown" | "svg") {
            assert!(!said.contains("<script>"), "{format}: {said}");
        }
        if format == "svg" {
            let picture = roxmltree::Document::parse(&said).expect("XML");
            let named = |name: &str| {
                picture
                    .descendants()
                    .any(|node| node.has_tag_name(("http://www.w3.org/2000/svg", name)))
            };
            assert!(named("title") && named("desc"));
        }
    }
}

#[test]
fn what_a_side_of_a_merge_said_is_told_once_and_what_the_merge_takes_back_is_told() {
    let message = ("message: Le printemps commence ici", "message: Le printemps est là");
    let sandbox = studio();
    sandbox.git(&["checkout", "-q", "-b", "side"]);
    let sandbox = edited(sandbox, "2026-11-12T11:30:00", VISUAL, message);
    sandbox.git(&["checkout", "-q", "main"]);
    let sandbox = edited(
        sandbox,
        "2026-11-12T12:00:00",
        VISUAL,
        ("owner: lea", "owner: marc\nx-box: 7"),
    );
    let sandbox = sandbox.variable("GIT_COMMITTER_DATE", "2026-11-12T15:00:00+01:00");
    sandbox.git(&["merge", "-q", "--no-ff", "-m", "m", "side"]);
    let fields = |sandbox: &Sandbox| -> Vec<String> {
        let told = told(&json(sandbox, &["p7m2dn"]));
        told.into_iter().filter(|line| line.starts_with("changed")).collect()
    };
    let both = [
        "changed ->- lea owner false x-box false",
        "changed ->- lea message true",
    ];
    assert_eq!(fields(&sandbox), both);
    assert_eq!(json(&sandbox, &["p7m2dn"])["versions"], 3);

    sandbox.git(&["checkout", "-q", "-b", "other"]);
    let sandbox = edited(sandbox, "2026-11-13T11:30:00", VISUAL, ("owner: marc", "owner: lea"));
    sandbox.git(&["checkout", "-q", "main"]);
    let sandbox = sandbox.variable("GIT_COMMITTER_DATE", "2026-11-13T15:00:00+01:00");
    sandbox.git(&["merge", "-q", "--no-ff", "-s", "ours", "-m", "m", "other"]);
    let data = json(&sandbox, &["p7m2dn"]);
    let changes: Vec<Value> = list(&data["entries"])
        .into_iter()
        .filter(|entry| entry["what"] == "changed")
        .collect();
    assert_eq!(changes.len(), 4, "{changes:?}");
    let last = &changes[3]["changes"][0];
    assert_eq!(
        (&last["field"], &last["before"], &last["after"]),
        (&"owner".into(), &"lea".into(), &"marc".into())
    );
}

#[test]
fn a_long_title_of_a_picture_is_told_to_its_end() {
    let long = "Une affiche de printemps pour les vitrines de toutes les boutiques, les quais et les couloirs du métro";
    let text = studio().read(VISUAL);
    let title = text
        .lines()
        .find(|line| line.starts_with("title: "))
        .expect("a title")
        .to_owned();
    let sandbox = edited(
        studio(),
        "2026-11-12T11:30:00",
        VISUAL,
        (&title, &format!("title: {long}")),
    );
    let picture = sandbox.run(&["trail", "p7m2dn", "--format", "svg"]).fine();
    let document = roxmltree::Document::parse(&picture).expect("XML");
    let lines = |class: &str| -> String {
        let texts = document
            .descendants()
            .filter(|node| node.attribute("class") == Some(class));
        texts.filter_map(|node| node.text()).collect::<Vec<_>>().join(" ")
    };
    let told = document
        .descendants()
        .find(|node| node.has_tag_name("title"))
        .and_then(|node| node.text());
    assert_eq!(Some(lines("title").as_str()), told);
    assert!(lines("title").contains(long) && !lines("title").contains('…'));
    let count = document
        .descendants()
        .filter(|node| node.attribute("class") == Some("title"))
        .count();
    assert_eq!(count, 2, "{picture}");
}

/// Two versions of the campaign, one on a branch that is merged, and a move of a brief of its.
fn lively_campaign() -> Sandbox {
    const CAMPAIGN: &str = "campaigns/spring-launch.yml";
    let title = studio().read(CAMPAIGN);
    let title = title
        .lines()
        .find(|line| line.starts_with("title: "))
        .expect("a title")
        .to_owned();
    let sandbox = edited(
        studio(),
        "2026-11-12T11:30:00",
        CAMPAIGN,
        (&title, "title: Au printemps"),
    );
    sandbox.git(&["checkout", "-q", "-b", "side"]);
    let sandbox = edited(
        sandbox,
        "2026-11-13T11:30:00",
        CAMPAIGN,
        ("title: Au printemps", "title: Printemps\nx-box: 7"),
    );
    sandbox.git(&["checkout", "-q", "main"]);
    let sandbox = edited(
        sandbox,
        "2026-11-13T12:00:00",
        VISUAL,
        ("stage: approval", "stage: production"),
    );
    let sandbox = sandbox.variable("GIT_COMMITTER_DATE", "2026-11-13T15:00:00+01:00");
    sandbox.git(&["merge", "-q", "--no-ff", "-m", "m", "side"]);
    sandbox
}

#[test]
fn a_campaign_has_a_trail_of_its_versions_and_of_the_moves_of_its_briefs() {
    let sandbox = lively_campaign();
    let data = json(&sandbox, &["spring-launch"]);
    let lines: Vec<String> = list(&data["entries"])
        .iter()
        .zip(told(&data))
        .map(|(entry, told)| format!("{}: {told}", entry["brief"].as_str().unwrap_or("-")))
        .filter(|line| line.starts_with('-') || line.starts_with("key-visual"))
        .collect();
    let expected = [
        "-: written ->- nadia@lumen.example",
        "key-visual-p7m2dn: created ->approval nadia@lumen.example",
        "-: changed ->- lea title false",
        "key-visual-p7m2dn: moved approval>production lea",
        "-: changed ->- lea title false x-box false",
    ];
    assert_eq!(lines, expected);
    assert_eq!(data["versions"], 3);
    let known = list(&data["briefs"])
        .iter()
        .any(|brief| brief["brief"] == "key-visual-p7m2dn");
    assert!(known, "{}", data["briefs"]);
}

#[test]
fn the_trail_of_a_campaign_is_told_in_both_languages_and_in_rows() {
    let sandbox = lively_campaign();
    for (lang, words) in [
        (
            "en",
            [
                "Where its briefs are",
                "title changed from “Au printemps” to “Printemps”",
            ],
        ),
        ("fr", ["Où en sont ses briefs", "Printemps"]),
    ] {
        let text = sandbox.run(&["trail", "spring-launch", "--lang", lang]).fine();
        for words in words {
            assert!(text.contains(words), "{text}");
        }
    }
    let since = json(&sandbox, &["spring-launch", "--since", "2026-11-13"]);
    assert_eq!(list(&since["entries"]).len(), 2, "{since}");
    let csv = sandbox.run(&["trail", "spring-launch", "--format", "csv"]).fine();
    assert!(csv.starts_with("campaign,brief,"), "{csv}");
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    assert!(rows.records().all(|row| row.is_ok()), "{csv}");
    assert_eq!(sandbox.run(&["trail", "spring-launch", "--format", "svg"]).code, 2);
}

#[test]
fn a_studio_that_moved_keeps_its_history() {
    let sandbox = edited(
        studio(),
        "2026-11-12T11:30:00",
        VISUAL,
        ("stage: approval", "stage: production"),
    );
    let events = |sandbox: &Sandbox, place: &str| -> Vec<String> {
        let text = sandbox.run(&["-C", place, "export", "events"]).fine();
        text.lines().map(str::to_owned).collect()
    };
    let story = |sandbox: &Sandbox, place: &str| {
        let text = sandbox
            .run(&["-C", place, "trail", "p7m2dn", "--format", "json"])
            .fine();
        told(&serde_json::from_str::<Value>(&text).expect("JSON")["data"])
    };
    let (before, told_before) = (events(&sandbox, "."), story(&sandbox, "."));
    let moved = |sandbox: Sandbox, at: &str, from: &str, to: &str, was: &str| {
        let lines = format!("mkdir -p {to} && git mv -k {from} {to}/");
        sandbox.shell(&lines).fine();
        let settings = format!("{to}/crops.yml");
        let kept: Vec<String> = sandbox.read(&settings).lines().map(str::to_owned).collect();
        let kept: Vec<String> = kept.into_iter().filter(|line| !line.starts_with("was:")).collect();
        sandbox.write(&settings, &format!("{}\n{was}\n", kept.join("\n")));
        commit(sandbox, at)
    };
    let sandbox = moved(sandbox, "2026-11-13T10:00:00", "*", "creative", "");
    assert!(events(&sandbox, "creative").len() > before.len() || events(&sandbox, "creative") != before);
    let sandbox = moved(
        sandbox,
        "2026-11-13T11:00:00",
        "creative/*",
        "studios/lumen",
        "was: [creative, .]",
    );
    assert_eq!(events(&sandbox, "studios/lumen"), before);
    assert_eq!(story(&sandbox, "studios/lumen"), told_before);
    let visual = format!("studios/lumen/{VISUAL}");
    let sandbox = edited(
        sandbox,
        "2026-11-16T10:00:00",
        &visual,
        ("stage: production", "stage: approval\nx-box: 7"),
    );
    let after = story(&sandbox, "studios/lumen");
    assert_eq!(after.len(), told_before.len() + 2, "{after:?}");
    let campaign = sandbox
        .run(&["-C", "studios/lumen", "trail", "spring-launch", "--format", "json"])
        .fine();
    let campaign: Value = serde_json::from_str(&campaign).expect("JSON");
    assert_eq!(campaign["data"]["versions"], 1);
    // a day on which it lay elsewhere
    let then = sandbox.run(&[
        "-C",
        "studios/lumen",
        "trail",
        "p7m2dn",
        "--at",
        "2026-11-12",
        "--format",
        "json",
    ]);
    let then: Value = serde_json::from_str(&then.fine()).expect("JSON");
    assert_eq!(then["data"]["stage"], "production");
    let report = sandbox.run(&[
        "-C",
        "studios/lumen",
        "--as-of",
        "2026-11-12",
        "report",
        "kpi",
        "--format",
        "json",
    ]);
    assert_eq!(report.code, 0, "{}", report.stderr);
}
