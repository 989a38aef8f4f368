//! Answers: what does the studio in this directory hold?
//! Invariant: both are decoded by the same code; one bad file hides no other; only IO is an error.

use super::assemble::assemble;
use super::cache::places::Places;
use super::cache::records::Records;
use super::cache::{Cache, CachePlace};
use super::find::{SETTINGS, expected_at, studio_root};
use super::mark::{AsRead, mark_of};
use super::read::{Defaults, Outcome, Record, read_file};
use super::source::{self, Content, Listed};
use super::through::through;
use crate::model::finding::Finding;
use crate::model::history::ObjectId;
use crate::model::place::{Place, StudioPath};
use crate::model::problem::Problem;
use crate::model::studio::Studio;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::path::{Path, PathBuf};

pub use super::revision::load_revision;

/// Why there is no studio to answer from.
#[derive(Debug, thiserror::Error)]
pub enum IoError {
    #[error("no crops.yml in {} or above it", .start.display())]
    NoStudio { start: PathBuf },
    #[error("{}: {source}", .path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
}

/// The root of the studio that `start` is in.
///
/// # Errors
/// When no directory upwards holds a `crops.yml`.
pub fn root_of(start: &Path) -> Result<PathBuf, IoError> {
    studio_root(start).ok_or_else(|| IoError::NoStudio {
        start: start.to_path_buf(),
    })
}

/// Reads the studio in a directory. Findings are sorted by place.
///
/// # Errors
/// When the directory cannot be listed or holds no `crops.yml`.
pub fn load(root: &Path) -> Result<(Studio, Vec<Finding>), IoError> {
    let (studio, findings, _) = load_marked(root)?;
    Ok((studio, findings))
}

/// Reads the studio in a directory, and remembers the files it was read from, so that a write can tell whether one changed since.
///
/// # Errors
/// As [`load`].
pub fn load_marked(root: &Path) -> Result<(Studio, Vec<Finding>, AsRead), IoError> {
    load_cached(root, None)
}

/// As [`load_marked`]; what is known of unchanged contents is taken from the cache, which changes no answer.
///
/// # Errors
/// As [`load`].
pub fn load_cached(root: &Path, cache: Option<&CachePlace>) -> Result<(Studio, Vec<Finding>, AsRead), IoError> {
    let places = cache.and_then(|place| Some((Places::open(place, root)?, place)));
    let list = || source::list(root, places.as_ref().map(|(places, _)| places));
    let (listing, records) = rayon::join(list, || places.as_ref().map(|(_, place)| Records::open(place)));
    let listing = listing.map_err(|source| IoError::Unreadable {
        path: root.to_path_buf(),
        source,
    })?;
    if root.join(SETTINGS).symlink_metadata().is_err() {
        return Err(IoError::NoStudio {
            start: root.to_path_buf(),
        });
    }
    let seen = match places.zip(records) {
        Some(((places, place), records)) => through(Cache { places, records }, place, root, listing.files),
        None => straight(root, listing.files),
    };
    let marks = seen.iter().filter_map(|(path, seen)| Some((path.clone(), seen.mark?)));
    let marks: Vec<(StudioPath, ObjectId)> = marks.collect();
    let outcomes = seen.into_iter().map(|(path, seen)| (path, seen.outcome)).collect();
    let (marks, (studio, mut findings)) =
        rayon::join(|| marks.into_iter().collect(), || assemble(&settings_file(), outcomes));
    findings.extend(listing.findings);
    findings.sort_by(|one, other| one.place.cmp(&other.place));
    findings.dedup();
    Ok((studio, findings, marks))
}

/// What came out of one file, and what its bytes are.
pub(super) struct Seen {
    pub outcome: Outcome,
    pub mark: Option<ObjectId>,
}

/// Every file is read.
fn straight(root: &Path, files: Vec<Listed>) -> Vec<(StudioPath, Seen)> {
    let read = |path: &StudioPath, defaults| read_content(path, &source::read(root, path), defaults);
    let settings = settings_path().map(|path| read(&path, Defaults::default()));
    let defaults = settings.map_or_else(Defaults::default, |seen| defaults_of(seen.outcome));
    let seen = files.into_par_iter().map(|file| {
        let seen = read(&file.path, defaults);
        (file.path, seen)
    });
    seen.collect()
}

/// What `crops.yml` says for all other files: it is read first because amounts need its currency.
pub(super) fn defaults_of(settings: Outcome) -> Defaults {
    match settings.record {
        Some(Record::Settings(settings)) => Defaults {
            currency: settings.currency,
        },
        _ => Defaults::default(),
    }
}

pub(super) fn read_content(file: &StudioPath, content: &Content<'_>, defaults: Defaults) -> Seen {
    let problem = match content {
        Content::Bytes(bytes) => {
            let outcome = match expected_at(file.as_str()) {
                Some(expected) => read_file(file, bytes, expected, defaults),
                None => nothing(Vec::new()),
            };
            let mark = mark_of(bytes);
            return Seen { outcome, mark };
        }
        Content::Not(what) => Problem::NotAFile { what: *what },
        Content::TooLarge { bytes } => Problem::TooLarge {
            bytes: *bytes,
            most: source::MOST_BYTES,
        },
    };
    let outcome = nothing(vec![Finding::error(Place::whole(file), problem)]);
    Seen { outcome, mark: None }
}

fn nothing(findings: Vec<Finding>) -> Outcome {
    Outcome {
        record: None,
        id: None,
        findings,
    }
}

pub(super) fn settings_file() -> StudioPath {
    settings_path().unwrap_or_else(|| StudioPath::shown(SETTINGS))
}

pub(super) fn settings_path() -> Option<StudioPath> {
    StudioPath::new(SETTINGS)
}
