//! Answers: `crops propose`: how do commits made here become requests?
//! Invariant: branches are made of objects and pushed; only then the official branch here goes back to what is official.
//! Source: design, "How a team works", `flow: pull-request`; `docs/flows.md`.

use super::answer::Answer;
use super::context::Context;
use super::open::Opened;
use super::open_request::{self, Opening, ToOpen};
use super::share::{MOST_COMMITS, Shared};
use super::writing::open_to_write;
use crate::change::propose::{BRANCHES, branch_of, branch_of_changes, gates_between, groups, unit_of};
use crate::change::share::{Replayed, ShareRefused};
use crate::git::bring::Step;
use crate::git::remote::Pushed;
use crate::git::replay::LocalCommit;
use crate::git::write::Advance;
use crate::model::brief::Brief;
use crate::model::history::ObjectId;
use crate::model::resolve;
use crate::report::failure::Failure;
use crate::report::propose::{Carried, Proposal, ProposeReport, RequestState};
use crate::store::replay::Arrived;
use crate::store::replay_moves::word;
use clap::Args;
use std::collections::BTreeSet;

/// Make pull requests of your own commits
///
/// Commits about one brief become the branch `crops/<id>/<stage>`, all others `crops/changes/…`; they are put on the
/// official version with their own times and pushed, and your official branch goes back to what is official. On a branch
/// of a request, its new commits are pushed. `git reset --keep` with the commit that is named takes it back.
#[derive(Clone, Debug, Args)]
pub struct ProposeArgs {
    /// Only the commits about these briefs
    pub ids: Vec<String>,

    /// Open each request on the forge, with your own `gh` or `glab`
    #[arg(long)]
    pub open: bool,

    /// Fetch, say which requests there would be, and push nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

impl ProposeArgs {
    const fn opening(&self) -> Opening {
        if self.open { Opening::Now } else { Opening::ByHand }
    }
}

pub fn run(args: &ProposeArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let shared = Shared::open(context, &opened)?;
    let step = if args.dry_run { Step::Try } else { Step::Do };
    let proposing = Proposing {
        shared: &shared,
        step,
        opening: args.opening(),
    };
    let report = if shared.target.ready()?.branch_name().starts_with(BRANCHES) {
        proposing.branch_at_hand()?
    } else {
        let ids = args.ids.iter().map(|id| resolve::brief(&opened.studio, id));
        let briefs: Vec<&Brief> = ids.collect::<Result<_, _>>()?;
        proposing.from_official(&briefs, None)?
    };
    Ok(Answer::new(report, opened.today))
}

/// How far commits are made requests, and with which studio.
pub struct Proposing<'a> {
    pub shared: &'a Shared<'a>,
    pub step: Step,
    pub opening: Opening,
}

/// What a request needs beside the commits that are there: a commit on the branch as it will be.
pub struct Further<'a> {
    pub brief: &'a Brief,
    pub branch: String,
    /// Makes it on a commit; `None` when there is nothing left to do.
    pub commit: &'a dyn Fn(ObjectId) -> Result<Option<(ObjectId, String)>, Failure>,
}

/// A branch to be.
struct Wanted<'a> {
    branch: String,
    commits: Vec<LocalCommit>,
    brief: Option<&'a Brief>,
}

