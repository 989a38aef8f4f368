//! Answers: does a whole studio load, from a directory and from the bytes of a revision, with every finding in its place?

use crate::reference;
use crops::model::finding::Finding;
use crops::model::place::StudioPath;
use crops::model::studio::Studio;
use crops::store::load::{load, load_revision};
use crops::store::source::Content;
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

/// A studio of a few files in a directory of its own.
fn studio_of(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a directory");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

const SETTINGS: (&str, &str) = ("crops.yml", "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Atelier\n");
const WORKFLOW: (&str, &str) = (
    "workflows/w.yml",
    "crops: workflow/v1\nid: w\nstages:\n  - {id: intake, class: queue}\n  - {id: done, class: done}\n",
);
const KIND: (&str, &str) = ("kinds/k.yml", "crops: kind/v1\nid: k\nworkflow: w\nintake: [tone]\n");

fn brief(rest: &str) -> String {
    format!("crops: brief/v1\nid: a-k3x9qa\ntitle: A\nkind: k\nstage: intake\n{rest}")
}

fn loaded(root: &Path) -> (Studio, Vec<Finding>) {
    load(root).expect("a studio")
}

/// `path:line:column rule`, one line a finding.
fn lines(findings: &[Finding]) -> Vec<String> {
    let line = |f: &Finding| {
        let span = f.place.span;
        format!("{}:{}:{} {}", f.place.file, span.line, span.column, f.rule())
    };
    findings.iter().map(line).collect()
}

fn files_below(root: &Path) -> Vec<(StudioPath, Content<'static>)> {
    let mut files = Vec::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path: PathBuf = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let below = path.strip_prefix(root).expect("below").to_str().expect("UTF-8");
                let bytes = Cow::Owned(fs::read(&path).expect("bytes"));
                files.push((StudioPath::new(below).expect("a path"), Content::Bytes(bytes)));
            }
        }
    }
    files
}

#[test]
fn the_example_studio_loads_without_a_finding() {
    let Some(root) = reference::case("../example") else {
        return;
    };
    let (studio, findings) = loaded(&root);
    assert_eq!(lines(&findings), Vec::<String>::new(), "{findings:#?}");
    let counts = (
        studio.people.len(),
        studio.parties.len(),
        studio.workflows.len(),
        studio.kinds.len(),
        studio.campaigns.len(),
        studio.briefs.len(),
        studio.targets.len(),
        studio.others.len(),
    );
    assert_eq!(counts, (4, 2, 2, 3, 2, 2, 4, 9));
}

#[test]
fn our_examples_load_without_a_finding_and_alike_from_a_revision() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut seen = 0;
    for entry in fs::read_dir(examples).expect("examples") {
        let root = entry.expect("an entry").path();
        if !root.join("crops.yml").exists() {
            continue;
        }
        seen += 1;
        let from_disk = loaded(&root);
        assert_eq!(lines(&from_disk.1), Vec::<String>::new(), "{:#?}", from_disk.1);
        assert!(
            Some(from_disk) == load_revision(files_below(&root)),
            "{}",
            root.display()
        );
    }
    assert_eq!(seen, 3);
}

/// A base studio, one more file, and the findings it brings.
const FAULTS: &[(&str, &str, &[&str])] = &[
    ("team/lea.yml", "crops: person/v1\nid: lea\nname: Léa\n", &[]),
    (
        "team/lea.yml",
        "crops: person/v1\nid: lea\nnmae: Léa\n",
        &["team/lea.yml:1:1 missing-key", "team/lea.yml:3:1 unknown-key"],
    ),
    (
        "team/lea.yml",
        "crops: person/v1\nid: lea\nname: Léa\nx-desk: 4\nshoe_size: 38\n",
        &["team/lea.yml:5:1 unknown-key"],
    ),
    (
        "team/lea.yml",
        "crops: person/v1\nid: lea\nname: Léa\nroles: designer\nhours: {mon: 7, lundi: 7h}\noff: [{to: 2027-02-30}]\n",
        &[
            "team/lea.yml:4:8 wrong-shape",
            "team/lea.yml:5:14 bad-value",
            "team/lea.yml:5:17 bad-value",
            "team/lea.yml:6:8 missing-key",
            "team/lea.yml:6:12 bad-value",
        ],
    ),
    (
        "team/lea.yml",
        "crops: person/v1\nid: Léa\nname: Léa\n",
        &["team/lea.yml:2:5 bad-id"],
    ),
    (
        "team/lea.yml",
        "crops: person/v1\nid: marc\nname: Léa\n",
        &["team/lea.yml:2:5 id-unlike-path"],
    ),
    (
        "team/lea.yml",
        "crops: person/v2\nid: lea\n",
        &["team/lea.yml:1:8 newer-format"],
    ),
    (
        "team/lea.yml",
        "crops: persn/v1\nid: lea\n",
        &["team/lea.yml:1:8 unknown-type"],
    ),
    (
        "team/lea.yml",
        "id: lea\nname: Léa\n",
        &["team/lea.yml:1:1 unknown-type"],
    ),
    (
        "team/lea.yml",
        "crops: party/v1\nid: lea\n",
        &["team/lea.yml:1:8 wrong-folder"],
    ),
    ("team/lea.yml", "", &["team/lea.yml:0:0 yaml-syntax"]),
    (
        "team/lea.yml",
        "crops: person/v1\nid: lea\nid: lea\n",
        &["team/lea.yml:3:1 duplicate-key"],
    ),
    (
        "team/lea.yml",
        "crops: person/v1\n<<<<<<< HEAD\nid: lea\n=======\nid: lee\n>>>>>>> other\n",
        &["team/lea.yml:2:1 conflict-markers"],
    ),
    ("briefs/2026-11/a-k3x9qa/notes.yml", "title: my own\n- x\n", &[]),
    (
        "briefs/2026-11/a-k3x9qa/draft.yml",
        "crops: brief/v1\nid: a-k3x9qa\n",
        &["briefs/2026-11/a-k3x9qa/draft.yml:1:8 wrong-folder"],
    ),
    ("minutes/2026.yml", "crops: brief/v1\n", &[]),
    ("team/.draft.yml", "nothing: {", &[]),
];

