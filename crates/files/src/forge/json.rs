//! Answers: what stands at a place of a payload, and where is it when it is not what it should be?
//! Invariant: bounded in size and depth; a key that stands twice is refused, for two readers would read two things.
//! Source: RFC 8259, section 4 (names within an object).

pub use crate::model::review::{PayloadFault as Fault, PayloadWanted as Wanted};
use serde::de::{Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// The largest payload that is read, in bytes.
pub const MOST_BYTES: usize = 32 * 1024 * 1024;

/// The longest text that is kept of a value which names something.
const LONGEST_NAME: usize = 4096;

#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    /// A whole number, as its digits.
    Number(Box<str>),
    /// A number with a fraction or beyond 64 bits: nothing is named by one.
    Fraction,
    Text(Box<str>),
    List(Vec<Json>),
    Map(BTreeMap<Box<str>, Json>),
}

/// The documents of a payload: one, or several in a row as `gh api --paginate` prints them.
///
/// # Errors
/// When it is too large, empty, no JSON, too deep, or says a key twice.
pub fn parse(bytes: &[u8]) -> Result<Vec<Json>, Fault> {
    if bytes.len() > MOST_BYTES {
        return Err(Fault::TooLarge { most: MOST_BYTES });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let documents = serde_json::Deserializer::from_slice(bytes).into_iter::<Json>();
    let documents: Vec<Json> = documents.collect::<Result<_, _>>().map_err(|error| Fault::Syntax {
        line: error.line(),
        column: error.column(),
        detail: said(&error),
    })?;
    if documents.is_empty() {
        return Err(Fault::Empty);
    }
    Ok(documents)
}

/// The reader's words without the place, which is told beside them.
fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    text[..end].to_owned()
}

impl<'de> serde::Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneValue)
    }
}

struct OneValue;

impl<'de> Visitor<'de> for OneValue {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string().into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string().into()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Fraction)
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value()?;
            if map.insert(key.as_str().into(), value).is_some() {
                return Err(A::Error::custom(format!("the key {key:?} stands twice")));
            }
        }
        Ok(Json::Map(map))
    }
}

/// One value and where it stands.
#[derive(Clone, Debug)]
pub struct At<'a> {
    pub node: &'a Json,
    place: String,
}

impl<'a> At<'a> {
    pub fn top(node: &'a Json) -> Self {
        Self {
            node,
            place: "$".into(),
        }
    }

    /// What stands under a key; `None` when nothing does, or null.
    pub fn at(&self, key: &str) -> Option<Self> {
        let Json::Map(entries) = self.node else { return None };
        let node = entries.get(key).filter(|node| **node != Json::Null)?;
        Some(Self {
            node,
            place: format!("{}.{key}", self.place),
        })
    }

    /// What stands at the end of a row of keys.
    pub fn below(&self, keys: &[&str]) -> Option<Self> {
        let mut here = self.clone();
        for key in keys {
            here = here.at(key)?;
        }
        Some(here)
    }

    /// Whether the key is there, also with null.
    pub fn has(&self, key: &str) -> bool {
        matches!(self.node, Json::Map(entries) if entries.contains_key(key))
    }

