//! Answers: which KPIs are there, and what is each measured in?
//! Invariant: ids and versions are an interface; a changed definition gets a higher version.

use super::period::Period;
use super::sample::Measured;
use super::subject::Facts;
use super::{
    age, approval_time, first_time_right, on_time_delivery, revision_rounds, sla_compliance, stage_time, throughput,
    turnaround, wip,
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
    StageTime,
    SlaCompliance,
    Throughput,
    Wip,
    Age,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    WorkingDays,
    OpenHours,
    Rounds,
    /// 0 to 1.
    Share,
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
    /// The number of samples by the weeks of the period that have passed.
    Rate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    Lower,
    Higher,
}

/// Every KPI, in the order of reports.
pub const KPIS: [Kpi; 10] = [
    turnaround::KPI,
    approval_time::KPI,
    revision_rounds::KPI,
    first_time_right::KPI,
    on_time_delivery::KPI,
    stage_time::KPI,
    sla_compliance::KPI,
    throughput::KPI,
    wip::KPI,
    age::KPI,
];

impl KpiId {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Turnaround => "turnaround",
            Self::ApprovalTime => "approval-time",
            Self::RevisionRounds => "revision-rounds",
            Self::FirstTimeRight => "first-time-right",
            Self::OnTimeDelivery => "on-time-delivery",
            Self::StageTime => "stage-time",
            Self::SlaCompliance => "sla-compliance",
            Self::Throughput => "throughput",
            Self::Wip => "wip",
            Self::Age => "age",
        }
    }
}

/// The KPI with this id.
pub fn kpi(id: &str) -> Option<&'static Kpi> {
    KPIS.iter().find(|kpi| kpi.id.as_str() == id)
}
