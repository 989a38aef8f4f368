//! Answers: which other records does this record name?
//! Invariant: the description of the record decides what is a name; ill-formed names are left out (they are findings already).

use crate::model::id::is_slug;
use crate::model::other::{RecordType, Reference};
use crate::model::place::{Placed, Span};
use crate::model::shape::{MapShape, ValueShape};
use crate::store::yaml::tree::{Node, Value};

/// All names of other records in a mapping and below it, in the order of the file.
pub fn of(node: &Node, shape: &MapShape) -> Vec<Reference> {
    let mut found = Vec::new();
    in_map(node, shape, &mut found);
    found
}

fn in_map(node: &Node, shape: &MapShape, found: &mut Vec<Reference>) {
    let Value::Map(entries) = &node.value else { return };
    for entry in entries {
        if let Some(known) = shape.key(&entry.key) {
            in_value(&entry.value, &known.value, found);
        }
    }
}

fn in_value(node: &Node, shape: &ValueShape, found: &mut Vec<Reference>) {
    match (shape, &node.value) {
        (ValueShape::Ref(to), Value::Text(name)) => push(*to, name, node.span, found),
        (ValueShape::List(item) | ValueShape::OneOrMany(item), Value::List(items)) => {
            items.iter().for_each(|one| in_value(one, item, found));
        }
        (ValueShape::OneOrMany(item), _) => in_value(node, item, found),
        (ValueShape::Map(shape), _) => in_map(node, shape, found),
        (ValueShape::MapOf(_, value), Value::Map(entries)) => {
            entries.iter().for_each(|entry| in_value(&entry.value, value, found));
        }
        (ValueShape::Either(all), _) => all.iter().for_each(|one| in_value(node, one, found)),
        _ => {}
    }
}

fn push(to: RecordType, name: &str, span: Span, found: &mut Vec<Reference>) {
    if is_slug(name) {
        let name = Placed::new(name.into(), span);
        found.push(Reference { to, name });
    }
}
