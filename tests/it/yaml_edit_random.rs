//! Random edits of random documents: the edited value changes, and nothing else.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure that is reported")]

use crops::change::{KeyEdit, Operation, Segment, YamlValue};
use crops::store::yaml::tree::{Node, Value};
use crops::store::yaml::{Tags, apply, parse_with};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::yaml::json;
use crate::yaml_edit::{add, edit, plain, put, text};

/// A value as somebody may have typed it.
#[derive(Clone, Debug)]
enum Typed {
    /// On one line, wherever it stands.
    Scalar(&'static str),
    /// Its lines below a header or beside the key; only outside brackets.
    Lines(&'static str, &'static [&'static str]),
    List(Form, Vec<(Around, Typed)>),
    Map(Form, Vec<(Around, Typed)>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Brackets,
    /// Indented by this more than what it belongs to.
    Block(usize),
}

/// What people put around a key or an item.
#[derive(Clone, Debug)]
struct Around {
    above: &'static str,
    behind: &'static str,
    anchor: bool,
}

fn typed() -> impl Strategy<Value = Typed> {
    const SCALARS: &[&str] = &[
        "draft",
        "Le printemps commence ici",
        "012",
        "no",
        "~",
        "",
        "'it''s'",
        "\"a\\tb: #\"",
        "2026-03-01",
        "+12 %",
        "a:b",
        "http://x.example/#y",
        "'# no comment'",
        "\"\"",
        "été",
        "!!str 5",
        "x#y",
        "\"{\"",
    ];
    const LINES: &[(&str, &[&str])] = &[
        ("|", &["one", "  two", "", "# three: no comment"]),
        ("|-", &["one"]),
        (">-  # header", &["folded", "text"]),
        (">", &["folded", "", "text"]),
        ("|+", &["kept", ""]),
        ("|2-", &[" deeper"]),
        ("plain", &["goes", "on"]),
        ("\"quoted", &["goes on\""]),
    ];
    let leaf = prop_oneof![
        4 => prop::sample::select(SCALARS).prop_map(Typed::Scalar),
        1 => prop::sample::select(LINES).prop_map(|(first, lines)| Typed::Lines(first, lines)),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let form =
            prop_oneof![1 => Just(Form::Brackets), 2 => prop::sample::select(&[0, 2, 4][..]).prop_map(Form::Block)];
        let members = prop::collection::vec((around(), inner), 0..4);
        (form, members, any::<bool>()).prop_map(|(form, members, list)| match list {
            true => Typed::List(form, members),
            false => Typed::Map(form, members),
        })
    })
}

fn around() -> impl Strategy<Value = Around> {
    (
        prop::sample::select(&["", "", "", "\n", "# above\n", "\n# above\n\n"][..]),
        prop::sample::select(&["", "", "", " # behind", "   # behind: it"][..]),
        prop::bool::weighted(0.1),
    )
        .prop_map(|(above, behind, anchor)| Around { above, behind, anchor })
}

/// A document: a map at the top, in one of the ways that files begin and end.
fn document() -> impl Strategy<Value = String> {
    let members = prop::collection::vec((around(), typed()), 0..5);
    let start = prop::sample::select(&["", "", "\u{feff}", "# head\n", "---\n", "# head\n---\n"][..]);
    (members, start, prop::bool::weighted(0.2), prop::bool::weighted(0.2)).prop_map(|(members, start, crlf, cut)| {
        let mut written = Written::default();
        written.text.push_str(start);
        written.members(&members, 0, Brackets::Outside, Member::Key);
        let mut text = written.text;
        if cut {
            text.truncate(text.trim_end_matches('\n').len());
        }
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

#[derive(Clone, Copy, PartialEq)]
enum Brackets {
    Inside,
    Outside,
}

#[derive(Clone, Copy, PartialEq)]
enum Member {
    Key,
    Item,
}

#[derive(Default)]
struct Written {
    text: String,
    anchors: usize,
}

impl Written {
    /// Lines of a block.
    fn members(&mut self, members: &[(Around, Typed)], indent: usize, brackets: Brackets, member: Member) {
        for (index, (around, value)) in members.iter().enumerate() {
            for line in around.above.lines() {
                let indent = if line.is_empty() { 0 } else { indent };
                self.text.push_str(&format!("{:indent$}{line}\n", ""));
            }
            match member {
                Member::Key => self.text.push_str(&format!("{:indent$}k{index}:", "")),
                Member::Item => self.text.push_str(&format!("{:indent$}-", "")),
            }
            self.value(around, value, indent, brackets, member);
        }
    }

    /// What follows the colon or dash, line end included when outside brackets.
    fn value(&mut self, around: &Around, value: &Typed, indent: usize, brackets: Brackets, member: Member) {
        let empty = matches!(value, Typed::Scalar(text) if text.is_empty());
        let tagged = matches!(value, Typed::Scalar(text) if text.starts_with('!'));
        if around.anchor && !empty && !tagged {
            self.anchors += 1;
            self.text.push_str(&format!(" &a{}", self.anchors));
        }
        match value {
            Typed::Scalar("") => {}
            Typed::Scalar(text) => self.text.push_str(&format!(" {text}")),
            Typed::Lines(_, lines) if brackets == Brackets::Inside => {
                self.text.push_str(&format!(" {}", lines[0].trim_matches([' ', '"'])))
            }
            Typed::Lines(first, lines) => {
                self.text.push_str(&format!(" {first}\n"));
                for line in *lines {
                    let indent = if line.is_empty() { 0 } else { indent + 2 };
                    self.text.push_str(&format!("{:indent$}{line}\n", ""));
                }
                return;
            }
            Typed::List(form, members) | Typed::Map(form, members)
                if brackets == Brackets::Inside || *form == Form::Brackets || members.is_empty() =>
            {
                self.bracketed(value, members);
            }
            Typed::List(Form::Block(more), members) => {
                // only below a key may the dashes stand at its own column
                let more = if member == Member::Key { *more } else { (*more).max(2) };
                self.text.push_str(&format!("{}\n", around.behind));
                self.members(members, indent + more, brackets, Member::Item);
                return;
            }
            Typed::Map(Form::Block(more), members) => {
                self.text.push_str(&format!("{}\n", around.behind));
                self.members(members, indent + (*more).max(2), brackets, Member::Key);
                return;
            }
            _ => {}
        }
        if brackets == Brackets::Outside {
            self.text.push_str(&format!("{}\n", around.behind));
        }
    }

    fn bracketed(&mut self, value: &Typed, members: &[(Around, Typed)]) {
        let (open, close, member) = match value {
            Typed::List(..) => ("[", "]", Member::Item),
            _ => ("{", "}", Member::Key),
        };
        self.text.push_str(&format!(" {open}"));
        for (index, (around, value)) in members.iter().enumerate() {
            let lead = if index > 0 { ", " } else { "" };
            let empty = matches!(value, Typed::Scalar(""));
            match member {
                Member::Key => self.text.push_str(&format!("{lead}k{index}:")),
                Member::Item if empty => self.text.push_str(&format!("{lead}~")),
                Member::Item => self.text.push_str(lead),
            }
            let quiet = Around {
                anchor: false,
                ..around.clone()
            };
            self.value(&quiet, value, 0, Brackets::Inside, member);
        }
        self.text.push_str(close);
    }
}

fn random_value() -> impl Strategy<Value = YamlValue> {
    let leaf = prop_oneof![
        prop::sample::select(
            &[
                "approved",
                "no",
                "",
                "12",
                "a: b",
                "x, y",
                "l'été # oui",
                "one\ntwo",
                "one\n",
                " lead",
                "\t",
                "- x",
                "\u{1b}"
            ][..]
        )
        .prop_map(text),
        prop::sample::select(&["15", "2026-03-01", "3d", "~"][..]).prop_map(plain),
        "\\PC{0,12}".prop_map(|any| text(&any)),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(YamlValue::List),
            prop::collection::vec(inner, 0..3).prop_map(|values| {
                let key = |(index, value)| (format!("n{index}"), value);
                YamlValue::Map(values.into_iter().enumerate().map(key).collect())
            }),
        ]
    })
}

/// Every value of the document: its path and node, the document first.
fn values<'n>(node: &'n Node, at: Vec<Segment>, found: &mut Vec<(Vec<Segment>, &'n Node)>) {
    found.push((at.clone(), node));
    let below = |segment| [at.clone(), vec![segment]].concat();
    match &node.value {
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                values(item, below(Segment::Item(index)), found);
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                values(&entry.value, below(Segment::Key(entry.key.to_string())), found);
            }
        }
        _ => {}
    }
}

/// An edit that fits the value that `pick` falls on.
fn fitting(root: &Node, pick: usize, which: usize, value: YamlValue) -> KeyEdit {
    let mut found = Vec::new();
    values(root, Vec::new(), &mut found);
    let (at, node) = found.swap_remove(pick % found.len());
    let operation = match (&node.value, which % 3) {
        (Value::Map(_), 0) => add("new", value),
        (Value::List(_), 0) => Operation::Append(value),
        (Value::Map(_), 1) => put("k0", value),
        _ if at.is_empty() => add("new", value),
        (_, 1) if matches!(at.last(), Some(Segment::Key(_))) => Operation::Rename("other".into()),
        (_, 2) => Operation::Remove,
        _ => Operation::Set(value),
    };
    KeyEdit { at, operation }
}

fn json_of(value: &YamlValue) -> serde_json::Value {
    match value {
        YamlValue::Plain(text) if text == "~" => serde_json::Value::Null,
        YamlValue::Text(text) | YamlValue::Plain(text) => text.as_str().into(),
        YamlValue::List(items) => items.iter().map(json_of).collect(),
        YamlValue::Map(entries) => entries
            .iter()
            .map(|(key, value)| (key.clone(), json_of(value)))
            .collect(),
    }
}

/// The edit made on the values alone, by other code than the product's.
fn model_edit(mut root: serde_json::Value, edit: &KeyEdit) -> serde_json::Value {
    let pointer = |segments: &[Segment]| -> String {
        let part = |segment: &Segment| match segment {
            Segment::Key(key) => format!("/{key}"),
            Segment::Item(index) => format!("/{index}"),
        };
        segments.iter().map(part).collect()
    };
    let target = root.pointer_mut(&pointer(&edit.at)).unwrap();
    match &edit.operation {
        Operation::Set(value) => *target = json_of(value),
        Operation::Add { key, value } | Operation::Put { key, value } => target[key] = json_of(value),
        Operation::Append(value) => target.as_array_mut().unwrap().push(json_of(value)),
        Operation::Remove | Operation::Rename(_) => {
            let (last, above) = edit.at.split_last().unwrap();
            let above = root.pointer_mut(&pointer(above)).unwrap();
            let gone = match last {
                Segment::Key(key) => above.as_object_mut().unwrap().remove(key).unwrap(),
                Segment::Item(index) => above.as_array_mut().unwrap().remove(*index),
            };
            if let Operation::Rename(name) = &edit.operation {
                above[name] = gone;
            }
        }
    }
    root
}

/// How many bytes of `before` are neither at its start nor at its end in `after`.
fn bytes_changed(before: &str, after: &str) -> usize {
    let (before, after) = (before.as_bytes(), after.as_bytes());
    let most = before.len().min(after.len());
    let head = (0..most).take_while(|at| before[*at] == after[*at]).count();
    let tail = (0..most - head)
        .take_while(|back| before[before.len() - 1 - back] == after[after.len() - 1 - back])
        .count();
    before.len() - head - tail
}

/// The bytes of the lines on which the edited key and value stand, and of blank lines around them.
fn own_bytes(text: &str, root: &Node, edit: &KeyEdit) -> usize {
    let mut path = edit.at.clone();
    match &edit.operation {
        Operation::Put { key, .. } => path.push(Segment::Key(key.clone())),
        // empty brackets take the place of a whole block
        Operation::Remove if members(root, &path[..path.len() - 1]) == 1 => {
            path.pop();
        }
        Operation::Add { .. } | Operation::Append(_) if members(root, &path) > 0 => return 0,
        _ => {}
    }
    let mut found = Vec::new();
    values(root, Vec::new(), &mut found);
    let inside: Vec<_> = found.iter().filter(|(at, _)| at.starts_with(&path)).collect();
    let (Some(first), Some(last)) = (
        inside.iter().map(|(_, node)| node.span.start as usize).min(),
        inside.iter().map(|(_, node)| node.span.end as usize).max(),
    ) else {
        return 0;
    };
    let first = key_start(root, &path).unwrap_or_else(|| dash(text, first, node_at(root, &path)));
    let head = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let head = text[..head].trim_end_matches(['\n', '\r']).len();
    let tail = text[last..].find('\n').map_or(text.len(), |at| last + at);
    let blank = text[tail..].len() - text[tail..].trim_start().len();
    tail + blank - head
}

/// The dash of an item: before those of the lists that begin with its value.
fn dash(text: &str, first: usize, item: Option<&Node>) -> usize {
    let line = |at: usize| &text[text[..at].rfind('\n').map_or(0, |start| start + 1)..at];
    // not the one of a block header (`|-`)
    let mut dashes = text[..first].rmatch_indices('-').map(|(at, _)| at);
    let before = dashes
        .find(|at| line(*at).chars().all(|c| c == ' ' || c == '-'))
        .unwrap_or(first);
    match item.map(|item| &item.value) {
        Some(Value::List(items)) if before < first => dash(text, before, items.first()),
        _ => before,
    }
}

fn node_at<'n>(root: &'n Node, path: &[Segment]) -> Option<&'n Node> {
    let mut found = Vec::new();
    values(root, Vec::new(), &mut found);
    found.into_iter().find(|(at, _)| at == path).map(|(_, node)| node)
}

