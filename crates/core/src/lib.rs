//! What crops knows, without files or words: records, their history, plans, figures, findings and changes.
//!
//! `model ← trail ← plan ← metrics ← check, change`. Nothing here reads a file, a clock or a language.

pub mod change;
pub mod check;
pub mod metrics;
pub mod model;
pub mod plan;
pub mod trail;
