//! Answers: in which order does a change become a commit?
//! Invariant: objects, journal, files, copy of the index, branch, index: what comes before the branch can be taken back,
//! what comes after it can be completed.
//! Source: `docs/decisions/0009-one-change-one-commit.md`.

use std::path::Path;

use super::area::Area;
use super::contents::{Prepared, prepare};
use super::journal::{Before, Journal, JournalFile, sha256};
use super::placing::{Names, Placing, missing_directories};
use super::recover::recover;
use super::{OwnEdits, WriteOptions, changed, file_change, written};
use crate::change::outcome::{FileChange, Outcome, OwnEdit, OwnEditKind, WriteNote, WriteRefused, Written};
use crate::change::{Change, FileEdit, Message};
use crate::git::identity::Identity;
use crate::git::index::{Described, IndexNow, Indexed};
use crate::git::object::blob_id;
use crate::git::state::{Target, Tip};
use crate::git::write::{Advance, CommitFacts, FileMode, TreeEdit};
use crate::model::history::ObjectId;
use crate::model::place::StudioPath;
use crate::store::disk::{Call, Disk};

/// How often a write starts again because the branch moved.
const TRIES: u32 = 5;

/// Everything that is decided before something changes.
struct Plan {
    tip: Tip,
    who: Identity,
    files: Vec<Planned>,
}

struct Planned {
    prepared: Prepared,
    /// As git stores it.
    stored: Option<Vec<u8>>,
    mode: FileMode,
    shown: FileChange,
}

pub fn preview(
    root: &Path,
    target: &Target,
    change: &Change,
    options: &WriteOptions<'_>,
) -> Result<Written, WriteRefused> {
    let plan = plan(root, target, change, options)?;
    let files: Vec<FileChange> = plan.files.into_iter().map(|file| file.shown).collect();
    let outcome = if files.is_empty() {
        Outcome::Unchanged
    } else {
        Outcome::Preview
    };
    Ok(written(change, outcome, files, target.not_run()))
}

pub fn commit(
    root: &Path,
    target: &Target,
    change: &Change,
    options: &WriteOptions<'_>,
) -> Result<Written, WriteRefused> {
    let disk = options.disk;
    // Said before any lock is waited for.
    target.ready()?;
    target.identity(options.identity)?;
    let area = Area::open(target, disk)?;
    let _held = area.lock(disk, options.patience)?;
    let recovery = recover(target, &area, disk)?;
    area.lock_index(disk, options.patience)?;
    let done = tries(root, target, &area, change, options);
    let unlocked = area.unlock_index(disk);
    let mut written = done?;
    if let Err(error) = unlocked {
        written.notes.push(not_updated(&error));
    }
    written.notes.extend(recovery.map(WriteNote::Recovered));
    written.notes.extend(target.not_run());
    Ok(written)
}

fn tries(
    root: &Path,
    target: &Target,
    area: &Area,
    change: &Change,
    options: &WriteOptions<'_>,
) -> Result<Written, WriteRefused> {
    let mut branch = String::new();
    for _ in 0..TRIES {
        let plan = plan(root, target, change, options)?;
        if plan.files.is_empty() {
            return Ok(written(change, Outcome::Unchanged, Vec::new(), Vec::new()));
        }
        branch = plan.tip.branch_name().to_string();
        if let Some(written) = carry_out(root, target, area, change, options, plan)? {
            return Ok(written);
        }
    }
    Err(WriteRefused::BranchKeepsMoving { branch, tries: TRIES })
}

fn plan(root: &Path, target: &Target, change: &Change, options: &WriteOptions<'_>) -> Result<Plan, WriteRefused> {
    let tip = target.ready()?;
    let who = target.identity(options.identity)?;
    let index = IndexNow::read(&target.index_path())?;
    for edit in &change.files {
        refuse_indexed(target, &index, edit)?;
    }
    let prepared = prepare(root, change, options)?;
    let mut files = Vec::with_capacity(prepared.len());
    let mut own = Vec::new();
    for prepared in prepared {
        let planned = planned(target, &tip, &index, prepared)?;
        own.extend(planned.shown.included.clone());
        files.push(planned);
    }
    if options.own_edits == OwnEdits::Refuse && !own.is_empty() {
        return Err(WriteRefused::OwnEdits { edits: own });
    }
    Ok(Plan { tip, who, files })
}

