//! Answers: does every vector of the covered digest have its digest, its form and its changed keys?

use crate::reference::case;
use crops::model::digest::{Tree, changed_keys, digest, form, key_digests};
use crops::model::workflow::Covers;
use crops::store::yaml::{Tags, parse_with};
use serde_json::Value;
use std::collections::BTreeMap;

struct Vector {
    tree: Option<Tree>,
    covers: Covers,
    assets: Value,
}

impl Vector {
    fn of(vector: &Value) -> Self {
        let bytes = match vector["brief"].as_str() {
            Some(text) => text.as_bytes().to_vec(),
            None => data_encoding::BASE64
                .decode(vector["brief_base64"].as_str().expect("bytes").as_bytes())
                .expect("base64"),
        };
        let covers = match &vector["covers"] {
            Value::String(word) if word == "content" => Covers::Content,
            words => Covers::Keys(
                words
                    .as_array()
                    .expect("words")
                    .iter()
                    .map(|word| word.as_str().expect("a word").into())
                    .collect(),
            ),
        };
        Self {
            tree: parse_with(&bytes, Tags::Forgotten).ok().map(|node| node.to_tree()),
            covers,
            assets: vector["assets"].clone(),
        }
    }

    fn hash(&self, asset: &str) -> Option<String> {
        self.assets[asset].as_str().map(str::to_owned)
    }

    fn digest(&self) -> Option<String> {
        digest(self.tree.as_ref()?, &self.covers, &|asset| self.hash(asset)).ok()
    }
}

#[test]
fn every_vector_has_its_digest() {
    let Some(path) = case("digest/vectors.json") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("the vectors");
    let file: Value = serde_json::from_str(&text).expect("JSON");
    let vectors = file["vectors"].as_array().expect("vectors");
    for vector in vectors {
        let name = vector["name"].as_str().expect("a name");
        let own = Vector::of(vector);
        assert_eq!(own.digest().as_deref().unwrap_or("error"), vector["expected"], "{name}");
        let Some(tree) = &own.tree else { continue };
        let hash = |asset: &str| own.hash(asset);
        if let Some(expected) = vector["form"].as_str() {
            assert_eq!(form(tree, &own.covers, &hash).as_deref(), Ok(expected), "{name}");
        }
        if let Some(expected) = vector["keys"].as_object() {
            let expected: BTreeMap<String, String> = expected
                .iter()
                .map(|(key, hash)| (key.clone(), hash.as_str().expect("a hash").into()))
                .collect();
            assert_eq!(key_digests(tree, &own.covers, &hash), Ok(expected), "{name}");
        }
    }
}

#[test]
fn a_brief_without_comments_and_quotes_has_the_same_digest() {
    let read = |text: &str| parse_with(text.as_bytes(), Tags::Forgotten).expect("YAML").to_tree();
    let plain = read("title: Film\nchannels: [tv, social]\nstage: review\n");
    let dressed =
        read("# a note\nstage: approval\nchannels:\n  - 'tv'\n  - social   # the second\ntitle: \"Film\"\nx-free: 1\n");
    let other = read("title: Film\nchannels: [social, tv]\n");
    let nothing = |_: &str| None;
    let of = |tree: &Tree| digest(tree, &Covers::Content, &nothing).expect("a digest");
    assert_eq!(of(&plain), of(&dressed));
    assert_ne!(of(&plain), of(&other));
    let changed = changed_keys((&plain, &Covers::Content), (&other, &Covers::Content), &nothing);
    assert_eq!(changed, Ok(vec!["channels".into()]));
}
