//! Answers: which files does a range of commits change, and what do its base and its result hold of them?
//! Invariant: only what differs is read, by walking trees; the result is what a merge makes, never what is checked out.

use super::context::Context;
use super::official;
use crate::check::range::union_merge::merge_lines;
use crate::check::range::verdict_changed::is_beside_verdicts;
use crate::check::range::{Alike, FileKind, FileStep, MergeLine};
use crate::git::merged::{Merged, brought, merged};
use crate::git::repository::Repository;
use crate::git::revision::{self, FileContent, Lookup, RevisionContent};
use crate::git::steps::{CommitFacts, Differs, Steps};
use crate::model::finding::Finding;
use crate::model::history::{HistoryProblem, ObjectId};
use crate::model::place::{Place, StudioPath};
use crate::model::problem::{NotAFile, Problem};
use crate::model::range_problem::ClashKind;
use crate::model::similar::{likeness, look};
use crate::report::failure::Failure;
use crate::store::source::{Content, MOST_BYTES};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

const ATTRIBUTES: &str = ".gitattributes";

/// Which repository, and where the studio lies in it.
pub struct Home {
    pub repository: Repository,
    /// Empty, or with a `/` at its end.
    pub folder: String,
}

impl Home {
    /// # Errors
    /// Without a studio or a repository, or when its history was cut off.
    pub fn find(context: &Context) -> Result<Self, Failure> {
        let (repository, folder) = official::find(&context.directory)?;
        repository.refuse_shallow()?;
        Ok(Self { repository, folder })
    }
}

/// `BASE..HEAD`
pub struct Range<'r> {
    pub home: &'r Home,
    pub base: ObjectId,
    pub head: ObjectId,
    pub merged: Merged,
    /// Below the studio, sorted by path.
    pub files: Vec<FileStep>,
    /// Files whose names cannot be.
    pub bad_names: Vec<Finding>,
    /// What the head has and the base has not, parents first.
    pub commits: Vec<CommitFacts>,
    lookup: RefCell<Lookup<'r>>,
}

impl<'r> Range<'r> {
    /// # Errors
    /// When one of the ends names no commit, or an object is missing or broken.
    pub fn read(home: &'r Home, base: &str, head: &str) -> Result<Self, Failure> {
        let repository = &home.repository;
        let (base, head) = (
            revision::resolve(repository, base)?,
            revision::resolve(repository, head)?,
        );
        let merged = merged(repository, base, head)?;
        let mut steps = Steps::new(repository, home.folder.trim_end_matches('/'))?;
        let mut range = Self {
            home,
            base,
            head,
            files: Vec::new(),
            bad_names: Vec::new(),
            commits: brought(repository, base, head)?,
            lookup: RefCell::new(Lookup::new(repository)?),
            merged,
        };
        for one in steps.differing(Some(base), range.merged.commit, &|_| true)? {
            range.note(&one);
        }
        range.files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(range)
    }

    fn note(&mut self, one: &Differs) {
        let path = StudioPath::new(&one.path);
        let step = FileStep {
            path: path.clone().unwrap_or_else(|| StudioPath::shown(&one.path)),
            was: one.was.as_ref().map(kind),
            is: one.is.as_ref().map(kind),
        };
        if path.is_none() && one.is.is_some() {
            let what = NotAFile::BadName;
            let finding = Finding::error(Place::whole(&step.path), Problem::NotAFile { what });
            self.bad_names.push(finding);
        }
        self.files.push(step);
    }

    /// A file of the studio at a commit; `None`: it is not there, no file, or too large.
    pub fn bytes(&self, commit: ObjectId, path: &str) -> Option<Vec<u8>> {
        let path = format!("{}{path}", self.home.folder);
        let blob = self.lookup.borrow_mut().file(commit, &path).ok().flatten()?;
        self.content(blob)
    }

