//! Answers: what does a file read after one edit, or why was it refused?
//! Invariant: one line of JSON a case, in the order of the file.

use crops::change::{KeyEdit, Operation, Segment, YamlValue};
use crops::store::yaml::apply;
use serde_json::{Value, json};

/// What a case gives as its text when the edit must be refused.
const REFUSED: &str = "<refuse>";

/// `yaml-edit FILE.json`
pub fn run(arguments: &[String]) -> Result<String, String> {
    let [path] = arguments else {
        return Err("yaml-edit takes one FILE.json".to_owned());
    };
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let cases: Vec<Value> = serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
    cases
        .iter()
        .map(|case| answer(case).map(|line| format!("{line}\n")))
        .collect()
}

fn answer(case: &Value) -> Result<Value, String> {
    let name = &case["name"];
    let before = case["before"]
        .as_str()
        .ok_or_else(|| format!("{name}: no text before"))?;
    let edit = key_edit(case).ok_or_else(|| format!("{name}: no edit"))?;
    Ok(match apply(before, &[edit]) {
        Ok(after) => json!({"name": name, "after": after}),
        Err(refused) => json!({"name": name, "after": REFUSED, "error": format!("{refused:?}")}),
    })
}

fn key_edit(case: &Value) -> Option<KeyEdit> {
    let at = case["path"].as_array()?.iter().map(segment).collect::<Option<_>>()?;
    let edit = &case["edit"];
    let key = |name: &str| edit[name].as_str().map(str::to_owned);
    let operation = if edit.as_str() == Some("remove") {
        Operation::Remove
    } else if let Some(set) = edit.get("set") {
        Operation::Set(yaml_value(set)?)
    } else if let Some(key) = key("add") {
        let value = yaml_value(&edit["value"])?;
        Operation::Add { key, value }
    } else if let Some(key) = key("put") {
        let value = yaml_value(&edit["value"])?;
        Operation::Put { key, value }
    } else if let Some(item) = edit.get("append") {
        Operation::Append(yaml_value(item)?)
    } else {
        Operation::Rename(key("rename")?)
    };
    Some(KeyEdit { at, operation })
}

fn segment(part: &Value) -> Option<Segment> {
    match part {
        Value::String(key) => Some(Segment::Key(key.clone())),
        part => Some(Segment::Item(usize::try_from(part.as_u64()?).ok()?)),
    }
}

fn yaml_value(value: &Value) -> Option<YamlValue> {
    let (kind, held) = value.as_object()?.iter().next()?;
    Some(match kind.as_str() {
        "text" => YamlValue::Text(held.as_str()?.to_owned()),
        "plain" => YamlValue::Plain(held.as_str()?.to_owned()),
        "list" => YamlValue::List(held.as_array()?.iter().map(yaml_value).collect::<Option<_>>()?),
        "map" => YamlValue::Map(held.as_array()?.iter().map(pair).collect::<Option<_>>()?),
        _ => return None,
    })
}

fn pair(pair: &Value) -> Option<(String, YamlValue)> {
    Some((pair[0].as_str()?.to_owned(), yaml_value(&pair[1])?))
}
