//! Answers: which files does a studio have in a directory, and what is in each?
//! Invariant: no symbolic link is followed, nothing but a regular file is opened, no more than the limit is read.

use super::cache::Folder;
use super::cache::places::{Places, Sighting, Visit};
use super::find::{Expected, TOP, expected_at};
use crate::model::finding::Finding;
use crate::model::place::{Place, StudioPath};
use crate::model::problem::{NotAFile, Problem};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 1024 * 1024;

/// What is at a path where a record may be, in a directory or in a revision.
#[derive(Clone, Debug)]
pub enum Content<'a> {
    Bytes(Cow<'a, [u8]>),
    Not(NotAFile),
    TooLarge { bytes: u64 },
}

/// A file that may be a record.
pub struct Listed {
    pub path: StudioPath,
    /// `None` without a cache, and of what is no regular file.
    pub sighting: Option<Sighting>,
}

/// The files of a work tree that may be records, in path order, and what was odd on the way.
#[derive(Default)]
pub struct Listing {
    pub files: Vec<Listed>,
    pub findings: Vec<Finding>,
}

/// Lists the files of a studio's directory; folders that did not change are taken from the cache.
///
/// # Errors
/// When the directory itself cannot be listed; what is wrong further down is a finding.
pub fn list(root: &Path, known: Option<&Places>) -> io::Result<Listing> {
    let mut listing = Listing::default();
    fs::read_dir(root)?;
    for top in TOP {
        let start = root.join(top);
        match (start.symlink_metadata(), StudioPath::new(top)) {
            (Ok(data), Some(path)) if data.is_dir() => {
                listing.walk(root, &start, Depth::Itself);
                listing.extend(below(root, &path, known));
            }
            (Ok(_), _) => listing.walk(root, &start, Depth::Itself),
            (Err(_), _) => {}
        }
    }
    let mut top = known.map(|places| places.visit(""));
    for file in &mut listing.files {
        if let Some(visit) = top.as_mut().filter(|_| file.path.folder().is_empty()) {
            file.sighting = visit.sight(file.path.file_name());
        }
    }
    listing
        .files
        .par_sort_unstable_by(|one, other| one.path.cmp(&other.path));
    Ok(listing)
}

/// How far down to go at once.
#[derive(Clone, Copy)]
enum Depth {
    Itself,
    All,
}

/// All that is in a folder. Folders in it are listed in parallel: one of briefs holds as many as a month has briefs.
fn below(root: &Path, folder: &StudioPath, known: Option<&Places>) -> Listing {
    let mut listing = Listing::default();
    let mut visit = known.map(|places| places.visit(folder.as_str()));
    let recalled = visit.as_mut().and_then(Visit::names);
    let names = recalled.unwrap_or_else(|| {
        let names = read_folder(root, folder, &mut listing);
        if let (Some(visit), true) = (&visit, listing.findings.is_empty()) {
            visit.note(&names);
        }
        names
    });
    let child = |name: &String| StudioPath::new(&format!("{folder}/{name}"));
    let file = |name: &String| {
        let path = child(name)?;
        let sighting = visit.as_mut().and_then(|visit| visit.sight(name));
        Some(Listed { path, sighting })
    };
    let mut files = names.files.iter().filter_map(file).peekable();
    let folders: Vec<StudioPath> = names.folders.iter().filter_map(child).collect();
    let deeper: Vec<Listing> = folders.par_iter().map(|folder| below(root, folder, known)).collect();
    // names are sorted: hardly anything is left to be put in order
    for (folder, deeper) in folders.iter().zip(deeper) {
        while let Some(file) = files.next_if(|file| file.path < *folder) {
            listing.files.push(file);
        }
        listing.extend(deeper);
    }
    listing.files.extend(files);
    listing
}

