//! Answers: what does `report kpi` say to a program?
//! Invariant: version 1 is frozen: fields are added, never renamed or removed; a value stands beside its unit.
//! Source: `docs/schemas/crops.kpi.json`.

use super::kpi::{Against, Counted, ExplainedEnd, ExplainedRow, GoalLine, KpiLine, KpiReport, StateView};
use super::kpi_codes::{
    absence_code, better_code, facet_code, item_code, item_id, reason_code, remark_code, source_code, standing_code,
    stat_code, unit_code,
};
use crate::metrics::figure::Figure;
use crate::metrics::goal::Side;
use crate::metrics::period::Period;
use crate::metrics::sample::{Facet, Remark};
use crate::metrics::scorecard::Reading;
use crate::model::Day;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KpiReportView {
    period: PeriodView,
    previous_period: Option<PeriodView>,
    by: Option<&'static str>,
    source: SourceJson,
    kpis: Vec<KpiView>,
    unreadable_versions: usize,
    skewed_commits: usize,
    /// Only with `--explain`.
    explained: Option<ExplanationView>,
    /// What `comparedValue` is of; null: the period before.
    compared_with: Option<AgainstView>,
    /// The state that no target may be worse than.
    worse_than: Option<StateJson>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AgainstView {
    what: &'static str,
    period: Option<PeriodView>,
    state: Option<StateJson>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct StateJson {
    asked: String,
    commit: String,
    day: Day,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PeriodView {
    name: String,
    from: Day,
    to: Day,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SourceJson {
    r#ref: String,
    commit: String,
    pending_commits: usize,
    fetched_at: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct KpiView {
    id: &'static str,
    definition_version: u32,
    unit: &'static str,
    better: &'static str,
    group: Option<String>,
    /// Null: no data.
    value: Option<f64>,
    count: usize,
    median: Option<f64>,
    mean: Option<f64>,
    p85: Option<f64>,
    previous_value: Option<f64>,
    previous_count: usize,
    /// Of `comparedWith`.
    compared_value: Option<f64>,
    compared_count: usize,
    facets: Vec<FacetView>,
    trend: Vec<Option<f64>>,
    targets: Vec<TargetView>,
    open: Vec<OpenView>,
    left_out: Vec<LeftOutView>,
    /// Why there is no figure, when its records are missing.
    no_data_because: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FacetView {
    facet: &'static str,
    stage: Option<String>,
    /// Of an amount.
    currency: Option<String>,
    count: usize,
    median: f64,
    mean: f64,
    p85: f64,
    sum: f64,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TargetView {
    statistic: &'static str,
    by: Option<ByView>,
    standing: &'static str,
    side: Option<&'static str>,
    bound: Option<f64>,
    value: Option<f64>,
    gap: Option<f64>,
    unit: Option<&'static str>,
    share_above: Option<f64>,
    heaviest_briefs: Vec<String>,
    /// In `worseThan`.
    standing_then: Option<&'static str>,
    /// By how much further it is missed than then.
    worse_by: Option<f64>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ByView {
    dimension: String,
    group: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct OpenView {
    brief: String,
    stage: Option<String>,
    since: String,
    age: f64,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct LeftOutView {
    reason: &'static str,
    count: usize,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ExplanationView {
    id: &'static str,
    samples: Vec<ExplainedView>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ExplainedView {
    brief: Option<String>,
    /// What it is about beside the brief, or instead of one.
    item: Option<ItemView>,
    stage: Option<String>,
    from: Option<EndView>,
    to: Option<EndView>,
    day: Option<Day>,
    value: Option<f64>,
    /// What the value is a share of, where the figure is a ratio of sums.
    base: Option<f64>,
    remarks: Vec<RemarkView>,
    counted: &'static str,
    reason: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ItemView {
    r#type: &'static str,
    id: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RemarkView {
    remark: &'static str,
    /// A day, a person or a key of the brief.
    value: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct EndView {
    time: String,
    commit: String,
    source: &'static str,
}

/// What `crops kpi list` and `crops kpi explain` print under `data`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct KpiDefinitionsView {
    pub kpis: Vec<KpiDefinitionView>,
}

/// How a figure is computed, in English.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct KpiDefinitionView {
    pub id: &'static str,
    /// Changes when the figure would.
    pub definition_version: u32,
    pub unit: &'static str,
    pub formula: &'static str,
    pub population: &'static str,
    pub boundary: &'static str,
    pub left_out: &'static str,
}

impl KpiReportView {
    pub fn of(report: &KpiReport) -> Self {
        let period = PeriodView::of;
        Self {
            period: period(&report.period),
            previous_period: report.period.previous().as_ref().map(period),
            by: report.by.map(crate::metrics::scorecard::Dimension::as_str),
            source: SourceJson {
                r#ref: report.source.reference.clone(),
                commit: report.source.commit.clone(),
                pending_commits: report.source.pending,
                fetched_at: report.source.fetched.clone(),
            },
            kpis: report.lines.iter().map(kpi_view).collect(),
            unreadable_versions: report.unreadable,
            skewed_commits: report.skewed,
            explained: report.explained.as_ref().map(|explained| ExplanationView {
                id: explained.kpi.id.as_str(),
                samples: explained.rows.iter().map(explained_view).collect(),
            }),
            compared_with: report.against.as_ref().map(AgainstView::of),
            worse_than: report.since.as_ref().map(StateJson::of),
        }
    }
}

impl PeriodView {
    fn of(period: &Period) -> Self {
        Self {
            name: period.to_string(),
            from: period.from,
            to: period.to,
        }
    }
}

impl AgainstView {
    fn of(against: &Against) -> Self {
        let (what, period, state) = match against {
            Against::Period(period) => ("period", Some(period), None),
            Against::State(state, period) => ("state", Some(period), Some(state)),
            Against::AsItIs => ("as-it-is", None, None),
        };
        Self {
            what,
            period: period.map(PeriodView::of),
            state: state.map(StateJson::of),
        }
    }
}

impl StateJson {
    fn of(state: &StateView) -> Self {
        Self {
            asked: state.asked.clone(),
            commit: state.commit.clone(),
            day: state.day,
        }
    }
}

fn kpi_view(line: &KpiLine) -> KpiView {
    let Reading {
        figure, main, facets, ..
    } = &line.reading;
    KpiView {
        id: line.kpi.id.as_str(),
        definition_version: line.kpi.version,
        unit: unit_code(line.kpi.unit),
        better: better_code(line.kpi),
        group: line.group.clone(),
        value: *main,
        count: line.reading.count(),
        median: figure.map(|figure| figure.median),
        mean: figure.map(|figure| figure.mean),
        p85: figure.map(|figure| figure.p85),
        previous_value: line.before.main,
        previous_count: line.before.count(),
        compared_value: line.compared().main,
        compared_count: line.compared().count(),
        facets: facets.iter().map(|(facet, figure)| facet_view(facet, figure)).collect(),
        trend: line.trend.clone(),
        targets: line.goals.iter().map(target_view).collect(),
        open: line
            .open
            .iter()
            .map(|open| OpenView {
                brief: open.brief.clone(),
                stage: open.stage.clone(),
                since: open.since.clone(),
                age: open.age,
            })
            .collect(),
        left_out: line
            .left_out
            .iter()
            .map(|(reason, count)| LeftOutView {
                reason: reason_code(*reason),
                count: *count,
            })
            .collect(),
        no_data_because: line.absent.map(absence_code),
    }
}

fn facet_view(facet: &Facet, figure: &Figure) -> FacetView {
    FacetView {
        facet: facet_code(facet),
        stage: match facet {
            Facet::Stage(stage) => Some(stage.to_string()),
            _ => None,
        },
        currency: match facet {
            Facet::Planned(currency) | Facet::Committed(currency) | Facet::Spent(currency) => {
                Some(currency.code().to_owned())
            }
            _ => None,
        },
        count: figure.count,
        median: figure.median,
        mean: figure.mean,
        p85: figure.p85,
        sum: figure.sum,
    }
}

fn target_view(goal: &GoalLine) -> TargetView {
    let (standing, by) = (standing_code(&goal.standing), goal.standing.comparison());
    TargetView {
        standing_then: goal.then.as_ref().map(standing_code),
        worse_by: goal.worse_by(),
        statistic: stat_code(goal.target.stat),
        by: goal.target.by.as_ref().map(|(dimension, group)| ByView {
            dimension: dimension.to_string(),
            group: group.value.to_string(),
        }),
        standing,
        side: by.map(|by| match by.side {
            Side::AtMost => "at-most",
            Side::AtLeast => "at-least",
        }),
        bound: by.map(|by| by.bound),
        value: by.map(|by| by.value),
        gap: by.map(|by| by.gap()),
        unit: by.map(|by| unit_code(by.unit)),
        share_above: goal.share_above,
        heaviest_briefs: goal.heavy.clone(),
    }
}

fn explained_view(row: &ExplainedRow) -> ExplainedView {
    let end = |end: &ExplainedEnd| EndView {
        time: end.time.clone(),
        commit: end.commit.clone(),
        source: source_code(end.source),
    };
    let (counted, reason) = match row.counted {
        Counted::Yes => ("yes", None),
        Counted::Open => ("open", None),
        Counted::Basis => ("part", None),
        Counted::LeftOut(reason) => ("left-out", Some(reason_code(reason))),
    };
    ExplainedView {
        brief: row.brief.clone(),
        item: row.item.as_ref().map(|item| ItemView {
            r#type: item_code(item),
            id: item_id(item),
        }),
        base: row.base,
        remarks: row.remarks.iter().map(remark_view).collect(),
        stage: row.stage.clone(),
        from: row.from.as_ref().map(end),
        to: row.to.as_ref().map(end),
        day: row.day,
        value: row.value,
        counted,
        reason,
    }
}

fn remark_view(remark: &Remark) -> RemarkView {
    let value = match remark {
        Remark::Due(day) | Remark::Live(day) => Some(day.to_string()),
        Remark::AgreedBy(person) => Some(person.to_string()),
        Remark::AgreedByNobody => None,
        Remark::Missing(key) | Remark::Changed(key) => Some(key.to_string()),
    };
    RemarkView {
        remark: remark_code(remark),
        value,
    }
}

/// `due:2026-03-06`
pub fn coded(remark: &Remark) -> String {
    let view = remark_view(remark);
    match view.value {
        Some(value) => format!("{}:{value}", view.remark),
        None => view.remark.to_owned(),
    }
}
