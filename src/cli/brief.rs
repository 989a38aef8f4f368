//! Answers: `crops brief`: which briefs are there, where is this one, and how is it changed by hand?
//! Invariant: a list is filtered by what is typed and nothing else; the stage changes by `move` alone.

use super::answer::Answer;
use super::at_gate::AtGate;
use super::brief_edit::{self, EditArgs};
use super::brief_facts::{Told, fields, row, why};
use super::brief_review::review;
use super::context::Context;
use super::move_brief::gate_lacks;
use super::open::{Opened, open};
use super::pending::{self, Pending, pending};
use super::request::short_id;
use super::talk::Weight;
use super::writing::{WriteArgs, answer, open_to_write, write};
use crate::change::brief::assign;
use crate::change::refusal::{Named, Refusal};
use crate::change::request::missing_intake;
use crate::model::brief::{Brief, Content};
use crate::model::history::HistoryProblem;
use crate::model::moves::onward;
use crate::model::resolve;
use crate::model::workflow::StageClass;
use crate::plan::calendars::Calendars;
use crate::plan::due;
use crate::render::catalogue;
use crate::report::briefs::{BriefCard, BriefList, BriefRow, Scope};
use crate::report::deed::{Assigned, Deed, Done};
use crate::report::failure::Failure;
use crate::trail::gate::{GateLack, has_role};
use clap::{Args, Subcommand};
use unicode_normalization::UnicodeNormalization;

/// Briefs: list them, look at one, change or assign it
#[derive(Clone, Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct BriefArgs {
    #[command(subcommand)]
    pub command: BriefCommand,
}

#[derive(Clone, Debug, Subcommand)]
pub enum BriefCommand {
    List(ListArgs),
    Show(ShowArgs),
    Edit(EditArgs),
    Assign(AssignArgs),
}

/// List the open briefs, the next due day first
#[derive(Clone, Debug, Default, Args)]
pub struct ListArgs {
    /// Only in this stage
    #[arg(long)]
    pub stage: Option<String>,

    /// Only of this kind
    #[arg(long)]
    pub kind: Option<String>,

    /// Only of this campaign
    #[arg(long, value_name = "ID")]
    pub campaign: Option<String>,

    /// Only those that this person has, or does a stage of
    #[arg(long, value_name = "PERSON")]
    pub owner: Option<String>,

    /// Only those past their due day
    #[arg(long)]
    pub overdue: bool,

    /// Only those with this text in id, title or fields; accents and capitals do not matter
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Option<String>,

    /// Only those that are neither done nor dropped (this is so without a flag)
    #[arg(long, conflicts_with = "all")]
    pub open: bool,

    /// Also those that are done or dropped
    #[arg(long)]
    pub all: bool,
}

/// Show where a brief stands, what it lacks and what can be done next
#[derive(Clone, Debug, Args)]
pub struct ShowArgs {
    /// The brief: its id, a part of it, or its `ref`
    pub id: String,
}

/// Give a brief to somebody, or one stage of it to several
#[derive(Clone, Debug, Args)]
pub struct AssignArgs {
    /// The brief: its id, a part of it, or its `ref`
    pub id: String,

    /// Who gets it
    #[arg(value_name = "PERSON", required = true)]
    pub people: Vec<String>,

    /// Only this stage of it
    #[arg(long)]
    pub stage: Option<String>,

    #[command(flatten)]
    pub write: WriteArgs,
}

pub fn run(args: &BriefArgs, context: &Context) -> Result<Answer, Failure> {
    match &args.command {
        BriefCommand::List(args) => list(args, context),
        BriefCommand::Show(args) => show(args, context),
        BriefCommand::Edit(args) => brief_edit::run(args, context),
        BriefCommand::Assign(args) => run_assign(args, context),
    }
}

