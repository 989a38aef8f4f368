//! Answers: which content has a file, and which names a folder, that did not change since it was last seen?
//! Invariant: a shortcut to the blob id alone: a stamp that differs, or is too young to be told from another, says nothing.
//! Source: the racy files of git's index.

use super::bytes::{Rest, put_bytes, put_number};
use super::file::Book;
use super::stamp::{Moment, Stamp};
use super::{CachePlace, Folder, LEAST_ENTRIES, tree};
use crate::model::history::ObjectId;
use crate::model::place::StudioPath;
use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Raised with every change of what is kept.
const FORMAT: u32 = 1;

/// Stamps of one studio's files and folders.
pub struct Places {
    book: Book,
    root: PathBuf,
    now: Moment,
    settled: Duration,
}

/// A regular file as it was looked at, before anything of it is read.
#[derive(Clone, Debug)]
pub struct Sighting {
    pub data: Metadata,
    stamp: Option<Stamp>,
    pub told: Told,
}

/// Which content a file has, as far as it is known without reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Nothing,
    ByStamp(ObjectId),
    /// For certain only when the size is the blob's: line ends may be converted.
    ByGit(ObjectId),
}

impl Told {
    pub fn blob(self) -> Option<ObjectId> {
        match self {
            Self::Nothing => None,
            Self::ByStamp(blob) | Self::ByGit(blob) => Some(blob),
        }
    }
}

impl Places {
    /// `None` for a studio whose place cannot be told.
    pub fn open(place: &CachePlace, root: &Path) -> Option<Self> {
        let name = fs::canonicalize(root).ok()?.to_str()?.to_owned();
        let mut hasher = DefaultHasher::new();
        hasher.write(name.as_bytes());
        let file = format!("places-{:016x}.cache", hasher.finish());
        Some(Self {
            book: Book::open(place.folder.join(file), head(&name)),
            root: root.to_path_buf(),
            now: Moment::of(place.now)?,
            settled: place.settled,
        })
    }

    /// `None` for what is no regular file.
    pub fn sight(&self, path: &StudioPath) -> Option<Sighting> {
        let data = self.root.join(path.as_str()).symlink_metadata().ok()?;
        data.is_file().then_some(())?;
        let stamp = Stamp::of(&data);
        let blob = stamp.and_then(|stamp| self.blob(path, stamp));
        let told = blob.map_or(Told::Nothing, Told::ByStamp);
        Some(Sighting { data, stamp, told })
    }

    fn blob(&self, path: &StudioPath, stamp: Stamp) -> Option<ObjectId> {
        let said = self.said(path.as_str(), stamp)?;
        said.try_into().ok().map(ObjectId)
    }

    /// Keeps which content a file has, when nobody had touched it for a while before it was looked at.
    pub fn note(&self, path: &StudioPath, sighting: &Sighting, blob: ObjectId) {
        if let (Some(stamp), Told::Nothing | Told::ByGit(_)) = (sighting.stamp, sighting.told) {
            self.keep(path.as_str(), stamp, &blob.0);
        }
    }

    /// The stamp of a folder, taken before it is listed.
    pub fn folder_stamp(&self, path: &StudioPath) -> Option<Stamp> {
        let data = self.root.join(path.as_str()).symlink_metadata().ok()?;
        data.is_dir().then(|| Stamp::of(&data)).flatten()
    }

    /// What an unchanged folder holds.
    pub fn recall_folder(&self, path: &StudioPath, stamp: Stamp) -> Option<Folder> {
        tree::decode_folder(self.said(&folder_key(path), stamp)?)
    }

    /// Keeps what a folder holds; of nothing that was odd there.
    pub fn note_folder(&self, path: &StudioPath, stamp: Stamp, folder: &Folder) {
        self.keep(&folder_key(path), stamp, &tree::encode_folder(folder));
    }

    /// What is kept after a stamp, when that is the same.
    fn said(&self, key: &str, stamp: Stamp) -> Option<&[u8]> {
        let mut rest = Rest(self.book.find(key.as_bytes())?);
        (Stamp::read(&mut rest)? == stamp).then_some(rest.0)
    }

    fn keep(&self, key: &str, stamp: Stamp, known: &[u8]) {
        if stamp.was_settled(self.now, self.settled) {
            let mut said = Vec::with_capacity(known.len() + 40);
            stamp.write(&mut said);
            said.extend_from_slice(known);
            self.book.keep(key.as_bytes().to_vec(), said);
        }
    }

    /// What was known of files and folders that are gone is dropped with the next thing that is kept.
    pub fn save(self, paths: &[&StudioPath]) {
        if !self.book.has_new(LEAST_ENTRIES) {
            return;
        }
        let root = self.root;
        self.book.save(|key, _| {
            let Ok(path) = std::str::from_utf8(key) else {
                return false;
            };
            match path.strip_suffix('/') {
                // it may hold nothing that is listed
                Some(folder) => root.join(folder).is_dir(),
                None => paths.binary_search_by(|known| known.as_str().cmp(path)).is_ok(),
            }
        });
    }
}

/// No file has such a path.
fn folder_key(path: &StudioPath) -> String {
    format!("{path}/")
}

/// The first bytes of a file that this program can use; which studio it is of is told in them.
fn head(root: &str) -> Vec<u8> {
    let mut head = Vec::new();
    put_bytes(&mut head, b"crops cache of stamps");
    put_number(&mut head, u64::from(FORMAT));
    put_bytes(&mut head, env!("CARGO_PKG_VERSION").as_bytes());
    put_bytes(&mut head, root.as_bytes());
    head
}
