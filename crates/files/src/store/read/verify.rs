//! Answers: does the tree have the shape of its record: keys known and there, values of the wanted form?
//! Invariant: all faults are reported, each at its own place; nothing is decoded here.

use super::Reading;
use super::campaign::ITEM_LISTS;
use crate::model::place::Span;
use crate::model::problem::{Disguise, NotAFile, Problem, Shape, Wanted};
use crate::model::shape::{MapShape, Need, ValueShape, accepts};
use crate::model::similar::{is_invisible, looks_like, nearest};
use crate::store::yaml::tree::{Entry, Node, Value};

impl Reading<'_> {
    /// Reports all that is wrong in a mapping and below it.
    pub fn verify(&mut self, node: &Node, shape: &MapShape) {
        let Value::Map(entries) = &node.value else { return };
        for entry in entries {
            match shape.key(&entry.key) {
                Some(known) => self.verify_value(known.key, &entry.value, &known.value),
                None => self.unknown_key(entry, shape),
            }
        }
        for known in shape.keys.iter().filter(|known| known.need == Need::Required) {
            let found = entries.iter().find(|entry| &*entry.key == known.key);
            if found.is_none_or(|entry| entry.value.value == Value::Null) {
                let span = found.or(entries.first()).map_or(node.span, |entry| entry.key_span);
                let (key, within) = (known.key, shape.name);
                self.error(span, Problem::MissingKey { key, within });
            }
        }
    }

    fn unknown_key(&mut self, entry: &Entry, shape: &MapShape) {
        if entry.key.starts_with("x-") {
            return;
        }
        let known = || shape.keys.iter().map(|known| known.key);
        let twin = known().find(|known| looks_like(&entry.key, known));
        let near = twin.or_else(|| nearest(&entry.key, known()));
        let problem = Problem::UnknownKey {
            key: entry.key.to_string(),
            within: shape.name,
            near: near.map(str::to_owned),
            disguised: twin.map_or(Disguise::None, |_| disguise_of(&entry.key)),
        };
        match near {
            Some(_) => self.error(entry.key_span, problem),
            None => self.warning(entry.key_span, problem),
        }
    }

    fn verify_value(&mut self, key: &str, node: &Node, shape: &ValueShape) {
        if node.value == Value::Null {
            return;
        }
        match (shape, &node.value) {
            (ValueShape::Anything, _) | (ValueShape::Text | ValueShape::Label, Value::Text(_)) => {}
            (ValueShape::Scalar(wanted), Value::Text(text)) => self.verify_text(key, text, node.span, *wanted),
            (ValueShape::Ref(_), Value::Text(text)) => self.verify_text(key, text, node.span, Wanted::Id),
            (ValueShape::Label, Value::Map(entries)) => self.verify_label(entries),
            (ValueShape::List(item) | ValueShape::OneOrMany(item), Value::List(items)) => {
                for one in items {
                    self.verify_item(key, one, item);
                }
                self.unique_ids(key, items, item);
            }
            (ValueShape::OneOrMany(item), _) => self.verify_value(key, node, item),
            (ValueShape::Map(shape), Value::Map(_)) => self.verify(node, shape),
            (ValueShape::MapOf(name, value), Value::Map(entries)) => {
                for entry in entries {
                    self.verify_text(key, &entry.key, entry.key_span, *name);
                    self.verify_value(&entry.key, &entry.value, value);
                }
            }
            (ValueShape::Either(all), value) => match all.iter().find(|one| shape_of(one) == got(value)) {
                Some(one) => self.verify_value(key, node, one),
                None => self.wrong_shape(key, node, shape),
            },
            _ => self.wrong_shape(key, node, shape),
        }
    }

    /// Items of a campaign share their ids over several lists: see `separate_items`.
    fn unique_ids(&mut self, key: &str, items: &[Node], shape: &ValueShape) {
        let ValueShape::Map(shape) = shape else { return };
        if !shape.is_named() || ITEM_LISTS.contains(&key) {
            return;
        }
        let mut seen: Vec<(&str, Span)> = Vec::new();
        for item in items {
            let Value::Map(entries) = &item.value else { continue };
            let Some(id) = entries.iter().find(|entry| &*entry.key == "id") else {
                continue;
            };
            let Value::Text(text) = &id.value.value else { continue };
            match seen.iter().find(|(known, _)| *known == &**text) {
                Some((_, first)) => self.duplicate(text, self.record, *first, id.value.span),
                None => seen.push((text, id.value.span)),
            }
        }
    }

    fn verify_item(&mut self, key: &str, item: &Node, shape: &ValueShape) {
        if item.value == Value::Null {
            self.wrong_shape(key, item, shape);
        } else {
            self.verify_value(key, item, shape);
        }
    }

    fn wrong_shape(&mut self, key: &str, node: &Node, shape: &ValueShape) {
        let problem = Problem::WrongShape {
            key: key.to_owned(),
            wanted: shape_of(shape),
            got: got(&node.value),
        };
        self.error(node.span, problem);
    }

    fn verify_text(&mut self, key: &str, text: &str, span: Span, wanted: Wanted) {
        if accepts(wanted, text, self.defaults.currency) {
            return;
        }
        let problem = match wanted {
            Wanted::Id if key == "id" => Problem::BadId { id: text.to_owned() },
            Wanted::File => Problem::NotAFile {
                what: NotAFile::Outside,
            },
            _ => Problem::BadValue {
                key: key.to_owned(),
                value: text.to_owned(),
                wanted,
            },
        };
        self.error(span, problem);
    }

    /// One text per language; an empty mapping says that there is none.
    fn verify_label(&mut self, entries: &[Entry]) {
        for entry in entries {
            self.verify_text("title", &entry.key, entry.key_span, Wanted::Language);
            if !matches!(entry.value.value, Value::Text(_) | Value::Null) {
                self.wrong_shape(&entry.key, &entry.value, &ValueShape::Text);
            }
        }
    }
}

/// The first character of a name that is not what it seems.
pub fn disguise_of(name: &str) -> Disguise {
    name.chars()
        .find(|c| is_invisible(*c) || !c.is_ascii())
        .map_or(Disguise::None, |c| Disguise::LooksAlike { code: u32::from(c) })
}

fn shape_of(shape: &ValueShape) -> Shape {
    match shape {
        ValueShape::Text | ValueShape::Scalar(_) | ValueShape::Ref(_) | ValueShape::Label | ValueShape::Anything => {
            Shape::Text
        }
        ValueShape::List(_) | ValueShape::OneOrMany(_) => Shape::List,
        ValueShape::Map(_) | ValueShape::MapOf(..) => Shape::Mapping,
        ValueShape::Either(all) => all.first().map_or(Shape::Text, shape_of),
    }
}

fn got(value: &Value) -> Shape {
    match value {
        Value::Null => Shape::Nothing,
        Value::Text(_) => Shape::Text,
        Value::List(_) => Shape::List,
        Value::Map(_) => Shape::Mapping,
    }
}
