//! Answers: how is a new record written as YAML, so that a person likes to read it and every reader gets the same texts?
//! Invariant: a text is read back as exactly this text, by YAML 1.1 and 1.2 alike; the document ends with a line end.
//! Source: YAML 1.2.2, chapters 5 (characters), 7 (flow styles) and 8 (block scalars).

use super::YamlValue;
use crate::model::similar::is_invisible;
use std::fmt::Write;

/// Short collections stay on one line up to this column.
const WIDEST: usize = 110;

/// One key of a new record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub key: String,
    pub value: YamlValue,
    /// A comment after the value, in English like every key.
    pub note: Option<String>,
}

impl Entry {
    pub fn new(key: &str, value: YamlValue) -> Self {
        Self {
            key: key.into(),
            value,
            note: None,
        }
    }

    pub fn text(key: &str, text: &str) -> Self {
        Self::new(key, YamlValue::Text(text.into()))
    }

    pub fn plain(key: &str, value: impl ToString) -> Self {
        Self::new(key, YamlValue::Plain(value.to_string()))
    }

    pub fn noted(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// The whole document. A [`YamlValue::Plain`] that is empty leaves the key open, to be filled in by hand.
pub fn document(entries: &[Entry]) -> String {
    let mut text = String::new();
    for entry in entries {
        let note = entry.note.as_deref();
        write_entry(&mut text, &entry.key, &entry.value, 0, note);
    }
    text
}

fn write_entry(out: &mut String, key: &str, value: &YamlValue, indent: usize, note: Option<&str>) {
    let _ = write!(out, "{:indent$}{}:", "", scalar(key, Flow::Outside));
    write_value(out, value, indent, note);
}

/// What follows `key:` or `-`, line end included.
fn write_value(out: &mut String, value: &YamlValue, indent: usize, note: Option<&str>) {
    let on_one_line = one_line(value, Flow::Outside);
    let column = out.len() - out.rfind('\n').map_or(0, |at| at + 1);
    let short = column + on_one_line.chars().count() < WIDEST;
    match value {
        YamlValue::Text(text) if block_style(text).is_some() => write_block(out, text, indent),
        YamlValue::List(items) if !short && !items.is_empty() => {
            end_line(out, "", note);
            for item in items {
                let _ = write!(out, "{:1$}-", "", indent + 2);
                write_value(out, item, indent + 4, None);
            }
        }
        YamlValue::Map(entries) if !short && !entries.is_empty() => {
            end_line(out, "", note);
            for (key, value) in entries {
                write_entry(out, key, value, indent + 2, None);
            }
        }
        _ => end_line(out, &on_one_line, note),
    }
}

fn end_line(out: &mut String, value: &str, note: Option<&str>) {
    if !value.is_empty() {
        let _ = write!(out, " {value}");
    }
    if let Some(note) = note {
        let _ = write!(out, "   # {}", one_plain_line(note));
    }
    out.push('\n');
}

/// `text` without line breaks, control or invisible characters: for comments and commit messages.
pub fn one_plain_line(text: &str) -> String {
    let shown: String = text
        .chars()
        .map(|c| if needs_escape(c) || c == '\t' { ' ' } else { c })
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether brackets surround a text: there, commas and brackets end it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    Inside,
    Outside,
}

/// The value in flow style.
pub fn one_line(value: &YamlValue, flow: Flow) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match value {
        YamlValue::Text(text) => scalar(text, flow),
        YamlValue::Plain(text) => text.clone(),
        YamlValue::List(items) => {
            format!(
                "[{}]",
                joined(items.iter().map(|item| one_line(item, Flow::Inside)).collect())
            )
        }
        YamlValue::Map(entries) => {
            let pair = |(key, value): &(String, YamlValue)| {
                format!("{}: {}", scalar(key, Flow::Inside), one_line(value, Flow::Inside))
            };
            format!("{{{}}}", joined(entries.iter().map(pair).collect()))
        }
    }
}

/// `|` or `|-` when the text reads best as a block of lines.
pub fn block_style(text: &str) -> Option<&'static str> {
    let sound = text.contains('\n')
        && !text.starts_with([' ', '\t', '\n'])
        && text.chars().all(|c| c == '\n' || !needs_escape(c))
        && !text.ends_with("\n\n")
        && !text.lines().any(|line| line.ends_with([' ', '\t']));
    sound.then_some(if text.ends_with('\n') { "|" } else { "|-" })
}

fn write_block(out: &mut String, text: &str, indent: usize) {
    let _ = writeln!(out, " {}", block_style(text).unwrap_or("|"));
    for line in text.lines() {
        if line.is_empty() {
            out.push('\n');
        } else {
            let _ = writeln!(out, "{:1$}{line}", "", indent + 2);
        }
    }
}

/// A text on one line: plain where every reader takes it for this text, else quoted.
pub fn scalar(text: &str, flow: Flow) -> String {
    if is_plain(text, flow) {
        return text.into();
    }
    let quotable = !text.contains('\'') && !text.chars().any(|c| needs_escape(c) || c == '\t');
    if quotable && text.contains(['"', '\\']) {
        return format!("'{text}'");
    }
    double_quoted(text)
}

