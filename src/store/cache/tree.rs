//! Answers: how is a parsed file or a listed folder kept, and which is kept here?
//! Invariant: what was encoded is decoded to the same; any other bytes give `None`.

use super::Folder;
use super::bytes::{Rest, put_bytes, put_number};
use crate::model::place::Span;
use crate::store::read::Parsed;
use crate::store::yaml::read::MOST_DEPTH;
use crate::store::yaml::tree::{Entry, Node, Value};

const NO_RECORD: u8 = 0;
const TREE: u8 = 1;
const FOLDER: u8 = 2;

const NULL: u8 = 0;
const TEXT: u8 = 1;
const LIST: u8 = 2;
const MAP: u8 = 3;

/// `None` for a file with faults: it is read again, for all that can be said about it.
pub fn encode(parsed: &Parsed) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(1024);
    match parsed {
        Parsed::NoRecord => out.push(NO_RECORD),
        Parsed::Tree(root) => {
            out.push(TREE);
            put_node(&mut out, root);
        }
        Parsed::Faulty(_) => return None,
    }
    Some(out)
}

pub fn decode(bytes: &[u8]) -> Option<Parsed> {
    let mut rest = Rest(bytes);
    let parsed = match rest.byte()? {
        NO_RECORD => Parsed::NoRecord,
        TREE => Parsed::Tree(node(&mut rest, 0)?),
        _ => return None,
    };
    rest.0.is_empty().then_some(parsed)
}

pub fn encode_folder(folder: &Folder) -> Vec<u8> {
    let mut out = vec![FOLDER];
    for names in [&folder.files, &folder.folders] {
        put_number(&mut out, names.len() as u64);
        for name in names {
            put_bytes(&mut out, name.as_bytes());
        }
    }
    out
}

pub fn decode_folder(bytes: &[u8]) -> Option<Folder> {
    let mut rest = Rest(bytes);
    (rest.byte()? == FOLDER).then_some(())?;
    let mut names = || members(&mut rest, |rest| rest.text().map(str::to_owned));
    let (files, folders) = (names()?, names()?);
    rest.0.is_empty().then_some(Folder { files, folders })
}

fn put_span(out: &mut Vec<u8>, span: Span) {
    for number in [span.line, span.column, span.start, span.end.wrapping_sub(span.start)] {
        put_number(out, u64::from(number));
    }
}

fn span(rest: &mut Rest<'_>) -> Option<Span> {
    let (line, column, start) = (rest.small()?, rest.small()?, rest.small()?);
    Some(Span {
        line,
        column,
        start,
        end: start.wrapping_add(rest.small()?),
    })
}

fn put_node(out: &mut Vec<u8>, node: &Node) {
    match &node.value {
        Value::Null => out.push(NULL),
        Value::Text(text) => {
            out.push(TEXT);
            put_bytes(out, text.as_bytes());
        }
        Value::List(items) => {
            out.push(LIST);
            put_number(out, items.len() as u64);
            for item in items {
                put_node(out, item);
            }
        }
        Value::Map(entries) => {
            out.push(MAP);
            put_number(out, entries.len() as u64);
            for entry in entries {
                put_bytes(out, entry.key.as_bytes());
                put_span(out, entry.key_span);
                put_node(out, &entry.value);
            }
        }
    }
    put_span(out, node.span);
}

fn node(rest: &mut Rest<'_>, depth: usize) -> Option<Node> {
    if depth > MOST_DEPTH {
        return None;
    }
    let value = match rest.byte()? {
        NULL => Value::Null,
        TEXT => Value::Text(rest.text()?.into()),
        LIST => Value::List(members(rest, |rest| node(rest, depth + 1))?),
        MAP => Value::Map(members(rest, |rest| {
            Some(Entry {
                key: rest.text()?.into(),
                key_span: span(rest)?,
                value: node(rest, depth + 1)?,
            })
        })?),
        _ => return None,
    };
    Some(Node {
        span: span(rest)?,
        value,
    })
}

fn members<T>(rest: &mut Rest<'_>, mut one: impl FnMut(&mut Rest<'_>) -> Option<T>) -> Option<Vec<T>> {
    let count = rest.length()?;
    // each takes bytes of its own: a made-up count reserves nothing
    let mut members = Vec::with_capacity(count.min(rest.0.len()).min(64));
    for _ in 0..count {
        members.push(one(rest)?);
    }
    Some(members)
}
