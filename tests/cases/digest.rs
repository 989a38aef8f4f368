//! Answers: which covered digest does each vector have?
//! Invariant: one line a vector, in the order of the file.

use crops::model::digest::digest;
use crops::model::workflow::Covers;
use crops::store::yaml::{Tags, parse_with};
use data_encoding::BASE64;
use serde_json::{Value, json};

/// `FILE.json`: one line a vector, `{"name":…,"digest":…}` or `{"name":…,"error":…}`.
pub fn run(arguments: &[String]) -> Result<String, String> {
    let [file] = arguments else {
        return Err("digest FILE.json".into());
    };
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let cases: Value = serde_json::from_str(&text).map_err(|error| format!("{file}: {error}"))?;
    let vectors = cases["vectors"].as_array().ok_or("no vectors")?;
    let mut lines = String::new();
    for vector in vectors {
        let answer = match digest_of(vector) {
            Ok(digest) => json!({"name": vector["name"], "digest": digest}),
            Err(error) => json!({"name": vector["name"], "error": error}),
        };
        lines.push_str(&format!("{answer}\n"));
    }
    Ok(lines)
}

fn digest_of(vector: &Value) -> Result<String, String> {
    let bytes = match (vector["brief"].as_str(), vector["brief_base64"].as_str()) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, Some(coded)) => BASE64.decode(coded.as_bytes()).map_err(|error| error.to_string())?,
        (None, None) => return Err("no brief".into()),
    };
    let covers = match &vector["covers"] {
        Value::String(word) if word == "content" => Covers::Content,
        Value::String(word) => Covers::Keys(vec![word.as_str().into()]),
        words => {
            let words = words.as_array().map(Vec::as_slice).unwrap_or_default();
            Covers::Keys(words.iter().filter_map(Value::as_str).map(Into::into).collect())
        }
    };
    let assets = vector["assets"].clone();
    let asset = |id: &str| assets[id].as_str().map(str::to_owned);
    let node = parse_with(&bytes, Tags::Forgotten).map_err(|faults| format!("{faults:?}"))?;
    digest(&node.to_tree(), &covers, &asset).map_err(|error| format!("{error:?}"))
}
