//! Answers: what did contents say that were read before, and which content has a file that was not read yet?
//! Invariant: never needed and never believed: what is missing, damaged, of another version or about another file is read again from the studio.
//! Source: `docs/decisions/0015-cache-of-parsed-files.md`; the racy files of git's index.

mod beside;
mod brief;
mod bytes;
mod file;
mod kept;
mod look;
pub mod places;
pub mod records;
mod stamp;
mod tree;

use self::places::Places;
use self::records::Records;
use super::find::Expected;
use super::read::{Defaults, Outcome, Parsed, Record};
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// With fewer new entries than this, finding them again is as fast as writing the cache.
const LEAST_ENTRIES: usize = 64;

/// Where the cache is kept, and when it is trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachePlace {
    pub folder: PathBuf,
    /// Before anything of the studio is read.
    pub now: SystemTime,
    /// A file that changes twice within one tick of the file system's clock looks as if it had changed once.
    pub settled: Duration,
    /// With as many files of unknown content, git's index is asked; with fewer, reading them is as fast.
    pub ask_git_from: usize,
}

impl CachePlace {
    pub fn new(folder: PathBuf, now: SystemTime) -> Self {
        Self {
            folder,
            now,
            settled: Duration::from_secs(2),
            ask_git_from: 500,
        }
    }
}

/// What a folder holds that matters here, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// Files that may be records.
    pub files: Vec<String>,
    pub folders: Vec<String>,
}

/// What is known of a content.
pub enum Known {
    /// Its record is made, and its findings found, anew.
    Parsed(Parsed),
    /// A record without findings: a brief, which depends on nothing but its content, its folder's name and the defaults,
    /// or one that lies beside a brief and depends on its content and its file's name.
    Read(Outcome),
}

impl Known {
    /// Whether it would be read the same at this path.
    fn fits(&self, path: &StudioPath, expected: Expected) -> bool {
        match self {
            Self::Parsed(_) => true,
            Self::Read(outcome) => match &outcome.record {
                Some(Record::Brief(brief)) => {
                    let folder = path.folder().rsplit('/').next();
                    expected == Expected::Record(RecordType::Brief) && folder == Some(brief.id.as_str())
                }
                Some(Record::Other(other)) => expected == Expected::Record(other.record),
                _ => false,
            },
        }
    }
}

/// A content that was read.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    pub parsed: &'a Parsed,
    pub outcome: &'a Outcome,
    pub defaults: Defaults,
}

/// Both parts, for a studio on disk.
pub struct Cache {
    pub places: Places,
    pub records: Records,
}

impl Cache {
    /// Empty parts where there are none, or none that can be believed; `None` for a studio whose place cannot be told.
    pub fn open(place: &CachePlace, root: &Path) -> Option<Self> {
        let (places, records) = rayon::join(|| Places::open(place, root), || Records::open(place));
        Some(Self {
            places: places?,
            records,
        })
    }
}
