//! Answers: what does git's index say about a path, and how does it look once our paths are in it?
//! Invariant: the user's index is read, never written, here; a copy is changed, and only at the paths of the change.
//! Source: git's `Documentation/gitformat-index.txt` and `racy-git.txt`.

use std::path::{Path, PathBuf};

use super::object::{object_id, oid, refusal};
use super::state::Target;
use super::write::{FileMode, TreeEdit};
use crate::change::outcome::{Obstacle, WriteRefused};
use crate::model::history::ObjectId;
use crate::model::place::StudioPath;

const SKIP_WORKTREE: u16 = 1 << 14;
const SUBMODULE: u32 = 0o160_000;
const SYMLINK: u32 = 0o120_000;

/// The index as it was read.
pub struct IndexNow {
    index: Option<git2::Index>,
}

/// What the index holds for a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indexed {
    Absent,
    File(ObjectId, FileMode),
    /// Left out of the working tree by a sparse checkout.
    Skipped,
    Unmerged,
    Obstacle(Obstacle),
}

impl IndexNow {
    /// Reads an index file; one that is not there is empty.
    pub fn read(file: &Path) -> Result<Self, WriteRefused> {
        if !file.exists() {
            return Ok(Self { index: None });
        }
        let index = git2::Index::open(file).map_err(|error| unsupported(&error))?;
        Ok(Self { index: Some(index) })
    }

    pub fn at(&self, path: &str) -> Indexed {
        let Some(index) = &self.index else {
            return Indexed::Absent;
        };
        let there = Path::new(path);
        if (1..=3).any(|stage| index.get_path(there, stage).is_some()) {
            return Indexed::Unmerged;
        }
        if let Some(obstacle) = self.above(path) {
            return Indexed::Obstacle(obstacle);
        }
        match index.get_path(there, 0) {
            None => Indexed::Absent,
            Some(entry) if entry.mode == SUBMODULE => Indexed::Obstacle(Obstacle::Submodule),
            Some(entry) if entry.mode == SYMLINK => Indexed::Obstacle(Obstacle::SymbolicLink),
            Some(entry) if entry.flags_extended & SKIP_WORKTREE != 0 => Indexed::Skipped,
            Some(entry) if entry.mode & 0o111 != 0 => Indexed::File(object_id(entry.id), FileMode::Executable),
            Some(entry) => Indexed::File(object_id(entry.id), FileMode::Plain),
        }
    }

    /// Something that is no folder where the path needs one.
    fn above(&self, path: &str) -> Option<Obstacle> {
        let index = self.index.as_ref()?;
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        folders
            .filter_map(|folder| index.get_path(Path::new(folder), 0))
            .map(|entry| match entry.mode {
                SUBMODULE => Obstacle::Submodule,
                SYMLINK => Obstacle::SymbolicLink,
                _ => Obstacle::File,
            })
            .next()
    }

    /// A path of the index that differs from this one, or from one of its folders, only in case.
    pub fn differing_in_case(&self, path: &str) -> Option<String> {
        let index = self.index.as_ref()?;
        let wanted: Vec<&str> = path.split('/').collect();
        index.iter().find_map(|entry| {
            let there = std::str::from_utf8(&entry.path).ok()?;
            let parts: Vec<&str> = there.split('/').collect();
            clash(&wanted, &parts).map(|length| parts[..length].join("/"))
        })
    }
}

/// How many parts it takes until two paths differ, when they differ there only in case.
fn clash(wanted: &[&str], there: &[&str]) -> Option<usize> {
    let same = wanted.iter().zip(there).take_while(|(a, b)| a == b).count();
    let (a, b) = (wanted.get(same)?, there.get(same)?);
    (a.len() == b.len() && a.eq_ignore_ascii_case(b) || !a.is_ascii() && a.to_lowercase() == b.to_lowercase())
        .then_some(same + 1)
}

/// A working tree's file as the index wants it described.
#[derive(Clone, Debug)]
pub struct Described {
    pub edit: TreeEdit,
    /// `None` when the file is taken away.
    pub data: Option<std::fs::Metadata>,
}

impl Target {
    /// Changes a copy of the user's index, in place at `copy`, whose original was last written at `written`.
    pub fn update_index_copy(
        &self,
        copy: &Path,
        written: Option<std::time::SystemTime>,
        changes: &[Described],
    ) -> Result<(), WriteRefused> {
        let mut index = git2::Index::open(copy).map_err(|error| unsupported(&error))?;
        if let Some(written) = written {
            smudge_racy(&mut index, written).map_err(|error| refusal(&error))?;
        }
        for change in changes {
            let path = Path::new(&change.edit.path);
            let done = match (&change.edit.blob, &change.data) {
                (Some(blob), data) => oid(*blob).and_then(|blob| index.add(&entry(&change.edit, blob, data.as_ref()))),
                (None, _) => index.remove(path, 0),
            };
            done.map_err(|error| refusal(&error))?;
        }
        index.write().map_err(|error| refusal(&error))
    }

