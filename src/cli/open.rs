//! Answers: which studio is asked about, and as it was when?
//! Invariant: the only place where commands load a studio; loaded once a run.

use super::answer::Answer;
use super::context::Context;
use super::official::{OfficialState, Records};
use crate::git::official;
use crate::git::repository::Repository;
use crate::git::revision::{self, FileContent, Lookup, RevisionContent};
use crate::model::Day;
use crate::model::finding::Finding;
use crate::model::history::{HistoryProblem, Moment, ObjectId};
use crate::model::place::StudioPath;
use crate::model::problem::NotAFile;
use crate::model::studio::Studio;
use crate::render::catalogue::Lang;
use crate::render::show::Show;
use crate::report::envelope::AsOfView;
use crate::report::failure::{DiskAction, Failure};
use crate::report::format::Format;
use crate::store::cache::CachePlace;
use crate::store::find::expected_at;
use crate::store::load::{self, IoError};
use crate::store::mark::AsRead;
use crate::store::revision::{InRevision, load_blobs};
use crate::store::source::{self, Content, MOST_BYTES};
use chrono::{Days, NaiveTime, TimeZone};
use chrono_tz::Tz;
use std::borrow::Cow;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

/// A studio, and what day it is in it.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The folder of its `crops.yml`.
    pub root: PathBuf,
    /// Never given back: a program answers one command and ends, and freeing a large studio takes longer than showing a part of it.
    pub studio: ManuallyDrop<Studio>,
    /// The files it was read from; a write looks whether they still are what they were.
    pub as_read: AsRead,
    /// What is wrong in its files, sorted by place.
    pub findings: Vec<Finding>,
    pub zone: Tz,
    pub today: Day,
    /// The commit that was asked for; `None` for the files on disk.
    pub commit: Option<ObjectId>,
    pub as_of: AsOfView,
    /// Changes that are tried and not written.
    pub what_if: Vec<String>,
    /// The form the answer is wanted in, where a command prepares more for some than for others.
    pub format: Option<Format>,
    /// Where the index of the history lies, when it is not in the git directory.
    pub index: Option<PathBuf>,
    pub lang: Lang,
}

impl Opened {
    /// An answer from this studio; what is wrong in it is counted beside.
    pub fn answer(&self, report: impl Show + 'static) -> Answer {
        Answer::new(report, self.today)
            .findings(self.findings.clone())
            .as_of(self.as_of.clone())
            .what_if(self.what_if.clone())
    }
}

impl Opened {
    /// Where the studio lies in its repository: empty at the top or without one, else with a `/` at its end.
    pub fn folder_in_repository(&self) -> String {
        let folder = Repository::discover(&self.root)
            .ok()
            .and_then(|found| found.prefix_of(&self.root));
        match folder {
            Some(folder) if !folder.is_empty() => folder + "/",
            _ => String::new(),
        }
    }
}

/// The bytes of one file of the studio as it was asked for; `None` when it cannot be read.
pub fn text_of(opened: &Opened, file: &StudioPath) -> Option<Vec<u8>> {
    let content = match opened.commit {
        None => source::read(&opened.root, file),
        Some(commit) => {
            let repository = Repository::discover(&opened.root).ok()?;
            let folder = repository.prefix_of(&opened.root).unwrap_or_default();
            let wanted = |path: &str| path == file.as_str();
            let enter = |below: &str| file.as_str().starts_with(below);
            let found = revision::files_within(&repository, commit, &folder, &wanted, &enter).ok()?;
            match found.into_iter().next()?.content {
                RevisionContent::Blob(blob) => content_of(&Lookup::new(&repository).ok()?, blob).ok()?,
                RevisionContent::SymbolicLink | RevisionContent::Submodule => return None,
            }
        }
    };
    match content {
        Content::Bytes(bytes) => Some(bytes.into_owned()),
        Content::Not(_) | Content::TooLarge { .. } => None,
    }
}

