//! Answers: what did the files that did not change say when they were read before?
//! Invariant: never needed and never believed: what is missing, damaged, of another version or about another file is read again from the studio.
//! Source: `docs/decisions/0015-cache-of-parsed-files.md`; the racy files of git's index.

mod brief;
mod bytes;
mod file;
mod stamp;
mod tree;

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use self::file::{Entry, Index};
use self::stamp::{Moment, Stamp};
use super::mark::Mark;
use super::read::{Defaults, Outcome, Parsed};
use crate::model::place::StudioPath;

/// With fewer new files than this, reading them again is as fast as writing the cache.
const LEAST_FILES: usize = 64;

/// Where the cache is kept, and which files were left alone for long enough to be kept in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachePlace {
    pub folder: PathBuf,
    /// Before anything of the studio is read.
    pub now: SystemTime,
    /// A file that changes twice within one tick of the file system's clock looks as if it had changed once.
    pub settled: Duration,
}

impl CachePlace {
    pub fn new(folder: PathBuf, now: SystemTime) -> Self {
        Self {
            folder,
            now,
            settled: Duration::from_secs(2),
        }
    }
}

/// What a folder holds that matters here, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// Files that may be records.
    pub files: Vec<String>,
    pub folders: Vec<String>,
}

/// What is known of a file.
pub enum Known {
    /// Its record is made, and its findings found, anew.
    Parsed(Parsed),
    /// A brief without findings, which depends on nothing but its file and the defaults.
    Read(Outcome),
}

/// A file that was read.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    pub parsed: &'a Parsed,
    pub outcome: &'a Outcome,
    pub defaults: Defaults,
}

/// The cache of one studio, as it was and with what is read meanwhile.
pub struct Cache {
    place: CachePlace,
    now: Moment,
    root: PathBuf,
    file: PathBuf,
    name: String,
    index: Index,
    fresh: Mutex<Vec<Entry>>,
}

impl Cache {
    /// An empty one when there is none, or none that can be believed.
    pub fn open(place: &CachePlace, root: &Path) -> Option<Self> {
        let name = fs::canonicalize(root).ok()?.to_str()?.to_owned();
        let file = place.folder.join(file_of(&name));
        let index = fs::read(&file)
            .ok()
            .and_then(|bytes| Index::read(bytes, &name))
            .unwrap_or_default();
        Some(Self {
            now: Moment::of(place.now)?,
            place: place.clone(),
            root: root.to_path_buf(),
            file,
            name,
            index,
            fresh: Mutex::new(Vec::new()),
        })
    }

    /// What an unchanged file said, and the mark of its bytes.
    pub fn recall(&self, path: &StudioPath, stamp: &Stamp, defaults: Defaults) -> Option<(Known, Mark)> {
        let (said, mark) = self.index.find(path.as_str(), stamp)?;
        Some((tree::decode(said, path, defaults)?, mark))
    }

    /// What an unchanged folder holds.
    pub fn recall_folder(&self, path: &StudioPath, stamp: &Stamp) -> Option<Folder> {
        let (said, _) = self.index.find(&folder_key(path), stamp)?;
        tree::decode_folder(said)
    }

    /// The stamp of a regular file, taken before it is read.
    pub fn stamp(&self, path: &StudioPath) -> Option<Stamp> {
        let data = self.root.join(path.as_str()).symlink_metadata().ok()?;
        data.is_file().then(|| Stamp::of(&data)).flatten()
    }

    /// The stamp of a folder, taken before it is listed.
    pub fn folder_stamp(&self, path: &StudioPath) -> Option<Stamp> {
        let data = self.root.join(path.as_str()).symlink_metadata().ok()?;
        data.is_dir().then(|| Stamp::of(&data)).flatten()
    }

    /// Keeps what a file said, when nobody had touched it for a while before it was read.
    pub fn note(&self, path: &StudioPath, (stamp, mark): (Stamp, Mark), seen: Seen<'_>) {
        let Seen {
            parsed,
            outcome,
            defaults,
        } = seen;
        let encoded = || tree::encode(parsed, outcome, defaults);
        if let Some(said) = self.is_settled(&stamp).then(encoded).flatten() {
            let path = path.as_str().to_owned();
            self.keep(Entry {
                path,
                stamp,
                mark,
                said,
            });
        }
    }

    /// Keeps what a folder holds; of nothing that was odd there.
    pub fn note_folder(&self, path: &StudioPath, stamp: Stamp, folder: &Folder) {
        if self.is_settled(&stamp) {
            let (path, said) = (folder_key(path), tree::encode_folder(folder));
            let mark = Mark::of(&[]);
            self.keep(Entry {
                path,
                stamp,
                mark,
                said,
            });
        }
    }

    fn is_settled(&self, stamp: &Stamp) -> bool {
        stamp.was_settled(self.now, self.place.settled)
    }

    fn keep(&self, entry: Entry) {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    /// Writes the cache when enough is new; whatever goes wrong, the old one stays.
    /// What was known of files and folders that are gone is dropped with the next thing that is kept.
    pub fn save(self, paths: &[StudioPath]) {
        let mut fresh = self.fresh.into_inner().unwrap_or_else(PoisonError::into_inner);
        if fresh.len() < LEAST_FILES {
            return;
        }
        fresh.sort_by(|one, other| one.path.cmp(&other.path));
        fresh.dedup_by(|one, other| one.path == other.path);
        let lives = |path: &str| match path.strip_suffix('/') {
            // it may hold nothing that is listed
            Some(folder) => self.root.join(folder).is_dir(),
            None => paths.binary_search_by(|known| known.as_str().cmp(path)).is_ok(),
        };
        let bytes = self.index.write(&self.name, &fresh, lives);
        drop(replace(&self.place.folder, &self.file, &bytes));
    }
}

/// Its name, by the studio's place; which studio it is of is told inside.
fn file_of(root: &str) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(root.as_bytes());
    format!("files-{:016x}.cache", hasher.finish())
}

/// No file has such a path.
fn folder_key(path: &StudioPath) -> String {
    format!("{path}/")
}

fn replace(folder: &Path, file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let new = NamedTempFile::new_in(folder)?;
    fs::write(new.path(), bytes)?;
    new.persist(file)?;
    Ok(())
}
