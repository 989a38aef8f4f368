//! Answers: what is in a studio, in typed records that every other part reads?
//! Invariant: a value here was read and checked; units are types, ids are typed, no IO, clock or words.
//! Source: `docs/file-formats.md`.

pub mod anchor;
pub mod approval;
pub mod asset;
pub mod brief;
pub mod calendar;
pub mod campaign;
pub mod difference;
pub mod digest;
pub mod duration;
pub mod feedback;
pub mod few;
pub mod finding;
pub mod gate_lack;
pub mod handoff;
pub mod history;
pub mod holidays;
pub mod id;
pub mod key;
pub mod kind;
pub mod label;
pub mod merged;
pub mod money;
pub mod moves;
pub mod need_target;
pub mod other;
pub mod party;
pub mod person;
pub mod place;
pub mod problem;
pub mod protection;
pub mod range_problem;
pub mod raster;
pub mod remark_place;
pub mod resolve;
pub mod review;
#[cfg(any(test, feature = "sample"))]
pub mod sample;
pub mod shape;
pub mod similar;
pub mod studio;
pub mod target;
pub mod taxonomy;
pub mod workflow;

/// A civil day in the studio's time zone.
pub type Day = chrono::NaiveDate;
