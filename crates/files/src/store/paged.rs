//! Answers: which stretches of bytes were added to a file, one after the other?
//! Invariant: a stretch is never changed; its pages carry checks that are looked at when they are read, so a large file costs what is read of it.
//! Source: `docs/decisions/0025-index-of-the-history.md`.

use crc32fast::Hasher;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use tempfile::NamedTempFile;

/// What has a check of its own.
const PAGE: u64 = 4096;

/// More than this is read without keeping it.
const MOST_KEPT: usize = 1 << 16;

/// With so many pages at hand, those are given up for the next.
const MOST_PAGES: usize = 3_072;

const MAGIC: &[u8; 8] = b"crops-p1";

/// Length and check of the pages' checks, and a check of both.
const HEAD: usize = 16;

/// What a file was written for; another key is another file.
pub type Key = [u8; 32];

/// A file as it was when it was opened.
pub struct Paged {
    path: PathBuf,
    key: Key,
    pub stretches: Vec<Rc<Stretch>>,
    /// Where the last whole stretch ends, and how long the file is: a write that was cut off leaves a rest.
    end: u64,
    length: u64,
}

/// Bytes that were added at once.
pub struct Stretch {
    file: Rc<File>,
    start: u64,
    length: u64,
    checks: Vec<u32>,
    kept: RefCell<HashMap<u64, Rc<[u8]>>>,
}

impl Paged {
    /// Without stretches when there is no such file, or none for this key.
    pub fn open(path: &Path, key: Key) -> Self {
        let mut opened = Self {
            path: path.to_path_buf(),
            key,
            stretches: Vec::new(),
            end: 0,
            length: 0,
        };
        // whatever is wrong, an index is only a shortcut
        drop(opened.read());
        opened
    }

    /// The file as it is now.
    pub fn again(&self) -> Self {
        Self::open(&self.path, self.key)
    }

    fn read(&mut self) -> io::Result<()> {
        let file = Rc::new(File::open(&self.path)?);
        self.length = file.metadata()?.len();
        let begin = beginning(&self.key);
        if read_at(&file, 0, begin.len())? != begin {
            return Ok(());
        }
        self.end = begin.len() as u64;
        while let Some(stretch) = Stretch::open(&file, self.end, self.length)? {
            self.end = stretch.start + stretch.length;
            self.stretches.push(Rc::new(stretch));
        }
        Ok(())
    }

    /// Adds these bytes, one after the other, as a stretch at the end, unless somebody else has changed the file or is about to.
    ///
    /// # Errors
    /// When the disk refuses; what was there stays readable.
    pub fn add(&self, bytes: &[&[u8]]) -> io::Result<()> {
        let Some(_lock) = self.lock()? else { return Ok(()) };
        let mut file = OpenOptions::new().read(true).write(true).open(&self.path)?;
        let begin = beginning(&self.key);
        if file.metadata()?.len() != self.length || read_at(&file, 0, begin.len())? != begin {
            return Ok(());
        }
        file.set_len(self.end)?;
        file.seek(SeekFrom::Start(self.end))?;
        file.write_all(&before(bytes))?;
        bytes.iter().try_for_each(|part| file.write_all(part))
    }

    /// Puts a file with this stretch alone in the place of what is there.
    ///
    /// # Errors
    /// When the disk refuses; what was there stays.
    pub fn replace(&self, bytes: &[&[u8]]) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(&self.path);
        fs::create_dir_all(folder)?;
        let Some(_lock) = self.lock()? else { return Ok(()) };
        let mut new = NamedTempFile::new_in(folder)?;
        new.write_all(&beginning(&self.key))?;
        new.write_all(&before(bytes))?;
        bytes.iter().try_for_each(|part| new.write_all(part))?;
        new.persist(&self.path)?;
        Ok(())
    }

    /// `None` while another process writes. Given back when it is dropped, or its process ends.
    fn lock(&self) -> io::Result<Option<File>> {
        let path = self.path.with_extension("writing");
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(file.try_lock().is_ok().then_some(file))
    }
}

fn beginning(key: &Key) -> Vec<u8> {
    [MAGIC.as_slice(), key.as_slice()].concat()
}

/// What stands before the bytes of a stretch.
fn before(bytes: &[&[u8]]) -> Vec<u8> {
    let checks = checks(bytes);
    let length: u64 = bytes.iter().map(|part| part.len() as u64).sum();
    let mut out = Vec::with_capacity(HEAD + checks.len());
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&crc32fast::hash(&checks).to_le_bytes());
    let check = crc32fast::hash(&out);
    out.extend_from_slice(&check.to_le_bytes());
    out.extend_from_slice(&checks);
    out
}

