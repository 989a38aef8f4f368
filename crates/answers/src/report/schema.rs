//! Answers: what does an editor need to know to help with a record?
//! Invariant: JSON Schema, draft 2020-12; made of the one description in `model::shape`, never written by hand.
//! Source: JSON Schema, "A Media Type for Describing JSON Documents", draft 2020-12.

use crate::model::other::RecordType;
use crate::model::problem::Wanted;
use crate::model::shape::{self, MapShape, Need, ValueShape};
use serde_json::{Map, Value, json};

/// The schema of one type of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemaReport {
    pub record: RecordType,
}

/// What a key means, by its path (`bookings[].from`).
pub type Meaning<'a> = &'a dyn Fn(&str) -> Option<&'static str>;

impl SchemaReport {
    pub fn schema(self, meaning: Meaning<'_>) -> Value {
        let shape = shape::of(self.record);
        let mut schema = mapping(shape, "", meaning);
        let word = self.record.word();
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        schema["$id"] = json!(format!("crops:{word}/v1"));
        schema["title"] = json!(format!("crops {word}/v1"));
        schema["properties"]["crops"]["const"] = json!(format!("{word}/v1"));
        if self.record == RecordType::Brief {
            // A kind may ask for further keys at intake.
            schema["additionalProperties"] = json!(true);
        }
        schema
    }
}

fn mapping(shape: &MapShape, before: &str, meaning: Meaning<'_>) -> Value {
    let described = |key: &str, shape: &ValueShape, need| {
        let path = format!("{before}{key}");
        let mut schema = optional(value(shape, &path, meaning), need);
        if let (Some(words), Some(keys)) = (meaning(&path), schema.as_object_mut()) {
            keys.insert("description".into(), words.into());
        }
        schema
    };
    let properties: Map<String, Value> = shape
        .keys
        .iter()
        .map(|known| (known.key.to_owned(), described(known.key, &known.value, known.need)))
        .collect();
    let required: Vec<&str> = shape
        .keys
        .iter()
        .filter(|known| known.need == Need::Required)
        .map(|known| known.key)
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "patternProperties": { "^x-": true },
        "required": required,
        "additionalProperties": false,
    })
}

/// An empty value is an absent one.
fn optional(schema: Value, need: Need) -> Value {
    match need {
        Need::Required => schema,
        Need::Optional if schema == json!({}) => schema,
        Need::Optional => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}

fn value(shape: &ValueShape, path: &str, meaning: Meaning<'_>) -> Value {
    let value = |shape: &ValueShape, path: &str| value(shape, path, meaning);
    match shape {
        ValueShape::Text => text(),
        ValueShape::Scalar(wanted) => scalar(*wanted),
        ValueShape::Ref(_) => scalar(Wanted::Id),
        ValueShape::Label => json!({ "anyOf": [text(), {
            "type": "object",
            "patternProperties": { "^[a-z]{2}$": text() },
            "additionalProperties": false,
        }] }),
        ValueShape::List(of) => json!({ "type": "array", "items": value(of, &format!("{path}[]")) }),
        ValueShape::OneOrMany(of) => {
            let of = value(of, &format!("{path}[]"));
            json!({ "anyOf": [of, { "type": "array", "items": of }] })
        }
        ValueShape::Map(shape) => mapping(shape, &format!("{path}."), meaning),
        ValueShape::MapOf(name, of) => json!({
            "type": "object",
            "propertyNames": scalar(*name),
            "additionalProperties": { "anyOf": [value(of, &format!("{path}.*")), { "type": "null" }] },
        }),
        ValueShape::Either(all) => json!({ "anyOf": all.iter().map(|one| value(one, path)).collect::<Vec<_>>() }),
        ValueShape::Anything => json!({}),
    }
}

/// Editors read `4` and `no` as a number and a boolean; crops reads any scalar as text.
fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

fn pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

fn scalar(wanted: Wanted) -> Value {
    match wanted {
        // An id of digits alone is a number to an editor.
        Wanted::Id => json!({ "type": ["string", "integer"], "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80 }),
        Wanted::Day => pattern("^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"),
        Wanted::DayOrAnchor => pattern("^((19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}|[A-Za-z][A-Za-z0-9+.,-]*)$"),
        Wanted::WorkingDays => pattern("^[0-9]+([.,](5|50|0|00))?d$"),
        Wanted::Length => pattern("^[0-9]+(([.,](5|50|0|00))?d|ed|w)$"),
        Wanted::Lag => pattern("^-?[0-9]+(([.,](5|50|0|00))?d|ed|w)$"),
        Wanted::Hours => pattern("^[0-9]+([.,][0-9]{1,2})?h$"),
        Wanted::Sla => pattern("^[0-9]+([.,][0-9]{1,2})?[dh]$"),
        Wanted::Money => json!({ "type": ["string", "number"] }),
        Wanted::Currency => pattern("^[A-Z]{3}$"),
        Wanted::Number { least, most } => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Wanted::Decimal => json!({ "type": ["number", "string"] }),
        Wanted::Percent => pattern("^-?[0-9]+([.,][0-9]+)?[ \u{a0}\u{202f}]*%$"),
        Wanted::ClockTime => pattern("^[0-2][0-9]:[0-5][0-9]$"),
        Wanted::Weekday => json!({ "enum": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] }),
        Wanted::Rhythm => pattern("^(day|mon|tue|wed|thu|fri|sat|sun|[0-9]+(ed|w))$"),
        Wanted::YesOrNo => json!({ "enum": [true, false, "true", "false", "yes", "no", "on", "off"] }),
        Wanted::Email => pattern("^[^@\\s]+@[^@\\s]+$"),
        Wanted::Sha256 => pattern("^[0-9A-Fa-f]{64}$"),
        Wanted::DeliverableLink => pattern("^[a-z0-9-]+/[a-z0-9-]+(@[0-9]{4}-[0-9]{2}-[0-9]{2})?$"),
        Wanted::Amount => json!({ "type": ["string", "number"] }),
        Wanted::Instant => pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ].+$"),
        Wanted::Language => pattern("^[a-z]{2}$"),
        Wanted::TimeCode => {
            json!({ "type": "string", "pattern": "^([0-9]{1,6}([.,][0-9]{1,9})?s|[0-9]{2,3}:[0-5][0-9]:[0-5][0-9](([.,][0-9]{1,9})|([:;][0-9]{2,3}))?)$" })
        }
        Wanted::PartOfWhole => json!({ "type": ["number", "string"], "minimum": 0, "maximum": 1 }),
        Wanted::BriefKey => json!({ "type": "string", "minLength": 1, "maxLength": 80 }),
        Wanted::File => pattern("^[^/].*$"),
        Wanted::OneOf(words) => json!({ "enum": words }),
    }
}
