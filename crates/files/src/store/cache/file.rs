//! Answers: which keys does a file of the cache know, and what is kept under each?
//! Invariant: the index carries a check of itself, each part one of its own; rows of the index are sorted by the check of their key.

use super::bytes::{Rest, check, put_bytes, put_number};
use std::collections::HashSet;
use std::fs;
use std::ops::Range;
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
        self.index.rows().is_empty()
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
        let fresh = self.fresh.into_inner().unwrap_or_else(PoisonError::into_inner);
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

/// The entries of a file as its bytes have them: a head, the index, and the parts, each with its key and what is kept under it.
#[derive(Default)]
struct Index {
    bytes: Vec<u8>,
    /// Where the rows of the index lie.
    rows: Range<usize>,
}

/// The check of a key, and where the part begins and ends after the index: of one size, so that a file is of use as it is read.
type Row = [u8; 24];

fn number_of(row: &Row, place: usize) -> u64 {
    let number = row.as_chunks::<8>().0.get(place).copied();
    number.map_or(0, u64::from_le_bytes)
}

impl Index {
    /// `None` when a byte of the index is not as it was written, or it was not written by and for us.
    fn read(bytes: Vec<u8>, head: &[u8]) -> Option<Self> {
        let mut rest = Rest(&bytes);
        (rest.take(head.len())? == head).then_some(())?;
        let wanted = rest.number()?;
        let index = rest.bytes()?;
        (check(index) == wanted).then_some(())?;
        let end = bytes.len() - rest.0.len();
        let rows = end - index.len()..end;
        let found = Self { bytes, rows };
        let checks = found.rows().iter().map(|row| number_of(row, 0));
        checks.is_sorted().then_some(found)
    }

    fn rows(&self) -> &[Row] {
        let rows = self.bytes.get(self.rows.clone()).unwrap_or_default();
        rows.as_chunks().0
    }

    /// The key of a part and what is kept under it; `None` for one that is damaged.
    fn part(&self, row: &Row) -> Option<(&[u8], &[u8])> {
        let place = |place| self.rows.end.checked_add(usize::try_from(number_of(row, place)).ok()?);
        let mut rest = Rest(self.bytes.get(place(1)?..place(2)?)?);
        let wanted = u64::from_le_bytes(rest.take(8)?.try_into().ok()?);
        (check(rest.0) == wanted).then_some(())?;
        let key = rest.bytes()?;
        Some((key, rest.0))
    }

    fn find(&self, key: &[u8]) -> Option<&[u8]> {
        let (rows, wanted) = (self.rows(), check(key));
        let first = place_of(rows.len(), wanted, |at| {
            rows.get(at).map_or(u64::MAX, |row| number_of(row, 0))
        });
        let same = rows.get(first..)?.iter().take_while(|row| number_of(row, 0) == wanted);
        let mut parts = same.filter_map(|row| self.part(row));
        parts.find(|(known, _)| *known == key).map(|(_, said)| said)
    }

    /// The bytes of a file of the old entries that stay, and of fresh ones. What was read together lies together.
    fn write(&self, head: &[u8], fresh: &[Entry], mut stays: impl FnMut(&[u8], usize) -> bool) -> Vec<u8> {
        let mut new: HashSet<&[u8]> = HashSet::with_capacity(fresh.len());
        let fresh = fresh.iter().map(|entry| (entry.key.as_slice(), entry.said.as_slice()));
        let fresh: Vec<_> = fresh.filter(|(key, _)| new.insert(key)).collect();
        let mut old: Vec<&Row> = self.rows().iter().collect();
        old.sort_unstable_by_key(|row| number_of(row, 1));
        let old = old.into_iter().filter_map(|row| self.part(row));
        let old = old.filter(|(key, said)| !new.contains(key) && stays(key, said.len()));
        let (mut rows, mut parts) = (Vec::new(), Vec::new());
        for (key, said) in old.chain(fresh) {
            let start = parts.len();
            parts.extend_from_slice(&[0; 8]);
            put_bytes(&mut parts, key);
            parts.extend_from_slice(said);
            let (sum, part) = parts[start..].split_at_mut(8);
            sum.copy_from_slice(&check(part).to_le_bytes());
            rows.push([check(key), start as u64, parts.len() as u64]);
        }
        rows.sort_unstable();
        let index = rows.as_flattened().iter().flat_map(|number| number.to_le_bytes());
        let index: Vec<u8> = index.collect();
        let mut out = head.to_vec();
        put_number(&mut out, check(&index));
        put_bytes(&mut out, &index);
        out.extend_from_slice(&parts);
        out
    }
}

/// How many of so many sorted numbers come before one. They lie evenly, so it is looked for where it should be.
fn place_of(count: usize, wanted: u64, number: impl Fn(usize) -> u64) -> usize {
    let expected = (u128::from(wanted) * count as u128) >> 64;
    let expected = usize::try_from(expected).unwrap_or(count);
    let mut reach = 256;
    loop {
        let (mut low, mut high) = (expected.saturating_sub(reach), (expected + reach).min(count));
        let is_after_low = low == 0 || number(low - 1) < wanted;
        let is_before_high = high == count || number(high) >= wanted;
        if is_after_low && is_before_high {
            while low < high {
                let middle = low + (high - low) / 2;
                match number(middle) < wanted {
                    true => low = middle + 1,
                    false => high = middle,
                }
            }
            return low;
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
                    let found = place_of(sorted.len(), wanted, |at| sorted[at]);
                    assert_eq!(found, expected, "{wanted} of {}", sorted.len());
                }
            }
        }
    }
}
