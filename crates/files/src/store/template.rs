//! Answers: what does a template say?
//! Invariant: a file with an error is no template; what it fills in is kept as it is written.

use super::find::Expected;
use super::read::{Defaults, read_file};
use super::yaml::parse;
use super::yaml::tree::{Entry, Node, Value};
use crate::change::YamlValue;
use crate::change::template::{Makes, Template};
use crate::model::finding::{Finding, Severity};
use crate::model::label::Label;
use crate::model::other::RecordType;
use crate::model::place::StudioPath;

/// The template in these bytes.
///
/// # Errors
/// With all that is wrong in it.
pub fn template(file: &StudioPath, bytes: &[u8]) -> Result<Template, Vec<Finding>> {
    let expected = Expected::Record(RecordType::Template);
    let findings = read_file(file, bytes, expected, Defaults::default()).findings;
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(findings);
    }
    read(file, bytes).ok_or(findings)
}

fn read(file: &StudioPath, bytes: &[u8]) -> Option<Template> {
    let node = parse(bytes).ok()?;
    let Value::Map(entries) = &node.value else { return None };
    let of = |key: &str| {
        entries
            .iter()
            .find(|entry| &*entry.key == key)
            .map(|entry| &entry.value)
    };
    let fill = entries.iter().find(|entry| &*entry.key == "fill");
    Some(Template {
        id: text(of("id")?)?.to_owned(),
        makes: Makes::from_word(text(of("for")?)?)?,
        title: of("title").and_then(label),
        ask: match of("ask").map(|node| &node.value) {
            Some(Value::List(items)) => items.iter().filter_map(text).map(str::to_owned).collect(),
            _ => Vec::new(),
        },
        fill: match fill.map(|fill| &fill.value.value) {
            Some(Value::Map(entries)) => entries.iter().map(pair).collect(),
            _ => Vec::new(),
        },
        text: fill.and_then(|fill| lines(fill, bytes)),
        file: Some(file.clone()),
    })
}

fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn label(node: &Node) -> Option<Label> {
    match &node.value {
        Value::Text(text) => Some(Label::Plain(text.clone())),
        Value::Map(entries) => {
            let texts = entries
                .iter()
                .filter_map(|entry| Some((entry.key.clone(), text(&entry.value)?.into())));
            Some(Label::PerLanguage(texts.collect()))
        }
        Value::Null | Value::List(_) => None,
    }
}

fn pair(entry: &Entry) -> (String, YamlValue) {
    (entry.key.to_string(), value_of(&entry.value))
}

fn value_of(node: &Node) -> YamlValue {
    match &node.value {
        Value::Null => YamlValue::Plain(String::new()),
        Value::Text(text) => YamlValue::Text(text.to_string()),
        Value::List(items) => YamlValue::List(items.iter().map(value_of).collect()),
        Value::Map(entries) => YamlValue::Map(entries.iter().map(pair).collect()),
    }
}

/// The lines of a block, moved to the left edge, with the comments above its first key; `None` for one between braces.
fn lines(fill: &Entry, bytes: &[u8]) -> Option<String> {
    let Value::Map(entries) = &fill.value.value else {
        return None;
    };
    let text = std::str::from_utf8(bytes).ok()?;
    let column = usize::try_from(entries.first()?.key_span.column).ok()?;
    let indent = column.checked_sub(1).filter(|indent| *indent > 0)?;
    let mut found = String::new();
    for line in text.lines().skip(usize::try_from(fill.key_span.line).ok()?) {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        match (line.trim(), blanks < indent) {
            ("", _) => found.push('\n'),
            // it speaks of what follows
            (comment, true) if comment.starts_with('#') => {}
            (_, true) => break,
            (_, false) => {
                found.push_str(line.get(indent..)?.trim_end());
                found.push('\n');
            }
        }
    }
    let whole = format!("{}\n", found.trim_end());
    let read = parse(whole.as_bytes()).ok()?;
    (value_of(&read) == value_of(&fill.value)).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::init::Tongue;
    use crate::change::template::built_in;

    #[test]
    fn every_template_of_the_program_is_sound_in_both_languages() {
        for tongue in [Tongue::English, Tongue::French] {
            for (id, text) in built_in(tongue) {
                let file = StudioPath::new(&format!("templates/{id}.yml")).expect("a path");
                let template = template(&file, text.as_bytes()).expect(id);
                assert_eq!(template.id, id);
                assert!(!template.fill.is_empty() && template.text.is_some(), "{id}");
                assert!(!text.contains(['⟦', '⟧']), "{id}");
            }
        }
    }

    #[test]
    fn what_it_fills_in_keeps_its_comments() {
        let text = "crops: template/v1\nid: a\nfor: campaign\nfill:\n  # why\n  tasks:   # all\n    - {id: x, duration: 1d}\nask: [title]\n";
        let file = StudioPath::new("templates/a.yml").expect("a path");
        let read = template(&file, text.as_bytes()).expect("a template");
        assert_eq!(
            read.text.as_deref(),
            Some("# why\ntasks:   # all\n  - {id: x, duration: 1d}\n")
        );
        let flow = "crops: template/v1\nid: a\nfor: campaign\nfill: {tasks: [{id: x, duration: 1d}]}\n";
        let read = template(&file, flow.as_bytes()).expect("a template");
        assert_eq!(read.lines_without(&[]), "tasks: [{id: x, duration: 1d}]\n");
        assert!(template(&file, b"crops: template/v1\nid: a\nfor: campain\n").is_err());
    }
}
