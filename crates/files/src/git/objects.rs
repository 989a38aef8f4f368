//! Answers: what bytes has this object, and which entries has this tree?
//! Invariant: raw bytes, read as few times as a small cache allows; nothing recursive, nothing trusted to be well formed.
//! Source: git's object formats (`gitformat-pack`, `git-mktree`).

use super::loose::{self, Loose};
use super::object::oid;
use super::pack::PackReader;
use super::pack_index::{Packs, Place};
use super::recent::Recent;
use super::repository::{Repository, broken};
use crate::model::history::{HistoryProblem, ObjectId};
use memchr::memchr;
use std::cell::RefMut;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// Bytes of trees that are kept: about what a few steps of a walk need.
const CACHED_BYTES: usize = 12 << 20;

/// Whoever reads more objects than this reads a history, and the indexes of the packs are worth having in memory.
const MANY: usize = 20_000;

pub(super) struct Objects<'r> {
    repository: &'r Repository,
    store: git2::Odb<'r>,
    /// Where objects lie.
    folder: PathBuf,
    trees: Recent<ObjectId, Rc<[u8]>>,
}

/// The packs of a repository, as far as they are needed.
#[derive(Default)]
pub(super) enum Packed {
    #[default]
    NotYet,
    /// So many objects were asked for.
    Few(usize, Box<PackReader>),
    Many(Box<PackReader>),
}

impl Packed {
    /// What many objects were read with, if there were: the next few need little memory.
    pub fn take_many(&mut self) -> Option<PackReader> {
        match std::mem::take(self) {
            Self::Many(reader) => Some(*reader),
            few => {
                *self = few;
                None
            }
        }
    }

    /// `None`: it is in no pack, or libgit2 must be asked.
    fn read(&mut self, folder: &Path, id: ObjectId) -> Option<&[u8]> {
        match self {
            Self::NotYet => *self = Self::Few(0, Box::new(PackReader::few(folder))),
            Self::Few(asked, _) if *asked >= MANY => {
                *self = Self::Many(Box::new(PackReader::many(Arc::new(Packs::open(folder)))));
            }
            Self::Few(asked, _) => *asked += 1,
            Self::Many(..) => {}
        }
        match self {
            Self::Few(_, reader) | Self::Many(reader) => reader.read(id),
            Self::NotYet => None,
        }
    }

    fn read_at(&mut self, folder: &Path, id: ObjectId, place: Option<Place>) -> Option<&[u8]> {
        match (self, place) {
            (Self::Many(reader), Some(place)) => reader.read_at(place),
            (packed, _) => packed.read(folder, id),
        }
    }
}

/// What a tree's entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    Tree,
    File,
    SymbolicLink,
    Submodule,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry<'t> {
    pub kind: EntryKind,
    pub name: &'t [u8],
    pub id: ObjectId,
}

/// What a commit says about itself.
pub(super) struct RawCommit {
    pub tree: ObjectId,
    pub parents: Box<[ObjectId]>,
    /// Seconds since 1970.
    pub committed: i64,
}

impl<'r> Objects<'r> {
    pub fn new(repository: &'r Repository) -> Result<Self, HistoryProblem> {
        Ok(Self {
            repository,
            store: repository.inner.odb().map_err(|error| repository.unread(&error))?,
            folder: repository.common_dir().join("objects"),
            trees: Recent::new(CACHED_BYTES),
        })
    }

