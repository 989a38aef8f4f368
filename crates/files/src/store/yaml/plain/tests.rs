//! Answers: does the plain reader say what the full reader says, and how much of what people write is plain?
//! Invariant: trees are compared with all their places.

use super::{MOST_BYTES, MOST_DEPTH, read};
use crate::store::yaml::decode::decode;
use crate::store::yaml::read::{Tags, read_in_full};
use crate::store::yaml::tree::Node;
use proptest::prelude::{ProptestConfig, Strategy, prop, prop_oneof, proptest};
use std::path::Path;

/// What the plain reader says; never anything but what the full reader says.
fn plainly(text: &str) -> Option<Node> {
    let source = decode(text.as_bytes()).ok()?;
    let node = read(source)?;
    assert_eq!(Ok(&node), read_in_full(source, Tags::Refused).as_ref(), "{text:?}");
    Some(node)
}

#[test]
fn what_is_written_plainly_is_read_with_its_places() {
    for text in [
        "id: a\n",
        "id: a",
        "id: a\r\ntitle: Été\r\n",
        "\u{feff}id: a\n",
        "# a comment\n\nid: a # another\n\n",
        "id: a\ndue:\nstage: b\n",
        "id: a\ndue:\n",
        "id: a\ndue:\n# nothing\n",
        "at: 2026-11-19T16:44:00+01:00\ndigest: v1:sha256:00ff\n",
        "title: Le café, « à la carte »\u{a0}!\n",
        "title: {fr: L'été, en: Up to 31\u{202f}% (so far)}\n",
        "tags: [tv, social, out-of-home]\nnone: []\n",
        "title: é\ntags: [é, b]\n",
        "evidence: {kind: claim}\nempty: {}\n",
        "needs: [{role: lead, count: 2}, {person: ines}] # who\n",
        "who: {at: 2026-11-19T16:44:00+01:00, mail: a@b.example}\n",
        "message: 'It is'\nother: \"a: b # c\"\n",
        "text: |\n  One,\n    two\n\n  three\n\n\nid: a\n",
        "text: |\n  One\n# a comment\nid: a\n",
        "proofs:\n  - one\n  - two # and\n",
        "proofs:\n- one\n- two\nid: a\n",
        "proofs:\n  - asset: a\n    page: 3\n  - asset: b\nid: a\n",
        "items:\n  - id: a\n    text: |\n      One\n      two\n    place:\n      at: 00:12\n  - id: b\n    resolved:\n      by: lea\n",
        "who:\n  review: [ines]\n  # others\n  shoot:\n    - omar\n    - lea\n",
        "a:\n  b:\n    c:\n      d: e\nf: g\n",
    ] {
        assert!(plainly(text).is_some(), "{text:?}");
    }
}

#[test]
fn what_could_mean_something_else_is_left_to_the_full_reader() {
    for text in [
        "",
        "# nothing\n",
        "- a\n",
        " id: a\n",
        "id: a\nid: b\n",
        "id: a\n  b\n",
        "id: a: b\n",
        "id: a:\n",
        "id : a\n",
        "id:a\n",
        "'id': a\n",
        "id: &x a\n",
        "id: *x\n",
        "id: !t a\n",
        "id: null\n",
        "id: ~\n",
        "id: a\tb\n",
        "id: -\n",
        "id: >\n  a\n",
        "id: |-\n  a\n",
        "id: |\n  a",
        "id: |\n\n  a\n",
        "id: |\n  a\n b\n",
        "id: |\n  a\n  # b\n # c\n",
        "id: |\n",
        "id: \"a\\n\"\n",
        "id: 'it''s'\n",
        "id: [a, b\n",
        "id: [a, , b]\n",
        "id: [a,]\n",
        "id: [a] b\n",
        "id: {a: b, a: c}\n",
        "id: {a}\n",
        "id: {a: b, c}\n",
        "id: [a: b]\n",
        "id: [null]\n",
        "id:\n  - a\n b: c\n",
        "id:\n  -\n",
        "id:\n  - - a\n",
        "---\nid: a\n",
        "id: a\n---\nid: b\n",
        "<<: a\n",
        "id: a\u{2028}b\n",
    ] {
        assert!(plainly(text).is_none(), "{text:?}");
    }
}

#[test]
fn deep_and_long_files_are_left_to_the_full_reader() {
    let deep: String = (0..MOST_DEPTH + 2)
        .map(|at| format!("{}a:\n", "  ".repeat(at)))
        .collect();
    let flow = format!("a: {}{}\n", "[".repeat(MOST_DEPTH + 2), "]".repeat(MOST_DEPTH + 2));
    let long = format!("a: {}\n", "b".repeat(MOST_BYTES));
    for text in [deep, flow, long] {
        assert!(plainly(&text).is_none());
    }
}

