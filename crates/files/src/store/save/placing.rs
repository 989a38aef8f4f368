//! Answers: how do new contents replace old ones, and how are they taken back?
//! Invariant: each file holds its old or its new bytes at every moment; nothing is thrown away before all are in place.
//! Source: rename(2); Pillai et al. (2014), "All File Systems Are Not Created Equal".

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::contents::Prepared;
use crate::change::outcome::WriteRefused;
use crate::store::disk::Disk;

/// How the files that a write needs for itself are called.
pub struct Names {
    /// Where old contents are kept; beside the files when there is no place of our own.
    area: Option<PathBuf>,
    tag: String,
}

impl Names {
    /// In a repository: the same names each time, so that what was left behind is found again.
    pub fn in_area(directory: &Path) -> Self {
        Self {
            area: Some(directory.to_path_buf()),
            tag: "tmp".into(),
        }
    }

    /// Without one: names that no other process uses.
    pub fn beside() -> Self {
        Self {
            area: None,
            tag: std::process::id().to_string(),
        }
    }

    /// The new content, in the same folder, so that a rename puts it in place.
    pub fn new_content(&self, place: &Path) -> PathBuf {
        beside(place, &format!("crops-{}", self.tag))
    }

    /// The old content.
    pub fn old_content(&self, position: usize, place: &Path) -> PathBuf {
        match &self.area {
            Some(area) => area.join(format!("{position}.old")),
            None => beside(place, &format!("crops-{}-old", self.tag)),
        }
    }
}

fn beside(place: &Path, ending: &str) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}.{ending}"))
}

/// Files on their way.
#[derive(Default)]
pub struct Placing {
    /// Directories that were made, outermost first.
    made: Vec<PathBuf>,
    /// New contents that may still stand under their own name.
    waiting: Vec<PathBuf>,
    /// Files that have their new content: where, and where the old one is.
    placed: Vec<(PathBuf, Option<PathBuf>)>,
    kept: Vec<PathBuf>,
    /// Directories that may be empty now.
    emptied: BTreeSet<PathBuf>,
}

impl Placing {
    /// Puts all files in place, or none.
    pub fn place(disk: Disk<'_>, root: &Path, names: &Names, files: &[Prepared]) -> Result<Self, WriteRefused> {
        let mut placing = Self::default();
        match placing.all(disk, root, names, files) {
            Ok(()) => Ok(placing),
            Err(error) => {
                // What could not be taken back now is taken back by the next write, from the journal.
                let _ = placing.take_back(disk);
                Err(error)
            }
        }
    }

    fn all(&mut self, disk: Disk<'_>, root: &Path, names: &Names, files: &[Prepared]) -> Result<(), WriteRefused> {
        for (position, file) in files.iter().enumerate() {
            self.make_directories(disk, root, &file.place)?;
            if file.before.is_some() {
                let old = names.old_content(position, &file.place);
                self.kept.push(old.clone());
                disk.keep(&file.place, &old)?;
            }
            if let Some(bytes) = &file.after {
                let new = names.new_content(&file.place);
                self.waiting.push(new.clone());
                let mode = file.before.as_ref().map(|current| &current.permissions);
                disk.create(&new, bytes, mode)?;
            }
        }
        disk.sync(&self.waiting)?;
        for (position, file) in files.iter().enumerate() {
            self.put(disk, root, names, position, file)?;
        }
        Ok(())
    }

    /// The directories whose names have changed, to be made durable.
    pub fn folders(&self) -> Vec<PathBuf> {
        let changed = self.placed.iter().map(|(place, _)| place).chain(&self.made);
        let folders: BTreeSet<PathBuf> = changed
            .filter_map(|place| Some(place.parent()?.to_path_buf()))
            .collect();
        folders
            .into_iter()
            .filter(|folder| !self.emptied.contains(folder))
            .collect()
    }

    fn make_directories(&mut self, disk: Disk<'_>, root: &Path, place: &Path) -> Result<(), WriteRefused> {
        for folder in missing_directories(disk, root, place)? {
            self.made.push(folder.clone());
            disk.make_directory(&folder)?;
        }
        Ok(())
    }

    fn put(
        &mut self,
        disk: Disk<'_>,
        root: &Path,
        names: &Names,
        position: usize,
        file: &Prepared,
    ) -> Result<(), WriteRefused> {
        // An editor may have saved the file since it was read.
        let now = disk.read(&file.place)?;
        if now.as_ref() != file.before.as_ref().map(|current| &current.bytes) {
            return Err(WriteRefused::ChangedMeanwhile {
                path: file.path.clone(),
            });
        }
        let old = file.before.is_some().then(|| names.old_content(position, &file.place));
        if file.after.is_some() {
            disk.rename(&names.new_content(&file.place), &file.place)?;
        } else {
            disk.remove(&file.place)?;
            let folders = file.place.ancestors().skip(1).take_while(|folder| *folder != root);
            self.emptied.extend(folders.map(Path::to_path_buf));
        }
        self.placed.push((file.place.clone(), old));
        Ok(())
    }

    /// Brings the old contents back.
    pub fn take_back(self, disk: Disk<'_>) -> Result<(), WriteRefused> {
        let mut first = Ok(());
        let mut note = |result: Result<(), WriteRefused>| {
            if first.is_ok() {
                first = result;
            }
        };
        for (place, old) in self.placed.iter().rev() {
            note(match old {
                Some(old) => disk.rename(old, place),
                None => disk.remove(place),
            });
        }
        for waiting in &self.waiting {
            note(disk.remove(waiting));
        }
        for made in self.made.iter().rev() {
            disk.remove_empty_directory(made);
        }
        // An old content that is still needed is not thrown away.
        if first.is_ok() {
            for old in &self.kept {
                first = first.and(disk.remove(old));
            }
        }
        first
    }

    /// The new contents stay: throws the old ones away.
    pub fn finish(self, disk: Disk<'_>) -> Result<(), WriteRefused> {
        for folder in self.emptied.iter().rev() {
            disk.remove_empty_directory(folder);
        }
        self.kept.iter().try_for_each(|old| disk.remove(old))
    }
}

/// The folders that a file needs and that are not there, outermost first.
pub fn missing_directories(disk: Disk<'_>, root: &Path, place: &Path) -> Result<Vec<PathBuf>, WriteRefused> {
    let mut missing = Vec::new();
    for folder in place.ancestors().skip(1) {
        if folder == root || disk.inspect(folder)?.is_some() {
            break;
        }
        missing.push(folder.to_path_buf());
    }
    missing.reverse();
    Ok(missing)
}
