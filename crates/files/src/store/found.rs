//! Answers: where does a new studio begin, and in which repository?
//! Invariant: what is made here and not needed in the end is removed again.

use super::disk::Disk;
use super::find::{SETTINGS, studio_root};
use crate::change::outcome::WriteRefused;
use crate::git;
use std::path::{Path, PathBuf};

/// The directory of a studio to be.
pub struct Ground {
    pub root: PathBuf,
    /// Directories that were made for it, outermost first.
    made: Vec<PathBuf>,
    repository: NewRepository,
}

/// Whether a repository was made for the studio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewRepository {
    Made,
    Not,
}

/// The studio that a directory is in already: no second one is made inside.
pub fn studio_around(directory: &Path) -> Option<PathBuf> {
    let there = directory.ancestors().find(|place| place.is_dir())?;
    let there = there.canonicalize().ok()?;
    studio_root(&there).or_else(|| directory.join(SETTINGS).exists().then(|| directory.to_path_buf()))
}

impl Ground {
    /// Makes the directory, with the folders above it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn prepare(directory: &Path, disk: Disk<'_>) -> Result<Self, WriteRefused> {
        let missing: Vec<PathBuf> = directory
            .ancestors()
            .take_while(|place| !place.as_os_str().is_empty() && !place.exists())
            .map(Path::to_path_buf)
            .collect();
        let mut ground = Self {
            root: directory.to_path_buf(),
            made: Vec::new(),
            repository: NewRepository::Not,
        };
        for folder in missing.into_iter().rev() {
            match disk.make_directory(&folder) {
                Ok(()) => ground.made.push(folder),
                Err(error) => {
                    ground.give_back(disk);
                    return Err(error);
                }
            }
        }
        Ok(ground)
    }

    /// Makes a repository where there is none.
    ///
    /// # Errors
    /// When the disk refuses, or the directory is in a repository that takes no studio.
    pub fn in_repository(&mut self, branch: &str) -> Result<NewRepository, WriteRefused> {
        if git::state::find(&self.root)?.is_none() {
            git::found::create(&self.root, branch)?;
            self.repository = NewRepository::Made;
        }
        Ok(self.repository)
    }

    /// Removes what was made and holds nothing.
    pub fn give_back(&self, disk: Disk<'_>) {
        if self.repository == NewRepository::Made {
            // It was made a moment ago and holds no commit.
            let _ = std::fs::remove_dir_all(self.root.join(".git"));
        }
        for folder in self.made.iter().rev() {
            disk.remove_empty_directory(folder);
        }
    }
}

/// The time zone that this machine is set to; `None` when it does not say by name.
pub fn machine_zone() -> Option<chrono_tz::Tz> {
    let link = std::fs::read_link("/etc/localtime").ok()?;
    let (_, name) = link.to_str()?.split_once("zoneinfo/")?;
    name.parse().ok()
}
