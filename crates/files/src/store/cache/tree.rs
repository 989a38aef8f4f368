//! Answers: how is a parsed file or a listed folder kept, and which is kept here?
//! Invariant: what was encoded is decoded to the same; any other bytes give `None`.

use super::bytes::{Rest, members, put_bytes, put_number, put_span};
use super::stamp::Stamp;
use super::{Folder, Known, beside, brief};
use crate::model::history::ObjectId;
use crate::model::place::StudioPath;
use crate::store::read::{Defaults, Outcome, Parsed};
use crate::store::yaml::read::MOST_DEPTH;
use crate::store::yaml::tree::{Entry, Node, Value};

const NO_RECORD: u8 = 0;
const TREE: u8 = 1;
const FOLDER: u8 = 2;
const BRIEF: u8 = 3;
const BESIDE: u8 = 4;

const NULL: u8 = 0;
const TEXT: u8 = 1;
const LIST: u8 = 2;
const MAP: u8 = 3;

/// `None` for a file with faults: it is read again, for all that can be said about it.
pub fn encode(parsed: &Parsed, outcome: &Outcome, defaults: Defaults) -> Option<Vec<u8>> {
    let mut out = vec![BRIEF];
    if brief::put_outcome(&mut out, outcome, defaults) {
        return Some(out);
    }
    out.clear();
    out.push(BESIDE);
    if beside::put_outcome(&mut out, outcome) {
        return Some(out);
    }
    out.clear();
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

/// `None` as well for what was read with other defaults.
pub fn decode(bytes: &[u8], file: &StudioPath, defaults: Defaults) -> Option<Known> {
    let mut rest = Rest(bytes);
    let known = match rest.byte()? {
        NO_RECORD => Known::Parsed(Parsed::NoRecord),
        TREE => Known::Parsed(Parsed::Tree(node(&mut rest, 0)?)),
        BRIEF => Known::Read(brief::outcome(&mut rest, file, defaults)?),
        BESIDE => Known::Read(beside::outcome(&mut rest, file)?),
        _ => return None,
    };
    rest.0.is_empty().then_some(known)
}

/// What is kept of a folder.
#[derive(Default)]
pub struct KnownFolder<'b> {
    /// What it held when it had this stamp.
    pub listing: Option<(Stamp, Folder)>,
    /// By name, which content each file had when it had this stamp.
    files: Vec<(&'b str, Stamp, ObjectId)>,
}

impl KnownFolder<'_> {
    pub fn file(&self, name: &str) -> Option<(Stamp, ObjectId)> {
        let at = self.files.binary_search_by(|(known, ..)| (*known).cmp(name)).ok()?;
        let (_, stamp, blob) = self.files.get(at)?;
        Some((*stamp, *blob))
    }
}

/// `files`: sorted by name.
pub fn encode_folder(listing: Option<(Stamp, &Folder)>, files: &[(&str, Stamp, ObjectId)]) -> Vec<u8> {
    let mut out = vec![FOLDER, u8::from(listing.is_some())];
    if let Some((stamp, folder)) = listing {
        stamp.write(&mut out);
        for names in [&folder.files, &folder.folders] {
            put_number(&mut out, names.len() as u64);
            for name in names {
                put_bytes(&mut out, name.as_bytes());
            }
        }
    }
    put_number(&mut out, files.len() as u64);
    for (name, stamp, blob) in files {
        put_bytes(&mut out, name.as_bytes());
        stamp.write(&mut out);
        out.extend_from_slice(&blob.0);
    }
    out
}

pub fn decode_folder(bytes: &[u8]) -> Option<KnownFolder<'_>> {
    let mut rest = Rest(bytes);
    (rest.byte()? == FOLDER).then_some(())?;
    let listing = match rest.byte()? {
        0 => None,
        1 => Some(listing(&mut rest)?),
        _ => return None,
    };
    let files = members(&mut rest, |rest| {
        let (name, stamp) = (rest.text()?, Stamp::read(rest)?);
        Some((name, stamp, ObjectId(rest.take(20)?.try_into().ok()?)))
    })?;
    rest.0.is_empty().then_some(KnownFolder { listing, files })
}

fn listing(rest: &mut Rest<'_>) -> Option<(Stamp, Folder)> {
    let stamp = Stamp::read(rest)?;
    let mut names = || members(rest, |rest| rest.text().map(str::to_owned));
    let (files, folders) = (names()?, names()?);
    Some((stamp, Folder { files, folders }))
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
                key_span: rest.span()?,
                value: node(rest, depth + 1)?,
            })
        })?),
        _ => return None,
    };
    Some(Node {
        span: rest.span()?,
        value,
    })
}
