//! One test binary: a file per command or question.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "in a test a panic is the failure that is reported; clippy's own exception covers only #[test] functions"
)]

mod architecture;
mod brief;
mod brief_editor;
mod browser;
mod cache;
mod cache_git;
mod calendar;
mod campaign;
mod check;
mod ci;
mod completions;
mod demo;
mod diff;
mod digest;
mod docs;
mod examples;
mod exports;
mod facts;
mod facts_parquet;
mod feedback;
mod flow;
mod forecast;
mod forge_record;
mod forge_reviews;
mod half_days;
mod history;
mod history_index;
mod history_odd;
mod ics;
mod init;
mod levelling;
mod levelling_cases;
mod levelling_checker;
mod levelling_facts;
mod load;
mod more_time;
mod move_brief;
mod network;
mod own_fault;
mod people;
mod people_said;
mod pictures;
mod plan;
mod plan_diff;
mod plan_happened;
mod plan_network;
mod plan_proof;
mod plan_slip;
mod project;
mod reference;
mod report_kpi;
mod repository;
mod request;
mod request_new;
mod sandbox;
mod schedule_cases;
mod shapes;
mod shell;
mod sprint;
mod terminal;
mod trail;
mod undo;
mod what_if;
mod work_schemas;
mod write;
mod write_faults;
mod write_race;
mod write_words;
mod yaml;
mod yaml_edit;
mod yaml_edit_random;
