//! Answers: does each rule find what it is for, at its place, and nothing in a sound studio?

use crate::reference;
use crate::sandbox::Sandbox;
use crops::check::{self, CHECKS, CheckInput, Official, Standing};
use crops::model::finding::Finding;
use crops::model::id::{BriefId, StageId};
use crops::model::place::StudioPath;
use crops::render::catalogue::{Lang, problem};
use crops::store::load::{load, load_revision};
use crops::store::source::Content;
use crops::trail::leaving::SentBack;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A sound studio; a case replaces or adds files.
const SOUND: &[(&str, &str)] = &[
    (
        "crops.yml",
        "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Atelier\ntimezone: Europe/Paris\ncalendar: paris\n",
    ),
    ("calendars/paris.yml", "crops: calendar/v1\nid: paris\nholidays: FR\n"),
    (
        "team/lea.yml",
        "crops: person/v1\nid: lea\nname: Léa\nroles: [designer, creative-lead]\n",
    ),
    (
        "workflows/w.yml",
        "crops: workflow/v1\nid: w\nstages:\n  - {id: intake, class: queue}\n  - {id: making, class: work, role: designer}\n  - {id: review, class: gate, gate: {needs: [{role: creative-lead}], on_reject: making}}\n  - {id: delivery, class: work}\n  - {id: delivered, class: done}\n  - {id: on-hold, class: hold}\n  - {id: cancelled, class: dropped}\n",
    ),
    (
        "kinds/k.yml",
        "crops: kind/v1\nid: k\nworkflow: w\nstarts_from: making\nready_at: review\nstages: {making: {duration: 2d}, review: {duration: 1d}}\nintake: [message]\n",
    ),
    (
        "campaigns/c.yml",
        "crops: campaign/v1\nid: c\ntitle: C\nlaunch: 2027-03-15\ndeliverables:\n  - {id: film, kind: k}\n  - {id: poster, kind: k, needs: [film]}\n",
    ),
    (
        "briefs/2026-11/a-k3x9qa/brief.yml",
        "crops: brief/v1\nid: a-k3x9qa\ntitle: A\nkind: k\nstage: making\ndeliverable: c/film\nowner: lea\nmessage: Spring\n",
    ),
];

fn findings_of(files: &[(&str, &str)], official: Official<'_>) -> Vec<Finding> {
    let mut all: BTreeMap<&str, &str> = SOUND.iter().copied().collect();
    all.extend(files.iter().copied());
    let content = |(path, text): (&str, &str)| {
        let bytes = Cow::Owned(text.as_bytes().to_vec());
        (StudioPath::new(path).expect("a path"), Content::Bytes(bytes))
    };
    let (studio, loaded) = load_revision(all.into_iter().map(content).collect()).expect("a crops.yml");
    check::run(&CheckInput {
        studio: &studio,
        loaded: &loaded,
        official,
    })
}

/// `path:line:column rule`, one line a finding.
fn lines(findings: &[Finding]) -> Vec<String> {
    let line = |f: &Finding| {
        let span = f.place.span;
        format!("{}:{}:{} {}", f.place.file, span.line, span.column, f.rule())
    };
    findings.iter().map(line).collect()
}

const CAMPAIGN: &str = "crops: campaign/v1\nid: c\ntitle: C\nlaunch: 2027-03-15\n";
const BRIEF: &str = "crops: brief/v1\nid: a-k3x9qa\ntitle: A\nkind: k\n";
const BRIEF_FILE: &str = "briefs/2026-11/a-k3x9qa/brief.yml";

