//! Reading YAML: the reference files, and a table of our own for each rule.

use crops::model::problem::{Problem, SyntaxFault};
use crops::store::yaml::tree::{Node, Value};
use crops::store::yaml::{Tags, parse, parse_with};
use proptest::prelude::*;

use crate::reference::case;

pub fn json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Text(text) => (**text).into(),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(entries) => entries
            .iter()
            .map(|entry| (entry.key.to_string(), json(&entry.value)))
            .collect(),
    }
}

/// The faults as `line:column problem`.
fn faults(text: &str) -> Vec<String> {
    let Err(faults) = parse(text.as_bytes()) else {
        return Vec::new();
    };
    let shown = |fault: &crops::store::yaml::Fault| match &fault.problem {
        Problem::Syntax { fault: syntax } => format!("{}:{} {syntax:?}", fault.span.line, fault.span.column),
        problem => format!("{}:{} {problem:?}", fault.span.line, fault.span.column),
    };
    faults.iter().map(shown).collect()
}

#[test]
fn every_reference_file_gives_its_value_or_an_error() {
    let Some(folder) = case("yaml") else {
        return;
    };
    let expected = std::fs::read(folder.join("expected.json")).unwrap();
    let expected: serde_json::Value = serde_json::from_slice(&expected).unwrap();
    for case in expected["cases"].as_array().unwrap() {
        let file = case["file"].as_str().unwrap();
        let read = parse(&std::fs::read(folder.join(file)).unwrap());
        // the look-alike key is refused by the record, which knows its fields
        match (case["expect"].as_str().unwrap(), read) {
            ("error", Ok(_)) => assert_eq!(file, "files/lookalike-key.yml", "accepted"),
            ("value", Err(faults)) => panic!("{file}: {faults:?}"),
            (_, Ok(node)) if case.get("value").is_some() => assert_eq!(json(&node), case["value"], "{file}"),
            (_, Err(faults)) => assert!(!faults.is_empty(), "{file}"),
            _ => {}
        }
    }
}