    /// What is at a path of the studio; nothing there cannot be read.
    pub fn at(&self, commit: ObjectId, path: &str) -> Content<'static> {
        let full = format!("{}{path}", self.home.folder);
        match self.lookup.borrow_mut().entry(commit, &full) {
            Ok(Some(RevisionContent::Blob(_))) => {}
            Ok(Some(RevisionContent::SymbolicLink)) => return Content::Not(NotAFile::SymbolicLink),
            Ok(Some(RevisionContent::Submodule)) => return Content::Not(NotAFile::Submodule),
            Ok(None) | Err(_) => return Content::Not(NotAFile::Unreadable),
        }
        match self.bytes(commit, path) {
            Some(bytes) => Content::Bytes(bytes.into()),
            None => Content::TooLarge { bytes: MOST_BYTES + 1 },
        }
    }

    /// A file by its content's id.
    pub fn content(&self, blob: ObjectId) -> Option<Vec<u8>> {
        let most = usize::try_from(MOST_BYTES).unwrap_or(usize::MAX);
        match self.lookup.borrow().content(blob, most).ok()? {
            FileContent::Bytes(bytes) => Some(bytes),
            FileContent::TooLarge { .. } => None,
        }
    }

    /// The names in a folder of the studio at a commit.
    pub fn names(&self, commit: ObjectId, folder: &str) -> Vec<String> {
        let folder = format!("{}{folder}", self.home.folder);
        let names = self.lookup.borrow_mut().names(commit, folder.trim_end_matches('/'));
        names.unwrap_or_default()
    }

    /// What clashes, of the studio's files.
    pub fn clashes(&self) -> Vec<(StudioPath, ClashKind)> {
        let below = |path: &String| Some(StudioPath::shown(path.strip_prefix(&*self.home.folder)?));
        let clashes = self.merged.clashes.iter();
        clashes.filter_map(|(path, how)| Some((below(path)?, *how))).collect()
    }

    /// Verdicts that a commit of the range gave, and that are nowhere in the result.
    ///
    /// # Errors
    /// When an object is missing or broken.
    pub fn lost_verdicts(&self) -> Result<Vec<StudioPath>, HistoryProblem> {
        let mut steps = Steps::new(&self.home.repository, self.home.folder.trim_end_matches('/'))?;
        let is_verdict = |path: &str| StudioPath::new(path).is_some_and(|path| is_beside_verdicts(&path));
        let mut lost = BTreeSet::new();
        // what a merge brings was given by one of its sides
        for commit in self.commits.iter().filter(|commit| commit.parents.len() < 2) {
            for one in steps.differing(commit.parents.first().copied(), commit.id, &is_verdict)? {
                let (Some(RevisionContent::Blob(blob)), Some(path)) = (one.is, StudioPath::new(&one.path)) else {
                    continue;
                };
                if !self.still_has(&path, blob) {
                    lost.insert(path);
                }
            }
        }
        Ok(lost.into_iter().collect())
    }

    fn still_has(&self, path: &StudioPath, blob: ObjectId) -> bool {
        let full = format!("{}{path}", self.home.folder);
        let there = self.lookup.borrow_mut().file(self.merged.commit, &full).ok().flatten();
        let went = |file: &FileStep| {
            file.is == Some(FileKind::File(blob))
                && is_beside_verdicts(&file.path)
                && file.path.file_name() == path.file_name()
        };
        there == Some(blob) || self.files.iter().any(went)
    }

    /// New names that look like others beside them.
    pub fn alike(&self) -> Vec<Alike> {
        let mut folders: HashMap<String, Names> = HashMap::new();
        let mut told = BTreeSet::new();
        let mut alike = Vec::new();
        for file in self.files.iter().filter(|file| file.was.is_none() && file.is.is_some()) {
            let mut folder = String::new();
            for name in file.path.as_str().split('/') {
                let names = folders.entry(folder.clone()).or_insert_with(|| self.names_at(&folder));
                if !names.before.contains(name) && told.insert((folder.clone(), name.to_owned())) {
                    let others = names.by_look.get(&look(name)).into_iter().flatten();
                    alike.extend(others.filter_map(|other| {
                        Some(Alike {
                            file: file.path.clone(),
                            name: name.to_owned(),
                            other: other.clone(),
                            how: likeness(name, other)?,
                        })
                    }));
                }
                folder.push_str(name);
                folder.push('/');
            }
        }
        alike
    }

    fn names_at(&self, folder: &str) -> Names {
        let mut by_look: HashMap<String, Vec<String>> = HashMap::new();
        for name in self.names(self.merged.commit, folder) {
            by_look.entry(look(&name)).or_default().push(name);
        }
        Names {
            before: self.names(self.base, folder).into_iter().collect(),
            by_look,
        }
    }

    /// Lines of `.gitattributes` that give records to a merge driver, and that the base does not have.
    pub fn merge_lines(&self) -> Vec<MergeLine> {
        let mut lines = Vec::new();
        let in_studio = self.files.iter().map(|file| file.path.as_str());
        let in_studio = in_studio.filter(|path| path.rsplit('/').next() == Some(ATTRIBUTES));
        let mut files: Vec<(String, StudioPath)> = in_studio
            .map(|path| (format!("{}{path}", self.home.folder), StudioPath::shown(path)))
            .collect();
        if !self.home.folder.is_empty() {
            files.push((ATTRIBUTES.to_owned(), StudioPath::shown(ATTRIBUTES)));
        }
        for (full, shown) in files {
            let at = |commit| {
                let blob = self.lookup.borrow_mut().file(commit, &full).ok().flatten();
                let bytes = blob.and_then(|blob| self.content(blob)).unwrap_or_default();
                merge_lines(&shown, &String::from_utf8_lossy(&bytes))
            };
            let before = at(self.base);
            let same =
                |one: &MergeLine, other: &MergeLine| (&one.pattern, &one.driver) == (&other.pattern, &other.driver);
            let new = at(self.merged.commit).into_iter();
            lines.extend(new.filter(|line| !before.iter().any(|known| same(known, line))));
        }
        lines
    }
}

/// What a folder holds.
struct Names {
    before: BTreeSet<String>,
    /// In the result, by what they look like.
    by_look: HashMap<String, Vec<String>>,
}

fn kind(content: &RevisionContent) -> FileKind {
    match content {
        RevisionContent::Blob(id) => FileKind::File(*id),
        RevisionContent::SymbolicLink | RevisionContent::Submodule => FileKind::Other,
    }
}
