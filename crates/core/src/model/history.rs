//! Answers: which commits lead to a tip, and which brief files did each of them change?
//! Invariant: parents stand before their children and the tip is last; a change is against the first parent, for a root against nothing.
//! Source: git's own data model: commits, trees and blobs as values.

use super::few::Few;
use super::id::{BriefId, KindId, Shared, StageId};
use std::sync::Arc;

/// An instant, to the second as git keeps it.
pub type Moment = chrono::DateTime<chrono::Utc>;

/// The name of a git object (SHA-1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub [u8; 20]);

impl ObjectId {
    /// `None` when the text is no full id.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        let mut id = [0; 20];
        if digits.len() != 2 * id.len() {
            return None;
        }
        data_encoding::HEXLOWER_PERMISSIVE.decode_mut(digits, &mut id).ok()?;
        Some(Self(id))
    }

    /// The first seven digits, for people.
    pub fn short(self) -> String {
        let mut digits = self.to_string();
        digits.truncate(7);
        digits
    }
}

impl std::fmt::Display for ObjectId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

/// Place of a commit in [`History::commits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitIndex(pub u32);

/// Place of a file's path in [`History::paths`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathIndex(pub u32);

/// Place of a file's content in [`History::versions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionIndex(pub u32);

/// Place of a person in [`History::authors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AuthorIndex(pub u32);

/// Everything that can be reached from one tip.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Parents before children; the last one is the tip. Empty: no commit at all.
    pub commits: Vec<Commit>,
    /// One list for each commit.
    pub changes: Vec<Few<FileChange>>,
    pub paths: Vec<Box<str>>,
    pub versions: Vec<BriefVersion>,
    /// The content that each version was read from; empty where no repository was read.
    pub blobs: Vec<ObjectId>,
    pub authors: Vec<Author>,
}

/// The newest commits of a history and, before them, the older ones that they stand on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Growth {
    /// The first commits are those in `known`: without parents, and without changes until somebody tells what stood there.
    pub history: History,
    /// Places in the whole history of the commits stood on. Empty: `history` is whole.
    pub known: Vec<CommitIndex>,
}

impl History {
    pub fn commit(&self, index: CommitIndex) -> &Commit {
        &self.commits[index.0 as usize]
    }

    pub fn author(&self, index: CommitIndex) -> &Author {
        &self.authors[self.commit(index).author.0 as usize]
    }

    pub fn version(&self, index: VersionIndex) -> &BriefVersion {
        &self.versions[index.0 as usize]
    }

    /// What a version said, when it could be read and is a brief.
    pub fn head(&self, index: VersionIndex) -> Option<&BriefHead> {
        match self.version(index) {
            BriefVersion::Brief(head) => Some(head),
            BriefVersion::NotABrief | BriefVersion::Unreadable => None,
        }
    }

    pub fn tip(&self) -> Option<CommitIndex> {
        let last = self.commits.len().checked_sub(1)?;
        u32::try_from(last).ok().map(CommitIndex)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    pub id: ObjectId,
    pub parents: Few<CommitIndex>,
    /// Committer time.
    pub committed: Moment,
    pub author: AuthorIndex,
}

impl Commit {
    pub fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }
}

/// As the commit says it: shown, never believed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Author {
    pub name: Box<str>,
    pub email: Box<str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileChange {
    pub path: PathIndex,
    /// `None`: the file is gone.
    pub after: Option<VersionIndex>,
}

/// What one content of one file under `briefs/` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BriefVersion {
    Brief(Box<BriefHead>),
    /// It can be read and is something else, whatever keys it has.
    NotABrief,
    /// Conflict markers, broken YAML, no id or stage: the version before it holds.
    Unreadable,
}

/// The keys of a brief that its trail and its figures need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefHead {
    pub id: BriefId,
    pub stage: StageId,
    pub kind: Option<KindId>,
    /// As written: `spring-launch`.
    pub campaign: Option<Arc<str>>,
    /// As written: `spring-launch/hero-film`.
    pub deliverable: Option<Arc<str>>,
    /// As written: a date or an anchor with an offset.
    pub due: Option<Arc<str>>,
    /// Whether it says `imported:`, and so may begin beyond its queue.
    pub imported: Imported,
}

impl BriefVersion {
    /// Lets its words stand on the same letters as those of others: a history has a hundred thousands of versions and few words.
    pub fn share(&mut self, shared: &mut Shared) {
        let Self::Brief(head) = self else { return };
        head.id.share(shared);
        head.stage.share(shared);
        if let Some(kind) = &mut head.kind {
            kind.share(shared);
        }
        let texts = [&mut head.campaign, &mut head.deliverable, &mut head.due];
        for text in texts.into_iter().flatten() {
            shared.text(text);
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Imported {
    #[default]
    No,
    Yes,
}

/// Why the history cannot answer; each has a command that mends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryProblem {
    /// Nothing above the folder is a git repository.
    NoRepository {
        folder: String,
    },
    /// Git refuses it, because somebody else owns the folder.
    NotOwned {
        folder: String,
    },
    NoCommit,
    NoSuchBranch {
        branch: String,
        /// Where it could be fetched from.
        remote: Option<String>,
        /// A branch of a like name.
        near: Option<String>,
    },
    Shallow,
    /// Objects were left out when it was cloned, and one of them is needed.
    Partial {
        remote: String,
    },
    NoSuchRevision {
        revision: String,
    },
    /// The branch began later than the day asked for.
    NothingBefore {
        day: super::Day,
    },
    /// There was no `crops.yml` yet.
    NoStudio {
        commit: ObjectId,
    },
    /// Objects of another kind than SHA-1.
    ObjectFormat {
        name: String,
    },
    TooManyFiles {
        commit: ObjectId,
        most: usize,
    },
    /// An object is missing or broken, in git's own words.
    Broken {
        detail: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_forty_hexadecimal_digits_and_nothing_else() {
        let digits = "19d9cc8584ac2c7dcf57d2680375e80f099dc481";
        let id = ObjectId::from_hex(digits).expect("an id");
        assert_eq!(id.to_string(), digits);
        assert_eq!(id.short(), "19d9cc8");
        assert_eq!(ObjectId::from_hex(&digits.to_uppercase()), Some(id));
        for text in [
            "",
            "19d9cc8",
            &digits.replace('9', "g"),
            &format!("{digits}00"),
            &"é".repeat(20),
        ] {
            assert_eq!(ObjectId::from_hex(text), None, "{text:?}");
        }
    }
}
