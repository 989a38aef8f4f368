//! Answers: which bytes has an object that lies in a pack?
//! Invariant: a shortcut of libgit2, many times quicker for a whole history: whatever is not as expected is `None`, and libgit2 is asked.
//! Source: gitformat-pack(5); `docs/decisions/0026-reading-packs.md`.

use super::pack_index::{PackFiles, Packs, Place};
use super::ring::Ring;
use crate::model::history::ObjectId;
use flate2::{Decompress, FlushDecompress, Status};
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Packs are read in blocks of this size, with what follows so that small objects are whole.
const BLOCK: u64 = 1 << 16;
const BEYOND: u64 = 1 << 12;

/// Few objects lie far from each other.
const SMALL_BLOCK: u64 = 1 << 13;

/// How many blocks are kept.
const BLOCKS: u64 = 96;

/// Bytes of objects that are kept, because others are written as what differs from them.
const KEPT_OBJECTS: usize = 16 << 20;

/// How many places of objects are remembered.
const FOUND: usize = 1 << 12;

/// Larger objects are left to libgit2.
const MOST_BYTES: usize = 32 << 20;

/// Longer chains of deltas are left to libgit2; git makes none longer than 4,095.
const MOST_DELTAS: usize = 4_096;

/// How an object is written down.
enum Written {
    Whole,
    /// As what differs from the object at this place.
    Delta(Place),
}

/// An object as it lies in a pack.
struct Head {
    at: Place,
    /// How many bytes it has, or the delta.
    size: usize,
    /// Where they begin.
    start: u64,
}

/// How objects are found.
enum Names {
    Few(PackFiles),
    Many(Arc<Packs>),
}

impl Names {
    fn find(&mut self, id: ObjectId) -> Option<Place> {
        match self {
            Self::Few(files) => files.find(id),
            Self::Many(packs) => packs.find(id),
        }
    }
}

/// Reads objects, in one thread.
pub(super) struct PackReader {
    names: Names,
    blocks: Blocks,
    /// What was found lately: most trees are asked for twice.
    found: Vec<Option<(ObjectId, Place)>>,
    kept: Ring,
    inflate: Decompress,
    delta: Vec<u8>,
    /// The object that was read last.
    object: Vec<u8>,
    /// The one that is made from it.
    next: Vec<u8>,
}

impl PackReader {
    /// For a few objects in the packs of this folder.
    pub fn few(objects: &Path) -> Self {
        let files = PackFiles::open(objects);
        let blocks = Blocks::new(files.files(), SMALL_BLOCK);
        Self::new(Names::Few(files), blocks)
    }

    /// For a whole history.
    pub fn many(packs: Arc<Packs>) -> Self {
        let blocks = Blocks::new(packs.files(), BLOCK);
        Self::new(Names::Many(packs), blocks)
    }

    /// For objects of which the places in these packs are known.
    pub fn at_places(packs: &[PathBuf]) -> Self {
        let blocks = Blocks::new(packs.iter().map(PathBuf::as_path), BLOCK);
        Self::new(Names::Few(PackFiles::of(packs)), blocks)
    }

    /// Places stay as they are; a name is looked for in the files of these packs, which are its own.
    pub fn forget_names(&mut self, packs: &[PathBuf]) {
        self.names = Names::Few(PackFiles::of(packs));
    }

    /// `None`: it reads a few objects.
    pub fn packs(&self) -> Option<&Arc<Packs>> {
        match &self.names {
            Names::Few(_) => None,
            Names::Many(packs) => Some(packs),
        }
    }

    fn new(names: Names, blocks: Blocks) -> Self {
        Self {
            blocks,
            names,
            found: vec![None; FOUND],
            kept: Ring::new(KEPT_OBJECTS),
            inflate: Decompress::new(true),
            delta: Vec::new(),
            object: Vec::new(),
            next: Vec::new(),
        }
    }

    /// `None`: ask libgit2. What kind of object it is, its reader knows.
    pub fn read(&mut self, id: ObjectId) -> Option<&[u8]> {
        let at = self.find(id)?;
        self.read_at(at)
    }

    fn find(&mut self, id: ObjectId) -> Option<Place> {
        let number = usize::from(u16::from_le_bytes(*id.0.first_chunk()?)) % FOUND;
        let known = self.found.get_mut(number)?;
        match known {
            Some((there, at)) if *there == id => Some(*at),
            _ => {
                let at = self.names.find(id)?;
                *known = Some((id, at));
                Some(at)
            }
        }
    }

    /// As [`Self::read`], of an object that was found.
    pub fn read_at(&mut self, mut at: Place) -> Option<&[u8]> {
        let mut deltas: Vec<Head> = Vec::new();
        loop {
            if let Some(known) = self.kept.find(at) {
                self.object.clear();
                self.object.extend_from_slice(known);
                break;
            }
            let (written, head) = self.head(at)?;
            match written {
                Written::Whole => {
                    inflated(&mut self.inflate, &mut self.blocks, &head, &mut self.object)?;
                    // what is small and no base of anything is mostly read once
                    if !deltas.is_empty() || head.size > 512 {
                        self.kept.keep(at, &self.object);
                    }
                    break;
                }
                Written::Delta(base) if deltas.len() < MOST_DELTAS => {
                    deltas.push(head);
                    at = base;
                }
                Written::Delta(_) => return None,
            }
        }
        while let Some(head) = deltas.pop() {
            inflated(&mut self.inflate, &mut self.blocks, &head, &mut self.delta)?;
            patch(&self.object, &self.delta, &mut self.next)?;
            std::mem::swap(&mut self.object, &mut self.next);
            self.kept.keep(head.at, &self.object);
        }
        Some(&self.object)
    }

