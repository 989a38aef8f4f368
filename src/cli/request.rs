//! Answers: `crops request`: what was asked of the studio, and what becomes of it?
//! Invariant: a request is a brief in a queue stage.

use super::answer::Answer;
use super::brief_facts::{Told, working_days};
use super::context::Context;
use super::leaving::{self, LeaveArgs};
use super::open::{Opened, open};
use super::request_new::{self, RequestNewArgs};
use super::writing::{WriteArgs, answer, open_to_write, whoever_asks, write};
use crate::change::Change;
use crate::change::handoff::with_records;
use crate::change::move_stage::{Leave, check_leave};
use crate::change::request::{RushAnswer, missing_intake, stage_of};
use crate::change::request_answer::{accept, decline};
use crate::model::brief::Brief;
use crate::model::moves::{Passage, onward};
use crate::model::resolve;
use crate::model::workflow::StageClass;
use crate::plan::calendars::Calendars;
use crate::plan::due;
use crate::plan::notice::notice;
use crate::report::briefs::{RequestList, RequestRow};
use crate::report::deed::{Deed, Done, Left, Moved};
use crate::report::failure::Failure;
use clap::{Args, Subcommand};

/// Requests: ask for work, see what waits, take it or not
#[derive(Clone, Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct RequestArgs {
    #[command(subcommand)]
    pub command: RequestCommand,
}

#[derive(Clone, Debug, Subcommand)]
pub enum RequestCommand {
    New(Box<RequestNewArgs>),
    /// List the requests that wait for an answer, the oldest first
    List,
    Accept(AcceptArgs),
    Decline(DeclineArgs),
}

/// Take a request into work
#[derive(Clone, Debug, Args)]
pub struct AcceptArgs {
    /// The request: its id, a part of it, or its `ref`
    pub id: String,

    /// Who will have it
    #[arg(long, value_name = "PERSON")]
    pub owner: Option<String>,

    /// Why short notice is taken all the same
    #[arg(long, value_name = "REASON", allow_hyphen_values = true)]
    pub rush: Option<String>,

    /// Who agreed to the short notice
    #[arg(long, value_name = "PERSON", requires = "rush")]
    pub agreed_by: Option<String>,

    #[command(flatten)]
    pub leave: LeaveArgs,

    #[command(flatten)]
    pub write: WriteArgs,
}

/// Turn a request down, with the reason kept in its record
#[derive(Clone, Debug, Args)]
pub struct DeclineArgs {
    /// The request: its id, a part of it, or its `ref`
    pub id: String,

    /// Why it will not be done
    #[arg(long, value_name = "REASON", allow_hyphen_values = true)]
    pub reason: String,

    #[command(flatten)]
    pub write: WriteArgs,
}

pub fn run(args: &RequestArgs, context: &Context) -> Result<Answer, Failure> {
    match &args.command {
        RequestCommand::New(args) => request_new::run(args, context),
        RequestCommand::List => list(context),
        RequestCommand::Accept(args) => run_accept(args, context),
        RequestCommand::Decline(args) => run_decline(args, context),
    }
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let opened = open(context)?;
    let calendars = Calendars::of(&opened.studio);
    let told = Told::read(context);
    let is_request = |brief: &&Brief| {
        let stage = opened.studio.stage_of(brief);
        stage.is_some_and(|stage| stage.class == StageClass::Queue)
    };
    let requests = opened.studio.briefs.values().filter(is_request);
    let mut rows: Vec<RequestRow> = requests
        .map(|brief| request_row(&opened, &calendars, &told, brief))
        .collect();
    rows.sort_by(|one, other| (other.waiting, &one.id).cmp(&(one.waiting, &other.id)));
    Ok(opened.answer(RequestList { rows }))
}

fn request_row(opened: &Opened, calendars: &Calendars<'_>, told: &Told, brief: &Brief) -> RequestRow {
    let kind = opened.studio.kinds.get(&brief.kind.value);
    let due = due::due(&opened.studio, calendars, brief).map(|due| due.day);
    let wanted = kind.and_then(|kind| kind.lead_time);
    let told_on = told.asked(opened, brief);
    RequestRow {
        id: brief.id.to_string(),
        title: brief.title.to_string(),
        kind: brief.kind.to_string(),
        requester: brief.requester.as_ref().map(|id| id.to_string()),
        due,
        waiting: told_on.map(|day| working_days(calendars, day, opened.today)),
        missing: kind.map(|kind| missing_intake(kind, brief)).unwrap_or_default(),
        notice: due
            .zip(wanted)
            .map(|(due, wanted)| notice(calendars.studio(), opened.today, due, wanted)),
        rush: brief.rush.as_ref().map(|rush| rush.reason.to_string()),
    }
}

