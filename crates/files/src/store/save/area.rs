//! Answers: which locks does a write hold, and where are its own files?
//! Invariant: one crops at a time, by a lock that ends with its process; git's own lock is only ever made, never broken.
//! Source: git's `api-lockfile`; `docs/writing.md`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::change::outcome::{Holder, WriteRefused};
use crate::git::state::Target;
use crate::store::disk::{Claim, Disk, Held, LockFile};

/// What stands in git's lock while crops holds it; git itself writes an index there, which starts otherwise.
const MARK: &str = "crops holds this lock while it writes. It is removed by the next crops command that writes.\n";

/// A directory of ours in the git directory.
pub struct Area {
    directory: PathBuf,
    git: PathBuf,
}

impl Area {
    /// Makes the directory when it is not there.
    pub fn open(target: &Target, disk: Disk<'_>) -> Result<Self, WriteRefused> {
        let git = target.directory().to_path_buf();
        let directory = git.join("crops");
        disk.make_directory(&directory)?;
        Ok(Self { directory, git })
    }

    pub fn directory(&self) -> &Path {
        &self.directory
    }

    pub fn lock_file(&self) -> PathBuf {
        self.directory.join("lock")
    }

    pub fn journal(&self) -> PathBuf {
        self.directory.join("journal")
    }

    /// The index as it will be.
    pub fn next_index(&self) -> PathBuf {
        self.directory.join("index")
    }

    pub fn index(&self) -> PathBuf {
        self.git.join("index")
    }

    fn index_lock(&self) -> PathBuf {
        self.git.join("index.lock")
    }

    /// Waits until no other crops writes.
    pub fn lock(&self, disk: Disk<'_>, patience: Duration) -> Result<Held, WriteRefused> {
        wait(patience, &Holder::Crops, || {
            disk.try_lock(&self.lock_file(), LockFile::Made)
        })
    }

    /// Waits until git's lock is free, and takes it.
    pub fn lock_index(&self, disk: Disk<'_>, patience: Duration) -> Result<(), WriteRefused> {
        let mark = self.directory.join("mark");
        disk.remove(&mark)?;
        disk.create(&mark, MARK.as_bytes(), None)?;
        let lock = self.index_lock();
        let holder = Holder::Git {
            lock: lock.display().to_string(),
        };
        let taken = wait(patience, &holder, || {
            Ok(match disk.claim(&mark, &lock)? {
                Claim::Ours => Some(()),
                Claim::Taken => None,
            })
        });
        let tidied = disk.remove(&mark);
        match (taken, tidied) {
            (Ok(()), Err(error)) => {
                // Nothing is written yet: give the lock back.
                let _ = disk.remove(&lock);
                Err(error)
            }
            (taken, _) => taken,
        }
    }

    /// Gives git's lock back.
    pub fn unlock_index(&self, disk: Disk<'_>) -> Result<(), WriteRefused> {
        disk.remove(&self.index_lock())
    }

    /// Removes git's lock when a crops that is gone has left it. Only for who holds our own lock.
    pub fn unlock_left_behind(&self, disk: Disk<'_>) -> Result<LeftBehind, WriteRefused> {
        let lock = self.index_lock();
        let ours = disk.read(&lock)?.is_some_and(|bytes| bytes == MARK.as_bytes());
        if ours {
            disk.remove(&lock)?;
        }
        Ok(if ours { LeftBehind::Lock } else { LeftBehind::Nothing })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftBehind {
    Nothing,
    Lock,
}

/// Tries until it succeeds or the patience is used up. Waits 2 ms at first, then ever longer, up to 50 ms.
pub fn wait<T>(
    patience: Duration,
    holder: &Holder,
    mut attempt: impl FnMut() -> Result<Option<T>, WriteRefused>,
) -> Result<T, WriteRefused> {
    let mut waited = Duration::ZERO;
    let mut pause = Duration::from_millis(2);
    loop {
        if let Some(value) = attempt()? {
            return Ok(value);
        }
        if waited >= patience {
            return Err(WriteRefused::Busy {
                holder: holder.clone(),
                waited,
            });
        }
        std::thread::sleep(pause);
        waited += pause;
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}
