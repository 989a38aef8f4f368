//! Answers: what does a write do to the disk, call by call?
//! Invariant: every call of a write goes through here, so that a test can count them, fail each and stop at each.
//! Source: `docs/writing.md`, "What can go wrong".

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::change::outcome::{DiskFault, WriteRefused};

/// One call that reads or changes the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    Inspect,
    Read,
    MakeDirectory,
    RemoveDirectory,
    Create,
    Write,
    SetMode,
    Sync,
    Rename,
    Link,
    Copy,
    Remove,
    TakeLock,
    /// Blobs, trees and the commit, by libgit2.
    AddObjects,
    /// The copy of the index, by libgit2.
    ChangeIndexCopy,
    /// The branch and its reflog, by libgit2.
    MoveBranch,
}

/// Asked before every call; an error stands for the call's own.
pub trait Faults {
    fn before(&self, call: Call, path: &Path) -> io::Result<()>;
}

/// The disk as it is.
pub struct NoFaults;

impl Faults for NoFaults {
    fn before(&self, _: Call, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

#[derive(Clone, Copy)]
pub struct Disk<'a> {
    faults: &'a dyn Faults,
}

impl Disk<'static> {
    pub fn real() -> Self {
        Self { faults: &NoFaults }
    }
}

impl<'a> Disk<'a> {
    pub fn with(faults: &'a dyn Faults) -> Self {
        Self { faults }
    }

    fn call<T>(self, call: Call, path: &Path, act: impl FnOnce() -> io::Result<T>) -> Result<T, WriteRefused> {
        self.attempt(call, path, act).map_err(|error| refused(path, &error))
    }

    fn attempt<T>(self, call: Call, path: &Path, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.faults.before(call, path)?;
        act()
    }

    /// A call that libgit2 makes.
    pub fn git<T>(
        self,
        call: Call,
        path: &Path,
        act: impl FnOnce() -> Result<T, WriteRefused>,
    ) -> Result<T, WriteRefused> {
        self.call(call, path, || Ok(()))?;
        act()
    }

    /// What is at a path itself, not where a link leads; `None` when nothing is.
    pub fn inspect(self, path: &Path) -> Result<Option<fs::Metadata>, WriteRefused> {
        self.call(Call::Inspect, path, || absent_is_none(fs::symlink_metadata(path)))
    }

    /// The bytes of a file; `None` when nothing is there.
    pub fn read(self, path: &Path) -> Result<Option<Vec<u8>>, WriteRefused> {
        self.call(Call::Read, path, || absent_is_none(fs::read(path)))
    }

    /// Makes one directory; one that is there already is fine.
    pub fn make_directory(self, path: &Path) -> Result<(), WriteRefused> {
        self.call(Call::MakeDirectory, path, || match fs::create_dir(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
            made => made,
        })
    }

    /// Removes a directory when nothing is in it; otherwise it stays.
    pub fn remove_empty_directory(self, path: &Path) {
        let _ = self.attempt(Call::RemoveDirectory, path, || fs::remove_dir(path));
    }

    /// A new file with these bytes, and with the mode of another; not yet durable.
    pub fn create(self, path: &Path, bytes: &[u8], like: Option<&fs::Permissions>) -> Result<(), WriteRefused> {
        let mut file = self.call(Call::Create, path, || File::create_new(path))?;
        self.call(Call::Write, path, || file.write_all(bytes))?;
        if let Some(mode) = like {
            self.call(Call::SetMode, path, || file.set_permissions(mode.clone()))?;
        }
        Ok(())
    }

    pub fn rename(self, from: &Path, to: &Path) -> Result<(), WriteRefused> {
        self.call(Call::Rename, to, || fs::rename(from, to))
    }

