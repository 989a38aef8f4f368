//! Answers: what does `report kpi` say to a program?
//! Invariant: version 1 is frozen: fields are added, never renamed or removed; a value stands beside its unit.
//! Source: `docs/schemas/crops.kpi.json`.

use super::kpi::{Counted, ExplainedEnd, ExplainedRow, GoalLine, KpiLine, KpiReport, Standing};
use crate::metrics::figure::Figure;
use crate::metrics::goal::Side;
use crate::metrics::kpi::{Better, Kpi, Unit};
use crate::metrics::period::Period;
use crate::metrics::sample::{Absence, Facet, Item, Reason, Remark};
use crate::metrics::scorecard::Reading;
use crate::model::Day;
use crate::model::target::Stat;
use crate::trail::visit::Source;
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
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct KpiDefinitionsView {
    pub kpis: Vec<KpiDefinitionView>,
}

/// How a figure is computed, in English.
#[derive(Clone, Debug, Serialize, JsonSchema)]
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
        let period = |period: &Period| PeriodView {
            name: period.to_string(),
            from: period.from,
            to: period.to,
        };
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
    let (standing, by) = match goal.standing {
        Standing::Met(by) => ("met", Some(by)),
        Standing::Missed(by) => ("missed", Some(by)),
        Standing::NoData => ("no-data", None),
        Standing::NotComparable => ("not-comparable", None),
    };
    TargetView {
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

pub const fn unit_code(unit: Unit) -> &'static str {
    match unit {
        Unit::WorkingDays => "working-days",
        Unit::OpenHours => "open-hours",
        Unit::Rounds => "rounds",
        Unit::Share => "share",
        Unit::Index => "index",
        Unit::BriefsPerWeek => "briefs-per-week",
        Unit::Briefs => "briefs",
    }
}

pub const fn better_code(kpi: &Kpi) -> &'static str {
    match kpi.better {
        Better::Lower => "lower",
        Better::Higher => "higher",
        Better::Neither => "neither",
    }
}

const fn stat_code(stat: Stat) -> &'static str {
    match stat {
        Stat::Main => "main",
        Stat::Median => "median",
        Stat::Mean => "mean",
        Stat::P85 => "p85",
    }
}

const fn facet_code(facet: &Facet) -> &'static str {
    match facet {
        Facet::NetOfHold => "net-of-hold",
        Facet::WorkingDays => "working-days",
        Facet::Approved => "approved",
        Facet::ChangesRequired => "changes-required",
        Facet::Internal => "internal",
        Facet::Client => "client",
        Facet::DueNow => "due-now",
        Facet::OnHold => "on-hold",
        Facet::Stage(_) => "stage",
        Facet::Late => "late",
        Facet::Agreed => "agreed",
        Facet::ChangedAfter => "changed-after",
        Facet::PlannedHours => "planned-hours",
        Facet::AvailableHours => "available-hours",
        Facet::Planned(_) => "planned",
        Facet::Committed(_) => "committed",
        Facet::Spent(_) => "spent",
    }
}

pub const fn reason_code(reason: Reason) -> &'static str {
    match reason {
        Reason::Imported => "imported",
        Reason::BornBeyondQueue => "born-beyond-queue",
        Reason::NotObserved => "not-observed",
        Reason::Negative => "negative",
        Reason::NoDueDay => "no-due-day",
        Reason::UnknownStage => "unknown-stage",
        Reason::Withdrawn => "withdrawn",
        Reason::NoWorkingTime => "no-working-time",
        Reason::NoLeadTime => "no-lead-time",
        Reason::NoIntake => "no-intake",
        Reason::NotReadable => "not-readable",
        Reason::NothingPlanned => "nothing-planned",
        Reason::OtherCurrency => "other-currency",
    }
}

pub const fn absence_code(absence: Absence) -> &'static str {
    match absence {
        Absence::NoDeliverables => "no-deliverables",
        Absence::NoLeadTimes => "no-lead-times",
        Absence::NoIntakeFields => "no-intake-fields",
        Absence::NoPeople => "no-people",
        Absence::NoEffort => "no-effort",
        Absence::NoAssetRecords => "no-asset-records",
        Absence::NoAssetUses => "no-asset-uses",
        Absence::NoBudget => "no-budget",
    }
}

pub const fn item_code(item: &Item) -> &'static str {
    match item {
        Item::Campaign(_) => "campaign",
        Item::Deliverable(..) => "deliverable",
        Item::Person(_) => "person",
        Item::Asset(_) => "asset",
    }
}

/// As records name it: `spring-launch/countdown@2027-02-02`.
pub fn item_id(item: &Item) -> String {
    match item {
        Item::Campaign(id) => id.to_string(),
        Item::Deliverable(campaign, line, None) => format!("{campaign}/{line}"),
        Item::Deliverable(campaign, line, Some(day)) => format!("{campaign}/{line}@{day}"),
        Item::Person(id) => id.to_string(),
        Item::Asset(id) => id.to_string(),
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

const fn remark_code(remark: &Remark) -> &'static str {
    match remark {
        Remark::Due(_) => "due",
        Remark::Live(_) => "live",
        Remark::AgreedBy(_) => "agreed-by",
        Remark::AgreedByNobody => "agreed-by-nobody",
        Remark::Missing(_) => "missing",
        Remark::Changed(_) => "changed",
    }
}

pub const fn source_code(source: Source) -> &'static str {
    match source {
        Source::Commit => "commit",
        Source::Landing => "landing",
    }
}
