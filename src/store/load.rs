//! Answers: what does the studio in this directory, or in these bytes of a revision, hold?
//! Invariant: both are decoded by the same code; one bad file hides no other; only IO is an error.

use super::assemble::assemble;
use super::cache::{self, Cache, CachePlace, Known};
use super::find::{SETTINGS, expected_at, studio_root};
use super::mark::{AsRead, Mark};
use super::read::{Defaults, Outcome, Record, parse_file, read_file, read_parsed};
use super::source::{self, Content};
use crate::model::finding::Finding;
use crate::model::place::{Place, StudioPath};
use crate::model::problem::Problem;
use crate::model::studio::Studio;
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::path::{Path, PathBuf};

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

/// As [`load_marked`]; files that did not change are taken from the cache, which changes no answer.
///
/// # Errors
/// As [`load`].
pub fn load_cached(root: &Path, cache: Option<&CachePlace>) -> Result<(Studio, Vec<Finding>, AsRead), IoError> {
    let cache = cache.and_then(|place| Cache::open(place, root));
    let listing = source::list(root, cache.as_ref()).map_err(|source| IoError::Unreadable {
        path: root.to_path_buf(),
        source,
    })?;
    if root.join(SETTINGS).symlink_metadata().is_err() {
        return Err(IoError::NoStudio {
            start: root.to_path_buf(),
        });
    }
    let read = |path: &StudioPath, defaults| match &cache {
        Some(cache) => through(cache, root, path, defaults),
        None => read_content(path, &source::read(root, path), defaults),
    };
    let settings = settings_path().map(|path| read(&path, Defaults::default()));
    let defaults = settings.map_or_else(Defaults::default, |seen| defaults_of(seen.outcome));
    let seen: Vec<(StudioPath, Seen)> = listing
        .paths
        .into_par_iter()
        .map(|path| {
            let seen = read(&path, defaults);
            (path, seen)
        })
        .collect();
    if let Some(cache) = cache {
        let paths: Vec<StudioPath> = seen.iter().map(|(path, _)| path.clone()).collect();
        cache.save(&paths);
    }
    let marks = seen.iter().filter_map(|(path, seen)| Some((path.clone(), seen.mark?)));
    let marks = marks.collect();
    let outcomes = seen.into_iter().map(|(path, seen)| (path, seen.outcome)).collect();
    let (studio, mut findings) = assemble(&settings_file(), outcomes);
    findings.extend(listing.findings);
    findings.sort_by(|one, other| one.place.cmp(&other.place));
    findings.dedup();
    Ok((studio, findings, marks))
}

/// What came out of one file, and the mark of its bytes.
struct Seen {
    outcome: Outcome,
    mark: Option<Mark>,
}

/// From the cache, or read and noted there.
fn through(cache: &Cache, root: &Path, path: &StudioPath, defaults: Defaults) -> Seen {
    let stamp = cache.stamp(path);
    let expected = expected_at(path.as_str());
    let known = stamp.as_ref().and_then(|stamp| cache.recall(path, stamp, defaults));
    if let Some(((known, mark), expected)) = known.zip(expected) {
        let outcome = match known {
            Known::Parsed(parsed) => read_parsed(path, &parsed, expected, defaults),
            Known::Read(outcome) => outcome,
        };
        let mark = Some(mark);
        return Seen { outcome, mark };
    }
    let content = source::read(root, path);
    let (Content::Bytes(bytes), Some(stamp), Some(expected)) = (&content, stamp, expected) else {
        return read_content(path, &content, defaults);
    };
    let parsed = &parse_file(bytes, expected);
    let outcome = read_parsed(path, parsed, expected, defaults);
    let mark = Mark::of(bytes);
    let seen = cache::Seen {
        parsed,
        outcome: &outcome,
        defaults,
    };
    cache.note(path, (stamp, mark), seen);
    Seen {
        outcome,
        mark: Some(mark),
    }
}

/// Reads the studio in the files of a revision: paths below the studio, in any order, with what is at each.
/// `None` when there is no `crops.yml` among them.
pub fn load_revision(mut files: Vec<(StudioPath, Content<'_>)>) -> Option<(Studio, Vec<Finding>)> {
    files.sort_by(|one, other| one.0.cmp(&other.0));
    let at = |path: &StudioPath| {
        let index = files.binary_search_by(|(known, _)| known.cmp(path)).ok()?;
        Some(&files[index].1)
    };
    let settings = read_content(&settings_path()?, at(&settings_path()?)?, Defaults::default());
    let defaults = defaults_of(settings.outcome);
    let files = files
        .par_iter()
        .filter(|(path, _)| expected_at(path.as_str()).is_some())
        .map(|(path, content)| (path.clone(), read_content(path, content, defaults).outcome))
        .collect();
    let (studio, mut findings) = assemble(&settings_file(), files);
    findings.sort_by(|one, other| one.place.cmp(&other.place));
    Some((studio, findings))
}

/// What `crops.yml` says for all other files: it is read first because amounts need its currency.
fn defaults_of(settings: Outcome) -> Defaults {
    match settings.record {
        Some(Record::Settings(settings)) => Defaults {
            currency: settings.currency,
        },
        _ => Defaults::default(),
    }
}

fn read_content(file: &StudioPath, content: &Content<'_>, defaults: Defaults) -> Seen {
    let problem = match content {
        Content::Bytes(bytes) => {
            let outcome = match expected_at(file.as_str()) {
                Some(expected) => read_file(file, bytes, expected, defaults),
                None => nothing(Vec::new()),
            };
            let mark = Some(Mark::of(bytes));
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

fn settings_file() -> StudioPath {
    settings_path().unwrap_or_else(|| StudioPath::shown(SETTINGS))
}

fn settings_path() -> Option<StudioPath> {
    StudioPath::new(SETTINGS)
}