    /// A second name for a file, or a copy where there are no second names.
    pub fn keep(self, from: &Path, to: &Path) -> Result<(), WriteRefused> {
        match self.attempt(Call::Link, to, || fs::hard_link(from, to)) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(refused(to, &error)),
            Err(_) => {
                self.call(Call::Copy, to, || fs::copy(from, to).map(drop))?;
                self.sync(&[to.to_path_buf()])
            }
        }
    }

    /// Gives a file a name that nothing has yet; tells whether something had it.
    pub fn claim(self, from: &Path, to: &Path) -> Result<Claim, WriteRefused> {
        let linked = self.attempt(Call::Link, to, || fs::hard_link(from, to));
        let taken = match linked {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                // A file system without second names: an exclusive copy does, if not in one step.
                let bytes = self.read(from)?.unwrap_or_default();
                self.attempt(Call::Create, to, || {
                    File::create_new(to).and_then(|mut file| file.write_all(&bytes))
                })
            }
            linked => linked,
        };
        match taken {
            Ok(()) => Ok(Claim::Ours),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(Claim::Taken),
            Err(error) => Err(refused(to, &error)),
        }
    }

    /// Removes a file; one that is not there is fine.
    pub fn remove(self, path: &Path) -> Result<(), WriteRefused> {
        self.call(Call::Remove, path, || absent_is_none(fs::remove_file(path)).map(drop))
    }

    /// Makes files, and the names in directories, durable. All at once: a disk makes many durable in about the time of one.
    pub fn sync(self, paths: &[PathBuf]) -> Result<(), WriteRefused> {
        for path in paths {
            self.call(Call::Sync, path, || Ok(()))?;
        }
        let outcomes: Vec<io::Result<()>> = std::thread::scope(|scope| {
            let running: Vec<_> = paths.iter().map(|path| scope.spawn(|| sync_one(path))).collect();
            let ended = running.into_iter().map(std::thread::ScopedJoinHandle::join);
            ended
                .map(|outcome| outcome.unwrap_or_else(|_| Err(io::ErrorKind::Other.into())))
                .collect()
        });
        for (path, outcome) in paths.iter().zip(outcomes) {
            outcome.map_err(|error| refused(path, &error))?;
        }
        Ok(())
    }

    /// Tries to lock a file; `None` when another process has it.
    /// The system lets go of it when its holder ends, however it ends.
    pub fn try_lock(self, path: &Path, lock: LockFile) -> Result<Option<Held>, WriteRefused> {
        self.call(Call::TakeLock, path, || {
            let file = match lock {
                LockFile::Made => File::options().write(true).create(true).truncate(false).open(path)?,
                LockFile::Existing => File::open(path)?,
            };
            match file.try_lock() {
                Ok(()) => Ok(Some(Held(file))),
                Err(fs::TryLockError::WouldBlock) => Ok(None),
                Err(fs::TryLockError::Error(error)) => Err(error),
            }
        })
    }
}

/// A lock, until it is dropped.
pub struct Held(File);

impl Drop for Held {
    fn drop(&mut self) {
        // A program that is being started at this moment has the file open too: closing it here would not be enough.
        let _ = self.0.unlock();
    }
}

/// What is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockFile {
    /// A file for this alone, made when it is not there.
    Made,
    /// A file with another use, which stays as it is.
    Existing,
}

/// Whether a name could be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    Ours,
    Taken,
}

/// Elsewhere than on Unix a file that is open for reading cannot be made durable: the system's own order has to do.
fn sync_one(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(path)?.sync_all()
    } else {
        Ok(())
    }
}

fn absent_is_none<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

fn refused(path: &Path, error: &io::Error) -> WriteRefused {
    let fault = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => DiskFault::Full,
        io::ErrorKind::ReadOnlyFilesystem => DiskFault::ReadOnly,
        io::ErrorKind::PermissionDenied => DiskFault::Denied,
        _ => DiskFault::Other {
            detail: error.to_string(),
        },
    };
    WriteRefused::Disk {
        path: path.display().to_string(),
        fault,
    }
}
