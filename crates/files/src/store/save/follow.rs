//! Answers: how do branch, index and files go to a commit that was made of theirs and of others' work?
//! Invariant: under the lock of every write; where the user's own work is in the way, or the branch moved, all is as before.
//! Source: `docs/flows.md`, "What is kept".

use super::WriteOptions;
use super::area::Area;
use super::recover::recover;
use crate::git::bring::{Step, Stuck};
use crate::git::state::{Target, Tip};
use crate::git::write::Advance;
use crate::model::history::ObjectId;
use crate::store::disk::Call;

/// Where to go.
pub struct Way<'a> {
    pub from: &'a Tip,
    pub to: ObjectId,
    /// Commits of the branch after it, the oldest first, with the first line of each message.
    pub over: &'a [(ObjectId, String)],
    /// What the reflog says when the last of them is not where it goes.
    pub reflog: &'a str,
}

/// Lets the branch that is checked out go to a commit, and index and files with it.
///
/// # Errors
/// When the user's own work is in the way, or somebody else is writing.
pub fn follow(target: &Target, way: &Way<'_>, options: &WriteOptions<'_>) -> Result<Advance, Stuck> {
    let Some(from) = way.from.commit.filter(|from| *from != way.to) else {
        return Ok(Advance::Done);
    };
    let disk = options.disk;
    let who = target.identity(options.identity)?;
    let area = Area::open(target, disk)?;
    let _held = area.lock(disk, options.patience)?;
    recover(target, &area, disk)?;
    if target.ready()? != *way.from {
        return Ok(Advance::Moved);
    }
    target.bring(from, way.to, Step::Try)?;
    target.bring(from, way.to, Step::Do)?;
    let advance = disk.git(Call::MoveBranch, target.directory(), || {
        target.advance_over(way.from, way.over, way.to, (&who, options.now), way.reflog)
    });
    match advance {
        Ok(Advance::Done) => Ok(Advance::Done),
        moved_or_failed => {
            target.bring(way.to, from, Step::Do)?;
            Ok(moved_or_failed?)
        }
    }
}
