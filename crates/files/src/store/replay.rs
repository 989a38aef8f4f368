//! Answers: how do commits made here stand on what others have done?
//! Invariant: each is derived again or refused, never guessed; objects are added, and no ref, index or file changes.
//! Source: design, "How a team works"; `docs/flows.md`.

use super::find::{Expected, expected_at};
use super::replay_moves::{Moves, Policies};
use super::yaml::three_way::{Apart, BothChanged, Versions, together};
use crate::change::outcome::WriteRefused;
use crate::change::share::{Clash, ClashKind, Clashing, Replay, Replayed, ShareRefused};
use crate::git::bring::Stuck;
use crate::git::replay::{LocalCommit, PathChange, Standing, is_file};
use crate::git::state::Target;
use crate::model::history::ObjectId;
use crate::model::other::RecordType;
use std::collections::BTreeMap;

/// What is brought where.
pub struct Journey<'a> {
    pub target: &'a Target,
    /// The oldest first.
    pub commits: &'a [LocalCommit],
    /// What others have; `None` when they have nothing yet.
    pub onto: Option<ObjectId>,
    /// How that is called: `origin/main`.
    pub upstream: &'a str,
    pub leave_out: &'a [ObjectId],
    pub policies: Policies<'a>,
}

/// Where the commits stand now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// `None`: there is no commit at all.
    pub tip: Option<ObjectId>,
    /// One for each commit that was brought.
    pub commits: Vec<Replayed>,
    /// Those of them that are part of the history, with the first line of their message.
    pub made: Vec<(ObjectId, String)>,
}

impl Arrived {
    /// Every commit stays what it is.
    pub fn untouched(commits: &[LocalCommit], tip: ObjectId) -> Self {
        let one = |commit: &LocalCommit| told(commit, Some(commit.id), Replay::Untouched);
        Self {
            tip: Some(tip),
            commits: commits.iter().map(one).collect(),
            made: commits.iter().map(|one| (one.id, one.subject.clone())).collect(),
        }
    }
}

fn told(commit: &LocalCommit, now: Option<ObjectId>, how: Replay) -> Replayed {
    Replayed {
        was: commit.id.to_string(),
        now: now.map(|id| id.to_string()),
        subject: commit.subject.clone(),
        how,
    }
}

/// Brings commits onto a head, one after the other.
///
/// # Errors
/// At the first that cannot be: nothing but unused objects is left behind.
pub fn replay(journey: &Journey<'_>) -> Result<Arrived, Stuck> {
    let mut arrived = Arrived {
        tip: journey.onto,
        commits: Vec::with_capacity(journey.commits.len()),
        made: Vec::new(),
    };
    for commit in journey.commits {
        let (now, how) = step(journey, commit, arrived.tip)?;
        arrived.commits.push(told(commit, now, how));
        if let Some(now) = now {
            arrived.made.push((now, commit.subject.clone()));
            arrived.tip = Some(now);
        }
    }
    Ok(arrived)
}

fn step(
    journey: &Journey<'_>,
    commit: &LocalCommit,
    onto: Option<ObjectId>,
) -> Result<(Option<ObjectId>, Replay), Stuck> {
    if journey.leave_out.contains(&commit.id) {
        return Ok((None, Replay::LeftOut));
    }
    let parent = commit.parents.first().copied();
    if parent == onto {
        return Ok((Some(commit.id), Replay::Untouched));
    }
    let changes = journey.target.changes(parent, commit.id)?;
    let mut paths = BTreeMap::new();
    let (mut clashes, mut how) = (Vec::new(), Replay::Moved);
    for (path, change) in &changes {
        match meet(journey.target, onto, path, *change)? {
            Met::Already => {}
            Met::Mine(standing) => {
                paths.insert(path.clone(), standing);
            }
            Met::Together(standing) => {
                how = Replay::Again;
                paths.insert(path.clone(), Some(standing));
            }
            Met::Apart(whats) => clashes.extend(whats.into_iter().map(|what| Clash {
                path: path.clone(),
                what,
            })),
        }
    }
    if !clashes.is_empty() {
        let clashing = Clashing {
            commit: commit.id.to_string(),
            subject: commit.subject.clone(),
            upstream: journey.upstream.to_owned(),
            clashes,
        };
        return Err(ShareRefused::Clash(Box::new(clashing)).into());
    }
    if paths.is_empty() && !changes.is_empty() {
        return Ok((None, Replay::AlreadyThere));
    }
    if let Some(onto) = onto {
        Moves::of(journey, commit, onto).refuse_gone(&changes, &paths)?;
    }
    let again = journey.target.made_again(commit.id, onto, &paths)?;
    Ok((Some(again), how))
}

