//! Answers: what is the JSON of a forecast?
//! Invariant: version 1 is frozen: keys are added, never renamed or removed; chances are shares from 0 to 1.
//! Source: `docs/schemas/crops.forecast.v1.json`, `docs/schemas/crops.forecast-backtest.v1.json`.

use super::forecast::{BacktestReport, ForecastReport, Headline, basis_code, target_code, turn_code};
use super::plan::Subject;
use crate::model::Day;
use crate::plan::compare::Counted;
use crate::plan::forecast::calibrate::{Decile, Reliability};
use crate::plan::forecast::spread::GUESS;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ForecastView {
    /// `campaign` or `openBriefs`.
    scope: &'static str,
    /// The campaign's id and title; null for open briefs.
    campaign: Option<ForecastCampaignView>,
    /// `launch`, `days`, `undated`, `done` or `nothing`.
    verdict: &'static str,
    runs: u32,
    seed: u64,
    /// Whether the plan is one with people.
    with_people: bool,
    /// Finished stays in stages that the history knows in all.
    past_stays: usize,
    /// The part of what varies, from 0 to 1, that all stays of a month have in common.
    common_to_a_month: f64,
    /// The launch, other anchors, milestones, then deliverables and briefs.
    targets: Vec<TargetView>,
    /// Tasks that held the launch in some run, what drives the risk first.
    drivers: Vec<DriverView>,
    /// What the durations were drawn from.
    grounds: Vec<GroundView>,
    /// Where nothing is known: the least, the most likely and the most, as multiples of the plan.
    guess_multiples: [f64; 3],
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct ForecastCampaignView {
    id: String,
    title: String,
    launch: Option<Day>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct TargetView {
    /// `launch`, `anchor`, `milestone` or `deliverable`.
    kind: &'static str,
    /// `J` for the launch.
    name: String,
    title: Option<String>,
    /// The day that is wanted; null when nobody wants one.
    by: Option<Day>,
    /// The share of the runs that reach it; null without a day.
    chance: Option<f64>,
    /// The day by which half of the runs have it.
    p50: Option<Day>,
    p80: Option<Day>,
    p95: Option<Day>,
    /// Working days after the wanted day; negative before.
    p50_late_working_days: Option<f64>,
    p80_late_working_days: Option<f64>,
    p95_late_working_days: Option<f64>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct DriverView {
    task: String,
    /// The share of the runs in which it held the launch.
    criticality: f64,
    /// What is left of it.
    planned_working_days: f64,
    mean_working_days: f64,
    p80_working_days: f64,
    /// Criticality times the standard deviation of its duration.
    risk_working_days: f64,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct GroundView {
    kind: String,
    stage: String,
    /// `first` or `again`: a rework, or a further review.
    turn: &'static str,
    /// `own`; or a guess: `sameStage` of all kinds, `planned` with `guessMultiples`.
    basis: &'static str,
    /// Past stays of this kind, stage and turn.
    own_stays: usize,
    /// Past stays that were drawn from.
    drawn_from: usize,
    /// What half of them took at most, as a multiple of the plan.
    p50_multiple: Option<f64>,
    p80_multiple: Option<f64>,
}

impl ForecastView {
    pub fn of(report: &ForecastReport) -> Self {
        let campaign = match &report.subject {
            Subject::Campaign { id, title } => Some(ForecastCampaignView {
                id: id.clone(),
                title: title.clone(),
                launch: report.launch,
            }),
            Subject::OpenBriefs { .. } | Subject::Studio { .. } => None,
        };
        Self {
            scope: if campaign.is_some() { "campaign" } else { "openBriefs" },
            campaign,
            verdict: match report.headline {
                Headline::Nothing => "nothing",
                Headline::Done => "done",
                Headline::Undated => "undated",
                Headline::Launch { .. } => "launch",
                Headline::Days { .. } => "days",
            },
            runs: report.runs,
            seed: report.seed,
            with_people: report.counted == Counted::People,
            past_stays: report.stays,
            common_to_a_month: report.common,
            targets: targets(report),
            drivers: drivers(report),
            grounds: grounds(report),
            guess_multiples: GUESS,
        }
    }
}

fn targets(report: &ForecastReport) -> Vec<TargetView> {
    let one = |target: &super::forecast::TargetLine| {
        let [p50, p80, p95] = target.days;
        let late = target.late.map(|late| late.map(|halves| halves.as_days()));
        TargetView {
            kind: target_code(target.kind),
            name: target.name.clone(),
            title: target.title.clone(),
            by: target.by,
            chance: target.chance,
            p50,
            p80,
            p95,
            p50_late_working_days: late.map(|late| late[0]),
            p80_late_working_days: late.map(|late| late[1]),
            p95_late_working_days: late.map(|late| late[2]),
        }
    };
    report.targets.iter().map(one).collect()
}

fn drivers(report: &ForecastReport) -> Vec<DriverView> {
    let one = |driver: &super::forecast::DriverLine| DriverView {
        task: driver.task.clone(),
        criticality: driver.critical,
        planned_working_days: driver.planned.as_days(),
        mean_working_days: hundredths(driver.mean),
        p80_working_days: driver.p80.as_days(),
        risk_working_days: hundredths(driver.weight / 2.0),
    };
    report.drivers.iter().map(one).collect()
}

fn grounds(report: &ForecastReport) -> Vec<GroundView> {
    let one = |ground: &crate::plan::forecast::Ground| GroundView {
        kind: ground.kind.to_string(),
        stage: ground.stage.to_string(),
        turn: turn_code(ground.turn),
        basis: basis_code(ground.basis),
        own_stays: ground.own,
        drawn_from: ground.drawn_from,
        p50_multiple: ground.multiples.map(|multiples| hundredths(multiples[0])),
        p80_multiple: ground.multiples.map(|multiples| hundredths(multiples[1])),
    };
    report.grounds.iter().map(one).collect()
}

/// More is not known.
fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BacktestView {
    /// The campaign's id; null for all of the studio.
    campaign: Option<String>,
    /// The days on which a forecast was made as it would have been then.
    points: Vec<Day>,
    runs: u32,
    seed: u64,
    launches: ReliabilityView,
    deliverables: ReliabilityView,
    /// The same forecasts with every stage drawn apart; null where no month had anything in common.
    apart: Option<ApartView>,
    /// Forecasts of something that is not decided yet, or was dropped.
    undecided: usize,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct ApartView {
    launches: ReliabilityView,
    deliverables: ReliabilityView,
    /// The part of what varies, from 0 to 1, that was common to a month, on average over the forecasts.
    common_part: f64,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct ReliabilityView {
    forecasts: usize,
    /// How many different launches or deliverables they were given for.
    things: usize,
    /// The mean square of what they were off; 0 is perfect, 0.25 a coin. Null without forecasts.
    brier: Option<f64>,
    /// Those that were given 70 to 90 %.
    around80: DecileView,
    /// Ten, from 0 to 10 % on.
    deciles: Vec<DecileView>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
struct DecileView {
    forecasts: usize,
    held: usize,
    things: usize,
    /// The chance that was given, on average; null without forecasts.
    mean_chance: Option<f64>,
    /// The share of them that held; null without forecasts.
    share: Option<f64>,
    /// Whether there are enough of them to say something.
    enough: bool,
}

impl BacktestView {
    pub fn of(report: &BacktestReport) -> Self {
        Self {
            campaign: report.subject.as_ref().map(|(id, _)| id.clone()),
            points: report.points.clone(),
            runs: report.runs,
            seed: report.seed,
            launches: reliability(&report.launches),
            deliverables: reliability(&report.deliverables),
            apart: report.apart.as_ref().map(|apart| ApartView {
                launches: reliability(&apart.launches),
                deliverables: reliability(&apart.deliverables),
                common_part: apart.common,
            }),
            undecided: report.undecided,
        }
    }
}

fn reliability(found: &Reliability) -> ReliabilityView {
    ReliabilityView {
        forecasts: found.forecasts,
        things: found.things,
        brier: found.brier,
        around80: decile(&found.around_80),
        deciles: found.deciles.iter().map(decile).collect(),
    }
}

fn decile(found: &Decile) -> DecileView {
    DecileView {
        forecasts: found.forecasts,
        held: found.held,
        things: found.things,
        mean_chance: (found.forecasts > 0).then_some(found.given),
        share: found.share(),
        enough: found.is_enough(),
    }
}
