//! Answers: `crops plan diff`: what moved since a revision, and which commit moved it?
//! Invariant: each state is planned on its own day, so that what commits did and what time did add up to the whole.

use super::answer::Answer;
use super::context::Context;
use super::open::{self, Opened, named_commit};
use super::past_plans::{Depends, Line, PastPlans, Section, State};
use super::plan_people::LevelArgs;
use super::reality;
use crate::git::repository::Repository;
use crate::git::revision;
use crate::git::steps;
use crate::model::Day;
use crate::model::history::{HistoryProblem, ObjectId};
use crate::model::id::CampaignId;
use crate::model::resolve;
use crate::model::studio::Studio;
use crate::plan::compare::{Cause, Side, Snapshot, Step, compare};
use crate::plan::reality::Reality;
use crate::report::failure::Failure;
use crate::report::plan_diff::{CommitLine, DiffEnd, DiffSection, PlanDiffReport, waiting};
use crate::store::succession::Touched;
use clap::Args;
use std::collections::BTreeSet;

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

    #[command(flatten)]
    pub people: LevelArgs,
}

/// More commits than this are taken together in groups, each on its last day; within a group the commits are
/// found by halving it where something moved.
const MOST_STEPS: usize = 200;

/// Merges that bring more commits than this are not opened.
const MOST_SIDE: usize = 100;

pub fn run(args: &PlanDiffArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open::open(context)?;
    let repository = Repository::discover(&opened.root)?;
    let mut plans = PastPlans::new(&repository, &opened, context)?.with_people(args.people.compared());
    let tip = match opened.commit {
        Some(commit) => commit,
        None => head(&repository)?,
    };
    let (asked, asked_day) = named_commit(&repository, &args.revision, &opened.studio, opened.zone)?;
    let (from, commits) = steps::since(&repository, tip, asked)?;
    let from = from.unwrap_or(asked);
    let line = plans.line(tip)?;
    plans.go(&line, from)?;
    let head = reality::read(&opened).0;
    let first_day = match (args.same_day, plans.state()) {
        (false, _) if from == asked => asked_day.min(opened.today),
        (false, Some(base)) => base.day.min(opened.today),
        _ => opened.today,
    };
    let sections = sections(args, &opened, &head, &plans, first_day)?;
    let mut walk = Walk {
        repository: &repository,
        plans,
        line,
        today: opened.today,
        day: first_day,
        sections,
        commits: Vec::new(),
    };
    walk.along(from, &commits)?;
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
    let report = walk.report(&opened, &head, from, to);
    walk.plans.save();
    Ok(opened.answer(report))
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
    depends: Depends,
    steps: Vec<Step>,
}

impl Way {
    /// Whether its plan may be another after a change.
    fn is_touched(&self, touched: &Touched) -> bool {
        touched.everything
            || match &self.section {
                Section::Campaign(id) => touched.campaigns.contains(id),
                Section::Loose => touched.loose,
            }
            || !self.is_settled() && self.depends.is_touched(touched)
    }

    /// Whether all of it is over: neither days that go by nor the work of others change anything of it.
    fn is_settled(&self) -> bool {
        self.now.tasks.values().all(|task| task.done)
    }
}

impl Way {
    fn change(&mut self, dates: Option<(Snapshot, Depends)>, cause: Cause) {
        let Some((after, depends)) = dates else { return };
        self.depends = depends;
        if after != self.now {
            self.now = after.clone();
            self.steps.push(Step {
                cause,
                after,
                sides: Vec::new(),
            });
        }
    }
}

/// What a step did to one section: its number, and its plans before and after.
type Change = (usize, Snapshot, Snapshot);

