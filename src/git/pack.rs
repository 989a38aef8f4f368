//! Answers: which bytes has an object that lies in a pack?
//! Invariant: a shortcut of libgit2, many times quicker for a whole history: whatever is not as expected is `None`, and libgit2 is asked.
//! Source: gitformat-pack(5); `docs/decisions/0026-reading-packs.md`.

use super::recent::Recent;
use crate::model::history::ObjectId;
use flate2::{Decompress, FlushDecompress, Status};
use std::cmp::Ordering;
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// Packs are read in blocks of this size, with what follows so that small objects are whole.
const BLOCK: u64 = 1 << 17;
const BEYOND: u64 = 1 << 12;

const KEPT_BLOCKS: usize = 16 << 20;
const KEPT_OBJECTS: usize = 24 << 20;

/// Larger objects are left to libgit2.
const MOST_BYTES: usize = 32 << 20;

/// Longer chains of deltas are left to libgit2; git makes none longer than 4,095.
const MOST_DELTAS: usize = 4_096;

/// The indexes of all packs of a repository, to be shared by threads.
pub(super) struct Packs {
    packs: Vec<Index>,
}

/// An index of version 2.
struct Index {
    pack: PathBuf,
    bytes: Vec<u8>,
    count: usize,
}

const FAN: usize = 8;
const NAMES: usize = FAN + 256 * 4;

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

impl Packs {
    /// The packs in the folder of objects; none where they cannot be read.
    pub fn open(objects: &Path) -> Self {
        let entries = fs::read_dir(objects.join("pack")).into_iter().flatten().flatten();
        let files = entries.map(|entry| entry.path());
        let mut indexes: Vec<PathBuf> = files
            .filter(|file| file.extension().is_some_and(|end| end == "idx"))
            .collect();
        indexes.sort();
        Self {
            packs: indexes.iter().filter_map(|file| Index::open(file)).collect(),
        }
    }

    fn find(&self, id: ObjectId) -> Option<(usize, u64)> {
        let mut packs = self.packs.iter().enumerate();
        packs.find_map(|(at, index)| Some((at, index.find(id)?)))
    }
}

impl Index {
    fn open(file: &Path) -> Option<Self> {
        let bytes = fs::read(file).ok()?;
        (bytes.get(..FAN)? == b"\xfftOc\0\0\0\x02").then_some(())?;
        let count = number(&bytes, NAMES - 4)? as usize;
        // names, checks, offsets, and two hashes at the end
        let least = NAMES.checked_add(count.checked_mul(28)?)?.checked_add(40)?;
        let pack = file.with_extension("pack");
        (bytes.len() >= least && pack.is_file()).then_some(Self { pack, bytes, count })
    }

    fn find(&self, id: ObjectId) -> Option<u64> {
        let first = usize::from(id.0[0]);
        let low = first
            .checked_sub(1)
            .map_or(Some(0), |before| number(&self.bytes, FAN + before * 4))?;
        let (mut low, mut high) = (low as usize, number(&self.bytes, FAN + first * 4)? as usize);
        high = high.min(self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            let name = self.bytes.get(NAMES + middle * 20..NAMES + middle * 20 + 20)?;
            match name.cmp(&id.0) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return self.offset(middle),
            }
        }
        None
    }

    fn offset(&self, at: usize) -> Option<u64> {
        let offsets = NAMES + self.count * 24;
        let offset = number(&self.bytes, offsets + at * 4)?;
        if offset < 1 << 31 {
            return Some(u64::from(offset));
        }
        let large = offsets + self.count * 4 + (offset & 0x7fff_ffff) as usize * 8;
        Some(u64::from_be_bytes(*self.bytes.get(large..)?.first_chunk()?))
    }
}

/// Bytes of an object; what kind it is, its reader knows.
type Bytes = Rc<[u8]>;

/// Where an object begins: its pack, and the offset there.
type Place = (usize, u64);

/// How an object is written down.
enum Written {
    Whole,
    /// As what differs from the object at this place.
    Delta(Place),
}

