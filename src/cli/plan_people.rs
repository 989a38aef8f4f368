//! Answers: does the plan hold with the hours people have, and who does what?
//! Invariant: arguments and one short function; the arithmetic is in `plan::people`, the words in the catalogue.

use super::answer::Answer;
use super::open::Opened;
use super::plan::{PlanArgs, ring, task_named, tells_reasons, with_findings};
use super::stale::stale;
use super::usage::whole;
use crate::plan::availability::Bookings;
use crate::plan::expand::{NamedCycle, Question};
use crate::plan::level::problem::{Direction, Effort};
use crate::plan::level::proof::Proof;
use crate::plan::people::launches::launches;
use crate::plan::people::ways::{PeopleWays, WaySearch};
use crate::plan::people::why::{bindings, why};
use crate::plan::people::{Options, PeoplePlan, with_people};
use crate::report::failure::{Failure, Usage};
use crate::report::format::Format;
use crate::report::plan::PlanReport;
use crate::report::plan_why::WhyReport;
use anyhow::Context as _;
use clap::{Args, ValueEnum};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

#[derive(Clone, Debug, Default, Args)]
pub struct PeopleArgs {
    #[command(flatten)]
    pub level: LevelArgs,

    /// Look for a proof that no plan can do better, within so many steps of a solver
    #[arg(long, value_name = "STEPS", requires = "people", conflicts_with = "why", require_equals = true,
        num_args = 0..=1, default_missing_value = "50000",
        value_parser = whole::<u32>(1..=100_000_000))]
    pub prove: Option<u32>,
}

/// How any plan is made with people.
#[derive(Clone, Debug, Default, Args)]
pub struct LevelArgs {
    /// Plan with the hours that people have, and choose who does what
    #[arg(long)]
    pub people: bool,

    /// How long to look for a better plan with people: normal, and quick with `--slip` unless said
    #[arg(long, value_name = "EFFORT", requires = "people")]
    pub effort: Option<HowLong>,

    /// Another number, another search; the same number, the same plan
    #[arg(long, value_name = "N", requires = "people", default_value_t = 0,
        value_parser = whole::<u64>(0..=u64::MAX), allow_negative_numbers = true)]
    pub seed: u64,

    /// Count the days on which freelances are only on option
    #[arg(long, requires = "people")]
    pub options: bool,
}

impl LevelArgs {
    fn options(&self, unless_said: HowLong, direction: Direction) -> Options {
        Options {
            bookings: match self.options {
                true => Bookings::WithOptions,
                false => Bookings::Firm,
            },
            effort: self.effort.unwrap_or(unless_said).effort(),
            seed: self.seed,
            direction,
        }
    }

    /// How each of the plans of a comparison is made, as the plan itself is; `None`: by the calendars alone.
    pub fn compared(&self) -> Option<Options> {
        self.people.then(|| self.options(HowLong::Normal, Direction::Backward))
    }

    /// How each of many plans of the past is made; `None`: by the calendars alone.
    pub fn of_many_weeks(&self) -> Option<Options> {
        self.people.then(|| self.options(HowLong::Quick, Direction::Backward))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HowLong {
    Quick,
    Normal,
    Thorough,
}

impl HowLong {
    fn effort(self) -> Effort {
        match self {
            Self::Quick => Effort::Quick,
            Self::Normal => Effort::Normal,
            Self::Thorough => Effort::Thorough,
        }
    }
}

/// The answer of a plan with people.
pub fn answer(args: &PlanArgs, question: &Question<'_>, opened: &Opened) -> Result<Answer, Failure> {
    if args.people.prove.is_some() && cfg!(not(feature = "prove")) {
        return Err(Failure::Usage(Usage::NoSolver));
    }
    let direction = match args.forward {
        true => Direction::Forward,
        false => Direction::Backward,
    };
    let options = args.people.level.options(HowLong::Normal, direction);
    let plan = with_people(question, options).map_err(ring)?;
    if let Some(typed) = &args.why {
        return explained(question, &plan, typed, opened);
    }
    let (plan, proof) = proven(question, plan, args.people.prove).map_err(ring)?;
    let (launches, ways) = rayon::join(|| launches(question, &plan), || ways(question, &plan));
    let report = PlanReport::with_people(question, &plan, launches.map_err(ring)?).with_ways(&plan, &ways);
    let mut report = report
        .proven(proof)
        .reopened_with_people(question, &plan, &stale(opened, &plan.plan));
    if tells_reasons(opened.format, plan.plan.out.tasks.len()) {
        report = report.explained(question, &plan.plan, bindings(&plan));
    }
    if opened.format == Some(Format::Mspdi) {
        report = report.with_calendars(question, &plan.plan);
    }
    report.occurrences = args.shown();
    Ok(with_findings(opened, report, &plan.plan.out))
}

/// What would help, tried on as many threads as there are; the order of the threads changes nothing.
fn ways(question: &Question<'_>, plan: &PeoplePlan<'_>) -> PeopleWays {
    let Some(search) = WaySearch::of(question, plan) else {
        return PeopleWays::default();
    };
    let tried = search.candidates().into_par_iter();
    let tried = tried.filter_map(|change| search.tried(change)).collect();
    search.ranked(tried)
}

/// The plan, and what is proven of it when that was asked for.
#[cfg(feature = "prove")]
fn proven<'a>(
    question: &Question<'a>,
    plan: PeoplePlan<'a>,
    steps: Option<u32>,
) -> Result<(PeoplePlan<'a>, Option<Proof>), NamedCycle> {
    let Some(steps) = steps else {
        return Ok((plan, None));
    };
    let (plan, proof) = crate::plan::people::prove::proven(question, plan, steps)?;
    Ok((plan, Some(proof)))
}

/// Without the solver nothing is proven.
#[cfg(not(feature = "prove"))]
fn proven<'a>(
    _: &Question<'a>,
    plan: PeoplePlan<'a>,
    _: Option<u32>,
) -> Result<(PeoplePlan<'a>, Option<Proof>), NamedCycle> {
    Ok((plan, None))
}

fn explained(question: &Question<'_>, plan: &PeoplePlan<'_>, typed: &str, opened: &Opened) -> Result<Answer, Failure> {
    let task = task_named(&plan.plan, typed)?;
    let reasons = why(plan, task).context("a ring after the plan")?;
    let report = WhyReport::with_people(question, plan, &reasons);
    Ok(with_findings(opened, report, &plan.plan.out))
}
