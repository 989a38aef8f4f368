//! Answers: how does work flow in, through and out of the studio?
//! Invariant: the series and the points are those that the pictures draw; figures keep their unit.
//! Source: `docs/json.md`, `docs/flow.md`.

use super::events::instant;
use super::kpi::SourceView;
use crate::metrics::flow::{Balance, Boundary, Finished, Flow, FlowDay};
use crate::metrics::sample::Reason;
use crate::metrics::subject::Facts;
use crate::model::Day;
use crate::report::kpi_codes::reason_code;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// The answer of `report flow`.
#[derive(Clone, Debug)]
pub struct FlowReport {
    pub flow: Flow,
    /// The points of the scatter, in the order of delivery.
    pub points: Vec<Point>,
    pub source: SourceView,
    pub today: Day,
}

/// One delivered brief.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub brief: String,
    pub title: Option<String>,
    pub kind: Option<String>,
    pub day: Day,
    pub working_days: f64,
    pub net_of_hold: f64,
    pub from: String,
    pub from_commit: String,
    pub to: String,
    pub to_commit: String,
}

impl FlowReport {
    pub fn new(facts: &Facts<'_>, flow: Flow, source: SourceView) -> Self {
        let point = |one: &Finished| {
            let subject = facts.all.get(one.subject)?;
            let commit = |commit| facts.history.commit(commit).id.to_string();
            Some(Point {
                brief: subject.id().to_string(),
                title: subject.brief.map(|brief| brief.title.value.to_string()),
                kind: subject.kind.as_ref().map(ToString::to_string),
                day: one.day,
                working_days: one.working_days,
                net_of_hold: one.net_of_hold,
                from: instant(one.from.time),
                from_commit: commit(one.from.commit),
                to: instant(one.to.time),
                to_commit: commit(one.to.commit),
            })
        };
        Self {
            points: flow.finished.iter().filter_map(point).collect(),
            flow,
            source,
            today: facts.today,
        }
    }

    /// The period is not over yet.
    pub fn is_running(&self) -> bool {
        self.flow.period.contains(self.today) && self.today < self.flow.period.to
    }

    pub fn left_out(&self) -> &[(Reason, usize)] {
        &self.flow.left_out
    }
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FlowView {
    pub period: String,
    pub from: String,
    pub to: String,
    /// requested or started.
    pub counted_from: &'static str,
    pub arrived: i64,
    pub delivered: i64,
    /// Dropped or deleted.
    pub dropped: i64,
    pub weeks: f64,
    /// Null: no day has passed.
    pub mean_open: Option<f64>,
    pub cycle_time_count: usize,
    pub cycle_time_mean_working_days: Option<f64>,
    pub cycle_time_p50_working_days: Option<f64>,
    pub cycle_time_p85_working_days: Option<f64>,
    pub little: Option<LittleView>,
    pub days: Vec<FlowDayView>,
    pub delivered_briefs: Vec<PointView>,
    pub left_out: Vec<LeftOutView>,
    pub reference: String,
    pub commit: String,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LittleView {
    /// Deliveries a working day times the mean cycle time.
    pub expected_open: f64,
    pub counted_open: f64,
    /// steady, piles-up or drains.
    pub verdict: &'static str,
}

/// At the end of the day; arrived, delivered and dropped since the period began.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FlowDayView {
    pub day: String,
    pub arrived: i64,
    pub delivered: i64,
    pub dropped: i64,
    pub queue: i64,
    pub work: i64,
    pub gate: i64,
    pub on_hold: i64,
    /// In stages that no workflow has.
    pub other: i64,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PointView {
    pub brief: String,
    pub kind: Option<String>,
    pub day: String,
    pub working_days: f64,
    pub net_of_hold_working_days: f64,
    pub from: String,
    pub from_commit: String,
    pub to: String,
    pub to_commit: String,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct LeftOutView {
    pub reason: String,
    pub count: usize,
}

impl FlowView {
    pub fn of(report: &FlowReport) -> Self {
        let (flow, summary) = (&report.flow, report.flow.summary);
        Self {
            period: flow.period.to_string(),
            from: flow.period.from.to_string(),
            to: flow.period.to.to_string(),
            counted_from: match flow.boundary {
                Boundary::Requested => "requested",
                Boundary::Started => "started",
            },
            arrived: summary.arrived,
            delivered: summary.delivered,
            dropped: summary.dropped,
            weeks: summary.weeks,
            mean_open: summary.mean_open,
            cycle_time_count: summary.cycle.map_or(0, |cycle| cycle.count),
            cycle_time_mean_working_days: summary.cycle.map(|cycle| cycle.mean),
            cycle_time_p50_working_days: summary.cycle.map(|cycle| cycle.p50),
            cycle_time_p85_working_days: summary.cycle.map(|cycle| cycle.p85),
            little: summary.little.map(|little| LittleView {
                expected_open: little.expected_open,
                counted_open: little.counted_open,
                verdict: balance_code(little.verdict),
            }),
            days: flow.days.iter().map(day_view).collect(),
            delivered_briefs: report.points.iter().map(point_view).collect(),
            left_out: flow
                .left_out
                .iter()
                .map(|(reason, count)| LeftOutView {
                    reason: reason_code(*reason).to_owned(),
                    count: *count,
                })
                .collect(),
            reference: report.source.reference.clone(),
            commit: report.source.commit.clone(),
        }
    }
}

const fn balance_code(balance: Balance) -> &'static str {
    match balance {
        Balance::Steady => "steady",
        Balance::PilesUp => "piles-up",
        Balance::Drains => "drains",
    }
}

fn day_view(day: &FlowDay) -> FlowDayView {
    FlowDayView {
        day: day.day.to_string(),
        arrived: day.arrived,
        delivered: day.delivered,
        dropped: day.dropped,
        queue: day.open.queue,
        work: day.open.work,
        gate: day.open.gate,
        on_hold: day.open.on_hold,
        other: day.open.other,
    }
}

fn point_view(point: &Point) -> PointView {
    PointView {
        brief: point.brief.clone(),
        kind: point.kind.clone(),
        day: point.day.to_string(),
        working_days: point.working_days,
        net_of_hold_working_days: point.net_of_hold,
        from: point.from.clone(),
        from_commit: point.from_commit.clone(),
        to: point.to.clone(),
        to_commit: point.to_commit.clone(),
    }
}