/// Reads objects, in one thread.
pub(super) struct PackReader {
    packs: Arc<Packs>,
    files: Vec<Option<File>>,
    blocks: Recent<Place, Bytes>,
    objects: Recent<Place, Bytes>,
    inflate: Decompress,
    buffer: Vec<u8>,
}

impl PackReader {
    pub fn new(packs: Arc<Packs>) -> Self {
        Self {
            files: packs.packs.iter().map(|index| File::open(&index.pack).ok()).collect(),
            packs,
            blocks: Recent::new(KEPT_BLOCKS),
            objects: Recent::new(KEPT_OBJECTS),
            inflate: Decompress::new(true),
            buffer: Vec::new(),
        }
    }

    /// `None`: ask libgit2.
    pub fn read(&mut self, id: ObjectId) -> Option<Bytes> {
        let mut at = self.packs.find(id)?;
        let mut deltas: Vec<(Place, Bytes)> = Vec::new();
        let mut bytes = loop {
            if let Some(known) = self.objects.find(at, |bytes| bytes.len()) {
                break known;
            }
            let (written, size, start) = self.head(at)?;
            let bytes = self.inflated(at.0, start, size)?;
            match written {
                Written::Whole => {
                    // what is no base of anything is mostly read once
                    if !deltas.is_empty() || size > 512 {
                        self.objects.keep(at, Rc::clone(&bytes), size);
                    }
                    break bytes;
                }
                Written::Delta(base) if deltas.len() < MOST_DELTAS => {
                    deltas.push((at, bytes));
                    at = base;
                }
                Written::Delta(_) => return None,
            }
        };
        while let Some((place, delta)) = deltas.pop() {
            bytes = patched(&bytes, &delta, &mut self.buffer)?;
            self.objects.keep(place, Rc::clone(&bytes), bytes.len());
        }
        Some(bytes)
    }

    /// How the object is written, how many bytes that gives, and where they begin.
    fn head(&mut self, (pack, offset): Place) -> Option<(Written, usize, u64)> {
        let window = self.window(pack, offset)?;
        let mut bytes = window.1.get(window.0..)?.iter().copied();
        let mut used = 1;
        let mut byte = bytes.next()?;
        let kind = byte >> 4 & 7;
        let mut size = u64::from(byte & 15);
        let mut shift = 4;
        while byte & 0x80 != 0 {
            byte = bytes.next()?;
            used += 1;
            size |= u64::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
        }
        let written = match kind {
            1..=4 => Written::Whole,
            6 => {
                byte = bytes.next()?;
                used += 1;
                let mut back = u64::from(byte & 0x7f);
                while byte & 0x80 != 0 {
                    byte = bytes.next()?;
                    used += 1;
                    back = back.checked_add(1)?.checked_mul(128)? | u64::from(byte & 0x7f);
                }
                // a base lies before what builds on it
                Written::Delta((pack, offset.checked_sub(back).filter(|_| back > 0)?))
            }
            7 => {
                let mut id = [0; 20];
                for digit in &mut id {
                    *digit = bytes.next()?;
                }
                used += 20;
                Written::Delta(self.packs.find(ObjectId(id))?)
            }
            _ => return None,
        };
        let size = usize::try_from(size).ok().filter(|size| *size <= MOST_BYTES)?;
        Some((written, size, offset + used))
    }

    fn inflated(&mut self, pack: usize, start: u64, size: usize) -> Option<Bytes> {
        self.inflate.reset(true);
        self.buffer.clear();
        // one more than needed, so that the end of the stream is seen
        self.buffer.resize(size + 1, 0);
        loop {
            let (read, written) = (self.inflate.total_in(), self.inflate.total_out() as usize);
            let (skip, block) = self.window(pack, start + read)?;
            let input = block.get(skip..).filter(|input| !input.is_empty())?;
            let output = self.buffer.get_mut(written..)?;
            let status = self.inflate.decompress(input, output, FlushDecompress::None).ok()?;
            let now = self.inflate.total_out() as usize;
            match status {
                Status::StreamEnd => return (now == size).then(|| Rc::from(&self.buffer[..size])),
                Status::Ok | Status::BufError => {
                    let moved = self.inflate.total_in() > read || now > written;
                    (moved && now <= size).then_some(())?;
                }
            }
        }
    }

