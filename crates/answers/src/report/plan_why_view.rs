//! Answers: what is the JSON of the reasons of a task?
//! Invariant: version 1 is frozen: keys are added, never renamed or removed.
//! Source: `docs/schemas/crops.plan-why.v1.json`.

use super::plan::{Span, Subject};
use super::plan_people_view::{MemberView, away, member};
use super::plan_view::link_code;
use super::plan_why::{Because, GoalFacts, WhyReport, WhyStep};
use crate::model::Day;
use crate::model::duration::{HalfDays, Length};
use crate::model::place::Place;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WhyView {
    campaign: Option<String>,
    task: String,
    title: Option<String>,
    duration_working_days: f64,
    total_float_working_days: Option<f64>,
    early_start: Option<Day>,
    early_end: Option<Day>,
    late_start: Option<Day>,
    late_end: Option<Day>,
    /// Who does it with `--people`, and why; empty without.
    crew: Vec<MemberView>,
    /// From the task back in time.
    early: Vec<StepView>,
    /// From the task on in time.
    late: Vec<StepView>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct StepView {
    task: String,
    start: Option<Day>,
    end: Option<Day>,
    duration_working_days: f64,
    /// `done`, `underWay`, `today`, `notBefore`, `booked`, `notice`, `mustEndBy`, `launch`, `goal`, `link`, `busy`, `away` or `free`.
    because: &'static str,
    /// The day that binds.
    day: Option<Day>,
    /// The task on the other side of a link, or the one somebody is busy with.
    other: Option<String>,
    /// Who is busy or away.
    person: Option<String>,
    /// `weekday`, `closed`, `off`, `notBooked`, `onOption` or `left`.
    away: Option<&'static str>,
    link: Option<&'static str>,
    lag_working_days: Option<f64>,
    lag_elapsed_days: Option<i32>,
    item: Option<String>,
    live: Option<Day>,
    handover_working_days: Option<f64>,
    margin_working_days: Option<f64>,
    notice_working_days: Option<f64>,
    file: Option<String>,
    line: Option<u32>,
    days_off: Vec<Day>,
}

impl WhyView {
    pub fn of(report: &WhyReport) -> Self {
        let campaign = match &report.subject {
            Subject::Campaign { id, .. } => Some(id.clone()),
            Subject::OpenBriefs { .. } | Subject::Studio { .. } => None,
        };
        Self {
            campaign,
            task: report.task.clone(),
            title: report.title.clone(),
            duration_working_days: report.duration.as_days(),
            total_float_working_days: report.float.map(HalfDays::as_days),
            early_start: report.early.map(|span| span.from),
            early_end: report.early.map(|span| span.to),
            late_start: report.late.map(|span| span.from),
            late_end: report.late.map(|span| span.to),
            crew: report.crew.iter().map(member).collect(),
            early: report.early_steps.iter().map(step).collect(),
            late: report.late_steps.iter().map(step).collect(),
        }
    }
}

fn step(step: &WhyStep) -> StepView {
    let bare = bare(step);
    match &step.because {
        Because::Done(_) | Because::Today | Because::Free => bare,
        Because::UnderWay(day) => StepView { day: *day, ..bare },
        Because::NotBefore { day, place } | Because::Booked { day, place } | Because::MustEndBy { day, place } => {
            placed(
                StepView {
                    day: Some(*day),
                    ..bare
                },
                place,
            )
        }
        Because::Busy { person, other, place } => StepView {
            day: place.map(|span| span.to),
            other: Some(other.clone()),
            person: Some(person.clone()),
            ..bare
        },
        Because::Away { person, day, reason } => StepView {
            day: Some(*day),
            person: Some(person.clone()),
            away: Some(away(reason)),
            ..bare
        },
        Because::Notice { days } => StepView {
            notice_working_days: Some(days.as_days()),
            ..bare
        },
        Because::Launch { launch, by } => StepView {
            day: Some(*by),
            live: *launch,
            ..bare
        },
        Because::Goal(goal) => of_goal(bare, goal),
        Because::Link { other, day, link, lag } => StepView {
            day: *day,
            other: Some(other.clone()),
            link: Some(link_code(*link)),
            lag_working_days: match lag {
                Length::Working(halves) => Some(halves.as_days()),
                Length::ElapsedDays(_) => None,
            },
            lag_elapsed_days: match lag {
                Length::Working(_) => None,
                Length::ElapsedDays(days) => Some(*days),
            },
            ..bare
        },
    }
}

fn placed(view: StepView, place: &Place) -> StepView {
    StepView {
        file: Some(place.file.to_string()),
        line: Some(place.span.line),
        ..view
    }
}

fn of_goal(bare: StepView, goal: &GoalFacts) -> StepView {
    let view = StepView {
        day: Some(goal.by),
        item: Some(goal.item.clone()),
        live: goal.live,
        handover_working_days: Some(goal.handover.as_days()),
        margin_working_days: Some(goal.margin.as_days()),
        ..bare
    };
    match &goal.place {
        Some(place) => placed(view, place),
        None => view,
    }
}

fn bare(step: &WhyStep) -> StepView {
    let of = |of: fn(Span) -> Day| step.place.map(of);
    StepView {
        task: step.task.clone(),
        start: of(|span| span.from),
        end: of(|span| span.to),
        duration_working_days: step.duration.as_days(),
        because: code(&step.because),
        day: None,
        other: None,
        person: None,
        away: None,
        link: None,
        lag_working_days: None,
        lag_elapsed_days: None,
        item: None,
        live: None,
        handover_working_days: None,
        margin_working_days: None,
        notice_working_days: None,
        file: None,
        line: None,
        days_off: step.off.iter().map(|(day, _)| *day).collect(),
    }
}

const fn code(because: &Because) -> &'static str {
    match because {
        Because::Done(_) => "done",
        Because::UnderWay(_) => "underWay",
        Because::Today => "today",
        Because::NotBefore { .. } => "notBefore",
        Because::Booked { .. } => "booked",
        Because::Notice { .. } => "notice",
        Because::MustEndBy { .. } => "mustEndBy",
        Because::Launch { .. } => "launch",
        Because::Goal(_) => "goal",
        Because::Link { .. } => "link",
        Because::Busy { .. } => "busy",
        Because::Away { .. } => "away",
        Because::Free => "free",
    }
}
