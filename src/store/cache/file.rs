//! Answers: which files does a cache know, and what did each say?
//! Invariant: the index carries a check of itself, each file's part one of its own; entries are sorted by the check of their path.

use super::bytes::{Rest, check, put_bytes, put_number};
use super::stamp::Stamp;
use crate::model::other::RecordType;
use crate::model::shape;
use crate::store::mark::Mark;

/// Raised with every change of what is kept, of what a reader of YAML refuses, or of what is found or read in a brief.
const FORMAT: u32 = 4;

/// What is kept about one file.
pub struct Entry {
    pub path: String,
    pub stamp: Stamp,
    pub mark: Mark,
    /// What was read, encoded.
    pub said: Vec<u8>,
}

/// The entries of a cache as its file has them.
#[derive(Default)]
pub struct Index {
    bytes: Vec<u8>,
    /// The check of each entry's path, sorted: numbers side by side are found faster than texts far apart.
    keys: Vec<u64>,
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
    // a brief without findings may have some under other rules
    let rules = format!("{:?}", shape::of(RecordType::Brief));
    put_number(&mut head, check(rules.as_bytes()));
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
        let count = rest.length()?.min(index.len() / 16);
        let (mut keys, mut entries) = (Vec::with_capacity(count), Vec::with_capacity(count));
        while !rest.0.is_empty() {
            let path = rest.bytes()?;
            keys.push(check(path));
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
        keys.is_sorted().then_some(Self { bytes, keys, entries })
    }

    fn path(&self, known: &Known) -> &[u8] {
        self.bytes.get(known.path.0..known.path.1).unwrap_or_default()
    }

    fn said(&self, known: &Known) -> &[u8] {
        self.bytes.get(known.said.0..known.said.1).unwrap_or_default()
    }

    fn at(&self, path: &str) -> Option<&Known> {
        let key = check(path.as_bytes());
        let first = self.keys.partition_point(|known| *known < key);
        let same = self.keys.get(first..)?.iter().take_while(|known| **known == key);
        let mut same = self.entries.get(first..)?.iter().take(same.count());
        same.find(|known| self.path(known) == path.as_bytes())
    }

    /// What was said at a path, when its stamp is the same.
    pub fn find(&self, path: &str, stamp: &Stamp) -> Option<(&[u8], Mark)> {
        let known = self.at(path).filter(|known| known.stamp == *stamp)?;
        let said = self.said(known);
        (check(said) == known.check).then_some((said, known.mark))
    }

    /// The bytes of a cache of fresh entries, which are sorted, and of what was known of paths that live.
    pub fn write(&self, root: &str, fresh: &[Entry], lives: impl Fn(&str) -> bool) -> Vec<u8> {
        let is_fresh = |path: &[u8]| fresh.binary_search_by(|entry| entry.path.as_bytes().cmp(path)).is_ok();
        let kept = self.entries.iter().filter_map(|known| {
            let path = std::str::from_utf8(self.path(known)).ok()?;
            let stays = !is_fresh(path.as_bytes()) && lives(path);
            stays.then(|| (path, &known.stamp, known.mark, self.said(known)))
        });
        let fresh = fresh
            .iter()
            .map(|new| (new.path.as_str(), &new.stamp, new.mark, new.said.as_slice()));
        let mut all: Vec<_> = kept.chain(fresh).collect();
        all.sort_by_cached_key(|(path, ..)| check(path.as_bytes()));
        let mut index = Vec::new();
        let mut parts = Vec::new();
        put_number(&mut index, all.len() as u64);
        for (path, stamp, mark, said) in all {
            put_bytes(&mut index, path.as_bytes());
            stamp.write(&mut index);
            put_number(&mut index, mark.number());
            put_number(&mut index, parts.len() as u64);
            put_number(&mut index, said.len() as u64);
            put_number(&mut index, check(said));
            parts.extend_from_slice(said);
        }
        let mut out = head(root);
        put_number(&mut out, check(&index));
        put_bytes(&mut out, &index);
        out.extend_from_slice(&parts);
        out
    }
}
