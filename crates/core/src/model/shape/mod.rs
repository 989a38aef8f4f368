//! Answers: which keys does each type of record have, of which shape, and which must be there?
//! Invariant: the one description of the format: the reader, `crops schema` and `docs/file-formats.md` all follow it.
//! Source: `docs/file-formats.md`.

mod accept;
mod campaign;
mod people;
mod process;
mod settings;
mod work;

use super::other::RecordType;
use super::problem::Wanted;

pub use accept::{accepts, parse_clock, parse_decimal, parse_number, parse_percent, parse_weekday, parse_yes};

/// A mapping: a record, or a part of one.
#[derive(Debug)]
pub struct MapShape {
    /// The record's type, or the key that holds the mapping.
    pub name: &'static str,
    pub keys: &'static [KeyShape],
}

#[derive(Debug)]
pub struct KeyShape {
    pub key: &'static str,
    pub value: ValueShape,
    pub need: Need,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
}

/// What may stand behind a key.
#[derive(Clone, Copy, Debug)]
pub enum ValueShape {
    /// Any text.
    Text,
    /// A text of a certain form.
    Scalar(Wanted),
    /// The id of another record, or of a person of a party where people are meant.
    Ref(RecordType),
    /// A text, or one per language.
    Label,
    List(&'static ValueShape),
    /// One value, or a list of them.
    OneOrMany(&'static ValueShape),
    Map(&'static MapShape),
    /// Names chosen by people, each with a value.
    MapOf(Wanted, &'static ValueShape),
    /// The first alternative of the same sort (text, list, mapping) decides.
    Either(&'static [ValueShape]),
    /// Kept as it is.
    Anything,
}

impl MapShape {
    /// Whether several of these in a list are told apart by an `id`.
    pub fn is_named(&self) -> bool {
        self.key("id")
            .is_some_and(|id| matches!(id.value, ValueShape::Scalar(Wanted::Id)))
    }

    pub fn key(&self, key: &str) -> Option<&'static KeyShape> {
        self.keys.iter().find(|known| known.key == key)
    }
}

/// The shape of a whole record.
pub fn of(record: RecordType) -> &'static MapShape {
    match record {
        RecordType::Studio => &settings::STUDIO,
        RecordType::Person => &people::PERSON,
        RecordType::Party => &people::PARTY,
        RecordType::Calendar => &settings::CALENDAR,
        RecordType::Workflow => &process::WORKFLOW,
        RecordType::Kind => &process::KIND,
        RecordType::Campaign => &campaign::CAMPAIGN,
        RecordType::Brief => &work::BRIEF,
        RecordType::Approval => &work::APPROVAL,
        RecordType::Feedback => &work::FEEDBACK,
        RecordType::Handoff => &work::HANDOFF,
        RecordType::Asset => &work::ASSET,
        RecordType::Result => &work::RESULT,
        RecordType::Retrospective => &work::RETROSPECTIVE,
        RecordType::Targets => &settings::TARGETS,
        RecordType::Taxonomy => &settings::TAXONOMY,
        RecordType::Template => &settings::TEMPLATE,
    }
}

// The words that the descriptions are written with.

const fn may(key: &'static str, value: ValueShape) -> KeyShape {
    KeyShape {
        key,
        value,
        need: Need::Optional,
    }
}

const fn must(key: &'static str, value: ValueShape) -> KeyShape {
    KeyShape {
        key,
        value,
        need: Need::Required,
    }
}

const fn one_of(words: &'static [&'static str]) -> ValueShape {
    ValueShape::Scalar(Wanted::OneOf(words))
}

const TEXT: ValueShape = ValueShape::Text;
const TEXTS: ValueShape = ValueShape::List(&TEXT);
const ID: ValueShape = ValueShape::Scalar(Wanted::Id);
const IDS: ValueShape = ValueShape::List(&ID);
const DAY: ValueShape = ValueShape::Scalar(Wanted::Day);
const DAYS: ValueShape = ValueShape::List(&DAY);
const DAY_OR_ANCHOR: ValueShape = ValueShape::Scalar(Wanted::DayOrAnchor);
const WORKING_DAYS: ValueShape = ValueShape::Scalar(Wanted::WorkingDays);
const LENGTH: ValueShape = ValueShape::Scalar(Wanted::Length);
const HOURS: ValueShape = ValueShape::Scalar(Wanted::Hours);
const MONEY: ValueShape = ValueShape::Scalar(Wanted::Money);
const INSTANT: ValueShape = ValueShape::Scalar(Wanted::Instant);
const SHA256: ValueShape = ValueShape::Scalar(Wanted::Sha256);
const EMAILS: ValueShape = ValueShape::List(&ValueShape::Scalar(Wanted::Email));
const PERSON: ValueShape = ValueShape::Ref(RecordType::Person);
const PEOPLE: ValueShape = ValueShape::OneOrMany(&PERSON);
const CALENDAR: ValueShape = ValueShape::Ref(RecordType::Calendar);
const PERIODS: ValueShape = ValueShape::List(&ValueShape::Map(&settings::PERIOD));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_begins_with_its_type() {
        for record in RecordType::ALL {
            let shape = of(record);
            assert_eq!(shape.name, record.word());
            assert_eq!(shape.keys.first().map(|k| k.key), Some("crops"), "{}", shape.name);
        }
    }

    #[test]
    fn no_key_is_described_twice() {
        fn walk(shape: &MapShape) {
            for (at, key) in shape.keys.iter().enumerate() {
                assert!(
                    shape.keys[..at].iter().all(|other| other.key != key.key),
                    "{}.{}",
                    shape.name,
                    key.key
                );
                inner(&key.value);
            }
        }
        fn inner(value: &ValueShape) {
            match value {
                ValueShape::Map(shape) => walk(shape),
                ValueShape::List(of) | ValueShape::OneOrMany(of) | ValueShape::MapOf(_, of) => inner(of),
                ValueShape::Either(all) => all.iter().for_each(inner),
                _ => {}
            }
        }
        for record in RecordType::ALL {
            walk(of(record));
        }
    }
}
