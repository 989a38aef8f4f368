//! Answers: which files does a studio have in a directory, and what is in each?
//! Invariant: no symbolic link is followed, nothing but a regular file is opened, no more than the limit is read.

use super::find::{Expected, TOP, expected_at};
use crate::model::finding::Finding;
use crate::model::place::{Place, StudioPath};
use crate::model::problem::{NotAFile, Problem};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
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

/// The paths of a work tree that may be records, in path order, and what was odd on the way.
#[derive(Default)]
pub struct Listing {
    pub paths: Vec<StudioPath>,
    pub findings: Vec<Finding>,
}

/// Lists the files of a studio's directory.
///
/// # Errors
/// When the directory itself cannot be listed; what is wrong further down is a finding.
pub fn list(root: &Path) -> io::Result<Listing> {
    let mut listing = Listing::default();
    fs::read_dir(root)?;
    let mut folders = Vec::new();
    for top in TOP {
        let start = root.join(top);
        if start.symlink_metadata().is_ok() {
            listing.walk(root, &start, Depth::OneLevel(&mut folders));
        }
    }
    // a folder of briefs holds as many folders as a month has briefs
    let below: Vec<Listing> = folders
        .par_iter()
        .map(|folder| {
            let mut listing = Listing::default();
            listing.walk(root, folder, Depth::All);
            listing
        })
        .collect();
    for one in below {
        listing.paths.extend(one.paths);
        listing.findings.extend(one.findings);
    }
    listing.paths.sort_unstable();
    Ok(listing)
}

/// How far down to go at once.
enum Depth<'f> {
    All,
    /// The folders that were not entered are noted here.
    OneLevel(&'f mut Vec<PathBuf>),
}

impl Listing {
    fn walk(&mut self, root: &Path, start: &Path, mut depth: Depth<'_>) {
        let levels = match depth {
            Depth::All => usize::MAX,
            Depth::OneLevel(_) => 1,
        };
        let walk = WalkDir::new(start)
            .max_depth(levels)
            .follow_links(false)
            .follow_root_links(false)
            .into_iter()
            .filter_entry(|entry| !is_hidden(entry));
        for step in walk {
            match (step, &mut depth) {
                (Ok(entry), Depth::OneLevel(folders)) if entry.depth() == 1 && entry.file_type().is_dir() => {
                    folders.push(entry.into_path());
                }
                (Ok(entry), _) => note(root, &entry, self),
                (Err(error), _) => {
                    let path = error.path().unwrap_or(start).to_path_buf();
                    let place = Place::whole(&shown_path(root, &path));
                    let what = NotAFile::Unreadable;
                    self.findings.push(Finding::error(place, Problem::NotAFile { what }));
                }
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
        listing.paths.push(path);
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