/// Refuses paths that git's index knows as something else than a file of the working tree.
fn refuse_indexed(target: &Target, index: &IndexNow, edit: &FileEdit) -> Result<(), WriteRefused> {
    let path = edit.path();
    let full = target.path_of(path);
    match index.at(&full) {
        Indexed::Unmerged => Err(WriteRefused::Unmerged { path: path.clone() }),
        Indexed::Skipped => Err(WriteRefused::OutsideSparseCheckout { path: path.clone() }),
        Indexed::Obstacle(obstacle) => Err(WriteRefused::InTheWay { path: full, obstacle }),
        Indexed::File(..) => Ok(()),
        Indexed::Absent => match index.differing_in_case(&full) {
            Some(existing) => Err(WriteRefused::CaseClash {
                path: path.clone(),
                existing,
            }),
            None if target.ignores(path)? => Err(WriteRefused::Ignored { path: path.clone() }),
            None => Ok(()),
        },
    }
}

fn planned(target: &Target, tip: &Tip, index: &IndexNow, prepared: Prepared) -> Result<Planned, WriteRefused> {
    let full = target.path_of(&prepared.path);
    let committed = target.committed(tip.commit, &full)?;
    let (indexed, mode) = match index.at(&full) {
        Indexed::File(blob, mode) => (Some(blob), mode),
        _ => (None, FileMode::Plain),
    };
    let stored = |bytes: &[u8]| target.stored(&prepared.path, bytes, indexed);
    let before = prepared
        .before
        .as_ref()
        .map(|current| stored(&current.bytes).and_then(|bytes| blob_id(&bytes)))
        .transpose()?;
    let after = prepared.after.as_deref().map(stored).transpose()?;
    let mut shown = file_change(&prepared)?;
    if let Some(kind) = own_edit(committed, indexed, before) {
        // The commit would hold the user's edits too: show them.
        let base = committed.map(|blob| target.blob(blob)).transpose()?;
        shown = changed(&prepared, base.as_deref())?;
        shown.included = Some(OwnEdit {
            path: prepared.path.clone(),
            kind,
        });
    }
    Ok(Planned {
        prepared,
        stored: after,
        mode,
        shown,
    })
}

/// What the user has done to a file since the last commit.
fn own_edit(committed: Option<ObjectId>, indexed: Option<ObjectId>, on_disk: Option<ObjectId>) -> Option<OwnEditKind> {
    let (staged, unstaged) = (committed != indexed, indexed != on_disk);
    match (staged, unstaged) {
        (false, false) => None,
        _ if indexed.is_none() && committed.is_none() => Some(OwnEditKind::Untracked),
        _ if on_disk.is_none() || indexed.is_none() => Some(OwnEditKind::Deleted),
        (true, false) => Some(OwnEditKind::Staged),
        (false, true) => Some(OwnEditKind::Unstaged),
        (true, true) => Some(OwnEditKind::StagedAndUnstaged),
    }
}

/// `None` when the branch moved and everything was taken back.
fn carry_out(
    root: &Path,
    target: &Target,
    area: &Area,
    change: &Change,
    options: &WriteOptions<'_>,
    plan: Plan,
) -> Result<Option<Written>, WriteRefused> {
    let disk = options.disk;
    let (commit, edits) = objects(target, &plan, &change.message, options)?;
    let objects = target.loose_files(&target.objects_of(commit, &edits)?);
    let journal = journal(root, target, area, &plan, (commit, &edits), disk)?;
    journal.save(area, objects, disk)?;
    let (prepared, shown) = split(plan.files);
    let placed = Placing::place(disk, root, &Names::in_area(area.directory()), &prepared);
    let placing = match placed {
        Ok(placing) => placing,
        Err(error) => return Err(give_up(target, area, disk, error)),
    };
    let ready = copy_index(target, area, &prepared, &edits, disk).and_then(|()| {
        let mut changed = placing.folders();
        changed.push(area.next_index());
        disk.sync(&changed)
    });
    let advance = ready.and_then(|()| {
        disk.git(Call::MoveBranch, target.directory(), || {
            let reflog = format!("crops: {}", change.message.subject);
            target.advance(&plan.tip, commit, (&plan.who, options.now), &reflog)
        })
    });
    // A failure after the branch moved is no failure of the commit.
    let moved = match &advance {
        Ok(advance) => *advance == Advance::Done,
        Err(_) => target.contains(&plan.tip.branch, commit).unwrap_or(false),
    };
    if !moved {
        let taken_back = placing.take_back(disk);
        return match (advance, taken_back) {
            (Err(error), _) => Err(give_up(target, area, disk, error)),
            (Ok(_), Err(error)) => Err(error),
            (Ok(_), Ok(())) => {
                clear(area, disk)?;
                Ok(None)
            }
        };
    }
    let outcome = Outcome::Committed {
        commit: commit.to_string(),
        branch: plan.tip.branch_name().to_string(),
    };
    let notes = settle(target, area, placing, &plan.tip, disk);
    Ok(Some(written(change, outcome, shown, notes)))
}

