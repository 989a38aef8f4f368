//! Answers: how do changes made here and changes made elsewhere become one history?
//! Invariant: fetched, replayed, tried, pushed, and only then moved here: a refusal leaves everything as it was; never a merge, never forced.
//! Source: design, "How a team works"; `docs/flows.md`.

use super::context::Context;
use super::open::{Opened, Wanted, studio_at};
use super::own_fault::OwnFault;
use super::writing::identity;
use crate::change::outcome::Written;
use crate::change::outcome::{Outcome, WriteRefused};
use crate::change::refusal::Refusal;
use crate::change::share::ShareRefused;
use crate::git::bring::{Step, Stuck};
use crate::git::identity::Moment;
use crate::git::official::{RefSource, official};
use crate::git::program::Asking;
use crate::git::remote::{Pushed, Remote, Ssh};
use crate::git::replay::LocalCommit;
use crate::git::repository::Repository;
use crate::git::state::{Target, Tip, find};
use crate::git::write::Advance;
use crate::model::brief::Brief;
use crate::model::history::{HistoryProblem, ObjectId};
use crate::model::studio::{Flow, Share, Studio};
use crate::render::catalogue::Sentence;
use crate::render::catalogue::sharing::{self, ShareNote};
use crate::report::failure::Failure;
use crate::report::sync::{SyncDone, SyncReport};
use crate::store::disk::Disk;
use crate::store::find::{SETTINGS, expected_at};
use crate::store::replay::{Arrived, Journey, replay};
use crate::store::save::follow::{Way, follow};
use crate::store::save::{OwnEdits, PATIENCE, WriteMode, WriteOptions};
use chrono::Offset;

/// How often a race is run before somebody else may win it.
const TRIES: u32 = 6;

/// The most commits that are brought onto another head.
pub const MOST_COMMITS: usize = 2_000;

/// What was asked for.
pub struct Sharing<'a> {
    /// Commits to leave out, in words that git understands.
    pub without: &'a [String],
    pub step: Step,
    pub out: Out,
}

/// Whether what was made here goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Out {
    Push,
    Keep,
}

/// A studio whose official branch is shared with others.
pub struct Shared<'a> {
    pub context: &'a Context,
    pub opened: &'a Opened,
    pub target: Target,
    pub remote: Remote,
}

/// A failure of either kind.
pub fn stuck(stuck: Stuck) -> Failure {
    match stuck {
        Stuck::Share(refused) => refused.into(),
        Stuck::Write(refused) => refused.into(),
    }
}

impl<'a> Shared<'a> {
    /// # Errors
    /// Without a repository, a whole history or a remote that may be used.
    pub fn open(context: &'a Context, opened: &'a Opened) -> Result<Self, Failure> {
        let target = find(&opened.root)?.ok_or(WriteRefused::NoRepository)?;
        Repository::discover(&opened.root)?.refuse_shallow()?;
        let ssh = match context.world.variable("GIT_SSH_COMMAND") {
            Some(_) => Ssh::Given,
            None => Ssh::AsConfigured,
        };
        let remote = target.remote(&opened.studio.settings.official, ssh)?;
        Ok(Self {
            context,
            opened,
            target,
            remote,
        })
    }

    pub fn asking(&self) -> Asking {
        if self.context.can_ask() {
            Asking::Allowed
        } else {
            Asking::Never
        }
    }

    /// What is checked out, which must be the official branch.
    pub fn tip(&self) -> Result<(Tip, ObjectId), Failure> {
        let tip = self.target.ready()?;
        if tip.branch_name() != self.remote.branch {
            return Err(ShareRefused::OtherBranch {
                branch: tip.branch_name().to_owned(),
                official: self.remote.branch.clone(),
            }
            .into());
        }
        let commit = tip.commit.ok_or(HistoryProblem::NoCommit)?;
        Ok((tip, commit))
    }

    /// How the commits beyond what others have stand on that.
    pub fn arrived(&self, tip: ObjectId, upstream: Option<ObjectId>, without: &[String]) -> Result<Arrived, Failure> {
        let commits = self.target.beyond(tip, upstream, MOST_COMMITS)?;
        if commits.len() > MOST_COMMITS {
            return Err(ShareRefused::TooMany { most: MOST_COMMITS }.into());
        }
        let leave_out = self.left_out(&commits, without)?;
        let holds_all = match upstream {
            Some(upstream) => self.target.holds(tip, upstream)?,
            None => true,
        };
        if holds_all && leave_out.is_empty() {
            return Ok(Arrived::untouched(&commits, tip));
        }
        if let Some(merge) = commits.iter().find(|commit| commit.parents.len() > 1) {
            return Err(ShareRefused::Merged {
                commit: merge.id.to_string(),
                upstream: self.remote.upstream(),
            }
            .into());
        }
        self.replayed(&commits, upstream, &leave_out)
    }

