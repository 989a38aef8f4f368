//! Answers: are remarks added, listed, resolved and confirmed, each in one commit?

use crate::sandbox::Sandbox;
use insta::assert_snapshot;
use serde_json::Value;

const FILE: &str = "briefs/2026-11/key-visual-p7m2dn/feedback/review.ines.2t8wq4zc.yml";

fn printemps() -> Sandbox {
    Sandbox::studio("printemps").today("2026-11-20")
}

fn json(said: &str) -> Value {
    serde_json::from_str(said).expect("JSON")
}

/// The one file of feedback that the last commit made.
fn new_file(sandbox: &Sandbox) -> String {
    sandbox.git(&["show", "--format=", "--name-only"]).trim().to_owned()
}

#[test]
fn what_is_open_comes_first() {
    assert_snapshot!(printemps().run(&["feedback", "list", "p7m2dn", "--lang", "en"]).all(), @"
    exit 0
    Visuel clé printemps · key-visual-p7m2dn: 2 open remarks, 1 blocking.
      Remark       State  Severity  Text                        Where                                  By    Stage            Version
      2t8wq4zc/f1  open   blocking  le logo n'est pas lisible   71\u{a0}% from the left, 12\u{a0}% from the top  ines  Internal review  v1, kv-printemps-v1 (now v2)
      2t8wq4zc/f2  open   idea      essayer un fond plus clair  –                                      ines  Internal review  v1, kv-printemps-v1 (now v2)
    Next: crops feedback resolve key-visual-p7m2dn 2t8wq4zc/f1 --how …     crops feedback add key-visual-p7m2dn …
    --
    ");
    let french = printemps().run(&["feedback", "list"]).fine();
    for said in [
        "2 remarques à traiter, dont 1 bloquante.",
        "v1, kv-printemps-v1 (désormais v2)",
        "crops feedback add ID …",
    ] {
        assert!(french.contains(said), "{french}");
    }
}

#[test]
fn programs_get_every_part_of_a_remark() {
    let sandbox = printemps();
    assert_snapshot!(sandbox.run(&["feedback", "list", "p7m2dn", "--format", "csv"]).fine(), @"
    brief,stage,remark,severity,state,by,time,asset,version,time_code,page,x,y,field,place,text,resolved_by,resolved_on,how,confirmed_by,confirmed_on
    key-visual-p7m2dn,review,2t8wq4zc/f1,blocking,open,ines,2026-11-17T15:02:00+01:00,kv-printemps-v1,1,,,0.71,0.12,,,le logo n'est pas lisible,,,,,
    key-visual-p7m2dn,review,2t8wq4zc/f2,idea,open,ines,2026-11-17T15:02:00+01:00,kv-printemps-v1,1,,,,,,,essayer un fond plus clair,,,,,
    ");
    let answer = json(&sandbox.run(&["feedback", "list", "--format", "json"]).fine());
    let first = &answer["data"]["remarks"][0];
    assert_eq!(answer["kind"], "crops.feedback.list");
    assert_eq!(answer["data"]["openBlocking"], 1);
    assert_eq!(first["place"]["x"], 0.71);
    assert_eq!(first["version"]["replacedBy"], "kv-printemps-v2");
    assert!(
        sandbox
            .run(&["feedback", "list", "--format", "markdown"])
            .fine()
            .contains("2t8wq4zc/f1")
    );
}

#[test]
fn a_list_is_filtered_and_a_name_that_nothing_has_is_an_error() {
    let sandbox = printemps();
    let count = |arguments: &[&str]| {
        let all = [&["feedback", "list", "--format", "json"], arguments].concat();
        json(&sandbox.run(&all).fine())["data"]["remarks"]
            .as_array()
            .map(Vec::len)
    };
    for (arguments, remarks) in [
        (&["--severity", "idea"][..], 1),
        (&["--stage", "review"], 2),
        (&["--stage", "approval"], 0),
        (&["--by", "ines"], 2),
        (&["--by", "marc"], 0),
        (&["--campaign", "spring-launch"], 2),
        (&["k3x9qa"], 0),
    ] {
        assert_eq!(count(arguments), Some(remarks), "{arguments:?}");
    }
    let wrong = sandbox.run(&["feedback", "list", "--severity", "blockng"]);
    assert_eq!(wrong.code, 2, "{}", wrong.stderr);
    assert!(wrong.stderr.contains("`blocking`"), "{}", wrong.stderr);
}

#[test]
fn remarks_become_one_file_in_one_commit_and_later_ones_of_the_round_join_it() {
    let sandbox = printemps();
    let first = [
        "feedback",
        "add",
        "p7m2dn",
        "Le logo: trop petit",
        "Fond plus clair",
        "--by",
        "hugo-vero",
    ];
    let with = [
        "--severity",
        "blocking",
        "--severity",
        "idea",
        "--place",
        "x=0.71,y=0.12",
        "--place",
        "field=message",
    ];
    sandbox.run(&[&first[..], &with[..]].concat()).fine();
    let file = new_file(&sandbox);
    assert!(
        file.starts_with("briefs/2026-11/key-visual-p7m2dn/feedback/approval.hugo-vero."),
        "{file}"
    );
    let items = "version: {asset: kv-printemps-v2}\nitems:\n\
        \x20 - {id: f1, place: {x: 0.71, \"y\": 0.12}, text: \"Le logo: trop petit\", severity: blocking}\n\
        \x20 - {id: f2, place: {field: message}, text: Fond plus clair, severity: idea}\n";
    assert!(sandbox.read(&file).ends_with(items), "{}", sandbox.read(&file));
    let again = [
        "feedback",
        "add",
        "p7m2dn",
        "Et la date ?",
        "--by",
        "hugo-vero",
        "--place",
        "at=00:00:12:05",
    ];
    sandbox.run(&again).fine();
    assert_eq!(new_file(&sandbox), file);
    assert!(
        sandbox
            .read(&file)
            .ends_with("  - {id: f3, place: {at: \"00:00:12:05\"}, text: Et la date ?}\n"),
        "{}",
        sandbox.read(&file)
    );
    assert_eq!(sandbox.run(&["check"]).code, 0);
    let said = sandbox
        .run(&["feedback", "list", "p7m2dn", "--by", "hugo-vero", "--format", "json"])
        .fine();
    assert_eq!(json(&said)["data"]["open"], 3);
    sandbox.run(&["undo"]).fine();
    assert!(!sandbox.read(&file).contains("id: f3"));
}

#[test]
fn what_is_resolved_and_confirmed_says_by_whom_and_when() {
    let sandbox = printemps();
    let resolve = [
        "feedback",
        "resolve",
        "p7m2dn",
        "2t8wq4zc/f1",
        "--how",
        "logo en blanc",
        "--by",
        "lea",
    ];
    let said = sandbox.run(&resolve).fine();
    assert!(
        said.contains("Visuel clé printemps\u{a0}: 1 remarque traitée par lea"),
        "{said}"
    );
    let line = "  - {id: f1, place: {x: 0.71, y: 0.12}, text: le logo n'est pas lisible, severity: blocking, resolved: {by: lea, \"on\": 2026-11-20, how: logo en blanc}}\n";
    assert!(sandbox.read(FILE).contains(line), "{}", sandbox.read(FILE));
    let again = sandbox.run(&resolve);
    assert_eq!(again.code, 3, "{}", again.stderr);
    sandbox
        .run(&["feedback", "confirm", "p7m2dn", "f1", "--by", "ines"])
        .fine();
    assert!(
        sandbox.read(FILE).contains("confirmed: {by: ines, \"on\": 2026-11-20}"),
        "{}",
        sandbox.read(FILE)
    );
    assert_eq!(
        sandbox.git(&["log", "-2", "--format=%s"]),
        "confirm: key-visual-p7m2dn 2t8wq4zc/f1 by ines\nresolve: key-visual-p7m2dn 2t8wq4zc/f1 by lea\n"
    );
    assert_eq!(sandbox.run(&["check"]).code, 0);
    let said = sandbox.run(&["feedback", "list", "p7m2dn", "--format", "json"]).fine();
    assert_eq!(json(&said)["data"]["openBlocking"], 0);
}

#[test]
fn a_preview_writes_nothing() {
    let sandbox = printemps();
    let before = sandbox.read(FILE);
    let said = sandbox
        .run(&["feedback", "resolve", "p7m2dn", "2t8wq4zc", "--by", "lea", "--dry-run"])
        .fine();
    assert!(said.contains("+  - {id: f2"), "{said}");
    assert_eq!(sandbox.read(FILE), before);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_remark_that_is_not_there_suggests_one_that_is() {
    assert_snapshot!(printemps().run(&["feedback", "resolve", "p7m2dn", "2t8wq4zc/f3", "--by", "lea", "--lang", "en"]).all(), @"
    exit 3
    --
    error: there is no remark `2t8wq4zc/f3`
    hint: did you mean `2t8wq4zc/f1`?
    ");
}

#[test]
fn a_batch_is_taken_whole_or_not_at_all() {
    let sandbox = printemps();
    let batch = "- {text: Logo plus grand, severity: major, place: {page: 2}}\n- text: |-\n    Deux lignes\n    ici\n";
    sandbox.write("remarks.yml", batch);
    sandbox
        .run(&[
            "feedback",
            "add",
            "p7m2dn",
            "--from",
            "remarks.yml",
            "--by",
            "hugo-vero",
        ])
        .fine();
    let file = new_file(&sandbox);
    assert!(
        sandbox
            .read(&file)
            .contains("place: {page: 2}, text: Logo plus grand, severity: major"),
        "{}",
        sandbox.read(&file)
    );
    let said = json(
        &sandbox
            .run(&["feedback", "list", "p7m2dn", "--by", "hugo-vero", "--format", "json"])
            .fine(),
    );
    assert_eq!(said["data"]["remarks"][1]["text"], "Deux lignes\nici");
    sandbox.write(
        "remarks.yml",
        "stage: review\nby: hugo-vero\nitems:\n  - {text: a}\n  - {text: b, severity: hevy}\n  - {severity: idea}\n",
    );
    let refused = sandbox
        .run(&["feedback", "add", "p7m2dn", "--from", "remarks.yml"])
        .stderr;
    for place in ["bad-value", "remarks.yml:5:25", "missing-key", "remarks.yml:6:6"] {
        assert!(refused.contains(place), "{refused}");
    }
    sandbox.write("remarks.yml", "- {text: a}\n- {text: b, place: {x: 2, y: 0}}\n");
    let refused = sandbox
        .run(&["feedback", "add", "p7m2dn", "--from", "remarks.yml"])
        .stderr;
    assert!(refused.contains("remarks.yml:2:24"), "{refused}");
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_hides_no_other() {
    let sandbox = printemps();
    let broken = sandbox
        .read(FILE)
        .replace("blocking", "blockng")
        .replace("2t8wq4zc", "9k3vd0rm");
    sandbox.write(&FILE.replace("2t8wq4zc", "9k3vd0rm"), &broken);
    sandbox.write(&FILE.replace("2t8wq4zc", "x"), "items: [\n");
    let said = sandbox.run(&["feedback", "list", "p7m2dn", "--format", "json"]).fine();
    let data = &json(&said)["data"];
    assert_eq!(data["remarks"].as_array().map(Vec::len), Some(2));
    assert_eq!(data["unreadable"].as_array().map(Vec::len), Some(2), "{data:#}");
}

#[test]
fn who_says_it_and_where_are_never_guessed() {
    let sandbox = printemps();
    for (arguments, hint) in [
        (
            &["feedback", "add", "p7m2dn", "a", "--place", "x=0.5", "--by", "ines"][..],
            "x=0.71,y=0.12",
        ),
        (
            &[
                "feedback",
                "add",
                "p7m2dn",
                "a",
                "--place",
                "field=mesage",
                "--by",
                "ines",
            ],
            "message",
        ),
        (
            &[
                "feedback",
                "add",
                "p7m2dn",
                "a",
                "b",
                "c",
                "--severity",
                "idea",
                "--severity",
                "minor",
                "--by",
                "ines",
            ],
            "--severity",
        ),
        (
            &[
                "feedback",
                "add",
                "p7m2dn",
                "a",
                "--asset",
                "kv-printemps-v3",
                "--by",
                "ines",
            ],
            "kv-printemps-v",
        ),
        (
            &["feedback", "add", "p7m2dn", "a", "--at-stage", "reveiw", "--by", "ines"],
            "review",
        ),
        (&["feedback", "add", "p7m2dn", "a", "--by", "inès"], "ines"),
        (&["feedback", "add", "p7m2dn", "a"], "--by"),
    ] {
        let said = sandbox.run(arguments);
        assert!(matches!(said.code, 2 | 3), "{arguments:?} {}", said.all());
        assert!(said.stderr.contains(hint), "{arguments:?} {}", said.stderr);
    }
}

#[test]
fn hostile_words_stay_words() {
    let sandbox = printemps();
    let text = "a\u{1b}[2J\u{202e}b <script>alert(1)</script>, {x: [";
    sandbox.run(&["feedback", "add", "p7m2dn", text, "--by", "ines"]).fine();
    let said = sandbox.run(&["feedback", "list", "p7m2dn"]).fine();
    assert!(!said.contains('\u{1b}') && !said.contains('\u{202e}'), "{said:?}");
    let data = json(&sandbox.run(&["feedback", "list", "p7m2dn", "--format", "json"]).fine());
    let found = data["data"]["remarks"]
        .as_array()
        .expect("remarks")
        .iter()
        .any(|one| one["text"] == text);
    assert!(found, "{data:#}");
}

/// One black point.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/// The studio with a third version of the key visual whose picture is below it, and remarks on it.
pub fn with_a_picture() -> Sandbox {
    let sandbox = printemps();
    let png = data_encoding::BASE64.decode(PNG.as_bytes()).expect("base64");
    std::fs::create_dir_all(sandbox.root().join("exports")).expect("a folder");
    std::fs::write(sandbox.root().join("exports/kv.png"), png).expect("a picture");
    sandbox
        .run(&["asset", "add", "exports/kv.png", "--replaces", "kv-printemps-v2"])
        .fine();
    let hostile = "</title><script>fetch('https://example.org')</script><img src=x onerror=alert(1)> \u{202e}";
    let remarks = [
        "feedback",
        "add",
        "p7m2dn",
        "Logo trop petit",
        hostile,
        "--by",
        "hugo-vero",
        "--severity",
        "blocking",
        "--severity",
        "idea",
    ];
    let places = ["--place", "x=0.71,y=0.12", "--place", "page=2"];
    sandbox.run(&[&remarks[..], &places[..]].concat()).fine();
    sandbox
}

#[test]
fn a_page_shows_the_remarks_on_the_picture_and_acts_on_nothing() {
    let sandbox = with_a_picture();
    sandbox.run(&["feedback", "list", "p7m2dn", "-o", "proof.html"]).fine();
    let page = sandbox.read("proof.html");
    assert!(
        page.contains(&format!("href=\"data:image/png;base64,{PNG}\"")),
        "{page}"
    );
    assert_eq!(
        page.matches("<circle").count(),
        1,
        "one remark has a point on this picture"
    );
    assert!(page.contains("img-src data:;"), "{page}");
    assert!(
        !page.contains("<script") && !page.contains("<img") && !page.contains('\u{202e}'),
        "{page}"
    );
    assert!(
        page.contains("https://dam.lumen.example/a/8790"),
        "the version before is a link"
    );
}

#[test]
fn a_picture_of_other_bytes_is_never_shown_as_the_one_on_record() {
    let sandbox = with_a_picture();
    let file = sandbox.root().join("exports/kv.png");
    let mut bytes = std::fs::read(&file).expect("a picture");
    bytes.push(0);
    std::fs::write(&file, bytes).expect("written");
    sandbox
        .run(&["feedback", "list", "p7m2dn", "-o", "proof.html", "--lang", "en"])
        .fine();
    let page = sandbox.read("proof.html");
    assert!(
        page.contains("is another version") && !page.contains("data:image"),
        "{page}"
    );
    sandbox.write("kv.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
    sandbox
        .run(&["asset", "add", "kv.svg", "--replaces", "kv-printemps-v3"])
        .fine();
    sandbox
        .run(&["feedback", "list", "p7m2dn", "-o", "proof.html", "--image", "kv.svg"])
        .fine();
    assert!(!sandbox.read("proof.html").contains("onload"));
    let all = sandbox.run(&["feedback", "list", "-o", "all.html"]);
    assert_eq!(all.code, 2, "{}", all.all());
}