/// What it is about; the file, its text after a common beginning, and the findings.
const BROKEN: &[(&str, &str, &str, &[&str])] = &[
    ("a sound studio", "notes.yml", "{", &[]),
    (
        "a person, a campaign and an asset that are not there",
        BRIEF_FILE,
        "+stage: intake\nowner: lae\ncampaign: cc\nproofs: [{asset: kv}]\n",
        &[
            "B:6:8 unknown-reference",
            "B:7:11 unknown-reference",
            "B:8:18 unknown-reference",
        ],
    ),
    (
        "an item that the campaign lacks",
        BRIEF_FILE,
        "+stage: intake\ndeliverable: c/flim\n",
        &["B:6:14 unknown-reference"],
    ),
    (
        "a calendar that is not there",
        "team/lea.yml",
        "crops: person/v1\nid: lea\nname: L\nroles: [designer, creative-lead]\ncalendar: pairs\n",
        &["team/lea.yml:5:11 unknown-reference"],
    ),
    (
        "references of records that are only read",
        "assets/kv.yml",
        "crops: asset/v1\nid: kv\nrole: proof\nsha256: 1a2b3a0c1b2f4e6d8a7c9b0e1f2d3c4b5a6978e0d1c2b3a4f5e6d7c8b9a0f1e2\nbrief: none\nreplaces: kv-0\n",
        &[
            "assets/kv.yml:5:8 unknown-reference",
            "assets/kv.yml:6:11 unknown-reference",
        ],
    ),
    (
        "needs of nothing, of another campaign, of a stage",
        "campaigns/c.yml",
        "+deliverables:\n  - {id: film, kind: k}\n  - {id: poster, kind: k, needs: [flim, d/x, film.makin]}\n",
        &[
            "C:7:35 unknown-reference",
            "C:7:41 unknown-reference",
            "C:7:46 unknown-stage",
        ],
    ),
    (
        "a stage that the workflow lacks",
        BRIEF_FILE,
        "+stage: makin\nwho: {reviw: [lea]}\n",
        &["B:5:8 unknown-stage", "B:6:7 unknown-stage"],
    ),
    (
        "an anchor that the campaign lacks",
        "campaigns/c.yml",
        "+deliverables:\n  - {id: film, kind: k, live: tv-5d}\n",
        &["C:6:31 unknown-anchor"],
    ),
    (
        "an anchor without a campaign",
        BRIEF_FILE,
        "+stage: intake\ndue: J-14\n",
        &["B:6:6 unknown-anchor"],
    ),
    (
        "holidays that nobody computes",
        "calendars/paris.yml",
        "crops: calendar/v1\nid: paris\nholidays: FR-Bretagne\n",
        &["calendars/paris.yml:3:11 unknown-holiday-rule"],
    ),
    (
        "a zone that is none",
        "crops.yml",
        "crops: studio/v1\nid: a\ntitle: A\ntimezone: Paris\n",
        &["crops.yml:4:11 unknown-timezone"],
    ),
    (
        "work that waits for itself",
        "campaigns/c.yml",
        "+deliverables:\n  - {id: film, kind: k, needs: [poster]}\n  - {id: poster, kind: k, needs: [film]}\n",
        &["C:6:33 dependency-cycle"],
    ),
    (
        "a task that waits for itself",
        "campaigns/c.yml",
        "+deliverables:\n  - {id: film, kind: k}\ntasks:\n  - {id: t, duration: 1d, needs: [t]}\n",
        &["C:8:35 dependency-cycle"],
    ),
    (
        "links both ways between early and late stages are no circle",
        "campaigns/c.yml",
        "+deliverables:\n  - {id: film, kind: k, needs: [{after: poster.making, to: review}]}\n  - {id: poster, kind: k, needs: [{after: film.making, to: review}]}\n",
        &[],
    ),
    (
        "periods and limits the wrong way round",
        "campaigns/c.yml",
        "+deliverables:\n  - {id: film, kind: k, not_before: J, live: J-3, must_end_by: J-10}\ntasks:\n  - {id: t, duration: 1d, started: 2026-11-20, done: 2026-11-19}\n",
        &[
            "C:6:46 contradicting-dates",
            "C:6:64 contradicting-dates",
            "C:8:54 contradicting-dates",
        ],
    ),
    (
        "a closure that ends before it begins",
        "calendars/paris.yml",
        "crops: calendar/v1\nid: paris\nclosed: [{from: 2027-08-20, to: 2027-08-09}]\n",
        &["calendars/paris.yml:3:10 contradicting-dates"],
    ),
    (
        "a due day after the day it is live",
        BRIEF_FILE,
        "+stage: intake\ndeliverable: c/film\ndue: 2027-03-16\n",
        &["B:7:6 contradicting-dates"],
    ),
    (
        "intake that was never answered",
        BRIEF_FILE,
        "+stage: review\nmessage: \" \"\n",
        &["B:5:8 missing-intake"],
    ),
    ("a request may be incomplete", BRIEF_FILE, "+stage: intake\n", &[]),
    (
        "a role that nobody has",
        "team/lea.yml",
        "crops: person/v1\nid: lea\nname: Léa\nroles: [desinger]\n",
        &[
            "workflows/w.yml:5:37 role-without-person",
            "workflows/w.yml:6:53 role-without-person",
        ],
    ),
    (
        "a gate without a rule",
        "workflows/w.yml",
        "crops: workflow/v1\nid: w\nstages:\n  - {id: intake, class: queue}\n  - {id: making, class: work, role: designer}\n  - {id: review, class: gate}\n  - {id: delivery, class: work}\n  - {id: delivered, class: done}\n  - {id: cancelled, class: dropped}\n",
        &["workflows/w.yml:6:10 gate-without-rule"],
    ),
    (
        "a gate whose rule asks nobody",
        "workflows/w.yml",
        "crops: workflow/v1\nid: w\nstages:\n  - {id: intake, class: queue}\n  - {id: making, class: work, role: designer}\n  - {id: review, class: gate, gate: {needs: [], on_reject: making}}\n  - {id: delivery, class: work}\n  - {id: delivered, class: done}\n  - {id: cancelled, class: dropped}\n",
        &["workflows/w.yml:6:10 gate-without-rule"],
    ),
    (
        "a week without days",
        "calendars/paris.yml",
        "crops: calendar/v1\nid: paris\nweek: []\n",
        &["calendars/paris.yml:3:7 calendar-never-open"],
    ),
    (
        "hours that leave nothing of a day",
        "calendars/paris.yml",
        "crops: calendar/v1\nid: paris\nwindow: {from: \"18:00\", to: \"09:00\"}\n",
        &["calendars/paris.yml:3:9 calendar-never-open"],
    ),
    (
        "two briefs on one deliverable",
        "briefs/2026-11/b-k3x9qb/brief.yml",
        "crops: brief/v1\nid: b-k3x9qb\ntitle: B\nkind: k\nstage: intake\ndeliverable: c/film\n",
        &["briefs/2026-11/b-k3x9qb/brief.yml:6:14 shared-deliverable"],
    ),
    (
        "a series without end",
        "campaigns/c.yml",
        "+deliverables:\n  - {id: film, kind: k}\nseries:\n  - {id: s, kind: k, every: day, from: 2027-01-01, to: 2099-01-01}\n",
        &["C:8:56 too-many-occurrences"],
    ),
    (
        "equal ids in one campaign and in one workflow",
        "campaigns/c.yml",
        "+deliverables:\n  - {id: film, kind: k}\ntasks:\n  - {id: film, duration: 1d}\n",
        &["C:8:10 duplicate-id"],
    ),
    (
        "an attachment outside the studio",
        "briefs/2026-11/a-k3x9qa/approvals/review.lea.9v3kd0rm.yml",
        "crops: approval/v1\nid: 9v3kd0rm\nstudio: 7h2kq9vd3mxa\nsubject: a-k3x9qa\nstage: review\nverdict: approve\ndigest: v1\ncovers: content\nby: lea\nat: 2026-11-17T15:02:00+01:00\nevidence: {kind: claim, attachment: ../../../../etc/passwd}\n",
        &["briefs/2026-11/a-k3x9qa/approvals/review.lea.9v3kd0rm.yml:11:37 unreadable-file"],
    ),
];

