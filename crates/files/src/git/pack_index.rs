//! Answers: in which pack is an object, and where?
//! Invariant: what is not as expected is as if it were not there, and libgit2 is asked. Few objects cost a few pages of an index, many its whole.
//! Source: gitformat-pack(5), indexes of version 2.

use crate::model::history::ObjectId;
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

/// The indexes of all packs of a repository in memory, to be shared by threads.
pub(super) struct Packs {
    packs: Vec<Index>,
}

/// The indexes of all packs of a repository, of which pages are read when they are asked for.
pub(super) struct PackFiles {
    packs: Vec<IndexFile>,
    /// Where the last object was: the next one mostly lies there too.
    last: usize,
}

/// An index of version 2 on disk.
struct IndexFile {
    pack: PathBuf,
    file: File,
    fan: Vec<u32>,
    names: Vec<[u8; 20]>,
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

/// More folders of objects are not looked into, however they borrow from each other.
const MOST_FOLDERS: usize = 16;

/// So many names are read at once around the place where a name is expected.
const WINDOW: usize = 256;

impl Packs {
    /// The packs in the folder of objects and where it borrows from; none where they cannot be read.
    pub fn open(objects: &Path) -> Self {
        let indexes = indexes_below(objects);
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

impl PackFiles {
    /// As [`Packs::open`].
    pub fn open(objects: &Path) -> Self {
        let indexes = indexes_below(objects);
        Self {
            packs: indexes.iter().filter_map(|file| IndexFile::open(file)).collect(),
            last: 0,
        }
    }

    /// Of these packs, in their order; nothing is found when one of them is gone.
    pub fn of(packs: &[PathBuf]) -> Self {
        let opened = packs.iter().map(|pack| IndexFile::open(&pack.with_extension("idx")));
        Self {
            packs: opened.collect::<Option<Vec<_>>>().unwrap_or_default(),
            last: 0,
        }
    }

    /// The pack files, in the order of [`Place::pack`].
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.packs.iter().map(|index| index.pack.as_path())
    }

    pub fn find(&mut self, id: ObjectId) -> Option<Place> {
        let order = std::iter::once(self.last).chain((0..self.packs.len()).filter(|at| *at != self.last));
        for at in order {
            if let Some(offset) = self.packs.get_mut(at)?.find(id) {
                self.last = at;
                let pack = u32::try_from(at).ok()?;
                return Some(Place { pack, offset });
            }
        }
        None
    }
}

/// The indexes of packs in a folder of objects, and in those that it borrows from.
fn indexes_below(objects: &Path) -> Vec<PathBuf> {
    let mut folders = vec![objects.to_path_buf()];
    let mut at = 0;
    while let Some(folder) = folders.get(at).filter(|_| at < MOST_FOLDERS).cloned() {
        let borrowed = fs::read_to_string(folder.join("info/alternates")).unwrap_or_default();
        let lines = borrowed
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        for other in lines.map(|line| folder.join(line)) {
            if !folders.contains(&other) {
                folders.push(other);
            }
        }
        at += 1;
    }
    let mut indexes = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(folder.join("pack")).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.retain(|file| file.extension().is_some_and(|end| end == "idx"));
        files.sort();
        indexes.extend(files);
    }
    indexes
}

/// How long an index is, and its fan; the file then stands where the names begin.
fn opened(file: &mut File) -> Option<(usize, Vec<u32>)> {
    let length = usize::try_from(file.metadata().ok()?.len()).ok()?;
    let mut head = [0; HEAD];
    file.read_exact(&mut head).ok()?;
    let fan = head.strip_prefix(b"\xfftOc\0\0\0\x02")?.as_chunks::<4>().0;
    let fan: Vec<u32> = fan.iter().map(|count| u32::from_be_bytes(*count)).collect();
    let least = least_length(*fan.last()? as usize)?;
    (length >= least && fan.is_sorted()).then_some((length, fan))
}

/// Head, names, checks, offsets, and two hashes at the end.
fn least_length(count: usize) -> Option<usize> {
    HEAD.checked_add(count.checked_mul(28)?)?.checked_add(40)
}

/// Which names begin with the first byte of this one.
fn range_in(fan: &[u32], id: ObjectId) -> Option<(usize, usize)> {
    let first = usize::from(id.0[0]);
    let start = match first.checked_sub(1) {
        None => 0,
        Some(before) => *fan.get(before)?,
    };
    Some((start as usize, *fan.get(first)? as usize))
}

impl IndexFile {
    fn open(index: &Path) -> Option<Self> {
        let pack = index.with_extension("pack");
        pack.is_file().then_some(())?;
        let mut file = File::open(index).ok()?;
        let (_, fan) = opened(&mut file)?;
        Some(Self {
            pack,
            file,
            fan,
            names: Vec::new(),
        })
    }

    fn find(&mut self, id: ObjectId) -> Option<u64> {
        let (mut low, mut high) = range_in(&self.fan, id)?;
        // names are spread evenly: it is near where it would be then
        let mut guess = low + ((second_to_fifth(&id.0) * (high - low) as u64) >> 32) as usize;
        while low < high {
            let start = guess.saturating_sub(WINDOW / 2).clamp(low, high - 1);
            let count = WINDOW.min(high - start);
            self.read_names(start, count)?;
            if id.0 < *self.names.first()? {
                high = start;
            } else if id.0 > *self.names.last()? {
                low = start + count;
            } else {
                let found = self.names.binary_search(&id.0).ok()?;
                return self.offset(start + found);
            }
            guess = low + (high - low) / 2;
        }
        None
    }

    fn read_names(&mut self, start: usize, count: usize) -> Option<()> {
        self.names.resize(count, [0; 20]);
        let at = (HEAD + 20 * start) as u64;
        self.file.seek(SeekFrom::Start(at)).ok()?;
        self.file.read_exact(self.names.as_flattened_mut()).ok()
    }

    fn offset(&mut self, at: usize) -> Option<u64> {
        let count = *self.fan.last()? as usize;
        let offset = u32::from_be_bytes(self.number(HEAD + 24 * count + 4 * at)?);
        if offset < 1 << 31 {
            return Some(u64::from(offset));
        }
        let large = HEAD + 28 * count + (offset & 0x7fff_ffff) as usize * 8;
        Some(u64::from_be_bytes(self.number(large)?))
    }

    fn number<const N: usize>(&mut self, at: usize) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        self.file.seek(SeekFrom::Start(at as u64)).ok()?;
        self.file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }
}

impl Index {
    fn open(file: &Path) -> Option<Self> {
        let pack = file.with_extension("pack");
        pack.is_file().then_some(())?;
        let mut file = File::open(file).ok()?;
        let (length, fan) = opened(&mut file)?;
        let count = *fan.last()? as usize;
        let least = least_length(count)?;
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
        let (start, end) = range_in(&self.fan, id)?;
        let names = self.names.get(start..end)?;
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
        self.offset(start + low + found)
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