fn split(files: Vec<Planned>) -> (Vec<Prepared>, Vec<FileChange>) {
    files.into_iter().map(|file| (file.prepared, file.shown)).unzip()
}

/// Adds blobs, trees and the commit.
fn objects(
    target: &Target,
    plan: &Plan,
    message: &Message,
    options: &WriteOptions<'_>,
) -> Result<(ObjectId, Vec<TreeEdit>), WriteRefused> {
    let disk = options.disk;
    let place = target.directory();
    let mut edits = Vec::with_capacity(plan.files.len());
    for file in &plan.files {
        let add = |bytes: &Vec<u8>| disk.git(Call::AddObjects, place, || target.add_blob(bytes));
        edits.push(TreeEdit {
            path: target.path_of(&file.prepared.path),
            blob: file.stored.as_ref().map(add).transpose()?,
            mode: file.mode,
        });
    }
    let tree = disk.git(Call::AddObjects, place, || target.add_trees(&plan.tip, &edits))?;
    let facts = CommitFacts {
        who: &plan.who,
        when: options.now,
        message: &message.text(),
    };
    let commit = disk.git(Call::AddObjects, place, || target.add_commit(&plan.tip, tree, &facts))?;
    Ok((commit, edits))
}

fn journal(
    root: &Path,
    target: &Target,
    area: &Area,
    plan: &Plan,
    (commit, edits): (ObjectId, &[TreeEdit]),
    disk: Disk<'_>,
) -> Result<Journal, WriteRefused> {
    let mut made = Vec::new();
    let mut files = Vec::with_capacity(edits.len());
    for (file, edit) in plan.files.iter().zip(edits) {
        for folder in missing_directories(disk, root, &file.prepared.place)? {
            let folder = folder.strip_prefix(root).unwrap_or(&folder);
            made.extend(
                folder
                    .to_str()
                    .and_then(StudioPath::new)
                    .map(|path| target.path_of(&path)),
            );
        }
        let after = file.prepared.after.as_deref().map(sha256);
        files.push(JournalFile {
            path: edit.path.clone(),
            before: match file.prepared.before {
                Some(_) => Before::File,
                None => Before::Nothing,
            },
            after: after.zip(edit.blob),
        });
    }
    made.sort();
    made.dedup();
    Ok(Journal {
        branch: plan.tip.branch.clone(),
        from: plan.tip.commit,
        to: commit,
        index: disk.read(&area.index())?.map(|bytes| sha256(&bytes)),
        files,
        made,
    })
}

/// The index as it will be, beside the one that is.
fn copy_index(
    target: &Target,
    area: &Area,
    prepared: &[Prepared],
    edits: &[TreeEdit],
    disk: Disk<'_>,
) -> Result<(), WriteRefused> {
    let next = area.next_index();
    disk.remove(&next)?;
    let written = disk.inspect(&area.index())?.and_then(|data| data.modified().ok());
    if let Some(bytes) = disk.read(&area.index())? {
        disk.create(&next, &bytes, None)?;
    }
    let mut changes = Vec::with_capacity(edits.len());
    for (file, edit) in prepared.iter().zip(edits) {
        changes.push(Described {
            edit: edit.clone(),
            data: disk.inspect(&file.place)?,
        });
    }
    disk.git(Call::ChangeIndexCopy, &next, || {
        target.update_index_copy(&next, written, &changes)
    })
}

/// After a failure: what is still amiss is taken back from the journal; failing that, by the next write.
fn give_up(target: &Target, area: &Area, disk: Disk<'_>, error: WriteRefused) -> WriteRefused {
    let _ = recover(target, area, disk);
    error
}

/// Forgets a write that was taken back.
fn clear(area: &Area, disk: Disk<'_>) -> Result<(), WriteRefused> {
    disk.remove(&area.next_index())?;
    disk.remove(&area.journal())
}

/// After the branch moved: the index follows, and what was kept goes away.
fn settle(target: &Target, area: &Area, placing: Placing, tip: &Tip, disk: Disk<'_>) -> Vec<WriteNote> {
    let followed = target
        .loose_branch(&tip.branch)
        .map_or(Ok(()), |file| disk.sync(&[file]))
        .and_then(|()| disk.rename(&area.next_index(), &area.index()));
    let finished = placing.finish(disk);
    let settled = followed.and(finished).and_then(|()| disk.remove(&area.journal()));
    settled.err().map(|error| not_updated(&error)).into_iter().collect()
}

fn not_updated(error: &WriteRefused) -> WriteNote {
    WriteNote::IndexNotUpdated {
        why: Box::new(error.clone()),
    }
}
