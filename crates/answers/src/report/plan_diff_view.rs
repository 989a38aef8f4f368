//! Answers: what is the JSON of a comparison of plans?
//! Invariant: version 1 is frozen: keys are added, never renamed or removed; days are ISO, later is positive.
//! Source: `docs/schemas/crops.plan-diff.v1.json`.

use super::plan_diff::{ChangedTask, CommitLine, DiffEnd, DiffSection, MovedTask, PlanDiffReport, Waiting};
use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::plan::compare::{Cause, Counted, LaunchMove, Standing};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlanDiffView {
    from: EndView,
    to: EndView,
    /// Whether both ends are planned with the hours that people had.
    with_people: bool,
    plans: Vec<SectionView>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct EndView {
    /// As typed; null for the files as they are on disk.
    asked: Option<String>,
    commit: Option<String>,
    /// The day on which it was planned.
    planned_on: Day,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct SectionView {
    /// Null for open briefs of no campaign.
    campaign: Option<String>,
    title: Option<String>,
    launch_before: Option<Day>,
    launch_after: Option<Day>,
    /// The launch is on the same day and nothing is short; null without a launch.
    launch_kept: Option<bool>,
    before: Option<StandingView>,
    after: Option<StandingView>,
    launch_moves: Vec<LaunchView>,
    moved: Vec<MovedView>,
    added: Vec<ChangedView>,
    removed: Vec<ChangedView>,
}

/// How near the nearest goal is to its limit.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct StandingView {
    spare_working_days: f64,
    margin_used_working_days: f64,
    short_working_days: f64,
    /// Work that nobody who could do it has the time for.
    lacking_hours: f64,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct LaunchView {
    from: Option<Day>,
    to: Option<Day>,
    cause: CauseView,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct MovedView {
    task: String,
    done: bool,
    /// The last day of work by the earliest dates, or the real one.
    forecast_before: Option<Day>,
    forecast_after: Option<Day>,
    /// The last day by which it must end.
    latest_before: Option<Day>,
    latest_after: Option<Day>,
    forecast_moved_working_days: f64,
    latest_moved_working_days: f64,
    total_float_before_working_days: Option<f64>,
    total_float_after_working_days: Option<f64>,
    /// They add up to the moves.
    causes: Vec<PartView>,
    /// For what it waits, where days that went by moved it.
    waiting: Option<WaitingView>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct PartView {
    #[serde(flatten)]
    cause: CauseView,
    forecast_moved_working_days: f64,
    latest_moved_working_days: f64,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct CauseView {
    /// `commit`, `time` or `uncommitted`.
    kind: &'static str,
    commit: Option<String>,
    /// A person's id, else the name that the commit gives.
    author: Option<String>,
    subject: Option<String>,
    day: Option<Day>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct WaitingView {
    /// `underWay` or `notBegun`.
    kind: &'static str,
    task: String,
    since: Option<Day>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct ChangedView {
    task: String,
    forecast: Option<Day>,
    latest: Option<Day>,
    cause: CauseView,
}

impl PlanDiffView {
    pub fn of(report: &PlanDiffReport) -> Self {
        Self {
            from: end(&report.from),
            to: end(&report.to),
            with_people: report.counted == Counted::People,
            plans: report
                .sections
                .iter()
                .map(|section| section_view(section, &report.commits))
                .collect(),
        }
    }
}

fn end(end: &DiffEnd) -> EndView {
    EndView {
        asked: end.asked.clone(),
        commit: end.commit.clone(),
        planned_on: end.day,
    }
}

fn section_view(section: &DiffSection, commits: &[CommitLine]) -> SectionView {
    let is_short = section.after.is_some_and(|after| after.short.0 > 0);
    let kept = section
        .launch_before
        .map(|before| section.launch_after == Some(before) && !is_short);
    SectionView {
        campaign: section.campaign.as_ref().map(|(id, _)| id.clone()),
        title: section.campaign.as_ref().map(|(_, title)| title.clone()),
        launch_before: section.launch_before,
        launch_after: section.launch_after,
        launch_kept: kept,
        before: section.before.map(standing),
        after: section.after.map(standing),
        launch_moves: section.launches.iter().map(|one| launch(one, commits)).collect(),
        moved: section.moved.iter().map(|one| moved(one, commits)).collect(),
        added: section.added.iter().map(|one| changed(one, commits)).collect(),
        removed: section.removed.iter().map(|one| changed(one, commits)).collect(),
    }
}

fn standing(standing: Standing) -> StandingView {
    StandingView {
        spare_working_days: standing.spare.as_days(),
        margin_used_working_days: standing.margin_used.as_days(),
        short_working_days: standing.short.as_days(),
        lacking_hours: standing.lacking.as_hours(),
    }
}

fn launch(launch: &LaunchMove, commits: &[CommitLine]) -> LaunchView {
    LaunchView {
        from: launch.from,
        to: launch.to,
        cause: cause(launch.cause, commits),
    }
}

fn moved(task: &MovedTask, commits: &[CommitLine]) -> MovedView {
    MovedView {
        task: task.task.clone(),
        done: task.done,
        forecast_before: task.forecast_before,
        forecast_after: task.forecast_after,
        latest_before: task.latest_before,
        latest_after: task.latest_after,
        forecast_moved_working_days: task.forecast.as_days(),
        latest_moved_working_days: task.latest.as_days(),
        total_float_before_working_days: task.float_before.map(HalfDays::as_days),
        total_float_after_working_days: task.float_after.map(HalfDays::as_days),
        causes: task
            .parts
            .iter()
            .map(|part| PartView {
                cause: cause(part.cause, commits),
                forecast_moved_working_days: part.early.as_days(),
                latest_moved_working_days: part.late.as_days(),
            })
            .collect(),
        waiting: task.waiting.as_ref().map(|waiting| match waiting {
            Waiting::On { task, since } => WaitingView {
                kind: "underWay",
                task: task.clone(),
                since: *since,
            },
            Waiting::NotBegun { task } => WaitingView {
                kind: "notBegun",
                task: task.clone(),
                since: None,
            },
        }),
    }
}

/// The stable word of a cause.
pub const fn cause_code(cause: Cause) -> &'static str {
    match cause {
        Cause::Time => "time",
        Cause::Commit(_) => "commit",
        Cause::Uncommitted => "uncommitted",
    }
}

fn cause(cause: Cause, commits: &[CommitLine]) -> CauseView {
    let commit = match cause {
        Cause::Commit(number) => commits.get(number),
        Cause::Time | Cause::Uncommitted => None,
    };
    CauseView {
        kind: cause_code(cause),
        commit: commit.map(|commit| commit.id.clone()),
        author: commit.map(|commit| commit.author.clone()),
        subject: commit.map(|commit| commit.subject.clone()),
        day: commit.map(|commit| commit.day),
    }
}

fn changed(task: &ChangedTask, commits: &[CommitLine]) -> ChangedView {
    ChangedView {
        task: task.task.clone(),
        forecast: task.forecast,
        latest: task.latest,
        cause: cause(task.cause, commits),
    }
}
