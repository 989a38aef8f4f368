//! Answers: which bytes will each file of a change hold?
//! Invariant: reads only; a path leads through folders of the studio to a plain file, or to nothing.

use std::fs::{Metadata, Permissions};
use std::path::{Path, PathBuf};

use super::WriteOptions;
use crate::change::outcome::{Obstacle, WriteRefused};
use crate::change::{Change, FileEdit};
use crate::model::place::StudioPath;
use crate::store::disk::Disk;
use crate::store::mark::mark_of;
use crate::store::yaml::apply;

/// One file before and after. At least one of the two is there, and they differ.
pub struct Prepared {
    pub path: StudioPath,
    /// On this machine.
    pub place: PathBuf,
    pub before: Option<Current>,
    /// `None` takes the file away.
    pub after: Option<Vec<u8>>,
}

/// A file as it is on disk.
pub struct Current {
    pub bytes: Vec<u8>,
    pub permissions: Permissions,
}

/// The new contents, in the order of the change, without the files that stay as they are.
pub fn prepare(root: &Path, change: &Change, options: &WriteOptions<'_>) -> Result<Vec<Prepared>, WriteRefused> {
    let mut prepared = Vec::with_capacity(change.files.len());
    for (position, edit) in change.files.iter().enumerate() {
        let path = edit.path();
        if change.files[..position].iter().any(|other| other.path() == path) {
            return Err(WriteRefused::TwiceInOneChange { path: path.clone() });
        }
        let place = root.join(path.as_str());
        let before = current(root, path, &place, options.disk)?;
        compare(path, before.as_ref(), options)?;
        let after = after(edit, before.as_ref())?;
        if before.as_ref().map(|current| &current.bytes) != after.as_ref() {
            prepared.push(Prepared {
                path: path.clone(),
                place,
                before,
                after,
            });
        }
    }
    Ok(prepared)
}

fn current(root: &Path, path: &StudioPath, place: &Path, disk: Disk<'_>) -> Result<Option<Current>, WriteRefused> {
    let mut folder = root.to_path_buf();
    let parts: Vec<&str> = path.as_str().split('/').collect();
    for part in &parts[..parts.len() - 1] {
        folder.push(part);
        let Some(data) = disk.inspect(&folder)? else {
            return Ok(None);
        };
        let nested = || disk.inspect(&folder.join(".git"));
        let obstacle = match obstacle(&data) {
            Obstacle::Directory if nested()?.is_none() => continue,
            Obstacle::Directory => Obstacle::Submodule,
            other => other,
        };
        return Err(in_the_way(&folder, obstacle));
    }
    let Some(data) = disk.inspect(place)? else {
        return Ok(None);
    };
    match obstacle(&data) {
        Obstacle::File => Ok(disk.read(place)?.map(|bytes| Current {
            bytes,
            permissions: data.permissions(),
        })),
        other => Err(in_the_way(place, other)),
    }
}

fn obstacle(data: &Metadata) -> Obstacle {
    let kind = data.file_type();
    if kind.is_symlink() {
        Obstacle::SymbolicLink
    } else if kind.is_dir() {
        Obstacle::Directory
    } else if kind.is_file() {
        Obstacle::File
    } else {
        Obstacle::Special
    }
}

fn in_the_way(place: &Path, obstacle: Obstacle) -> WriteRefused {
    WriteRefused::InTheWay {
        path: place.display().to_string(),
        obstacle,
    }
}

/// Refuses when the file is not what it was when the change was decided.
fn compare(path: &StudioPath, before: Option<&Current>, options: &WriteOptions<'_>) -> Result<(), WriteRefused> {
    let Some(then) = options.basis.get(path) else {
        return Ok(());
    };
    let now = before.and_then(|current| mark_of(&current.bytes));
    if now == Some(*then) {
        Ok(())
    } else {
        Err(WriteRefused::ChangedMeanwhile { path: path.clone() })
    }
}

fn after(edit: &FileEdit, before: Option<&Current>) -> Result<Option<Vec<u8>>, WriteRefused> {
    match (edit, before) {
        (FileEdit::Create { text, .. }, None) => Ok(Some(text.clone().into_bytes())),
        (FileEdit::Create { path, .. }, Some(_)) => Err(WriteRefused::AlreadyThere { path: path.clone() }),
        (FileEdit::Restore { bytes, .. }, _) => Ok(Some(bytes.clone())),
        (FileEdit::Replace { path, was, .. }, Some(current)) if current.bytes != was.as_bytes() => {
            Err(WriteRefused::ChangedMeanwhile { path: path.clone() })
        }
        (FileEdit::Replace { text, .. }, Some(_)) => Ok(Some(text.clone().into_bytes())),
        (FileEdit::Remove { .. }, Some(_)) => Ok(None),
        (FileEdit::Edit { path, .. } | FileEdit::Replace { path, .. } | FileEdit::Remove { path }, None) => {
            Err(WriteRefused::Missing { path: path.clone() })
        }
        (FileEdit::Edit { path, edits }, Some(current)) => {
            let text = std::str::from_utf8(&current.bytes).map_err(|_| WriteRefused::NotUtf8 { path: path.clone() })?;
            let edited = apply(text, edits).map_err(|why| WriteRefused::EditRefused {
                path: path.clone(),
                why,
            })?;
            Ok(Some(edited.into_bytes()))
        }
    }
}