/// A text on one line in double quotes: they can hold any text.
pub fn double_quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if needs_escape(c) => {
                let code = u32::from(c);
                let _ = match code {
                    0..=0xff => write!(quoted, "\\x{code:02X}"),
                    0x100..=0xffff => write!(quoted, "\\u{code:04X}"),
                    _ => write!(quoted, "\\U{code:08X}"),
                };
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Characters that print nothing, break a line, or turn the direction of what follows.
pub fn needs_escape(c: char) -> bool {
    let code = u32::from(c);
    c.is_control()
        || is_invisible(c)
        || matches!(code, 0x2028 | 0x2029 | 0xe0001..=0xe007f)
        || (code & 0xfffe) == 0xfffe
}

fn is_plain(text: &str, flow: Flow) -> bool {
    const INDICATORS: &str = "-?:,[]{}#&*!|>'\"%@`=";
    let first = text.chars().next();
    first.is_some_and(|c| !INDICATORS.contains(c))
        && text.trim() == text
        && !text.starts_with("...")
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.chars().any(|c| needs_escape(c) || c == '\t')
        && (flow == Flow::Outside || !text.contains([',', '[', ']', '{', '}', '"', '\'']))
        && !reads_as_something_else(text)
}

/// Whether some reader of YAML takes the word for a null, a boolean, a number or a date.
fn reads_as_something_else(text: &str) -> bool {
    const WORDS: [&str; 11] = ["~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<"];
    let lower = text.to_ascii_lowercase();
    let unsigned = lower.strip_prefix(['+', '-']).unwrap_or(&lower);
    WORDS.contains(&lower.as_str()) || is_number(unsigned) || is_date(unsigned)
}

/// In any of the notations of YAML 1.1 and 1.2: `1_000`, `0x1F`, `1e3`, `.5`, `12:30:45`.
fn is_number(unsigned: &str) -> bool {
    let digits = unsigned.replace('_', "");
    if matches!(digits.as_str(), ".inf" | ".nan") {
        return true;
    }
    if digits.starts_with("0x") || digits.starts_with("0o") || digits.starts_with("0b") {
        return digits[2..].bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.split(':').all(|part| part.parse::<f64>().is_ok())
}

/// `2026-11-21`, with or without a time behind.
fn is_date(text: &str) -> bool {
    let day = text.split(['t', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split('-').collect();
    parts.len() == 3 && parts[0].len() == 4 && parts.iter().all(|part| part.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_only_where_they_must_be() {
        for (text, written) in [
            ("Film héros 30 s", "Film héros 30 s"),
            ("+12 points", "+12 points"),
            ("", "\"\""),
            ("no", "\"no\""),
            ("012", "\"012\""),
            ("2026-11-21", "\"2026-11-21\""),
            ("1e3", "\"1e3\""),
            ("0x1F", "\"0x1F\""),
            ("12:30", "\"12:30\""),
            ("1_000", "\"1_000\""),
            (".5", "\".5\""),
            ("2026-11-21T10:00:00Z", "\"2026-11-21T10:00:00Z\""),
            ("3d", "3d"),
            ("1.2.3", "1.2.3"),
            ("12 rue", "12 rue"),
            ("cafe", "cafe"),
            ("a: b", "\"a: b\""),
            ("a:b", "a:b"),
            ("fin:", "\"fin:\""),
            ("a #b", "\"a #b\""),
            ("- x", "\"- x\""),
            ("\"quoted\"", "'\"quoted\"'"),
            ("it's \"so\"", "it's \"so\""),
            (" padded ", "\" padded \""),
            ("=cmd|'/c calc'!A0", "\"=cmd|'/c calc'!A0\""),
            ("\u{1b}[31mred", "\"\\x1B[31mred\""),
            ("a\u{202e}b", "\"a\\u202Eb\""),
            ("a\u{2028}b", "\"a\\u2028b\""),
            ("\u{feff}x", "\"\\uFEFFx\""),
        ] {
            assert_eq!(scalar(text, Flow::Outside), written, "{text:?}");
        }
        assert_eq!(scalar("a, b", Flow::Inside), "\"a, b\"");
    }

    #[test]
    fn a_record_reads_like_one_written_by_hand() {
        let texts = |items: &[&str]| YamlValue::List(items.iter().map(|t| YamlValue::Text((*t).into())).collect());
        let entries = [
            Entry::plain("crops", "brief/v1"),
            Entry::plain("due", "2027-02-19").noted("live on 2027-03-01"),
            Entry::new("channels", texts(&["tv", "social"])),
            Entry::text("objective", "One.\n\nTwo: more"),
            Entry::new(
                "rush",
                YamlValue::Map(vec![("reason".into(), YamlValue::Text("TV, moved".into()))]),
            ),
            Entry::plain("audience", ""),
        ];
        assert_eq!(
            document(&entries),
            "crops: brief/v1\ndue: 2027-02-19   # live on 2027-03-01\nchannels: [tv, social]\n\
             objective: |-\n  One.\n\n  Two: more\nrush: {reason: \"TV, moved\"}\naudience:\n"
        );
    }

    #[test]
    fn long_lists_take_a_line_an_item() {
        let long = YamlValue::List((0..12).map(|i| YamlValue::Text(format!("a long item {i}"))).collect());
        let text = document(&[Entry::new("items", long)]);
        assert!(
            text.starts_with("items:\n  - a long item 0\n  - a long item 1\n"),
            "{text}"
        );
    }
}
