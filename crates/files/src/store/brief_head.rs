//! Answers: which brief is this file, in which stage, and due when?
//! Invariant: the quick scan answers only where the full reader must say the same; everything else is read in full.
//! Source: `docs/trail.md`, "Versions"; a history has many versions and a scan is some twenty times quicker.

use super::yaml::parse;
use super::yaml::tree::{Node, Value};
use crate::model::history::{BriefHead, BriefVersion, Imported};
use crate::model::id::{BriefId, KindId, StageId};
use scan::{Scan, scan};

mod scan;

/// What `crops:` says in a brief.
const BRIEF: &str = "brief/v1";

/// Reads one content of a file that may be a brief.
pub fn read(bytes: &[u8]) -> BriefVersion {
    scan(bytes).unwrap_or_else(|_| read_in_full(bytes))
}

/// As [`read`], by the full reader alone.
pub fn read_in_full(bytes: &[u8]) -> BriefVersion {
    let Ok(Node {
        value: Value::Map(entries),
        ..
    }) = parse(bytes)
    else {
        return BriefVersion::Unreadable;
    };
    let text = |key: &str| {
        entries
            .iter()
            .find(|entry| &*entry.key == key)
            .and_then(|entry| match &entry.value.value {
                Value::Text(text) => Some(&**text),
                Value::Null | Value::List(_) | Value::Map(_) => None,
            })
    };
    match text("crops") {
        Some(BRIEF) => {}
        Some(newer) if newer.starts_with("brief/") => return BriefVersion::Unreadable,
        _ => return BriefVersion::NotABrief,
    }
    let imported = entries
        .iter()
        .any(|entry| &*entry.key == "imported" && entry.value.value != Value::Null);
    let head = Scan {
        id: text("id"),
        stage: text("stage"),
        kind: text("kind"),
        campaign: text("campaign"),
        deliverable: text("deliverable"),
        due: text("due"),
        imported: if imported { Imported::Yes } else { Imported::No },
    };
    head.into_head().map_or(BriefVersion::Unreadable, BriefVersion::Brief)
}