/// What is compared: the campaign that was asked for, else all that had or has work to do.
fn sections(
    args: &PlanDiffArgs,
    opened: &Opened,
    head: &Reality,
    plans: &PastPlans<'_>,
    first_day: Day,
) -> Result<Vec<Way>, Failure> {
    let Some(base) = plans.state() else {
        return Ok(Vec::new());
    };
    let named: Option<CampaignId> = match &args.campaign {
        None => None,
        Some(typed) => match resolve::campaign(&opened.studio, typed) {
            Ok(campaign) => Some(campaign.id.clone()),
            Err(unresolved) => match resolve::campaign(base.studio, typed) {
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
    let sections: Vec<&Section> = all.iter().collect();
    let firsts = plans.dates((base.studio, base.reality), first_day, &sections);
    let lasts = plans.dates((&opened.studio, head), opened.today, &sections);
    for ((section, first), last) in all.into_iter().zip(firsts).zip(lasts) {
        let (first, depends) = first.unwrap_or_default();
        let last = last.unwrap_or_default();
        if named.is_some() || is_open(&first) || is_open(&last.0) {
            let now = first.clone();
            ways.push(Way {
                section,
                first,
                now,
                depends,
                steps: Vec::new(),
            });
        }
    }
    Ok(ways)
}

struct Walk<'r> {
    repository: &'r Repository,
    plans: PastPlans<'r>,
    line: Line,
    today: Day,
    /// The day of the last plan.
    day: Day,
    sections: Vec<Way>,
    commits: Vec<CommitLine>,
}

impl Walk<'_> {
    fn along(&mut self, from: ObjectId, commits: &[ObjectId]) -> Result<(), HistoryProblem> {
        let mut before = from;
        let mut matter = Vec::new();
        for commit in commits {
            if self.plans.matters(before, *commit)? {
                matter.push(*commit);
            }
            before = *commit;
        }
        let size = match matter.len() {
            ..=MOST_STEPS => 1,
            many => many.div_ceil(MOST_STEPS / 2),
        };
        matter.chunks(size).try_for_each(|group| self.step(group))
    }

    /// From one commit to the next, or over several of them on the day of the last.
    fn step(&mut self, group: &[ObjectId]) -> Result<(), HistoryProblem> {
        let Some(last) = group.last() else { return Ok(()) };
        let (_, day) = self.plans.facts(*last)?;
        self.go_to(day);
        let touched = self.plans.go(&self.line, *last)?;
        let changed = self.planned(&touched);
        if changed.is_empty() {
            return Ok(());
        }
        self.named(group, changed)?;
        self.plans.go(&self.line, *last)?;
        Ok(())
    }

    /// Lets the days go by up to `day`.
    fn go_to(&mut self, day: Day) {
        let day = day.min(self.today);
        if day <= self.day {
            return;
        }
        self.day = day;
        let Self { plans, sections, .. } = self;
        let Some(state) = plans.state() else { return };
        let mut ways: Vec<&mut Way> = sections.iter_mut().filter(|way| !way.is_settled()).collect();
        let about: Vec<&Section> = ways.iter().map(|way| &way.section).collect();
        let dates = plans.dates((state.studio, state.reality), day, &about);
        for (way, dates) in ways.iter_mut().zip(dates) {
            way.change(dates, Cause::Time);
        }
    }

    /// Plans anew every section that was touched; what became of those that changed.
    fn planned(&mut self, touched: &Touched) -> Vec<Change> {
        let Self {
            plans, sections, day, ..
        } = self;
        let Some(state) = plans.state() else { return Vec::new() };
        let mut changed = Vec::new();
        let ways = sections.iter_mut().enumerate();
        let mut ways: Vec<(usize, &mut Way)> = ways.filter(|(_, way)| way.is_touched(touched)).collect();
        let about: Vec<&Section> = ways.iter().map(|(_, way)| &way.section).collect();
        let dates = plans.dates((state.studio, state.reality), *day, &about);
        for ((number, way), dates) in ways.iter_mut().zip(dates) {
            let Some((after, depends)) = dates else { continue };
            way.depends = depends;
            if after != way.now {
                let before = std::mem::replace(&mut way.now, after.clone());
                changed.push((*number, before, after));
            }
        }
        changed
    }

    /// Tells which of these commits, on one day, made these changes: halved until a single one is left.
    fn named(&mut self, group: &[ObjectId], changed: Vec<Change>) -> Result<(), HistoryProblem> {
        let middle = group.len() / 2;
        let Some(last) = group.get(middle.wrapping_sub(1)) else {
            return match group {
                [commit] => self.name(*commit, changed),
                _ => Ok(()),
            };
        };
        self.plans.go(&self.line, *last)?;
        let (mut left, mut right) = (Vec::new(), Vec::new());
        let numbers: Vec<usize> = changed.iter().map(|(number, ..)| *number).collect();
        let now = self.dates_now(&numbers);
        for ((number, before, after), between) in changed.into_iter().zip(now) {
            let between = between.unwrap_or_else(|| before.clone());
            if between != before {
                left.push((number, before, between.clone()));
            }
            if between != after {
                right.push((number, between, after));
            }
        }
        for (half, changed) in [(&group[..middle], left), (&group[middle..], right)] {
            if !changed.is_empty() {
                self.named(half, changed)?;
            }
        }
        Ok(())
    }

    /// Of these sections at the commit that was gone to.
    fn dates_now(&self, numbers: &[usize]) -> Vec<Option<Snapshot>> {
        let Some(state) = self.plans.state() else {
            return vec![None; numbers.len()];
        };
        let about: Vec<&Section> = numbers.iter().map(|number| &self.sections[*number].section).collect();
        let dates = self.plans.dates((state.studio, state.reality), self.day, &about);
        dates.into_iter().map(|found| found.map(|(dates, _)| dates)).collect()
    }

    /// Puts changes down to one commit, and of a merge to the commits that it brought.
    fn name(&mut self, commit: ObjectId, changed: Vec<Change>) -> Result<(), HistoryProblem> {
        self.plans.go(&self.line, commit)?;
        let number = self.commits.len();
        self.commits.extend(self.plans.state().map(commit_line));
        let ways: Vec<usize> = changed.iter().map(|(way, ..)| *way).collect();
        for (way, _, after) in changed {
            self.sections[way].steps.push(Step {
                cause: Cause::Commit(number),
                after,
                sides: Vec::new(),
            });
        }
        let parents = self.plans.state().map(|state| state.facts.parents.clone());
        match parents.as_deref() {
            Some([first, side, ..]) => self.open(*first, *side, &ways),
            _ => Ok(()),
        }
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
        self.plans.go(&line, fork)?;
        let mut before = self.dates_now(changed);
        let mut at = fork;
        for commit in commits {
            if !self.plans.matters(at, commit)? {
                continue;
            }
            at = commit;
            self.plans.go(&line, commit)?;
            let number = self.commits.len();
            self.commits.extend(self.plans.state().map(commit_line));
            let now = self.dates_now(changed);
            for ((way, before), after) in changed.iter().zip(&mut before).zip(now) {
                if let (Some(before), Some(after)) = (before.take(), &after)
                    && let Some(step) = self.sections[*way].steps.last_mut()
                {
                    step.sides.push(Side {
                        commit: number,
                        before,
                        after: after.clone(),
                    });
                }
                *before = after;
            }
        }
        Ok(())
    }

    /// Up to today, and to the files at hand.
    fn finish(&mut self, studio: &Studio, reality: &Reality) {
        self.go_to(self.today);
        let about: Vec<&Section> = self.sections.iter().map(|way| &way.section).collect();
        let dates = self.plans.dates((studio, reality), self.day, &about);
        for (way, dates) in self.sections.iter_mut().zip(dates) {
            way.change(dates, Cause::Uncommitted);
        }
    }

    fn report(&mut self, opened: &Opened, head: &Reality, from: DiffEnd, to: DiffEnd) -> PlanDiffReport {
        let plans = &self.plans;
        let calendars = plans.calendars(&opened.studio);
        let time = calendars.studio();
        let sections = self.sections.iter().map(|way| {
            let found = compare(&way.first, &way.steps, time);
            let names: Vec<&str> = found.moved.iter().map(|moved| moved.task.as_str()).collect();
            let waits = plans.ask((&opened.studio, head), opened.today, &way.section, |_, made| {
                waiting(made.plan(), |task| made.why(task), &names)
            });
            let title = match &way.section {
                Section::Loose => None,
                Section::Campaign(id) => {
                    let campaign = opened
                        .studio
                        .campaigns
                        .get(id)
                        .or_else(|| plans.state()?.studio.campaigns.get(id));
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
            commits: std::mem::take(&mut self.commits),
            from,
            to,
            today: opened.today,
            counted: plans.counted(),
        }
    }
}

/// Who made a commit, by the person's id where the address is known.
fn commit_line(state: State<'_>) -> CommitLine {
    let facts = state.facts;
    let known = state.studio.person_by_email(&facts.author.email);
    CommitLine {
        id: facts.id.to_string(),
        author: known.map_or_else(|| facts.author.name.to_string(), |person| person.id.to_string()),
        subject: facts.subject.clone(),
        day: state.day,
    }
}
