//! Editing YAML: the reference edits and tables of our own.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure that is reported")]

use crops::change::{KeyEdit, Operation, Segment, YamlValue};
use crops::store::yaml::apply;

use crate::reference::case;

pub fn text(text: &str) -> YamlValue {
    YamlValue::Text(text.into())
}

pub fn plain(text: &str) -> YamlValue {
    YamlValue::Plain(text.into())
}

fn texts(items: &[&str]) -> YamlValue {
    YamlValue::List(items.iter().map(|item| text(item)).collect())
}

fn map(entries: &[(&str, &str)]) -> YamlValue {
    YamlValue::Map(
        entries
            .iter()
            .map(|(key, value)| ((*key).into(), text(value)))
            .collect(),
    )
}

/// `a.1.b` as a path; a number is an item.
fn at(path: &str) -> Vec<Segment> {
    path.split('.')
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().map_or_else(|_| Segment::Key(part.into()), Segment::Item))
        .collect()
}

pub fn edit(path: &str, operation: Operation) -> KeyEdit {
    KeyEdit {
        at: at(path),
        operation,
    }
}

pub fn put(key: &str, value: YamlValue) -> Operation {
    Operation::Put { key: key.into(), value }
}

pub fn add(key: &str, value: YamlValue) -> Operation {
    Operation::Add { key: key.into(), value }
}

/// The result, or the refusal as it is called.
fn edited(before: &str, edits: &[KeyEdit]) -> String {
    apply(before, edits).unwrap_or_else(|refused| format!("{refused:?}"))
}

fn assert_all(cases: Vec<(&str, &str, Operation, &str)>) {
    let unlike: Vec<_> = cases
        .into_iter()
        .filter_map(|(before, path, operation, after)| {
            let got = edited(before, &[edit(path, operation)]);
            (got != after).then(|| format!("{before:?} at {path}: {got:?} for {after:?}"))
        })
        .collect();
    assert!(unlike.is_empty(), "{unlike:#?}");
}

#[test]
fn every_reference_edit_is_exact_to_the_byte() {
    let Some(path) = case("yaml-edit/edits.json") else {
        return;
    };
    let cases: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let value = |value: &serde_json::Value| reference_value(value);
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        let at = case["path"].as_array().unwrap().iter().map(|part| match part.as_str() {
            Some(key) => Segment::Key(key.into()),
            None => Segment::Item(part.as_u64().unwrap() as usize),
        });
        let edit = &case["edit"];
        let operation = match edit.as_object().and_then(|edit| edit.iter().next()) {
            None => Operation::Remove,
            Some((kind, held)) => match kind.as_str() {
                "set" => Operation::Set(value(held)),
                "add" => add(held.as_str().unwrap(), value(&edit["value"])),
                "append" => Operation::Append(value(held)),
                _ => Operation::Rename(held.as_str().unwrap().into()),
            },
        };
        let at = at.collect();
        let after = apply(case["before"].as_str().unwrap(), &[KeyEdit { at, operation }]);
        let after = after.unwrap_or_else(|_| "<refuse>".into());
        assert_eq!(after, case["after"].as_str().unwrap(), "{name}");
    }
}

fn reference_value(value: &serde_json::Value) -> YamlValue {
    let (kind, held) = value.as_object().unwrap().iter().next().unwrap();
    match kind.as_str() {
        "text" => text(held.as_str().unwrap()),
        "plain" => plain(held.as_str().unwrap()),
        "list" => YamlValue::List(held.as_array().unwrap().iter().map(reference_value).collect()),
        _ => {
            let pairs = held.as_array().unwrap().iter();
            let pair = |pair: &serde_json::Value| (pair[0].as_str().unwrap().into(), reference_value(&pair[1]));
            YamlValue::Map(pairs.map(pair).collect())
        }
    }
}

#[test]
fn a_value_takes_another_and_nothing_else_moves() {
    use Operation::Set;
    assert_all(vec![
        (
            "stage: brief  # c\n",
            "stage",
            Set(text("production")),
            "stage: production  # c\n",
        ),
        ("due: 2026-03-01\n", "due", Set(text("2026-04-01")), "due: 2026-04-01\n"),
        ("a: 1\n", "a", Set(text("12")), "a: \"12\"\n"),
        ("a: x\n", "a", Set(text("one\ntwo")), "a: \"one\\ntwo\"\n"),
        ("a: x # c\n", "a", Set(texts(&["p", "q, r"])), "a: [p, \"q, r\"] # c\n"),
        ("a: [p, q] # c\n", "a", Set(texts(&["r"])), "a: [r] # c\n"),
        ("a: [p,\n  q]\nb: 1\n", "a", Set(texts(&["r"])), "a: [r]\nb: 1\n"),
        (
            "a:   # c\n  - p\n  - q # d\n\n# e\nb: 1\n",
            "a",
            Set(texts(&["r"])),
            "a:   # c\n  - r # d\n\n# e\nb: 1\n",
        ),
        ("a: # c\n- p\nb: 1\n", "a", Set(text("x")), "a: x # c\nb: 1\n"),
        ("a:\n  k: v\nb: 1\n", "a", Set(YamlValue::List(vec![])), "a: []\nb: 1\n"),
        ("a:\n  k: v\nb: 1\n", "a", Set(map(&[("m", "w")])), "a:\n  m: w\nb: 1\n"),
        (
            "l:\n  - k: v\n    m: w\n  - x\n",
            "l.0",
            Set(map(&[("n", "1 h"), ("o", "p")])),
            "l:\n  - n: 1 h\n    o: p\n  - x\n",
        ),
        ("l:\n  - k: v\n  - x\n", "l.0", Set(text("w")), "l:\n  - w\n  - x\n"),
    ]);
}