    /// Whether `.gitignore` keeps a path out, which git does not know yet.
    pub fn ignores(&self, path: &StudioPath) -> Result<bool, WriteRefused> {
        let full = PathBuf::from(self.path_of(path));
        self.repo.is_path_ignored(full).map_err(|error| refusal(&error))
    }
}

fn unsupported(error: &git2::Error) -> WriteRefused {
    match error.class() {
        git2::ErrorClass::Index => WriteRefused::UnsupportedIndex {
            detail: error.message().to_string(),
        },
        _ => refusal(error),
    }
}

/// git trusts times only of files older than the index. The copy is younger than the original, so what was
/// doubtful must stay so: size 0 makes git compare the content.
fn smudge_racy(index: &mut git2::Index, written: std::time::SystemTime) -> Result<(), git2::Error> {
    let since = written.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let (seconds, nanos) = (since.as_secs(), since.subsec_nanos());
    let racy = |entry: &git2::IndexEntry| {
        let at = u64::try_from(entry.mtime.seconds()).unwrap_or_default();
        at > seconds || at == seconds && (entry.mtime.nanoseconds() == 0 || entry.mtime.nanoseconds() >= nanos)
    };
    let doubtful: Vec<git2::IndexEntry> = index
        .iter()
        .filter(|entry| entry.mode != SUBMODULE && entry.file_size != 0 && racy(entry))
        .filter(|entry| entry.flags & 0x3000 == 0)
        .collect();
    for mut entry in doubtful {
        entry.file_size = 0;
        index.add(&entry)?;
    }
    Ok(())
}

fn entry(edit: &TreeEdit, blob: git2::Oid, data: Option<&std::fs::Metadata>) -> git2::IndexEntry {
    let zero = git2::IndexTime::new(0, 0);
    let mut entry = git2::IndexEntry {
        ctime: zero,
        mtime: zero,
        dev: 0,
        ino: 0,
        mode: edit.mode.git().into(),
        uid: 0,
        gid: 0,
        file_size: 0,
        id: blob,
        flags: 0,
        flags_extended: 0,
        path: edit.path.clone().into_bytes(),
    };
    if let Some(data) = data {
        describe(&mut entry, data);
    }
    entry
}

#[cfg(unix)]
fn describe(entry: &mut git2::IndexEntry, data: &std::fs::Metadata) {
    use std::os::unix::fs::MetadataExt;
    // The index keeps the low 32 bits of each.
    let low = |number: u64| u32::try_from(number & 0xffff_ffff).unwrap_or_default();
    let time = |seconds: i64, nanos: i64| {
        git2::IndexTime::new(
            i32::try_from(seconds).unwrap_or_default(),
            u32::try_from(nanos).unwrap_or_default(),
        )
    };
    entry.ctime = time(data.ctime(), data.ctime_nsec());
    entry.mtime = time(data.mtime(), data.mtime_nsec());
    entry.dev = low(data.dev());
    entry.ino = low(data.ino());
    entry.uid = data.uid();
    entry.gid = data.gid();
    entry.file_size = low(data.size());
}

/// Whether a file still is the one that an entry describes, with every number that the index keeps of it.
#[cfg(unix)]
pub(super) fn describes(entry: &git2::IndexEntry, data: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let low = |number: u64| u32::try_from(number & 0xffff_ffff).unwrap_or_default();
    let same = |time: git2::IndexTime, seconds: i64, nanos: i64| {
        i64::from(time.seconds()) == seconds && i64::from(time.nanoseconds()) == nanos
    };
    data.is_file()
        && same(entry.mtime, data.mtime(), data.mtime_nsec())
        && same(entry.ctime, data.ctime(), data.ctime_nsec())
        && entry.ino == low(data.ino())
        && u64::from(entry.file_size) == data.size()
}

/// Elsewhere nothing is known that no program can set back.
#[cfg(not(unix))]
pub(super) fn describes(_: &git2::IndexEntry, _: &std::fs::Metadata) -> bool {
    false
}

/// Elsewhere git looks at the content itself.
#[cfg(not(unix))]
fn describe(_: &mut git2::IndexEntry, _: &std::fs::Metadata) {}
