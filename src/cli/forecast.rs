//! Answers: how likely is the launch, and what drives the risk?
//! Invariant: the runs are shared among the processor's cores; which core makes which changes no answer.

use super::answer::Answer;
use super::context::Context;
use super::forecast_backtest;
use super::open::{self, Opened};
use super::plan::{ring, with_findings};
use super::planned::asking;
use super::reality;
use super::talk::Weight;
use super::trial::{TrialArgs, tried};
use super::usage::whole;
use crate::plan::compare::Counted;
use crate::plan::expand::Question;
use crate::plan::forecast::past::Past;
use crate::plan::forecast::run::{Model, Tally};
use crate::plan::forecast::{Forecast, forecast, forecast_with_people};
use crate::plan::people::short::{missing, shortages};
use crate::plan::people::{Options, with_people};
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

    /// Run the plan with people: everybody does one thing after another
    #[arg(long, conflicts_with = "backtest")]
    pub people: bool,

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
    asking(opened, reality, args.campaign.as_deref(), |question| {
        let past = Past::of(question.studio, reality, question.hours);
        let make = |model: &Model<'_>| made(model, args.seed, args.runs);
        let (found, counted) = match args.people {
            false => (forecast(question, &past, &make).map_err(ring)?, Counted::Calendars),
            true => (staffed(args, question, &past, &make)?, Counted::People),
        };
        let report = ForecastReport::of(question, &found, args.seed, counted);
        Ok(with_findings(opened, report, &found.plan.out))
    })
}

/// Through the plan with people; no chance is told where somebody is missing.
fn staffed<'a>(
    args: &ForecastArgs,
    question: &Question<'a>,
    past: &Past,
    make: &dyn Fn(&Model<'_>) -> Tally,
) -> Result<Forecast<'a>, Failure> {
    let plan = with_people(question, Options::default()).map_err(ring)?;
    let lacking = shortages(&plan);
    if !lacking.is_empty() {
        let campaign = args.campaign.iter().map(|campaign| format!(" {campaign}"));
        return Err(Failure::Plan(PlanRefused::NobodyFree {
            hours: missing(&lacking),
            command: format!("crops plan{} --people", campaign.collect::<String>()),
        }));
    }
    forecast_with_people(question, &plan, past, make).map_err(ring)
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
