//! Answers: does every reference payload give its reviews, and every vector its stance?

use crate::reference::case;
use crops::forge::spelling::meaning;
use crops::forge::{Hints, read};
use crops::model::review::{Origin, Review};
use crops::model::studio::ForgeKind;
use crops::trail::stance::stance;
use serde_json::Value;
use std::fs;

/// As the expected table has it, without the file.
fn row(review: &Review) -> String {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let reviewer = review.reviewer.as_ref();
    let author = review.author.as_ref();
    [
        review.state.to_string(),
        text(reviewer.and_then(|one| one.login.as_deref())),
        text(reviewer.and_then(|one| one.number.as_deref())),
        text(reviewer.and_then(|one| one.kind_spelled.as_deref())),
        text(author.and_then(|one| one.login.as_deref())),
        text(review.commit.as_deref()),
        text(review.head.as_deref()),
        text(review.at.as_deref()),
    ]
    .join("\t")
}

#[test]
fn every_reference_payload_gives_its_reviews() {
    let Some(table) = case("approvals/payloads/expected_reviews.tsv") else {
        return;
    };
    let folder = table.parent().expect("a folder").to_path_buf();
    let expected = fs::read_to_string(&table).expect("the table");
    let manifest = fs::read_to_string(folder.join("MANIFEST.tsv")).expect("the manifest");
    for file in manifest.lines().skip(1).filter_map(|line| line.split('\t').next()) {
        let wanted = expected
            .lines()
            .filter_map(|line| line.strip_prefix(&format!("{file}\t")));
        let wanted: Vec<&str> = wanted.collect();
        // Bitbucket Cloud tells it in a header.
        let event = match file.contains("removed") {
            true => "pullrequest:unapproved",
            false => "pullrequest:approved",
        };
        let hints = Hints {
            forge: None,
            event: Some(event),
        };
        let bytes = fs::read(folder.join(file)).expect("a payload");
        let all = read(&bytes, hints).unwrap_or_else(|fault| panic!("{file}: {fault:?}"));
        let said = all.reviews.iter().filter(|review| review.origin == Origin::Said);
        assert_eq!(said.map(row).collect::<Vec<_>>(), wanted, "{file}");
    }
}

#[test]
fn every_vector_has_its_stance() {
    let Some(path) = case("approvals/review_vectors.json") else {
        return;
    };
    let file: Value = serde_json::from_str(&fs::read_to_string(path).expect("the vectors")).expect("JSON");
    for vector in file["vectors"].as_array().expect("vectors") {
        let forge = ForgeKind::from_word(vector["forge"].as_str().unwrap_or("github")).expect("a forge");
        let words = vector["seq"].as_array().expect("words").iter();
        let states: Vec<_> = words
            .map(|word| meaning(forge, word.as_str().expect("a word")))
            .collect();
        let told = stance(&states).map_or("error", |(stance, _)| stance.word());
        assert_eq!(told, vector["stance"], "{vector}");
    }
}
