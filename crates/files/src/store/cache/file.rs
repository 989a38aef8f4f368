//! Answers: which keys does a file of the cache know, and what is kept under each?
//! Invariant: the index carries a check of itself, each part one of its own; entries are sorted by the check of their key.

use super::bytes::{Rest, check, put_bytes, put_number};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::NamedTempFile;

/// Something to be kept under a key.
pub struct Entry {
    pub key: Vec<u8>,
    pub said: Vec<u8>,
}

/// One file of the cache: what was in it, and what is new.
pub struct Book {
    file: PathBuf,
    head: Vec<u8>,
    index: Index,
    fresh: Mutex<Vec<Entry>>,
}

impl Book {
    /// An empty one when there is none, or none that begins with this head and is whole.
    pub fn open(file: PathBuf, head: Vec<u8>) -> Self {
        let index = fs::read(&file).ok().and_then(|bytes| Index::read(bytes, &head));
        Self {
            file,
            head,
            index: index.unwrap_or_default(),
            fresh: Mutex::new(Vec::new()),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.index.entries.is_empty()
    }

    pub fn find(&self, key: &[u8]) -> Option<&[u8]> {
        self.index.find(key)
    }

    pub fn keep(&self, key: Vec<u8>, said: Vec<u8>) {
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        fresh.push(Entry { key, said });
    }

    /// Whether at least so many entries are new.
    pub fn has_new(&self, least: usize) -> bool {
        let fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        fresh.len() >= least
    }

    /// Writes the file; `stays` tells, with its size, what of the old entries is kept. Whatever goes wrong, the old file stays.
    pub fn save(self, stays: impl FnMut(&[u8], usize) -> bool) {
        let mut fresh = self.fresh.into_inner().unwrap_or_else(PoisonError::into_inner);
        fresh.sort_by(|one, other| one.key.cmp(&other.key));
        fresh.dedup_by(|one, other| one.key == other.key);
        let bytes = self.index.write(&self.head, &fresh, stays);
        drop(replace(&self.file, &bytes));
    }
}

fn replace(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder)?;
    let new = NamedTempFile::new_in(folder)?;
    fs::write(new.path(), bytes)?;
    new.persist(file)?;
    Ok(())
}

/// The entries of a file as its bytes have them.
#[derive(Default)]
struct Index {
    bytes: Vec<u8>,
    /// The check of each entry's key, sorted: numbers side by side are found faster than texts far apart.
    checks: Vec<u64>,
    entries: Vec<Known>,
}

/// Stretches of the bytes.
struct Known {
    key: (usize, usize),
    said: (usize, usize),
    check: u64,
}

impl Index {
    /// `None` when a byte of the index is not as it was written, or it was not written by and for us.
    fn read(bytes: Vec<u8>, head: &[u8]) -> Option<Self> {
        let mut rest = Rest(&bytes);
        (rest.take(head.len())? == head).then_some(())?;
        let wanted = rest.number()?;
        let index = rest.bytes()?;
        (check(index) == wanted).then_some(())?;
        let base = bytes.len() - rest.0.len();
        let index_start = base - index.len();
        let mut rest = Rest(index);
        let count = rest.length()?.min(index.len() / 8);
        let (mut checks, mut entries) = (Vec::with_capacity(count), Vec::with_capacity(count));
        while !rest.0.is_empty() {
            let key = rest.bytes()?;
            checks.push(check(key));
            let key_end = index_start + index.len() - rest.0.len();
            let start = base.checked_add(rest.length()?)?;
            let end = start.checked_add(rest.length()?)?;
            bytes.get(start..end)?;
            entries.push(Known {
                key: (key_end - key.len(), key_end),
                said: (start, end),
                check: rest.number()?,
            });
        }
        checks.is_sorted().then_some(Self { bytes, checks, entries })
    }

    fn key(&self, known: &Known) -> &[u8] {
        self.bytes.get(known.key.0..known.key.1).unwrap_or_default()
    }

    fn said(&self, known: &Known) -> &[u8] {
        self.bytes.get(known.said.0..known.said.1).unwrap_or_default()
    }

    fn find(&self, key: &[u8]) -> Option<&[u8]> {
        let wanted = check(key);
        let first = place_of(&self.checks, wanted);
        let same = self.checks.get(first..)?.iter().take_while(|known| **known == wanted);
        let mut same = self.entries.get(first..)?.iter().take(same.count());
        let known = same.find(|known| self.key(known) == key)?;
        let said = self.said(known);
        (check(said) == known.check).then_some(said)
    }

    /// The bytes of a file of fresh entries, which are sorted, and of the old ones that stay.
    fn write(&self, head: &[u8], fresh: &[Entry], mut stays: impl FnMut(&[u8], usize) -> bool) -> Vec<u8> {
        let is_fresh = |key: &[u8]| fresh.binary_search_by(|entry| entry.key.as_slice().cmp(key)).is_ok();
        let old = self.entries.iter().map(|known| (self.key(known), self.said(known)));
        let old = old.filter(|(key, said)| !is_fresh(key) && stays(key, said.len()));
        let fresh = fresh.iter().map(|new| (new.key.as_slice(), new.said.as_slice()));
        let mut all: Vec<_> = old.chain(fresh).collect();
        all.sort_by_cached_key(|(key, _)| check(key));
        let mut index = Vec::new();
        let mut parts = Vec::new();
        put_number(&mut index, all.len() as u64);
        for (key, said) in all {
            put_bytes(&mut index, key);
            put_number(&mut index, parts.len() as u64);
            put_number(&mut index, said.len() as u64);
            put_number(&mut index, check(said));
            parts.extend_from_slice(said);
        }
        let mut out = head.to_vec();
        put_number(&mut out, check(&index));
        put_bytes(&mut out, &index);
        out.extend_from_slice(&parts);
        out
    }
}

/// How many of these sorted numbers come before one. They lie evenly, so it is looked for where it should be.
fn place_of(sorted: &[u64], wanted: u64) -> usize {
    let expected = (u128::from(wanted) * sorted.len() as u128) >> 64;
    let expected = usize::try_from(expected).unwrap_or(sorted.len());
    let mut reach = 64;
    loop {
        let (low, high) = (expected.saturating_sub(reach), (expected + reach).min(sorted.len()));
        let is_after_low = low == 0 || sorted.get(low - 1).is_some_and(|number| *number < wanted);
        let is_before_high = high == sorted.len() || sorted.get(high).is_some_and(|number| *number >= wanted);
        if is_after_low && is_before_high {
            let near = sorted.get(low..high).unwrap_or_default();
            return low + near.partition_point(|number| *number < wanted);
        }
        reach *= 8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_wherever_it_lies() {
        let even: Vec<u64> = (0..10_000_u64).map(|at| at << 50).collect();
        let low: Vec<u64> = (0..10_000).collect();
        let high: Vec<u64> = (0..10_000).map(|at| u64::MAX - 10_000 + at).collect();
        for sorted in [&even[..], &low, &high, &[], &[7], &[5; 1_000]] {
            for wanted in sorted.iter().copied().chain([0, 1, 5, 9_999, u64::MAX / 2, u64::MAX]) {
                for wanted in [wanted, wanted.saturating_add(1), wanted.saturating_sub(1)] {
                    let expected = sorted.partition_point(|known| *known < wanted);
                    assert_eq!(place_of(sorted, wanted), expected, "{wanted} of {}", sorted.len());
                }
            }
        }
    }
}