    /// A block with the byte at an offset, and where in it that is; at least [`BEYOND`] more follow where the pack goes on.
    fn window(&mut self, pack: usize, offset: u64) -> Option<(usize, Bytes)> {
        let block = offset / BLOCK;
        let skip = (offset % BLOCK) as usize;
        if let Some(known) = self.blocks.find((pack, block), |bytes| bytes.len()) {
            return Some((skip, known));
        }
        let file = self.files.get_mut(pack)?.as_mut()?;
        file.seek(SeekFrom::Start(block * BLOCK)).ok()?;
        let mut bytes = Vec::with_capacity((BLOCK + BEYOND) as usize);
        file.take(BLOCK + BEYOND).read_to_end(&mut bytes).ok()?;
        let bytes: Bytes = bytes.into();
        self.blocks.keep((pack, block), Rc::clone(&bytes), bytes.len());
        Some((skip, bytes))
    }
}

/// A number of a delta's head, seven bits a byte.
fn size_in(delta: &mut &[u8]) -> Option<usize> {
    let (mut size, mut shift) = (0_usize, 0);
    loop {
        let (byte, rest) = delta.split_first()?;
        *delta = rest;
        size |= usize::from(byte & 0x7f).checked_shl(shift)?;
        shift += 7;
        if byte & 0x80 == 0 {
            return Some(size);
        }
    }
}

/// The little-endian number of those of `most` bytes that `bits` names.
fn some_bytes(delta: &mut &[u8], bits: u8, most: u32) -> Option<usize> {
    let mut number = 0;
    for at in 0..most {
        if bits >> at & 1 == 1 {
            let (byte, rest) = delta.split_first()?;
            *delta = rest;
            number |= usize::from(*byte) << (8 * at);
        }
    }
    Some(number)
}

/// What a delta makes of its base.
fn patched(base: &[u8], mut delta: &[u8], buffer: &mut Vec<u8>) -> Option<Bytes> {
    (size_in(&mut delta)? == base.len()).then_some(())?;
    let size = size_in(&mut delta).filter(|size| *size <= MOST_BYTES)?;
    buffer.clear();
    buffer.reserve(size);
    while let Some((order, rest)) = delta.split_first() {
        delta = rest;
        if order & 0x80 != 0 {
            let start = some_bytes(&mut delta, *order, 4)?;
            let length = match some_bytes(&mut delta, order >> 4, 3)? {
                0 => 0x1_0000,
                length => length,
            };
            buffer.extend_from_slice(base.get(start..start.checked_add(length)?)?);
        } else {
            let (new, rest) = delta.split_at_checked(usize::from(*order)).filter(|_| *order != 0)?;
            buffer.extend_from_slice(new);
            delta = rest;
        }
        (buffer.len() <= size).then_some(())?;
    }
    (buffer.len() == size).then(|| Rc::from(buffer.as_slice()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delta_copies_and_inserts_within_its_bounds() {
        let base = b"stage: intake\n";
        let patch = |delta: &[u8]| patched(base, delta, &mut Vec::new()).map(|bytes| bytes.to_vec());
        assert_eq!(patch(&[14, 9, 0x90, 7, 2, b'o', b'k']), Some(b"stage: ok".to_vec()));
        assert_eq!(patch(&[14, 3, 0x91, 11, 3]), Some(b"ke\n".to_vec()));
        for (why, delta) in [
            ("another base", &[13, 2, 2, b'o', b'k'][..]),
            ("too short", &[14, 3, 2, b'o', b'k']),
            ("too long", &[14, 1, 2, b'o', b'k']),
            ("beyond the base", &[14, 7, 0x91, 10, 7]),
            ("nothing to insert", &[14, 2, 0]),
            ("cut off", &[14, 2, 2, b'o']),
            ("cut off in a number", &[14, 0x80]),
            ("a size without end", &[0xff; 12]),
            ("empty", &[]),
        ] {
            assert_eq!(patch(delta), None, "{why}");
        }
    }
}
