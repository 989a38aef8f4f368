//! Answers: what has happened in a plan that was not planned so, and what does it cost?
//! Invariant: facts of the plan and of verdict files; the launch is never moved here.

use super::plan::{Direction, PlanReport, Span};
use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::model::id::{BriefId, StageId};
use crate::model::studio::OnSlip;
use crate::plan::answer::{Plan, done_again};
use crate::plan::compare::{Standing, standing};
use crate::plan::expand::Question;
use crate::plan::level::problem::Effort;
use crate::plan::network::{Instant, TaskIndex};
use crate::plan::people::{self, Options, PeoplePlan};
use crate::plan::slips::{Slip, placed, slips};
use crate::plan::task::{Group, TaskState, Work};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Happened {
    /// As the studio wants it.
    pub on_slip: OnSlip,
    /// The longest first.
    pub slips: Vec<SlipLine>,
    /// Tasks that stand elsewhere than as late as the days allow, or would have to.
    pub behind: usize,
    pub reopened: Vec<ReopenedLine>,
}

/// A task under way that takes longer than planned.
#[derive(Clone, Debug, PartialEq)]
pub struct SlipLine {
    pub task: String,
    pub since: Day,
    pub over: HalfDays,
    pub float: Option<HalfDays>,
    /// Of a gate: the last day for an answer before the launch moves.
    pub answer_by: Option<Day>,
    /// Whether that day is still to come.
    pub answer: AnswerTime,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerTime {
    InTime,
    TooLate,
}

/// A gate that was passed by an approval of what the brief no longer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    pub brief: BriefId,
    pub stage: StageId,
    pub by: Vec<String>,
    /// Empty when history does not have what was approved.
    pub changed: Vec<FieldChange>,
}

/// A covered field that changed after its approval, and who changed it last; nobody: no commit yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// Its key.
    pub field: String,
    pub commit: Option<String>,
    /// A person's id, else the name that the commit gives.
    pub author: Option<String>,
    pub day: Option<Day>,
}

impl FieldChange {
    /// The beginning of the commit's id, for people.
    pub fn short(&self) -> Option<&str> {
        let commit = self.commit.as_deref()?;
        Some(commit.get(..7).unwrap_or(commit))
    }
}

/// What such a gate reopens.
#[derive(Clone, Debug, PartialEq)]
pub struct ReopenedLine {
    pub item: String,
    pub brief: String,
    pub stage: String,
    pub by: Vec<String>,
    pub changed: Vec<FieldChange>,
    /// From the gate on to where the brief is.
    pub tasks: Vec<String>,
    /// What these take, as planned.
    pub work: HalfDays,
    /// The plan as it would stand were they done again from today on; `None` where nothing has a day, or it is not known.
    pub again: Option<Standing>,
}

/// Tasks of all plans that are made to tell what doing work again would cost.
const MANY_TASKS: usize = 1_000;

impl PlanReport {
    pub(super) fn happen(&mut self, question: &Question<'_>, plan: &Plan<'_>) {
        let on_slip = question.studio.settings.on_slip;
        let today = question.today;
        self.happened.on_slip = on_slip;
        self.happened.slips = slips(plan).iter().map(|slip| slip_line(plan, slip, today)).collect();
        if self.direction == Direction::Forward {
            return;
        }
        let places = placed(plan, on_slip).into_iter();
        let named: BTreeMap<&str, Span> = places
            .zip(&plan.out.tasks)
            .filter_map(|(place, task)| Some((task.name.as_str(), Span::of(place?)?)))
            .collect();
        for task in &mut self.tasks {
            task.placed = named.get(task.name.as_str()).copied();
        }
        let late = |task: &&super::plan::TaskLine| task.total_float.is_some_and(|float| float.0 < 0);
        self.happened.behind = self.tasks.iter().filter(late).count();
    }

    /// With the gates that were passed by approvals of something else.
    pub fn reopened(mut self, question: &Question<'_>, plan: &Plan<'_>, stale: &[Stale]) -> Self {
        let studio = question.calendars.studio();
        let again = |again: &[TaskIndex]| done_again(plan, again, studio).and_then(standing);
        let lines = stale.iter().filter_map(|stale| reopened(plan, stale, again));
        self.happened.reopened = lines.collect();
        self
    }

    /// The same with the hours that people have; where many gates or tasks are asked about, planned quickly.
    pub fn reopened_with_people(mut self, question: &Question<'_>, plan: &PeoplePlan<'_>, stale: &[Stale]) -> Self {
        let many = stale.len().saturating_mul(plan.plan.out.tasks.len()) > MANY_TASKS;
        let options = Options {
            effort: if many { Effort::Quick } else { plan.options.effort },
            ..plan.options
        };
        let again = |again: &[TaskIndex]| people::again::done_again(question, plan, options, again);
        let lines = stale.iter().filter_map(|stale| reopened(&plan.plan, stale, again));
        self.happened.reopened = lines.collect();
        self
    }
}

