//! Answers: what does one command say, as a value that any format can be made from?
//! Invariant: the JSON shapes of a version are frozen: fields are added, never renamed or removed.
//! Source: `docs/json.md`.

pub mod bad_record;
pub mod briefs;
pub mod campaigns;
pub mod check;
pub mod deed;
pub mod demo;
pub mod editorial;
pub mod editorial_view;
pub mod envelope;
pub mod events;
pub mod exit;
pub mod explain;
pub mod fact_columns;
pub mod facts;
mod facts_of_kpis;
mod facts_of_work;
pub mod failure;
pub mod forecast;
pub mod forecast_view;
pub mod format;
pub mod kind;
pub mod kpi;
pub mod kpi_studios;
pub mod kpi_view;
pub mod plan;
mod plan_build;
pub mod plan_diff;
pub mod plan_diff_view;
pub mod plan_happened;
pub mod plan_people;
mod plan_people_view;
pub mod plan_people_ways;
mod plan_proof_view;
pub mod plan_schedule;
pub mod plan_slip;
pub mod plan_slip_view;
pub mod plan_view;
pub mod plan_why;
pub mod plan_why_view;
pub mod sarif;
pub mod schema;
pub mod script;
pub mod sprints;
pub mod table;
pub mod title;
