//! Answers: how does a report look as text, CSV, JSON, Markdown or SVG, in English and French?
//! Invariant: every writer escapes for its own target; no human word stands outside `catalogue`.

pub mod bars;
pub mod briefs;
pub mod campaigns;
pub mod catalogue;
pub mod cell;
pub mod check;
pub mod csv;
pub mod deed;
pub mod demo;
pub mod escape;
pub mod events;
pub mod excerpt;
pub mod explain;
pub mod gantt;
pub mod html;
pub mod ics;
pub mod json;
pub mod kpi;
pub mod kpi_definitions;
pub mod kpi_explained;
pub mod look;
pub mod markdown;
pub mod page;
pub mod palette;
pub mod plan;
pub mod plan_diff;
mod plan_ics;
mod plan_people;
pub mod sarif;
pub mod schema;
pub mod script;
pub mod show;
pub mod text;
pub mod text_table;
pub mod tsv;
pub mod workflow;