fn slip_line(plan: &Plan<'_>, slip: &Slip, today: Day) -> SlipLine {
    let answer_by = slip.answer_by.map(Instant::day_before);
    let early = plan.schedule.tasks[slip.task.0 as usize].early.end;
    let too_late = slip.answer_by.is_some_and(|by| by < early) || answer_by.is_some_and(|day| day < today);
    SlipLine {
        task: plan.out.tasks[slip.task.0 as usize].name.clone(),
        since: slip.since.day_after(),
        over: slip.over,
        float: slip.float,
        answer_by,
        answer: if too_late {
            AnswerTime::TooLate
        } else {
            AnswerTime::InTime
        },
    }
}

fn reopened(plan: &Plan<'_>, stale: &Stale, again: impl Fn(&[TaskIndex]) -> Option<Standing>) -> Option<ReopenedLine> {
    let is_it = |group: &&Group<'_>| group.brief.is_some_and(|brief| brief.id == stale.brief);
    let group = plan.out.groups.iter().find(is_it)?;
    let is_gate = |task: &usize| match plan.out.tasks[*task].work {
        Work::Stage(stage, _) => stage.id.value == stale.stage,
        Work::Variants(_) | Work::Free(_) | Work::Milestone(_) => false,
    };
    let first = group.tasks().find(is_gate)?;
    let done = |task: &usize| matches!(plan.out.tasks[*task].state, TaskState::Done(_));
    let tasks: Vec<usize> = (first..group.tasks().end).take_while(done).collect();
    // What is under way behind the gate would have to wait for it once more.
    let happened = |task: &usize| !matches!(plan.out.tasks[*task].state, TaskState::Ahead);
    let once_more = (first..group.tasks().end).take_while(happened);
    let once_more: Vec<TaskIndex> = once_more.map(|task| TaskIndex(task as u32)).collect();
    Some(ReopenedLine {
        again: again(&once_more),
        item: group.name.clone(),
        brief: stale.brief.to_string(),
        stage: stale.stage.to_string(),
        by: stale.by.clone(),
        changed: stale.changed.clone(),
        work: HalfDays(tasks.iter().map(|task| plan.out.network.tasks[*task].duration).sum()),
        tasks: tasks.iter().map(|task| plan.out.tasks[*task].name.clone()).collect(),
    })
}

/// The word of `crops.yml`.
pub const fn on_slip_code(on_slip: OnSlip) -> &'static str {
    match on_slip {
        OnSlip::Consume => "consume",
        OnSlip::Shift => "shift",
        OnSlip::Hold => "hold",
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SlipView {
    task: String,
    since: Day,
    /// Time spent and left, beyond what was planned.
    over_working_days: f64,
    total_float_working_days: Option<f64>,
    /// Of a gate: the last day for an answer before the launch moves.
    answer_by: Option<Day>,
    /// Even an answer as soon as can be would move the launch.
    answer_too_late: bool,
}

impl SlipView {
    pub(super) fn of(line: &SlipLine) -> Self {
        Self {
            task: line.task.clone(),
            since: line.since,
            over_working_days: line.over.as_days(),
            total_float_working_days: line.float.map(HalfDays::as_days),
            answer_by: line.answer_by,
            answer_too_late: line.answer == AnswerTime::TooLate,
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReopenedView {
    item: String,
    brief: String,
    /// The gate that was passed.
    stage: String,
    /// Who approved what it said then.
    approved_by: Vec<String>,
    /// What changed since; empty when history does not have what was approved.
    changed: Vec<FieldChange>,
    tasks: Vec<String>,
    work_working_days: f64,
    /// How the plan would stand were it done again from today on.
    if_done_again: Option<AgainView>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct AgainView {
    spare_working_days: f64,
    margin_used_working_days: f64,
    short_working_days: f64,
    /// Work that nobody would have the time for; 0 without people.
    missing_hours: f64,
}

impl ReopenedView {
    pub(super) fn of(line: &ReopenedLine) -> Self {
        Self {
            item: line.item.clone(),
            brief: line.brief.clone(),
            stage: line.stage.clone(),
            approved_by: line.by.clone(),
            changed: line.changed.clone(),
            tasks: line.tasks.clone(),
            work_working_days: line.work.as_days(),
            if_done_again: line.again.map(|standing| AgainView {
                spare_working_days: standing.spare.as_days(),
                margin_used_working_days: standing.margin_used.as_days(),
                short_working_days: standing.short.as_days(),
                missing_hours: standing.lacking.as_hours(),
            }),
        }
    }
}