/// The studio that the context asks for: the files on disk, or a revision of them; in a bare repository, the official branch.
///
/// # Errors
/// Without a studio, when the disk cannot be read, or when `--as-of` leads nowhere.
pub fn open(context: &Context) -> Result<Opened, Failure> {
    let root = match load::root_of(&context.directory) {
        Ok(root) => root,
        Err(_) if is_bare(&context.directory) => return official_of(context),
        Err(missing) => return Err(unreadable(missing)),
    };
    let (studio, findings, as_read) =
        load::load_cached(&root, place_for(context, &root).as_ref()).map_err(unreadable)?;
    let zone = zone_of(&studio);
    let on_disk = Opened {
        root,
        studio: ManuallyDrop::new(studio),
        as_read,
        findings,
        zone,
        today: context.today(zone),
        commit: None,
        as_of: AsOfView::default(),
        what_if: Vec::new(),
        format: context.format,
        index: context.index_directory(),
        lang: context.lang,
    };
    match &context.as_of {
        None => Ok(on_disk),
        Some(asked) => as_of(asked, on_disk, context),
    }
}

/// A bare repository has no files, so no studio is found in it.
pub(super) fn is_bare(directory: &Path) -> bool {
    Repository::discover(directory).is_ok_and(|repository| repository.is_bare())
}

fn official_of(context: &Context) -> Result<Opened, Failure> {
    let state = OfficialState::read(context, Records::All)?;
    Ok(Opened {
        root: context.directory.clone(),
        studio: ManuallyDrop::new(state.studio),
        as_read: AsRead::new(),
        findings: state.findings,
        zone: state.zone,
        today: state.today,
        commit: Some(state.tip),
        as_of: state.as_of,
        what_if: Vec::new(),
        format: context.format,
        index: context.index_directory(),
        lang: context.lang,
    })
}

/// Where parsed files are kept between two commands.
pub(super) fn cache_place(context: &Context, repository: &Repository) -> CachePlace {
    let folder = context.index_directory();
    let folder = folder.unwrap_or_else(|| repository.common_dir().join("crops"));
    CachePlace::new(folder, context.world.now.into())
}

/// Nowhere without a repository, unless a folder was given.
fn place_for(context: &Context, root: &Path) -> Option<CachePlace> {
    match (Repository::discover(root), context.index_directory()) {
        (Ok(repository), _) => Some(cache_place(context, &repository)),
        (Err(_), Some(folder)) => Some(CachePlace::new(folder, context.world.now.into())),
        (Err(_), None) => None,
    }
}

/// UTC when the file's own is unknown, which is a finding.
pub(super) fn zone_of(studio: &Studio) -> Tz {
    studio.settings.timezone.value.parse().unwrap_or(Tz::UTC)
}

fn as_of(asked: &str, now: Opened, context: &Context) -> Result<Opened, Failure> {
    let repository = Repository::discover(&now.root)?;
    let (commit, day) = named_commit(&repository, asked, &now.studio, now.zone)?;
    let folder = repository.prefix_of(&now.root).unwrap_or_default();
    let wanted = |path: &str| expected_at(path).is_some();
    let cache = cache_place(context, &repository);
    let wanted = Wanted {
        file: &wanted,
        folder: &|_| true,
    };
    let (studio, findings) = studio_at((&repository, commit), &folder, &wanted, Some(&cache))?;
    Ok(Opened {
        zone: zone_of(&studio),
        studio: ManuallyDrop::new(studio),
        as_read: AsRead::new(),
        findings,
        today: context.given_today.unwrap_or(day),
        commit: Some(commit),
        as_of: AsOfView {
            asked: Some(asked.to_owned()),
            commit: Some(commit.to_string()),
        },
        what_if: Vec::new(),
        root: now.root,
        format: context.format,
        index: context.index_directory(),
        lang: context.lang,
    })
}

