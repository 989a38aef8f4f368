//! Answers: what did these bytes say when they were read before, wherever that was?
//! Invariant: the key is the content's own id, so that a file of the disk and one of a revision share what is kept.
//! Source: `docs/decisions/0015-cache-of-parsed-files.md`

use super::beside::BESIDE;
use super::bytes::{Rest, check, put_bytes, put_number};
use super::file::Book;
use super::{CachePlace, Known, LEAST_ENTRIES, Seen, tree};
use crate::model::history::ObjectId;
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::model::shape;
use crate::store::find::Expected;
use crate::store::read::Defaults;
use std::collections::HashSet;

/// Raised with every change of what is kept, of what a reader of YAML refuses, or of what is found or read in a record that is kept whole.
const FORMAT: u32 = 7;

/// Of contents that were not asked for now so many bytes are kept, and so many more for each that was.
const OTHER_BYTES: usize = 16 << 20;
const OTHER_BYTES_EACH: usize = 1 << 10;

/// Parsed contents by blob id.
pub struct Records {
    book: Book,
}

/// A content that is known to be at a path.
#[derive(Clone, Copy)]
pub struct Sought<'a> {
    pub blob: ObjectId,
    /// Of the file on disk: another one than the blob's tells that the file is stored in another form.
    pub size: Option<u64>,
    pub path: &'a StudioPath,
    pub expected: Expected,
}

impl Records {
    pub fn open(place: &CachePlace) -> Self {
        Self {
            book: Book::open(place.folder.join("records.cache"), head()),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.book.is_empty()
    }

    pub fn recall(&self, sought: Sought<'_>, defaults: Defaults) -> Option<Known> {
        let mut rest = Rest(self.book.find(&key(sought.blob, sought.expected))?);
        let size = rest.number()?;
        let is_same = sought.size.is_none_or(|told| told == size);
        let known = is_same.then(|| tree::decode(rest.0, sought.path, defaults)).flatten()?;
        // what was without findings elsewhere has one in a folder of another name
        known.fits(sought.path, sought.expected).then_some(known)
    }

    /// Keeps what `size` bytes said.
    pub fn note(&self, blob: ObjectId, size: usize, expected: Expected, seen: Seen<'_>) {
        if let Some(said) = tree::encode(seen.parsed, seen.outcome, seen.defaults) {
            let mut sized = Vec::with_capacity(said.len() + 4);
            put_number(&mut sized, size as u64);
            sized.extend_from_slice(&said);
            self.book.keep(key(blob, expected), sized);
        }
    }

    /// `live`: the contents that were asked for now; of others only so much is kept.
    pub fn save(self, live: impl Iterator<Item = ObjectId>) {
        if !self.book.has_new(LEAST_ENTRIES) {
            return;
        }
        let live: HashSet<ObjectId> = live.collect();
        let mut room = OTHER_BYTES + live.len() * OTHER_BYTES_EACH;
        self.book.save(|key, size| {
            let is_live = blob_of(key).is_some_and(|blob| live.contains(&blob));
            if !is_live {
                room = room.saturating_sub(size);
            }
            is_live || room > 0
        });
    }
}

/// The same content may say other things in a folder of somebody's own.
fn key(blob: ObjectId, expected: Expected) -> Vec<u8> {
    let mut key = blob.0.to_vec();
    key.push(match expected {
        Expected::Record(_) => 0,
        Expected::Nothing => 1,
    });
    key
}

fn blob_of(key: &[u8]) -> Option<ObjectId> {
    key.first_chunk().copied().map(ObjectId)
}

/// The first bytes of a file that this program can use.
fn head() -> Vec<u8> {
    let mut head = Vec::new();
    put_bytes(&mut head, b"crops cache of parsed contents");
    put_number(&mut head, u64::from(FORMAT));
    put_bytes(&mut head, env!("CARGO_PKG_VERSION").as_bytes());
    // a record without findings may have some under other rules
    for record in [RecordType::Brief].iter().chain(&BESIDE) {
        let rules = format!("{:?}", shape::of(*record));
        put_number(&mut head, check(rules.as_bytes()));
    }
    head
}
