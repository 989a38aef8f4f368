//! Answers: is this file read as its value, or refused with one clear message?
//! Invariant: every scalar is printed as text; a key that looks like another one is refused, as in a record whose fields are the others.

use crops::model::place::Span;
use crops::model::similar::looks_like;
use crops::store::yaml::parse;
use crops::store::yaml::tree::{Node, Value};

/// `yaml FILE`
pub fn run(arguments: &[String]) -> Result<String, String> {
    let [path] = arguments else {
        return Err("yaml takes one FILE".to_owned());
    };
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let node = parse(&bytes).map_err(|faults| {
        let first = faults
            .first()
            .map(|fault| place(path, fault.span) + &format!(": {:?}", fault.problem));
        first.unwrap_or_else(|| format!("{path}: refused without a reason"))
    })?;
    if let Some(intruder) = intruder(&node) {
        return Err(format!("{}: {}", place(path, intruder.0), intruder.1));
    }
    Ok(json(&node) + "\n")
}

fn place(path: &str, span: Span) -> String {
    format!("{path}:{}:{}", span.line, span.column)
}

/// A key that only looks like one of the others beside it.
fn intruder(node: &Node) -> Option<(Span, String)> {
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let odd = entries.iter().find_map(|entry| {
        let stranger = entry.key.chars().find(|c| !c.is_ascii())?;
        let twin = entries.iter().find(|other| looks_like(&entry.key, &other.key))?;
        let code = u32::from(stranger);
        Some((
            entry.key_span,
            format!(
                "unknown key: it looks like `{}` but holds U+{code:04X}",
                twin.key.escape_debug()
            ),
        ))
    });
    odd.or_else(|| entries.iter().find_map(|entry| intruder(&entry.value)))
}

fn json(node: &Node) -> String {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Text(value) => text(value),
        Value::List(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        Value::Map(entries) => {
            let fields = entries
                .iter()
                .map(|entry| format!("{}:{}", text(&entry.key), json(&entry.value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
    }
}
