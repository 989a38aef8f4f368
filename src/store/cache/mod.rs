//! Answers: what did the files that did not change say when they were read before?
//! Invariant: never needed and never believed: what is missing, damaged, of another version or about another file is read again from the studio.
//! Source: `docs/decisions/0015-cache-of-parsed-files.md`; the racy files of git's index.

mod bytes;
mod file;
mod stamp;
mod tree;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tempfile::NamedTempFile;

use self::file::{Entry, Index};
use self::stamp::{Moment, Stamp};
use super::mark::Mark;
use super::read::Parsed;
use crate::model::place::StudioPath;

/// Fewer files than this are read as fast as a cache is.
const LEAST_FILES: usize = 64;

/// Where the cache is kept, and how long a file must have been left alone to be kept in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachePlace {
    pub folder: PathBuf,
    /// A file that changes twice within one tick of the file system's clock looks as if it had changed once.
    pub settled: Duration,
}

impl CachePlace {
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            settled: Duration::from_secs(2),
        }
    }
}

/// The cache of one studio, as it was and with what is read meanwhile.
pub struct Cache {
    place: CachePlace,
    file: PathBuf,
    root: String,
    index: Index,
    fresh: Mutex<Vec<Entry>>,
    /// Made before the first file is read: its time is the file system's own word for "now", and it becomes the new cache.
    started: OnceLock<Option<(Moment, Mutex<Option<NamedTempFile>>)>>,
}

impl Cache {
    /// An empty one when there is none, or none that can be believed; `None` when the studio needs none.
    pub fn open(place: &CachePlace, root: &Path, files: usize) -> Option<Self> {
        if files < LEAST_FILES {
            return None;
        }
        let root = fs::canonicalize(root).ok()?.to_str()?.to_owned();
        let name = format!("files-{:016x}.cache", bytes::check(root.as_bytes()));
        let file = place.folder.join(name);
        let index = fs::read(&file)
            .ok()
            .and_then(|bytes| Index::read(bytes, &root))
            .unwrap_or_default();
        Some(Self {
            place: place.clone(),
            file,
            root,
            index,
            fresh: Mutex::new(Vec::new()),
            started: OnceLock::new(),
        })
    }

    /// What an unchanged file said, and the mark of its bytes.
    pub fn recall(&self, path: &StudioPath, stamp: &Stamp) -> Option<(Parsed, Mark)> {
        self.index.find(path.as_str(), stamp)
    }

    /// The stamp of a file that is about to be looked at.
    pub fn stamp(root: &Path, path: &StudioPath) -> Option<Stamp> {
        let data = root.join(path.as_str()).symlink_metadata().ok()?;
        data.is_file().then(|| Stamp::of(&data)).flatten()
    }

    /// To be called before a file is read that was not recalled.
    pub fn begin_reading(&self) {
        self.started.get_or_init(|| {
            fs::create_dir_all(&self.place.folder).ok()?;
            let new = NamedTempFile::new_in(&self.place.folder).ok()?;
            let now = Stamp::of(&new.as_file().metadata().ok()?)?.modified;
            Some((now, Mutex::new(Some(new))))
        });
    }

    /// Keeps what a file said, when nobody had touched it for a while before it was read.
    pub fn note(&self, path: &StudioPath, stamp: Stamp, mark: Mark, parsed: &Parsed) {
        let Some(Some((now, _))) = self.started.get() else {
            return;
        };
        if !stamp.was_settled(*now, self.place.settled) {
            return;
        }
        let Some(said) = tree::encode(parsed) else { return };
        let entry = Entry {
            path: path.as_str().to_owned(),
            stamp,
            mark,
            said,
        };
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    /// Writes the cache when enough is new; whatever goes wrong, the old one stays. `paths`: all files of the studio, sorted.
    pub fn save<'p>(self, paths: impl Iterator<Item = &'p StudioPath>) {
        let mut fresh = self.fresh.into_inner().unwrap_or_else(PoisonError::into_inner);
        if fresh.len() < LEAST_FILES {
            return;
        }
        let new = self.started.into_inner().flatten();
        let Some(new) = new.and_then(|(_, new)| new.into_inner().unwrap_or_else(PoisonError::into_inner)) else {
            return;
        };
        fresh.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        let bytes = self.index.write(&self.root, &fresh, paths.map(StudioPath::as_str));
        if fs::write(new.path(), bytes).is_ok() {
            drop(new.persist(&self.file));
        }
    }
}