impl Scan<'_> {
    /// `None` without an id and a stage that can be names.
    fn into_head(self) -> Option<Box<BriefHead>> {
        Some(Box::new(BriefHead {
            id: BriefId::new(self.id?)?,
            stage: StageId::new(self.stage?)?,
            kind: self.kind.and_then(KindId::new),
            campaign: self.campaign.map(Into::into),
            deliverable: self.deliverable.map(Into::into),
            due: self.due.map(Into::into),
            imported: self.imported,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEAD: &str = "crops: brief/v1\nid: film-k3x9qa\nstage: review\n";

    #[test]
    fn plainly_written_briefs_are_scanned() {
        for (why, rest) in [
            ("nothing else", ""),
            (
                "texts and lists",
                "title: Film héros 30 s\nchannels: [tv, social]\nbudget: 18000 EUR # no tax\n",
            ),
            (
                "blocks",
                "note: >\n  stage: delivered\n\n  # no comment\n    deeper\nmessage: |-\n stage: done\n",
            ),
            (
                "lists below",
                "notes:\n  - one\n  - two words\nx-list:\n  - name: a\n    of: [b]\n  - name: c\n",
            ),
            ("a map below", "who:\n  production: lea\n  review: ines\n"),
            ("quotes", "title: \"stage: done\"\nmessage: 'it: is' # stage: done\n"),
            ("comments", "# stage: done\n\n#stage: done\nowner: lea\n"),
            ("an empty value", "owner:\ndue: 2027-01-05\n"),
            (
                "comments further in",
                "who:\n  # later\n  review: ines\n  # c\nnotes:\n  - a\n # odd\n  - b\n",
            ),
            (
                "items of several words",
                "notes:\n  - client asks: more of it\n  - Été 2: [a]\n    x y: 'b'\n",
            ),
            ("quoted keys", "'owner': lea\n\"due\" : 2027-01-05\n"),
            ("a space before the colon", "owner : lea\ndue : 2027-01-05\n"),
            (
                "carriage returns",
                "owner: lea\r\nnote: |\r\n  a\r\n\r\n  b\r\ndue: 2027-01-05\r\n",
            ),
        ] {
            let text = format!("{HEAD}{rest}").replace("\r\n", "\n");
            for text in [format!("\u{feff}{text}"), text.replace('\n', "\r\n"), text] {
                let scanned = scan(text.as_bytes()).expect(why);
                assert_eq!(scanned, read_in_full(text.as_bytes()), "{why}");
            }
        }
    }

    #[test]
    fn what_could_mean_two_things_is_read_in_full() {
        for (why, text) in [
            ("a stage twice", "crops: brief/v1\nid: a\nstage: b\nstage: c\n"),
            (
                "a stage inside a text",
                "crops: brief/v1\nid: a\nq: \"the client said\n  stage: c\n  no\"\nstage: b\n",
            ),
            ("a text that goes on", "crops: brief/v1\nid: a\nstage: b\n  c\n"),
            (
                "conflict markers",
                "crops: brief/v1\nid: a\n<<<<<<< HEAD\nstage: b\n=======\nstage: c\n>>>>>>> x\n",
            ),
            ("a carriage return alone", "crops: brief/v1\nid: a\rstage: b\n"),
            ("a quoted key twice", "crops: brief/v1\nid: a\nstage: b\n'stage': c\n"),
            (
                "two byte order marks",
                "\u{feff}\u{feff}crops: brief/v1\nid: a\nstage: b\n",
            ),
            ("an anchor", "crops: brief/v1\nid: a\nstage: &s b\n"),
            ("several documents", "crops: brief/v1\nid: a\nstage: b\n---\nstage: c\n"),
            ("a flow map", "{crops: brief/v1, id: a, stage: b}\n"),
            ("a tab", "crops: brief/v1\nid: a\nstage: b\t# c\n"),
            ("nothing", ""),
        ] {
            assert_eq!(scan(text.as_bytes()), Err(scan::Unsure), "{why}");
        }
    }

    #[test]
    fn a_version_is_a_brief_something_else_or_unreadable() {
        let stage = |text: &str| match read(text.as_bytes()) {
            BriefVersion::Brief(head) => head.stage.as_str().to_string(),
            other => format!("{other:?}"),
        };
        for (text, expected) in [
            ("crops: brief/v1\nid: a\nstage: b\n", "b"),
            ("crops: brief/v1\r\nid: a\r\nstage: b\r\n", "b"),
            ("crops: brief/v1\nid: a\n'stage' : \"b\"\n", "b"),
            ("kind: brief\nid: a\nstage: b\n", "NotABrief"),
            ("crops: approval/v1\nid: a\nstage: b\n", "NotABrief"),
            ("crops: brief/v9\nid: a\nstage: b\n", "Unreadable"),
            ("crops: brief/v1\nid: a\n", "Unreadable"),
            ("crops: brief/v1\nid: A B\nstage: b\n", "Unreadable"),
            ("crops: brief/v1\nid: a\nstage: b\nstage: c\n", "Unreadable"),
            ("crops: brief/v1\nid: a\nstage: [b]\n", "Unreadable"),
        ] {
            assert_eq!(stage(text), expected, "{text:?}");
        }
    }

    const LINES: &[&str] = &[
        "stage: review",
        "stage: \"review\"",
        "stage:",
        "stage: |",
        "stage: # x",
        "id: b-2",
        "due: 2027-01-05",
        "due: ~",
        "due: null",
        "kind: video",
        "note: >",
        "note: |",
        "note: |2",
        "  indented",
        "    deeper",
        "",
        "  ",
        "# comment",
        "  # comment",
        "list:",
        "  - one",
        "  - a: 1",
        "    a: 2",
        "    b: 2",
        "- zero",
        "map:",
        "  a: 1",
        "  a: [1, 2]",
        "x: [1, 2",
        "x: [a: b]",
        "x: [a, , b]",
        "x: [,]",
        "x: []",
        "x: a: b",
        "x: a:",
        "x: 'it''s'",
        "x: 'a' b",
        "x: \"a\\n\"",
        "x: \"open",
        "y: close\"",
        "x: {a: b}",
        "x: *a",
        "x: &a b",
        "x: !t b",
        "x: @a",
        "x: `a",
        "x: %a",
        "x: - a",
        "x: -a",
        "x: ? a",
        "x: a #b",
        "x: a#b",
        "x:a",
        "x : a",
        "? x",
        ": a",
        "---",
        "...",
        "%YAML 1.2",
        "<<<<<<< a",
        "=======",
        ">>>>>>> b",
        "\u{2028}x: a",
        "x: a\u{85}b",
        "x: é…",
        "x: \u{a0}",
        "\tx: a",
        "x:\ta",
        "x: a\t",
        "x: a\r",
        "null: a",
        "campaign: c",
        "deliverable: c/d@2027-02-02",
        "imported: 2026-01-01",
        "imported:",
        "crops: brief/v1",
        "x: #",
        "x: [a]#",
        "x: 'a'#",
        "x: [a] # c",
        "x: 'a' # c",
        "  - - a",
        "  - a b: c",
        "  - a b : c",
        "  - a  b: c",
        "  - Null: c",
        "  - true: c",
        "  - 12: c",
        "  - Été à: c",
        "    a b: d",
        "  a b: d",
        "  A b: d",
        "  - a - b: c",
        "  - a -b: c",
        " # odd comment",
        "      # deep comment",
        "'x': a",
        "\"x\": a",
        "'x' : a",
        "\"x: a",
        "''x'': a",
        "'x'y: a",
        "x : a: b",
        "'stage': done",
        "x: a # b: c",
        "x: a:#",
        "x: a :b",
        "x: a : b",
        "x: a #: b",
        "  -",
        "  - 'a",
        "  - [a]",
        "  - a:",
        "  - |",
        "  x",
        "   - odd",
        "x: |\n  a\n b",
        "x: |\n\n  a",
        "x: >\n  a\n\n  b\n c: d",
    ];

    /// Lines that matter to YAML, in any order: most are broken, and the scan must never say otherwise.
    fn lines() -> impl Strategy<Value = String> {
        let line = prop::sample::select(LINES);
        prop::collection::vec(line, 0..8).prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]
        #[test]
        fn the_scan_never_contradicts_the_full_reader(rest in lines()) {
            for text in [format!("{HEAD}{rest}"), format!("{HEAD}{rest}\n"), format!("crops: brief/v1\nid: a\n{rest}\nstage: c\n")] {
                for text in [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), text] {
                    if let Ok(version) = scan(text.as_bytes()) {
                        prop_assert_eq!(version, read_in_full(text.as_bytes()), "{:?}", text);
                    }
                }
            }
        }
    }
}