    /// `None`: an object is being read, and whoever reads another meanwhile asks libgit2.
    fn packed(&self) -> Option<RefMut<'_, Packed>> {
        self.repository.packed.try_borrow_mut().ok()
    }

    /// The bytes of an object, given to `read`.
    pub fn with<T>(&self, id: ObjectId, read: impl FnOnce(&[u8]) -> T) -> Result<T, HistoryProblem> {
        if let Some(mut packed) = self.packed()
            && let Some(bytes) = packed.read(&self.folder, id)
        {
            return Ok(read(bytes));
        }
        if let Some(bytes) = self.loose(id)? {
            return Ok(read(&bytes));
        }
        let object = self
            .store
            .read(oid(id).map_err(|error| broken(&error))?)
            .map_err(|error| self.repository.unread(&error))?;
        Ok(read(object.data()))
    }

    /// An object in a file of its own; `None`: libgit2 must be asked.
    fn loose(&self, id: ObjectId) -> Result<Option<Vec<u8>>, HistoryProblem> {
        match loose::read(&self.folder, id) {
            Loose::Bytes(bytes) => Ok(Some(bytes)),
            Loose::Elsewhere => Ok(None),
            Loose::Damaged => {
                let mut packs = PackReader::few(&self.folder);
                let again = packs.read(id).map(<[u8]>::to_vec);
                let damaged = || HistoryProblem::Broken {
                    detail: format!("object {id} is damaged"),
                };
                again.map(Some).ok_or_else(damaged)
            }
        }
    }

    /// How many bytes an object has, without reading it.
    pub fn size(&self, id: ObjectId) -> Result<usize, HistoryProblem> {
        let header = self.store.read_header(oid(id).map_err(|error| broken(&error))?);
        header
            .map(|(size, _)| size)
            .map_err(|error| self.repository.unread(&error))
    }

    pub fn tree(&mut self, id: ObjectId) -> Result<Rc<[u8]>, HistoryProblem> {
        if let Some(known) = self.trees.find(id, |bytes| bytes.len()) {
            return Ok(known);
        }
        let bytes: Rc<[u8]> = self.with(id, |bytes| Rc::from(bytes))?;
        self.trees.keep(id, Rc::clone(&bytes), bytes.len());
        Ok(bytes)
    }

    /// A tree of a history, of which packs keep what lies beside it.
    pub fn tree_into(&mut self, id: ObjectId, into: &mut Vec<u8>) -> Result<(), HistoryProblem> {
        into.clear();
        if let Some(mut packed) = self.packed()
            && let Some(bytes) = packed.read(&self.folder, id)
        {
            into.extend_from_slice(bytes);
            return Ok(());
        }
        into.extend_from_slice(&self.tree(id)?);
        Ok(())
    }

    /// The bytes of a file, given to `read`; `None` when there are more than `most`. `place` says where it is, if it was found.
    pub fn with_file<T>(
        &self,
        (id, place): (ObjectId, Option<Place>),
        most: usize,
        read: impl FnOnce(&[u8]) -> T,
    ) -> Result<Option<T>, HistoryProblem> {
        let within = |bytes: &[u8]| bytes.len() <= most;
        if let Some(mut packed) = self.packed()
            && let Some(bytes) = packed.read_at(&self.folder, id, place)
        {
            return Ok(within(bytes).then(|| read(bytes)));
        }
        if let Some(bytes) = self.loose(id)? {
            return Ok(within(&bytes).then(|| read(&bytes)));
        }
        if self.size(id)? > most {
            return Ok(None);
        }
        self.with(id, read).map(Some)
    }

    pub fn commit(&self, id: ObjectId) -> Result<RawCommit, HistoryProblem> {
        self.with_commit(id, |raw, _| raw)
    }

    /// A commit and what it says of its author: see [`name_and_email`].
    pub fn with_commit<T>(&self, id: ObjectId, read: impl FnOnce(RawCommit, &[u8]) -> T) -> Result<T, HistoryProblem> {
        let broken = || HistoryProblem::Broken {
            detail: format!("{id} is no commit"),
        };
        self.with(id, |bytes| read_commit(bytes).map(|(raw, author)| read(raw, author)))?
            .ok_or_else(broken)
    }

    /// The tree at `folder` (`/` between its parts, empty for `root`); `None` when there is none.
    pub fn folder(&mut self, root: ObjectId, folder: &str) -> Result<Option<ObjectId>, HistoryProblem> {
        let mut at = root;
        for part in folder.split('/').filter(|part| !part.is_empty()) {
            let is_it = |entry: &Entry<'_>| entry.name == part.as_bytes() && entry.kind == EntryKind::Tree;
            let inside = |bytes: &[u8]| entries(bytes).find(is_it).map(|entry| entry.id);
            let known = self
                .packed()
                .and_then(|mut packed| packed.read(&self.folder, at).map(inside));
            let found = match known {
                Some(found) => found,
                None => inside(&self.tree(at)?),
            };
            match found {
                Some(id) => at = id,
                None => return Ok(None),
            }
        }
        Ok(Some(at))
    }
}

/// The indexes of the packs, for whoever is about to read many objects.
pub(super) fn packs_of(repository: &Repository) -> Arc<Packs> {
    Arc::new(Packs::open(&repository.common_dir().join("objects")))
}

/// The entries of a tree in its order; stops where the bytes make no sense.
pub(super) fn entries(tree: &[u8]) -> Entries<'_> {
    Entries { rest: tree }
}

#[derive(Clone)]
pub(super) struct Entries<'t> {
    rest: &'t [u8],
}

impl Entries<'_> {
    /// Passes over the entries with which both go on in the same way.
    pub fn skip_same(one: &mut Self, other: &mut Self) {
        let same = same_bytes(one.rest, other.rest);
        let mut skip = 0;
        if same == one.rest.len() && same == other.rest.len() {
            skip = same;
        }
        while let Some(end) = entry_end(one.rest, skip).filter(|end| *end <= same) {
            skip = end;
        }
        (one.rest, other.rest) = (&one.rest[skip..], &other.rest[skip..]);
    }
}

/// How many bytes both begin with.
fn same_bytes(one: &[u8], other: &[u8]) -> usize {
    let (blocks, _) = one.as_chunks::<64>();
    let (other_blocks, _) = other.as_chunks::<64>();
    let equal = blocks.iter().zip(other_blocks).take_while(|(one, other)| one == other);
    let start = 64 * equal.count();
    let rest = one[start..].iter().zip(&other[start..]);
    start + rest.take_while(|(one, other)| one == other).count()
}

