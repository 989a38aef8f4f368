//! Answers: `crops plan diff`: what moved since a revision, and which commit moved it?
//! Invariant: each state is planned on its own day, so that what commits did and what time did add up to the whole.

use super::answer::Answer;
use super::context::Context;
use super::open::{self, Opened, named_commit};
use super::past_plans::{Line, Past, PastPlans, Section, ask, snapshot};
use super::reality;
use crate::git::repository::Repository;
use crate::git::revision;
use crate::git::steps::{self, CommitFacts};
use crate::model::Day;
use crate::model::history::{HistoryProblem, ObjectId};
use crate::model::id::CampaignId;
use crate::model::resolve;
use crate::model::studio::Studio;
use crate::plan::calendars::Calendars;
use crate::plan::compare::{Cause, Side, Snapshot, Step, compare};
use crate::plan::reality::Reality;
use crate::report::failure::Failure;
use crate::report::plan_diff::{CommitLine, DiffEnd, DiffSection, PlanDiffReport, waiting};
use clap::Args;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What moved since a revision, by how much, and which commit moved it
///
/// Each end is planned on its own day: what commits moved and what the passing days moved are told apart.
#[derive(Clone, Debug, Args)]
pub struct PlanDiffArgs {
    /// A commit, branch, `main~20`, or the end of a day (`2026-11-02`)
    #[arg(value_name = "REV")]
    pub revision: String,

    /// The campaign; without one, all that is not over
    pub campaign: Option<String>,

    /// Plan both ends on today, to see what the commits did and leave out what time did
    #[arg(long)]
    pub same_day: bool,
}

/// More commits than this are taken together in even groups.
const MOST_STEPS: usize = 300;

/// Merges that bring more commits than this are not opened.
const MOST_SIDE: usize = 100;

pub fn run(args: &PlanDiffArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open::open(context)?;
    let repository = Repository::discover(&opened.root)?;
    let mut plans = PastPlans::new(&repository, &opened)?;
    let tip = match opened.commit {
        Some(commit) => commit,
        None => head(&repository)?,
    };
    let (asked, asked_day) = named_commit(&repository, &args.revision, &opened.studio, opened.zone)?;
    let (from, commits) = steps::since(&repository, tip, asked)?;
    let from = from.unwrap_or(asked);
    let line = plans.line(tip)?;
    let base = plans.at(&line, from)?;
    let head = reality::read(&opened).0;
    let first_day = match args.same_day {
        true => opened.today,
        false if from == asked => asked_day.min(opened.today),
        false => base.day.min(opened.today),
    };
    let sections = sections(args, &opened, &head, &base, first_day)?;
    let mut walk = Walk {
        repository: &repository,
        plans,
        line,
        today: opened.today,
        day: first_day,
        at: Rc::clone(&base),
        sections,
        commits: Vec::new(),
    };
    walk.along(&commits)?;
    walk.finish(&opened.studio, &head);
    let from = DiffEnd {
        asked: Some(args.revision.clone()),
        commit: Some(from.to_string()),
        day: first_day,
    };
    let to = DiffEnd {
        asked: opened.as_of.asked.clone(),
        commit: opened.commit.map(|commit| commit.to_string()),
        day: opened.today,
    };
    Ok(opened.answer(walk.report(&opened, &head, from, to)))
}

fn head(repository: &Repository) -> Result<ObjectId, HistoryProblem> {
    match revision::resolve(repository, "HEAD") {
        Err(HistoryProblem::NoSuchRevision { .. }) => Err(HistoryProblem::NoCommit),
        other => other,
    }
}

/// One part of the studio on its way from plan to plan.
struct Way {
    section: Section,
    first: Snapshot,
    now: Snapshot,
    steps: Vec<Step>,
}

/// What is compared: the campaign that was asked for, else all that had or has work to do.
fn sections(
    args: &PlanDiffArgs,
    opened: &Opened,
    head: &Reality,
    base: &Past,
    first_day: Day,
) -> Result<Vec<Way>, Failure> {
    let named: Option<CampaignId> = match &args.campaign {
        None => None,
        Some(typed) => match resolve::campaign(&opened.studio, typed) {
            Ok(campaign) => Some(campaign.id.clone()),
            Err(unresolved) => match resolve::campaign(&base.studio, typed) {
                Ok(campaign) => Some(campaign.id.clone()),
                Err(_) => return Err(unresolved.into()),
            },
        },
    };
    let all: BTreeSet<Section> = match &named {
        Some(id) => BTreeSet::from([Section::Campaign(id.clone())]),
        None => {
            let both = opened.studio.campaigns.keys().chain(base.studio.campaigns.keys());
            let campaigns = both.cloned().map(Section::Campaign);
            campaigns.chain([Section::Loose]).collect()
        }
    };
    let is_open = |plan: &Snapshot| plan.tasks.values().any(|task| !task.done);
    let mut ways = Vec::new();
    for section in all {
        let first = dates(&base.studio, &base.reality, first_day, &section).unwrap_or_default();
        let last = dates(&opened.studio, head, opened.today, &section).unwrap_or_default();
        if named.is_some() || is_open(&first) || is_open(&last) {
            let now = first.clone();
            ways.push(Way {
                section,
                first,
                now,
                steps: Vec::new(),
            });
        }
    }
    Ok(ways)
}

/// The dates of a section, none of it where there is no such section; `None` for a ring.
fn dates(studio: &Studio, reality: &Reality, day: Day, section: &Section) -> Option<Snapshot> {
    match section {
        Section::Campaign(id) if !studio.campaigns.contains_key(id) => Some(Snapshot::default()),
        _ => snapshot(studio, reality, day, section),
    }
}

