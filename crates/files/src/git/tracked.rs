//! Answers: which blob is a file on disk, as far as git's index can tell without reading it?
//! Invariant: silent wherever it could be wrong: a file touched since the index was written, a conflict, content that a filter changes.
//! Source: git's `gitformat-index.txt` and `racy-git.txt`; gitattributes(5).

use super::index::describes;
use super::object::object_id;
use super::repository::Repository;
use crate::model::history::ObjectId;
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// The low twelve bits of an entry's flags hold the length of its name, these two its stage.
const STAGE: u16 = 0x3000;
const KIND: u32 = 0o170_000;
const FILE: u32 = 0o100_000;

/// An attributes file larger than this is taken to filter everything.
const MOST_ATTRIBUTES: u64 = 1024 * 1024;

/// What the index says of the regular files below a folder, by path.
pub struct Tracked {
    /// Sorted by path, as the index is; each path below the folder.
    entries: Vec<git2::IndexEntry>,
    below: usize,
}

impl Tracked {
    /// Of the files below `folder`. `None` without a work tree, or with an index that cannot be read or believed.
    pub fn read(folder: &Path) -> Option<Self> {
        let repository = Repository::discover(folder).ok()?;
        let top = repository.work_tree()?;
        let mut prefix = repository.prefix_of(folder)?;
        if !prefix.is_empty() {
            prefix.push('/');
        }
        // before it is read: what is replaced meanwhile is only believed less
        let written = fs::metadata(repository.inner.path().join("index")).ok()?;
        let written = written.modified().ok()?;
        let index = repository.inner.index().ok()?;
        let mut entries = Vec::with_capacity(index.len());
        for entry in index.iter() {
            if is_attributes(&entry.path) && filters(&top.join(std::str::from_utf8(&entry.path).ok()?)) {
                return None;
            }
            let is_plain = entry.mode & KIND == FILE && entry.flags & STAGE == 0;
            if is_plain && entry.file_size > 0 && entry.path.starts_with(prefix.as_bytes()) && is_older(&entry, written)
            {
                entries.push(entry);
            }
        }
        let others = [
            top.join(".gitattributes"),
            repository.common_dir().join("info/attributes"),
        ];
        let is_filtered = others.iter().any(|file| filters(file));
        (!is_filtered && entries.is_sorted_by(|one, other| one.path < other.path)).then_some(Self {
            entries,
            below: prefix.len(),
        })
    }

    /// The content of a file that `data` was just told of; its path is below the folder. Where a filter may change
    /// content unseen (line ends), the blob has another size than the file.
    pub fn blob(&self, path: &str, data: &Metadata) -> Option<ObjectId> {
        let name = |entry: &git2::IndexEntry| entry.path.get(self.below..).unwrap_or_default().cmp(path.as_bytes());
        let at = self.entries.binary_search_by(name).ok()?;
        let entry = self.entries.get(at)?;
        describes(entry, data).then(|| object_id(entry.id))
    }
}

/// Written before the index was: a file that changes afterwards has another time.
fn is_older(entry: &git2::IndexEntry, written: SystemTime) -> bool {
    let since = written.duration_since(UNIX_EPOCH).unwrap_or_default();
    let at = (u64::try_from(entry.mtime.seconds()), entry.mtime.nanoseconds());
    matches!(at, (Ok(seconds), nanos) if (seconds, nanos) < (since.as_secs(), since.subsec_nanos()))
}

fn is_attributes(path: &[u8]) -> bool {
    path.strip_suffix(b".gitattributes")
        .is_some_and(|folder| folder.is_empty() || folder.ends_with(b"/"))
}

/// Whether attributes may make a record on disk differ from its blob by more than its line ends.
fn filters(attributes: &Path) -> bool {
    let Ok(data) = fs::symlink_metadata(attributes) else {
        return false;
    };
    if !data.is_file() || data.len() > MOST_ATTRIBUTES {
        return true;
    }
    fs::read(attributes).map_or(true, |bytes| {
        String::from_utf8_lossy(&bytes).lines().any(filters_records)
    })
}

fn filters_records(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let Some(pattern) = words.next().filter(|word| !word.starts_with('#')) else {
        return false;
    };
    // `*.psd` is no record, however it is stored
    let ending = pattern.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_other = !ending.is_empty()
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !["yml", "yaml"].contains(&ending.to_ascii_lowercase().as_str());
    let changes = |word: &str| {
        let name = word.split('=').next().unwrap_or_default();
        ["filter", "ident", "working-tree-encoding"].contains(&name)
    };
    !is_other && words.any(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_attributes_that_may_change_records_matter() {
        for (line, filtered) in [
            ("*.psd filter=lfs diff=lfs merge=lfs -text", false),
            ("*.yml filter=lfs", true),
            ("* ident", true),
            ("briefs/** working-tree-encoding=UTF-16", true),
            ("* text=auto eol=crlf", false),
            ("* -filter", false),
            ("# * filter=lfs", false),
            ("[attr]big filter=lfs", true),
            ("", false),
        ] {
            assert_eq!(filters_records(line), filtered, "{line}");
        }
    }
}