fn run_accept(args: &AcceptArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let brief = resolve::brief(&opened.studio, &args.id)?;
    let rush = args.rush.as_ref().map(|reason| RushAnswer {
        reason: reason.clone(),
        agreed_by: args.agreed_by.clone(),
    });
    let change = accept(&opened.studio, brief, args.owner.as_deref(), rush.as_ref())?;
    let change = with_leaving(args, &opened, context, brief, change)?;
    let owner = args
        .owner
        .clone()
        .or_else(|| brief.owner.as_ref().map(|id| id.to_string()));
    let written = write(context, &opened, &change, args.write)?;
    let moved = Moved {
        owner,
        ..moved(&opened, brief, &change, context)
    };
    let short = short_id(brief);
    let mut next = vec![format!("crops brief show {short}")];
    if moved.owner.is_none() {
        next.insert(0, format!("crops brief assign {short} PERSON"));
    }
    let deed = Deed {
        what: Done::Accepted(moved),
        written,
        next,
    };
    Ok(answer(&opened, deed, context))
}

/// With what is ticked or let pass: a queue is left by the same rules as any other stage.
fn with_leaving(
    args: &AcceptArgs,
    opened: &Opened,
    context: &Context,
    brief: &Brief,
    change: Change,
) -> Result<Change, Failure> {
    let (workflow, from) = stage_of(&opened.studio, brief)?;
    let Some(to) = onward(workflow, from) else {
        return Ok(change);
    };
    let known = leaving::known(&args.leave, opened, context, brief, (from, Some(to)))?;
    let leave = Leave {
        handoffs: &known.handoffs(opened, brief),
        past: &known.past,
    };
    check_leave(&opened.studio, brief, (workflow, from, to, Passage::Forward), leave)?;
    Ok(with_records(change, &known.made, &known.at))
}

fn run_decline(args: &DeclineArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let brief = resolve::brief(&opened.studio, &args.id)?;
    let by = whoever_asks(context, &opened);
    let change = decline(&opened.studio, brief, &args.reason, by.as_ref(), opened.today)?;
    let written = write(context, &opened, &change, args.write)?;
    let deed = Deed {
        what: Done::Declined(moved(&opened, brief, &change, context)),
        written,
        next: vec!["crops request list".into()],
    };
    Ok(answer(&opened, deed, context))
}

/// The facts of a change that sets a brief's stage.
fn moved(opened: &Opened, brief: &Brief, change: &Change, context: &Context) -> Moved {
    let to = stage_set(change).unwrap_or_else(|| brief.stage.to_string());
    Moved {
        id: brief.id.to_string(),
        title: brief.title.to_string(),
        from: brief.stage.to_string(),
        from_title: stage_title(opened, brief, brief.stage.as_str(), context),
        to_title: stage_title(opened, brief, &to, context),
        to,
        owner: None,
        left: Left::Known,
        awaits: Vec::new(),
    }
}

fn stage_set(change: &Change) -> Option<String> {
    use crate::change::{FileEdit, Operation, YamlValue};
    change.files.iter().find_map(|file| {
        let FileEdit::Edit { edits, .. } = file else {
            return None;
        };
        edits.iter().find_map(|edit| match &edit.operation {
            Operation::Put {
                key,
                value: YamlValue::Plain(stage),
            } if key == "stage" => Some(stage.clone()),
            _ => None,
        })
    })
}

/// What a stage is called in the reader's language.
pub fn stage_title(opened: &Opened, brief: &Brief, stage: &str, context: &Context) -> String {
    let workflow = opened.studio.workflow_of(brief);
    let title = workflow
        .and_then(|workflow| workflow.stage_once_called(stage))
        .map(|stage| &stage.title);
    title.map_or_else(
        || stage.to_owned(),
        |title| title.in_language(context.lang.code()).to_owned(),
    )
}

/// The random part of an id, which is enough to type.
pub fn short_id(brief: &Brief) -> &str {
    brief.id.random_part().unwrap_or(brief.id.as_str())
}
