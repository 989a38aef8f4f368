//! Answers: by when must each task of a campaign be done, and does the launch hold?
//! Invariant: arguments and one short function; the arithmetic is in `plan`, the words in the catalogue.

use super::answer::Answer;
use super::context::Context;
use super::open::{self, Opened};
use super::plan_diff::{self, PlanDiffArgs};
use super::plan_people::{self, PeopleArgs};
use super::plan_slip;
use super::planned::asking;
use super::reality;
use super::sprint;
use super::stale::stale;
use super::talk::Weight;
use super::trial::{TrialArgs, tried};
use super::usage::whole;
use crate::model::finding::Finding;
use crate::model::id::BriefId;
use crate::model::similar::nearest;
use crate::plan::answer::{Plan, backward, bindings, forward, solve, why};
use crate::plan::expand::{NamedCycle, Question};
use crate::plan::network::TaskIndex;
use crate::plan::reality::Reality;
use crate::plan::task::Expansion;
use crate::render::catalogue;
use crate::render::show::Show;
use crate::report::failure::{Failure, PlanRefused};
use crate::report::format::Format;
use crate::report::plan::{Occurrences, PlanReport};
use crate::report::plan_why::WhyReport;
use anyhow::Context as _;
use clap::{Args, Subcommand};

/// Plan a campaign back from its launch, or every open brief back from its due day
#[derive(Clone, Debug, Default, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct PlanArgs {
    #[command(subcommand)]
    pub command: Option<PlanCommand>,

    /// The campaign; without one, every open brief
    pub campaign: Option<String>,

    /// Everything as late as the days allow (the default)
    #[arg(long, conflicts_with = "forward")]
    pub backward: bool,

    /// Everything as early as can be, and the earliest launch
    #[arg(long)]
    pub forward: bool,

    /// Why a task is where it is, step by step (`hero-film.production`)
    #[arg(long, value_name = "TASK")]
    pub why: Option<String>,

    /// The first launch that works, as it was planned at the end of each past week
    #[arg(long, conflicts_with_all = ["forward", "backward", "why", "set", "prove"])]
    pub slip: bool,

    /// What must be done in each sprint, by whom, and what is carried over
    #[arg(long, conflicts_with_all = ["forward", "backward", "why", "slip", "people"])]
    pub sprints: bool,

    /// How many weeks back `--slip` looks
    #[arg(long, value_name = "N", default_value_t = 12, requires = "slip",
        value_parser = whole::<u16>(1..=u64::from(plan_slip::MOST_WEEKS)), allow_negative_numbers = true)]
    pub weeks: u16,

    /// Each date of a series on its own lines, also of a long one
    #[arg(long)]
    pub occurrences: bool,

    #[command(flatten)]
    pub people: PeopleArgs,

    #[command(flatten)]
    pub trial: TrialArgs,
}

impl PlanArgs {
    /// How long series are shown.
    pub(super) fn shown(&self) -> Occurrences {
        match self.occurrences {
            true => Occurrences::Each,
            false => Occurrences::Folded,
        }
    }
}

/// What else can be asked of plans.
#[derive(Clone, Debug, Subcommand)]
pub enum PlanCommand {
    Diff(PlanDiffArgs),
}

pub fn run(args: &PlanArgs, context: &Context) -> Result<Answer, Failure> {
    if let Some(PlanCommand::Diff(args)) = &args.command {
        return plan_diff::run(args, context);
    }
    if args.slip {
        let people = args.people.level.of_many_weeks();
        return plan_slip::run(context, args.campaign.as_deref(), args.weeks, people);
    }
    let opened = tried(open::open(context)?, args.campaign.as_deref(), &args.trial)?;
    if args.sprints {
        return sprint::answer(&opened, args.campaign.as_deref(), None);
    }
    let (reality, unread) = reality::read(&opened);
    let said = answer(args, &opened, &reality)?;
    Ok(match unread {
        None => said,
        Some(problem) => said.note(
            Weight::Note,
            catalogue::failure(context.lang, &Failure::History(problem)),
        ),
    })
}

/// The answer for a studio that is open, with what its history shows.
pub fn answer(args: &PlanArgs, opened: &Opened, reality: &Reality) -> Result<Answer, Failure> {
    asking(opened, reality, args.campaign.as_deref(), |question| {
        planned(args, question, opened)
    })
}

fn planned(args: &PlanArgs, question: &Question<'_>, opened: &Opened) -> Result<Answer, Failure> {
    if args.people.level.people {
        return plan_people::answer(args, question, opened);
    }
    if let Some(typed) = &args.why {
        return explained(question, typed, opened);
    }
    let (mut report, out) = if args.forward {
        let plan = forward(question).map_err(ring)?;
        let report = PlanReport::forward(question, &plan);
        (told(report, question, &plan.plan, opened), plan.plan.out)
    } else {
        let plan = backward(question).map_err(ring)?;
        let report = PlanReport::backward(question, &plan);
        (told(report, question, &plan.plan, opened), plan.plan.out)
    };
    report.occurrences = args.shown();
    Ok(with_findings(opened, report, &out))
}