/// The commit that a revision names, or with which a day ended, and its day.
///
/// # Errors
/// When it names none, or the official line began later.
pub(super) fn named_commit(
    repository: &Repository,
    asked: &str,
    studio: &Studio,
    zone: Tz,
) -> Result<(ObjectId, Day), HistoryProblem> {
    if let Ok(day) = asked.parse::<Day>() {
        let tip = official::official(repository, &studio.settings.official)?.commit;
        let commit = revision::last_before(repository, tip, end_of(day, zone), day)?;
        return Ok((commit, day));
    }
    let commit = revision::resolve(repository, asked)?;
    let made = revision::committed(repository, commit)?;
    Ok((commit, made.with_timezone(&zone).date_naive()))
}

/// The first instant that no longer belongs to a day.
pub(super) fn end_of(day: Day, zone: Tz) -> Moment {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    let midnight = next.and_time(NaiveTime::MIN);
    // Where clocks change at midnight the day ends an hour later.
    let local = zone.from_local_datetime(&midnight).earliest().or_else(|| {
        zone.from_local_datetime(&(midnight + chrono::TimeDelta::hours(1)))
            .earliest()
    });
    local.map_or_else(|| midnight.and_utc(), |local| local.to_utc())
}

/// Which files are read, and which folders are looked into for them; paths of folders end with `/`.
pub(super) struct Wanted<'a> {
    pub file: &'a dyn Fn(&str) -> bool,
    pub folder: &'a dyn Fn(&str) -> bool,
}

/// What a commit holds of the studio in `folder`, of the files that are wanted.
///
/// # Errors
/// When an object is missing, or there is no studio.
pub(super) fn studio_at(
    (repository, commit): (&Repository, ObjectId),
    folder: &str,
    wanted: &Wanted<'_>,
    cache: Option<&CachePlace>,
) -> Result<(Studio, Vec<Finding>), HistoryProblem> {
    let lookup = Lookup::new(repository)?;
    let files = revision::files_within(repository, commit, folder, wanted.file, wanted.folder)?;
    let files = files
        .into_iter()
        .filter_map(|file| Some((StudioPath::new(&file.path)?, in_revision(file.content))));
    let loaded = load_blobs(files.collect(), cache, |blob| content_of(&lookup, blob))?;
    loaded.ok_or(HistoryProblem::NoStudio { commit })
}

pub(super) fn in_revision(content: RevisionContent) -> InRevision<'static> {
    match content {
        RevisionContent::Blob(blob) => InRevision::Blob(blob),
        RevisionContent::SymbolicLink => InRevision::Content(Content::Not(NotAFile::SymbolicLink)),
        RevisionContent::Submodule => InRevision::Content(Content::Not(NotAFile::Submodule)),
    }
}

pub(super) fn content_of(lookup: &Lookup<'_>, blob: ObjectId) -> Result<Content<'static>, HistoryProblem> {
    let most = usize::try_from(MOST_BYTES).unwrap_or(usize::MAX);
    Ok(match lookup.content(blob, most)? {
        FileContent::Bytes(bytes) => Content::Bytes(Cow::Owned(bytes)),
        FileContent::TooLarge { bytes } => Content::TooLarge { bytes: bytes as u64 },
    })
}

/// What is answered where a folder or a file cannot be read.
pub(super) fn unreadable(error: IoError) -> Failure {
    match error {
        IoError::NoStudio { start } => Failure::NoStudio {
            from: start.display().to_string(),
        },
        IoError::Unreadable { path, source } => Failure::disk(path.display(), DiskAction::Read, &source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_of_the_studio() {
        for (day, zone, end) in [
            ("2026-03-28", Tz::Europe__Paris, "2026-03-28T23:00:00Z"),
            ("2026-03-29", Tz::Europe__Paris, "2026-03-29T22:00:00Z"),
            // Beirut skips the hour after this midnight.
            ("2022-03-26", Tz::Asia__Beirut, "2022-03-26T22:00:00Z"),
            ("2026-03-28", Tz::UTC, "2026-03-29T00:00:00Z"),
        ] {
            assert_eq!(
                end_of(day.parse().unwrap(), zone),
                end.parse::<Moment>().unwrap(),
                "{day}"
            );
        }
    }
}