    pub fn has_all(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.has(key))
    }

    pub fn is_map(&self) -> bool {
        matches!(self.node, Json::Map(_))
    }

    pub fn place(&self) -> &str {
        &self.place
    }

    pub fn is_not(&self, wanted: Wanted) -> Fault {
        Fault::NotA {
            place: self.place.clone(),
            wanted,
        }
    }

    /// # Errors
    /// When it is no list.
    pub fn items(&self) -> Result<Vec<Self>, Fault> {
        let Json::List(items) = self.node else {
            return Err(self.is_not(Wanted::List));
        };
        let item = |(at, node)| Self {
            node,
            place: format!("{}[{at}]", self.place),
        };
        Ok(items.iter().enumerate().map(item).collect())
    }

    /// The items under a key; none when the key is not there.
    ///
    /// # Errors
    /// When something else is there.
    pub fn list(&self, key: &str) -> Result<Vec<Self>, Fault> {
        self.at(key).map_or_else(|| Ok(Vec::new()), |list| list.items())
    }

    /// The object under a key.
    ///
    /// # Errors
    /// When something else is there.
    pub fn map(&self, key: &str) -> Result<Option<Self>, Fault> {
        match self.at(key) {
            Some(at) if !at.is_map() => Err(at.is_not(Wanted::Object)),
            other => Ok(other),
        }
    }

    /// The text under a key; an empty one counts as absent.
    ///
    /// # Errors
    /// When something else is there.
    pub fn text(&self, key: &str) -> Result<Option<Box<str>>, Fault> {
        match self.at(key) {
            None => Ok(None),
            Some(at) => match at.node {
                Json::Text(text) if text.is_empty() => Ok(None),
                Json::Text(text) => Ok(Some(text.clone())),
                _ => Err(at.is_not(Wanted::Text)),
            },
        }
    }

    /// A short text that names something.
    ///
    /// # Errors
    /// When something else is there, or a text that names nothing.
    pub fn word(&self, key: &str) -> Result<Option<Box<str>>, Fault> {
        let text = self.text(key)?;
        match &text {
            Some(word) if word.len() > LONGEST_NAME => match self.at(key) {
                Some(at) => Err(at.is_not(Wanted::Text)),
                None => Ok(None),
            },
            _ => Ok(text),
        }
    }

    /// A number or a text under a key, as text.
    ///
    /// # Errors
    /// When something else is there.
    pub fn id(&self, key: &str) -> Result<Option<Box<str>>, Fault> {
        match self.at(key) {
            Some(at) => match at.node {
                Json::Number(digits) => Ok(Some(digits.clone())),
                Json::Text(_) => self.word(key),
                _ => Err(at.is_not(Wanted::NumberOrText)),
            },
            None => Ok(None),
        }
    }

    /// A whole number that is not below nothing.
    ///
    /// # Errors
    /// When something else is there.
    pub fn number(&self, key: &str) -> Result<Option<u64>, Fault> {
        match self.at(key) {
            None => Ok(None),
            Some(at) => match at.node {
                Json::Number(digits) => Ok(digits.parse().ok()),
                _ => Err(at.is_not(Wanted::Number)),
            },
        }
    }

    /// `true` or `false`; `None` when it does not say.
    pub fn flag(&self, key: &str) -> Option<bool> {
        match self.at(key)?.node {
            Json::Bool(value) => Some(*value),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_payload_is_an_error_with_its_place() {
        let deep = "[".repeat(10_000);
        for (text, line) in [
            ("", None),
            ("  \n", None),
            ("{\n \"state\": \"APPROVED\", \"state\": \"COMMENTED\"}", Some(2)),
            (deep.as_str(), Some(1)),
            ("{\"a\": }", Some(1)),
            ("\u{0}", Some(1)),
            ("[1] x", Some(1)),
        ] {
            match (parse(text.as_bytes()), line) {
                (Err(Fault::Empty), None) => {}
                (Err(Fault::Syntax { line: at, .. }), Some(line)) => assert_eq!(at, line, "{text:.20}"),
                (other, _) => panic!("{text:.20}: {other:?}"),
            }
        }
        assert_eq!(
            parse(&vec![b' '; MOST_BYTES + 1]),
            Err(Fault::TooLarge { most: MOST_BYTES })
        );
        assert!(matches!(parse(b"\xff\xfe"), Err(Fault::Syntax { .. })));
    }

    #[test]
    fn a_value_of_another_type_is_named_by_its_place() {
        let documents = parse(b"[{\"user\": {\"id\": [1], \"login\": 7}, \"x\": null, \"n\": 1.5}]").expect("JSON");
        let list = At::top(&documents[0]).items().expect("a list");
        let user = list[0].map("user").expect("an object").expect("there");
        assert_eq!(
            user.id("id"),
            Err(Fault::NotA {
                place: "$[0].user.id".into(),
                wanted: Wanted::NumberOrText
            })
        );
        assert!(user.text("login").is_err());
        assert!(list[0].id("n").is_err(), "half a number names nobody");
        assert_eq!(list[0].text("x"), Ok(None));
        assert!(list[0].has("x"));
    }

    #[test]
    fn several_documents_in_a_row_are_read() {
        assert_eq!(parse(b"[1][2]\n[3]").map(|all| all.len()), Ok(3));
    }
}
