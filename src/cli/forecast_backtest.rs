//! Answers: of the forecasts that would have been made on past days, how many came true?
//! Invariant: each is made from what was known then: the files of that day and the moves that had landed.
//! Source: design, "Uncertainty" and "As of".

use super::answer::Answer;
use super::context::Context;
use super::forecast::{ForecastArgs, made};
use super::open::{Opened, end_of};
use super::past_plans::{PastPlans, State};
use super::reality;
use crate::change::link::named_campaign;
use crate::git::repository::Repository;
use crate::git::revision;
use crate::model::Day;
use crate::model::history::{HistoryProblem, Moment, ObjectId};
use crate::model::id::CampaignId;
use crate::model::studio::Studio;
use crate::plan::answer::Plan;
use crate::plan::expand::{Question, Scope};
use crate::plan::forecast::calibrate::{Given, Held, Reliability, reliability};
use crate::plan::forecast::outcome::{Outcome, goal_outcome};
use crate::plan::forecast::past::Past;
use crate::plan::forecast::{Chances, What, chances};
use crate::plan::reality::Reality;
use crate::plan::task::Anchored;
use crate::report::failure::Failure;
use crate::report::forecast::{Apart, BacktestReport};
use chrono::{Datelike, Days, Weekday};
use std::cell::Cell;

/// Not more points in the past than this: weekly for a year, else every fourth week.
const MOST_POINTS: usize = 60;

/// Forecasts of the past need no more runs to be put into tenths.
const MOST_RUNS: u32 = 500;

/// History must be so old before the first point.
const FIRST_WEEKS: u64 = 4;

pub fn run(args: &ForecastArgs, opened: &Opened, context: &Context) -> Result<Answer, Failure> {
    let repository = Repository::discover(&opened.root)?;
    let mut plans = PastPlans::new(&repository, opened, context)?;
    let asked = match &args.campaign {
        Some(typed) => Some(named_campaign(&opened.studio, typed)?),
        None => None,
    };
    let tip = tip(opened, &repository)?;
    let line = plans.line(tip)?;
    let bench = Bench {
        opened,
        commits: revision::first_parents(&repository, tip)?,
        now: reality::read(opened).0,
        asked: asked.map(|campaign| campaign.id.clone()),
        runs: args.runs.min(MOST_RUNS),
        seed: args.seed,
    };
    let points = bench.points();
    let mut found = Found::default();
    for day in &points {
        let Some(commit) = bench.commit_of(*day) else { continue };
        match plans.go(&line, commit) {
            Ok(_) => bench.forecasts_of(*day, &plans, &mut found),
            // the repository may be older than the studio
            Err(HistoryProblem::NoStudio { .. }) => {}
            Err(problem) => return Err(problem.into()),
        }
    }
    let subject = asked.map(|campaign| (campaign.id.to_string(), campaign.title.to_string()));
    let report = found.report(&bench, points, subject);
    plans.save();
    Ok(opened.answer(report))
}

fn tip(opened: &Opened, repository: &Repository) -> Result<ObjectId, HistoryProblem> {
    match opened.commit {
        Some(commit) => Ok(commit),
        None => match revision::resolve(repository, "HEAD") {
            Err(HistoryProblem::NoSuchRevision { .. }) => Err(HistoryProblem::NoCommit),
            other => other,
        },
    }
}

#[derive(Default)]
struct Found {
    launches: Vec<Judged>,
    deliverables: Vec<Judged>,
    undecided: usize,
}

/// A forecast, and what came of it.
struct Judged {
    chances: Chances,
    held: Held,
    of: String,
    /// The part of what varies that a month had in common then.
    common: f64,
}

impl Found {
    fn report(&self, bench: &Bench<'_>, points: Vec<Day>, subject: Option<(String, String)>) -> BacktestReport {
        let all = || self.launches.iter().chain(&self.deliverables);
        let common = all().map(|one| one.common).sum::<f64>() / all().count().max(1) as f64;
        let together = |found: &[Judged]| reliability_of(found, |chances| chances.together);
        let apart = |found: &[Judged]| reliability_of(found, |chances| chances.apart);
        BacktestReport {
            subject,
            points,
            runs: bench.runs,
            seed: bench.seed,
            launches: together(&self.launches),
            deliverables: together(&self.deliverables),
            apart: (common > 0.0).then(|| Apart {
                launches: apart(&self.launches),
                deliverables: apart(&self.deliverables),
                common,
            }),
            undecided: self.undecided,
        }
    }
}

fn reliability_of(found: &[Judged], chance: impl Fn(Chances) -> f64) -> Reliability {
    let given = found.iter().map(|one| Given {
        chance: chance(one.chances),
        held: one.held,
        of: one.of.clone(),
    });
    reliability(&given.collect::<Vec<_>>())
}

