//! Answers: `crops plan --slip`: on which day could each campaign be live, as planned at the end of each past week?
//! Invariant: each week is planned with what had landed by its end, on its last day; the present one with the files at hand.

use super::answer::Answer;
use super::context::Context;
use super::open::{self, Opened, end_of};
use super::past_plans::PastPlans;
use super::reality;
use crate::change::link::named_campaign;
use crate::git::repository::Repository;
use crate::git::{revision, steps};
use crate::model::Day;
use crate::model::campaign::Campaign;
use crate::model::history::{HistoryProblem, ObjectId};
use crate::plan::people::Options;
use crate::report::failure::Failure;
use crate::report::plan_slip::{SlipLine, SlipReport, SlipWeek};
use chrono::{Datelike, Days};

/// More weeks than this are not planned in one answer.
pub const MOST_WEEKS: u16 = 104;

/// # Errors
/// When the history cannot answer, or there is no such campaign.
pub fn run(context: &Context, campaign: Option<&str>, weeks: u16, people: Option<Options>) -> Result<Answer, Failure> {
    let opened = &open::open(context)?;
    let repository = Repository::discover(&opened.root)?;
    let mut plans = PastPlans::new(&repository, opened, context)?.with_people(people);
    let tip = match opened.commit {
        Some(commit) => commit,
        None => revision::resolve(&repository, "HEAD").map_err(|_| HistoryProblem::NoCommit)?,
    };
    let mut lines: Vec<SlipLine> = campaigns(opened, campaign)?
        .into_iter()
        .map(|campaign| SlipLine {
            title: campaign.title.to_string(),
            campaign: campaign.id.to_string(),
            weeks: Vec::new(),
        })
        .collect();
    let history = plans.line(tip)?;
    for (day, commit) in week_ends(&repository, opened, tip, weeks)? {
        match plans.go(&history, commit) {
            Ok(_) => {}
            Err(HistoryProblem::NoStudio { .. }) => continue,
            Err(problem) => return Err(problem.into()),
        }
        let Some(past) = plans.state() else { continue };
        for line in &mut lines {
            let found = plans.outlook((past.studio, past.reality), day, &line.campaign);
            line.weeks.extend(found.map(|outlook| SlipWeek {
                day,
                commit: Some(commit.to_string()),
                outlook,
            }));
        }
    }
    let (reality, _) = reality::read(opened);
    for line in &mut lines {
        let now = plans.outlook((&opened.studio, &reality), opened.today, &line.campaign);
        line.weeks.extend(now.map(|outlook| SlipWeek {
            day: opened.today,
            commit: opened.commit.map(|commit| commit.to_string()),
            outlook,
        }));
    }
    let counted = plans.counted();
    plans.save();
    if campaign.is_none() {
        lines.retain(|line| line.weeks.last().is_some_and(|week| week.outlook.is_open));
    }
    let today = opened.today;
    Ok(opened.answer(SlipReport { lines, today, counted }))
}

/// The one that was asked for, else all with a launch.
fn campaigns<'o>(opened: &'o Opened, typed: Option<&str>) -> Result<Vec<&'o Campaign>, Failure> {
    if let Some(typed) = typed {
        return Ok(vec![named_campaign(&opened.studio, typed)?]);
    }
    let all = opened.studio.campaigns.values();
    Ok(all.filter(|one| one.launch.is_some()).collect())
}

/// The last day of each past week, oldest first, and the commit that the line of `tip` had reached by its end.
fn week_ends(
    repository: &Repository,
    opened: &Opened,
    tip: ObjectId,
    weeks: u16,
) -> Result<Vec<(Day, ObjectId)>, HistoryProblem> {
    let since_monday = u64::from(opened.today.weekday().num_days_from_monday());
    let sunday = |back: u16| {
        let days = since_monday + 1 + 7 * u64::from(back);
        opened.today.checked_sub_days(Days::new(days))
    };
    let days: Vec<Day> = (0..weeks).filter_map(sunday).collect();
    let ends: Vec<_> = days.iter().map(|day| end_of(*day, opened.zone)).collect();
    let commits = steps::reached(repository, tip, &ends)?;
    let mut found: Vec<_> = days.into_iter().zip(commits).collect();
    found.reverse();
    Ok(found)
}
