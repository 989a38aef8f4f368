//! Answers: what do the files of a studio say, when most of them did not change since they were last read?
//! Invariant: a file is read unless its content is known for certain; what is read goes into the cache under its blob id.
//! Source: `docs/decisions/0015-cache-of-parsed-files.md`

use super::cache::places::{Sighting, Told};
use super::cache::records::{Records, Sought};
use super::cache::{self, Cache, CachePlace, Known};
use super::find::{Expected, expected_at};
use super::load::{Seen, defaults_of, read_content, settings_path};
use super::mark::mark_of;
use super::read::{Defaults, Outcome, parse_file, read_parsed};
use super::source::{self, Content};
use crate::git::tracked::Tracked;
use crate::model::history::ObjectId;
use crate::model::place::StudioPath;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::path::Path;

/// What each file of the listing says; the cache is brought up to date.
pub(super) fn through(
    cache: Cache,
    place: &CachePlace,
    root: &Path,
    paths: Vec<StudioPath>,
) -> Vec<(StudioPath, Seen)> {
    let reader = Reader { cache, root };
    let settings = settings_path().map(|path| {
        let sighting = reader.cache.places.sight(&path);
        reader.read(&path, sighting.as_ref(), Defaults::default())
    });
    let defaults = settings.map_or_else(Defaults::default, |seen| defaults_of(seen.outcome));
    let mut sightings: Vec<Option<Sighting>> = paths.par_iter().map(|path| reader.cache.places.sight(path)).collect();
    let unknown = sightings.iter().flatten().filter(|one| one.told == Told::Nothing);
    if unknown.count() >= place.ask_git_from && !reader.cache.records.is_empty() {
        ask_git(root, &paths, &mut sightings);
    }
    let seen = paths.into_par_iter().zip(sightings).map(|(path, sighting)| {
        let seen = reader.read(&path, sighting.as_ref(), defaults);
        (path, seen)
    });
    let seen: Vec<(StudioPath, Seen)> = seen.collect();
    let paths: Vec<&StudioPath> = seen.iter().map(|(path, _)| path).collect();
    reader.cache.places.save(&paths);
    reader.cache.records.save(seen.iter().filter_map(|(_, seen)| seen.mark));
    seen
}

/// After a checkout git's index tells what the stamps do not know yet.
fn ask_git(root: &Path, paths: &[StudioPath], sightings: &mut [Option<Sighting>]) {
    let Some(tracked) = Tracked::read(root) else { return };
    for (path, sighting) in paths.iter().zip(sightings) {
        if let Some(sighting) = sighting
            && sighting.told == Told::Nothing
            && let Some(blob) = tracked.blob(path.as_str(), &sighting.data)
        {
            sighting.told = Told::ByGit(blob);
        }
    }
}

struct Reader<'r> {
    cache: Cache,
    root: &'r Path,
}

impl Reader<'_> {
    fn read(&self, path: &StudioPath, sighting: Option<&Sighting>, defaults: Defaults) -> Seen {
        let known = sighting.and_then(|sighting| self.recall(path, sighting, defaults));
        known.unwrap_or_else(|| self.read_and_note(path, sighting, defaults))
    }

    fn recall(&self, path: &StudioPath, sighting: &Sighting, defaults: Defaults) -> Option<Seen> {
        let expected = expected_at(path.as_str())?;
        let blob = sighting.told.blob()?;
        let sought = Sought {
            blob,
            size: Some(sighting.data.len()),
            path,
            expected,
        };
        let known = self.cache.records.recall(sought, defaults)?;
        self.cache.places.note(path, sighting, blob);
        Some(Seen {
            outcome: outcome_of(known, path, expected, defaults),
            mark: Some(blob),
        })
    }

    fn read_and_note(&self, path: &StudioPath, sighting: Option<&Sighting>, defaults: Defaults) -> Seen {
        let content = source::read(self.root, path);
        let (Content::Bytes(bytes), Some(expected)) = (&content, expected_at(path.as_str())) else {
            return read_content(path, &content, defaults);
        };
        let mark = mark_of(bytes);
        if let (Some(sighting), Some(blob)) = (sighting, mark) {
            self.cache.places.note(path, sighting, blob);
        }
        let outcome = parse(&self.cache.records, (path, expected), (bytes, mark), defaults);
        Seen { outcome, mark }
    }
}

/// What a known content says at a path.
pub(super) fn outcome_of(known: Known, path: &StudioPath, expected: Expected, defaults: Defaults) -> Outcome {
    match known {
        Known::Parsed(parsed) => read_parsed(path, &parsed, expected, defaults),
        Known::Read(outcome) => outcome,
    }
}

/// What a content says that was not known.
pub(super) fn parse(
    records: &Records,
    (path, expected): (&StudioPath, Expected),
    (bytes, blob): (&[u8], Option<ObjectId>),
    defaults: Defaults,
) -> Outcome {
    let parsed = &parse_file(bytes, expected);
    let outcome = read_parsed(path, parsed, expected, defaults);
    if let Some(blob) = blob {
        let seen = cache::Seen {
            parsed,
            outcome: &outcome,
            defaults,
        };
        records.note(blob, bytes.len(), expected, seen);
    }
    outcome
}