#[test]
fn a_text_stays_what_was_typed() {
    for (text, value) in [
        ("a: no", r#"{"a":"no"}"#),
        ("a: 012", r#"{"a":"012"}"#),
        ("a: 1.10", r#"{"a":"1.10"}"#),
        ("a: 2026-03-01", r#"{"a":"2026-03-01"}"#),
        ("a: [on, Off, .inf]", r#"{"a":["on","Off",".inf"]}"#),
        ("a: \"null\"", r#"{"a":"null"}"#),
        ("a: ~\nb: null\nc:\nd: NULL", r#"{"a":null,"b":null,"c":null,"d":null}"#),
        ("a: ''", r#"{"a":""}"#),
        ("a: |\n  one\n  two\n", r#"{"a":"one\ntwo\n"}"#),
        ("a: |\r\n  one\r\n  two\r\n", r#"{"a":"one\ntwo\n"}"#),
        ("\u{feff}a: b", r#"{"a":"b"}"#),
        ("a: x=======y", r#"{"a":"x=======y"}"#),
        ("a: |\n  =======\n", r#"{"a":"=======\n"}"#),
        ("\"<<\": x", r#"{"<<":"x"}"#),
        ("a: &x {b: [c]}\nd: *x", r#"{"a":{"b":["c"]},"d":{"b":["c"]}}"#),
        ("a: &x 1\nb: &x 2\nc: *x", r#"{"a":"1","b":"2","c":"2"}"#),
        ("titre: \u{85}\u{2028}", "{\"titre\":\"\u{85}\u{2028}\"}"),
    ] {
        assert_eq!(json(&parse(text.as_bytes()).unwrap()).to_string(), value, "{text:?}");
    }
}

#[test]
fn a_fault_names_its_place_and_reason() {
    let mut unlike = Vec::new();
    for (text, wanted) in [
        ("", "0:0 Empty"),
        ("# only a comment\n", "0:0 Empty"),
        ("---\n...\n", "0:0 Empty"),
        ("- a\n", "1:3 NotAMapping"),
        ("just text\n", "1:1 NotAMapping"),
        ("a: 1\n---\nb: 2\n", "2:1 SeveralDocuments"),
        ("é: à\na: !!str x\n", "2:4 Tag { tag: \"!!str\" }"),
        ("a: {b: !x\n  c}\n", "1:8 Tag { tag: \"!x\" }"),
        ("a: *b\n", "1:4 UnknownAlias { name: \"b\" }"),
        ("a: &a [*a]\n", "1:8 RecursiveAlias { name: \"a\" }"),
        ("<<: {a: b}\n", "1:1 MergeKey"),
        ("[a]: b\n", "1:1 KeyNotText"),
        ("~: b\n", "1:1 KeyNotText"),
        ("a:\n\tb: c\n", "2:2 Tab"),
        ("a: \u{1b}[31m\n", "1:4 Control { code: 27 }"),
        ("a: \u{9b}31m\n", "1:4 Control { code: 155 }"),
        ("a: x\u{feff}\n", "1:5 Control { code: 65279 }"),
        ("a: b\rc: d\r", "1:5 LoneCarriageReturn"),
        ("titre\u{a0}: x\n", "1:1 StrangeBlank { code: 160 }"),
        ("a:\n\u{202f}\u{202f}b: c\n", "2:1 StrangeBlank { code: 8239 }"),
        ("a: b: c\n", "1:5 ColonInText"),
        ("a: [[b] c]\n", "1:9 MissingComma { open: '[' }"),
        ("a: [b, c", "1:4 UnclosedBracket { open: '[' }"),
        ("a: [b}\n", "1:4 WrongBracket { open: '[', close: '}' }"),
        ("a: \"b\nc: d\n", "2:1 UnclosedQuote"),
        ("a: \"b", "1:4 UnclosedQuote"),
        ("a: \"b\" c\n", "1:8 TextAfterQuote"),
        ("a: \"\\q\"\n", "1:4 BadEscape"),
        ("a: \"\\uD800\"\n", "1:4 EscapeNoCharacter"),
        ("a: @b\n", "1:4 ReservedCharacter { code: 64 }"),
        ("a: 1\n  b: 2\n", "2:4 ColonInText"),
        ("a:\n  b: 1\n c: 2\n", "3:2 Indentation"),
        ("a: 1\nb\n", "2:1 MissingColon"),
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n", "1:1 ConflictMarkers"),
        ("a: |\n  x\n=======\n  y\n", "3:1 ConflictMarkers"),
    ] {
        let told = faults(text);
        if told != [wanted] {
            unlike.push(format!("{text:?}: {told:?} for {wanted}"));
        }
    }
    assert!(unlike.is_empty(), "{unlike:#?}");
}

#[test]
fn all_faults_of_a_file_are_told() {
    assert_eq!(
        faults("a: 1\nb: !x 2\na: 3\nc: *no\na: 4\n"),
        [
            "2:4 Tag { tag: \"!x\" }",
            "3:1 DuplicateKey { key: \"a\", first_line: 1 }",
            "4:4 UnknownAlias { name: \"no\" }",
            "5:1 DuplicateKey { key: \"a\", first_line: 1 }",
        ]
    );
    let many: String = (0..40).map(|n| format!("k{}: x\n", n % 39)).collect();
    assert_eq!(faults(&many), ["40:1 DuplicateKey { key: \"k0\", first_line: 1 }"]);
    assert_eq!(faults("a: 1\n<<<<<<< a\n=======\n>>>>>>> b\n<<<<<<< c\n").len(), 2);
}

#[test]
fn limits_hold_with_aliases_written_out() {
    let nested = |depth: usize| format!("a: {}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(faults(&nested(31)), [""; 0]);
    assert_eq!(faults(&nested(32)), ["1:35 TooDeep { most: 32 }"]);
    let reused = format!(
        "a: &a {}x{}\nb: {}*a{}",
        "[".repeat(16),
        "]".repeat(16),
        "[".repeat(16),
        "]".repeat(16)
    );
    assert_eq!(faults(&reused), ["2:20 TooDeep { most: 32 }"]);
    let keys: String = (0..10_000).map(|n| format!("k{n}: x\n")).collect();
    assert_eq!(faults(&keys), ["10000:8 TooManyNodes { most: 20000 }"]);
    let half = format!("a: &a \"{}\"\nb: [*a, *a]", "x".repeat(500_000));
    assert_eq!(faults(&half), ["2:9 TooManyAliases"]);
    let large = format!("a: \"{}\"", "x".repeat(1 << 20));
    assert_eq!(faults(&large), ["0:0 TooLarge { bytes: 1048581, most: 1048576 }"]);
}

#[test]
fn a_value_knows_its_bytes() {
    let text =
        "\u{feff}é: à la carte # c\r\nempty:\r\nlist: [a,\r\n  b]\r\nnote: |\r\n  one\r\n\r\nmap:\r\n  k: 'v'\r\n";
    let node = parse(text.as_bytes()).unwrap();
    let Value::Map(entries) = node.value else { panic!() };
    let seen: Vec<_> = entries
        .iter()
        .map(|entry| {
            let span = entry.value.span;
            (span.line, span.column, &text[span.start as usize..span.end as usize])
        })
        .collect();
    assert_eq!(
        seen,
        [
            (1, 4, "à la carte"),
            (2, 1, "empty"),
            (3, 7, "[a,\r\n  b]"),
            (6, 3, "one"),
            (9, 3, "k"),
        ]
    );
}

#[test]
fn bytes_that_are_not_utf_8_are_named_by_their_offset() {
    for (bytes, offset, line) in [
        (&b"a: b\nc: \xe9\n"[..], 8, 2),
        (b"\xff\xfea\0", 0, 1),
        (b"\xef\xbb\xbfa: \xed\xa0\x80", 6, 1),
    ] {
        let faults = parse(bytes).unwrap_err();
        assert_eq!(faults[0].problem, Problem::NotUtf8 { offset });
        assert_eq!((faults[0].span.line, faults[0].span.start), (line, offset as u32));
    }
}

#[test]
fn tags_can_be_forgotten_but_never_act() {
    let node = parse_with(b"a: !!str null\nb: !!int x\nc: !!str\nd: !evil [1]\n", Tags::Forgotten).unwrap();
    assert_eq!(json(&node).to_string(), r#"{"a":"null","b":"x","c":"","d":["1"]}"#);
}

/// Characters that YAML gives a meaning, so that random texts reach every corner.
fn yaml_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("a"),
        Just("b: "),
        Just(": "),
        Just("- "),
        Just("\n"),
        Just("\r\n"),
        Just("\r"),
        Just("  "),
        Just("\t"),
        Just("["),
        Just("]"),
        Just("{"),
        Just("}"),
        Just(","),
        Just("&a "),
        Just("*a"),
        Just("!t "),
        Just("|\n"),
        Just(">-\n"),
        Just("\""),
        Just("'"),
        Just("\\u"),
        Just("# "),
        Just("---\n"),
        Just("..."),
        Just("%YAML 1.2\n"),
        Just("? "),
        Just("é"),
        Just("\u{a0}"),
        Just("\u{feff}"),
        Just("~"),
        Just("<<"),
        Just("@"),
        Just("0"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_a_value_or_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let refused = parse(&bytes).err();
        prop_assert!(refused.is_none_or(|faults| !faults.is_empty()));
    }

    #[test]
    fn random_yaml_is_a_value_or_a_fault_inside_the_file(text in yaml_like()) {
        if let Err(faults) = parse(text.as_bytes()) {
            prop_assert!(!faults.is_empty());
            for fault in faults {
                prop_assert!(fault.span.start <= fault.span.end && fault.span.end as usize <= text.len());
                prop_assert!(text.get(fault.span.start as usize..fault.span.end as usize).is_some());
                let parsers_words = matches!(fault.problem, Problem::Syntax { fault: SyntaxFault::Other { .. } });
                prop_assert!(!parsers_words, "{:?}", fault.problem);
            }
        }
    }
}
