//! Answers: which content has a file, and which names a folder, that did not change since it was last seen?
//! Invariant: a shortcut to the blob id alone: a stamp that differs, or is too young to be told from another, says nothing.
//! Source: the racy files of git's index.

use super::bytes::{put_bytes, put_number};
use super::file::Book;
use super::look::{Kind, Look, Top};
use super::stamp::{Moment, Stamp};
use super::tree::{self, KnownFolder};
use super::{CachePlace, Folder, LEAST_ENTRIES};
use crate::model::history::ObjectId;
use crate::model::place::StudioPath;
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Raised with every change of what is kept.
const FORMAT: u32 = 2;

/// Stamps of one studio's files and folders. What is known of a folder and of the files in it is found at once, by its path.
pub struct Places {
    book: Book,
    top: Top,
    now: Moment,
    settled: Duration,
    /// Folders that were listed now, with their stamps.
    listed: Mutex<Vec<(Box<str>, Stamp, Folder)>>,
}

/// A regular file as it was looked at, before anything of it is read.
#[derive(Clone, Debug)]
pub struct Sighting {
    pub size: u64,
    stamp: Option<Stamp>,
    pub told: Told,
}

impl Sighting {
    /// Whether this is said of the file as it was looked at.
    pub fn is_of(&self, data: &Metadata) -> bool {
        self.stamp.is_some() && Stamp::of(data) == self.stamp
    }
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

/// A file that was looked at, and the content that it had.
pub struct Read<'a> {
    pub path: &'a StudioPath,
    pub sighting: Option<&'a Sighting>,
    pub blob: Option<ObjectId>,
}

/// A folder whose stamp was taken, before it is listed and its files are looked at.
pub struct Visit<'p> {
    places: &'p Places,
    folder: &'p str,
    /// In the studio; of a file below while that is looked at.
    path: PathBuf,
    stamp: Option<Stamp>,
    known: KnownFolder<'p>,
}

impl Visit<'_> {
    /// What the folder holds, when it did not change; told once.
    pub fn names(&mut self) -> Option<Folder> {
        let (stamp, names) = self.known.listing.take()?;
        (Some(stamp) == self.stamp).then_some(names)
    }

    /// Keeps what the folder holds; of nothing that was odd there.
    pub fn note(&self, names: &Folder) {
        let places = self.places;
        if let Some(stamp) = self.stamp.filter(|stamp| places.was_settled(*stamp)) {
            let mut listed = places.listed.lock().unwrap_or_else(PoisonError::into_inner);
            listed.push((self.folder.into(), stamp, names.clone()));
        }
    }

    /// `None` for what is no regular file.
    pub fn sight(&mut self, name: &str) -> Option<Sighting> {
        self.path.push(name);
        let look = self.places.top.look(&self.path);
        self.path.pop();
        let Look { size, stamp, .. } = look.filter(|look| look.kind == Kind::File)?;
        let known = self.known.file(name).filter(|(known, _)| Some(*known) == stamp);
        let told = known.map_or(Told::Nothing, |(_, blob)| Told::ByStamp(blob));
        Some(Sighting { size, stamp, told })
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
            top: Top::new(root),
            now: Moment::of(place.now)?,
            settled: place.settled,
            listed: Mutex::default(),
        })
    }

    /// `folder`: its path in the studio, empty for the top.
    pub fn visit<'p>(&'p self, folder: &'p str) -> Visit<'p> {
        // room for the name of a file
        let mut path = PathBuf::with_capacity(folder.len() + 64);
        path.push(folder);
        let look = self.top.look(&path).filter(|look| look.kind == Kind::Folder);
        Visit {
            places: self,
            folder,
            stamp: look.and_then(|look| look.stamp),
            path,
            known: self.known(folder),
        }
    }

    fn known(&self, folder: &str) -> KnownFolder<'_> {
        let kept = self.book.find(folder.as_bytes());
        kept.and_then(tree::decode_folder).unwrap_or_default()
    }

    /// One file alone; `None` for what is no regular file.
    pub fn sight(&self, path: &StudioPath) -> Option<Sighting> {
        self.visit(path.folder()).sight(path.file_name())
    }

    /// Whether nobody had touched it for a while before the command began.
    fn was_settled(&self, stamp: Stamp) -> bool {
        stamp.was_settled(self.now, self.settled)
    }

    /// Keeps which content each file has, of files that nobody had touched for a while before they were looked at.
    /// What was known of folders that are gone is dropped.
    pub fn save(mut self, files: &[Read<'_>]) {
        let listed = std::mem::take(&mut self.listed).into_inner();
        let listed = listed.unwrap_or_else(PoisonError::into_inner);
        let new = files.iter().filter(|file| self.fresh(file).is_some());
        let mut changed: BTreeMap<&str, Option<(Stamp, &Folder)>> = BTreeMap::new();
        let mut count = listed.len();
        for file in new {
            changed.insert(file.path.folder(), None);
            count += 1;
        }
        if count < LEAST_ENTRIES {
            return;
        }
        for (folder, stamp, names) in &listed {
            changed.insert(folder, Some((*stamp, names)));
        }
        let mut kept: BTreeMap<&str, Vec<(&str, Stamp, ObjectId)>> = BTreeMap::new();
        for file in files.iter().filter(|file| changed.contains_key(file.path.folder())) {
            if let Some((stamp, blob)) = self.trusted(file) {
                let of_folder = kept.entry(file.path.folder()).or_default();
                of_folder.push((file.path.file_name(), stamp, blob));
            }
        }
        for (folder, listing) in changed {
            let known = self.known(folder).listing;
            let known = known.as_ref().map(|(stamp, names)| (*stamp, names));
            let files = kept.remove(folder).unwrap_or_default();
            let said = tree::encode_folder(listing.or(known), &files);
            self.book.keep(folder.as_bytes().to_vec(), said);
        }
        let top = self.top;
        self.book.save(|folder, _| {
            let folder = std::str::from_utf8(folder).ok();
            let look = folder.and_then(|folder| top.look(Path::new(folder)));
            look.is_some_and(|look| look.kind == Kind::Folder)
        });
    }

    /// What was not known of a file, and will be.
    fn fresh(&self, file: &Read<'_>) -> Option<(Stamp, ObjectId)> {
        let sighting = file.sighting.filter(|one| !matches!(one.told, Told::ByStamp(_)))?;
        let stamp = sighting.stamp.filter(|stamp| self.was_settled(*stamp))?;
        Some((stamp, file.blob?))
    }

    /// What is known of a file, or will be.
    fn trusted(&self, file: &Read<'_>) -> Option<(Stamp, ObjectId)> {
        match file.sighting? {
            Sighting {
                told: Told::ByStamp(blob),
                stamp: Some(stamp),
                ..
            } => Some((*stamp, *blob)),
            _ => self.fresh(file),
        }
    }
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
