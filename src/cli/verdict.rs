//! Answers: `crops submit`, `approve`, `reject`, `revoke` and `abstain`: what do people decide at a gate?
//! Invariant: one commit holds the verdict and the move that follows from it; what nothing proves is written and told as a claim.
//! Source: design, "How a team works" and "Gates and approvals".

use super::answer::Answer;
use super::at_gate::AtGate;
use super::brief_facts::Told;
use super::context::Context;
use super::leaving::{LeaveArgs, lacks_onward};
use super::move_brief;
use super::open::Opened;
use super::open_request::Opening;
use super::proved::official_keys;
use super::request::{short_id, stage_title};
use super::share::{by_request, leaves_by_request};
use super::sign::{Effort, SignArgs, as_reviewer};
use super::submit_request::{self, Submitting};
use super::talk::Weight;
use super::verdict_words::{Words, relay};
use super::writing::{WriteArgs, answer, open_to_write, refused, seed, whoever_asks, write};
use crate::change::refusal::{Answer as Wish, Named, Refusal};
use crate::change::verdict::{Given, Onward, Said, give};
use crate::model::Day;
use crate::model::approval::{Evidence, Verdict};
use crate::model::brief::Brief;
use crate::model::id::PersonId;
use crate::model::moves::onward;
use crate::model::resolve;
use crate::model::workflow::{EvidenceKind, Stage, Workflow};
use crate::render::catalogue;
use crate::report::deed::{Deed, Done, Judged};
use crate::report::failure::Failure;
use crate::trail::gate::{Proof, Unproved};
use clap::Args;
use std::path::PathBuf;

/// Say that the work is ready for its gate
///
/// The brief goes to the next stage, which must be a gate, in one commit. With `flow: pull-request`, a branch with your
/// commits about it and the stage that follows the gate is pushed instead, for a request that reviewers approve.
#[derive(Clone, Debug, Args)]
pub struct SubmitArgs {
    /// The brief: its id, a part of it, or its `ref`
    pub id: String,

    /// What was made, or what changed since the last round; kept in the commit
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,

    /// Open the request on the forge, with your own `gh` or `glab`, where requests carry briefs (`flow: pull-request`)
    #[arg(long)]
    pub open: bool,

    #[command(flatten)]
    pub leave: LeaveArgs,

    #[command(flatten)]
    pub write: WriteArgs,
}

/// Approve what a brief says at its gate
///
/// The verdict is a new file, bound to what the gate covers. The brief moves on in the same commit once the rule is met.
#[derive(Clone, Debug, Args)]
pub struct ApproveArgs {
    /// The brief: its id, a part of it, or its `ref`
    pub id: String,

    /// Approve once these remarks are dealt with: `2t8wq4zc/f1`
    #[arg(long, value_name = "REMARK", conflicts_with = "confirm")]
    pub with_changes: Vec<String>,

    /// Who may confirm those changes beside you
    #[arg(long, value_name = "PERSON", requires = "with_changes")]
    pub confirmed_by: Option<String>,

    /// Say that the changes asked for with an approval are there
    #[arg(long)]
    pub confirm: bool,

    #[command(flatten)]
    pub speaker: Speaker,

    #[command(flatten)]
    pub sign: SignArgs,

    /// Give the verdict and leave the brief where it is
    #[arg(long)]
    pub stay: bool,

    #[command(flatten)]
    pub write: WriteArgs,
}

/// Ask for changes: the brief goes back, and the gate stays shut until you answer it
#[derive(Clone, Debug, Args)]
pub struct RejectArgs {
    /// The brief: its id, a part of it, or its `ref`
    pub id: String,

    /// Remarks that say what to change: `2t8wq4zc/f1`
    #[arg(long, value_name = "REMARK")]
    pub remark: Vec<String>,

    #[command(flatten)]
    pub speaker: Speaker,

    #[command(flatten)]
    pub sign: SignArgs,

    /// Give the verdict and leave the brief where it is
    #[arg(long)]
    pub stay: bool,

