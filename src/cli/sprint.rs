//! Answers: `crops sprint` and `crops plan --sprints`: what must be done in a sprint, by whom, and what is carried over?
//! Invariant: the rhythm is the campaign's, else the studio's; load and capacity count the days that are still to come.

use super::answer::Answer;
use super::context::Context;
use super::open::{self, Opened};
use super::reality;
use super::trial::{TrialArgs, tried};
use crate::change::link::named_campaign;
use crate::model::campaign::Campaign;
use crate::plan::answer::solve;
use crate::plan::availability::{Bookings, Team};
use crate::plan::calendars::Calendars;
use crate::plan::expand::{Question, Scope};
use crate::plan::level::problem::{Direction, Effort};
use crate::plan::people::{Options, PeoplePlan, with_people};
use crate::plan::reality::Reality;
use crate::plan::sprints::{Rhythm, SprintTask, sprint_tasks};
use crate::report::failure::{Failure, PlanRefused};
use crate::report::sprints::{AskedSprints, Sprint, SprintsReport};
use clap::Args;
use std::str::FromStr;

/// What must be done in a sprint, by whom, what is carried over and what is at risk
#[derive(Clone, Debug, Args)]
pub struct SprintArgs {
    /// The sprint: its number, `current` or `next`
    #[arg(value_name = "SPRINT", default_value = "current")]
    pub which: Which,

    /// The campaign; without one, all that is not over
    #[arg(long, value_name = "CAMPAIGN")]
    pub campaign: Option<String>,

    #[command(flatten)]
    pub trial: TrialArgs,
}

/// Which sprint is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Current,
    Next,
    Number(i64),
}

impl FromStr for Which {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "current" => Ok(Self::Current),
            "next" => Ok(Self::Next),
            _ => match text.parse::<i64>() {
                Ok(number) if (1..=100_000).contains(&number) => Ok(Self::Number(number)),
                Ok(_) | Err(_) => Err("current, next or a number from 1".to_owned()),
            },
        }
    }
}

/// No more sprints than this are listed.
const MOST_SPRINTS: i64 = 52;

pub fn run(args: &SprintArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = tried(open::open(context)?, args.campaign.as_deref(), &args.trial)?;
    answer(&opened, args.campaign.as_deref(), Some(args.which))
}

/// One sprint, or all from the current one to the last that has a goal.
///
/// # Errors
/// When nothing says how long a sprint is, or there is no such campaign.
pub fn answer(opened: &Opened, campaign: Option<&str>, which: Option<Which>) -> Result<Answer, Failure> {
    let studio = &opened.studio;
    let campaign = match campaign {
        Some(typed) => Some(named_campaign(studio, typed)?),
        None => None,
    };
    let rhythm = rhythm(opened, campaign)?;
    let (reality, _) = reality::read(opened);
    let tasks = tasks(opened, &reality, campaign);
    let now = rhythm.number(opened.today);
    let numbers = match which {
        Some(Which::Current) => now..=now,
        Some(Which::Next) => now + 1..=now + 1,
        Some(Which::Number(number)) => number..=number,
        None => {
            let last = tasks.iter().map(|task| rhythm.number(task.end)).max().unwrap_or(now);
            now..=last.clamp(now, now + MOST_SPRINTS - 1)
        }
    };
    let calendars = Calendars::of(studio);
    let team = Team::of(studio, &calendars, opened.today, Bookings::Firm);
    let capacity = |from: crate::model::Day, to: crate::model::Day| {
        let minutes = |person: &crate::plan::availability::Availability<'_>| {
            let days = from.iter_days().take_while(|day| *day <= to);
            days.map(|day| i64::from(person.minutes_of(day))).sum::<i64>()
        };
        let people = team.people.iter();
        people
            .map(|person| (person.person.id.to_string(), minutes(person)))
            .collect()
    };
    let sprints = numbers.filter_map(|number| Sprint::of(rhythm, number, opened.today, &tasks, &capacity));
    Ok(opened.answer(SprintsReport {
        campaign: campaign.map(|campaign| (campaign.id.to_string(), campaign.title.to_string())),
        rhythm,
        today: opened.today,
        asked: if which.is_some() {
            AskedSprints::One
        } else {
            AskedSprints::All
        },
        sprints: sprints.collect(),
    }))
}

/// Of the campaign, else of the studio; without a campaign also that of the only one that has any.
fn rhythm(opened: &Opened, campaign: Option<&Campaign>) -> Result<Rhythm, Failure> {
    let own = campaign.and_then(|campaign| campaign.sprint);
    let of_all = || {
        let mut known = opened.studio.campaigns.values().filter_map(|one| one.sprint);
        let first = known.next().filter(|_| campaign.is_none())?;
        known.all(|other| other == first).then_some(first)
    };
    let found = own.or(opened.studio.settings.sprint).or_else(of_all);
    found.map(Rhythm::of).ok_or_else(|| {
        let file = campaign.map_or_else(|| opened.studio.settings.file.to_string(), |one| one.file.to_string());
        Failure::Plan(PlanRefused::NoSprints { file })
    })
}

/// Who does what, and when it can be over; `None` where tasks wait for each other, which the plan itself tells.
fn levelled<'a>(question: &Question<'a>) -> Option<PeoplePlan<'a>> {
    let options = Options {
        bookings: Bookings::Firm,
        effort: Effort::Quick,
        seed: 0,
        direction: Direction::Backward,
    };
    with_people(question, options).ok()
}

/// The tasks of the campaign, or of every one and every loose brief.
fn tasks(opened: &Opened, reality: &Reality, campaign: Option<&Campaign>) -> Vec<SprintTask> {
    let studio = &opened.studio;
    let calendars = Calendars::of(studio);
    let hours = calendars.hours();
    let base = Question {
        studio,
        calendars: &calendars,
        hours: &hours,
        reality,
        today: opened.today,
        scope: campaign.map_or(Scope::OpenBriefs, Scope::Campaign),
    };
    let people = levelled(&base);
    let of = |scope: Scope<'_>, before: &str| {
        let question = Question { scope, ..base };
        let Ok(plan) = solve(&question) else { return Vec::new() };
        let loose = matches!(scope, Scope::OpenBriefs);
        sprint_tasks(&question, &plan, people.as_ref(), before, |group| {
            !loose || group.campaign.is_none()
        })
    };
    match campaign {
        Some(campaign) => of(Scope::Campaign(campaign), ""),
        None => {
            let all = studio.campaigns.values();
            let mut tasks: Vec<SprintTask> = all
                .flat_map(|one| of(Scope::Campaign(one), &format!("{}/", one.id)))
                .collect();
            tasks.extend(of(Scope::OpenBriefs, ""));
            tasks
        }
    }
}