fn members(root: &Node, path: &[Segment]) -> usize {
    match node_at(root, path).map(|node| &node.value) {
        Some(Value::List(items)) => items.len(),
        Some(Value::Map(entries)) => entries.len(),
        _ => 0,
    }
}

fn key_start(root: &Node, path: &[Segment]) -> Option<usize> {
    let (Segment::Key(key), above) = path.split_last()? else {
        return None;
    };
    let Value::Map(entries) = &node_at(root, above)?.value else {
        return None;
    };
    let entry = entries.iter().find(|entry| *entry.key == **key)?;
    Some(entry.key_span.start as usize)
}

fn check(before: &str, edit: &KeyEdit) -> Result<bool, TestCaseError> {
    let Ok(root) = parse_with(before.as_bytes(), Tags::Forgotten) else {
        return Ok(false);
    };
    match apply(before, std::slice::from_ref(edit)) {
        Ok(after) => {
            let now = parse_with(after.as_bytes(), Tags::Forgotten).unwrap();
            prop_assert_eq!(json(&now), model_edit(json(&root), edit), "{:?}", after);
            let changed = bytes_changed(before, &after);
            prop_assert!(
                changed <= own_bytes(before, &root, edit),
                "{edit:?} changed {changed} bytes: {before:?} to {after:?}"
            );
            Ok(true)
        }
        Err(_) => Ok(false),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn a_random_edit_changes_its_value_and_not_a_byte_more(
        before in document(), pick in any::<prop::sample::Index>(), which in 0..3_usize, value in random_value(),
    ) {
        if let Ok(root) = parse_with(before.as_bytes(), Tags::Forgotten) {
            let edit = fitting(&root, pick.index(1_000), which, value);
            check(&before, &edit)?;
        }
    }

    #[test]
    fn random_bytes_of_text_never_break_an_edit(before in "\\PC{0,40}", key in "\\PC{0,6}", value in "\\PC{0,12}") {
        let _ = apply(&before, &[edit("", put(&key, text(&value)))]);
    }
}

#[test]
fn hardly_any_edit_of_a_random_document_is_refused() {
    let mut runner = TestRunner::deterministic();
    let (mut read, mut made) = (0, 0);
    let mut refused = Vec::new();
    for _ in 0..2_000 {
        let before = document().new_tree(&mut runner).unwrap().current();
        let (pick, which) = (0..1_000_usize, 0..3_usize).new_tree(&mut runner).unwrap().current();
        let value = random_value().new_tree(&mut runner).unwrap().current();
        let Ok(root) = parse_with(before.as_bytes(), Tags::Forgotten) else {
            continue;
        };
        let edit = fitting(&root, pick, which, value);
        read += 1;
        match check(&before, &edit).unwrap() {
            true => made += 1,
            false => refused.push((before, edit)),
        }
    }
    assert!(read > 1_500, "only {read} documents can be read");
    assert!(
        made * 100 >= read * 99,
        "{made} of {read}: {:#?}",
        &refused[..refused.len().min(8)]
    );
}