    #[command(flatten)]
    pub write: WriteArgs,
}

/// Take your approval back
#[derive(Clone, Debug, Args)]
pub struct RevokeArgs {
    /// The brief: its id, a part of it, or its `ref`
    pub id: String,

    #[command(flatten)]
    pub speaker: Speaker,

    #[command(flatten)]
    pub sign: SignArgs,

    #[command(flatten)]
    pub write: WriteArgs,
}

/// Say that you decide nothing; with `--answer`, that somebody's demand for changes is settled
#[derive(Clone, Debug, Args)]
pub struct AbstainArgs {
    /// The brief: its id, a part of it, or its `ref`
    pub id: String,

    /// The verdict that this answers, when the rule lets you: `9v3kd0rm`
    #[arg(long, value_name = "VERDICT")]
    pub answer: Vec<String>,

    #[command(flatten)]
    pub speaker: Speaker,

    #[command(flatten)]
    pub sign: SignArgs,

    #[command(flatten)]
    pub write: WriteArgs,
}

/// Whose words they are, and how they came.
#[derive(Clone, Debug, Default, Args)]
pub struct Speaker {
    /// Why; kept in the verdict
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,

    /// Who decides, when it is not you and they are beside you
    #[arg(long, value_name = "PERSON", conflicts_with = "for_whom")]
    pub by: Option<String>,

    /// Whose decision you relay
    #[arg(long = "for", value_name = "PERSON", requires = "via", conflicts_with_all = ["sign", "key"])]
    pub for_whom: Option<String>,

    /// How it came: email, phone, meeting
    #[arg(long, value_name = "WAY", requires = "for_whom")]
    pub via: Option<String>,

    /// The day it came
    #[arg(long, value_name = "DATE", requires = "for_whom")]
    pub received: Option<Day>,

    /// The mail or note that holds it; kept beside the verdict, with its hash
    #[arg(long, value_name = "FILE", requires = "for_whom")]
    pub attach: Option<PathBuf>,
}

pub fn submit(args: &SubmitArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let submitting = Submitting {
        brief: resolve::brief(&opened.studio, &args.id)?,
        note: args.note.as_deref(),
        leave: &args.leave,
        write: args.write,
        opening: if args.open { Opening::Now } else { Opening::ByHand },
    };
    match submit_request::submit(&submitting, &opened, context)? {
        Some(answer) => Ok(answer),
        None => move_brief::submit(&opened, &submitting, context),
    }
}

pub fn approve(args: &ApproveArgs, context: &Context) -> Result<Answer, Failure> {
    let verdict = match (args.confirm, args.with_changes.is_empty()) {
        (true, _) => Verdict::Confirm,
        (false, false) => Verdict::ApproveWithChanges,
        (false, true) => Verdict::Approve,
    };
    let asked = Asked {
        remarks: &args.with_changes,
        confirmed_by: args.confirmed_by.as_deref(),
        onward: if args.stay { Onward::Stay } else { Onward::Move },
        ..Asked::new(&args.id, verdict, (&args.speaker, &args.sign), args.write)
    };
    decide(&asked, context)
}

pub fn reject(args: &RejectArgs, context: &Context) -> Result<Answer, Failure> {
    let asked = Asked {
        remarks: &args.remark,
        onward: if args.stay { Onward::Stay } else { Onward::Move },
        ..Asked::new(&args.id, Verdict::Reject, (&args.speaker, &args.sign), args.write)
    };
    decide(&asked, context)
}

pub fn revoke(args: &RevokeArgs, context: &Context) -> Result<Answer, Failure> {
    decide(
        &Asked::new(&args.id, Verdict::Revoke, (&args.speaker, &args.sign), args.write),
        context,
    )
}

pub fn abstain(args: &AbstainArgs, context: &Context) -> Result<Answer, Failure> {
    let asked = Asked {
        answers: &args.answer,
        ..Asked::new(&args.id, Verdict::Abstain, (&args.speaker, &args.sign), args.write)
    };
    decide(&asked, context)
}