    /// How the object is written, how many bytes that gives, and where they begin.
    fn head(&mut self, at: Place) -> Option<(Written, Head)> {
        let mut bytes = self.blocks.from(at.pack, at.offset)?.iter().copied();
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
                let offset = at.offset.checked_sub(back).filter(|_| back > 0)?;
                Written::Delta(Place { offset, ..at })
            }
            7 => {
                let mut id = [0; 20];
                for digit in &mut id {
                    *digit = bytes.next()?;
                }
                used += 20;
                Written::Delta(self.names.find(ObjectId(id))?)
            }
            _ => return None,
        };
        let size = usize::try_from(size).ok().filter(|size| *size <= MOST_BYTES)?;
        let start = at.offset + used;
        Some((written, Head { at, size, start }))
    }
}

/// Gives the bytes that are compressed at a place.
fn inflated(inflate: &mut Decompress, blocks: &mut Blocks, head: &Head, into: &mut Vec<u8>) -> Option<()> {
    inflate.reset(true);
    into.clear();
    // one more than needed, so that the end of the stream is seen
    into.reserve(head.size + 1);
    loop {
        let (read, written) = (inflate.total_in(), into.len());
        let input = blocks.from(head.at.pack, head.start + read)?;
        let status = inflate.decompress_vec(input, into, FlushDecompress::None).ok()?;
        match status {
            Status::StreamEnd => return (into.len() == head.size).then_some(()),
            Status::Ok | Status::BufError => {
                let moved = inflate.total_in() > read || into.len() > written;
                (moved && into.len() <= head.size).then_some(())?;
            }
        }
    }
}

/// Stretches of packs that were read lately.
struct Blocks {
    packs: Vec<PathBuf>,
    /// Opened when they are read.
    files: Vec<Option<File>>,
    size: u64,
    /// Each block has one place where it can be.
    kept: Vec<Block>,
}

struct Block {
    at: Option<(u32, u64)>,
    bytes: Vec<u8>,
}

impl Block {
    fn new(size: u64) -> Self {
        Self {
            at: None,
            bytes: Vec::with_capacity((size + BEYOND) as usize),
        }
    }
}

impl Blocks {
    fn new<'p>(packs: impl Iterator<Item = &'p Path>, size: u64) -> Self {
        let packs: Vec<PathBuf> = packs.map(Path::to_path_buf).collect();
        Self {
            files: packs.iter().map(|_| None).collect(),
            packs,
            size,
            kept: (0..BLOCKS).map(|_| Block::new(size)).collect(),
        }
    }

    /// The bytes from an offset on: at least [`BEYOND`] where the pack goes on, never none.
    fn from(&mut self, pack: u32, offset: u64) -> Option<&[u8]> {
        let (number, size) = (offset / self.size, self.size);
        let block = self.kept.get_mut((number % BLOCKS) as usize)?;
        if block.at != Some((pack, number)) {
            block.at = None;
            block.bytes.clear();
            let file = match self.files.get_mut(pack as usize)? {
                Some(open) => open,
                closed => closed.insert(File::open(self.packs.get(pack as usize)?).ok()?),
            };
            file.seek(SeekFrom::Start(number * size)).ok()?;
            file.take(size + BEYOND).read_to_end(&mut block.bytes).ok()?;
            block.at = Some((pack, number));
        }
        let rest = block.bytes.get((offset % size) as usize..)?;
        (!rest.is_empty()).then_some(rest)
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
fn patch(base: &[u8], mut delta: &[u8], made: &mut Vec<u8>) -> Option<()> {
    (size_in(&mut delta)? == base.len()).then_some(())?;
    let size = size_in(&mut delta).filter(|size| *size <= MOST_BYTES)?;
    made.clear();
    made.reserve(size);
    while let Some((order, rest)) = delta.split_first() {
        delta = rest;
        if order & 0x80 != 0 {
            let start = some_bytes(&mut delta, *order, 4)?;
            let length = match some_bytes(&mut delta, order >> 4, 3)? {
                0 => 0x1_0000,
                length => length,
            };
            made.extend_from_slice(base.get(start..start.checked_add(length)?)?);
        } else {
            let (new, rest) = delta.split_at_checked(usize::from(*order)).filter(|_| *order != 0)?;
            made.extend_from_slice(new);
            delta = rest;
        }
        (made.len() <= size).then_some(())?;
    }
    (made.len() == size).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delta_copies_and_inserts_within_its_bounds() {
        let base = b"stage: intake\n";
        let made = |delta: &[u8]| {
            let mut made = Vec::new();
            patch(base, delta, &mut made).map(|()| made)
        };
        assert_eq!(made(&[14, 9, 0x90, 7, 2, b'o', b'k']), Some(b"stage: ok".to_vec()));
        assert_eq!(made(&[14, 3, 0x91, 11, 3]), Some(b"ke\n".to_vec()));
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
            assert_eq!(made(delta), None, "{why}");
        }
    }
}
