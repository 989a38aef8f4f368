//! Answers: what does the studio in the files of a revision hold?
//! Invariant: decoded by the same code as files on disk, from the same cache; a blob that is known there is not fetched.

use super::assemble::assemble;
use super::cache::CachePlace;
use super::cache::records::{Records, Sought};
use super::find::expected_at;
use super::load::{defaults_of, read_content, settings_file, settings_path};
use super::read::{Defaults, Outcome};
use super::source::Content;
use super::through::{outcome_of, parse};
use crate::model::finding::Finding;
use crate::model::history::ObjectId;
use crate::model::place::StudioPath;
use crate::model::problem::NotAFile;
use crate::model::studio::Studio;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::convert::Infallible;

/// What a revision has at a path.
#[derive(Clone, Debug)]
pub enum InRevision<'a> {
    Content(Content<'a>),
    /// Its content is fetched when it is not known.
    Blob(ObjectId),
}

/// Reads the studio in the files of a revision: paths below the studio, in any order, with what is at each.
/// `None` when there is no `crops.yml` among them.
pub fn load_revision(files: Vec<(StudioPath, Content<'_>)>) -> Option<(Studio, Vec<Finding>)> {
    let files = files.into_iter();
    let files = files.map(|(path, content)| (path, InRevision::Content(content)));
    let fetch = |_| Ok::<_, Infallible>(Content::Not(NotAFile::Unreadable));
    match load_blobs(files.collect(), None, fetch) {
        Ok(loaded) => loaded,
        Err(never) => match never {},
    }
}

/// As [`load_revision`]; of blobs that the cache does not know the content is fetched.
///
/// # Errors
/// As `fetch`.
pub fn load_blobs<'a, E>(
    mut files: Vec<(StudioPath, InRevision<'a>)>,
    cache: Option<&CachePlace>,
    mut fetch: impl FnMut(ObjectId) -> Result<Content<'a>, E>,
) -> Result<Option<(Studio, Vec<Finding>)>, E> {
    files.retain(|(path, _)| expected_at(path.as_str()).is_some());
    files.sort_by(|one, other| one.0.cmp(&other.0));
    let blobs: Vec<Option<ObjectId>> = files.iter().map(|(_, at)| at.blob()).collect();
    let Some(settings) = settings_among(&files) else {
        return Ok(None);
    };
    let (path, at) = &mut files[settings];
    let defaults = defaults_of(read_content(path, at.fetched(&mut fetch)?, Defaults::default()).outcome);

    let records = cache.map(Records::open);
    let known = |(path, at): &(StudioPath, InRevision<'a>)| recall(records.as_ref()?, path, at.blob()?, defaults);
    let known: Vec<Option<Outcome>> = files.par_iter().map(known).collect();
    for ((_, at), _) in files.iter_mut().zip(&known).filter(|(_, known)| known.is_none()) {
        at.fetched(&mut fetch)?;
    }
    let outcomes = files
        .par_iter()
        .zip(&blobs)
        .zip(known)
        .map(|(((path, at), blob), known)| {
            let outcome = known.unwrap_or_else(|| read(records.as_ref(), path, (at, *blob), defaults));
            (path.clone(), outcome)
        });
    let outcomes = outcomes.collect();
    if let Some(records) = records {
        records.save(blobs.into_iter().flatten());
    }
    let (studio, mut findings) = assemble(&settings_file(), outcomes);
    findings.sort_by(|one, other| one.place.cmp(&other.place));
    Ok(Some((studio, findings)))
}

impl<'a> InRevision<'a> {
    pub(super) fn blob(&self) -> Option<ObjectId> {
        match self {
            Self::Blob(blob) => Some(*blob),
            Self::Content(_) => None,
        }
    }

    /// The content, which takes the place of its id.
    fn fetched<E>(&mut self, fetch: &mut impl FnMut(ObjectId) -> Result<Content<'a>, E>) -> Result<&Content<'a>, E> {
        if let Self::Blob(blob) = *self {
            *self = Self::Content(fetch(blob)?);
        }
        Ok(match self {
            Self::Content(content) => content,
            Self::Blob(_) => &Content::Not(NotAFile::Unreadable),
        })
    }
}

fn settings_among(files: &[(StudioPath, InRevision<'_>)]) -> Option<usize> {
    let path = settings_path()?;
    files.binary_search_by(|(known, _)| known.cmp(&path)).ok()
}

pub(super) fn recall(records: &Records, path: &StudioPath, blob: ObjectId, defaults: Defaults) -> Option<Outcome> {
    let expected = expected_at(path.as_str())?;
    let sought = Sought {
        blob,
        size: None,
        path,
        expected,
    };
    let known = records.recall(sought, defaults)?;
    Some(outcome_of(known, path, expected, defaults))
}

pub(super) fn read(
    records: Option<&Records>,
    path: &StudioPath,
    (at, blob): (&InRevision<'_>, Option<ObjectId>),
    defaults: Defaults,
) -> Outcome {
    match (at, records, expected_at(path.as_str())) {
        (InRevision::Content(Content::Bytes(bytes)), Some(records), Some(expected)) => {
            parse(records, (path, expected), (bytes, blob), defaults)
        }
        (InRevision::Content(content), ..) => read_content(path, content, defaults).outcome,
        (InRevision::Blob(_), ..) => read_content(path, &Content::Not(NotAFile::Unreadable), defaults).outcome,
    }
}