#[test]
fn nearly_all_that_lies_at_briefs_in_the_sample_studios_is_plain() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (mut plain, mut others) = (0, 0);
    for folder in ["tests/studios", "examples"] {
        for entry in walkdir::WalkDir::new(root.join(folder)).into_iter().flatten() {
            let is_at_brief = entry.path().components().any(|part| part.as_os_str() == "briefs");
            if !is_at_brief || entry.path().extension().is_none_or(|ending| ending != "yml") {
                continue;
            }
            let Ok(text) = std::fs::read_to_string(entry.path()) else {
                continue;
            };
            match plainly(&text) {
                Some(_) => plain += 1,
                None => others += 1,
            }
        }
    }
    assert!(plain > 5 * others, "{plain} plain, {others} not");
}

const PARTS: &[&str] = &[
    "id: a",
    "a: b",
    "b:",
    "c: |",
    "c: >",
    "c: |-",
    "d: [a, b]",
    "d: [a",
    "d: {a: b, c: [d]}",
    "d: {a: b",
    "d: {a}",
    "d: []",
    "d: [[]]",
    "d: [{a: b}, c]",
    "- a",
    "- a: b",
    "- a: |",
    "- a:",
    "-",
    "- - a",
    "- [a]",
    "- {a: b}",
    "- 'a'",
    "text",
    "text: a: b",
    "a:b",
    "# comment",
    "",
    "  ",
    "e: 'a'",
    "e: 'it''s'",
    "e: \"a # b\" # c",
    "e: \"a\\n\"",
    "e: a # b",
    "e: a#b",
    "e: a #",
    "e: é «à»",
    "é: a",
    "f: null",
    "f: ~",
    "null: f",
    "g: *a",
    "g: &a b",
    "g: !t b",
    "g: @a",
    "g: %a",
    "g: -a",
    "g: -1",
    "g: +1",
    "g: (a)",
    "g: /a",
    "g: _a",
    "g: $a",
    "h: 2026-11-19T16:44:00+01:00",
    "h: [2026-11-19T16:44:00+01:00]",
    "h: {at: 16:44, b: c:d}",
    "h: {a: b:c, d: e:}",
    "h: [a:b]",
    "h: [31\u{a0}%, a\u{a0}, \u{a0}a]",
    "h: {a: l'été, b: a\u{202f}%, c: Été (a)}",
    "h: [a'b', a\"b\"]",
    "h: [a&b, a *b, a !c, a?]",
    "h: [été, «a»]",
    "h: [a b - c]",
    "h: [a -b]",
    "h: [a@b.c, d/e]",
    "h: {a:  b , c: d }",
    "h: [ a , b ]",
    "h: [a]#",
    "h: [a] #",
    "h: [a] # b]",
    "---",
    "...",
    "? a",
    ": a",
    "<<: a",
    "i: a\t",
    "i: \u{a0}",
    "i: a\u{a0}",
    "i: a\u{2028}b",
    "i: a\u{85}b",
    "j: 'a' b",
    "j: ['a', \"b\"]",
    "j: ['a,b', \"]\"]",
    "j: {a: 'b', \"c\": d}",
    "<<<<<<< a",
    "k: |\n      deep\n    less",
    "l: |\n\n  a",
    "m: a\n  goes on",
    "n: 'a",
    "b'",
    "o-p_q: r",
    "1a: b",
    "A: b",
    "x : a",
    "x:  a",
    "x: a ",
    "true: a",
    "y: yes",
    "y: .5",
    "y: 0x1f",
    "y: ,a",
    "y: a, b",
    "y: a]",
    "y: a}b{",
    "y: ?a",
    "y: |a",
    "y: `a",
];

/// Lines that matter to YAML, in any order and depth: most are broken, and the plain reader must never say otherwise.
fn texts() -> impl Strategy<Value = String> {
    let line = (0_usize..4, prop::sample::select(PARTS)).prop_map(|(depth, part)| "  ".repeat(depth) + part);
    let end = prop::sample::select(vec!["", "\n", "\n\n"]);
    (prop::collection::vec(line, 0..9), end).prop_map(|(lines, end)| lines.join("\n") + end)
}

/// Lines that go in deeper one step at a time: most are sound.
fn trees() -> impl Strategy<Value = String> {
    let keys = prop::collection::vec((0_usize..3, 0..PARTS.len(), "[a-e]"), 0..12);
    keys.prop_map(|lines| {
        let mut depth = 0;
        let mut text = String::from("crops: brief/v1\n");
        for (step, part, key) in lines {
            let part = PARTS[part];
            let value = part.split_once(": ").map_or("", |(_, value)| value);
            text += &format!(
                "{}{key}:{}{value}\n",
                "  ".repeat(depth),
                if value.is_empty() { "" } else { " " }
            );
            depth = match (step, value) {
                (0, _) => depth.saturating_sub(1),
                (_, "") => depth + 1,
                _ => depth,
            };
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]
    #[test]
    fn the_plain_reader_never_contradicts_the_full_one(text in prop_oneof![texts(), trees()]) {
        for text in [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), text] {
            plainly(&text);
        }
    }
}
