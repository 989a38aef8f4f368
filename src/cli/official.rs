//! Answers: which official state of the studio do figures come from?
//! Invariant: read from commits alone, so that a bare repository or a checkout of anything else gives the same answer.
//! Source: design, "How a team works, and what history shows".

use super::chronicle::{Chronicle, Found, Line, Story, WantedFile};
use super::context::Context;
use super::open::{Wanted, cache_place, content_of, end_of, studio_at, unreadable};
use crate::git::official::{self, Official};
use crate::git::repository::Repository;
use crate::git::revision::{self, Lookup, RevisionContent};
use crate::model::Day;
use crate::model::finding::Finding;
use crate::model::history::{HistoryProblem, ObjectId};
use crate::model::id::BriefId;
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::model::problem::NotAFile;
use crate::model::studio::Studio;
use crate::report::envelope::AsOfView;
use crate::report::failure::Failure;
use crate::store::find::{Expected, SETTINGS, TOP, expected_at};
use crate::store::load;
use crate::store::source::{self, Content};
use crate::trail::ledger::Told;
use crate::trail::touch;
use chrono_tz::Tz;
use std::path::{Path, PathBuf};

/// The studio as its official branch has it, or had it.
pub struct OfficialState {
    pub repository: Repository,
    /// Of the studio, from the top of the repository; empty or with a `/` at its end.
    folder: String,
    /// Where it lay before, written likewise.
    was: Vec<Box<str>>,
    pub official: Official,
    /// The commit that was asked for: the official one without `--as-of`.
    pub tip: ObjectId,
    pub studio: Studio,
    pub findings: Vec<Finding>,
    pub zone: Tz,
    pub today: Day,
    pub as_of: AsOfView,
    /// By `CROPS_INDEX_DIR`.
    index: Option<PathBuf>,
    /// What the history tells, for one question about a brief after the other.
    found: Found,
}

/// Where people are, and approvers.
const TEAM: &str = "team/";
const PARTIES: &str = "parties/";

/// Which records are read beside the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Records {
    All,
    /// People alone, to name who made a commit.
    Team,
    /// People and the approvers of parties: whose keys and accounts count.
    Keys,
}

impl OfficialState {
    /// # Errors
    /// When the history cannot answer: see [`HistoryProblem`].
    pub fn read(context: &Context, records: Records) -> Result<Self, Failure> {
        let (repository, mut folder) = find(&context.directory)?;
        let branch = branch(&repository, &folder, &context.directory);
        let official = official::official(&repository, &branch)?;
        let settings = settings_at(&repository, official.commit, &folder)?;
        let (tip, asked_day) = match &context.as_of {
            None => (official.commit, None),
            Some(asked) => asked_commit(&repository, &official, asked, zone_of(&settings))?,
        };
        let was = settings.settings.was;
        if let Some(then) = folder_then((&repository, tip), &folder, &was)? {
            folder = then;
        }
        let wanted = |path: &str| match (records, expected_at(path)) {
            (_, None) => false,
            (Records::All, Some(_)) => true,
            (Records::Team, Some(expected)) => {
                matches!(expected, Expected::Record(RecordType::Studio | RecordType::Person))
            }
            (Records::Keys, Some(Expected::Record(record))) => {
                matches!(record, RecordType::Studio | RecordType::Person | RecordType::Party)
            }
            (Records::Keys, Some(_)) => false,
        };
        // a team is small: to open what is kept of all briefs would cost more
        let cache = (records == Records::All).then(|| cache_place(context, &repository));
        let wanted = Wanted {
            file: &wanted,
            folder: &|below| match records {
                Records::All => is_of_a_studio(below) || below.starts_with(TEAM),
                Records::Team => below.starts_with(TEAM),
                Records::Keys => below.starts_with(TEAM) || below.starts_with(PARTIES),
            },
        };
        let (studio, findings) = studio_at((&repository, tip), &folder, &wanted, cache.as_ref())?;
        let zone = zone_of(&studio);
        Ok(Self {
            as_of: AsOfView {
                asked: context.as_of.clone(),
                commit: Some(tip.to_string()),
            },
            index: context.index_directory(),
            found: Found::default(),
            today: context.given_today.or(asked_day).unwrap_or_else(|| context.today(zone)),
            repository,
            folder,
            was,
            official,
            tip,
            studio,
            findings,
            zone,
        })
    }