#[test]
fn block_texts_and_empty_values_take_another() {
    use Operation::Set;
    assert_all(vec![
        ("n: | # c\n  one\nb: 1\n", "n", Set(plain("15")), "n: 15 # c\nb: 1\n"),
        ("n: |\n    one\nb: 1\n", "n", Set(text("two")), "n: |-\n    two\nb: 1\n"),
        (
            "n: |+\n  one\n\n\nb: 1\n",
            "n",
            Set(text("two\n")),
            "n: |\n  two\nb: 1\n",
        ),
        (
            "n: >\n  one\n",
            "n",
            Set(text("two\nthree\n")),
            "n: |\n  two\n  three\n",
        ),
        ("n: |\n  one", "n", Set(text("two\n")), "n: \"two\\n\""),
        (
            "n:\n\nb: 1\n",
            "n",
            Set(text("one\ntwo")),
            "n: |-\n  one\n  two\n\nb: 1\n",
        ),
        ("n: # todo\nb: 1\n", "n", Set(texts(&["x"])), "n: # todo\n  - x\nb: 1\n"),
        ("l:\n  -\n  - b\n", "l.0", Set(text("a")), "l:\n  - a\n  - b\n"),
        (
            "l:\n  - \n",
            "l.0",
            Set(map(&[("k", "v"), ("m", "w")])),
            "l:\n  - k: v\n    m: w\n",
        ),
        ("m: {a: , b: c}\n", "m.a", Set(text("x")), "m: {a: x , b: c}\n"),
        ("m: [a: b]\n", "m.0.a", Set(text("x")), "m: [a: x]\n"),
        ("a: !!str\nb: 1\n", "a", Set(text("x")), "a: !!str x\nb: 1\n"),
        ("a: &x\n  k: v\nb: 1\n", "a", Set(text("w")), "a: &x w\nb: 1\n"),
        (
            "a: ~\r\nb: 1\r\n",
            "a",
            Set(map(&[("k", "v")])),
            "a: {k: v}\r\nb: 1\r\n",
        ),
        (
            "a:\r\nb: 1\r\n",
            "a",
            Set(map(&[("k", "v")])),
            "a:\r\n  k: v\r\nb: 1\r\n",
        ),
    ]);
}

#[test]
fn keys_and_items_come_and_go() {
    use Operation::{Append, Remove, Rename};
    assert_all(vec![
        ("", "", add("a", text("x")), "a: x\n"),
        ("", "", put("a", texts(&["x"])), "a:\n  - x\n"),
        ("# only a comment", "", add("a", text("x")), "# only a comment\na: x\n"),
        ("# c\r\n\r\n", "", add("a", text("x")), "# c\r\n\r\na: x\r\n"),
        ("---\n", "", add("a", text("x")), "---\na: x\n"),
        ("\u{feff}", "", add("a", text("x")), "\u{feff}a: x\n"),
        ("a: 1\n", "", put("a", plain("2")), "a: 2\n"),
        ("a: 1\n", "", put("b", plain("2")), "a: 1\nb: 2\n"),
        ("a: 1\n", "", put("b", text("x\ny\n")), "a: 1\nb: |\n  x\n  y\n"),
        ("a: 1", "", put("b", text("x\ny\n")), "a: 1\nb: |\n  x\n  y\n"),
        ("a: 1\n", "", put("x-no", plain("")), "a: 1\nx-no:\n"),
        ("m:\nz: 1\n", "m", add("k", text("v")), "m:\n  k: v\nz: 1\n"),
        ("l:\nz: 1\n", "l", Append(text("v")), "l:\n  - v\nz: 1\n"),
        (
            "m:\n  k: v\n    # deeper\n  # same\nz: 1\n",
            "m",
            add("n", text("w")),
            "m:\n  k: v\n    # deeper\n  n: w\n  # same\nz: 1\n",
        ),
        (
            "m: {a: 1,\n    b: 2}\n",
            "m",
            add("c", plain("3")),
            "m: {a: 1,\n    b: 2,\n    c: 3}\n",
        ),
        ("l: [a, b, ]\n", "l", Append(text("c")), "l: [a, b, c, ]\n"),
        (
            "l:\n  - - a\n    - b\n",
            "l.0",
            Append(text("c")),
            "l:\n  - - a\n    - b\n    - c\n",
        ),
        ("l:\n  - a: 1\n", "l.0", add("b", text("x")), "l:\n  - a: 1\n    b: x\n"),
        ("---\na: 1\n...\n", "", add("b", text("x")), "---\na: 1\nb: x\n...\n"),
        ("a: 1\n", "a", Remove, "{}\n"),
        ("{}\n", "", add("b", text("x")), "{b: x}\n"),
        (
            "l:\n  # above\n  - a # c\nz: 1\n",
            "l.0",
            Remove,
            "l: []\n  # above\nz: 1\n",
        ),
        ("l:\n  - k: 1\n  - k: 2\n", "l.0.k", Remove, "l:\n  - {}\n  - k: 2\n"),
        ("l:\n- n: a # c\n  q: 1\n", "l.0.n", Remove, "l:\n-\n  q: 1\n"),
        ("a: 1\n\n# c\n\nb: 2", "b", Remove, "a: 1\n\n# c\n\n"),
        ("m: {a: 1}\n", "m.a", Remove, "m: {}\n"),
        ("'old': 1\n", "old", Rename("l'an".into()), "'l''an': 1\n"),
        ("old: 1\n", "old", Rename("no".into()), "\"no\": 1\n"),
        ("old: 1\n", "old", Rename("n".into()), "n: 1\n"),
    ]);
}