struct Bench<'b> {
    opened: &'b Opened,
    /// From first parent to first parent, the newest first.
    commits: Vec<(ObjectId, Moment)>,
    now: Reality,
    asked: Option<CampaignId>,
    runs: u32,
    seed: u64,
}

impl Bench<'_> {
    /// Mondays since the history is old enough, the latest ones where there are too many.
    fn points(&self) -> Vec<Day> {
        let Some((_, first)) = self.commits.last() else {
            return Vec::new();
        };
        let first = first.with_timezone(&self.opened.zone).date_naive();
        let from = first.checked_add_days(Days::new(7 * FIRST_WEEKS)).unwrap_or(first);
        let days = from.iter_days().take_while(|day| *day < self.opened.today);
        let mondays: Vec<Day> = days.filter(|day| day.weekday() == Weekday::Mon).collect();
        let step = if mondays.len() > MOST_POINTS { 4 } else { 1 };
        let mut points: Vec<Day> = mondays.into_iter().rev().step_by(step).take(MOST_POINTS).collect();
        points.reverse();
        points
    }

    /// The last commit of a day.
    fn commit_of(&self, day: Day) -> Option<ObjectId> {
        let until = end_of(day, self.opened.zone);
        let found = self.commits.iter().find(|(_, committed)| *committed < until);
        found.map(|(commit, _)| *commit)
    }

    /// Every forecast that would have been made at the end of a day.
    fn forecasts_of(&self, day: Day, plans: &PastPlans<'_>, found: &mut Found) {
        let Some(State { studio, reality, .. }) = plans.state() else {
            return;
        };
        let calendars = plans.calendars(studio);
        let hours = calendars.hours();
        if calendars.studio().is_never_open() {
            return;
        }
        let past = Past::of(studio, reality, &hours);
        let asked = |id: &CampaignId| self.asked.as_ref().is_none_or(|asked| asked == id);
        for campaign in studio.campaigns.values().filter(|campaign| asked(&campaign.id)) {
            let question = Question {
                studio,
                calendars: &calendars,
                hours: &hours,
                reality,
                today: day,
                scope: Scope::Campaign(campaign),
            };
            self.made(&question, &past, found);
        }
        if self.asked.is_none() {
            let question = Question {
                studio,
                calendars: &calendars,
                hours: &hours,
                reality,
                today: day,
                scope: Scope::OpenBriefs,
            };
            self.made(&question, &past, found);
        }
    }

    /// One forecast; what could not be planned then was not forecast.
    fn made(&self, question: &Question<'_>, past: &Past, found: &mut Found) {
        let campaign = match question.scope {
            Scope::Campaign(campaign) => Some(campaign.id.as_str()),
            Scope::OpenBriefs => None,
        };
        let undecided = Cell::new(0);
        let judged = |plan: &Plan<'_>, what: &What| {
            let (kind, of, outcome) = self.judged(plan, what, campaign)?;
            let held = match outcome {
                Outcome::Held => Held::Yes,
                Outcome::Missed => Held::No,
                Outcome::Undecided => {
                    undecided.set(undecided.get() + 1);
                    return None;
                }
            };
            Some((kind, of, held))
        };
        let made = chances(question, past, judged, &|model| made(model, self.seed, self.runs));
        found.undecided += undecided.get();
        for ((kind, of, held), chances) in made.into_iter().flatten() {
            let into = match kind {
                Kind::Launch => &mut found.launches,
                Kind::Deliverable => &mut found.deliverables,
            };
            into.push(Judged {
                chances,
                held,
                of,
                common: past.common(),
            });
        }
    }

    /// What became of a day that a plan wanted; of open briefs those of no campaign, which are in no other forecast.
    fn judged(&self, plan: &Plan<'_>, what: &What, campaign: Option<&str>) -> Option<(Kind, String, Outcome)> {
        let studio: &Studio = &self.opened.studio;
        let outcome = |goal: usize| goal_outcome(&plan.out, goal, studio, &self.now, self.opened.today);
        match what {
            What::Goal(goal) => {
                let group = &plan.out.groups[plan.out.goals[*goal].group];
                if campaign.is_none() && group.campaign.is_some() {
                    return None;
                }
                let of = format!("{}/{}", campaign.unwrap_or_default(), group.name);
                Some((Kind::Deliverable, of, outcome(*goal)))
            }
            What::Launch => {
                let goals = plan.out.goals.iter().enumerate();
                let goals = goals.filter(|(_, goal)| goal.anchored == Anchored::ToLaunch);
                let held = Outcome::of_all(goals.map(|(at, _)| outcome(at)));
                Some((Kind::Launch, campaign.unwrap_or_default().to_owned(), held))
            }
            What::Anchor(_) | What::Milestone(_) => None,
        }
    }
}

/// What is forecast.
enum Kind {
    Launch,
    Deliverable,
}