    /// The state around one brief: the files of other briefs and campaigns are not read.
    /// `None`: what was typed is not the whole id, with its random part, of a brief that is there now, or it must be looked for among all.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn about(context: &Context, typed: &str) -> Result<Option<(Self, BriefId)>, Failure> {
        let id = BriefId::new(&typed.trim().to_lowercase());
        let Some(id) = id.filter(|id| id.random_part().is_some()) else {
            return Ok(None);
        };
        let mut state = Self::read(context, Records::Team)?;
        let told = state.told_of(id.as_str())?;
        let Some((folder, campaign)) = state.home_of(&id, &told)? else {
            return Ok(None);
        };
        let campaign = campaign.map(|campaign| format!("campaigns/{campaign}.yml"));
        let is_near = |path: &str| match path.split_once('/') {
            Some(("briefs", _)) => path.starts_with(&folder),
            Some(("campaigns", _)) => campaign.as_deref() == Some(path),
            _ => true,
        };
        let near = Wanted {
            file: &|path| expected_at(path).is_some() && is_near(path),
            folder: &|below| {
                let is_far = below.starts_with("briefs/") && !folder.starts_with(below) && !below.starts_with(&folder);
                is_of_a_studio(below) && !is_far
            },
        };
        (state.studio, state.findings) = studio_at((&state.repository, state.tip), &state.folder, &near, None)?;
        let brief = state.studio.briefs.get(&id);
        let link = brief.and_then(|brief| brief.link.campaign());
        // a campaign's file may have another name
        let is_whole = link.is_none_or(|campaign| state.studio.campaigns.contains_key(campaign));
        Ok((brief.is_some() && is_whole).then_some((state, id)))
    }

    /// The folder of a brief that is there, and its campaign; `None` where there is no such brief, or two.
    fn home_of(&self, id: &BriefId, told: &Told) -> Result<Option<(String, Option<String>)>, HistoryProblem> {
        let last = told.events.of(id.as_str()).and_then(|brief| brief.last);
        let Some(head) = last.and_then(|version| told.history.head(version)) else {
            return Ok(None);
        };
        let mut lookup = Lookup::new(&self.repository)?;
        let mut homes = Vec::new();
        for path in touch::paths(&told.history, id.as_str()) {
            let path = format!("briefs/{}", told.history.paths[path.0 as usize]);
            if lookup.file(self.tip, &format!("{}{path}", self.folder))?.is_some() {
                homes.push(path);
            }
        }
        let [home] = homes.as_slice() else {
            return Ok(None);
        };
        let folder = home.rsplit_once('/').map_or("", |(folder, _)| folder);
        let of_deliverable = head
            .deliverable
            .as_deref()
            .and_then(|it| it.split_once('/'))
            .map(|it| it.0);
        let campaign = of_deliverable.or(head.campaign.as_deref()).map(str::to_owned);
        Ok(Some((format!("{folder}/"), campaign)))
    }

    /// What is wrong in the files of one brief.
    pub fn findings_of(&self, id: &BriefId) -> Vec<Finding> {
        let file = self.studio.briefs.get(id).map(|brief| brief.file.as_str());
        let folder = file.and_then(|file| file.rsplit_once('/')).map(|(folder, _)| folder);
        let is_inside = |finding: &&Finding| {
            let below = folder.and_then(|folder| finding.place.file.as_str().strip_prefix(folder));
            below.is_some_and(|below| below.starts_with('/'))
        };
        self.findings.iter().filter(is_inside).cloned().collect()
    }

    /// The studio's folder from the top of the repository; empty, or with a `/` at its end.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// What the commit has at a path of the studio; nothing there is [`NotAFile::Unreadable`].
    pub fn content(&self, path: &StudioPath) -> Content<'static> {
        let read = || {
            let mut lookup = Lookup::new(&self.repository).ok()?;
            let there = lookup.entry(self.tip, &format!("{}{path}", self.folder)).ok()??;
            Some(match there {
                RevisionContent::Blob(blob) => content_of(&lookup, blob).ok()?,
                RevisionContent::SymbolicLink => Content::Not(NotAFile::SymbolicLink),
                RevisionContent::Submodule => Content::Not(NotAFile::Submodule),
            })
        };
        read().unwrap_or(Content::Not(NotAFile::Unreadable))
    }

    /// Where a file may have been, from the top of the repository, the present place first.
    pub fn places(&self, path: &str) -> Vec<String> {
        let folders = std::iter::once(self.folder.as_str()).chain(self.was.iter().map(|was| &**was));
        folders.map(|folder| format!("{folder}{path}")).collect()
    }

    /// The events of all briefs up to the tip.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn told(&self) -> Result<Told, Failure> {
        Ok(self.chronicle(self.tip).told()?)
    }

    /// The events of one brief up to the tip, and the versions of its files: see [`Told`].
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn told_of(&self, brief: &str) -> Result<Told, Failure> {
        Ok(self.chronicle(self.tip).told_of(brief)?)
    }

    /// The events of one brief up to the tip, with the commits that brought some files, each at the first of its places
    /// where it is, and how much of the line a revision had.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn story(&self, brief: &str, files: &[WantedFile], since: Option<ObjectId>) -> Result<Story, HistoryProblem> {
        self.chronicle(self.tip).story(brief, files, since)
    }

    /// The newest commit of the line that a revision had; `None`: none.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn newest_on_line(&self, revision: ObjectId) -> Result<Option<ObjectId>, HistoryProblem> {
        self.chronicle(self.tip).newest_on_line(revision)
    }

    /// As [`Self::told`], of what is checked out; in a bare repository, where nothing is, of the tip.
    ///
    /// # Errors
    /// As [`Self::told`].
    pub fn told_of_head(&self) -> Result<Told, Failure> {
        Ok(self.chronicle(self.head()?).told()?)
    }

    /// As [`Self::told_of`], of what is checked out.
    ///
    /// # Errors
    /// As [`Self::told_of`].
    pub fn told_of_head_about(&self, brief: &str) -> Result<Told, Failure> {
        Ok(self.chronicle(self.head()?).told_of(brief)?)
    }

    /// As [`Self::told_of`], up to any commit.
    ///
    /// # Errors
    /// As [`Self::told`].
    pub fn told_up_to(&self, commit: ObjectId, brief: &str) -> Result<Told, Failure> {
        Ok(self.chronicle(commit).told_of(brief)?)
    }

    fn head(&self) -> Result<ObjectId, HistoryProblem> {
        if self.repository.is_bare() {
            return Ok(self.tip);
        }
        revision::resolve(&self.repository, "HEAD")
    }

    pub(super) fn chronicle(&self, tip: ObjectId) -> Chronicle<'_> {
        let line = if tip == self.official.commit {
            Line::Official
        } else {
            Line::Other
        };
        Chronicle::new(&self.repository, &self.folder, &self.studio.settings.id, tip)
            .moved_from(&self.was)
            .kept_in(self.index.clone())
            .line(line)
            .sharing(&self.found)
    }
}