fn list(args: &ListArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open(context)?;
    let calendars = Calendars::of(&opened.studio);
    let code = context.lang.code();
    // A name that nothing has is a typing error, not an empty list.
    let campaign = args
        .campaign
        .as_deref()
        .map(|id| resolve::campaign(&opened.studio, id))
        .transpose()
        .map_err(|why| Refusal::unresolved(Named::Campaign, why))?;
    let owner = args
        .owner
        .as_deref()
        .map(|id| resolve::person(&opened.studio, id))
        .transpose()
        .map_err(|why| Refusal::unresolved(Named::Person, why))?;
    let kind = args
        .kind
        .as_deref()
        .map(|id| resolve::kind(&opened.studio, id))
        .transpose()
        .map_err(|why| Refusal::unresolved(Named::Kind, why))?;
    if let Some(stage) = &args.stage {
        known_stage(&opened, stage)?;
    }
    let text = args.text.as_deref().map(folded);
    let is_wanted = |brief: &&Brief| {
        let is_stage = args.stage.as_deref().is_none_or(|stage| brief.stage.as_str() == stage);
        let is_asked_for = args.all || (args.stage.is_some() && !args.open) || opened.studio.is_open(brief);
        is_stage
            && is_asked_for
            && kind.is_none_or(|kind| brief.kind.value == kind.id)
            && campaign.is_none_or(|campaign| brief.link.campaign() == Some(&campaign.id))
            && owner.as_ref().is_none_or(|person| has(brief, person.as_str()))
            && text.as_deref().is_none_or(|text| holds(brief, text))
    };
    let briefs = opened.studio.briefs.values().filter(is_wanted);
    let mut rows: Vec<BriefRow> = briefs.map(|brief| row(&opened, &calendars, brief, code)).collect();
    rows.retain(|row| !args.overdue || row.late.0 > 0);
    rows.sort_by(|one, other| (one.due.is_none(), one.due, &one.id).cmp(&(other.due.is_none(), other.due, &other.id)));
    let scope = if args.all || args.stage.is_some() {
        Scope::All
    } else {
        Scope::Open
    };
    let is_bare =
        args.stage.is_none() && args.kind.is_none() && campaign.is_none() && owner.is_none() && text.is_none();
    let (pending, unknown) = pending(&opened);
    let is_told = |one: &&Pending| {
        let is_new = one.request.from.is_none() && is_bare && !args.overdue;
        is_new || rows.iter().any(|row| row.id == one.request.brief)
    };
    let pending = pending.iter().filter(is_told).map(|one| one.request.clone()).collect();
    let answer = opened.answer(BriefList { rows, scope, pending });
    Ok(with_note(answer, unknown, context))
}

/// Why open requests cannot be told.
fn with_note(answer: Answer, unknown: Option<HistoryProblem>, context: &Context) -> Answer {
    match unknown {
        None => answer,
        Some(problem) => answer.note(Weight::Note, catalogue::failure(context.lang, &problem.into())),
    }
}

fn known_stage(opened: &Opened, stage: &str) -> Result<(), Failure> {
    let stages = opened.studio.workflows.values().flat_map(|workflow| &workflow.stages);
    let known: Vec<&str> = stages.map(|stage| stage.id.as_str()).collect();
    if known.contains(&stage) {
        return Ok(());
    }
    Err(Refusal::no_such_stage(stage, known.into_iter()).into())
}

fn has(brief: &Brief, person: &str) -> bool {
    let owner = brief.owner.as_ref().is_some_and(|owner| owner.as_str() == person);
    owner
        || brief
            .who
            .iter()
            .any(|(_, people)| people.iter().any(|one| one.as_str() == person))
}

/// Whether the folded text is in the id, the title or a field.
fn holds(brief: &Brief, text: &str) -> bool {
    let found = |hay: &str| folded(hay).contains(text);
    found(brief.id.as_str())
        || found(&brief.title)
        || brief.reference.as_ref().is_some_and(|reference| found(reference))
        || brief.fields.iter().any(|field| match &field.content {
            Content::Text(hay) => found(hay),
            Content::List(items) => items.iter().any(|item| found(item)),
            Content::Structure(_) => false,
        })
}

/// Small letters without accents.
fn folded(text: &str) -> String {
    let plain = text
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    plain.flat_map(char::to_lowercase).collect()
}