struct Walk<'r> {
    repository: &'r Repository,
    plans: PastPlans<'r>,
    line: Line,
    today: Day,
    /// The day of the last plan, and the state it was of.
    day: Day,
    at: Rc<Past>,
    sections: Vec<Way>,
    commits: Vec<CommitLine>,
}

impl Walk<'_> {
    fn along(&mut self, commits: &[ObjectId]) -> Result<(), HistoryProblem> {
        let mut before = self.at.facts.id;
        let mut matter = Vec::new();
        for commit in commits {
            if self.plans.matters(before, *commit)? {
                matter.push(*commit);
            }
            before = *commit;
        }
        for group in matter.chunks(matter.len().div_ceil(MOST_STEPS).max(1)) {
            if let Some(last) = group.last() {
                self.step(*last, group.len() - 1)?;
            }
        }
        Ok(())
    }

    fn step(&mut self, commit: ObjectId, also: usize) -> Result<(), HistoryProblem> {
        let past = self.plans.at(&self.line, commit)?;
        self.go_to(past.day);
        let number = self.commits.len();
        let zone_day = past.day;
        self.commits
            .push(commit_line(&past.studio, &past.facts, zone_day, also));
        self.at = Rc::clone(&past);
        let changed = self.plan(&past.studio, &past.reality, Cause::Commit(number));
        if let [first, side, ..] = past.facts.parents[..]
            && also == 0
            && !changed.is_empty()
        {
            self.open(first, side, &changed)?;
        }
        Ok(())
    }

    /// Lets the days go by up to `day`.
    fn go_to(&mut self, day: Day) {
        let day = day.min(self.today);
        if day > self.day {
            self.day = day;
            let at = Rc::clone(&self.at);
            self.plan(&at.studio, &at.reality, Cause::Time);
        }
    }

    /// Plans every section anew; the numbers of those that changed.
    fn plan(&mut self, studio: &Studio, reality: &Reality, cause: Cause) -> Vec<usize> {
        let mut changed = Vec::new();
        for (number, way) in self.sections.iter_mut().enumerate() {
            let Some(after) = dates(studio, reality, self.day, &way.section) else {
                continue;
            };
            if after != way.now {
                way.now = after.clone();
                way.steps.push(Step {
                    cause,
                    after,
                    sides: Vec::new(),
                });
                changed.push(number);
            }
        }
        changed
    }

    /// What the commits of a merged side did, each on its own line.
    fn open(&mut self, first: ObjectId, side: ObjectId, changed: &[usize]) -> Result<(), HistoryProblem> {
        let (Some(fork), commits) = steps::since(self.repository, side, first)? else {
            return Ok(());
        };
        if commits.len() > MOST_SIDE {
            return Ok(());
        }
        let line = self.plans.line(side)?;
        let mut before = self.plans.at(&line, fork)?;
        for commit in commits {
            if !self.plans.matters(before.facts.id, commit)? {
                continue;
            }
            let after = self.plans.at(&line, commit)?;
            let number = self.commits.len();
            self.commits
                .push(commit_line(&after.studio, &after.facts, after.day, 0));
            for way in changed {
                let way = &mut self.sections[*way];
                let dates = |past: &Past| dates(&past.studio, &past.reality, self.day, &way.section);
                if let (Some(before), Some(after), Some(step)) = (dates(&before), dates(&after), way.steps.last_mut()) {
                    step.sides.push(Side {
                        commit: number,
                        before,
                        after,
                    });
                }
            }
            before = after;
        }
        Ok(())
    }

    /// Up to today, and to the files at hand.
    fn finish(&mut self, studio: &Studio, reality: &Reality) {
        self.go_to(self.today);
        self.plan(studio, reality, Cause::Uncommitted);
    }

    fn report(self, opened: &Opened, head: &Reality, from: DiffEnd, to: DiffEnd) -> PlanDiffReport {
        let calendars = Calendars::of(&opened.studio);
        let time = calendars.studio();
        let sections = self.sections.iter().map(|way| {
            let found = compare(&way.first, &way.steps, time);
            let names: Vec<&str> = found.moved.iter().map(|moved| moved.task.as_str()).collect();
            let waits = ask(&opened.studio, head, opened.today, &way.section, |_, plan| {
                waiting(plan, &names)
            });
            let title = match &way.section {
                Section::Loose => None,
                Section::Campaign(id) => {
                    let campaign = opened
                        .studio
                        .campaigns
                        .get(id)
                        .or_else(|| self.at.studio.campaigns.get(id));
                    Some((
                        id.to_string(),
                        campaign.map_or_else(|| id.to_string(), |one| one.title.to_string()),
                    ))
                }
            };
            DiffSection::of(title, (&way.first, &way.now), &found, waits.unwrap_or_default())
        });
        PlanDiffReport {
            sections: sections.collect(),
            commits: self.commits,
            from,
            to,
            today: opened.today,
        }
    }
}

/// Who made a commit, by the person's id where the address is known.
fn commit_line(studio: &Studio, facts: &CommitFacts, day: Day, also: usize) -> CommitLine {
    let known = studio.person_by_email(&facts.author.email);
    CommitLine {
        id: facts.id.to_string(),
        author: known.map_or_else(|| facts.author.name.to_string(), |person| person.id.to_string()),
        subject: facts.subject.clone(),
        day,
        also,
    }
}
