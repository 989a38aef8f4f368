//! Answers: what did a brief say at a commit that was reviewed?
//! Invariant: a commit is named by its hash alone, never by a branch or an expression of the payload.

use super::open::Opened;
use crate::git::repository::Repository;
use crate::git::revision::{self, FileContent, Lookup};
use crate::model::brief::Brief;
use crate::model::history::{HistoryProblem, ObjectId};
use crate::model::other::RecordType;
use crate::model::studio::Studio;
use crate::model::workflow::Covers;
use crate::store::feedback::values;
use crate::store::source::MOST_BYTES;
use crate::store::verdicts::{digest_in, hash_in};
use crate::trail::review_verdicts::DigestAt;
use std::cell::RefCell;

/// The files of commits that reviews name.
pub struct Reviewed<'r> {
    repository: &'r Repository,
    studio: &'r Studio,
    /// Of the studio in its repository, with a `/` at its end, or empty.
    pub folder: String,
    lookup: RefCell<Lookup<'r>>,
}

impl<'r> Reviewed<'r> {
    /// # Errors
    /// When the repository cannot be read.
    pub fn new(repository: &'r Repository, opened: &'r Opened) -> Result<Self, HistoryProblem> {
        Self::of(repository, &opened.studio, opened.folder_in_repository())
    }

    /// Of a studio in this folder of its repository.
    ///
    /// # Errors
    /// When the repository cannot be read.
    pub fn of(repository: &'r Repository, studio: &'r Studio, folder: String) -> Result<Self, HistoryProblem> {
        Ok(Self {
            repository,
            studio,
            folder,
            lookup: RefCell::new(Lookup::new(repository)?),
        })
    }

    /// The commit with this hash, whole or shortened; `None`: it is not in this clone.
    pub fn commit(&self, hash: &str) -> Option<ObjectId> {
        let is_hash = (7..=64).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_hexdigit());
        let found = revision::resolve(self.repository, hash).ok().filter(|_| is_hash)?;
        // a branch may be called as a commit is
        let is_it = found.to_string().starts_with(&hash.to_ascii_lowercase());
        is_it.then_some(found)
    }

    /// A file of the studio at a commit.
    pub fn bytes(&self, commit: ObjectId, path: &str) -> Option<Vec<u8>> {
        let path = format!("{}{path}", self.folder);
        let blob = self.lookup.borrow_mut().file(commit, &path).ok().flatten()?;
        let most = usize::try_from(MOST_BYTES).unwrap_or(usize::MAX);
        match self.lookup.borrow().content(blob, most).ok()? {
            FileContent::Bytes(bytes) => Some(bytes),
            FileContent::TooLarge { .. } => None,
        }
    }

    /// What a gate covers of a brief.
    pub fn digest(&self, commit: &str, brief: &Brief, covers: &Covers) -> DigestAt {
        match self.commit(commit) {
            Some(commit) => self.digest_at(commit, brief, covers),
            None => DigestAt::NoCommit,
        }
    }

    /// As [`Self::digest`], of a commit that is known.
    pub fn digest_at(&self, commit: ObjectId, brief: &Brief, covers: &Covers) -> DigestAt {
        let bytes = self.bytes(commit, brief.file.as_str());
        let own = bytes.filter(|bytes| word_of(bytes, "id").as_deref() == Some(brief.id.as_str()));
        let asset = |asset: &str| self.asset(commit, asset);
        let digest = own.and_then(|bytes| digest_in(&bytes, covers, &asset));
        digest.map_or(DigestAt::NoDigest, DigestAt::Digest)
    }

    /// The hash that the record of an asset gives at a commit.
    pub fn asset(&self, commit: ObjectId, asset: &str) -> Option<String> {
        let mut others = self.studio.others.iter();
        let known = others.find(|other| other.record == RecordType::Asset && &**other.id == asset);
        let there = known.and_then(|known| self.bytes(commit, known.file.as_str()));
        let bytes = match there {
            Some(bytes) => bytes,
            None if crate::model::id::is_slug(asset) => self.bytes(commit, &format!("assets/{asset}.yml"))?,
            None => return None,
        };
        hash_in(&bytes)
    }

    /// The stage of a brief at a commit; `None`: it was not there, or cannot be read.
    pub fn stage(&self, commit: ObjectId, brief: &Brief) -> Option<String> {
        word_of(&self.bytes(commit, brief.file.as_str())?, "stage")
    }
}

/// The text of a key at the top of a file.
pub fn word_of(bytes: &[u8], key: &str) -> Option<String> {
    use crate::model::digest::Tree;
    let Tree::Map(entries) = values(bytes)? else {
        return None;
    };
    let (_, value) = entries.into_iter().find(|(known, _)| **known == *key)?;
    match value {
        Tree::Text(text) => Some(text.to_string()),
        _ => None,
    }
}
