//! Answers: what do the files of a studio say, when most of them did not change since they were last read?
//! Invariant: a file is read unless its content is known for certain; what is read goes into the cache under its blob id.
//! Source: `docs/decisions/0015-cache-of-parsed-files.md`

use super::cache::places::{self, Sighting, Told};
use super::cache::records::{Records, Sought};
use super::cache::{self, Cache, CachePlace, Known};
use super::find::{Expected, expected_at};
use super::load::{Seen, defaults_of, read_content, settings_path};
use super::mark::mark_of;
use super::read::{Defaults, Outcome, parse_file, read_parsed};
use super::source::{self, Content, Listed};
use crate::git::tracked::Tracked;
use crate::model::history::ObjectId;
use crate::model::place::StudioPath;
use rayon::iter::{IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator};
use std::path::Path;

/// What each file of the listing says; the cache is brought up to date.
pub(super) fn through(
    cache: Cache,
    place: &CachePlace,
    root: &Path,
    mut files: Vec<Listed>,
) -> Vec<(StudioPath, Seen)> {
    let reader = Reader { cache, root };
    let settings = settings_path().map(|path| {
        let sighting = reader.cache.places.sight(&path);
        reader.read(&path, sighting.as_ref(), Defaults::default())
    });
    let defaults = settings.map_or_else(Defaults::default, |seen| defaults_of(seen.outcome));
    let sightings = files.iter().filter_map(|file| file.sighting.as_ref());
    let unknown = sightings.filter(|one| one.told == Told::Nothing);
    if unknown.count() >= place.ask_git_from && !reader.cache.records.is_empty() {
        ask_git(root, &mut files);
    }
    let read = |file: &Listed| reader.read(&file.path, file.sighting.as_ref(), defaults);
    let seen: Vec<Seen> = files.par_iter().map(read).collect();
    let known = files.iter().zip(&seen).map(|(file, seen)| places::Read {
        path: &file.path,
        sighting: file.sighting.as_ref(),
        blob: seen.mark,
    });
    let known: Vec<places::Read<'_>> = known.collect();
    reader.cache.places.save(&known);
    reader.cache.records.save(seen.iter().filter_map(|seen| seen.mark));
    let paths = files.into_iter().map(|file| file.path);
    paths.zip(seen).collect()
}

/// After a checkout git's index tells what the stamps do not know yet.
fn ask_git(root: &Path, files: &mut [Listed]) {
    let Some(tracked) = Tracked::read(root) else { return };
    files.par_iter_mut().for_each(|file| {
        if let Some(sighting) = &mut file.sighting
            && sighting.told == Told::Nothing
            && let Ok(data) = root.join(file.path.as_str()).symlink_metadata()
            && sighting.is_of(&data)
            && let Some(blob) = tracked.blob(file.path.as_str(), &data)
        {
            sighting.told = Told::ByGit(blob);
        }
    });
}

struct Reader<'r> {
    cache: Cache,
    root: &'r Path,
}

impl Reader<'_> {
    fn read(&self, path: &StudioPath, sighting: Option<&Sighting>, defaults: Defaults) -> Seen {
        let known = sighting.and_then(|sighting| self.recall(path, sighting, defaults));
        known.unwrap_or_else(|| self.read_and_note(path, defaults))
    }

    fn recall(&self, path: &StudioPath, sighting: &Sighting, defaults: Defaults) -> Option<Seen> {
        let expected = expected_at(path.as_str())?;
        let blob = sighting.told.blob()?;
        let sought = Sought {
            blob,
            size: Some(sighting.size),
            path,
            expected,
        };
        let known = self.cache.records.recall(sought, defaults)?;
        Some(Seen {
            outcome: outcome_of(known, path, expected, defaults),
            mark: Some(blob),
        })
    }

    fn read_and_note(&self, path: &StudioPath, defaults: Defaults) -> Seen {
        let content = source::read(self.root, path);
        let (Content::Bytes(bytes), Some(expected)) = (&content, expected_at(path.as_str())) else {
            return read_content(path, &content, defaults);
        };
        let mark = mark_of(bytes);
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
