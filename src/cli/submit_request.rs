//! Answers: how does `crops submit` make the request that carries a brief through its gate?
//! Invariant: the branch holds the work and the stage that follows the gate; what is checked out moves only on that branch itself.
//! Source: design, "How a team works", `flow: pull-request`.

use super::answer::Answer;
use super::context::Context;
use super::leaving::{self, LeaveArgs};
use super::open::Opened;
use super::open_request::Opening;
use super::propose::{Further, Proposing};
use super::share::Shared;
use super::writing::{WriteArgs, identity, write};
use crate::change::Change;
use crate::change::FileEdit;
use crate::change::handoff::with_records;
use crate::change::move_stage::{Leave, check_leave};
use crate::change::outcome::WriteRefused;
use crate::change::propose::{BRANCHES, branch_of, stage_commit, through_gate};
use crate::change::refusal::Refusal;
use crate::change::request::stage_of;
use crate::change::share::ShareRefused;
use crate::git::bring::Step;
use crate::git::identity::Moment;
use crate::git::state::Tip;
use crate::git::write::{CommitFacts, FileMode, TreeEdit};
use crate::model::brief::Brief;
use crate::model::history::ObjectId;
use crate::model::moves::Passage;
use crate::model::studio::Flow;
use crate::model::workflow::{Stage, StageClass, Workflow};
use crate::report::failure::Failure;
use crate::store::yaml::apply;
use chrono::Offset;

/// What was asked for.
pub struct Submitting<'a> {
    pub brief: &'a Brief,
    pub note: Option<&'a str>,
    /// What is ticked or let pass with it, where it is a move.
    pub leave: &'a LeaveArgs,
    pub write: WriteArgs,
    pub opening: Opening,
}

