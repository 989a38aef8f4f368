//! Answers: how likely is the launch, and what drives the risk?
//! Invariant: the runs are shared among the processor's cores; which core makes which changes no answer.

use super::answer::Answer;
use super::context::Context;
use super::forecast_backtest;
use super::open::{self, Opened};
use super::plan::{all, ring};
use super::reality;
use super::talk::Weight;
use super::trial::{TrialArgs, tried};
use super::usage::whole;
use crate::change::link::named_campaign;
use crate::plan::calendars::Calendars;
use crate::plan::expand::{Question, Scope};
use crate::plan::forecast::forecast;
use crate::plan::forecast::past::Past;
use crate::plan::forecast::run::{Model, Tally};
use crate::plan::reality::Reality;
use crate::render::catalogue;
use crate::report::failure::{Failure, PlanRefused};
use crate::report::forecast::ForecastReport;
use clap::Args;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// How likely each day of a campaign is, by the studio's own past, and what drives the risk
#[derive(Clone, Debug, Args)]
pub struct ForecastArgs {
    /// The campaign; without one, every open brief
    pub campaign: Option<String>,

    /// How often the plan is run with other durations
    #[arg(long, value_name = "N", default_value_t = RUNS, value_parser = whole::<u32>(1..=MOST_RUNS), allow_negative_numbers = true)]
    pub runs: u32,

    /// Another seed draws other durations; the same one gives the same answer
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = whole::<u64>(0..=u64::MAX), allow_negative_numbers = true)]
    pub seed: u64,

    /// How well forecasts held: made again as they would have been on past days, and compared with what came
    #[arg(long)]
    pub backtest: bool,

    #[command(flatten)]
    pub trial: TrialArgs,
}

const RUNS: u32 = 10_000;

/// A million runs tell nothing that ten thousand do not.
const MOST_RUNS: u64 = 1_000_000;

pub fn run(args: &ForecastArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = tried(open::open(context)?, args.campaign.as_deref(), &args.trial)?;
    if args.backtest {
        return forecast_backtest::run(args, &opened, context);
    }
    let (reality, unread) = reality::read(&opened);
    let said = answer(args, &opened, &reality)?;
    Ok(match unread {
        None => said,
        Some(problem) => {
            let failure = Failure::History(problem);
            said.note(Weight::Note, catalogue::failure(context.lang, &failure))
        }
    })
}

fn answer(args: &ForecastArgs, opened: &Opened, reality: &Reality) -> Result<Answer, Failure> {
    let studio = &opened.studio;
    let calendars = Calendars::of(studio);
    if let Some(calendar) = studio.calendar().filter(|_| calendars.studio().is_never_open()) {
        return Err(Failure::Plan(PlanRefused::NeverOpen {
            calendar: calendar.id.to_string(),
        }));
    }
    let hours = calendars.hours();
    let scope = match &args.campaign {
        Some(typed) => Scope::Campaign(named_campaign(studio, typed)?),
        None => Scope::OpenBriefs,
    };
    let question = Question {
        studio,
        calendars: &calendars,
        hours: &hours,
        reality,
        today: opened.today,
        scope,
    };
    let past = Past::of(studio, reality, &hours);
    let found = forecast(&question, &past, &|model| made(model, args.seed, args.runs)).map_err(ring)?;
    let report = ForecastReport::of(&question, &found, args.seed);
    Ok(opened.answer(report).findings(all(opened, found.plan.out.findings)))
}

/// Runs are handed out in so many parts at most.
const PARTS: u32 = 32;

/// All runs, on all cores. Parts are put together in their order, so that the answer is the same on any machine.
pub(super) fn made(model: &Model<'_>, seed: u64, runs: u32) -> Tally {
    let each = runs.div_ceil(PARTS).max(100);
    let parts: Vec<Tally> = (0..runs.div_ceil(each))
        .into_par_iter()
        .map(|part| model.run(seed, part * each..runs.min((part + 1) * each)))
        .collect();
    parts.iter().fold(Tally::none(model), Tally::and)
}