/// The answer with what is wrong in the files and in the plan; campaigns that had to be left out are named beside it.
pub(super) fn with_findings(opened: &Opened, report: impl Show + 'static, out: &Expansion<'_>) -> Answer {
    let answer = opened.answer(report).findings(all(opened, out.findings.clone()));
    out.left_out.iter().fold(answer, |answer, left| {
        let said = catalogue::left_out(opened.lang, left.campaign.id.as_str(), &left.chain);
        answer.note(Weight::Warning, said)
    })
}

/// With what approvals of an older content reopen. Pictures and calendars say why each task is where it is; other forms leave that
/// to `--why`.
fn told(report: PlanReport, question: &Question<'_>, plan: &Plan<'_>, opened: &Opened) -> PlanReport {
    let report = report.reopened(question, plan, &stale(opened, plan));
    let report = match tells_reasons(opened.format, plan.out.tasks.len()) {
        true => report.explained(question, plan, bindings(plan)),
        false => report,
    };
    match opened.format {
        Some(Format::Mspdi) => report.with_calendars(question, plan),
        Some(_) | None => report,
    }
}

const MOST_EXPLAINED: usize = 2_000;

/// Whether a form needs what binds each task. Nobody reads thousands of reasons in a picture or a calendar; a page has them under the
/// pointer, and a project file is made from them.
pub(super) fn tells_reasons(format: Option<Format>, tasks: usize) -> bool {
    match format {
        Some(Format::Html | Format::Mspdi) => true,
        Some(Format::Ics | Format::Svg) => tasks <= MOST_EXPLAINED,
        Some(_) | None => false,
    }
}

fn explained(question: &Question<'_>, typed: &str, opened: &Opened) -> Result<Answer, Failure> {
    let plan = solve(question).map_err(ring)?;
    let task = task_named(&plan, typed)?;
    let reasons = why(&plan, task).context("a ring after the plan")?;
    let report = WhyReport::of(question, &plan, &reasons);
    Ok(with_findings(opened, report, &plan.out))
}

/// The task with this name; of an item or a series, its first task that is not done, else its last.
pub(super) fn task_named(plan: &Plan<'_>, typed: &str) -> Result<TaskIndex, Failure> {
    use crate::plan::task::TaskState;
    let typed = typed.trim();
    if let Some(task) = plan.out.find(typed) {
        return Ok(task);
    }
    // A narrow table names the tasks of a brief by the random part of its id.
    let of_brief = |task: &&str| {
        let is_it = |(id, rest): (&str, &str)| {
            let whole = task.split_once('.').unwrap_or((task, ""));
            rest == whole.1 && BriefId::new(whole.0).is_some_and(|known| known.random_part() == Some(id))
        };
        is_it(typed.split_once('.').unwrap_or((typed, "")))
    };
    let tasks = || plan.out.tasks.iter().map(|task| task.name.as_str());
    if let Some(task) = tasks().find(of_brief).and_then(|name| plan.out.find(name)) {
        return Ok(task);
    }
    let open = |task: &usize| !matches!(plan.out.tasks[*task].state, TaskState::Done(_));
    let is_of_series = |name: &str| name.split_once('@').is_some_and(|(series, _)| series == typed);
    let is_named = |name: &str| name == typed || of_brief(&name) || is_of_series(name);
    let meant = || {
        let groups = plan.out.groups.iter().filter(|group| is_named(&group.name));
        groups.flat_map(|group| group.tasks())
    };
    let found = meant().find(open).or_else(|| meant().next_back());
    let found = found.or_else(|| shortened(plan, typed));
    found.map(|task| TaskIndex(task as u32)).ok_or_else(|| {
        Failure::Plan(PlanRefused::UnknownTask {
            typed: typed.to_owned(),
            near: nearest(typed, tasks()).map(str::to_owned),
        })
    })
}

/// The one task whose name is typed as a narrow table shows it, its middle left out.
fn shortened(plan: &Plan<'_>, typed: &str) -> Option<usize> {
    let (head, tail) = typed.split_once('…').or_else(|| typed.split_once("..."))?;
    let is_meant = |name: &str| name.len() > head.len() + tail.len() && name.starts_with(head) && name.ends_with(tail);
    let mut meant = (0..plan.out.tasks.len()).filter(|task| is_meant(&plan.out.tasks[*task].name));
    let task = meant.next()?;
    meant.next().is_none().then_some(task)
}

/// Those of the files, then those of the plan that are not among them.
pub(super) fn all(opened: &Opened, found: Vec<Finding>) -> Vec<Finding> {
    let mut findings = opened.findings.clone();
    for finding in found {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

pub(super) fn ring(cycle: NamedCycle) -> Failure {
    Failure::Plan(PlanRefused::Ring { chain: cycle.chain })
}
