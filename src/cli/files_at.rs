//! Answers: what lies beside a brief on disk, or in a commit?
//! Invariant: one way to ask, wherever the files are; links are not followed, and nothing outside of the studio is read.

use super::open::Opened;
use super::reviewed::Reviewed;
use crate::git::repository::Repository;
use crate::git::revision::{self, RevisionContent};
use crate::model::approval::Approval;
use crate::model::brief::Brief;
use crate::model::history::ObjectId;
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::model::problem::NotAFile;
use crate::model::workflow::Covers;
use crate::store::feedback::{self, Gathered, feedback};
use crate::store::source::{self, Content};
use crate::store::verdicts::{self, approval, asset_hashes, digest_of};
use crate::trail::review_verdicts::DigestAt;
use std::collections::HashMap;

/// Where files are read.
pub enum Files<'a> {
    Disk(&'a Opened),
    Commit {
        opened: &'a Opened,
        repository: &'a Repository,
        reviewed: Box<Reviewed<'a>>,
        commit: ObjectId,
    },
}

/// Asks the files of a commit, of the disk without one. Where the commit cannot be reached, nothing is there.
pub fn with_files<T: Default>(opened: &Opened, commit: Option<ObjectId>, ask: impl FnOnce(&Files<'_>) -> T) -> T {
    let Some(commit) = commit else {
        return ask(&Files::Disk(opened));
    };
    let Ok(repository) = Repository::discover(&opened.root) else {
        return T::default();
    };
    match Reviewed::new(&repository, opened) {
        Ok(reviewed) => ask(&Files::Commit {
            opened,
            repository: &repository,
            reviewed: Box::new(reviewed),
            commit,
        }),
        Err(_) => T::default(),
    }
}

impl Files<'_> {
    /// Nothing there is [`NotAFile::Unreadable`].
    pub fn content(&self, path: &StudioPath) -> Content<'static> {
        match self {
            Self::Disk(opened) => source::read(&opened.root, path),
            Self::Commit { reviewed, commit, .. } => reviewed
                .bytes(*commit, path.as_str())
                .map_or(Content::Not(NotAFile::Unreadable), |bytes| Content::Bytes(bytes.into())),
        }
    }

    /// The verdicts beside a brief, in the order of their file names.
    pub fn approvals(&self, brief: &Brief) -> Vec<Approval> {
        match self {
            Self::Disk(opened) => verdicts::approvals(&opened.root, brief),
            Self::Commit { .. } => {
                let inside = self.inside(brief, "approvals").into_iter();
                let files = inside.filter(|(path, _)| path.as_str().ends_with(".yml"));
                files.filter_map(|(path, bytes)| approval(&path, &bytes?)).collect()
            }
        }
    }

    pub fn feedback(&self, brief: &Brief) -> Gathered {
        if let Self::Disk(opened) = self {
            return feedback::beside(&opened.root, brief);
        }
        let mut gathered = Gathered::default();
        for (path, bytes) in self.inside(brief, "feedback") {
            if !path.as_str().ends_with(".yml") && !path.as_str().ends_with(".yaml") {
                continue;
            }
            match bytes.and_then(|bytes| feedback(&path, &bytes)) {
                Some(read) => gathered.read.push(read),
                None => gathered.unreadable.push(path),
            }
        }
        gathered
    }

    /// What a gate covers; `None` when the brief cannot be read or has no digest.
    pub fn digest(&self, brief: &Brief, covers: &Covers) -> Option<String> {
        match self {
            Self::Disk(opened) => digest_of(&opened.root, &opened.studio, brief, covers),
            Self::Commit { reviewed, commit, .. } => match reviewed.digest_at(*commit, brief, covers) {
                DigestAt::Digest(digest) => Some(digest),
                DigestAt::NoCommit | DigestAt::NoDigest => None,
            },
        }
    }

    /// The hash of every asset, as its record has it.
    pub fn hashes(&self) -> HashMap<String, String> {
        match self {
            Self::Disk(opened) => asset_hashes(&opened.root, &opened.studio),
            Self::Commit {
                opened,
                reviewed,
                commit,
                ..
            } => {
                let others = opened.studio.others.iter();
                let assets = others.filter(|other| other.record == RecordType::Asset);
                let hash = |id: &str| Some((id.to_owned(), reviewed.asset(*commit, id)?));
                assets.filter_map(|asset| hash(&asset.id)).collect()
            }
        }
    }

    /// The files of a folder beside a brief in the commit, in order; `None`: no file, or too large.
    fn inside(&self, brief: &Brief, part: &str) -> Vec<(StudioPath, Option<Vec<u8>>)> {
        let Self::Commit {
            repository,
            reviewed,
            commit,
            ..
        } = self
        else {
            return Vec::new();
        };
        let folder = format!("{}/{part}", brief.file.folder());
        let place = format!("{}{folder}", reviewed.folder);
        let found = revision::files_within(repository, *commit, &place, &|_| true, &|_| false);
        let read = found.unwrap_or_default().into_iter().map(|file| {
            let path = format!("{folder}/{}", file.path);
            let bytes = match file.content {
                RevisionContent::Blob(_) => reviewed.bytes(*commit, &path),
                RevisionContent::SymbolicLink | RevisionContent::Submodule => None,
            };
            (StudioPath::shown(&path), bytes)
        });
        read.collect()
    }
}