/// The names in a folder; what is odd there goes to the findings of the listing.
fn read_folder(root: &Path, folder: &StudioPath, listing: &mut Listing) -> Folder {
    let mut names = Folder::default();
    let mut own = Listing::default();
    let start = root.join(folder.as_str());
    let walk = WalkDir::new(&start)
        .min_depth(1)
        .max_depth(1)
        .follow_links(false)
        .follow_root_links(false);
    for step in walk.into_iter().filter_entry(|entry| !is_hidden(entry)) {
        match step {
            Ok(entry) if entry.file_type().is_dir() && exact_path(root, entry.path()).is_some() => {
                note(root, &entry, &mut own);
                names.folders.extend(entry.file_name().to_str().map(str::to_owned));
            }
            // below a name that cannot be used nothing can be
            Ok(entry) if entry.file_type().is_dir() => own.walk(root, entry.path(), Depth::All),
            Ok(entry) => note(root, &entry, &mut own),
            Err(error) => own.unreadable(root, error.path().unwrap_or(&start)),
        }
    }
    names.files = own.files.iter().map(|file| file.path.file_name().to_owned()).collect();
    names.files.sort_unstable();
    names.folders.sort_unstable();
    listing.findings.append(&mut own.findings);
    names
}

impl Listing {
    fn extend(&mut self, other: Self) {
        self.files.extend(other.files);
        self.findings.extend(other.findings);
    }

    fn unreadable(&mut self, root: &Path, path: &Path) {
        let place = Place::whole(&shown_path(root, path));
        let what = NotAFile::Unreadable;
        self.findings.push(Finding::error(place, Problem::NotAFile { what }));
    }

    fn walk(&mut self, root: &Path, start: &Path, depth: Depth) {
        let levels = match depth {
            Depth::Itself => 0,
            Depth::All => usize::MAX,
        };
        let walk = WalkDir::new(start)
            .max_depth(levels)
            .follow_links(false)
            .follow_root_links(false);
        for step in walk.into_iter().filter_entry(|entry| !is_hidden(entry)) {
            match step {
                Ok(entry) => note(root, &entry, self),
                Err(error) => self.unreadable(root, error.path().unwrap_or(start)),
            }
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

fn note(root: &Path, entry: &DirEntry, listing: &mut Listing) {
    let kind = entry.file_type();
    let exact = exact_path(root, entry.path());
    let shown = exact.clone().unwrap_or_else(|| shown_path(root, entry.path()));
    let expected = expected_at(shown.as_str());
    let what = if kind.is_symlink() {
        NotAFile::SymbolicLink
    } else if kind.is_dir() {
        if !matches!(expected, Some(Expected::Record(_))) {
            return;
        }
        NotAFile::Directory
    } else if expected.is_none() {
        return;
    } else if !kind.is_file() {
        NotAFile::Special
    } else if let Some(path) = exact {
        listing.files.push(Listed { path, sighting: None });
        return;
    } else {
        NotAFile::BadName
    };
    let place = Place::whole(&shown);
    let problem = Problem::NotAFile { what };
    // A linked picture does no harm; a linked record is one that nobody reads.
    listing.findings.push(match expected {
        Some(_) => Finding::error(place, problem),
        None => Finding::warning(place, problem),
    });
}

fn exact_path(root: &Path, path: &Path) -> Option<StudioPath> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    StudioPath::new(&parts?.join("/"))
}

/// A path that can be shown though it cannot be used: what is not allowed in it is replaced.
fn shown_path(root: &Path, path: &Path) -> StudioPath {
    let below = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    StudioPath::shown(&below)
}

/// Reads one file of the listing.
pub fn read(root: &Path, path: &StudioPath) -> Content<'static> {
    let file: PathBuf = root.join(path.as_str());
    match file.symlink_metadata() {
        Err(_) => Content::Not(NotAFile::Unreadable),
        Ok(data) if data.is_symlink() => Content::Not(NotAFile::SymbolicLink),
        Ok(data) if data.is_dir() => Content::Not(NotAFile::Directory),
        Ok(data) if !data.is_file() => Content::Not(NotAFile::Special),
        Ok(data) if data.len() > MOST_BYTES => Content::TooLarge { bytes: data.len() },
        Ok(data) => read_regular(&file, data.len()),
    }
}

fn read_regular(file: &Path, size: u64) -> Content<'static> {
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    let read = File::open(file).and_then(|open| open.take(MOST_BYTES + 1).read_to_end(&mut bytes));
    match read {
        Err(_) => Content::Not(NotAFile::Unreadable),
        // It grew between the look at its size and the reading.
        Ok(count) if count as u64 > MOST_BYTES => Content::TooLarge { bytes: count as u64 },
        Ok(_) => Content::Bytes(Cow::Owned(bytes)),
    }
}
