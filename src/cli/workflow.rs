//! Answers: `crops workflow`: what does the process look like, does it do what it should, and where do briefs go that it has left behind?
//! Invariant: arguments and short functions; a rehearsal writes nothing.

use super::answer::Answer;
use super::context::Context;
use super::open::{self, Opened};
use super::usage::key_value;
use super::writing::{WriteArgs, answer, open_to_write, write};
use crate::change::adopt::adopt;
use crate::change::refusal::{Named, Refusal};
use crate::change::rehearsal::{Doing, Rehearsal, accepted};
use crate::model::approval::Verdict;
use crate::model::id::PersonId;
use crate::model::resolve;
use crate::model::workflow::Workflow;
use crate::render::catalogue;
use crate::report::deed::{Deed, Done};
use crate::report::exit::Exit;
use crate::report::failure::{DiskAction, Failure, ScenarioFault, Usage};
use crate::report::rehearsal::{Differs, RehearsalReport, RehearsedStep, StepDeed};
use crate::report::workflow::{WorkflowFacts, WorkflowReport};
use crate::store::input::read_given;
use crate::store::scenario::{self, Act, FaultKind, Scenario, Step};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Workflows: show one, try it out, and take briefs out of stages that are gone
#[derive(Clone, Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct WorkflowArgs {
    #[command(subcommand)]
    pub command: WorkflowCommand,
}

#[derive(Clone, Debug, Subcommand)]
pub enum WorkflowCommand {
    Show(ShowArgs),
    Test(TestArgs),
    Adopt(AdoptArgs),
}

/// Its stages in order, who acts in each, and what each asks before it is left
#[derive(Clone, Debug, Args)]
pub struct ShowArgs {
    /// The workflow; without one, all of them
    pub name: Option<String>,
}

/// Play a scenario through a workflow, step by step, and compare with what was expected
///
/// Nothing is written. Exits with 1 when a step goes otherwise.
#[derive(Clone, Debug, Args)]
pub struct TestArgs {
    /// The scenario: who does what, and what is expected
    #[arg(value_name = "SCENARIO")]
    pub file: PathBuf,
}

/// Move the briefs whose stage is gone to one that is there, in one commit
#[derive(Clone, Debug, Args)]
pub struct AdoptArgs {
    /// From a stage that is gone to one that is there: `making=production`
    #[arg(long, value_name = "OLD=NEW", value_parser = key_value)]
    pub from: Vec<(String, String)>,

    #[command(flatten)]
    pub write: WriteArgs,
}

pub fn run(args: &WorkflowArgs, context: &Context) -> Result<Answer, Failure> {
    match &args.command {
        WorkflowCommand::Show(args) => show(args, context),
        WorkflowCommand::Test(args) => test(args, context),
        WorkflowCommand::Adopt(args) => adopted(args, context),
    }
}

fn show(args: &ShowArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open::open(context)?;
    let code = context.lang.code();
    let facts = |workflow: &Workflow| WorkflowFacts::of(&opened.studio, workflow, code);
    let workflows = match &args.name {
        Some(typed) => vec![facts(named(&opened, typed)?)],
        None => opened.studio.workflows.values().map(facts).collect(),
    };
    Ok(opened.answer(WorkflowReport { workflows }))
}

fn named<'o>(opened: &'o Opened, typed: &str) -> Result<&'o Workflow, Refusal> {
    let known = &opened.studio.workflows;
    known.get(typed.trim()).ok_or_else(|| {
        let names = known.keys().map(|id| id.as_str());
        Refusal::unresolved(Named::Workflow, resolve::unknown(typed.trim(), names))
    })
}

fn adopted(args: &AdoptArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let (change, adopted) = adopt(&opened.studio, &args.from)?;
    let written = write(context, &opened, &change, args.write)?;
    let deed = Deed {
        what: Done::Adopted(adopted),
        written,
        next: vec!["crops check".to_owned()],
    };
    Ok(answer(&opened, deed, context))
}

fn test(args: &TestArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open::open(context)?;
    let shown = args.file.display().to_string();
    let bytes = read_given(&context.world.directory.join(&args.file))
        .map_err(|error| Failure::disk(&shown, DiskAction::Read, &error))?;
    let faulty = |line: u32, what| {
        Failure::Usage(Usage::BadScenario {
            path: shown.clone(),
            line,
            what,
        })
    };
    let scenario = scenario::scenario(&bytes).map_err(|fault| faulty(fault.line, fault_of(fault.what)))?;
    let workflow = named(&opened, &scenario.workflow)?;
    let steps = played(&opened, context, workflow, &scenario).ok_or_else(|| faulty(1, ScenarioFault::Brief))??;
    let report = RehearsalReport {
        file: shown.clone(),
        title: scenario.title.clone(),
        workflow: workflow.id.to_string(),
        steps,
    };
    let exit = if report.failed() == 0 {
        Exit::Fine
    } else {
        Exit::Findings
    };
    Ok(opened.answer(report).exit(exit))
}