/// A verdict as it was typed.
struct Asked<'a> {
    id: &'a str,
    verdict: Verdict,
    remarks: &'a [String],
    answers: &'a [String],
    confirmed_by: Option<&'a str>,
    speaker: &'a Speaker,
    sign: &'a SignArgs,
    onward: Onward,
    write: WriteArgs,
}

impl<'a> Asked<'a> {
    const fn new(
        id: &'a str,
        verdict: Verdict,
        (speaker, sign): (&'a Speaker, &'a SignArgs),
        write: WriteArgs,
    ) -> Self {
        Self {
            id,
            verdict,
            remarks: &[],
            answers: &[],
            confirmed_by: None,
            speaker,
            sign,
            onward: Onward::Move,
            write,
        }
    }
}

fn decide(asked: &Asked<'_>, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let brief = resolve::brief(&opened.studio, asked.id)?;
    let (workflow, stage) = crate::change::request::stage_of(&opened.studio, brief)?;
    let at_gate = AtGate::of_files(&opened, brief, stage).with_history(context);
    let (said, words) = said(asked, &opened, context, (brief, stage), &at_gate)?;
    let seed = seed(context)?;
    let lacks = lacks_onward(&opened, context, brief, workflow, stage);
    // the verdict goes along with the request that leads the brief on
    let is_by_request = !asked.write.no_commit && by_request(&opened);
    let goes = match asked.verdict {
        Verdict::Reject => asked.onward,
        _ if lacks.is_empty() && !is_by_request => asked.onward,
        _ => Onward::Stay,
    };
    let mut given = at_gate.asked(|question| give(workflow, question, &said, goes, seed))?;
    signed(asked, &said, &opened, context, &mut given)?;
    if let Some(words) = words {
        words.lay_beside(&mut given);
    }
    let written = write(context, &opened, &given.change, asked.write)?;
    let done = judged(&opened, context, (brief, stage, workflow), (&given, &said));
    let deed = Deed {
        next: next(brief, stage, &given),
        what: Done::Judged(Box::new(done)),
        written,
    };
    let is_met = given.lacks.is_empty() && asked.verdict != Verdict::Reject && asked.onward == Onward::Move;
    let answer = answer(&opened, deed, context);
    if is_met && is_by_request && lacks.is_empty() {
        let leaves = leaves_by_request(&opened, brief, stage.id.as_str());
        return Ok(answer.note(Weight::Note, catalogue::failure(context.lang, &leaves.into())));
    }
    Ok(match onward(workflow, stage).filter(|_| is_met && !lacks.is_empty()) {
        None => answer,
        Some(next) => {
            let still = Refusal::StillLacks {
                brief: brief.id.to_string(),
                to: next.id.to_string(),
                lacks,
            };
            answer.note(Weight::Warning, catalogue::failure(context.lang, &still.into()))
        }
    })
}

/// Signs what is to be signed.
fn signed(
    asked: &Asked<'_>,
    said: &Said,
    opened: &Opened,
    context: &Context,
    given: &mut Given,
) -> Result<(), Failure> {
    if said.evidence.kind != EvidenceKind::Signature {
        return Ok(());
    }
    let official = official_keys(context);
    let base = official.as_ref().unwrap_or(&opened.studio);
    let Given { change, approval, .. } = given;
    as_reviewer(
        (context, opened, base),
        asked.sign,
        approval,
        change,
        Effort::of(asked.write),
    )
}

