//! Answers: what is left of a write that was interrupted, and how is it completed or taken back?
//! Invariant: done again after a second interruption, it ends the same; a file that changed since stays as it is.
//! Source: `docs/writing.md`, "A write that was interrupted".

use super::area::{Area, LeftBehind};
use super::journal::{Before, Journal, JournalFile, place, sha256};
use super::placing::Names;
use crate::change::outcome::{Recovery, WriteRefused};
use crate::git::state::Target;
use crate::store::disk::Disk;

/// Ends what was interrupted. `None` when nothing was. Only for who holds our own lock.
pub fn recover(target: &Target, area: &Area, disk: Disk<'_>) -> Result<Option<Recovery>, WriteRefused> {
    let Some(journal) = Journal::load(area, disk)? else {
        let left = area.unlock_left_behind(disk)?;
        disk.remove(&area.next_index())?;
        return Ok((left == LeftBehind::Lock).then_some(Recovery::TakenBack));
    };
    let recovery = if target.contains(&journal.branch, journal.to)? {
        complete(area, &journal, disk)?;
        Recovery::Completed
    } else {
        for (position, file) in journal.files.iter().enumerate() {
            take_back(target, area, &journal, (position, file), disk)?;
        }
        Recovery::TakenBack
    };
    let names = Names::in_area(area.directory());
    for (position, file) in journal.files.iter().enumerate() {
        let there = place(target.workdir(), &file.path);
        disk.remove(&names.old_content(position, &there))?;
        disk.remove(&names.new_content(&there))?;
    }
    if recovery == Recovery::TakenBack {
        for folder in journal.made.iter().rev() {
            disk.remove_empty_directory(&place(target.workdir(), folder));
        }
    }
    disk.remove(&area.next_index())?;
    area.unlock_left_behind(disk)?;
    disk.remove(&area.journal())?;
    Ok(Some(recovery))
}

/// The commit is made: git's index follows, unless something else changed it since.
fn complete(area: &Area, journal: &Journal, disk: Disk<'_>) -> Result<(), WriteRefused> {
    let now = disk.read(&area.index())?.map(|bytes| sha256(&bytes));
    if now == journal.index && disk.inspect(&area.next_index())?.is_some() {
        disk.rename(&area.next_index(), &area.index())?;
    }
    Ok(())
}

/// Brings one file back to what it was, when it still is what we made of it and no commit holds that.
fn take_back(
    target: &Target,
    area: &Area,
    journal: &Journal,
    (position, file): (usize, &JournalFile),
    disk: Disk<'_>,
) -> Result<(), WriteRefused> {
    let there = place(target.workdir(), &file.path);
    let now = disk.read(&there)?.map(|bytes| sha256(&bytes));
    let ours = now.as_ref() == file.after.as_ref().map(|(hash, _)| hash);
    let tip = target.commit_of(&journal.branch)?;
    let since = tip != journal.from && target.committed(tip, &file.path)? == file.after.as_ref().map(|(_, blob)| *blob);
    if !ours || since {
        return Ok(());
    }
    let old = Names::in_area(area.directory()).old_content(position, &there);
    match file.before {
        Before::Nothing => disk.remove(&there),
        Before::File if disk.inspect(&old)?.is_some() => disk.rename(&old, &there),
        Before::File => Ok(()),
    }
}
