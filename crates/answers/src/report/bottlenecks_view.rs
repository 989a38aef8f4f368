//! Answers: what does `report bottlenecks` say to a program?
//! Invariant: version 1 is frozen: fields are added, never renamed or removed; a value stands beside its unit.
//! Source: `docs/json.md`.

use super::bottlenecks::{AgeingBrief, BottlenecksReport, Conclusion, CostlyBrief, Finding, VisitRow, share};
use super::kpi_codes::source_code;
use crate::metrics::bottlenecks::{Basis, ReworkCell, StageCell};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BottlenecksView {
    pub period: String,
    pub from: String,
    pub to: String,
    /// kind, campaign, team or person.
    pub by: &'static str,
    pub findings: Vec<FindingView>,
    /// Most time first.
    pub stages: Vec<StageView>,
    pub waiting_working_days: f64,
    pub working_working_days: f64,
    pub on_hold_working_days: f64,
    pub rework: Vec<ReworkView>,
    pub costly_briefs: Vec<CostlyView>,
    /// All briefs that any time of the period went into.
    pub briefs: usize,
    /// Open work, oldest first in parts of what is usual.
    pub ageing: Vec<AgeingView>,
    pub not_observed: usize,
    /// Only with `--explain`.
    pub explained: Option<ExplainedView>,
    pub reference: String,
    pub commit: String,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// most-time, waiting, rework, hold, costly or ageing.
    pub id: &'static str,
    pub count: usize,
    /// Fewer than ten: it may be chance.
    pub few: bool,
    pub stage: Option<String>,
    pub group: Option<String>,
    pub working_days: Option<f64>,
    /// 0 to 1, of the working days net of hold.
    pub share: Option<f64>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StageView {
    pub stage: String,
    pub class: &'static str,
    pub group: Option<String>,
    pub count: usize,
    pub sum_working_days: f64,
    pub median_working_days: f64,
    pub p85_working_days: f64,
    pub share: f64,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReworkView {
    pub stage: String,
    pub group: Option<String>,
    pub visits: usize,
    pub sent_back: usize,
    pub rework_working_days: f64,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CostlyView {
    pub brief: String,
    pub title: Option<String>,
    pub working_days: f64,
    pub on_hold_working_days: f64,
    pub rounds: usize,
    /// Where most of it went.
    pub stage: String,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AgeingView {
    pub brief: String,
    pub title: Option<String>,
    pub kind: Option<String>,
    pub stage: String,
    pub since: String,
    pub working_days: f64,
    /// Null: too few past visits.
    pub usual_p85_working_days: Option<f64>,
    pub usual_count: usize,
    /// kind-and-stage or stage.
    pub usual_of: Option<&'static str>,
    pub over: bool,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ExplainedView {
    pub finding: &'static str,
    pub visits: Vec<VisitView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct VisitView {
    pub brief: String,
    pub stage: String,
    pub from: String,
    pub from_commit: String,
    pub from_source: &'static str,
    pub to: Option<String>,
    pub to_commit: Option<String>,
    pub to_source: Option<&'static str>,
    pub working_days: f64,
}

fn named(group: &str) -> Option<String> {
    (!group.is_empty()).then(|| group.to_owned())
}

impl BottlenecksView {
    pub fn of(report: &BottlenecksReport) -> Self {
        let found = &report.found;
        let net = found.split.net();
        Self {
            period: report.period.to_string(),
            from: report.period.from.to_string(),
            to: report.period.to.to_string(),
            by: report.by.as_str(),
            findings: report.findings.iter().map(finding_view).collect(),
            stages: found.cells.iter().map(|cell| stage_view(cell, net)).collect(),
            waiting_working_days: found.split.waiting,
            working_working_days: found.split.working,
            on_hold_working_days: found.split.on_hold,
            rework: found.rework.iter().map(rework_view).collect(),
            costly_briefs: report.costly.iter().map(costly_view).collect(),
            briefs: found.briefs,
            ageing: report.ageing.iter().map(ageing_view).collect(),
            not_observed: found.not_observed,
            explained: report.explained.as_ref().map(|(id, rows)| ExplainedView {
                finding: id.as_str(),
                visits: rows.iter().map(visit_view).collect(),
            }),
            reference: report.source.reference.clone(),
            commit: report.source.commit.clone(),
        }
    }
}

fn finding_view(finding: &Finding) -> FindingView {
    let (stage, group, working_days, share) = match &finding.what {
        Conclusion::MostTime {
            stage,
            group,
            days,
            share,
            ..
        }
        | Conclusion::Rework {
            stage,
            group,
            days,
            share,
            ..
        } => (Some(stage.clone()), named(group), Some(*days), Some(*share)),
        Conclusion::Waiting { waiting, share, .. } => (None, None, Some(*waiting), Some(*share)),
        Conclusion::Hold { days, .. } => (None, None, Some(*days), None),
        Conclusion::Costly { share, .. } => (None, None, None, Some(*share)),
        Conclusion::Ageing { stage, days, .. } => (Some(stage.clone()), None, Some(*days), None),
    };
    FindingView {
        id: finding.id().as_str(),
        count: finding.count,
        few: finding.is_of_few(),
        stage,
        group,
        working_days,
        share,
    }
}

fn stage_view(cell: &StageCell, net: f64) -> StageView {
    StageView {
        stage: cell.stage.to_string(),
        class: cell.class.word(),
        group: named(&cell.group),
        count: cell.figure.count,
        sum_working_days: cell.figure.sum,
        median_working_days: cell.figure.median,
        p85_working_days: cell.figure.p85,
        share: share(cell.figure.sum, net),
    }
}

fn rework_view(cell: &ReworkCell) -> ReworkView {
    ReworkView {
        stage: cell.stage.to_string(),
        group: named(&cell.group),
        visits: cell.visits,
        sent_back: cell.rejects.len(),
        rework_working_days: cell.days,
    }
}

fn costly_view(brief: &CostlyBrief) -> CostlyView {
    CostlyView {
        brief: brief.brief.clone(),
        title: brief.title.clone(),
        working_days: brief.cost.days,
        on_hold_working_days: brief.cost.on_hold,
        rounds: brief.cost.rounds,
        stage: brief.cost.stage.to_string(),
    }
}

fn ageing_view(brief: &AgeingBrief) -> AgeingView {
    let usual = brief.age.usual;
    AgeingView {
        brief: brief.brief.clone(),
        title: brief.title.clone(),
        kind: brief.kind.clone(),
        stage: brief.age.stage.to_string(),
        since: brief.since.to_string(),
        working_days: brief.age.days,
        usual_p85_working_days: usual.map(|usual| usual.p85),
        usual_count: usual.map_or(0, |usual| usual.count),
        usual_of: usual.map(|usual| match usual.basis {
            Basis::KindAndStage => "kind-and-stage",
            Basis::Stage => "stage",
        }),
        over: brief.age.is_over(),
    }
}

fn visit_view(row: &VisitRow) -> VisitView {
    let to = row.to.as_ref();
    VisitView {
        brief: row.brief.clone(),
        stage: row.stage.clone(),
        from: row.from.time.clone(),
        from_commit: row.from.commit.clone(),
        from_source: source_code(row.from.source),
        to: to.map(|end| end.time.clone()),
        to_commit: to.map(|end| end.commit.clone()),
        to_source: to.map(|end| source_code(end.source)),
        working_days: row.days,
    }
}