fn show(args: &ShowArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open(context)?;
    let calendars = Calendars::of(&opened.studio);
    let brief = resolve::brief(&opened.studio, &args.id)?;
    let code = context.lang.code();
    let kind = opened.studio.kinds.get(&brief.kind.value);
    let stage = opened.studio.stage_of(brief);
    let is_request = stage.is_some_and(|stage| stage.class == StageClass::Queue);
    let (pending, unknown) = pending(&opened);
    let pending: Vec<&Pending> = pending::of_brief(&pending, brief).collect();
    let lacks = lacks(&opened, context, brief, &pending);
    let missing = kind.map(|kind| missing_intake(kind, brief)).unwrap_or_default();
    let campaign = brief.link.campaign().and_then(|id| opened.studio.campaigns.get(id));
    let card = BriefCard {
        row: row(&opened, &calendars, brief, code),
        path: brief.file.to_string(),
        kind_title: kind.map_or_else(
            || brief.kind.to_string(),
            |kind| kind.title.in_language(code).to_owned(),
        ),
        since: Told::about(context, brief).since(&opened, brief),
        why_due: due::due(&opened.studio, &calendars, brief).as_ref().map(why),
        campaign_title: campaign.map(|campaign| campaign.title.to_string()),
        requester: brief.requester.as_ref().map(|id| id.to_string()),
        who: brief
            .who
            .iter()
            .map(|(stage, people)| (stage.to_string(), people.iter().map(|one| one.to_string()).collect()))
            .collect(),
        fields: fields(brief),
        awaited: awaited(&opened, brief),
        next: next(&opened, brief, is_request.then_some(&missing)),
        missing: if is_request { missing } else { Vec::new() },
        lacks,
        rush: brief.rush.as_ref().map(|rush| rush.reason.to_string()),
        pending: pending.iter().map(|one| one.request.clone()).collect(),
        review: review(context, &opened, brief),
    };
    Ok(with_note(opened.answer(card), unknown, context))
}

/// What the gate lacks that a request leads the brief through, else the one that it is at.
fn lacks(opened: &Opened, context: &Context, brief: &Brief, pending: &[&Pending]) -> Vec<GateLack> {
    let carried = opened.studio.workflow_of(brief).and_then(|workflow| {
        let mut gates = pending.iter().map(|one| Some((one.gate(workflow)?, *one)));
        gates.find_map(|found| found)
    });
    match (carried, opened.studio.stage_of(brief)) {
        (Some((gate, one)), _) => AtGate::in_request(opened, brief, gate, (one.tip, one.request.since))
            .with_history_if_judged(context)
            .lacks(),
        (None, Some(stage)) => gate_lacks(context, opened, brief, stage),
        (None, None) => Vec::new(),
    }
}

/// Holders of the stage's role, where nobody is named for the work.
fn awaited(opened: &Opened, brief: &Brief) -> Vec<String> {
    let Some(stage) = opened.studio.stage_of(brief) else {
        return Vec::new();
    };
    let named = brief.who.iter().find(|(id, _)| id.value == stage.id.value);
    if let Some((_, people)) = named {
        return people.iter().map(|one| one.to_string()).collect();
    }
    let Some(role) = stage
        .role
        .as_ref()
        .filter(|_| stage.class == StageClass::Queue || brief.owner.is_none())
    else {
        return Vec::new();
    };
    let people = opened.studio.people.keys().map(ToString::to_string);
    people
        .filter(|id| has_role(&opened.studio, id, role.as_str(), opened.today))
        .collect()
}

/// What can be typed next; `missing` are the open fields of a request.
fn next(opened: &Opened, brief: &Brief, missing: Option<&Vec<String>>) -> Vec<String> {
    let id = short_id(brief);
    if let Some(missing) = missing {
        return match missing.as_slice() {
            [] => vec![
                format!("crops request accept {id}"),
                format!("crops request decline {id} --reason …"),
            ],
            missing => {
                let sets: String = missing.iter().map(|key| format!(" --set {key}=…")).collect();
                vec![format!("crops brief edit {id}{sets}")]
            }
        };
    }
    let workflow = opened.studio.workflow_of(brief).zip(opened.studio.stage_of(brief));
    let onward = workflow.and_then(|(workflow, stage)| {
        let is_work = stage.class == StageClass::Work;
        onward(workflow, stage).filter(|_| is_work)
    });
    let mut next: Vec<String> = onward
        .map(|stage| format!("crops move {id} {}", *stage.id))
        .into_iter()
        .collect();
    if brief.owner.is_none() && opened.studio.is_open(brief) {
        next.push(format!("crops brief assign {id} PERSON"));
    }
    next.push(format!("crops brief edit {id}"));
    next
}

fn run_assign(args: &AssignArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let brief = resolve::brief(&opened.studio, &args.id)?;
    let change = assign(&opened.studio, brief, &args.people, args.stage.as_deref())?;
    let written = write(context, &opened, &change, args.write)?;
    let deed = Deed {
        what: Done::Assigned(Assigned {
            id: brief.id.to_string(),
            title: brief.title.to_string(),
            people: args.people.clone(),
            stage: args.stage.clone(),
        }),
        written,
        next: vec![format!("crops brief show {}", short_id(brief))],
    };
    Ok(answer(&opened, deed, context))
}