    /// Commits on another head.
    pub fn brought(&self, commits: &[LocalCommit], onto: Option<ObjectId>) -> Result<Arrived, Failure> {
        self.replayed(commits, onto, &[])
    }

    fn replayed(
        &self,
        commits: &[LocalCommit],
        onto: Option<ObjectId>,
        leave_out: &[ObjectId],
    ) -> Result<Arrived, Failure> {
        let repository = Repository::discover(&self.opened.root)?;
        let folder = self.opened.folder_in_repository();
        let policies = |commit: ObjectId| policies(&repository, commit, &folder);
        let journey = Journey {
            target: &self.target,
            commits,
            onto,
            upstream: &self.remote.upstream(),
            leave_out,
            policies: &policies,
        };
        replay(&journey).map_err(stuck)
    }

    fn left_out(&self, commits: &[LocalCommit], without: &[String]) -> Result<Vec<ObjectId>, Failure> {
        let named = |text: &String| {
            let commit = self.target.named(text);
            let commit = commit.ok_or_else(|| ShareRefused::NoSuchCommit { text: text.clone() })?;
            if commits.iter().any(|known| known.id == commit) {
                Ok(commit)
            } else {
                Err(ShareRefused::NotPending { text: text.clone() })
            }
        };
        let named: Result<Vec<ObjectId>, ShareRefused> = without.iter().map(named).collect();
        Ok(named?)
    }

    /// Lets what is checked out go to where the commits have arrived.
    pub fn follow(
        &self,
        from: &Tip,
        to: ObjectId,
        over: &[(ObjectId, String)],
        reflog: &str,
    ) -> Result<Advance, Failure> {
        let identity = identity(self.context);
        let faults = OwnFault::of(&self.context.world);
        let made = self.context.commit_time(self.opened.zone);
        let options = WriteOptions {
            mode: WriteMode::Commit,
            own_edits: OwnEdits::Refuse,
            identity: &identity,
            now: Moment {
                seconds: made.timestamp(),
                offset_minutes: made.offset().fix().local_minus_utc() / 60,
            },
            patience: PATIENCE,
            basis: &self.opened.as_read,
            disk: Disk::with(&faults),
        };
        let way = Way { from, to, over, reflog };
        follow(&self.target, &way, &options).map_err(stuck)
    }

    /// Brings both histories together.
    ///
    /// # Errors
    /// Nothing has changed then, but what is known of the remote.
    pub fn sync(&self, sharing: &Sharing<'_>) -> Result<SyncReport, Failure> {
        self.tip()?;
        for _ in 0..TRIES {
            let upstream = self.target.fetch(&self.remote, self.asking())?;
            let (tip, commit) = self.tip()?;
            let arrived = self.arrived(commit, upstream, sharing.without)?;
            let Some(to) = arrived.tip else { continue };
            self.target.bring(commit, to, Step::Try).map_err(stuck)?;
            let received = match upstream {
                Some(upstream) => self.target.ahead(upstream, commit)?,
                None => 0,
            };
            let done = done(sharing, &arrived, received, upstream);
            let report = SyncReport {
                remote: self.remote.name.clone(),
                branch: self.remote.branch.clone(),
                received,
                commits: arrived.commits.clone(),
                done,
            };
            if sharing.step == Step::Try {
                return Ok(report);
            }
            if done == SyncDone::Shared && !self.is_taken(to, &arrived)? {
                continue;
            }
            let reflog = format!("sync: {}", self.remote.upstream());
            match self.follow(&tip, to, &arrived.made, &reflog)? {
                Advance::Done => return Ok(report),
                // committed here meanwhile: that goes along
                Advance::Moved => {}
            }
        }
        Err(ShareRefused::KeepsMoving {
            remote: self.remote.name.clone(),
            branch: self.remote.branch.clone(),
            tries: TRIES,
        }
        .into())
    }

