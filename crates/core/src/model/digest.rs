//! Answers: which content did an approval cover, as one hash, and which key of it has changed since?
//! Invariant: a comment or an indent changes nothing, a changed word does; what reads in two ways has no digest.
//! Source: the covered digest `v1` (`docs/decisions/0012-covered-digest.md`); RFC 8785 (JCS).

use super::workflow::Covers;
use sha2::{Digest, Sha256};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// The values of a document as the digest sees them: texts, never numbers; aliases written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    Null,
    Text(Box<str>),
    List(Vec<Tree>),
    /// In the order of the file.
    Map(Vec<(Box<str>, Tree)>),
}

/// Why a document has no digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undigestible {
    NothingCovered,
    NotAMapping,
    /// Two keys that are one after normalisation.
    DuplicateKey {
        key: String,
    },
    /// An empty item in a covered list.
    EmptyItem {
        key: String,
    },
    /// `proofs` is no list of maps with an asset.
    BadProofs,
    /// The asset has no record, or its record no hash of 64 hexadecimal digits.
    NoHash {
        asset: String,
    },
}

/// The `sha256` of an asset's record.
pub type AssetHash<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Top-level keys that `content` leaves out, beside those that begin with `x-`.
const NOT_CONTENT: [&str; 12] = [
    "crops",
    "id",
    "kind",
    "stage",
    "owner",
    "who",
    "requester",
    "priority",
    "campaign",
    "deliverable",
    "due",
    "ref",
];

const PROOFS: &str = "proofs";
const CONTENT: &str = "content";

/// `v1:sha256:` and 64 hexadecimal digits.
pub fn digest(brief: &Tree, covers: &Covers, asset: AssetHash<'_>) -> Result<String, Undigestible> {
    form(brief, covers, asset).map(|form| hashed(&form))
}

/// The text that is hashed.
pub fn form(brief: &Tree, covers: &Covers, asset: AssetHash<'_>) -> Result<String, Undigestible> {
    Ok(Covered::of(brief, covers, asset)?.form())
}

/// The digest of each covered key, to say why an approval is stale.
pub fn key_digests(
    brief: &Tree,
    covers: &Covers,
    asset: AssetHash<'_>,
) -> Result<BTreeMap<String, String>, Undigestible> {
    let covered = Covered::of(brief, covers, asset)?;
    let one = |key: &str| hashed(&covered.only(key).form());
    Ok(covered.keys().into_iter().map(|key| (key.clone(), one(&key))).collect())
}

/// The covered keys that differ between two versions, in order. Empty when only the cover itself differs.
pub fn changed_keys(
    one: (&Tree, &Covers),
    other: (&Tree, &Covers),
    asset: AssetHash<'_>,
) -> Result<Vec<String>, Undigestible> {
    let (one, other) = (Covered::of(one.0, one.1, asset)?, Covered::of(other.0, other.1, asset)?);
    let keys: BTreeSet<String> = one.keys().into_iter().chain(other.keys()).collect();
    Ok(keys
        .into_iter()
        .filter(|key| one.only(key).form() != other.only(key).form())
        .collect())
}

/// Whether a change of this top-level key makes an approval stale.
pub fn covers_key(covers: &Covers, key: &str) -> bool {
    let key = normal(key);
    let is_content = || !NOT_CONTENT.contains(&&*key) && !key.starts_with("x-");
    match covers {
        Covers::Content => is_content(),
        Covers::Keys(keys) => keys
            .iter()
            .map(|known| normal(known))
            .any(|known| known == key || known == CONTENT && is_content()),
    }
}

/// What is hashed, normalised.
struct Covered {
    words: Vec<String>,
    /// Only when proofs are covered.
    proofs: Option<BTreeSet<String>>,
    values: Vec<(String, Tree)>,
}

