//! Answers: which reviews does each payload hold, and where does each reviewer of the vectors stand?
//! Invariant: the columns of the expected table, one line a review, in the order of the payload.

use crops::forge::spelling::meaning;
use crops::forge::{Hints, read};
use crops::model::review::{ForgeAccount, Origin, Review};
use crops::model::studio::ForgeKind;
use crops::trail::stance::stance;
use serde_json::{Value, json};

const COLUMNS: &str = "file\tstate\treviewer\treviewer_id\treviewer_type\tauthor\tcommit\thead\tsubmitted_at";

/// `FILE…`: one line a review.
pub fn run(files: &[String]) -> Result<String, String> {
    let mut lines = format!("{COLUMNS}\n");
    for file in files {
        let bytes = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
        let hints = Hints {
            forge: None,
            event: event_of(file),
        };
        let all = match read(&bytes, hints) {
            Ok(all) => all,
            // one that is refused says so in its line; the others are still told
            Err(fault) => {
                lines.push_str(&format!("{file}\trefused: {fault:?}\n"));
                continue;
            }
        };
        let said = all.reviews.iter().filter(|review| review.origin == Origin::Said);
        for review in said {
            lines.push_str(&line(file, review));
        }
    }
    Ok(lines)
}

/// Bitbucket Cloud tells the event in a header, which a file has not: its name tells it.
fn event_of(file: &str) -> Option<&'static str> {
    let name = file.rsplit('/').next().unwrap_or(file).to_ascii_lowercase();
    let changes = name.contains("change");
    let gone = ["removed", "unapproved", "withdrawn", "revoked"]
        .iter()
        .any(|word| name.contains(word));
    let here = ["approved", "approval", "created", "requested"]
        .iter()
        .any(|word| name.contains(word));
    match (changes, gone, here) {
        (false, true, _) => Some("pullrequest:unapproved"),
        (false, false, true) => Some("pullrequest:approved"),
        (true, true, _) => Some("pullrequest:changes_request_removed"),
        (true, false, _) => Some("pullrequest:changes_request_created"),
        (false, false, false) => None,
    }
}

fn line(file: &str, review: &Review) -> String {
    let text = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().replace(['\t', '\n', '\r'], " ");
    let none = ForgeAccount::nobody();
    let reviewer = review.reviewer.as_ref().unwrap_or(&none);
    let author = review.author.as_ref().unwrap_or(&none);
    let cells = [
        file.to_owned(),
        text(&Some(review.state.clone())),
        text(&reviewer.login),
        text(&reviewer.number),
        text(&reviewer.kind_spelled),
        text(&author.login),
        text(&review.commit),
        text(&review.head),
        text(&review.at),
    ];
    format!("{}\n", cells.join("\t"))
}

/// `FILE.json`: one line a vector.
pub fn run_stances(files: &[String]) -> Result<String, String> {
    let [file] = files else {
        return Err("stances FILE.json".into());
    };
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let cases: Value = serde_json::from_str(&text).map_err(|error| format!("{file}: {error}"))?;
    let vectors = cases["vectors"].as_array().ok_or("no vectors")?;
    let mut lines = String::new();
    for vector in vectors {
        let forge = vector["forge"].as_str().unwrap_or("github");
        let answer = ForgeKind::from_word(forge).and_then(|forge| {
            let words: Option<Vec<&str>> = vector["seq"].as_array()?.iter().map(Value::as_str).collect();
            let states: Vec<_> = words?.into_iter().map(|word| meaning(forge, word)).collect();
            Some(stance(&states).ok()?.0.word())
        });
        let line = json!({"seq": vector["seq"], "stance": answer.unwrap_or("error")});
        lines.push_str(&format!("{line}\n"));
    }
    Ok(lines)
}
