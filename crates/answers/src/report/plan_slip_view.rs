//! Answers: what is the JSON of the forecast from week to week?
//! Invariant: version 1 is frozen: keys are added, never renamed or removed.
//! Source: `docs/schemas/crops.plan-slip.v1.json`.

use super::plan_slip::SlipReport;
use crate::model::Day;
use crate::plan::compare::Counted;
use chrono::Datelike;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlanSlipView {
    /// Whether each week is planned with the hours that people had.
    with_people: bool,
    campaigns: Vec<LineView>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct LineView {
    campaign: String,
    title: String,
    /// From the forecast of the first week to that of today; later is positive.
    slipped_days: Option<i64>,
    weeks: Vec<WeekView>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct WeekView {
    /// `2026-W47`
    week: String,
    /// The last day of the week, or today: the plan is of that day.
    planned_on: Day,
    /// Null for the files at hand.
    commit: Option<String>,
    launch: Option<Day>,
    /// The first launch that keeps the handovers; null when nothing depends on a launch.
    earliest_launch: Option<Day>,
    /// The launch, or the first one that works where that is later.
    forecast_launch: Option<Day>,
    /// Of the forecast, since the week before.
    moved_days: Option<i64>,
    spare_working_days: Option<f64>,
    margin_used_working_days: Option<f64>,
    short_working_days: Option<f64>,
    /// Work that nobody who could do it has the time for.
    lacking_hours: Option<f64>,
}

impl PlanSlipView {
    pub fn of(report: &SlipReport) -> Self {
        let lines = report.lines.iter().map(|line| LineView {
            campaign: line.campaign.clone(),
            title: line.title.clone(),
            slipped_days: line.slipped(),
            weeks: line
                .weeks
                .iter()
                .zip(line.moves())
                .map(|(week, moved)| {
                    let (outlook, standing) = (week.outlook, week.outlook.standing);
                    WeekView {
                        week: week_code(week.day),
                        planned_on: week.day,
                        commit: week.commit.clone(),
                        launch: outlook.launch,
                        earliest_launch: outlook.earliest,
                        forecast_launch: outlook.forecast(),
                        moved_days: moved,
                        spare_working_days: standing.map(|standing| standing.spare.as_days()),
                        margin_used_working_days: standing.map(|standing| standing.margin_used.as_days()),
                        short_working_days: standing.map(|standing| standing.short.as_days()),
                        lacking_hours: standing.map(|standing| standing.lacking.as_hours()),
                    }
                })
                .collect(),
        });
        Self {
            with_people: report.counted == Counted::People,
            campaigns: lines.collect(),
        }
    }
}

/// `2026-W47`
pub fn week_code(day: Day) -> String {
    let week = day.iso_week();
    format!("{}-W{:02}", week.year(), week.week())
}
