//! Creative operations in a git repository: the library behind the `crops` program.
//!
//! `model ← trail ← plan ← metrics ← check, change ← report ← render`; `model, change ← store, git, forge`; `cli → everything`.
//! `docs/architecture.md` walks through one request and one plan.

pub mod change;
pub mod check;
pub mod cli;
pub mod forge;
pub mod git;
pub mod metrics;
pub mod model;
pub mod plan;
pub mod render;
pub mod report;
pub mod store;
pub mod trail;