/// Whether a folder may hold records.
fn is_of_a_studio(folder: &str) -> bool {
    folder.split('/').next().is_some_and(|top| TOP.contains(&top))
}

/// The repository, and the studio's folder in it.
pub(super) fn find(directory: &Path) -> Result<(Repository, String), Failure> {
    match load::root_of(directory) {
        Ok(root) => {
            let repository = Repository::discover(&root)?;
            let mut folder = repository.prefix_of(&root).unwrap_or_default();
            if !folder.is_empty() {
                folder.push('/');
            }
            Ok((repository, folder))
        }
        // a bare repository has no files to find
        Err(missing) => match Repository::discover(directory) {
            Ok(repository) if repository.is_bare() => Ok((repository, String::new())),
            Ok(_) | Err(HistoryProblem::NoRepository { .. }) => Err(unreadable(missing)),
            Err(problem) => Err(problem.into()),
        },
    }
}

/// Where the studio lay in a commit in which it is not where it lies now. `None`: it is, or it was nowhere.
fn folder_then(
    (repository, commit): (&Repository, ObjectId),
    folder: &str,
    was: &[Box<str>],
) -> Result<Option<String>, HistoryProblem> {
    let mut lookup = revision::Lookup::new(repository)?;
    if was.is_empty() || lookup.file(commit, &format!("{folder}{SETTINGS}"))?.is_some() {
        return Ok(None);
    }
    for before in was {
        if lookup.file(commit, &format!("{before}{SETTINGS}"))?.is_some() {
            return Ok(Some(before.to_string()));
        }
    }
    Ok(None)
}

/// What `official:` says: on disk, else in the commit that a bare repository points at.
fn branch(repository: &Repository, folder: &str, directory: &Path) -> String {
    let on_disk = || {
        let root = load::root_of(directory).ok()?;
        let path = StudioPath::new(SETTINGS)?;
        let content = source::read(&root, &path);
        Some(load::load_revision(vec![(path, content)])?.0)
    };
    let at_head = || {
        let head = revision::resolve(repository, "HEAD").ok()?;
        settings_at(repository, head, folder).ok()
    };
    let studio = on_disk().or_else(at_head);
    studio.map_or_else(|| "main".to_string(), |studio| studio.settings.official.to_string())
}

/// Only the settings, as a commit has them.
fn settings_at(repository: &Repository, commit: ObjectId, folder: &str) -> Result<Studio, HistoryProblem> {
    let wanted = Wanted {
        file: &|path| path == SETTINGS,
        folder: &|_| false,
    };
    let (studio, _) = studio_at((repository, commit), folder, &wanted, None)?;
    Ok(studio)
}

/// The commit of a day, found along the official line, or of a revision, and its day.
fn asked_commit(
    repository: &Repository,
    official: &Official,
    asked: &str,
    zone: Tz,
) -> Result<(ObjectId, Option<Day>), HistoryProblem> {
    if let Ok(day) = asked.parse::<Day>() {
        let commit = revision::last_before(repository, official.commit, end_of(day, zone), day)?;
        return Ok((commit, Some(day)));
    }
    let commit = revision::resolve(repository, asked)?;
    let made = revision::committed(repository, commit)?;
    Ok((commit, Some(made.with_timezone(&zone).date_naive())))
}

fn zone_of(studio: &Studio) -> Tz {
    crate::metrics::clock::zone_of(studio)
}