fn said(
    asked: &Asked<'_>,
    opened: &Opened,
    context: &Context,
    (brief, stage): (&Brief, &Stage),
    at_gate: &AtGate<'_>,
) -> Result<(Said, Option<Words>), Failure> {
    let by = speaker(asked.speaker, opened, context)?;
    let at = context.commit_time(opened.zone);
    let mut said = Said::claim(asked.verdict, by, at.format("%Y-%m-%dT%H:%M:%S%:z").to_string());
    said.requested = Told::about(context, brief)
        .came(opened, brief)
        .map(|at| at.format("%Y-%m-%dT%H:%M:%S%:z").to_string());
    said.note = asked.speaker.note.clone();
    said.changes = remarks(at_gate, asked.remarks)?;
    said.resolves = asked.answers.iter().map(|id| id.as_str().into()).collect();
    said.confirmed_by = asked.confirmed_by.map(|typed| person(opened, typed)).transpose()?;
    if asked.verdict == Verdict::Confirm {
        let approval = at_gate.to_confirm(&said.by).ok_or_else(|| Refusal::NothingToConfirm {
            brief: brief.id.to_string(),
            person: said.by.to_string(),
            stage: stage.id.to_string(),
        })?;
        said.resolves.push(approval.id.clone());
        said.changes.clone_from(&approval.changes);
    }
    let words = relay(asked.speaker, opened, context, (brief, stage), &said.by)?;
    if let Some(words) = &words {
        said.evidence = Evidence {
            relay: Some(words.relay.clone()),
            ..Evidence::of(EvidenceKind::Claim)
        };
        said.proof = words.proof();
    } else if asked.sign.wanted_at(stage.gate.as_ref()) {
        said.evidence = Evidence::of(EvidenceKind::Signature);
        said.proof = Proof::Signature;
    } else {
        said.proof = Proof::Claimed(Unproved::Said);
    }
    Ok((said, words))
}

/// Each must be one of the brief's.
fn remarks(at_gate: &AtGate<'_>, typed: &[String]) -> Result<Vec<Box<str>>, Refusal> {
    let known = at_gate.remarks();
    let named = |typed: &String| match known.iter().find(|name| *name == typed.trim()) {
        Some(name) => Ok(name.as_str().into()),
        None => Err(Refusal::unresolved(
            Named::Remark,
            resolve::unknown(typed, known.iter().map(String::as_str)),
        )),
    };
    typed.iter().map(named).collect()
}

fn speaker(speaker: &Speaker, opened: &Opened, context: &Context) -> Result<PersonId, Failure> {
    match speaker.by.as_deref().or(speaker.for_whom.as_deref()) {
        Some(typed) => Ok(person(opened, typed)?),
        None => whoever_asks(context, opened).ok_or_else(|| {
            let unsaid = Refusal::Unsaid {
                answers: vec![Wish::Person],
            };
            refused(unsaid, context)
        }),
    }
}

pub fn person(opened: &Opened, typed: &str) -> Result<PersonId, Refusal> {
    let found = resolve::person(&opened.studio, typed).map_err(|why| Refusal::unresolved(Named::Person, why));
    Ok(found?.clone())
}

fn judged(
    opened: &Opened,
    context: &Context,
    (brief, stage, workflow): (&Brief, &Stage, &Workflow),
    (given, said): (&Given, &Said),
) -> Judged {
    let title = |stage: &str| {
        let known = workflow.stage(stage);
        known.map(|stage| stage.title.in_language(context.lang.code()).to_owned())
    };
    Judged {
        id: brief.id.to_string(),
        title: brief.title.to_string(),
        stage: stage.id.to_string(),
        stage_title: stage_title(opened, brief, stage.id.as_str(), context),
        verdict: said.verdict,
        by: said.by.to_string(),
        proof: said.proof,
        file: given.approval.file.to_string(),
        answers: given.approval.resolves.iter().map(ToString::to_string).collect(),
        outcome: given.outcome,
        lacks: given.lacks.clone(),
        to_title: given.to.as_ref().and_then(|to| title(to.as_str())),
        to: given.to.as_ref().map(ToString::to_string),
    }
}

fn next(brief: &Brief, stage: &Stage, given: &Given) -> Vec<String> {
    let id = short_id(brief);
    let add = (given.approval.verdict == Verdict::Reject)
        .then(|| format!("crops feedback add {id} … --at-stage {}", *stage.id));
    add.into_iter().chain([format!("crops brief show {id}")]).collect()
}
