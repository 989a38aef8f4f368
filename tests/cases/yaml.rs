//! Answers: is this file read as its value, or refused with one clear message?
//! Invariant: every scalar is printed as text; a key that looks like another one is refused, as in a record whose fields are the others.

use crops::model::place::Span;
use crops::model::problem::{Disguise, Problem};
use crops::model::similar::{is_invisible, looks_like};
use crops::render::catalogue::{self, Lang};
use crops::render::escape;
use crops::store::yaml::tree::{Node, Value};
use crops::store::yaml::{Fault, parse};

/// `yaml FILE`
pub fn run(arguments: &[String]) -> Result<String, String> {
    let [path] = arguments else {
        return Err("yaml takes one FILE".to_owned());
    };
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let node = parse(&bytes).map_err(|faults| match faults.first() {
        Some(fault) => message(path, fault),
        None => format!("{path}: refused without a reason"),
    })?;
    match intruder(&node) {
        Some(fault) => Err(message(path, &fault)),
        None => Ok(json(&node) + "\n"),
    }
}

/// The first fault as the product says it.
fn message(path: &str, fault: &Fault) -> String {
    let sentence = catalogue::problem(Lang::En, &fault.problem).text;
    let place = match fault.span {
        span if span.is_whole_file() => path.to_owned(),
        Span { line, column, .. } => format!("{path}:{line}:{column}"),
    };
    escape::terminal(&format!("{place}: {sentence}")).into_owned()
}

/// A key that holds invisible characters, or only looks like one of the others beside it.
fn intruder(node: &Node) -> Option<Fault> {
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let odd = entries.iter().find_map(|entry| {
        let twin = entries.iter().find(|other| looks_like(&entry.key, &other.key));
        let invisible = entry.key.chars().find(|c| is_invisible(*c));
        let stranger = invisible.or_else(|| entry.key.chars().find(|c| !c.is_ascii()))?;
        if twin.is_none() && invisible.is_none() {
            return None;
        }
        let problem = Problem::UnknownKey {
            key: entry.key.to_string(),
            within: "record",
            near: twin.map(|twin| twin.key.to_string()),
            disguised: Disguise::LooksAlike {
                code: u32::from(stranger),
            },
        };
        Some(Fault::new(entry.key_span, problem))
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
