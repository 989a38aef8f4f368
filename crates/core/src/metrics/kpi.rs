//! Answers: which KPIs are there, and what is each measured in?
//! Invariant: ids and versions are an interface; a changed definition gets a higher version.

use super::period::Period;
use super::sample::Measured;
use super::subject::Facts;
use super::{
    age, approval_time, asset_reuse, brief_quality, budget_variance, campaign_delivery, first_time_right,
    flow_efficiency, forecast_accuracy, on_time_delivery, revision_rounds, rush_share, sla_compliance, stage_time,
    throughput, turnaround, utilisation, wip, workload_balance,
};

/// One key performance indicator.
#[derive(Clone, Copy, Debug)]
pub struct Kpi {
    pub id: KpiId,
    /// Of its definition.
    pub version: u32,
    pub unit: Unit,
    pub shape: Shape,
    pub better: Better,
    pub measure: fn(&Facts<'_>, &Period) -> Measured,
}

/// Its name; the words are in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KpiId {
    Turnaround,
    ApprovalTime,
    RevisionRounds,
    FirstTimeRight,
    OnTimeDelivery,
    CampaignDelivery,
    StageTime,
    SlaCompliance,
    Throughput,
    Wip,
    Age,
    FlowEfficiency,
    RushShare,
    BriefQuality,
    ForecastAccuracy,
    WorkloadBalance,
    Utilisation,
    AssetReuse,
    BudgetVariance,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    WorkingDays,
    OpenHours,
    Rounds,
    /// 0 to 1.
    Share,
    /// 0 to 1, where 1 is the best and not all of something.
    Index,
    BriefsPerWeek,
    Briefs,
}

/// Which figure of the samples is shown first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The median, with P85 beside it.
    Duration,
    /// The mean: of yes and no, it is the share of yes.
    Mean,
    /// The mean weighted by what each sample is a share of: a ratio of sums.
    Ratio,
    /// The number of samples by the weeks of the period that have passed.
    Rate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    Lower,
    Higher,
    /// Too much is no better than too little.
    Neither,
}

/// Every KPI, in the order of reports.
pub const KPIS: [Kpi; 19] = [
    turnaround::KPI,
    approval_time::KPI,
    revision_rounds::KPI,
    first_time_right::KPI,
    on_time_delivery::KPI,
    campaign_delivery::KPI,
    stage_time::KPI,
    sla_compliance::KPI,
    throughput::KPI,
    wip::KPI,
    age::KPI,
    flow_efficiency::KPI,
    rush_share::KPI,
    brief_quality::KPI,
    forecast_accuracy::KPI,
    workload_balance::KPI,
    utilisation::KPI,
    asset_reuse::KPI,
    budget_variance::KPI,
];

impl KpiId {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Turnaround => "turnaround",
            Self::ApprovalTime => "approval-time",
            Self::RevisionRounds => "revision-rounds",
            Self::FirstTimeRight => "first-time-right",
            Self::OnTimeDelivery => "on-time-delivery",
            Self::CampaignDelivery => "campaign-delivery",
            Self::StageTime => "stage-time",
            Self::SlaCompliance => "sla-compliance",
            Self::Throughput => "throughput",
            Self::Wip => "wip",
            Self::Age => "age",
            Self::FlowEfficiency => "flow-efficiency",
            Self::RushShare => "rush-share",
            Self::BriefQuality => "brief-quality",
            Self::ForecastAccuracy => "forecast-accuracy",
            Self::WorkloadBalance => "workload-balance",
            Self::Utilisation => "utilisation",
            Self::AssetReuse => "asset-reuse",
            Self::BudgetVariance => "budget-variance",
        }
    }
}

/// The KPI with this id.
pub fn kpi(id: &str) -> Option<&'static Kpi> {
    KPIS.iter().find(|kpi| kpi.id.as_str() == id)
}
