//! Answers: what are the figures of a period, and from which visits do they come?
//! Invariant: one file per KPI and one list of them; no sample is `no data`, never 0.
//! Source: `docs/kpis.md`.

pub mod age;
pub mod approval_time;
pub mod asset_reuse;
pub mod awaiting;
pub mod bottlenecks;
pub mod brief_quality;
pub mod budget_variance;
pub mod campaign_delivery;
pub mod clock;
pub mod figure;
pub mod first_time_right;
pub mod flow;
pub mod flow_efficiency;
pub mod forecast_accuracy;
pub mod goal;
pub mod kpi;
pub mod load;
pub mod on_time_delivery;
pub mod period;
#[cfg(test)]
mod properties;
pub mod revision_rounds;
pub mod rush_share;
pub mod sample;
pub mod scorecard;
pub mod sla_compliance;
pub mod stage_time;
pub mod subject;
pub mod throughput;
pub mod turnaround;
pub mod utilisation;
pub mod what_if;
pub mod wip;
pub mod workload_balance;
