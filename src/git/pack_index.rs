//! Answers: in which pack is an object, and where?
//! Invariant: what is not as expected is as if it were not there, and libgit2 is asked.
//! Source: gitformat-pack(5), indexes of version 2.

use crate::model::history::ObjectId;
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

/// The indexes of all packs of a repository, to be shared by threads.
pub(super) struct Packs {
    packs: Vec<Index>,
}

/// Where an object begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub pack: u32,
    pub offset: u64,
}

/// An index of version 2, without the checks of objects.
struct Index {
    pack: PathBuf,
    /// For each first byte of a name, how many names come up to it.
    fan: Vec<u32>,
    names: Vec<[u8; 20]>,
    offsets: Vec<u8>,
}

/// Magic and version, then the fan.
const HEAD: usize = 8 + 256 * 4;

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

    /// The pack files, in the order of [`Place::pack`].
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.packs.iter().map(|index| index.pack.as_path())
    }

    pub fn find(&self, id: ObjectId) -> Option<Place> {
        let mut packs = (0..).zip(&self.packs);
        packs.find_map(|(pack, index)| {
            let offset = index.find(id)?;
            Some(Place { pack, offset })
        })
    }
}

impl Index {
    fn open(file: &Path) -> Option<Self> {
        let pack = file.with_extension("pack");
        pack.is_file().then_some(())?;
        let mut file = File::open(file).ok()?;
        let length = usize::try_from(file.metadata().ok()?.len()).ok()?;
        let mut head = [0; HEAD];
        file.read_exact(&mut head).ok()?;
        let fan = head.strip_prefix(b"\xfftOc\0\0\0\x02")?.as_chunks::<4>().0;
        let fan: Vec<u32> = fan.iter().map(|count| u32::from_be_bytes(*count)).collect();
        let count = *fan.last()? as usize;
        // names, checks, offsets, and two hashes at the end
        let least = HEAD.checked_add(count.checked_mul(28)?)?.checked_add(40)?;
        (length >= least && fan.is_sorted()).then_some(())?;
        let mut names = vec![[0; 20]; count];
        file.read_exact(names.as_flattened_mut()).ok()?;
        file.seek(SeekFrom::Current(4 * i64::try_from(count).ok()?)).ok()?;
        let mut offsets = Vec::with_capacity(length - least + 4 * count);
        file.read_to_end(&mut offsets).ok()?;
        Some(Self {
            pack,
            fan,
            names,
            offsets,
        })
    }

    fn find(&self, id: ObjectId) -> Option<u64> {
        let first = usize::from(id.0[0]);
        let start = first
            .checked_sub(1)
            .map_or(Some(0), |before| self.fan.get(before).copied())?;
        let names = self.names.get(start as usize..*self.fan.get(first)? as usize)?;
        // names are spread evenly: it is near where it would be then
        let guess = ((second_to_fifth(&id.0) * names.len() as u64) >> 32) as usize;
        let (mut low, mut high) = (0, names.len());
        let mut step = NEAR;
        if names.get(guess)? < &id.0 {
            low = guess;
            while names.get(low + step).is_some_and(|name| *name < id.0) {
                low += step;
                step *= 2;
            }
            high = high.min(low + step + 1);
        } else {
            high = guess + 1;
            while high.checked_sub(step).is_some_and(|at| names[at] > id.0) {
                high -= step;
                step *= 2;
            }
            low = low.max(high.saturating_sub(step));
        }
        let found = names.get(low..high)?.binary_search(&id.0).ok()?;
        self.offset(start as usize + low + found)
    }

    fn offset(&self, at: usize) -> Option<u64> {
        let offset = u32::from_be_bytes(*self.offsets.get(4 * at..)?.first_chunk()?);
        if offset < 1 << 31 {
            return Some(u64::from(offset));
        }
        let large = self.names.len() * 4 + (offset & 0x7fff_ffff) as usize * 8;
        Some(u64::from_be_bytes(*self.offsets.get(large..)?.first_chunk()?))
    }
}

/// So many names are looked at around the place where a name is expected.
const NEAR: usize = 24;

fn second_to_fifth(id: &[u8; 20]) -> u64 {
    id[1..5].iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}