    fn is_taken(&self, to: ObjectId, arrived: &Arrived) -> Result<bool, Failure> {
        match self.target.push(&self.remote, to, &self.remote.branch, self.asking())? {
            Pushed::Taken => Ok(true),
            Pushed::Late => Ok(false),
            Pushed::Refused { said } => Err(ShareRefused::Protected {
                remote: self.remote.name.clone(),
                branch: self.remote.branch.clone(),
                said,
                commits: arrived.made.len(),
            }
            .into()),
        }
    }
}

fn done(sharing: &Sharing<'_>, arrived: &Arrived, received: usize, upstream: Option<ObjectId>) -> SyncDone {
    let goes_out = !arrived.made.is_empty() || upstream.is_none();
    match (sharing.step, goes_out, sharing.out) {
        (_, false, _) if received == 0 && arrived.commits.is_empty() => SyncDone::InStep,
        (Step::Try, ..) => SyncDone::Preview,
        (Step::Do, true, Out::Push) => SyncDone::Shared,
        (Step::Do, true, Out::Keep) => SyncDone::Kept,
        (Step::Do, false, _) => SyncDone::Received,
    }
}

/// Settings, kinds and workflows of a commit.
fn policies(repository: &Repository, commit: ObjectId, folder: &str) -> Option<Studio> {
    let is_policy =
        |path: &str| path == SETTINGS || ["kinds", "workflows"].contains(&path.split('/').next().unwrap_or(path));
    let wanted = Wanted {
        file: &|path| is_policy(path) && expected_at(path).is_some(),
        folder: &is_policy,
    };
    studio_at((repository, commit), folder, &wanted, None)
        .ok()
        .map(|found| found.0)
}

/// Whether what is checked out is an official branch that takes commits by requests alone: what passes a gate there does so by
/// the merge of its request.
pub fn by_request(opened: &Opened) -> bool {
    let settings = &opened.studio.settings;
    if settings.flow != Flow::PullRequest {
        return false;
    }
    let Ok(Some(target)) = find(&opened.root) else {
        return false;
    };
    let is_official = target.tip().is_ok_and(|tip| *tip.branch_name() == *settings.official);
    is_official && target.remote(&settings.official, Ssh::AsConfigured).is_ok()
}

/// Why a brief does not leave its gate here.
pub fn leaves_by_request(opened: &Opened, brief: &Brief, gate: &str) -> Refusal {
    Refusal::LeavesByRequest {
        brief: brief.id.to_string(),
        short: brief.id.random_part().unwrap_or(brief.id.as_str()).to_owned(),
        gate: gate.to_owned(),
        branch: opened.studio.settings.official.to_string(),
    }
}

/// What became of a change once it is written: shared at once, or said that it is not yet.
pub fn after_write(context: &Context, opened: &Opened, written: &Written) -> Vec<Sentence> {
    let Outcome::Committed { branch, .. } = &written.outcome else {
        return Vec::new();
    };
    let settings = &opened.studio.settings;
    let is_official = **branch == *settings.official;
    let known = Repository::discover(&opened.root)
        .ok()
        .and_then(|repository| official(&repository, &settings.official).ok())
        .filter(|official| official.source != RefSource::Local);
    let Some(known) = known else { return Vec::new() };
    let upstream = known
        .reference
        .strip_prefix("refs/remotes/")
        .unwrap_or(&known.reference);
    let commits = known.pending;
    let note = match settings.flow {
        Flow::Direct if is_official && settings.share == Share::Always => return at_once(context, opened),
        Flow::Direct if is_official => ShareNote::NotYet { commits, upstream },
        Flow::PullRequest if is_official => ShareNote::ByRequest { commits, branch },
        Flow::PullRequest => ShareNote::OnBranch { branch },
        Flow::Direct => return Vec::new(),
    };
    vec![sharing::note(context.lang, note)]
}

/// `share: always`. What cannot be shared stays a commit, and says so.
fn at_once(context: &Context, opened: &Opened) -> Vec<Sentence> {
    let wish = Sharing {
        without: &[],
        step: Step::Do,
        out: Out::Push,
    };
    match Shared::open(context, opened).and_then(|shared| shared.sync(&wish)) {
        Ok(report) => {
            let (commits, upstream) = (report.standing(), report.upstream());
            let note = ShareNote::Shared {
                commits,
                upstream: &upstream,
            };
            vec![sharing::note(context.lang, note)]
        }
        Err(failure) => {
            let why = crate::render::catalogue::failure(context.lang, &failure);
            vec![Sentence::new(sharing::kept_here(context.lang)), why]
        }
    }
}