/// Where an entry ends that begins here.
fn entry_end(tree: &[u8], start: usize) -> Option<usize> {
    let zero = memchr(0, tree.get(start..)?)?;
    start.checked_add(zero + 1 + 20)
}

impl<'t> Iterator for Entries<'t> {
    type Item = Entry<'t>;

    fn next(&mut self) -> Option<Entry<'t>> {
        let space = self.rest.iter().position(|byte| *byte == b' ')?;
        let (mode, rest) = (&self.rest[..space], &self.rest[space + 1..]);
        let end = memchr(0, rest)?;
        let (name, rest) = (&rest[..end], &rest[end + 1..]);
        let id: [u8; 20] = rest.get(..20)?.try_into().ok()?;
        self.rest = &rest[20..];
        let kind = match mode {
            b"40000" | b"040000" => EntryKind::Tree,
            b"120000" => EntryKind::SymbolicLink,
            b"160000" => EntryKind::Submodule,
            _ => EntryKind::File,
        };
        Some(Entry {
            kind,
            name,
            id: ObjectId(id),
        })
    }
}

fn read_commit(bytes: &[u8]) -> Option<(RawCommit, &[u8])> {
    let mut tree = None;
    let mut parents = Vec::new();
    let mut author: &[u8] = &[];
    let mut committed = 0;
    for line in bytes.split(|byte| *byte == b'\n').take_while(|line| !line.is_empty()) {
        if let Some(hex) = line.strip_prefix(b"tree ") {
            tree = tree.or(hex_id(hex));
        } else if let Some(hex) = line.strip_prefix(b"parent ") {
            parents.push(hex_id(hex)?);
        } else if let Some(text) = line.strip_prefix(b"author ") {
            author = text;
        } else if let Some(text) = line.strip_prefix(b"committer ") {
            committed = seconds(text);
            break; // signatures and other headers follow
        }
    }
    let raw = RawCommit {
        tree: tree?,
        parents: parents.into(),
        committed,
    };
    Some((raw, author))
}

fn hex_id(hex: &[u8]) -> Option<ObjectId> {
    ObjectId::from_hex(std::str::from_utf8(hex).ok()?)
}

/// `Léa Petit <lea@example.org> 1700000000 +0100`
pub(super) fn name_and_email(text: &[u8]) -> (String, String) {
    let text = String::from_utf8_lossy(text);
    let (name, rest) = text.split_once('<').unwrap_or((&text, ""));
    let email = rest.split_once('>').map_or("", |(email, _)| email);
    (name.trim().to_string(), email.trim().to_string())
}

/// The seconds before the zone; 0 for what cannot be read, as git does.
fn seconds(text: &[u8]) -> i64 {
    let text = String::from_utf8_lossy(text);
    let after = text.rsplit_once('>').map_or("", |(_, after)| after);
    let mut words = after.split_whitespace();
    let (date, zone) = (words.next().unwrap_or_default(), words.next());
    // alone, `-0500` is a zone without a date
    let is_zone = zone.is_none() && date.starts_with(['+', '-']);
    date.parse().ok().filter(|_| !is_zone).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_read_as_far_as_it_makes_sense() {
        let id = "0123456789012345678901234567890123456789";
        for (author, committer, name, email, committed) in [
            (
                "Léa <lea@x.org> 5 +0100",
                "Omar <o@x.org> 1700000000 +0100",
                "Léa",
                "lea@x.org",
                1_700_000_000,
            ),
            ("<> 5 +0000", "<> -5 +0000", "", "", -5),
            ("Nobody", "a <b> nonsense", "Nobody", "", 0),
            ("A <a>", "a <b> -0500", "A", "a", 0),
            ("A <a>", "a <b> 99999999999999999999 +0000", "A", "a", 0),
            ("A <b <c>> 5 +0000", "A <b <c>> 7 +0000", "A", "b <c", 7),
        ] {
            let text = format!("tree {id}\nparent {id}\nauthor {author}\ncommitter {committer}\n\nauthor no <no> 1 +0");
            let (commit, author) = read_commit(text.as_bytes()).expect("a commit");
            assert_eq!(name_and_email(author), (name.to_owned(), email.to_owned()));
            assert_eq!((commit.committed, commit.parents.len()), (committed, 1));
        }
        assert!(read_commit(b"tree 12\n\n").is_none());
    }

    #[test]
    fn a_cut_off_tree_ends_without_a_panic() {
        let mut tree = b"100644 a\0".to_vec();
        tree.extend([1; 20]);
        tree.extend(b"40000 b\x00123");
        assert_eq!(entries(&tree).count(), 1);
        assert_eq!(entries(b"100644").count(), 0);
    }
}