impl Covered {
    fn of(brief: &Tree, covers: &Covers, asset: AssetHash<'_>) -> Result<Self, Undigestible> {
        let Tree::Map(entries) = normalised(brief)? else {
            return Err(Undigestible::NotAMapping);
        };
        let words: BTreeSet<String> = match covers {
            Covers::Content => BTreeSet::from([CONTENT.into()]),
            Covers::Keys(keys) => keys.iter().map(|key| normal(key)).collect(),
        };
        if words.is_empty() {
            return Err(Undigestible::NothingCovered);
        }
        let all = words.contains(CONTENT);
        let proofs = entries.iter().find(|(key, _)| &**key == PROOFS).map(|(_, value)| value);
        let proofs = (all || words.contains(PROOFS))
            .then(|| hashes(proofs.unwrap_or(&Tree::Null), asset))
            .transpose()?;
        let mut values: Vec<(String, Tree)> = entries
            .into_iter()
            .filter(|(key, value)| &**key != PROOFS && *value != Tree::Null)
            .filter(|(key, _)| (all && is_content(key)) || (words.contains(&**key) && &**key != CONTENT))
            .map(|(key, value)| (key.into(), value))
            .collect();
        for (key, value) in &values {
            check_items(key, value)?;
        }
        values.sort_by(|one, other| utf16_order(&one.0, &other.0));
        let mut words: Vec<String> = words.into_iter().collect();
        words.sort_by(|one, other| utf16_order(one, other));
        Ok(Self { words, proofs, values })
    }

    /// Every covered key: those present, those named, and the proofs.
    fn keys(&self) -> BTreeSet<String> {
        let present = self.values.iter().map(|(key, _)| key.clone());
        let named = self.words.iter().filter(|word| *word != CONTENT).cloned();
        let proofs = self.proofs.as_ref().map(|_| PROOFS.to_owned());
        present.chain(named).chain(proofs).collect()
    }

    fn only(&self, key: &str) -> Self {
        let proofs = self.proofs.clone().filter(|_| key == PROOFS);
        let values = self.values.iter().filter(|(name, _)| name == key);
        Self {
            words: vec![key.into()],
            proofs: proofs.or_else(|| (key == PROOFS).then(BTreeSet::new)),
            values: values.cloned().collect(),
        }
    }

    fn form(&self) -> String {
        let mut out = String::from("{\"covers\":");
        write_texts(&mut out, self.words.iter().map(String::as_str));
        out.push_str(",\"format\":\"crops-digest-v1\"");
        if let Some(proofs) = &self.proofs {
            out.push_str(",\"proofs\":");
            write_texts(&mut out, proofs.iter().map(String::as_str));
        }
        out.push_str(",\"values\":");
        write_map(&mut out, self.values.iter().map(|(key, value)| (key.as_str(), value)));
        out.push('}');
        out
    }
}

fn is_content(key: &str) -> bool {
    !NOT_CONTENT.contains(&key) && !key.starts_with("x-")
}

/// NFC, and no blank or line end at the end.
fn normal(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.trim_end_matches([' ', '\t', '\r', '\n']).into()
}

fn normalised(tree: &Tree) -> Result<Tree, Undigestible> {
    Ok(match tree {
        Tree::Null => Tree::Null,
        Tree::Text(text) => Tree::Text(normal(text).into()),
        Tree::List(items) => Tree::List(items.iter().map(normalised).collect::<Result<_, _>>()?),
        Tree::Map(entries) => {
            let mut seen = BTreeSet::new();
            let mut normal_entries = Vec::with_capacity(entries.len());
            for (key, value) in entries {
                let key: Box<str> = normal(key).into();
                if !seen.insert(key.clone()) {
                    return Err(Undigestible::DuplicateKey { key: key.into() });
                }
                normal_entries.push((key, normalised(value)?));
            }
            Tree::Map(normal_entries)
        }
    })
}

fn check_items(key: &str, value: &Tree) -> Result<(), Undigestible> {
    match value {
        Tree::Null | Tree::Text(_) => Ok(()),
        Tree::List(items) if items.contains(&Tree::Null) => Err(Undigestible::EmptyItem { key: key.into() }),
        Tree::List(items) => items.iter().try_for_each(|item| check_items(key, item)),
        Tree::Map(entries) => entries.iter().try_for_each(|(_, value)| check_items(key, value)),
    }
}

fn hashes(proofs: &Tree, asset: AssetHash<'_>) -> Result<BTreeSet<String>, Undigestible> {
    let items = match proofs {
        Tree::Null => return Ok(BTreeSet::new()),
        Tree::List(items) => items,
        Tree::Text(_) | Tree::Map(_) => return Err(Undigestible::BadProofs),
    };
    items
        .iter()
        .map(|item| {
            let name = match item {
                Tree::Map(entries) => entries
                    .iter()
                    .find(|(key, _)| &**key == "asset")
                    .map(|(_, value)| value),
                Tree::Null | Tree::Text(_) | Tree::List(_) => None,
            };
            let Some(Tree::Text(name)) = name else {
                return Err(Undigestible::BadProofs);
            };
            let hash = asset(name).map(|hash| normal(&hash).to_ascii_lowercase());
            let sound = |hash: &String| hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
            hash.filter(sound).ok_or_else(|| Undigestible::NoHash {
                asset: name.to_string(),
            })
        })
        .collect()
}