impl Proposing<'_> {
    fn opened(&self) -> &Opened {
        self.shared.opened
    }

    /// Commits of the official branch that the others do not have, as requests; of these briefs alone when some are named.
    ///
    /// # Errors
    /// Nothing but branches of requests has changed then.
    pub fn from_official(&self, briefs: &[&Brief], further: Option<&Further<'_>>) -> Result<ProposeReport, Failure> {
        let (tip, commit) = self.shared.tip()?;
        let upstream = self.fetched()?;
        let commits = self.shared.target.beyond(commit, Some(upstream), MOST_COMMITS)?;
        self.refuse_merges(&commits)?;
        let (mut wanted, kept) = self.wanted(&commits, briefs, upstream)?;
        if let Some(further) = further {
            let commits = wanted.into_iter().flat_map(|one| one.commits).collect();
            wanted = vec![Wanted {
                branch: further.branch.clone(),
                commits,
                brief: Some(further.brief),
            }];
        }
        if wanted.is_empty() {
            let upstream = self.shared.remote.upstream();
            return Err(ShareRefused::NothingToPropose { upstream }.into());
        }
        let made = wanted.iter().map(|one| self.onto_branch(one, further, upstream));
        let made: Vec<Arrived> = made.collect::<Result<_, _>>()?;
        let back = self.shared.brought(&kept, Some(upstream))?;
        let to = back.tip.unwrap_or(upstream);
        self.shared
            .target
            .bring(commit, to, Step::Try)
            .map_err(super::share::stuck)?;
        self.push_all(&wanted, &made)?;
        let is_taken = wanted.iter().any(|one| !one.commits.is_empty());
        let is_back = self.step == Step::Do && is_taken && to != commit;
        if is_back
            && self
                .shared
                .follow(&tip, to, &back.made, "propose: back to what is official")?
                == Advance::Moved
        {
            return Err(self.keeps_moving());
        }
        let proposals = wanted
            .iter()
            .zip(&made)
            .map(|(one, made)| self.proposal(one, made, upstream));
        Ok(ProposeReport {
            remote: self.shared.remote.name.clone(),
            into: self.shared.remote.branch.clone(),
            proposals: proposals.collect::<Result<_, _>>()?,
            kept: kept.len(),
            put_back_from: is_back.then(|| commit.to_string()),
            is_preview: self.step == Step::Try,
        })
    }

    /// The branch of a request that is checked out: its new commits go out, after those that others put there.
    ///
    /// # Errors
    /// As [`Self::from_official`].
    pub fn branch_at_hand(&self) -> Result<ProposeReport, Failure> {
        let target = &self.shared.target;
        let tip = target.ready()?;
        let commit = tip.commit.ok_or(crate::model::history::HistoryProblem::NoCommit)?;
        let upstream = self.fetched()?;
        let branch = tip.branch_name().to_owned();
        let there = target.commit_of(&self.shared.remote.tracking(&branch))?;
        let base = there.unwrap_or(upstream);
        let commits = target.beyond(commit, Some(base), MOST_COMMITS)?;
        let arrived = if there.is_none() || target.holds(commit, base)? {
            Arrived::untouched(&commits, commit)
        } else {
            self.refuse_merges(&commits)?;
            self.shared.brought(&commits, Some(base))?
        };
        let to = arrived.tip.unwrap_or(base);
        target.bring(commit, to, Step::Try).map_err(super::share::stuck)?;
        let (id, _) = crate::change::propose::named_by(&branch).unwrap_or_default();
        let wanted = Wanted {
            brief: resolve::brief(&self.opened().studio, id).ok(),
            branch,
            commits,
        };
        let wanted = [wanted];
        let made = [arrived];
        self.push_all(&wanted, &made)?;
        if self.step == Step::Do && self.shared.follow(&tip, to, &made[0].made, "propose")? == Advance::Moved {
            return Err(self.keeps_moving());
        }
        Ok(ProposeReport {
            remote: self.shared.remote.name.clone(),
            into: self.shared.remote.branch.clone(),
            proposals: vec![self.proposal(&wanted[0], &made[0], upstream)?],
            kept: 0,
            put_back_from: None,
            is_preview: self.step == Step::Try,
        })
    }

    fn fetched(&self) -> Result<ObjectId, Failure> {
        let remote = &self.shared.remote;
        let upstream = self.shared.target.fetch(remote, self.shared.asking())?;
        let branch = remote.branch.clone();
        Ok(upstream.ok_or(ShareRefused::NoRemote { branch })?)
    }

    fn refuse_merges(&self, commits: &[LocalCommit]) -> Result<(), Failure> {
        if commits.len() > MOST_COMMITS {
            return Err(ShareRefused::TooMany { most: MOST_COMMITS }.into());
        }
        match commits.iter().find(|commit| commit.parents.len() > 1) {
            None => Ok(()),
            Some(merge) => Err(ShareRefused::Merged {
                commit: merge.id.to_string(),
                upstream: self.shared.remote.upstream(),
            }
            .into()),
        }
    }

    /// The branches that the commits make, and the commits that stay.
    fn wanted<'b>(
        &'b self,
        commits: &[LocalCommit],
        briefs: &[&'b Brief],
        upstream: ObjectId,
    ) -> Result<(Vec<Wanted<'b>>, Vec<LocalCommit>), Failure> {
        let touched = commits.iter().map(|commit| self.units(commit));
        let touched: Vec<BTreeSet<String>> = touched.collect::<Result<_, _>>()?;
        let (mut wanted, mut kept) = (Vec::new(), BTreeSet::new());
        for group in groups(&touched) {
            let units: BTreeSet<&str> = group
                .iter()
                .flat_map(|at| touched[*at].iter().map(String::as_str))
                .collect();
            let is_about = |brief: &&Brief| units.contains(unit_of(brief.file.as_str()));
            if !briefs.is_empty() && !briefs.iter().any(is_about) {
                kept.extend(group);
                continue;
            }
            let brief = match units.len() {
                1 => self.opened().studio.briefs.values().find(is_about),
                _ => None,
            };
            let picked: Vec<LocalCommit> = group.iter().map(|at| commits[*at].clone()).collect();
            let first = picked.first().map(|commit| commit.id.to_string()).unwrap_or_default();
            let branch = match brief {
                Some(brief) => self.branch(brief, upstream)?,
                None => branch_of_changes(&first),
            };
            wanted.push(Wanted {
                branch,
                commits: picked,
                brief,
            });
        }
        Ok((wanted, kept.into_iter().map(|at| commits[at].clone()).collect()))
    }

    /// Records, and folders of briefs, that a commit touches.
    fn units(&self, commit: &LocalCommit) -> Result<BTreeSet<String>, Failure> {
        let target = &self.shared.target;
        let changes = target.changes(commit.parents.first().copied(), commit.id)?;
        let unit = |path: &String| match target.studio_path(path) {
            Some(below) => unit_of(below.as_str()).to_owned(),
            None => format!("/{path}"),
        };
        Ok(changes.keys().map(unit).collect())
    }

    /// After the gate that it leads through, else after the stage that it leads to.
    fn branch(&self, brief: &Brief, upstream: ObjectId) -> Result<String, Failure> {
        let carried = self.carried(brief, brief.stage.as_str(), upstream)?;
        let stage = carried.gates.first().unwrap_or(&carried.to);
        Ok(branch_of(brief, stage))
    }

    /// A brief that goes to a stage, from the one that is official.
    fn carried(&self, brief: &Brief, to: &str, upstream: ObjectId) -> Result<Carried, Failure> {
        let from = self.stage_at(brief, upstream)?;
        let workflow = self.opened().studio.workflow_of(brief);
        let gates = match (workflow, &from) {
            (Some(workflow), Some(from)) => gates_between(workflow, from, to),
            _ => Vec::new(),
        };
        Ok(Carried {
            brief: brief.id.to_string(),
            title: brief.title.to_string(),
            from,
            to: to.to_owned(),
            gates: gates.iter().map(ToString::to_string).collect(),
        })
    }

    /// The stage that a commit has a brief in; `None` where it is not.
    pub fn stage_at(&self, brief: &Brief, commit: ObjectId) -> Result<Option<String>, Failure> {
        let target = &self.shared.target;
        let Some((blob, _)) = target.standing(commit, &target.path_of(&brief.file))? else {
            return Ok(None);
        };
        Ok(word(&target.blob(blob)?, "stage"))
    }

    /// The commits on what is there of the branch, else on the official version, and what is further needed.
    fn onto_branch(
        &self,
        wanted: &Wanted<'_>,
        further: Option<&Further<'_>>,
        upstream: ObjectId,
    ) -> Result<Arrived, Failure> {
        let known = self.shared.remote.tracking(&wanted.branch);
        let there = self.shared.target.commit_of(&known)?;
        let is_merged = there.map_or(Ok(false), |there| self.shared.target.holds(upstream, there))?;
        let base = there.filter(|_| !is_merged).unwrap_or(upstream);
        let mut arrived = self.shared.brought(&wanted.commits, Some(base))?;
        let tip = arrived.tip.unwrap_or(base);
        if let Some(further) = further
            && let Some((commit, subject)) = (further.commit)(tip)?
        {
            arrived.tip = Some(commit);
            arrived.commits.push(Replayed::new(commit.to_string(), subject));
        }
        Ok(arrived)
    }

    fn push_all(&self, wanted: &[Wanted<'_>], made: &[Arrived]) -> Result<(), Failure> {
        if self.step == Step::Try {
            return Ok(());
        }
        let (target, remote) = (&self.shared.target, &self.shared.remote);
        for (one, made) in wanted.iter().zip(made) {
            let Some(tip) = made.tip else { continue };
            match target.push(remote, tip, &one.branch, self.shared.asking())? {
                Pushed::Taken => {}
                Pushed::Late => return Err(self.keeps_moving()),
                Pushed::Refused { said } => {
                    return Err(ShareRefused::Protected {
                        remote: remote.name.clone(),
                        branch: one.branch.clone(),
                        said,
                        commits: made.made.len(),
                    }
                    .into());
                }
            }
        }
        Ok(())
    }

    fn keeps_moving(&self) -> Failure {
        ShareRefused::KeepsMoving {
            remote: self.shared.remote.name.clone(),
            branch: self.shared.remote.branch.clone(),
            tries: 1,
        }
        .into()
    }

    fn proposal(&self, wanted: &Wanted<'_>, made: &Arrived, upstream: ObjectId) -> Result<Proposal, Failure> {
        let tip = made.tip.unwrap_or(upstream);
        let carried = match wanted.brief {
            Some(brief) => {
                let to = self.stage_at(brief, tip)?.unwrap_or_else(|| brief.stage.to_string());
                Some(self.carried(brief, &to, upstream)?)
            }
            None => None,
        };
        let (title, body) = words(carried.as_ref(), made);
        let request = ToOpen {
            forge: self.opened().studio.settings.forge.as_ref(),
            branch: &wanted.branch,
            into: &self.shared.remote.branch,
            title: &title,
            body: &body,
        };
        let opening = if self.step == Step::Do {
            self.opening
        } else {
            Opening::ByHand
        };
        let request: RequestState = open_request::open(&request, opening, self.shared.context);
        Ok(Proposal {
            branch: wanted.branch.clone(),
            commit: tip.to_string(),
            commits: made.commits.clone(),
            carried,
            request,
        })
    }
}

/// The title and text of a request: English and of a fixed shape, as those of commits.
fn words(carried: Option<&Carried>, made: &Arrived) -> (String, String) {
    let subjects: Vec<&str> = made.commits.iter().map(|commit| commit.subject.as_str()).collect();
    // on one line: it stands in a command to be pasted
    let body = subjects.join(" · ");
    let title = match carried {
        Some(carried) if carried.gates.is_empty() => format!("{}: {}", carried.brief, carried.title),
        Some(carried) => format!(
            "{} through {}: {}",
            carried.brief,
            carried.gates.join(", "),
            carried.title
        ),
        None => subjects.first().copied().unwrap_or("changes").to_owned(),
    };
    (title, body)
}
