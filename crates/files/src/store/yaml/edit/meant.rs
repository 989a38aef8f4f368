//! Answers: what should the file say after an edit?
//! Invariant: the edit is made on the tree, where nothing is shared: an edit that an alias would repeat elsewhere is therefore seen.

use super::locate::path;
use crate::change::edit_refused::EditRefused;
use crate::change::{KeyEdit, Operation, Segment, YamlValue};
use crate::model::place::Span;
use crate::model::problem::Shape;
use crate::store::yaml::tree::{Entry, Node, Value, is_null};

/// # Errors
/// No such value, a key that is there already, another shape.
pub fn after(mut root: Node, edit: &KeyEdit) -> Result<Node, EditRefused> {
    let at = path(&edit.at);
    match &edit.operation {
        Operation::Set(value) => find(&mut root, &edit.at, &at)?.value = node(value).value,
        Operation::Add { key, value } => {
            let entries = entries(find(&mut root, &edit.at, &at)?, &at)?;
            if entries.iter().any(|entry| *entry.key == **key) {
                return Err(EditRefused::KeyExists { at, key: key.clone() });
            }
            entries.push(entry(key, value));
        }
        Operation::Put { key, value } => {
            let entries = entries(find(&mut root, &edit.at, &at)?, &at)?;
            match entries.iter_mut().find(|entry| *entry.key == **key) {
                Some(there) => there.value = node(value),
                None => entries.push(entry(key, value)),
            }
        }
        Operation::Append(value) => items(find(&mut root, &edit.at, &at)?, &at)?.push(node(value)),
        Operation::Remove => remove(&mut root, &edit.at, &at)?,
        Operation::Rename(name) => rename(&mut root, &edit.at, &at, name)?,
    }
    Ok(root)
}

fn remove(root: &mut Node, segments: &[Segment], at: &str) -> Result<(), EditRefused> {
    let nothing = || EditRefused::NoSuchValue { at: at.to_owned() };
    let (last, above) = segments.split_last().ok_or_else(nothing)?;
    match (&mut find(root, above, at)?.value, last) {
        (Value::Map(entries), Segment::Key(key)) => {
            let index = entries
                .iter()
                .position(|entry| *entry.key == **key)
                .ok_or_else(nothing)?;
            entries.remove(index);
        }
        (Value::List(items), Segment::Item(index)) if *index < items.len() => {
            items.remove(*index);
        }
        _ => return Err(nothing()),
    }
    Ok(())
}

fn rename(root: &mut Node, segments: &[Segment], at: &str, name: &str) -> Result<(), EditRefused> {
    let nothing = || EditRefused::NoSuchValue { at: at.to_owned() };
    let (last, above) = segments.split_last().ok_or_else(nothing)?;
    let (Value::Map(entries), Segment::Key(key)) = (&mut find(root, above, at)?.value, last) else {
        return Err(nothing());
    };
    if entries.iter().any(|entry| *entry.key == *name) {
        let (at, key) = (path(above), name.to_owned());
        return Err(EditRefused::KeyExists { at, key });
    }
    let entry = entries
        .iter_mut()
        .find(|entry| *entry.key == **key)
        .ok_or_else(nothing)?;
    entry.key = name.into();
    Ok(())
}

fn find<'n>(root: &'n mut Node, segments: &[Segment], at: &str) -> Result<&'n mut Node, EditRefused> {
    let mut node = root;
    for segment in segments {
        let below = match (&mut node.value, segment) {
            (Value::Map(entries), Segment::Key(key)) => entries
                .iter_mut()
                .find(|entry| *entry.key == **key)
                .map(|entry| &mut entry.value),
            (Value::List(items), Segment::Item(index)) => items.get_mut(*index),
            _ => None,
        };
        node = below.ok_or_else(|| EditRefused::NoSuchValue { at: at.to_owned() })?;
    }
    Ok(node)
}

/// An absent value is an empty mapping.
fn entries<'n>(node: &'n mut Node, at: &str) -> Result<&'n mut Vec<Entry>, EditRefused> {
    if node.value == Value::Null {
        node.value = Value::Map(Vec::new());
    }
    match &mut node.value {
        Value::Map(entries) => Ok(entries),
        _ => Err(EditRefused::OtherShape {
            at: at.to_owned(),
            wanted: Shape::Mapping,
        }),
    }
}

/// An absent value is an empty list.
fn items<'n>(node: &'n mut Node, at: &str) -> Result<&'n mut Vec<Node>, EditRefused> {
    if node.value == Value::Null {
        node.value = Value::List(Vec::new());
    }
    match &mut node.value {
        Value::List(items) => Ok(items),
        _ => Err(EditRefused::OtherShape {
            at: at.to_owned(),
            wanted: Shape::List,
        }),
    }
}

fn entry(key: &str, value: &YamlValue) -> Entry {
    Entry {
        key: key.into(),
        key_span: Span::WHOLE_FILE,
        value: node(value),
    }
}

fn node(value: &YamlValue) -> Node {
    let value = match value {
        YamlValue::Plain(text) if is_null(text) => Value::Null,
        YamlValue::Plain(text) | YamlValue::Text(text) => Value::Text(text.as_str().into()),
        YamlValue::List(items) => Value::List(items.iter().map(node).collect()),
        YamlValue::Map(entries) => Value::Map(entries.iter().map(|(key, value)| entry(key, value)).collect()),
    };
    Node {
        span: Span::WHOLE_FILE,
        value,
    }
}
