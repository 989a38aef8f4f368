//! Answers: how does a change become files and one commit?
//! Invariant: files, index and history are as before or as after, also when the process is killed in between;
//! the user's other staged and unstaged work is never touched.
//! Source: `docs/writing.md`, `docs/decisions/0009-one-change-one-commit.md`.

mod area;
mod attempt;
mod contents;
pub mod follow;
mod journal;
mod placing;
mod recover;

use std::path::Path;
use std::time::Duration;

use crate::change::Change;
use crate::change::outcome::{FileChange, FileChangeKind, Holder, Outcome, WriteNote, WriteRefused, Written};
use crate::git::identity::{IdentityHints, Moment};
use crate::git::state::{Target, find};
use crate::git::unified::unified;
use crate::store::disk::{Disk, LockFile};
use crate::store::mark::AsRead;

use area::Area;
use contents::{Prepared, prepare};
use placing::{Names, Placing};

/// How long a write waits for another one before it gives up, when nothing else is asked for.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// What a write needs to know beside the change.
pub struct WriteOptions<'a> {
    pub mode: WriteMode,
    pub own_edits: OwnEdits,
    pub identity: &'a IdentityHints,
    pub now: Moment,
    /// How long to wait for another writer.
    pub patience: Duration,
    /// What the files were when the change was decided; files not in it are not compared.
    pub basis: &'a AsRead,
    pub disk: Disk<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteMode {
    Commit,
    /// `--no-commit`
    FilesOnly,
    /// `--dry-run`
    Preview,
}

/// What to do with the user's own edits in files that the change touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnEdits {
    Refuse,
    /// `--include`
    Include,
}

/// Writes a change to the studio in a directory.
///
/// # Errors
/// Nothing was written, or all of it was taken back.
pub fn commit_change(root: &Path, change: &Change, options: &WriteOptions<'_>) -> Result<Written, WriteRefused> {
    match options.mode {
        // Files can be written in a repository that takes no commit.
        WriteMode::FilesOnly => files_only(root, find(root).ok().flatten().as_ref(), change, options),
        WriteMode::Commit => match find(root)? {
            None => files_only(root, None, change, options),
            Some(target) => attempt::commit(root, &target, change, options),
        },
        WriteMode::Preview => match find(root)? {
            None => preview(change, &prepare(root, change, options)?),
            Some(target) => attempt::preview(root, &target, change, options),
        },
    }
}

fn preview(change: &Change, prepared: &[Prepared]) -> Result<Written, WriteRefused> {
    let files = prepared.iter().map(file_change).collect::<Result<Vec<_>, _>>()?;
    let outcome = if files.is_empty() {
        Outcome::Unchanged
    } else {
        Outcome::Preview
    };
    Ok(written(change, outcome, files, Vec::new()))
}

fn files_only(
    root: &Path,
    target: Option<&Target>,
    change: &Change,
    options: &WriteOptions<'_>,
) -> Result<Written, WriteRefused> {
    let disk = options.disk;
    let area = target.map(|target| Area::open(target, disk)).transpose()?;
    let settings = root.join("crops.yml");
    let lock = |disk: Disk<'_>| match &area {
        Some(area) => disk.try_lock(&area.lock_file(), LockFile::Made),
        None => disk.try_lock(&settings, LockFile::Existing),
    };
    // A studio that is being made has nothing to lock yet.
    let lockable = area.is_some() || disk.inspect(&settings)?.is_some();
    let _held = lockable
        .then(|| area::wait(options.patience, &Holder::Crops, || lock(disk)))
        .transpose()?;
    if let (Some(area), Some(target)) = (&area, target) {
        recover::recover(target, area, disk)?;
    }
    let prepared = prepare(root, change, options)?;
    let files = prepared.iter().map(file_change).collect::<Result<Vec<_>, _>>()?;
    let outcome = match (files.is_empty(), options.mode) {
        (true, _) => Outcome::Unchanged,
        (false, WriteMode::FilesOnly) => Outcome::FilesOnly,
        (false, _) => Outcome::NoRepository,
    };
    let names = Names::beside();
    let placing = Placing::place(disk, root, &names, &prepared)?;
    if let Err(error) = disk.sync(&placing.folders()) {
        let _ = placing.take_back(disk);
        return Err(error);
    }
    let untidy = placing.finish(disk).err();
    let notes = untidy
        .map(|why| WriteNote::NotTidied { why: Box::new(why) })
        .into_iter()
        .collect();
    Ok(written(change, outcome, files, notes))
}

fn written(change: &Change, outcome: Outcome, files: Vec<FileChange>, notes: Vec<WriteNote>) -> Written {
    Written {
        outcome,
        subject: change.message.subject.clone(),
        body: change.message.body.clone(),
        files,
        notes,
    }
}

fn file_change(prepared: &Prepared) -> Result<FileChange, WriteRefused> {
    let before = prepared.before.as_ref().map(|current| current.bytes.as_slice());
    changed(prepared, before)
}

/// The change of one file, shown against other bytes than those on disk.
fn changed(prepared: &Prepared, before: Option<&[u8]>) -> Result<FileChange, WriteRefused> {
    let after = prepared.after.as_deref();
    Ok(FileChange {
        path: prepared.path.clone(),
        kind: match (before, after) {
            (None, _) => FileChangeKind::Created,
            (_, None) => FileChangeKind::Removed,
            _ => FileChangeKind::Edited,
        },
        diff: unified(prepared.path.as_str(), before, after)?,
        included: None,
    })
}
