//! Answers: what does the studio in this directory, or in these bytes of a revision, hold?
//! Invariant: both are decoded by the same code; one bad file hides no other; only IO is an error.

use super::assemble::assemble;
use super::find::{SETTINGS, expected_at, studio_root};
use super::mark::{AsRead, Mark};
use super::read::{Defaults, Outcome, Record, read_file};
use super::source::{self, Content};
use crate::model::finding::Finding;
use crate::model::place::{Place, StudioPath};
use crate::model::problem::Problem;
use crate::model::studio::Studio;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

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
    load_with(root, |path| source::read(root, path))
}

/// Reads the studio in a directory, and remembers the files it was read from, so that a write can tell whether one changed since.
///
/// # Errors
/// As [`load`].
pub fn load_marked(root: &Path) -> Result<(Studio, Vec<Finding>, AsRead), IoError> {
    let marks = Mutex::new(AsRead::new());
    let (studio, findings) = load_with(root, |path| {
        let content = source::read(root, path);
        if let Content::Bytes(bytes) = &content {
            let mut marks = marks.lock().unwrap_or_else(PoisonError::into_inner);
            marks.insert(path.clone(), Mark::of(bytes));
        }
        content
    })?;
    let marks = marks.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok((studio, findings, marks))
}

fn load_with(
    root: &Path,
    read: impl Fn(&StudioPath) -> Content<'static> + Sync,
) -> Result<(Studio, Vec<Finding>), IoError> {
    let listing = source::list(root).map_err(|source| IoError::Unreadable {
        path: root.to_path_buf(),
        source,
    })?;
    if root.join(SETTINGS).symlink_metadata().is_err() {
        return Err(IoError::NoStudio {
            start: root.to_path_buf(),
        });
    }
    let settings = settings_path();
    let first = settings.as_ref().map(&read);
    let (studio, mut findings) = build(listing.paths, first, read);
    findings.extend(listing.findings);
    findings.sort_by(|one, other| one.place.cmp(&other.place));
    findings.dedup();
    Ok((studio, findings))
}

/// Reads the studio in the files of a revision: paths below the studio, in any order, with what is at each.
/// `None` when there is no `crops.yml` among them.
pub fn load_revision(mut files: Vec<(StudioPath, Content<'_>)>) -> Option<(Studio, Vec<Finding>)> {
    files.sort_by(|one, other| one.0.cmp(&other.0));
    let at = |path: &StudioPath| {
        let index = files.binary_search_by(|(known, _)| known.cmp(path)).ok()?;
        Some(files[index].1.clone())
    };
    let first = at(&settings_path()?)?;
    let paths = files
        .iter()
        .map(|(path, _)| path.clone())
        .filter(|path| expected_at(path.as_str()).is_some())
        .collect();
    let (studio, mut findings) = build(paths, Some(first), |path| {
        at(path).unwrap_or(Content::Not(crate::model::problem::NotAFile::Unreadable))
    });
    findings.sort_by(|one, other| one.place.cmp(&other.place));
    Some((studio, findings))
}

/// `paths` are sorted; `settings` is what is in `crops.yml`, read first because amounts need its currency.
fn build<'c>(
    paths: Vec<StudioPath>,
    settings: Option<Content<'c>>,
    read: impl Fn(&StudioPath) -> Content<'c> + Sync,
) -> (Studio, Vec<Finding>) {
    let settings_file = settings_path().unwrap_or_else(|| StudioPath::shown(SETTINGS));
    let mut defaults = Defaults::default();
    if let Some(content) = settings {
        let outcome = read_content(&settings_file, content, defaults);
        if let Some(Record::Settings(settings)) = outcome.record {
            defaults.currency = settings.currency;
        }
    }
    let files: Vec<(StudioPath, Outcome)> = paths
        .into_par_iter()
        .map(|path| {
            let outcome = read_content(&path, read(&path), defaults);
            (path, outcome)
        })
        .collect();
    assemble(&settings_file, files)
}

fn read_content(file: &StudioPath, content: Content<'_>, defaults: Defaults) -> Outcome {
    let problem = match content {
        Content::Bytes(bytes) => {
            let Some(expected) = expected_at(file.as_str()) else {
                return nothing(Vec::new());
            };
            return read_file(file, &bytes, expected, defaults);
        }
        Content::Not(what) => Problem::NotAFile { what },
        Content::TooLarge { bytes } => Problem::TooLarge {
            bytes,
            most: source::MOST_BYTES,
        },
    };
    nothing(vec![Finding::error(Place::whole(file), problem)])
}

fn nothing(findings: Vec<Finding>) -> Outcome {
    Outcome {
        record: None,
        id: None,
        findings,
    }
}

fn settings_path() -> Option<StudioPath> {
    StudioPath::new(SETTINGS)
}