fn hashed(form: &str) -> String {
    let digest = Sha256::digest(form.as_bytes());
    format!("v1:sha256:{}", data_encoding::HEXLOWER.encode(&digest))
}

/// JCS orders keys by UTF-16 units, not by bytes.
fn utf16_order(one: &str, other: &str) -> Ordering {
    one.encode_utf16().cmp(other.encode_utf16())
}

fn write_tree(out: &mut String, tree: &Tree) {
    match tree {
        Tree::Null => out.push_str("null"),
        Tree::Text(text) => write_text(out, text),
        Tree::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_tree(out, item);
            }
            out.push(']');
        }
        Tree::Map(entries) => write_map(out, entries.iter().map(|(key, value)| (&**key, value))),
    }
}

fn write_map<'a>(out: &mut String, entries: impl Iterator<Item = (&'a str, &'a Tree)>) {
    let mut entries: Vec<_> = entries.filter(|(_, value)| **value != Tree::Null).collect();
    entries.sort_by(|one, other| utf16_order(one.0, other.0));
    out.push('{');
    for (at, (key, value)) in entries.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_text(out, key);
        out.push(':');
        write_tree(out, value);
    }
    out.push('}');
}

fn write_texts<'a>(out: &mut String, texts: impl Iterator<Item = &'a str>) {
    out.push('[');
    for (at, text) in texts.enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_text(out, text);
    }
    out.push(']');
}

/// RFC 8785, 3.2.2.2: the short escapes, `\u00xx` for other controls, all else as it is.
fn write_text(out: &mut String, text: &str) {
    use std::fmt::Write;
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Tree {
        Tree::Text(text.into())
    }

    fn map(entries: &[(&str, Tree)]) -> Tree {
        Tree::Map(
            entries
                .iter()
                .map(|(key, value)| ((*key).into(), value.clone()))
                .collect(),
        )
    }

    fn no_asset(_: &str) -> Option<String> {
        None
    }

    #[test]
    fn the_form_has_what_is_covered_and_nothing_else() {
        let brief = map(&[
            ("title", text("Cafe\u{301} \n")),
            ("stage", text("review")),
            ("x-note", text("free")),
            ("audience", Tree::Null),
            ("channels", Tree::List(vec![text("tv")])),
        ]);
        assert_eq!(
            form(&brief, &Covers::Content, &no_asset).as_deref(),
            Ok(
                "{\"covers\":[\"content\"],\"format\":\"crops-digest-v1\",\"proofs\":[],\
                 \"values\":{\"channels\":[\"tv\"],\"title\":\"Café\"}}"
            )
        );
        let stage = Covers::Keys(vec!["stage".into()]);
        assert_eq!(
            form(&brief, &stage, &no_asset).as_deref(),
            Ok("{\"covers\":[\"stage\"],\"format\":\"crops-digest-v1\",\"values\":{\"stage\":\"review\"}}")
        );
    }

    #[test]
    fn a_changed_word_is_named() {
        let before = map(&[("title", text("One")), ("message", text("Same"))]);
        let after = map(&[
            ("title", text("Two")),
            ("message", text("Same ")),
            ("budget", text("5 EUR")),
        ]);
        let covers = Covers::Content;
        let changed = changed_keys((&before, &covers), (&after, &covers), &no_asset);
        assert_eq!(changed, Ok(vec!["budget".into(), "title".into()]));
    }

    #[test]
    fn what_reads_in_two_ways_has_no_digest() {
        let twice = map(&[("é", text("1")), ("e\u{301}", text("2"))]);
        let hole = map(&[("channels", Tree::List(vec![Tree::Null]))]);
        let proof = map(&[("proofs", Tree::List(vec![map(&[("asset", text("kv"))])]))]);
        for (brief, covers, why) in [
            (&twice, Covers::Content, Undigestible::DuplicateKey { key: "é".into() }),
            (
                &hole,
                Covers::Content,
                Undigestible::EmptyItem { key: "channels".into() },
            ),
            (&hole, Covers::Keys(Vec::new()), Undigestible::NothingCovered),
            (&proof, Covers::Content, Undigestible::NoHash { asset: "kv".into() }),
            (&Tree::Null, Covers::Content, Undigestible::NotAMapping),
        ] {
            assert_eq!(digest(brief, &covers, &no_asset), Err(why));
        }
    }
}