#[test]
fn each_rule_finds_its_problem_where_it_is() {
    let mut wrong = Vec::new();
    for (about, path, text, expected) in BROKEN {
        let text = match text.strip_prefix('+') {
            Some(rest) if *path == BRIEF_FILE => format!("{BRIEF}{rest}"),
            Some(rest) => format!("{CAMPAIGN}{rest}"),
            None => (*text).to_owned(),
        };
        let findings = findings_of(&[(path, &text)], Official::Unknown);
        let expected: Vec<String> = expected
            .iter()
            .map(|line| match line.split_at(2) {
                ("B:", rest) => format!("{BRIEF_FILE}:{rest}"),
                ("C:", rest) => format!("campaigns/c.yml:{rest}"),
                _ => (*line).to_owned(),
            })
            .collect();
        if lines(&findings) != expected {
            wrong.push(format!(
                "{about}:\n  found  {:?}\n  wanted {expected:?}",
                lines(&findings)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_finding_is_said_in_both_languages_with_their_typography() {
    for (_, path, text, _) in BROKEN {
        let text = text.strip_prefix('+').map_or((*text).to_owned(), |rest| match *path {
            BRIEF_FILE => format!("{BRIEF}{rest}"),
            _ => format!("{CAMPAIGN}{rest}"),
        });
        for finding in findings_of(&[(path, &text)], Official::Unknown) {
            let [english, french] = [Lang::En, Lang::Fr].map(|lang| problem(lang, &finding.problem));
            assert_ne!(english.text, french.text);
            for said in [&french.text, &english.text] {
                assert!(!said.ends_with('.') && said.split(' ').count() > 2, "{said}");
            }
            let words = outside_code(&french.text) + &outside_code(french.hint_text().unwrap_or_default());
            for wrong in [" :", " ;", " ?", " !", " %", "'"] {
                assert!(!words.contains(wrong), "{words}");
            }
        }
    }
}

/// What stands between pairs of backticks is not prose.
fn outside_code(sentence: &str) -> String {
    sentence.split('`').step_by(2).collect::<Vec<_>>().join("`")
}

#[test]
fn a_term_is_one_of_the_taxonomy() {
    let text = format!("{BRIEF}stage: intake\nchannels: [tv, rdaio]\nmarkets: [fr]\n");
    let taxonomy = "crops: taxonomy/v1\nchannels: {tv: {}, radio: {fr: Radio}}\n";
    let findings = findings_of(&[(BRIEF_FILE, &text), ("taxonomy.yml", taxonomy)], Official::Unknown);
    assert_eq!(lines(&findings), [format!("{BRIEF_FILE}:6:16 unknown-term")]);
    let campaign = "crops: campaign/v1\nid: c\ntitle: C\nlaunch: 2027-03-15\n\
        deliverables: [{id: a, kind: video, channels: [tvv]}]\n\
        series: [{id: s, kind: video, every: day, from: J, to: J, channels: [radio, rdaio]}]\n";
    let findings = findings_of(
        &[("campaigns/c.yml", campaign), ("taxonomy.yml", taxonomy)],
        Official::Unknown,
    );
    let found = ["campaigns/c.yml:5:48 unknown-term", "campaigns/c.yml:6:77 unknown-term"];
    let terms: Vec<String> = lines(&findings)
        .into_iter()
        .filter(|line| line.ends_with("unknown-term"))
        .collect();
    assert_eq!(terms, found);
}

#[test]
fn moves_are_judged_by_the_history_that_counts() {
    for (was, now, expected) in [
        (Some(("making", None)), "making", None),
        (Some(("intake", None)), "review", None),
        (Some(("making", None)), "delivery", Some("transition-not-allowed")),
        (Some(("review", None)), "delivered", Some("transition-not-allowed")),
        (Some(("on-hold", Some("making"))), "making", None),
        (
            Some(("on-hold", Some("making"))),
            "delivery",
            Some("transition-not-allowed"),
        ),
        (None, "intake", None),
        (None, "making", Some("born-beyond-queue")),
        (None, "making\nimported: 2026-11-01", None),
    ] {
        let stage = |text| StageId::new(text).expect("a slug");
        let standing = was.map(|(was, left): (&str, Option<&str>)| Standing {
            stage: stage(was),
            left: left.map(stage),
            sent_back: SentBack::default(),
        });
        let official = standing.map(|standing| (BriefId::new("a-k3x9qa").expect("a slug"), standing));
        let official: BTreeMap<_, _> = official.into_iter().collect();
        let text = format!("{BRIEF}message: m\nstage: {now}\n");
        let findings = findings_of(&[(BRIEF_FILE, &text)], Official::Known(&official));
        let rules: Vec<_> = findings.iter().map(Finding::rule).collect();
        assert_eq!(rules, expected.into_iter().collect::<Vec<_>>(), "{was:?} → {text}");
    }
}

#[test]
fn sound_studios_have_no_finding() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let own = fs::read_dir(examples)
        .expect("examples")
        .map(|entry| entry.expect("an entry").path());
    for root in own.chain(reference::case("../example")) {
        if !root.join("crops.yml").exists() {
            continue;
        }
        let (studio, loaded) = load(&root).expect("a studio");
        let findings = check::run(&CheckInput {
            studio: &studio,
            loaded: &loaded,
            official: Official::Unknown,
        });
        assert_eq!(
            lines(&findings),
            Vec::<String>::new(),
            "{}: {findings:#?}",
            root.display()
        );
    }
}

#[test]
fn every_file_of_the_checks_is_a_rule_of_the_list() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/core/src/check");
    // parts of checks that are no rules themselves
    let beside = ["mod.rs", "range", "moves.rs", "route.rs", "tests.rs"];
    let files: BTreeSet<String> = [folder.clone(), folder.join("range")]
        .into_iter()
        .flat_map(|folder| fs::read_dir(folder).expect("a folder of checks"))
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .filter(|name| !beside.contains(&name.as_str()))
        .collect();
    let listed = CHECKS.iter().map(|rule| format!("{}.rs", rule.id.replace('-', "_")));
    assert_eq!(files, listed.collect());
}

/// A file whose name, keys and values attack a terminal, a table, HTML, a CI log.
const HOSTILE: (&str, &str) = (
    "team/a,b|=cmd <script>::error \u{202e}x.yml",
    "crops: person/v1\nid: a\nname: N\n\"ro\\el\\u202e|<script>::error::\": 1\ncontract: \"=cmd|' /C calc'\\n::error::x%0A\"\n",
);

fn hostile() -> Sandbox {
    let sandbox = Sandbox::files_of("product-launch");
    sandbox.write(HOSTILE.0, HOSTILE.1);
    sandbox
}

#[test]
fn nothing_hostile_gets_through_any_writer() {
    let sandbox = hostile();
    for format in ["text", "json", "csv", "tsv", "markdown", "sarif", "github"] {
        let said = sandbox.run(&["check", "--format", format]);
        assert_eq!(said.code, 1, "{format}: {said:?}");
        let active = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || c == '\u{202e}';
        assert!(!said.stdout.contains(active), "{format}: {}", said.stdout);
        match format {
            "github" => {
                assert!(
                    said.stdout
                        .lines()
                        .all(|line| line.starts_with("::error file=") || line.starts_with("::warning file="))
                );
                assert!(said.stdout.contains("a%2Cb|=cmd"), "{}", said.stdout);
            }
            "markdown" => {
                // Between fences a text is shown as it is.
                let prose: String = said.stdout.split("```").step_by(2).collect();
                assert!(!prose.contains("<script>"), "{}", said.stdout);
            }
            "csv" => assert!(!said.stdout.split(',').any(|cell| cell.starts_with('='))),
            _ => {}
        }
    }
}

#[test]
fn sarif_is_valid_against_the_published_schema() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json");
    let schema: serde_json::Value = serde_json::from_slice(&fs::read(schema).expect("a schema")).expect("JSON");
    // The published pattern of `language` has one bracket too many, which stricter readers of patterns refuse.
    let text = schema.to_string();
    let mended = text.replacen("{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "{2}(-[a-zA-Z]{2})?$", 2);
    let schema: serde_json::Value = serde_json::from_str(&mended).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a sound schema");
    for sandbox in [hostile(), Sandbox::files_of("agency")] {
        let said = sandbox.run(&["check", "--format", "sarif"]);
        let log: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
        let wrong: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
        assert_eq!(wrong, Vec::<String>::new());
        let results = log["runs"][0]["results"].as_array().expect("results");
        assert_eq!(results.is_empty(), said.code == 0);
        let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
        assert_eq!(rules.len(), CHECKS.len());
    }
    let mut log: serde_json::Value =
        serde_json::from_str(&hostile().run(&["check", "--format", "sarif"]).stdout).expect("JSON");
    log["runs"][0]["columnKind"] = "lines".into();
    assert!(!validator.is_valid(&log), "the schema refuses what is wrong");
}

#[test]
fn a_finding_is_shown_with_its_line_and_exits_one() {
    let sandbox = Sandbox::files_of("product-launch").french();
    let text = sandbox
        .read("team/tom.yml")
        .replace("contract: freelance", "contract: freelanse");
    sandbox.write("team/tom.yml", &text);
    let said = sandbox.run(&["check", "--lang", "en"]);
    insta::assert_snapshot!(said.all(), @r"
    exit 1
    1 error in 1 file.

    error[bad-value]: `contract` cannot be `freelanse`: it wants one of `employee`, `contractor`, `freelance`
     --> team/tom.yml:7:11
      |
    7 | contract: freelanse             # ne travaille que les jours réservés
      |           ^^^^^^^^^
      |
      = hint: did you mean `freelance`?

    Next: crops explain bad-value
    --
    ");
    let french = sandbox.run(&["check"]);
    assert!(
        french.stdout.starts_with("1 erreur dans 1 fichier."),
        "{}",
        french.stdout
    );
}

#[test]
fn french_puts_a_blank_before_the_colons_of_a_finding() {
    let sandbox = Sandbox::files_of("product-launch").french();
    let text = sandbox.read("team/tom.yml").replace("contract:", "contrat:");
    sandbox.write("team/tom.yml", &text);
    let said = sandbox.run(&["check", "--lang", "fr"]).stdout;
    for expected in ["\nerreur[unknown-key]\u{a0}: ", "piste\u{a0}: "] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn warnings_count_only_when_strict() {
    let sandbox = Sandbox::files_of("product-launch");
    let text = sandbox.read("team/tom.yml") + "shoe_size: 44\n";
    sandbox.write("team/tom.yml", &text);
    assert_eq!(sandbox.run(&["check"]).code, 0);
    assert_eq!(sandbox.run(&["check", "--strict"]).code, 1);
}

#[test]
fn a_baseline_lets_old_findings_be_and_tells_new_ones() {
    let sandbox = hostile();
    let before = sandbox.run(&["check"]);
    assert_eq!(sandbox.run(&["check", "--write-baseline", "old.yml"]).code, 0);
    let after = sandbox.run(&["check", "--baseline", "old.yml", "--strict"]);
    assert_eq!((before.code, after.code), (1, 0), "{after:?}");
    let text = sandbox
        .read("team/tom.yml")
        .replace("crops: person/v1\n", "crops: person/v1\n# a line above\nx-new: 1\n")
        + "contrct: x\n";
    sandbox.write("team/tom.yml", &text);
    let new = sandbox.run(&["check", "--baseline", "old.yml", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&new.stdout).expect("JSON");
    let files: Vec<_> = json["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|f| f["file"].clone())
        .collect();
    assert_eq!((new.code, files), (1, vec!["team/tom.yml".into()]), "{json:#}");
    sandbox.write("old.yml", "findings: {");
    assert_eq!(sandbox.run(&["check", "--baseline", "old.yml"]).code, 2);
    assert_eq!(sandbox.run(&["check", "--baseline", "none.yml"]).code, 3);
}

#[test]
fn moves_are_compared_with_the_official_branch() {
    let sandbox = Sandbox::studio("product-launch");
    let path = "briefs/2027-01/visuel-cle-q4m8tz/brief.yml";
    let stage = |text: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix("stage: ").map(str::to_owned))
            .expect("a stage")
    };
    let text = sandbox.read(path);
    let was = stage(&text);
    sandbox.write(path, &text.replace(&format!("stage: {was}"), "stage: delivered"));
    let said = sandbox.run(&["check", "--format", "csv"]);
    assert!(
        said.stdout.contains("transition-not-allowed"),
        "{was}: {}{}",
        said.stdout,
        said.stderr
    );
    let born = text
        .replace("visuel-cle-q4m8tz", "autre-visuel-q4m8tx")
        .replace("deliverable:", "x-deliverable:")
        .replace(&format!("stage: {was}"), "stage: production");
    sandbox.write("briefs/2027-01/autre-visuel-q4m8tx/brief.yml", &born);
    let said = sandbox.run(&["check", "--format", "csv"]);
    assert!(said.stdout.contains("born-beyond-queue"), "{}", said.stdout);
}

#[test]
fn a_rule_is_explained_without_a_studio() {
    let sandbox = Sandbox::new();
    let page = sandbox.run(&["explain", "unknown-key"]).fine();
    assert!(
        page.starts_with("unknown-key\n") && page.contains("How to mend it."),
        "{page}"
    );
    assert!(
        sandbox
            .run(&["explain", "unknown-key", "--lang", "fr"])
            .fine()
            .contains("Pour corriger.")
    );
    assert_eq!(
        sandbox.run(&["explain", "--format", "tsv"]).fine().lines().count(),
        CHECKS.len() + 1
    );
    assert_eq!(sandbox.run(&["explain", "nothing"]).code, 2);
}