/// What becomes of one path.
enum Met {
    /// They have made the same change.
    Already,
    /// As it is here; `None`: taken away.
    Mine(Option<Standing>),
    Together(Standing),
    Apart(Vec<ClashKind>),
}

fn meet(target: &Target, onto: Option<ObjectId>, path: &str, change: PathChange) -> Result<Met, WriteRefused> {
    let PathChange { before, after } = change;
    let there = onto.map(|onto| target.standing(onto, path)).transpose()?.flatten();
    if there == after {
        return Ok(Met::Already);
    }
    if there == before {
        let blocked = match (after, onto) {
            (Some(_), Some(onto)) => target.is_blocked(onto, path)?,
            _ => false,
        };
        return Ok(if blocked {
            Met::Apart(vec![ClashKind::NotAFile])
        } else {
            Met::Mine(after)
        });
    }
    let alone = |kind| Ok(Met::Apart(vec![kind]));
    match (before, after, there) {
        (_, _, Some(there)) if !is_file(there) => alone(ClashKind::NotAFile),
        (None, Some(_), Some(_)) => alone(ClashKind::MadeTwice),
        (_, Some(_), None) => alone(ClashKind::TakenAway),
        (_, None, _) => alone(ClashKind::ChangedThere),
        (Some(before), Some(after), Some(there)) if is_file(before) && is_file(after) => {
            contents(target, path, [before, after, there])
        }
        _ => alone(ClashKind::NotAFile),
    }
}

/// Three plain files.
fn contents(target: &Target, path: &str, [before, after, there]: [Standing; 3]) -> Result<Met, WriteRefused> {
    let mode = if before.1 == after.1 { there.1 } else { after.1 };
    let (base, mine, theirs) = (target.blob(before.0)?, target.blob(after.0)?, target.blob(there.0)?);
    let lines = target.merged_lines(&base, &mine, &theirs);
    let record = target.studio_path(path).and_then(|path| expected_at(path.as_str()));
    let merged = match record {
        // a verdict is never changed once it is given
        Some(Expected::Record(RecordType::Approval)) => return Ok(Met::Apart(vec![ClashKind::MadeTwice])),
        Some(Expected::Record(_)) => {
            let versions = Versions {
                base: &base,
                mine: &mine,
                theirs: &theirs,
            };
            match together(versions, lines) {
                Ok(merged) => merged,
                Err(apart) => return Ok(Met::Apart(kinds(apart))),
            }
        }
        _ => match lines {
            Some(lines) => lines,
            None => return Ok(Met::Apart(vec![ClashKind::Lines])),
        },
    };
    Ok(Met::Together((target.add_blob(&merged)?, mode)))
}

fn kinds(apart: Apart) -> Vec<ClashKind> {
    match apart {
        Apart::Unreadable => vec![ClashKind::Unreadable],
        Apart::Values(values) => values.into_iter().map(field).collect(),
    }
}

fn field(both: BothChanged) -> ClashKind {
    ClashKind::Field {
        at: both.at,
        mine: both.mine,
        theirs: both.theirs,
    }
}
