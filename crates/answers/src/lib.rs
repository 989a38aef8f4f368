//! How crops answers: reports made of values, and their words, tables, pictures and files.
//!
//! `report ← render`. Nothing here reads the repository: what is answered was given.

pub mod render;
pub mod report;

use crops_core::{change, check, metrics, model, plan, trail};
