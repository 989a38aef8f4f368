//! Answers: how is it said in English?
//! Invariant: every match is exhaustive; sentences are plain, name the thing and scold nobody.

pub mod agenda;
pub mod asking;
pub mod check;
pub mod deed;
pub mod demo;
pub mod editorial;
pub mod facts;
pub mod failure;
pub mod forecast;
pub mod frame;
pub mod happened;
pub mod history;
pub mod kpi;
pub mod kpi_definition;
pub mod kpi_studios;
pub mod listing;
pub mod numbers;
pub mod people;
pub mod picture;
pub mod plan;
pub mod plan_diff;
pub mod plan_slip;
pub mod plan_why;
pub mod problem;
pub mod proof;
pub mod refusal;
pub mod resolve;
pub mod sprints;
pub mod syntax;
pub mod title;
pub mod usage;
pub mod wanted;
pub mod what_if;
pub mod write;