#[test]
fn what_cannot_be_done_safely_is_refused() {
    use Operation::{Append, Remove, Rename, Set};
    assert_all(vec![
        ("a: 1\n", "b", Set(text("x")), "NoSuchValue { at: \"b\" }"),
        ("l: [a]\n", "l.1", Remove, "NoSuchValue { at: \"l.1\" }"),
        ("a: 1\n", "", add("a", text("x")), "KeyExists { at: \"\", key: \"a\" }"),
        (
            "m:\n  a: 1\n  b: 2\n",
            "m.a",
            Rename("b".into()),
            "KeyExists { at: \"m\", key: \"b\" }",
        ),
        (
            "a: 1\n",
            "a",
            add("b", text("x")),
            "OtherShape { at: \"a\", wanted: Mapping }",
        ),
        (
            "a: 1\n",
            "a",
            Append(text("x")),
            "OtherShape { at: \"a\", wanted: List }",
        ),
        ("a: &x {k: v}\nb: *x\n", "b.k", Set(text("w")), "Alias { at: \"b.k\" }"),
        ("a: &x {k: v}\nb: *x\n", "b", add("n", text("w")), "Alias { at: \"b\" }"),
        ("a: &x old\nb: *x\n", "a", Set(text("new")), "NotAsMeant { at: \"a\" }"),
        ("a: &x old\nb: *x\n", "a", Remove, "NotAsMeant { at: \"a\" }"),
        ("? a\n: 1\nb: 2\n", "a", Set(text("x")), "Layout { at: \"a\" }"),
        ("b: 2\n? a\n: 1\n", "a", Remove, "Layout { at: \"a\" }"),
        ("l: [a: b]\n", "l.0", add("c", text("d")), "Layout { at: \"l.0\" }"),
        ("a: 1\n", "", Set(text("x")), "Layout { at: \"\" }"),
        ("a: 1\n", "a", Set(plain("x # y")), "NotAsMeant { at: \"a\" }"),
        ("a: 1\n", "a", Set(plain("[x]")), "NotAsMeant { at: \"a\" }"),
        ("a: 1\n", "a", Set(plain("x\nb: 2")), "NotAsMeant { at: \"a\" }"),
        (
            "a: 1\n---\nb: 2\n",
            "a",
            Set(text("x")),
            "Unreadable { line: 2, column: 1, problem: Syntax { fault: SeveralDocuments } }",
        ),
        (
            "a: 1\na: 2\n",
            "a",
            Set(text("x")),
            "Unreadable { line: 2, column: 1, problem: DuplicateKey { key: \"a\", first_line: 1 } }",
        ),
    ]);
}

#[test]
fn several_edits_are_made_in_their_order_or_not_at_all() {
    let before = "stage: intake\nwho: {production: [lea]}\n";
    let edits = [
        edit("", put("stage", text("brief"))),
        edit("who", put("review", texts(&["ines"]))),
        edit("who.review", Operation::Append(text("omar"))),
        edit("", put("x-note", text("l'été: oui"))),
    ];
    assert_eq!(
        edited(before, &edits),
        "stage: brief\nwho: {production: [lea], review: [ines, omar]}\nx-note: \"l'été: oui\"\n"
    );
    let broken = [edit("", put("stage", text("brief"))), edit("gone", Operation::Remove)];
    assert_eq!(edited(before, &broken), "NoSuchValue { at: \"gone\" }");
}