/// One for each page, however the bytes are parted.
fn checks(bytes: &[&[u8]]) -> Vec<u8> {
    let (mut checks, mut page, mut room) = (Vec::new(), Hasher::new(), PAGE as usize);
    for part in bytes {
        let mut rest = *part;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(room.min(rest.len()));
            page.update(now);
            room -= now.len();
            rest = later;
            if room == 0 {
                checks.extend(std::mem::take(&mut page).finalize().to_le_bytes());
                room = PAGE as usize;
            }
        }
    }
    if room < PAGE as usize {
        checks.extend(page.finalize().to_le_bytes());
    }
    checks
}

fn read_at(mut file: &File, start: u64, length: usize) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = vec![0; length];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn number(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

impl Stretch {
    /// `None` when none begins here, or it is not whole.
    fn open(file: &Rc<File>, at: u64, length_of_file: u64) -> io::Result<Option<Self>> {
        if at.saturating_add(HEAD as u64) > length_of_file {
            return Ok(None);
        }
        let head = read_at(file, at, HEAD)?;
        let (told, check) = head.split_at(HEAD - 4);
        let length = told.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let pages = length.div_ceil(PAGE);
        let start = (at + HEAD as u64).checked_add(pages.saturating_mul(4));
        let Some(start) = start.filter(|start| start.checked_add(length).is_some_and(|end| end <= length_of_file))
        else {
            return Ok(None);
        };
        if crc32fast::hash(told) != number(check) {
            return Ok(None);
        }
        let checks = read_at(file, at + HEAD as u64, pages as usize * 4)?;
        if crc32fast::hash(&checks) != number(&told[8..]) {
            return Ok(None);
        }
        Ok(Some(Self {
            file: Rc::clone(file),
            start,
            length,
            checks: checks.chunks_exact(4).map(number).collect(),
            kept: RefCell::default(),
        }))
    }

    pub fn length(&self) -> u64 {
        self.length
    }

    /// `None` where there are no such bytes, or not as they were written.
    pub fn read(&self, start: u64, length: usize) -> Option<Vec<u8>> {
        let end = start.checked_add(length as u64).filter(|end| *end <= self.length)?;
        let (first, last) = (start / PAGE, end.div_ceil(PAGE));
        let skip = (start % PAGE) as usize;
        if length > MOST_KEPT {
            let mut bytes = self.pages(first, last)?;
            bytes.truncate(skip + length);
            return Some(bytes.split_off(skip));
        }
        let mut bytes = Vec::with_capacity(length);
        for page in first..last {
            let page_bytes = self.page(page)?;
            let from = if page == first { skip } else { 0 };
            let to = page_bytes.len().min(from + length - bytes.len());
            bytes.extend_from_slice(page_bytes.get(from..to)?);
        }
        Some(bytes)
    }

    fn page(&self, page: u64) -> Option<Rc<[u8]>> {
        if let Some(known) = self.kept.borrow().get(&page) {
            return Some(Rc::clone(known));
        }
        let bytes: Rc<[u8]> = self.pages(page, page + 1)?.into();
        let mut kept = self.kept.borrow_mut();
        if kept.len() >= MOST_PAGES {
            kept.clear();
        }
        kept.insert(page, Rc::clone(&bytes));
        Some(bytes)
    }

    fn pages(&self, first: u64, last: u64) -> Option<Vec<u8>> {
        let (start, end) = (first * PAGE, (last * PAGE).min(self.length));
        let length = usize::try_from(end.checked_sub(start)?).ok()?;
        let bytes = read_at(&self.file, self.start + start, length).ok()?;
        let checks = self.checks.get(usize::try_from(first).ok()?..)?;
        let mut pages = bytes.chunks(PAGE as usize).zip(checks);
        pages
            .all(|(page, check)| crc32fast::hash(page) == *check)
            .then_some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Key = [7; 32];

    fn bytes(length: usize) -> Vec<u8> {
        (0..length).map(|at| (at * 31 % 251) as u8).collect()
    }

    #[test]
    fn stretches_are_read_as_they_were_added() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sub/index");
        let lengths = [100_000, 0, 1, 4096, 70_001];
        Paged::open(&path, KEY).replace(&[&bytes(lengths[0])]).expect("written");
        for length in &lengths[1..] {
            Paged::open(&path, KEY).add(&[&bytes(*length)]).expect("added");
        }
        let file = Paged::open(&path, KEY);
        assert_eq!(
            file.stretches.iter().map(|one| one.length()).collect::<Vec<_>>(),
            lengths.map(|one| one as u64)
        );
        for (stretch, length) in file.stretches.iter().zip(lengths) {
            let whole = bytes(length);
            for (start, size) in [
                (0, length),
                (0, 0),
                (length / 2, length / 3),
                (length, 0),
                (length.saturating_sub(1), length.min(1)),
            ] {
                assert_eq!(
                    stretch.read(start as u64, size).as_deref(),
                    whole.get(start..start + size),
                    "{start} {size}"
                );
            }
            assert_eq!(stretch.read(length as u64, 1), None);
            assert_eq!(stretch.read(u64::MAX, 2), None);
        }
        assert!(Paged::open(&path, [8; 32]).stretches.is_empty(), "another key");
    }

    #[test]
    fn bytes_in_parts_are_written_as_if_they_were_in_one_piece() {
        let folder = tempfile::tempdir().expect("a folder");
        let whole = bytes(20_000);
        let parts: [&[u8]; 5] = [
            &whole[..1],
            &[],
            &whole[1..4_096],
            &whole[4_096..12_345],
            &whole[12_345..],
        ];
        let written = [("parts", &parts[..]), ("whole", &[&whole])].map(|(name, bytes)| {
            let path = folder.path().join(name);
            Paged::open(&path, KEY).replace(bytes).expect("written");
            Paged::open(&path, KEY).add(bytes).expect("added");
            fs::read(&path).expect("bytes")
        });
        assert!(written[0] == written[1]);
    }

    #[test]
    fn a_byte_that_changed_is_noticed_where_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("index");
        Paged::open(&path, KEY).replace(&[&bytes(20_000)]).expect("written");
        Paged::open(&path, KEY).add(&[&bytes(10)]).expect("added");
        let good = fs::read(&path).expect("bytes");
        for at in (0..good.len()).step_by(97).chain([good.len() - 1]) {
            let mut bad = good.clone();
            bad[at] ^= 4;
            fs::write(&path, &bad).expect("written");
            let file = Paged::open(&path, KEY);
            let whole = |at: usize, length| file.stretches.get(at).and_then(|one| one.read(0, length));
            let same = whole(0, 20_000) == Some(bytes(20_000)) && whole(1, 10) == Some(bytes(10));
            assert!(!same, "byte {at}");
            for (one, length) in [(0, 20_000), (1, 10)] {
                assert!(whole(one, length).is_none_or(|read| read == bytes(length)), "byte {at}");
            }
        }
    }

    #[test]
    fn a_write_that_was_cut_off_is_as_if_it_had_not_begun() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("index");
        Paged::open(&path, KEY).replace(&[&bytes(9_000)]).expect("written");
        let before = fs::metadata(&path).expect("a file").len() as usize;
        Paged::open(&path, KEY).add(&[&bytes(9_000)]).expect("added");
        let good = fs::read(&path).expect("bytes");
        for length in [before + 1, before + 17, before + 4_000, good.len() - 1] {
            fs::write(&path, &good[..length]).expect("written");
            assert_eq!(Paged::open(&path, KEY).stretches.len(), 1, "{length} bytes");
            Paged::open(&path, KEY).add(&[&bytes(5)]).expect("added");
            let file = Paged::open(&path, KEY);
            assert_eq!(file.stretches.len(), 2);
            assert_eq!(file.stretches[1].read(0, 5), Some(bytes(5)));
        }
    }

    #[test]
    fn two_writers_do_not_mix() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("index");
        Paged::open(&path, KEY).replace(&[&bytes(10)]).expect("written");
        let (one, other) = (Paged::open(&path, KEY), Paged::open(&path, KEY));
        one.add(&[&bytes(20)]).expect("added");
        other.add(&[&bytes(30)]).expect("left alone");
        let lengths = |file: &Paged| file.stretches.iter().map(|one| one.length()).collect::<Vec<_>>();
        assert_eq!(lengths(&Paged::open(&path, KEY)), [10, 20]);
        let held = other.lock().expect("a lock").expect("nobody else");
        Paged::open(&path, KEY).add(&[&bytes(40)]).expect("left alone");
        Paged::open(&path, KEY).replace(&[&bytes(50)]).expect("left alone");
        drop(held);
        assert_eq!(lengths(&Paged::open(&path, KEY)), [10, 20]);
        assert_eq!(
            other.stretches[0].read(0, 10),
            Some(bytes(10)),
            "what was open stays readable"
        );
    }
}