/// `None` when the facts of the brief cannot be read, or no kind uses the workflow.
fn played(
    opened: &Opened,
    context: &Context,
    workflow: &Workflow,
    scenario: &Scenario,
) -> Option<Result<Vec<RehearsedStep>, Failure>> {
    let named = scenario
        .brief
        .iter()
        .find(|(key, _)| key == "kind")
        .map(|(_, kind)| kind);
    let mut kinds = opened
        .studio
        .kinds
        .values()
        .filter(|kind| kind.workflow.value == workflow.id);
    let kind = match named {
        Some(crate::change::YamlValue::Text(name)) => kinds.find(|kind| kind.id.as_str() == name),
        _ => kinds.next(),
    };
    let start = workflow.first_stage()?;
    let (brief, tree) = scenario::brief(&scenario.brief, kind?.id.as_str(), start.id.as_str())?;
    let mut rehearsal = Rehearsal::new(&opened.studio, brief, tree, opened.today);
    let play = |step: &Step| played_step(opened, context, workflow, &mut rehearsal, step);
    Some(scenario.steps.iter().map(play).collect())
}

fn played_step(
    opened: &Opened,
    context: &Context,
    workflow: &Workflow,
    rehearsal: &mut Rehearsal<'_>,
    step: &Step,
) -> Result<RehearsedStep, Failure> {
    let by = match &step.by {
        Some(typed) => super::verdict::person(opened, typed)?,
        None => somebody(rehearsal)?,
    };
    let title = |stage: &str| {
        let known = workflow.stage_once_called(stage);
        known.map_or_else(
            || stage.to_owned(),
            |stage| stage.title.in_language(context.lang.code()).to_owned(),
        )
    };
    let from = title(rehearsal.brief.stage.as_str());
    let doing = match &step.act {
        Act::Doing(doing) => doing.clone(),
        Act::Say(verdict) => Doing::Say {
            verdict: *verdict,
            proof: accepted(workflow.stage_once_called(rehearsal.brief.stage.as_str())),
        },
    };
    let refused = rehearsal.act(&by, &doing).err();
    let refused = refused.map(|why| catalogue::failure(context.lang, &why.into()).text);
    let awaits = rehearsal.awaited();
    let stage = rehearsal.brief.stage.to_string();
    Ok(RehearsedStep {
        line: step.line,
        deed: deed(&doing),
        by: by.to_string(),
        from,
        to: title(&stage),
        differs: differs(step, &stage, refused.as_deref(), &awaits),
        stage,
        refused,
        awaits,
    })
}

/// Whoever owns it does what nobody is named for.
fn somebody(rehearsal: &Rehearsal<'_>) -> Result<PersonId, Refusal> {
    let owner = rehearsal.brief.owner.as_ref().map(|owner| owner.value.clone());
    let first = || rehearsal.studio.people.keys().next().cloned();
    owner.or_else(first).ok_or(Refusal::NothingToChange)
}

const fn deed(doing: &Doing) -> StepDeed {
    match doing {
        Doing::Move { .. } => StepDeed::Move,
        Doing::Submit { .. } => StepDeed::Submit,
        Doing::Edit { .. } => StepDeed::Edit,
        Doing::Say { verdict, .. } => match verdict {
            Verdict::Reject => StepDeed::Reject,
            Verdict::Revoke => StepDeed::Revoke,
            Verdict::Abstain => StepDeed::Abstain,
            Verdict::Approve | Verdict::ApproveWithChanges | Verdict::Confirm => StepDeed::Approve,
        },
    }
}

fn differs(step: &Step, stage: &str, refused: Option<&str>, awaits: &[String]) -> Vec<Differs> {
    let expected = match (step.expect.as_deref(), refused) {
        (Some("refused"), Some(_)) => None,
        (Some("refused"), None) => Some(Differs::NotRefused),
        (_, Some(_)) => Some(Differs::Refused),
        (Some(expected), None) if expected != stage => Some(Differs::Stage {
            expected: expected.to_owned(),
        }),
        (_, None) => None,
    };
    let wanted = step.awaits.as_ref().filter(|wanted| {
        let mut both = [(*wanted).clone(), awaits.to_vec()];
        both.iter_mut().for_each(|list| list.sort());
        both[0] != both[1]
    });
    let asked = wanted.map(|expected| Differs::Awaits {
        expected: expected.clone(),
    });
    expected.into_iter().chain(asked).collect()
}

fn fault_of(kind: FaultKind) -> ScenarioFault {
    match kind {
        FaultKind::NotYaml => ScenarioFault::NotYaml,
        FaultKind::Missing { key } => ScenarioFault::Missing { key },
        FaultKind::Unknown { word, near } => ScenarioFault::Unknown { word, near },
    }
}
