//! Answers: which files does a cache know, and what did each say?
//! Invariant: the index carries a check of itself, each file's part one of its own; entries are sorted by path.

use super::bytes::{Rest, check, put_bytes, put_number};
use super::stamp::Stamp;
use super::tree::decode;
use crate::store::mark::Mark;
use crate::store::read::Parsed;

/// Raised with every change of what is kept or of what a reader of YAML refuses.
const FORMAT: u32 = 1;

/// What is kept about one file.
pub struct Entry {
    pub path: String,
    pub stamp: Stamp,
    pub mark: Mark,
    /// The parsed file, encoded.
    pub said: Vec<u8>,
}

/// The entries of a cache as its file has them.
#[derive(Default)]
pub struct Index {
    bytes: Vec<u8>,
    /// Sorted by path.
    entries: Vec<Known>,
}

/// Stretches of the bytes.
struct Known {
    path: (usize, usize),
    stamp: Stamp,
    mark: Mark,
    said: (usize, usize),
    check: u64,
}

/// The first bytes of a cache that this program can use.
fn head(root: &str) -> Vec<u8> {
    let mut head = Vec::new();
    put_bytes(&mut head, b"crops cache of parsed files");
    put_number(&mut head, u64::from(FORMAT));
    put_bytes(&mut head, env!("CARGO_PKG_VERSION").as_bytes());
    // marks of another build may not compare with ours
    put_number(&mut head, Mark::of(b"crops").number());
    put_bytes(&mut head, root.as_bytes());
    head
}

impl Index {
    /// `None` when a byte of the index is not as it was written, or it was not written by and for us.
    pub fn read(bytes: Vec<u8>, root: &str) -> Option<Self> {
        let mut rest = Rest(&bytes);
        let head = head(root);
        (rest.take(head.len())? == head).then_some(())?;
        let wanted = rest.number()?;
        let index = rest.bytes()?;
        (check(index) == wanted).then_some(())?;
        let base = bytes.len() - rest.0.len();
        let index_start = base - index.len();
        let mut rest = Rest(index);
        let mut entries: Vec<Known> = Vec::with_capacity(rest.length()?.min(index.len() / 16));
        while !rest.0.is_empty() {
            let path = rest.text()?;
            let path_end = index_start + index.len() - rest.0.len();
            let stamp = Stamp::read(&mut rest)?;
            let mark = Mark::from_number(rest.number()?);
            let start = base.checked_add(rest.length()?)?;
            let end = start.checked_add(rest.length()?)?;
            bytes.get(start..end)?;
            entries.push(Known {
                path: (path_end - path.len(), path_end),
                stamp,
                mark,
                said: (start, end),
                check: rest.number()?,
            });
        }
        let index = Self { bytes, entries };
        let sorted = index
            .entries
            .is_sorted_by(|one, other| index.path(one) < index.path(other));
        sorted.then_some(index)
    }

    fn path(&self, known: &Known) -> &[u8] {
        self.bytes.get(known.path.0..known.path.1).unwrap_or_default()
    }

    fn said(&self, known: &Known) -> &[u8] {
        self.bytes.get(known.said.0..known.said.1).unwrap_or_default()
    }

    fn at(&self, path: &str) -> Option<&Known> {
        let found = self
            .entries
            .binary_search_by(|known| self.path(known).cmp(path.as_bytes()));
        self.entries.get(found.ok()?)
    }

    /// What the file said, when its stamp is the same.
    pub fn find(&self, path: &str, stamp: &Stamp) -> Option<(Parsed, Mark)> {
        let known = self.at(path).filter(|known| known.stamp == *stamp)?;
        let said = self.said(known);
        (check(said) == known.check).then_some(())?;
        Some((decode(said)?, known.mark))
    }

    /// The bytes of a cache of these paths: fresh entries, else what was known. Both are sorted.
    pub fn write<'p>(&self, root: &str, fresh: &[Entry], paths: impl Iterator<Item = &'p str>) -> Vec<u8> {
        let mut index = Vec::new();
        let mut said = Vec::new();
        put_number(&mut index, (fresh.len() + self.entries.len()) as u64);
        for path in paths {
            let new = fresh.binary_search_by(|entry| entry.path.as_str().cmp(path));
            let (stamp, mark, part) = match (new.ok().and_then(|at| fresh.get(at)), self.at(path)) {
                (Some(new), _) => (new.stamp, new.mark, new.said.as_slice()),
                (None, Some(known)) => (known.stamp, known.mark, self.said(known)),
                (None, None) => continue,
            };
            put_bytes(&mut index, path.as_bytes());
            stamp.write(&mut index);
            put_number(&mut index, mark.number());
            put_number(&mut index, said.len() as u64);
            put_number(&mut index, part.len() as u64);
            put_number(&mut index, check(part));
            said.extend_from_slice(part);
        }
        let mut out = head(root);
        put_number(&mut out, check(&index));
        put_bytes(&mut out, &index);
        out.extend_from_slice(&said);
        out
    }
}