/// Makes the request. `None` where the studio has no such flow, or nobody to send it to.
///
/// # Errors
/// When there is no gate to go through, or the request cannot be made: nothing has changed then.
pub fn submit(asked: &Submitting<'_>, opened: &Opened, context: &Context) -> Result<Option<Answer>, Failure> {
    if opened.studio.settings.flow != Flow::PullRequest || asked.write.no_commit {
        return Ok(None);
    }
    let shared = match Shared::open(context, opened) {
        Ok(shared) => shared,
        Err(Failure::Share(refused)) if matches!(*refused, ShareRefused::NoRemote { .. }) => return Ok(None),
        Err(Failure::Write(refused)) if *refused == WriteRefused::NoRepository => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let proposing = Proposing {
        shared: &shared,
        step: if asked.write.dry_run { Step::Try } else { Step::Do },
        opening: asked.opening,
    };
    let report = if shared.target.ready()?.branch_name().starts_with(BRANCHES) {
        on_branch(asked, opened, context)?;
        proposing.branch_at_hand()?
    } else {
        from_official(asked, &proposing, context)?
    };
    Ok(Some(Answer::new(report, opened.today)))
}

/// On the branch of a request, the stage is one more commit, unless it is there.
fn on_branch(asked: &Submitting<'_>, opened: &Opened, context: &Context) -> Result<(), Failure> {
    let (workflow, stage) = stage_of(&opened.studio, asked.brief)?;
    if let Some((gate, after)) = through_gate(workflow, stage) {
        let change = with_its_records(asked, opened, context, (workflow, stage), (gate, after))?;
        write(context, opened, &change, asked.write)?;
    }
    Ok(())
}

/// The stage that follows the gate, with what was ticked or let pass for the step that is taken now.
fn with_its_records(
    asked: &Submitting<'_>,
    opened: &Opened,
    context: &Context,
    (workflow, stage): (&Workflow, &Stage),
    (gate, after): (&Stage, &Stage),
) -> Result<Change, Failure> {
    // what the gate itself wants is asked of the request, until it is merged
    let (to, passage) = if stage.id.value == gate.id.value {
        (after, Passage::ThroughGate)
    } else {
        (gate, Passage::Forward)
    };
    let known = leaving::known(asked.leave, opened, context, asked.brief, (stage, Some(to)))?;
    if passage == Passage::Forward {
        let leave = Leave {
            handoffs: &known.handoffs(opened, asked.brief),
            past: &known.past,
        };
        check_leave(&opened.studio, asked.brief, (workflow, stage, to, passage), leave)?;
    }
    Ok(with_records(
        stage_commit(asked.brief, after, asked.note),
        &known.made,
        &known.at,
    ))
}

fn from_official(
    asked: &Submitting<'_>,
    proposing: &Proposing<'_>,
    context: &Context,
) -> Result<crate::report::propose::ProposeReport, Failure> {
    let (workflow, stage) = stage_of(&proposing.shared.opened.studio, asked.brief)?;
    let Some((gate, after)) = through_gate(workflow, stage) else {
        let next = crate::model::moves::onward(workflow, stage).filter(|_| stage.class != StageClass::Gate);
        return Err(Refusal::NothingToSubmit {
            brief: asked.brief.id.to_string(),
            stage: stage.id.to_string(),
            class: stage.class,
            next: next.map(|next| next.id.to_string()),
        }
        .into());
    };
    let stage_on = |tip: ObjectId| -> Result<Option<(ObjectId, String)>, Failure> {
        let there = proposing.stage_at(asked.brief, tip)?;
        if there.as_deref() == Some(after.id.as_str()) && asked.leave.is_nothing() {
            return Ok(None);
        }
        let opened = proposing.shared.opened;
        let change = with_its_records(asked, opened, context, (workflow, stage), (gate, after))?;
        let commit = commit_on(proposing.shared, &change, tip, context)?;
        Ok(Some((commit, change.message.subject.clone())))
    };
    let further = Further {
        brief: asked.brief,
        branch: branch_of(asked.brief, gate.id.as_str()),
        commit: &stage_on,
    };
    proposing.from_official(&[asked.brief], Some(&further))
}

/// A change as a commit on another one, made of objects alone.
fn commit_on(shared: &Shared<'_>, change: &Change, onto: ObjectId, context: &Context) -> Result<ObjectId, Failure> {
    let target = &shared.target;
    let mut edits = Vec::with_capacity(change.files.len());
    for file in &change.files {
        let (path, keys) = match file {
            FileEdit::Edit { path, edits } => (path, edits),
            FileEdit::Create { path, text } => {
                edits.push(TreeEdit {
                    path: target.path_of(path),
                    blob: Some(target.add_blob(text.as_bytes())?),
                    mode: FileMode::Plain,
                });
                continue;
            }
            FileEdit::Replace { .. } | FileEdit::Restore { .. } | FileEdit::Remove { .. } => continue,
        };
        let full = target.path_of(path);
        let missing = || WriteRefused::Missing { path: path.clone() };
        let (blob, _) = target.standing(onto, &full)?.ok_or_else(missing)?;
        let bytes = target.blob(blob)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| WriteRefused::NotUtf8 { path: path.clone() })?;
        let edited = apply(text, keys).map_err(|why| WriteRefused::EditRefused {
            path: path.clone(),
            why,
        })?;
        edits.push(TreeEdit {
            path: full,
            blob: Some(target.add_blob(edited.as_bytes())?),
            mode: FileMode::Plain,
        });
    }
    let tip = Tip {
        branch: String::new(),
        commit: Some(onto),
    };
    let tree = target.add_trees(&tip, &edits)?;
    let made = context.commit_time(shared.opened.zone);
    let facts = CommitFacts {
        who: &target.identity(&identity(context))?,
        when: Moment {
            seconds: made.timestamp(),
            offset_minutes: made.offset().fix().local_minus_utc() / 60,
        },
        message: &change.message.text(),
    };
    Ok(target.add_commit(&tip, tree, &facts)?)
}