#[test]
fn every_fault_of_a_file_is_found_where_it_is() {
    for (path, text, expected) in FAULTS {
        let studio = studio_of(&[SETTINGS, WORKFLOW, KIND, (path, text)]);
        let (_, findings) = loaded(studio.path());
        assert_eq!(lines(&findings), *expected, "{path}\n{text}");
    }
}

#[test]
fn a_key_that_a_kind_asks_for_is_a_key_of_a_brief() {
    let at = "briefs/2026-11/a-k3x9qa/brief.yml";
    for (rest, expected) in [
        ("tone: warm\n", None),
        ("tonne: warm\n", Some("6:1 unknown-key Error")),
        ("dua: 2027-01-01\n", Some("6:1 unknown-key Error")),
        ("st\u{430}ge: intake\n", Some("6:1 unknown-key Error")),
        ("mascot: fox\n", Some("6:1 unknown-key Warning")),
        ("x-mascot: fox\n", None),
    ] {
        let studio = studio_of(&[SETTINGS, WORKFLOW, KIND, (at, &brief(rest))]);
        let (loaded, findings) = loaded(studio.path());
        let found = findings.first().map(|f| {
            let span = f.place.span;
            format!("{}:{} {} {:?}", span.line, span.column, f.rule(), f.severity)
        });
        assert_eq!(
            (findings.len(), found.as_deref()),
            (expected.iter().len(), expected),
            "{rest}"
        );
        assert_eq!(loaded.briefs.len(), 1, "{rest}");
    }
}

#[test]
fn of_two_equal_ids_the_first_in_path_order_stays() {
    let text = brief("");
    let studio = studio_of(&[
        SETTINGS,
        WORKFLOW,
        KIND,
        ("briefs/2026-12/a-k3x9qa/brief.yml", &text),
        ("briefs/2026-11/a-k3x9qa/brief.yml", &text),
    ]);
    let (studio, findings) = loaded(studio.path());
    assert_eq!(lines(&findings), ["briefs/2026-12/a-k3x9qa/brief.yml:2:5 duplicate-id"]);
    let kept: Vec<_> = studio.briefs.values().map(|brief| brief.file.as_str()).collect();
    assert_eq!(kept, ["briefs/2026-11/a-k3x9qa/brief.yml"]);
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_reported_and_never_opened() {
    use std::os::unix::fs::symlink;
    let studio = studio_of(&[SETTINGS, WORKFLOW, KIND]);
    let root = studio.path();
    fs::create_dir_all(root.join("team/folder.yml")).expect("a folder");
    fs::create_dir_all(root.join("assets")).expect("a folder");
    symlink("/etc/passwd", root.join("team/link.yml")).expect("a link");
    symlink("/etc", root.join("assets/elsewhere")).expect("a link");
    symlink("/etc", root.join("parties")).expect("a link");
    let _socket = std::os::unix::net::UnixListener::bind(root.join("team/pipe.yml")).expect("a socket");
    fs::write(root.join("team/bad\u{1b}[31m.yml"), "crops: person/v1\n").expect("a file");
    fs::write(root.join("kinds/large.yml"), vec![b'#'; 10 << 20]).expect("a file");
    let (_, findings) = loaded(root);
    assert_eq!(
        lines(&findings),
        [
            "assets/elsewhere:0:0 unreadable-file",
            "kinds/large.yml:0:0 unreadable-file",
            "parties:0:0 unreadable-file",
            "team/bad\u{fffd}[31m.yml:0:0 unreadable-file",
            "team/folder.yml:0:0 unreadable-file",
            "team/link.yml:0:0 unreadable-file",
            "team/pipe.yml:0:0 unreadable-file",
        ]
    );
}

#[test]
fn a_broken_settings_file_is_a_finding_and_none_is_an_error() {
    let studio = studio_of(&[("crops.yml", "crops: studio/v1\nid: [\n"), WORKFLOW]);
    let (loaded, findings) = loaded(studio.path());
    assert_eq!(findings.len(), 1);
    assert_eq!((loaded.workflows.len(), &*loaded.settings.official), (1, "main"));
    let empty = tempfile::tempdir().expect("a directory");
    assert!(load(empty.path()).is_err());
}
